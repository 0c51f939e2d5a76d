"""Figures of the cut of documents into acts, on the minutes of Putanges, against a truth made by hand.

    python tests/benchmarks/cutting_figures.py [--held-out] [--misses]

`cutting_truth.csv` was written by reading the minutes, before the code was adjusted; the documents whose `held_out` is 1
were never looked at while it was. An act is a matter with its own title on which the text says that the council decides,
elects or takes note. Not acts: formalities of the meeting (former minutes, secretary, agenda), information, matters that
the text says have no délibération, votes inside a matter. The truth holds no word of the minutes: a title is the hash of
its first bare letters. A piece matches an act when it begins on the same page and one of its first lines has this title.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from secretaire.fund.cutting.cut import cut  # noqa: E402
from secretaire.fund.folding import fold_word  # noqa: E402
from secretaire.fund.pieces import Piece, Vote  # noqa: E402
from secretaire.fund.reading.reading import Page  # noqa: E402
from secretaire.fund.reading.reading_process import ReadingProcess  # noqa: E402

TRUTH = Path(__file__).with_name("cutting_truth.csv")
FIRST_LINES = 4
LABEL_LETTERS = 14


@dataclass(frozen=True)
class Act:
    """A line of the truth."""

    page: int
    page_end: int
    day: date
    letters: int
    title: str
    number: str
    vote: Vote


def bare(text: str) -> str:
    """Letters and figures only, folded."""
    return "".join(filter(str.isalnum, fold_word(text)))


def title_hash(letters: str) -> str:
    """How the truth writes a title."""
    return hashlib.sha256(letters.encode()).hexdigest()[:10]


def truth() -> dict[str, tuple[bool, list[Act]]]:
    """The acts of each document, known by the beginning of its sha256; and whether it was held out."""
    documents: dict[str, tuple[bool, list[Act]]] = {}
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            counts = (int(row[name]) if row[name] else None for name in ("pour", "contre", "abstentions"))
            act = Act(
                int(row["page"]), int(row["page_end"]), date.fromisoformat(row["date"]), int(row["letters"]),
                row["title"], row["number"], Vote(*counts, unanime=row["unanime"] == "1"),
            )  # fmt: skip
            documents.setdefault(row["sha256"], (row["held_out"] == "1", []))[1].append(act)
    return documents


def matches(act: Act, piece: Piece, texts: dict[int, str]) -> bool:
    """True when the piece begins on the page of the act, one of its first lines with its title, label or not."""
    if piece.extent.first_page != act.page:
        return False
    text = texts[piece.extent.first_page][piece.extent.start :]
    lines = [bare(line) for line in text.split("\n") if bare(line)][:FIRST_LINES]
    return any(
        title_hash("".join(lines[place:])[label : label + act.letters]) == act.title
        for place in range(len(lines))
        for label in range(LABEL_LETTERS)
    )


def compare(acts: list[Act], pieces: list[Piece], pages: tuple[Page, ...]) -> Iterator[tuple[str, bool | int]]:
    """The outcome of each fact of each act, and what was missed or made up, with its page."""
    texts = {page.number: page.text for page in pages}
    left = [piece for piece in pieces if piece.is_act]
    for act in acts:
        piece = next((piece for piece in left if matches(act, piece, texts)), None)
        if piece is None:
            yield "missed", act.page
            continue
        left.remove(piece)
        facts = piece.facts
        yield "act", act.page
        yield "date", facts.date == act.day
        yield "number", bare(facts.number) == bare(act.number)
        yield "vote", (facts.vote or Vote()) == act.vote
        yield "span", piece.extent.last_page == act.page_end
        yield "objet", title_hash(bare(facts.objet)[: act.letters]) == act.title
    for piece in left:
        yield "made up", piece.extent.first_page


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--held-out", action="store_true", help="only the documents that were set aside")
    options.add_argument("--misses", action="store_true", help="pages of what is missed or made up")
    arguments = options.parse_args()
    corpus = Path(os.environ.get("SECRETAIRE_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
    if not corpus.is_dir():
        print(f"no corpus in {corpus}")
        return
    files = {hashlib.sha256(path.read_bytes()).hexdigest()[:12]: path for path in sorted(corpus.rglob("*.pdf"))}
    total: dict[str, Counter[str]] = {"train": Counter(), "held out": Counter()}
    with ReadingProcess() as reader:
        for sha256, (held_out, acts) in truth().items():
            if held_out != arguments.held_out and arguments.held_out:
                continue
            if held_out and not arguments.held_out:
                continue
            pages = reader.read(files[sha256]).pages
            started = time.perf_counter()
            pieces = cut(pages, files[sha256].name)
            seconds = time.perf_counter() - started
            counts: Counter[str] = Counter()
            pages_of = defaultdict(list)
            for name, value in compare(acts, pieces, pages):
                if name in {"act", "missed", "made up"}:
                    counts[name] += 1
                    pages_of[name].append(value)
                else:
                    counts[name] += bool(value)
                    if not value:
                        pages_of[name].append(pages_of["act"][-1])
            total["held out" if held_out else "train"] += counts
            print(f"{sha256}  {line(counts)}  {seconds / len(pages) * 1000:.1f} ms/page")
            if arguments.misses:
                for name in set(pages_of) - {"act"}:
                    print(f"    {name}: pages {pages_of[name]}")
    for name, counts in total.items():
        if counts:
            print(f"{name}: {line(counts)}")


def line(counts: Counter[str]) -> str:
    """Precision, recall, and the share of right facts among matched acts."""
    found, missed, made_up = counts["act"], counts["missed"], counts["made up"]
    facts = "  ".join(
        f"{name} {counts[name] / max(1, found):.3f}" for name in ("date", "number", "vote", "span", "objet")
    )
    return (
        f"{found + missed:3} acts  precision {found / max(1, found + made_up):.3f}"
        f"  recall {found / max(1, found + missed):.3f}  {facts}"
    )


if __name__ == "__main__":
    main()
