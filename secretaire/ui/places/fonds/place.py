"""The place *Fonds*: find in the documents of the commune, choose the folders to read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from secretaire.fund.finding.results import Result
from secretaire.ui.parts.basics import tabs
from secretaire.ui.places.fonds.folders import FoldersPane
from secretaire.ui.places.fonds.opening import open_in_its_program
from secretaire.ui.places.fonds.reading_presenter import ReadingPresenter
from secretaire.ui.places.fonds.search_tab import SearchTab
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, SMALL


class FondsPlace(QWidget):
    """Two tabs: *Chercher*, *Dossiers*."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self.reading = ReadingPresenter(session, self)
        self.search_tab = SearchTab(session)
        self.bar = self.search_tab.bar
        self.results = self.search_tab.results.list
        self.detail = self.search_tab.detail
        self.folders = FoldersPane(session, self.reading)
        self.tabs = tabs("Chercher, dossiers", (self.search_tab, "Chercher"), (self.folders, "Dossiers"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        layout.addWidget(self.tabs)
        self.search_tab.add_asked.connect(self.add_folder)
        self.search_tab.open_asked.connect(lambda document: open_in_its_program(session, document))
        self.folders.add_asked.connect(self.add_folder)
        session.show_hit.connect(self._show_hit)

    def arrive(self) -> None:
        self.bar.focus()

    def leave(self) -> None:
        """Nothing is being typed that could be lost."""

    def redraw(self) -> None:
        self.search_tab.redraw()

    def search(self) -> None:
        """Ctrl+K."""
        self.tabs.setCurrentWidget(self.search_tab)
        self.search_tab.focus()

    def add_folder(self) -> None:
        """Choose a folder to read."""
        picked = QFileDialog(self, "Dossier de la commune à lire", str(Path.home()))
        picked.setFileMode(QFileDialog.FileMode.Directory)
        picked.setOption(QFileDialog.Option.ShowDirsOnly)
        picked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picked.fileSelected.connect(lambda folder: self.read_folder(Path(folder)))
        picked.open()

    def read_folder(self, folder: Path) -> None:
        self.tabs.setCurrentWidget(self.folders)
        self.reading.read_folders((folder,))

    def _show_hit(self, result: Result) -> None:
        self.tabs.setCurrentWidget(self.search_tab)
        self.search_tab.show_result(result)
