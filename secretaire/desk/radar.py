"""What comes back every year at this season, and is not drafted yet: « chaque avril, les taux »."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from secretaire.acts.act import ActId, State
from secretaire.acts.act_type import Famille
from secretaire.acts.wording import MONTHS, day, enumeration
from secretaire.desk import writing
from secretaire.desk.exporting import FINAL_STATES
from secretaire.desk.office import Office, fund_rules
from secretaire.fund.history.recurring import Recurrence, Subjects, Taken, recurring
from secretaire.fund.pieces import Kind

AHEAD = timedelta(days=75)
LATE = timedelta(days=45)
_DRAFTED = timedelta(days=150)  # before the expected day: older, a draft was for another year
_KINDS = {Famille.DELIBERATION: Kind.DELIBERATION, Famille.ARRETE: Kind.ARRETE}
_PIECE, _ACT = "piece:", "acte:"


@dataclass(frozen=True, slots=True)
class Reminder:
    """An act expected at this season.

    Attributes:
        expected: the day of the last one, a year later.
        draft: the act under way on that subject; None: not drafted yet.
    """

    recurrence: Recurrence
    expected: date
    draft: ActId | None = None

    @property
    def objet(self) -> str:
        """Of the last one, as it was written."""
        return self.recurrence.last.objet

    @property
    def piece(self) -> int | None:
        """The last one, if it is in the fund."""
        source = self.recurrence.last.source
        return int(source.removeprefix(_PIECE)) if source.startswith(_PIECE) else None

    @property
    def former_act(self) -> ActId | None:
        """The last one, if it is ours."""
        source = self.recurrence.last.source
        return ActId(source.removeprefix(_ACT)) if source.startswith(_ACT) else None

    @property
    def sentence(self) -> str:
        """« En avril 2024 et 2025 ; dernier : n° 2025-014 du 10 avril 2025 ; pas encore rédigé »."""
        last = self.recurrence.last
        years = enumeration([str(taken.day.year) for taken in reversed(self.recurrence.taken)])
        number = f"n°\u00a0{last.number} du " if last.number else ""
        state = "projet commencé" if self.draft else "pas encore rédigé"
        return f"Vers {MONTHS[self.expected.month - 1]} : {years} ; dernier : {number}{day(last.day)} ; {state}"


def reminders(office: Office, on: date) -> tuple[Reminder, ...]:
    """What is expected from a few weeks before a day to some weeks after, the nearest first."""
    subjects = Subjects(fund_rules().subjects)
    found = recurring([*_of_fund(office), *_of_ours(office)], subjects, on)
    soon = (Reminder(r, r.expected(on, LATE)) for r in found)
    drafts = _drafts(office)
    return tuple(
        sorted(
            (
                Reminder(r.recurrence, r.expected, _draft_of(r, drafts, subjects))
                for r in soon
                if r.expected <= on + AHEAD
            ),
            key=lambda r: r.expected,
        )
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    id: ActId
    kind: Kind
    objet: str
    since: date


def _of_fund(office: Office) -> Iterator[Taken]:
    for stored in office.fund.catalogue.pieces.acts():
        facts = stored.facts
        if facts.date and facts.objet:
            yield Taken(f"{_PIECE}{stored.id}", facts.kind, facts.date, facts.number, facts.objet)


def _of_ours(office: Office) -> Iterator[Taken]:
    """The acts of the application that became final."""
    for line in office.workspace.acts.list():
        kind = office.types.find(line.type_id)
        if kind is None or line.state not in FINAL_STATES:
            continue
        act = writing.get_act(office, line.id)
        if act.act_date:
            yield Taken(f"{_ACT}{act.id}", _KINDS[kind.famille], act.act_date, act.numero, act.objet)


def _drafts(office: Office) -> list[_Draft]:
    found = []
    for line in office.workspace.acts.list():
        kind = office.types.find(line.type_id)
        if kind and line.state not in FINAL_STATES | {State.REFUSE}:
            found.append(_Draft(line.id, _KINDS[kind.famille], line.objet, line.updated.astimezone().date()))
    return found


def _draft_of(reminder: Reminder, drafts: list[_Draft], subjects: Subjects) -> ActId | None:
    kind = reminder.recurrence.last.kind
    return next(
        (
            draft.id
            for draft in drafts
            if draft.kind is kind
            and draft.since >= reminder.expected - _DRAFTED
            and subjects.alike(draft.objet, reminder.objet)
        ),
        None,
    )
