"""The sheet to decide on paper: every paragraph with its number, the boxes, and what ties it to one text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
from exported_acts import deliberation

from secretaire.exchange.review_sheet import ReviewSheet, write_review_sheet


def test_the_sheet_says_all_the_act_and_which(tmp_path: Path) -> None:
    act = deliberation()
    target = tmp_path / "feuille.docx"
    write_review_sheet(
        ReviewSheet(act, "Travaux", "Commune d'Aubigny", "", "CC298EF6", "13ace52b", date(2026, 11, 22)), target
    )
    document = docx.Document(str(target))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows[1:]]
    said = [p.text for section in act.sections for p in section.visible]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(said) + 1)]
    assert [row[1].replace("\u00a0", " ").replace("\u202f", " ") for row in rows] == [
        text.replace("\t", " | ").replace("\u00a0", " ").replace("\u202f", " ") for text in said
    ]
    lines = [p.text for p in document.paragraphs]
    assert [line for line in lines if line.startswith("☐")] == ["☐  Approuvé", "☐  À reprendre", "☐  Refusé"]
    foot = " ".join(p.text for p in document.sections[0].footer.paragraphs)
    assert "CC298EF6" in foot
    assert "13ace52b" in foot
