"""What is kept of persons, what can be taken away and what cannot; the register of the assistant; nothing in the logs."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import held_meeting
import pytest

from secretaire.acts.act import Act, ActId, PieceJointe, Role, State
from secretaire.acts.life import Step
from secretaire.cli.main import main
from secretaire.council.persons import Delegation
from secretaire.council.persons import Role as PersonRole
from secretaire.desk import (
    assistant,
    elus,
    held_data,
    journal,
    meeting,
    paper_decisions,
    personal_data,
    replay,
    review,
    transparency,
    writing,
)
from secretaire.desk import models as pc_models
from secretaire.desk.communes import the_commune
from secretaire.desk.history_words import in_words
from secretaire.desk.integrity import State as Health
from secretaire.desk.integrity import check_space
from secretaire.desk.logs import start_log
from secretaire.desk.office import Office, create_space
from secretaire.desk.personal_data import Erasable
from secretaire.desk.replay import Difference
from secretaire.desk.transparency import Fate
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.errors import Code, EnvironmentFault, Refused, WrongUsage
from secretaire.exchange.delivery import without_printer
from secretaire.store import locations
from secretaire.store.journal import Event
from secretaire.store.parapheur import Sending, SentNumber

NOTES = ("toit fuit depuis 2024", "2 devis reçus")
WRITTEN = "Le toit fuit depuis 2024. Deux devis ont été reçus."


class Writer:
    """An engine that says one thing."""

    model_sha256 = "0" * 64
    adapter_sha256 = ""

    def __init__(self, text: str) -> None:
        self._text = text

    def generate(
        self,
        _request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> GenerationResult:
        on_token(self._text)
        return GenerationResult(self._text, 9, 2.5, 0.05, cancelled(), True, 50, 0)

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61339"))
    elus_file = tmp_path / "elus.csv"
    elus_file.write_text(
        "civilite;nom;prenom;fonction;ordre\nMadame;ROUSSEL;Odile;maire;1\nMonsieur;LEROY;Jean;conseiller municipal;2\n",
        encoding="utf-8",
    )
    elus.import_roster(opened, elus_file)
    yield opened
    opened.close()


def _act(office: Office) -> Act:
    return writing.start_draft(office, "demande_subvention_etat", {}, author="Odile", notes=NOTES)


def _proposed(office: Office, act: Act, text: str = WRITTEN) -> int:
    office._engine = Writer(text)  # type: ignore[assignment]
    return assistant.propose(office, act.id, Role.EXPOSE, lambda _text: None, lambda: False).id


def _refused_act(office: Office, act_id: str = "refuse-1") -> Act:
    act = office.workspace.acts.add(
        Act(ActId(act_id), "tarifs_salle", f"2026-09{act_id[-1]}", "Plainte de M. Leroy", ()),
        "Odile",
        now=datetime.now(UTC),
    )
    for step in (Step.RELIRE, Step.SOUMETTRE, Step.REFUSER):
        act = office.workspace.acts.record_step(act, step, "Odile", "non", now=datetime.now(UTC))
    return act


# erase


def test_what_nobody_let_in_is_erased_and_what_was_accepted_stays(office: Office) -> None:
    act = _act(office)
    accepted, waiting, refused = (_proposed(office, act) for _ in range(3))
    assistant.accept_proposal(office, accepted, "Odile")
    assistant.refuse_proposal(office, refused, "Odile")
    assert personal_data.erase(office, Erasable.PROPOSITIONS, "Odile") == 2
    for number in (waiting, refused):
        stored = office.workspace.proposals.get(number)
        assert (stored.content.notes, stored.content.text, stored.erased) == ("", "[]", True)
        with pytest.raises(Refused) as caught:
            replay.replay(office, number)
        assert caught.value.code is Code.ERASED
    assert office.workspace.proposals.get(accepted).content.notes == "\n".join(NOTES)
    assert personal_data.erase(office, Erasable.PROPOSITIONS, "Odile") == 0
    assert [line.data["nombre"] for line in office.workspace.journal.of(Event.DONNEES_EFFACEES)] == [2, 0]
    assert journal.journal_report(office).intact


def test_a_refused_draft_goes_with_its_versions_and_the_journal_keeps_that_it_was(
    office: Office, tmp_path: Path
) -> None:
    act, kept = _refused_act(office), _act(office)
    assert personal_data.erase(office, Erasable.PROJETS, "Odile") == 1
    assert [line.id for line in office.workspace.acts.list()] == [kept.id]
    assert office.workspace.acts.versions(act.id) == ()
    assert [line.what for line in office.workspace.journal.entries(act.id)][-2:] == ["refuser", "donnees_effacees"]
    assert journal.journal_report(office).intact
    office.close()
    assert "Leroy" not in (tmp_path / "espace" / "espace.sqlite").read_bytes().decode("utf-8", "ignore")


def test_refused_drafts_that_left_in_a_parapheur_stay_and_the_others_go(office: Office) -> None:
    sent, going = _refused_act(office, "refuse-1"), _refused_act(office, "refuse-2")
    number = SentNumber("n1", sent.id, sent.version, "f" * 64, decidable=True)
    office.workspace.parapheurs.add(Sending("p1", datetime.now(UTC), "Odile", "a" * 64, "sceau", (number,)))
    (line,) = (line for line in personal_data.kept(office) if line.gesture is Erasable.PROJETS)
    assert (line.count, line.erasable) == (2, 1)
    assert "refuse-1" not in personal_data.left_behind(office, Erasable.PROPOSITIONS)
    assert any(sent.numero in said for said in personal_data.left_behind(office, Erasable.PROJETS))
    assert personal_data.erase(office, Erasable.PROJETS, "Odile") == 1
    assert [line.id for line in office.workspace.acts.list()] == [sent.id]
    assert going.id not in {line.id for line in office.workspace.acts.list()}
    assert office.workspace.parapheurs.get("p1") is not None
    with pytest.raises(Refused) as caught:
        office.workspace.erasure.erase_act(sent.id, "Odile", now=datetime.now(UTC))
    assert caught.value.code is Code.NOT_ERASABLE
    assert journal.journal_report(office).intact


def test_refused_drafts_all_go_or_none(office: Office) -> None:
    first, second = _refused_act(office, "refuse-1"), _refused_act(office, "refuse-2")
    with office.workspace.writing() as db:  # the second one cannot go
        db.execute(
            "CREATE TRIGGER stuck BEFORE DELETE ON acts WHEN OLD.id = 'refuse-2' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    with pytest.raises((EnvironmentFault, sqlite3.Error)):
        personal_data.erase(office, Erasable.PROJETS, "Odile")
    assert {line.id for line in office.workspace.acts.list()} == {first.id, second.id}
    assert office.workspace.acts.versions(first.id)
    assert not office.workspace.journal.of(Event.DONNEES_EFFACEES)
    assert journal.journal_report(office).intact


def test_the_logs_emptied_are_told_by_the_journal(office: Office) -> None:
    locations.logs_folder().mkdir(parents=True, exist_ok=True)
    locations.log_file().write_text("incident\n", encoding="utf-8")
    assert personal_data.erase(office, Erasable.TRACES, "Odile") == 1
    assert locations.log_file().read_text(encoding="utf-8") == ""
    (line,) = office.workspace.journal.of(Event.DONNEES_EFFACEES)
    assert (line.who, line.data) == ("Odile", {"quoi": "traces techniques", "nombre": 1})


def test_nothing_that_is_erased_takes_a_signed_sheet_away(office: Office, tmp_path: Path) -> None:
    """The journal names the scan: it is the proof of a decision, whatever becomes of the draft."""
    scan = tmp_path / "feuille signée.pdf"
    scan.write_bytes(b"%PDF signed")
    act = office.workspace.acts.add(
        Act(ActId("papier-1"), "tarifs_salle", "2026-091", "Tarifs", ()), "Odile", now=datetime.now(UTC)
    )
    for step in (Step.RELIRE, Step.SOUMETTRE):
        act = office.workspace.acts.record_step(act, step, "Odile", now=datetime.now(UTC))
    paper_decisions.record(
        office,
        act.id,
        Step.REFUSER,
        "Odile ROUSSEL",
        "non",
        on=office.today(),
        read=paper_decisions.fingerprint(act),
        by="Odile",
        scan=scan,
    )
    assert review.history(office, act.id)[-1].door == "papier"
    assert in_words("refuser", "papier") == "Refusé, sur papier"
    for what in Erasable:
        personal_data.erase(office, what, "Odile")
    assert office.workspace.acts.list() == ()
    ((name, digest),) = office.workspace.inventory.scans()
    assert name == scan.name
    piece = PieceJointe(name, digest)
    assert office.workspace.joined.holds(piece)
    joined = {point.name: point for point in check_space(office.folder)}["fichiers joints"]
    assert joined.state is Health.SAIN
    office.workspace.joined.remove(piece)
    joined = {point.name: point for point in check_space(office.folder)}["fichiers joints"]
    assert (joined.state, scan.name in joined.words) == (Health.DEFAUT, True)


def test_an_act_that_is_not_a_refused_draft_is_never_erased(office: Office) -> None:
    act = _act(office)
    with pytest.raises(Refused) as caught:
        office.workspace.erasure.erase_act(act.id, "Odile", now=datetime.now(UTC))
    assert caught.value.code is Code.NOT_ERASABLE
    assert writing.get_act(office, act.id).state is State.BROUILLON
    assert not office.workspace.journal.of(Event.DONNEES_EFFACEES)
    with pytest.raises(WrongUsage):
        personal_data.erase(office, Erasable.PROJETS, " ")


def test_a_person_withdrawn_leaves_the_list_and_stays_in_what_they_decided(office: Office) -> None:
    person = office.workspace.persons.add("Odile ROUSSEL", PersonRole.MAIRE, Delegation())
    _refused_act(office)
    assert personal_data.erase(office, Erasable.PERSONNES, "Odile") == 0  # she is not withdrawn
    office.workspace.persons.withdraw(person.id)
    assert personal_data.erase(office, Erasable.PERSONNES, "Odile") == 1
    assert office.workspace.erasure.withdrawn_persons() == 0
    assert office.workspace.journal.entries_by("Odile")


def test_the_notes_of_a_meeting_go_once_its_minutes_are_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    held = held_meeting.new_office(tmp_path / "autre")
    seance = held_meeting.hold(held)
    assert personal_data.erase(held, Erasable.NOTES, "Odile") == 0  # no minutes yet
    with held.workspace.writing() as db:
        db.execute("INSERT INTO proces_verbaux (seance_id, etat, retouches) VALUES (?, 'publie', '{}')", (seance,))
    member = held.workspace.roster.get().elus[0]
    rows = [
        row["quoi"]
        for rows in held_data.held_on(held, member.full_name, date(2026, 11, 22)).kinds.values()
        for row in rows
        if "quoi" in row
    ]
    assert "déroulé (vote, pouvoir, entrée ou sortie)" in rows
    votes = [passage.ballot for passage in meeting.course_of(held, seance).passages]
    assert personal_data.erase(held, Erasable.NOTES, "Odile") == 1
    after = meeting.course_of(held, seance)
    assert [passage.ballot for passage in after.passages] == votes
    held.close()
    assert "trop longue" not in (tmp_path / "autre" / "espace.sqlite").read_bytes().decode("utf-8", "ignore")


# say


def test_what_is_held_on_a_person_is_found_under_any_writing_of_the_name(office: Office, tmp_path: Path) -> None:
    act = _act(office)
    writing.edit_section(office, act.id, Role.EXPOSE, "Le terrain de Jean Leroy, voisin de l'école.", "Odile")
    office.workspace.parapheurs.add(Sending("p1", datetime.now(UTC), "Jean LEROY", "a" * 64, "sceau", ()))
    _proposed(
        office,
        writing.start_draft(office, "demande_subvention_etat", {}, author="Odile", notes=("M. Jean Leroy proteste",)),
    )
    written = held_data.write(office, "jean leroy", tmp_path / "leroy.docx", printer=without_printer)
    read = json.loads(written.read_text(encoding="utf-8"))
    kinds = list(read["donnees"].values())
    assert kinds[0] == [{"nom": "M. Jean LEROY", "fonction": "conseiller municipal"}]
    assert act.numero in {row["numero"] for row in kinds[2]}
    assert {row["quoi"] for row in kinds[4]} == {"parapheur envoyé", "proposition"}
    assert all("leroy" in row["texte"].lower() for row in kinds[4])
    document = "\n".join(paragraph.text for paragraph in docx.Document(str(tmp_path / "leroy.docx")).paragraphs)
    assert "parapheur envoyé" in document
    assert "proteste" in document
    day = date(2026, 11, 22)
    assert list(held_data.held_on(office, "Odile", day).kinds.values())[3]
    assert not held_data.held_on(office, "Pierre DURAND", day).kinds["Liste des élus"]
    with pytest.raises(WrongUsage):
        held_data.held_on(office, " ", day)


def test_the_state_of_the_data_counts_what_can_go(office: Office) -> None:
    _refused_act(office)
    _proposed(office, _act(office))
    counts = {line.gesture: line.erasable for line in personal_data.kept(office) if line.gesture}
    assert counts[Erasable.PROJETS] == 1
    assert counts[Erasable.PROPOSITIONS] == 1
    said = " ".join(personal_data.statement(office, date(2026, 11, 22)).chapters[1].paragraphs)
    assert "L. 212-1" in said
    assert "art. 17" in said


# the register, the charter


def test_the_register_follows_each_passage_to_where_it_stands(office: Office) -> None:
    act = _act(office)
    accepted, refused = _proposed(office, act), _proposed(office, act)
    _proposed(office, act)
    assistant.refuse_proposal(office, refused, "Odile")
    held = assistant.accept_proposal(office, accepted, "Odile")
    (line,) = transparency.register(office).lines
    assert line.proposals == 3
    assert line.fates[Fate.EN_ATTENTE] == line.fates[Fate.REFUSEE] == line.fates[Fate.GARDEE] > 0
    assert line.seconds > 0
    text = held.section(Role.EXPOSE).text.replace("fuit", "prend l'eau")
    held = writing.edit_section(office, held.id, Role.EXPOSE, text, "Odile")
    (line,) = transparency.register(office).lines
    assert line.fates[Fate.RETOUCHEE] == 1
    writing.edit_section(office, held.id, Role.EXPOSE, "Rien de tout cela.", "Odile")
    (line,) = transparency.register(office).lines
    assert line.fates[Fate.RETIREE] == line.accepted > 0


def test_the_charter_names_the_commune(office: Office) -> None:
    made = transparency.charter(office)
    assert f"{office.commune.nom}" in " ".join(made.opening)
    assert "{" not in " ".join([*made.opening, *(text for chapter in made.chapters for text in chapter.paragraphs)])
    assert len(made.chapters) == 8


# replay


def _replay(office: Office, number: int, text: str, monkeypatch: pytest.MonkeyPatch) -> replay.Replay:
    monkeypatch.setattr(pc_models, "chosen_model", lambda: None)
    monkeypatch.setattr(pc_models, "open_engine", lambda _model: Writer(text))
    return replay.replay(office, number)


def test_a_passage_replayed_is_the_same_or_says_what_differs(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    act = _act(office)
    number = _proposed(office, act)
    assert replay.replayable(office, act.id) == ()
    assistant.accept_proposal(office, number, "Odile")
    assert replay.replayable(office, act.id) == (number,)
    assert _replay(office, number, WRITTEN, monkeypatch).proven
    other = _replay(office, number, "Le toit fuit depuis 2024. On a reçu deux devis.", monkeypatch)
    assert not other.same
    assert {piece.kind for piece in other.pieces} > {"same"}
    assert other.differences == ()
    with office.workspace.writing() as db:
        db.execute("UPDATE proposals SET text = replace(text, 'toit', 'mur'), model_sha256 = 'f'")
    changed = _replay(office, number, WRITTEN, monkeypatch)
    assert set(changed.differences) == {Difference.KEPT_TEXT, Difference.MODEL}
    assert not changed.same


# the logs


def test_the_logs_hold_no_text_of_acts(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even those of refusals and of faults of ours, at the most talkative level."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    secret = "Zéphyrine Quatrefages"
    try:
        start_log()
        root.setLevel(logging.DEBUG)
        act = _act(office)
        act = writing.edit_section(office, act.id, Role.EXPOSE, f"Mme {secret} doit 123,45 €.", "Odile")
        number = _proposed(office, act)
        assistant.accept_proposal(office, number, "Odile")
        with pytest.raises(Refused):
            review.take(office, act.id, Step.APPROUVER, "Odile")
        champs = tmp_path / "champs.yaml"
        champs.write_text(f"inconnu: {secret}\n", encoding="utf-8")
        here = ["--espace", str(office.folder)]
        main(["acte", "modifier", act.id, "--champs", str(champs), *here], lambda _path: 0)
        main(["acte", "soumettre", act.id, *here], lambda _path: 0)
        main(["acte", "refuser", act.id, "--par", "Odile ROUSSEL", "--motif", secret, *here], lambda _path: 0)
    finally:
        for handler in [h for h in root.handlers if h not in before]:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
    written = locations.log_file().read_text(encoding="utf-8")
    assert "refused" in written
    for word in (*secret.split(), "123,45", "toit", "devis", act.objet):
        assert word not in written
