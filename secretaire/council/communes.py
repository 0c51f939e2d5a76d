"""The embedded list of communes: find one by INSEE code or name; homonyms are offered, never guessed."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from secretaire.council.commune import Commune
from secretaire.council.tribunal import tribunal

_NEAR_SHOWN = 8
_NEAR_RATIO = 0.75  # below, a suggestion is more puzzling than helpful
_PREFIX_LENGTH, _PREFIX_SCORE = 2, 0.95  # « Aubign » is the beginning of « Aubigny »
_POSTAL_CODE = re.compile(r"\d{5}")
_DEPARTEMENT = re.compile(
    r"^(?P<nom>.+?)\s*(?:\((?P<entre>[^)]+)\)|,\s*(?P<virgule>[^,]+)|\s(?P<code>\d{2,3}|2[ABab]))$"
)
_ARTICLES = {"le", "la", "les", "l"}

_Row = tuple[str, ...]
_FIELDS = (
    "code_insee",
    "nom",
    "liaison",
    "siren",
    "population_municipale",
    "codes_postaux",
    "code_departement",
    "departement",
    "liaison_departement",
    "arrondissement",
    "region",
    "siren_epci",
    "epci",
)


def fold_name(text: str) -> str:
    """A name without case, accents, hyphens or apostrophes, « St » written « saint »."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    words = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


@dataclass(frozen=True, slots=True)
class CommuneMatches:
    """Every commune that answers exactly to the query; the near names when none does, or those of the postal code."""

    exact: tuple[Commune, ...] = ()
    near: tuple[Commune, ...] = ()


class CommuneList:
    """The rows of the list, found by INSEE code or by folded name."""

    def __init__(self, rows: list[_Row]) -> None:
        self._rows = rows
        self._by_name: dict[str, list[_Row]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, query: str) -> CommuneMatches:
        """Communes of that INSEE code or name; « Aubigny (80) » or « Aubigny (Somme) » picks a homonym.

        Those of a postal code are near: it may serve several communes, and be the INSEE code of another one.
        """
        wanted = query.strip()
        by_code = [row for row in self._rows if row[0] == wanted.upper()]
        by_post = [row for row in self._rows if wanted in row[5].split()] if _POSTAL_CODE.fullmatch(wanted) else []
        if by_code or by_post:
            near = _communes(row for row in by_post if row not in by_code)
            return CommuneMatches(exact=_communes(by_code), near=near)
        exact = self._names().get(fold_name(wanted), [])
        if not exact and (parts := _DEPARTEMENT.match(wanted)):
            where = fold_name(parts["entre"] or parts["virgule"] or parts["code"])
            named = self._names().get(fold_name(parts["nom"]), [])
            exact = [row for row in named if where in {row[6].casefold(), fold_name(row[7])}] or named
        if exact:
            return CommuneMatches(exact=_communes(exact))
        return CommuneMatches(near=_communes(self._near(fold_name(wanted))))

    def _names(self) -> dict[str, list[_Row]]:
        """Rows by folded name, built at the first search by name."""
        if not self._by_name:
            names: defaultdict[str, list[_Row]] = defaultdict(list)
            for row in self._rows:
                names[fold_name(row[1])].append(row)
            self._by_name = dict(names)
        return self._by_name

    def _near(self, folded: str) -> list[_Row]:
        bare = _without_article(folded)
        if not bare:
            return []
        scored: list[tuple[float, str]] = []
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(bare)
        for name in self._names():
            other = _without_article(name)
            if other == bare or other.startswith(f"{bare} "):
                scored.append((2.0 if other == bare else 1.0, name))
            elif len(bare) >= _PREFIX_LENGTH and other.startswith(bare):
                scored.append((_PREFIX_SCORE, name))
            elif other[:1] == bare[0] and abs(len(other) - len(bare)) <= 2:
                matcher.set_seq1(other)
                if matcher.quick_ratio() >= _NEAR_RATIO and (ratio := matcher.ratio()) >= _NEAR_RATIO:
                    scored.append((ratio, name))
        scored.sort(key=lambda item: (-item[0], item[1]))
        return [row for _, name in scored for row in self._names()[name]][:_NEAR_SHOWN]


def load_communes(stream: Iterable[bytes]) -> CommuneList:
    """The list read from its CSV (`;`, UTF-8, uncompressed), an open binary stream."""
    reader = csv.reader(_lines(stream), delimiter=";")
    header = next(reader)
    if tuple(header) != _FIELDS:
        raise ValueError(f"unexpected columns in the list of communes: {header}")
    return CommuneList([tuple(row) for row in reader])


def _lines(stream: Iterable[bytes]) -> Iterator[str]:
    return (line.decode("utf-8") for line in stream)


def _without_article(folded: str) -> str:
    first, _, rest = folded.partition(" ")
    return rest if rest and first in _ARTICLES else folded


def _communes(rows: Iterable[_Row]) -> tuple[Commune, ...]:
    return tuple(_commune(row) for row in rows)


def _commune(row: _Row) -> Commune:
    facts = dict(zip(_FIELDS, row, strict=True))
    return Commune(
        code_insee=facts["code_insee"],
        nom=facts["nom"],
        liaison=int(facts["liaison"] or 0),
        siren=facts["siren"],
        population=int(facts["population_municipale"] or 0),
        code_departement=facts["code_departement"],
        departement=facts["departement"],
        liaison_departement=int(facts["liaison_departement"] or 0),
        arrondissement=facts["arrondissement"],
        region=facts["region"],
        epci=facts["epci"],
        codes_postaux=tuple(facts["codes_postaux"].split()),
        tribunal=tribunal(facts["code_departement"]),
    )
