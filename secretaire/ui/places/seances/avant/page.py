"""« Avant »: the day, the ordre du jour, the convocation."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from secretaire.council import happenings
from secretaire.council.agenda import Nature, Point
from secretaire.ui.parts.basics import column, frame
from secretaire.ui.places.actes.exports.strip import DoneStrip
from secretaire.ui.places.seances.avant.agenda import AgendaPanel
from secretaire.ui.places.seances.avant.convocation import ConvocationPanel, ConvocationPresenter
from secretaire.ui.places.seances.avant.facts import FactsForm
from secretaire.ui.places.seances.avant.papers import CallPapers
from secretaire.ui.places.seances.avant.point_form import PointForm
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


class AvantPage(QWidget):
    """The ordre du jour on the left; the point chosen and the convocation on the right."""

    begin_asked = Signal(str)

    def __init__(self, session: Session, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.facts = FactsForm(presenter)
        self.agenda = AgendaPanel()
        self.form = PointForm(presenter)
        self.convoking = ConvocationPresenter(session, self)
        self.convocation = ConvocationPanel(self.convoking)
        self.papers = CallPapers(session, self)
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
        scroll.setWidget(inside)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SMALL)
        splitter.addWidget(frame("panel", left))
        splitter.addWidget(frame("panel", column(scroll)))
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
        self.form.begin_asked.connect(self.begin_asked)
        self.form.write_asked.connect(session.write_act)
        self.convoking.noted.connect(presenter.refresh)
        self.convocation.paper_asked.connect(
            lambda paper, seance, le: self.papers.ask(paper, seance.id, seance.date, le)
        )
        self.papers.written.connect(self.done.say_written)
        self.papers.refused.connect(self.done.say_fault)
        presenter.opened.connect(lambda _: self.done.clear())
        presenter.turned.connect(self._turn)

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

    def _turn(self, point: int | None) -> None:
        self.form.flush()
        if self._presenter.view is not None:
            self.form.show_view(self._presenter.view, point)

    def _add(self, objet: str) -> None:
        folded = objet.casefold()
        nature = next((nature for words, nature in _GUESSED.items() if words in folded), Nature.DELIBERATION)
        point = Point(0, objet, nature)
        self._presenter.apply(lambda c, e: happenings.add_point(c, e, point))
