"""What the package costs a PC, measured against what was promised: writes `docs/budgets.md`.

    .venv/bin/python packaging/livraison/budgets.py --deb F.deb [--autonome F.run] [--modele F.gguf]

The package is unpacked and run on this machine, on a screen that nobody looks at. A cold start is one after the files of
the package were put out of the memory of the system. The window is usable once it is drawn and its process at rest for
half a second, which is not counted.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from composants import ROOT
from epreuve import default_model
from machine import SCREEN_SIZE
from racines import output

TRIES = 3
COLOURS_OF_A_WINDOW = 20
DISPLAY = ":17"
WINDOW = 250  # Mo
SCAN = 80  # Mo more while a scan is recognised: Tesseract, and the process that draws the page for it


@dataclass(frozen=True, slots=True)
class Budget:
    """A promise, what was measured in the same unit, and how."""

    what: str
    promised: float
    measured: float | None
    unit: str
    how: str

    @property
    def kept(self) -> bool | None:
        """Whether the promise is kept; None when it could not be measured."""
        return None if self.measured is None else self.measured <= self.promised


def forget(folder: Path) -> None:
    """Put the files of a folder out of the memory of the system, as after the PC was started."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


class Screen:
    """A screen that nobody looks at."""

    def __init__(self, folder: Path) -> None:
        width, height = SCREEN_SIZE
        size = f"{width}x{height}x24"
        command = ["Xvfb", DISPLAY, "-screen", "0", size, "-fbdir", str(folder), "-nolisten", "tcp", "-noreset"]
        self._buffer = folder / "Xvfb_screen0"
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        socket = Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}")  # noqa: S108
        while not (socket.exists() and self._buffer.exists()):
            if self._process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"L'écran {DISPLAY} ne s'est pas allumé : un autre Xvfb l'occupe peut-être.")
            time.sleep(0.05)

    def shows_a_window(self) -> bool:
        """Whether more is drawn than a bare screen: one point in fifty is enough, and leaves the processor to the window."""
        points = memoryview(self._buffer.read_bytes()).cast("I")[::50]
        return len(set(points)) > COLOURS_OF_A_WINDOW

    def close(self) -> None:
        """Put it out."""
        self._process.terminate()
        self._process.wait()


