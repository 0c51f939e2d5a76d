"""A whole fictional meeting: twelve points, eleven councillors, through the command line and through the desk."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from secretaire.acts.act import Role
from secretaire.checks.finding import Gravite
from secretaire.cli.main import main
from secretaire.council import happenings as h
from secretaire.council.agenda import Nature, Point
from secretaire.council.course import ByCount, ByName, Course, Motif, Sort
from secretaire.council.votes import Scrutin
from secretaire.desk import elus, meeting, seances, writing
from secretaire.desk.checking import check_act
from secretaire.desk.office import Office, open_space
from secretaire.drafting.act_types.catalogue import TypesCatalogue

NAMES = "Alder Besnard Cormier Delorme Esnault Fouquet Garnier Hamel Ivry Jouan Kerdal".split()  # noqa: SIM905
ROSTER = "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\n" + "".join(
    f"{'Mme' if rank % 2 else 'M.'};{name};Camille;{'maire' if rank == 0 else '1er adjoint' if rank == 1 else 'conseiller municipal'}"
    f";{rank + 1};22/03/2026;\n"
    for rank, name in enumerate(NAMES)
)
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
ACTS_AT = (2, 3, 6, 7, 9)
POINTS = (
    ("Procès-verbal de la séance précédente", Nature.PROCES_VERBAL),
    ("Tarifs de la salle", Nature.DELIBERATION),
    ("Subvention à une association", Nature.DELIBERATION),
    ("Compte financier unique", Nature.DELIBERATION),
    ("Décision modificative", Nature.DELIBERATION),
    ("Achat d'une parcelle", Nature.DELIBERATION),
    ("Désignation d'un délégué", Nature.DELIBERATION),
    ("Convention", Nature.DELIBERATION),
    ("Travaux de l'église", Nature.DELIBERATION),
    ("Décisions prises par délégation", Nature.DECISIONS),
    ("Règlement du cimetière", Nature.DELIBERATION),
    ("Questions diverses", Nature.QUESTIONS),
)
AUTHOR = "secrétaire"


@pytest.fixture(autouse=True)
def _types_read_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each command opens the space again; its act types are those of the one before."""
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(TypesCatalogue, "load", staticmethod(_catalogue(TypesCatalogue.load)))


@cache
def _catalogue(load: Any) -> Any:
    return lambda folder, _own=None: _shipped(load, folder)


@cache
def _shipped(load: Any, folder: Path) -> TypesCatalogue:
    catalogue: TypesCatalogue = load(folder)
    return catalogue


def space(folder: Path) -> tuple[Office, list[str]]:
    """A council of eleven, a meeting called, and the drafts that will be put to it."""
    main(("espace", "creer", str(folder), "--commune", "61339"), lambda _space: 0)
    office = open_space(folder)
    file = folder / "elus.csv"
    file.write_text(ROSTER, encoding="utf-8")
    elus.import_roster(office, file)
    seances.create_seance(office, dt.date(2026, 12, 18), dt.time(20, 30), "la mairie", dt.date(2026, 12, 11))
    drafts = [
        writing.start_draft(office, "tarifs_salle", FIELDS, author=AUTHOR, act_date=dt.date(2026, 12, 18)).id
        for _ in ACTS_AT
    ]
    return office, list(drafts)


