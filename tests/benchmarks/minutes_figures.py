"""Time of the procès-verbal of the fictional meeting (12 points, 11 councillors), from the last vote to the document.

python tests/benchmarks/minutes_figures.py               without the assistant
python tests/benchmarks/minutes_figures.py --assistant   the one installed on this PC writes every point that has notes

Wall time and processor time; that of the engine counts: it is a child process. On a PC that does nothing else, wall time
is about the processor time divided by the number of cores.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import keyring
from held_meeting import AUTHOR, hold, new_office
from memory_keyring import MemoryKeyring

from secretaire.desk import assistant, exporting_papers, minutes, minutes_pen
from secretaire.desk.office import Office, open_space
from secretaire.drafting.pen.tasks import load_plume
from secretaire.exchange.delivery import without_printer
from secretaire.store.locations import models_folder

Made = TypeVar("Made")


def timed(name: str, run: Callable[[], Made]) -> Made:
    wall, processor = time.perf_counter(), time.process_time()
    made = run()
    spent = time.process_time() - processor
    print(f"{name:<44} {time.perf_counter() - wall:6.2f} s  processor {spent:6.2f} s", flush=True)
    return made


def write_points(office: Office) -> None:
    """Every point that has notes: proposed, then taken when the checks let it."""
    print("assistant:", assistant.assistant_state().model_name)
    for point in minutes_pen.points_to_write(office, 1):
        proposal = timed(f"point {point} proposed", partial(minutes_pen.propose, office, 1, point))
        print("   notes:", " / ".join(proposal.notes))
        print("   text: ", proposal.text.replace("\n", " / "))
        print("   taken:", "yes" if proposal.acceptable else "no", *proposal.reasons)
        if proposal.acceptable:
            timed(f"point {point} taken", partial(minutes_pen.accept_proposal, office, 1, proposal.id, AUTHOR))


def main() -> None:
    """Hold the meeting, then time what follows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--assistant", action="store_true")
    parser.add_argument("--sortie", type=Path, help="folder where the documents are kept")
    options = parser.parse_args()
    keyring.set_keyring(MemoryKeyring())
    installed = models_folder()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SECRETAIRE_DONNEES"] = str(folder / "donnees")
        if options.assistant:
            (folder / "donnees").mkdir()
            models_folder().symlink_to(installed)
        office = new_office(folder / "espace")
        hold(office)
        office.close()
        load_plume.cache_clear()  # as when the application has just started
        office = open_space(folder / "espace")
        begun = time.perf_counter()
        processor = time.process_time()
        timed("first assembly (reads the pen's resources)", lambda: minutes.minutes_of(office, 1))
        timed("assembly", lambda: minutes.minutes_of(office, 1))
        if options.assistant:
            write_points(office)
        for export in (
            exporting_papers.export_minutes,
            exporting_papers.export_examined,
            exporting_papers.export_sendings,
            exporting_papers.export_publications,
        ):
            target = (options.sortie or folder) / f"{export.__name__}.docx"
            timed(f"{export.__name__} (DOCX)", partial(export, office, 1, target, printer=without_printer))
        wall, processor = time.perf_counter() - begun, time.process_time() - processor
        office.close()
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        engine = children.ru_utime + children.ru_stime if options.assistant else 0.0
        print(f"{'all':<44} {wall:6.2f} s  processor {processor:6.2f} s  engine {engine:6.2f} s")


if __name__ == "__main__":
    main()
