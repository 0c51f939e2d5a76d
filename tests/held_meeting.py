"""A fictional meeting, held from its opening to its end: 12 points, 11 councillors, everything that may happen in one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from secretaire.acts.act import FieldInput
from secretaire.council import happenings as do
from secretaire.council.agenda import Nature, Point
from secretaire.council.course import ByCount, ByName, Course, Motif, Sort
from secretaire.council.roster import Elu
from secretaire.council.votes import Scrutin
from secretaire.desk import meeting, seances, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space

AUTHOR = "Odile"
HELD = dt.date(2026, 12, 18)
_NAMES = """Claire MARTIN,Louis HÉBERT,Anne LEROY,Paul GUÉRIN,Denise ROUX,Alain MOREL,Jeanne FABRE,Marc PETIT,
Sylvie BLANC,Hugo CARON,Nadia SIMON""".replace("\n", "").split(",")
_SUBSIDY: Mapping[str, FieldInput] = {
    "liste_subventions": [
        {"association": "Comité des fêtes", "objet": "fête communale", "montant": "450"},
        {"association": "Amicale laïque", "objet": "sortie scolaire", "montant": "300"},
    ],
    "exercice": "2026",
}


def roster() -> tuple[Elu, ...]:
    """The maire first; women have an odd rank."""
    return tuple(
        Elu(
            id=rank,
            civilite="Mme" if rank % 2 else "M.",
            nom=name.split()[1],
            prenom=name.split()[0],
            fonction="maire" if rank == 1 else "premier adjoint" if rank == 2 else "conseiller municipal",
            ordre=rank,
        )
        for rank, name in enumerate(_NAMES, start=1)
    )


def new_office(folder: Path) -> Office:
    """A workspace with the council of the meeting."""
    office = create_space(folder, the_commune("61339"))
    office.workspace.roster.replace_all(roster())
    return office


def hold(office: Office) -> int:
    """Hold the whole meeting through the gestures of the desk; returns its id.

    Points, by id: 1 minutes of the last meeting, 2 decisions by delegation, 3 subsidies (an act, an interest), 4 tariffs,
    5 land (a tie, the president breaks it), 6 a wish (public ballot), 7 delegates (secret ballot), 8 school (rejected),
    9 road (withdrawn), 10 forest (postponed), 11 cemetery (no quorum), 12 sundry questions.
    """
    seance = seances.create_seance(office, HELD, dt.time(20, 30), "mairie", dt.date(2026, 12, 11))
    ids = [e.id for e in office.workspace.roster.get().elus]
    subsidy = writing.start_draft(office, "subventions_associations", _SUBSIDY, author=AUTHOR)

    def gesture(made: meeting.Gesture) -> Course:
        return meeting.change(office, seance.id, made, AUTHOR)

    points = (
        Point(0, "Arrêt du procès-verbal de la séance précédente", Nature.PROCES_VERBAL),
        Point(0, "Décisions prises par délégation", Nature.DECISIONS),
        Point(0, "Subventions aux associations", act_id=subsidy.id),
        Point(0, "Tarifs de la salle des fêtes"),
        Point(0, "Vente d'un délaissé de voirie"),
        Point(0, "Vœu pour le maintien du bureau de poste"),
        Point(0, "Désignation d'un délégué au syndicat", rapporteur=ids[1]),
        Point(0, "Convention avec l'école"),
        Point(0, "Classement d'une voie"),
        Point(0, "Coupe de bois"),
        Point(0, "Règlement du cimetière"),
        Point(0, "Questions diverses", Nature.QUESTIONS),
    )
    for point in points:
        gesture(partial(do.add_point, point=point))
    gesture(lambda c, o: do.give_pouvoir(c, o, ids[7], ids[2]))
    gesture(lambda c, o: do.give_pouvoir(c, o, ids[8], ids[4]))
    gesture(lambda c, o: do.open_meeting(c, o, dt.time(20, 34), ids[:6], [ids[8]], ids[3]))
    gesture(lambda c, o: do.settle(c, o, 1, Sort.PREND_ACTE))
    gesture(lambda c, o: do.note(c, o, 2, "décision n° 2026-12 du 3 déc : achat d'un souffleur 480 €"))
    gesture(lambda c, o: do.settle(c, o, 2, Sort.SANS_VOTE))
    gesture(lambda c, o: do.arrive(c, o, ids[6], dt.time(20, 50), 3))
    gesture(lambda c, o: do.withdraw(c, o, 3, ids[1], Motif.INTERET, dt.time(20, 52)))
    gesture(lambda c, o: do.note(c, o, 3, "LEROY demande si demande écrite reçue\nmaire : oui, le 2 déc"))
    gesture(lambda c, o: do.record_by_name(c, o, 3, ByName(abstentions=(ids[5],))))
    gesture(lambda c, o: do.note(c, o, 4, "rapporteur propose 120 € pr les habitants\nROUX trouve trop cher"))
    gesture(lambda c, o: do.record_by_count(c, o, 4, ByCount(8, 1)))
    gesture(lambda c, o: do.note(c, o, 5, "prix 15 €/m²"))
    gesture(lambda c, o: do.record_by_count(c, o, 5, ByCount(4, 4, 1, president_pour=True)))
    gesture(lambda c, o: do.ask_ballot(c, o, 6, Scrutin.PUBLIC, [ids[0], ids[1]]))
    gesture(lambda c, o: do.note(c, o, 6, "pétition 240 signatures"))
    gesture(lambda c, o: do.amend(c, o, 6, "Ajouter le maintien de la tournée du samedi."))
    gesture(lambda c, o: do.record_by_name(c, o, 6, ByName(contre=(ids[4],), abstentions=(ids[8],))))
    gesture(lambda c, o: do.ask_ballot(c, o, 7, Scrutin.SECRET, [ids[2], ids[3], ids[5]]))
    gesture(lambda c, o: do.note(c, o, 7, "une candidature : GUÉRIN"))
    gesture(lambda c, o: do.record_by_count(c, o, 7, ByCount(7, 1, blancs_nuls=1)))
    gesture(lambda c, o: do.note(c, o, 8, "FABRE : convention trop longue"))
    gesture(lambda c, o: do.record_by_count(c, o, 8, ByCount(2, 7)))
    gesture(lambda c, o: do.settle(c, o, 9, Sort.RETIRE))
    gesture(lambda c, o: do.note(c, o, 10, "attendre l'avis de l'ONF"))
    gesture(lambda c, o: do.settle(c, o, 10, Sort.REPORTE))
    gesture(lambda c, o: do.leave(c, o, ids[5], dt.time(22, 0), 11))
    gesture(lambda c, o: do.leave(c, o, ids[4], dt.time(22, 0), 11))
    gesture(lambda c, o: do.settle(c, o, 11, Sort.SANS_QUORUM))
    gesture(lambda c, o: do.note(c, o, 12, "nids de poule rte de l'église\néclairage du stade à revoir"))
    gesture(lambda c, o: do.settle(c, o, 12, Sort.SANS_VOTE))
    gesture(lambda c, o: do.close_meeting(c, o, dt.time(22, 15)))
    return seance.id
