"""The PDF that Qt draws: every word, right page numbers, signatures with the end of the text."""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from exported_acts import APPROVAL, COMMUNE, DELIBERATION, deliberation, line, register, section
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from PySide6.QtWidgets import QApplication

from secretaire.acts.act import Act, Role
from secretaire.exchange.docx_act import Approval, write_act
from secretaire.exchange.pdf.reading import read_flow
from secretaire.ui.printing.printer import print_pdf

pytestmark = pytest.mark.usefixtures("qapp")


def pages(source: Path) -> list[str]:
    print_pdf(read_flow(docx.Document(str(source))), source.with_suffix(".pdf"))
    document = PdfDocument(source.with_suffix(".pdf"))
    try:
        texts = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return [" ".join(text.replace("\u00a0", " ").split()) for text in texts]


def drawn(act: Act, folder: Path, approval: Approval | None = APPROVAL) -> list[str]:
    write_act(act, DELIBERATION, COMMUNE, folder / "acte.docx", approval)
    return pages(folder / "acte.docx")


def test_each_page_says_where_it_is_and_what_it_belongs_to(tmp_path: Path) -> None:
    found = drawn(deliberation(articles=40), tmp_path)
    assert len(found) >= 3
    for number, text in enumerate(found, start=1):
        assert f"séance du 18 décembre 2026 — page {number}/{len(found)}" in text


def test_every_word_of_the_act_is_there(tmp_path: Path, qapp: QApplication) -> None:
    act = deliberation()
    text = re.sub(r"\s", "", "".join(drawn(act, tmp_path)))
    for part in act.sections:
        for paragraph in part.visible:
            for cell in paragraph.text.split("\t"):
                assert re.sub(r"\s", "", cell) in text, cell


@pytest.mark.parametrize("articles", range(6, 13))
def test_signatures_are_never_alone_on_a_page(articles: int, tmp_path: Path) -> None:
    found = drawn(deliberation(articles=articles), tmp_path)
    signed = next(text for text in found if "Claire MARTIN" in text)
    assert "Fait et délibéré" in signed
    assert "Jean DUPONT" in signed


def test_a_draft_says_so_on_each_page(tmp_path: Path) -> None:
    assert all("PROJET" in text for text in drawn(deliberation(), tmp_path, None))
    assert not any("PROJET" in text for text in drawn(deliberation(), tmp_path))


def test_a_long_table_repeats_its_header_and_loses_no_row(tmp_path: Path) -> None:
    rows = [line(f"article.1.ligne.{i}", f"Association {i}\t{i},00 €") for i in range(120)]
    act = replace(deliberation(), sections=(section(Role.DISPOSITIF, line("article.1.ligne.x", "Nom\tAide"), *rows),))
    found = drawn(act, tmp_path)
    assert len(found) > 2
    assert all("Nom Aide" in text for text in found)
    assert re.findall(r"Association (\d+)", " ".join(found)) == [str(i) for i in range(120)]


def test_a_cell_longer_than_a_page_goes_on_on_the_next(tmp_path: Path) -> None:
    words = " ".join(f"mot{i}" for i in range(3000))
    rows = (line("article.1.ligne.0", "Nom\tTexte"), line("article.1.ligne.1", f"A\t{words}"))
    found = drawn(replace(deliberation(), sections=(section(Role.DISPOSITIF, *rows),)), tmp_path)
    assert re.findall(r"mot(\d+)", " ".join(found)) == [str(i) for i in range(3000)]


@pytest.mark.parametrize("first", [1, 98])
def test_the_tables_of_a_register_give_the_page_of_each_act(first: int, tmp_path: Path) -> None:
    acts = register(7, tmp_path / "registre.docx", first_page=first)
    found = pages(tmp_path / "registre.docx")
    for number, text in enumerate(found, start=first):
        assert f"Feuillet 2026/{number} Paraphe" in text
    begins = {
        act.numero: number
        for act in acts
        for number, text in enumerate(found, start=first)
        if f"Délibération n° {act.numero}" in text
    }
    tables = " ".join(text for text in found if "TABLE PAR" in text)
    assert "Date Numéro Objet Publication Feuillet" in tables, "a heading is cut in its middle"
    told = re.findall(r"(2026-00\d) (?:\d+(?:er)? \w+ 2026 )?Affaire \d (?:[\d/]+ )?2026/(\d+)", tables)
    assert len(told) == 2 * len(acts)
    assert {(numero, int(page)) for numero, page in told} == set(begins.items())
    last = first + len(found) - 1
    assert f"contient {len(found)} feuillets, numérotés de 2026/{first} à 2026/{last}." in found[0]


def test_nothing_in_it_names_the_machine(tmp_path: Path) -> None:
    drawn(deliberation(), tmp_path)
    reader = PdfReader(tmp_path / "acte.pdf")
    assert str(tmp_path) not in str(reader.metadata)
    assert reader.metadata is not None
    assert reader.metadata.author == "Aubigny"


TYPED = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["\U0001f3e0\U0001f468\u200d\U0001f469", "e\u0301" * 30, "שלום עולם", "\u202eà l'envers", "漢字" * 40, "m" * 400]
)


@settings(max_examples=15)
@given(st.lists(TYPED, min_size=1, max_size=5))
def test_any_text_that_a_person_types_is_drawn(texts: list[str]) -> None:
    lines = [line(f"article.{i}", text) for i, text in enumerate(texts)]
    cells = [line(f"article.9.ligne.{i}", f"{text}\t1 €") for i, text in enumerate(texts)]
    act = replace(deliberation(), objet=texts[0], sections=(section(Role.DISPOSITIF, *lines, *cells),))
    with tempfile.TemporaryDirectory() as folder:
        assert drawn(act, Path(folder))
