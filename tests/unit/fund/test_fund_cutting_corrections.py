"""What the secretary corrected wins over what was read, even when the text was read again a little differently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.errors import Code, WrongUsage
from secretaire.fund.cutting.corrections import corrected, fact_from_text, first_words
from secretaire.fund.cutting.cut import cut
from secretaire.fund.pieces import Extent, Kind, Outcome, Piece, Vote
from secretaire.fund.reading.reading import Page
from secretaire.store.corrections import Change, Correction

TEXT = """SÉANCE DU 6 OCTOBRE 2017

L'an deux mil dix sept, le six octobre, le conseil municipal s'est réuni.

1. TARIFS DU CAMPING MUNICIPAL

Après en avoir délibéré, le conseil municipal, à l'unanimité, fixe le tarif à 8,50 €.

2. TRAVAUX DE LA TOITURE DE L'ÉCOLE

Après en avoir délibéré, le conseil municipal, à l'unanimité, retient le devis de 1 200 €.

Acquisition d'une tondeuse

Monsieur le Maire est chargé de l'acheter pour 300 €.
"""
PAGES = [Page(1, TEXT)]


def correction(change: Change, words: str, page: int = 1, **facts: str) -> Correction:
    named = {name.replace("__", "."): value for name, value in facts.items()}
    return Correction("abc", Path("pv.pdf"), page, words, change, named)


def words_of(text: str, pages: list[Page] = PAGES) -> str:
    page = next(page for page in pages if text in page.text)
    start = page.text.index(text)
    return first_words(pages, Extent(page.number, start, page.number, len(page.text)))


def acts(pieces: list[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.is_act]


def result(*corrections: Correction, pages: list[Page] = PAGES) -> list[Piece]:
    return corrected(cut(pages, ""), pages, corrections)


def whole(pieces: list[Piece], pages: list[Page] = PAGES) -> bool:
    """True when pieces follow each other and hold all the text of a document of one page."""
    spans = [(piece.extent.start, piece.extent.end) for piece in pieces]
    ends = [0, *(end for _start, end in spans)]
    return [start for start, _end in spans] == ends[:-1] and ends[-1] == len(pages[0].text)


def test_first_words_are_bare_letters_and_figures_even_over_the_end_of_a_page() -> None:
    pages = [Page(1, "1. Tarifs – é"), Page(2, "COLE, à partir de")]
    assert first_words(pages, Extent(1, 0, 2, 17)) == "1tarifsecoleapartirde"
    assert first_words(pages, Extent(1, 3, 1, 9)) == "tarifs"
    assert len(first_words([Page(1, "mot " * 100)], Extent(1, 0, 1, 400))) == 60


def test_facts_set_by_the_secretary_win() -> None:
    facts = {
        "date": "7 octobre 2017", "number": "2017-1", "objet": "Camping", "vote__pour": "11", "vote__contre": "",
        "presents": "12", "kind": "décision", "matiere": "7.1", "outcome": "rejeté",
    }  # fmt: skip
    first, second = acts(result(correction(Change.FACTS, words_of("1. TARIFS"), **facts)))
    assert (first.facts.date, first.facts.number, first.facts.objet) == (date(2017, 10, 7), "2017-1", "Camping")
    assert first.facts.vote == Vote(pour=11, unanime=True)
    assert (first.facts.presents, first.facts.kind, first.facts.matiere) == (12, Kind.DECISION, "7.1")
    assert first.facts.outcome is Outcome.REJECTED
    assert "vote.pour" in first.corrected
    assert second.corrected == frozenset()


def test_an_empty_text_empties_a_fact() -> None:
    first = acts(result(correction(Change.FACTS, words_of("1. TARIFS"), date="", objet="", vote__unanime="non")))[0]
    assert (first.facts.date, first.facts.objet, first.facts.vote) == (None, "", None)


def test_later_corrections_win() -> None:
    words = words_of("1. TARIFS")
    corrections = [correction(Change.FACTS, words, objet=objet) for objet in ("Un", "Deux")]
    assert acts(result(*corrections))[0].facts.objet == "Deux"


def test_a_correction_finds_its_piece_in_a_text_read_differently() -> None:
    words = words_of("2. TRAVAUX")
    pages = [Page(1, "Couverture"), Page(2, TEXT.replace("TOITURE", "T0ITURE").replace("2. TR", "2 – TR"))]
    found = acts(result(correction(Change.FACTS, words, number="2017-2"), pages=pages))
    assert [piece.facts.number for piece in found] == ["1", "2017-2"]


def test_a_correction_that_finds_nothing_changes_nothing() -> None:
    lost = [
        correction(Change.FACTS, words_of("1. TARIFS"), page=4, number="9"),
        correction(Change.FACTS, "autrechosequinestpaslecompterendu", number="9"),
        correction(Change.NOT_AN_ACT, "autrechosequinestpaslecompterendu"),
        correction(Change.STARTS_HERE, "autrechosequinestpaslecompterendu"),
        correction(Change.STARTS_HERE, ""),
    ]
    assert result(*lost) == cut(PAGES, "")


def test_facts_kept_by_another_version_are_passed_over() -> None:
    unknown = correction(Change.FACTS, words_of("1. TARIFS"), couleur="vert", date="demain", number="8")
    first = acts(result(unknown))[0]
    assert (first.facts.number, first.corrected) == ("8", frozenset({"number"}))
    assert first.facts.date == date(2017, 10, 6)


def test_an_act_begins_where_the_secretary_says() -> None:
    pieces = result(correction(Change.STARTS_HERE, words_of("Acquisition d'une")))
    _camping, roof, mower = acts(pieces)
    assert whole(pieces)
    assert (mower.facts.kind, mower.facts.objet) == (Kind.DELIBERATION, "Acquisition d'une tondeuse")
    assert (mower.facts.date, mower.confidence) == (date(2017, 10, 6), 1.0)
    assert [str(amount) for amount in mower.facts.amounts] == ["300.0"]
    assert [str(amount) for amount in roof.facts.amounts] == ["1200.0"]  # what left it is no longer its own
    assert (roof.facts.number, roof.facts.objet) == ("2", "TRAVAUX DE LA TOITURE DE L'ÉCOLE")


def test_an_act_that_the_secretary_shows_takes_its_facts_from_her_too() -> None:
    words = words_of("Acquisition d'une")
    mower = acts(
        result(correction(Change.STARTS_HERE, words), correction(Change.FACTS, words, number="3", vote__unanime="oui"))
    )[-1]
    assert (mower.facts.number, mower.facts.vote) == ("3", Vote(unanime=True))


def test_a_piece_that_is_no_act_joins_what_is_around() -> None:
    pieces = result(correction(Change.NOT_AN_ACT, words_of("1. TARIFS")))
    assert [piece.facts.number for piece in acts(pieces)] == ["2"]
    assert whole(pieces)
    assert len(pieces) == 2


def test_a_piece_that_is_no_act_joins_the_act_above_when_nothing_is_around() -> None:
    pieces = result(correction(Change.NOT_AN_ACT, words_of("2. TRAVAUX")))
    (camping,) = acts(pieces)
    assert whole(pieces)
    assert (camping.facts.number, camping.facts.objet) == ("1", "TARIFS DU CAMPING MUNICIPAL")
    assert len(camping.facts.amounts) == 3


def test_a_document_that_is_no_act_becomes_another_piece() -> None:
    pages = [Page(1, "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nLe conseil adopte le modèle.")]
    (piece,) = result(correction(Change.NOT_AN_ACT, words_of("EXTRAIT", pages)), pages=pages)
    assert (piece.facts.kind, piece.is_act) == (Kind.AUTRE, False)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("date", "2023-04-04", date(2023, 4, 4)),
        ("date", "4 avril 2023", date(2023, 4, 4)),
        ("date", "", None),
        ("kind", "procès-verbal", Kind.PROCES_VERBAL),
        ("kind", "arrete", Kind.ARRETE),
        ("kind", "", Kind.AUTRE),
        ("matiere", "7.5.1", "7.5.1"),
        ("number", " 2023 - 12 ", "2023 - 12"),
        ("presents", "12", 12),
        ("vote.contre", "0", 0),
        ("vote.abstentions", "", None),
        ("vote.unanime", "Oui", True),
        ("outcome", "pris acte", Outcome.NOTED),
        ("outcome", "", None),
    ],
)
def test_a_fact_is_read_as_it_is_written(name: str, text: str, value: object) -> None:
    assert fact_from_text(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("date", "31 février 2023", Code.FIELD_INVALID),
        ("kind", "lettre", Code.FIELD_INVALID),
        ("matiere", "subventions", Code.FIELD_INVALID),
        ("presents", "douze", Code.FIELD_INVALID),
        ("vote.pour", "-1", Code.FIELD_INVALID),
        ("vote.pour", "100000", Code.FIELD_INVALID),
        ("vote.unanime", "peut-être", Code.FIELD_INVALID),
        ("objet", "x" * 401, Code.FIELD_INVALID),
        ("visas", "Vu", Code.FACT_UNKNOWN),
    ],
)
def test_a_fact_badly_written_is_refused(name: str, text: str, code: Code) -> None:
    with pytest.raises(WrongUsage) as refused:
        fact_from_text(name, text)
    assert refused.value.code is code


CHANGES = st.sampled_from(Change)
STARTS = st.integers(0, len(TEXT) - 1)


@given(st.lists(st.tuples(CHANGES, STARTS, st.integers(0, 3)), max_size=6))
def test_whatever_is_corrected_no_character_is_lost(changes: list[tuple[Change, int, int]]) -> None:
    corrections = [
        replace(correction(change, first_words(PAGES, Extent(1, start, 1, len(TEXT))), page), facts={"objet": "x"})
        for change, start, page in changes
    ]
    assert whole(result(*corrections))
