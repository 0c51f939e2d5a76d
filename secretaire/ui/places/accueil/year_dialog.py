"""Every échéance of a year: its day, its rule, its state; and the file for a calendar program."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QSpinBox, QWidget

from secretaire.desk.deadlines import Etat, Line, rule_of
from secretaire.store.echeances import Sort
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.accueil.cards import when_of
from secretaire.ui.style.tokens import LARGE, MEDIUM
from secretaire.ui.wording import count

_LINE = Qt.ItemDataRole.UserRole
_TINTS = {Etat.EN_RETARD: "blocking", Etat.FAIT: "fine"}


class YearDialog(QDialog):
    """A list, and three gestures on the line chosen."""

    year_asked = Signal(int)
    noted = Signal(str, object)  # key, Sort or None
    calendar_asked = Signal(object, object)  # tuple[Line, ...], Path

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._lines: tuple[Line, ...] = ()
        self.setWindowTitle("Échéances de l'année")
        self.setModal(True)
        self.year = QSpinBox()
        self.year.setAccessibleName("Année")
        self.year.setRange(today.year - 5, today.year + 6)
        self.year.setValue(today.year)
        self.year.valueChanged.connect(self.ask)
        self.list = QListWidget()
        self.list.setAccessibleName("Échéances de l'année")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentItemChanged.connect(lambda *_: self._enable())
        self._said = label("", "muted")
        self.mark_done = button("Fait", lambda: self._note(Sort.FAIT))
        self.set_aside = button("Sans objet", lambda: self._note(Sort.SANS_OBJET))
        self.take_back = button("À faire", lambda: self._note(None), tip="Efface ce qui avait été noté")
        self.calendar = button("Vers l'agenda…", self._ask_calendar, tip="Un fichier .ics que tout agenda sait ouvrir")
        head = QHBoxLayout()
        head.addWidget(label("Échéances", "title"), 1)
        head.addWidget(self.year)
        feet = QHBoxLayout()
        for made in (self.mark_done, self.set_aside, self.take_back):
            feet.addWidget(made)
        feet.addStretch()
        feet.addWidget(self.calendar)
        feet.addWidget(button("Fermer", self.accept))
        layout = column(margin=LARGE, spacing=MEDIUM)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._said)
        layout.addLayout(feet)
        self.setLayout(layout)
        self.resize(820, 620)
        self._enable()

    def ask(self) -> None:
        """Read the year shown."""
        self.year_asked.emit(self.year.value())

    def show_lines(self, year: int, lines: tuple[Line, ...]) -> None:
        """The échéances of a year; the line chosen stays."""
        if year != self.year.value():
            return
        kept = self._chosen()
        self._lines = lines
        self.list.clear()
        for line in lines:
            item = QListWidgetItem()
            when = when_of(line, self._today)
            state = f"{when} : {line.pourquoi}" if line.pourquoi else when
            set_two_lines(
                item, line.echeance.objet, rule_of(line.echeance), note=state, note_tint=_TINTS.get(line.etat, "text")
            )
            item.setData(_LINE, line)
            self.list.addItem(item)
            if kept and line.echeance.key == kept.echeance.key:
                self.list.setCurrentItem(item)
        left = sum(line.etat in {Etat.A_FAIRE, Etat.EN_RETARD} for line in lines)
        self.say(f"{count(left, 'échéance reste', 'échéances restent')} à faire en {year}.")
        self._enable()

    def say(self, sentence: str) -> None:
        self._said.setText(sentence)

    def _chosen(self) -> Line | None:
        row = self.list.currentRow()
        line = self.list.item(row).data(_LINE) if row >= 0 else None
        return line if isinstance(line, Line) else None

    def _enable(self) -> None:
        for made in (self.mark_done, self.set_aside, self.take_back):
            made.setEnabled(self._chosen() is not None)
        self.calendar.setEnabled(bool(self._lines))

    def _note(self, sort: Sort | None) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.noted.emit(chosen.echeance.key, sort)

    def _ask_calendar(self) -> None:
        proposed = str(Path.home() / f"Échéances {self.year.value()}.ics")
        picked = QFileDialog(self, "Fichier pour l'agenda", proposed, "Agenda (*.ics)")
        picked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        picked.setDefaultSuffix("ics")
        picked.selectFile(proposed)
        picked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picked.fileSelected.connect(lambda path: self.calendar_asked.emit(self._lines, Path(path)))
        picked.open()
