"""From a few typed words to the act types they ask for: « subv toiture école », « fermer la route ».

Each typed word has, for each type, a strength between 0 and 1: where the type says it (its title, its `mots`, the
object, the fields), and how near what it says is to what was typed (the word, its beginning, another word for it, a
slip of the finger). A type is worth the sum of the strengths, each word counting as much as it tells types apart.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import Stemmer
from rapidfuzz import process
from rapidfuzz.distance import OSA

from secretaire.acts.act_type import ActType, Famille

Expression = tuple[str, ...]
"""The stems of a few words, in order, without the empty ones."""

Meanings = Mapping[Expression, Sequence[Expression]]
"""What some typed expressions mean, in the words of the trade."""

_TITLE, _WORDS, _OBJECT, _LABEL, _FAMILY, _HELP = 0.85, 0.75, 0.3, 0.2, 0.15, 0.1
_MEANING, _BEGINNING, _SLIP = 0.9, 0.6, 0.5
_FAR_BEHIND = 0.3  # of the best: under it, an answer is a distraction
_SHORT = 4  # letters under which a word is an acronym: no plural, no slip
_MANY_LETTERS = 8  # from which two slips are forgiven
_FAMILIES = {Famille.DELIBERATION: "délibération", Famille.ARRETE: "arrêté"}
_SLOT = re.compile(r"\{[^{}|]*\|?|[|}\[\]]")  # what is not wording in a template
_ACCENT = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_DERIVED = re.compile(r"(?<=.{4})(?:ag|etur|u)$")  # élagage, élaguer; fermeture, fermer
_EMPTY_WORDS = frozenset(
    """a ai au aux avec c ce ces cet cette d dans de des du elle en est et eu faire fait faut il ils j je l la le les
    leur leurs lui m ma me mes moi mon n ne nos notre nous on ont ou où par pas plus pour qu quand que qui quoi s sa se
    ses si son sont sur t ta te toi ton tous tout toute toutes un une veut vos votre vous y""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A type that answers, and those of its `mots` that do when its title does not say it (« toiture »)."""

    kind: ActType
    why: tuple[str, ...] = ()


class BadMeaning(ValueError):
    """A line that gives no meaning; `line` is its number, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class _Said:
    """How strongly a type says a word, and in which of its `mots`; empty elsewhere."""

    strength: float
    where: str = ""

    def times(self, factor: float) -> _Said:
        return _Said(self.strength * factor, self.where)

    def after(self, stronger: _Said | None) -> _Said:
        """Said twice, a word is said more strongly, never wholly; what was said louder is shown."""
        if stronger is None:
            return self
        return _Said(1 - (1 - stronger.strength) * (1 - self.strength), stronger.where)


_Answers = dict[int, _Said]
"""What a typed word finds: by place of the type in the catalogue."""


class Chooser:
    """The act types, ready to be asked for; built once for a catalogue.

    Args:
        types: in the order kept between types that answer equally.
        meanings: what some typed expressions mean, see `parse_meanings`.
    """

    def __init__(self, types: Sequence[ActType], meanings: Meanings) -> None:
        self._types = types
        self._meanings = meanings
        self._longest = max(map(len, meanings), default=1)
        self._said: dict[str, _Answers] = {}
        stems: dict[str, str] = {}
        for place, kind in enumerate(types):
            for word, said in _sayings(kind):
                if word not in stems:
                    stems[word] = stem(word)
                answers = self._said.setdefault(stems[word], {})
                answers[place] = said.after(answers.get(place))
        self._stems = stems
        self._known = sorted(stems)
        self._typed = sorted({*self._known, *(e[0] for e in meanings if len(e) == 1)})

    def choose(self, query: str) -> tuple[Choice, ...]:
        """The types that answer a few typed words, best first, less those far behind; none when none answers."""
        typed = words(query)
        scores: dict[int, float] = {}
        reasons: dict[int, dict[str, None]] = {}
        for answers in self._asked(typed):
            worth = math.log(1 + len(self._types) / sum(said.strength for said in answers.values()))
            for place, said in answers.items():
                scores[place] = scores.get(place, 0.0) + worth * said.strength
                if said.where:
                    reasons.setdefault(place, {})[said.where] = None
        least = _FAR_BEHIND * max(scores.values(), default=0.0)
        order = sorted((p for p in scores if scores[p] >= least), key=lambda place: (-scores[place], place))
        return tuple(Choice(self._types[place], tuple(reasons.get(place, ()))) for place in order)

    def _asked(self, typed: Sequence[str]) -> Iterator[_Answers]:
        """What is found for each word, then for each expression of several words that has a meaning."""
        for word in typed:
            if answers := self._answers(word) or self._answers_after_a_slip(word):
                yield answers
        stems = [stem(word) for word in typed]
        for length in range(2, self._longest + 1):
            for start in range(len(stems) - length + 1):
                if answers := self._meant(tuple(stems[start : start + length])):
                    yield answers

    def _answers(self, word: str) -> _Answers:
        found: _Answers = dict(self._said.get(stem(word), {}))
        _best(found, self._meant((stem(word),)))
        for longer in self._beginning_with(word):
            _best(found, self._said[self._stems[longer]], _BEGINNING * math.sqrt(len(word) / len(longer)))
        return found

    def _answers_after_a_slip(self, word: str) -> _Answers:
        found: _Answers = {}
        if len(word) > _SHORT and not word.isdigit():
            most = 2 if len(word) >= _MANY_LETTERS else 1
            for near, _, _ in process.extract(word, self._typed, scorer=OSA.distance, score_cutoff=most, limit=None):
                _best(found, self._said.get(stem(near), {}), _SLIP)
                _best(found, self._meant((stem(near),)), _SLIP)
        return found

    def _meant(self, expression: Expression) -> _Answers:
        """A type answers an expression as far as it says its words."""
        found: _Answers = {}
        for meaning in self._meanings.get(expression, ()):
            parts = [self._said.get(part, {}) for part in meaning]
            for place in {place for part in parts for place in part}:
                said = [part[place] for part in parts if place in part]
                strength = sum(s.strength for s in said) / len(parts)
                _best(found, {place: _Said(strength, max(said, key=lambda s: s.strength).where)}, _MEANING)
        return found

    def _beginning_with(self, word: str) -> Iterator[str]:
        if word.isdigit():
            return
        for i in range(bisect_left(self._known, word), len(self._known)):
            if not self._known[i].startswith(word):
                return
            yield self._known[i]


