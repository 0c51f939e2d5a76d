"""Make again the images of pages that tests compare: `QT_QPA_PLATFORM=offscreen python tests/benchmarks/make_golden.py`.

Look at each of them before you keep them: from now on, that is what is right.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

import golden  # noqa: E402
from golden_pages import DOCUMENTS, ROUTES  # noqa: E402


def main() -> None:
    for name, (write, numbers) in DOCUMENTS.items():
        with TemporaryDirectory() as work:
            folder = Path(work)
            write(folder / f"{name}.docx")
            for route, make in ROUTES.items():
                pages = golden.pages(make(folder / f"{name}.docx", folder))
                for number in numbers:
                    kept = golden.keep(pages[number - 1], f"{name}-{number}-{route}")
                    print(f"{kept.name}: page {number}/{len(pages)}, {kept.stat().st_size} bytes")


if __name__ == "__main__":
    main()
