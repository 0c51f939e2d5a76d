"""The whole trade once, on the fictional commune, in a process of its own that others watch (see `offline_proof`)."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from secretaire.acts.act import State
from secretaire.desk import assistant, exporting, finding, journal, writing
from secretaire.desk.checking import check_act
from secretaire.desk.demo import create_demo
from secretaire.desk.files import parse_notes
from secretaire.desk.office import Office
from secretaire.desk.resources import resources
from secretaire.errors import ModelUnavailable
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import without_printer

_SUBJECT = "Demande de subvention pour la réfection de la toiture de l'école"
_QUESTION = "toiture école"
_T = TypeVar("_T")


def main(folder: Path) -> None:
    """Do everything in `folder`; one JSON line for each step: its French name, seconds."""
    with_pen = _step("Notes mises en phrases par l'assistant, s'il est installé", _write_with_the_pen)
    _say({"modele": with_pen})
    os.environ["SECRETAIRE_DONNEES"] = str(folder / "donnees")  # the PC keeps its own last workspace
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"  # and the keyring no key of a fiction
    office = _step(
        "Lecture des documents, rédaction de plusieurs actes, relecture, approbation par le maire (commune fictive)",
        lambda: create_demo(folder / "espace", lambda _words: None),
    )
    try:
        _step("Recherche dans les documents", lambda: _search(office))
        acts = writing.list_acts(office)
        _step("Contrôles de chaque acte", lambda: [check_act(office, writing.get_act(office, a.id)) for a in acts])
        approved = next(a for a in acts if a.state is State.APPROUVE)
        _step(
            "Écriture d'un document définitif",
            lambda: exporting.export_act(
                office, approved.id, folder / "acte.docx", Copy.DEFINITIF, printer=without_printer
            ),
        )
        _step("Vérification du journal des décisions", lambda: journal.journal_report(office))
    finally:
        office.close()


def _search(office: Office) -> None:
    if not finding.search(office, _QUESTION).results:
        raise RuntimeError("nothing was found: the run did not read what it should")


def _write_with_the_pen() -> str:
    """The name of the model that wrote; empty when this PC has none or works without."""
    notes = parse_notes((resources() / "demo" / "notes_detr.txt").read_bytes())
    try:
        return assistant.rephrase("expose", _SUBJECT, notes, seed=1).model_name
    except ModelUnavailable:
        return ""


def _step(name: str, work: Callable[[], _T]) -> _T:
    began = time.perf_counter()
    done = work()
    _say({"etape": name, "secondes": round(time.perf_counter() - began, 1)})
    return done


def _say(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
