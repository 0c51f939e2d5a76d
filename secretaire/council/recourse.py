"""End of the delay to contest an act before the tribunal administratif (CJA R. 421-1)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from secretaire.council.public_holidays import is_ouvre

_MONTHS = 2


def months_later(day: date, months: int) -> date:
    """Same day of the month, or the last one when that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def fin_recours(publicite: date, departement: str = "") -> date:
    """Last useful day of the two clear months that follow publication or notification.

    A delay that ends on a Saturday, a Sunday or a holiday is carried to the next working day.
    """
    day = months_later(publicite, _MONTHS) + timedelta(days=1)
    while not is_ouvre(day, departement):
        day += timedelta(days=1)
    return day
