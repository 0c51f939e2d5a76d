"""« Circonstances »: closed doors, for the meeting or the point, and what the council said of the urgency."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from secretaire.council import sitting
from secretaire.council.circumstances import HuisClos, Voix
from secretaire.council.course import seance_at
from secretaire.council.pouvoirs import valid_pouvoirs
from secretaire.council.seance import Seance
from secretaire.ui.places.seances.pendant.sitting import DoorsDialog, SittingDialog
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import Names

_URGENCY = "Urgence : avis du conseil…"
_WHOLE = "Huis clos pour toute la séance…"
_POINT = "Huis clos pour ce point…"


class CircumstancesMenu(QToolButton):
    """What is noted is said by the button itself."""

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.asking: SittingDialog | None = None
        self.setProperty("menu", "true")  # its text bears the arrow
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # made here, not by the menu: Python sees an action that Qt made as gone once another took its address
        self.urgency, self.whole, self.point = (QAction(words, self) for words in (_URGENCY, _WHOLE, _POINT))
        self.urgency.triggered.connect(lambda _=False: self._ask_urgency())
        self.whole.triggered.connect(lambda _=False: self._ask_doors(None))
        self.point.triggered.connect(lambda _=False: self._ask_doors(self._presenter.point))
        menu = QMenu(self)
        menu.addActions([self.urgency, self.whole, self.point])
        self.setMenu(menu)

    def show_view(self, view: MeetingView, point: int | None) -> None:
        course = view.course
        opened = course.ouverture is not None and course.levee is None
        passage = view.passage(point) if point is not None else None
        self.setVisible(opened)
        self.urgency.setVisible(bool(course.urgence))
        self.point.setEnabled(passage is not None and passage.sort is None)
        said = "Public ou huis clos"
        if course.urgence and course.avis_urgence is None:
            said = "Urgence : avis à noter"
        elif course.a_huis_clos:
            said = "Séance à huis clos"
        elif passage is not None and passage.huis_clos is not None and passage.huis_clos.decide:
            said = "Point à huis clos"
        self.setText(f"{said} ▾")
        self.setAccessibleName(said)

    def _ask_urgency(self) -> None:
        view = self._presenter.view
        if view is None:
            return
        text = (
            f"Motif donné par le maire : {view.course.urgence}. Le conseil se prononce sur l'urgence à l'ouverture ; il peut "
            "renvoyer tout ou partie de l'ordre du jour."
        )
        voices = _voices(view, view.course.seance)
        dialog = SittingDialog("Urgence", text, voices, view.course.avis_urgence, self.window())
        dialog.kept.connect(self._judge)
        dialog.forgotten.connect(lambda: self._judge(None))
        self._open(dialog)

    def _ask_doors(self, point: int | None) -> None:
        view = self._presenter.view
        if view is None:
            return
        held = seance_at(view.course, point) if point is not None else view.course.seance
        known = view.passage(point).huis_clos if point is not None else view.course.huis_clos
        names = Names(view.members)
        there = [(e.id, names.of(e.id)) for e in view.members if e.id in held.presents]
        title = "Huis clos pour toute la séance" if point is None else "Huis clos pour ce point"
        dialog = DoorsDialog(title, there, _voices(view, held), known, self.window())
        dialog.asked.connect(lambda asked: self._close(asked, point))
        dialog.forgotten.connect(lambda: self._close(None, point))
        self._open(dialog)

    def _open(self, dialog: SittingDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        self.asking = dialog
        dialog.open()

    def _judge(self, voix: Voix | None) -> None:
        self._presenter.apply(lambda c, e: sitting.judge_urgency(c, e, voix))

    def _close(self, asked: HuisClos | None, point: int | None) -> None:
        self._presenter.apply(lambda c, e: sitting.close_doors(c, e, asked, point))


def _voices(view: MeetingView, held: Seance) -> int:
    """Those present, and the pouvoirs."""
    there = sum(e in view.en_exercice for e in held.presents)
    return there + len(valid_pouvoirs(held))
