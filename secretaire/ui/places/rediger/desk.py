"""The act on the desk: form, page, side. Connects what is seen to the presenters."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QSplitter, QVBoxLayout, QWidget

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType
from secretaire.acts.spans import Origin, OriginKind
from secretaire.checks.citations import REPLACED
from secretaire.checks.finding import Finding
from secretaire.desk.assistant import AssistantState
from secretaire.desk.reusing import Reuse
from secretaire.ui.parts.basics import column, frame, label
from secretaire.ui.parts.page.sheet import ActSheet
from secretaire.ui.places.rediger.bar import DraftBar
from secretaire.ui.places.rediger.facts import ActFacts, Notes
from secretaire.ui.places.rediger.form.form import Form
from secretaire.ui.places.rediger.origins import origin_text
from secretaire.ui.places.rediger.presenter import RedigerPresenter
from secretaire.ui.places.rediger.proposals import ProposalPresenter
from secretaire.ui.places.rediger.requests import Request, part_request, title_request
from secretaire.ui.places.rediger.retouching.gestures import Retouching
from secretaire.ui.places.rediger.reuse.presenter import ReusePresenter
from secretaire.ui.places.rediger.side import Side
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import ORIGINS, ROLES

_OURS = "acte:"


class DraftDesk(QWidget):
    """What is seen while an act is written."""

    meeting_asked = Signal()

    def __init__(
        self, presenter: RedigerPresenter, proposals: ProposalPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._proposals = proposals
        self._moved = False
        self._assistant = AssistantState(False, "", "")
        self.bar = DraftBar()
        self.facts = ActFacts()
        self.reuse = ReusePresenter(presenter, self)
        self.old_act = label("", "muted")
        self.old_act.hide()
        self.form = Form()
        self.notes = Notes()
        self.sheet = ActSheet(editable=True)
        self.strip = label("", "muted")
        self.strip.setMinimumHeight(self.strip.fontMetrics().height() + 4)
        self.legend = QLabel(_legend_text())
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setWordWrap(True)
        self.legend.hide()
        self.side = Side(presenter)
        self.retouching = Retouching(presenter, proposals, self.sheet, self.flush)
        self.bar.retouch.setMenu(self.retouching.menu)
        self._lay_out()
        self._connect_writing()
        self._connect_reading()
        self._connect_assistant()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(column(self.old_act, self.facts, self.form, self.notes, margin=MEDIUM, spacing=MEDIUM))
        inside.layout().addStretch(1)  # type: ignore[union-attr]
        self.form_scroll = QScrollArea()
        self.form_scroll.setWidget(inside)
        self.form_scroll.setWidgetResizable(True)
        self.form_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # always there: else every height is worked out for two widths
        self.form_scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.form_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        page.setLayout(column(self.sheet, self.legend, self.strip, spacing=2))
        page.layout().setStretch(0, 1)  # type: ignore[union-attr]
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SMALL)
        panel = frame("panel", column(self.form_scroll))
        for part in (panel, page, self.side):
            self.splitter.addWidget(part)
        for part, least in ((panel, 250), (page, 340), (self.side, 240)):
            part.setMinimumWidth(least)
        self.splitter.splitterMoved.connect(self._keep_sizes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        layout.setSpacing(SMALL)
        layout.addWidget(self.bar)
        layout.addWidget(self.splitter, 1)

    def _connect_writing(self) -> None:
        presenter = self._presenter
        self.form.given.connect(presenter.give_field)
        self.form.taken.connect(self.reuse.take)
        self.form.set_aside.connect(self._set_aside)
        self.form.passage_asked.connect(self._show_old_passage)
        self.form.summed_up.connect(self._sum_up)
        self.facts.number_given.connect(presenter.give_number)
        self.facts.date_given.connect(presenter.give_date)
        self.facts.meeting_asked.connect(self.meeting_asked)
        self.notes.given.connect(presenter.give_notes)
        self.sheet.edited.connect(presenter.edit)
        self.sheet.blank_clicked.connect(self.go_to_blank)
        self.sheet.refused.connect(presenter.session.told)
        self.side.findings.attested.connect(self._attest)
        self.side.findings.replacement_taken.connect(self._replace)
        self.bar.undone.connect(self.undo)
        self.bar.redone.connect(self.redo)
        self.bar.next_blank.connect(self.next_blank)
        self.bar.left.connect(self.leave)
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Undo), self.undo),
            (QKeySequence(QKeySequence.StandardKey.Redo), self.redo),
            (QKeySequence("Ctrl+Y"), self.redo),
            (QKeySequence("F8"), self.next_blank),
            (QKeySequence("Alt+R"), self.form.take_focused),
        ):
            action = QAction(self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(slot)
            self.addAction(action)
        self.addAction(self.bar.propose_action)
        self.addAction(self.retouching.action)

    def _connect_reading(self) -> None:
        presenter = self._presenter
        presenter.opened.connect(self._open)
        presenter.act_shown.connect(self._show)
        presenter.field_fault.connect(self.form.show_fault)
        presenter.fault.connect(presenter.session.told)
        presenter.seance_shown.connect(self.facts.show_meeting)
        presenter.noted_shown.connect(self.form.show_noted)
        self.sheet.caret_moved.connect(self._tell_origin)
        self._presenter.landed.connect(self.sheet.select)
        self.sheet.origin_asked.connect(self.side.precedents.show_origin)
        self.side.findings.chosen.connect(self._select_finding)
        self.side.origins.chosen.connect(self.sheet.select)
        self.bar.origins.toggled.connect(self._show_origins)
        self.reuse.shown.connect(self._show_reuse)
        self.reuse.compared.connect(self.side.old_act.show_beside)
        self.side.old_act.wanted.connect(self.reuse.compare)
        self.side.old_act.chosen.connect(self.sheet.select)

    def _connect_assistant(self) -> None:
        proposals, card = self._proposals, self.side.card
        self.bar.proposal_asked.connect(lambda zone: self._ask(part_request(zone) if zone else None))
        self.bar.title_asked.connect(self._ask_title)
        proposals.state_known.connect(self._keep_state)
        proposals.started.connect(card.start)
        proposals.streamed.connect(card.show_text)
        proposals.ready.connect(card.finish)
        proposals.failed.connect(card.fail)
        proposals.closed.connect(card.hide)
        proposals.accepted.connect(lambda act, request: self._presenter.adopt_change(request.change, act))
        card.accepted.connect(self._accept)
        card.refused.connect(proposals.refuse)
        card.interrupted.connect(proposals.interrupt)
        card.put_away.connect(card.hide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page takes what the sides leave, until the person chooses otherwise."""
        super().resizeEvent(event)
        if not self._moved:
            form = min(310, max(250, round(self.width() * 0.26)))
            side = min(320, max(240, round(self.width() * 0.26)))
            self.splitter.setSizes([form, max(1, self.splitter.width() - form - side), side])

    def _keep_sizes(self, _position: int, _index: int) -> None:
        self._moved = True

    # gestures

    def flush(self) -> None:
        """Save at once everything typed."""
        self.form.flush()
        self.notes.flush()
        self.sheet.flush()

    def undo(self) -> None:
        self.flush()
        self._presenter.undo()

    def redo(self) -> None:
        self.flush()
        self._presenter.redo()

    def leave(self) -> None:
        self.flush()
        self._presenter.leave()

    def next_blank(self) -> None:
        """Go to the first blank still to complete."""
        act = self._presenter.act
        blanks = act.blanks() if act is not None else ()
        if blanks:
            self.go_to_blank(blanks[0])

    def go_to_blank(self, name: str) -> None:
        """The field of a blank; the meeting for what only the meeting tells; the page otherwise."""
        row = self.form.row(name)
        if row is not None:
            self.form_scroll.ensureWidgetVisible(row, 0, 60)
            row.focus()
        elif name.partition(".")[0] in {"seance", "vote"}:
            self.meeting_asked.emit()
        elif name in {"signature.date", "signature.numero"}:
            (self.facts.number if name == "signature.numero" else self.facts.date).setFocus()
        elif name.startswith("elus."):
            self._presenter.session.told.emit(
                "Ce blanc vient de la liste des élus : importez-la depuis le menu de la commune, en haut à gauche."
            )
        else:
            self.sheet.select_blank(name)
            self.sheet.setFocus()

    def _ask_title(self) -> None:
        act = self._presenter.act
        self._ask(title_request() if act is not None and act.notes else None)

    def _ask(self, request: Request | None) -> None:
        self.flush()
        card = self.side.card
        if not self._assistant.ready:
            card.unavailable(self._assistant.reason)
        elif request is None:
            self.form_scroll.ensureWidgetVisible(self.notes)
            self.notes.area.setFocus()
            card.unavailable("L'assistant part de vos notes : écrivez-les d'abord, une idée par ligne")
        else:
            # behind the writes just asked: the assistant must see the notes as they are now
            self._presenter.session.tasks.change(lambda: None, lambda _: self._proposals.ask(request))

    def _accept(self) -> None:
        self.flush()
        self._proposals.accept()

    def _attest(self, found: Finding, source: str) -> None:
        if found.role is not None:
            self._presenter.attest(found.role, found.start, found.end, source)

    def _replace(self, found: Finding) -> None:
        act = self._presenter.act
        if found.code == REPLACED:
            self.flush()
            self._presenter.replace_reference(found)
        elif act is not None and found.role is not None:
            text = act.section(found.role).text
            self._presenter.edit(found.role, text[: found.start] + found.proposition + text[found.end :])

    def _set_aside(self, name: str) -> None:
        self.flush()
        self.reuse.set_aside(name)

    def _show_old_passage(self, source: str) -> None:
        if source.startswith(_OURS):
            self._presenter.session.show_act.emit(source.removeprefix(_OURS))
        else:
            self.side.precedents.show_origin(Origin(OriginKind.PRECEDENT, source))

    # what is shown

    def _keep_state(self, state: AssistantState) -> None:
        self._assistant = state

    def _open(self, act: Act, kind: ActType, reuse: Reuse | None) -> None:
        names = [elu.full_name for elu in self._presenter.session.roster]
        self.form.build(kind, names, reuse)
        self.side.show_old_act(there=reuse is not None)
        self._proposals.follow(act)
        self.side.card.hide()
        self.form_scroll.verticalScrollBar().setValue(0)

    def _show(self, act: Act, restored: bool) -> None:
        kind = self._presenter.kind
        if kind is None:
            return
        self._proposals.follow(act)
        zones = self._proposals.zones(act)
        if restored:
            self.form.restore(act.fields)
            self.notes.restore(act.notes)
        else:
            self.form.show_saved(act.fields)
            self.notes.show_saved(act.notes)
        self.facts.show_act(act, kind)
        self.sheet.show_act(act, frozenset(z.role for z in zones))
        self.bar.show_act(act, kind, zones)
        self._show_undo()
        self.side.show_act(act, kind)
        if self.side.old_act.isVisible():
            self.reuse.compare()

    def _show_undo(self) -> None:
        stack = self._presenter.undo_stack
        self.bar.show_undo(stack.undoText(), stack.redoText())

    def _show_reuse(self, reuse: Reuse) -> None:
        self.form.show_reuse(reuse)
        self._show_undo()

    def _sum_up(self, sentence: str) -> None:
        self.old_act.setText(sentence)
        self.old_act.setVisible(bool(sentence))

    def _tell_origin(self) -> None:
        role, _ = self.sheet.caret()
        self.bar.follow_caret(role)
        origin = self.sheet.caret_origin()
        where = f"{ROLES[role]}. " if role is not None else ""
        origin_words = f"Origine : {origin_text(origin, self._presenter.field_label)}" if origin is not None else ""
        if origin is not None and origin.kind is OriginKind.PRECEDENT:
            origin_words += " (double-clic pour lire le passage)"
        self.strip.setText(f"{where}{origin_words}")

    def _select_finding(self, found: Finding) -> None:
        if found.role is not None:
            self.sheet.select(found.role, found.start, found.end)

    def _show_origins(self, shown: bool) -> None:
        self.sheet.show_origins(shown)
        self.legend.setVisible(shown)
        if shown:
            self.side.show_origins()

    def redraw(self) -> None:
        """The theme changed."""
        self.sheet.redraw()
        self.side.precedents.passage.redraw()
        self.side.old_act.redraw()
        self.side.card.redraw()
        self.legend.setText(_legend_text())


def _legend_text() -> str:
    """The name of each origin on its tint; wraps like a text."""
    palette = current_palette()
    return " &nbsp; ".join(
        f'<span style="background-color:{palette.origins[kind]}; color:{palette.ink}">&nbsp;{word.replace(" ", "&nbsp;")}&nbsp;</span>'
        for kind, word in ORIGINS.items()
    )
