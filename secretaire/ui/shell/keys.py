"""What a space asks before it opens: the passphrase of its vault or of its journal, or the key of the recovery sheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QMessageBox, QPlainTextEdit, QWidget

from secretaire.desk import journal, vault_keeping
from secretaire.desk.file_names import new_folder
from secretaire.errors import Code, SecretaireError
from secretaire.store.custody import Protection
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.places.reglages.fields import row
from secretaire.ui.places.reglages.new_passphrase import NewPassphrase, secret_line
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM
from secretaire.ui.tasks import following
from secretaire.ui.wording import window_sentence

_WIDTH = 520
_LATER = (
    "Le journal reste fermé : ni nouveau projet ni décision ne s'enregistre. Donnez sa phrase secrète dans Réglages, "
    "« Preuves et données »."
)


class PassphraseDialog(QDialog):
    """One passphrase, tried when it is given; the dialog stays until it is right or given up."""

    def __init__(self, title: str, words: str, given: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._given = given
        self.phrase = secret_line("Phrase secrète")
        self.fault = label("", "fault")
        self.fault.hide()
        self.accept_button = main_button("Ouvrir", self._give)
        self.accept_button.setDefault(True)
        self.later = button("Plus tard", self.reject)
        self.extra = button("", lambda: None)
        self.extra.hide()
        self._layout = column(
            label(title, "subtitle"), label(words), self.phrase, self.fault, margin=LARGE, spacing=MEDIUM
        )
        self._layout.addStretch()
        self._layout.addLayout(row(self.accept_button, self.later, self.extra))
        self.setLayout(self._layout)
        self.resize(_WIDTH, self.sizeHint().height())

    def offer(self, words: str, action: Callable[[], object]) -> None:
        """Another way in."""
        self.extra.setText(words)
        self.extra.setAccessibleName(words)
        self.extra.clicked.connect(action)
        self.extra.show()

    def refuse(self, sentence: str) -> None:
        """Not that one: say it, and wait for another."""
        self.fault.setText(sentence)
        self.fault.show()
        _fit(self)
        self.setEnabled(True)
        self.phrase.clear()
        self.phrase.setFocus()

    def _give(self) -> None:
        if self.phrase.text():
            self.setEnabled(False)
            self._given(self.phrase.text())


class SheetDialog(QDialog):
    """The key copied from the recovery sheet; the session gets a new one, in its keyring or under a passphrase."""

    def __init__(self, session: Session, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._folder = session, folder
        self.setWindowTitle("Ouvrir avec la feuille de secours")
        self.setModal(True)
        self.typed = QPlainTextEdit()
        self.typed.setAccessibleName("Clé de la feuille de secours")
        self.typed.setPlaceholderText("Groupe 1, groupe 2… espaces, tirets et minuscules ne comptent pas")
        self.typed.setTabChangesFocus(True)
        self.typed.setFixedHeight(96)
        self.new_phrase = NewPassphrase("Garder la nouvelle clé sous une phrase secrète (session sans trousseau)")
        self.fault = label("", "fault")
        self.fault.hide()
        self.accept_button = main_button("Ouvrir le coffre", self._open)
        self.keep = button("Ne rien faire", self.reject)
        layout = column(
            label("Ouvrir avec la feuille de secours", "subtitle"),
            label("Recopiez les groupes dans l'ordre de leurs numéros, chacun avec son signe de contrôle."),
            self.typed,
            self.new_phrase,
            label(
                "Ce poste recevra une nouvelle clé ; l'ancienne n'ouvrira plus ce que vous écrirez. La feuille reste bonne : "
                "remettez-la au coffre de la mairie.",
                "muted",
            ),
            self.fault,
            margin=LARGE,
            spacing=MEDIUM,
        )  # fmt: skip
        layout.addStretch()
        layout.addLayout(row(self.accept_button, self.keep))
        self.setLayout(layout)
        self.resize(600, self.sizeHint().height())

    def _open(self) -> None:
        passphrase = self.new_phrase.text()
        if passphrase is None or not self.typed.toPlainText().strip():
            return
        folder, typed, author = self._folder, self.typed.toPlainText(), self._session.author
        self.setEnabled(False)
        self.fault.hide()

        def opened(_none: None) -> None:
            self.typed.clear()
            self.accept()
            self._session.open_folder(folder, passphrase=passphrase)

        self._session.tasks.long(
            "ouverture du coffre par la feuille de secours",
            lambda task: vault_keeping.open_by_sheet(
                folder, typed, author, passphrase=passphrase, told=following(task, "coffre, en Mo :")
            ),
            opened,
            lambda _error, text: self._refuse(text),
        )

    def _refuse(self, sentence: str) -> None:
        self.setEnabled(True)
        self.fault.setText(sentence)
        self.fault.show()
        _fit(self)
        self.typed.setFocus()


class SpaceKeys(QObject):
    """Shows the dialog that a space asks for when it opens."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.dialog: PassphraseDialog | SheetDialog | None = None
        self.box: QMessageBox | None = None
        session.vault_waits.connect(self._ask_vault)
        session.opened.connect(self._ask_journal)

    def _ask_vault(self, folder: Path, error: SecretaireError) -> None:
        if error.code is Code.VAULT_TWO_STATES:
            self._ask_aside(folder, error)
            return
        if error.code is Code.VAULT_KEY_AWAY:
            self._show(SheetDialog(self._session, folder, self._window))
            return
        if isinstance(self.dialog, PassphraseDialog) and error.code is Code.VAULT_PASSPHRASE_WRONG:
            self.dialog.refuse(window_sentence(error))
            return
        dialog = PassphraseDialog(
            "Phrase secrète du coffre",
            f"Le coffre « {folder.name} » est fermé par une phrase secrète.",
            lambda phrase: self._session.open_folder(folder, self._refused, phrase),
            self._window,
        )
        dialog.offer("Ouvrir avec la feuille de secours…", lambda: self._use_sheet(folder))
        self._show(dialog)

    def _ask_aside(self, vault: Path, error: SecretaireError) -> None:
        self._drop()
        aside = new_folder(vault.parent, f"{vault.name} (travail du {date.today():%d-%m-%Y})")  # noqa: DTZ011 - the day of this PC
        box = QMessageBox(self._window)
        box.setWindowTitle("Deux états du coffre")
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(window_sentence(error))
        box.setInformativeText(
            f"Vous pouvez mettre ce travail à part, en clair, dans {aside}, et ouvrir le coffre tel qu'il est. Comparez ensuite les deux."
        )
        agreed = box.addButton("Mettre à part et ouvrir", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton("Ne rien faire", QMessageBox.ButtonRole.RejectRole))
        agreed.clicked.connect(
            lambda: self._session.tasks.change(
                lambda: vault_keeping.set_work_aside(vault, aside),
                lambda _none: self._session.open_folder(vault),
                self._refused,
            )
        )
        box.finished.connect(box.deleteLater)
        self.box = box
        box.open()

    def _use_sheet(self, folder: Path) -> None:
        self._drop()
        self._show(SheetDialog(self._session, folder, self._window))

    def _refused(self, _error: SecretaireError | None, text: str) -> None:
        if isinstance(self.dialog, PassphraseDialog):
            self.dialog.refuse(text)
        else:
            self._session.told.emit(text)

    def _ask_journal(self) -> None:
        self._drop()
        office = self._session.office
        if office.workspace.journal.protection is not Protection.FERME:
            return

        def give(phrase: str) -> None:
            self._session.tasks.change(
                lambda: journal.unlock(office, phrase), lambda _none: self._drop(), self._refused
            )

        dialog = PassphraseDialog(
            "Phrase secrète du journal",
            "Le journal des décisions de cet espace est fermé par une phrase secrète. Sans elle, vous pouvez lire et chercher ; "
            "ni nouveau projet ni décision ne s'enregistre.",
            give,
            self._window,
        )
        dialog.rejected.connect(lambda: self._session.told.emit(_LATER))
        self._show(dialog)

    def _show(self, dialog: PassphraseDialog | SheetDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.open()

    def _drop(self) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _forget(self, dialog: PassphraseDialog | SheetDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()


def _fit(dialog: QDialog) -> None:
    """As high as its sentences need at this width."""
    dialog.resize(dialog.width(), max(dialog.height(), dialog.heightForWidth(dialog.width())))
