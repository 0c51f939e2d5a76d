"""From « Contrôler » to the remarks, to the page of each, and to the control sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from secretaire.desk import control_sheets, document_checks
from secretaire.desk.document_checks import PlacedFinding
from secretaire.desk.law import law_state
from secretaire.ui.places.fonds.document.checks_dialog import ChecksDialog
from secretaire.ui.places.fonds.document.presenter import DocumentPresenter, Place
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session

_FILTERS = "Document PDF (*.pdf);;Document Word (*.docx)"


class DocumentChecks(QObject):
    """One list of remarks is open at a time; everything is read off the UI thread."""

    def __init__(self, session: Session, presenter: DocumentPresenter, place: QWidget) -> None:
        super().__init__(place)
        self._session = session
        self._presenter = presenter
        self._place = place
        self.dialog: ChecksDialog | None = None

    def ask(self) -> None:
        """Check the document shown."""
        document, office = self._presenter.document, self._session.office
        if document is None:
            return

        def show(judged: tuple[Sequence[PlacedFinding], date]) -> None:
            self._show(document.id, document.path, *judged)

        self._session.tasks.query(
            lambda: (document_checks.check_document(office, document.id), law_state().date),
            show,
            lambda _error, text: self._session.told.emit(text),
            key="fonds.controler",
        )

    def _show(self, document_id: int, path: Path, findings: Sequence[PlacedFinding], law_on: date) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        dialog = ChecksDialog(path.name, findings, law_on, self._place)
        dialog.place_asked.connect(lambda found: self._go_to(document_id, found))
        dialog.sheet_asked.connect(lambda: self._ask_sheet(document_id, path))
        dialog.finished.connect(lambda _: self._closed(dialog))
        self.dialog = dialog
        dialog.show()

    def _closed(self, dialog: ChecksDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _go_to(self, document_id: int, found: PlacedFinding) -> None:
        self._presenter.show_place(Place(document_id, found.page, found.start, found.end))

    def _ask_sheet(self, document_id: int, path: Path) -> None:
        asking = QFileDialog(self.dialog, "Enregistrer la fiche de contrôle", str(Path.home()), _FILTERS)
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix(".pdf")
        asking.selectFile(f"Fiche de contrôle {path.stem}.pdf")
        asking.fileSelected.connect(lambda chosen: self.write_sheet(document_id, Path(chosen)))
        asking.open()

    def write_sheet(self, document_id: int, target: Path) -> None:
        """Write the control sheet of a document."""
        office = self._session.office

        def work() -> None:
            sheet = control_sheets.document_sheet(office, document_id)
            control_sheets.write_sheet(sheet, target, printer=print_pdf)

        self._session.tasks.long(
            "Écriture de la fiche de contrôle",
            lambda _running: work(),
            lambda _: self._session.told.emit(f"Fiche de contrôle enregistrée : {target.name}."),
            lambda _error, text: self._session.told.emit(text),
            lambda: None,
        )
