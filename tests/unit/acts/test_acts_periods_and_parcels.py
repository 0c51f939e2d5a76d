"""Periods and cadastral parcels, as they are typed and as they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act_type import Champ, FieldType
from secretaire.acts.fields import parse_parcels, parse_period, read_field
from secretaire.acts.spans import Value, ValueKind
from secretaire.acts.wording import fold_spaces, period
from secretaire.errors import UnreadableInput

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("du 3 au 7 août 2026", "du 3 au 7 août 2026"),
        ("du 30/07/2026 au 03/08/2026", "du 30 juillet au 3 août 2026"),
        ("du 30/07 au 03/08/2026", "du 30 juillet au 3 août 2026"),
        ("du lundi 3 au vendredi 7 août 2026 inclus", "du 3 au 7 août 2026"),
        ("1er juillet 2026 au 31 août 2026", "du 1er juillet au 31 août 2026"),
        ("du 28 décembre 2026 au 3 janvier 2027", "du 28 décembre 2026 au 3 janvier 2027"),
        ("03/08/2026 - 07/08/2026", "du 3 au 7 août 2026"),
        ("le 12 juin 2026", "le 12 juin 2026"),
        ("2026-06-12", "le 12 juin 2026"),
    ],
)
def test_a_period_is_read_as_it_is_typed(typed: str, written: str) -> None:
    assert fold_spaces(period(*parse_period(typed))) == written


@given(days, st.integers(0, 2000))
def test_a_period_written_is_read_back(first: date, length: int) -> None:
    last = min(first + timedelta(days=length), date(2199, 12, 31))
    assert parse_period(period(first, last)) == (first, last)


@pytest.mark.parametrize("typed", ["du 7 au 3 août 2026", "l'été", "du 3 au 32 août 2026", "du mardi 3 au 7 août 2026"])
def test_a_period_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_period(typed)


@pytest.mark.parametrize(
    ("typed", "parcels"),
    [
        ("ZC 14", ("ZC 14",)),
        ("zc14", ("ZC 14",)),
        ("section AB n° 12 et 13", ("AB 12", "AB 13")),
        ("AB 112 et 113", ("AB 112", "AB 113")),
        ("AB 12, 13 et ZC 4", ("AB 12", "AB 13", "ZC 4")),
        ("056 ZC 14", ("056 ZC 14",)),
        ("les parcelles cadastrées A 1 et A 1", ("A 1",)),
        ("ET 12", ("ET 12",)),
    ],
)
def test_parcels_are_read_as_they_are_typed(typed: str, parcels: tuple[str, ...]) -> None:
    assert parse_parcels(typed) == parcels


@pytest.mark.parametrize("typed", ["14", "parcelle ZC", "ZC 14, lieu-dit", "AB 12345", "", "près de ZC 14"])
def test_what_is_no_parcel_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="parcelle"):
        parse_parcels(typed)


@given(st.lists(st.tuples(st.sampled_from(["A", "ZC", "AB", "056 B"]), st.integers(1, 9999)), min_size=1, max_size=10))
def test_parcels_written_are_read_back(parcels: list[tuple[str, int]]) -> None:
    given_ = tuple(dict.fromkeys(f"{section} {number}" for section, number in parcels))
    assert parse_parcels(" et ".join(given_)) == given_


@pytest.mark.parametrize(
    ("champ", "typed", "raw"),
    [
        (Champ(nom="x", libelle="X", type=FieldType.NOMBRE, unite="heures"), "35 heures", "35"),
        (Champ(nom="x", libelle="X", type=FieldType.NOMBRE, unite="mois"), "1 mois", "1"),
        (Champ(nom="x", libelle="X", type=FieldType.NOMBRE, minimum=1, maximum=9, entier=True), "9", "9"),
    ],
)
def test_a_unit_may_be_typed_and_bounds_are_allowed(champ: Champ, typed: str, raw: str) -> None:
    assert read_field(champ, typed) == Value(ValueKind.NOMBRE, raw)


@pytest.mark.parametrize("typed", ["0", "10", "1,5", "35 chats"])
def test_what_is_out_of_bounds_is_refused(typed: str) -> None:
    champ = Champ(nom="x", libelle="X", type=FieldType.NOMBRE, minimum=1, maximum=9, entier=True, unite="heures")
    with pytest.raises(UnreadableInput):
        read_field(champ, typed)
