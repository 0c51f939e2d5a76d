"""Days to remember as a calendar file (.ics, RFC 5545), that any calendar program opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from secretaire.exchange.atomic import write_atomically

_REMINDED_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something on a day. The same `uid` in a later file takes the place of the former one."""

    uid: str
    day: date
    title: str
    text: str


def write_icalendar(happenings: Iterable[Happening], name: str, target: Path, *, now: datetime) -> None:
    """Write whole-day events, each with a reminder a week before.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    from icalendar import Alarm, Calendar, Event  # heavy: loaded once someone wants the file

    calendar = Calendar()
    calendar.add("prodid", "-//Secretaire//Echeances//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for happening in happenings:
        event = Event()
        event.add("uid", happening.uid)
        event.add("dtstamp", now)
        event.add("dtstart", happening.day)
        event.add("dtend", happening.day + timedelta(days=1))
        event.add("summary", happening.title)
        event.add("description", happening.text)
        event.add("transp", "TRANSPARENT")  # a day to remember does not make anyone busy
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", happening.title)
        alarm.add("trigger", -_REMINDED_BEFORE)
        event.add_component(alarm)
        calendar.add_component(event)
    write_atomically(target, calendar.to_ical())
