"""The procès-verbal at the desk: proposals decided by a person, its life, and the documents that follow the meeting."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from held_meeting import AUTHOR, HELD, hold, new_office
from memory_keyring import MemoryKeyring

from secretaire.acts.spans import OriginKind
from secretaire.council import happenings as do
from secretaire.council.agenda import Nature, Point
from secretaire.council.course import Sort
from secretaire.council.minutes import Etat
from secretaire.desk import (
    exporting_papers,
    meeting,
    meeting_papers,
    minutes,
    minutes_pen,
    models,
    replay,
    seances,
    transparency,
)
from secretaire.desk.meeting_papers import Resultat
from secretaire.desk.office import Office, open_space
from secretaire.desk.replay import Difference
from secretaire.desk.transparency import Fate
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.errors import Code, Refused
from secretaire.exchange.delivery import without_printer
from secretaire.exchange.provenance import read_provenance
from secretaire.store.journal import Event


class Writer:
    """An engine that always answers the same."""

    model_sha256 = "a" * 64
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
        return GenerationResult(self._text, 9, 0.1, 0.05, cancelled(), True, 50, 0)

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture(scope="module")
def held(
    session_keyring: MemoryKeyring, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, dict[tuple[str, str], str]]]:
    """The meeting held, and what it put in the keyring: tests work on copies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETAIRE_DONNEES", str(tmp_path_factory.mktemp("donnees")))
        folder = tmp_path_factory.mktemp("tenue") / "espace"
        office = new_office(folder)
        assert hold(office) == 1
        office.close()
        yield folder, dict(session_keyring.kept)


@pytest.fixture
def office(
    held: tuple[Path, dict[tuple[str, str], str]], session_keyring: MemoryKeyring, tmp_path: Path
) -> Iterator[Office]:
    model, kept = held
    session_keyring.kept = dict(kept)  # it counts the lines of the journal: it goes back in time with the copy
    opened = open_space(Path(shutil.copytree(model, tmp_path / "espace")))
    yield opened
    opened.close()


def _next_meeting(office: Office, *, settles: str = "") -> int:
    later = seances.create_seance(office, HELD + dt.timedelta(days=60), dt.time(20, 30), "mairie", None)
    ids = [e.id for e in office.workspace.roster.get().elus]
    for gesture in (
        lambda c, o: do.add_point(c, o, Point(0, "Arrêt du procès-verbal", Nature.PROCES_VERBAL)),
        lambda c, o: do.open_meeting(c, o, dt.time(20, 30), ids, (), ids[1]),
        lambda c, o: do.amend(c, o, 1, settles),
        lambda c, o: do.settle(c, o, 1, Sort.PREND_ACTE),
    ):
        meeting.change(office, later.id, gesture, AUTHOR)
    return later.id


def _complete(office: Office) -> minutes.MinutesView:
    """The date of a meeting held before this space was opened, typed and vouched for."""
    text = minutes.minutes_of(office, 1).minutes.part("point.1").section.text
    minutes.edit_part(
        office, 1, "point.1", text.replace("[date de la séance précédente à compléter]", "16 octobre 2026"), AUTHOR
    )
    return minutes.attest_literal(office, 1, "16 octobre 2026", "registre", AUTHOR)


