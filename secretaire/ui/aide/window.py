"""The window of the help: the contents or what was found, and the page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QSplitter, QWidget

from secretaire.desk import help as guides
from secretaire.errors import SecretaireError
from secretaire.exchange.atomic import write_atomically
from secretaire.ui.aide.paper import pdf_of
from secretaire.ui.aide.reader import Reader
from secretaire.ui.parts.basics import Debounce, column, icon_tool, label, refresh_icons, tool
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.reglages.fields import ask_target
from secretaire.ui.session import Session
from secretaire.ui.style.sheet import Theme
from secretaire.ui.style.tokens import MEDIUM, SMALL

_TARGET = Qt.ItemDataRole.UserRole
_GEOMETRY, _ZOOM = "aide/geometrie", "aide/taille"


class HelpWindow(QWidget):
    """Stays beside the work: it has no parent, so that a dialog open over the main window lets it be read."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self.setObjectName("place")
        self.setWindowTitle("Aide de Secrétaire")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.words = QLineEdit()
        self.words.setAccessibleName("Chercher dans l'aide")
        self.words.setPlaceholderText("Chercher dans l'aide : numéro sauté, clé USB perdue…")
        self.words.setClearButtonEnabled(True)
        self.note = label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("Sommaire de l'aide")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.reader = Reader()
        self.back = icon_tool("Page d'avant (Alt+gauche)", "arrow-left", self.reader.backward)
        self.forward = icon_tool("Page d'après (Alt+droite)", "arrow-right", self.reader.forward)
        self.print = tool("Enregistrer cette page en PDF…", self._ask_target, icon_name="file-down")
        self._search = Debounce(150, self.show_found, self)
        self._lay_out()
        self._connect()
        self._dress()
        self.show_found()
        self._restore()

    def show_topic(self, target: str) -> None:
        """Come to the front on that page."""
        self.words.clear()
        self.show_found()
        self.show()
        self.raise_()
        self.activateWindow()
        self.reader.show_target(target)  # once it has a width: a place in a page depends on it
        self.reader.setFocus()

    def show_found(self) -> None:
        """The sections that answer what is typed; the contents when nothing is."""
        words = self.words.text().strip()
        with QSignalBlocker(self.list):
            self.list.clear()
        if words:
            found = guides.search(words)
            for section in found:
                self._add(section.heading, section.page_title if section.anchor else "", section.target)
            self._say("" if found else "Rien sur ces mots. Essayez-en d'autres, ou effacez pour le sommaire.")
        else:
            for page in guides.pages():
                self._add(page.title, page.under, page.name)
            self._say("")
        self._follow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._session.settings.setValue(_GEOMETRY, self.saveGeometry())
        self._session.settings.setValue(_ZOOM, self.reader.zoom)
        super().closeEvent(event)

    def write_page(self, target: Path) -> None:
        """The page on screen, as a PDF to print."""
        self._write(self.reader.page, target)

    def _ask_target(self) -> None:
        page = self.reader.page
        name = f"{next(known.title for known in guides.pages() if known.name == page)}.pdf"
        ask_target(
            self, "Enregistrer la page d'aide", name, "Document PDF (*.pdf)", lambda file: self._write(page, file)
        )

    def _write(self, page: str, target: Path) -> None:
        def refused(_error: SecretaireError | None, text: str) -> None:
            self._say(text)

        content = pdf_of(page)
        self._session.tasks.change(
            lambda: write_atomically(target, content), lambda _: self._say(f"Page enregistrée : {target}"), refused
        )

    def _say(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def _add(self, title: str, under: str, target: str) -> None:
        item = QListWidgetItem()
        set_two_lines(item, title, under)
        item.setData(_TARGET, target)
        self.list.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        self.reader.show_target(item.data(_TARGET))

    def _open_first(self) -> None:
        self._search.flush()
        if self.list.count():
            self._open(self.list.item(max(self.list.currentRow(), 0)))

    def _follow(self) -> None:
        """The line of the page on screen is the chosen one, whatever way led there."""
        self.back.setEnabled(self.reader.isBackwardAvailable())
        self.forward.setEnabled(self.reader.isForwardAvailable())
        targets = [self.list.item(row).data(_TARGET) for row in range(self.list.count())]
        shown = self.reader.target if self.words.text().strip() else self.reader.page
        row = targets.index(shown) if shown in targets else -1
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(row)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setLayout(column(self.words, self.note, self.list))
        tools = QHBoxLayout()
        tools.setSpacing(SMALL)
        tools.addWidget(self.back)
        tools.addWidget(self.forward)
        tools.addStretch()
        tools.addWidget(self.print)
        tools.addWidget(label("Taille du texte", "muted", wrap=False))
        tools.addWidget(icon_tool("Texte plus petit", "minus", lambda: self.reader.zoom_by(-1)))
        tools.addWidget(icon_tool("Texte plus grand", "plus", lambda: self.reader.zoom_by(1)))
        right = QWidget()
        page = column(margin=0)
        page.addLayout(tools)
        page.addWidget(self.reader, 1)
        right.setLayout(page)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setSizes([300, 760])
        splitter.setStretchFactor(1, 1)
        self.setLayout(column(splitter, margin=MEDIUM))

    def _connect(self) -> None:
        self.words.textEdited.connect(lambda _: self._search.touch())
        self.words.textChanged.connect(lambda text: self._search.touch() if not text else None)
        self.words.returnPressed.connect(self._open_first)
        self.list.currentItemChanged.connect(lambda item, _: self._open(item) if item is not None else None)
        self.reader.sourceChanged.connect(lambda _: self._follow())
        self._theme.changed.connect(self._dress)
        for keys, action in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._go_to_search),
            (QKeySequence("Ctrl+K"), self._go_to_search),
            (QKeySequence("Esc"), self.close),
            (QKeySequence("F1"), self.close),
            (QKeySequence("Alt+Left"), self.reader.backward),
            (QKeySequence("Alt+Right"), self.reader.forward),
            (QKeySequence("Ctrl++"), lambda: self.reader.zoom_by(1)),
            (QKeySequence("Ctrl+-"), lambda: self.reader.zoom_by(-1)),
        ):
            QShortcut(keys, self).activated.connect(action)

    def _go_to_search(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _dress(self) -> None:
        self.setStyleSheet(self._theme.sheet)
        refresh_icons(self)
        if self.reader.source().isValid():
            self.reader.redraw()

    def _restore(self) -> None:
        kept = self._session.settings.value(_GEOMETRY)
        if kept is None or not self.restoreGeometry(kept):
            self.resize(1060, 680)
        self.reader.zoom_by(int(str(self._session.settings.value(_ZOOM, 0))))
