"""The main window: the rail, the places, the notices, the bottom strip."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from secretaire.desk import help as guides
from secretaire.desk import machine_settings
from secretaire.desk.assistant import AssistantState
from secretaire.errors import SecretaireError
from secretaire.ui.aide.window import HelpWindow
from secretaire.ui.parapheur.opening import ask_parapheur
from secretaire.ui.parts.basics import refresh_icons
from secretaire.ui.places.accueil.place import AccueilPlace
from secretaire.ui.places.actes.place import ActesPlace
from secretaire.ui.places.fonds.place import FondsPlace
from secretaire.ui.places.rediger.place import RedigerPlace
from secretaire.ui.places.reglages.place import ASSISTANT, ReglagesPlace
from secretaire.ui.places.reglages.sauvegarde.automatic import AutomaticCopies
from secretaire.ui.places.seances.place import SeancesPlace
from secretaire.ui.session import Session
from secretaire.ui.shell.commune_menu import CommuneGestures
from secretaire.ui.shell.keys import SpaceKeys
from secretaire.ui.shell.not_closed import NotClosedDialog
from secretaire.ui.shell.notice import NoticeBar
from secretaire.ui.shell.rail import Entry, Rail
from secretaire.ui.shell.status import StatusStrip
from secretaire.ui.shell.welcome import Welcome
from secretaire.ui.style.sheet import Theme
from secretaire.ui.wording import window_sentence

ACCUEIL, REDIGER, ACTES, SEANCES, FONDS, REGLAGES = range(6)
_PLACES = (
    Entry("Accueil", "house", 1),
    Entry("Rédiger", "pen-line", 2),
    Entry("Actes", "files", 3),
    Entry("Séances", "calendar-days", 4),
    Entry("Fonds", "library", 5),
    Entry("Réglages", "settings-2", 6),
)

_TOPICS = ("accueil", "rediger", "actes", "seances", "fonds", "reglages")
"""The page of the help of each place."""

_HELPED = "aide"


class MainWindow(QMainWindow):
    """One window per PC; the places are made once and follow the session."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self.setWindowTitle("Secrétaire")
        self.setMinimumSize(900, 560)
        self.gestures = CommuneGestures(session, self)
        self.rail = Rail(_PLACES, self.gestures.menu)
        self.notice = NoticeBar()
        self.status = StatusStrip()
        self.welcome = Welcome()
        self._unseen = QWidget()  # where a place waits to be looked at: only then does Qt dress it, 20 MB for all six
        self.destroyed.connect(self._unseen.deleteLater)
        self.accueil = AccueilPlace(session, self._unseen)
        self.fonds = FondsPlace(session, self._unseen)
        self.rediger = RedigerPlace(session, self._unseen)
        self.actes = ActesPlace(session, self._unseen)
        self.seances = SeancesPlace(session, self._unseen)
        self.reglages = ReglagesPlace(session, self._unseen)
        self.copies = AutomaticCopies(session, self)
        self.help: HelpWindow | None = None
        self.keys = SpaceKeys(session, self)
        self._places = (self.accueil, self.rediger, self.actes, self.seances, self.fonds, self.reglages)
        self._current: AccueilPlace | RedigerPlace | ActesPlace | SeancesPlace | FondsPlace | ReglagesPlace | None = (
            None
        )
        self.not_closed: NotClosedDialog | None = None
        self._left: tuple[Path, ...] = ()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._lay_out()
        self._connect(theme)
        self.setStyleSheet(theme.sheet)
        self._restore_geometry()
        self._tell_wrong_settings()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.notice)
        right.addWidget(self._stack, 1)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.rail)
        top.addLayout(right, 1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top, 1)
        whole.addWidget(self.status)
        centre = QWidget()
        centre.setLayout(whole)
        self.setCentralWidget(centre)

    def _connect(self, theme: Theme) -> None:
        session = self.session
        self.rail.chosen.connect(self.go_to)
        self.rail.help_asked.connect(lambda: self.show_help(self.topic))
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: self.show_help(self.topic))
        session.show_help.connect(self.show_help)
        QGuiApplication.instance().focusWindowChanged.connect(self._give_help_key)  # type: ignore[union-attr]
        self.welcome.new_asked.connect(self.gestures.ask_new)
        self.welcome.open_asked.connect(self.gestures.ask_open)
        self.welcome.restore_asked.connect(self.gestures.ask_restore)
        self.welcome.demo_asked.connect(self.gestures.open_demo)
        self.welcome.parapheur_asked.connect(lambda: ask_parapheur(session, self, self.welcome.fault.setText))
        steps = self.accueil.setting_up
        steps.import_asked.connect(self.gestures.ask_roster)
        steps.typing_asked.connect(self.gestures.type_roster)
        # a dialog of a place is over this window only once the place is in it
        steps.folder_asked.connect(lambda: self._bring_in(self.fonds))
        steps.folder_asked.connect(self.fonds.add_folder)
        session.redo_piece.connect(lambda _: self._bring_in(self.rediger))
        steps.assistant_asked.connect(self._show_assistant_page)
        steps.install_asked.connect(self._install_assistant)
        self.fonds.reading.reading_changed.connect(self.accueil.presenter.set_reading)
        session.opened.connect(self._opened)
        session.told.connect(self.notice.say)
        session.tasks.failed.connect(self.notice.say)
        session.tasks.started_long.connect(self.status.follow)
        session.write_act.connect(lambda _: self.go_to(REDIGER))
        session.show_act.connect(lambda _: self.go_to(ACTES))
        session.show_hit.connect(lambda _: self.go_to(FONDS))
        session.begin_act.connect(self._begin_act)
        session.begin_type.connect(self._begin_type)
        session.show_seance.connect(self._show_seance)
        session.show_drafts.connect(self._show_drafts)
        session.types_changed.connect(lambda: self.rediger.presenter.find_types(self.rediger.chooser.words.text()))
        self.rediger.proposals.state_known.connect(self._show_assistant)
        theme.changed.connect(self._redraw)
        search = QShortcut(QKeySequence("Ctrl+K"), self)
        search.activated.connect(self._search)

    def go_to(self, number: int) -> None:
        """Show a place of the rail."""
        if not self.session.is_open:
            return
        place = self._places[number]
        self.rail.select(number)
        if place is not self._current:
            if self._current is not None:
                self._current.leave()
            self._current = place
            self._bring_in(place)
            self._stack.setCurrentWidget(place)
            self.session.settings.setValue("fenetre/place", number)
        place.arrive()

    def _bring_in(self, place: QWidget) -> None:
        if self._stack.indexOf(place) < 0:
            self._stack.addWidget(place)

    def show_help(self, target: str) -> None:
        """The help, at a page or at a section of one."""
        if self.help is None:
            self.help = HelpWindow(self.session, self.theme)
            self.destroyed.connect(self.help.deleteLater)
        self.help.show_topic(target)

    def _give_help_key(self, _focused: QWindow | None) -> None:
        """F1 answers in a dialog too: the key of this window does not reach what is open over it."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and not dialog.property(_HELPED):
            dialog.setProperty(_HELPED, True)
            QShortcut(QKeySequence("F1"), dialog).activated.connect(lambda: self.show_help(self.topic))

    @property
    def topic(self) -> str:
        """The page of the help for what is on screen, and its section: « seances#pendant-la-séance »."""
        if self._current is None:
            return "premiers-pas"
        page = _TOPICS[self._places.index(self._current)]
        if self._current is self.seances and self.seances.at_work:
            step = self.seances.header.step_button(self.seances.step).text()
            return f"{page}#{guides.anchor(f'{step} la séance')}"
        if self._current is self.reglages:
            return f"{page}#{guides.anchor(self.reglages.list.currentItem().text())}"
        return page

    def _opened(self) -> None:
        name = self.session.office.commune.nom
        self.setWindowTitle(f"{name} – Secrétaire")
        self.rail.show_commune(name)
        self.rail.show_places()
        self.notice.hide()
        self._tell_wrong_settings()
        self.tell_left_in_clear(self._left)
        self._left = ()
        self._current = None
        kept = self.session.settings.value(f"reprise/{self.session.office.folder}", "")
        if not kept:
            self.go_to(ACCUEIL)
            return
        self.go_to(REDIGER)
        self.rediger.presenter.resume(str(kept))

    def _tell_wrong_settings(self) -> None:
        wrong = machine_settings.wrong_lines()
        if wrong:
            self.notice.say(wrong)

    def _search(self) -> None:
        if self.session.is_open:
            self.go_to(FONDS)
            self.fonds.search()

    def _begin_act(self, words: str) -> None:
        self.go_to(REDIGER)
        self.rediger.choose(words)

    def _begin_type(self, type_id: str) -> None:
        self.go_to(REDIGER)
        self.rediger.presenter.begin(type_id)

    def _show_seance(self, seance_id: int) -> None:
        self.go_to(SEANCES)
        self.seances.presenter.open(seance_id)

    def _show_drafts(self, seance_id: int) -> None:
        self.go_to(SEANCES)
        self.seances.open_drafts(seance_id)

    def _show_assistant_page(self) -> None:
        self.go_to(REGLAGES)
        self.reglages.show_page(ASSISTANT)

    def _install_assistant(self, model: str) -> None:
        self._show_assistant_page()
        self.reglages.assistant.presenter.fetch(model)

    def _show_assistant(self, state: AssistantState) -> None:
        self.status.show_assistant(state)

    def _redraw(self) -> None:
        self.setStyleSheet(self.theme.sheet)
        refresh_icons(self)
        refresh_icons(self._unseen)
        for place in self._places:
            place.redraw()

    def _restore_geometry(self) -> None:
        kept = self.session.settings.value("fenetre/geometrie")
        if kept is not None:
            self.restoreGeometry(kept)
        else:
            self.resize(1280, 720)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything typed is saved before the window goes; a vault that does not close is said, and nothing is lost."""
        self.session.settings.setValue("fenetre/geometrie", self.saveGeometry())
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            self.session.close(self.status.show_closing)
        except SecretaireError as error:
            self.unsetCursor()
            event.ignore()
            self.not_closed = NotClosedDialog(window_sentence(error), self)
            self.not_closed.again.clicked.connect(self.close)
            self.not_closed.leave.clicked.connect(self._leave_in_clear)
            self.not_closed.open()
            return
        super().closeEvent(event)

    def _leave_in_clear(self) -> None:
        self.session.leave_in_clear()
        self.close()

    def tell_left_in_clear(self, vaults: tuple[Path, ...]) -> None:
        """A stop left the work of these vaults in clear on this PC: said now, and again once a space is open."""
        self._left = vaults
        here = self.session.office.place if self.session.is_open else None
        left = [vault for vault in vaults if vault != here]
        if left:
            names = ", ".join(f"« {vault} »" for vault in left)
            self.notice.say(
                f"Le coffre {names} n'a pas été fermé : son contenu est resté en clair sur ce poste. Ouvrez-le, puis fermez-le."
            )
