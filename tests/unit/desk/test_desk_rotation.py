"""Which copies are kept, whatever the clock did."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from secretaire.desk.rotation import DAYS, MONTHS, PAUSE, WEEKS, is_due, to_keep

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
moments = st.sets(st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)).map(lambda d: d.replace(tzinfo=UTC)))  # noqa: DTZ001 - made aware


@given(moments)
def test_the_latest_is_always_kept_and_the_future_is_never_deleted(all_of_them: set[datetime]) -> None:
    kept = to_keep(all_of_them, NOW)
    past = {moment for moment in all_of_them if moment <= NOW}
    assert kept <= all_of_them
    assert {moment for moment in all_of_them if moment > NOW} <= kept
    assert not past or max(past) in kept
    assert len(kept & past) <= DAYS + WEEKS + MONTHS


@given(moments)
def test_rotating_twice_deletes_nothing_more(all_of_them: set[datetime]) -> None:
    kept = to_keep(all_of_them, NOW)
    assert to_keep(kept, NOW) == kept


def test_a_year_of_working_days_leaves_the_last_days_weeks_and_months() -> None:
    kept: set[datetime] = set()
    for day in range(365):
        now = NOW - timedelta(days=364 - day)
        kept = set(to_keep(kept | {now}, now))
    ages = sorted((NOW - moment).days for moment in kept)
    assert ages[:DAYS] == [0, 1, 2, 3, 4]
    assert len(kept) <= DAYS + WEEKS + MONTHS
    assert ages[-1] > 30 * (MONTHS - 2)


@given(moments)
def test_a_copy_just_made_is_not_due_again_whatever_lies_in_the_future(others: set[datetime]) -> None:
    assert not is_due(others | {NOW}, NOW)
    assert is_due({moment for moment in others if moment > NOW or moment <= NOW - PAUSE}, NOW)
