"""« Mettre l'espace en coffre »: where, the sheet printed and read back, and nothing done before that."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QWidget

from secretaire.desk import recovery_sheet
from secretaire.store.age_file import Keys
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.places.reglages.coffre.presenter import CoffrePresenter
from secretaire.ui.places.reglages.fields import ask_folder, ask_target, row
from secretaire.ui.places.reglages.new_passphrase import NewPassphrase
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.tasks import Progress

_FILES = "Document PDF (*.pdf);;Document Word (*.docx)"
_GROUP_WIDTH = 110


class MakingDialog(QDialog):
    """Three steps on one page. The file of the sheet is erased when the dialog closes: the paper is the only one left."""

    def __init__(self, presenter: CoffrePresenter, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._keys = Keys.draw()
        self._sheet: Path | None = None
        self.vault = folder.with_name(f"{folder.name} (coffre)")
        self.setWindowTitle("Mettre l'espace en coffre")
        self.setModal(True)
        self.where = label("")
        self.choose = button("Ailleurs…", self._ask_where)
        self.phrase = NewPassphrase("Ouvrir par une phrase secrète, plutôt que par la session de ce poste")
        self.write = button("Écrire la feuille de secours…", self._ask_sheet)
        self.written = label("", "muted")
        self.groups = {number: _group(number) for number in recovery_sheet.asked_groups(self._keys.recovery)}
        self.fault = label("", "fault")
        self.work = label("", "muted")
        self.accept_button = main_button("Mettre en coffre", self._make)
        self.keep = button("Ne rien faire", self.reject)
        self._lay_out()
        self._show_where()
        for typed in self.groups.values():
            typed.textChanged.connect(self._enable)
        presenter.faulted.connect(self._refuse)
        presenter.progressed.connect(self._follow)
        self.finished.connect(self._forget)
        self._enable()

    def _lay_out(self) -> None:
        typed = QFormLayout()
        for number, line in self.groups.items():
            typed.addRow(f"Groupe {number}", line)
        layout = column(
            label("1. Le coffre et sa clé", "subtitle"),
            self.where,
            spacing=SMALL,
            margin=LARGE,
        )
        layout.addLayout(row(self.choose))
        layout.addWidget(self.phrase)
        layout.addSpacing(MEDIUM)
        layout.addWidget(label("2. La feuille de secours", "subtitle"))
        layout.addWidget(
            label(
                "Elle ouvre le coffre si ce poste est perdu ou la phrase oubliée. Sans elle, tout serait perdu. Imprimez-la : son fichier "
                "est effacé ensuite, et Secrétaire n'en garde rien."
            )
        )
        layout.addLayout(row(self.write))
        layout.addWidget(self.written)
        layout.addSpacing(MEDIUM)
        layout.addWidget(label("3. Recopiez ces groupes de la feuille imprimée", "subtitle"))
        layout.addLayout(typed)
        layout.addWidget(self.fault)
        layout.addWidget(self.work)
        layout.addStretch()
        layout.addLayout(row(self.accept_button, self.keep))
        self.setLayout(layout)
        self.resize(620, 560)

    def sheet_written(self, target: Path) -> None:
        """The sheet is in this file, to be printed."""
        self._sheet = target
        self.written.setText(f"Écrite dans {target}. Imprimez-la maintenant.")
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))
        self._enable()

    def _ask_where(self) -> None:
        ask_folder(self, "Où mettre le coffre", self._place)

    def _place(self, parent: Path) -> None:
        self.vault = parent / self.vault.name
        self._show_where()

    def _show_where(self) -> None:
        self.where.setText(f"Un nouveau dossier : {self.vault}")

    def _ask_sheet(self) -> None:
        def write(target: Path) -> None:
            self._presenter.write_sheet(self._keys, target, lambda: self.sheet_written(target))

        ask_target(self, "Feuille de secours", "feuille-de-secours.pdf", _FILES, write)

    def _enable(self) -> None:
        typed = all(line.text().strip() for line in self.groups.values())
        self.accept_button.setEnabled(self._sheet is not None and typed and not self._presenter.busy)

    def _make(self) -> None:
        passphrase = self.phrase.text()
        if passphrase is None:
            return
        typed = {number: line.text() for number, line in self.groups.items()}
        self.setEnabled(False)
        self.work.setText("Mise en coffre…")
        self._presenter.put_in_vault(self._keys, self.vault, passphrase, typed, self.accept)

    def _follow(self, now: Progress) -> None:
        self.work.setText(f"{now.label} {now.done}/{now.total}")

    def _refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        if sentence:
            self.setEnabled(True)
            self.work.setText("")
            self._enable()

    def _forget(self) -> None:
        if self._sheet is not None:
            recovery_sheet.forget_sheet(self._sheet)
            self._sheet = None
        self.phrase.forget()


def _group(number: int) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(f"Groupe {number}")
    made.setMaximumWidth(_GROUP_WIDTH)
    return made
