"""The files joined to an act: what the council voted, or the maire decided, with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from secretaire.acts.act import Act, PieceJointe
from secretaire.desk import writing
from secretaire.desk.advice import expected_files
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage


@dataclass(frozen=True, slots=True)
class JoinedFile:
    """A file joined to an act.

    Attributes:
        path: its copy in the workspace.
        intact: the copy is there, and is still the file that was joined.
    """

    piece: PieceJointe
    path: Path
    intact: bool


@dataclass(frozen=True, slots=True)
class ActFiles:
    """What is joined to an act, and what its type expects, in words; the code does not match one with the other."""

    joined: tuple[JoinedFile, ...]
    expected: tuple[str, ...]


def files_of(office: Office, act: Act) -> ActFiles:
    """The files of an act; each copy is read again to tell whether it is intact."""
    kept = office.workspace.joined
    joined = tuple(JoinedFile(piece, kept.path(piece), kept.holds(piece)) for piece in act.jointes)
    return ActFiles(joined, expected_files(writing.act_type(office, act.type_id), act))


def join(office: Office, act_id: str, source: Path, author: str) -> Act:
    """Join a file to an act: a copy is kept in the workspace, and the act changes as its text would.

    Raises:
        UnreadableInput: the file is missing, empty, too large, or cannot be read.
        WrongUsage: no such act.
    """
    act = writing.get_act(office, act_id)
    piece = office.workspace.joined.keep(source)
    if piece in act.jointes:
        return act
    return writing.save_edit(office, replace(act, jointes=(*act.jointes, piece)), author)


def take_away(office: Office, act_id: str, rank: int, author: str) -> Act:
    """Take the file of that rank, from 1, off an act; its copy stays for the versions that had it.

    Raises:
        WrongUsage: no such act, or no file of that rank.
    """
    act = writing.get_act(office, act_id)
    if not 1 <= rank <= len(act.jointes):
        raise WrongUsage(Code.NO_SUCH_JOINED_FILE, rang=str(rank), nombre=str(len(act.jointes)))
    left = act.jointes[: rank - 1] + act.jointes[rank:]
    return writing.save_edit(office, replace(act, jointes=left), author)
