"""« Nos habitudes »: the clauses that the commune writes its own way in its acts, to adopt in the type."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from secretaire.desk.act_types import Clause, ClauseState, TypeSheet
from secretaire.drafting.reuse.habits import Habit
from secretaire.ui.parts.basics import button, column, frame, label, main_button
from secretaire.ui.places.reglages.types.presenter import TypesPresenter
from secretaire.ui.places.reglages.types.readable import ONE_OF, html_of
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import count

_WHAT = (
    "L'application relit vos actes de ce type et cherche les phrases que vous écrivez à votre façon, dans trois actes au "
    "moins. Elle ne change rien d'elle-même."
)


class HabitsPane(QWidget):
    """Asked for; each habit is adopted with a button."""

    def __init__(self, presenter: TypesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._habits: tuple[Habit, ...] = ()
        self.search = main_button("Chercher nos habitudes", self._ask)
        self.state = label("", "muted")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        layout = column(label(_WHAT, "muted"), spacing=SMALL)
        layout.addWidget(self.search, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.state)
        layout.setContentsMargins(0, SMALL, 0, 0)
        layout.addWidget(self._area, 1)
        self.setLayout(layout)
        presenter.habits_found.connect(self.show_habits)

    def clear(self) -> None:
        """Another type."""
        self.show_habits(())
        self.state.setText("")

    def show_habits(self, habits: tuple[Habit, ...]) -> None:
        self._habits = habits
        self.search.setEnabled(True)
        found = count(len(habits), "habitude trouvée", "habitudes trouvées")
        self.state.setText(f"{found}." if habits else "Rien de particulier : vos actes suivent le texte du type.")
        self._fill()

    def show_sheet(self, _sheet: TypeSheet) -> None:
        """A habit adopted is no longer offered."""
        self._fill()

    def redraw(self) -> None:
        """The colours changed."""
        self._fill()

    def _ask(self) -> None:
        self.search.setEnabled(False)
        self.state.setText("Relecture de vos actes…")
        self._presenter.search_habits()

    def _fill(self) -> None:
        sheet = self._presenter.sheet
        held = QWidget()
        inside = QVBoxLayout(held)
        inside.setContentsMargins(0, SMALL, SMALL, SMALL)
        inside.setSpacing(MEDIUM)
        if sheet is not None:
            ours = {clause.text for clause in sheet.clauses if clause.state is not ClauseState.LIVREE}
            for habit in self._habits:
                inside.addWidget(self._card(habit, sheet, adopted=habit.text in ours))
        inside.addStretch()
        former = self._area.takeWidget()
        if former is not None:
            former.deleteLater()
        self._area.setWidget(held)

    def _card(self, habit: Habit, sheet: TypeSheet, *, adopted: bool) -> QWidget:
        clause = Clause(habit.part, habit.replaces, habit.text, ClauseState.AJOUTEE)
        written = label("")
        written.setTextFormat(Qt.TextFormat.RichText)
        written.setText(html_of(clause, habit.text, sheet.kind, current_palette()))
        acts = count(habit.acts, "de vos actes écrit", "de vos actes écrivent")
        inside = column(label(f"{acts}, comme {ONE_OF[habit.part]} :", "subtitle"), written, margin=MEDIUM)
        if habit.replaces:
            shipped = label("", "muted")
            shipped.setTextFormat(Qt.TextFormat.RichText)
            shipped.setText(f"Au lieu de : {html_of(clause, habit.replaces, sheet.kind, current_palette())}")
            inside.addWidget(shipped)
        adopt = button("Adopté" if adopted else "Adopter", lambda: self._presenter.adopt(habit))
        adopt.setEnabled(not adopted)
        adopt.setAccessibleName(f"{adopt.text()} : {habit.text[:50]}")
        inside.addWidget(adopt, alignment=Qt.AlignmentFlag.AlignLeft)
        return frame("seen", inside)
