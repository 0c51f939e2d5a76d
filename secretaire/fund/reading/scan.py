"""Find the files of a folder: what may be read, what is left aside. Nothing is opened, nothing is changed."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import NOT_READ_YET, READ_EXTENSIONS

_LOCK_PREFIXES = ("~$", ".~lock.", "~WRL")
_SYSTEM_FOLDERS = frozenset({"__MACOSX", "$RECYCLE.BIN", "System Volume Information", "lost+found"})


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be a document of the fund."""

    path: Path
    size: int
    mtime_ns: int


@dataclass(slots=True)
class Scan:
    """What a folder holds.

    Attributes:
        found: files to read, in the order of their names.
        ignored: how many files are not documents (hidden, locks, drawings, programs…).
        blind: what could not be looked at, and why: what it held must not be taken for gone.
    """

    found: list[Found] = field(default_factory=list)
    ignored: int = 0
    blind: list[tuple[Path, Cause]] = field(default_factory=list)


def scan(root: Path, *, is_folder: bool) -> Scan:
    """The documents of a folder and its subfolders, or the single file that `root` is.

    Symbolic links to folders are not followed; links to files are. A folder met again by another way (a junction of
    Windows, a mount) is not entered twice, so loops are harmless.
    """
    result = Scan()
    if not is_folder:
        try:
            _look_at_file(root, result)
        except FileNotFoundError:
            result.blind.append((root, Cause.ROOT_MISSING))
        return result
    if not root.is_dir():
        result.blind.append((root, Cause.ROOT_MISSING))
        return result
    pending = [root]
    entered: set[tuple[int, int]] = set()
    while pending:
        folder = pending.pop()
        try:
            status = folder.stat()
            place = (status.st_dev, status.st_ino)
            if status.st_ino and place in entered:
                continue
            entered.add(place)
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError:
            result.blind.append((folder, Cause.NO_RIGHT))
            continue
        for entry in entries:
            if not readable_name(entry.name):
                result.blind.append((folder / ascii(entry.name), Cause.BAD_NAME))
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if is_visible(entry.name):
                        pending.append(Path(entry.path))
                else:
                    _look_at_file(Path(entry.path), result)
            except OSError:
                result.ignored += 1  # a broken link, or gone since the listing
    result.found.sort(key=lambda found: found.path)
    return result


def readable_name(name: str) -> bool:
    """False for a name written in another encoding than that of the system: it can be neither kept nor shown."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def is_visible(name: str) -> bool:
    """False for what the system or a program hides: locks, settings, the folders of the system."""
    return not name.startswith((".", *_LOCK_PREFIXES)) and name not in _SYSTEM_FOLDERS


def is_document(name: str) -> bool:
    """True for the name of a file that may be a document, read by this version or not."""
    return is_visible(name) and PurePath(name).suffix.lower() in READ_EXTENSIONS | NOT_READ_YET


def _look_at_file(path: Path, result: Scan) -> None:
    """Raises OSError when the file cannot be asked about."""
    status = path.stat()
    # a pipe or a device under the name of a document would be waited for without end
    if not stat.S_ISREG(status.st_mode) or not is_document(path.name):
        result.ignored += 1
    else:
        result.found.append(Found(path, status.st_size, status.st_mtime_ns))
