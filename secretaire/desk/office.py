"""An opened workspace with its tools: what every use case is given."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from secretaire.council.commune import Commune
from secretaire.desk import models
from secretaire.desk.before_migration import protect, protect_vault
from secretaire.desk.law import legal_snapshot
from secretaire.desk.resources import resources
from secretaire.desk.vault import Entrance, enter
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.drafting.engine.client import Engine
from secretaire.errors import Code, SecretaireError, WrongUsage
from secretaire.fund.fund import Fund
from secretaire.fund.pictures.page_pictures import PagePictures
from secretaire.fund.rules import FundRules
from secretaire.law.snapshot import Snapshot
from secretaire.store import locations
from secretaire.store.copies import Told, untold
from secretaire.store.occupation import Hold, hold
from secretaire.store.vault_card import is_vault
from secretaire.store.workspace import Workspace


@dataclass(slots=True)
class Office:
    """One collectivité at work. Usable from several threads; close it when done.

    Attributes:
        workspace: drafts, roster, meetings, journal.
        fund: the documents of the commune.
        types: the act types, those of the commune included.
    """

    workspace: Workspace
    fund: Fund
    types: TypesCatalogue
    _engine: Engine | None = field(default=None, repr=False)
    _hold: Hold | None = field(default=None, repr=False)
    _entrance: Entrance | None = field(default=None, repr=False)
    _pictures: PagePictures = field(default_factory=PagePictures, repr=False)
    _drawing: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _choosing: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def folder(self) -> Path:
        return self.workspace.folder

    @property
    def entrance(self) -> Entrance | None:
        """The vault that the workspace is out of; None for a workspace in clear."""
        return self._entrance

    @property
    def place(self) -> Path:
        """The folder as the person knows it: of the vault, or of the workspace."""
        return self.folder if self._entrance is None else self._entrance.vault

    @property
    def commune(self) -> Commune:
        return self.workspace.settings.commune()

    @property
    def snapshot(self) -> Snapshot:
        """The legal snapshot that speaks on this PC now."""
        return legal_snapshot()

    def today(self) -> date:
        """The day on this PC, in the time of the town hall."""
        return datetime.now().astimezone().date()

    def engine(self) -> Engine:
        """The process of the language model; it starts at the first request.

        Raises:
            ModelUnavailable: no model is installed on this PC, or it works without the assistant.
        """
        with self._choosing:
            if self._engine is None:
                self._engine = models.open_engine(models.chosen_model())
            return self._engine

    def renew_engine(self) -> None:
        """What this PC chose has changed: the next request follows it; one under way goes to its end."""
        with self._choosing:
            former, self._engine = self._engine, None
        if former is not None:
            former.retire()

    @contextmanager
    def page_pictures(self) -> Iterator[PagePictures]:
        """The process that draws pages, lent to one thread at a time."""
        with self._drawing:
            yield self._pictures

    def occupy(self, former: Office | None = None) -> None:
        """Hold the workspace for this window, until `close`; a former opening of the same one gives its hold.

        Raises:
            Refused: another window of this PC has it open.
            EnvironmentFault: its folder cannot be written.
        """
        if former is not None and former._hold is not None and former.folder.samefile(self.folder):
            self._hold, former._hold = former._hold, None
            self._entrance, former._entrance = former._entrance, None
        else:
            self._hold = hold(self.folder)

    def close(self, told: Told = untold) -> None:
        """Stop the processes and close every file, then the vault if there is one; after a fault, it can be asked again.

        Raises:
            Refused, EnvironmentFault: the vault does not close (see `Entrance.leave`); everything else is closed.
        """
        if self._hold is not None:
            self._hold.release()
        self._pictures.close()
        if self._engine is not None:
            self._engine.close()
        self.fund.close()
        self.workspace.close()
        if self._entrance is not None:
            self._entrance.leave(told)
            self._entrance = None

    def abandon_vault(self) -> None:
        """Leave the work in clear on this PC, the vault not closing: the next opening goes on from it."""
        if self._entrance is not None:
            self._entrance.abandon()
            self._entrance = None


TYPES = "types"
"""The folder of the commune's act types, in its workspace."""


@lru_cache(maxsize=1)
def fund_rules() -> FundRules:
    """What the fund knows of the trade (read once)."""
    return FundRules.load(resources() / "fonds")


def shipped_types() -> TypesCatalogue:
    """The act types of the application, without those of a commune."""
    return TypesCatalogue.load(resources() / "types")


def last_space() -> Path | None:
    """The folder of the last workspace used on this PC, if it is still there."""
    return locations.last_space()


def known_spaces() -> tuple[Path, ...]:
    """The folders of the workspaces used on this PC that are still there, the latest first."""
    return locations.known_spaces()


def create_space(folder: Path, commune: Commune) -> Office:
    """A new workspace in an empty or missing folder, remembered as the last one opened.

    Raises:
        WrongUsage: the folder already holds a workspace, or a vault.
        EnvironmentFault: it cannot be written.
    """
    if is_vault(folder):
        raise WrongUsage(Code.VAULT_EXISTS, dossier=str(folder))
    Workspace.create(folder, commune).close()
    return open_space(folder)


def open_space(folder: Path, passphrase: str = "", told: Told = untold) -> Office:
    """Open the workspace of a folder, or of the vault that it holds, and remember it.

    Args:
        passphrase: of the vault, when its key is under one.

    Raises:
        WrongUsage: the folder holds no workspace.
        Refused: it is a vault, which waits for its passphrase or does not open (see `vault.enter`).
        EnvironmentFault: it is damaged, locked, or of a newer version; or of an older one, and no copy of it can be made.
    """
    if not is_vault(folder):
        protect(folder)
        office = open_folder(folder)
        locations.remember_space(folder)
        return office
    entrance = enter(folder, passphrase, told)
    try:
        protect_vault(entrance.vault, entrance.work)
        office = open_folder(entrance.work)
    except BaseException:
        with suppress(SecretaireError):  # what is damaged does not close either: it stays where it is
            entrance.leave(told)
        entrance.abandon()
        raise
    office._entrance = entrance
    locations.remember_space(entrance.vault)
    return office


def open_folder(folder: Path) -> Office:
    """Open a workspace in clear, without remembering it.

    Raises:
        WrongUsage: the folder holds no workspace.
        EnvironmentFault: it is damaged, locked, or of a newer version.
    """
    workspace = Workspace.open(folder)
    types = TypesCatalogue.load(resources() / "types", workspace.folder / TYPES)
    return Office(workspace, Fund(workspace.folder, fund_rules(), workspace.corrections), types)
