"""« Copies publiables »: act by act, what would be masked; she unticks what may be read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secretaire.acts.wording import upper_first
from secretaire.desk.publishing_batch import Batch
from secretaire.ui.places.actes.envois.dialog import EnvoiDialog
from secretaire.ui.places.actes.envois.presenter import Scope
from secretaire.ui.wording import count

_TOLD = (
    "Ce qui est coché sera remplacé par « [donnée masquée] » dans la copie de chaque acte ; les actes ne changent pas. La liste de "
    "ce qui est masqué est écrite à part, pour être relue avec les copies avant toute mise en ligne."
)


class PublishingDialog(EnvoiDialog):
    """Everything found is ticked."""

    asked = Signal(object)  # Batch, with the masks that stay

    def __init__(self, scope: Scope, parent: QWidget | None = None) -> None:
        super().__init__("Copies publiables", _TOLD, "Choisir le dossier…", scope, parent)
        self._batch = Batch("", (), ())

    def show_batch(self, batch: Batch) -> None:
        self._batch = batch
        self.list.clear()
        self.fault.hide()
        for place, copy in enumerate(batch.copies):
            self.add_heading(f"{copy.act.numero} {copy.act.objet}")
            for rank, mask in enumerate(copy.masks):
                times = f", {len(mask.places)} fois" if len(mask.places) > 1 else ""
                kind = f"{mask.category.value}{times} · {mask.category.reference}"
                words = f"{mask.words} ({kind})\n« … {mask.context} … »\n{upper_first(mask.why)}"
                self.add_line(words, ticked=True, key=(place, rank))
            if not copy.masks:
                self.add_line("Rien n'a été trouvé à masquer : relisez l'acte avant de le mettre en ligne.")
            if copy.act.jointes:
                joined = " ; ".join(piece.nom for piece in copy.act.jointes)
                self.add_line(f"Fichiers joints, ni lus ni copiés : {joined}")
        if batch.left_out:
            self.add_heading("Sans copie")
            for line in batch.left_out:
                self.add_line(f"{line.numero} {line.objet}\n{line.reason}")
        number, masks = len(batch.copies), sum(len(copy.masks) for copy in batch.copies)
        found = count(masks, "donnée à masquer", "données à masquer") if masks else "rien trouvé à masquer"
        self.said.setText(
            f"{count(number, 'copie', 'copies')}, {found}." if number else "Aucun acte approuvé à publier."
        )
        self.write.setEnabled(number > 0)

    def ask(self) -> None:
        kept = set(self.ticked())
        copies = tuple(
            replace(copy, masks=tuple(m for rank, m in enumerate(copy.masks) if (place, rank) in kept))
            for place, copy in enumerate(self._batch.copies)
        )
        self.asked.emit(replace(self._batch, copies=copies))
        self.accept()
