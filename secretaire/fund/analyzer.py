"""Words as the index knows them, the same way for documents and for queries. Pure, apart from the Whoosh base class.

- elision dropped (« l'école » → école, « jusqu'au » → au), with ’ or ';
- a legal reference is one token: « L. 2121-29 », « L.2121-29 », « article L2121-29 » → `l2121-29`;
- numbers in one form: « n° 2015-991 » → `2015-991`, « 12 400,00 € » → `12400`, « 13/09/2021 » → `13-09-2021`;
- accents and case folded *before* stemming, so that « deliberation » typed in haste meets « Délibérations »: the
  Snowball stemmer gives accented and bare words different stems (cimetière → cimeti, cimetiere → cimetier);
- plurals and feminines brought to one form before Snowball, which alone parts travail/travaux, élu/élus, arrêté/arrêtée;
- stop words dropped, but not the words that reverse an act: non, sans, pas, ni, contre, sauf, aucun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import snowballstemmer
from whoosh.analysis import Composable, Token

from secretaire.fund.folding import fold_word

VERSION = 1
"""Raise it whenever the same text would give other terms: indexes are then rebuilt."""

_STOP_WORDS = """
a afin ai ainsi ait alors apres as au aucunement aupres auquel aussi autre autres aux auxquelles auxquels
avaient avais avait avant avec avoir ayant ayez c car ce ceci cela celle celles celui cependant certain certaine
certaines certains ces cet cette ceux chacun chacune chaque chez ci comme comment d dans de depuis des desdites
desdits desquelles desquels dessous dessus devant dit dite dites dits dont donc du dudit duquel durant e elle
elles en encore entre envers es est et etaient etais etait etant ete etes etre eu eue eues eurent eus eut eux
font fut furent hors ici il ils j je jusque l la ladite laquelle le ledit lequel les lesdites lesdits lesquelles
lesquels leur leurs lors lorsque lui m ma mais me meme memes mes moi moins mon n ne neanmoins no nos notamment
notre nous numero on ont or ou par parce parmi pendant peu peut peuvent plus plusieurs pour pourquoi pres puis
puisque qu quand quant que quel quelle quelles quelque quelques quels qui quoi quoique s sa se selon sera
seraient serait seront ses si sien soient soit sommes son sont sous suis sur t ta tandis tant te tel telle
telles tels tes toi ton tous tout toute toutes toutefois tres tu un une vers via voici voila vos votre vous vs y
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

_ELIDED = r"(?:jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu|qu|[cdjlmnst])"
_TOKEN = re.compile(
    rf"""
    \b{_ELIDED}['’](?=\w)                                                   # dropped
  | (?P<legal>\b[lrd]\s?\*?\s?\.?\s?\*?\s?\d{{2,4}}(?:\s?[-–]\d{{1,3}}){{0,4}}\b)
  | (?P<compound>\b\d+(?:[-–/]\d+)+\b)
  | (?P<amount>(?<![\w.,])\d{{1,3}}(?:[ .]\d{{3}})+(?:,\d+)?(?![\d])|(?<![\w.,])\d+,\d+(?![\w]))
  | (?P<acronym>\b(?:[a-z]\.){{2,}}[a-z]?)
  | aujourd['’]hui
  | (?P<word>[^\W_]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAX_WORD_CHARS = 60


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a text: its term in the index, its bare spelling, its characters [start, end) in the text."""

    stem: str
    word: str
    start: int
    end: int
    aliases: tuple[str, ...] = ()
    """Other terms the same word can be found by: the bare number of an article, the whole euros of an amount."""


def terms(text: str) -> Iterator[Term]:
    """The terms of a text in order, stop words left out."""
    # spaces inside amounts are often narrow or unbreakable; one for one, so that offsets hold
    for match in _TOKEN.finditer(text.replace("\u00a0", " ").replace("\u202f", " ")):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind is None:
            continue
        written = match[0]
        if kind == "word":
            word = fold_word(written[:_MAX_WORD_CHARS])
            if word not in STOP_WORDS:
                yield Term(stem(word), word, start, end)
        elif kind == "legal":
            article = re.sub(r"[\s.*]", "", written.lower()).replace("–", "-")
            yield Term(article, article, start, end, (article[1:],))
        elif kind == "acronym":
            word = written.replace(".", "").lower()
            yield Term(stem(word), word, start, end)
        elif kind == "compound":
            number = re.sub("[–/]", "-", written)
            yield Term(number, number, start, end)
        else:
            euros, _, cents = re.sub("[ .]", "", written).partition(",")
            exact = f"{euros},{cents}" if cents.strip("0") else euros
            yield Term(exact, exact, start, end, (euros,) if exact != euros and len(euros) > 1 else ())


_IRREGULAR = {
    "travaux": "travail",
    "baux": "bail",
    "vitraux": "vitrail",
    "loyer": "loyer",
    "loyers": "loyer",
}
_snowball = snowballstemmer.stemmer("french")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a folded word; numbers and short words stay as they are."""
    if len(word) < 4 or word[0].isdigit():
        return word
    if irregular := _IRREGULAR.get(word):
        return irregular
    if word.endswith("eaux"):
        word = word[:-1]
    elif word.endswith("aux"):
        word = word[:-3] + "al"
    elif word[-1] in "sx":
        word = word[:-1]
    if word.endswith("ee"):
        word = word[:-1]
    return str(_snowball.stemWord(word))


class FrenchAnalyzer(Composable):  # type: ignore[misc]  # Whoosh has no types
    """The stems of a text, as Whoosh asks for them."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        for position, term in enumerate(terms(value)):
            for text in (term.stem, *term.aliases):
                yield _token(text, position)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


class SpellingAnalyzer(FrenchAnalyzer):
    """The bare spelling of each word: what a word being typed, or mistyped, is compared to."""

    def __call__(self, value: str, **_: Any) -> Iterator[Token]:
        for position, word in enumerate({term.word for term in terms(value)}):
            yield _token(word, position)


def _token(text: str, position: int) -> Token:
    return Token(positions=True, text=text, pos=position, boost=1.0, stopped=False)
