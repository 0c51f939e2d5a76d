"""Copies of a workspace, each one restored aside and checked before it counts; putting one back."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from secrets import token_hex

from secretaire.errors import Code, EnvironmentFault, Refused, UnreadableInput, WrongUsage
from secretaire.store.canonical import utc_text
from secretaire.store.copies import Contents, Told, untold, write_copy
from secretaire.store.journal import Entry, Event, JournalEntry
from secretaire.store.network_volume import on_network
from secretaire.store.replacing import put_in_place
from secretaire.store.soundness import examine
from secretaire.store.unpacking import read_contents, unpack
from secretaire.store.workspace import FILE_NAME, Workspace

FUND = "fonds.sqlite"
SPACE_SCHEMA = files("secretaire.store") / "migrations"
FUND_SCHEMA = files("secretaire.fund.catalogue") / "migrations"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was restored aside and found faithful."""

    path: Path
    contents: Contents

    @property
    def size(self) -> int:
        """Bytes of its file."""
        return self.path.stat().st_size


@dataclass(frozen=True, slots=True)
class Restored:
    """A copy put back.

    Attributes:
        former: where the workspace that it replaces was put; None when there was none.
    """

    folder: Path
    former: Path | None
    contents: Contents


def save_copy(folder: Path, target: Path, told: Told = untold) -> Copy:
    """Copy the workspace of a folder to a file, then restore that copy aside and check it; else no file is left.

    Raises:
        WrongUsage: the folder holds no workspace.
        EnvironmentFault: the copy cannot be made, or is not faithful.
        Cancelled: `told` said so.
    """
    unchecked = target.with_name(f".{target.name}.a-verifier")
    try:
        contents = write_copy(folder, unchecked, now=datetime.now(UTC), told=told)
        try:
            check_copy(unchecked, told)
        except UnreadableInput as error:
            raise EnvironmentFault(Code.COPY_UNSOUND, fichier=str(target), cause=error.data["cause"]) from error
        unchecked.replace(target)
    except EnvironmentFault as error:
        if error.code is Code.COPY_NOT_MADE:  # it bore another name until it was checked
            raise EnvironmentFault(error.code, **error.data | {"fichier": str(target)}) from error
        raise
    except OSError as error:
        raise EnvironmentFault(Code.COPY_NOT_MADE, fichier=str(target), cause=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            unchecked.unlink(missing_ok=True)
    return Copy(target, contents)


def check_copy(archive: Path, told: Told = untold, *, aside: Path | None = None) -> Contents:
    """Restore a copy in a folder made for that, open it as any workspace, and compare it with what it says of itself.

    Args:
        aside: where that folder is made; the temporary folder of the session if None.

    Raises:
        UnreadableInput: it is not whole, or was altered.
        EnvironmentFault: what it holds is damaged, of a newer version, or cannot be unpacked here.
        Cancelled: `told` said so.
    """
    with tempfile.TemporaryDirectory(prefix="secretaire-", dir=aside) as made:
        folder = Path(made) / "espace"
        contents = unpack(archive, folder, told)
        _prove(folder, contents, archive)
    return contents


def contents_of(archive: Path) -> Contents:
    """What a copy says of itself, before anybody puts it back.

    Raises:
        UnreadableInput: it is no copy, or not whole.
    """
    return read_contents(archive)


def restore(archive: Path, folder: Path, by: str, *, passphrase: str = "") -> Restored:
    """Put a copy back in a folder, new or holding an earlier state of the same workspace, which is kept beside it.

    The journal tells it, and goes on from there.

    Args:
        passphrase: of the journal, when it has one.

    Raises:
        UnreadableInput: the file is no copy, or not whole; nothing was touched.
        Refused: the folder holds something else, or its workspace is in use; or the passphrase is not the right one.
        EnvironmentFault: the disk refuses, or the journal waits for its passphrase.
    """
    now = datetime.now(UTC)
    folder = folder.absolute()
    if on_network(folder.parent):
        raise EnvironmentFault(Code.WORKSPACE_ON_NETWORK, fichier=str(folder))
    contents = read_contents(archive)
    _refuse_another(folder, contents)
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = folder.with_name(f".{folder.name}.{token_hex(4)}.partiel")
    try:
        unpack(archive, staged)
        _prove(staged, contents, archive)
        with Workspace.open(staged) as workspace:
            if passphrase:
                workspace.journal.unlock(passphrase)
            told = {"sauvegarde_du": utc_text(contents.made), "lignes": contents.entries, "empreinte": contents.head}
            workspace.journal.append(Entry(by, Event.ESPACE_RESTAURE, data=told), now=now)
        former = put_in_place(staged, folder, now=now)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    with Workspace.open(folder) as workspace, suppress(WrongUsage, EnvironmentFault):
        # lines that this PC knew are gone, and a person knows why; without the keyring, nobody knew them
        workspace.journal.admit_return(
            by, f"sauvegarde du {contents.made.astimezone():%d/%m/%Y à %Hh%M} restaurée", now=now
        )
    return Restored(folder, former, contents)


def restorations(workspace: Workspace) -> tuple[JournalEntry, ...]:
    """The lines that tell each time a copy was put back."""
    return workspace.journal.of(Event.ESPACE_RESTAURE)


def _prove(folder: Path, contents: Contents, archive: Path) -> None:
    """Open what was unpacked, and compare it with what the copy says of itself."""
    try:
        examine(folder / FILE_NAME, SPACE_SCHEMA)
        if (folder / FUND).exists():
            examine(folder / FUND, FUND_SCHEMA)
        with Workspace.open(folder) as workspace:
            line = workspace.journal.line_of(contents.head) if contents.entries else None
            last = line.seq if line else 0
            found = (workspace.uuid, len(workspace.acts.list()), workspace.settings.commune().nom, last)
    except EnvironmentFault as error:
        if error.code is Code.WORKSPACE_NEWER:
            raise _refused(
                archive, "elle vient d'une version plus récente de Secrétaire : installez-la d'abord"
            ) from error
        if error.code is Code.WORKSPACE_DAMAGED:
            raise _refused(archive, "les données qu'elle contient sont abîmées") from error
        raise
    if found != (contents.uuid, contents.acts, contents.commune, contents.entries):
        raise _refused(archive, "elle ne contient pas ce qu'elle annonce")


def _refuse_another(folder: Path, contents: Contents) -> None:
    """Nothing takes the place of what is not an earlier state of the same workspace."""
    if (folder / FILE_NAME).is_file():
        known = _uuid(folder / FILE_NAME)
        if known not in {None, contents.uuid}:
            raise Refused(Code.RESTORE_OTHER_COMMUNE, dossier=str(folder), commune=contents.commune)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(Code.RESTORE_TAKEN, dossier=str(folder))


def _uuid(path: Path) -> str | None:
    """Which workspace a file is; None when it is too damaged to say."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as db:
            return str(db.execute("SELECT uuid FROM espace").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return None


def _refused(archive: Path, cause: str) -> UnreadableInput:
    return UnreadableInput(Code.COPY_REFUSED, fichier=str(archive), cause=cause)
