"""What is known of each article at a date. What is not known is said unknown, never guessed."""

from __future__ import annotations

import csv
import gzip
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import BinaryIO

from secretaire.law.change_dates import change_period, start_period
from secretaire.law.references import find_references, normal_article

# keys of the list of dates → keys of law/codes.py
_LISTED_CODES = {"URBANISME": "CU", "ELECTORAL": "CE", "VOIRIE": "CVR"}
_OLD_COPY, _OLD_COPY_DAY = "texte ancien du code", date(2020, 12, 31)  # seen in force in a copy of 2020 at most
_MID_2015 = date(2015, 7, 1)


class Status(StrEnum):
    """What is known of an article at a date."""

    EN_VIGUEUR = "en_vigueur"
    PAS_ENCORE = "pas_encore"  # it did not exist yet
    REMPLACE = "remplace"  # its content is now elsewhere
    ABROGE = "abroge"
    CONTENU_CHANGE = "contenu_change"  # still the right article, with another rule in it
    INCONNU = "inconnu"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of an article at a date, and on what ground.

    Attributes:
        successor: where its content went, in words (« CGCT L. 1612-25 »); for a changed content, the new rule.
        replacement: the successor as (code, article) when it is one article and nobody marked it uncertain.
        since: first day of the change, when it is exactly known.
        source: column `verification` of the snapshot, or the list of dates; « connaissance » = not rechecked.
        old_rule: for a changed content, the pattern that betrays the old rule in a text without accents or capitals.
    """

    status: Status
    successor: str = ""
    replacement: tuple[str, str] | None = None
    since: date | None = None
    source: str = ""
    old_rule: str = ""


SNAPSHOT_FILES = (
    "etat.toml",
    "references.csv",
    "anciens_contenus.csv",
    "articles_dates.csv.gz",
    "cgct_articles_2015.csv.gz",
)
"""Files of `resources/droit`, in the order of the parameters of `load_snapshot`."""

UNKNOWN = Verdict(Status.INCONNU)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One article of `references.csv`."""

    trap: str  # type_piege: « numero », « contenu » or nothing
    statut: str
    equivalents: tuple[str, ...]
    verification: str
    old_rule: str


@dataclass(frozen=True, slots=True)
class _Dates:
    """Known life of an article: first seen, gone (at the latest), last day of which the list speaks."""

    first: date
    gone: date | None
    known_until: date


@dataclass(frozen=True, slots=True)
class Etat:
    """Facts about the snapshot, for « droit etat »."""

    date: date
    articles: int
    source: str


class Snapshot:
    """The dated legal snapshot."""

    def __init__(
        self,
        day: date,
        source: str,
        entries: Mapping[tuple[str, str], _Entry],
        dates: Mapping[tuple[str, str], _Dates],
    ) -> None:
        self._day = day
        self._source = source
        self._entries = entries
        self._dates = dates

    def etat(self) -> Etat:
        return Etat(self._day, len(self._entries.keys() | self._dates.keys()), self._source)

    def verdict(self, code: str, article: str, on: date) -> Verdict:
        """What is known of an article at a date. `article` is empty for a whole law, decree or ordinance."""
        key = _key(code, article)
        entry = self._entries.get(key)
        if entry is None:
            return self._by_dates(key, on)
        if entry.trap == "numero":
            return self._trap(entry, on)
        if entry.trap == "contenu":
            return self._changed(entry, on)
        start = start_period(entry.statut)
        listed = self._dates.get(key)
        if start and on < start.earliest:
            return Verdict(Status.PAS_ENCORE, since=start.exact, source=entry.verification)
        if (
            on >= self._day
            or (start and on >= start.latest)
            or (listed and listed.first <= on)
            or (entry.verification.startswith(_OLD_COPY) and on >= _OLD_COPY_DAY)
        ):
            return Verdict(Status.EN_VIGUEUR, source=entry.verification)
        return self._by_dates(key, on)

    def _trap(self, entry: _Entry, on: date) -> Verdict:
        period = change_period(entry.statut)
        if period is None and on < self._day:
            return UNKNOWN  # it changed, nobody wrote when
        if period and on < period.earliest:
            return Verdict(Status.EN_VIGUEUR, source=entry.verification)
        if period and on < period.latest:
            return UNKNOWN
        doubtful = "vérifier" in entry.statut
        replacement = None if doubtful else _single_article(entry.equivalents)
        gone = not any(find_references(e) for e in entry.equivalents if not e.startswith("aucune"))
        return Verdict(
            Status.INCONNU if doubtful else Status.ABROGE if gone else Status.REMPLACE,
            successor=" ; ".join(entry.equivalents),
            replacement=replacement,
            since=period.exact if period else None,
            source=entry.verification,
        )

    def _changed(self, entry: _Entry, on: date) -> Verdict:
        period = change_period(entry.statut)
        if period and on < period.latest:
            return Verdict(Status.EN_VIGUEUR, source=entry.verification)
        return Verdict(
            Status.CONTENU_CHANGE,
            successor=" ; ".join(entry.equivalents),
            since=period.exact if period else None,
            source=entry.verification,
            old_rule=entry.old_rule,
        )

    def _by_dates(self, key: tuple[str, str], on: date) -> Verdict:
        known = self._dates.get(key)
        if known is None:
            return UNKNOWN
        source = "dates des articles"
        if on < known.first:
            return Verdict(Status.PAS_ENCORE, since=known.first, source=source)
        if known.gone and on >= known.gone:
            return Verdict(Status.ABROGE, since=known.gone, source=source)
        if on <= known.known_until:
            return Verdict(Status.EN_VIGUEUR, source=source)
        return UNKNOWN


