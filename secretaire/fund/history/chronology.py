"""One subject through time: the chain of acts on it, and how each stands to those before. Pure.

Three certainties, never mixed: « dit » (a text says it), « présumé » (an act of a family that lasts, on the same subject,
takes the place of the former), « lié » (related; changes nothing).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from secretaire.fund.catalogue.piece_table import Link, StoredPiece
from secretaire.fund.history.chain import Bond, History, Relation, Step
from secretaire.fund.history.links import is_copy, may_name
from secretaire.fund.history.periods import Period, period_of
from secretaire.fund.history.subjects import Family, Likeness, Subject, SubjectRules, holds, likeness
from secretaire.fund.pieces import ENDING_VERBS, Kind, Mention, Verb

Texts = Callable[[StoredPiece], str]

_BESIDE = (Likeness.BROADER, Likeness.NARROWER, Likeness.RELATED)


@dataclass(frozen=True, slots=True)
class _Member:
    """An act that may be in the chain, and what it is about."""

    piece: StoredPiece
    subject: Subject


def chronology(
    subject_words: str, candidates: Sequence[StoredPiece], links: Iterable[Link], texts: Texts, rules: SubjectRules
) -> History:
    """The chain of acts on a subject in words, among candidates found by a search, best first.

    Acts that change one another should be candidates together: those of `links` that are missing are not followed.
    """
    asked = rules.subject(subject_words)
    members = _members(candidates, rules)
    answering = [member for member in members if holds(member.subject, asked)]
    main = [member for member in answering if likeness(member.subject, asked) is Likeness.SAME]
    if asked.family is None or not main:
        main = answering
    return _history(main, asked, members, tuple(links), texts, rules)


def chronology_of(
    act: StoredPiece, candidates: Sequence[StoredPiece], links: Iterable[Link], texts: Texts, rules: SubjectRules
) -> History:
    """The chain to which an act belongs, among candidates found by its objet; the act itself need not be there."""
    known = [act, *(piece for piece in candidates if piece.id != act.id)]
    members = _members(known, rules)
    own = rules.subject(act.facts.objet)
    main = [m for m in members if m.piece.id == act.id or (own.words and likeness(m.subject, own) is Likeness.SAME)]
    return _history(main, own, members, tuple(links), texts, rules)


def _members(pieces: Iterable[StoredPiece], rules: SubjectRules) -> list[_Member]:
    once = {piece.id: piece for piece in pieces if piece.piece.is_act}
    return [_Member(piece, rules.subject(piece.facts.objet)) for piece in once.values()]


def _history(
    main: list[_Member],
    asked: Subject,
    members: list[_Member],
    links: tuple[Link, ...],
    texts: Texts,
    rules: SubjectRules,
) -> History:
    said = _said_about(main, members, links)
    ids = {member.piece.id for member in main} | said
    groups = _groups([member for member in members if member.piece.id in ids], links)
    known_subjects = {member.subject for member in main} or {asked}
    beside = [m for m in members if m.piece.id not in ids and any(_near(m.subject, known) for known in known_subjects)]
    chain = sorted((m for m in members if m.piece.id in ids or m in beside), key=_order)
    families = {member.subject.family for member in main}
    family = families.pop() if len(families) == 1 else None
    dated = {member.piece.id for member in chain if member.piece.facts.date}
    return History(
        tuple(_Builder(chain, ids, known_subjects, links, rules).steps(texts)),
        family,
        tuple(max(group, key=_order).piece.facts.objet for group in groups),
        frozenset(link.target for link in links if link.verb in ENDING_VERBS and link.piece not in dated),
        rules.renewals if family and family.mandat else (),
    )


def _said_about(main: list[_Member], members: list[_Member], links: tuple[Link, ...]) -> set[int]:
    """Ids of the acts that change one of the chain, or that one of the chain changes, step by step."""
    known = {member.piece.id for member in members}
    reached = {member.piece.id for member in main}
    frontier = set(reached)
    while frontier:
        ends = {link.target for link in links if link.piece in frontier} | {
            link.piece for link in links if link.target in frontier
        }
        frontier = (ends & known) - reached
        reached |= frontier
    return reached


def _groups(members: list[_Member], links: tuple[Link, ...]) -> list[list[_Member]]:
    """The members by subject; acts that change one another are on one subject."""
    exact: dict[tuple[Family | None, frozenset[str]], list[_Member]] = defaultdict(list)
    for member in members:
        exact[member.subject.family, member.subject.topic].append(member)
    groups: list[list[_Member]] = []
    for alike in exact.values():
        changed = _changed_or_changing(alike, links)
        touching = [
            group
            for group in groups
            if any(other.piece.id in changed or _same(other.subject, alike[0].subject) for other in group)
        ]
        groups = [group for group in groups if group not in touching]
        groups.append([*alike, *(other for group in touching for other in group)])
    return groups


def _changed_or_changing(members: list[_Member], links: tuple[Link, ...]) -> set[int]:
    ids = {member.piece.id for member in members}
    return {x.target for x in links if x.piece in ids} | {x.piece for x in links if x.target in ids}


def _same(one: Subject, other: Subject) -> bool:
    return likeness(one, other) is Likeness.SAME


def _near(subject: Subject, known: Subject) -> bool:
    return likeness(subject, known) in _BESIDE


def _order(member: _Member) -> tuple[bool, date, int]:
    day = member.piece.facts.date
    return day is None, day or date.max, member.piece.id


def _period(member: _Member, texts: Texts) -> Period:
    """When an act that sets a rule applies; a year already over when it was taken is not its limit."""
    if not member.subject.durable:
        return Period()
    facts = member.piece.facts
    period = period_of(facts.objet, texts(member.piece))
    return Period() if facts.date and period.last and period.last < facts.date else period


class _Builder:
    """Makes the steps one after the other, oldest first."""

    def __init__(
        self,
        chain: list[_Member],
        main: set[int],
        subjects: set[Subject],
        links: tuple[Link, ...],
        rules: SubjectRules,
    ) -> None:
        self._main = main
        self._subjects = subjects
        self._links = links
        self._rules = rules
        self._pieces = {member.piece.id: member.piece for member in chain}
        self._subject_of = {member.piece.id: member.subject for member in chain}
        self._first_of: dict[int, int] = {}
        self._kept: list[tuple[_Member, list[int]]] = []
        for member in chain:
            self._keep(member)

    def steps(self, texts: Texts) -> list[Step]:
        """Each act once, with what it does to those before."""
        steps: list[Step] = []
        for member, copies in self._kept:
            facts = member.piece.facts
            period = _period(member, texts)
            step = Step(
                member.piece,
                max(facts.date, period.first) if facts.date and period.first else facts.date,
                period.last,
                copies=tuple(copies),
                likeness=self._likeness(member),
            )
            relations = self._relations(member, step, steps)
            ends = self._rules.ends_only(facts.objet) and any(relation.ends for relation in relations)
            steps.append(replace(step, relations=relations, sets_nothing=ends))
        return steps

    def _keep(self, member: _Member) -> None:
        for other, copies in self._kept:
            if is_copy(other.piece, member.piece, other.subject, member.subject):
                copies.append(member.piece.id)
                self._first_of[member.piece.id] = other.piece.id
                return
        self._kept.append((member, []))
        self._first_of[member.piece.id] = member.piece.id

    def _likeness(self, member: _Member) -> Likeness:
        if member.piece.id in self._main:
            return Likeness.SAME
        found = {likeness(member.subject, known) for known in self._subjects}
        return next(one for one in _BESIDE if one in found)

    def _relations(self, member: _Member, step: Step, before: list[Step]) -> tuple[Relation, ...]:
        """What is said, then what is presumed, else the former act as related."""
        said = self._said(step)
        amends = any(not relation.ends for relation in said)
        presumed: list[Relation] = []
        follows = member.subject.durable or (member.subject.contract and self._rules.completes(step.piece.facts.objet))
        if follows and step.main and step.adopted and step.since and not amends:
            presumed = self._presumed(member, before, {relation.target for relation in said})
        if said or presumed:
            return (*said, *presumed)
        return (Relation(Bond.RELATED, before[-1].id),) if before and step.since else ()

    def _said(self, step: Step) -> list[Relation]:
        own = {step.id, *step.copies}
        said = [
            Relation(Bond.SAID, self._first_of[link.target], link.verb, self._mention(link))
            for link in self._links
            if link.piece in own and self._first_of.get(link.target, step.id) != step.id
        ]
        return list({(relation.target, relation.verb): relation for relation in said}.values())

    def _presumed(self, member: _Member, before: list[Step], said: set[int]) -> list[Relation]:
        """It takes the place of what the last day on the same subject set, or adds to it.

        Who is competent decides: an arrêté of the maire does not replace what the council deliberated, nor the reverse.
        """
        day = member.piece.facts.date
        same = [
            step
            for step in before
            if step.main
            and step.adopted
            and step.piece.facts.date != day
            and (step.piece.facts.kind is Kind.ARRETE) is (member.piece.facts.kind is Kind.ARRETE)
            and not any(relation.verb and not relation.ends for relation in step.relations)
            and likeness(self._subject_of[step.id], member.subject) is Likeness.SAME
        ]
        verb = Verb.COMPLETES if self._rules.completes(member.piece.facts.objet) else Verb.REPLACES
        if verb is Verb.COMPLETES and said:
            return []
        return [
            Relation(Bond.PRESUMED, step.id, verb)
            for step in same
            if step.piece.facts.date == same[-1].piece.facts.date and step.id not in said
        ]

    def _mention(self, link: Link) -> Mention | None:
        """Where the text says what a link says."""
        mentions, target = self._pieces[link.piece].facts.mentions, self._pieces[link.target]
        return next((m for m in mentions if m.verb is link.verb and may_name(m, target)), None)
