"""Ask for a retouch: from the bar, by Ctrl+R, or on a right click in the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence

from secretaire.acts.act import Act, Role
from secretaire.desk.assistant import AssistantState
from secretaire.desk.reworking import Retouch, place_of, text_at
from secretaire.errors import SecretaireError
from secretaire.store.proposals import Place
from secretaire.ui.parts.page.sheet import ActSheet
from secretaire.ui.places.rediger.presenter import RedigerPresenter
from secretaire.ui.places.rediger.proposals import ProposalPresenter
from secretaire.ui.places.rediger.requests import rework_request
from secretaire.ui.places.rediger.retouching.menu import RetouchMenu
from secretaire.ui.wording import window_sentence

KEYS = QKeySequence("Ctrl+R")
_ACROSS = "la sélection couvre plusieurs parties de l'acte : retouchez-les l'une après l'autre"

Selection = tuple[Role, int, int]


class Retouching(QObject):
    """Knows the sentence that is meant, and asks for it."""

    def __init__(
        self,
        presenter: RedigerPresenter,
        proposals: ProposalPresenter,
        sheet: ActSheet,
        flush: Callable[[], None],
    ) -> None:
        super().__init__(sheet)
        self._presenter = presenter
        self._proposals = proposals
        self._sheet = sheet
        self._flush = flush
        self._assistant = AssistantState(False, "", "")
        self.menu = RetouchMenu(sheet)
        self.menu.aboutToShow.connect(self._prepare)
        self.menu.chosen.connect(self._ask)
        self.action = QAction("Retoucher", self)
        self.action.setShortcut(KEYS)
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.action.triggered.connect(self._open_at_caret)
        sheet.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        sheet.customContextMenuRequested.connect(self._open_context)
        proposals.state_known.connect(self._keep_state)

    def _keep_state(self, state: AssistantState) -> None:
        self._assistant = state

    def _prepare(self) -> None:
        """Name the sentence, or say why nothing can be asked."""
        act, selected = self._presenter.act, self._sheet.selected()
        if not self._assistant.ready:
            self.menu.grey(self._assistant.reason)
        elif act is None or selected is None:
            self.menu.grey(_ACROSS)
        else:
            try:
                place = place_of(act, *selected)
            except SecretaireError as error:
                self.menu.grey(str(error.data.get("cause", "")))
            else:
                self.menu.offer(text_at(act, selected[0], place))

    def _open_at_caret(self) -> None:
        below = self._sheet.cursorRect().bottomLeft()
        self.menu.popup(self._sheet.viewport().mapToGlobal(below))
        first = next((entry for entry in self.menu.choices if entry.isEnabled()), None)
        if first is not None:
            self.menu.setActiveAction(first)

    def _open_context(self, point: QPoint) -> None:
        """The usual menu of a text, with ours under it; a click outside the selection moves the caret there."""
        cursor = self._sheet.cursorForPosition(point)
        selection = self._sheet.textCursor()
        if not selection.selectionStart() <= cursor.position() <= selection.selectionEnd():
            self._sheet.setTextCursor(cursor)
        usual = self._sheet.createStandardContextMenu(point)
        usual.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        usual.addSeparator()
        usual.addMenu(self.menu)
        usual.popup(self._sheet.viewport().mapToGlobal(point))

    def _ask(self, retouch: Retouch) -> None:
        selected = self._sheet.selected()
        self._flush()
        if selected is not None:
            # behind the writes just asked: the assistant must read the page as it is now
            self._presenter.session.tasks.change(lambda: None, lambda _: self._ask_on(retouch, selected))

    def _ask_on(self, retouch: Retouch, selected: Selection) -> None:
        act = self._presenter.act
        if act is not None and (place := self._place(act, selected)) is not None:
            self._proposals.ask(rework_request(retouch, selected[0], place))

    def _place(self, act: Act, selected: Selection) -> Place | None:
        try:
            return place_of(act, *selected)
        except SecretaireError as error:
            self._presenter.session.told.emit(window_sentence(error))
            return None
