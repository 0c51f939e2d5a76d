"""Who is there: the roll of the meeting, and what can happen to the member chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import time
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QMenu, QPushButton, QWidget

from secretaire.acts.fields import parse_time
from secretaire.acts.wording import upper_first
from secretaire.council import happenings
from secretaire.council.course import Course, Motif, Mouvement, Sens, seance_at
from secretaire.ui.parts.basics import button, column, fit, label
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.seances.presenter import Gesture, SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import MOTIFS, Names, hour, presence_line
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count

_ID = Qt.ItemDataRole.UserRole


class RollPanel(QWidget):
    """One line per member; under it, what can happen to the one chosen. Enter opens the same as a menu."""

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.list = QListWidget()
        self.list.setAccessibleName("Présence des élus")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.list.itemActivated.connect(lambda _: self._open_menu())
        self.summary = label("", "muted")
        self.hour = QLineEdit()
        self.hour.setAccessibleName("Heure de ce qui se passe, si ce n'est pas maintenant")
        fit(self.hour, "00 h 00", 84)
        self._hour_label = label("Heure", "muted", wrap=False)
        self._hour_fault = label("", "fault")
        self._hour_fault.hide()
        self.everybody = button("Tout le monde est là", self._everybody)
        self._buttons = QWidget()
        self._flow = FlowLayout(TIGHT, self._buttons)
        hours = QHBoxLayout()
        hours.setSpacing(SMALL)
        hours.addWidget(self._hour_label)
        hours.addWidget(self.hour)
        hours.addStretch()
        layout = column(label("Présence", "subtitle"), self.summary, margin=SMALL, spacing=TIGHT)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.everybody)
        layout.addLayout(hours)
        layout.addWidget(self._hour_fault)
        layout.addWidget(self._buttons)
        self.setLayout(layout)

    def show_view(self, view: MeetingView) -> None:
        self._fill(view, self._presenter.point)

    def tick(self, now: time) -> None:
        """The hour that an empty field stands for."""
        self.hour.setPlaceholderText(hour(now))

    def choose(self, elu: int) -> None:
        """Choose the line of a member."""
        for rank in range(self.list.count()):
            if self.list.item(rank).data(_ID) == elu:
                self.list.setCurrentRow(rank)

    def gestures(self) -> dict[str, QPushButton]:
        """What is offered for the member chosen, by its words."""
        return {b.accessibleName(): b for b in self._buttons.findChildren(QPushButton)}

    def _fill(self, view: MeetingView, point_id: int | None) -> None:
        names = Names(view.members)
        chosen = self._chosen()
        before = _when(view, point_id)
        held = seance_at(view.course, before)
        while self.list.count() < len(view.members):
            self.list.addItem(QListWidgetItem())
        while self.list.count() > len(view.members):
            self.list.takeItem(self.list.count() - 1)
        retires = view.rooms[point_id].retires if point_id is not None and point_id in view.rooms else ()
        for rank, elu in enumerate(view.members):
            item = self.list.item(rank)
            said = presence_line(view.course, elu, before, names)
            if elu.id in retires:
                said += ", s'est retirée" if elu.feminine else ", s'est retiré"
            there = elu.id in held.presents
            set_two_lines(item, names.of(elu.id), said, tint="fine" if there and elu.id not in retires else "warning")
            item.setData(_ID, elu.id)
        if chosen is None and self.list.count():
            self.list.setCurrentRow(0)
        self.everybody.setVisible(view.course.ouverture is None)
        opened = view.course.ouverture is not None and view.course.levee is None
        self.hour.setVisible(opened)
        self._hour_label.setVisible(opened)
        here = count(sum(e.id in held.presents for e in view.members), "présent", "présents")
        self.summary.setText(f"{upper_first(here)} sur {len(view.members)}")
        self._offer()

    def _chosen(self) -> int | None:
        if self.list.currentRow() < 0:
            return None
        elu = self.list.currentItem().data(_ID)
        return None if elu is None else int(elu)

    def _offer(self) -> None:
        """The buttons of the member chosen."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        view, elu = self._presenter.view, self._chosen()
        if view is None or elu is None or elu not in view.en_exercice or view.course.levee is not None:
            return
        for words, act in self._possible(view, elu):
            made = button(f"{words} ▾" if isinstance(act, QMenu) else words, lambda: None)
            made.setAccessibleName(words)
            if isinstance(act, QMenu):
                act.setParent(made, act.windowFlags())
                made.setProperty("menu", "true")
                act.setParent(made, act.windowFlags())  # a menu of no window has no colours
                made.setMenu(act)
            else:
                made.clicked.connect(act)
            self._flow.addWidget(made)
        self._flow.invalidate()
        self._buttons.updateGeometry()

    def _possible(self, view: MeetingView, elu: int) -> Iterable[tuple[str, Callable[[], object] | QMenu]]:
        point = self._presenter.point
        held = seance_at(view.course, _when(view, point))
        there = elu in held.presents
        given = elu in {p.mandant for p in held.pouvoirs}
        if view.course.ouverture is None:
            yield from self._possible_before(view, elu, there=elu in view.course.seance.presents)
            return
        if there:
            yield "Part", lambda: self._move(lambda c, e, h, a: happenings.leave(c, e, elu, h, a))
            yield (
                "Part, pouvoir à",
                self._holders(
                    view, elu, lambda to: self._move(lambda c, e, h, a: happenings.leave(c, e, elu, h, a, to))
                ),
            )
            if point is not None:
                yield from self._possible_on(view, point, elu)
        else:
            yield "Arrive", lambda: self._move(lambda c, e, h, a: happenings.arrive(c, e, elu, h, a))
            if given:
                yield (
                    "Reprend son pouvoir",
                    lambda: self._move(lambda c, e, h, a: happenings.revoke_pouvoir(c, e, elu, h, a)),
                )
            else:
                yield (
                    "Pouvoir à",
                    self._holders(
                        view,
                        elu,
                        lambda to: self._move(lambda c, e, h, a: happenings.give_pouvoir(c, e, elu, to, h, a)),
                    ),
                )
        for mouvement in view.course.mouvements:
            if mouvement.elu == elu and mouvement.avant == view.avant(point):
                words = {
                    Sens.ARRIVEE: "Effacer l'arrivée",
                    Sens.DEPART: "Effacer le départ",
                    Sens.POUVOIR: "Effacer le pouvoir",
                    Sens.REVOCATION: "Effacer la révocation",
                }[mouvement.sens]
                yield words, partial(self._forget, mouvement)

    def _possible_before(
        self, view: MeetingView, elu: int, *, there: bool
    ) -> Iterable[tuple[str, Callable[[], object] | QMenu]]:
        seance = view.course.seance
        if not there:
            yield "Présent", lambda: self._roll(view, elu, present=True, excused=False)
        if there or elu not in seance.excuses:
            yield "Excusé", lambda: self._roll(view, elu, present=False, excused=True)
        if there or elu in seance.excuses:
            yield "Absent", lambda: self._roll(view, elu, present=False, excused=False)
        if elu in {p.mandant for p in seance.pouvoirs}:
            yield "Reprend son pouvoir", lambda: self._apply(lambda c, e: happenings.revoke_pouvoir(c, e, elu))
        elif not there:
            yield (
                "Pouvoir à",
                self._holders(view, elu, lambda to: self._apply(lambda c, e: happenings.give_pouvoir(c, e, elu, to))),
            )

    def _possible_on(
        self, view: MeetingView, point: int, elu: int
    ) -> Iterable[tuple[str, Callable[[], object] | QMenu]]:
        passage = view.passage(point)
        if elu in {r.elu for r in passage.retraits}:
            yield "Revient pour ce point", lambda: self._apply(lambda c, e: happenings.come_back(c, e, point, elu))
            return
        motifs = QMenu()
        for motif, words in MOTIFS.items():
            motifs.addAction(words).triggered.connect(lambda _=False, m=motif: self._withdraw(point, elu, m))
        yield "Se retire", motifs
        if passage.president == elu:
            yield "Ne préside plus", lambda: self._apply(lambda c, e: happenings.preside(c, e, point, None))
        else:
            yield "Préside ce point", lambda: self._apply(lambda c, e: happenings.preside(c, e, point, elu))

    def _holders(self, view: MeetingView, elu: int, take: Callable[[int], object]) -> QMenu:
        menu = QMenu()
        names = Names(view.members)
        held = seance_at(view.course, _when(view, self._presenter.point))
        opened = view.course.ouverture is not None
        for other in view.members:
            if other.id != elu and (not opened or other.id in held.presents):
                menu.addAction(names.of(other.id)).triggered.connect(lambda _=False, to=other.id: take(to))
        return menu

    def _open_menu(self) -> None:
        """The gestures of the member chosen, from the keyboard."""
        menu = QMenu(self)
        for words, made in self.gestures().items():
            if (under := made.menu()) is not None:
                under.setTitle(words)
                menu.addMenu(under)
            else:
                menu.addAction(words).triggered.connect(made.click)
        menu.aboutToHide.connect(menu.deleteLater)
        item = self.list.visualItemRect(self.list.currentItem())
        menu.popup(self.list.viewport().mapToGlobal(item.bottomLeft()))

    def _everybody(self) -> None:
        view = self._presenter.view
        if view is None:
            return

        def gesture(course: Course, en_exercice: Collection[int]) -> Course:
            free = replace(course, seance=replace(course.seance, pouvoirs=()))
            return happenings.call_roll(free, en_exercice, view.en_exercice)

        self._apply(gesture)

    def _roll(self, view: MeetingView, elu: int, *, present: bool, excused: bool) -> None:
        def gesture(course: Course, en_exercice: Collection[int]) -> Course:
            seance = course.seance
            presents = [e for e in seance.presents if e != elu]
            excuses = [e for e in seance.excuses if e != elu]
            if present:
                presents.append(elu)
            if excused:
                excuses.append(elu)
            ranked = [e for e in view.en_exercice if e in presents]
            if present and elu in {p.mandant for p in seance.pouvoirs}:
                course = happenings.revoke_pouvoir(course, en_exercice, elu)
            return happenings.call_roll(course, en_exercice, ranked, excuses)

        self._apply(gesture)

    def _forget(self, mouvement: Mouvement) -> None:
        self._apply(lambda c, e: happenings.forget(c, e, mouvement))

    def _withdraw(self, point: int, elu: int, motif: Motif) -> None:
        at = self.hour_given()
        if at is not None:
            self._apply(lambda c, e: happenings.withdraw(c, e, point, elu, motif, at))

    def _move(self, move: Callable[[Course, Collection[int], time, int | None], Course]) -> None:
        view, at = self._presenter.view, self.hour_given()
        if view is None or at is None:
            return
        before = view.avant(self._presenter.point)
        self._apply(lambda c, e: move(c, e, at, before))

    def _apply(self, gesture: Gesture) -> None:
        self._presenter.apply(gesture)
        self.hour.clear()

    def hour_given(self) -> time | None:
        """The hour typed, or now; None when it cannot be read, and why is said."""
        typed = self.hour.text().strip()
        self._hour_fault.hide()
        if not typed:
            return self._presenter.now
        try:
            return parse_time(typed)
        except ValueError as fault:
            self._hour_fault.setText(f"Heure : {fault}.")
            self._hour_fault.show()
            self.hour.setFocus()
            return None


def _when(view: MeetingView, point_id: int | None) -> int | None:
    """The roll is shown as that point finds it; before the opening, as the meeting will open."""
    first = next((p.id for p in view.course.points), None)
    return point_id if view.course.ouverture is not None else first
