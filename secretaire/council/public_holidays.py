"""French public holidays (code du travail L. 3133-1, L. 3134-13, L. 3422-2), computed."""

from __future__ import annotations

from datetime import date, timedelta

_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_EASTER_MONDAY, _ASCENSION, _WHIT_MONDAY, _GOOD_FRIDAY = 1, 39, 50, -2

_ALSACE_MOSELLE = frozenset({"57", "67", "68"})
_ABOLITION = {"971": (5, 27), "972": (5, 22), "973": (6, 10), "974": (12, 20), "976": (4, 27)}


def easter(year: int) -> date:
    """Easter Sunday (anonymous Gregorian algorithm)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


def public_holidays(year: int, departement: str = "") -> frozenset[date]:
    """Public holidays of a year; with a département code, its local ones too."""
    offsets = [_EASTER_MONDAY, _ASCENSION, _WHIT_MONDAY]
    fixed = list(_FIXED)
    if departement in _ALSACE_MOSELLE:
        offsets.append(_GOOD_FRIDAY)
        fixed.append((12, 26))
    if departement in _ABOLITION:
        fixed.append(_ABOLITION[departement])
    sunday = easter(year)
    return frozenset(date(year, m, d) for m, d in fixed) | {sunday + timedelta(days=n) for n in offsets}


def is_holiday(day: date, departement: str = "") -> bool:
    return day in public_holidays(day.year, departement)


def is_ouvrable(day: date, departement: str = "") -> bool:
    """Monday to Saturday, holidays excluded."""
    return day.weekday() < 6 and not is_holiday(day, departement)


def is_ouvre(day: date, departement: str = "") -> bool:
    """Monday to Friday, holidays excluded: the town hall and the post work."""
    return day.weekday() < 5 and not is_holiday(day, departement)
