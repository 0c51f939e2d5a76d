"""Named persons: their codes, their limits, and what the journal says of their decisions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from secretaire.acts.act import Act, State
from secretaire.acts.act import Role as Section
from secretaire.acts.life import Step
from secretaire.council.commune import Commune
from secretaire.council.persons import Absence, Delegation, Person, Role
from secretaire.desk import elus, numbering, persons, remarks, review, writing
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, Refused, SecretaireError, WrongUsage
from secretaire.store.journal import Event

ROSTER = (
    "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\n"
    "Mme;Delorme;Anne;maire;1;01/07/2020;\n"
    "M.;Besnard;Luc;1er adjoint;2;01/07/2020;\n"
    "Mme;Tessier;Odile;conseillère municipale;3;01/07/2020;\n"
)
COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", lieu_seance="mairie")
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
SECRETARY, CODE = "secrétaire", "4071"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    (tmp_path / "elus.csv").write_text(ROSTER, encoding="utf-8")
    opened = create_space(tmp_path / "espace", COMMUNE)
    elus.import_roster(opened, tmp_path / "elus.csv")
    yield opened
    opened.close()


@pytest.fixture
def act(office: Office) -> Act:
    draft = writing.start_draft(office, "tarifs_salle", FIELDS, author=SECRETARY)
    review.take(office, draft.id, Step.RELIRE, SECRETARY)
    return review.take(office, draft.id, Step.SOUMETTRE, SECRETARY)


@pytest.fixture
def maire(office: Office) -> Person:
    listed = persons.add(office, "delorme", Role.MAIRE, SECRETARY)
    persons.choose_code(office, listed, CODE, "Anne DELORME")
    return persons.get(office, "Delorme")


def refusal(action: object, *args: object, **options: object) -> SecretaireError:
    assert callable(action)
    with pytest.raises((Refused, WrongUsage)) as refused:
        action(*args, **options)
    return refused.value


def test_with_nobody_listed_the_council_decides_as_it_is_named(office: Office, act: Act) -> None:
    assert review.take(office, act.id, Step.APPROUVER, "Besnard").state is State.APPROUVE


def test_the_code_of_the_maire_is_asked_under_every_way_of_writing_the_name(
    office: Office, act: Act, maire: Person
) -> None:
    assert maire.has_code
    for name in ("Delorme", "anne  DELORME", "Mme Delorme", "DELORME Anne"):
        assert refusal(review.take, office, act.id, Step.APPROUVER, name).code is Code.CODE_REQUIRED
    assert refusal(review.take, office, act.id, Step.APPROUVER, "Delorme", pin="5555").code is Code.CODE_WRONG
    approved = review.take(office, act.id, Step.APPROUVER, "Delorme", pin=f" {CODE} ")
    assert approved.state is State.APPROUVE
    line = office.workspace.acts.approval(writing.get_act(office, act.id))
    assert line is not None
    assert (line.who, line.data["qualite"], line.data["code"]) == ("Anne DELORME", "maire", True)
    assert office.workspace.journal.verify().intact


def test_the_code_is_nowhere_in_the_file_nor_in_the_journal(office: Office, maire: Person) -> None:
    persons.choose_code(office, maire, "clocher-roman", "Anne DELORME", former=CODE)
    for file in office.folder.glob("espace.sqlite*"):
        assert b"clocher-roman" not in file.read_bytes()
    kept = sqlite3.connect(office.folder / "espace.sqlite")
    (digest,) = kept.execute("SELECT code_hash FROM personnes").fetchone()
    kept.close()
    assert digest.startswith("$argon2id$")


def test_a_reader_reads_and_remarks_and_nothing_else(office: Office, act: Act) -> None:
    reader = persons.add(office, "Jean Roux", Role.LECTEUR, SECRETARY).nom
    approved = review.take(office, act.id, Step.APPROUVER, "Delorme")
    attempts = (
        lambda: writing.start_draft(office, "tarifs_salle", FIELDS, author="ROUX Jean"),
        lambda: writing.edit_section(office, act.id, Section.EXPOSE, "Autre chose.", reader),
        lambda: writing.change_fields(office, act.id, {"caution": "1"}, reader),
        lambda: numbering.start_correction(office, act.id, reader),
        lambda: review.take(office, act.id, Step.REPRENDRE, reader, "non"),
    )
    for attempt in attempts:
        assert refusal(attempt).code is Code.READER_ONLY
    assert writing.get_act(office, act.id) == approved
    assert remarks.make(office, act.id, reader, "Et les associations ?").author == reader


def test_once_the_maire_is_listed_only_listed_persons_decide(office: Office, act: Act, maire: Person) -> None:
    assert refusal(review.take, office, act.id, Step.APPROUVER, "Besnard").code is Code.NOT_LISTED
    persons.add(office, "Besnard", Role.ADJOINT, SECRETARY, delegation=Delegation(("6",)), maire_code=CODE)
    assert refusal(review.take, office, act.id, Step.APPROUVER, "Besnard").code is Code.OUTSIDE_DELEGATION
    assert [who.nom for who in persons.deciders(office, act)] == ["Anne DELORME"]
    besnard = persons.get(office, "Besnard")
    given = replace(besnard, delegation=Delegation((), ("tarifs_salle",), "n° 2026-012 du 28 mars 2026"))
    persons.change(office, given, SECRETARY, maire_code=CODE)
    review.take(office, act.id, Step.APPROUVER, "Besnard")
    line = office.workspace.acts.approval(writing.get_act(office, act.id))
    assert line is not None
    assert line.data["delegation"] == "n° 2026-012 du 28 mars 2026"


def test_the_first_adjoint_decides_while_the_maire_is_away(office: Office, act: Act, maire: Person) -> None:
    persons.add(office, "Besnard", Role.ADJOINT, SECRETARY, maire_code=CODE)
    assert refusal(review.take, office, act.id, Step.APPROUVER, "Besnard").code is Code.NO_DELEGATION
    away = replace(maire, absence=Absence(office.today()))
    persons.change(office, away, SECRETARY, maire_code=CODE)
    review.take(office, act.id, Step.APPROUVER, "Besnard")
    line = office.workspace.acts.approval(writing.get_act(office, act.id))
    assert line is not None
    assert line.data["qualite"] == "en remplacement du maire absent"


def test_a_mandate_that_ended_decides_nothing(office: Office, act: Act, maire: Person, tmp_path: Path) -> None:
    others = ROSTER.replace("Delorme;Anne;maire;1", "Delorme;Anne;conseillère municipale;9").replace(
        "1er adjoint;2", "maire;1"
    )
    (tmp_path / "elus.csv").write_text(others, encoding="utf-8")
    elus.import_roster(office, tmp_path / "elus.csv")
    assert refusal(review.take, office, act.id, Step.APPROUVER, "Delorme", pin=CODE).code is Code.OUT_OF_OFFICE


def test_the_list_and_the_code_change_only_with_the_code_of_the_maire(office: Office, maire: Person) -> None:
    for code, expected in (("", Code.CODE_OF_MAIRE), ("5555", Code.CODE_WRONG)):
        assert refusal(persons.retire, office, maire, SECRETARY, maire_code=code).code is expected
        added = refusal(persons.add, office, "Besnard", Role.ADJOINT, SECRETARY, maire_code=code)
        assert added.code is expected
    assert refusal(persons.choose_code, office, maire, "8052", SECRETARY).code is Code.CODE_REQUIRED
    stale = replace(maire, has_code=False)
    assert refusal(persons.choose_code, office, stale, "8052", SECRETARY).code is Code.CODE_REQUIRED
    assert persons.get(office, "Delorme").has_code


def test_a_code_forgotten_is_removed_in_sight_of_all(office: Office, maire: Person) -> None:
    assert refusal(persons.forget_code, office, maire, SECRETARY, " ").code is Code.REASON_REQUIRED
    persons.forget_code(office, maire, SECRETARY, "oublié pendant l'été")
    (line,) = office.workspace.journal.of(Event.CODE_OUBLIE)
    assert (line.who, line.data["personne"], line.data["motif"]) == (SECRETARY, "Anne DELORME", "oublié pendant l'été")
    assert not persons.get(office, "Delorme").has_code


def test_wrong_codes_slow_the_next_ones_even_for_the_right_one(office: Office, act: Act, maire: Person) -> None:
    store, start = office.workspace.persons, datetime(2026, 11, 22, 9, tzinfo=UTC)
    for _ in range(3):
        assert not store.verify_code(maire.id, "5555", now=start)
    waits = refusal(store.verify_code, maire.id, CODE, now=start + timedelta(seconds=29))
    assert (waits.code, waits.data["secondes"]) == (Code.CODE_WAITS, 2)
    # the clock put back by ten years, then a second later: the whole wait, counted from there
    past = start - timedelta(days=3650)
    assert refusal(store.verify_code, maire.id, CODE, now=past).data["secondes"] == 31
    assert refusal(store.verify_code, maire.id, CODE, now=past + timedelta(seconds=29)).code is Code.CODE_WAITS
    assert store.verify_code(maire.id, CODE, now=past + timedelta(seconds=30))
    assert store.failures(maire.id).count == 0


def test_a_code_taken_off_by_another_program_still_closes_the_door(office: Office, act: Act, maire: Person) -> None:
    other = sqlite3.connect(office.folder / "espace.sqlite")
    other.execute("UPDATE personnes SET code_hash = NULL")
    other.commit()
    assert not persons.get(office, "Delorme").has_code
    for code in ("", CODE):
        altered = refusal(review.take, office, act.id, Step.APPROUVER, "Delorme", pin=code)
        assert altered.code is Code.CODE_ALTERED
    assert refusal(persons.choose_code, office, maire, "8052", SECRETARY).code is Code.CODE_ALTERED
    persons.forget_code(office, maire, SECRETARY, "fichier modifié")  # in sight of all
    assert review.take(office, act.id, Step.APPROUVER, "Delorme").state is State.APPROUVE
    other.close()


def test_wrong_codes_in_a_row_are_in_the_journal(office: Office, act: Act, maire: Person) -> None:
    for _ in range(3):
        refusal(review.take, office, act.id, Step.APPROUVER, "Delorme", pin="5555")
    (line,) = office.workspace.journal.of(Event.CODE_REFUSE)
    assert (line.who, line.data) == ("Anne DELORME", {"essais": 3})


def test_nobody_approves_a_version_they_did_not_read(office: Office, act: Act) -> None:
    stale = refusal(review.take, office, act.id, Step.APPROUVER, "Delorme", version=act.version - 1)
    assert stale.code is Code.ACT_CHANGED_ELSEWHERE
