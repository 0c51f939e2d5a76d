"""Time of the procès-verbal of the fictional meeting (12 points, 11 councillors), without the model.

python tests/benchmarks/minutes_figures.py        wall time and processor time, from the space just opened to the DOCX
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import keyring
from held_meeting import hold, new_office
from memory_keyring import MemoryKeyring

from secretaire.desk import exporting_papers, minutes
from secretaire.desk.office import open_space
from secretaire.drafting.pen.tasks import load_plume
from secretaire.exchange.delivery import without_printer


def timed(name: str, run: Callable[[], object]) -> float:
    wall, processor = time.perf_counter(), time.process_time()
    run()
    spent = time.process_time() - processor
    print(f"{name:<44} {time.perf_counter() - wall:6.2f} s  processor {spent:6.2f} s")
    return spent


def main() -> None:
    """Hold the meeting, then time what follows."""
    keyring.set_keyring(MemoryKeyring())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SECRETAIRE_DONNEES"] = str(folder / "donnees")
        office = new_office(folder / "espace")
        hold(office)
        office.close()
        load_plume.cache_clear()  # as when the application has just started
        office = open_space(folder / "espace")
        spent = [
            timed("first assembly (reads the pen's resources)", lambda: minutes.minutes_of(office, 1)),
            timed("assembly", lambda: minutes.minutes_of(office, 1)),
        ]
        for export in (
            exporting_papers.export_minutes,
            exporting_papers.export_examined,
            exporting_papers.export_sendings,
            exporting_papers.export_publications,
        ):
            target = folder / f"{export.__name__}.docx"

            def write(export: Callable[..., object] = export, target: Path = target) -> None:
                export(office, 1, target, printer=without_printer)

            spent.append(timed(f"{export.__name__} (DOCX)", write))
        print(f"{'all':<44}           processor {sum(spent):6.2f} s")
        office.close()


if __name__ == "__main__":
    main()
