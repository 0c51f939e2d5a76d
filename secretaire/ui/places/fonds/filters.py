"""What limits the search: kind, year, in force, and behind « Plus de filtres » dates, matière, author, amount."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QToolButton, QWidget

from secretaire.acts import wording
from secretaire.acts.fields import parse_amount, parse_date
from secretaire.fund.finding.results import EVERYTHING, Filters, Sort
from secretaire.ui.parts.basics import column, label, tool
from secretaire.ui.parts.completion import Completer
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.piece_words import KINDS_PLURAL
from secretaire.ui.places.fonds.filter_fields import NOT_APPLIED, Field, make_combo, make_line, mark_line, refill_combo
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


class FilterBar(QWidget):
    """`changed` when the filters or the order are no longer the same."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = make_combo("Type de document", ("Tous les documents", None))
        for kind, words in KINDS_PLURAL.items():
            self.kind.addItem(words, kind)
        self.year = make_combo("Année", ("Toutes les années", None))
        self.in_force = QCheckBox("En vigueur le")
        self.in_force.setToolTip(
            "Seulement les actes qu'aucun autre acte lu n'a abrogés, remplacés ou retirés à cette date"
        )
        self.in_force_day = make_line("En vigueur à cette date", "22/11/2026")
        today = date.today()  # noqa: DTZ011 - the day of this PC
        self.in_force_day.setText(f"{today:%d/%m/%Y}")
        self.in_force_day.setFixedWidth(self.fontMetrics().horizontalAdvance("22/11/2026") + 24)
        self.sort = make_combo("Ordre des résultats", *((words, sort) for sort, words in _SORTS.items()))
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
            quick.setAlignment(widget, Qt.AlignmentFlag.AlignVCenter)
        layout = column()
        layout.addLayout(quick)
        for widget in (self.fault, self._panel, self._chips):
            layout.addWidget(widget)
        self.setLayout(layout)
        self._last = (EVERYTHING, Sort.RELEVANCE)
        self._connect()

    def _make_panel(self) -> QWidget:
        self.since = make_line("Depuis le", "01/01/2020")
        self.until = make_line("Jusqu'au", "31/12/2024")
        self.seance = make_line("Séance du", "4 avril 2023")
        self.matiere = make_combo("Matière", ("Toutes les matières", ""))
        self.matiere.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.matiere.setMinimumContentsLength(16)
        self.author = make_line("Rapporteur ou signataire", "un nom")
        self._authors = Completer(self.author, Qt.MatchFlag.MatchContains)
        self.author.setCompleter(self._authors)
        self.at_least = make_line("Montant à partir de", "de")
        self.at_most = make_line("Montant jusqu'à", "à")
        self._fields = [
            Field("Depuis le", self.since, chars=17),
            Field("Jusqu'au", self.until, chars=17),
            Field("Séance du", self.seance, chars=17),
            Field("Matière", self.matiere, chars=22),
            Field("Rapporteur ou signataire", self.author, chars=20),
            Field("Montant, en euros", self.at_least, self.at_most, chars=22),
        ]
        row = FlowLayout(MEDIUM)
        for field in self._fields:
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
        faults: dict[QWidget, str] = {}

        def value(line: QLineEdit, parse: Callable[[str], Value]) -> Value | None:
            try:
                return parse(line.text()) if line.text().strip() else None
            except ValueError as error:
                faults[line] = _sentence(str(error))
                return None

        since, until = value(self.since, parse_date), value(self.until, parse_date)
        seance = value(self.seance, parse_date)
        low, high = value(self.at_least, parse_amount), value(self.at_most, parse_amount)
        if low is not None and high is not None and low > high:
            low, high = high, low
        day = value(self.in_force_day, parse_date) if self.in_force.isChecked() else None
        first, last = self._period(since, until, seance)
        if first and last and first > last:
            faults[self.until] = f"Il n'y a aucun jour du {wording.day(first)} au {wording.day(last)}."
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
        refill_combo(self.year, [(str(year), year) for year in choices.years])
        refill_combo(self.matiere, [(f"{code} {words}", code) for code, words in choices.matieres])
        strong = QFont(self.matiere.font())
        strong.setWeight(QFont.Weight.DemiBold)
        widest = 0
        for index in range(self.matiere.count()):
            widest = max(widest, self.fontMetrics().horizontalAdvance(self.matiere.itemText(index)))
            if "." not in str(self.matiere.itemData(index)):
                self.matiere.setItemData(index, strong, Qt.ItemDataRole.FontRole)
        self.matiere.view().setMinimumWidth(widest + 60)
        self._authors.propose(choices.authors)

    def _period(self, since: date | None, until: date | None, seance: date | None) -> tuple[date | None, date | None]:
        """The days that suit the year, the dates and the séance, all together."""
        year = self.year.currentData()
        starts = [day for day in (since, seance, date(year, 1, 1) if year else None) if day]
        ends = [day for day in (until, seance, date(year, 12, 31) if year else None) if day]
        return max(starts, default=None), min(ends, default=None)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.since, self.until, self.seance, self.author, self.at_least, self.at_most

    # what is shown

    def _say(self, faults: Mapping[QWidget, str]) -> None:
        for field in self._fields:
            field.say(faults)
        fault = faults.get(self.in_force_day, "")
        mark_line(self.in_force_day, fault)
        self.fault.setText(f"{fault} {NOT_APPLIED}" if fault else "")
        self.fault.setVisible(bool(fault))
        if any(line in faults for line in self._lines()):
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
            made.setProperty("flat", "false")
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
    return f"{fault[:1].upper()}{fault[1:]}."


def _amounts(low: Decimal | None, high: Decimal | None) -> str:
    if low is not None and high is not None:
        return f"de {wording.amount(low)} à {wording.amount(high)}"
    return f"à partir de {wording.amount(low)}" if low is not None else f"jusqu'à {wording.amount(high or Decimal(0))}"
