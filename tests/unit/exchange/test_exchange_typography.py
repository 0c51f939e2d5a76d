"""Typography of the printed act: what may not break does not, and no offset moves."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.exchange.typography import bind, printable

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Objet : travaux ; suite !", "Objet~: travaux~; suite~!"),
        ("dit « oui »", "dit «~oui~»"),
        ("12 345 678,50 €", "12~345~678,50~€"),
        ("le 18 décembre 2026", "le 18~décembre 2026"),
        ("le 1er mai", "le 1er~mai"),
        ("Mme MARTIN et M. DUPONT", "Mme~MARTIN et M.~DUPONT"),
        ("article L. 2121-29, Article 1", "article L.~2121-29, Article~1"),
        ("N° 12 et n° 13", "N°~12 et n°~13"),
        ("12\u202f400\u202f€", "12~400~€"),
        ("dix mairies de 3 500 habitants", "dix mairies de 3~500 habitants"),
        ("les 3 maisons", "les 3 maisons"),
    ],
)
def test_a_space_that_must_not_end_a_line_is_non_breaking(typed: str, printed: str) -> None:
    assert bind(typed) == printed.replace("~", NBSP)


@given(st.text())
def test_binding_never_moves_a_character(text: str) -> None:
    bound = bind(text)
    assert len(bound) == len(text)
    assert all(a == b or (a in " \u202f\u2009" and b == NBSP) for a, b in zip(text, bound, strict=True))


@given(st.text())
def test_binding_twice_changes_nothing_more(text: str) -> None:
    assert bind(bind(text)) == bind(text)


@given(st.text(st.characters(codec=None)))
def test_what_is_printable_can_be_written_in_xml(text: str) -> None:
    element = ET.Element("t")
    element.text = printable(text)
    assert (ET.fromstring(ET.tostring(element, encoding="utf-8")).text or "") == printable(text)


def test_control_characters_and_disguises_are_removed_and_line_breaks_are_spaces() -> None:
    assert printable("a\x00b\x0bc\x1bd\ufffee\u202ef\r\ng\th") == "ab cdef g\th"
