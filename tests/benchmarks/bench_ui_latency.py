"""How long the window is deaf: the worst gap of a 5 ms heartbeat at rest, while reading, searching, writing, generating.

    PYTHONPATH=. python tests/benchmarks/bench_ui_latency.py [FOLDER TO READ]     (default: the fund of the demo commune)

The assistant is the real one when a model is installed on this PC; otherwise a hand that writes 25 words a second.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer

from secretaire.acts.act import Role
from secretaire.desk import assistant
from secretaire.desk.assistant import AssistantState
from secretaire.desk.demo import create_demo
from secretaire.desk.files import read_fields
from secretaire.desk.resources import resources
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.ui.app import make_application, make_window
from secretaire.ui.parts.basics import Debounce
from secretaire.ui.shell.window import ACTES, FONDS, REDIGER, MainWindow

BEAT_MS = 5
COPIES = 8  # of the demo fund, so that the reading lasts
WORDS_PER_SECOND = 25
SEARCHES = ("toiture", "toiture école", "tarif salle", "décision modificative", "circulation travaux", "marché de noël")


class Heart:
    """Measures the gaps between the beats of a timer of the UI thread."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.late: list[float] = []
        self.busy: list[float] = []  # of these gaps, what the UI thread itself spent: the rest was other programs
        self._last = self._cpu = 0.0

    def __enter__(self) -> Heart:
        self._last, self._cpu = time.perf_counter(), time.thread_time()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now, cpu = time.perf_counter(), time.thread_time()
        self.late.append(max(0.0, (now - self._last) * 1000 - BEAT_MS))
        self.busy.append((cpu - self._cpu) * 1000)
        self._last, self._cpu = now, cpu

    def line(self, name: str) -> str:
        ordered = sorted(self.late)
        p99 = ordered[int(len(ordered) * 0.99)] if ordered else 0.0
        over = sum(x > 50 for x in ordered)
        return (
            f"{name:<32} worst {ordered[-1]:6.1f} ms (own work {max(self.busy):5.1f})   p99 {p99:5.1f} ms   "
            f"over 50 ms: {over} of {len(ordered)} beats"
        )


class SteadyHand:
    """Writes at the pace of the model, when there is none."""

    model_sha256 = "0" * 64

    def generate(
        self, request: GenerationRequest, on_token: Callable[[str], None], cancelled: Callable[[], bool]
    ) -> GenerationResult:
        text = f"{request.opening} la toiture de la mairie fuit et doit être refaite avant l'hiver."
        for word in text.split() * 6:
            time.sleep(1 / WORDS_PER_SECOND)
            on_token(f"{word} ")
        return GenerationResult(text, 12, 1.0, 0.1, cancelled(), True, 100, 0)

    def close(self) -> None:
        """Nothing to stop."""


def until(done: Callable[[], bool]) -> None:
    """Let the window live until something is done."""
    loop = QEventLoop()
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    loop.exec()


def settle(window: MainWindow) -> None:
    until(lambda: window.session.tasks.idle and not any(d.waiting for d in window.findChildren(Debounce)))


def memory_mb() -> float:
    """Resident memory of this process, in megabytes (Linux)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return next(int(x.split()[1]) / 1024 for x in status.read_text().splitlines() if x.startswith("VmRSS"))


def main(folder: Path | None) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    work = Path(tempfile.mkdtemp(prefix="secretaire-latence-"))
    real = assistant.assistant_state().ready
    if not real:
        os.environ["SECRETAIRE_DONNEES"] = str(work / "donnees")
    started = time.perf_counter()
    app = make_application(["latence"])
    window = make_window(app, QSettings(str(work / "fenetre.ini"), QSettings.Format.IniFormat))
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    print(
        f"window shown {1000 * (time.perf_counter() - started):.0f} ms after the imports, memory {memory_mb():.0f} MB"
    )
    window.session.adopt(create_demo(work / "commune", lambda _words: None))
    settle(window)
    print(f"memory on the demo commune: {memory_mb():.0f} MB")
    try:
        measure(window, folder or _copies(work), real=real)
    finally:
        window.close()
        shutil.rmtree(work, ignore_errors=True)
    return 0


def measure(window: MainWindow, folder: Path, *, real: bool) -> None:
    with Heart() as heart:
        until(_after(2.0))
    print(heart.line("at rest"))
    window.go_to(FONDS)
    with Heart() as heart:
        window.fonds.read_folder(folder)
        until(lambda: not window.fonds.presenter.reading)
    print(heart.line("reading a folder"))
    window.fonds.tabs.setCurrentIndex(0)
    with Heart() as heart:
        window.fonds.presenter.read_folders((folder,))
        for words in SEARCHES:
            for end in range(3, len(words) + 1):
                window.fonds.bar.words.setText(words[:end])
                until(_after(0.06))
        settle(window)
    print(heart.line("searching while typing"))
    with Heart() as heart:
        write(window)
    print(heart.line("filling a form, page rebuilt"))
    desk = window.rediger.desk
    with Heart() as heart:
        desk.sheet.select(Role.CLOTURE, 0, 0)
        for letter in "Texte tapé par la secrétaire dans la page. " * 2:
            desk.sheet.insertPlainText(letter)
            until(_after(0.04))
        settle(window)
    print(heart.line("typing in the page"))
    if not real:
        assistant.assistant_state = lambda: AssistantState(True, "", "main régulière")
        window.session.office._engine = SteadyHand()  # type: ignore[assignment]
    window.rediger.proposals.ask_state()
    settle(window)
    with Heart() as heart:
        desk.bar.propose.click()
        until(_after(0.3))
        until(lambda: not window.rediger.proposals.running)
    print(heart.line(f"generating ({'real model' if real else 'steady hand'})"))
    with Heart() as heart:
        for place in (FONDS, ACTES, REDIGER) * 3:
            window.go_to(place)
            settle(window)
    print(heart.line("going from place to place"))
    print(f"memory at the end: {memory_mb():.0f} MB")


def write(window: MainWindow) -> None:
    window.go_to(REDIGER)
    window.rediger.presenter.begin("demande_subvention_etat")
    settle(window)
    desk = window.rediger.desk
    for name, value in read_fields(resources() / "demo" / "champs_detr.yaml").items():
        row = desk.form.row(name)
        if row is not None:
            row.editor.set_value(value)
            row.editor.left.emit()
            until(_after(0.2))
    desk.notes.area.setPlainText((resources() / "demo" / "notes_detr.txt").read_text(encoding="utf-8"))
    settle(window)


def _after(seconds: float) -> Callable[[], bool]:
    end = time.perf_counter() + seconds
    return lambda: time.perf_counter() >= end


def _copies(work: Path) -> Path:
    """The fund of the demo, several times: same documents, other names."""
    folder = work / "a-lire"
    for number in range(COPIES):
        shutil.copytree(resources() / "demo" / "fonds", folder / f"copie-{number}")
    return folder


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
