"""Print how often each check speaks on real acts, by code, and how long the checks take. Not a test; no name is printed.

The folder is SECRETAIRE_CORPUS, or the one beside the repository; a folder of .txt files, one an act, will do.
With `-v`, each remark is printed with digits as 9 and words with a capital as X.
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

from secretaire.checks.run import TEXT_CHECKS
from secretaire.checks.written import Written
from secretaire.fund.reading.readers import read_file

CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
ON = date(2014, 1, 15)  # when the text does not say its own day


def texts() -> Iterator[str]:
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix == ".txt" and path.stat().st_size > 500:
            yield path.read_text(encoding="utf-8")
        elif path.suffix.lower() in {".pdf", ".docx"}:
            yield "\n".join(page.text for page in read_file(path).pages)


def blanked(text: str) -> str:
    words = re.sub(r"\b[A-ZÉÈÀ][\wéèêàôîç'-]*", "X", re.sub(r"\s+", " ", text))
    return re.sub(r"\d", "9", words)


def main() -> None:
    counts, spent, read, single = Counter[tuple[str, str]](), 0.0, 0, 0
    for text in texts():
        start = perf_counter()
        written = Written(text, ON)
        findings = [f for check in TEXT_CHECKS for f in check(written)]
        spent += perf_counter() - start
        read, single = read + 1, single + written.single
        counts.update((f.gravite.value, f.code) for f in findings)
        if "-v" in sys.argv:
            for f in findings:
                print(f.code, "|", blanked(text[max(0, f.start - 80) : f.end + 20]))
    print(f"{read} documents, dont {single} lus comme un seul acte ; {spent * 1000 / max(read, 1):.0f} ms par document")
    for (gravite, code), count in sorted(counts.items()):
        print(f"{gravite:10} {code:28} {count:4}  {count / max(read, 1):.3f} par document")


if __name__ == "__main__":
    main()
