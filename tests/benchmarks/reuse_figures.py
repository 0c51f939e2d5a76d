"""Starting from an old act, on real ones: is the type recognised, are the values right?

    python tests/benchmarks/reuse_figures.py [--held-out] [--misses]

`reuse_truth.csv` was written by reading acts drawn by lot (at most two of a type, eight of no type), before the code was;
half of them were never looked at while it was adjusted. It holds no name and no sentence: an act is a place in a document
known by its sha256, a text is the hash of its words, a table its number of rows and its total. `types` gives the types
that are right, `none` when the catalogue has none; `needed` is 1 for a value that must be found, else it may be left out;
« * » is not judged. A value given for a field that the truth does not list is wrong.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from secretaire.acts.act_type import Champ, Famille  # noqa: E402
from secretaire.acts.fields import Table, read_field  # noqa: E402
from secretaire.drafting.act_types.reading import read_type  # noqa: E402
from secretaire.drafting.choosing import words  # noqa: E402
from secretaire.drafting.reuse.extraction import Extracted, extract  # noqa: E402
from secretaire.drafting.reuse.old_act import OldAct  # noqa: E402
from secretaire.drafting.reuse.recognition import Recogniser  # noqa: E402
from secretaire.errors import UnreadableInput  # noqa: E402
from secretaire.fund.catalogue.piece_table import text_of  # noqa: E402
from secretaire.fund.cutting.cut import cut  # noqa: E402
from secretaire.fund.pieces import Kind  # noqa: E402
from secretaire.fund.reading.reading_process import ReadingProcess  # noqa: E402

TRUTH = Path(__file__).with_name("reuse_truth.csv")
HASH_CHARS = 16
FAMILIES = {Kind.DELIBERATION: Famille.DELIBERATION, Kind.ARRETE: Famille.ARRETE}
Place = tuple[str, int, int]  # document, page, rank of the piece among those that begin there


@dataclass
class Truth:
    """What is true of an act."""

    held_out: bool
    types: list[str]
    values: dict[str, tuple[str, bool]] = field(default_factory=dict)


def truths() -> dict[Place, Truth]:
    """The acts of the truth."""
    found: dict[Place, Truth] = {}
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = row["sha256"], int(row["page"]), int(row["rank"])
            truth = found.setdefault(place, Truth(row["held_out"] == "1", row["types"].split("|")))
            if row["champ"]:
                truth.values[row["champ"]] = row["value"], row["needed"] == "1"
    return found


def acts(wanted: set[str], corpus: Path) -> dict[Place, OldAct]:
    """The acts of these documents, as the fund cuts them."""
    found: dict[Place, OldAct] = {}
    with ReadingProcess() as reader:
        for path in sorted(corpus.rglob("*.pdf")):
            name = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            if name not in wanted:
                continue
            pages = reader.read(path).pages
            texts = {page.number: page.text for page in pages}
            ranks: Counter[int] = Counter()
            for piece in cut(pages, path.name):
                ranks[piece.extent.first_page] += 1
                facts = piece.facts
                old = OldAct(
                    text_of(piece.extent, texts), facts.objet, FAMILIES.get(facts.kind), facts.number, facts.date
                )
                found[name, piece.extent.first_page, ranks[piece.extent.first_page]] = old
    return found


def word_hash(text: str) -> str:
    """How the truth writes a text: its words, whatever their order."""
    return "#" + hashlib.sha256(" ".join(sorted(set(words(text)))).encode()).hexdigest()[:HASH_CHARS]


def meaning(champ: Champ, given: Extracted) -> str:
    """How the truth writes a value."""
    value = read_field(champ, given.value)
    if not isinstance(value, Table):
        return value.raw if value else ""
    figures = [c.nom for c in value.columns if c.type in {"montant", "pourcentage", "nombre"}]
    total = sum((Decimal(row[figures[0]].raw) for row in value.rows if figures[0] in row), Decimal(0)) if figures else 0
    return f"rows={len(value.rows)}" + (f";total={Decimal(total).normalize():f}" if figures else "")


def right(champ: Champ, given: Extracted, truth: str) -> bool:
    """Is it one of the values of the truth?"""
    got = meaning(champ, given)
    return any(
        word_hash(got) == one
        or got == one
        or (one.startswith("rows") and got.partition(";")[0] == one)
        or (", " in one and set(one.split(", ")) == set(got.split(", ")))
        for one in truth.split("|")
    )


def refused(champ: Champ, truth: str) -> bool:
    """Can the form no longer take it (a year before those it allows)? Then it cannot be offered."""
    if truth.startswith(("#", "rows")):
        return False
    try:
        read_field(champ, truth.split("|")[0])
    except UnreadableInput:
        return True
    return False


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("--held-out", action="store_true", help="only the acts that were set aside")
    options.add_argument("--misses", action="store_true", help="what is wrong or missing, for the acts that were not")
    arguments = options.parse_args()
    corpus = Path(os.environ.get("SECRETAIRE_CORPUS", REPOSITORY.parent / "shared" / "corpus"))
    if not corpus.is_dir():
        print(f"no corpus in {corpus}")
        return
    truth = truths()
    old_acts = acts({name for name, _, _ in truth}, corpus)
    kinds = [read_type(path) for path in sorted((REPOSITORY / "resources" / "types").glob("*.yaml"))]
    by_id = {kind.id: kind for kind in kinds}
    recogniser = Recogniser(kinds)
    counts = {False: Counter[str](), True: Counter[str]()}
    slowest = 0.0
    for place, true in truth.items():
        if arguments.held_out and not true.held_out:
            continue
        count, old = counts[true.held_out], old_acts[place]
        started = time.perf_counter()
        found = recogniser.recognise(old)
        name = found[0].kind.id if found else "none"
        count["acts"] += 1
        count["type right"] += name in true.types
        count["type in three"] += any(f.kind.id in true.types for f in found[:3]) or (name in true.types)
        count["type false"] += name not in true.types and name != "none"
        if arguments.misses and not true.held_out and name not in true.types:
            print(f"  {place}: {name} for {true.types}")
        kind = next((by_id[t] for t in true.types if t in by_id), None)
        if kind is None or not true.values:
            slowest = max(slowest, time.perf_counter() - started)
            continue
        given = {e.champ.nom: e for e in extract(kind, old)}
        slowest = max(slowest, time.perf_counter() - started)
        for champ in kind.champs:
            value, needed = true.values.get(champ.nom, ("", False))
            one = given.get(champ.nom)
            if value == "*" or (needed and refused(champ, value)):
                continue
            good = one is not None and right(champ, one, value)
            count["needed"] += needed
            count["found"] += needed and good
            count["given"] += one is not None
            count["right"] += good
            if arguments.misses and not true.held_out and ((one and not good) or (needed and not good)):
                print(f"  {place}: {kind.id}.{champ.nom} {'wrong' if one else 'missing'}")
    for held_out, count in counts.items():
        if count:
            print(
                f"{'held out' if held_out else 'adjusted on':11} {count['acts']} acts: type right {count['type right']}"
                f" ({count['type right'] / count['acts']:.2f}), in the first three {count['type in three']},"
                f" false {count['type false']}; values right among given {count['right']}/{count['given']}"
                f" ({count['right'] / max(1, count['given']):.2f}), found among true {count['found']}/{count['needed']}"
                f" ({count['found'] / max(1, count['needed']):.2f})"
            )
    print(f"slowest act {slowest * 1000:.0f} ms")


if __name__ == "__main__":
    main()
