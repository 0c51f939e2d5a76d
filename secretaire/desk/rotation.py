"""Which copies to keep: the last days, then one a week, then one a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

DAYS, WEEKS, MONTHS = 5, 4, 6

PAUSE = timedelta(hours=20)
"""Between two copies: one a working day, whatever the hour the PC is switched on."""


def to_keep(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments of the copies to keep. The latest always is, and so is one from the future: the clock moved back."""
    made = frozenset(moments)
    past = sorted((moment for moment in made if moment <= now), reverse=True)
    kept = {moment for moment in made if moment > now} | set(past[:1])
    for spans, name in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V"), (MONTHS, "%Y-%m")):
        last_of: dict[str, datetime] = {}
        for moment in past:
            last_of.setdefault(moment.strftime(name), moment)
        kept.update(list(last_of.values())[:spans])
    return frozenset(kept)


def is_due(moments: Iterable[datetime], now: datetime) -> bool:
    """Is it time for another copy? Those from the future do not count: the clock moved back."""
    past = [moment for moment in moments if moment <= now]
    return not past or now - max(past) >= PAUSE
