"""What a vault costs: opening and closing, size, memory; and closings stopped by `kill -9`.

python tests/benchmarks/vault_figures.py [--mo 50 500] [--arrets 50]

Nine documents out of ten are random bytes (scans, which pack no more), one is text. Each figure is of one run, on the PC that it names nothing of.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from secretaire.council.commune import Commune
from secretaire.desk.communes import the_commune
from secretaire.store.age_file import Keys
from secretaire.store.vault import close_vault, create_vault, in_clear, open_vault
from secretaire.store.vault_card import VAULT_NAME
from secretaire.store.workspace import Workspace

NOW = datetime(2026, 11, 23, tzinfo=UTC)
MO = 1_000_000
PIECE = 2 * MO
WORDS = "délibération du conseil municipal relative à la voirie communale "

CHILD = """
import sys, resource, time
from datetime import UTC, datetime
from pathlib import Path
from secretaire.store import vault
root, key, what = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
began = time.perf_counter()
opened = vault.open_vault(root / "coffre", root / "poste", key)
between = time.perf_counter()
print("ouvert", flush=True)
if what == "fermer":
    vault.close_vault(opened, key, now=datetime.now(UTC))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{between - began:.2f} {time.perf_counter() - between:.2f} {peak / 1000:.0f}", flush=True)
else:
    opened.release()
"""


def space(folder: Path, commune: Commune, size: int) -> None:
    """A workspace with documents of that many bytes."""
    with Workspace.create(folder, commune) as made:
        made.settings.put("essai", 0)
    joined = folder / "jointes"
    joined.mkdir(exist_ok=True)
    drawn = random.Random(1)
    for rank in range(size // PIECE):
        text = (WORDS.encode() * (PIECE // len(WORDS.encode()) + 1))[:PIECE]
        content = text if rank % 10 == 9 else drawn.randbytes(PIECE)
        (joined / f"{rank:05}.pdf").write_bytes(content)


def child(root: Path, key: str, what: str) -> subprocess.Popen[str]:
    """Another process, whose memory is its own and which can be killed."""
    return subprocess.Popen([sys.executable, "-c", CHILD, str(root), key, what], stdout=subprocess.PIPE, text=True)


def figures(commune: Commune, size: int) -> None:
    """One workspace: made, opened, closed."""
    with tempfile.TemporaryDirectory() as made:
        root, keys = Path(made), Keys.draw()
        space(root / "clair", commune, size)
        began = time.perf_counter()
        create_vault(root / "clair", root / "coffre", root / "poste", keys, now=NOW)
        creating = time.perf_counter() - began
        before = sum(path.stat().st_size for path in (root / "clair").rglob("*") if path.is_file())
        shutil.rmtree(root / "clair")
        opening, closing, peak = child(root, keys.session, "fermer").communicate()[0].splitlines()[-1].split()
        after = (root / "coffre" / VAULT_NAME).stat().st_size
        print(
            f"{before / MO:.0f} Mo : coffre {after / MO:.0f} Mo ; faire {creating:.1f} s, ouvrir {opening} s, fermer {closing} s ; "
            f"mémoire la plus haute {peak} Mo"
        )


def stops(commune: Commune, times: int, size: int) -> None:
    """Write, close, be killed at any moment, open again: what was written is there."""
    lost = damaged = killed = clear = rank = 0
    drawn = random.Random(2)
    with tempfile.TemporaryDirectory() as made:
        root, keys = Path(made), Keys.draw()
        space(root / "clair", commune, size)
        create_vault(root / "clair", root / "coffre", root / "poste", keys, now=NOW)
        whole = float(child(root, keys.session, "fermer").communicate()[0].split()[2])
        while killed < times:
            rank += 1
            opened = open_vault(root / "coffre", root / "poste", keys.session)
            with Workspace.open(opened.work) as at_work:
                at_work.settings.put("essai", rank)
            opened.release()
            running = child(root, keys.session, "fermer")
            assert running.stdout is not None
            running.stdout.readline()  # open: from here it closes
            time.sleep(drawn.uniform(0, 0.9 * whole))
            running.send_signal(signal.SIGKILL)
            killed += running.wait() == -signal.SIGKILL
            clear += in_clear(root / "poste")
            again = open_vault(root / "coffre", root / "poste", keys.session)
            with Workspace.open(again.work) as found:
                lost += found.settings.get("essai") != rank
                damaged += not found.journal.verify().intact
            close_vault(again, keys.session, now=NOW)
    print(
        f"{rank} fermetures, {killed} arrêtées en route ({clear} laissées en clair, reprises) : {lost} perdues, {damaged} abîmées"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--mo", type=int, nargs="*", default=[50, 500])
    parser.add_argument("--arrets", type=int, default=50)
    options = parser.parse_args()
    os.environ["SECRETAIRE_DONNEES"] = tempfile.mkdtemp()
    import keyring
    from memory_keyring import MemoryKeyring

    keyring.set_keyring(MemoryKeyring())
    commune = the_commune("61339")
    for size in options.mo:
        figures(commune, size * MO)
    if options.arrets:
        stops(commune, options.arrets, 20 * MO)
    print(f"mémoire de ce programme : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} Mo")


if __name__ == "__main__":
    main()
