"""Real cases: what each article was on the eve of a change, and on its day."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from secretaire.law.snapshot import SNAPSHOT_FILES, Confidence, Snapshot, Status, load_snapshot

DROIT = Path(__file__).parents[3] / "resources" / "droit"
FORCE, GONE, MOVED = Status.EN_VIGUEUR, Status.ABROGE, Status.REMPLACE
NEW_RULE, SOON, UNKNOWN, NEVER = Status.CONTENU_CHANGE, Status.PAS_ENCORE, Status.INCONNU, Status.NUMERO_IMPOSSIBLE


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((DROIT / name).open("rb")) for name in SNAPSHOT_FILES))


# code, article, last day before, verdict that day, first day after, verdict that day, words of the successor
CHANGES: list[tuple[str, str, str, Status, str, Status, str]] = [
    # the budget rules of 1 January 2026
    ("CGCT", "L. 2311-7", "2025-12-31", FORCE, "2026-01-01", MOVED, "CGCT L. 1612-25"),
    ("CGCT", "L. 5217-10-3", "2025-12-31", FORCE, "2026-01-01", MOVED, "CGCT L. 1612-25"),
    ("CGCT", "L. 5217-10-4", "2025-12-31", FORCE, "2026-01-01", MOVED, "CGCT L. 1612-26"),
    ("CGCT", "L. 2312-2", "2025-12-31", FORCE, "2026-01-01", MOVED, "L. 1612-21"),
    ("CGCT", "L. 1612-25", "2025-12-31", SOON, "2026-01-01", FORCE, ""),
    ("CGCT", "L. 1612-26", "2025-12-31", SOON, "2026-01-01", FORCE, ""),
    ("CGCT", "L. 2121-31", "2025-12-31", FORCE, "2026-01-01", NEW_RULE, "compte financier unique"),
    # the publicity of acts, 1 July 2022
    ("CGCT", "L. 2121-25", "2022-06-30", FORCE, "2022-07-01", NEW_RULE, "liste des délibérations"),
    ("CGCT", "L. 2121-23", "2022-06-30", FORCE, "2022-07-01", NEW_RULE, "secrétaire"),
    ("CGCT", "R. 2121-11", "2022-06-30", FORCE, "2022-07-01", MOVED, "CGCT L. 2121-25"),
    ("CGCT", "R. 2121-10", "2022-06-30", FORCE, "2022-07-01", MOVED, "CGCT R. 2131-1"),
    # the council
    ("CGCT", "L. 2121-8", "2020-02-29", FORCE, "2020-03-01", NEW_RULE, "1 000 habitants"),
    ("CGCT", "L. 1111-1-1", "2025-12-21", FORCE, "2026-01-22", MOVED, "L. 1111-12"),
    ("CGCT", "L. 2131-11", "2025-12-21", FORCE, "2026-01-22", NEW_RULE, "présence"),
    ("CE", "L. 253", "2026-02-28", FORCE, "2026-03-31", MOVED, "CE L. 252"),
    # funerals
    ("CGCT", "L. 2223-22", "2020-12-31", FORCE, "2021-01-01", GONE, ""),
    ("CGCT", "R. 2213-33", "2024-06-30", FORCE, "2024-07-31", NEW_RULE, "quatorze jours"),
    # unsafe buildings, 1 January 2021: numbers given to other rules, numbers gone
    ("CCH", "L. 511-3", "2020-12-31", FORCE, "2021-01-01", NEW_RULE, "CCH L. 511-19 à L. 511-21"),
    ("CCH", "L. 511-2", "2020-12-31", FORCE, "2021-01-01", NEW_RULE, "CCH L. 511-10"),
    ("CCH", "L. 129-1", "2020-12-31", FORCE, "2021-01-01", MOVED, "CCH L. 511-1"),
    ("CSP", "L. 1331-26", "2020-12-31", FORCE, "2021-01-01", MOVED, "CCH L. 511-1"),
    ("CCH", "L. 511-19", "2020-12-31", SOON, "2021-01-01", FORCE, ""),
    # buildings open to the public, 1 July 2021
    ("CCH", "R. 123-45", "2021-06-30", FORCE, "2021-07-01", MOVED, "CCH R. 143-38"),
    ("CCH", "R. 123-46", "2021-06-30", FORCE, "2021-07-01", MOVED, "CCH R. 143-39"),
    ("CCH", "R. 123-52", "2021-06-30", FORCE, "2021-07-01", MOVED, "CCH R. 143-45"),
    ("CCH", "R. 123-2", "2021-06-30", FORCE, "2021-07-01", MOVED, "CCH R. 143-2"),
    ("CCH", "L. 111-8", "2021-06-30", FORCE, "2021-07-01", MOVED, "CCH L. 122-3"),
    ("CCH", "L. 123-4", "2021-06-30", FORCE, "2021-07-01", MOVED, "CCH L. 143-3"),
    # the civil service, 1 March 2022
    ("loi n° 84-53", "art. 3-1", "2022-02-28", FORCE, "2022-03-01", MOVED, "CGFP L. 332-13"),
    ("loi n° 84-53", "art. 3-3", "2022-02-28", FORCE, "2022-03-01", MOVED, "CGFP L. 332-8"),
    ("loi n° 84-53", "art. 34", "2022-02-28", FORCE, "2022-03-01", MOVED, "CGFP L. 313-1"),
    ("loi n° 84-53", "art. 49", "2022-02-28", FORCE, "2022-03-01", MOVED, "CGFP L. 522-27"),
    ("loi n° 84-53", "art. 88", "2022-02-28", FORCE, "2022-03-01", MOVED, "CGFP L. 714-4"),
    ("loi n° 83-634", "art. 20", "2022-02-28", FORCE, "2022-03-01", MOVED, "CGFP L. 712-1"),
    ("CGFP", "L. 332-23", "2022-02-28", SOON, "2022-03-01", FORCE, ""),
    ("CGFP", "L. 452-36", "2022-02-28", SOON, "2022-03-01", FORCE, ""),
    ("CGFP", "R. 253-7", "2025-01-31", SOON, "2025-02-01", FORCE, ""),
    ("CGFP", "L. 822-3", "2025-02-28", FORCE, "2025-03-01", NEW_RULE, "90 %"),
    ("CGFP", "L. 125-3", "2022-12-31", FORCE, "2023-01-01", GONE, ""),
    # public procurement
    ("code des marchés publics", "28", "2016-03-31", FORCE, "2016-04-01", MOVED, "CCP L. 2123-1"),
    ("décret n° 2016-360", "art. 27", "2019-03-31", FORCE, "2019-04-01", MOVED, "CCP R. 2123-1"),
    ("ordonnance n° 2015-899", "art. 28", "2019-03-31", FORCE, "2019-04-01", MOVED, "CCP L. 2113-6"),
    ("loi n° 85-704", "", "2019-03-31", FORCE, "2019-04-01", MOVED, "CCP L. 2410-1"),
    ("CCP", "L. 2113-6", "2019-03-31", SOON, "2019-04-01", FORCE, ""),
    ("CCP", "L. 2172-4", "2021-11-18", FORCE, "2021-11-19", GONE, ""),
    # town planning
    ("CU", "L. 123-6", "2015-12-31", FORCE, "2016-01-01", MOVED, "CU L. 153-11"),
    ("CU", "L. 123-9", "2015-12-31", FORCE, "2016-01-01", MOVED, "CU L. 153-15"),
    ("CU", "L. 153-15", "2015-12-31", SOON, "2016-01-01", FORCE, ""),
    ("CU", "L. 600-12-2", "2025-11-27", SOON, "2025-11-28", FORCE, ""),
    # relations with the public
    ("loi n° 79-587", "", "2015-12-31", FORCE, "2016-01-01", MOVED, "CRPA L. 211-2"),
    ("loi n° 78-753", "", "2015-12-31", FORCE, "2016-01-01", MOVED, "CRPA L. 311-1"),
    ("loi n° 2000-321", "art. 4", "2015-12-31", FORCE, "2016-01-01", MOVED, "CRPA L. 212-1"),
    ("loi n° 2000-321", "art. 24", "2015-12-31", FORCE, "2016-01-01", MOVED, "CRPA L. 121-1"),
    ("CRPA", "L. 211-2", "2015-12-31", SOON, "2016-01-01", FORCE, ""),
    # others
    ("CCIV", "2298", "2021-12-31", FORCE, "2022-01-01", NEW_RULE, "CCIV 2305"),
    ("code forestier (ancien)", "L. 322-3", "2012-06-30", FORCE, "2012-07-01", MOVED, "CF L. 134-6"),
    ("code forestier (ancien)", "L. 145-1", "2012-06-30", FORCE, "2012-07-01", MOVED, "CF L. 243-1"),
    ("CGPPP", "L. 2122-1", "2006-06-30", SOON, "2006-07-01", FORCE, ""),
]  # fmt: skip


@pytest.mark.parametrize(("code", "article", "eve", "before", "day", "after", "successor"), CHANGES)
def test_both_sides_of_a_change(
    code: str, article: str, eve: str, before: Status, day: str, after: Status, successor: str, snapshot: Snapshot
) -> None:
    assert snapshot.verdict(code, article, date.fromisoformat(eve)).status is before
    verdict = snapshot.verdict(code, article, date.fromisoformat(day))
    assert verdict.status is after
    assert successor in verdict.successor


def test_there_are_enough_of_them() -> None:
    assert 2 * len(CHANGES) >= 80


@pytest.mark.parametrize(
    ("code", "article", "day"),
    [
        ("CGFP", "R. 327-1", "2026-11-22"),  # not seen in any list
        ("CGCT", "R. 2311-11", "2026-11-22"),  # recodified under a number nobody wrote down
        ("CGCT", "R. 2311-12", "2026-11-22"),
        ("CGCT", "L. 2311-5", "2026-11-22"),
        ("CU", "L. 332-11-2", "2015-06-01"),  # « 2015 »: which day?
        ("CGPPP", "L. 1123-4", "2022-03-01"),  # the law is of 21 February: from which day?
        ("CGPPP", "L. 2122-15", "2020-01-01"),  # gone some day between two copies of the code
        ("CGCT", "L. 2541-1", "2020-01-01"),  # the list stops in mid-2015
        ("", "L. 2121-29", "2026-11-22"),
        ("CTRANS", "L. 9999-1", "2026-11-22"),
    ],
)
def test_never_a_guess(code: str, article: str, day: str, snapshot: Snapshot) -> None:
    verdict = snapshot.verdict(code, article, date.fromisoformat(day))
    assert verdict.status is UNKNOWN
    assert verdict.replacement is None


@pytest.mark.parametrize(
    ("code", "article", "perhaps"),
    [
        ("CGCT", "L. 212-29", ""),
        ("CGCT", "L. 21212-29", ""),
        ("CGCT", "2121-29", "L. 2121-29"),
        ("CGCT", "2131-1", ""),  # L. and R. both exist
        ("CGCT", "L. 2121-029", ""),
        ("CU", "L. 1531-15", ""),
        ("CR", "R. 4117-10", ""),
        ("CCP", "L. 211-6", ""),
        ("CGFP", "L. 3328-1", ""),
        ("CRPM", "L. 1611-10", ""),
    ],
)
def test_numbers_that_no_article_can_bear(code: str, article: str, perhaps: str, snapshot: Snapshot) -> None:
    verdict = snapshot.verdict(code, article, date(2026, 11, 22))
    assert verdict.status is NEVER
    assert verdict.reason
    assert verdict.successor == perhaps


def test_old_numbers_of_a_code_are_not_called_impossible(snapshot: Snapshot) -> None:
    assert snapshot.verdict("CTRAV", "L. 122-12", date(2005, 1, 1)).status is UNKNOWN


@pytest.mark.parametrize(
    ("code", "article", "confidence"),
    [
        ("CGCT", "L. 1612-25", Confidence.CONTROLEE),
        ("CGFP", "L. 452-36", Confidence.CONTROLEE),  # the list of dates
        ("CGCT", "L. 2121-29", Confidence.ANCIENNE),
        ("CGCT", "L. 1414-2", Confidence.NON_RECONTROLEE),
        ("CGCT", "L. 5217-10-6", Confidence.NON_RECONTROLEE),  # « déduit »
    ],
)
def test_a_verdict_says_how_far_it_was_checked(
    code: str, article: str, confidence: Confidence, snapshot: Snapshot
) -> None:
    assert snapshot.verdict(code, article, date(2026, 11, 22)).confidence is confidence


@pytest.mark.parametrize(
    ("code", "article", "replacement"),
    [
        ("CGCT", "L. 2311-7", ("CGCT", "L. 1612-25")),
        ("loi n° 84-53", "art. 34", ("CGFP", "L. 313-1")),
        ("CGCT", "L. 5217-10-6", None),  # deduced
        ("loi n° 84-53", "art. 88", None),  # two articles
        ("loi n° 85-704", "", None),  # a range
        ("CGCT", "L. 2223-22", None),
    ],
)
def test_only_a_certain_successor_may_take_the_place(
    code: str, article: str, replacement: tuple[str, str] | None, snapshot: Snapshot
) -> None:
    assert snapshot.verdict(code, article, date(2026, 11, 22)).replacement == replacement


def test_beyond_a_year_what_was_in_force_is_unknown_and_what_was_gone_still_is(snapshot: Snapshot) -> None:
    assert snapshot.speaks_for(date(2027, 11, 1))
    assert not snapshot.speaks_for(date(2027, 11, 2))
    assert snapshot.verdict("CGCT", "L. 2121-29", date(2027, 11, 1)).status is FORCE
    assert snapshot.verdict("CGCT", "L. 2121-29", date(2027, 11, 2)).status is UNKNOWN
    assert snapshot.verdict("CGCT", "L. 2311-7", date(2027, 11, 2)).status is MOVED
