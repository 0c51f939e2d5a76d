"""The chain of acts on a subject, and which one is in force on a day: never a guess. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretaire.acts import wording
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.history.subjects import Family, Likeness
from secretaire.fund.pieces import ENDING_VERBS, Mention, Outcome, Verb


class Bond(StrEnum):
    """How it is known that an act bears on an earlier one."""

    SAID = "dit"
    PRESUMED = "presume"
    RELATED = "lie"


@dataclass(frozen=True, slots=True)
class Relation:
    """What an act does to an earlier one of the chain.

    Attributes:
        target: id of the earlier piece.
        verb: None when it changes nothing.
        mention: where the text says it; None when it is not said.
    """

    bond: Bond
    target: int
    verb: Verb | None = None
    mention: Mention | None = None

    @property
    def ends(self) -> bool:
        """True when the earlier act is no longer in force after it."""
        return self.verb in ENDING_VERBS


@dataclass(frozen=True, slots=True)
class Step:
    """An act of the chain.

    Attributes:
        since: first day it applies, never before its date; None for an act without date.
        until: last day it applies, when it says so.
        relations: to earlier acts of the chain, what is said first; empty for the first act.
        copies: ids of the same act kept under another layout.
        likeness: SAME for an act on the subject itself; else how its subject is to that one.
        sets_nothing: it only ends another act.
    """

    piece: StoredPiece
    since: date | None
    until: date | None
    relations: tuple[Relation, ...] = ()
    copies: tuple[int, ...] = ()
    likeness: Likeness = Likeness.SAME
    sets_nothing: bool = False

    @property
    def id(self) -> int:
        """Id of the piece."""
        return self.piece.id

    @property
    def main(self) -> bool:
        """True when it is on the subject itself."""
        return self.likeness is Likeness.SAME

    @property
    def adopted(self) -> bool:
        """False for a matter rejected or postponed: it changes nothing."""
        return self.piece.facts.outcome not in {Outcome.REJECTED, Outcome.POSTPONED}


class Certainty(StrEnum):
    """How sure the answer is."""

    SAID = "dit"
    PRESUMED = "presume"
    UNKNOWN = "on_ne_sait_pas"


@dataclass(frozen=True, slots=True)
class State:
    """What is in force on a day.

    Attributes:
        piece: None when nothing is, if the certainty is SAID or PRESUMED; when it cannot be told, if UNKNOWN.
        reason: why, in French, for the secretary.
    """

    piece: StoredPiece | None
    certainty: Certainty
    reason: str


@dataclass(frozen=True, slots=True)
class History:
    """The acts on a subject, oldest first, those without date last.

    Attributes:
        family: None when the acts are of several families, or of none that is known.
        subjects: the objets met when the words asked answer several subjects, newest act of each; one when they do not.
        ended_elsewhere: ids of acts that an act which is not in the chain says it ends.
        renewals: days on which what lasts as long as the council fell.
    """

    steps: tuple[Step, ...] = ()
    family: Family | None = None
    subjects: tuple[str, ...] = ()
    ended_elsewhere: frozenset[int] = frozenset()
    renewals: tuple[date, ...] = ()

    def state_on(self, day: date) -> State:
        """The act in force on a day, or none, or that it cannot be told, and why."""
        main = [step for step in self.steps if step.main and step.adopted]
        if reason := self._silence(main, day):
            return _unknown(reason)
        begun = [step for step in main if step.since and step.since <= day]
        if not begun:
            return _unknown(f"le premier acte du fonds sur ce sujet est {_of(main[0])}, applicable plus tard")
        ended = {relation.target for step in begun for relation in step.relations if relation.ends}
        live = [step for step in begun if step.id not in ended]
        bases = [step for step in live if not step.sets_nothing and not _amended(step)]
        if not bases:
            return _nothing_left(begun)
        if len(bases) > 1:
            which = " et ".join(_of(step) for step in bases)
            return _unknown(f"plusieurs actes répondent, sans que l'un dise remplacer l'autre : {which}")
        base = bases[0]
        amending = [step for step in live if base.id in _amended(step)]
        return self._doubt(base, amending, day) or self._holding(base, amending, day)

    def _silence(self, main: list[Step], day: date) -> str:
        """Why the chain says nothing of what is in force; empty when it does."""
        if not main:
            beside = " ; ceux de la liste en sont voisins" if self.steps else ""
            return f"aucun acte du fonds ne porte exactement sur ce sujet{beside}"
        if len(self.subjects) > 1:
            return f"ces mots désignent {len(self.subjects)} sujets différents : précisez lequel"
        if any(step.since is None and not (step.until and step.until < day) for step in main):
            return "la date d'un des actes sur ce sujet n'a pas pu être lue"
        changed = any(relation.verb for step in main for relation in step.relations)
        if not changed and not (self.family and self.family.durable):
            return "ces actes sont ponctuels : aucun ne fixe une règle qui dure"
        return ""

    def _doubt(self, base: Step, amending: list[Step], day: date) -> State | None:
        """What forbids to say that an act nobody ended is in force."""
        if self.ended_elsewhere.intersection({base.id, *base.copies}):
            return _unknown(f"un acte sans date lue, ou hors de cette liste, dit mettre fin à l'acte {_of(base)}")
        until = _last_day(base, amending)
        if until and day > until:
            return _unknown(
                f"l'acte {_of(base)} valait jusqu'au {wording.day(until)} ; aucun acte du fonds ne dit la suite"
            )
        fallen = next(
            (end for end in self.renewals if base.piece.facts.date and base.piece.facts.date < end <= day), None
        )
        if fallen:
            return _unknown(
                f"l'acte {_of(base)} tombe avec le mandat du conseil, renouvelé en {fallen.year} ;"
                " aucun acte du fonds ne l'a repris depuis"
            )
        for step in self.steps:
            wider = step.likeness is Likeness.BROADER and step.adopted
            if wider and base.since and step.since and base.since < step.since <= day:
                return _unknown(f"un acte plus général, {_of(step)}, peut avoir remplacé l'acte {_of(base)}")
        return None

    def _holding(self, base: Step, amending: list[Step], day: date) -> State:
        notes = [f"complété ou modifié par l'acte {_of(step)}" for step in amending]
        apart = [
            step
            for step in self.steps
            if step.likeness is Likeness.NARROWER
            and step.adopted
            and step.since
            and step.since <= day
            and not (step.until and step.until < day)
        ]
        if apart:
            notes.append(f"un acte à part, {_of(apart[-1])}, traite de « {apart[-1].piece.facts.objet} »")
        until = _last_day(base, amending)
        endings = [
            (step, relation)
            for step in self.steps
            if step.adopted
            for relation in step.relations
            if relation.ends and relation.target == base.id
        ]
        said = next((step for step, relation in endings if relation.bond is Bond.SAID), None)
        if until:
            certainty, reason = Certainty.SAID, f"il dit s'appliquer jusqu'au {wording.day(until)}"
        elif said:
            certainty, reason = Certainty.SAID, f"l'acte {_of(said)} dit y mettre fin ensuite"
        elif endings:
            certainty, reason = Certainty.PRESUMED, f"l'acte {_of(endings[0][0])}, sur le même sujet, vient ensuite"
        else:
            certainty, reason = Certainty.PRESUMED, "aucun acte du fonds n'y met fin"
        return State(base.piece, certainty, " ; ".join([reason, *notes]))


def _unknown(reason: str) -> State:
    return State(None, Certainty.UNKNOWN, reason)


def _nothing_left(begun: list[Step]) -> State:
    """Every act was ended, and nothing was set in its place."""
    last = begun[-1]
    ending = next((relation for relation in last.relations if relation.ends), None)
    if ending is None or not last.sets_nothing:
        return _unknown("les actes du fonds se renvoient l'un à l'autre")
    certainty = Certainty.SAID if ending.bond is Bond.SAID else Certainty.PRESUMED
    return State(None, certainty, f"l'acte {_of(last)} y a mis fin sans rien fixer à la place")


def _amended(step: Step) -> set[int]:
    """Ids of the acts that a step changes without ending them."""
    return {relation.target for relation in step.relations if relation.verb and not relation.ends}


def _last_day(base: Step, amending: list[Step]) -> date | None:
    """The last day an act applies, once extended."""
    last = base.until
    for step in amending:
        extends = any(relation.verb is Verb.EXTENDS for relation in step.relations)
        if extends and last and step.until and step.until > last:
            last = step.until
    return last


def _of(step: Step) -> str:
    """« du 12 mars 2024 » ; « n° 2024-012 » when its date is not known."""
    facts = step.piece.facts
    return f"du {wording.day(facts.date)}" if facts.date else f"n° {facts.number}"
