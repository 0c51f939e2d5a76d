"""Print how often each check speaks on real documents, by code, and how long the checks take. Not a test; no name is printed.

The folder is SECRETAIRE_CORPUS, or the one beside the repository. Each document is read, cut into its acts and checked
as « Contrôler » does; a scanned document has no text and is left out. With `-v`, each remark is printed with digits as 9 and
words with a capital as X; `-v CODE…` prints those remarks only.
"""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

from secretaire.desk.document_checks import PlacedFinding, check_pages
from secretaire.desk.law import legal_snapshot
from secretaire.fund.cutting.cut import cut
from secretaire.fund.reading.readers import read_file
from secretaire.fund.reading.reading import Page

CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
FOLDERS = ("montpellier", "putanges")
TODAY = date(2026, 11, 22)  # when an act does not say its own day


def documents(folder: Path) -> Iterator[tuple[str, tuple[Page, ...]]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in {".pdf", ".docx", ".odt"} and (pages := read_file(path).pages):
            yield path.name, pages


def blanked(pages: tuple[Page, ...], placed: PlacedFinding) -> str:
    text = next(page.text for page in pages if page.number == placed.page)
    around = re.sub(r"\s+", " ", text[max(0, placed.start - 80) : placed.end + 20])
    return re.sub(r"\d", "9", re.sub(r"\b[A-ZÉÈÀ][\wéèêàôîç'-]*", "X", around))


def count(folder: Path, shown: frozenset[str] | None) -> None:
    """Check every document of a folder; the remarks of the codes shown are printed, of all codes when empty."""
    law = legal_snapshot()
    counts, spent, read, acts = Counter[tuple[str, str]](), 0.0, 0, 0
    for name, pages in documents(folder):
        pieces = cut(pages, name)
        start = perf_counter()
        found = check_pages(pages, pieces, law, TODAY)
        spent += perf_counter() - start
        read, acts = read + 1, acts + sum(piece.is_act for piece in pieces)
        counts.update((p.finding.gravite.value, p.finding.code) for p in found)
        for placed in found:
            if shown is not None and (not shown or placed.finding.code in shown):
                print(placed.finding.code, "|", blanked(pages, placed))
    per_act = 1 / max(acts, 1)
    print(f"{folder.name} : {read} documents, {acts} actes ; {spent * 1000 * per_act:.0f} ms par acte")
    for (gravite, code), times in sorted(counts.items()):
        print(f"{gravite:10} {code:28} {times:4}  {times * per_act:.3f} par acte")


def main() -> None:
    shown = frozenset(sys.argv[sys.argv.index("-v") + 1 :]) if "-v" in sys.argv else None
    for name in FOLDERS:
        count(CORPUS / name, shown)


if __name__ == "__main__":
    main()
