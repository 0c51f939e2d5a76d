"""A person edits the text of an act: the origins follow."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.editing import attest, edit_section, normalised
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.acts.wording import fold_spaces

TYPE = Origin(OriginKind.MODELE_TYPE, "essai")
FIELD = Origin(OriginKind.SAISIE, "cout")
TYPED = Origin(OriginKind.MAIN, "Odile")
COST = Span("42\u00a0500\u00a0€", FIELD, Value(ValueKind.MONTANT, "42500"))
BLANK = Span("[durée à compléter]", Origin(OriginKind.SAISIE, "duree"), blank=True)


def section(*paragraphs: Paragraph) -> Section:
    return Section(Role.DISPOSITIF, paragraphs)


def article(key: str, *spans: Span | str) -> Paragraph:
    return Paragraph(key, tuple(Span(s, TYPE) if isinstance(s, str) else s for s in spans))


PRICED = article("article.1", "Article 1 : Les travaux, estimés à ", COST, " hors taxes, sont approuvés.")


def origins(result: Section) -> list[tuple[str, str]]:
    return [(fold_spaces(r.span.text), r.origin.source) for r in result.origins()]


def test_nothing_changes_when_the_widget_gives_the_text_back_with_plain_spaces() -> None:
    before = section(PRICED)
    assert edit_section(before, fold_spaces(before.text), "Odile") is not before
    assert edit_section(before, fold_spaces(before.text), "Odile") == before


def test_typed_words_take_the_name_of_the_person_and_the_fact_stays_locked() -> None:
    text = PRICED.text.replace("Les travaux", "Les travaux de toiture")
    result = edit_section(section(PRICED), text, "Odile")
    assert origins(result) == [
        ("Article 1 : Les travaux", "essai"),
        (" de toiture", "Odile"),
        (", estimés à ", "essai"),
        ("42 500 €", "cout"),
        (" hors taxes, sont approuvés.", "essai"),
    ]
    assert result.paragraphs[0].touched
    assert COST in result.paragraphs[0].spans


def test_a_changed_fact_becomes_the_persons_as_a_whole() -> None:
    result = edit_section(section(PRICED), fold_spaces(PRICED.text).replace("42 500", "42 600"), "Odile")
    assert ("42 600 €", "Odile") in origins(result)
    assert all(span.value is None for span in result.paragraphs[0].spans)


def test_a_figure_that_grows_beside_its_fact_unlocks_it() -> None:
    number = Span("400", FIELD, Value(ValueKind.NOMBRE, "400"))
    before = section(article("article.1", "Sur ", number, " mètres."))
    for typed in ("Sur 400 000 mètres.", "Sur 1 400 mètres.", "Sur 400,5 mètres.", "Sur 4000 mètres."):
        result = edit_section(before, typed, "Odile")
        assert all(span.value is None for span in result.paragraphs[0].spans), typed
    near = edit_section(before, "Sur 400 bons mètres, soit 2 lieues.", "Odile")
    assert number in near.paragraphs[0].spans


def test_a_blank_that_is_overwritten_is_typed_text() -> None:
    result = edit_section(section(article("article.1", "Durée : ", BLANK, ".")), "Durée : six mois.", "Odile")
    assert result.text == "Durée : six mois."
    assert not any(span.blank for span in result.paragraphs[0].spans)
    assert ("six mois", "Odile") in origins(result)


def test_a_removed_paragraph_stays_empty_and_a_new_line_is_added_at_its_place() -> None:
    before = section(
        article("article.1", "Le premier."), article("article.2", "Tout autre chose."), article("article.3", "La fin.")
    )
    result = edit_section(before, "Le premier.\nLa fin.", "Odile")
    assert [(p.key, p.text, p.touched) for p in result.paragraphs] == [
        ("article.1", "Le premier.", False),
        ("article.2", "", True),
        ("article.3", "La fin.", False),
    ]
    again = edit_section(result, "Avant.\nLe premier.\nUn ajout.\nLa fin.\nAprès.", "Odile")
    assert [(p.key, p.text) for p in again.paragraphs] == [
        ("ajout.1", "Avant."),
        ("article.1", "Le premier."),
        ("ajout.2", "Un ajout."),
        ("article.2", ""),
        ("article.3", "La fin."),
        ("ajout.3", "Après."),
    ]


def test_an_edited_paragraph_is_found_again_among_added_ones() -> None:
    before = section(PRICED, article("article.2", "Article 2 : Le maire est chargé de l'exécution."))
    text = (
        "Une ligne nouvelle.\n" + fold_spaces(before.text).replace("sont approuvés", "sont tous approuvés") + "\nFin."
    )
    result = edit_section(before, text, "Odile")
    assert [p.key for p in result.paragraphs] == ["ajout.1", "article.1", "article.2", "ajout.2"]
    assert COST in result.paragraphs[1].spans
    assert not result.paragraphs[2].touched


def test_emptying_a_section_empties_every_paragraph() -> None:
    result = edit_section(section(PRICED), " \n ", "Odile")
    assert result.text == ""
    assert result.paragraphs == (Paragraph("article.1", (), touched=True),)


WORDS = st.sampled_from(
    ["le", "maire", "vend", "12", "400", "€", ",", "L.", "2121-29", "école", "d'été", "[durée]", "[", ":"]
)
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
ORIGINS = st.sampled_from([TYPE, FIELD, Origin(OriginKind.COMMUNE, "commune.nom")])


@st.composite
def sections(draw: st.DrawFn) -> Section:
    paragraphs = []
    for rank in range(draw(st.integers(0, 5))):
        spans = []
        for text in draw(st.lists(LINES, min_size=1, max_size=3)):
            value = draw(st.sampled_from([None, Value(ValueKind.TEXTE, text)]))
            spans.append(Span(text, draw(ORIGINS), value))
        paragraphs.append(Paragraph(f"p.{rank}", tuple(spans)))
    return Section(Role.EXPOSE, tuple(paragraphs))


def characters(result: Section) -> Iterator[tuple[str, Span]]:
    for paragraph in result.visible:
        for span in paragraph.spans:
            for character in span.text:
                yield character, span


@given(sections(), st.lists(LINES, max_size=6))
def test_no_character_is_lost_and_each_has_one_origin(before: Section, lines: list[str]) -> None:
    text = "\n".join(lines)
    result = edit_section(before, text, "Odile")
    assert fold_spaces(result.text) == fold_spaces("\n".join(normalised(text)))
    assert sum(1 for _ in characters(result)) == len(result.text.replace("\n", ""))
    assert len({p.key for p in result.paragraphs}) == len(result.paragraphs)
    known = {span for p in before.paragraphs for span in p.spans if span.is_fact}
    assert {span for _, span in characters(result) if span.is_fact} <= known


@given(sections(), st.integers(0, 200), st.text(alphabet="aé1 ,", min_size=1, max_size=5))
def test_what_was_not_touched_keeps_its_origin(before: Section, place: int, typed: str) -> None:
    text = before.text
    place = min(place, len(text))
    result = edit_section(before, text[:place] + typed + text[place:], "Odile")
    mine = [s for _, s in characters(result) if s.origin == TYPED]
    facts_lost = len({s for _, s in characters(before) if s.is_fact}) - len(
        {s for _, s in characters(result) if s.is_fact}
    )
    assert facts_lost <= 2  # the insertion falls in one fact, or between two
    if not any(s.is_fact for _, s in characters(before)):
        longest_word = max((len(w) for w in fold_spaces(result.text).split()), default=0)
        assert len(mine) <= 2 * (longest_word + len(typed))


@given(sections(), st.lists(LINES, max_size=6))
def test_editing_twice_with_the_same_text_changes_nothing_more(before: Section, lines: list[str]) -> None:
    once = edit_section(before, "\n".join(lines), "Odile")
    assert edit_section(once, once.text, "Paul") == once


def test_a_person_attests_where_a_figure_comes_from() -> None:
    result = edit_section(section(PRICED), PRICED.text + "\nDevis de 900 euros.", "Odile")
    start = result.text.index("900")
    attested = attest(result, start, start + 3, "devis Martin du 3 mars", "Odile")
    assert attested.text == result.text
    found = next(r for r in attested.origins() if r.start == start)
    assert (found.end - found.start, found.origin) == (
        3,
        Origin(OriginKind.SAISIE, "attestation: devis Martin du 3 mars (Odile)"),
    )
    assert attested.paragraphs[0] == result.paragraphs[0]


def test_attesting_over_a_locked_fact_leaves_it_its_origin() -> None:
    before = section(PRICED)
    attested = attest(before, 0, len(before.text), "devis", "Odile")
    assert COST in attested.paragraphs[0].spans