@contextmanager
def opened(program: Path, space: Path, home: Path) -> Iterator[psutil.Process]:
    """The window on a workspace, closed at the end with all that it started."""
    environment = {"HOME": str(home), "DISPLAY": DISPLAY, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    command = [str(program), "--espace", str(space)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@dataclass(frozen=True, slots=True)
class Opening:
    """A window that was opened: seconds until it was drawn, until it was at rest; Mo while it read the fund, then with nothing left to read."""

    drawn: float
    at_rest: float
    memory_reading: float
    memory: float


def open_once(program: Path, space: Path, home: Path, screen: Screen) -> Opening:
    """Open the window, wait until the documents that nobody had read are read, and close it."""
    began = time.monotonic()
    with opened(program, space, home) as process:
        while not screen.shows_a_window():
            if time.monotonic() - began > 60:
                raise SystemExit("La fenêtre ne s'est pas affichée en une minute.")
            time.sleep(0.02)
        drawn = time.monotonic() - began
        quiet_since, used = time.monotonic(), _processor(process)
        while time.monotonic() - quiet_since < 0.5:  # half a second of processor at rest: it answers
            time.sleep(0.05)
            now = _processor(process)
            if now - used > 0.03:
                quiet_since, used = time.monotonic(), now
        at_rest = max(drawn, quiet_since - began)
        reading = memory = memory_mb(process)
        alone_since = time.monotonic()
        while time.monotonic() - alone_since < 2:  # two seconds without a child: nothing is being read
            if time.monotonic() - began > 120:
                raise SystemExit("La fenêtre lit encore des documents après deux minutes.")
            time.sleep(0.1)
            if process.children():
                alone_since = time.monotonic()
            memory = memory_mb(process)
            reading = max(reading, memory)
    while screen.shows_a_window():
        time.sleep(0.05)
    return Opening(drawn, at_rest, reading, memory)


def _processor(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def memory_mb(process: psutil.Process) -> float:
    """Memory of a process and of its children, shared pages divided between those who share them (PSS), in Mo."""
    everyone = [process, *process.children(recursive=True)]
    return float(sum(one.memory_full_info().pss for one in everyone)) / 1e6


def peak_with_model(console: Path, home: Path, space: Path) -> float:
    """The most memory taken, all processes together, while the assistant writes (Mo)."""
    environment = {"HOME": str(home), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    notes = (Path(__file__).parent / "notes_cinq_phrases.txt").read_text(encoding="utf-8")
    purpose = "Réfection de la toiture de l'école"
    command = [str(console), "reformuler", "--tache", "expose", "--objet", purpose, "--espace", str(space)]
    with tempfile.TemporaryFile("w+") as given:
        given.write(notes)
        given.seek(0)
        running = subprocess.Popen(command, env=environment, stdin=given, stdout=subprocess.DEVNULL)
        process, peak = psutil.Process(running.pid), 0.0
        while running.poll() is None:
            try:
                peak = max(peak, memory_mb(process))
            except psutil.NoSuchProcess:
                continue
            time.sleep(0.25)
    if running.returncode != 0:
        raise SystemExit(f"L'assistant n'a pas écrit (fin {running.returncode}).")
    return peak


def measure(package: Path, alone: Path | None, model: Path | None, work: Path) -> list[Budget]:
    """Every budget, on this machine."""
    tree = work / "arbre"
    output("dpkg-deb", "--extract", package, tree)
    files = [path for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    window, console = _program(tree, "secretaire"), _program(tree, "secretaire-console")
    home, space = work / "compte", work / "compte" / "commune"
    home.mkdir()
    environment = {"HOME": str(home), "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    subprocess.run([str(console), "demo", str(space)], env=environment, check=True, stdout=subprocess.DEVNULL)
    screen_folder = work / "ecran"
    screen_folder.mkdir()
    screen = Screen(screen_folder)
    cold = []
    for _ in range(TRIES):
        forget(tree)
        cold.append(open_once(window, space, home, screen))
    warm = [open_once(window, space, home, screen) for _ in range(TRIES)]
    screen.close()
    openings = [*cold, *warm]
    with_model = None
    if model is not None:
        subprocess.run(
            [str(console), "modele", "importer", str(model)], env=environment, check=True, stdout=subprocess.DEVNULL
        )
        with_model = peak_with_model(console, home, space)
    budgets = [
        Budget("Paquet .deb, sans le modèle", 200, package.stat().st_size / 1e6, "Mo", "taille du fichier"),
        Budget(
            "Installé, sans le modèle", 450, sum(p.stat().st_size for p in files) / 1e6, "Mo", f"{len(files)} fichiers"
        ),
        _seconds("Fenêtre dessinée, à froid", [one.drawn for one in cold]),
        _seconds("Fenêtre dessinée et au repos, à froid", [one.at_rest for one in cold]),
        _seconds("Fenêtre dessinée et au repos, à chaud", [one.at_rest for one in warm]),
        _memory("Mémoire, fenêtre ouverte, sans le modèle", WINDOW, [one.memory for one in openings]),
        _memory("La même, le temps de reconnaître un scan", WINDOW + SCAN, [one.memory_reading for one in openings]),
        Budget(
            "Mémoire, l'assistant de 1,5 milliard écrit", 1900, with_model, "Mo", "PSS de tous les processus, pointe"
        ),
    ]
    if alone is not None:
        budgets.insert(
            1,
            Budget(
                "Fichier qui s'installe seul, sans le modèle",
                200,
                alone.stat().st_size / 1e6,
                "Mo",
                "taille du fichier",
            ),
        )
    return budgets


def _seconds(what: str, values: list[float]) -> Budget:
    return Budget(what, 2, statistics.median(values), "s", f"médiane de {len(values)} ({_all(values)})")


def _memory(what: str, promised: float, values: list[float]) -> Budget:
    return Budget(what, promised, max(values), "Mo", f"PSS de tous les processus, pire de {len(values)}")


def _all(values: list[float]) -> str:
    return " ; ".join(f"{value:.1f}".replace(".", ",") for value in values)


def _program(tree: Path, name: str) -> Path:
    found = [p for p in tree.rglob(name) if p.is_file() and (p.parent / "_internal").is_dir()]
    if len(found) != 1:
        raise SystemExit(f"{len(found)} programmes « {name} » dans le paquet.")
    return found[0]


def page(budgets: list[Budget], package: Path) -> str:
    """The page of the documentation."""
    words = {True: "tenu", False: "**dépassé**", None: "non mesuré"}
    version = output("dpkg-deb", "--field", package, "Version").strip()
    load = os.getloadavg()[0]
    lines = [
        "# Ce que Secrétaire coûte à un poste",
        "",
        f"Fait par `packaging/livraison/budgets.py` sur le paquet {version} ; ne pas modifier à la main. "
        f"Poste de mesure : {os.cpu_count()} cœurs, {psutil.virtual_memory().total / 1e9:.0f} Go, {platform.system()}, "
        f"charge moyenne {load:.1f} pendant la mesure"
        + (" (**poste occupé à autre chose** : les temps sont majorés)." if load > 1.5 else "."),
        "",
        "« À froid » : les fichiers du paquet viennent d'être retirés de la mémoire du système. « Au repos » : le programme ne calcule",
        "plus depuis une demi-seconde, qui n'est pas comptée ; la fenêtre répond avant.",
        "",
        f"La fenêtre ouverte tient dans {WINDOW} Mo. Le temps de reconnaître un scan, elle les dépasse : Tesseract et le processus qui",
        f"dessine la page pour lui sont des processus de plus, à qui {SCAN} Mo sont admis ; ils s'arrêtent une fois le fonds lu.",
        "",
        "| Quoi | Promis | Mesuré | | Comment |",
        "|---|---|---|---|---|",
    ]
    for budget in budgets:
        seen = (
            "—"
            if budget.measured is None
            else f"{budget.measured:.{1 if budget.unit == 's' else 0}f} {budget.unit}".replace(".", ",")
        )
        lines.append(
            f"| {budget.what} | {budget.promised:.0f} {budget.unit} | {seen} | {words[budget.kept]} | {budget.how} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deb", type=Path, required=True)
    parser.add_argument("--autonome", type=Path)
    parser.add_argument("--modele", type=Path, default=default_model())
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "budgets.md")
    parser.add_argument("--sans-modele", action="store_true", help="ne pas mesurer l'assistant (il est long)")
    asked = parser.parse_args()
    if shutil.which("Xvfb") is None:
        raise SystemExit("Xvfb manque : sudo apt install xvfb.")
    with tempfile.TemporaryDirectory(prefix="budgets-") as work:
        budgets = measure(asked.deb, asked.autonome, None if asked.sans_modele else asked.modele, Path(work))
    asked.page.write_text(page(budgets, asked.deb), encoding="utf-8")
    print(asked.page.read_text(encoding="utf-8"))
    raise SystemExit(1 if any(budget.kept is False for budget in budgets) else 0)


if __name__ == "__main__":
    main()
