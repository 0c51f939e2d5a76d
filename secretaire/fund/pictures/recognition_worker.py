"""The child process that recognises scanned pages: `python -m secretaire.fund.pictures.recognition_worker`.

A request is `{"path", "page", "program", "data"}`; the answer `{"text", "confidence", "boxes"}`.
"""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import psutil
from PIL import Image

from secretaire.fund.causes import Cause
from secretaire.fund.pictures.page_words import PageWords, parse
from secretaire.fund.pictures.pages import SCAN_DPI, open_page
from secretaire.fund.pictures.tesseract import FRENCH, Tesseract
from secretaire.fund.reading.reading import Unreadable
from secretaire.fund.reading.serving import serve

_DOUBTFUL = 0.7
"""Upright print is over 0.85: under this the page may be turned."""
_TURN = re.compile(r"^Rotate: (90|180|270)$", re.MULTILINE)
_QUARTERS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""Clockwise degrees to the transposition of Pillow, which counts the other way."""


def main() -> None:
    """Answer requests until the input ends, giving way to what the person does."""
    psutil.Process().nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 10))  # a class on Windows, a number elsewhere
    serve(answer)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The text of a page.

    Raises:
        Unreadable: the page cannot be drawn, or Tesseract failed on it.
        OSError: the file cannot be read.
    """
    with open_page(Path(request["path"]), int(request["page"])) as page:
        picture = page.draw_grey(page.scan_width())
    tesseract = Tesseract(Path(request["program"]), Path(request["data"]) if request["data"] else None)
    try:
        turned, words = _recognise(tesseract, picture)
    except (OSError, subprocess.SubprocessError) as error:
        raise Unreadable(Cause.RECOGNITION_DIED) from error
    legible = words.legible()
    return {
        "text": legible.text(),
        "confidence": round(legible.confidence, 4),
        "boxes": legible.boxes(turned).pack(),
    }


def _recognise(tesseract: Tesseract, picture: Image.Image) -> tuple[int, PageWords]:
    """The words, and the degrees by which the page is turned to be upright.

    Tesseract is asked for the direction only when the words look wrong: it costs a third of the time of a page.
    """
    words = _words(tesseract, picture)
    sideways = words.sideways()  # Tesseract reads lines that go down the page by itself; the person wants them upright
    if not words.words or not (sideways or words.confidence < _DOUBTFUL):
        return 0, words
    turned = _direction(tesseract, picture)
    if not turned:
        return 0, words
    upright = _words(tesseract, picture.transpose(_QUARTERS[turned]))
    if upright.confidence > words.confidence or (sideways and upright.confidence >= _DOUBTFUL):
        return turned, upright
    return 0, words


def _words(tesseract: Tesseract, picture: Image.Image) -> PageWords:
    table = tesseract.run(["-", "-", "-l", FRENCH, "--psm", "3", "--dpi", str(SCAN_DPI), "tsv"], _bytes(picture))
    return parse(table, picture.width, picture.height)


def _direction(tesseract: Tesseract, picture: Image.Image) -> int:
    """Degrees clockwise; 0 when it is upright or nobody can say (too few letters, no « osd » data)."""
    try:
        found = _TURN.search(tesseract.run(["-", "-", "--psm", "0"], _bytes(picture)))
    except subprocess.SubprocessError:
        return 0
    return int(found[1]) if found else 0


def _bytes(picture: Image.Image) -> memoryview:
    data = io.BytesIO()
    picture.save(data, "PPM")  # not compressed: it goes through a pipe
    return data.getbuffer()


if __name__ == "__main__":
    main()
