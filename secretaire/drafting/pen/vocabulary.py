"""The words a text may be written with: those that say what the notes say, those of the trade, those that only tie. Pure.

A word without support cannot be written at all; the locks then judge what the text makes of the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import TypeVar

from simplemma import is_known

from secretaire.drafting.folding import WORD, fold
from secretaire.drafting.pen.meaning import Meaning, roots, stem
from secretaire.drafting.pen.tables import Tables

_K = TypeVar("_K")
_TIES = ("contre", "lequel", "laquelle", "lesquels", "lesquelles", "tous", "toutes", "toute", "tout", "fois")
_KINDRED = 4  # letters that kindred words share at least
_LONG_ENOUGH = 4
_ACCENTS = {"e": "eéè", "c": "cç"}
_MOST_ACCENTS = 5  # letters that may take one: more would be too many words to look up
_ENDINGS = tuple(
    """e s x es é ée és ées er ent ait aient ions ons ez a ai as ais i is it ie ies ir u us ue ues
    era eront erait eraient ira iront irait iraient ra ront rait raient re t nt èrent irent al aux
    el elle els elles if ifs ive ives issent issait issant issaient""".split()  # noqa: SIM905 - words read better as words
)
_PARTICIPLES = ("é", "és", "ée", "ées")  # « barré » is not « une barre »


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Every word of administrative French the pen knows, found by what it may stand for.

    Attributes:
        always: words that need no support: tools, negations and nuances (judged by the locks), words of the trade.
    """

    meaning: Meaning
    always: frozenset[str]
    _by_root: dict[str, frozenset[str]]
    _by_beginning: dict[str, frozenset[str]]
    _by_family: dict[int, frozenset[str]]

    @staticmethod
    def load(folder: Path, meaning: Meaning, tables: Tables) -> Vocabulary:
        """Read `mots.txt` in a folder of resources."""
        words = (folder / "mots.txt").read_text(encoding="utf-8").split()
        free = meaning.administrative | tables.asking | tables.answering | tables.saying
        bounded = frozenset().union(*(n.words for n in tables.nuances.values())) | tables.negations | {"plus", "moins"}
        by_root, by_beginning = defaultdict(set), defaultdict(set)
        by_family: dict[int, set[str]] = defaultdict(set)
        always = set(_TIES)
        for word in words:
            own = roots(word)
            folded = fold(word)
            if folded in meaning.tools or folded in bounded or len(folded) == 1 or own & free:
                always.add(word)
            for root in own:
                by_root[root].add(word)
                by_beginning[root[:_KINDRED]].add(word)
            for family in meaning.concepts(word):
                by_family[family].add(word)
        return Vocabulary(meaning, frozenset(always), _frozen(by_root), _frozen(by_beginning), _frozen(by_family))

    def allowed(self, lines: Iterable[str]) -> frozenset[str]:
        """The words, lower case, that a text about these readable lines may be written with."""
        noted = {word for line in lines for word in WORD.findall(line)}
        found = set(self.always)
        for word in noted:
            found |= self._standing_for(word)
        return frozenset(found)

    def _standing_for(self, noted: str) -> frozenset[str]:
        return _standing_for(self, noted)


@lru_cache(maxsize=5_000)
def _standing_for(vocabulary: Vocabulary, noted: str) -> frozenset[str]:
    meaning = vocabulary.meaning
    own = roots(noted)
    likely: set[str] = set()
    for root in own:
        likely |= vocabulary._by_beginning.get(root[:_KINDRED], frozenset())
    for family in meaning.concepts(noted):
        likely |= vocabulary._by_family.get(family, frozenset())
    for root in meaning.supports.get(fold(noted), frozenset()):
        likely |= vocabulary._by_root.get(root, frozenset())
    return frozenset({noted.lower(), *forms(noted.lower()), *(w for w in likely if meaning.says(w, noted))})


@lru_cache(maxsize=5_000)
def forms(word: str) -> tuple[str, ...]:
    """The French words that inflect a word of a note; hurried notes get their accents (« ecole » → « école », « écoles »)."""
    accented = [word] if is_known(word, lang="fr") else _accented(word)
    return tuple(dict.fromkeys(form for base in accented for form in (base, *_inflected(base)) if form != word))


def _inflected(word: str) -> Iterator[str]:
    root = stem(word)
    if len(root) < _LONG_ENOUGH or not fold(word).startswith(root):
        return
    participle = re.search(r"ée?s?$", word)
    for ending in _PARTICIPLES if participle else _ENDINGS:
        form = word[: len(root)] + ending
        if is_known(form, lang="fr"):
            yield form


def _accented(word: str) -> list[str]:
    """The known words that differ only by é, è or ç where the note has e and c."""
    choices = [_ACCENTS.get(letter, letter) for letter in word]
    if sum(len(c) > 1 for c in choices) > _MOST_ACCENTS:
        return []
    return [form for form in map("".join, product(*choices)) if form != word and is_known(form, lang="fr")]


def _frozen(groups: dict[_K, set[str]]) -> dict[_K, frozenset[str]]:
    return {key: frozenset(words) for key, words in groups.items()}
