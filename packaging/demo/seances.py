"""Meetings and members of the demo council: who was there, and how the minutes say it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

from babel.dates import format_date
from num2words import num2words


@dataclass(frozen=True, slots=True)
class Member:
    """A line of the roster."""

    title: str
    family: str
    first: str
    office: str
    rank: int
    start: date
    end: date | None

    @property
    def name(self) -> str:
        particle, family = ("d'", self.family[2:]) if self.family.startswith("d'") else ("", self.family)
        return f"{self.first} {particle}{family.upper()}"

    @property
    def formal(self) -> str:
        return f"{'Monsieur' if self.title == 'M.' else 'Madame'} {self.name}"


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of the council; members are named by their family name."""

    day: date
    hour: time
    convened: date
    members: tuple[Member, ...]
    excused: tuple[Member, ...]
    proxies: tuple[tuple[Member, Member], ...]
    secretary: Member

    @property
    def present(self) -> tuple[Member, ...]:
        return tuple(m for m in self.members if m not in self.excused)

    @property
    def voters(self) -> int:
        return len(self.present) + len(self.proxies)

    @property
    def maire(self) -> Member:
        return next(m for m in self.members if m.office == "maire")

    def member(self, name: str) -> Member:
        """The member in office of that family name, or « Prénom Nom » when two share one."""
        found = [m for m in self.members if name in {m.family, f"{m.first} {m.family}"}]
        if len(found) != 1:
            raise ValueError(f"{name} on {self.day}: {len(found)} members")
        return found[0]


def read_roster(path: Path) -> tuple[Member, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Member(
                title=row["civilité"],
                family=row["nom"],
                first=row["prénom"],
                office=row["fonction"],
                rank=int(row["ordre"]),
                start=date.fromisoformat(row["début"]),
                end=date.fromisoformat(row["fin"]) if row["fin"] else None,
            )
            for row in csv.DictReader(stream, delimiter=";")
        )


def build_meeting(day: date, facts: Mapping[str, object], roster: tuple[Member, ...]) -> Meeting:
    """The meeting described by `facts` (keys heure, convocation, excuses, pouvoirs, secretaire).

    Raises:
        ValueError: an unknown member, a proxy given by someone present, or no quorum.
    """
    members = tuple(
        sorted((m for m in roster if m.start <= day and (m.end is None or day <= m.end)), key=lambda m: m.rank)
    )
    named = {m.family: m for m in members}
    proxies = tuple((named[giver], named[holder]) for giver, holder in dict(facts.get("pouvoirs") or {}).items())
    excused = tuple(named[name] for name in list(facts.get("excuses") or []))
    meeting = Meeting(
        day=day,
        hour=time.fromisoformat(str(facts["heure"])),
        convened=date.fromisoformat(str(facts["convocation"])),
        members=members,
        excused=excused,
        proxies=proxies,
        secretary=named[str(facts["secretaire"])],
    )
    if any(giver not in excused or holder in excused for giver, holder in proxies):
        raise ValueError(f"{day}: wrong proxy")
    if len(meeting.present) <= len(members) // 2 or (day - meeting.convened).days < 4:
        raise ValueError(f"{day}: no quorum, or convened too late")
    return meeting


def long_date(day: date) -> str:
    """« 1er avril 2022 »."""
    return ordinal(format_date(day, "d MMMM y", locale="fr"))


def weekday_date(day: date) -> str:
    """« vendredi 1er avril 2022 »."""
    return ordinal(format_date(day, "EEEE d MMMM y", locale="fr"))


def ordinal(text: str) -> str:
    return " ".join("1er" if word == "1" else word for word in text.split(" "))


def year_in_words(day: date) -> str:
    return num2words(day.year, lang="fr")


def day_in_words(day: date) -> str:
    """« douze juin »."""
    number = "premier" if day.day == 1 else num2words(day.day, lang="fr")
    return f"{number} {format_date(day, 'MMMM', locale='fr')}"


def hour_text(hour: time) -> str:
    return f"{hour.hour} heures {hour.minute:02d}" if hour.minute else f"{hour.hour} heures"


def hour_in_words(hour: time) -> str:
    minutes = f" {num2words(hour.minute, lang='fr')}" if hour.minute else ""
    return f"{num2words(hour.hour, lang='fr').replace('et un', 'et une')} heures{minutes}"
