"""What the places share: the opened space, the tasks, and the news of what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from secretaire.acts.act import Act
from secretaire.council.roster import Elu
from secretaire.desk import elus
from secretaire.desk import office as offices
from secretaire.desk.office import Office
from secretaire.errors import Code, SecretaireError
from secretaire.store.copies import Told, untold
from secretaire.store.vault_card import is_vault
from secretaire.ui.tasks import Failed, LongTask, Progress, Tasks, following

_WAITING = {Code.VAULT_LOCKED, Code.VAULT_PASSPHRASE_WRONG, Code.VAULT_KEY_AWAY, Code.VAULT_TWO_STATES}


class Session(QObject):
    """The space at work. Places listen to its signals and refresh themselves.

    `act_changed` carries the act as saved; the window answers `write_act`, `begin_act`, `begin_type`,
    `show_act`, `show_seance`, `show_hit`;
    Rédiger answers `redo_piece`, `redo_act`, `correct_act`.
    """

    opened = Signal()
    leaving = Signal()  # another space, or the end: save what is being typed
    closing = Signal()  # the end
    act_changed = Signal(object)  # Act
    fund_changed = Signal()
    roster_changed = Signal()
    seances_changed = Signal()
    types_changed = Signal()  # an act type came or went
    assistant_changed = Signal()  # another assistant, or none
    law_changed = Signal()  # another state of the law speaks on this PC
    write_act = Signal(str)  # show this act in Rédiger
    begin_act = Signal(str)  # choose a type in Rédiger from these words
    begin_type = Signal(str)  # start an act of this type in Rédiger
    show_act = Signal(str)  # show this act in Actes
    show_seance = Signal(int)  # show this meeting in Séances
    show_drafts = Signal(int)  # and there, before it is held, the drafts prepared for it
    show_hit = Signal(object)  # Hit: show this passage in Fonds
    redo_piece = Signal(int)  # start again from this act of the fund
    redo_act = Signal(str)  # start again from this act of ours
    correct_act = Signal(str)  # start the « bis » that corrects it
    vault_waits = Signal(object, object)  # folder, SecretaireError: a vault that waits for its key, or for a choice
    show_help = Signal(str)  # show this page of the help
    told = Signal(str)  # a sentence for the notice bar

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tasks = Tasks(self)
        self.settings = settings
        self._office: Office | None = None
        self._roster: tuple[Elu, ...] = ()
        self._ended = False

    @property
    def office(self) -> Office:
        """The opened space; only places shown while one is open ask for it."""
        if self._office is None:
            raise RuntimeError("no space is open")
        return self._office

    @property
    def is_open(self) -> bool:
        return self._office is not None

    @property
    def roster(self) -> tuple[Elu, ...]:
        """The members, as last read."""
        return self._roster

    @property
    def author(self) -> str:
        """The name of the person who writes, remembered on this PC."""
        name = self.settings.value("personne/nom", "")
        return str(name) or "secrétariat"

    @author.setter
    def author(self, name: str) -> None:
        self.settings.setValue("personne/nom", name.strip())

    def open(self, opener: Callable[[], Office], failed: Failed | None = None) -> None:
        """Open a space off the UI thread, then close the former one."""
        self.leaving.emit()
        self.tasks.change(self.held(opener), self.adopt, failed)

    def open_folder(self, folder: Path, failed: Failed | None = None, passphrase: str = "") -> None:
        """Open the space of a folder, or of the vault that it holds: which shows how far it is, and may wait for its key."""
        if not is_vault(folder):
            self.open(lambda: offices.open_space(folder), failed)
            return

        def refused(error: SecretaireError | None, text: str) -> None:
            if error is not None and error.code in _WAITING:
                self.vault_waits.emit(folder, error)
            elif failed is not None:
                failed(error, text)
            else:
                self.told.emit(text)

        def work(task: LongTask) -> Office:
            told = following(task, "ouverture du coffre, en Mo :")
            return self.held(lambda: offices.open_space(folder, passphrase, told))()

        def begin(office: Office) -> None:
            self.adopt(office)
            self._prepare_search(office)

        self.leaving.emit()
        self.tasks.long("ouverture du coffre", work, begin, refused)

    def held(self, opener: Callable[[], Office]) -> Callable[[], Office]:
        """An opener that fails when another window has the space open: two would hide each other's work."""
        former = self._office

        def opened() -> Office:
            office = opener()
            try:
                office.occupy(former)
            except SecretaireError:
                office.close()
                raise
            return office

        return opened

    def adopt(self, office: Office) -> None:
        """Work in this space from now on."""
        former = self._office
        self.tasks.forget()
        self._office = office
        self._roster = ()
        if former is not None:
            self.tasks.change(former.close, lambda _: None, lambda _error, text: self._left_in_clear(former, text))
        self.opened.emit()
        self.read_roster()

    def close(self, told: Told = untold) -> None:
        """Finish the writes and close the space; after a fault, it can be asked again.

        Raises:
            Refused, EnvironmentFault: its vault does not close; everything else is.
        """
        if not self._ended:
            self._ended = True
            self.leaving.emit()
            self.closing.emit()
            self.tasks.close()
        if self._office is not None:
            self._office.close(told)
            self._office = None

    def leave_in_clear(self) -> None:
        """The vault does not close and the person leaves all the same: the next opening goes on from the work left."""
        if self._office is not None:
            self._office.abandon_vault()
            self._office = None

    def _prepare_search(self, office: Office) -> None:
        """The index is not in the vault: it is made while the person begins to work; a search would wait for it."""

        def work(task: LongTask) -> None:
            def told(done: int, total: int) -> None:
                task.report(Progress("préparation de la recherche", done, total))

            office.fund.prepare_index(told, task.cancelled)

        self.tasks.long("préparation de la recherche", work, lambda _none: None, lambda _error, _text: None)

    def _left_in_clear(self, former: Office, text: str) -> None:
        former.abandon_vault()
        self.told.emit(text)

    def publish(self, act: Act) -> None:
        """Tell every place that an act was saved."""
        self.act_changed.emit(act)

    def read_roster(self) -> None:
        """Read the members again (opening, import)."""
        if self._office is None:
            return
        office = self._office
        self.tasks.query(lambda: elus.list_roster(office), self._keep_roster, key="roster")

    def _keep_roster(self, members: tuple[Elu, ...]) -> None:
        self._roster = members
        self.roster_changed.emit()
