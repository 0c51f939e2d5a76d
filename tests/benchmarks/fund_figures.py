"""Figures of the fund on real documents: reading (twice), recall of titles, search times.

    python tests/benchmarks/fund_figures.py [--espace DIR]

The documents are those of SECRETAIRE_CORPUS, or of ../shared/corpus beside the repository. With --espace, what was read
stays in that folder for the next run.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from secretaire.fund.fund import Fund  # noqa: E402

WORDS_AS_TYPED = [
    "subvention",
    "délibération travaux voirie",
    "deliberation subvension association",
    "L. 2121-29",
    "marché public travaux école",
    "« code général des collectivités territoriales »",
    "convention de groupement de commandes",
    "tarif cantine sco",
    "désignation des représentants de la ville",
    "12 400 €",
]


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--espace", type=Path)
    arguments = options.parse_args()
    corpus = Path(os.environ.get("SECRETAIRE_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
    with tempfile.TemporaryDirectory() as temporary:
        workspace = arguments.espace or Path(temporary)
        for name, folder in (("putanges", corpus / "putanges"), ("montpellier", corpus / "montpellier" / "pdf")):
            (workspace / name).mkdir(parents=True, exist_ok=True)
            fund = Fund(workspace / name)
            reading(name, fund, folder)
            if name == "montpellier":
                with (folder.parent / "eval_titre_vers_pdf_130.csv").open(encoding="utf-8", newline="") as file:
                    recall(fund, list(csv.DictReader(file)))
            speed(fund)
            fund.close()


def reading(name: str, fund: Fund, folder: Path) -> None:
    """Read a folder twice."""
    for _ in range(2):
        report = fund.read([folder])
        causes = Counter(trouble.text for trouble in report.erreurs)
        print(
            f"{name}: lus {report.lus}, inchangés {report.inchanges}, ignorés {report.ignores}, "
            f"partiels {len(report.partiels)}, non lus {dict(causes)}, {report.duree_s:.2f} s"
        )


def recall(fund: Fund, rows: list[dict[str, str]]) -> None:
    """How often the document a title names comes first, and among the first five."""
    ranks = []
    times = []
    for row in rows:
        answer = fund.search(row["titre"], limit=10)
        times.append(answer.duration_ms)
        names = [result.path.name for result in answer.results]
        ranks.append(names.index(row["fichier_attendu"]) if row["fichier_attendu"] in names else 99)
    first, five = (sum(rank < limit for rank in ranks) / len(ranks) for limit in (1, 5))
    print(f"titres: {len(ranks)}, rappel@1 {first:.3f}, rappel@5 {five:.3f}, {quantiles(times)}")


def speed(fund: Fund) -> None:
    """Time of searches as they are typed."""
    times = []
    for _ in range(5):
        for words in WORDS_AS_TYPED:
            started = time.perf_counter()
            fund.search(words)
            times.append((time.perf_counter() - started) * 1000)
    print(f"recherches: {len(times)} sur {fund.document_count()} documents, {quantiles(times)}")


def quantiles(milliseconds: list[float]) -> str:
    """Median and 95th percentile."""
    return (
        f"médiane {statistics.median(milliseconds):.0f} ms, p95 {statistics.quantiles(milliseconds, n=20)[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
