"""Start the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from secretaire.desk.logs import start_log
from secretaire.desk.resources import resources
from secretaire.desk.vault import sweep_homes
from secretaire.errors import SecretaireError
from secretaire.store import locations
from secretaire.ui.faults import FaultWatch
from secretaire.ui.session import Session
from secretaire.ui.shell.window import MainWindow
from secretaire.ui.style.sheet import Theme

# Each call of the window into Qt gives the interpreter away; with Python's own 5 ms it would come back too late.
_SWITCH_INTERVAL_S = 0.0002


def run(argv: Sequence[str]) -> int:
    """Open the window on the space named in `argv`, or the last one; returns when it is closed."""
    start_log()
    app = make_application(argv)
    watch = FaultWatch(app)
    watch.install()
    window = make_window(app, settings())
    watch.window = window
    window.show()
    QTimer.singleShot(0, lambda: open_first(window, Path(argv[1]) if len(argv) > 1 else None))
    return app.exec()


def make_application(argv: Sequence[str]) -> QApplication:
    """The application, in French to its last button."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    app = QApplication(list(argv[:1]))
    app.setApplicationName("secretaire")
    app.setApplicationDisplayName("Secrétaire")
    app.setDesktopFileName("secretaire")
    app.setWindowIcon(QIcon(str(resources() / "icons" / "secretaire.svg")))
    speak_french(app)
    return app


def speak_french(app: QApplication) -> None:
    """French dates and numbers, and French buttons in the dialogs of Qt."""
    QLocale.setDefault(QLocale(QLocale.Language.French, QLocale.Country.France))
    translator = QTranslator(app)
    if translator.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def settings() -> QSettings:
    """The preferences of this PC, in one file."""
    folder = locations.config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return QSettings(str(folder / "fenetre.ini"), QSettings.Format.IniFormat)


def make_window(app: QApplication, kept: QSettings) -> MainWindow:
    """The main window, without a space yet."""
    session = Session(kept, app)
    return MainWindow(session, Theme(app))


def open_first(window: MainWindow, folder: Path | None) -> None:
    """Open a space at start; none is not a fault, a lost one is said on the first screen."""

    def failed(_error: SecretaireError | None, text: str) -> None:
        window.welcome.fault.setText(text)

    def swept(left: tuple[Path, ...]) -> None:
        window.tell_left_in_clear(left)
        chosen = folder or locations.last_space()
        if chosen is not None:
            window.session.open_folder(chosen, failed)

    window.session.tasks.query(sweep_homes, swept, failed)
    window.welcome.first.setFocus()
