"""A real window, offscreen, on a copy of the demo commune."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from memory_keyring import MemoryKeyring
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from secretaire.desk.demo import create_demo
from secretaire.ui.app import speak_french
from secretaire.ui.parts.basics import Debounce
from secretaire.ui.session import Session
from secretaire.ui.shell.window import MainWindow
from secretaire.ui.style.sheet import Theme

WAIT_MS = 20_000

Settle = Callable[[], None]


@pytest.fixture(scope="session")
def demo_space(
    session_keyring: MemoryKeyring, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[tuple[str, str], str]]:
    """The demo commune and what it put in the keyring, made once; tests work on copies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETAIRE_DONNEES", str(tmp_path_factory.mktemp("donnees")))
        folder = tmp_path_factory.mktemp("modele") / "demo"
        create_demo(folder, lambda _words: None).close()
    return folder, dict(session_keyring.kept)


@pytest.fixture(autouse=True)
def _own_preferences(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    speak_french(qapp)
    return Theme(qapp)


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[MainWindow]:
    """The window at its first start: no space yet."""
    settings = QSettings(str(tmp_path / "fenetre.ini"), QSettings.Format.IniFormat)
    settings.setValue("fonds/numerisation_en_pause", True)  # seconds a page: the tests that want it ask for it
    session = Session(settings)
    made = MainWindow(session, theme)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def settle(qtbot: QtBot, window: MainWindow) -> Settle:
    """Wait until nothing is under way and nothing waits to be saved."""

    def wait() -> None:
        def quiet() -> bool:
            seen = (window, window.rediger)  # an act may be opened there before anybody looks
            waiting = any(d.waiting for root in seen for d in root.findChildren(Debounce))
            return window.session.tasks.idle and not waiting and window.rediger.desk.form.complete

        qtbot.waitUntil(quiet, timeout=WAIT_MS)
        for _ in range(5):  # what was just shown is laid out, from the outside in
            QApplication.processEvents()

    return wait


@pytest.fixture
def demo(
    window: MainWindow,
    settle: Settle,
    demo_space: tuple[Path, dict[tuple[str, str], str]],
    session_keyring: MemoryKeyring,
    tmp_path: Path,
) -> MainWindow:
    """The window on its own copy of the demo commune."""
    model, kept = demo_space
    folder = tmp_path / "espace"
    shutil.copytree(model, folder)
    # the keyring also counts the lines of the journal: it goes back in time with the copy
    session_keyring.kept = dict(kept)
    window.session.open_folder(folder)
    settle()
    return window
