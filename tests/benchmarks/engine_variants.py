"""What each processor library of the packaged engine reads and writes on this PC, in tokens a second.

    python tests/benchmarks/engine_variants.py MODEL.gguf [--roue ROUE.whl ...] [--fils 2] [--tours 3] [--seulement haswell x64]

Several wheels (with and without OpenMP) are measured turn by turn, so that what else the PC does weighs alike on each.
Each figure is the best of its turns: a busy PC only takes away. « processeur » counts the time the processor gave, which
says what a library is worth even on a busy PC: with one thread (`--fils 1`), where nobody waits for another.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TEXT = "Le conseil municipal, réuni en séance ordinaire, délibère sur la réfection de la toiture de l'école. " * 12
READ, WRITTEN = 128, 24


def packaged_wheels() -> list[Path]:
    module = importlib.util.spec_from_file_location("construire", ROOT / "packaging" / "moteur" / "construire.py")
    if module is None or module.loader is None:
        raise SystemExit("packaging/moteur/construire.py manque")
    loaded = importlib.util.module_from_spec(module)
    module.loader.exec_module(loaded)
    return sorted(loaded.default_folder().glob("llama_cpp_python-*.whl"))


def measure_one(model: Path, name: str, threads: int) -> dict[str, float]:
    """In a process of its own: load one library, read, write."""
    from secretaire.drafting.engine.variants import library_folder, load, runnable

    load(next(variant for variant in runnable(library_folder()) if variant.name == name))
    import llama_cpp

    llm: Any = llama_cpp.Llama(
        str(model), n_ctx=512, n_batch=READ, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    tokens = llm.tokenize(TEXT.encode())[:READ]
    llm.eval(tokens[:8])  # the file is mapped: its first reading is of the disk
    llm.reset()
    begun = _clocks()
    llm.eval(tokens)
    read = _clocks()
    for _ in range(WRITTEN):
        llm.eval([llm.sample(temp=0.0)])
    done = _clocks()
    llm.close()
    (wall_read, cpu_read), (wall_written, cpu_written) = (
        (end[0] - start[0], (end[1] - start[1]) / threads) for start, end in ((begun, read), (read, done))
    )
    return {
        "lecture": READ / wall_read,
        "ecriture": WRITTEN / wall_written,
        "lecture_processeur": READ / cpu_read,
        "ecriture_processeur": WRITTEN / cpu_written,
    }


def _clocks() -> tuple[float, float]:
    return time.monotonic(), time.process_time()


def in_a_process(site: Path, *arguments: str) -> Any:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, __file__, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modele", type=Path)
    parser.add_argument("--roue", type=Path, nargs="+", default=packaged_wheels())
    parser.add_argument("--fils", type=int, default=2)
    parser.add_argument("--tours", type=int, default=3)
    parser.add_argument("--seulement", nargs="+", help="ces bibliothèques seulement")
    parser.add_argument("--une", help=argparse.SUPPRESS)
    parser.add_argument("--lister", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.lister:
        from secretaire.drafting.engine.variants import library_folder, runnable

        print(json.dumps([variant.name for variant in runnable(library_folder())]))
        return
    if options.une:
        print(json.dumps(measure_one(options.modele, options.une, options.fils)))
        return
    best: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    model = str(options.modele.resolve())
    with tempfile.TemporaryDirectory() as folder:
        sites = {
            f"{wheel.parent.name}/{wheel.name}": Path(folder) / str(rank) for rank, wheel in enumerate(options.roue)
        }
        for wheel, site in zip(options.roue, sites.values(), strict=True):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(site)
        for _ in range(options.tours):
            for label, site in sites.items():
                for name in in_a_process(site, model, "--lister"):
                    if options.seulement and name not in options.seulement:
                        continue
                    found = in_a_process(site, model, "--une", name, "--fils", str(options.fils))
                    kept = best[label, name]
                    kept.update({what: max(kept.get(what, 0.0), value) for what, value in found.items()})
    for (label, name), figures in best.items():
        print(
            f"{label.split('/')[0]:12} {name:15} lit {figures['lecture']:6.1f} j/s (processeur {figures['lecture_processeur']:6.1f}), "
            f"écrit {figures['ecriture']:5.1f} j/s (processeur {figures['ecriture_processeur']:5.1f})"
        )


if __name__ == "__main__":
    main()
