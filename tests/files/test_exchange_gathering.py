"""Several acts in one Word document: each from a new page, with the header and footer it had alone."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.shared import Cm
from exported_acts import APPROVAL, COMMUNE, DELIBERATION, deliberation
from PIL import Image

from secretaire.exchange.docx_act import write_act
from secretaire.exchange.gathering import gather
from secretaire.exchange.provenance import read_provenance


@pytest.fixture
def alone(tmp_path: Path) -> list[Document]:
    made = []
    for rank, day in ((1, 5), (2, 5), (3, 6)):
        act = replace(deliberation(rank, f"Affaire {rank}"), act_date=date(2026, 3, day))
        path = tmp_path / f"{rank}.docx"
        write_act(act, DELIBERATION, COMMUNE, path, APPROVAL if rank == 1 else None)
        made.append(docx.Document(str(path)))
    return made


def saved(document: Document, path: Path) -> Document:
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        assert max(Counter(archive.namelist()).values()) == 1
    return docx.Document(str(path))


def test_each_act_begins_a_page_and_keeps_its_words(alone: list[Document], tmp_path: Path) -> None:
    words = [[p.text for p in document.paragraphs] for document in alone]
    tables = [len(document.tables) for document in alone]
    together = saved(gather(alone), tmp_path / "seance.docx")
    assert [p.text for p in together.paragraphs] == [text for one in words for text in one]
    assert len(together.tables) == sum(tables)
    assert len(together.sections) == 3
    assert all(section.start_type == WD_SECTION.NEW_PAGE for section in list(together.sections)[1:])


def test_each_act_keeps_its_header_and_footer_and_those_alike_are_kept_once(
    alone: list[Document], tmp_path: Path
) -> None:
    feet = [document.sections[0].footer.paragraphs[0].text for document in alone]
    heads = [document.sections[0].header.paragraphs[0].text for document in alone]
    together = saved(gather(alone), tmp_path / "seance.docx")
    assert [section.footer.paragraphs[0].text for section in together.sections] == feet
    assert [section.header.paragraphs[0].text for section in together.sections] == heads
    assert heads[0] == ""
    assert heads[1].startswith("Projet")
    with zipfile.ZipFile(tmp_path / "seance.docx") as archive:
        assert sum("footer" in name and "rels" not in name for name in archive.namelist()) == 2


def test_pictures_follow_the_pages_they_are_on(alone: list[Document], tmp_path: Path) -> None:
    for rank, document in enumerate(alone):
        picture = BytesIO()
        Image.new("RGB", (8, 8), (rank * 80, 0, 0)).save(picture, "PNG")
        document.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(picture.getvalue()), Cm(1))
        document.paragraphs[0].add_run().add_picture(picture, Cm(1))
    together = saved(gather(alone), tmp_path / "seance.docx")
    for rank, section in enumerate(together.sections):
        images = [r.target_part.blob for r in section.header.part.rels.values() if "image" in r.reltype]
        assert [Image.open(BytesIO(blob)).getpixel((0, 0)) for blob in images] == [(rank * 80, 0, 0)]
    shown = [together.part.related_parts[i].blob for i in together.element.xpath("//w:body//a:blip/@r:embed")]
    assert [Image.open(BytesIO(blob)).getpixel((0, 0)) for blob in shown] == [(0, 0, 0), (80, 0, 0), (160, 0, 0)]


def test_the_origins_of_one_act_are_not_taken_for_those_of_all(alone: list[Document], tmp_path: Path) -> None:
    saved(gather(alone), tmp_path / "seance.docx")
    assert read_provenance(tmp_path / "seance.docx") is None


def test_one_act_alone_is_left_as_it_is(alone: list[Document], tmp_path: Path) -> None:
    words = [p.text for p in alone[0].paragraphs]
    assert [p.text for p in saved(gather(alone[:1]), tmp_path / "un.docx").paragraphs] == words
