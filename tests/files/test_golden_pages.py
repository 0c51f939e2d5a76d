"""Exported pages compared with the images kept: a deliberate change of their look is seen, and made with
`tests/benchmarks/make_golden.py`."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest
from golden_pages import DOCUMENTS, ROUTES
from PIL import Image, ImageChops, ImageDraw
from PySide6.QtGui import QFont, QFontInfo

from secretaire import libreoffice

pytestmark = pytest.mark.usefixtures("qapp")
_SAME_WIDTHS = {"Times New Roman", "Liberation Serif", "Tinos", "Nimbus Roman"}


@pytest.fixture
def _fonts(qapp: object) -> None:
    family = QFontInfo(QFont("Times New Roman")).family()
    if family not in _SAME_WIDTHS:
        pytest.skip(f"no font as wide as Times New Roman here ({family}): lines would end elsewhere")


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages_look_as_they_did(name: str, route: str, tmp_path: Path) -> None:
    if route == "libreoffice" and libreoffice.program() is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    write, numbers = DOCUMENTS[name]
    write(tmp_path / "acte.docx")
    pages = golden.pages(ROUTES[route](tmp_path / "acte.docx", tmp_path))
    for number in numbers:
        seen = golden.difference(pages[number - 1], golden.expected(f"{name}-{number}-{route}"))
        assert not seen, f"page {number}: {seen}"


# what the comparison sees, and what it does not


PAGE = golden.expected("extrait-2-qt")
TABLE = golden.expected("extrait-1-qt")


def test_a_page_is_like_itself_and_like_a_print_slightly_off() -> None:
    assert golden.difference(PAGE, PAGE) == ""
    assert golden.difference(ImageChops.offset(TABLE, 1, 1), TABLE) == ""
    assert golden.difference(ImageChops.offset(PAGE, 0, 2), PAGE) == ""


def test_a_signature_that_moved_is_seen() -> None:
    width, height = PAGE.size
    box = (width // 2, height // 8, width, height // 3)
    signature = PAGE.crop(box)
    assert signature.getextrema()[0] < 230, "the page has no signature there"
    moved = PAGE.copy()
    ImageDraw.Draw(moved).rectangle(box, fill=255)
    moved.paste(signature, (box[0], box[1] + 20))
    assert golden.difference(moved, PAGE) != ""


def test_a_table_that_is_lost_is_seen() -> None:
    width, height = TABLE.size
    lost = TABLE.copy()
    ImageDraw.Draw(lost).rectangle((0, int(height * 0.33), width, int(height * 0.52)), fill=255)
    assert "less ink" in golden.difference(lost, TABLE)


def test_a_line_more_is_seen() -> None:
    longer = PAGE.copy()
    line = PAGE.crop((0, 28, PAGE.width, 46))
    longer.paste(line, (0, PAGE.height // 2))
    assert "more ink" in golden.difference(longer, PAGE)


def test_another_page_is_seen() -> None:
    assert golden.difference(TABLE, PAGE) != ""
    assert golden.difference(Image.new("L", (10, 10)), PAGE) != ""
    assert golden.difference(golden.expected("projet-1-qt"), TABLE) != "", "the watermark"


def test_images_kept_are_small() -> None:
    kept = list(golden.FOLDER.glob("*.png"))
    assert len(kept) == sum(len(numbers) for _, numbers in DOCUMENTS.values()) * len(ROUTES)
    assert all(path.stat().st_size < 25_000 for path in kept)
