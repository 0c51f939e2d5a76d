"""The papers that call the council, from the menu to the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from secretaire.desk.exporting_convocation import WrittenPapers, export_letters, export_note, export_notice
from secretaire.exchange.delivery import PdfPrinter
from secretaire.ui.places.actes.exports.formats import ask_file
from secretaire.ui.places.actes.exports.presenter import Written
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session

_FOLDER = "actes/dossier"


class CallPaper(Enum):
    """What calls the council."""

    LETTRES = "Convocations"
    ORDRE_DU_JOUR = "Ordre du jour"
    NOTE = "Note de synthèse"


_EXPORTS: dict[CallPaper, Callable[..., WrittenPapers]] = {
    CallPaper.LETTRES: export_letters,
    CallPaper.ORDRE_DU_JOUR: export_notice,
    CallPaper.NOTE: export_note,
}


class CallPapers(QObject):
    """Asks where to write, then writes as a long task."""

    written = Signal(object)  # Written
    refused = Signal(str)

    def __init__(self, session: Session, place: QWidget) -> None:
        super().__init__(place)
        self._session = session
        self._place = place
        self.printer: PdfPrinter = print_pdf

    def ask(self, paper: CallPaper, seance_id: int, held: date, le: date) -> None:
        """Where to write it; `le`: the day it leaves."""
        folder = Path(str(self._session.settings.value(_FOLDER, str(Path.home()))))
        target = folder / f"{paper.value} {held.isoformat()}.docx"
        ask_file(
            self._place,
            f"Enregistrer : {paper.value.lower()}",
            target,
            lambda path: self.write(paper, seance_id, le, path),
        )

    def write(self, paper: CallPaper, seance_id: int, le: date, target: Path) -> None:
        """Write it there."""
        office, printer = self._session.office, self.printer
        self._session.settings.setValue(_FOLDER, str(target.parent))

        def done(_made: WrittenPapers) -> None:
            self.written.emit(Written(f"Document enregistré : {target.name}.", target.parent, target))

        self._session.tasks.long(
            "Écriture du document",
            lambda running: _EXPORTS[paper](
                office, seance_id, le, target, printer=printer, cancelled=running.cancelled
            ),
            done,
            lambda _error, text: self.refused.emit(text),
        )
