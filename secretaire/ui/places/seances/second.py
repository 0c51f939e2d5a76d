"""Whether a meeting is a second convocation, and after which one (CGCT L. 2121-17)."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from secretaire.council import sitting
from secretaire.council.course import Course
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView

_FIRST = "Première convocation"


class SecondConvocation(QComboBox):
    """Shown only when an earlier meeting lacked a quorum, or when this was noted already."""

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.setAccessibleName("Première ou seconde convocation")
        self.activated.connect(lambda _: self._keep())

    def show_view(self, view: MeetingView) -> None:
        course = view.course
        self.clear()
        self.addItem(_FIRST, None)
        for first in view.firsts:
            self.addItem(_second(first.seance.date.strftime("%d/%m/%Y")), first)
        chosen = next((r for r, f in enumerate(view.firsts, 1) if f.seance.date == course.premiere), 0)
        if course.premiere is not None and not chosen:
            chosen = self.count()
            self.addItem(_second(course.premiere.strftime("%d/%m/%Y")), course.premiere)
        self.setCurrentIndex(chosen)
        self.setVisible(self.count() > 1)

    def _keep(self) -> None:
        first = self.currentData()
        if isinstance(first, Course):
            self._presenter.apply(lambda c, e: sitting.convene_again(c, e, first))
        elif first is None:
            self._presenter.apply(sitting.convene_once)


def _second(day: str) -> str:
    return f"Seconde convocation, faute de quorum le {day}"
