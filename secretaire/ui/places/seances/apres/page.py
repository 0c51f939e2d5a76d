"""« Après »: what was voted, the papers that leave, the procès-verbal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secretaire.desk.meeting_papers import publish_adopted
from secretaire.desk.publications import PUBLICITY
from secretaire.ui.parts.basics import column, tabs
from secretaire.ui.parts.publication import ACTS_LAW, PublicationDialog, Published
from secretaire.ui.places.actes.envois.gestures import EnvoisGestures
from secretaire.ui.places.actes.envois.presenter import OfSeance, Scope
from secretaire.ui.places.actes.exports.formats import ask_file
from secretaire.ui.places.actes.exports.gestures import ExportGestures
from secretaire.ui.places.actes.exports.presenter import Written
from secretaire.ui.places.actes.exports.strip import DoneStrip
from secretaire.ui.places.seances.apres.enregistrement.panel import RecordingPanel
from secretaire.ui.places.seances.apres.minutes_panel import MinutesPanel
from secretaire.ui.places.seances.apres.pen import MinutesPen
from secretaire.ui.places.seances.apres.presenter import AfterView, ApresPresenter, Papier
from secretaire.ui.places.seances.apres.voted_panel import VotedPanel
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.session import Session

_NAMES = {
    Papier.PV: "Procès-verbal",
    Papier.LISTE: "Liste des délibérations",
    Papier.TRANSMISSION: "Bordereau de transmission",
    Papier.PUBLICATION: "Fiche de publication",
}
_FOLDER = "actes/dossier"


class ApresPage(QWidget):
    """Three tabs: what was decided and must leave; the procès-verbal; the recording, if there is one."""

    act_asked = Signal(str)
    notes_changed = Signal()  # the notes of a point, taken from the recording

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._meeting: MeetingView | None = None
        self.presenter = ApresPresenter(session, self)
        self.exports = ExportGestures(session, self)
        self.envois = EnvoisGestures(session, self)
        self.done = DoneStrip()
        self.voted = VotedPanel()
        self.pen = MinutesPen(session, self)
        self.minutes = MinutesPanel(self.presenter, self.pen)
        self.recording = RecordingPanel(session)
        self.tabs = tabs(
            "Délibérations, procès-verbal, enregistrement",
            (self.voted, "Délibérations"),
            (self.minutes, "Procès-verbal"),
            (self.recording, "Enregistrement"),
        )
        layout = column(self.done, spacing=0)
        layout.addWidget(self.tabs, 1)
        self.setLayout(layout)
        self.presenter.shown.connect(self._show)
        self.presenter.refused.connect(self.done.say_fault)
        self.presenter.written.connect(self.done.say_written)
        self.exports.presenter.written.connect(self.done.say_written)
        self.exports.presenter.failed.connect(self.done.say_fault)
        self.envois.presenter.written.connect(self._left)
        self.envois.presenter.failed.connect(self.done.say_fault)
        self.voted.sendings_asked.connect(lambda: self._leave_with(self.envois.ask_sendings))
        self.voted.copies_asked.connect(lambda: self._leave_with(self.envois.ask_copies))
        self.voted.open_data_asked.connect(lambda: self._leave_with(self.envois.ask_open_data))
        self.pen.written.connect(self._proposed)
        self.recording.notes_changed.connect(self.notes_changed)
        self.voted.export_asked.connect(self._ask)
        self.minutes.export_asked.connect(self._ask)
        self.voted.extracts_asked.connect(self._extracts)
        self.voted.act_asked.connect(self.act_asked)
        self.voted.publication_asked.connect(self._ask_publication)
        self._after: AfterView | None = None
        self.publication: PublicationDialog | None = None

    def arrive(self) -> None:
        """The page comes into view."""
        (self.voted.list, self.minutes.parts, self.recording.list)[self.tabs.currentIndex()].setFocus()

    def leave(self) -> None:
        self.flush()

    def flush(self) -> None:
        """Everything typed is kept."""
        self.minutes.flush()

    def show_view(self, view: MeetingView) -> None:
        if self._meeting is not None and self._meeting.course.seance.id != view.course.seance.id:
            self.done.clear()
            self.pen.interrupt()
        self._meeting = view
        self.presenter.read(view.course.seance.id)
        self.recording.show_meeting(view)

    def write(self, papier: Papier, target: Path) -> None:
        """Write a paper there."""
        if self._meeting is not None:
            self.flush()
            self._session.settings.setValue(_FOLDER, str(target.parent))
            self.presenter.write(papier, self._meeting.course.seance.id, target)

    def _show(self, after: AfterView) -> None:
        if self._meeting is not None and self._meeting.course.seance.id == after.seance_id:
            self._after = after
            self.voted.show_after(after)
            self.minutes.show_after(after, self._meeting)

    def _proposed(self, seance_id: int) -> None:
        if self._meeting is not None and self._meeting.course.seance.id == seance_id:
            self.presenter.read(seance_id)

    def _ask(self, papier: Papier) -> None:
        if self._meeting is None:
            return
        folder = Path(str(self._session.settings.value(_FOLDER, str(Path.home()))))
        held = self._meeting.course.seance.date
        name = f"{_NAMES[papier]} {held.isoformat()}.docx"
        ask_file(self, f"Enregistrer : {_NAMES[papier].lower()}", folder / name, lambda path: self.write(papier, path))

    def _ask_publication(self) -> None:
        """The day the acts of the meeting were published."""
        if self._after is None:
            return
        said = Published("Noter la publication des actes", ACTS_LAW, PUBLICITY, self._after.mode)
        dialog = PublicationDialog(said, self.presenter.today, self.window())
        self.publication = dialog
        dialog.kept.connect(self._publish)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _publish(self, day: date, mode: str) -> None:
        if self._meeting is not None:
            who = self.presenter.author
            self.presenter.change_minutes(
                self._meeting.course.seance.id,
                lambda office, seance_id: publish_adopted(office, seance_id, day, mode, who),
            )

    def _leave_with(self, ask: Callable[[Scope], None]) -> None:
        """What leaves of the meeting shown."""
        if self._meeting is not None:
            ask(OfSeance(self._meeting.course.seance.id))

    def _left(self, written: Written) -> None:
        self.done.say_written(written)
        if self._meeting is not None:
            self.presenter.read(self._meeting.course.seance.id)

    def _extracts(self) -> None:
        if self._meeting is not None:
            self.exports.ask_seance(self._meeting.course.seance.id)
