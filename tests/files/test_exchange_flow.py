"""Our Word documents read as pages to draw: nothing lost of what they say nor of how they look."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from exported_acts import APPROVAL, COMMUNE, DELIBERATION, deliberation, line, register, section
from hypothesis import given, settings
from hypothesis import strategies as st

from secretaire.acts.act import Act, Role
from secretaire.desk.resources import resources
from secretaire.exchange.docx_act import Approval, write_act
from secretaire.exchange.papier.look import PLAIN, load_looks
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.pdf.flow import Align, Block, Flow, Grid, Line, Number, Side, lines_of
from secretaire.exchange.pdf.reading import read_flow

LOOKS = [PLAIN, *load_looks(Path(str(resources())) / "papiers").values()]


def flow_of(act: Act, folder: Path, approval: Approval | None = APPROVAL, papier: Papier | None = None) -> Flow:
    target = folder / "acte.docx"
    write_act(act, DELIBERATION, COMMUNE, target, approval, papier=papier or Papier())
    return read_flow(docx.Document(str(target)))


def lines(blocks: tuple[Block, ...]) -> list[Line]:
    return list(lines_of(blocks))


def starting(flow: Flow, start: str) -> Line:
    return next(one for one in lines(flow.sheets[0].blocks) if one.text.replace("\u00a0", " ").startswith(start))


def test_the_page_and_the_properties_are_those_of_the_document(tmp_path: Path) -> None:
    flow = flow_of(deliberation(), tmp_path)
    sheet = flow.sheets[0]
    assert (round(sheet.width), round(sheet.height)) == (595, 842)
    assert 56 < sheet.left < 86
    assert (flow.language, flow.author) == ("fr-FR", "Aubigny")
    assert flow.title.startswith("Délibération 2026-014")


def test_titles_articles_and_cells_look_as_their_styles_say(tmp_path: Path) -> None:
    flow = flow_of(deliberation(), tmp_path)
    title = starting(flow, "EXTRAIT")
    assert (title.level, title.align, title.words[0].font.bold) == (1, Align.CENTRE, True)
    article = starting(flow, "Article 2")
    assert article.align is Align.JUSTIFY
    assert [words.font.bold for words in article.words] == [True, False]
    assert article.words[0].font.size == 12
    assert starting(flow, "Fait et délibéré").keep_next


def test_the_table_has_its_header_its_total_and_its_rules(tmp_path: Path) -> None:
    flow = flow_of(deliberation(), tmp_path)
    grid = next(b for b in flow.sheets[0].blocks if isinstance(b, Grid) and len(b.rows) > 1)
    assert [row.header for row in grid.rows] == [True, False, False, False]
    assert grid.rows[0].cells[0].ground
    assert all(words.font.bold for words in grid.rows[-1].cells[0].lines[0].words)
    assert grid.rows[1].cells[1].lines[0].align is Align.RIGHT
    assert set(grid.rules) == set(Side)
    signatures = [b for b in flow.sheets[0].blocks if isinstance(b, Grid)][-1]
    assert signatures.rules == {}


def test_a_draft_is_crossed_and_its_blanks_are_marked(tmp_path: Path) -> None:
    flow = flow_of(deliberation(), tmp_path, None)
    assert flow.sheets[0].watermark == "PROJET"
    marked = [words.text for one in lines(flow.sheets[0].blocks) for words in one.words if words.font.ground]
    assert marked == ["[montant à compléter]"]
    assert flow_of(deliberation(), tmp_path).sheets[0].watermark == ""


def test_numbers_of_pages_wait_for_the_layout(tmp_path: Path) -> None:
    register(2, tmp_path / "r.docx", first_page=7)
    flow = read_flow(docx.Document(str(tmp_path / "r.docx")))
    assert flow.sheets[0].first_number == 7
    assert all(sheet.first_number is None for sheet in flow.sheets[1:])
    numbers = [words for sheet in flow.sheets for one in lines(sheet.blocks) for words in one.words if words.number]
    asked = {words.anchor for words in numbers if words.number is Number.PAGE_OF}
    known = {name for sheet in flow.sheets for one in lines(sheet.blocks) for name in one.anchors}
    assert asked == {"acte_1", "acte_2", "fin"}
    assert asked <= known
    assert all(Number.PAGE in [w.number for one in lines(sheet.header) for w in one.words] for sheet in flow.sheets)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.id or "simple")
def test_every_model_of_the_house_is_read_with_its_fonts_and_colours(look: object, tmp_path: Path) -> None:
    assert isinstance(look, type(PLAIN))
    flow = flow_of(deliberation(), tmp_path, papier=Papier(look=look))
    text = starting(flow, "Article 2").words[-1].font
    assert (text.family, text.size, text.colour) == (look.police, look.corps, look.couleurs.texte)


TYPED = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from(
    ["\U0001f3e0 toit", "é" * 40, "\u202e\u2066caché", "a\u0301\u0308", "שלום", "\ufffe", "\u2028\u0085"]
)


@settings(max_examples=25)
@given(st.lists(TYPED, min_size=1, max_size=4), TYPED)
def test_any_text_that_a_person_types_can_be_written_and_drawn(texts: list[str], objet: str) -> None:
    article = [line(f"article.{i}", text) for i, text in enumerate(texts)]
    act = replace(deliberation(), objet=objet, sections=(section(Role.DISPOSITIF, *article),))
    with tempfile.TemporaryDirectory() as folder:
        flow = flow_of(act, Path(folder))
    assert len(lines(flow.sheets[0].blocks)) >= sum(bool(text.strip()) for text in texts if text.isalnum())
