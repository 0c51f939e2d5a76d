"""Pages compared as a person would from a little way off: where the ink is, not the exact shape of a letter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

FOLDER = Path(__file__).parent / "files" / "golden"
_SCALE = 0.6  # 43 dots per inch
_BLUR = 3.0  # dots: some four millimetres around each letter
_TILES = 20, 28  # across and down: about one centimetre each
_INK = 10.0  # of 255, gained or lost in one tile: twice what a page printed a millimetre lower gives
_WIDE_INK = 5.0  # the same, on four tiles
_LEVEL = 4  # greys nearer than that are kept as one: small files
_EDGE = 2  # dots: A4 is 595.28 points wide for one program, 595.3 for another


def pages(pdf: Path) -> list[Image.Image]:
    """The pages, small, grey and blurred."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        drawn = [page.render(scale=_SCALE, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    return [image.convert("L").filter(ImageFilter.GaussianBlur(_BLUR)) for image in drawn]


def difference(seen: Image.Image, expected: Image.Image) -> str:
    """What a person would see changed; empty when the pages look the same."""
    if any(abs(a - b) > _EDGE for a, b in zip(seen.size, expected.size, strict=True)):
        return f"page of {seen.size} dots instead of {expected.size}"
    width, height = map(min, seen.size, expected.size)
    gap, other = (np.asarray(image, dtype=float)[:height, :width] for image in (seen, expected))
    gap = gap - other
    across, down = _TILES
    tiles = np.array(
        [[part.mean() for part in np.array_split(band, across, axis=1)] for band in np.array_split(gap, down, axis=0)]
    )
    wide = (tiles[:-1, :-1] + tiles[1:, :-1] + tiles[:-1, 1:] + tiles[1:, 1:]) / 4
    for name, found, limit in (("tile", tiles, _INK), ("four tiles", wide, _WIDE_INK)):
        row, column = np.unravel_index(np.abs(found).argmax(), found.shape)
        if abs(found[row, column]) > limit:
            what = "less" if found[row, column] > 0 else "more"
            return f"{what} ink ({abs(found[row, column]):.0f}/255 in {name}) at {row + 1}/{down} down, {column + 1}/{across} across"
    return ""


def keep(image: Image.Image, name: str) -> Path:
    """Make this page the one expected from now on."""
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.png"
    image.point(lambda grey: grey // _LEVEL * _LEVEL + _LEVEL // 2).save(path, optimize=True)
    return path


def expected(name: str) -> Image.Image:
    """The page expected."""
    return Image.open(FOLDER / f"{name}.png").convert("L")
