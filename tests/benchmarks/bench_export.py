"""Time to export: one act in Word, in PDF by Qt and by LibreOffice, a register of 200 acts.

QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_export.py [acts of the register]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import docx  # noqa: E402
from exported_acts import APPROVAL, COMMUNE, DELIBERATION, deliberation, register  # noqa: E402

from secretaire import libreoffice  # noqa: E402
from secretaire.exchange.docx_act import write_act  # noqa: E402
from secretaire.exchange.gathering import gather  # noqa: E402
from secretaire.exchange.pdf.reading import read_flow  # noqa: E402
from secretaire.ui.printing.printer import _application, print_pdf  # noqa: E402

_LONG = 600.0


def measured(label: str, times: int, work: Callable[[], object]) -> None:
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - start))
    p95 = sorted(spent)[max(0, round(0.95 * len(spent)) - 1)]
    print(f"{label:44} median {statistics.median(spent):9.0f} ms   p95 {p95:9.0f} ms   ({times})", flush=True)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    application = _application()
    with TemporaryDirectory() as name:
        folder = Path(name)
        act, target = deliberation(), folder / "acte.docx"

        def convert(source: Path) -> None:
            with TemporaryDirectory() as work:
                libreoffice.convert([source], Path(work), libreoffice.Format.PDF, seconds=_LONG)

        def draw(source: Path) -> None:
            print_pdf(read_flow(docx.Document(str(source))), folder / "dessin.pdf")

        measured("an act, DOCX", 40, lambda: write_act(act, DELIBERATION, COMMUNE, target, APPROVAL))
        measured("an act, PDF by Qt (from the DOCX)", 20, lambda: draw(target))
        measured("a séance of 12 acts in one DOCX", 5, lambda: gather([docx.Document(str(target)) for _ in range(12)]))
        book = folder / "registre.docx"
        measured(f"a register of {count} acts, DOCX", 1, lambda: register(count, book))
        measured(f"a register of {count} acts, PDF by Qt", 1, lambda: draw(book))
        print(f"  DOCX of the register: {book.stat().st_size:,} bytes")
        if libreoffice.program() is None:
            print("LibreOffice is not installed")
        else:
            measured("an act, PDF by LibreOffice", 10, lambda: convert(target))
            measured(f"a register of {count} acts, PDF by LibreOffice", 1, lambda: convert(book))
    del application


if __name__ == "__main__":
    main()
