"""The place *Rédiger*: choose what to write, then write it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from secretaire.acts.act import Act
from secretaire.council.seance import Seance, Vote
from secretaire.desk import seances
from secretaire.ui.places.rediger.chooser import Chooser
from secretaire.ui.places.rediger.desk import DraftDesk
from secretaire.ui.places.rediger.meeting.dialog import MeetingDialog
from secretaire.ui.places.rediger.presenter import RedigerPresenter
from secretaire.ui.places.rediger.proposals import ProposalPresenter
from secretaire.ui.places.rediger.reuse.presenter import Recognition, StartingPresenter
from secretaire.ui.places.rediger.reuse.type_dialog import TypeDialog
from secretaire.ui.session import Session


class RedigerPlace(QWidget):
    """Shows the chooser, or the act on the desk."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self.meeting_dialog: MeetingDialog | None = None
        self.type_dialog: TypeDialog | None = None
        self.presenter = RedigerPresenter(session, self)
        self.proposals = ProposalPresenter(session, self)
        self.starting = StartingPresenter(session, self)
        self.chooser = Chooser()
        self.desk = DraftDesk(self.presenter, self.proposals)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chooser)
        self._stack.addWidget(self.desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self.chooser.picker.words_typed.connect(self.presenter.find_types)
        self.chooser.type_chosen.connect(self.presenter.begin)
        self.chooser.act_chosen.connect(self.presenter.open)
        self.presenter.types_found.connect(self.chooser.show_types)
        self.chooser.old_act_chosen.connect(session.redo_piece)
        self.presenter.old_acts_found.connect(self.chooser.show_old_acts)
        self.starting.recognised.connect(self._choose_type)
        self.presenter.acts_listed.connect(self.chooser.show_projects)
        self.presenter.opened.connect(self._show_desk)
        self.presenter.left.connect(self._show_chooser)
        self.desk.meeting_asked.connect(self.ask_meeting)
        self.desk.bar.sent_on.connect(self._send_on)
        session.write_act.connect(self.presenter.open)
        session.leaving.connect(self.desk.flush)

    def arrive(self) -> None:
        """The place comes into view."""
        if self.presenter.act is None:
            self.presenter.list_choices()
            self.chooser.focus()
        else:
            self.desk.sheet.setFocus()

    def leave(self) -> None:
        """Another place comes into view: everything typed is saved."""
        self.desk.flush()

    def redraw(self) -> None:
        self.desk.redraw()

    def choose(self, words: str) -> None:
        """The types that answer these words; the act on the desk is put away, saved."""
        if self.presenter.act is not None:
            self.desk.leave()
        self.chooser.words.setText(words)
        self.chooser.focus()

    def ask_meeting(self) -> None:
        """Open the window of the meeting."""
        act = self.presenter.act
        if act is None or self.meeting_dialog is not None:
            return
        self.desk.flush()
        office = self._session.office

        def work() -> tuple[tuple[Seance, ...], Seance | None, Vote | None, str]:
            meetings = seances.list_seances(office)
            current = next((m for m in meetings if m.id == act.seance_id), None)
            return meetings, current, seances.vote_of(office, act.id), office.commune.lieu_seance

        self._session.tasks.query(work, lambda found: self._open_meeting(*found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.desk.side.card
        if event.key() == Qt.Key.Key_Escape and card.isVisible():
            self.proposals.interrupt()
            card.hide()
            self.desk.sheet.setFocus()
            return
        super().keyPressEvent(event)

    def _open_meeting(
        self, meetings: tuple[Seance, ...], current: Seance | None, vote: Vote | None, usual_place: str
    ) -> None:
        dialog = MeetingDialog(meetings, current, vote, self._session.roster, usual_place, self.window())
        self.meeting_dialog = dialog
        dialog.kept.connect(self.presenter.keep_meeting)
        dialog.finished.connect(self._close_meeting)
        dialog.open()

    def _close_meeting(self, _result: int) -> None:
        if self.meeting_dialog is not None:
            self.meeting_dialog.deleteLater()
            self.meeting_dialog = None

    def _choose_type(self, recognition: Recognition) -> None:
        if self.type_dialog is not None:
            return
        dialog = TypeDialog(recognition, self.window())
        self.type_dialog = dialog
        dialog.words_typed.connect(self.starting.find_types)
        self.starting.shelves_found.connect(dialog.show_types)
        dialog.chosen.connect(lambda type_id: self.starting.start(recognition.read, type_id))
        dialog.finished.connect(self._forget_type_dialog)
        dialog.open()

    def _forget_type_dialog(self, _result: int) -> None:
        self.type_dialog = None

    def _show_desk(self, _act: Act, _kind: object, _reuse: object) -> None:
        self._stack.setCurrentWidget(self.desk)
        self.desk.form.focus()

    def _show_chooser(self) -> None:
        self._stack.setCurrentWidget(self.chooser)
        self.chooser.focus()

    def _send_on(self) -> None:
        act = self.presenter.act
        if act is not None:
            self.desk.flush()
            # behind the writes just asked: Actes shows the act as it is now
            self._session.tasks.change(lambda: None, lambda _: self._session.show_act.emit(act.id))
