"""Words as the index knows them, the same way for documents and for queries. Pure.

- elision dropped (« l'école » → école, « jusqu'au » → au), with ’ or '; a letter alone is a word (« bâtiment L »);
- a legal reference is one token: « L. 2121-29 », « L.2121-29 », « article L2121-29 » → `l2121-29`;
- numbers in one form: « n° 2015-991 » → `2015-991`, « 12 400,00 € » → `12400`, « 13/09/2021 » → `13-09-2021`;
- accents and case folded *before* stemming, so that « deliberation » typed in haste meets « Délibérations »: the
  Snowball stemmer gives accented and bare words different stems (cimetière → cimeti, cimetiere → cimetier);
- plurals and feminines brought to one form before Snowball, which alone parts travail/travaux, élu/élus, arrêté/arrêtée;
- stop words dropped, but not the words that reverse an act: non, sans, pas, ni, contre, sauf, aucun.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

import Stemmer

from secretaire.fund.folding import fold_word

VERSION = 2
"""Raise it whenever the same text would give other terms: indexes are then rebuilt."""

_STOP_WORDS = """
a afin ai ainsi ait alors apres as au aucunement aupres auquel aussi autre autres aux auxquelles auxquels
avaient avais avait avant avec avoir ayant ayez car ce ceci cela celle celles celui cependant certain certaine
certaines certains ces cet cette ceux chacun chacune chaque chez ci combien comme comment dans de depuis des desdites
desdits desquelles desquels dessous dessus devant dit dite dites dits dont donc du dudit duquel durant e elle
elles en encore entre envers es est et etaient etais etait etant ete etes etre eu eue eues eurent eus eut eux
font fut furent hors ici il ils je jusque la ladite laquelle le ledit lequel les lesdites lesdits lesquelles
lesquels leur leurs lors lorsque lui m ma mais me meme memes mes moi moins mon n ne neanmoins no nos notamment
notre nous numero on ont or ou par parce parmi pendant peu peut peuvent plus plusieurs pour pourquoi pres puis
puisque qu quand quant que quel quelle quelles quelque quelques quels qui quoi quoique sa se selon sera
seraient serait seront ses si sien soient soit sommes son sont sous suis sur ta tandis tant te tel telle
telles tels tes toi ton tous tout toute toutes toutefois tres tu un une vers via voici voila vos votre vous vs y
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
_ELIDED = frozenset(["jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu", "aujourd", "hui"])
_DROPPED = STOP_WORDS | _ELIDED

_TOKEN = re.compile(
    r"""
    [^\W\d_]{2}[^\W_]*                                                                       # a word: nearly always
  | (?P<legal>\b[lrd]\s?\*?\s?\.?\s?\*?\s?\d{2,4}(?:\s?[-–]\d{1,3}){0,4}\b)
  | (?P<compound>\b\d+(?:[-–/]\d+)+\b)
  | (?P<amount>(?<![\w.,])\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?(?!\d)|(?<![\w.,])\d+,\d+(?!\w))
  | (?P<acronym>\b(?:[a-z]\.){2,}[a-z]?)
  | (?P<dropped>\b[cdjlmnst]['’]|\bn\s?[°º])
  | [^\W_]+
    """,
    re.VERBOSE | re.IGNORECASE,
)
# the same without names nor case: half the time, and counting words is most of indexing
_LOWERCASE_TOKEN = re.compile(re.sub(r"\?P<\w+>", "?:", _TOKEN.pattern), re.VERBOSE)
_MAX_WORD_CHARS = 60
_KNOWN_TOKENS = 100_000
"""The stem of a word as long as this begins with the same three letters, of a shorter one with the same two."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a token is in the index, wherever it stands.

    Attributes:
        stem: its term.
        word: its bare spelling.
        aliases: other terms it can be found by: the bare number of an article, the whole euros of an amount.
    """

    stem: str
    word: str
    aliases: tuple[str, ...] = ()


