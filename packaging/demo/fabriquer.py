"""Make the documents of the demo commune from `actes_*.yaml` and the roster (run by `make fonds-demo`).

python packaging/demo/fabriquer.py [FOLDER]        default: resources/demo/fonds
"""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ecrire import write_page
from mise_en_page import build_page
from seances import build_meeting, read_roster

HERE = Path(__file__).resolve().parent
DEMO = HERE.parent.parent / "resources" / "demo"


def read_documents() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The meetings by day, and the documents of every year."""
    meetings = yaml.safe_load((HERE / "seances.yaml").read_text(encoding="utf-8"))
    documents: list[dict[str, Any]] = []
    for path in sorted(HERE.glob("actes_*.yaml")):
        documents += yaml.safe_load(path.read_text(encoding="utf-8"))
    return meetings, documents


def make_all(folder: Path) -> list[Path]:
    """Write every document under `folder` and return their paths."""
    meetings, documents = read_documents()
    roster = read_roster(DEMO / "elus.csv")
    written = []
    for document in documents:
        day = date.fromisoformat(document["date"])
        # an arrêté or a letter has no meeting of its own: the last one tells who is in office
        held = max((d for d in meetings if d <= document["date"]), default=min(meetings))
        meeting = build_meeting(date.fromisoformat(held), meetings[held], roster)
        if document["genre"] in {"deliberation", "compte_rendu", "pv"} and meeting.day != day:
            raise ValueError(f"{document['fichier']}: no meeting on {day}")
        path = folder / document["fichier"]
        write_page(build_page(document, meeting), path)
        written.append(path)
    return written


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO / "fonds"
    if folder.exists():
        shutil.rmtree(folder)
    written = make_all(folder)
    size = sum(path.stat().st_size for path in written) / 1024
    print(f"{len(written)} documents dans {folder} ({size:.0f} Ko)")


if __name__ == "__main__":
    main()
