"""Figures of the index and the search, beside the yardstick: SQLite FTS5 on the same texts and queries.

    python tests/benchmarks/fund.py [--actes 50000] [--montpellier]

The acts are invented (`synthetic_acts.py`). Times of the wall clock, and of the processor in brackets: on a machine that
does something else at the same time, the second tells more. The titles of Montpellier are those of SECRETAIRE_CORPUS, or
of ../shared/corpus beside the repository; nothing is told of them when they are not there.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests" / "benchmarks")]

from fts5_yardstick import Fts5Engine  # noqa: E402
from synthetic_acts import InventedAct, Inventor, queries  # noqa: E402

from secretaire.desk.office import fund_rules  # noqa: E402
from secretaire.fund.catalogue.catalogue import Catalogue, Fingerprint, Root  # noqa: E402
from secretaire.fund.finding.engine import Entry  # noqa: E402
from secretaire.fund.finding.index import PieceIndex  # noqa: E402
from secretaire.fund.finding.query import parse  # noqa: E402
from secretaire.fund.finding.results import Filters, Sort  # noqa: E402
from secretaire.fund.finding.search import Search  # noqa: E402
from secretaire.fund.finding.synonyms import SynonymFiles  # noqa: E402
from secretaire.fund.fund import Fund  # noqa: E402
from secretaire.fund.pieces import ActFacts, Extent, Kind, Piece  # noqa: E402
from secretaire.fund.reading.reading import Page, Reading, Status  # noqa: E402

SMALL_FUND = 5_000
QUERIES = 300
SAMPLE = 400


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--actes", type=int, default=50_000)
    options.add_argument("--montpellier", action="store_true", help="only the titles of Montpellier")
    arguments = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for count in () if arguments.montpellier else (SMALL_FUND, arguments.actes):
            figures(folder / str(count), count)
        titles(folder / "montpellier")


def figures(folder: Path, count: int) -> None:
    """Indexing, searching, one change."""
    folder.mkdir()
    with measured(f"{count} actes, mis au catalogue"):
        fill(folder, count)
    apart(index_whoosh, folder, f"{count} actes, index")
    apart(index_fts5, folder, f"{count} actes, index de l'étalon FTS5")
    typed = queries(list(Inventor().acts(SAMPLE)), QUERIES)
    ours = search_times(folder, typed, count)
    theirs = yardstick_times(folder, typed, count)
    print(f"{count} actes : rapport des p95 à l'étalon {ours / theirs:.2f}")
    one_change(folder, count)


def fill(folder: Path, count: int) -> None:
    """The catalogue of invented acts, as after a reading."""
    catalogue = Catalogue(folder / "fonds.sqlite")
    catalogue.add_root(Root(folder, True))
    with catalogue._connections.writing():  # one transaction: the reading of files is not what is measured
        for number, act in enumerate(Inventor().acts(count)):
            save(catalogue, folder / f"acte-{number}.pdf", act)
    catalogue.close()


def save(catalogue: Catalogue, path: Path, act: InventedAct) -> None:
    """One act in the catalogue."""
    facts = ActFacts(Kind.DELIBERATION, date=act.day, number=act.number, objet=act.objet)
    piece = Piece(Extent(1, 0, 1, len(act.text)), facts)
    reading = Reading(Status.READ, (Page(1, act.text),), page_count=1)
    catalogue.save(path, path.parent, Fingerprint(1, 1, path.name + act.number), reading, [piece])


def apart(work: Callable[[Path], object], folder: Path, name: str) -> None:
    """Do some work in a process of its own, and tell its time and the most memory it used."""
    process = multiprocessing.get_context("spawn").Process(target=_told, args=(work, folder, name))
    process.start()
    process.join()


def _told(work: Callable[[Path], object], folder: Path, name: str) -> None:
    with measured(name):
        work(folder)
    print(f"{name} : mémoire au plus {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mo")


def index_whoosh(folder: Path) -> None:
    """The index of the fund, from the catalogue."""
    with (
        closing(Catalogue(folder / "fonds.sqlite")) as catalogue,
        closing(PieceIndex(folder / "index", catalogue)) as index,
    ):
        index.update()


def index_fts5(folder: Path) -> None:
    """The same texts in the yardstick."""
    with (
        closing(Catalogue(folder / "fonds.sqlite")) as catalogue,
        closing(Fts5Engine(folder / "fts5.sqlite")) as engine,
    ):
        engine.write((), fts5_entries(catalogue))


def fts5_entries(catalogue: Catalogue) -> Iterator[Entry]:
    """One entry for each act."""
    for document in catalogue.documents():
        (piece,) = catalogue.pieces.of_document(document.id)
        text = catalogue.page_text(document.id, 1) or ""
        yield Entry(document.id, piece.id, 0, len(text), text, piece.facts.objet)


def search_times(folder: Path, typed: list[str], count: int) -> float:
    """Searches as a person types them, with their extracts; returns the 95th percentile, milliseconds."""
    with (
        closing(Catalogue(folder / "fonds.sqlite")) as catalogue,
        closing(PieceIndex(folder / "index", catalogue)) as index,
    ):
        search = Search(catalogue, index, SynonymFiles([fund_rules().synonyms]).current)
        started = time.perf_counter()
        search.search("subvention")
        print(f"{count} actes : première recherche {(time.perf_counter() - started) * 1000:.0f} ms")
        chance = random.Random(0)
        scopes = [
            (Filters(), Sort.RELEVANCE),
            (Filters(), Sort.RELEVANCE),
            (Filters(since=date(2001, 1, 1), until=date(2010, 12, 31)), Sort.RELEVANCE),
            (Filters(kind=Kind.DELIBERATION), Sort.NEWEST),
        ]
        return times(f"{count} actes, recherche", typed, lambda text: search.search(text, *chance.choice(scopes)))


def yardstick_times(folder: Path, typed: list[str], count: int) -> float:
    """The same queries, with extracts, without filters."""
    with closing(Fts5Engine(folder / "fts5.sqlite")) as engine:
        return times(f"{count} actes, étalon FTS5", typed, lambda text: engine.extracts(parse(text), 20))


def times(name: str, typed: list[str], search: Callable[[str], object]) -> float:
    """Print the median and the 95th percentile; returns the latter."""
    wall, processor = [], []
    for text in typed:
        started, used = time.perf_counter(), time.process_time()
        search(text)
        wall.append((time.perf_counter() - started) * 1000)
        processor.append((time.process_time() - used) * 1000)
    percentiles = [statistics.quantiles(values, n=20)[-1] for values in (wall, processor)]
    print(
        f"{name} : médiane {statistics.median(wall):.0f} ms [{statistics.median(processor):.0f}], "
        f"p95 {percentiles[0]:.0f} ms [{percentiles[1]:.0f}]"
    )
    return percentiles[1]


def one_change(folder: Path, count: int) -> None:
    """One act changes: how long until a search shows it."""
    with (
        closing(Catalogue(folder / "fonds.sqlite")) as catalogue,
        closing(PieceIndex(folder / "index", catalogue)) as index,
    ):
        search = Search(catalogue, index)
        search.search("subvention")
        taken = []
        for turn in range(10):
            act = InventedAct(f"2026-{turn}", date(2026, 1, 1), "acte changé", f"Motchange{turn} voirie. " * 150)
            save(catalogue, folder / "acte-17.pdf", act)
            started = time.perf_counter()
            index.update()
            found = search.search(f"motchange{turn} ").total
            taken.append((time.perf_counter() - started) * 1000)
            if found != 1:
                raise SystemExit(f"le changement {turn} n'est pas trouvé")
        print(
            f"{count} actes, un acte changé vu par la recherche : médiane {statistics.median(taken):.0f} ms, au plus {max(taken):.0f} ms"
        )


def titles(workspace: Path) -> None:
    """How often the document a title names comes first, and among the first five."""
    corpus = Path(os.environ.get("SECRETAIRE_CORPUS", REPOSITORY.parent / "shared" / "corpus")) / "montpellier"
    truth = corpus / "eval_titre_vers_pdf_130.csv"
    if not truth.is_file():
        print("titres de Montpellier : absents")
        return
    workspace.mkdir()
    with truth.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with closing(Fund(workspace, fund_rules())) as fund:
        fund.read([corpus / "pdf"])
        alone = [rank(fund, row, Filters()) for row in rows]
        days = [date.fromisoformat(row["date"]) for row in rows]
        dated = [rank(fund, row, Filters(since=day, until=day)) for row, day in zip(rows, days, strict=True)]
    different = len({row["titre"] for row in rows})
    print(f"Montpellier, {len(rows)} titres dont {different} différents, seuls : {shares(alone)}")
    print(f"Montpellier, un titre répété compté une fois : {shares(best_of_each(rows, alone))}")
    print(f"Montpellier, le titre et la date de la séance : {shares(dated)}")


def rank(fund: Fund, row: dict[str, str], filters: Filters) -> int:
    """The place of the document of a title; 99 when it is not among the first ten."""
    results = fund.search(row["titre"], filters, limit=10).results
    names = [{result.path.name, *(path.name for path in result.copies)} for result in results]
    return next((place for place, files in enumerate(names) if row["fichier_attendu"] in files), 99)


def best_of_each(rows: list[dict[str, str]], ranks: list[int]) -> list[int]:
    """One rank a title: several acts of the same title cannot all be first."""
    best: dict[str, int] = {}
    for row, place in zip(rows, ranks, strict=True):
        best[row["titre"]] = min(place, best.get(row["titre"], 99))
    return list(best.values())


def shares(ranks: list[int]) -> str:
    """The two shares."""
    first, five = (sum(place < limit for place in ranks) / len(ranks) for limit in (1, 5))
    return f"premier {first:.3f}, dans les cinq premiers {five:.3f} ({sum(place > 0 for place in ranks)} pas premiers)"


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Print the time of a piece of work."""
    started, used = time.perf_counter(), time.process_time()
    yield
    print(f"{name} : {time.perf_counter() - started:.1f} s [{time.process_time() - used:.1f}]", flush=True)


if __name__ == "__main__":
    main()
