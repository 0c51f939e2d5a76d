"""The state of the law on this PC: the one shipped with the application, or a newer one brought on a USB stick.

An imported file is kept whole in the folder `droit/` of this PC, for all its workspaces, under the name of its date and
with its imprint beside it (`AAAA-MM-JJ.zip`, `AAAA-MM-JJ.zip.sha256`): the latest speaks. To go back is to set it aside.
The imprint tells a file that was altered or badly copied; it does not tell who made it.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from secretaire.desk.files import read_input
from secretaire.desk.resources import resources
from secretaire.errors import Code, EnvironmentFault, Refused, UnreadableInput, WrongUsage
from secretaire.exchange.atomic import write_atomically
from secretaire.law.legi import NotAnUpdate, Tell, Update, read_update, silent
from secretaire.law.references import Reference, find_references, named
from secretaire.law.snapshot import SNAPSHOT_FILES, Etat, Snapshot, Status, Verdict, load_snapshot
from secretaire.store import locations

_LOG = logging.getLogger(__name__)
_DATED = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].zip"
_SIGNATURE = ".sha256"
_SET_ASIDE = ".retire"
_GONE = frozenset({Status.REMPLACE, Status.ABROGE})


@dataclass(frozen=True, slots=True)
class JudgedReference:
    """A reference read in a text, and what is known of it."""

    written: str
    name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class LawFile:
    """A newer state of the law, found whole and unaltered, and what it would change on this PC.

    Attributes:
        digest: its SHA-256 imprint, the one its signature says.
        current: the day of the state in service.
        added: articles that nothing here knew.
        renewed: articles known here, from now on judged as the file says.
        gone: those that were cited rightly and no longer are, at the day of the file.
    """

    path: Path
    day: date
    source: str
    digest: str
    current: date
    added: int
    renewed: int
    gone: tuple[JudgedReference, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """A state of the law kept on this PC: its day, and when it was brought."""

    day: date
    when: datetime


def legal_snapshot() -> Snapshot:
    """The legal snapshot that speaks on this PC, the imported one over the one shipped (each read once)."""
    kept = _kept()
    return (kept and _over_shipped(kept, kept.stat().st_mtime_ns)) or _shipped()


def altered_file() -> Path | None:
    """The imported file that should speak and does not, because it was altered since; None when all is well."""
    kept = _kept()
    return kept if kept and _over_shipped(kept, kept.stat().st_mtime_ns) is None else None


def law_state() -> Etat:
    """The date and the content of the snapshot that speaks."""
    return legal_snapshot().etat()


def imports() -> tuple[Import, ...]:
    """The states of the law brought to this PC, the latest first: the first one speaks."""
    return tuple(
        Import(date.fromisoformat(path.stem), datetime.fromtimestamp(path.stat().st_mtime, UTC)) for path in _all_kept()
    )


def examine_law(path: Path, tell: Tell = silent) -> LawFile:
    """Read a newer state of the law and say what it would change; `path` has its imprint beside it, in `path`.sha256.

    Raises:
        UnreadableInput: a file is missing, altered, or is no state of the law.
        Refused: it is not newer than the one in service.
    """
    content = read_input(path)
    signature = path.with_name(path.name + _SIGNATURE)
    if not signature.is_file():
        raise _refused(path, f"sa signature « {signature.name} » n'est pas à côté de lui")
    if _written_digest(signature) != _digest(content):
        raise _refused(path, "son empreinte n'est pas celle de sa signature : il a été modifié, ou mal copié")
    try:
        update = read_update(io.BytesIO(content), tell)
    except NotAnUpdate as error:
        raise _refused(path, str(error)) from error
    current = legal_snapshot()
    now = current.etat().date
    if update.day <= now:
        raise Refused(Code.LAW_NOT_NEWER, fichier=path.name, date=f"{update.day:%d/%m/%Y}", actuel=f"{now:%d/%m/%Y}")
    added = sum(not current.knows(key) for key in update.versions)
    gone = tuple(_newly_gone(current, _shipped().updated(update), update))
    return LawFile(path, update.day, update.source, _digest(content), now, added, len(update.versions) - added, gone)


def put_in_service(file: LawFile) -> Etat:
    """Make an examined state of the law the one of this PC.

    Raises:
        UnreadableInput: the file is gone, or is no longer the one examined; nothing is changed.
        EnvironmentFault: the folder of this PC cannot be written.
    """
    content = read_input(file.path)
    if _digest(content) != file.digest:
        raise _refused(file.path, "il a changé depuis qu'il a été lu")
    target = locations.law_folder() / f"{file.day.isoformat()}.zip"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(target, error) from error
    # the signature first: a file without it never speaks
    write_atomically(target.with_name(target.name + _SIGNATURE), f"{file.digest}  {target.name}\n".encode("ascii"))
    write_atomically(target, content)
    return law_state()


def import_law(path: Path) -> Etat:
    """Examine a newer state of the law and put it in service.

    Raises:
        UnreadableInput, Refused, EnvironmentFault: as `examine_law` and `put_in_service`; nothing is changed.
    """
    return put_in_service(examine_law(path))


def revert_law() -> Etat:
    """Go back to the state of the law that was in service before the last import.

    Raises:
        WrongUsage: nothing was imported on this PC.
        EnvironmentFault: the folder of this PC cannot be written.
    """
    kept = _kept()
    if kept is None:
        raise WrongUsage(Code.LAW_NOT_IMPORTED)
    try:
        kept.replace(kept.with_name(kept.name + _SET_ASIDE))
        kept.with_name(kept.name + _SIGNATURE).unlink(missing_ok=True)
    except OSError as error:
        raise _not_writable(kept, error) from error
    return law_state()


def judge(text: str, on: date) -> tuple[JudgedReference, ...]:
    """What is known, at a date, of each reference that a text cites."""
    snapshot = legal_snapshot()
    return tuple(
        JudgedReference(text[r.start : r.end], named(r), snapshot.verdict(r.code, r.article, on))
        for r in find_references(text)
    )


def _kept() -> Path | None:
    """The imported file that speaks: the latest whose imprint is there."""
    return next(iter(_all_kept()), None)


def _all_kept() -> list[Path]:
    kept = sorted(locations.law_folder().glob(_DATED), reverse=True)
    return [path for path in kept if path.with_name(path.name + _SIGNATURE).is_file()]


def _newly_gone(before: Snapshot, after: Snapshot, update: Update) -> Iterator[JudgedReference]:
    for code, article in sorted(update.versions):
        verdict = after.verdict(code, article, update.day)
        if verdict.status in _GONE and before.verdict(code, article, update.day).status not in _GONE:
            yield JudgedReference(f"{code} {article}", named(Reference(0, 0, code, article)), verdict)


@lru_cache(maxsize=1)
def _shipped() -> Snapshot:
    with ExitStack() as stack:
        files = [stack.enter_context((resources() / "droit" / name).open("rb")) for name in SNAPSHOT_FILES]
        return load_snapshot(*files)


@lru_cache(maxsize=1)
def _over_shipped(path: Path, _changed_at: int) -> Snapshot | None:
    """The shipped snapshot with a kept file over it; None if that file was altered since its import."""
    try:
        content = path.read_bytes()
        if _written_digest(path.with_name(path.name + _SIGNATURE)) == _digest(content):
            return _shipped().updated(read_update(io.BytesIO(content)))
    except (OSError, NotAnUpdate, UnreadableInput):
        _LOG.info("the imported state of the law cannot be read", exc_info=True)
    return None


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _written_digest(signature: Path) -> str:
    """The imprint that a file of `sha256sum` holds."""
    found = re.match(rb"\s*([0-9A-Fa-f]{64})\b", read_input(signature))
    return found[1].decode("ascii").lower() if found else ""


def _not_writable(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(path), cause=error.strerror or str(error))


def _refused(path: Path, cause: str) -> UnreadableInput:
    return UnreadableInput(Code.LAW_FILE_REFUSED, fichier=path.name, cause=cause)
