"""What an act is about: its family (tarifs, délégations…) and its topic (cantine, salle des fêtes…). Pure.

Two acts have one subject when family and topic are the same once the words that say nothing are left out. One word more
or less, and they are only near: a tariff of « la salle » and one of « la salle Jean-Moulin » are not taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from importlib.resources.abc import Traversable

from pydantic import Field
from rapidfuzz.distance import OSA

from secretaire.fund.history.rules_file import Rules, read_rules
from secretaire.fund.history.words import Lexicon, stems


class Family(Rules):
    """A family of acts.

    Attributes:
        durable: the act sets a rule; the next one on the same subject is presumed to replace it.
        mandat: it falls when the council is renewed.
        contrat: an « avenant » is presumed to complete the former act.
        generiques: words that say nothing of the topic in this family.
    """

    nom: str
    mots: tuple[str, ...]
    durable: bool = False
    mandat: bool = False
    contrat: bool = False
    generiques: tuple[str, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Family) and self.nom == other.nom

    def __hash__(self) -> int:
        return hash(self.nom)


class _Form(Rules):
    familles: tuple[Family, ...]
    generiques: tuple[str, ...]
    completent: tuple[str, ...]
    mettent_fin: tuple[str, ...]
    equivalents: tuple[tuple[str, ...], ...] = ()
    renouvellements: tuple[date, ...] = Field(default=())


class Likeness(Enum):
    """How the subject of an act is to another."""

    SAME = "le même"
    BROADER = "plus large"
    NARROWER = "plus précis"
    RELATED = "voisin"
    DIFFERENT = "autre"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about.

    Attributes:
        family: None when no word tells it.
        topic: stems that say of what.
        words: every stem of the objet, those of the family included.
    """

    family: Family | None
    topic: frozenset[str]
    words: frozenset[str]

    @property
    def durable(self) -> bool:
        """True when it sets a rule that lasts until the next."""
        return self.family is not None and self.family.durable

    @property
    def contract(self) -> bool:
        """True when what completes it is known by its objet alone."""
        return self.family is not None and self.family.contrat and bool(self.topic)


# years, numbers, articles, single letters: they say when and how, not what
_NOT_TOPIC = re.compile(r"[lrd]?\d[\d,-]*|\d+er|\w")
_MIN_TYPO_CHARS = 6
_RELATED_SHARE, _RELATED_WORDS = 0.5, 2


class SubjectRules:
    """How subjects are told apart, from an editable file.

    Attributes:
        renewals: general renewals of the councils, oldest first.
    """

    def __init__(self, form: _Form) -> None:
        self._families = Lexicon((word, family) for family in form.familles for word in family.mots)
        self._silent = Lexicon((word, None) for word in form.generiques)
        self._silent_in = {
            family.nom: frozenset(stem for word in family.generiques for stem in stems(word))
            for family in form.familles
        }
        self._same = Lexicon((word, "+".join(stems(line[0]))) for line in form.equivalents for word in line)
        self._completing = Lexicon((word, None) for word in form.completent)
        self._ending = frozenset(stem for word in form.mettent_fin for stem in stems(word))
        self._subjects: dict[str, Subject] = {}
        self.renewals = tuple(sorted(form.renouvellements))

    @classmethod
    def load(cls, file: Traversable) -> SubjectRules:
        """Read the rules.

        Raises:
            UnreadableInput: the file is missing or wrong.
        """
        return cls(read_rules(file, _Form))

    def subject(self, objet: str) -> Subject:
        """What an objet is about; its family is that of the first word that belongs to one."""
        known = self._subjects.get(objet)
        if known is None:
            known = self._subjects[objet] = self._read(objet)
        return known

    def _read(self, objet: str) -> Subject:
        text = list(stems(objet))
        found = list(self._families.find(text))
        family = found[0].meaning if found else None
        dropped = {place for one in found if one.meaning is family for place in one.places}
        dropped |= {place for one in self._silent.find(text) for place in one.places}
        topic = set()
        for one in self._same.find(text):
            if not dropped.issuperset(one.places):
                topic.add(one.meaning)
                dropped.update(one.places)
        silent = self._silent_in[family.nom] if family else frozenset()
        topic |= {
            stem
            for place, stem in enumerate(text)
            if place not in dropped and stem not in silent and not _NOT_TOPIC.fullmatch(stem)
        }
        return Subject(family, frozenset(topic), frozenset(text))

    def completes(self, objet: str) -> bool:
        """True when the objet says that the act adds to the former one rather than replaces it."""
        return any(True for _ in self._completing.find(stems(objet)))

    def ends_only(self, objet: str) -> bool:
        """True when the objet says that the act ends another and sets nothing."""
        return stems(objet)[:1] != () and stems(objet)[0] in self._ending


def likeness(one: Subject, other: Subject) -> Likeness:
    """How the subject `one` is to `other`."""
    if one.family != other.family:
        return Likeness.DIFFERENT
    if one.topic == other.topic:
        return Likeness.SAME
    only_one, only_other = _without(one.topic, other.topic), _without(other.topic, one.topic)
    if not only_one and not only_other:
        return Likeness.SAME
    shared = len(one.topic) - len(only_one)
    if not only_one and (shared or one.durable):
        return Likeness.BROADER
    if not only_other and (shared or one.durable):
        return Likeness.NARROWER
    if shared >= _RELATED_WORDS and shared / (shared + len(only_one) + len(only_other)) >= _RELATED_SHARE:
        return Likeness.RELATED
    return Likeness.DIFFERENT


def holds(subject: Subject, asked: Subject) -> bool:
    """True when a subject answers the words asked."""
    if asked.family is not None and asked.family != subject.family:
        return False
    return not _without(asked.topic, subject.topic)


def _without(words: Iterable[str], others: frozenset[str]) -> set[str]:
    """Words that are not among the others, nor a slip of the pen away from one of them."""
    rest = set(words) - others
    return {word for word in rest if not any(_slip(word, other) for other in others)}


def _slip(word: str, other: str) -> bool:
    if min(len(word), len(other)) < _MIN_TYPO_CHARS or word[0] != other[0]:
        return False
    return bool(OSA.distance(word, other, score_cutoff=1) <= 1)
