"""Synonyms of the trade: groups of expressions, one group a line, « salle des fêtes = salle polyvalente = foyer rural ».

What follows « # » is a remark. A line that cannot be understood is told, and the others count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from secretaire.fund.finding.analyzer import terms

_MAX_WORDS = 8
_MAX_EXPRESSIONS = 20
_MAX_FILE_BYTES = 1_000_000

Expression = tuple[str, ...]
"""The stems of an expression, in order."""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line left out: its number, from 1, and why, in French."""

    line: int
    why: str


class Synonyms:
    """The groups an expression belongs to. Pure."""

    def __init__(self, groups: Iterable[Sequence[Expression]] = ()) -> None:
        self._others: dict[Expression, dict[Expression, None]] = {}
        for group in groups:
            for expression in group:
                others = self._others.setdefault(expression, {})
                others.update(dict.fromkeys(other for other in group if other != expression))
        self._longest = max(map(len, self._others), default=0)

    def of(self, words: Sequence[str]) -> list[tuple[int, int, list[Expression]]]:
        """The expressions known in a sequence of stems, the longest first: where each starts and ends, its synonyms."""
        found = []
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + self._longest), start, -1):
                others = self._others.get(tuple(words[start:end]))
                if others:
                    found.append((start, end, list(others)))
                    start = end - 1
                    break
            start += 1
        return found


def parse_synonyms(text: str) -> tuple[list[list[Expression]], list[BadLine]]:
    """The groups of a file, and the lines that are not one."""
    groups, bad = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        written = line.partition("#")[0].strip()
        if not written:
            continue
        expressions = [tuple(term.stem for term in terms(part)) for part in written.split("=")]
        if why := _refusal(expressions):
            bad.append(BadLine(number, why))
        else:
            groups.append(list(dict.fromkeys(expressions)))
    return groups, bad


def _refusal(expressions: list[Expression]) -> str:
    if len(expressions) < 2:
        return "il faut au moins deux expressions séparées par « = »"
    if not all(expressions):
        return "une expression est vide, ou faite de mots qui ne comptent pas (le, de, pour…)"
    if max(map(len, expressions)) > _MAX_WORDS:
        return f"une expression a plus de {_MAX_WORDS} mots"
    if len(expressions) > _MAX_EXPRESSIONS:
        return f"il y a plus de {_MAX_EXPRESSIONS} expressions"
    return ""


class SynonymFiles:
    """The synonyms of some files, those that exist; read again when one changes. Any thread may use it."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = tuple(files)
        self._read: tuple[list[tuple[int, int]], Synonyms] | None = None

    def current(self) -> Synonyms:
        """The synonyms as the files are now; a line that is no group of words is left out."""
        stamps = [_stamp(file) for file in self._files]
        if self._read is None or self._read[0] != stamps:
            groups: list[list[Expression]] = []
            for file, (size, _) in zip(self._files, stamps, strict=True):
                if size >= 0:
                    groups += _read(file, size)
            self._read = (stamps, Synonyms(groups))
        return self._read[1]


def _stamp(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError:
        return (-1, 0)
    return (stat.st_size, stat.st_mtime_ns)


def _read(file: Path, size: int) -> list[list[Expression]]:
    if size > _MAX_FILE_BYTES:
        return []
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return []
    return parse_synonyms(text)[0]
