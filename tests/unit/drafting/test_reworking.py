"""A passage written again: facts and origins of what stays."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from secretaire.acts.act import Paragraph
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.drafting.reworking import Passage, passage_at, rework, reworked

TYPE = Origin(OriginKind.MODELE_TYPE)
COST = Origin(OriginKind.SAISIE, "cout_ht")
HAND = Origin(OriginKind.MAIN, "Odile")
PEN = Origin(OriginKind.PLUME, "run-7")
AMOUNT = Span("84\xa0000\xa0€", COST, Value(ValueKind.MONTANT, "84000"))
BLANK = Span("[date à compléter]", Origin(OriginKind.SAISIE, "date"), blank=True)


def paragraph(*spans: Span) -> Paragraph:
    return Paragraph("expose.0", spans)


def whole(made: Paragraph) -> Passage:
    found = passage_at(made, 0, len(made.text))
    assert found is not None
    return found


def rewrite(made: Paragraph, written: str) -> tuple[Paragraph, tuple[str, ...]]:
    passage = whole(made)
    result = rework(made, passage, passage.received(written), PEN)
    return reworked(made, passage, result), result.changed


def origins(made: Paragraph) -> list[tuple[str, OriginKind]]:
    return [(span.text, span.origin.kind) for span in made.spans]


COSTED = paragraph(Span("Les travaux coûte ", HAND), AMOUNT, Span(" environ, payé par la commune.", HAND))


def test_words_that_stay_keep_their_origin_and_new_ones_are_of_the_pen() -> None:
    after, changed = rewrite(COSTED, "Les travaux coûtent 84 000 € environ, payés par la commune.")
    assert changed == ()
    assert after.text == "Les travaux coûtent 84\xa0000\xa0€ environ, payés par la commune."
    assert after.touched
    assert origins(after) == [
        ("Les travaux ", OriginKind.MAIN),
        ("coûtent", OriginKind.PLUME),
        (" ", OriginKind.MAIN),
        (AMOUNT.text, OriginKind.SAISIE),
        (" environ, ", OriginKind.MAIN),
        ("payés", OriginKind.PLUME),
        (" par la commune.", OriginKind.MAIN),
    ]


def test_a_fact_that_moves_keeps_its_value() -> None:
    after, changed = rewrite(COSTED, "Payés par la commune, les travaux coûtent environ 84 000 €.")
    assert changed == ()
    assert AMOUNT in after.spans


def test_a_value_written_otherwise_keeps_its_own_writing() -> None:
    after, changed = rewrite(COSTED, "Les travaux coûtent 84000,00 € environ, payés par la commune.")
    assert changed == ()
    assert AMOUNT in after.spans


@pytest.mark.parametrize(
    ("written", "changed"),
    [
        ("Les travaux coûtent 85 000 € environ.", (AMOUNT.text, "85\xa0000\xa0€")),
        ("Les travaux sont payés par la commune.", (AMOUNT.text,)),
        ("Les travaux coûtent 84 000 € environ, dont 2 000 € de frais.", ("2\xa0000\xa0€",)),
        ("Les travaux coûtent 84 000 € puis 84 000 €.", (AMOUNT.text,)),
        ("Les travaux coûtent 184 000 € environ.", (AMOUNT.text, "184\xa0000\xa0€")),
    ],
)
def test_a_fact_that_is_no_longer_the_same_is_told(written: str, changed: tuple[str, ...]) -> None:
    assert set(rewrite(COSTED, written)[1]) == set(changed)


def test_a_blank_stays_a_blank_or_the_text_is_refused() -> None:
    dated = paragraph(Span("Le dossier est à déposer le ", TYPE), BLANK, Span(".", TYPE))
    after, changed = rewrite(dated, "Le dépôt du dossier est fixé au [date à compléter].")
    assert changed == ()
    assert BLANK in after.spans
    assert rewrite(dated, "Le dépôt du dossier est fixé au 3 mars.")[1] == (BLANK.text, "3 mars")


def test_a_figure_typed_by_hand_stays_hers_and_may_be_written_better() -> None:
    typed = paragraph(Span("il reste 12400€ a payé le 3 mars", HAND))
    after, changed = rewrite(typed, "Il reste 12 400 € à payer le 3 mars.")
    assert changed == ()
    assert after.text == "il reste 12\xa0400\xa0€ à payer le 3 mars"
    assert ("12\xa0400\xa0€", OriginKind.MAIN) not in origins(after)  # joined to her words beside it
    figures = [span for span in after.spans if "400" in span.text or "mars" in span.text]
    assert {span.origin for span in figures} == {HAND}


def test_the_number_of_an_article_and_what_closes_a_sentence_are_not_given_to_the_pen() -> None:
    article = paragraph(Span("Article 2\xa0: ", TYPE), Span("le maire signera les pièce", TYPE), Span(" ;", TYPE))
    passage = whole(article)
    assert passage.given == "Le maire signera les pièce."
    after, _ = rewrite(article, "Le maire signera les pièces.")
    assert after.text == "Article 2\xa0: le maire signera les pièces ;"


def test_whole_sentences_are_taken_around_what_is_chosen() -> None:
    made = paragraph(Span("Le toit fuit. M. Durand a vu l'art. L. 2121-29. Il pleut.", HAND))
    at = made.text.index("vu")
    found = passage_at(made, at, at + 2)
    assert found is not None
    assert found.text == "M. Durand a vu l'art. L. 2121-29"
    assert passage_at(made, 3, at) == Passage(0, found.end, made.text[: found.end])
    assert passage_at(made, len(made.text), len(made.text)) == Passage(
        len(made.text) - 9, len(made.text) - 1, "Il pleut"
    )


@pytest.mark.parametrize("text", ["", " ; ", "Article 3\xa0: "])
def test_where_there_is_no_word_there_is_no_passage(text: str) -> None:
    assert passage_at(paragraph(Span(text, TYPE)), 0, 0) is None


def test_sentences_of_a_field_are_prose_and_their_figures_stay_typed() -> None:
    field = Origin(OriginKind.SAISIE, "contexte")
    line = "Le toit fuis depuis 2024. Il pleut."
    made = paragraph(Span(line, field, Value(ValueKind.TEXTE, line)))
    after, changed = rewrite(made, "Le toit fuit depuis 2024. Il pleut.")
    assert changed == ()
    assert after.text == "Le toit fuit depuis 2024. Il pleut."
    assert all(span.value is None for span in after.spans)
    assert next(span for span in after.spans if "2024" in span.text).origin == field
    name = paragraph(
        Span("Le club ", TYPE), Span("Les Lutin", field, Value(ValueKind.TEXTE, "Les Lutin")), Span(" joue.", TYPE)
    )
    assert rewrite(name, "Le club Les Lutins joue.")[1] == ("Les Lutin",)


_VALUES = [
    AMOUNT,
    Span("12 mars 2026", COST, Value(ValueKind.DATE, "2026-03-12")),
    Span("M. Paul DURAND", COST, Value(ValueKind.PERSONNE, "Paul DURAND")),
    Span("L.\xa02121-29", TYPE, Value(ValueKind.REFERENCE, "L. 2121-29")),
    Span("2", COST, Value(ValueKind.NOMBRE, "2")),
    Span("2", HAND, Value(ValueKind.NOMBRE, "02")),
    Span("40\xa0%", COST, Value(ValueKind.POURCENTAGE, "40")),
    BLANK,
]
_WORDS = st.lists(
    st.sampled_from(
        [
            "le",
            "toit",
            "fuit",
            "dès",
            "3",
            "12",
            "mars",
            "€",
            "L.",
            "%",
            "M.",
            "Durand",
            ",",
            ".",
            ";",
            "2026",
            "2121-29",
        ]
    ),
    max_size=4,
)


@given(st.data())
def test_accepting_never_changes_a_value(data: st.DataObject) -> None:
    values = data.draw(st.lists(st.sampled_from(_VALUES), max_size=4))
    spans: list[Span] = [Span("Ainsi ", HAND)]
    for value in values:
        spans += [value, Span(f" {' '.join(data.draw(_WORDS))} ", data.draw(st.sampled_from([HAND, TYPE])))]
    made = paragraph(*spans, Span("fin.", TYPE))
    passage = passage_at(made, 0, data.draw(st.integers(0, len(made.text))))
    assume(passage is not None)
    assert passage is not None
    pieces = data.draw(st.permutations([*passage.text.split(" "), *data.draw(_WORDS)]))
    written = data.draw(st.sampled_from([" ".join(pieces), passage.text, passage.text.replace("Ainsi", "Donc")]))
    result = rework(made, passage, passage.received(written), PEN)
    assume(not result.changed)
    after = reworked(made, passage, result)
    facts = Counter(span for span in after.spans if span.is_fact)
    assert facts == Counter(span for span in made.spans if span.is_fact)
    assert after.text[: passage.start] == made.text[: passage.start]
    assert after.text.endswith(made.text[passage.end :])
