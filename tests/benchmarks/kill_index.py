"""Kill an indexing at random instants: does the index open, and is what was acknowledged there?

    python tests/benchmarks/kill_index.py [--fois 200]

A child adds acts one after the other, indexes each, and says its number once it is indexed. It is killed with
SIGKILL; then the index is opened as a search does, and every act that was acknowledged is searched.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests" / "files")]

from test_fund_index import opened  # noqa: E402


def main() -> None:
    """Print what survived; ends with an error when something did not."""
    options = argparse.ArgumentParser()
    options.add_argument("--fois", type=int, default=200)
    options.add_argument("--enfant", type=Path)
    options.add_argument("--depuis", type=int, default=0)
    arguments = options.parse_args()
    if arguments.enfant:
        index_for_ever(arguments.enfant, arguments.depuis)
    chance = random.Random(0)
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        acknowledged = 0
        for _ in range(arguments.fois):
            acknowledged = max(acknowledged, killed_child(Path(folder), acknowledged, chance.uniform(0.0, 0.6)))
            outcomes[survival(Path(folder), acknowledged, chance)] += 1
    print(f"{arguments.fois} arrêts brutaux, {acknowledged} actes confirmés : {dict(outcomes)}")
    if set(outcomes) - {"ouvert, complet"}:
        raise SystemExit(1)


def index_for_ever(folder: Path, first: int) -> None:
    """Add, index, acknowledge."""
    small = opened(folder)
    small.index.update()
    print("prêt", flush=True)
    for number in range(first, 10**9):
        small.add(f"acte{number}.txt", f"Convention unique{number} pour la voirie de la commune.")
        small.index.update()
        print(number, flush=True)


def killed_child(folder: Path, first: int, seconds: float) -> int:
    """Let a child work for so long once it is ready; returns how many acts are acknowledged."""
    command = [sys.executable, __file__, "--enfant", str(folder), "--depuis", str(first)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    if child.stdout is None:
        raise SystemExit("pas de sortie")
    child.stdout.readline()
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    lines = child.stdout.read().split()
    child.wait()
    child.stdout.close()
    return int(lines[-1]) + 1 if lines else first


def survival(folder: Path, acknowledged: int, chance: random.Random) -> str:
    """What became of the index."""
    small = opened(folder)
    try:
        problem = small.index.problem()
        if problem is not None:
            return f"à refaire : {problem}"
        numbers = {acknowledged - 1, *(chance.randrange(acknowledged) for _ in range(5))} if acknowledged else set()
        missing = [number for number in numbers if small.names(f"unique{number} ") != [f"acte{number}.txt"]]
        return f"perdus : {missing}" if missing else "ouvert, complet"
    finally:
        small.index.close()
        small.catalogue.close()


if __name__ == "__main__":
    main()
