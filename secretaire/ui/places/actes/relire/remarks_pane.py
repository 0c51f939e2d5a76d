"""The remarks on an act: read, made at the passage selected on the page, dealt with."""

from __future__ import annotations

from textwrap import shorten

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from secretaire.acts.act import Role
from secretaire.desk.remarks import PlacedRemark
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.parts.rows import TwoLineDelegate, height_of_rows, set_two_lines
from secretaire.ui.places.reglages.fields import Area, row
from secretaire.ui.style.tokens import TIGHT
from secretaire.ui.wording import count, moment

_WHOLE = "Une remarque sur tout l'acte, ou sur un passage sélectionné d'abord dans le texte"
_SHOWN = 90


class RemarksPane(QWidget):
    """A remark chosen shows its passage; one that waits can be dealt with."""

    chosen = Signal(object, int, int)  # Role, characters of its section
    made = Signal(str)
    answered = Signal(int, str)  # number of the remark, what was done

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._placed: tuple[PlacedRemark, ...] = ()
        self.title = label("Remarques", "subtitle")
        self.list = QListWidget()
        self.list.setAccessibleName("Remarques sur l'acte")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemClicked.connect(lambda item: self._choose(self.list.row(item)))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu)
        self.about = label("", "muted")
        self.text = Area(2)
        self.text.setAccessibleName("Votre remarque")
        self.text.setPlaceholderText(_WHOLE)
        self.leave = button("Laisser la remarque", self._make)
        self.deal = button(
            "C'est fait", self._deal, tip="La remarque reste visible ; ce que vous avez écrit est la réponse"
        )
        layout = column(self.title, self.list, self.about, self.text, spacing=TIGHT)
        layout.addLayout(row(self.leave, self.deal))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.show_remarks(())

    def show_remarks(self, placed: tuple[PlacedRemark, ...]) -> None:
        """Those that wait first; the same one stays chosen."""
        former = self._current()
        self._placed = placed
        self.list.blockSignals(True)
        self.list.clear()
        for one in placed:
            remark = one.remark
            item = QListWidgetItem()
            passage = f"« {shorten(remark.passage.words, _SHOWN, placeholder='…')} »" if remark.passage else ""
            note = "Passage modifié depuis" if one.passage_changed else ""
            if remark.answer is not None:
                note = f"Fait, {remark.answer.by}" + (f" : {remark.answer.text}" if remark.answer.text else "")
            tint = "fine" if remark.answer else "warning"
            under = f"{remark.author}, {moment(remark.when)}"
            set_two_lines(item, remark.text, under, note=note, note_tint=tint, passage=passage)
            self.list.addItem(item)
        kept = next((i for i, one in enumerate(placed) if former and one.remark.id == former.remark.id), -1)
        self.list.setCurrentRow(kept)
        self.list.blockSignals(False)
        self.list.setVisible(bool(placed))
        QTimer.singleShot(0, self._fit_list)  # once its width is known
        waiting = sum(one.remark.answer is None for one in placed)
        self.title.setText(f"Remarques ({count(waiting, 'en attente', 'en attente')})" if waiting else "Remarques")
        self._enable()

    def _fit_list(self) -> None:
        """No taller than its remarks: what is told above has the room."""
        self.list.setMaximumHeight(height_of_rows(self.list, self.list.count()))

    def show_selection(self, words: str) -> None:
        """The passage that the next remark will be about; empty for the whole act."""
        shown = shorten(" ".join(words.split()), _SHOWN, placeholder="…")
        self.about.setText(f"Sur « {shown} »")
        self.about.setVisible(bool(shown))

    def clear(self) -> None:
        """What was typed is kept elsewhere now, or belonged to another act."""
        self.text.clear()

    def _current(self) -> PlacedRemark | None:
        number = self.list.currentRow()
        return self._placed[number] if 0 <= number < len(self._placed) else None

    def _enable(self) -> None:
        current = self._current()
        self.deal.setVisible(current is not None and current.remark.answer is None)

    def _choose(self, _row: int) -> None:
        current = self._current()
        self._enable()
        if current is not None and current.place is not None and current.remark.passage is not None:
            role: Role = current.remark.passage.role
            self.chosen.emit(role, *current.place)

    def _make(self) -> None:
        words = self.text.toPlainText().strip()
        if words:
            self.made.emit(words)
        else:
            self.text.setFocus()

    def _deal(self) -> None:
        current = self._current()
        if current is not None:
            self.answered.emit(current.remark.id, self.text.toPlainText().strip())

    def _menu(self, point: QPoint) -> None:
        if self.deal.isVisibleTo(self):
            menu = QMenu(self)
            menu.addAction(self.deal.text(), self._deal)
            menu.popup(self.list.mapToGlobal(point))
