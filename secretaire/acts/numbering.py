"""Numbers of acts: « 2026-014 », « 2026/03/02 », « 14-2026 »; arretes apart, or in the same series.

A scheme is a pattern: `{annee}` (2026), `{an}` (26), `{mois}` (03), `{jour}` (18), `{rang}` or `{rang:3}` (014). A series is
what is left without the rank: « 2026-… » runs through the year, « 2026/03/… » through the month of the seance.
Inside a series ranks follow each other; a correction takes the number it corrects and « bis ».
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count

from secretaire.acts.act_type import Famille

_TOKEN = re.compile(r"\{(annee|an|mois|jour|rang)(?::(\d))?\}")
_REPEATS = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "decies")
_BIS = rf"(?:[\s_-]?({'|'.join(_REPEATS)}))?"
_FIGURES = {"annee": r"\d{4}", "an": r"\d{2}", "mois": r"\d{1,2}", "jour": r"\d{1,2}"}
_LONGEST = 15  # what @ctes accepts as « numéro interne »
_SHORTEST = 2
_LARGEST_RANK = 999


@dataclass(frozen=True, slots=True)
class Number:
    """A number read with its scheme: its series (with « # » for the rank), its year, its rank, and « bis », « ter »…"""

    series: str
    year: int
    rank: int
    repeat: str = ""


@dataclass(frozen=True)
class Scheme:
    """How a commune numbers one kind of act.

    Raises:
        ValueError: the pattern has no rank, or gives numbers that transmission would refuse; the cause is French.
    """

    pattern: str

    def __post_init__(self) -> None:
        names = [m.group(1) for m in _TOKEN.finditer(self.pattern)]
        if names.count("rang") != 1:
            raise ValueError("le numéro doit contenir une fois {rang}")
        if not {"annee", "an"} & set(names):
            raise ValueError("le numéro doit contenir l'année : {annee} ou {an}")
        if len(set(names)) < len(names) or re.search(r"[{}]", _TOKEN.sub("", self.pattern)):
            raise ValueError("le numéro s'écrit avec {annee}, {an}, {mois}, {jour} et {rang}, chacun une fois")
        longest = self.write(date(2099, 12, 31), _LARGEST_RANK)
        try:
            transmission_number(f"{longest} bis")
        except ValueError as error:
            raise ValueError(f"« {longest} » : {error}") from error

    def write(self, day: date, rank: int) -> str:
        """The number of that rank in the series of that day."""
        return self._ranked(self.series(day), rank)

    def series(self, day: date) -> str:
        """« 2026-# »."""
        values = {"annee": f"{day.year}", "an": f"{day.year % 100:02d}", "mois": f"{day.month:02d}", "rang": "#"}
        return _TOKEN.sub(lambda m: values.get(m.group(1), f"{day.day:02d}"), self.pattern)

    def read(self, text: str) -> Number | None:
        """A number of this scheme, as other hands may write it: « 2026/14 » for « 2026-014 »; None for another scheme."""
        found = self._reader.fullmatch(" ".join(text.split()))
        if found is None:
            return None
        given = found.groupdict()
        widths = {"annee": 4, "an": 2, "mois": 2, "jour": 2}
        series = _TOKEN.sub(
            lambda m: "#" if m.group(1) == "rang" else given[m.group(1)].zfill(widths[m.group(1)]), self.pattern
        )
        year = int(given.get("annee") or f"20{given.get('an')}")
        return Number(series, year, int(given["rang"]), (found.group("repeat") or "").lower())

    def rewrite(self, number: Number) -> str:
        """A number in the writing of the commune."""
        written = self._ranked(number.series, number.rank)
        return f"{written} {number.repeat}" if number.repeat else written

    @cached_property
    def letters(self) -> str:
        """« A » of « A2026-014 »: what other hands often leave out."""
        return "".join(re.findall(r"\A[^\W\d_]+", self.pattern))

    def _ranked(self, series: str, rank: int) -> str:
        return series.replace("#", f"{rank:0{self._width}d}")

    @cached_property
    def _width(self) -> int:
        return next(int(m.group(2) or 1) for m in _TOKEN.finditer(self.pattern) if m.group(1) == "rang")

    @cached_property
    def _reader(self) -> re.Pattern[str]:
        """Separators stand for one another; the ranks need not be padded."""
        parts: list[str] = []
        position = 0
        for token in _TOKEN.finditer(self.pattern):
            parts.append(_loose(self.pattern[position : token.start()]))
            name = token.group(1)
            parts.append(rf"(?P<{name}>{_FIGURES.get(name, r'0*[1-9][0-9]{0,3}')})")
            position = token.end()
        parts.append(_loose(self.pattern[position:]))
        repeat = _BIS.replace("(bis", "(?P<repeat>bis")
        return re.compile("".join(parts) + repeat, re.IGNORECASE)


def next_number(scheme: Scheme, day: date, taken: Iterable[str]) -> str:
    """The number after the highest one taken in the series of that day."""
    series = scheme.series(day)
    ranks = (n.rank for text in taken if (n := scheme.read(text)) and n.series == series)
    return scheme.write(day, max(ranks, default=0) + 1)


def missing_numbers(scheme: Scheme, year: int, taken: Iterable[str]) -> tuple[str, ...]:
    """The numbers skipped between the lowest and the highest one taken in each series of the year."""
    ranks: dict[str, set[int]] = defaultdict(set)
    for text in taken:
        if (number := scheme.read(text)) and number.year == year:
            ranks[number.series].add(number.rank)
    return tuple(
        scheme.rewrite(Number(series, year, rank))
        for series, found in sorted(ranks.items())
        for rank in range(min(found), max(found))
        if rank not in found
    )


def correction_number(numero: str, taken: Iterable[str]) -> str:
    """« 2026-014 bis », or « ter » when the bis is taken.

    Raises:
        ValueError: every repeat is taken.
    """
    bare = re.sub(rf"\s*(?:{'|'.join(_REPEATS)})$", "", numero)
    used = {" ".join(t.split()).casefold() for t in taken}
    for repeat in _REPEATS:
        if f"{bare} {repeat}".casefold() not in used:
            return f"{bare} {repeat}"
    raise ValueError(f"l'acte {bare} a déjà été corrigé {len(_REPEATS)} fois")


def transmission_number(numero: str) -> str:
    """The « numéro interne » of @ctes: capitals, digits and « _ », 15 characters at most.

    Raises:
        ValueError: it would be longer, or empty; the cause is French.
    """
    plain = unicodedata.normalize("NFKD", numero).encode("ascii", "ignore").decode().upper()
    written = re.sub(r"[^A-Z0-9]+", "_", plain).strip("_")
    if not written:
        raise ValueError("ce numéro n'a ni lettre ni chiffre")
    if len(written) > _LONGEST:
        raise ValueError(f"la télétransmission accepte {_LONGEST} caractères, {written} en a {len(written)}")
    return written


def own_transmission_number(numero: str, taken: Collection[str]) -> str:
    """The « numéro interne » of an act, which no other act has: « 2026_014 », else « 2026_014_2 ».

    Raises:
        ValueError: it would be longer than fifteen characters, or shorter than two; the cause is French.
    """
    written = transmission_number(numero)
    if len(written) < _SHORTEST:
        raise ValueError(f"la télétransmission veut {_SHORTEST} caractères au moins, {written} en a {len(written)}")
    names = (f"{written}_{rank}" if rank > 1 else written for rank in count(1))
    found = next(name for name in names if name not in taken)
    if len(found) > _LONGEST:
        raise ValueError(
            f"{written} est déjà le numéro d'un autre acte, et la télétransmission n'en accepte pas de plus long"
        )
    return found


def _loose(literal: str) -> str:
    """The text between two tokens: any separator for a separator, spaces free, a leading letter required."""
    return "".join(r"\s?[-/_.]?\s?" if not c.isalnum() else re.escape(c) + r"[-\s]?" for c in literal)


USUAL: dict[Famille, Scheme] = {
    Famille.DELIBERATION: Scheme("{annee}-{rang:3}"),
    Famille.ARRETE: Scheme("A{annee}-{rang:3}"),
}
"""What a commune that chose nothing writes."""