class Term(NamedTuple):
    """A word of a text: its form, and its characters [start, end) in the text."""

    form: Form
    start: int
    end: int

    @property
    def stem(self) -> str:
        """Its term in the index."""
        return self.form.stem

    @property
    def word(self) -> str:
        """Its bare spelling."""
        return self.form.word

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other terms it can be found by."""
        return self.form.aliases


def terms(text: str) -> Iterator[Term]:
    """The terms of a text in order, stop words left out."""
    for match in _tokens(text):
        form = _form(match[0])
        if form is not None:
            yield Term(form, match.start(), match.end())


def _tokens(text: str) -> Iterator[re.Match[str]]:
    lowered = text.lower()
    # a letter or two of the world have a longer small letter: then places in one text are not places in the other
    return _LOWERCASE_TOKEN.finditer(lowered) if len(lowered) == len(text) else _TOKEN.finditer(text)


_Meaning = TypeVar("_Meaning")


class Finder(Generic[_Meaning]):
    """Finds, in many texts, the few words that mean something: as `terms`, without making a term of all the others.

    Args:
        wanted: the terms that mean something.
        meaning: what a form means; None for nothing.
    """

    def __init__(self, wanted: Iterable[str], meaning: Callable[[Form], _Meaning | None]) -> None:
        terms = frozenset(wanted)
        self._beginnings = _beginnings(terms) if all(map(str.isalpha, terms)) else None
        self._meaning = meaning
        self._known: dict[str, _Meaning | None] = {}

    def find(self, text: str) -> list[tuple[int, int, _Meaning]]:
        """For each word that means something: its characters [start, end) and its meaning."""
        known = self._known
        found = []
        for match in self._candidates(text):
            token = match[0]
            try:
                meaning = known[token]
            except KeyError:
                form = _form(token)
                meaning = known[token] = None if form is None else self._meaning(form)
            if meaning is not None:
                found.append((match.start(), match.end(), meaning))
        return found

    def _candidates(self, text: str) -> Iterator[re.Match[str]]:
        """A word begins as its stem does, so most are never looked at; numbers and references are all looked at."""
        lowered = text.lower()
        if self._beginnings is None or len(lowered) != len(text):
            return _tokens(text)
        return self._beginnings.finditer(lowered)


_ACCENTED = {
    "a": "[aàâäáãå]",
    "c": "[cç]",
    "e": "[eéèêë]",
    "i": "[iîïíì]",
    "n": "[nñ]",
    "o": "[oôöóòõœ]",
    "u": "[uùûüú]",
    "y": "[yÿ]",
}


def _beginnings(terms: Iterable[str]) -> re.Pattern[str]:
    """Words that begin with the first two letters of one of the terms, accents aside, and all « D.E.T.R. »."""
    pairs = sorted({term[:2] for term in terms})
    spelt = ["".join(_ACCENTED.get(letter, letter) for letter in pair) for pair in pairs]
    spelt += [ligature for pair, ligature in (("oe", "œ"), ("ae", "æ")) if pair in pairs]
    return re.compile(rf"(?<![^\W_])(?:(?:[a-z]\.){{2,}}[a-z]?|(?:{'|'.join(spelt) or '(?!)'})[^\W_]*)")


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each term of the index, and each bare spelling, is in a text; `length` in words."""

    terms: dict[str, int]
    words: dict[str, int]
    length: int


def count(text: str) -> Counted:
    """Count the terms of a text: what `terms` gives, without their places, many times faster."""
    stems: dict[str, int] = {}
    words: dict[str, int] = {}
    length = 0
    for token, number in Counter(_LOWERCASE_TOKEN.findall(text.lower())).items():
        form = _form(token)
        if form is not None:
            word, name = form.word, form.stem
            words[word] = words.get(word, 0) + number
            stems[name] = stems.get(name, 0) + number
            length += number
            for alias in form.aliases:
                stems[alias] = stems.get(alias, 0) + number
    return Counted(stems, words, length)


@lru_cache(maxsize=_KNOWN_TOKENS)
def _form(token: str) -> Form | None:
    """The form of a token; None for a stop word."""
    match = _TOKEN.fullmatch(token)
    kind = match.lastgroup if match else None
    if kind == "dropped":
        return None
    if kind == "legal":
        article = re.sub(r"[\s.*]", "", token.lower()).replace("–", "-")
        return Form(article, article, (article[1:],))
    if kind == "acronym":
        word = token.replace(".", "").lower()
        return Form(stem(word), word)
    if kind == "compound":
        number = re.sub("[–/]", "-", token)
        return Form(number, number)
    if kind == "amount":
        euros, _, cents = re.sub("[ \u00a0\u202f.]", "", token).partition(",")
        exact = f"{euros},{cents}" if cents.strip("0") else euros
        return Form(exact, exact, (euros,) if exact != euros and len(euros) > 1 else ())
    word = fold_word(token[:_MAX_WORD_CHARS])
    return None if word in _DROPPED or not word else Form(stem(word), word)


_IRREGULAR = {
    "travaux": "travail",
    "baux": "bail",
    "vitraux": "vitrail",
    "loyer": "loyer",
    "loyers": "loyer",
}


class _Stemmer(threading.local):
    """A stemmer holds the word it works on: each thread has its own."""

    def __init__(self) -> None:
        self.french = Stemmer.Stemmer("french")


_stemmer = _Stemmer()


@lru_cache(maxsize=100_000)
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
    return str(_stemmer.french.stemWord(word))
