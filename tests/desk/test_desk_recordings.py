"""The recording of a meeting, heard by a process that answers without hearing."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest
from fake_transcriber import STRETCHES, command
from held_meeting import AUTHOR, hold, new_office

from secretaire.council.happenings import note
from secretaire.desk import meeting, recordings
from secretaire.desk.office import Office
from secretaire.desk.recordings import Progress
from secretaire.desk.seances import create_seance
from secretaire.errors import Cancelled, Code, EnvironmentFault, ModelUnavailable, Refused, UnreadableInput, WrongUsage
from secretaire.listening.passages import Trust
from secretaire.store.journal import Event
from secretaire.store.recordings import Decision, KeptRecording


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(recordings, "model", lambda: tmp_path)
    return new_office(tmp_path / "espace")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "séance du 18.mp3"
    path.write_bytes(b"son" * 1000)
    return path


def brought(office: Office, sound: Path, seance_id: int) -> KeptRecording:
    return recordings.import_recording(office, seance_id, sound, AUTHOR, people_told=True, begins=dt.time(23, 59))


def copies(office: Office) -> list[Path]:
    return list((office.workspace.folder / "enregistrements").glob("*"))


def test_nobody_is_recorded_without_having_been_told(office: Office, sound: Path) -> None:
    seance_id = hold(office)
    with pytest.raises(Refused) as refusal:
        recordings.import_recording(office, seance_id, sound, AUTHOR, people_told=False)
    assert refusal.value.code is Code.RECORDING_PEOPLE_NOT_TOLD
    assert copies(office) == []
    brought(office, sound, seance_id)
    with pytest.raises(Refused) as twice:
        brought(office, sound, seance_id)
    assert twice.value.code is Code.RECORDING_KNOWN


def test_what_is_heard_is_kept_as_it_comes_and_goes_on_after_a_cut(office: Office, sound: Path) -> None:
    recording = brought(office, sound, hold(office))
    assert recordings.progress(office, recording.id) is None
    with pytest.raises(EnvironmentFault) as death:
        recordings.transcribe(office, recording.id, command=command(dies_at=2))
    assert death.value.code is Code.TRANSCRIPTION_FAILED
    assert [h.passage.debut for h in recordings.heard(office, recording.id)] == [0.0, 30.0]
    told: list[Progress] = []
    recordings.transcribe(office, recording.id, told.append, command=command())
    assert [p.done for p in told] == [40.0, 50.0, 60.0]
    assert told[0].left is not None
    assert told[-1].finished
    assert [h.passage.debut for h in recordings.heard(office, recording.id)] == [start for start, _ in STRETCHES]
    assert recordings.transcribe(office, recording.id, command=command(dies_at=0)).finished  # nothing is heard again


def test_an_interruption_keeps_what_was_heard(office: Office, sound: Path) -> None:
    recording = brought(office, sound, hold(office))
    told: list[Progress] = []
    with pytest.raises(Cancelled):
        recordings.transcribe(office, recording.id, told.append, lambda: len(told) > 1, command=command())
    assert recordings.heard(office, recording.id)[0].trust is Trust.ENTENDU


def test_what_is_no_sound_and_what_cannot_be_transcribed_say_so(
    office: Office, tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seance_id = hold(office)
    letter = tmp_path / "lettre.mp3"
    letter.write_bytes(b"Monsieur")
    with pytest.raises(UnreadableInput) as fault:
        recordings.transcribe(office, brought(office, letter, seance_id).id, command=command())
    assert fault.value.code is Code.RECORDING_UNREADABLE
    recording = brought(office, sound, seance_id)
    copy = next(p for p in copies(office) if p.stem == recording.sha256)
    copy.chmod(0o600)
    copy.write_bytes(b"son, mais un autre")
    with pytest.raises(EnvironmentFault) as gone:
        recordings.transcribe(office, recording.id, command=command())
    assert gone.value.code is Code.RECORDING_GONE
    monkeypatch.undo()
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "vide"))
    with pytest.raises(ModelUnavailable) as absent:
        recordings.transcribe(office, recording.id)
    assert absent.value.code is Code.TRANSCRIPTION_ABSENT


def test_a_passage_goes_to_the_notes_of_its_point_to_be_confirmed(office: Office, sound: Path) -> None:
    seance_id = hold(office)
    recording = brought(office, sound, seance_id)
    recordings.transcribe(office, recording.id, command=command())
    first, roof, lost, thanks = recordings.heard(office, recording.id)
    assert (first.point, first.moment, roof.moment) == (None, dt.time(23, 59), dt.time(23, 59, 30))
    with pytest.raises(Refused) as nowhere:
        recordings.take_as_note(office, recording.id, roof.passage.id, AUTHOR)
    assert nowhere.value.code is Code.HEARD_WITHOUT_POINT
    recordings.mark(office, recording.id, 4, 25.0)
    recordings.mark(office, recording.id, 9, recordings.second_at(recording, dt.time(0, 0, 15)))  # past midnight
    assert [h.point for h in recordings.heard(office, recording.id)] == [None, 4, 4, 9]
    meeting.change(office, seance_id, partial(note, point_id=4, notes="toiture école"), AUTHOR)
    course = recordings.take_as_note(office, recording.id, roof.passage.id, AUTHOR)
    assert course.passage(4).notes == (
        "toiture école\n[enregistrement 0:30] La toiture coûterait douze mille euros, à confirmer"
    )
    assert recordings.heard(office, recording.id)[1].passage.note_au_point == 4
    with pytest.raises(Refused) as unheard:
        recordings.take_as_note(office, recording.id, lost.passage.id, AUTHOR)
    assert unheard.value.code is Code.HEARD_NOT_UNDERSTOOD
    elsewhere = recordings.take_as_note(office, recording.id, thanks.passage.id, AUTHOR, point_id=12)
    assert "bénévoles, à confirmer" in elsewhere.passage(12).notes
    for second in (-1.0, 101.0):
        with pytest.raises(WrongUsage):
            recordings.mark(office, recording.id, 4, second)


def test_the_commune_keeps_then_erases_for_good(office: Office, sound: Path) -> None:
    seance_id = hold(office)
    recording = brought(office, sound, seance_id)
    recordings.transcribe(office, recording.id, command=command())
    assert recordings.keep(office, recording.id, AUTHOR).decision is Decision.GARDE
    recordings.take_as_note(office, recording.id, recordings.heard(office, recording.id)[1].passage.id, AUTHOR, 4)
    notes = meeting.course_of(office, seance_id).passage(4).notes
    erased = recordings.erase(office, recording.id, AUTHOR)
    assert (erased.decision, copies(office), recordings.heard(office, recording.id)) == (Decision.EFFACE, [], ())
    assert meeting.course_of(office, seance_id).passage(4).notes == notes
    assert sound.exists()
    database = office.workspace.folder / "espace.sqlite"
    office.workspace.close()
    assert "remercie les bénévoles".encode() not in database.read_bytes()


def test_a_decision_is_a_line_of_the_journal_and_nothing_is_done_to_what_is_erased(office: Office, sound: Path) -> None:
    seance_id = hold(office)
    recording = brought(office, sound, seance_id)
    recordings.erase(office, recording.id, AUTHOR)
    for event in (Event.ENREGISTREMENT_IMPORTE, Event.ENREGISTREMENT_EFFACE):
        (line,) = office.workspace.journal.of(event)
        assert line.data["fichier"] == sound.name
    with pytest.raises(Refused) as refusal:
        recordings.transcribe(office, recording.id, command=command())
    assert refusal.value.code is Code.RECORDING_ERASED
    brought(office, sound, seance_id)  # the same file may come again


def test_the_same_file_in_two_meetings_is_erased_with_the_last(office: Office, sound: Path) -> None:
    first = brought(office, sound, hold(office))
    other = create_seance(office, dt.date(2027, 1, 8), None, "mairie", None)
    second = brought(office, sound, other.id)
    recordings.erase(office, first.id, AUTHOR)
    assert len(copies(office)) == 1
    recordings.erase(office, second.id, AUTHOR)
    assert copies(office) == []


@pytest.mark.parametrize(("text", "second"), [("12:40", 760), ("1:02:05", 3725), ("45", 2700), (" 0:05 ", 5)])
def test_a_moment_is_typed_as_it_is_read(text: str, second: float) -> None:
    assert recordings.second_of(text) == second
    assert recordings.second_of(recordings.elapsed_text(second)) == second


@pytest.mark.parametrize("text", ["", "1:75", "a", "1:2:3:4", "-1:00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        recordings.second_of(text)
