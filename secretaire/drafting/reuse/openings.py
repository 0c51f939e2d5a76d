"""What is done, and to what: « désignation des représentants », « acquérir une emprise », said anywhere in a title.

A second reading of an old act, for one whose title begins with its place or its works, « Parc du Lavoir – Acquisition
d'un terrain » : an action of a type followed by a thing of this type, in the title or at the head of what is decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise

from secretaire.acts.act_type import ActType
from secretaire.drafting import choosing

_LEAST, _LEAST_DECIDED = 0.12, 0.2  # likeness of the text with the wording of the type
_AHEAD = 1.25  # times the next type that the same words open
_READ = 150  # characters of a decision
_NEAR = 3  # words after the action
_INFINITIVE = re.compile(r"(?i)^\w+(?:er|ir|re)$")
_DECIDED = re.compile(
    r"(?i)apr[èe]s en avoir d[ée]lib[ée]r[ée]|il est (?:donc )?(?:propos|demand)[ée] au conseil|\bd[ée]cide\b"
)
_ITEM = re.compile(r"\n\s*(?:[-•✓➢*▪]|\d\)|Article)|[;.]\s*\n")
_REASON = re.compile(r"(?i)\W*(?:consid[ée]rant|vu\b|le conseil|\Z)")
# verbs whose noun has another root, and nouns of one meaning: what is done in the words of a type
_DONE = {
    choosing.stem(choosing.fold(said)): choosing.stem(done)
    for said, done in (
        ("retient", "choix"), ("retenir", "choix"), ("choisit", "choix"), ("acquiert", "acquisition"),
        ("acquérir", "acquisition"), ("achat", "acquisition"), ("vend", "vente"), ("vendre", "vente"), ("cession", "vente"),
    )
}  # fmt: skip
_CHOICE = choosing.stem("choix")
# who acts, and beside whom, is no thing of a type
_WHO = frozenset(
    choosing.stem(word)
    for word in ("commune", "communal", "ville", "maire", "monsieur", "madame", "conseil", "municipal", "aupres")
)

Stems = Callable[[str], list[str]]


class Openings:
    """The actions and the things of each type; built once for a catalogue."""

    def __init__(self, kinds: Sequence[ActType], stems: Stems) -> None:
        self._stems = stems
        self._names = [[stems(kind.libelle), stems(kind.objet)] for kind in kinds]
        self._asked = [[stems(mot) for mot in kind.mots] for kind in kinds]
        self._actions = [frozenset(self._actions_of(place, kind)) for place, kind in enumerate(kinds)]
        self._things = [frozenset(self._things_of(place)) - _WHO for place in range(len(kinds))]

    def said(self, title: str, text: str, likeness: Mapping[int, float]) -> dict[int, float]:
        """The one type that the title opens, else that the decision opens; none when two are as near.

        Args:
            likeness: of the text with the wording of each type.
        """
        named = [_done(stem) for stem in self._stems(title)]
        most = max(likeness.values(), default=0.0)
        opened = {place: likeness[place] for place in likeness if self._opens(place, named)}
        least = _LEAST
        if not opened:
            decided = [_done(stem) for stem in self._stems(_first_decision(text))][: _NEAR + 1]
            opened = {place: likeness[place] for place in likeness if self._begins(place, decided)}
            least = _LEAST_DECIDED
        best, second = nlargest(2, [0.0, 0.0, *opened.values()])
        return {
            place: near
            for place, near in opened.items()
            if near == best >= _AHEAD * second and (self._whole(place, named) or least <= near == most)
        }

    def named(self, title: str) -> frozenset[int]:
        """The types whose whole name the title says, an action of theirs before a thing of theirs."""
        said = [_done(stem) for stem in self._stems(title)]
        return frozenset(
            place for place in range(len(self._names)) if self._opens(place, said) and self._whole(place, said)
        )

    def _opens(self, place: int, named: Sequence[str]) -> bool:
        pairs = pairwise(named)
        return any(one in self._actions[place] and two in self._things[place] for one, two in pairs)

    def _begins(self, place: int, decided: Sequence[str]) -> bool:
        return bool(decided) and decided[0] in self._actions[place] and not self._things[place].isdisjoint(decided[1:])

    def _whole(self, place: int, named: Sequence[str]) -> bool:
        """The title says the whole name of the type, whoever acts."""
        names = (frozenset(_done(stem) for stem in name) - _WHO for name in self._names[place])
        return any(len(name) > 1 and name <= frozenset(named) for name in names)

    def _actions_of(self, place: int, kind: ActType) -> Iterator[str]:
        yield from (_done(name[0]) for name in self._names[place] if name)
        for mot, asked in zip(kind.mots, self._asked[place], strict=True):
            alone = len(asked) == 1 and _INFINITIVE.match(mot)
            if asked and (alone or asked[0] == _CHOICE):
                yield _done(asked[0])

    def _things_of(self, place: int) -> Iterator[str]:
        yield from (name[1] for name in self._names[place] if len(name) > 1)
        yield from (stem for asked in self._asked[place] for stem in asked)


def _done(stem: str) -> str:
    return _DONE.get(stem, stem)


def _first_decision(text: str) -> str:
    """What is first decided, « d'acquérir une emprise de terrain »; empty when the text does not say."""
    head = _DECIDED.search(text)
    items = _ITEM.split(text[head.end() :]) if head else []
    # what follows « le conseil décide » on its line, or the first item of a list
    return next((item[:_READ] for item in items[1:] or items if not _REASON.match(item)), "")
