"""Run every check, on an act of ours or on the text of any act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from secretaire.acts.act import Role
from secretaire.checks import (
    ballot,
    blanks,
    citations,
    cited_acts,
    dates,
    interests,
    meeting,
    money,
    notices,
    origins,
    phrasing,
    privacy,
    type_mistakes,
)
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.law.snapshot import Snapshot

Check = Callable[[CheckContext], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    blanks.blanks,
    origins.figures_without_origin,
    origins.reused_figures,
    meeting.meeting_known,
    meeting.convocation,
    meeting.presence,
    meeting.pouvoirs,
    meeting.officers,
    meeting.council,
    ballot.vote_known,
    ballot.vote_total,
    ballot.vote_wording,
    ballot.vote_names,
    money.financing_plan,
    money.rate,
    money.table_total,
    money.balance,
    money.grants_needing_agreement,
    money.taxes_in_plan,
    dates.order_of_dates,
    dates.retroactive_effect,
    dates.date_of_the_act,
    dates.temporary_bar,
    citations.rules_of_larger_communes,
    cited_acts.cited_acts,
    interests.interested_members,
    notices.recourse,
    notices.transmission,
    type_mistakes.type_mistakes,
)
_ORDER = {Gravite.BLOQUANT: 0, Gravite.ALERTE: 1, Gravite.INFO: 2}
_READING = {role: rank for rank, role in enumerate(Role)}


def run_checks(context: CheckContext) -> tuple[Finding, ...]:
    """Every finding on an act, the most serious first, then in reading order."""
    findings = [finding for check in CHECKS for finding in check(context)]
    for section in context.act.sections:
        found = _text_findings(section.text, context.text, context.snapshot, context.day)
        findings.extend(replace(finding, role=section.role) for finding in found)
    return _sorted(findings)


def check_plain_text(text: str, snapshot: Snapshot, on: date) -> tuple[Finding, ...]:
    """Every finding on the text of an act that is not ours, judged at a date."""
    return _sorted(_text_findings(text, text, snapshot, on))


def _text_findings(text: str, whole_act: str, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    yield from citations.citations(text, whole_act, snapshot, on)
    yield from phrasing.phrasing(text, on)
    yield from phrasing.unanimity(text)
    yield from phrasing.amounts_in_words(text)
    yield from privacy.personal_data(text)


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By seriousness then place; a remark made twice at the same place is kept once, at its most serious."""
    ordered = sorted(
        findings, key=lambda f: (_ORDER[f.gravite], _READING.get(f.role, -1) if f.role else -1, f.start, f.code)
    )
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in ordered:
        where = (finding.role, finding.start, finding.end) if finding.end else (finding.message,)
        kept.setdefault((finding.code, *where), finding)
    return tuple(kept.values())
