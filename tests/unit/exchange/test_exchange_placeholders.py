"""« {{ objet }} » in a paragraph, however Word cuts it; nothing else between the braces."""

from __future__ import annotations

from itertools import pairwise

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.exchange.papier.placeholders import VOCABULARY, blanks, fill, replace_text, text_of

VALUES = {name: f"<{name}>" for name in VOCABULARY if name != "corps"}


def paragraph(*pieces: str) -> docx.text.paragraph.Paragraph:
    made = docx.Document().add_paragraph()
    for piece in pieces:
        made.add_run(piece)
    return made


def cut(text: str, places: set[int]) -> list[str]:
    bounds = [0, *sorted(place for place in places if 0 < place < len(text)), len(text)]
    return [text[a:b] for a, b in pairwise(bounds)]


@given(st.sets(st.integers(1, 60)))
def test_a_name_is_filled_wherever_the_runs_are_cut(places: set[int]) -> None:
    text = "Objet : {{ objet }}, n° {{numero}} ; {{ Date_Séance }}."
    made = paragraph(*cut(text, places))
    fill([made._p], VALUES)
    assert made.text == "Objet : <objet>, n° <numero> ; <date_seance>."


@given(st.sets(st.integers(1, 60)))
def test_only_the_pieces_touched_change(places: set[int]) -> None:
    made = paragraph(*cut("avant {{ objet }} après", places))
    looks = [run.text for run in made.runs]
    replace_text(made._p, [(6, 17, "X")])
    assert made.text == "avant X après"
    assert len(made.runs) == len(looks)


@pytest.mark.parametrize(
    "written", ["{{ objet }}", "{{objet}}", "{{ OBJET }}", "{{\u00a0objet\u00a0}}", "{{r objet }}"]
)
def test_ways_of_writing_a_name(written: str) -> None:
    (blank,) = blanks([paragraph(written)._p])
    assert blank.name == "objet"


@pytest.mark.parametrize(
    "written",
    [
        *(
            "{{ objet.upper() }}",
            "{{ objet|safe }}",
            "{{ 1 }}",
            "{{ }}",
            "{{ objet",
            "objet }}",
            "{% if objet %}",
            "{# x #}",
        ),
        *("{{ self.__init__.__globals__ }}", "{{ ''.__class__ }}"),
    ],
)
def test_whatever_is_more_than_a_name_is_unknown(written: str) -> None:
    assert any(not blank.name for blank in blanks([paragraph(written)._p]))


@given(st.text(alphabet="{}%# objetcorps._|'()\u00a0", max_size=40))
def test_no_text_breaks_the_reading_and_what_is_filled_holds_no_brace(text: str) -> None:
    made = paragraph(text)
    found = blanks([made._p])
    if found and all(blank.name and blank.name != "corps" for blank in found):
        fill([made._p], VALUES)
        assert "{{" not in text_of(made._p)


def test_values_with_braces_are_not_read_again() -> None:
    made = paragraph("{{ objet }}")
    fill([made._p], {**VALUES, "objet": "{{ numero }}"})
    assert made.text == "{{ numero }}"


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Séance du {{ date_seance }} – {{ nature }} n° {{ numero }}", "<nature> n° <numero>"),
        ("{{ objet }} (séance du {{ date_seance }})", "<objet>"),
        ("Tél. {{ telephone }}, {{ date_seance }}, {{ courriel }}", "Tél. <telephone>, <courriel>"),
        ("{{ courriel }} - {{ date_seance }}", "<courriel>"),
        ("Séance du {{ date_seance }}", ""),
        ("{{ date_seance }} et {{ objet }}", ""),
    ],
)
def test_a_blank_without_value_goes_with_its_words(written: str, left: str) -> None:
    made = paragraph(written)
    fill([made._p], {**VALUES, "date_seance": ""})
    assert made.text == left


def test_a_line_break_ends_the_words_that_go() -> None:
    made = paragraph("Séance du {{ date_seance }}")
    made.runs[0].add_break()
    made.add_run("{{ nature }}")
    fill([made._p], {**VALUES, "date_seance": ""})
    assert made.text == "<nature>"


def test_tab_stops_are_no_text() -> None:
    made = paragraph("Mairie\t{{ objet }}")
    made.paragraph_format.tab_stops.add_tab_stop(914_400)
    assert text_of(made._p) == "Mairie\t{{ objet }}"
    fill([made._p], VALUES)
    assert made.text == "Mairie\t<objet>"
    assert len(made.paragraph_format.tab_stops) == 1
