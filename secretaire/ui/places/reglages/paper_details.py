"""How to reach the town hall, and how the block of the signatures stands: kept while they are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from secretaire.exchange.papier.papier import Details, SignatureBlock, SignaturePlace
from secretaire.ui.parts.basics import column, label
from secretaire.ui.places.reglages.fields import SavedField
from secretaire.ui.style.tokens import MEDIUM

_PLACES = {
    SignaturePlace.DROITE: "À droite",
    SignaturePlace.CENTRE: "Au centre",
    SignaturePlace.GAUCHE: "À gauche",
}
_LEAST_MM, _MOST_MM = 10, 60


class DetailsForm(QWidget):
    """Service, address, telephone, mail, site, opening hours."""

    changed = Signal(object)  # Details

    def __init__(self) -> None:
        super().__init__()
        self._details = Details()
        self.fields = {
            "service": SavedField("Service", example="Secrétariat de mairie"),
            "adresse": SavedField("Adresse", "Une ligne par ligne imprimée.", lines=2, example="1 place de la Mairie"),
            "telephone": SavedField("Téléphone", example="02 00 00 00 00"),
            "courriel": SavedField("Courriel", example="mairie@commune.fr"),
            "site": SavedField("Site internet", example="www.commune.fr"),
            "horaires": SavedField("Horaires d'ouverture", lines=2, example="lundi et jeudi, 9 h – 12 h"),
        }
        for name, field in self.fields.items():
            field.given.connect(lambda text, n=name: self._given(n, text))
        self.setLayout(column(*self.fields.values(), spacing=MEDIUM))

    def show_details(self, details: Details) -> None:
        self._details = details
        for name, field in self.fields.items():
            kept = getattr(details, name)
            field.show_saved("\n".join(kept) if isinstance(kept, tuple) else kept)

    def flush(self) -> None:
        for field in self.fields.values():
            field.flush()

    def _given(self, name: str, text: str) -> None:
        lines = tuple(line.strip() for line in text.splitlines() if line.strip())
        kept: Any = lines if isinstance(getattr(self._details, name), tuple) else text
        self._details = replace(self._details, **{name: kept})
        self.changed.emit(self._details)


class SignatureForm(QWidget):
    """Where the signature stands, the room left to it, and the words around it."""

    changed = Signal(object)  # SignatureBlock

    def __init__(self) -> None:
        super().__init__()
        self._block = SignatureBlock()
        self.place = QComboBox()
        self.place.setAccessibleName("Place de la signature du maire")
        for place, words in _PLACES.items():
            self.place.addItem(words, place)
        self.place.activated.connect(lambda _: self._give(place=self.place.currentData()))
        self.room = QSpinBox()
        self.room.setAccessibleName("Hauteur laissée à la signature et au cachet, en millimètres")
        self.room.setRange(_LEAST_MM, _MOST_MM)
        self.room.setSingleStep(2)
        self.room.setSuffix(" mm")
        self.room.editingFinished.connect(self._give_room)
        self.extract = SavedField(
            "Mention au-dessus de la signature d'une délibération", "Vide : aucune.", example="Pour extrait conforme"
        )
        self.stamp = SavedField(
            "Mention à l'endroit du cachet", "Écrite en petit ; vide : aucune.", example="Cachet de la mairie"
        )
        self.extract.given.connect(lambda text: self._give(extract=text))
        self.stamp.given.connect(lambda text: self._give(stamp=text))
        place_label = label("Signature du maire", "subtitle")
        place_label.setBuddy(self.place)
        room_label = label("Hauteur laissée à la main et au cachet", "subtitle")
        room_label.setBuddy(self.room)
        self.setLayout(column(place_label, self.place, room_label, self.room, self.extract, self.stamp, spacing=MEDIUM))

    def show_block(self, block: SignatureBlock) -> None:
        self._block = block
        self.place.setCurrentIndex(self.place.findData(block.place))
        if not self.room.hasFocus():
            self.room.setValue(round(block.room_cm * 10))
        self.extract.show_saved(block.extract)
        self.stamp.show_saved(block.stamp)

    def flush(self) -> None:
        self._give_room()
        self.extract.flush()
        self.stamp.flush()

    def _give_room(self) -> None:
        room = self.room.value() / 10
        if round(self._block.room_cm * 10) != self.room.value():
            self._give(room_cm=room)

    def _give(self, **given: Any) -> None:
        changed = replace(self._block, **given)
        if changed != self._block:
            self._block = changed
            self.changed.emit(changed)
