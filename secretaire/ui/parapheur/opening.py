"""Open a parapheur from wherever the person is: with a commune open, or on a PC that has none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from secretaire.desk import parapheur
from secretaire.ui.parapheur.window import ReviewWindow
from secretaire.ui.places.reglages.fields import ask_file
from secretaire.ui.session import Session

HELP = "guide-maire#approuver-chez-vous-par-clé-usb"


def ask_parapheur(session: Session, parent: QWidget, failed: Callable[[str], None]) -> None:
    """Choose the file, then show it."""
    ask_file(
        parent, "Ouvrir un parapheur", "Parapheur (*.zip)", lambda path: open_parapheur(session, parent, path, failed)
    )


def open_parapheur(session: Session, parent: QWidget, path: Path, failed: Callable[[str], None]) -> None:
    """Verify the file off the UI thread, then show it; `failed` is given the sentence of what is wrong."""

    def show(reading: parapheur.Reading) -> None:
        window = ReviewWindow(reading, parent)
        window.help_asked.connect(lambda: session.show_help.emit(HELP))
        window.show()

    session.tasks.query(lambda: parapheur.read(path), show, lambda _error, sentence: failed(sentence))
