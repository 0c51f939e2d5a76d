"""A folder that only the person can write to: Whoosh unpickles its files, so whoever writes them runs code here.

On Windows nothing is checked: the folders of a person's profile are closed to other accounts by the system, and the
rights of a folder she puts elsewhere are those she gave it.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def make_private(folder: Path) -> None:
    """Create a folder for the person alone.

    Raises:
        EnvironmentFault: the disk keeps no such right (a stick or a share).
    """
    folder.mkdir(mode=0o700, parents=True)
    if not is_private(folder):
        raise EnvironmentFault(Code.INDEX_NOT_PRIVATE, dossier=str(folder))


def is_private(folder: Path) -> bool:
    """True when nobody else can write in a folder nor made anything in it; True too when there is no folder.

    A parent open to others changes nothing: a folder they put in its place would be theirs.
    """
    if os.name != "posix":
        return True
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return True
    if not stat.S_ISDIR(found.st_mode) or found.st_mode & _OTHERS_WRITE or found.st_uid != os.geteuid():
        return False
    # unlike Path.rglob, os.walk lets a folder vanish: a commit makes some for a moment
    return all(_is_own(Path(where, name)) for where, folders, files in os.walk(folder) for name in (*folders, *files))


def _is_own(path: Path) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:  # a commit just replaced it
        return True
    return not stat.S_ISLNK(found.st_mode) and found.st_uid == os.geteuid()
