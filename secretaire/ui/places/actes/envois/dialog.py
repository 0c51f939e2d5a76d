"""The frame of the windows of what leaves: of which meeting or year, a list to read, one gesture."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QSpinBox, QWidget

from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.places.actes.envois.presenter import OfYear, SendingScope
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL

_SIZE = (760, 620)
_FIRST_YEAR = 1970


class EnvoiDialog(QDialog):
    """What would leave is said before anything is written.

    Attributes:
        list: filled by each window.
        fault: why nothing can be read.
    """

    looked_at = Signal(object)  # SendingScope

    def __init__(self, title: str, told: str, gesture: str, scope: SendingScope, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope = scope
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        self.said = label("", "subtitle")
        self.fault = label("", "fault")
        self.fault.hide()
        self.write = main_button(gesture, self.ask)
        head = QHBoxLayout()
        head.addWidget(label(title, "title"), 1)
        self.year = QSpinBox()
        self.year.setAccessibleName("Année")
        self.year.setRange(_FIRST_YEAR, 9999)
        if isinstance(scope, OfYear):
            named = label("Année", wrap=False)
            named.setBuddy(self.year)
            self.year.setValue(scope.year)
            head.addWidget(named)
            head.addWidget(self.year)
            self.year.valueChanged.connect(self._look_at_year)
        self.body = column(spacing=SMALL)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.write)
        layout = column(margin=LARGE, spacing=MEDIUM)
        layout.addLayout(head)
        layout.addWidget(label(told, "muted"))
        layout.addWidget(self.fault)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        layout.addLayout(self.body)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.wait()

    def wait(self) -> None:
        """Nothing is known yet."""
        self.list.clear()
        self.fault.hide()
        self.write.setEnabled(False)
        self.said.setText("Lecture des actes…")

    def show_fault(self, sentence: str) -> None:
        self.said.clear()
        self.fault.setText(sentence)
        self.fault.show()

    def ask(self) -> None:
        """The gesture of the window."""
        raise NotImplementedError

    def add_line(self, text: str, *, ticked: bool | None = None, key: object = None) -> QListWidgetItem:
        """A line of the list; `ticked` None: it is only read."""
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, key)
        if ticked is None:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        else:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.addItem(item)
        return item

    def add_heading(self, text: str) -> None:
        """A line that names those under it."""
        item = self.add_line(text)
        font = QFont(self.list.font())
        font.setBold(True)
        item.setFont(font)

    def ticked(self) -> list[object]:
        """The keys of the lines that are ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        checkable = (item for item in items if item.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        return [i.data(Qt.ItemDataRole.UserRole) for i in checkable if i.checkState() is Qt.CheckState.Checked]

    def _look_at_year(self, year: int) -> None:
        self.scope = OfYear(year)
        self.wait()
        self.looked_at.emit(self.scope)