def load_snapshot(
    etat: BinaryIO,
    references: Iterable[bytes],
    old_rules: Iterable[bytes],
    listed_dates: BinaryIO,
    cgct_2015: BinaryIO,
) -> Snapshot:
    """The snapshot read from the files of `resources/droit` (the last two are compressed)."""
    facts = tomllib.load(etat)
    day: date = facts["date"]
    patterns = {_key(row["code"], row["article"]): row["motif"] for row in _rows(old_rules)}
    dates = dict(_cgct_in_2015(_rows(gzip.GzipFile(fileobj=cgct_2015))))
    dates |= _listed(_rows(gzip.GzipFile(fileobj=listed_dates)))
    return Snapshot(day, facts["source"], _entries(_rows(references), patterns), dates)


def _rows(stream: Iterable[bytes]) -> Iterator[dict[str, str]]:
    return iter(csv.DictReader((line.decode("utf-8-sig") for line in stream), delimiter=";"))


def _key(code: str, article: str) -> tuple[str, str]:
    """Laws without their date (« loi n° 84-53 »), articles in normal form, « art. » kept for laws only."""
    law = re.match(r"(?:loi|décret|ordonnance) n° [\d-]+", code)
    bare = re.sub(r"\s*\(.*?\)", "", article.removeprefix("art.")).strip()
    number = normal_article(bare) if bare else ""
    if law:
        return law.group(), f"art. {number}" if number else ""
    return code, number


def _entries(rows: Iterator[dict[str, str]], patterns: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], _Entry]:
    entries: dict[tuple[str, str], _Entry] = {}
    for row in rows:
        if "(avant " in row["article"]:
            continue  # a number given since to another rule: its plain row speaks of the new one
        key = _key(row["code"], row["article"])
        equivalents = tuple(e for e in [row["equivalent_actuel"].strip()] if e)
        if (twin := entries.get(key)) and twin.trap == row["type_piege"]:
            equivalents = twin.equivalents + equivalents  # « art. 3 (I, 1°) » and « art. 3 (I, 2°) »
        entries[key] = _Entry(row["type_piege"], row["statut"], equivalents, row["verification"], patterns.get(key, ""))
    return entries


def _listed(rows: Iterator[dict[str, str]]) -> dict[tuple[str, str], _Dates]:
    """Articles of the list; « R*421-1 » and « R421-1 » are one article, there as long as one of them is."""
    dates: dict[tuple[str, str], _Dates] = {}
    for row in rows:
        key = _LISTED_CODES.get(row["code"], row["code"]), _listed_article(row["article"])
        first = date.fromisoformat(row["premiere_apparition"])
        gone = date.fromisoformat(row["disparition"]) if row["disparition"] else None
        if twin := dates.get(key):
            first = min(first, twin.first)
            gone = max(gone, twin.gone) if gone and twin.gone else None
        dates[key] = _Dates(first, gone, known_until=date.max)
    return dates


def _listed_article(article: str) -> str:
    """« R*421-1 » → « R. 421-1 »; the lists are regular, and long enough for `normal_article` to be slow."""
    found = re.match(r"(LO|[LRDA])\*?(\d.*)", article)
    return f"{found[1]}. {found[2]}" if found else article


def _cgct_in_2015(rows: Iterator[dict[str, str]]) -> Iterator[tuple[tuple[str, str], _Dates]]:
    """What mid-2015 knew of the CGCT; it says nothing of what came after."""
    for row in rows:
        if row["etat_mi_2015"] == "present" and row["premiere_version"]:
            first = date.fromisoformat(row["premiere_version"])
            yield ("CGCT", _listed_article(row["article"])), _Dates(first, gone=None, known_until=_MID_2015)


def _single_article(equivalents: tuple[str, ...]) -> tuple[str, str] | None:
    """(code, article) when the successor is exactly one article: no list, no range, no doubt."""
    if len(equivalents) != 1:
        return None
    found = re.fullmatch(r"([A-Z]+) ((?:[LRD]\. )?\d+(?:-\d+)*)", equivalents[0])
    return (found[1], found[2]) if found else None
