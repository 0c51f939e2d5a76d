"""« Avant »: the day, the ordre du jour, the convocation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from secretaire.council import happenings
from secretaire.council.agenda import Nature, Point
from secretaire.ui.parts.basics import column, frame, tabs
from secretaire.ui.places.actes.exports.strip import DoneStrip
from secretaire.ui.places.seances.avant.agenda import AgendaPanel
from secretaire.ui.places.seances.avant.convocation import ConvocationPanel, ConvocationPresenter
from secretaire.ui.places.seances.avant.facts import FactsForm
from secretaire.ui.places.seances.avant.night import NightPresenter
from secretaire.ui.places.seances.avant.night_panel import NightPanel
from secretaire.ui.places.seances.avant.papers import CallPapers
from secretaire.ui.places.seances.avant.point_form import PointForm
from secretaire.ui.places.seances.avant.type_dialog import PointTypeDialog
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import SMALL, TIGHT

_GUESSED = {
    "procès-verbal": Nature.PROCES_VERBAL,
    "décisions du maire": Nature.DECISIONS,
    "délégation": Nature.DECISIONS,
    "questions": Nature.QUESTIONS,
    "information": Nature.INFORMATION,
}


_DRAFTS = "Projets préparés"


class AvantPage(QWidget):
    """The ordre du jour on the left; on the right the point chosen and the convocation, or the drafts prepared ahead."""

    def __init__(self, session: Session, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.facts = FactsForm(presenter)
        self.agenda = AgendaPanel()
        self.form = PointForm(presenter)
        self.convoking = ConvocationPresenter(session, self)
        self.convocation = ConvocationPanel(self.convoking)
        self.papers = CallPapers(session, self)
        self.preparing = NightPresenter(session, self)
        self.night = NightPanel(self.preparing)
        self.type_dialog: PointTypeDialog | None = None
        self.done = DoneStrip()
        left = column(self.facts, spacing=0)
        left.addWidget(self.agenda, 1)
        right = column(self.form, spacing=SMALL)
        right.addWidget(self.convocation, 1)
        inside = QWidget()
        inside.setLayout(right)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.tabs = tabs("Point, convocation et projets", (scroll, "Point et convocation"), (self.night, _DRAFTS))
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(frame("panel", left))
        splitter.addWidget(frame("panel", column(self.tabs)))
        splitter.setSizes([640, 560])
        splitter.setStretchFactor(0, 1)
        layout = column(self.done, spacing=TIGHT)
        layout.addWidget(splitter, 1)
        self.setLayout(layout)
        self.agenda.chosen.connect(presenter.turn_to)
        self.agenda.added.connect(self._add)
        self.agenda.moved.connect(
            lambda point, rank: presenter.apply(lambda c, e: happenings.move_point(c, e, point, rank))
        )
        self.agenda.removed.connect(lambda point: presenter.apply(lambda c, e: happenings.remove_point(c, e, point)))
        self.form.begin_asked.connect(self.ask_type)
        self.night.other_type_asked.connect(self.ask_type)
        self.night.open_asked.connect(session.write_act)
        self.night.counted.connect(self._count_drafts)
        self.preparing.written.connect(lambda act: session.write_act.emit(act.id))
        self.preparing.refused.connect(self.done.say_fault)
        self.form.write_asked.connect(session.write_act)
        self.convoking.noted.connect(presenter.refresh)
        self.convocation.paper_asked.connect(
            lambda paper, seance, le: self.papers.ask(paper, seance.id, seance.date, le)
        )
        self.papers.written.connect(self.done.say_written)
        self.papers.refused.connect(self.done.say_fault)
        presenter.opened.connect(lambda _: self._another())
        presenter.turned.connect(self._turn)
        self.tabs.currentChanged.connect(lambda _: self._read_drafts() if self._drafts_shown else None)

    def arrive(self) -> None:
        """The place comes into view."""
        if self._presenter.view is not None:
            (self.agenda.list if self._presenter.view.course.points else self.agenda.line).setFocus()

    def leave(self) -> None:
        self.flush()

    def flush(self) -> None:
        """Everything typed is kept."""
        self.facts.flush()
        self.form.flush()

    def show_view(self, view: MeetingView) -> None:
        self.facts.show_view(view)
        self.agenda.show_view(view, self._presenter.point)
        self.agenda.added_one([p.objet for p in view.course.points])
        self.form.show_view(view, self._presenter.point)
        self.convoking.read(view.course.seance.id)
        if self._drafts_shown:
            self._read_drafts()

    def ask_type(self, point_id: int) -> None:
        """Choose the type of the draft of a point, then write it."""
        view = self._presenter.view
        if view is None or self.type_dialog is not None:
            return
        seance_id = view.course.seance.id
        dialog = PointTypeDialog(view.course.point(point_id).objet, self.window())
        self.type_dialog = dialog
        dialog.words_typed.connect(self.preparing.find_types)
        self.preparing.types_found.connect(dialog.show_types)
        dialog.chosen.connect(lambda type_id: self.preparing.choose(seance_id, point_id, type_id))
        dialog.finished.connect(self._forget_type_dialog)
        dialog.open()
        self.preparing.find_types(dialog.picker.words.text())

    def _forget_type_dialog(self, _result: int) -> None:
        self.type_dialog = None

    def _another(self) -> None:
        self.done.clear()
        self.night.clear()
        self.tabs.setCurrentIndex(0)
        self._read_drafts()

    @property
    def _drafts_shown(self) -> bool:
        return self.tabs.currentWidget() is self.night

    def _read_drafts(self) -> None:
        """Each draft is checked: only for who looks at them, and once for their number."""
        if self._presenter.view is not None:
            self.preparing.read(self._presenter.view.course.seance.id)

    def _count_drafts(self, ready: int, working: bool) -> None:
        said = " (en cours)" if working else f" ({ready})" if ready else ""
        self.tabs.setTabText(self.tabs.indexOf(self.night), f"{_DRAFTS}{said}")

    def _turn(self, point: int | None) -> None:
        self.form.flush()
        if self._presenter.view is not None:
            self.form.show_view(self._presenter.view, point)

    def _add(self, objet: str) -> None:
        folded = objet.casefold()
        nature = next((nature for words, nature in _GUESSED.items() if words in folded), Nature.DELIBERATION)
        point = Point(0, objet, nature)
        self._presenter.apply(lambda c, e: happenings.add_point(c, e, point))
