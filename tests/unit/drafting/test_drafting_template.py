"""The small template language."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.acts.wording import fold_spaces
from secretaire.drafting.template import Slot, TemplateError, parse, render, slots, tidy

WORDING = Origin(OriginKind.MODELE_TYPE, "essai")


class Facts:
    """Facts by name; an empty text is an empty fact."""

    def __init__(self, **facts: str) -> None:
        self.facts = facts

    def filled(self, name: str) -> bool:
        return bool(self.facts[name])

    def write(self, slot: Slot) -> Sequence[Span]:
        text = self.facts[slot.name]
        value = Value(ValueKind.TEXTE, text)
        return (Span(text, Origin(OriginKind.SAISIE, slot.name), value),) if text else ()


def text_of(template: str, **facts: str) -> str:
    return fold_spaces("".join(s.text for s in render(template, Facts(**facts), WORDING)))


def test_a_field_is_a_span_of_its_own_with_its_value() -> None:
    spans = render("Le coût est de {cout}.", Facts(cout="12 €"), WORDING)
    assert [(s.text, s.origin.source, s.value is not None) for s in spans] == [
        ("Le coût est de ", "essai", False),
        ("12 €", "cout", True),
        (".", "essai", False),
    ]


@pytest.mark.parametrize(
    ("template", "facts", "expected"),
    [
        ("Le bien[[ situé à {lieu}]] est vendu.", {"lieu": ""}, "Le bien est vendu."),
        ("Le bien[[ situé à {lieu}]] est vendu.", {"lieu": "Aubigny"}, "Le bien situé à Aubigny est vendu."),
        ("[[{a}, ]][[{b}, ]]fin", {"a": "", "b": "x"}, "x, fin"),
        ("Il est vendu [[à {a}]] [[par {b}]].", {"a": "", "b": ""}, "Il est vendu."),
        ("Vendu à {a} .", {"a": ""}, "Vendu à."),
        ("Vendu, [[à {a}]], hier", {"a": ""}, "Vendu, hier"),
        ("Fin {a}..", {"a": "x"}, "Fin x."),
        ("[[Gratuit : {a}.]]", {"a": ""}, ""),
        ("  {a}  ", {"a": ""}, ""),
    ],
)
def test_what_an_empty_field_leaves_reads_well(template: str, facts: dict[str, str], expected: str) -> None:
    assert text_of(template, **facts) == expected


def test_a_segment_goes_when_any_of_its_fields_is_empty() -> None:
    assert text_of("x[[ de {a} à {b}]]", a="1", b="") == "x"
    assert text_of("x[[ de {a} à {b}]]", a="1", b="2") == "x de 1 à 2"


def test_forms_and_choices_reach_the_scope() -> None:
    assert parse("{n:accord|un emploi|des emplois}") == (Slot("n", "accord", ("un emploi", "des emplois")),)
    assert list(slots("{a:de} [[{b}]]")) == [(Slot("a", "de"), False), (Slot("b"), True)]


@pytest.mark.parametrize(
    "template", ["[[a", "a]]", "[[a [[b]] c]]", "{Champ}", "{a b}", "{", "a } b", "{a:}", "[[{x]]"]
)
def test_a_wrong_template_is_refused_with_its_place(template: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(template.strip())):
        parse(template)


PIECES = st.sampled_from([" ", ".", ",", "mot", " mot", "mot ", ", mot", ". ", " (", ")", "\u00a0:"])
SPANS = st.lists(
    st.tuples(PIECES, st.booleans()).map(
        lambda p: (
            Span(p[0].strip() or "x", Origin(OriginKind.SAISIE, "c"), Value(ValueKind.TEXTE, "c"))
            if p[1]
            else Span(p[0], WORDING)
        )
    ),
    max_size=8,
)


@given(SPANS)
def test_junctions_are_mended_and_facts_left_alone(spans: list[Span]) -> None:
    mended = tidy(spans)
    assert [s for s in mended if s.is_fact] == [s for s in spans if s.is_fact]
    text = "".join(s.text for s in mended)
    assert "  " not in text
    if not any(s.is_fact for s in spans):
        assert text == text.strip(" ")
        assert not re.search(r" [.,]|,[.,]|\.\.", text)
    assert tidy(mended) == mended
