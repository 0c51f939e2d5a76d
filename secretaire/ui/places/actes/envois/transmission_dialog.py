"""« Dossier de transmission »: which acts leave for the prefecture, what each of their files is, what keeps the others."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QFormLayout, QListWidgetItem, QWidget

from secretaire.acts.wording import day as in_words
from secretaire.desk.transmitting import Outgoing, ToSend
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.places.actes.envois.dialog import EnvoiDialog
from secretaire.ui.places.actes.envois.presenter import SendingScope
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import NBSP, count

_TOLD = (
    "Un dossier par acte, à déposer chez votre opérateur de transmission : l'acte et ses annexes nommés selon les règles, une "
    "fiche à recopier, un bordereau. Rien n'est envoyé d'ici."
)
_NO_CLASSIFICATION = (
    "Sans la classification de votre préfecture (un fichier XML que l'opérateur donne), le type de chaque pièce reste à choisir "
    "chez lui."
)
_TO_CHOOSE = "À choisir chez l'opérateur"
_SHORT = 46


class TransmissionDialog(EnvoiDialog):
    """What is ticked leaves; a type given to a file is that of the line chosen."""

    asked = Signal(object, object)  # ids of the acts, Chosen
    classification_asked = Signal()

    def __init__(self, scope: SendingScope, parent: QWidget | None = None) -> None:
        super().__init__("Dossier de transmission", _TOLD, "Choisir le dossier…", scope, parent)
        self._found = Outgoing((), ())
        self.chosen: dict[tuple[str, int], str] = {}
        self._types = QFormLayout()
        self._types.setVerticalSpacing(TIGHT)
        self._types_title = label("", "subtitle")
        inside = column(self._types_title, margin=SMALL, spacing=SMALL)
        inside.addLayout(self._types)
        self.types = frame("seen", inside)
        self.types.hide()
        self.classified = label("", "muted")
        self.bring = button("Importer la classification…", self.classification_asked.emit)
        self.body.addWidget(self.types)
        self.body.addWidget(self.classified)
        self.body.addLayout(row(self.bring))
        self.list.currentItemChanged.connect(self._show_types)
        self.list.itemChanged.connect(lambda _: self._tell())

    def show_outgoing(self, found: Outgoing) -> None:
        self._found = found
        self.list.blockSignals(True)
        self.list.clear()
        for line in found.to_send:
            ticked = None if line.faults else not line.again
            item = self.add_line(self._words(line), ticked=ticked, key=line.act.id)
            if line.faults:
                item.setForeground(QColor(current_palette().blocking))
        if found.not_sent:
            self.add_heading("Ne part pas")
            for other in found.not_sent:
                named = f"{other.numero} " if other.numero else ""
                self.add_line(f"{named}{other.objet}\n{other.reason}")
        self.list.blockSignals(False)
        self.fault.hide()
        version = found.classified
        self.classified.setText(
            f"Classification de la préfecture du {in_words(version)}." if version else _NO_CLASSIFICATION
        )
        self.bring.setText("Importer une classification plus récente…" if version else "Importer la classification…")
        self._tell()
        if self.list.count():
            self.list.setCurrentRow(0)

    def ask(self) -> None:
        self.asked.emit(frozenset(map(str, self.ticked())), dict(self.chosen))
        self.accept()

    def _tell(self) -> None:
        leaving = len(self.ticked())
        if not self._found.to_send and not self._found.not_sent:
            said = "Aucun acte."
        else:
            said = f"{count(leaving, 'acte partira', 'actes partiront')}." if leaving else "Aucun acte coché."
        self.said.setText(said)
        self.write.setEnabled(leaving > 0)

    def _show_types(self, item: QListWidgetItem | None, _former: object = None) -> None:
        """A list for each file of the act chosen; hidden as long as the prefecture's types are not known."""
        while self._types.rowCount():
            self._types.removeRow(0)
        key = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        line = next((one for one in self._found.to_send if one.act.id == key), None)
        self.types.setVisible(line is not None and bool(line.files[0].choices))
        if line is None:
            return
        self._types_title.setText(f"Type des pièces de l'acte {line.act.numero}")
        for rank, file in enumerate(line.files, start=1):
            name = file.name if file.source else "L'acte"
            shown = f"{name[:_SHORT]}…" if len(name) > _SHORT else name
            kinds = QComboBox()
            kinds.setAccessibleName(f"Type de {name}")
            kinds.addItem(_TO_CHOOSE, "")
            for choice in file.choices:
                kinds.addItem(f"{choice.code} – {choice.label}", choice.code)
            place = str(line.act.id), rank
            kinds.setCurrentIndex(max(0, kinds.findData(self.chosen.get(place, file.type_code))))
            kinds.activated.connect(lambda _, at=place, box=kinds: self._choose(at, str(box.currentData())))
            self._types.addRow(shown, kinds)

    def _choose(self, place: tuple[str, int], code: str) -> None:
        self.chosen[place] = code
        item = self.list.currentItem()
        line = next(one for one in self._found.to_send if one.act.id == place[0])
        self.list.blockSignals(True)
        item.setText(self._words(line))
        self.list.blockSignals(False)

    def _words(self, line: ToSend) -> str:
        """The act, when it is due, what keeps it here, what is to be known, which of its files have no type yet."""
        last = line.rule.dernier
        due = f"avant le {in_words(last)} inclus" if last else "sans attendre : exécutoire une fois transmis"
        faults = [f"À corriger d'abord : {words}" for words in line.faults]
        said = [f"{line.act.numero} {line.act.objet} — {due}", *faults, *line.remarks]
        ranked = enumerate(line.files, start=1)
        untold = [
            file.name if file.source else "l'acte"
            for rank, file in ranked
            if file.choices and not self.chosen.get((str(line.act.id), rank), file.type_code)
        ]
        if untold and not line.faults:
            said.append(f"Type à choisir{NBSP}: {', '.join(untold)}.")
        return "\n".join(said)
