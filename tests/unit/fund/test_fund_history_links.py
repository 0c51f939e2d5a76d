"""Which act is meant by « la délibération n° 2023-12 du 3 mars 2023 », on an invented commune."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.catalogue.piece_table import Link, StoredPiece
from secretaire.fund.history import numbers
from secretaire.fund.history.links import resolve
from secretaire.fund.history.subjects import SubjectRules
from secretaire.fund.pieces import ActFacts, Extent, Kind, Mention, Piece, Verb

RULES = SubjectRules.load(Path(__file__).resolve().parents[3] / "resources" / "fonds" / "sujets.yaml")
DAY = date(2023, 3, 3)


def act(
    piece: int, day: date | None, number: str, objet: str, *mentions: Mention, kind: Kind = Kind.DELIBERATION
) -> StoredPiece:
    facts = ActFacts(kind=kind, date=day, number=number, objet=objet, mentions=mentions)
    return StoredPiece(piece, piece, Piece(Extent(1, 0, 1, 10), facts))


def mention(number: str = "", day: date | None = None) -> Mention:
    return Mention(Verb.REPEALS, number, day, 1, 0, 10)


def targets(*acts: StoredPiece) -> list[int]:
    links = resolve(acts, RULES)
    assert all(link == Link(9, link.target, Verb.REPEALS) for link in links)
    return [link.target for link in links]


def speaker(named: Mention, day: date | None = date(2024, 5, 3), objet: str = "Tarif de la cantine") -> StoredPiece:
    return act(9, day, "2024-030", objet, named)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2023/12", "2023-012", True),
        ("12/2023", "2023-012", True),
        ("n° 2023-12", "D2023-12", True),
        ("20230303 04", "2023-03-03-04", True),
        ("12", "2023-012", True),
        ("2016/44", "44", True),
        ("AR 2023-12", "D 2023-12", False),
        ("2023-12", "2022-12", False),
        ("2023-12", "2023-120", False),
        ("2020-12-07", "2020-07", False),
        ("2023-12bis", "2023-12ter", False),
        ("2023-12", "2023-12 bis", False),
        ("19-G", "19g", True),
    ],
)
def test_numbers_are_compared_however_written(one: str, other: str, expected: bool) -> None:
    first, second = numbers.parse(one), numbers.parse(other)
    assert first is not None
    assert second is not None
    assert numbers.same(first, second) is expected
    assert numbers.same(second, first) is expected


@given(st.integers(1950, 2099), st.integers(1, 999))
def test_every_way_of_writing_a_number_is_that_number(year: int, serial: int) -> None:
    forms = [
        f"{year}-{serial}",
        f"{year}/{serial:03}",
        f"{serial}/{year}",
        f"n° {year} - {serial:02}",
        f"D{year}-{serial}",
    ]
    parsed = [numbers.parse(form) for form in forms]
    assert {(n.year, n.serial) for n in parsed if n} == {(year, (serial,))}
    assert None not in parsed


def test_a_text_without_figure_is_no_number() -> None:
    assert numbers.parse("sans numéro") is None


def test_number_and_date_name_the_act() -> None:
    assert targets(
        act(1, DAY, "2023-012", "Tarif de la cantine"),
        act(2, DAY, "2023-013", "Tarif de la cantine"),
        speaker(mention("2023/12", DAY)),
    ) == [1]


def test_a_rank_in_minutes_is_completed_by_the_date() -> None:
    assert targets(
        act(1, DAY, "12", "Tarif du camping"),
        act(2, date(2023, 4, 7), "12", "Tarif du camping"),
        speaker(mention("2023/12", DAY)),
    ) == [1]


def test_a_number_without_year_is_of_the_same_year() -> None:
    assert targets(act(1, DAY, "2023-012", "Tarif"), speaker(mention("12"))) == []
    assert targets(act(1, DAY, "2023-012", "Tarif"), speaker(mention("12"), date(2023, 6, 2))) == [1]


def test_the_date_alone_needs_the_subject() -> None:
    acts = [act(1, DAY, "", "Tarif de la cantine"), act(2, DAY, "", "Tarif du camping")]
    assert targets(*acts, speaker(mention(day=DAY))) == [1]
    assert targets(*acts, speaker(mention(day=DAY), objet="Vente d'un chemin rural")) == []


def test_the_only_act_of_a_day_on_another_subject_is_not_meant() -> None:
    assert targets(act(1, DAY, "", "Vente d'un chemin rural"), speaker(mention(day=DAY))) == []


def test_two_acts_that_answer_are_as_good_as_none() -> None:
    acts = [act(1, DAY, "", "Tarif de la cantine"), act(2, DAY, "", "Cantine : tarif des repas des enfants")]
    assert targets(*acts, speaker(mention("2023-012", DAY), objet="Divers")) == []
    same = [act(1, DAY, "2023-012", "Tarif de la cantine"), act(2, DAY, "2023-012", "Tarif du camping")]
    assert targets(*same, speaker(mention("2023-012"))) == [1]
    assert targets(*same, speaker(mention("2023-012"), objet="Divers")) == []


def test_a_number_that_the_fund_does_not_hold_is_not_replaced_by_a_neighbour() -> None:
    assert targets(act(1, DAY, "2023-013", "Tarif de la cantine"), speaker(mention("2023-012", DAY))) == []


def test_an_arrete_undoes_an_arrete() -> None:
    acts = [
        act(1, DAY, "2023-012", "Tarif de la cantine"),
        act(2, DAY, "2023-012", "Circulation rue Haute", kind=Kind.ARRETE),
    ]
    assert targets(*acts, speaker(mention("2023-012"))) == [1]


def test_the_same_act_kept_twice_counts_once() -> None:
    acts = [act(1, DAY, "2023-012", "Tarif de la cantine"), act(2, DAY, "12", "TARIF DE LA CANTINE")]
    assert targets(*acts, speaker(mention("2023-012", DAY))) == [1]


def test_never_a_later_act_nor_itself() -> None:
    later = act(1, date(2025, 1, 10), "2025-001", "Tarif de la cantine")
    assert targets(later, speaker(mention("2025-001", date(2025, 1, 10)))) == []
    assert targets(later, speaker(mention(day=date(2025, 1, 10)))) == []
    assert targets(speaker(mention("2024-030", date(2024, 5, 3)))) == []


def test_an_act_without_date_is_linked_only_when_it_gives_that_of_the_other() -> None:
    target = act(1, DAY, "2023-012", "Tarif de la cantine")
    assert targets(target, speaker(mention("2023-012", DAY), day=None)) == [1]
    assert targets(target, speaker(mention("2023-012"), day=None)) == []


@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2021, 12, 31)), st.integers(1, 20), st.sampled_from(["", "2020-", "2021/"])
        ),
        max_size=12,
    ),
    st.integers(1, 20),
    st.sampled_from(["", "2020-", "2021/"]),
    st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2022, 12, 31))),
)
def test_whatever_the_fund_a_link_is_to_an_earlier_act_that_the_mention_may_name(
    rows: list[tuple[date, int, str]], number: int, year: str, day: date | None
) -> None:
    acts = [act(100 + i, when, f"{prefix}{n}", "Tarif de la cantine") for i, (when, n, prefix) in enumerate(rows)]
    today = date(2021, 6, 30)
    found = targets(*acts, speaker(mention(f"{year}{number}", day), today))
    for target in found:
        chosen = next(one for one in acts if one.id == target)
        assert chosen.facts.date is not None
        assert chosen.facts.date <= today
        assert day in {None, chosen.facts.date}
    assert len(found) <= 1
