from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts import wording
from secretaire.acts.act import Role
from secretaire.acts.act_type import Champ, Colonne, FieldType
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.checks.figures import Figure, find_figures, same_figure
from secretaire.checks.finding import Gravite

if TYPE_CHECKING:
    from conftest import Case

Typed = Callable[[str], Span]
CODE = "CHIFFRE_SANS_ORIGINE"


def raws(text: str) -> list[str]:
    return [f.raw for f in find_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 400 € HT", ["12400"]),
        ("12\u202f400,00\u00a0€", ["12400"]),
        ("12.400 euros", ["12400"]),
        ("3,50 €", ["3.5"]),
        ("en 2026 400 euros", ["2026", "400"]),
        ("le 12 mars 2026", ["2026-03-12"]),
        ("le 12/03/2026 et 2026-03-12", ["2026-03-12", "2026-03-12"]),
        ("du 1er juil. au 11 août", ["--07-01", "--08-11"]),
        ("en mars 2026", ["2026-03"]),
        ("à 18 h 30, 20h, 20:30, 18 heures", ["18:30", "20:00", "20:30", "18:00"]),
        ("l'article L. 2121-29 du CGCT", ["L. 2121-29"]),
        ("la délibération n° 2026-012", ["2026-012"]),
        ("40 m² et 30 %", ["40", "30"]),
        ("Article 3 : rien\n2° rien\nselon l'article 2 de la présente", []),
        ("la nomenclature M57", []),
        ("trois élus, un an", []),
    ],
)
def test_figures_are_found_in_a_comparable_form(text: str, expected: list[str]) -> None:
    assert raws(text) == expected


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_as_we_write_it_is_one_figure(amount: Decimal) -> None:
    (figure,) = find_figures(f"soit {wording.amount(amount)} au total")
    assert figure.kind is ValueKind.MONTANT
    assert Decimal(figure.raw) == amount


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 1, 1)))
def test_a_date_is_the_same_in_every_form(day: date) -> None:
    for written in (wording.day(day), day.strftime("%d/%m/%Y"), day.isoformat()):
        assert raws(f"le {written},") == [day.isoformat()]
    known = Figure(0, 0, ValueKind.DATE, day.isoformat())
    month = wording.day(day).split("\u00a0")[-2:] if "\u00a0" in wording.day(day) else wording.day(day).split()[-2:]
    (partial,) = find_figures(" ".join(month))
    assert same_figure(partial, known)
    other = Figure(0, 0, ValueKind.DATE, (day + timedelta(days=1)).isoformat())
    assert not same_figure(find_figures(wording.day(day))[0], other)


@given(st.text(alphabet="0123456789 ,./€%hmarsjuin°-:Article\n", max_size=120))
def test_any_text_gives_ordered_figures_that_do_not_overlap(text: str) -> None:
    figures = find_figures(text)
    assert all(a.end <= b.start for a, b in pairwise(figures))
    assert all(any(c.isdigit() for c in text[f.start : f.end]) for f in figures)


def test_an_amount_is_never_a_percentage() -> None:
    assert not same_figure(find_figures("30 €")[0], find_figures("30 %")[0])
    assert same_figure(find_figures("30 €")[0], find_figures("30")[0])


# --- a figure with no origin blocks ---------------------------------------------------------------


def test_a_typed_figure_blocks_and_is_shown_exactly(regular: Case, typed: Typed) -> None:
    case = regular.with_text(Role.EXPOSE, "Le devis est de ", typed("12 400 €"), ".")
    (finding,) = case.findings(CODE)
    assert finding.gravite is Gravite.BLOQUANT
    text = case.context.act.section(Role.EXPOSE).text
    assert text[finding.start : finding.end] == finding.extrait == "12 400 €"


@pytest.mark.parametrize("text", ["le 12 janvier 2027", "30 %", "7 élus", "l'article L. 2122-22 du CGCT", "à 19 h"])
def test_every_kind_of_figure_needs_an_origin(regular: Case, typed: Typed, text: str) -> None:
    assert CODE in regular.with_text(Role.EXPOSE, typed(text)).codes()


def test_what_the_pen_wrote_is_judged_the_same_way(regular: Case) -> None:
    pen = Span("soit 350 €", Origin(OriginKind.PLUME, "run 4"))
    case = regular.with_text(Role.EXPOSE, pen)
    assert CODE in case.codes()
    assert CODE not in case.with_act(notes=("devis 350€",)).codes()


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ("2 devis, 12400 € HT", "12 400,00 €"),
        ("rdv 14/03", "le 14 mars"),
        ("1er juil au 11 août", "du 1er juillet au 11 août"),
        ("20h30", "à 20 heures 30"),
    ],
)
def test_the_notes_of_the_secretary_are_an_origin(regular: Case, typed: Typed, notes: str, text: str) -> None:
    assert CODE not in regular.with_act(notes=(notes,)).with_text(Role.EXPOSE, typed(text)).codes()


def test_a_field_and_the_total_of_a_table_are_an_origin(regular: Case, typed: Typed) -> None:
    champs = (
        Champ(nom="cout", libelle="Coût", type=FieldType.MONTANT),
        Champ(
            nom="liste",
            libelle="Liste",
            type=FieldType.TABLEAU,
            colonnes=(Colonne(nom="montant", libelle="Montant", type=FieldType.MONTANT),),
        ),
    )
    case = regular.with_fields(champs, {"cout": "1 200,50", "liste": [{"montant": "100"}, {"montant": "250"}]})
    for text in ("1 200,50 €", "250 €", "350 €"):
        assert CODE not in case.with_text(Role.EXPOSE, typed(text)).codes()
    assert CODE in case.with_text(Role.EXPOSE, typed("351 €")).codes()


def test_the_meeting_is_an_origin_for_counts_not_for_amounts(regular: Case, typed: Typed) -> None:
    assert CODE not in regular.with_text(Role.EXPOSE, typed("les 8 présents, le 18 décembre, en 2026")).codes()
    assert CODE in regular.with_text(Role.EXPOSE, typed("8 €")).codes()


def test_an_attested_figure_has_its_origin(regular: Case) -> None:
    attested = Span("980 €", Origin(OriginKind.SAISIE, "attestation: devis du 3 mars (Anne)"))
    assert CODE not in regular.with_text(Role.EXPOSE, attested).codes()


def test_a_fact_and_the_words_around_it_are_told_apart(regular: Case, typed: Typed) -> None:
    fact = Span("500 €", Origin(OriginKind.SAISIE, "caution"), Value(ValueKind.MONTANT, "500"))
    assert CODE not in regular.with_text(Role.EXPOSE, typed("une caution de "), fact, typed(" est due")).codes()


def test_the_numbering_of_the_act_is_no_figure(regular: Case, typed: Typed) -> None:
    case = regular.with_text(Role.DISPOSITIF, typed("Article 2 : voir l'article 1 ci-dessus, en nomenclature M57."))
    assert CODE not in case.codes()
