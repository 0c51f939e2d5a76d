"""Which French words say the same thing, which say nothing by themselves: read from `resources/plume/sens.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import Stemmer
import yaml
from pydantic import BaseModel, ConfigDict
from simplemma import is_known, lemmatize

from secretaire.drafting.folding import fold

_STEMMER = Stemmer.Stemmer("french")
_POWERS = str.maketrans("²³", "23")
_REMEMBERED = 200_000  # pairs of words compared
_SHORTEST, _LONGEST = 2, 6  # letters of an abbreviation
_VOWELS = frozenset("aeiouy")
_ROOT = 4  # letters two kindred words share at least: « encadre », « encadrement »
# The past participles that a stemmer does not bring back to their verbs: the first ending that fits.
_IRREGULAR = (
    ("prendre", "pris"), ("mettre", "mis"), ("enir", "enu"), ("uire", "uit"), ("crire", "crit"), ("aître", "u"),
    ("ouvrir", "ouvert"), ("offrir", "offert"), ("cevoir", "çu"), ("endre", "endu"), ("ondre", "ondu"), ("clure", "clu"),
    ("ivre", "ivi"), ("battre", "battu"), ("courir", "couru"),
)  # fmt: skip
# What may follow a shared root: « mécontent » and « mécontentement », « délibérer » and « délibération ».
_SUFFIXES = frozenset(
    """a able adj age aire aison al ance ant at ateur ation atif e ee el ement emen ent er erent es et eur eus euse eux i ible ie
    ien ier if io ion ique ir is iss issement it ite ition itu iv ivit ment oir oire on or re rice ris s t te teur tif tion
    trice tur u ue ur ure us x y""".split()  # noqa: SIM905 - words read better as words
)


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    outils: str
    administratif: str
    facultatifs: str
    jugements: str
    sans_parente: tuple[str, ...]
    familles: tuple[str, ...]
    appuis: Mapping[str, str]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Folded French stem: « demandée », « demandent » → « demand »."""
    stemmed: str = _STEMMER.stemWord(word.lower())
    return fold(stemmed)


@lru_cache(maxsize=20_000)
def roots(word: str) -> frozenset[str]:
    """The stems a word may stand under: its own, and that of its dictionary form (« veulent » → « vouloir »)."""
    lower = word.lower()
    return frozenset({stem(lower), stem(lemmatize(lower, lang="fr"))})


def _all_roots(word: str) -> frozenset[str]:
    """The roots of a word of the tables, and of its participle: « détenir » is « détenu », « connaître » is « connue »."""
    forms = [word, fold(word)]
    for ending, participle in _IRREGULAR:
        if word.endswith(ending) and len(word) > len(ending):
            past = word[: -len(ending)] + participle
            forms += [past, past + "e"]
            break
    return frozenset().union(*map(roots, forms))


@lru_cache(maxsize=50_000)
def _kindred(one: str, other: str) -> bool:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    ends = (one[shared:], other[shared:])
    return shared >= _ROOT and all(not end or end in _SUFFIXES for end in ends)


@lru_cache(maxsize=50_000)
def _abbreviates(short: str, word: str) -> bool:
    """« admin » for « administratif », « agt » for « agent », when the short one is no word itself."""
    if not _SHORTEST <= len(short) <= _LONGEST or len(word) <= len(short) + 1 or short[0] != word[0] or _known(short):
        return False
    if word.startswith(short):
        return True
    letters = iter(word)
    return len(short) > _SHORTEST and all(letter in letters for letter in short) and not set(short[1:]) & _VOWELS


@lru_cache(maxsize=20_000)
def _known(word: str) -> bool:
    return is_known(word, lang="fr")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The tables of `sens.yaml`.

    Attributes:
        tools: folded words that say nothing by themselves: articles, pronouns, prepositions, auxiliaries.
        administrative: roots of the words of the trade, that may be written without being in the notes.
        droppable: roots of the words of the notes that may disappear.
        judging: roots of the words that judge, hurry or number vaguely: never without support.
        strangers: pairs of roots that look akin and are not (« commune », « communauté »).
        families: for each root, the numbers of the families of words it belongs to.
        supports: for a folded word of the notes, the roots it lets the text write.
    """

    tools: frozenset[str]
    administrative: frozenset[str]
    droppable: frozenset[str]
    judging: frozenset[str]
    strangers: frozenset[frozenset[str]]
    families: Mapping[str, frozenset[int]]
    supports: Mapping[str, frozenset[str]]
    _concepts: dict[str, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)
    _says: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def load(folder: Path) -> Meaning:
        """Read `sens.yaml` in a folder of resources."""
        file = _File.model_validate(yaml.safe_load((folder / "sens.yaml").read_text(encoding="utf-8")))
        families: dict[str, set[int]] = {}
        for number, family in enumerate(file.familles):
            for word in family.split():
                for root in _all_roots(word):
                    families.setdefault(root, set()).add(number)
        return Meaning(
            tools=frozenset(fold(w) for w in file.outils.split()),
            administrative=_roots(file.administratif),
            droppable=_roots(file.facultatifs),
            judging=_roots(file.jugements),
            strangers=frozenset(
                frozenset({a, b}) for pair in file.sans_parente for a in _roots(pair) for b in _roots(pair) if a != b
            ),
            families={root: frozenset(numbers) for root, numbers in families.items()},
            supports={fold(word): _roots(others) for word, others in file.appuis.items()},
        )

    def concepts(self, word: str) -> frozenset[int]:
        """The families a word belongs to."""
        found = self._concepts.get(word)
        if found is None:
            found = frozenset().union(*(self.families.get(root, frozenset()) for root in roots(word)))
            self._concepts[word] = found
        return found

    def says(self, written: str, noted: str) -> bool:
        """May a word of the text stand for a word of the notes?"""
        found = self._says.get((written, noted))
        if found is None:
            if len(self._says) > _REMEMBERED:
                self._says.clear()
            found = self._says[written, noted] = self._compare(written, noted)
        return found

    def _compare(self, written: str, noted: str) -> bool:
        return (
            self.same(written, noted)
            or bool(roots(written) & self.supports.get(fold(noted), frozenset()))
            or _abbreviates(fold(noted), fold(written))
        )

    def same(self, one: str, other: str) -> bool:
        """Do two words say the same thing: inflection, derivation, or words of one family?"""
        if fold(one).translate(_POWERS) == fold(other).translate(_POWERS) or self.concepts(one) & self.concepts(other):
            return True
        mine, theirs = roots(one), roots(other)
        if mine & theirs:
            return True
        return any(
            a[:_ROOT] == b[:_ROOT] and _kindred(a, b) and frozenset({a, b}) not in self.strangers
            for a in mine
            for b in theirs
        )


def _roots(words: str) -> frozenset[str]:
    return frozenset(root for word in words.split() for root in _all_roots(word))
