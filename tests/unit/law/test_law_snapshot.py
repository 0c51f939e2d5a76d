from __future__ import annotations

import csv
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from secretaire.law.change_dates import Period, change_period, start_period
from secretaire.law.snapshot import SNAPSHOT_FILES, Snapshot, Status, load_snapshot

DROIT = Path(__file__).parents[3] / "resources" / "droit"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((DROIT / name).open("rb")) for name in SNAPSHOT_FILES))


def test_a_replaced_article_names_its_successor_from_its_date(snapshot: Snapshot) -> None:
    verdict = snapshot.verdict("CGCT", "L. 2311-7", TODAY)
    assert verdict.status is Status.REMPLACE
    assert verdict.replacement == ("CGCT", "L. 1612-25")
    assert verdict.since == date(2026, 1, 1)
    assert snapshot.verdict("CGCT", "L. 2311-7", date(2025, 12, 31)).status is Status.EN_VIGUEUR


def test_an_article_of_a_repealed_law(snapshot: Snapshot) -> None:
    assert snapshot.verdict("loi n° 84-53", "art. 3-3", TODAY).replacement == ("CGFP", "L. 332-8")
    both = snapshot.verdict("loi n° 84-53", "art. 3", TODAY)
    assert both.status is Status.REMPLACE
    assert both.replacement is None
    assert "1°" in both.successor
    assert "2°" in both.successor


def test_a_repealed_article_without_successor(snapshot: Snapshot) -> None:
    assert snapshot.verdict("CGCT", "L. 2223-22", TODAY).status is Status.ABROGE


def test_a_doubtful_change_is_said_unknown_with_its_lead(snapshot: Snapshot) -> None:
    verdict = snapshot.verdict("CGCT", "L. 2311-5", TODAY)
    assert verdict.status is Status.INCONNU
    assert verdict.replacement is None
    assert verdict.successor
    deduced = snapshot.verdict("CGCT", "L. 5217-10-6", TODAY)
    assert deduced.status is Status.REMPLACE
    assert deduced.replacement is None


def test_a_changed_content_keeps_the_article(snapshot: Snapshot) -> None:
    verdict = snapshot.verdict("CGCT", "L. 2121-25", TODAY)
    assert verdict.status is Status.CONTENU_CHANGE
    assert verdict.since == date(2022, 7, 1)
    assert "huitaine" in verdict.old_rule
    assert snapshot.verdict("CGCT", "L. 2121-25", date(2022, 6, 30)).status is Status.EN_VIGUEUR


def test_within_the_doubt_of_a_date_nothing_is_said(snapshot: Snapshot) -> None:
    # « abrogé (2015) »: before the year it was there, after it is gone, in between nobody wrote the day
    statuses = [snapshot.verdict("CU", "L. 332-11-2", date(year, 6, 1)).status for year in (2014, 2015, 2016)]
    assert statuses == [Status.EN_VIGUEUR, Status.INCONNU, Status.REMPLACE]


def test_an_article_in_force(snapshot: Snapshot) -> None:
    for day in (TODAY, date(2021, 3, 1), date(2014, 3, 1)):
        assert snapshot.verdict("CGCT", "L. 2121-29", day).status is Status.EN_VIGUEUR


def test_an_article_not_yet_there(snapshot: Snapshot) -> None:
    assert snapshot.verdict("CGFP", "L. 332-23", date(2021, 6, 1)).status is Status.PAS_ENCORE
    assert snapshot.verdict("CGCT", "L. 1612-25", date(2025, 6, 1)).status is Status.PAS_ENCORE


def test_what_is_not_in_the_files_is_unknown(snapshot: Snapshot) -> None:
    assert snapshot.verdict("CGCT", "L. 9999-9", TODAY).status is Status.INCONNU
    assert snapshot.verdict("", "L. 2121-29", TODAY).status is Status.INCONNU
    # known in mid-2015, and nobody rechecked since
    assert snapshot.verdict("CGCT", "L. 2541-1", date(2015, 1, 1)).status is Status.EN_VIGUEUR
    assert snapshot.verdict("CGCT", "L. 2541-1", TODAY).status is Status.INCONNU


def test_starred_and_plain_numbers_are_one_article(snapshot: Snapshot) -> None:
    assert snapshot.verdict("CU", "R. 211-2", TODAY).status is Status.EN_VIGUEUR


def test_an_article_gone_from_the_list_of_dates(snapshot: Snapshot) -> None:
    verdict = snapshot.verdict("CGPPP", "L. 5321-1", TODAY)
    assert verdict.status is Status.ABROGE
    assert verdict.source == "dates des articles"


def test_every_entry_of_the_file_has_a_verdict_today(snapshot: Snapshot) -> None:
    with (DROIT / "references.csv").open(encoding="utf-8") as stream:
        every = list(csv.DictReader(stream, delimiter=";"))
    # a number given since to another rule is known by its former row
    former = {(r["code"], r["article"].partition(" (avant ")[0]) for r in every if "(avant " in r["article"]}
    rows = [r for r in every if r["type_piege"] != "numero" and (r["code"], r["article"]) not in former]
    for row in rows:
        code = row["code"].split(" du ")[0] if " n° " in row["code"] else row["code"]
        verdict = snapshot.verdict(code, row["article"], TODAY)
        expected = {Status.CONTENU_CHANGE} if row["type_piege"] == "contenu" else {Status.EN_VIGUEUR}
        assert verdict.status in expected, row


def test_facts_about_the_snapshot(snapshot: Snapshot) -> None:
    etat = snapshot.etat()
    assert etat.date == date(2026, 11, 1)
    assert etat.articles > 18_000
    assert etat.source


@pytest.mark.parametrize(
    ("statut", "period"),
    [
        ("abrogé au 01/01/2026", Period(date(2026, 1, 1), date(2026, 1, 1))),
        ("modifié (loi du 21/05/2025, effet mars 2026)", Period(date(2026, 3, 1), date(2026, 3, 31))),
        ("abrogé par la loi du 22/12/2025", Period(date(2025, 12, 22), date(2026, 1, 22))),
        ("abrogé (2016, codifié au 01/04/2019)", Period(date(2019, 4, 1), date(2019, 4, 1))),
        ("recodifié en 2017", Period(date(2017, 1, 1), date(2017, 12, 31))),
        ("codifié", None),
    ],
)
def test_dates_keep_the_precision_they_were_written_with(statut: str, period: Period | None) -> None:
    assert change_period(statut) == period


def test_only_a_creation_is_a_start() -> None:
    assert start_period("en vigueur depuis le 01/01/2026") is not None
    assert start_period("modifié (réforme du 01/07/2022)") is None
