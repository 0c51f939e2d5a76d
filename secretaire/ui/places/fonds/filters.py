"""What limits the search: kind, year, in force, and behind « Plus de filtres » dates, matière, author, amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QHBoxLayout, QLineEdit, QToolButton, QWidget

from secretaire.acts import wording
from secretaire.acts.fields import parse_amount, parse_date
from secretaire.fund.results import EVERYTHING, Filters, Sort
from secretaire.ui.parts.basics import column, label, restyle, tool
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.piece_words import KINDS_PLURAL
from secretaire.ui.style.icons import icon
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT

_SORTS = {
    Sort.RELEVANCE: "Les plus proches d'abord",
    Sort.NEWEST: "Les plus récents d'abord",
    Sort.OLDEST: "Les plus anciens d'abord",
}
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the fund holds to choose from.

    Attributes:
        years: the latest first.
        matieres: code and words of the nomenclature, in its order.
    """

    years: Sequence[int] = ()
    authors: Sequence[str] = ()
    matieres: Sequence[tuple[str, str]] = ()


class Field(QWidget):
    """One or two lines to type in, their name above, what is wrong below."""

    def __init__(self, name: str, *lines: QWidget, chars: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named = label(name, "muted", wrap=False)
        row = QHBoxLayout()
        row.setSpacing(TIGHT)
        for line in lines:
            row.addWidget(line)
            if not line.accessibleName():
                line.setAccessibleName(name)
        self.fault = label("", "fault")
        self.fault.hide()
        layout = column(named, spacing=2)
        layout.addLayout(row)
        layout.addWidget(self.fault)
        layout.addStretch()
        self.setLayout(layout)
        self._lines = lines
        self.setFixedWidth(max(self.fontMetrics().averageCharWidth() * chars + 24, named.sizeHint().width()))

    def say(self, fault: str) -> None:
        """Show what is wrong, or that nothing is."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        for line in self._lines:
            line.setProperty("invalid", "true" if fault else "false")
            restyle(line)
            line.setAccessibleDescription(fault)


class FilterBar(QWidget):
    """`changed` when the filters or the order are no longer the same."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = _combo("Type de document", ("Tous les documents", None))
        for kind, words in KINDS_PLURAL.items():
            self.kind.addItem(words, kind)
        self.year = _combo("Année", ("Toutes les années", None))
        self.in_force = QCheckBox("En vigueur le")
        self.in_force.setToolTip(
            "Seulement les actes qu'aucun autre acte lu n'a abrogés, remplacés ou retirés à cette date"
        )
        self.in_force_day = _line("En vigueur à cette date", "22/11/2026")
        today = date.today()  # noqa: DTZ011 - the day of this PC
        self.in_force_day.setText(f"{today:%d/%m/%Y}")
        self.in_force_day.setFixedWidth(self.fontMetrics().horizontalAdvance("22/11/2026") + 24)
        self.sort = _combo("Ordre des résultats", *((words, sort) for sort, words in _SORTS.items()))
        self.more = tool("Plus de filtres", self._show_more, icon_name="arrow-down")
        self.more.setCheckable(True)
        self.fault = label("", "fault")
        self.fault.hide()
        self._panel = self._make_panel()
        self._panel.hide()
        self._chips = QWidget()
        self._chips_row = FlowLayout(TIGHT)
        self._chips.setLayout(self._chips_row)
        self._chips.hide()
        force = QWidget()
        force_row = QHBoxLayout(force)
        force_row.setContentsMargins(0, 0, 0, 0)
        force_row.setSpacing(TIGHT)
        force_row.addWidget(self.in_force)
        force_row.addWidget(self.in_force_day)
        quick = FlowLayout(SMALL)
        for widget in (self.kind, self.year, force, self.more, self.sort):
            quick.addWidget(widget)
        layout = column()
        layout.addLayout(quick)
        for widget in (self.fault, self._panel, self._chips):
            layout.addWidget(widget)
        self.setLayout(layout)
        self._last = (EVERYTHING, Sort.RELEVANCE)
        self._connect()

    def _make_panel(self) -> QWidget:
        self.since = _line("Depuis le", "01/01/2020")
        self.until = _line("Jusqu'au", "31/12/2024")
        self.seance = _line("Séance du", "4 avril 2023")
        self.matiere = _combo("Matière", ("Toutes les matières", ""))
        self.matiere.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.matiere.setMinimumContentsLength(16)
        self.author = _line("Rapporteur ou signataire", "un nom")
        self._authors = QStringListModel(self)
        completer = QCompleter(self._authors, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.author.setCompleter(completer)
        self.at_least = _line("Montant à partir de", "de")
        self.at_most = _line("Montant jusqu'à", "à")
        self.fields = {
            "since": Field("Depuis le", self.since, chars=13),
            "until": Field("Jusqu'au", self.until, chars=13),
            "seance": Field("Séance du", self.seance, chars=16),
            "matiere": Field("Matière", self.matiere, chars=26),
            "author": Field("Rapporteur ou signataire", self.author, chars=24),
            "amount": Field("Montant, en euros", self.at_least, self.at_most, chars=24),
        }
        row = FlowLayout(MEDIUM)
        for field in self.fields.values():
            row.addWidget(field)
        panel = QWidget()
        panel.setLayout(row)
        return panel

    def _connect(self) -> None:
        for combo in (self.kind, self.year, self.matiere, self.sort):
            combo.activated.connect(lambda _: self.touch())
        self.in_force.toggled.connect(lambda _: self.touch())
        for line in (self.in_force_day, *self._lines()):
            line.editingFinished.connect(self.touch)
        completer = self.author.completer()
        if completer is not None:
            completer.activated.connect(lambda _: self.touch())

    # what is chosen

    def order(self) -> Sort:
        """The order of the results."""
        return Sort(self.sort.currentData())

    def read(self) -> Filters:
        """The filters as typed; a field that cannot be read is told under it, and limits nothing."""
        faults: dict[str, str] = {}

        def value(name: str, line: QLineEdit, parse: Callable[[str], Value]) -> Value | None:
            try:
                return parse(line.text()) if line.text().strip() else None
            except ValueError as error:
                faults[name] = str(error)
                return None

        since, until = value("since", self.since, parse_date), value("until", self.until, parse_date)
        seance = value("seance", self.seance, parse_date)
        low, high = value("amount", self.at_least, parse_amount), value("amount", self.at_most, parse_amount)
        if low is not None and high is not None and low > high:
            low, high = high, low
        day = value("in_force", self.in_force_day, parse_date) if self.in_force.isChecked() else None
        first, last = self._period(since, until, seance)
        if first and last and first > last:
            faults["until"] = f"il n'y a aucun jour du {wording.day(first)} au {wording.day(last)}"
            first = last = None
        self._say(faults)
        return Filters(
            kind=self.kind.currentData(),
            since=first,
            until=last,
            matiere=self.matiere.currentData(),
            author=" ".join(self.author.text().split()),
            at_least=low,
            at_most=high,
            in_force_on=day,
        )

    def touch(self) -> None:
        """Something was chosen or typed: tell it when it changes the filters."""
        now = (self.read(), self.order())
        self._show_chips(now[0])
        if now != self._last:
            self._last = now
            self.changed.emit()

    def clear(self) -> None:
        """Limit nothing any more; the order stays."""
        for combo in (self.kind, self.year, self.matiere):
            combo.setCurrentIndex(0)
        for line in self._lines():
            line.clear()
        self.in_force.blockSignals(True)
        self.in_force.setChecked(False)
        self.in_force.blockSignals(False)
        self.touch()

    def offer(self, choices: Choices) -> None:
        """The years, the people and the matières of the fund."""
        _refill(self.year, [(str(year), year) for year in choices.years])
        _refill(self.matiere, [(f"{code} {words}", code) for code, words in choices.matieres])
        strong = QFont(self.matiere.font())
        strong.setWeight(QFont.Weight.DemiBold)
        widest = 0
        for index in range(self.matiere.count()):
            widest = max(widest, self.fontMetrics().horizontalAdvance(self.matiere.itemText(index)))
            if "." not in str(self.matiere.itemData(index)):
                self.matiere.setItemData(index, strong, Qt.ItemDataRole.FontRole)
        self.matiere.view().setMinimumWidth(widest + 60)
        self._authors.setStringList(list(choices.authors))

    def _period(self, since: date | None, until: date | None, seance: date | None) -> tuple[date | None, date | None]:
        """The days that suit the year, the dates and the séance, all together."""
        year = self.year.currentData()
        starts = [day for day in (since, seance, date(year, 1, 1) if year else None) if day]
        ends = [day for day in (until, seance, date(year, 12, 31) if year else None) if day]
        return max(starts, default=None), min(ends, default=None)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.since, self.until, self.seance, self.author, self.at_least, self.at_most

    # what is shown

    def _say(self, faults: Mapping[str, str]) -> None:
        for name, field in self.fields.items():
            field.say(_sentence(faults.get(name, "")))
        fault = _sentence(faults.get("in_force", ""))
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        if faults.keys() & self.fields.keys():
            self._open(shown=True)

    def _show_more(self) -> None:
        self._open(shown=self.more.isChecked())
        if self.more.isChecked():
            self.since.setFocus()

    def _open(self, *, shown: bool) -> None:
        self.more.setChecked(shown)
        self.more.setText("Moins de filtres" if shown else "Plus de filtres")
        self.more.setAccessibleName(self.more.text())
        self.more.setProperty("icon_name", "arrow-up" if shown else "arrow-down")
        self.more.setIcon(icon(self.more.property("icon_name"), current_palette().text))
        self._panel.setVisible(shown)

    def _show_chips(self, filters: Filters) -> None:
        """What limits the search, in words, each with its button."""
        had_focus = any(made.hasFocus() for made in self._chips.findChildren(QToolButton))
        while (item := self._chips_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        active = self._active(filters)
        for words, reset in active:
            made = tool(words, partial(self._reset, reset), icon_name="x", tip=f"Retirer le filtre : {words}")
            made.setAccessibleName(f"Retirer le filtre : {words}")
            self._chips_row.addWidget(made)
        if active:
            self._chips_row.addWidget(tool("Tout effacer", self.clear))
        self._chips.setVisible(bool(active))
        if had_focus:
            self.more.setFocus()  # else the keyboard would be anywhere

    def _reset(self, reset: Callable[[], object]) -> None:
        reset()
        self.touch()

    def _active(self, filters: Filters) -> list[tuple[str, Callable[[], object]]]:
        """Each filter that limits the search: its words, and how to remove it."""
        found: list[tuple[str, Callable[[], object]]] = [
            (combo.currentText(), partial(combo.setCurrentIndex, 0))
            for combo in (self.kind, self.year, self.matiere)
            if combo.currentIndex() > 0
        ]
        for line, words in ((self.since, "depuis le"), (self.until, "jusqu'au"), (self.seance, "séance du")):
            if line.text().strip() and line.property("invalid") != "true":
                found.append((f"{words} {wording.day(parse_date(line.text()))}", line.clear))
        if filters.author:
            found.append((filters.author, self.author.clear))
        if filters.at_least is not None or filters.at_most is not None:
            found.append((_amounts(filters.at_least, filters.at_most), self._clear_amounts))
        if filters.in_force_on is not None:
            found.append(
                (f"en vigueur le {wording.day(filters.in_force_on)}", partial(self.in_force.setChecked, False))
            )
        return found

    def _clear_amounts(self) -> None:
        self.at_least.clear()
        self.at_most.clear()


def _sentence(fault: str) -> str:
    return f"{fault[:1].upper()}{fault[1:]}. Ce filtre n'est pas appliqué." if fault else ""


def _amounts(low: Decimal | None, high: Decimal | None) -> str:
    if low is not None and high is not None:
        return f"de {wording.amount(low)} à {wording.amount(high)}"
    return f"à partir de {wording.amount(low)}" if low is not None else f"jusqu'à {wording.amount(high or Decimal(0))}"


def _combo(name: str, *items: tuple[str, object]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for words, data in items:
        made.addItem(words, data)
    return made


def _refill(combo: QComboBox, items: Sequence[tuple[str, object]]) -> None:
    """Other choices after the first one; what was chosen stays chosen, even when the fund no longer holds it."""
    kept = (combo.currentText(), combo.currentData())
    chosen = combo.currentIndex() > 0
    combo.blockSignals(True)
    while combo.count() > 1:
        combo.removeItem(1)
    for words, data in items if not chosen or kept in items else [kept, *items]:
        combo.addItem(words, data)
    combo.setCurrentIndex(combo.findData(kept[1]) if chosen else 0)
    combo.blockSignals(False)


def _line(name: str, example: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(example)
    return made
