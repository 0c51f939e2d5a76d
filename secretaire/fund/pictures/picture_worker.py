"""The child process that draws pages: `python -m secretaire.fund.pictures.picture_worker`.

A request is `{"path", "page", "width", "passage", "words", "boxes"}`; the answer
`{"png", "width", "height", "page_count", "passage", "words"}`, the picture in base 64, the marks as lists of four sides.
"""

from __future__ import annotations

import base64
import io
from dataclasses import astuple
from pathlib import Path
from typing import Any

from PIL import Image

from secretaire.fund.pictures.boxes import Rect, WordBoxes
from secretaire.fund.pictures.marks import Marks, find_marks, recognised_text
from secretaire.fund.pictures.pages import Page, fitted_width, open_page
from secretaire.fund.reading.serving import serve

_QUARTERS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_FAST = 1
"""Compression of the PNG: it goes to the window and no further."""


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The picture of a page and its marks.

    Raises:
        Unreadable: the page cannot be drawn.
        OSError: the file cannot be read.
    """
    boxes = WordBoxes.unpack(request["boxes"]) if request["boxes"] else WordBoxes()
    with open_page(Path(request["path"]), int(request["page"])) as page:
        picture = _draw(page, int(request["width"]), boxes.turned)
        marks = _marks(page, boxes, str(request["passage"]), list(request["words"]))
        page_count = page.page_count
    png = io.BytesIO()
    picture.save(png, "PNG", compress_level=_FAST)
    return {
        "png": base64.b64encode(png.getvalue()).decode("ascii"),
        "width": picture.width,
        "height": picture.height,
        "page_count": page_count,
        "passage": _sides(marks.passage),
        "words": _sides(marks.words),
    }


def _draw(page: Page, width: int, turned: int) -> Image.Image:
    """The page upright, of about this width in pixels."""
    shape = page.width_over_height()
    if turned in {90, 270}:
        return page.draw(fitted_width(width * shape, shape)).transpose(_QUARTERS[turned])
    picture = page.draw(fitted_width(width, shape))
    return picture.transpose(_QUARTERS[turned]) if turned else picture


def _marks(page: Page, boxes: WordBoxes, passage: str, words: list[str]) -> Marks:
    if not passage and not words:
        return Marks()
    return find_marks(recognised_text(boxes) if boxes.words else page.text(), passage, words)


def _sides(rects: tuple[Rect, ...]) -> list[list[float]]:
    return [[round(side, 5) for side in astuple(rect)] for rect in rects]


if __name__ == "__main__":
    serve(answer)
