"""Give a restored workspace the place of a folder: the former one is kept beside, whole."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault
from secretaire.store.copies import DATABASES, FILES, FOLDERS
from secretaire.store.occupation import hold, settle

_OURS = {*FILES, *FOLDERS, "index"}
_OUR_STARTS = ("espace.", "fonds.", "ouvert.")


def put_in_place(staged: Path, folder: Path, *, now: datetime) -> Path | None:
    """Returns where the former workspace went; None when the folder was missing or empty.

    What else the folder held (the documents of the fund) stays in it. A power cut leaves the former folder, or the new
    one, or both under their own names: never half of one.

    Raises:
        Refused: a window or a command is using the workspace of the folder.
        EnvironmentFault: the disk refuses; the folder is as it was.
    """
    try:
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(folder)
            return None
        if not any(folder.iterdir()):
            folder.rmdir()
            staged.rename(folder)
            return None
        _refuse_if_used(folder)
        kept = _beside(folder, f"avant restauration du {now.astimezone():%d-%m-%Y à %Hh%M}")
        folder.rename(kept)
        try:
            staged.rename(folder)
        except OSError:
            kept.rename(folder)
            raise
        for other in sorted(kept.iterdir()):
            if other.name not in _OURS and not other.name.startswith(_OUR_STARTS):
                other.rename(folder / other.name)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(folder), cause=cause) from error
    return kept


def _beside(folder: Path, why: str) -> Path:
    named = (folder.with_name(f"{folder.name} ({why}{f', {rank}' if rank > 1 else ''})") for rank in count(1))
    return next(path for path in named if not path.exists())


def _refuse_if_used(folder: Path) -> None:
    hold(folder).release()
    for name in DATABASES:
        if (folder / name).is_file():
            settle(folder / name)
