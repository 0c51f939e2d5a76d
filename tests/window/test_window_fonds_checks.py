"""« Contrôler »: any document of the fund is checked, each remark shows its page, the sheet is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from secretaire.desk import reading
from secretaire.ui.places.fonds.detail import DetailPane
from secretaire.ui.shell.window import FONDS, MainWindow

Settle = Callable[[], None]
LINES = (
    "DÉLIBÉRATION DU CONSEIL MUNICIPAL",
    "Séance du 12 mars 2026",
    "Objet : tarifs du pigeonnier",
    "Vu le code général des collectivités territoriales, notamment son article L. 2121-29,",
    "Le conseil municipal, après en avoir délibéré, décide que le pigeonier est loué de de mai à juin.",
)


@pytest.fixture
def opened(demo: MainWindow, settle: Settle, tmp_path: Path) -> DetailPane:
    folder = tmp_path / "actes"
    folder.mkdir()
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.save(str(folder / "pigeonnier.docx"))
    demo.go_to(FONDS)
    demo.fonds.read_folder(folder)
    settle()
    found = next(line.id for line in reading.documents(demo.session.office) if line.path.name == "pigeonnier.docx")
    demo.fonds.detail.show_place(found, 1, 0, 0)
    settle()
    return demo.fonds.detail


def test_a_document_of_the_fund_is_checked_and_a_remark_shows_its_place(opened: DetailPane, settle: Settle) -> None:
    opened.check_button.click()
    settle()
    dialog = opened.checks.dialog
    assert dialog is not None
    rows = dialog.list.rows()
    twice = next(i for i, row in enumerate(rows) if "deux fois" in row.title)
    assert "page 1" in rows[twice].under
    assert any("pigeonnier" in row.title for row in rows)
    dialog.list.setCurrentRow(twice)
    settle()
    assert opened._text is not None
    assert opened._text.passage is not None
    assert opened._text.text[slice(*opened._text.passage)] == "de de"


def test_the_control_sheet_of_a_document_is_written(opened: DetailPane, settle: Settle, tmp_path: Path) -> None:
    document = opened.presenter.document
    assert document is not None
    opened.checks.write_sheet(document.id, tmp_path / "fiche.docx")
    settle()
    sheet = docx.Document(str(tmp_path / "fiche.docx"))
    cells = [cell.text for table in sheet.tables for row in table.rows for cell in row.cells]
    assert any("deux fois" in text for text in cells)
    assert any("pigeonnier.docx" in paragraph.text for paragraph in sheet.paragraphs)
