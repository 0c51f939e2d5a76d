"""The procès-verbal: its parts, the one that is read and corrected beside the notes, its life, its mentions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QWidget,
)

from secretaire.acts.wording import day as in_words
from secretaire.council.minutes import Etat, MinutesPart
from secretaire.desk import minutes, minutes_pen
from secretaire.desk.exporting_papers import MINUTES_PUBLICITY
from secretaire.desk.office import Office
from secretaire.ui.parts.basics import Debounce, button, column, label, main_button, tool
from secretaire.ui.parts.meeting_words import meeting_name
from secretaire.ui.parts.publication import PublicationDialog, Published
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.seances.apres.beside import Noted, NotesBeside
from secretaire.ui.places.seances.apres.checklist import Checklist
from secretaire.ui.places.seances.apres.pen import MinutesPen, PointRequest
from secretaire.ui.places.seances.apres.presenter import AfterView, ApresPresenter, Papier
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.style.sheet import page_font, text_scale
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count

_STATES = {
    Etat.EN_PREPARATION: "En préparation",
    Etat.RELU: "Relu : il attend la prochaine séance",
    Etat.ARRETE: "Arrêté",
    Etat.PUBLIE: "Publié",
}
_PARTS = {"entete": "En-tête", "ouverture": "Ouverture", "levee": "Fin de la séance", "signatures": "Signatures"}
_LAW = (
    "Dans la semaine qui suit la séance où il est arrêté : en ligne si la commune a un site, "
    "et sur papier à la disposition du public (CGCT, art. L. 2121-15)."
)
_SAVE_MS = 800
_KEY = Qt.ItemDataRole.UserRole


class MinutesPanel(QWidget):
    """One part at a time: its words, beside them the notes and what the assistant proposes, then what is left to do."""

    export_asked = Signal(object)  # Papier

    def __init__(self, presenter: ApresPresenter, pen: MinutesPen) -> None:
        super().__init__()
        self._presenter = presenter
        self._after: AfterView | None = None
        self._meeting: MeetingView | None = None
        self._key = ""
        self._shown = ""
        self._stored = ""
        self.state = label("", "subtitle")
        self.parts = QListWidget()
        self.parts.setAccessibleName("Parties du procès-verbal")
        self.parts.setItemDelegate(TwoLineDelegate(self.parts))
        self.parts.currentRowChanged.connect(self._turn)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName("Texte de la partie")
        self.text.setTabChangesFocus(True)
        self.text.setFont(page_font(text_scale()))
        self.text.textChanged.connect(self._typed)
        self.beside = NotesBeside(pen)
        self.beside.accepted.connect(self._accept)
        self.beside.refused.connect(self._refuse)
        self.checklist = Checklist()
        self.checklist.place_asked.connect(self._go_to)
        self.checklist.attested.connect(self._attest)
        self.beside.busy.connect(lambda busy: self.checklist.setVisible(not busy))
        self.publication: PublicationDialog | None = None
        self.restore = tool("Revenir au texte de la séance", self._restore, icon_name="undo-2")
        self.read = main_button("Marquer comme relu", self._mark_read)
        self.take_back = button("Reprendre", self._take_back)
        self.later = QComboBox()
        self.later.setAccessibleName("Séance qui l'arrête")
        self.settle = main_button("Arrêté à cette séance", self._settle)
        self.publish = main_button("Publier", self.ask_publication)
        self.export = button(
            "Enregistrer le document", lambda: self.export_asked.emit(Papier.PV), icon_name="file-down"
        )
        self._later_save = Debounce(_SAVE_MS, self._keep, self)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self.state, 1)
        for widget in (self.take_back, self.later, self.read, self.settle, self.publish, self.export):
            head.addWidget(widget)
        left = column(label("Parties", "muted"), self.parts, spacing=TIGHT)
        tools = QHBoxLayout()
        tools.addWidget(label("Texte", "muted"), 1)
        tools.addWidget(self.restore)
        middle = column(spacing=TIGHT)
        middle.addLayout(tools)
        middle.addWidget(self.text, 1)
        right = column(self.beside, self.checklist, spacing=TIGHT)
        right.setStretch(0, 1)
        right.setStretch(1, 2)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        for layout in (left, middle, right):
            page = QWidget()
            page.setLayout(layout)
            splitter.addWidget(page)
        splitter.setSizes([230, 560, 360])
        splitter.setStretchFactor(1, 1)
        whole = column(margin=SMALL, spacing=SMALL)
        whole.addLayout(head)
        whole.addWidget(splitter, 1)
        self.setLayout(whole)

    def show_after(self, after: AfterView, meeting: MeetingView) -> None:
        same = self._after is not None and self._after.seance_id == after.seance_id
        self._after, self._meeting = after, meeting
        view = after.minutes
        self.state.setText(self._state_words(after))
        self.read.setVisible(view.editable)
        self.take_back.setVisible(view.record.etat is Etat.RELU)
        self.settle.setVisible(view.record.etat is Etat.RELU and bool(after.later))
        self.later.setVisible(self.settle.isVisibleTo(self))
        self.publish.setVisible(view.record.etat is Etat.ARRETE)
        self.later.clear()
        for seance in after.later:
            self.later.addItem(meeting_name(seance), seance.id)
        self.text.setReadOnly(not view.editable)
        self._show_parts(keep=self._key if same else "")
        self.checklist.show_view(view, self._name)

    def flush(self) -> None:
        """What was typed is kept."""
        self._later_save.flush()

    def _state_words(self, after: AfterView) -> str:
        view = after.minutes
        said = _STATES[view.record.etat]
        if view.editable:
            left = len(view.blanks) + len(view.doubts)
            if left:
                said += f" : {count(left, 'point à compléter', 'points à compléter')}"
        if view.record.arret is not None:
            said += f" le {in_words(view.record.arret.date)}"
        if view.record.etat is Etat.ARRETE and view.publish_before is not None:
            said += f", à publier avant le {in_words(view.publish_before)}"
        if view.record.publication is not None:
            said += f" ; publié le {in_words(view.record.publication.date)}"
        return said

    def _show_parts(self, keep: str) -> None:
        after = self._after
        if after is None:
            return
        view = after.minutes
        self.parts.blockSignals(True)
        self.parts.clear()
        chosen = 0
        for rank, part in enumerate(view.minutes.parts):
            item = QListWidgetItem()
            told = []
            if part.key in view.blanks:
                told.append("à compléter")
            if any(d.part == part.key for d in view.doubts):
                told.append("chiffre sans origine")
            if any(key == part.key for key, _ in view.moved):
                told.append("la séance dit autre chose")
            if part.key in view.to_reread:
                told.append("notes à relire")
            if part.key in view.record.reworks:
                told.append("corrigé")
            set_two_lines(item, self._name(part), ", ".join(told), tint="warning" if told else "")
            item.setData(_KEY, part.key)
            self.parts.addItem(item)
            if part.key == keep:
                chosen = rank
        self.parts.setCurrentRow(chosen)
        self.parts.blockSignals(False)
        self._show_part(chosen)

    def _name(self, part: MinutesPart) -> str:
        meeting = self._meeting
        if part.point is None or meeting is None:
            return _PARTS.get(part.key, part.key)
        ranks = {p.id: rank for rank, p in enumerate(meeting.course.points, start=1)}
        if part.point not in ranks:
            return part.key
        return f"{ranks[part.point]}. {meeting.course.point(part.point).objet}"

    def _turn(self, row: int) -> None:
        self.flush()
        self._show_part(row)

    def _show_part(self, row: int) -> None:
        after = self._after
        if after is None or not 0 <= row < len(after.minutes.minutes.parts):
            return
        part = after.minutes.minutes.parts[row]
        if part.key == self._key and self._later_save.waiting:
            return
        self._key = part.key
        self._stored = part.section.text
        if self._stored != self.text.toPlainText():
            self.text.blockSignals(True)
            self.text.setPlainText(self._stored)
            self.text.blockSignals(False)
        self.restore.setVisible(part.key in after.minutes.record.reworks and after.minutes.editable)
        self.beside.show_notes(self._noted(after, part))

    def _noted(self, after: AfterView, part: MinutesPart) -> Noted | None:
        """The notes of the point of a part, and what is proposed for them."""
        meeting = self._meeting
        if meeting is None or part.point is None or part.point not in {p.id for p in meeting.course.points}:
            return None
        notes = meeting.passage(part.point).notes.strip()
        request = PointRequest(after.seance_id, part.point, meeting.course.point(part.point).objet)
        return Noted(request, notes, bool(notes) and after.minutes.editable, after.proposals.get(part.point))

    def _go_to(self, key: str, start: int, end: int) -> None:
        """Show characters [start, end) of a part."""
        for row in range(self.parts.count()):
            if self.parts.item(row).data(_KEY) == key:
                self.parts.setCurrentRow(row)
        cursor = self.text.textCursor()
        cursor.setPosition(min(start, len(self.text.toPlainText())))
        cursor.setPosition(min(end, len(self.text.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def _typed(self) -> None:
        self._later_save.touch()

    def _keep(self) -> None:
        key, text, who = self._key, self.text.toPlainText(), self._presenter.author
        if text != self._stored:
            self._change(lambda office, seance_id: minutes.edit_part(office, seance_id, key, text, who))

    def _restore(self) -> None:
        key = self._key
        self._later_save.drop()
        self._change(lambda office, seance_id: minutes.restore_part(office, seance_id, key))

    def _mark_read(self) -> None:
        self.flush()
        who = self._presenter.author
        self._change(lambda office, seance_id: minutes.mark_read(office, seance_id, who))

    def _take_back(self) -> None:
        who = self._presenter.author
        self._change(lambda office, seance_id: minutes.take_back(office, seance_id, who))

    def _settle(self) -> None:
        at, who = int(self.later.currentData()), self._presenter.author
        self._change(lambda office, seance_id: minutes.settle(office, seance_id, at, who))

    def ask_publication(self) -> None:
        """Open the window that asks when and how the minutes were published."""
        if self._after is None:
            return
        said = Published("Publier le procès-verbal", _LAW, MINUTES_PUBLICITY, self._after.publicity)
        dialog = PublicationDialog(said, self._presenter.today, self.window())
        self.publication = dialog
        dialog.kept.connect(self._publish)
        dialog.finished.connect(self._drop_dialog)
        dialog.open()

    def _drop_dialog(self) -> None:
        if self.publication is not None:
            self.publication.deleteLater()
            self.publication = None

    def _publish(self, day: date, mode: str) -> None:
        who = self._presenter.author
        self._change(lambda office, seance_id: minutes.publish(office, seance_id, day, mode, who))

    def _accept(self, proposal: int) -> None:
        self.flush()
        who = self._presenter.author
        self._change(lambda office, seance_id: minutes_pen.accept_proposal(office, seance_id, proposal, who))

    def _refuse(self, proposal: int) -> None:
        who = self._presenter.author
        self._change(lambda office, seance_id: minutes_pen.refuse_proposal(office, seance_id, proposal, who))

    def _attest(self, figure: str, source: str) -> None:
        self.flush()
        who = self._presenter.author
        self._change(lambda office, seance_id: minutes.attest_literal(office, seance_id, figure, source, who))

    def _change(self, change: Callable[[Office, int], object]) -> None:
        if self._after is not None:
            self._presenter.change_minutes(self._after.seance_id, change)
