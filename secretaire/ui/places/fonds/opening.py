"""Open a document of the fund in the program of the PC that reads its format."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from secretaire.desk import finding
from secretaire.ui.session import Session


def open_in_its_program(session: Session, document_id: int) -> None:
    """Off the UI thread: a document kept inside an archive is taken out first."""
    office = session.office

    def show(path: Path) -> None:
        # a file that has just left its place would fail without a word
        if not (path.exists() and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))):
            session.told.emit(
                f"« {path.name} » ne s'ouvre pas : le fichier n'est plus à sa place, ou aucun logiciel "
                "de ce poste ne lit ce format."
            )

    session.tasks.query(lambda: finding.openable_file(office, document_id), show)
