"""« Registre »: the year, délibérations or arrêtés, the first feuillet; the numbers that still want a reason."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QSpinBox, QWidget

from secretaire.acts.act_type import Famille
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.gaps import GapsPane
from secretaire.ui.places.actes.exports.formats import format_list, picked
from secretaire.ui.places.actes.exports.presenter import RegisterOrder, RegisterView
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.wording import NBSP, count

_WIDTH = 620
_FAMILIES = {Famille.DELIBERATION: "Délibérations", Famille.ARRETE: "Arrêtés"}
_KINDS = {
    Famille.DELIBERATION: ("délibération approuvée", "délibérations approuvées"),
    Famille.ARRETE: ("arrêté approuvé", "arrêtés approuvés"),
}
_EMPTY = {
    Famille.DELIBERATION: "Aucune délibération de {year} n'est approuvée : il n'y a pas encore de registre à écrire.",
    Famille.ARRETE: "Aucun arrêté de {year} n'est approuvé : il n'y a pas encore de registre à écrire.",
}
_NAMED = 4
_FIRST_YEAR, _LAST_FEUILLET = 1970, 9999


class RegisterDialog(QDialog):
    """What the register would hold is said before it is written."""

    looked_at = Signal(object, int)  # Famille, year
    explained = Signal(object, str, str)  # RegisterView, number, reason
    asked = Signal(object)  # RegisterOrder

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: RegisterView | None = None
        self.setWindowTitle("Registre")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.family = QComboBox()
        for famille, words in _FAMILIES.items():
            self.family.addItem(words, famille.value)
        self.family.setAccessibleName("Registre des")
        self.family.activated.connect(lambda _: self.look())
        today = date.today()  # noqa: DTZ011 - the day of this PC
        self.year = _numbers("Année", _FIRST_YEAR, today.year + 1, today.year)
        self.year.valueChanged.connect(lambda _: self.look())
        self.first_page = _numbers("Premier feuillet", 1, _LAST_FEUILLET, 1)
        self.formats = format_list()
        self._content = label("")
        self._content.setAccessibleName("Contenu du registre")
        self._absent = label("", "muted")
        self._gaps_title = label("", "subtitle")
        self.gaps = GapsPane("Registre")
        self.gaps.explained.connect(self._explain)
        self.write = main_button("Choisir où enregistrer…", self._ask)
        self._lay_out()

    def _lay_out(self) -> None:
        choices = QFormLayout()
        choices.setVerticalSpacing(SMALL)
        choices.addRow("Registre des", self.family)
        numbers = QHBoxLayout()
        numbers.setSpacing(SMALL)
        first = label("Premier feuillet", wrap=False)
        first.setBuddy(self.first_page)
        numbers.addWidget(self.year, 1)
        numbers.addSpacing(SMALL)
        numbers.addWidget(first)
        numbers.addWidget(self.first_page, 1)
        choices.addRow("Année", numbers)
        choices.addRow("Format", self.formats)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.write)
        layout = column(label("Registre de l'année", "title"), margin=LARGE, spacing=MEDIUM)
        layout.addLayout(choices)
        for widget in (self._content, self._absent, self._gaps_title, self.gaps):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addLayout(buttons)
        self.setLayout(layout)
        self._layout = layout
        self._wait()
        self._fit()

    def look(self) -> None:
        """Read what the register chosen would hold."""
        self._wait()
        self.looked_at.emit(Famille(self.family.currentData()), self.year.value())

    def show_view(self, view: RegisterView) -> None:
        """What it would hold."""
        self._view = view
        self.write.setEnabled(view.acts > 0)
        self._content.setText(
            f"{count(view.acts, *_KINDS[view.famille])} en {view.year}."
            if view.acts
            else _EMPTY[view.famille].format(year=view.year)
        )
        self._absent.setText(f"N'y seront pas{NBSP}: {_named(view.absent)}. Le registre en donne la raison, à la fin.")
        self._absent.setVisible(bool(view.absent and view.acts))
        number = len(view.open_gaps)
        self._gaps_title.setText(f"{count(number, 'numéro sans acte', 'numéros sans acte')}, motif à écrire")
        self._gaps_title.setVisible(number > 0)
        self.gaps.show_gaps(view.open_gaps)
        self._fit()

    def show_refusal(self, numero: str, sentence: str) -> None:
        self.gaps.show_refusal(numero, sentence)

    @property
    def told(self) -> str:
        return self._content.text()

    def _wait(self) -> None:
        self._view = None
        self.write.setEnabled(False)
        self._content.setText("Lecture des actes…")
        for widget in (self._absent, self._gaps_title, self.gaps):
            widget.hide()

    def _fit(self) -> None:
        """As high as what it says; `adjustSize` counts lines that wrap as one."""
        self._layout.activate()
        self.resize(_WIDTH, self._layout.totalHeightForWidth(_WIDTH))

    def _explain(self, numero: str, reason: str) -> None:
        if self._view is not None:
            self.explained.emit(self._view, numero, reason)

    def _ask(self) -> None:
        famille = Famille(self.family.currentData())
        self.asked.emit(RegisterOrder(famille, self.year.value(), self.first_page.value(), picked(self.formats)))
        self.accept()


def _numbers(name: str, first: int, last: int, now: int) -> QSpinBox:
    made = QSpinBox()
    made.setAccessibleName(name)
    made.setRange(first, last)
    made.setValue(now)
    return made


def _named(numbers: tuple[str, ...]) -> str:
    """« 2026-003, 2026-006 à 2026-008 », the first few when they are many."""
    more = len(numbers) - _NAMED
    return ", ".join(numbers[:_NAMED]) + (f" et {more} de plus" if more > 0 else "")
