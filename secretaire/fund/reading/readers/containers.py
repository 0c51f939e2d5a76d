"""The documents kept inside an archive or a message, whatever the level, and one name for each.

Names are for people, and for asking again: nothing is ever written under them. At one level no name is another one,
nor another one followed by « / »: « a.zip/dossier/b.eml/c.pdf » leads to one document.
"""

from __future__ import annotations

import contextlib
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from secretaire.fund.causes import Cause
from secretaire.fund.reading.readers import archive, mail
from secretaire.fund.reading.readers.content import Content, sniff
from secretaire.fund.reading.readers.members import Member
from secretaire.fund.reading.reading import MAX_ARCHIVE_BYTES, MAX_DEPTH, MAX_PACKED_FILES, Unreadable
from secretaire.fund.reading.scan import is_document, is_visible

_MAX_NAME_CHARS = 180
_MAX_FOLDERS = 6
_ARCHIVE, _MESSAGE = ".zip", ".eml"


class _TooMuch(Unreadable):
    """The allowance is spent: the whole file is refused, not only what is inside at this level."""


@dataclass(slots=True)
class _Allowance:
    """What one file of the fund may still hold, all levels together."""

    files: int = MAX_PACKED_FILES
    size: int = MAX_ARCHIVE_BYTES

    def spend(self, member: Member) -> None:
        self.files -= 1
        self.size -= member.size
        if self.files < 0:
            raise _TooMuch(Cause.SUSPICIOUS, f"plus de {MAX_PACKED_FILES} fichiers")
        if self.size < 0:
            raise _TooMuch(Cause.TOO_LARGE, f"plus de {MAX_ARCHIVE_BYTES // 1024**3} Go une fois décompressé")


def documents(path: Path) -> tuple[str, ...]:
    """The names of all the documents inside an archive or a message, in its order.

    An archive inside gives its documents rather than itself, unless it cannot be opened: reading it will say why.

    Raises:
        Unreadable: damaged, too large or suspicious.
    """
    return tuple(_documents(path, 1, _Allowance()))


def _documents(path: Path, level: int, allowance: _Allowance) -> Iterator[str]:
    for name, member in _listing(path).items():
        allowance.spend(member)
        suffix = PurePosixPath(name).suffix.lower()
        inside: list[str] | None = None
        # a message one level too deep names its attachments all the same: reading them says that it is too deep
        if (suffix == _ARCHIVE and level < MAX_DEPTH) or (suffix == _MESSAGE and level <= MAX_DEPTH):
            try:
                with _taken_out(name, member) as inner:
                    inside = list(_documents(inner, level + 1, allowance))
            except _TooMuch:
                raise
            except Unreadable:
                pass
        if inside is None or suffix == _MESSAGE:
            yield name
        yield from (f"{name}/{document}" for document in inside or ())


@contextlib.contextmanager
def taken_out(path: Path, name: str) -> Iterator[Path]:
    """A private copy of one of the documents inside, for the time of a `with`.

    Raises:
        Unreadable: not there any more, too deep, or as `documents`.
    """
    with contextlib.ExitStack() as copies:
        level = 0
        while name:
            level += 1
            if level > MAX_DEPTH:
                raise Unreadable(Cause.TOO_NESTED, str(MAX_DEPTH))
            members = _listing(path)
            found = next((known for known in members if f"{name}/".startswith(f"{known}/")), None)
            if found is None:
                raise Unreadable(Cause.VANISHED)
            path = copies.enter_context(_taken_out(found, members[found]))
            name = name[len(found) + 1 :]
        yield path


@contextlib.contextmanager
def _taken_out(name: str, member: Member) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        # the extension, one that `is_document` knows, tells readers how to take plain text
        copy = Path(folder) / f"piece{PurePosixPath(name).suffix.lower()}"
        with copy.open("xb") as file:
            member.copy(file)
        yield copy


def _listing(path: Path) -> dict[str, Member]:
    """The members of a container that may be documents, each under its only name; none for other files."""
    content = sniff(path)
    if content is Content.ARCHIVE:
        members = archive.members(path)
    elif path.suffix.lower() == _MESSAGE and content in {Content.TEXT, Content.HTML}:
        members = mail.members(path)
    else:
        members = []
    return _named(members)


def _named(members: list[Member]) -> dict[str, Member]:
    names: dict[str, Member] = {}
    folders: set[str] = set()
    for member in members:
        parts = _parts(member.name)
        if not parts or not all(map(is_visible, parts[:-1])) or not is_document(parts[-1]):
            continue
        name = "/".join(parts)
        if not names.keys().isdisjoint(_above(name)):
            name = " - ".join(parts)  # its folder has the name of a document
        given, twins = PurePosixPath(name), 1
        while name in names or name in folders:
            twins += 1
            name = str(given.with_name(f"{given.stem} ({twins}){given.suffix}"))
        names[name] = member
        folders.update(_above(name))
    return names


def _above(name: str) -> Iterator[str]:
    """The folders of a name: « a », « a/b » for « a/b/c.pdf »."""
    return (str(folder) for folder in PurePosixPath(name).parents if folder.name)


def _parts(name: str) -> list[str]:
    """The folders and the name, in characters that can be shown: no control, no mark that turns the line, no drive."""
    typed = unicodedata.normalize("NFC", name).replace("\\", "/").split("/")
    shown = (
        "".join(
            character if character.isprintable() and character != ":" else "_" for character in " ".join(part.split())
        )
        for part in typed
    )
    return [_cut(part) for part in shown if part.strip(". ")][-_MAX_FOLDERS:]


def _cut(part: str) -> str:
    suffix = PurePosixPath(part).suffix
    return part if len(part) <= _MAX_NAME_CHARS else part[: _MAX_NAME_CHARS - len(suffix)] + suffix
