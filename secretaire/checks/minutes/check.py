"""Run the checks on a document cut into acts: each act, what is around, and the meeting as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from secretaire.checks import names
from secretaire.checks.finding import Finding
from secretaire.checks.minutes import agenda, record, standing_back
from secretaire.checks.minutes.meeting import Meeting, Record, Stretch
from secretaire.checks.run import check_written
from secretaire.checks.written import Written
from secretaire.law.snapshot import Snapshot

_LISTED = 6  # acts named in a remark made of several
# annexes are numbered through the meeting, and its secretary is named once
_NOT_IN_MINUTES = frozenset({"ANNEXES_NUMEROS", "SECRETAIRE_ABSENT"})
_OF_THE_MEETING = (record.mentions, record.secretary, record.signatures, record.present_and_absent, record.voters)


def check_stretches(
    text: str,
    stretches: Sequence[Stretch],
    record: Record,
    snapshot: Snapshot,
    on: date,
    *,
    judged_on: date | None = None,
) -> tuple[Finding, ...]:
    """Every finding on a document, in reading order, each with the act it is about; one cause is said once.

    Args:
        stretches: what the document holds, one after the other.
        on: the day that an act without date is judged at.
        judged_on: the day that the legal references are judged at, whatever the acts say.
    """
    found: list[Finding] = []
    for day, group in groupby(stretches, key=lambda s: s.day):
        meeting = Meeting(text, tuple(group), judged_on or day or on, record)
        found += _of_meeting(meeting, snapshot)
    return tuple(sorted(_once(named(found, stretches)), key=lambda f: f.start))


def _of_meeting(meeting: Meeting, snapshot: Snapshot) -> Iterator[Finding]:
    minutes = meeting.record is not Record.NO_MINUTES
    acts = dict(meeting.acts) if minutes else {}
    for stretch in meeting.stretches:
        plain = Written(meeting.text[stretch.start : stretch.end], meeting.on, stretch.day)
        found = check_written(acts.get(stretch, plain), snapshot)
        yield from _at(stretch.start, [f for f in found if not (minutes and f.code in _NOT_IN_MINUTES)])
    if not minutes:
        return
    for check in _OF_THE_MEETING:
        yield from _at(meeting.start, check(meeting))
    for start, finding in agenda.not_on_the_agenda(meeting):
        yield from _at(start, [finding])
    for stretch, written in acts.items():
        yield from _at(stretch.start, standing_back.standing_back(meeting, written))
        yield from _at(stretch.start, standing_back.interested(meeting, written))
        yield from _at(stretch.start, names.spelled_as(meeting.head, written))


def _at(start: int, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same remarks, their characters counted in the document; one about no place is at the head of its text."""
    for found in findings:
        yield replace(found, start=found.start + start, end=found.end + start)


def named(findings: Iterable[Finding], stretches: Sequence[Stretch]) -> Iterator[Finding]:
    """The same remarks, each with the act it is about when the document holds several."""
    several = sum(s.is_act for s in stretches) > 1
    for found in findings:
        stretch = next(s for s in reversed(stretches) if s.start <= found.start)
        yield replace(found, acte=stretch.name if several else "")


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same remark in several acts is said at the first, which names the others."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for found in findings:
        key = (found.code, found.message, found.extrait)
        if not alike.get(key) or alike[key][-1].acte != found.acte or not found.acte:
            alike.setdefault(key, []).append(found)
        else:
            yield found
    for first, *others in alike.values():
        acts = list(dict.fromkeys(f.acte for f in others if f.acte and f.acte != first.acte))
        yield from (f for f in others if not f.acte)
        if not acts:
            yield first
            continue
        shown = " ; ".join(acts[:_LISTED]) + (f" ; et {len(acts) - _LISTED} autres" if len(acts) > _LISTED else "")
        yield replace(first, message=f"{first.message} De même : {shown}.")
