"""« Exporter la séance »: its acts, which copy of them, one file or one each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QWidget,
)

from secretaire.desk.exporting_seance import SeanceActs
from secretaire.exchange.copies import Copy
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.meeting_words import meeting_name
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.actes.exports.formats import format_list, picked
from secretaire.ui.places.actes.exports.presenter import SeanceOrder
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.wording import STATES, count

_SIZE = (620, 540)
_COPIES = {
    Copy.PROJET: "Projets, marqués « PROJET »",
    Copy.DEFINITIF: "Documents définitifs, à signer",
    Copy.EXTRAIT: "Extraits du registre, certifiés par le maire",
}


class SeanceDialog(QDialog):
    """What cannot leave yet is greyed, and the acts that hold it back are marked in the list."""

    asked = Signal(object, bool)  # SeanceOrder, one file each?

    def __init__(self, put: SeanceActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._put = put
        self.setWindowTitle("Exporter la séance")
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.list = QListWidget()
        self.list.setAccessibleName("Actes de la séance, dans l'ordre de leurs numéros")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        waiting = {act.id for act in put.waiting}
        for act in put.acts:
            item = QListWidgetItem()
            note = "pas encore approuvé" if act.id in waiting else ""
            set_two_lines(item, act.objet or act.numero, f"n° {act.numero} · {STATES[act.state]}", note=note)
            self.list.addItem(item)
        self.copies = {copy: QRadioButton(words) for copy, words in _COPIES.items()}
        self.each = QRadioButton("Un fichier par acte, dans un nouveau dossier")
        self.one = QRadioButton("Un seul fichier")
        self.formats = format_list()
        self._why = label(_why(put), "muted")
        self._why.setVisible(bool(put.waiting))
        self.write = main_button("Choisir où enregistrer…", self._ask)
        self.write.setEnabled(bool(put.acts))
        self._lay_out()

    def _lay_out(self) -> None:
        copies, files = QButtonGroup(self), QButtonGroup(self)
        which = column(spacing=SMALL)
        for copy, radio in self.copies.items():
            copies.addButton(radio)
            which.addWidget(radio)
            radio.setEnabled(copy is Copy.PROJET or not self._put.waiting)
        which.addWidget(self._why)
        self.copies[Copy.PROJET if self._put.waiting else Copy.DEFINITIF].setChecked(True)
        how = column(self.each, self.one, spacing=SMALL)
        for radio in (self.each, self.one):
            files.addButton(radio)
        self.each.setChecked(True)
        choices = QFormLayout()
        choices.setVerticalSpacing(MEDIUM)
        choices.addRow("Exemplaires", which)
        choices.addRow("Fichiers", how)
        choices.addRow("Format", self.formats)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.write)
        layout = column(
            label(meeting_name(self._put.seance), "title"),
            label(count(len(self._put.acts), "acte", "actes"), "muted"),
            self.list,
            margin=LARGE,
            spacing=SMALL,
        )
        layout.setStretch(2, 1)
        layout.addLayout(choices)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.write.setDefault(True)
        self.write.setFocus()

    def _ask(self) -> None:
        copy = next(copy for copy, radio in self.copies.items() if radio.isChecked())
        self.asked.emit(SeanceOrder(self._put.seance.id, copy, picked(self.formats)), self.each.isChecked())
        self.accept()


def _why(put: SeanceActs) -> str:
    waiting = len(put.waiting)
    told = "un acte n'est pas encore approuvé" if waiting == 1 else f"{waiting} actes ne sont pas encore approuvés"
    return f"Documents définitifs et extraits attendent : {told}."
