"""Read the date of a change in the column « statut » of the snapshot, with the precision it was written with."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from secretaire.acts.wording import MONTHS

_PUBLICATION = timedelta(days=31)  # a law applies at the latest some weeks after its date, unless it says otherwise
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_LAW = re.compile(r"loi du (\d{2})/(\d{2})/(\d{4})")
_MONTH_YEAR = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{4}})")
_YEAR = re.compile(r"\b(?:en |\(|fin |réforme )?((?:19|20)\d{2})\b")


@dataclass(frozen=True, slots=True)
class Period:
    """The change took place between these two days, both included; from `latest` on it is certain."""

    earliest: date
    latest: date

    @property
    def exact(self) -> date | None:
        return self.earliest if self.earliest == self.latest else None


def change_period(statut: str) -> Period | None:
    """When the article was repealed, moved or changed; None when the status does not say.

    The most precise mention wins: an explicit day, a law of a day (in force within a month), a month, a year.
    """
    law = _LAW.search(statut)
    for found in _DAY.finditer(statut):
        if law is None or found.start() != law.end() - len(found.group()):
            day = date(int(found[3]), int(found[2]), int(found[1]))
            return Period(day, day)
    if in_month := _MONTH_YEAR.search(statut):
        month, year = MONTHS.index(in_month[1]) + 1, int(in_month[2])
        return Period(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    if law:
        day = date(int(law[3]), int(law[2]), int(law[1]))
        return Period(day, day + _PUBLICATION)
    if in_year := _YEAR.search(statut):
        year = int(in_year[1])
        return Period(date(year, 1, 1), date(year, 12, 31))
    return None


def start_period(statut: str) -> Period | None:
    """When the article came into force, if the status says it was created, recodified or in force since a date."""
    if re.search(r"depuis|créé|codifié", statut):
        return change_period(statut)
    return None
