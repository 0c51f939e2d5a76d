"""The sentences of a meeting: who, quorum, what became of a point, the result of a vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import time

from secretaire.acts.act_type import Majorite
from secretaire.council.agenda import Nature
from secretaire.council.ballots import count_of, outcome_at
from secretaire.council.course import ByCount, ByName, Course, Motif, Room, Sens, Sort, seance_at
from secretaire.council.roster import Elu, Roster
from secretaire.council.votes import Maniere, Scrutin
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.wording import NBSP, count

NATURES: Mapping[Nature, str] = {
    Nature.DELIBERATION: "Délibération",
    Nature.PROCES_VERBAL: "Procès-verbal de la dernière séance",
    Nature.DECISIONS: "Décisions du maire par délégation",
    Nature.INFORMATION: "Information",
    Nature.QUESTIONS: "Questions diverses",
}

SORTS: Mapping[Sort, str] = {
    Sort.VOTE: "Voté",
    Sort.PREND_ACTE: "Le conseil prend acte",
    Sort.SANS_VOTE: "Sans vote",
    Sort.REPORTE: "Reporté",
    Sort.RETIRE: "Retiré de l'ordre du jour",
    Sort.SANS_QUORUM: "Non examiné : quorum non atteint",
}

MOTIFS: Mapping[Motif, str] = {
    Motif.INTERET: "intérêt à l'affaire",
    Motif.ORGANISME: "représente la commune dans l'organisme",
    Motif.COMPTE: "maire, pour le vote de son compte",
}

SCRUTINS: Mapping[Scrutin, str] = {
    Scrutin.ORDINAIRE: "À main levée",
    Scrutin.PUBLIC: "Scrutin public",
    Scrutin.SECRET: "Scrutin secret",
}

_MANIERES: Mapping[Maniere, str] = {
    Maniere.UNANIMITE: "Adopté à l'unanimité",
    Maniere.UNANIMITE_EXPRIMES: "Adopté à l'unanimité des suffrages exprimés",
    Maniere.MAJORITE: "Adopté à la majorité",
    Maniere.VOIX_PREPONDERANTE: "Adopté, voix prépondérante du président",
    Maniere.PARTAGE: "Rejeté, voix partagées",
    Maniere.REJET: "Rejeté",
    Maniere.AUCUN_EXPRIME: "Rejeté, aucun suffrage exprimé",
}


class Names:
    """« Mme Vassort »; with the first name when two members would be called the same."""

    def __init__(self, members: Iterable[Elu]) -> None:
        kept = tuple(members)
        same = Counter((e.civilite, e.nom.casefold()) for e in kept)
        self._of = {
            e.id: f"{e.civilite}{NBSP}{e.prenom} {e.nom}"
            if same[e.civilite, e.nom.casefold()] > 1
            else f"{e.civilite}{NBSP}{e.nom}"
            for e in kept
        }

    def of(self, elu: int | None) -> str:
        """The name of that roster id."""
        return self._of.get(elu, "un ancien élu") if elu is not None else ""


def hour(value: time) -> str:
    """« 20 h 05 »."""
    return f"{value.hour}{NBSP}h{NBSP}{value.minute:02d}"


def quorum_line(room: Room) -> str:
    """« 8 présents sur 15 : quorum atteint (8). »"""
    presence = room.presence
    members = presence.en_exercice - presence.ecartes
    said = f"{count(presence.counted, 'présent', 'présents')} sur {members} : "
    if presence.seconde_convocation and presence.counted < presence.quorum:
        said += "aucun quorum n'est exigé, c'est la seconde convocation"
    elif presence.reached:
        said += f"quorum atteint ({presence.quorum})"
    else:
        said += f"quorum non atteint, il en faut {presence.quorum}"
    if room.pouvoirs:
        said += f" ; {count(len(room.pouvoirs), 'pouvoir', 'pouvoirs')}, {count(len(room.voix), 'voix', 'voix')}"
    return f"{said[0].upper()}{said[1:]}."


def figures(ballot: ByCount) -> str:
    """« 9 pour, 1 contre, 1 abstention »."""
    parts = [f"{ballot.pour} pour"]
    if ballot.contre:
        parts.append(f"{ballot.contre} contre")
    if ballot.abstentions:
        parts.append(count(ballot.abstentions, "abstention", "abstentions"))
    if ballot.refus:
        parts.append(f"{ballot.refus} ne {'prend' if ballot.refus == 1 else 'prennent'} pas part au vote")
    if ballot.blancs_nuls:
        parts.append(count(ballot.blancs_nuls, "blanc ou nul", "blancs ou nuls"))
    return ", ".join(parts)


def result_line(view: MeetingView, point_id: int) -> str:
    """« Adopté à la majorité : 9 pour, 2 contre », « Reporté », or nothing yet."""
    passage = view.passage(point_id)
    if passage.sort is None:
        return ""
    if passage.ballot is None:
        return SORTS[passage.sort]
    majorite = view.majorite(point_id)
    found = outcome_at(view.course, point_id, view.en_exercice, Roster(view.members), majorite)
    if found is None:
        return SORTS[passage.sort]
    said = _MANIERES[found.maniere]
    if found.adopte and said.startswith("Rejeté"):  # the accounts: adopted unless a majority is against
        said = "Adopté, aucune majorité contre"
    return f"{said} : {figures(count_of(passage.ballot, view.rooms[point_id]))}"


def accepted(view: MeetingView, point_id: int) -> bool | None:
    """Whether the council adopted; None when it did not vote."""
    majorite = view.majorite(point_id)
    found = outcome_at(view.course, point_id, view.en_exercice, Roster(view.members), majorite)
    return None if found is None else found.adopte


def presence_line(course: Course, elu: Elu, point_id: int | None, names: Names) -> str:
    """Where a member is when a point is taken: « présente », « arrivé à 20 h 15 », « pouvoir à M. Y »."""
    held = seance_at(course, point_id)
    ending = "e" if elu.feminine else ""
    moves = [m for m in course.before(point_id) if m.elu == elu.id]
    if elu.id in held.presents:
        said = f"présent{ending}"
        if moves and moves[-1].sens is Sens.ARRIVEE and moves[-1].heure:
            said = f"arrivé{ending} à {hour(moves[-1].heure)}"
        given = next((p for p in held.pouvoirs if p.mandataire == elu.id), None)
        return f"{said}, pouvoir de {names.of(given.mandant)}" if given else said
    given = next((p for p in held.pouvoirs if p.mandant == elu.id), None)
    gone = next((m for m in reversed(moves) if m.sens is Sens.DEPART), None)
    said = f"excusé{ending}" if elu.id in held.excuses else f"absent{ending}"
    if gone is not None:
        said = f"parti{ending} à {hour(gone.heure)}" if gone.heure else f"parti{ending}"
    return f"{said}, pouvoir à {names.of(given.mandataire)}" if given else said


def voice_counts(ballot: ByName | None, elu: int) -> str:
    """What a voice says: « pour », « contre », « abstention », « ne vote pas »."""
    if ballot is None:
        return "pour"
    if elu in ballot.contre:
        return "contre"
    if elu in ballot.abstentions:
        return "abstention"
    return "ne vote pas" if elu in ballot.refus else "pour"


def majority_note(majorite: Majorite) -> str:
    """What the person must know of the rule before the vote; nothing for an ordinary majority."""
    if majorite is Majorite.COMPTES:
        return "Compte : le maire se retire ; il est arrêté sauf si une majorité vote contre."
    if majorite is Majorite.ELECTION:
        return "Élection : notez chaque tour ; majorité absolue aux deux premiers, relative au troisième."
    return ""
