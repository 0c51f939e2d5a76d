"""Which type an old act is of, said only when something is near: a wrong type costs more than none.

Three things are compared: the title of the act with how each type is named and asked for, its text with the wording of
each type, and the articles of law that both cite. What few types say counts most.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import pairwise

from secretaire.acts.act_type import ActType, FieldType
from secretaire.drafting import choosing
from secretaire.drafting.reuse.old_act import OldAct
from secretaire.drafting.reuse.openings import Openings
from secretaire.law.references import find_references

_NAMED, _ASKED, _OBJECT, _SAID = 1.0, 0.8, 0.9, 0.2  # how loudly a type says a word: title, mots, object, clauses
_TITLE, _TEXT, _LAW = 0.55, 0.4, 0.1
_FADING = 0.06  # a title begins with what is decided, and ends with where
_PAIR = 0.3  # of what two words together are worth, when the title is weighed
_WINDOW, _INSIDE = 6, 0.6  # words inside a long title that say it all
_UNKNOWN = 0.12  # of the mean worth: a word that no type says is a name, or another matter
_HEADLESS, _HEAD = 0.9, 0.5  # a title that does not begin as that of the type; what its first word adds
_NAMELESS, _CALLED = 0.4, 0.35  # an act that says nothing of the name of the type; what the whole name adds
_OTHER_FAMILY = 0.6
_NO_PARCEL = 0.6  # of a type that is about a parcel, when the act names none
_LEAST, _LEAST_NAMED = (
    0.15,
    0.26,
)  # under it nothing is said; a title that says what is done weighs more, so more is asked
_AHEAD, _LEAST_AHEAD = 2.6, 0.13  # times the second best: one type only is near, less is asked of it
_FAR_BEHIND = 0.7  # of the best: under it, an answer is a distraction
_LONGEST = 40_000  # characters of an act that are read: beyond, annexes
_SHOWN = 3
_SLOT = re.compile(r"\{[^{}|]*\|?|[|}\[\]]")  # what is not wording in a template
# what commune of a commune nouvelle: says nothing of the matter
_PLACE = re.compile(
    r"(?i)[-–,(]?\s*(?:(?:sur |dans |à )?(?:la |les )?)communes? (?:historiques?|d[ée]l[ée]gu[ée]es?|nouvelle) [^-–:,()]*[)]?"
)
_PARCEL = re.compile(r"(?i)\bcadastr|\bparcelles?\b.{0,30}?\b[A-Z]{1,2} ?(?:n[°º] ?)?\d")
_ADDED = re.compile(r"[,(:]|\b(?:ou|et|dans|avec|avant)\b")

Feature = str
"""A stem, or two that follow each other, « affect result »."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A type an old act may be of.

    Attributes:
        score: from 0 to 1.
        because: what they share, in a few words, « titre : vente, parcelle ; visas : L. 2241-1 ».
    """

    kind: ActType
    score: float
    because: str


class Recogniser:
    """The act types, ready to be compared with old acts; built once for a catalogue."""

    def __init__(self, kinds: Sequence[ActType]) -> None:
        self._kinds = kinds
        self._loudness: dict[Feature, dict[int, float]] = defaultdict(dict)
        self._texts: dict[str, dict[int, float]] = defaultdict(dict)
        self._articles: dict[tuple[str, str], set[int]] = defaultdict(set)
        counts = [Counter(stem for text in _wording(kind) for stem in _stems(text)) for kind in kinds]
        spread = Counter(stem for count in counts for stem in count)
        self._worth = {stem: math.log(1 + len(kinds) / n) for stem, n in spread.items()}
        for place, kind in enumerate(kinds):
            for loudness, texts in (
                (_SAID, _wording(kind)),
                (_OBJECT, [kind.objet]),
                (_ASKED, kind.mots),
                (_NAMED, [kind.libelle]),
            ):
                for text in texts:
                    for feature in _features(_stems(text)):
                        said = self._loudness[feature]
                        whole = loudness == _ASKED and " " in feature
                        said[place] = max(said.get(place, 0.0), _NAMED if whole else loudness)
            for stem, weight in self._weighted(counts[place]).items():
                self._texts[stem][place] = weight
            for visa in kind.visas:
                for article in visa.articles:
                    self._articles[visa.code, article].add(place)
        self._mean = sum(self._worth.values()) / max(1, len(self._worth))
        self._openings = Openings(kinds, _stems)
        self._heads = [_head(kind) for kind in kinds]
        self._names = [_names(kind) for kind in kinds]
        self._parcels = [any(c.type is FieldType.PARCELLE and c.obligatoire for c in kind.champs) for kind in kinds]

    def recognise(self, old: OldAct) -> tuple[Recognised, ...]:
        """The types the act may be of, best first; none when nothing is near enough."""
        read = old.text[:_LONGEST]
        title, text, law = self._by_title(old.objet), self._by_text(read), self._by_law(read)
        named = set(_stems(old.objet))
        written = named | set(_stems(read))
        cadastre = _PARCEL.search(read) is not None
        scores: dict[int, float] = {}
        for place in title.keys() | text.keys():
            score = _TITLE * title.get(place, 0.0) + _TEXT * text.get(place, 0.0) + _LAW * law.get(place, 0.0)
            scores[place] = score * self._likely(place, old, named, cadastre) * self._called(place, written)
        best, second = nlargest(2, [0.0, 0.0, *scores.values()])
        kept = [p for p in scores if scores[p] >= self._least(p, named, best, second)]
        whole = self._openings.named(old.objet)
        if not kept or (whole and whole.isdisjoint(kept)):
            scores = self._openings.said(_PLACE.sub(" ", old.objet), read, text) or {p: scores[p] for p in kept}
            kept = [p for p in scores if cadastre or not self._parcels[p]]
        kept.sort(key=lambda p: (-scores[p], p))
        return tuple(Recognised(self._kinds[p], min(scores[p], 1.0), self._because(p, old, read)) for p in kept)

    def _least(self, place: int, named: Set[str], best: float, second: float) -> float:
        """The score under which a type is not said."""
        says = bool(self._heads[place] & named)
        if says and best >= _AHEAD * second:
            return max(second, _LEAST_AHEAD)
        return max(_LEAST_NAMED if says else _LEAST, _FAR_BEHIND * best)

    def _likely(self, place: int, old: OldAct, named: Set[str], cadastre: bool) -> float:
        """What makes a type more or less likely, whatever it shares with the act."""
        heads = [self._worth_of(stem) / self._mean for stem in self._heads[place] if stem in named]
        likely = _HEADLESS + _HEAD * min(1.0, max(heads, default=0.0))
        if old.famille not in {None, self._kinds[place].famille}:
            likely *= _OTHER_FAMILY
        return likely * _NO_PARCEL if self._parcels[place] and not cadastre else likely

    def _called(self, place: int, written: Set[str]) -> float:
        """How much of its name the act says, anywhere: « appel d'offres » for the commission of that name."""
        shares = (self._share(name, written) for name in self._names[place])
        return _NAMELESS + _CALLED * max(shares, default=0.0)

    def _share(self, name: Sequence[str], written: Set[str]) -> float:
        worth = {stem: self._worth_of(stem) for stem in name}
        return sum(w for stem, w in worth.items() if stem in written) / (sum(worth.values()) or 1.0)

    def _by_title(self, objet: str) -> dict[int, float]:
        """How much of the title each type says, its first words most."""
        stems = _stems(_PLACE.sub(" ", objet))
        scores = self._said(stems)
        for start in range(1, len(stems) - _WINDOW + 1):
            for place, score in self._said(stems[start : start + _WINDOW]).items():
                if stems[start] in self._heads[place]:
                    scores[place] = max(scores.get(place, 0.0), _INSIDE * score)
        return scores

    def _said(self, stems: Sequence[str]) -> dict[int, float]:
        """How much of these words each type says."""
        said: dict[int, float] = {}
        whole = 0.0
        for rank, feature in _ranked(stems):
            loudness = self._loudness.get(feature, {})
            pair = " " in feature
            if not loudness and pair:
                continue
            worth = self._worth_of(feature) / (1 + _FADING * rank)
            whole += worth * (_PAIR if pair else 1)
            for place, how in loudness.items():
                said[place] = said.get(place, 0.0) + worth * how
        return {place: min(1.0, worth / whole) for place, worth in said.items()} if whole else {}

    def _worth_of(self, feature: Feature) -> float:
        if " " in feature:
            return math.log(1 + len(self._kinds) / len(self._loudness[feature]))
        if feature in self._worth:
            return self._worth[feature]
        return _UNKNOWN * self._mean

    def _by_text(self, text: str) -> dict[int, float]:
        """The likeness of the text with the wording of each type (cosine)."""
        return self._like(self._weighted(Counter(s for s in _stems(text) if s in self._worth)), self._texts)

    def _like(self, weights: Mapping[str, float], known: Mapping[str, Mapping[int, float]]) -> dict[int, float]:
        like: dict[int, float] = {}
        for stem, weight in weights.items():
            for place, other in known.get(stem, {}).items():
                like[place] = like.get(place, 0.0) + weight * other
        return like

    def _weighted(self, counts: Mapping[str, int]) -> dict[str, float]:
        weights = {stem: (1 + math.log(n)) * self._worth[stem] for stem, n in counts.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        return {stem: weight / length for stem, weight in weights.items()}

    def _by_law(self, text: str) -> dict[int, float]:
        """Whether they cite the same articles, those that few types cite most."""
        found: dict[int, float] = {}
        for article in {(r.code, r.article) for r in find_references(text)}:
            places = self._articles.get(article, set())
            for place in places:
                found[place] = min(1.0, found.get(place, 0.0) + 1 / len(places))
        return found

    def _because(self, place: int, old: OldAct, text: str) -> str:
        """What they share, as the act writes it."""
        words = [w for w in dict.fromkeys(choosing.words(old.objet)) if place in self._loudness.get(_stem(w), {})]
        words.sort(key=lambda w: -self._worth_of(_stem(w)) * self._loudness[_stem(w)][place])
        written = {choosing.fold(w): w for w in re.findall(r"[^\W_]+", old.objet.lower())}
        cited = dict.fromkeys((r.code, r.article) for r in find_references(text))
        articles = [article for code, article in cited if place in self._articles.get((code, article), ())]
        said = [("titre", [written.get(w, w) for w in words[:_SHOWN]]), ("visas", articles[:_SHOWN])]
        return " ; ".join(f"{name} : {', '.join(shared)}" for name, shared in said if shared) or "texte"


def _names(kind: ActType) -> list[list[str]]:
    """How a type is called, whole and less what it adds: « Acquisition d'une parcelle ou d'un immeuble »."""
    return [_stems(kind.libelle), _stems(_ADDED.split(kind.libelle)[0])]


def _head(kind: ActType) -> frozenset[str]:
    """The first words of a type: what is done, « acquisition », « tarif »."""
    return frozenset((*_stems(kind.libelle)[:3], *_stems(kind.objet)[:1]))


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return choosing.stem(word)


def _stems(text: str) -> list[str]:
    """The stems of a text, figures left out."""
    return [_stem(word) for word in choosing.words(_SLOT.sub(" ", text)) if not word[0].isdigit()]


def _features(stems: Sequence[str]) -> Iterator[Feature]:
    yield from stems
    yield from (f"{one} {two}" for one, two in pairwise(stems))


def _ranked(stems: Sequence[str]) -> Iterator[tuple[int, Feature]]:
    """The features of a title with their rank, each once."""
    seen: set[Feature] = set()
    for rank, stem in enumerate(stems):
        for feature in (stem, f"{stem} {stems[rank + 1]}" if rank + 1 < len(stems) else stem):
            if feature not in seen:
                seen.add(feature)
                yield rank, feature


def _wording(kind: ActType) -> Iterable[str]:
    """Everything a type says: how it is asked for, its fields, its clauses."""
    yield kind.libelle
    yield from kind.mots
    yield kind.objet
    for champ in kind.champs:
        yield f"{champ.libelle} {' '.join(champ.options)}"
    yield from (visa.texte or "" for visa in kind.visas)
    yield from (clause.texte for clause in (*kind.expose, *kind.considerants, *kind.articles))
