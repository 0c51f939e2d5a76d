"""The suffix says what is made; without LibreOffice a PDF is drawn, and an ODT is refused with what to do."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from exported_acts import APPROVAL, COMMUNE, DELIBERATION, deliberation
from pypdf import PdfReader, PdfWriter

from secretaire import libreoffice
from secretaire.desk.messages import sentence
from secretaire.errors import Cancelled, Code, EnvironmentFault, WrongUsage
from secretaire.exchange.delivery import Route, deliver, route_to, without_printer
from secretaire.exchange.docx_act import write_act
from secretaire.exchange.pdf.flow import Flow

with_libreoffice = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice (soffice) is not installed")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    write_act(deliberation(), DELIBERATION, COMMUNE, tmp_path / "source.docx", APPROVAL)
    return tmp_path / "source.docx"


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def one_page(flow: Flow, target: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(flow.sheets[0].width, flow.sheets[0].height)
    writer.write(target)


@pytest.mark.parametrize("name", ["acte", "acte.doc", "acte.txt", "acte.docx.zip", ".pdf"])
def test_another_suffix_is_one_french_sentence(name: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        route_to(Path(name))
    assert caught.value.code is Code.WRONG_SUFFIX
    assert sentence(caught.value).endswith("terminez-le par .docx, .odt ou .pdf.")


@pytest.mark.usefixtures("absent")
def test_without_libreoffice(source: Path, tmp_path: Path) -> None:
    assert route_to(tmp_path / "a.DOCX") is Route.WORD
    assert route_to(tmp_path / "a.pdf") is Route.PDF_DRAWN
    assert not Route.PDF_DRAWN.keeps_letterhead
    with pytest.raises(EnvironmentFault) as caught:
        route_to(tmp_path / "a.odt")
    assert "LibreOffice" in sentence(caught.value)
    assert ".docx" in sentence(caught.value)
    deliver(Route.PDF_DRAWN, [(source, tmp_path / "a.pdf")], one_page)
    reader = PdfReader(tmp_path / "a.pdf")
    assert reader.root_object["/Lang"] == "fr-FR"
    assert reader.metadata is not None
    assert reader.metadata.title == "Délibération 2026-014 – Réfection de la toiture de l'école"
    assert str(tmp_path) not in str(reader.metadata)


@pytest.mark.usefixtures("absent")
def test_a_program_that_draws_nothing_says_so(source: Path, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault):
        deliver(Route.PDF_DRAWN, [(source, tmp_path / "a.pdf")], without_printer)
    assert not (tmp_path / "a.pdf").exists()


@with_libreoffice
def test_an_odt_and_a_pdf_are_made_by_libreoffice(source: Path, tmp_path: Path) -> None:
    deliver(route_to(tmp_path / "a.odt"), [(source, tmp_path / "a.odt")], without_printer)
    with ZipFile(tmp_path / "a.odt") as archive:
        content = archive.read("content.xml").decode()
    assert "Réfection de la toiture" in content
    deliver(route_to(tmp_path / "a.pdf"), [(source, tmp_path / "a.pdf")], without_printer)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert "Claire MARTIN" in text


def test_a_conversion_that_fails_leaves_the_former_file(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"ancien")

    def fail(*_: object, **__: object) -> None:
        raise libreoffice.TooSlow("60 secondes")

    monkeypatch.setattr(libreoffice, "convert", fail)
    with pytest.raises(EnvironmentFault) as caught:
        deliver(Route.PDF, [(source, tmp_path / "a.pdf")], without_printer)
    assert "60 secondes" in sentence(caught.value)
    assert (tmp_path / "a.pdf").read_bytes() == b"ancien"


@pytest.mark.parametrize("route", [Route.WORD, Route.PDF_DRAWN, pytest.param(Route.ODT, marks=with_libreoffice)])
def test_an_interrupted_export_leaves_the_former_file(route: Route, source: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.odt"
    target.write_bytes(b"ancien")
    with pytest.raises(Cancelled):
        deliver(route, [(source, target)], one_page, cancelled=lambda: True)
    assert target.read_bytes() == b"ancien"
