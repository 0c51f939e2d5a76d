"""Pieces listed without words: by date, copies once, by their beginning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from secretaire.desk.office import fund_rules
from secretaire.fund.finding.browsing import browse
from secretaire.fund.finding.results import Filters, Sort
from secretaire.fund.fund import Fund
from secretaire.fund.pieces import Kind

MINUTES = """COMPTE RENDU DE LA SÉANCE DU 4 AVRIL 2023
Étaient présents : onze conseillers.

Délibération n° 2023-12
Objet : Tarifs du pigeonnier
Le conseil municipal, après en avoir délibéré, à l'unanimité, fixe le tarif du pigeonnier à 45 euros.

Délibération n° 2023-13
Objet : Réfection du lavoir
Le conseil municipal, après en avoir délibéré, à l'unanimité, autorise les travaux du lavoir.
"""
LATER = """Délibération n° 2024-02
Séance du 5 mars 2024
Objet : Tarifs du lavoir
Le conseil municipal, après en avoir délibéré, à l'unanimité, fixe le tarif du lavoir à 12 euros.
"""
YEAR = Filters(kind=Kind.DELIBERATION, since=date(2023, 1, 1), until=date(2024, 12, 31))


@pytest.fixture
def fund(tmp_path: Path) -> Iterator[Fund]:
    folder = tmp_path / "actes"
    folder.mkdir()
    for name, text in {"cr.txt": MINUTES, "plus tard.txt": LATER, "copie.txt": LATER}.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "espace").mkdir()
    made = Fund(tmp_path / "espace", fund_rules())
    made.read([folder])
    yield made
    made.close()


def numbers(fund: Fund, filters: Filters, sort: Sort = Sort.RELEVANCE, limit: int = 20) -> list[str]:
    return [result.facts.number for result in browse(fund.catalogue, filters, sort, limit).results]


def test_the_newest_first_and_copies_once(fund: Fund) -> None:
    answer = browse(fund.catalogue, YEAR, Sort.RELEVANCE, 20)
    assert answer.results[0].facts.number == "2024-02"
    assert answer.total == 3
    assert [len(result.copies) for result in answer.results] == [1, 0, 0]
    assert numbers(fund, YEAR, Sort.OLDEST)[-1] == "2024-02"


def test_the_acts_of_a_day_follow_each_other_as_in_the_minutes(fund: Fund) -> None:
    day = date(2023, 4, 4)
    assert numbers(fund, Filters(kind=Kind.DELIBERATION, since=day, until=day)) == ["2023-12", "2023-13"]


def test_a_limit_cuts_the_list_not_the_total(fund: Fund) -> None:
    answer = browse(fund.catalogue, YEAR, Sort.NEWEST, 1)
    assert (len(answer.results), answer.total) == (1, 3)


def test_each_is_shown_by_its_beginning(fund: Fund) -> None:
    for result in browse(fund.catalogue, YEAR, Sort.NEWEST, 20).results:
        page = fund.page_text(result.document, result.page) or ""
        assert page[result.span.start : result.span.end] == result.extract.text
        assert result.span.start == result.extent.start
