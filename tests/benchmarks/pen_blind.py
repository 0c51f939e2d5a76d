"""Texts of the pen beside texts written by people, to be read blind.

    python tests/benchmarks/pen_blind.py feuille OUT.jsonl FEUILLE.md     (OUT of pen.py: a sheet, sides drawn by lot)
    python tests/benchmarks/pen_blind.py compter OUT.jsonl AVIS.csv       (numero;a;b with oui or non: « I would send it as it is »)

The draw depends on the place of each example only: the key is not written anywhere.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from pathlib import Path


def pen_is_first(place: str) -> bool:
    """Which side the pen's text is on."""
    return hashlib.sha256(place.encode()).digest()[0] % 2 == 0


def rows(file: Path) -> list[dict[str, object]]:
    """The texts that were shown, in order."""
    return [r for r in map(json.loads, file.read_text(encoding="utf-8").splitlines()) if r["montre"]]


def sheet(shown: list[dict[str, object]]) -> str:
    """Notes, then two texts."""
    parts = []
    for number, row in enumerate(shown, 1):
        sides = [row["texte"], row["reference"]]
        if not pen_is_first(str(row["place"])):
            sides.reverse()
        notes = "\n".join(f"- {note}" for note in row["notes"])  # type: ignore[attr-defined]
        parts.append(
            f"## {number} · {row['tache']} · {row['objet']}\n\n{notes}\n\n**A** {sides[0]}\n\n**B** {sides[1]}\n"
        )
    return "\n".join(parts)


def main() -> None:
    """Write the sheet, or count the opinions."""
    action, out, other = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    shown = rows(out)
    if action == "feuille":
        other.write_text(sheet(shown), encoding="utf-8")
        return
    pen = people = 0
    for line in csv.DictReader(other.open(encoding="utf-8"), delimiter=";"):
        first = pen_is_first(str(shown[int(line["numero"]) - 1]["place"]))
        pen += line["a" if first else "b"] == "oui"
        people += line["b" if first else "a"] == "oui"
    print(
        f"à envoyer tel quel : la plume {pen / len(shown):.0%}, les références {people / len(shown):.0%}, {len(shown)} textes"
    )


if __name__ == "__main__":
    main()
