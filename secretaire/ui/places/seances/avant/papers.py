"""The papers that call the council, from the menu to the files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from secretaire.desk.exporting_convocation import (
    WrittenPapers,
    export_letter_files,
    export_letters,
    export_note,
    export_notice,
)
from secretaire.desk.file_names import new_folder
from secretaire.exchange.delivery import Cancel, PdfPrinter
from secretaire.ui.places.actes.exports.formats import ask_file, ask_folder
from secretaire.ui.places.actes.exports.presenter import Suffix, Written
from secretaire.ui.places.seances.avant.letters_dialog import LettersDialog
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session
from secretaire.ui.wording import count

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
        self.letters: LettersDialog | None = None

    def ask(self, paper: CallPaper, seance_id: int, held: date, le: date) -> None:
        """Where to write it; `le`: the day it leaves."""
        if paper is CallPaper.LETTRES:
            self._ask_letters(seance_id, held, le)
        else:
            self._ask_file(paper, seance_id, held, le, Suffix.WORD)

    def _ask_letters(self, seance_id: int, held: date, le: date) -> None:
        dialog = LettersDialog(self._place.window())
        self.letters = dialog

        def asked(suffix: Suffix, each: bool) -> None:
            if each:
                ask_folder(
                    self._place,
                    "Dossier où enregistrer les convocations",
                    self._folder,
                    lambda parent: self.write_letters(seance_id, held, le, parent, suffix),
                )
            else:
                self._ask_file(CallPaper.LETTRES, seance_id, held, le, suffix)

        dialog.asked.connect(asked)
        dialog.finished.connect(self._forget_letters)
        dialog.open()

    def _forget_letters(self, _result: int) -> None:
        self.letters = None

    @property
    def _folder(self) -> Path:
        return Path(str(self._session.settings.value(_FOLDER, str(Path.home()))))

    def _ask_file(self, paper: CallPaper, seance_id: int, held: date, le: date, suffix: Suffix) -> None:
        target = self._folder / f"{paper.value} {held.isoformat()}{suffix.value}"
        ask_file(
            self._place,
            f"Enregistrer : {paper.value.lower()}",
            target,
            lambda path: self.write(paper, seance_id, le, path),
        )

    def write(self, paper: CallPaper, seance_id: int, le: date, target: Path) -> None:
        """Write it there."""
        office, printer = self._session.office, self.printer

        def work(cancelled: Cancel) -> Written:
            _EXPORTS[paper](office, seance_id, le, target, printer=printer, cancelled=cancelled)
            return Written(f"Document enregistré : {target.name}.", target.parent, target)

        self._write(target.parent, work)

    def write_letters(self, seance_id: int, held: date, le: date, parent: Path, suffix: Suffix) -> None:
        """A letter for each councillor, in a new folder of that one."""
        office, printer = self._session.office, self.printer

        def work(cancelled: Cancel) -> Written:
            folder = new_folder(parent, f"Convocations du {held.isoformat()}")
            made = export_letter_files(
                office, seance_id, le, folder, suffix.value, printer=printer, cancelled=cancelled
            )
            written = count(len(made.files), "convocation enregistrée", "convocations enregistrées")
            return Written(f"{written} dans « {folder.name} ».", folder)

        self._write(parent, work)

    def _write(self, folder: Path, work: Callable[[Cancel], Written]) -> None:
        self._session.settings.setValue(_FOLDER, str(folder))
        self._session.tasks.long(
            "Écriture du document",
            lambda running: work(running.cancelled),
            self.written.emit,
            lambda _error, text: self.refused.emit(text),
        )
