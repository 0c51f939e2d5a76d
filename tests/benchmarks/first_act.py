"""From an empty account to a first act, exported « PROJET », through the real window: gestures and machine time, step by step.

    PYTHONPATH=. python tests/benchmarks/first_act.py [FOLDER OF ACTS]     (default: the fund of the demo commune)

Nothing is called behind the window's back: a hand clicks what is on screen and types into what has the keyboard. The last
column gives a person's time by the keystroke-level model (Card, Moran and Newell, 1980): 0.28 s a key, 1.3 s a click with
the hand moved to the mouse, 1.35 s of thought a gesture, and what the machine made one wait.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import keyring
from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QMenu, QWidget

from secretaire.desk.resources import resources
from secretaire.exchange.copies import Copy
from secretaire.ui.app import make_application, make_window, open_first
from secretaire.ui.parts.basics import Debounce
from secretaire.ui.shell.window import MainWindow
from tests.memory_keyring import MemoryKeyring

KEY_S, CLICK_S, THOUGHT_S = 0.28, 1.3, 1.35
COMMUNE = "61339"
ELUS = (
    ("mm", "Hélène", "Vassort", ""),
    ("m", "Gérard", "Lemoine", "1er adjoint"),
    ("mm", "Nadia", "Belkacem", "2e adjointe"),
    ("m", "Paul", "Chartier", ""),
    ("mm", "Inès", "Ferreira", ""),
    ("m", "Yann", "Le Bihan", ""),
    ("mm", "Odile", "Maréchal", ""),
    ("m", "Denis", "Fouquet", ""),
    ("mm", "Claire", "Aubert", ""),
    ("m", "Michel", "Rousseau", ""),
    ("mm", "Sabine", "Hardy", ""),
)
WORDS = "fermer la route pour travaux"
TITLE = "Réglementation temporaire de la circulation (travaux)"
FIELDS = {
    "demandeur": "L'entreprise Durand TP",
    "voies": "le chemin du Lavoir",
    "nature_travaux": "la réfection du réseau d'eau",
    "date_debut": "07/12/2026",
    "date_fin": "11/12/2026",
    "mesures": "la circulation est interdite",
    "responsable_signalisation": "l'entreprise Durand TP",
}


@dataclass
class Line:
    """What a step took."""

    name: str
    clicks: int = 0
    keys: int = 0
    gestures: int = 0
    machine_s: float = 0.0

    @property
    def person_s(self) -> float:
        return self.keys * KEY_S + self.clicks * CLICK_S + self.gestures * THOUGHT_S + self.machine_s


@dataclass
class Hand:
    """Clicks and types, and waits as a person would: until the window is at rest, the reading of documents apart."""

    window: MainWindow
    lines: list[Line] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.lines.append(Line(name))
        yield

    def click(self, widget: QWidget) -> None:
        if not (widget.isVisible() and widget.isEnabled()):
            raise RuntimeError(f"« {widget.accessibleName()} » cannot be clicked")
        with self._counted(clicks=1):
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton)

    def press(self, name: str) -> None:
        """Click the button of this name, in the dialog on top or in the window."""
        top = QApplication.activeModalWidget() or self.window
        found = [b for b in top.findChildren(QAbstractButton) if b.accessibleName() == name and b.isVisible()]
        if len(found) != 1:
            raise RuntimeError(f"{len(found)} buttons « {name} »")
        self.click(found[0])

    def take(self, menu: QMenu, words: str) -> None:
        """Open a menu and take an entry: its own loop would stop this one, so the entry is taken at once."""
        entry = next(action for action in menu.actions() if action.text() == words and action.isEnabled())
        with self._counted(clicks=2):
            entry.trigger()

    def type(self, *keys: str | Qt.Key) -> None:
        with self._counted(keys=sum(len(k) if isinstance(k, str) else 1 for k in keys)):
            for each in keys:
                for key in each if isinstance(each, str) else (each,):
                    focused = QApplication.focusWidget()
                    if focused is None:
                        raise RuntimeError(f"nothing has the keyboard for {key}")
                    QTest.keyClick(focused, key)

    def answer(self, target: Path) -> None:
        """The file dialog on top, its path typed."""
        asked = QApplication.activeModalWidget()
        if not isinstance(asked, QFileDialog):
            raise RuntimeError("no file dialog")
        line = asked.findChild(QLineEdit)
        line.clear()
        line.setFocus()
        self.type(str(target), Qt.Key.Key_Return)

    @contextmanager
    def _counted(self, clicks: int = 0, keys: int = 0) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.settle()
        line = self.lines[-1]
        line.clicks += clicks
        line.keys += keys
        line.gestures += 1
        line.machine_s += time.perf_counter() - begun

    def settle(self) -> None:
        session, reading = self.window.session, self.window.fonds.reading

        def quiet() -> bool:
            under_way = 1 if reading.reading else 0
            waiting = any(made.waiting for made in self.window.findChildren(Debounce))
            return session.tasks._pending <= under_way and not waiting and self.window.rediger.desk.form.complete

        until(quiet)
        if QApplication.activeWindow() is None:  # there is no window manager to give the keyboard back
            (QApplication.activeModalWidget() or self.window).activateWindow()
        for _ in range(3):
            QApplication.processEvents()


def until(done: Callable[[], bool]) -> None:
    loop = QEventLoop()
    timer = QTimer(interval=2)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    loop.exec()
    timer.stop()


def first_act(hand: Hand, work: Path, acts: Path) -> tuple[Path, float]:
    """Returns the document, and when the reading of the acts was asked."""
    window = hand.window
    with hand.step("trouver la commune"):
        hand.press("Créer l'espace de ma commune")
        hand.type(COMMUNE)
        hand.type(Qt.Key.Key_Return)
    with hand.step(f"saisir {len(ELUS)} élus"):
        hand.press("La liste des élus : Saisir…")
        for rank, (civilite, prenom, nom, fonction) in enumerate(ELUS):
            skip = (Qt.Key.Key_Tab,) if rank < len(ELUS) - 1 else ()
            hand.type(civilite, Qt.Key.Key_Tab, prenom, Qt.Key.Key_Tab, nom, Qt.Key.Key_Tab, fonction, *skip)
        hand.press("Enregistrer")
    with hand.step("montrer les anciens actes"):
        hand.press("Les anciens actes de la commune : Choisir le dossier…")
        asked = time.perf_counter()
        hand.answer(acts)
    with hand.step("remettre l'assistant"):
        hand.press("L'assistant : plus tard")
    with hand.step("choisir le type d'acte"):
        hand.click(window.accueil.words)
        hand.type(WORDS, Qt.Key.Key_Return)
        picker = window.rediger.chooser.picker
        titles = [picker.list.item(row).text() for row in picker.places]
        hand.type(*[Qt.Key.Key_Down] * titles.index(TITLE), Qt.Key.Key_Return)
    desk = window.rediger.desk
    with hand.step("remplir le formulaire"):
        for name, value in FIELDS.items():
            row = desk.form.row(name)
            if row is None:
                raise RuntimeError(f"no field {name}")
            entry = row.editor.inputs()[0]
            if not entry.hasFocus():
                hand.click(entry)
            hand.type(value, Qt.Key.Key_Tab)
        hand.click(desk.facts.date)
        hand.type("01/12/2026", Qt.Key.Key_Tab)
        if desk.bar.blanks.text() != "Rien à compléter":
            raise RuntimeError(f"left to fill: {desk.bar.blanks.text()}")
    target = work / "premier acte.docx"
    with hand.step("exporter le projet"):
        hand.click(desk.bar.send)
        export = window.actes.decision.export
        hand.take(export.menu(), export.copies[Copy.PROJET].text())
        hand.answer(target)
    return target, asked


def table(lines: list[Line]) -> str:
    total = Line("total")
    for line in lines:
        total.clicks += line.clicks
        total.keys += line.keys
        total.gestures += line.gestures
        total.machine_s += line.machine_s
    rows = [f"{'step':<28} {'clicks':>7} {'keys':>6} {'machine (s)':>12} {'person (s)':>11}"]
    rows += [
        f"{line.name:<28} {line.clicks:>7} {line.keys:>6} {line.machine_s:>12.1f} {line.person_s:>11.0f}"
        for line in (*lines, total)
    ]
    return "\n".join(rows)


def main(acts: Path) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    work = Path(tempfile.mkdtemp(prefix="secretaire-premier-acte-"))
    os.environ["SECRETAIRE_DONNEES"] = str(work / "donnees")
    os.environ["HOME"] = str(work)
    keyring.set_keyring(MemoryKeyring())
    begun = time.perf_counter()
    app = make_application(["premier acte"])
    window = make_window(app, QSettings(str(work / "fenetre.ini"), QSettings.Format.IniFormat))
    window.resize(1366, 768)
    window.show()
    hand = Hand(window)
    try:
        with hand.step("ouvrir la fenêtre"):
            open_first(window, None)
            hand.settle()
            hand.lines[-1].machine_s = time.perf_counter() - begun
        target, asked = first_act(hand, work, acts)
        written = time.perf_counter() - begun
        with ZipFile(target) as made:
            marked = any("PROJET" in made.read(name).decode("utf-8", "ignore") for name in made.namelist())
        print(table(hand.lines))
        print(
            f"\n{target.name}: {target.stat().st_size} bytes, marked « PROJET »: {'yes' if marked else 'NO'}, at {written:.1f} s"
        )
        until(lambda: not window.fonds.reading.reading and window.session.tasks.idle)
        read = window.session.office.fund.document_count()
        print(f"reading beside it: {read} documents in {time.perf_counter() - asked:.1f} s")
        return 0 if marked else 1
    finally:
        window.close()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else resources() / "demo" / "fonds"))
