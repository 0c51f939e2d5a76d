"""The workspace of one collectivité: one folder, one SQLite file."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager, suppress
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from secretaire.council.commune import Commune
from secretaire.errors import Code, EnvironmentFault, WrongUsage
from secretaire.store.acts import ActStore
from secretaire.store.canonical import utc_text
from secretaire.store.connections import Connections
from secretaire.store.convocations import ConvocationStore
from secretaire.store.corrections import CorrectionStore
from secretaire.store.courses import CourseStore
from secretaire.store.database import connect, migrate
from secretaire.store.echeances import EcheanceStore
from secretaire.store.erasure import ErasureStore
from secretaire.store.inventory import InventoryStore
from secretaire.store.joined_files import LARGEST_RECORDING, JoinedFiles
from secretaire.store.journal import APPLICATION, Entry, Event, Journal
from secretaire.store.minutes import MinutesStore
from secretaire.store.parapheur import ParapheurStore
from secretaire.store.persons import PersonStore
from secretaire.store.preparations import PreparationStore
from secretaire.store.proposals import ProposalStore
from secretaire.store.publications import PublicationStore
from secretaire.store.recordings import RecordingStore
from secretaire.store.remarks import RemarkStore
from secretaire.store.reprises import RepriseStore
from secretaire.store.roster import RosterStore
from secretaire.store.seances import SeanceStore
from secretaire.store.settings import Settings
from secretaire.store.transmissions import TransmissionStore

FILE_NAME = "espace.sqlite"


class Workspace:
    """Drafts, roster, persons, meetings, proposals, old acts reused, settings, corrections to the fund, journal. Usable from several threads; close it when done."""

    def __init__(self, folder: Path, connections: Connections, journal: Journal, uuid: str) -> None:
        self.folder = folder
        self.uuid = uuid
        self.journal = journal
        self.settings = Settings(connections)
        self.roster = RosterStore(connections)
        self.persons = PersonStore(connections)
        self.seances = SeanceStore(connections)
        self.courses = CourseStore(connections, self.seances)
        self.acts = ActStore(connections, journal)
        self.proposals = ProposalStore(connections, journal)
        self.erasure = ErasureStore(connections, journal)
        self.inventory = InventoryStore(connections)
        self.remarks = RemarkStore(connections, journal)
        self.minutes = MinutesStore(connections, journal)
        self.corrections = CorrectionStore(connections)
        self.reprises = RepriseStore(connections)
        self.convocations = ConvocationStore(connections)
        self.echeances = EcheanceStore(connections)
        self.parapheurs = ParapheurStore(connections)
        self.preparations = PreparationStore(connections)
        self.publications = PublicationStore(connections)
        self.transmissions = TransmissionStore(connections)
        self.joined = JoinedFiles(folder / "jointes")
        self.recordings = RecordingStore(connections, journal)
        self.recorded = JoinedFiles(folder / "enregistrements", LARGEST_RECORDING)
        self._connections = connections

    @classmethod
    def create(cls, folder: Path, commune: Commune) -> Self:
        """Make the workspace of a commune in a folder (made if missing) and open it.

        Raises:
            WrongUsage: the folder already holds a workspace.
            EnvironmentFault: the folder cannot be written, is on a network share, or its disk is full.
        """
        path = folder / FILE_NAME
        if path.exists():
            raise WrongUsage(Code.WORKSPACE_EXISTS, dossier=str(folder))
        unfinished = folder / f"{FILE_NAME}.partiel"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
        except OSError as error:
            raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(folder), cause=str(error)) from error
        # filled under another name: a power cut leaves no workspace rather than half of one
        try:
            _prepare(unfinished)
            connections = Connections(unfinished)
            try:
                _fill(connections, commune)
            finally:
                connections.close()
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the workspace of a folder, bringing it to the newest schema (a copy is kept beside it).

        Raises:
            WrongUsage: the folder holds no workspace.
            EnvironmentFault: it is damaged, locked, protected, on a network share, or of a newer version.
        """
        path = folder / FILE_NAME
        if not path.is_file():
            raise WrongUsage(Code.WORKSPACE_MISSING, dossier=str(folder))
        _prepare(path)
        connections = Connections(path)
        try:
            with connections.reading() as db:
                identity = db.execute("SELECT uuid FROM espace").fetchone()
            if identity is None:
                raise EnvironmentFault(Code.WORKSPACE_DAMAGED, fichier=str(path), cause="table espace is empty")
            uuid = str(identity["uuid"])
            return cls(folder, connections, Journal.open(connections, uuid, now=datetime.now(UTC)), uuid)
        except BaseException:
            connections.close()
            raise

    def writing(self) -> AbstractContextManager[sqlite3.Connection]:
        """All the writes of the block are kept together or not at all (a proposal accepted and the act saved).

        Raises:
            EnvironmentFault: see `database.transaction`.
        """
        return self._connections.writing()

    def close(self) -> None:
        """Remember how far the journal went, and close the file; closing again does nothing."""
        if not self._connections.closed:
            with suppress(EnvironmentFault):  # the stick was pulled out: there is nothing to remember
                self.journal.remember()
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _prepare(path: Path) -> None:
    connection = connect(path)
    try:
        migrate(connection, path, files("secretaire.store") / "migrations")
    finally:
        connection.close()


def _fill(connections: Connections, commune: Commune) -> None:
    uuid, now = str(uuid4()), datetime.now(UTC)
    with connections.writing() as db:
        db.execute("INSERT INTO espace VALUES (1, ?, ?)", (uuid, utc_text(now)))
        Settings(connections).set_commune(commune)
    journal = Journal.open(connections, uuid, now=now)
    journal.append(Entry(APPLICATION, Event.ESPACE_CREE, data={"commune": commune.code_insee}), now=now)
