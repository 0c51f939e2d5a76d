"""Beside the act: the verdict of the checks, what changed since the last decision, where the words come from, remarks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secretaire.acts.act import Role, State
from secretaire.acts.act_type import ActType
from secretaire.checks.finding import Finding
from secretaire.desk.for_decision import Since, checks_told, signature_told
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.parts.page.sheet import ActSheet
from secretaire.ui.places.actes.relire.presenter import ReviewPresenter, Told
from secretaire.ui.places.actes.relire.remarks_pane import RemarksPane
from secretaire.ui.places.reglages.fields import row, scrolling
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count, in_words, moment

_FIRST = "Aucune décision n'a encore été prise sur cet acte."


class ReviewSide(QWidget):
    """Follows the sheet it stands beside: what is selected there is what a remark is about."""

    checks_asked = Signal()
    changes_asked = Signal(int)  # version that was read at the last decision
    next_asked = Signal(str)  # id of an act
    told = Signal(object)  # Told

    def __init__(self, session: Session, sheet: ActSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._told: Told | None = None
        self.name = ""  # in whose name a remark is made
        self.presenter = ReviewPresenter(session, self)
        self.checks = button("", self.checks_asked.emit, tip="Voir les points relevés par les contrôles")
        self.since = label("")
        self.changes = button("Voir ce qui a changé", self._ask_changes)
        self._origins_title = label("D'où vient le texte", "subtitle")
        self.origins = label("")
        self.signature = label("", "muted")
        self.following = button("Relire l'acte suivant", self._ask_next)
        self.remarks = RemarksPane()
        self._fault = label("", "fault")
        brief = column(spacing=SMALL)
        brief.addLayout(row(self.following))
        brief.addLayout(row(self.checks))
        brief.addWidget(self.since)
        brief.addLayout(row(self.changes))
        brief.addSpacing(TIGHT)
        for shown in (self._origins_title, self.origins, self.signature):
            brief.addWidget(shown)
        brief.addStretch()
        area = scrolling(brief)
        brief.setContentsMargins(0, 0, SMALL, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SMALL)
        layout.addWidget(area, 2)
        layout.addWidget(frame("seen", column(self.remarks, self._fault, margin=SMALL)))
        self._connect()
        self._say("")

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.told.connect(self._show)
        presenter.remarked.connect(self.remarks.clear)
        presenter.remarked.connect(lambda: self._say(""))
        presenter.refused.connect(self._say)
        self._sheet.selectionChanged.connect(self._follow_selection)
        self.remarks.chosen.connect(self._select)
        self.remarks.made.connect(self._remark)
        self.remarks.answered.connect(lambda number, text: presenter.answer(number, self.name, text))

    def show_act(self, told_by_checks: tuple[Finding, ...], kind: ActType, *, other: bool) -> None:
        """What is known of an act at once; the rest comes with `Told`."""
        if other:
            self.remarks.clear()
            self.remarks.show_remarks(())
            self._say("")
            for shown in (self.since, self.changes, self.following):
                shown.hide()
            self.origins.setText("")
        self.checks.setText(checks_told(told_by_checks))
        self.signature.setText(signature_told(kind))
        self._follow_selection()

    def _show(self, told: Told) -> None:
        self._told = told
        found = told.found
        self.origins.setText("\n".join(f"• {sentence}" for sentence in found.origins))
        self.since.setText(_since(found.since))
        self.since.setVisible(found.since is not None or told.act.state is State.SOUMIS)
        self.changes.setVisible(found.since is not None and found.since.changes > 0)
        others = [act_id for act_id in told.waiting if act_id != told.act.id]
        self.following.setVisible(bool(others) and told.act.state is not State.SOUMIS)
        self.following.setText(f"Relire l'acte suivant ({count(len(others), 'en attente', 'en attente')})")
        self.remarks.show_remarks(found.remarks)
        self.told.emit(told)

    def _ask_changes(self) -> None:
        if self._told is not None and self._told.found.since is not None:
            self.changes_asked.emit(self._told.found.since.decision.version)

    def _ask_next(self) -> None:
        if self._told is not None:
            others = [act_id for act_id in self._told.waiting if act_id != self._told.act.id]
            if others:
                self.next_asked.emit(others[0])

    def _follow_selection(self) -> None:
        self.remarks.show_selection(self._sheet.textCursor().selectedText() if self._place() else "")

    def _place(self) -> tuple[Role, int, int] | None:
        """The passage selected on the page; nothing when only the caret is there, or across parts."""
        place = self._sheet.selected()
        return place if place is not None and place[1] < place[2] else None

    def _select(self, role: Role, start: int, end: int) -> None:
        self._sheet.select(role, start, end)

    def _remark(self, text: str) -> None:
        self.presenter.remark(self.name, text, self._place())

    def _say(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))


def _since(since: Since | None) -> str:
    if since is None:
        return _FIRST
    decision = since.decision
    reason = f" (« {decision.reason} »)" if decision.reason else ""
    what = f"{in_words(decision.what, decision.door)} par {decision.who}, {moment(decision.when)}{reason}"
    if not since.changes:
        return f"{what}. Le texte n'a pas changé depuis."
    return f"{what}. Depuis : {count(since.changes, 'passage changé', 'passages changés')}."
