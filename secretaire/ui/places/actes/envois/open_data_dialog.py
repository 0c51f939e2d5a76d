"""« Données ouvertes »: which deliberations the file bears, and why the others are not in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from secretaire.desk.open_data import OpenData
from secretaire.ui.places.actes.envois.dialog import EnvoiDialog
from secretaire.ui.places.actes.envois.presenter import Scope
from secretaire.ui.wording import count

_TOLD = (
    "Un fichier CSV au schéma national des délibérations (SCDL 2.1.4), à déposer sur le portail de données ouvertes. N'y sont que les "
    "délibérations adoptées et approuvées."
)


class OpenDataDialog(EnvoiDialog):
    """Nothing is chosen here: what is true is written."""

    asked = Signal(object)  # OpenData

    def __init__(self, scope: Scope, parent: QWidget | None = None) -> None:
        super().__init__("Données ouvertes", _TOLD, "Choisir où enregistrer…", scope, parent)
        self._found = OpenData((), ())

    def show_open_data(self, found: OpenData) -> None:
        self._found = found
        self.list.clear()
        self.fault.hide()
        for line in found.rows:
            votes = f" · pour {line.vote_pour}, contre {line.vote_contre}, abstentions {line.vote_abstention}"
            voted = votes if line.vote_pour is not None else ""
            hidden = (
                "\nUne donnée personnelle de l'objet est masquée : relisez-le." if line.delib_id in found.masked else ""
            )
            self.add_line(f"{line.delib_id} {line.delib_objet}\n{line.delib_matiere_nom}{voted}{hidden}")
        if found.left_out:
            self.add_heading("Pas dans le fichier")
            for left in found.left_out:
                self.add_line(f"{left.numero} {left.objet}\n{left.reason}".strip())
        number = len(found.rows)
        self.said.setText(
            f"{count(number, 'délibération', 'délibérations')}."
            if number
            else "Aucune délibération n'est à la fois adoptée et approuvée."
        )
        self.write.setEnabled(number > 0)

    def ask(self) -> None:
        self.asked.emit(self._found)
        self.accept()
