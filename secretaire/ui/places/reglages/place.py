"""The place *Réglages*: a list of pages, and the page chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from secretaire.ui.parts.basics import column, frame
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.reglages.assistant.page import AssistantPage
from secretaire.ui.places.reglages.coffre.page import CoffrePage
from secretaire.ui.places.reglages.commune import CommunePage
from secretaire.ui.places.reglages.droit.page import DroitPage
from secretaire.ui.places.reglages.numbers import NumbersPage
from secretaire.ui.places.reglages.paper import PaperPage
from secretaire.ui.places.reglages.personnes.page import PersonsPage
from secretaire.ui.places.reglages.poste.page import PostePage
from secretaire.ui.places.reglages.preuves.page import PreuvesPage
from secretaire.ui.places.reglages.sauvegarde.page import SauvegardePage
from secretaire.ui.places.reglages.types.page import TypesPage
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, SMALL

PAPER, NUMBERS, TYPES, COMMUNE, DROIT, ASSISTANT, PERSONNES, SAUVEGARDE, COFFRE, PREUVES, POSTE = range(11)
_PAGES = (
    ("Papier à en-tête", "modèle, logo, signatures"),
    ("Numéros des actes", "modèles de numéro, numéros sautés"),
    ("Types d'actes", "clauses, visas, valeurs par défaut"),
    ("La commune", "publicité, tribunal, lieu des séances"),
    ("Droit", "date des textes, mise à jour, un article"),
    ("Assistant", "choix, mesure de ce poste, mémoire"),
    ("Personnes", "qui écrit, qui décide, délégations, codes"),
    ("Sauvegarde", "copies, restauration, vérification"),
    ("Coffre", "espace chiffré quand il est fermé"),
    ("Preuves et données", "journal, hors ligne, assistance, données"),
    ("Ce poste", "version, mise à jour, aide, installateur"),
)


class ReglagesPlace(QWidget):
    """What is decided once. The last page looked at comes back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self.paper = PaperPage(session)
        self.numbers = NumbersPage(session)
        self.types = TypesPage(session)
        self.commune = CommunePage(session)
        self.droit = DroitPage(session)
        self.assistant = AssistantPage(session)
        self.personnes = PersonsPage(session)
        self.sauvegarde = SauvegardePage(session)
        self.coffre = CoffrePage(session)
        self.preuves = PreuvesPage(session)
        self.poste = PostePage(session)
        self._pages = (
            self.paper,
            self.numbers,
            self.types,
            self.commune,
            self.droit,
            self.assistant,
            self.personnes,
            self.sauvegarde,
            self.coffre,
            self.preuves,
            self.poste,
        )
        self.list = QListWidget()
        self.list.setAccessibleName("Réglages")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        for title, under in _PAGES:
            item = QListWidgetItem()
            set_two_lines(item, title, under)
            self.list.addItem(item)
        self._stack = QStackedWidget()
        for page in self._pages:
            self._stack.addWidget(page)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(frame("panel", column(self.list)))
        splitter.addWidget(self._stack)
        splitter.setSizes([190, 1000])
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        layout.addWidget(splitter)
        self._active = False
        self.list.setCurrentRow(PAPER)
        self.list.currentRowChanged.connect(self._turn)
        session.leaving.connect(self.leave_page)

    @property
    def page(self) -> int:
        """The number of the page on screen."""
        return self._stack.currentIndex()

    def arrive(self) -> None:
        self._active = True
        self._pages[self.page].arrive()
        self.list.setFocus()

    def leave(self) -> None:
        self.leave_page()
        self._active = False

    def leave_page(self) -> None:
        """Everything typed is kept."""
        if self._session.is_open:
            self._pages[self.page].leave()

    def redraw(self) -> None:
        for page in self._pages:
            page.redraw()
        self.list.viewport().update()

    def show_page(self, number: int) -> None:
        """Turn to a page."""
        self.list.setCurrentRow(number)

    def _turn(self, number: int) -> None:
        if number < 0:
            return
        self.leave_page()
        self._stack.setCurrentIndex(number)
        if self._active:
            self._pages[number].arrive()
