"""« Projets préparés »: give the ordre du jour in the evening, find a draft for each point in the morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from secretaire.acts.wording import upper_first
from secretaire.desk.overnight import Etat, Step
from secretaire.ui.parts.basics import button, column, label, main_button, restyle
from secretaire.ui.places.seances.avant.night import NightPresenter, NightView, Row, Running
from secretaire.ui.places.seances.avant.night_card import NightCard
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import NBSP, count

_MINUTE = 60
_NOTHING = (
    "Aucun point n'attend de projet. Chaque délibération de l'ordre du jour sans projet pourra être préparée ici."
)
_WHAT = (
    "Chaque délibération sans projet en reçoit un, d'après son objet et le dernier acte de la commune sur le sujet. "
    "Rien n'est décidé ni repris à votre place."
)
_LEAVE_ON = (
    "Laissez le poste allumé et cette fenêtre ouverte ; la mise en veille suspend le travail. "
    "Ce qui est fait est gardé : après une coupure, il reprend où il en était."
)


class NightPanel(QWidget):
    """The queue, its remainder, and one card for each point."""

    open_asked = Signal(str)  # act
    other_type_asked = Signal(int)  # point
    counted = Signal(int, bool)  # drafts ready, work under way

    def __init__(self, presenter: NightPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._view: NightView | None = None
        self.cards: dict[int, NightCard] = {}
        self._known: dict[int, tuple[Row, bool]] = {}
        self.state = label("", "subtitle")
        self.state.setAccessibleName("Préparation des projets")
        self.left = label("", "muted")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Projets préparés")
        self.pen = QCheckBox("Avec les propositions de l'assistant, là où il y a des notes")
        self.pen.setChecked(True)
        self.pen.toggled.connect(lambda _: self._say())
        self.pen_note = label("", "muted")
        self.start = main_button("Préparer", self._start)
        self.pause = button("Mettre en pause", presenter.pause)
        gestures = QHBoxLayout()
        gestures.setSpacing(SMALL)
        for made in (self.start, self.pause):
            gestures.addWidget(made)
        gestures.addStretch()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(SMALL)
        below = column(spacing=0)
        below.addLayout(self._cards)
        below.addStretch()
        inside = QWidget()
        inside.setLayout(below)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(inside)
        layout = column(self.state, self.progress, self.left, self.pen, self.pen_note, margin=SMALL, spacing=TIGHT)
        layout.addLayout(gestures)
        layout.addWidget(self.area, 1)
        self.setLayout(layout)
        presenter.shown.connect(self.show_view)
        presenter.moved.connect(lambda _: self._refresh())
        self._refresh()

    def clear(self) -> None:
        """Another meeting is read."""
        self._view = None
        self._refresh()

    def show_view(self, view: NightView) -> None:
        self._view = view
        self._refresh()

    @property
    def _running(self) -> Running | None:
        """The work under way on this meeting."""
        running = self._presenter.running
        return running if running and self._view and running.seance_id == self._view.seance_id else None

    def _start(self) -> None:
        if self._view is not None:
            self._presenter.start(self._view.seance_id, with_pen=self._with_pen)

    @property
    def _with_pen(self) -> bool:
        return self.pen.isChecked() and self._view is not None and self._view.assistant.ready

    def _refresh(self) -> None:
        self._show_cards(self._view.rows if self._view else ())
        self._say()

    def _show_cards(self, rows: tuple[Row, ...]) -> None:
        """Only what changed is made again: the keyboard stays on the card it is on."""
        here = {row.task.point for row in rows}
        for point in [point for point in self.cards if point not in here]:
            self._drop(point)
        running = self._running
        now = running.step.task if running is not None and running.step is not None else None
        for rank, read in enumerate(rows):
            point, working = read.task.point, running is not None
            row = replace(read, task=now) if now is not None and now.point == point and not read.prepared else read
            known = (row, working and row.task.etat is Etat.EN_COURS)
            if self._known.get(point) != known:
                if point in self.cards:
                    self._drop(point)
                self._known[point] = known
                self.cards[point] = self._card(row, working=working)
            if self._cards.indexOf(self.cards[point]) != rank:
                self._cards.insertWidget(rank, self.cards[point])

    def _card(self, row: Row, *, working: bool) -> NightCard:
        made = NightCard(row, working=working)
        made.open_asked.connect(self.open_asked)
        made.other_type_asked.connect(self.other_type_asked)
        made.type_asked.connect(lambda point, kind: self._on_meeting(point, kind))
        made.forget_asked.connect(lambda point: self._on_meeting(point, ""))
        return made

    def _on_meeting(self, point: int, kind: str) -> None:
        if self._view is None:
            return
        if kind:
            self._presenter.choose(self._view.seance_id, point, kind)
        else:
            self._presenter.forget(self._view.seance_id, point)

    def _drop(self, point: int) -> None:
        card = self.cards.pop(point)
        self._known.pop(point)
        self._cards.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _say(self) -> None:
        view, running = self._view, self._running
        rows = view.rows if view else ()
        pending = view.pending if view else ()
        ready = sum(row.task.etat is Etat.PRET for row in rows)
        elsewhere = self._presenter.running is not None and running is None
        self.counted.emit(ready, running is not None)
        can_start = bool(pending) and running is None and not elsewhere and not (view and view.begun)
        self.start.setVisible(can_start)
        self.start.setText(_to_start(len(pending), cut=bool(view and view.cut)))
        self.start.setAccessibleName(self.start.text())
        self.pause.setVisible(running is not None)
        self.pause.setEnabled(running is not None and not running.stopping)
        self.progress.setVisible(running is not None)
        noted = can_start and any(task.noted for task in pending)
        self.pen.setVisible(noted and view is not None and view.assistant.ready)
        self.pen_note.setVisible(can_start and view is not None and not view.assistant.ready)
        self.pen_note.setText("Sans assistant sur ce poste : les projets sont composés, aucune phrase n'est proposée.")
        self._tell(*self._words(view, running, elsewhere=elsewhere))

    def _words(self, view: NightView | None, running: Running | None, *, elsewhere: bool) -> tuple[str, str, str]:
        """What is said: the state, its kind, and what is known of the time left."""
        if view is None or not view.rows:
            return _NOTHING, "muted", ""
        if running is not None:
            step = running.step
            self.progress.setRange(0, step.total if step else 0)
            self.progress.setValue(step.done if step else 0)
            return *_under_way(running, step), _ending(running, step)
        ready = sum(row.task.etat is Etat.PRET for row in view.rows)
        done = count(ready, "projet prêt", "projets prêts") if ready else ""
        to_choose = sum(row.task.etat is Etat.A_CHOISIR for row in view.rows)
        parts = [done] if done else []
        parts += [count(to_choose, "type à choisir", "types à choisir")] if to_choose else []
        waiting = len(view.pending)
        if not waiting or view.begun:
            return upper_first(", ".join(parts)) or _NOTHING, "subtitle", ""
        if elsewhere:
            return f"{upper_first(', '.join(parts))}.", "subtitle", "Une autre séance est en cours de préparation."
        parts.append(f"{waiting} à préparer")
        said = upper_first(", ".join(parts))
        seconds = view.with_pen if self._with_pen else view.without_pen
        if view.cut:
            said = f"Préparation interrompue{NBSP}: {', '.join(parts)}"
        what = f"{_duration(seconds)} {_LEAVE_ON}" if ready or view.cut else f"{_WHAT} {_duration(seconds)} {_LEAVE_ON}"
        return said, "warning" if view.cut else "subtitle", what

    def _tell(self, said: str, kind: str, left: str) -> None:
        self.state.setText(said)
        self.state.setProperty("kind", kind)
        restyle(self.state)
        self.left.setText(left)
        self.left.setVisible(bool(left))


def _to_start(waiting: int, *, cut: bool) -> str:
    if cut:
        return "Reprendre"
    return "Préparer le projet" if waiting == 1 else f"Préparer les {waiting} projets"


def _under_way(running: Running, step: Step | None) -> tuple[str, str]:
    if running.stopping:
        return "Mise en pause…", "muted"
    if step is None:
        return "Préparation…", "subtitle"
    at = f", en cours{NBSP}: {step.task.objet}" if step.task.etat is Etat.EN_COURS else ""
    return f"{step.done} sur {step.total}{at}", "subtitle"


def _ending(running: Running, step: Step | None) -> str:
    """An hour stays true while it is looked at; a remainder does not."""
    if step is None or running.stopping:
        return ""
    if step.left is None:
        return "Durée pas encore connue sur ce poste : elle le sera après le premier projet."
    if step.left < _MINUTE:
        return "Moins d'une minute encore."
    end = running.told + timedelta(seconds=step.left)
    return f"Fin vers {end.hour}{NBSP}h{NBSP}{end.minute:02d}, d'après les durées mesurées sur ce poste."


def _duration(seconds: float | None) -> str:
    if seconds is None:
        return "Durée pas encore connue sur ce poste."
    if seconds < _MINUTE:
        return "Moins d'une minute, d'après les durées mesurées sur ce poste."
    return f"Environ {round(seconds / _MINUTE)} min, d'après les durées mesurées sur ce poste."
