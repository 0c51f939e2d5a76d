"""Figures of page pictures and of the recognition of scanned text, on real documents.

    python tests/benchmarks/recognition_figures.py [--pages N] [scans|verite|bruit|images|reperes …]

The documents are those of SECRETAIRE_CORPUS, or of ../shared/corpus beside the repository. `scans` recognises every
scanned page (N at most); `verite` draws pages that have text, spoils them, and compares what is recognised with that
text; `bruit` shows pages without text; `images` times pictures; `reperes` looks for passages on their pages.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from secretaire.errors import UnreadableInput  # noqa: E402
from secretaire.fund.finding.passages import passages  # noqa: E402
from secretaire.fund.folding import fold_word  # noqa: E402
from secretaire.fund.pictures.marks import find_marks  # noqa: E402
from secretaire.fund.pictures.page_pictures import PagePictures  # noqa: E402
from secretaire.fund.pictures.pages import open_page  # noqa: E402
from secretaire.fund.pictures.recognition import Recognition  # noqa: E402
from secretaire.fund.pictures.tesseract import tesseract_state  # noqa: E402
from secretaire.fund.reading.reading import Reading  # noqa: E402
from secretaire.fund.reading.reading_process import ReadingProcess  # noqa: E402

SPOILED = {  # dots per inch of the scanner, degrees askew, noise (levels of grey), quarter turns
    "200 dpi, net": (200, 0.0, 0.0, 0),
    "200 dpi, 0,7° de travers, grain": (200, 0.7, 12.0, 0),
    "200 dpi, 2° de travers, grain": (200, 2.0, 12.0, 0),
    "200 dpi, 4° de travers, grain": (200, 4.0, 12.0, 0),
    "150 dpi, 0,7° de travers, grain": (150, 0.7, 12.0, 0),
    "100 dpi, 0,7° de travers, grain": (100, 0.7, 8.0, 0),
    "200 dpi, couchée": (200, 0.7, 12.0, 1),
    "200 dpi, tête en bas": (200, 0.7, 12.0, 2),
    "200 dpi, couchée, autre sens": (200, 0.7, 12.0, 3),
}


class Documents:
    """The PDF of a folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self._paths = sorted(folder.rglob("*.pdf"))
        self._readings: dict[Path, Reading] = {}

    def readings(self) -> Iterator[tuple[Path, Reading]]:
        """Path and reading of each."""
        with ReadingProcess() as process:
            for path in self._paths:
                if path not in self._readings:
                    self._readings[path] = process.read(path)
                yield path, self._readings[path]

    def scanned(self) -> list[tuple[Path, int]]:
        """Scanned pages; a document published twice counts once."""
        seen: set[bytes] = set()
        found = []
        for path, reading in self.readings():
            if reading.scanned and (content := path.read_bytes()) not in seen:
                seen.add(content)
                found += [(path, number) for number in reading.scanned]
        return found

    def typed(self, count: int) -> list[tuple[Path, int, str]]:
        """Some pages of text, far apart, without a picture."""
        found = []
        for path, reading in self.readings():
            number = min(3, reading.page_count)
            if number and number not in reading.scanned:
                page = pdfium.PdfDocument(path)[number - 1]
                text = re.sub("[\ufffe\x02]\r?\n?", "", page.get_textpage().get_text_bounded())
                if len(text) > 1500 and not any(page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])):
                    found.append((path, number, text))
        return found[:: max(1, len(found) // count)][:count]


def scans(documents: Documents, limit: int) -> None:
    """Seconds and confidence of each scanned page."""
    waiting = documents.scanned()
    waiting = waiting[:: max(1, -(-len(waiting) // limit))]
    seconds, sure, empty, size = [], [], 0, 0
    with Recognition() as recognition:
        for path, number in waiting:
            started = time.perf_counter()
            try:
                page = recognition.page(path, number)
            except UnreadableInput as error:
                print(f"  {path.name} p. {number} : {error}")
                continue
            seconds.append(time.perf_counter() - started)
            size += len(page.boxes)
            if page.text:
                sure.append(page.confidence)
            else:
                empty += 1
    print(
        f"scans : {len(seconds)} pages, {statistics.mean(seconds):.2f} s par page (médiane {statistics.median(seconds):.2f},"
        f" pire {max(seconds):.2f}), confiance {statistics.mean(sure):.3f} (pire {min(sure):.3f}), vides {empty},"
        f" {size / len(seconds) / 1024:.1f} Kio de places par page"
    )
    print("  confiance des moins sûres :", " ".join(f"{value:.2f}" for value in sorted(sure)[:8]))


def verite(documents: Documents, limit: int) -> None:
    """Words found, words right, character errors, against the text of typed pages."""
    pages = documents.typed(min(10, limit))
    noise = np.random.default_rng(1)
    with tempfile.TemporaryDirectory() as folder, Recognition() as recognition:
        for name, spoiling in SPOILED.items():
            scores, seconds = [], []
            for path, number, text in pages:
                file = Path(folder) / "page.png"
                spoiled(path, number, spoiling, noise).save(file, dpi=(spoiling[0], spoiling[0]))
                started = time.perf_counter()
                found = recognition.page(file, 1)
                seconds.append(time.perf_counter() - started)
                scores.append((*score(text, found.text), found.confidence))
            recall, precision, errors, sure = np.mean(scores, axis=0)
            print(
                f"vérité, {name} : {len(pages)} pages, mots retrouvés {recall:.4f}, mots justes {precision:.4f},"
                f" lettres fausses {errors:.4f}, confiance {sure:.3f}, {statistics.mean(seconds):.2f} s par page"
            )


def spoiled(
    path: Path, number: int, spoiling: tuple[int, float, float, int], random: np.random.Generator
) -> Image.Image:
    """A page as a scanner would give it."""
    dpi, askew, grain, quarters = spoiling
    picture = pdfium.PdfDocument(path)[number - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    if askew:
        picture = picture.rotate(askew, Image.Resampling.BICUBIC, fillcolor=255)
    if grain:
        levels = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6)), float) * 0.85 + 20
        levels += random.normal(0, grain, levels.shape)
        picture = Image.fromarray(levels.clip(0, 255).astype(np.uint8))
    return picture.rotate(90 * quarters, expand=True)


def score(truth: str, found: str) -> tuple[float, float, float]:
    """Share of the words of the truth found, share of the words found that are in it, letters wrong in those lines.

    The order of the lines is not judged: a PDF holds its footers and tables in any order.
    """
    wanted, got = (Counter(re.findall(r"\w+", fold_word(text))) for text in (truth, found))
    common = (wanted & got).total()
    lines = [" ".join(line.split()) for line in found.splitlines() if line.strip()]
    whole = " ".join(re.sub(r"-\r?\n", "", truth).split())
    wrong = sum(nearest(line, whole) for line in lines)
    return common / wanted.total(), common / max(1, got.total()), wrong / max(1, sum(map(len, lines)))


def nearest(line: str, text: str) -> int:
    """Letters that differ between a line and the place of the text that is most like it."""
    place = fuzz.partial_ratio_alignment(line, text)
    return Levenshtein.distance(line, text[place.dest_start : place.dest_end]) if place else len(line)


def bruit(_: Documents, __: int) -> None:
    """Letters invented on pages that hold none."""
    with tempfile.TemporaryDirectory() as folder, Recognition() as recognition:
        for name, draw in WITHOUT_TEXT.items():
            file = Path(folder) / "page.png"
            draw(np.random.default_rng(7)).save(file, dpi=(300, 300))
            started = time.perf_counter()
            page = recognition.page(file, 1)
            print(
                f"sans texte, {name} : {len(page.text)} lettres, confiance {page.confidence:.2f},"
                f" {time.perf_counter() - started:.1f} s"
            )


_SIZE = (2480, 3508)


def _blurred(grain: int) -> Callable[[np.random.Generator], Image.Image]:
    def draw(random: np.random.Generator) -> Image.Image:
        levels = random.integers(0, 255, (_SIZE[1] // grain + 1, _SIZE[0] // grain + 1), dtype=np.uint8)
        return Image.fromarray(levels).resize(_SIZE, Image.Resampling.BICUBIC)

    return draw


def _dust(random: np.random.Generator) -> Image.Image:
    dots = (random.random((_SIZE[1] // 4 + 1, _SIZE[0] // 4 + 1)) > 0.99).astype(np.uint8)
    return Image.fromarray(255 - 255 * dots).resize(_SIZE, Image.Resampling.NEAREST)


def _strokes(random: np.random.Generator) -> Image.Image:
    page = Image.new("L", _SIZE, 255)
    for _ in range(60):
        walk = np.cumsum(random.integers((-30, -50), (60, 50), (13, 2)), axis=0) + random.integers(100, 2300, 2)
        ImageDraw.Draw(page).line([tuple(map(int, point)) for point in walk], fill=0, width=5)
    return page


def _shapes(random: np.random.Generator) -> Image.Image:
    page = Image.new("L", _SIZE, 255)
    for _ in range(300):
        x, y, size = (int(value) for value in random.integers((0, 0, 5), (*_SIZE, 200)))
        ImageDraw.Draw(page).ellipse((x, y, x + size, y + size), outline=int(random.integers(0, 200)), width=3)
    return page


def _table(_: np.random.Generator) -> Image.Image:
    page = Image.new("L", _SIZE, 255)
    for step in range(8):
        ImageDraw.Draw(page).line((0, 200 + step * 400, _SIZE[0], 200 + step * 400), fill=0, width=4)
        ImageDraw.Draw(page).line((200 + step * 300, 0, 200 + step * 300, _SIZE[1]), fill=0, width=4)
    return page


WITHOUT_TEXT: dict[str, Callable[[np.random.Generator], Image.Image]] = {
    "page blanche": lambda _: Image.new("L", _SIZE, 255),
    "page noire": lambda _: Image.new("L", _SIZE, 0),
    "neige": _blurred(1),
    "grain": _blurred(3),
    "taches": _blurred(8),
    "nuages": _blurred(60),
    "poussière": _dust,
    "traits de plume": _strokes,
    "ronds": _shapes,
    "tableau vide": _table,
}


def images(documents: Documents, limit: int) -> None:
    """Times of pictures: the first one with the start of the child, then the next ones."""
    scanned = documents.scanned()
    typed = [(path, number) for path, number, _ in documents.typed(min(10, limit))]
    for name, pages in (("texte", typed), ("numérisées", scanned[:: max(1, len(scanned) // 10)][:10])):
        for width in (1000, 2000):
            times, size = [], 0
            with PagePictures() as pictures:
                for path, number in pages:
                    started = time.perf_counter()
                    size += len(pictures.picture(path, number, width, words=("conseil",)).png)
                    times.append((time.perf_counter() - started) * 1000)
            print(
                f"images, pages {name}, {width} points : première {times[0]:.0f} ms (processus compris), suivantes"
                f" {statistics.mean(times[1:]):.0f} ms (pire {max(times[1:]):.0f}), {size / len(pages) / 1024:.0f} Kio"
            )


def reperes(documents: Documents, limit: int) -> None:
    """Passages found on their page, and time to find them; those of another page must not be."""
    found = foreign = count = 0
    times = []
    before = ""
    for path, number, _ in documents.typed(min(60, limit)):
        reading = dict(documents.readings())[path]
        text = next(page.text for page in reading.pages if page.number == number)
        with open_page(path, number) as page:
            for span in passages(text):
                started = time.perf_counter()
                found += bool(find_marks(page.text(), text[span.start : span.end], ()).passage)
                times.append((time.perf_counter() - started) * 1000)
                count += 1
                foreign += bool(before and find_marks(page.text(), before, ()).passage)
                before_next = text[span.start : span.end]
        before = before_next
    print(
        f"repères : {found} passages trouvés sur {count}, {foreign} d'une autre page pris à tort,"
        f" {statistics.mean(times):.0f} ms par passage"
    )


MEASURES = {"images": images, "reperes": reperes, "bruit": bruit, "verite": verite, "scans": scans}


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("mesures", nargs="*", default=list(MEASURES))
    arguments = options.parse_args()
    state = tesseract_state()
    print(f"Tesseract {state.version or 'absent'} ({state.availability.value})")
    corpus = Path(os.environ.get("SECRETAIRE_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
    documents = Documents(corpus / "putanges")
    for name in arguments.mesures:
        MEASURES[name](documents, arguments.pages)


if __name__ == "__main__":
    main()
