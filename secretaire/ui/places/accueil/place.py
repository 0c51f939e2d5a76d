"""The place *Accueil*: the first one of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QScrollArea, QWidget

from secretaire.acts.act import State
from secretaire.acts.wording import hour, upper_first, weekday
from secretaire.council.convocation import Regularite
from secretaire.desk.convocations import Convocation
from secretaire.desk.overnight import Etat, Task
from secretaire.desk.writing import ActLine
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.accueil.cards import Card, Cards, DeadlineCard, ReminderCard
from secretaire.ui.places.accueil.presenter import AccueilPresenter, Home
from secretaire.ui.places.accueil.setting_up import SettingUp
from secretaire.ui.places.accueil.year_dialog import YearDialog
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.wording import STATES, changed, count

_ID = Qt.ItemDataRole.UserRole
_UNDER_WAY = (State.A_REPRENDRE, State.SOUMIS, State.RELU, State.BROUILLON)
_NUMBERED = {
    State.A_REPRENDRE: ("à reprendre", "à reprendre"),
    State.SOUMIS: ("soumis au maire", "soumis au maire"),
    State.RELU: ("relu", "relus"),
    State.BROUILLON: ("brouillon", "brouillons"),
}
_TINTS = {State.SOUMIS: "warning", State.A_REPRENDRE: "blocking"}
_NOTHING_DUE = "Rien à faire dans les deux mois qui viennent."
_NOTHING_EXPECTED = "Rien de ce qui revient chaque année n'est attendu à cette époque."
_NOTHING_READ = (
    "Faites lire les documents de la commune (Fonds, Ctrl+5) : ce qui revient chaque année sera rappelé ici."
)
_NO_MEETING = "Aucune séance prévue. Préparez-la dans Séances (Ctrl+4)."
_NO_PROJECT = "Aucun projet en cours."


class AccueilPlace(QWidget):
    """What to write on the left with what is due; on the right, the next meeting, each year's acts, the projects."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("place")
        self._session = session
        self.presenter = AccueilPresenter(session, self)
        self.year_dialog: YearDialog | None = None
        self.words = QLineEdit()
        self.words.setAccessibleName("Que voulez-vous rédiger ?")
        self.words.setPlaceholderText("Quelques mots : « subv toiture », « fermer la route », « tarifs salle »…")
        self.words.returnPressed.connect(self._begin)
        self.fault = label("", "fault")
        self.fault.hide()
        self.setting_up = SettingUp()
        self.due = Cards("À faire")
        self.due.heading.addWidget(button("Toute l'année…", self.ask_year, tip="Toutes les échéances, et l'agenda"))
        self.meeting = Cards("Prochaine séance")
        self.expected = Cards("Chaque année à cette époque")
        self.projects = QListWidget()
        self.projects.setAccessibleName("Projets en cours")
        self.projects.setItemDelegate(TwoLineDelegate(self.projects))
        self.projects.itemActivated.connect(self._open)
        self.projects.itemClicked.connect(self._open)
        self._counts = label(_NO_PROJECT, "muted")
        self._lay_out()
        self.presenter.shown.connect(self._show)
        self.presenter.refused.connect(self._refused)
        self.presenter.offered.connect(self.setting_up.show_offer)
        self.setting_up.put_off.connect(self.presenter.put_off)
        self.setting_up.refused.connect(self.presenter.refuse_assistant)
        self.presenter.year_shown.connect(self._show_year)
        self.presenter.calendar_written.connect(self._calendar_written)

    def arrive(self) -> None:
        self.presenter.set_active(True)
        self.words.setFocus()

    def leave(self) -> None:
        self.presenter.set_active(False)

    def redraw(self) -> None:
        self.projects.viewport().update()

    def ask_year(self) -> None:
        """Look at a whole year."""
        if self.year_dialog is not None:
            return
        dialog = YearDialog(self._session.office.today(), self.window())
        self.year_dialog = dialog
        dialog.year_asked.connect(self.presenter.show_year)
        dialog.noted.connect(self.presenter.note)
        dialog.calendar_asked.connect(self.presenter.write_calendar)
        dialog.finished.connect(self._close_year)
        dialog.open()
        dialog.ask()

    def _lay_out(self) -> None:
        asking = QHBoxLayout()
        asking.addWidget(self.words, 1)
        asking.addWidget(main_button("Chercher", self._begin, tip="Entrée"))
        left = column(label("Que voulez-vous rédiger ?", "title"), spacing=SMALL)
        left.addLayout(asking)
        left.addSpacing(MEDIUM)
        for widget in (self.fault, self.setting_up, self.due):
            left.addWidget(widget)
        left.addStretch()
        right = column(self.meeting, self.expected, spacing=LARGE)
        projects = column(label("Projets en cours", "heading"), self._counts, self.projects, spacing=SMALL)
        projects.setStretch(2, 100)
        projects.addStretch(1)  # what is left when there is no project
        right.addLayout(projects, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        layout.setSpacing(LARGE * 2)
        layout.addWidget(_scrolled(left), 3)
        layout.addWidget(_scrolled(right), 2)

    def _show(self, home: Home) -> None:
        self.fault.hide()
        self.setting_up.show_steps(home.steps)
        deadlines: list[QWidget] = []
        for line in home.lines:
            card = DeadlineCard(line, home.today)
            card.write_asked.connect(self._session.begin_type)
            card.open_asked.connect(self._session.show_seance)
            card.noted.connect(self.presenter.note)
            deadlines.append(card)
        self.due.show_cards(deadlines, _NOTHING_DUE)
        reminders: list[QWidget] = []
        for reminder in home.reminders:
            made = ReminderCard(reminder)
            made.write_asked.connect(self.presenter.write)
            reminders.append(made)
        self.expected.show_cards(reminders, _NOTHING_EXPECTED if home.documents else _NOTHING_READ)
        self.meeting.show_cards([self._meeting_card(home.meeting, home.prepared)] if home.meeting else [], _NO_MEETING)
        self._show_projects(home.projects)

    def _meeting_card(self, meeting: Convocation, prepared: Sequence[Task]) -> QWidget:
        seance = meeting.course.seance
        at = f" à {hour(seance.heure)}" if seance.heure else ""
        when, tint = _convocation_of(meeting, self._session.office.today() > meeting.jours.conseille)
        points = count(len(meeting.course.points), "point à l'ordre du jour", "points à l'ordre du jour")
        place = f"{seance.lieu} · {points}" if seance.lieu else points
        drafts = _prepared(prepared)
        why = "\n".join(filter(None, (upper_first(place), drafts)))
        card = Card(upper_first(f"{weekday(seance.date)}{at}"), when, why, tint)
        shown = self._session.show_drafts if drafts else self._session.show_seance
        opened = button("Ouvrir", lambda: shown.emit(seance.id))
        opened.setAccessibleName(f"Ouvrir la séance du {seance.date:%d/%m/%Y}")
        card.gestures.addWidget(opened)
        return card

    def _show_projects(self, lines: Sequence[ActLine]) -> None:
        shown = [line for state in _UNDER_WAY for line in lines if line.state is state]
        self.projects.clear()
        for line in shown:
            item = QListWidgetItem()
            under = f"{STATES[line.state]} · {changed(line.updated)}"
            set_two_lines(item, line.objet or line.libelle, under, tint=_TINTS.get(line.state, ""))
            item.setData(_ID, line.id)
            self.projects.addItem(item)
        numbers = ((state, sum(line.state is state for line in shown)) for state in _UNDER_WAY)
        said = " · ".join(f"{number} {_NUMBERED[state][number > 1]}" for state, number in numbers if number)
        self._counts.setText(upper_first(said) if said else _NO_PROJECT)
        self.projects.setVisible(bool(shown))

    def _begin(self) -> None:
        self._session.begin_act.emit(self.words.text().strip())
        self.words.clear()

    def _open(self, item: QListWidgetItem) -> None:
        self._session.write_act.emit(str(item.data(_ID)))

    def _refused(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()

    def _show_year(self, year: int, lines: object) -> None:
        if self.year_dialog is not None and isinstance(lines, tuple):
            self.year_dialog.show_lines(year, lines)

    def _calendar_written(self, target: Path) -> None:
        if self.year_dialog is not None:
            self.year_dialog.say(f"Écrit : {target.name}. Ouvrez ce fichier avec votre agenda.")

    def _close_year(self, _result: int) -> None:
        self.presenter.show_year(0)
        if self.year_dialog is not None:
            self.year_dialog.deleteLater()
            self.year_dialog = None


def _convocation_of(meeting: Convocation, late: bool) -> tuple[str, str]:
    """What is to be done of its convocation, and the tint of the words."""
    if meeting.regularite is Regularite.REGULIERE:
        return "Convocation envoyée dans les délais", "fine"
    if meeting.regularite is not None:
        urgent = meeting.regularite is Regularite.URGENCE
        return (
            ("Convocation envoyée en urgence", "warning") if urgent else ("Convocation envoyée trop tard", "blocking")
        )
    if late:
        return f"Convocation non envoyée ; dernier jour sûr passé ({meeting.jours.raison})", "blocking"
    return f"Convocation à envoyer ; dernier jour sûr : {meeting.jours.raison}", "warning"


def _prepared(tasks: Sequence[Task]) -> str:
    """« 5 projets préparés, 1 type à choisir, 2 à préparer »; nothing before the first of them."""
    numbers = Counter(task.etat for task in tasks)
    if not (numbers.keys() - {Etat.EN_ATTENTE}):
        return ""
    ready, to_choose, left = numbers[Etat.PRET], numbers[Etat.A_CHOISIR], sum(task.pending for task in tasks)
    said = [count(ready, "projet préparé", "projets préparés")] if ready else []
    said += [count(to_choose, "type à choisir", "types à choisir")] if to_choose else []
    said += [f"{left} à préparer"] if left else []
    words = ", ".join(said)
    return f"Préparation inachevée : {words}" if numbers[Etat.EN_COURS] else upper_first(words)


def _scrolled(layout: object) -> QScrollArea:
    inside = QWidget()
    inside.setLayout(layout)  # type: ignore[arg-type]
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
