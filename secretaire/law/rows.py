"""What the files of the snapshot hold: the articles that acts cite, and the lives of articles taken from lists."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from secretaire.law.references import normal_article

Key = tuple[str, str]
"""(code, article) in normal form: « CGCT », « L. 2121-29 »; « loi n° 84-53 », « art. 3-3 »."""

LISTED = "dates des articles"
LISTED_2015 = "code de la mi-2015"
# keys of the list of dates → keys of law/codes.py
_LISTED_CODES = {"URBANISME": "CU", "ELECTORAL": "CE", "VOIRIE": "CVR"}
_MID_2015 = date(2015, 7, 1)
_FORMER = re.compile(r"\(avant \d{4}\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of `references.csv`.

    Attributes:
        trap: « numero » (no longer to be cited), « contenu » (same number, new rule), or nothing.
        old_rule: for « contenu », the pattern that betrays the old rule in a text without accents or capitals.
    """

    trap: str
    statut: str
    equivalents: tuple[str, ...]
    verification: str
    old_rule: str


@dataclass(frozen=True, slots=True)
class Life:
    """What a list knows of an article.

    Attributes:
        first: the day it is first seen; None when the list began to look after it came.
        sighted: the last day it is known to have changed while it was there.
        gone: the day it is no longer there, exactly or at the latest.
        gone_exactly: `gone` is the day the law says, not the day of a copy of the code.
        known_until: last day of which the list speaks.
    """

    first: date | None
    sighted: date
    gone: date | None
    gone_exactly: bool
    known_until: date
    source: str


def rows(stream: Iterable[bytes]) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of the snapshot."""
    return iter(csv.DictReader((line.decode("utf-8-sig") for line in stream), delimiter=";"))


def article_key(code: str, article: str) -> Key:
    """Laws without their date (« loi n° 84-53 »), articles in normal form, « art. » kept for laws only."""
    law = re.match(r"(?:loi|décret|ordonnance) (?:n° [\d-]+|du \d.*)", code)
    bare = re.sub(r"\s*\(.*?\)", "", article.removeprefix("art.")).strip()
    number = normal_article(bare) if bare else ""
    if law:
        return law.group(), f"art. {number}" if number else ""
    return code, number


def read_entries(lines: Iterator[dict[str, str]], old_rules: Mapping[Key, str]) -> dict[Key, Entry]:
    """The articles of `references.csv`. « L. 511-3 (avant 2021) » is a number given since to another rule."""
    entries: dict[Key, Entry] = {}
    for row in lines:
        key = article_key(row["code"], row["article"])
        trap, equivalents = row["type_piege"], tuple(e for e in [row["equivalent_actuel"].strip()] if e)
        if _FORMER.search(row["article"]):
            trap, equivalents = "contenu", tuple(f"{row['sujet']}, voir {e}" for e in equivalents)
        elif (twin := entries.get(key)) and twin.trap == trap:
            equivalents = twin.equivalents + equivalents  # « art. 3 (I, 1°) » and « art. 3 (I, 2°) »
        entries[key] = Entry(trap, row["statut"], equivalents, row["verification"], old_rules.get(key, ""))
    return entries


def read_lives(lines: Iterator[dict[str, str]], copies: Collection[date]) -> dict[Key, Life]:
    """Articles of the list; « R*421-1 » and « R421-1 » are one article, there as long as one of them is.

    Args:
        copies: days on which a copy of a code was taken: what is first or no longer seen on such a day came or
            went some day before.
    """
    lives: dict[Key, Life] = {}
    for row in lines:
        key = _LISTED_CODES.get(row["code"], row["code"]), _listed_article(row["article"])
        seen, sighted = (date.fromisoformat(row[name]) for name in ("premiere_apparition", "derniere_modification"))
        first = None if seen in copies else seen
        gone = date.fromisoformat(row["disparition"]) if row["disparition"] else None
        if twin := lives.get(key):
            first = min(first, twin.first) if first and twin.first else first or twin.first
            sighted = max(sighted, twin.sighted)
            gone = max(gone, twin.gone) if gone and twin.gone else None
        lives[key] = Life(first, sighted, gone, gone not in copies, date.max, LISTED)
    return lives


def read_cgct_in_2015(lines: Iterator[dict[str, str]]) -> Iterator[tuple[Key, Life]]:
    """What mid-2015 knew of the CGCT; it says nothing of what came after, and an absence proves nothing."""
    for row in lines:
        if row["etat_mi_2015"] == "present" and row["premiere_version"]:
            first, sighted = (date.fromisoformat(row[name]) for name in ("premiere_version", "derniere_modification"))
            life = Life(first, sighted, None, gone_exactly=False, known_until=_MID_2015, source=LISTED_2015)
            yield ("CGCT", _listed_article(row["article"])), life


def _listed_article(article: str) -> str:
    """« R*421-1 » → « R. 421-1 »; the lists are regular, and long enough for `normal_article` to be slow."""
    found = re.match(r"(LO|[LRDA])\*?(\d.*)", article)
    return f"{found[1]}. {found[2]}" if found else article
