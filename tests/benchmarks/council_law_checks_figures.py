"""Print how long the embedded lists take to load and a text to check. Not a test: nothing is asserted."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from secretaire.checks.run import check_plain_text
from secretaire.council.communes import CommuneList, load_communes
from secretaire.law.snapshot import SNAPSHOT_FILES, Snapshot, load_snapshot

T = TypeVar("T")
RESOURCES = Path(__file__).parents[2] / "resources"
ACT = (
    "Vu le code général des collectivités territoriales, notamment ses articles L. 2121-29 et L. 2311-7,\n"
    "Vu la loi n° 84-53 du 26 janvier 1984, notamment son article 34,\n"
    "Considérant que le devis de 12 400,00 € a été reçu le 12 mars 2026,\n"
    "Le conseil municipal, après en avoir délibéré, à l'unanimité, DÉCIDE :\n"
) * 10


def timed(label: str, job: Callable[[], T]) -> T:
    start = perf_counter()
    result = job()
    print(f"{label:45} {(perf_counter() - start) * 1000:8.1f} ms")
    return result


def communes() -> CommuneList:
    with gzip.open(RESOURCES / "communes" / "communes.csv.gz", "rb") as stream:
        return load_communes(stream)


def snapshot() -> Snapshot:
    with ExitStack() as stack:
        return load_snapshot(*(stack.enter_context((RESOURCES / "droit" / name).open("rb")) for name in SNAPSHOT_FILES))


if __name__ == "__main__":
    found = timed("list of communes", communes)
    timed("first search by name", lambda: found.find("Aubigny"))
    timed("near names", lambda: found.find("Montpelier"))
    law = timed("legal snapshot", snapshot)
    timed(f"checks on {len(ACT)} characters", lambda: check_plain_text(ACT, law, date(2026, 11, 22)))
