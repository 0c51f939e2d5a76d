"""The place *Fonds*: search the documents of the commune, choose the folders to read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from secretaire.fund.search import Answer, Result
from secretaire.ui.parts.basics import EmptyState, column, frame, label, main_button, tabs
from secretaire.ui.parts.results import ResultsList
from secretaire.ui.places.fonds.detail import DetailPane
from secretaire.ui.places.fonds.folders import FoldersPane
from secretaire.ui.places.fonds.presenter import FolderView, FondsPresenter
from secretaire.ui.places.fonds.search_bar import SearchBar
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import count

_NOTHING_ASKED, _NOTHING_FOUND, _RESULTS, _NO_DOCUMENT = range(4)


class FondsPlace(QWidget):
    """Two tabs: *Chercher*, *Dossiers*."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self._documents = 0
        self.presenter = FondsPresenter(session, self)
        self.bar = SearchBar()
        self.results = ResultsList("Résultats de la recherche")
        self.summary = label("", "muted")
        self.detail = DetailPane()
        self.folders = FoldersPane()
        self.tabs = tabs("Chercher, dossiers", (self._search_tab(), "Chercher"), (self.folders, "Dossiers"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        layout.addWidget(self.tabs)
        self._connect()

    def _search_tab(self) -> QWidget:
        found = QWidget()
        found.setLayout(column(self.summary, self.results, margin=SMALL))
        self._nothing = EmptyState("Rien trouvé", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(
            EmptyState(
                "Retrouvez ce que la commune a déjà décidé",
                "Tapez quelques mots : un sujet, une rue, un nom, une année. Les résultats viennent pendant la frappe.",
            )
        )
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(found)
        self._stack.addWidget(
            EmptyState(
                "Aucun document lu pour l'instant",
                "Ajoutez le dossier où la commune garde ses actes : il sera lu une fois, puis relu quand il change.",
                main_button("Ajouter un dossier…", self.add_folder),
            )
        )
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(frame("panel", column(self._stack)))
        splitter.addWidget(frame("panel", column(self.detail)))
        splitter.setSizes([520, 640])
        tab = QWidget()
        layout = column(self.bar, splitter)
        layout.setContentsMargins(0, SMALL, 0, 0)
        layout.setStretch(1, 1)
        tab.setLayout(layout)
        return tab

    def _connect(self) -> None:
        presenter = self.presenter
        self.bar.asked.connect(presenter.search)
        self.bar.down.connect(self._to_results)
        self.results.chosen.connect(presenter.show)
        self.results.taken.connect(self._open)
        self.detail.open_asked.connect(self._open)
        presenter.found.connect(self._show_answer)
        presenter.failed.connect(self._show_fault)
        presenter.page_shown.connect(self.detail.show_page)
        presenter.listed.connect(self._show_lists)
        presenter.reading_changed.connect(self.folders.set_reading)
        presenter.read.connect(self.folders.show_report)
        self.folders.add_asked.connect(self.add_folder)
        self.folders.read_again_asked.connect(lambda: presenter.read_folders(()))
        self.folders.interrupt_asked.connect(presenter.interrupt)
        self.folders.forget_asked.connect(presenter.forget_folder)
        self._session.show_hit.connect(self._show_hit)
        self._session.fund_changed.connect(self.bar.ask)

    def arrive(self) -> None:
        self.bar.focus()

    def leave(self) -> None:
        """Nothing is being typed that could be lost."""

    def redraw(self) -> None:
        self.detail.passage.redraw()
        self.results.viewport().update()

    def search(self) -> None:
        """Ctrl+K."""
        self.tabs.setCurrentIndex(0)
        self.bar.focus()

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
        self.presenter.read_folders((folder,))

    def _to_results(self) -> None:
        if self.results.count():
            self.results.setFocus()
            if self.results.currentRow() < 0:
                self.results.setCurrentRow(0)

    def _show_answer(self, answer: Answer | None) -> None:
        self.results.show_results(answer)
        self.detail.clear()
        if answer is None:
            self._stack.setCurrentIndex(_NOTHING_ASKED if self._documents else _NO_DOCUMENT)
            return
        if not answer.results:
            typed = self.bar.words.text().strip()
            self._nothing.say(
                f"Rien trouvé pour « {typed} »",
                "Essayez moins de mots ou un mot voisin, et vérifiez le type de document et les dates.",
            )
            self._stack.setCurrentIndex(_NOTHING_FOUND if self._documents else _NO_DOCUMENT)
            return
        shown = len(answer.results)
        text = count(answer.total, "document répond", "documents répondent")
        if shown < answer.total:
            text += f", les {shown} plus proches sont montrés"
        if answer.corrections:
            swaps = ", ".join(f"« {asked} » cherché comme « {used} »" for asked, used in answer.corrections.items())
            text += f". Mot inconnu : {swaps}"
        self.summary.setText(f"{text}.")
        self._stack.setCurrentIndex(_RESULTS)

    def _show_fault(self, sentence: str) -> None:
        self._nothing.say("La recherche n'a pas abouti", sentence)
        self._stack.setCurrentIndex(_NOTHING_FOUND)

    def _show_lists(self, views: tuple[FolderView, ...]) -> None:
        self._documents = sum(len(view.read) for view in views)
        self.folders.show_views(views)
        if not self.bar.words.text().strip():
            self._show_answer(None)

    def _show_hit(self, result: Result) -> None:
        self.tabs.setCurrentIndex(0)
        self.presenter.show(result)

    def _open(self, result: Result) -> None:
        if result.path.exists():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(result.path)))
        else:
            self._session.told.emit(f"Le fichier « {result.path.name} » n'est plus à sa place : relisez les dossiers.")