def test_a_proposal_of_the_minutes_is_replayed_and_a_new_roster_is_a_cause(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer("Une pétition a recueilli 240 signatures.")
    office._engine = writer  # type: ignore[assignment]
    proposal = minutes_pen.propose(office, 1, 6)
    assert replay.replayable_in_minutes(office, 1) == ()
    minutes_pen.accept_proposal(office, 1, proposal.id, AUTHOR)
    assert replay.replayable_in_minutes(office, 1) == (proposal.id,)
    monkeypatch.setattr(models, "chosen_model", lambda: None)
    monkeypatch.setattr(models, "open_engine", lambda _model: writer)
    assert replay.replay(office, proposal.id).proven
    with office.workspace.writing() as db:
        db.execute("UPDATE elus SET nom = 'QUATREFAGES' WHERE id = 3")
    again = replay.replay(office, proposal.id)
    assert (again.same, again.differences) == (True, (Difference.ROSTER,))


def test_the_register_counts_what_was_proposed_for_the_minutes_and_retouched(office: Office) -> None:
    office._engine = Writer("Une pétition a recueilli 240 signatures.")  # type: ignore[assignment]
    proposal = minutes_pen.propose(office, 1, 6)
    text = minutes_pen.accept_proposal(office, 1, proposal.id, AUTHOR).minutes.part("point.6").section.text
    (counted,) = transparency.register(office).lines
    assert counted.document.startswith("Procès-verbal")
    assert counted.fates[Fate.GARDEE] == counted.passages == 1
    minutes.edit_part(office, 1, "point.6", text.replace("a recueilli", "réunit"), AUTHOR)
    (counted,) = transparency.register(office).lines
    assert counted.fates == {Fate.RETOUCHEE: 1}


def test_a_proposal_takes_the_place_of_the_notes_only_once_a_person_accepts_it(office: Office) -> None:
    office._engine = Writer("Une pétition a recueilli 240 signatures.")  # type: ignore[assignment]
    before = minutes.minutes_of(office, 1)
    assert "point.6" in before.to_reread
    assert 6 in minutes_pen.points_to_write(office, 1)
    proposal = minutes_pen.propose(office, 1, 6)
    assert proposal.acceptable, proposal.reasons
    assert proposal.notes == ("pétition 240 signatures",)
    assert proposal.replaces == "Pétition 240 signatures."
    assert minutes.minutes_of(office, 1) == before
    assert [p.id for p in minutes_pen.proposals(office, 1)] == [proposal.id]

    meeting.change(office, 1, lambda c, o: do.note(c, o, 6, "pétition 240 signatures\nROUX contre"), AUTHOR)
    with pytest.raises(Refused) as refusal:
        minutes_pen.accept_proposal(office, 1, proposal.id, AUTHOR)
    assert refusal.value.code is Code.NOTES_CHANGED
    meeting.change(office, 1, lambda c, o: do.note(c, o, 6, "pétition 240 signatures"), AUTHOR)

    view = minutes_pen.accept_proposal(office, 1, proposal.id, AUTHOR)
    section = view.minutes.part("point.6").section
    assert "Une pétition a recueilli 240 signatures." in section.text
    assert "Pétition 240" not in section.text
    kinds = {r.span.text.strip(): r.origin.kind for r in section.origins()}
    assert kinds["240"] is OriginKind.SAISIE
    assert OriginKind.PLUME in kinds.values()
    assert "point.6" not in view.to_reread
    assert view.doubts == ()
    (line,) = office.workspace.journal.of(Event.PROPOSITION_ACCEPTEE)
    assert (line.data["seance"], line.data["point"], line.data["tache"]) == (1, 6, "debat")
    stored = office.workspace.proposals.get(proposal.id).content
    assert (stored.notes, stored.seed, stored.model_sha256) == ("pétition 240 signatures", 0, "a" * 64)

    meeting.change(office, 1, lambda c, o: do.note(c, o, 6, "pétition 250 signatures"), AUTHOR)
    assert ("point.6", "note.0") in minutes.minutes_of(office, 1).moved
    assert "240" not in minutes.restore_part(office, 1, "point.6").minutes.part("point.6").section.text


def test_a_proposal_that_lies_is_kept_and_never_taken(office: Office) -> None:
    office._engine = Writer("Le maire annonce 999 signatures.")  # type: ignore[assignment]
    proposal = minutes_pen.propose(office, 1, 6)
    assert not proposal.acceptable
    with pytest.raises(Refused) as refusal:
        minutes_pen.accept_proposal(office, 1, proposal.id, AUTHOR)
    assert refusal.value.code is Code.PROPOSAL_LOCKED
    assert "999" not in minutes.minutes_of(office, 1).minutes.text


def test_the_life_of_the_minutes(office: Office) -> None:
    with pytest.raises(Refused) as refusal:
        minutes.mark_read(office, 1, AUTHOR)
    assert refusal.value.code is Code.MINUTES_INCOMPLETE
    text = minutes.minutes_of(office, 1).minutes.part("point.8").section.text
    _complete(office)
    minutes.edit_part(office, 1, "point.8", f"{text}\nCoût annoncé : 777 €.", AUTHOR)
    with pytest.raises(Refused) as refusal:
        minutes.mark_read(office, 1, AUTHOR)
    assert refusal.value.code is Code.MINUTES_FIGURE
    (doubt,) = minutes.minutes_of(office, 1).doubts
    assert minutes.attest_literal(office, 1, doubt.text, "devis du 3 mars", AUTHOR).doubts == ()

    assert minutes.mark_read(office, 1, AUTHOR).record.etat is Etat.RELU
    with pytest.raises(Refused) as refusal:
        minutes.edit_part(office, 1, "point.8", "autre", AUTHOR)
    assert refusal.value.code is Code.MINUTES_READ
    with pytest.raises(Refused) as refusal:
        minutes.publish(office, 1, HELD, "affichage", AUTHOR)
    assert refusal.value.code is Code.MINUTES_STEP_REFUSED

    called = seances.create_seance(office, HELD + dt.timedelta(days=30), None, "mairie", None)
    with pytest.raises(Refused) as refusal:
        minutes.settle(office, 1, called.id, AUTHOR)
    assert refusal.value.code is Code.MINUTES_SETTLING_NOT_HELD
    later = _next_meeting(office, settles="Au point 4, lire 9 voix pour.")
    assert [s.id for s in minutes.waiting_before(office, later)] == [1]
    with pytest.raises(Refused) as refusal:
        minutes.settle(office, later, 1, AUTHOR)
    assert refusal.value.code is Code.MINUTES_SETTLED_EARLIER
    view = minutes.settle(office, 1, later, AUTHOR)
    assert view.record.etat is Etat.ARRETE
    assert view.publish_before == HELD + dt.timedelta(days=67)
    end = view.minutes.part("levee").section.text.replace("\u00a0", " ")
    assert end.endswith(
        "arrêté en séance du 16 février 2027, après les rectifications suivantes : au point 4, lire 9 voix pour."
    )
    told = minutes.minutes_of(office, later).minutes.part("point.1").section.text.replace("\u00a0", " ")
    assert "Le procès-verbal de la séance du 18 décembre 2026 est arrêté, après les rectifications" in told
    with pytest.raises(Refused) as refusal:
        minutes.publish(office, 1, HELD + dt.timedelta(days=59), "affichage", AUTHOR)
    assert refusal.value.code is Code.MINUTES_PUBLISHED_EARLY
    view = minutes.publish(office, 1, HELD + dt.timedelta(days=62), "affichage", AUTHOR)
    assert view.record.etat is Etat.PUBLIE
    events = (Event.PV_RELU, Event.PV_ARRETE, Event.PV_PUBLIE)
    assert all(len(office.workspace.journal.of(event)) == 1 for event in events)
    assert office.workspace.journal.verify().intact


def test_the_documents_that_follow(office: Office, tmp_path: Path) -> None:
    found = meeting_papers.examined(office, 1)
    assert [line.resultat for line in found.lines] == [
        *[Resultat.ADOPTEE] * 5,
        Resultat.REJETEE,
        Resultat.RETIREE,
        Resultat.REPORTEE,
        Resultat.SANS_QUORUM,
    ]
    assert found.before == HELD + dt.timedelta(days=7)
    (sent,) = meeting_papers.sendings(office, 1)
    assert (sent.transmission.sent, sent.nature, sent.approved) == (True, "DE", False)
    (published,) = meeting_papers.publications(office, 1)
    assert (published.done, published.end_of_recourse) == (None, None)

    pv = exporting_papers.export_minutes(office, 1, tmp_path / "pv.docx", printer=without_printer)
    assert pv.draft
    document = docx.Document(str(pv.path))
    words = "\n".join(p.text for p in document.paragraphs).replace("\u00a0", " ")
    assert "PROCÈS-VERBAL DE LA SÉANCE DU CONSEIL MUNICIPAL" in words
    assert "Mme Jeanne FABRE prend place à 20 heures 50, avant l'examen du point 3." in words
    assert "Votants : 9 ; blancs et nuls : 1 ; suffrages exprimés : 8 ; pour : 7 ; contre : 1." in words
    assert any("Comité des fêtes" in cell.text for t in document.tables for row in t.rows for cell in row.cells)
    kept = read_provenance(pv.path)
    assert kept is not None
    assert kept.altered == ()
    for export, said in (
        (exporting_papers.export_examined, "Reportée, faute de quorum"),
        (exporting_papers.export_sendings, "7.5"),
        (exporting_papers.export_publications, "Publication électronique"),
    ):
        path = export(office, 1, tmp_path / f"{export.__name__}.docx", printer=without_printer).path
        (table, *_) = docx.Document(str(path)).tables
        assert said in "\n".join(cell.text for row in table.rows for cell in row.cells)
