"""The PDF that leaves: PDF/A-2b by its structure when LibreOffice makes it, plainly not when Qt draws it."""

from __future__ import annotations

from pathlib import Path

import pytest
from exported_acts import APPROVAL, COMMUNE, DELIBERATION, deliberation
from pdfa import faults
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from secretaire import libreoffice
from secretaire.exchange.delivery import Route, deliver, without_printer
from secretaire.exchange.docx_act import write_act
from secretaire.exchange.papier.papier import PLAIN_PAPIER
from secretaire.exchange.statement import Chapter, Grid, Statement, write_statement
from secretaire.ui.printing.printer import print_pdf

with_libreoffice = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice n'est pas installé")


@with_libreoffice
def test_an_act_and_a_sheet_made_by_libreoffice_have_the_structure_of_pdf_a(tmp_path: Path) -> None:
    act, sheet = tmp_path / "acte.docx", tmp_path / "fiche.docx"
    write_act(deliberation(), DELIBERATION, COMMUNE, act, APPROVAL, papier=PLAIN_PAPIER)
    grid = Grid(("Rubrique", "Valeur"), (30, 70), [("Nature", "1 – Délibérations"), ("Objet", "Œuvre ½ ≥ 3 €")])
    write_statement(
        Statement("FICHE", "essai", [Chapter("À saisir", ("Un mot.",), grid)]), COMMUNE, PLAIN_PAPIER, sheet
    )
    made = [(act, tmp_path / "acte.pdf"), (sheet, tmp_path / "fiche.pdf")]
    deliver(Route.PDF, made, without_printer)
    assert [faults(pdf) for _, pdf in made] == [[], []]
    locked = PdfWriter(clone_from=made[0][1])
    locked.encrypt("code")
    locked.write(tmp_path / "ferme.pdf")
    assert faults(tmp_path / "ferme.pdf") == ["encrypted"]
    scripted = PdfWriter(clone_from=made[0][1])
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('bonjour')")}
    scripted.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    scripted.write(tmp_path / "script.pdf")
    assert "forbidden /JS" in faults(tmp_path / "script.pdf")


def test_a_pdf_drawn_by_qt_embeds_its_fonts_and_is_no_pdf_a(tmp_path: Path) -> None:
    act = tmp_path / "acte.docx"
    write_act(deliberation(), DELIBERATION, COMMUNE, act, APPROVAL, papier=PLAIN_PAPIER)
    deliver(Route.PDF_DRAWN, [(act, tmp_path / "acte.pdf")], print_pdf)
    found = faults(tmp_path / "acte.pdf")
    assert any("XMP" in fault for fault in found)
    assert "no output intent" in found
    assert not [fault for fault in found if "font" in fault or "forbidden" in fault], found
    words = " ".join(page.extract_text() for page in PdfReader(tmp_path / "acte.pdf").pages).split()
    assert {"RÉPUBLIQUE", "MARTIN"} <= set(words)
