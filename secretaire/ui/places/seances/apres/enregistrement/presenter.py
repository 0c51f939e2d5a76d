"""What is read and written of the recordings of a meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.desk import recordings
from secretaire.desk.office import Office
from secretaire.desk.recordings import Heard
from secretaire.errors import ModelUnavailable
from secretaire.listening.passages import Marker
from secretaire.store.recordings import Decision, KeptRecording
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, Progress
from secretaire.ui.wording import window_sentence


@dataclass(frozen=True, slots=True)
class RecordingView:
    """A meeting's recording at work, the last imported that is not erased.

    Attributes:
        erased: those that the commune erased.
        progress: None until it was opened once.
        missing: why this PC cannot transcribe; empty when it can.
    """

    seance_id: int
    recording: KeptRecording | None
    erased: tuple[KeptRecording, ...]
    progress: recordings.Progress | None
    heard: tuple[Heard, ...]
    markers: tuple[Marker, ...]
    missing: str


class RecordingPresenter(QObject):
    """Each change is kept at once, then all is read again."""

    shown = Signal(object)  # RecordingView
    refused = Signal(str)
    noted = Signal()  # the notes of a point changed
    transcribing = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._seance = 0
        self._task: LongTask | None = None

    @property
    def busy(self) -> bool:
        """A transcription is under way."""
        return self._task is not None

    def read(self, seance_id: int) -> None:
        self._seance = seance_id
        office = self._session.office
        self._session.tasks.query(
            lambda: _read(office, seance_id), self.shown.emit, self._failed, key="seances.enregistrement"
        )

    def bring(self, path: Path, people_told: bool, begins: dt.time | None) -> None:
        """Import a file: minutes of work for a long one."""
        office, who, seance_id = self._session.office, self._session.author, self._seance

        def work(_running: LongTask) -> RecordingView:
            recordings.import_recording(office, seance_id, path, who, people_told=people_told, begins=begins)
            return _read(office, seance_id)

        self._session.tasks.long("Copie de l'enregistrement", work, self.shown.emit, self._failed)

    def transcribe(self, recording_id: int) -> None:
        """Go on from where it was; the passages come as they are heard."""
        if self._task is not None:
            return
        office, seance_id = self._session.office, self._seance
        name = "Transcription de l'enregistrement"

        def work(running: LongTask) -> RecordingView:
            def tell(now: recordings.Progress) -> None:
                running.report(Progress(name, int(now.done), int(now.total), now.left))
                self.shown.emit(_read(office, seance_id))

            recordings.transcribe(office, recording_id, tell, running.cancelled)
            return _read(office, seance_id)

        def ended() -> None:
            self._task = None
            self.transcribing.emit(False)

        self._task = self._session.tasks.long(name, work, self.shown.emit, self._failed, ended)
        self.transcribing.emit(True)

    def interrupt(self) -> None:
        """Stop the transcription; what was heard is kept."""
        if self._task is not None:
            self._task.cancel()

    def mark(self, recording_id: int, point: int, second: float | None) -> None:
        office = self._session.office
        self._change(lambda: recordings.mark(office, recording_id, point, second))

    def take(self, recording_id: int, passage: int, point: int) -> None:
        office, who = self._session.office, self._session.author
        self._change(lambda: recordings.take_as_note(office, recording_id, passage, who, point), self.noted.emit)

    def decide(self, recording_id: int, decision: Decision) -> None:
        office, who = self._session.office, self._session.author
        decided = recordings.erase if decision is Decision.EFFACE else recordings.keep
        self._change(lambda: decided(office, recording_id, who))

    def _change(self, change: Callable[[], object], then: Callable[[], object] = lambda: None) -> None:
        office, seance_id = self._session.office, self._seance

        def work() -> RecordingView:
            change()
            return _read(office, seance_id)

        def done(view: RecordingView) -> None:
            self.shown.emit(view)
            then()

        self._session.tasks.change(work, done, self._failed)

    def _failed(self, _error: object, text: str) -> None:
        self.refused.emit(text)


def _read(office: Office, seance_id: int) -> RecordingView:
    found = recordings.recordings(office, seance_id)
    erased = tuple(r for r in found if r.decision is Decision.EFFACE)
    recording = next((r for r in reversed(found) if r.decision is not Decision.EFFACE), None)
    missing = ""
    try:
        recordings.model()
    except ModelUnavailable as error:
        missing = window_sentence(error)
    if recording is None:
        return RecordingView(seance_id, None, erased, None, (), (), missing)
    return RecordingView(
        seance_id,
        recording,
        erased,
        recordings.progress(office, recording.id),
        recordings.heard(office, recording.id),
        recordings.markers(office, recording.id),
        missing,
    )