def by_desk(office: Office, drafts: list[str]) -> Course:
    acts = dict(zip(ACTS_AT, drafts, strict=True))

    def then(gesture: meeting.Gesture) -> Course:
        return meeting.change(office, 1, gesture, AUTHOR)

    for place, (objet, nature) in enumerate(POINTS, start=1):
        then(partial(h.add_point, point=Point(0, objet, nature, acts.get(place))))
    then(lambda c, e: h.give_pouvoir(c, e, 8, 2))
    then(lambda c, e: h.give_pouvoir(c, e, 9, 3))
    then(lambda c, e: h.open_meeting(c, e, dt.time(20, 35), range(1, 7), (8, 9, 10), 2))
    then(lambda c, e: h.record_by_name(c, e, 1, ByName()))
    then(lambda c, e: h.note(c, e, 2, "Besnard : trop cher l'hiver"))
    then(lambda c, e: h.record_by_name(c, e, 2, ByName(contre=(5,), abstentions=(8,))))
    then(lambda c, e: h.arrive(c, e, 7, dt.time(20, 55), 3))
    then(lambda c, e: h.withdraw(c, e, 3, 3, Motif.INTERET, dt.time(21, 0)))
    then(lambda c, e: h.record_by_count(c, e, 3, ByCount(7)))
    then(lambda c, e: h.withdraw(c, e, 4, 1, Motif.COMPTE))
    then(lambda c, e: h.preside(c, e, 4, 2))
    then(lambda c, e: h.record_by_name(c, e, 4, ByName()))
    then(lambda c, e: h.record_by_count(c, e, 5, ByCount(8, 0, 0, 1)))
    then(lambda c, e: h.record_by_name(c, e, 6, ByName(contre=(4, 5, 6, 9), abstentions=(7,))))
    then(lambda c, e: h.ask_ballot(c, e, 7, Scrutin.SECRET, (4, 5, 6)))
    then(lambda c, e: h.record_by_count(c, e, 7, ByCount(5, 3, blancs_nuls=1)))
    then(lambda c, e: h.leave(c, e, 7, dt.time(21, 40), 8, 5))
    then(lambda c, e: h.record_by_name(c, e, 8, ByName()))
    then(lambda c, e: h.leave(c, e, 6, dt.time(21, 50), 9))
    then(lambda c, e: h.settle(c, e, 9, Sort.SANS_QUORUM))
    then(lambda c, e: h.arrive(c, e, 6, dt.time(21, 58), 10))
    then(lambda c, e: h.settle(c, e, 10, Sort.PREND_ACTE))
    then(lambda c, e: h.settle(c, e, 11, Sort.REPORTE))
    return then(lambda c, e: h.close_meeting(c, e, dt.time(22, 10)))


def by_command_line(folder: Path, drafts: list[str]) -> None:
    acts = dict(zip(ACTS_AT, drafts, strict=True))
    for place, (objet, nature) in enumerate(POINTS, start=1):
        act = ("--acte", acts[place]) if place in acts else ()
        run(folder, "point", "1", "--objet", objet, "--nature", nature.value, *act)
    run(folder, "pouvoir", "1", "--de", "Hamel", "--a", "Besnard")
    run(folder, "pouvoir", "1", "--de", "Ivry", "--a", "Cormier")
    opening = ("--heure", "20h35", "--excuses", "Hamel", "Ivry", "Jouan", "--secretaire", "Besnard")
    run(folder, "ouvrir", "1", *opening, "--presents", *NAMES[:6])
    run(folder, "vote", "1", "--point", "1")
    run(folder, "note", "1", "--point", "2", "--texte", "Besnard : trop cher l'hiver")
    run(folder, "vote", "1", "--point", "2", "--noms-contre", "Esnault", "--noms-abstentions", "Hamel")
    run(folder, "arrivee", "1", "Garnier", "--heure", "20h55")
    run(folder, "retrait", "1", "Cormier", "--point", "3", "--heure", "21h")
    run(folder, "vote", "1", "--point", "3", "--pour", "7")
    run(folder, "retrait", "1", "Alder", "--point", "4", "--motif", "compte")
    run(folder, "presidence", "1", "Besnard", "--point", "4")
    run(folder, "vote", "1", "--point", "4")
    run(folder, "vote", "1", "--point", "5", "--pour", "8", "--refus", "1")
    against = ("Delorme", "Esnault", "Fouquet", "Ivry")
    run(folder, "vote", "1", "--point", "6", "--noms-contre", *against, "--noms-abstentions", "Garnier")
    run(folder, "scrutin", "1", "secret", "--point", "7", "--demandeurs", "Delorme", "Esnault", "Fouquet")
    run(folder, "vote", "1", "--point", "7", "--pour", "5", "--contre", "3", "--nuls", "1")
    run(folder, "depart", "1", "Garnier", "--heure", "21h40", "--pouvoir-a", "Esnault")
    run(folder, "vote", "1", "--point", "8")
    run(folder, "depart", "1", "Fouquet", "--heure", "21h50")
    run(folder, "point", "1", "--point", "9", "--sort", "sans_quorum")
    run(folder, "arrivee", "1", "Fouquet", "--heure", "21h58", "--avant", "10")
    run(folder, "point", "1", "--point", "10", "--sort", "prend_acte")
    run(folder, "point", "1", "--point", "11", "--sort", "reporte")
    run(folder, "lever", "1", "--heure", "22h10")


