"""« Restaurer une sauvegarde »: what the file holds, where it goes, and nothing done before a yes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from secretaire.acts import wording
from secretaire.desk import safekeeping, vault_keeping
from secretaire.desk.file_names import new_folder, safe_name
from secretaire.desk.safekeeping import Restored
from secretaire.desk.vault_keeping import RestoredVault
from secretaire.errors import Code, SecretaireError
from secretaire.store.copies import Contents
from secretaire.store.sealed_copies import card_of_copy, is_sealed_copy
from secretaire.store.vault_card import Card
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM
from secretaire.ui.wording import NBSP, count, moment

FILES = "Sauvegarde de Secrétaire (*.zip);;Tous les fichiers (*)"


class RestoreDialog(QDialog):
    """Puts a copy back in a new folder and opens it; the space at work stays where it is."""

    def __init__(self, session: Session, archive: Path, home: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._archive, self._home = session, archive, home
        self._folder: Path | None = None
        self._sealed = False
        self.setWindowTitle("Restaurer une sauvegarde")
        self.setModal(True)
        self.words = label("Lecture de la sauvegarde…")
        self.where = label("", "muted")
        self.where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setAccessibleName("Phrase secrète du journal")
        self.passphrase.setPlaceholderText("Phrase secrète du journal de cette sauvegarde")
        self.passphrase.hide()
        self.fault = label("", "fault")
        self.accept_button = main_button("Restaurer et ouvrir", self._restore)
        self.accept_button.setEnabled(False)
        self.keep = button("Ne rien faire", self.reject)
        layout = column(
            label(f"« {archive.name} »", "subtitle"), self.words, self.where, self.passphrase, self.fault,
            margin=LARGE, spacing=MEDIUM,
        )  # fmt: skip
        layout.addStretch()
        layout.addLayout(row(self.accept_button, self.keep))
        self.setLayout(layout)
        self.resize(560, 300)
        session.tasks.query(lambda: _read(archive), self._show, self._refuse, key="sauvegarde")

    def _show(self, contents: Contents | Card) -> None:
        today = f"{date.today():%d-%m-%Y}"  # noqa: DTZ011 - the day of this PC
        self._folder = new_folder(self._home, safe_name(f"{contents.commune} restaurée le {today}"))
        self.words.setText(
            f"Commune {wording.de(contents.commune)}{NBSP}: {_held(contents)} Ce qui a été écrit depuis n'y est pas."
        )
        self._sealed = isinstance(contents, Card)
        self.where.setText(
            f"Elle sera restaurée dans un nouveau dossier{NBSP}: {self._folder}\nAucun espace de ce poste n'est remplacé."
        )
        self.accept_button.setEnabled(True)
        self.keep.setFocus()

    def _restore(self) -> None:
        folder, phrase = self._folder, self.passphrase.text()
        if folder is None:
            return
        self.fault.setText("")
        self.accept_button.setEnabled(False)
        self.words.setText("Restauration et vérification…")
        archive, author = self._archive, self._session.author
        if self._sealed:
            self._session.tasks.long(
                "restauration d'une sauvegarde",
                lambda _task: vault_keeping.restore_sealed_copy(archive, folder, author),
                self._open,
                self._refuse,
            )
            return
        self._session.tasks.long(
            "restauration d'une sauvegarde",
            lambda _task: safekeeping.restore(archive, folder, author, passphrase=phrase),
            self._open,
            self._refuse,
        )

    def _open(self, put: Restored | RestoredVault) -> None:
        self.accept()
        self._session.open_folder(put.folder, lambda _e, text: self._session.told.emit(text))

    def _refuse(self, error: SecretaireError | None, text: str) -> None:
        locked = error is not None and error.code in {Code.JOURNAL_LOCKED, Code.PASSPHRASE_WRONG}
        self.words.setText("" if not locked else "Le journal de cette sauvegarde est fermé par une phrase secrète.")
        self.fault.setText(text)
        self.passphrase.setVisible(locked)
        self.accept_button.setEnabled(locked)
        (self.passphrase if locked else self.keep).setFocus()


def _read(archive: Path) -> Contents | Card:
    return card_of_copy(archive) if is_sealed_copy(archive) else safekeeping.contents_of(archive)


def _held(contents: Contents | Card) -> str:
    if isinstance(contents, Card):
        return f"sauvegarde d'un coffre, du {moment(contents.closed)}. Elle reste chiffrée, et s'ouvrira par sa clé ou la feuille de secours."
    return (
        f"sauvegarde du {moment(contents.made)}, {count(contents.acts, 'acte', 'actes')}, journal jusqu'à la ligne "
        f"{contents.entries}."
    )
