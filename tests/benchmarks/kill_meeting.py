"""Kill the application at random instants during a meeting: is every acknowledged gesture there, and its act in step?

    python tests/benchmarks/kill_meeting.py [--fois 100]

A child makes gestures one after the other (arrivals, votes, notes) and says the number of each once `desk.meeting.change`
returned. It is killed with SIGKILL; then the space is opened as the window does. Nothing acknowledged may be missing: the
course is that of the last number said, or of the next one, kept but not said yet.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

import keyring  # noqa: E402
from memory_keyring import MemoryKeyring  # noqa: E402

from secretaire.acts.act import Role  # noqa: E402
from secretaire.council import happenings as h  # noqa: E402
from secretaire.council.ballots import vote_of  # noqa: E402
from secretaire.council.commune import Commune  # noqa: E402
from secretaire.council.course import ByName, Course, Mouvement, Sens  # noqa: E402
from secretaire.council.roster import Elu  # noqa: E402
from secretaire.desk import meeting, seances, writing  # noqa: E402
from secretaire.desk.office import Office, create_space, fund_rules  # noqa: E402
from secretaire.drafting.act_types.catalogue import TypesCatalogue  # noqa: E402
from secretaire.fund.fund import Fund  # noqa: E402
from secretaire.store.workspace import Workspace  # noqa: E402

MEMBERS = range(1, 12)
LATE = Mouvement(8, Sens.ARRIVEE, dt.time(20, 50), 1)
LONGEST_LIFE_S = 0.6


def main() -> None:
    """Print what survived; ends with an error when something did not."""
    options = argparse.ArgumentParser()
    options.add_argument("--fois", type=int, default=100)
    arguments = options.parse_args()
    keyring.set_keyring(MemoryKeyring())
    chance = random.Random(0)
    outcomes: Counter[str] = Counter()
    gestures: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SECRETAIRE_DONNEES"] = str(Path(folder) / "donnees")
        types, first = prepared(Path(folder) / "espace")
        number = 0
        for _ in range(arguments.fois):
            said = killed_child(Path(folder) / "espace", types, number, chance.uniform(0.0, LONGEST_LIFE_S), gestures)
            number, outcome = survival(Path(folder) / "espace", types, first, said)
            outcomes[outcome] += 1
    times = f"médiane {1000 * statistics.median(gestures):.0f} ms" if gestures else "aucun geste"
    print(f"{arguments.fois} arrêts brutaux, {number} gestes gardés ({times} par geste) : {dict(outcomes)}")
    if set(outcomes) - {"gardé", "gardé, un de plus"}:
        raise SystemExit(1)


def prepared(folder: Path) -> tuple[TypesCatalogue, Course]:
    """A meeting just opened, an act on its first point."""
    commune = Commune(
        "00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", lieu_seance="mairie"
    )
    office = create_space(folder, commune)
    office.workspace.roster.replace_all(
        [Elu(0, "M.", f"Nom{n}", "Paul", "maire" if n == 1 else "conseiller", n) for n in MEMBERS]
    )
    seances.create_seance(office, dt.date(2026, 12, 18), dt.time(20, 30), "mairie", dt.date(2026, 12, 10))
    writing.start_draft(office, "tarifs_salle", {}, author="Claire", seance_id=1)
    opened = partial(h.open_meeting, heure=dt.time(20, 30), presents=range(1, 8), secretaire=2)
    course = meeting.change(office, 1, opened, "Claire")
    office.close()
    return office.types, course


def gesture(number: int) -> meeting.Gesture:
    """The gesture of that number: six of them come back to the beginning, the notes apart."""
    match number % 6:
        case 0:
            return partial(h.arrive, elu=LATE.elu, heure=LATE.heure, avant=LATE.avant)
        case 1 | 5:
            return partial(h.note, point_id=1, notes=f"ligne {number}")
        case 2:
            return partial(h.record_by_name, point_id=1, ballot=ByName(contre=(2, 8)))
        case 3:
            return partial(h.reopen, point_id=1)
        case _:
            return partial(h.forget, mouvement=LATE)


def killed_child(folder: Path, types: TypesCatalogue, first: int, seconds: float, gestures: list[float]) -> int:
    """Let a child make gestures for so long after its first; returns how many are acknowledged since the beginning."""
    reading, writing_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        hold_for_ever(folder, types, first, writing_end)
    os.close(writing_end)
    with os.fdopen(reading, "rb", buffering=0) as said:
        received = said.read(64) or b""
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := said.read(4096):
            received += more
    lines = [line.split() for line in received[: received.rfind(b"\n") + 1].decode().splitlines()]
    gestures += [float(took) for _, took in lines]
    return int(lines[-1][0])


def hold_for_ever(folder: Path, types: TypesCatalogue, number: int, said: int) -> None:
    """Make gestures and acknowledge each."""
    office = opened(folder, types)
    while True:
        start = time.perf_counter()
        meeting.change(office, 1, gesture(number), "Claire")
        number += 1
        os.write(said, f"{number} {time.perf_counter() - start:.4f}\n".encode())


def opened(folder: Path, types: TypesCatalogue) -> Office:
    workspace = Workspace.open(folder)
    return Office(workspace, Fund(folder, fund_rules(), workspace.corrections), types)


def survival(folder: Path, types: TypesCatalogue, first: Course, said: int) -> tuple[int, str]:
    """How many gestures are kept, and whether all that was said is, the act and the journal with it."""
    office = opened(folder, types)
    try:
        with office.workspace.writing() as db:
            if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                return said, "fichier abîmé"
        kept = meeting.course_of(office, 1)
        expected = {number: after(first, number) for number in (said, said + 1)}
        number = next((n for n, course in expected.items() if course == kept), None)
        if number is None:
            return said, "perdu"
        act = writing.get_act(office, str(kept.points[0].act_id))
        vote = vote_of(kept, 1, MEMBERS, office.workspace.roster.get())
        written = "par 6 voix pour" in act.section(Role.VOTE).text.replace("\u00a0", " ")
        if office.workspace.seances.vote(act.id) != vote or written is not (vote is not None):
            return number, "acte en désaccord"
        if not office.workspace.journal.verify().intact:
            return number, "journal rompu"
        return number, "gardé" if number == said else "gardé, un de plus"
    finally:
        office.close()


def after(first: Course, number: int) -> Course:
    """The course after so many gestures, worked out apart."""
    course = first
    for done in range(max(0, number - 12 - number % 6), number):
        course = gesture(done)(course, MEMBERS)
    return course


if __name__ == "__main__":
    main()
