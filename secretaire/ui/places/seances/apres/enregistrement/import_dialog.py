"""Import a recording: the file, the hour it begins, and that people were told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from secretaire.acts.fields import parse_time
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL

_SOUNDS = "Enregistrements (*.mp3 *.m4a *.wav *.ogg *.opus *.flac *.aac *.amr *.3gp *.wma *.mp4);;Tous les fichiers (*)"
_TOLD = "Les personnes présentes savaient que la séance était enregistrée"
_WHY = (
    "Une voix est une donnée personnelle : chacun doit avoir été prévenu. La commune décide ensuite de garder ou d'effacer "
    "l'enregistrement. Il est copié sur ce poste et n'en sort pas ; votre fichier reste où il est, pensez à lui aussi."
)


class ImportDialog(QDialog):
    """Nothing is copied before « Importer »."""

    kept = Signal(object, object)  # Path, time | None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Importer un enregistrement")
        self.setModal(True)
        self.file, self.hour = QLineEdit(), QLineEdit()
        self.file.setAccessibleName("Fichier de l'enregistrement")
        self.hour.setAccessibleName("Heure à laquelle il commence")
        self.hour.setPlaceholderText("Exemple : 20h30 (si vous la savez)")
        self.told = QCheckBox(_TOLD)
        self.told.toggled.connect(self._ready)
        self.file.textChanged.connect(self._ready)
        self.fault = label("", "fault")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.file, 1)
        row.addWidget(button("Choisir…", self._pick))
        files = QWidget()
        files.setLayout(row)
        form = QFormLayout()
        form.setVerticalSpacing(SMALL)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow("Fichier", files)
        form.addRow("Il commence à", self.hour)
        self.keep = main_button("Importer", self._keep)
        self.keep.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.keep)
        layout = column(margin=LARGE, spacing=MEDIUM)
        layout.addLayout(form)
        layout.addWidget(self.told)
        layout.addWidget(label(_WHY, "muted"))
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.setMinimumWidth(560)
        self._ready()

    def _ready(self) -> None:
        self.keep.setEnabled(self.told.isChecked() and bool(self.file.text().strip()))

    def _pick(self) -> None:
        picked = QFileDialog(self, "Enregistrement de la séance", str(Path.home()), _SOUNDS)
        picked.setFileMode(QFileDialog.FileMode.ExistingFile)
        picked.fileSelected.connect(self.file.setText)
        picked.finished.connect(picked.deleteLater)
        picked.open()

    def _keep(self) -> None:
        try:
            begins = parse_time(self.hour.text()) if self.hour.text().strip() else None
        except ValueError as fault:
            self.fault.setText(f"Heure : {fault}.")
            self.hour.setFocus()
            return
        self.kept.emit(Path(self.file.text().strip()), begins)
        self.accept()