def fold(text: str) -> str:
    """Without accents nor case, œ and æ written with two letters."""
    return _ACCENT.sub("", unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae")))


def words(text: str) -> list[str]:
    """The words of a text, folded; the empty ones only when there is no other."""
    kept = _WORD.findall(fold(text))
    return [word for word in kept if word not in _EMPTY_WORDS] or kept


def stem(word: str) -> str:
    """The stem of a folded word; acronyms and numbers stay as they are."""
    if len(word) < _SHORT or word[0].isdigit():
        return word
    if word[-1] in "sx" and not word.endswith("aux"):
        word = word[:-1]
    if word.endswith("ee"):
        word = word[:-1]
    # a stemmer holds the word it works on, so each call has its own: less than a microsecond
    stemmed = _DERIVED.sub("", str(Stemmer.Stemmer("french").stemWord(word)))
    return stemmed if len(stemmed) >= _SHORT else word  # else « taxi » and « taxe » would be one


def expression(text: str) -> Expression:
    """The stems of a few words."""
    return tuple(stem(word) for word in words(text))


def parse_meanings(lines: Iterable[str]) -> dict[Expression, list[Expression]]:
    """What typed expressions mean: lines « subv, subvs = subvention », « CFU = compte financier unique ».

    What follows « # » is a remark. Both sides take several expressions, separated by commas.

    Raises:
        BadMeaning: a line is not of this form.
    """
    meanings: dict[Expression, list[Expression]] = {}
    for number, line in enumerate(lines, start=1):
        line = line.partition("#")[0].strip()
        if not line:
            continue
        left, equals, right = line.partition("=")
        typed, meant = ([expression(part) for part in side.split(",") if part.strip()] for side in (left, right))
        if not (equals and typed and meant and all(typed) and all(meant)):
            raise BadMeaning(number)
        for each in typed:
            meanings.setdefault(each, []).extend(meant)
    return meanings


def _sayings(kind: ActType) -> Iterator[tuple[str, _Said]]:
    """The words of the type, from the loudest place to the lowest; once for each place."""
    for strength, texts in (
        (_TITLE, [(kind.libelle, "")]),
        (_WORDS, [(mot, mot) for mot in kind.mots]),
        (_OBJECT, [(_SLOT.sub(" ", kind.objet), "")]),
        (_LABEL, [(champ.libelle, "") for champ in kind.champs]),
        (_FAMILY, [(_FAMILIES[kind.famille], "")]),
        (_HELP, [(f"{champ.aide} {' '.join(champ.options)}", "") for champ in kind.champs]),
    ):
        said: dict[str, str] = {}
        for text, where in texts:
            for word in words(text):
                said.setdefault(word, where)
        for word, where in said.items():
            yield word, _Said(strength, where)


def _best(found: _Answers, others: _Answers, factor: float = 1.0) -> None:
    for place, said in others.items():
        if place not in found or found[place].strength < said.strength * factor:
            found[place] = said.times(factor)
