"""What the page of the vault holds, and what it asks to be done off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.desk import automatic_copies, recovery_sheet, vault_keeping
from secretaire.desk.office import Office
from secretaire.desk.vault import VaultState, forget_vault, state
from secretaire.desk.vault_keeping import ClearCopy
from secretaire.errors import SecretaireError
from secretaire.exchange.delivery import PdfPrinter
from secretaire.store.age_file import Keys
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask, following


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page shows.

    Attributes:
        vault: None when the space is in clear, in `folder`.
        clear: the folder in clear that the vault was made from, if it is still there.
        copies: how many automatic copies of before are in clear.
    """

    folder: Path
    vault: VaultState | None
    clear: ClearCopy | None
    copies: int


class CoffrePresenter(QObject):
    """One long work at a time."""

    shown = Signal(object)  # Seen
    faulted = Signal(str)  # a sentence; empty when it is mended
    done = Signal(str)
    started = Signal()
    progressed = Signal(object)  # Progress
    ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None
        self.printer: PdfPrinter = print_pdf

    @property
    def busy(self) -> bool:
        return self._task is not None

    @property
    def session(self) -> Session:
        return self._session

    def refresh(self) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: _seen(office), self.shown.emit, lambda _e, text: self.faulted.emit(text), key="coffre"
        )

    def write_sheet(self, keys: Keys, target: Path, written: Callable[[], None]) -> None:
        """The sheet, to be printed."""
        office, printer = self._session.office, self.printer
        self.faulted.emit("")
        self._session.tasks.query(
            lambda: recovery_sheet.write_sheet(office, keys.recovery, target, printer=printer),
            lambda _none: written(),
            lambda _e, text: self.faulted.emit(text),
        )

    def put_in_vault(
        self, keys: Keys, vault: Path, passphrase: str, typed: Mapping[int, str], made: Callable[[], None]
    ) -> None:
        """Make the vault, once what was typed proves the sheet; then work in it."""
        office, author = self._session.office, self._session.author

        def work(task: LongTask) -> Path:
            recovery_sheet.prove(keys.recovery, typed)
            told = following(task, "mise en coffre et vérification, en Mo :")
            return vault_keeping.put_in_vault(office, vault, keys, author, passphrase=passphrase, told=told)

        def open_it(folder: Path) -> None:
            made()
            self._session.open_folder(folder, passphrase=passphrase)

        self._session.leaving.emit()  # what is being typed is saved, then copied
        self._session.tasks.change(lambda: None, lambda _none: self._long("mise en coffre", work, open_it))

    def remove_clear_copy(self) -> None:
        """Take away the folder in clear that the vault was made from."""
        office, author = self._session.office, self._session.author

        def said(left: tuple[str, ...]) -> None:
            more = f" Restent dans ce dossier, qui ne sont pas de l'espace : {', '.join(left)}." if left else ""
            self.done.emit(f"L'ancien dossier en clair est effacé. Le journal le dit.{more}")
            self.refresh()

        self.faulted.emit("")
        self._session.tasks.change(
            lambda: vault_keeping.remove_clear_copy(office, author), said, lambda _e, text: self.faulted.emit(text)
        )

    def give_back(self, folder: Path) -> None:
        """Back to clear, in a new folder, which is opened; then the vault is taken away."""
        office, author, vault = self._session.office, self._session.author, self._session.office.place

        def work(task: LongTask) -> None:
            told = following(task, "remise en clair, en Mo :")
            vault_keeping.give_back(office, folder, author, told)

        def open_it(_none: object) -> None:
            def failed(_error: SecretaireError | None, text: str) -> None:
                self._session.opened.disconnect(take_away)
                self.faulted.emit(text)

            def take_away() -> None:
                self._session.opened.disconnect(take_away)
                # after the closing of the vault, in the same lane
                self._session.tasks.change(
                    lambda: forget_vault(vault),
                    lambda _n: self._session.told.emit(
                        "L'espace est en clair, le coffre est effacé. Le journal le dit."
                    ),
                )

            self._session.opened.connect(take_away)
            self._session.open_folder(folder, failed)

        self._long("remise en clair", work, open_it)

    def interrupt(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _long(self, words: str, work: Callable[[LongTask], object], done: Callable[..., None]) -> None:
        if self._task is not None:
            return

        def over() -> None:
            self._task = None
            self.ended.emit()

        self.faulted.emit("")
        self._task = self._session.tasks.long(words, work, done, lambda _e, text: self.faulted.emit(text), over)
        self._task.progressed.connect(self.progressed.emit)
        self.started.emit()


def _seen(office: Office) -> Seen:
    entrance = office.entrance
    if entrance is None:
        return Seen(office.folder, None, None, 0)
    copies = sum(not copy.sealed for place in automatic_copies.places(office) for copy in place.copies)
    return Seen(entrance.vault, state(entrance.vault), vault_keeping.clear_copy(office), copies)
