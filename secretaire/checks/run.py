"""Run every check, on an act of ours or on the text of any act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from secretaire.acts.act import Role, Section
from secretaire.checks import (
    amounts,
    annexes,
    attendance,
    ballot,
    blanks,
    citations,
    cited_acts,
    competence,
    dates,
    deadlines,
    delegation,
    form,
    interests,
    letters,
    meeting,
    money,
    names,
    notices,
    origins,
    phrasing,
    privacy,
    sending,
    tables,
    type_mistakes,
    written_dates,
    written_votes,
)
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.written import Written
from secretaire.law.snapshot import Snapshot

Check = Callable[[CheckContext], Iterator[Finding]]
TextCheck = Callable[[Written], Iterator[Finding]]
RosterCheck = Callable[[CheckContext, Written], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    blanks.blanks,
    origins.figures_without_origin,
    origins.reused_figures,
    origins.assistance_told,
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
    ballot.standing_back,
    ballot.secret_ballot,
    meeting.adjoints,
    meeting.urgency_judged,
    meeting.point_decided,
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
    notices.publication,
    notices.delay_of_recourse,
    notices.court,
    form.parts,
    form.signatures,
    form.contradictory,
    annexes.joined_annexes,
    delegation.delegation_given,
    delegation.delegation_reported,
    delegation.matter_delegated,
    deadlines.after_installation,
    type_mistakes.type_mistakes,
)
# what the text alone decides, whoever wrote it
TEXT_CHECKS: tuple[TextCheck, ...] = (
    tables.totals,
    tables.parts,
    tables.financing_plans,
    tables.balanced,
    amounts.taxes,
    amounts.vat_rates,
    amounts.shares,
    amounts.products,
    amounts.amount_of_the_object,
    amounts.same_amounts,
    letters.numbers_in_letters,
    written_dates.weekdays,
    written_dates.impossible_dates,
    written_dates.reversed_periods,
    written_dates.day_of_the_meeting,
    written_dates.convocation,
    written_dates.second_convocation,
    written_dates.later_than_the_act,
    written_dates.effect_before_sending,
    written_dates.year_left,
    deadlines.voted_in_time,
    deadlines.tax_decisions,
    sending.sent_in_time,
    sending.posted_in_time,
    attendance.counts,
    attendance.pouvoirs,
    attendance.lists,
    attendance.distance,
    written_votes.ballots,
    written_votes.names_of_votes,
    written_votes.accounts,
    written_votes.secret_elections,
    written_votes.counting,
    competence.decider,
    competence.by_delegation,
    form.articles,
    form.act_number,
    form.object_and_content,
    form.years_of_the_object,
    form.annexes,
    form.repeated_visas,
    form.order_of_parts,
    names.spellings,
    names.functions,
    names.bodies,
)
# what the text says of the council and of the commune
ROSTER_CHECKS: tuple[RosterCheck, ...] = (names.members, names.place)
_ORDER = {Gravite.BLOQUANT: 0, Gravite.ALERTE: 1, Gravite.INFO: 2}
_READING = {role: rank for rank, role in enumerate(Role)}


def run_checks(context: CheckContext) -> tuple[Finding, ...]:
    """Every finding on an act, the most serious first, then in reading order."""
    findings = [finding for check in CHECKS for finding in check(context)]
    known = {finding.code for finding in findings}  # what the facts said, the text need not say again
    findings.extend(f for f in _on_the_whole(context) if f.code not in known)
    for section in context.act.sections:
        found = _text_findings(section.text, context.text, context.snapshot, context.day)
        findings.extend(replace(finding, role=section.role) for finding in found)
    return _sorted(findings)


def check_plain_text(text: str, snapshot: Snapshot, on: date) -> tuple[Finding, ...]:
    """Every finding on the text of an act that is not ours, judged at a date."""
    return check_written(Written(text, on), snapshot)


def check_written(written: Written, snapshot: Snapshot) -> tuple[Finding, ...]:
    """Every finding on a text of which something is known besides, judged at its day `on`."""
    whole = (finding for check in TEXT_CHECKS for finding in check(written))
    return _sorted([*_text_findings(written.text, written.text, snapshot, written.on), *whole])


def _on_the_whole(context: CheckContext) -> Iterator[Finding]:
    """What the whole text says, each remark brought back to its section."""
    day = context.act.act_date or (context.seance.date if context.seance else None)
    written = Written(context.text, context.today, day)
    starts: list[tuple[int, Section]] = []
    position = 0
    for section in context.act.sections:
        starts.append((position, section))
        position += len(section.text) + 1
    found = [f for check in TEXT_CHECKS for f in check(written)]
    found += [f for check in ROSTER_CHECKS for f in check(context, written)]
    for finding in found:
        at, section = next((at, s) for at, s in reversed(starts) if at <= finding.start)
        end = min(finding.end - at, len(section.text))
        yield replace(finding, start=finding.start - at, end=end, role=section.role)


def _text_findings(text: str, whole_act: str, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    yield from citations.citations(text, whole_act, snapshot, on)
    yield from phrasing.phrasing(text, on)
    yield from phrasing.unanimity(text)
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
