"""A nomination without the secret ballot, and who is nominated (CGCT L. 2121-21)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QGridLayout, QHBoxLayout, QMenu, QScrollArea, QWidget

from secretaire.council import nominations, sitting
from secretaire.council.course import Passage
from secretaire.council.nominations import Nomme, SansSecret
from secretaire.ui.parts.basics import button, column, label, main_button, restyle
from secretaire.ui.places.seances.presenter import Gesture, SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL, TIGHT

LARGE_TARGET = 40
_LINES = 12
_SEATS = ("", "titulaire", "suppléant")
_SINGLE = (
    "Pas plus de candidats que de sièges, ou une seule liste : la nomination prend effet immédiatement, sans vote, et le maire "
    "en donne lecture (CGCT, art. L. 2121-21)."
)
_ELECTED = "Les personnes que les listes font élire, dans l'ordre de chaque liste."


class NomineesDialog(QDialog):
    """A seat and a name a line; Enter keeps."""

    kept = Signal(object)  # tuple[Nomme, ...]

    def __init__(
        self,
        passage: Passage,
        seats: Sequence[str],
        people: Sequence[str],
        why_not: Callable[[tuple[Nomme, ...]], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModal(True)
        self._why_not = why_not
        self.setWindowTitle("Personnes élues" if passage.tours else "Une seule candidature")
        self.seats = [QComboBox() for _ in range(_LINES)]
        self.names = [QComboBox() for _ in range(_LINES)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(SMALL)
        grid.setVerticalSpacing(TIGHT)
        grid.addWidget(label("Personne nommée", "muted", wrap=False), 0, 0)
        grid.addWidget(label("Siège, s'il y en a plusieurs", "muted"), 0, 1)
        for rank, (seat, name) in enumerate(zip(self.seats, self.names, strict=True)):
            for box, said, known in ((name, "Personne nommée", ("", *people)), (seat, "Siège", _SEATS)):
                box.setEditable(True)
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                box.setMinimumContentsLength(8)
                box.addItems(list(known))
                box.setAccessibleName(f"{said} {rank + 1}")
            grid.addWidget(name, rank + 1, 0)
            grid.addWidget(seat, rank + 1, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        for seat, expected in zip(self.seats, seats, strict=False):
            seat.setCurrentText(expected)
        for seat, name, nomme in zip(self.seats, self.names, passage.nommes, strict=False):
            seat.setCurrentText(nomme.siege)
            name.setCurrentText(nomme.nom)
        for box in (*self.seats, *self.names):
            box.currentTextChanged.connect(lambda _: self._judge())
        lines = QWidget()
        lines.setLayout(grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(lines)
        self.said = label("", "muted")
        self.keep = main_button("Noter les élus" if passage.tours else "Noter la nomination", self._keep)
        self.keep.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.keep)
        layout = column(label(_ELECTED if passage.tours else _SINGLE), margin=LARGE, spacing=MEDIUM)
        layout.addWidget(scroll, 1)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.resize(620, 560)
        self._judge()

    def nommes(self) -> tuple[Nomme, ...]:
        """Who is nominated, as typed; a seat without a name is left out."""
        typed = zip(self.names, self.seats, strict=True)
        return tuple(
            Nomme(name.currentText().strip(), seat.currentText().strip())
            for name, seat in typed
            if name.currentText().strip()
        )

    def _judge(self) -> None:
        nommes = self.nommes()
        fault = self._why_not(nommes) if nommes else "Donnez au moins un nom."
        self.said.setText(fault)
        self.said.setVisible(bool(fault))
        self.said.setProperty("kind", "warning" if nommes else "muted")
        restyle(self.said)
        self.keep.setEnabled(not fault)

    def _keep(self) -> None:
        self.kept.emit(self.nommes())
        self.accept()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.names[0].setFocus(Qt.FocusReason.OtherFocusReason)


class NominationGestures:
    """The two gestures of L. 2121-21: at hand on a nomination, in the menu of ballots elsewhere, never for the maire and the
    adjoints, who are always elected by secret ballot (L. 2122-7).
    """

    def __init__(self, presenter: SeancesPresenter, menu: QMenu) -> None:
        self._presenter = presenter
        self.dialog: NomineesDialog | None = None
        self.waive = button("", self.waive_secrecy)
        self.nominees = button("", self.ask_nominees)
        for made in (self.waive, self.nominees):
            made.setMinimumHeight(LARGE_TARGET)
        self.waiving = QAction("Nomination : pas de scrutin secret, à l'unanimité", self.waive)
        self.single = QAction("Nomination : une seule candidature…", self.nominees)
        for action, gesture in ((self.waiving, self.waive_secrecy), (self.single, self.ask_nominees)):
            action.triggered.connect(gesture)
            menu.addAction(action)

    def show_view(self, view: MeetingView, point_id: int, *, votes: bool, opened: bool) -> None:
        passage, draft = view.passage(point_id), view.draft(point_id)
        at_hand = votes and view.nominates(point_id)
        noting = opened and passage.sort is None
        self.waive.setText(
            "Revenir au scrutin secret (F3)" if passage.sans_secret else "Sans scrutin secret, à l'unanimité (F3)"
        )
        self.nominees.setText("Personnes élues… (F4)" if passage.tours else "Une seule candidature… (F4)")
        self.waive.setVisible(at_hand and not passage.tours)
        self.nominees.setVisible(at_hand)
        for made in (self.waive, self.nominees):
            made.setAccessibleName(made.text())
            made.setEnabled(noting)
        may_be_open = draft is None or nominations.may_be_open(draft.scrutin)
        allowed = votes and noting and may_be_open and not passage.tours
        self.waiving.setEnabled(allowed and passage.sans_secret is not SansSecret.UNANIMITE)
        self.single.setEnabled(allowed)

    def waive_secrecy(self) -> None:
        """The council does without the secret ballot, all agreeing; noted already, it keeps it after all."""
        view, point = self._presenter.view, self._presenter.point
        if view is None or point is None:
            return
        waived = view.passage(point).sans_secret is not None
        gesture = sitting.keep_secrecy if waived else sitting.waive_secrecy
        self._presenter.apply(lambda c, e: gesture(c, e, point))

    def ask_nominees(self) -> None:
        """Who is nominated: the single candidates, or those whom the lists elect."""
        view, point = self._presenter.view, self._presenter.point
        if view is None or point is None:
            return
        passage, draft = view.passage(point), view.draft(point)
        nominate = sitting.name_elected if passage.tours else sitting.nominate_at_once

        def gesture(nommes: tuple[Nomme, ...]) -> Gesture:
            return lambda c, e: nominate(c, e, point, nommes)

        people = [f"{e.civilite} {e.full_name}" for e in view.members]
        seats = draft.seats if draft else ()
        self.dialog = NomineesDialog(
            passage, seats, people, lambda nommes: self._presenter.why_not(gesture(nommes)), self.waive.window()
        )
        self.dialog.kept.connect(lambda nommes: self._presenter.apply(gesture(nommes)))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()


def nomination_lines(passage: Passage) -> list[str]:
    """How the nomination is made and whom it nominates, in a sentence each."""
    named = ", ".join(f"{n.nom} ({n.siege})" if n.siege else n.nom for n in passage.nommes)
    match passage.sans_secret:
        case SansSecret.UNANIMITE:
            return [
                "Le conseil renonce à l'unanimité au scrutin secret : il vote à main levée.",
                *([f"Élus : {named}."] if named else []),
            ]
        case SansSecret.CANDIDATURE_UNIQUE:
            return [f"Une seule candidature, effet immédiat ; le maire en donne lecture : {named}."]
    return [f"Élus : {named}."] if named else []