def run(folder: Path, *words: str) -> None:
    assert main(("seance", *words, "--espace", str(folder)), lambda _space: 0) == 0, words


def without_ids(course: Course) -> Course:
    return replace(course, points=tuple(replace(p, act_id=p.act_id and "acte") for p in course.points))


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Office, list[str], Path]]:
    office, drafts = space(tmp_path / "fenetre")
    other, others = space(tmp_path / "commande")
    other.close()
    course = by_desk(office, drafts)
    by_command_line(tmp_path / "commande", others)
    with_commands = open_space(tmp_path / "commande")
    assert without_ids(meeting.course_of(with_commands, 1)) == without_ids(course)
    for one, same in zip(drafts, others, strict=True):
        assert [s.text for s in writing.get_act(office, one).sections] == [
            s.text for s in writing.get_act(with_commands, same).sections
        ]
    with_commands.close()
    yield office, drafts, tmp_path / "commande"
    office.close()


def test_a_whole_meeting(both: tuple[Office, list[str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    office, drafts, folder = both
    course = meeting.course_of(office, 1)
    rooms = [meeting.room(office, course, p.id) for p in course.points]
    assert [len(r.voix) for r in rooms] == [8, 8, 7, 8, 9, 9, 9, 9, 8, 9, 9, 9]
    assert [r.quorum_reached for r in rooms] == [place != 9 for place in range(1, 13)]
    assert course.passage(12).sort is Sort.SANS_VOTE

    texts = {place: writing.get_act(office, act) for place, act in zip(ACTS_AT, drafts, strict=True)}
    votes = {place: act.section(Role.VOTE).text.replace("\u00a0", " ") for place, act in texts.items()}
    assert "par 6 voix pour, 1 voix contre (M. Camille ESNAULT) et 1 abstention (Mme Camille HAMEL)" in votes[2]
    assert "M. Camille CORMIER, intéressé à l'affaire, a quitté la salle à 21 heures" in votes[3]
    assert "le pouvoir que M. Camille IVRY lui avait donné n'a pas été utilisé" in votes[3]
    assert "à l'unanimité," in votes[3]
    assert "la voix du président étant prépondérante" in votes[6]
    assert "au scrutin secret (bulletins : 9, blancs et nuls : 1, exprimés : 8, pour : 5, contre : 3)," in votes[7]
    assert "Camille" not in votes[7]
    roll = {place: act.section(Role.COMPOSITION).text.replace("\u00a0", " ") for place, act in texts.items()}
    assert "Présents : 6" in roll[2]
    assert "Votants : 8" in roll[2]
    assert "GARNIER" in roll[3].split("Étaient présents")[1].split("représenté")[0]
    assert "Votants : 7" in roll[3]

    blocking = {
        place: {f.code for f in check_act(office, act) if f.gravite is Gravite.BLOQUANT} for place, act in texts.items()
    }
    meeting_codes = {"QUORUM", "VOTE_TOTAL", "POUVOIR", "PRESIDENT_ABSENT", "POINT_NON_DELIBERE", "VOTE_UNANIMITE"}
    assert {place: codes & meeting_codes for place, codes in blocking.items()} == {
        2: set(), 3: set(), 6: set(), 7: set(), 9: {"QUORUM", "POINT_NON_DELIBERE"},
    }  # fmt: skip

    capsys.readouterr()
    assert main(("seance", "montrer", "1", "--espace", str(folder), "--json"), lambda _space: 0) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [p["voix"] for p in shown["points"]] == [len(r.voix) for r in rooms]
    assert (shown["levee"], shown["prochain_point"]) == ("22:10", None)

    assert main(("seance", "annuler", "1", "--espace", str(folder), "--json"), lambda _space: 0) == 0
    assert json.loads(capsys.readouterr().out)["levee"] is None
    assert main(("seance", "vote", "1", "--espace", str(folder), "--point", "9", "--json"), lambda _space: 0) == 1
    assert json.loads(capsys.readouterr().out)["erreur"]["code"] == "point_deja_regle"
