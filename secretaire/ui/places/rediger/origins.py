"""The panel *Origine*: where each piece of the act comes from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from secretaire.acts.act import Act, Role
from secretaire.acts.spans import Origin, OriginKind
from secretaire.ui.parts.basics import column, label
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import SMALL
from secretaire.ui.wording import ORIGINS, ROLES, count

ATTESTATION = "attestation: "


def origin_text(origin: Origin, field_label: Callable[[str], str]) -> str:
    """« Champ saisi : Coût HT », « Écrit à la main : Claire Martin »."""
    source = origin.source
    if origin.kind is OriginKind.SAISIE:
        if source.startswith(ATTESTATION):
            return f"Source indiquée : {source.removeprefix(ATTESTATION)}"
        return f"Champ saisi : {field_label(source)}"
    if origin.kind is OriginKind.COMMUNE:
        return f"{ORIGINS[origin.kind]} : {_commune_source(source)}"
    if origin.kind is OriginKind.PLUME:
        return "Proposition de l'assistant, acceptée"
    if origin.kind is OriginKind.MAIN and source:
        return f"{ORIGINS[origin.kind]} : {source}"
    return ORIGINS[origin.kind]


_FACTS = {
    "acte": "le numéro de l'acte",
    "commune": "la commune",
    "elus": "la liste des élus",
    "seance": "la séance",
    "vote": "le vote",
}


def _commune_source(source: str) -> str:
    return _FACTS.get(source.partition(".")[0], "les réglages")


class OriginsPanel(QWidget):
    """Lists the pieces of the act by origin; a click selects the piece on the page."""

    chosen = Signal(object, int, int)  # Role, start, end
    passage_asked = Signal(object)  # Origin of a precedent

    def __init__(self, field_label: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field_label = field_label
        self._act: Act | None = None
        self._places: list[tuple[Role, int, int, Origin]] = []
        self.filter = QComboBox()
        self.filter.setAccessibleName("Origine à montrer")
        self.filter.activated.connect(lambda _: self._fill())
        self.list = QListWidget()
        self.list.setAccessibleName("Morceaux de l'acte et leur origine")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemActivated.connect(lambda _: self._open())
        self.setLayout(
            column(
                label("D'où vient chaque morceau de l'acte. Une ligne choisie se voit dans la page.", "muted"),
                self.filter,
                self.list,
                margin=SMALL,
            )
        )

    def show_act(self, act: Act | None) -> None:
        self._act = act
        if self.isVisible():
            self._fill_choices()
            self._fill()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._fill_choices()
        self._fill()

    def _pieces(self) -> list[tuple[Role, int, int, Origin, str]]:
        if self._act is None:
            return []
        pieces = (
            (section.role, piece.start, piece.end, piece.origin, section.text[piece.start : piece.end])
            for section in self._act.sections
            for piece in section.origins()
            if not piece.span.blank
        )
        return [piece for piece in pieces if piece[4].strip()]

    def _fill_choices(self) -> None:
        kept = self.filter.currentData()
        numbers: dict[OriginKind, int] = dict.fromkeys(OriginKind, 0)
        for _, _, _, origin, _ in self._pieces():
            numbers[origin.kind] += 1
        self.filter.clear()
        self.filter.addItem("Tout, sauf les formules types", "")
        palette = current_palette()
        for kind, number in numbers.items():
            if number:
                text = f"{ORIGINS[kind]} ({count(number, 'morceau', 'morceaux')})"
                self.filter.addItem(_swatch(palette.origins[kind]), text, kind.value)
        self.filter.setCurrentIndex(max(0, self.filter.findData(kept)))

    def _fill(self) -> None:
        wanted = self.filter.currentData()
        self.list.blockSignals(True)
        self.list.clear()
        self._places = []
        for role, start, end, origin, text in self._pieces():
            if (origin.kind.value != wanted) if wanted else (origin.kind is OriginKind.MODELE_TYPE):
                continue
            item = QListWidgetItem()
            shown = text.strip() if len(text) <= 90 else f"{text.strip()[:89]}…"
            set_two_lines(item, f"« {shown} »", f"{origin_text(origin, self._field_label)} · {ROLES[role]}")
            self.list.addItem(item)
            self._places.append((role, start, end, origin))
        self.list.setCurrentRow(-1)
        self.list.blockSignals(False)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._places):
            role, start, end, _ = self._places[row]
            self.chosen.emit(role, start, end)

    def _open(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._places) and self._places[row][3].kind is OriginKind.PRECEDENT:
            self.passage_asked.emit(self._places[row][3])


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(14, 14)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
