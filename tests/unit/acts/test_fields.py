"""What a person typed, read into typed values."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts import wording
from secretaire.acts.act_type import Champ, Colonne, FieldType
from secretaire.acts.fields import (
    Table,
    canonical,
    parse_amount,
    parse_choice,
    parse_date,
    parse_decimal,
    parse_percentage,
    parse_time,
    read_field,
)
from secretaire.acts.spans import Value, ValueKind
from secretaire.errors import Code, UnreadableInput

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def champ(kind: FieldType, **more: object) -> Champ:
    return Champ.model_validate({"nom": "essai", "libelle": "Essai", "type": kind, **more})


@pytest.mark.parametrize(
    "text",
    [
        "15/06/2026",
        "15.6.26",
        "2026-06-15",
        "15 juin 2026",
        "le lundi 15 JUIN 2026",
        " 15\u00a0juin 2026 ",
        "15-06-2026",
    ],
)
def test_a_date_is_read_however_it_is_typed(text: str) -> None:
    assert parse_date(text) == date(2026, 6, 15)


@pytest.mark.parametrize("text", ["1er août 2026", "01/08/2026", "1 aout 2026"])
def test_the_first_of_the_month(text: str) -> None:
    assert parse_date(text) == date(2026, 8, 1)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "15/06", "demain", "mardi 15 juin 2026", "15 joint 2026", "2026", "15/06/0026"]
)
def test_a_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_date(text)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_a_written_date_reads_back(day: date) -> None:
    assert parse_date(wording.day(day)) == day
    assert parse_date(wording.weekday(day)) == day
    assert parse_date(f"{day:%d/%m/%Y}") == day


@given(st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_a_written_hour_reads_back(moment: time) -> None:
    assert parse_time(wording.hour(moment)) == moment
    assert parse_time(f"{moment:%Hh%M}") == moment
    assert parse_time(f"{moment:%H:%M}") == moment


@pytest.mark.parametrize("text", ["25h00", "20h75", "huit heures", "20h3", ""])
def test_an_hour_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="heure"):
        parse_time(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 400 €", "12400"),
        ("12400,00", "12400"),
        ("12.400,50", "12400.50"),
        ("1 200 euros", "1200"),
        ("12\u00a0400\u00a0€", "12400"),
        ("12\u202f400,5 EUR", "12400.5"),
        ("12.400", "12400"),
        ("1.5", "1.5"),
        ("\u2212500", "-500"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_however_it_is_typed(text: str, value: str) -> None:
    assert parse_amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["12,400", "12 40", "1 2400", "12,5,5", "douze", "10,001", "€", "1e5", "9999999999999"]
)
def test_an_amount_that_could_be_misread_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_amount(text)


@given(AMOUNTS)
def test_a_written_amount_reads_back(value: Decimal) -> None:
    assert parse_amount(wording.amount(value)) == value
    assert parse_amount(wording.amount_with_cents(value)) == value
    assert Decimal(canonical(value)) == value


@given(st.decimals(min_value=0, max_value=100, places=2))
def test_a_written_percentage_reads_back(value: Decimal) -> None:
    assert parse_percentage(wording.percentage(value)) == value


@given(st.integers(min_value=0, max_value=10**9))
def test_a_written_number_reads_back(value: int) -> None:
    assert parse_decimal(wording.number(Decimal(value))) == value


def test_a_choice_is_named_in_full_or_by_an_unambiguous_beginning() -> None:
    options = ("association", "association sportive", "École")
    assert parse_choice("Association", options) == "association"
    assert parse_choice("association s", options) == "association sportive"
    assert parse_choice("ecole", options) == "École"
    for text in ("asso", "commune"):
        with pytest.raises(ValueError, match="association ; association sportive ; École"):
            parse_choice(text, options)


def test_an_empty_field_is_nothing() -> None:
    for kind in FieldType:
        given_value = [] if kind is FieldType.TABLEAU else " \u00a0\n "
        assert read_field(champ(kind, options=("a",)), given_value) is None
        assert read_field(champ(kind, options=("a",)), None) is None


def test_a_wrong_field_names_its_label_its_value_and_the_cause() -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_field(champ(FieldType.MONTANT, libelle="Coût hors taxes"), "12,400")
    assert caught.value.code is Code.FIELD_INVALID
    assert caught.value.data["champ"] == "Coût hors taxes"
    assert caught.value.data["valeur"] == "12,400"
    assert "12 400" in str(caught.value.data["cause"])


def test_a_single_amount_is_never_negative() -> None:
    with pytest.raises(UnreadableInput):
        read_field(champ(FieldType.MONTANT), "-5")


COLONNES = (
    Colonne(nom="section", libelle="Section", options=("Fonctionnement", "Investissement")),
    Colonne(nom="montant", libelle="Montant", type=FieldType.MONTANT),
)


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_a_table_adds_its_amounts_exactly(amounts: list[Decimal]) -> None:
    rows = [{"section": "i", "montant": wording.amount(a)} for a in amounts]
    table = read_field(champ(FieldType.TABLEAU, colonnes=COLONNES), rows)
    assert isinstance(table, Table)
    assert table.total("montant") == sum(amounts)
    assert table.rows[0]["section"] == Value(ValueKind.TEXTE, "Investissement")


def test_empty_rows_are_dropped_and_empty_cells_absent() -> None:
    rows = [{"section": "", "montant": " "}, {"montant": "5"}]
    table = read_field(champ(FieldType.TABLEAU, colonnes=COLONNES), rows)
    assert isinstance(table, Table)
    assert [dict(r) for r in table.rows] == [{"montant": Value(ValueKind.MONTANT, "5")}]


@pytest.mark.parametrize(
    ("rows", "cause"),
    [
        ([{"prix": "5"}], "ligne 1, la colonne « prix »"),
        ([{"montant": "5"}, {"montant": "cinq"}], "ligne 2, montant"),
        ([{"section": "Annexe"}], "choisissez parmi"),
        ("12", "donnez des lignes"),
    ],
)
def test_a_wrong_table_says_which_line(rows: str | list[dict[str, str]], cause: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_field(champ(FieldType.TABLEAU, colonnes=COLONNES), rows)
    assert cause in str(caught.value.data["cause"])


def test_a_table_given_to_a_plain_field_is_refused() -> None:
    with pytest.raises(UnreadableInput):
        read_field(champ(FieldType.TEXTE), [{"a": "b"}])
