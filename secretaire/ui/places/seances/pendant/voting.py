"""How a point is decided: unanimity in one key, by name, by count, or without a vote."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from secretaire.acts.act_type import Majorite, ModeScrutin
from secretaire.council import happenings, sitting
from secretaire.council.agenda import Nature
from secretaire.council.course import ByCount, ByName, Course, Sort
from secretaire.council.elections import Tour
from secretaire.council.votes import Scrutin
from secretaire.ui.parts.basics import button, column, label, main_button, restyle, tool
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.places.seances.pendant.askers import AskersDialog
from secretaire.ui.places.seances.pendant.counting import CountPanel
from secretaire.ui.places.seances.pendant.nomination import LARGE_TARGET, NominationGestures, nomination_lines
from secretaire.ui.places.seances.pendant.rounds import RoundDialog, all_filled, rounds_lines
from secretaire.ui.places.seances.pendant.voices import Voice, VoicesGrid
from secretaire.ui.places.seances.presenter import Gesture, SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import (
    SCRUTINS,
    SORTS,
    Names,
    accepted,
    majority_note,
    result_line,
    voice_counts,
)
from secretaire.ui.style.tokens import SMALL, TIGHT

_NO_VOTE = frozenset({Nature.DECISIONS, Nature.INFORMATION, Nature.QUESTIONS})
_OTHER_ENDS = (Sort.REPORTE, Sort.RETIRE, Sort.PREND_ACTE, Sort.SANS_VOTE, Sort.SANS_QUORUM)


class VotingPanel(QWidget):
    """The vote on the point under discussion; each answer is kept as it is given."""

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._counting = False  # the secretary chose to count, though nothing is counted yet
        self._for: int | None = None
        self.askers: AskersDialog | None = None
        self.main = main_button("Adopté à l'unanimité (F5)", self.take_main)
        self.by_name = button("Par nom (F6)", self.start_names)
        self.by_count = button("Décompte (F7)", self.start_count)
        for made in (self.main, self.by_name, self.by_count):
            made.setMinimumHeight(LARGE_TARGET)
        self.scrutin = _menu_button("Scrutin")
        self._scrutins = QMenu(self.scrutin)
        for scrutin, words in SCRUTINS.items():
            self._scrutins.addAction(words).triggered.connect(lambda _=False, s=scrutin: self.ask_ballot(s))
        self._scrutins.addSeparator()
        self.nomination = NominationGestures(presenter, self._scrutins)
        self.scrutin.setMenu(self._scrutins)
        self.other = _menu_button("Autre issue")
        ends = QMenu(self.other)
        for sort in _OTHER_ENDS:
            ends.addAction(SORTS[sort]).triggered.connect(lambda _=False, s=sort: self.settle(s))
        self.other.setMenu(ends)
        self.reopen = tool("Reprendre ce point", self._reopen, icon_name="undo-2", tip="Efface son vote")
        self.round = button("Tour de scrutin…", self.ask_round)
        self.round.setMinimumHeight(LARGE_TARGET)
        self.unround = tool("Effacer le dernier tour", self._forget_round, icon_name="undo-2")
        self.rounds: RoundDialog | None = None
        self.note = label("", "muted")
        self.result = label("", "heading")
        self.result.setAccessibleName("Résultat")
        self.voices = VoicesGrid()
        self.voices.voted.connect(self._voted)
        self.count = CountPanel(self._why_not)
        self.count.counted.connect(self._counted)
        self._row = QWidget()
        flow = FlowLayout(TIGHT + 2, self._row)
        nomination = (self.nomination.waive, self.nomination.nominees)
        votes = (self.main, self.round, *nomination, self.by_name, self.by_count)
        for widget in (*votes, self.other, self.scrutin, self.unround):
            flow.addWidget(widget)
        said = QHBoxLayout()
        said.addWidget(self.result, 1)
        said.addWidget(self.reopen)
        layout = column(self._row, self.note, spacing=SMALL)
        layout.addWidget(self.voices)
        layout.addWidget(self.count)
        layout.addLayout(said)
        self.setLayout(layout)

    def show_view(self, view: MeetingView, point_id: int) -> None:
        passage = view.passage(point_id)
        point = view.course.point(point_id)
        if point_id != self._for:
            self._for, self._counting = point_id, False
        opened = view.course.ouverture is not None and view.course.levee is None
        quorum = view.rooms[point_id].quorum_reached
        votes = point.nature not in _NO_VOTE and quorum
        election = self._elects(view, point_id)
        secret = passage.scrutin is Scrutin.SECRET
        counted = isinstance(passage.ballot, ByCount) or passage.scrutin is Scrutin.SECRET or self._counting
        self.main.setText(self._main_words(view, point_id))
        self.main.setAccessibleName(self.main.text())
        for widget in (self.main, self.other, self.scrutin):
            widget.setEnabled(opened)
        self.nomination.show_view(view, point_id, votes=votes, opened=opened)
        self.round.setVisible(votes and bool(election or secret or passage.sans_secret) and not passage.immediate)
        self.round.setEnabled(opened and passage.sort is None)
        self.unround.setVisible(bool(passage.tours) and passage.sort is None and opened)
        self.by_name.setVisible(votes and not secret and not election)
        self.by_count.setVisible(votes and passage.scrutin is not Scrutin.PUBLIC and not election)
        self.by_name.setEnabled(opened)
        self.by_count.setEnabled(opened)
        self.scrutin.setText(f"{SCRUTINS[passage.scrutin]} ▾")
        self.scrutin.setAccessibleName(f"Mode de scrutin : {SCRUTINS[passage.scrutin]}")
        self.scrutin.setVisible(votes)
        voting = votes and opened and not election and (passage.sort is None or passage.sort is Sort.VOTE)
        self.voices.setVisible(voting and not counted)
        self.count.setVisible(voting and counted)
        if counted:
            self._show_count(view, point_id)
        else:
            self._show_voices(view, point_id)
        unsaid = votes and not passage.tours and not passage.immediate
        notes = [majority_note(view.majorite(point_id))] if unsaid else []
        notes += [*nomination_lines(passage), *rounds_lines(passage.tours)]
        if passage.demandeurs:
            names = Names(view.members)
            notes.append(f"Demandé par {', '.join(names.of(e) for e in passage.demandeurs)}.")
        self.note.setText(" ".join(n for n in notes if n))
        self.note.setVisible(bool(self.note.text()))
        self._show_result(view, point_id)
        self.reopen.setVisible(passage.sort is not None and opened)
        self._fit()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        """The lines that the buttons take are never squeezed: the text to read gives its room first."""
        flow = self._row.layout()
        if flow is not None and self.width() > 0:
            self._row.setMinimumHeight(flow.heightForWidth(self.width()))

    def take_main(self) -> None:
        """The expected answer, in one key; the point that is settled goes on to the next."""
        view, point = self._presenter.view, self._presenter.point
        if view is None or point is None:
            return
        if view.passage(point).sort is not None:
            self._presenter.step(1)
        elif view.course.point(point).nature in _NO_VOTE:
            self.settle(Sort.SANS_VOTE)
        elif not view.rooms[point].quorum_reached:
            self.settle(Sort.SANS_QUORUM)
        elif view.majorite(point) is Majorite.PREND_ACTE:
            self.settle(Sort.PREND_ACTE)
        elif self._decided(view, point):
            self.settle(Sort.VOTE)
        elif self._elects(view, point):
            self.ask_round()
        elif view.passage(point).scrutin is Scrutin.SECRET:
            self.count.focus()
        else:
            self._voted(ByName())

    def start_names(self) -> None:
        """The keyboard on the first voice."""
        self._counting = False
        self._again()
        self.voices.focus()

    def start_count(self) -> None:
        """The keyboard on the first figure."""
        self._counting = True
        self._again()
        self.count.focus()

    def settle(self, sort: Sort) -> None:
        """What becomes of the point without a vote."""
        point = self._presenter.point
        if point is not None:
            self._presenter.apply(lambda c, e: happenings.settle(_open(c, e, point), e, point, sort))

    def ask_ballot(self, scrutin: Scrutin) -> None:
        """Another way of voting; for a ballot that members ask for, who they are."""
        view, point = self._presenter.view, self._presenter.point
        if view is None or point is None:
            return
        if scrutin is Scrutin.ORDINAIRE:
            self._keep_ballot(scrutin, ())
            return
        names = Names(view.members)
        self.askers = AskersDialog(scrutin, [(e, names.of(e)) for e in view.rooms[point].presents], self.window())
        self.askers.kept.connect(self._keep_ballot)
        self.askers.finished.connect(self.askers.deleteLater)
        self.askers.open()

    def ask_round(self) -> None:
        """The papers of the next round of an election."""
        view, point = self._presenter.view, self._presenter.point
        if view is None or point is None:
            return
        people = [f"{e.civilite} {e.full_name}" for e in view.members]

        def why_not(tour: Tour) -> str:
            return self._presenter.why_not(lambda c, e: sitting.record_round(c, e, point, tour))

        passage, draft = view.passage(point), view.draft(point)
        self.rounds = RoundDialog(
            passage.tours,
            people,
            why_not,
            by_papers=passage.sans_secret is None,
            seats_to_share=draft.shared if draft else 0,
            parent=self.window(),
        )
        self.rounds.kept.connect(
            lambda tour: self._presenter.apply(lambda c, e: sitting.record_round(c, e, point, tour))
        )
        self.rounds.finished.connect(self.rounds.deleteLater)
        self.rounds.open()

    def _elects(self, view: MeetingView, point_id: int) -> bool:
        """The point is decided by rounds, or by a nomination that takes effect at once."""
        passage, draft = view.passage(point_id), view.draft(point_id)
        if view.majorite(point_id) is Majorite.ELECTION or passage.tours:
            return True
        return passage.immediate and (draft is None or draft.scrutin is not ModeScrutin.SECRET_SAUF_UNANIMITE)

    def _decided(self, view: MeetingView, point_id: int) -> bool:
        passage = view.passage(point_id)
        return self._elects(view, point_id) and (passage.immediate or all_filled(passage.tours))

    def _forget_round(self) -> None:
        point = self._presenter.point
        if point is not None:
            self._presenter.apply(lambda c, e: sitting.forget_round(c, e, point))

    def _keep_ballot(self, scrutin: Scrutin, asking: tuple[int, ...]) -> None:
        point = self._presenter.point
        if point is not None:
            self._presenter.apply(lambda c, e: happenings.ask_ballot(_open(c, e, point), e, point, scrutin, asking))

    def _main_words(self, view: MeetingView, point_id: int) -> str:
        passage = view.passage(point_id)
        if passage.sort is not None:
            return "Point suivant (F5)"
        if view.course.point(point_id).nature in _NO_VOTE:
            return "Point traité, sans vote (F5)"
        if not view.rooms[point_id].quorum_reached:
            return "Non examiné : quorum non atteint (F5)"
        if view.majorite(point_id) is Majorite.PREND_ACTE:
            return "Le conseil prend acte (F5)"
        if self._elects(view, point_id):
            if passage.immediate:
                return "Nomination acquise (F5)"
            return "Élection acquise (F5)" if all_filled(passage.tours) else "Noter un tour de scrutin (F5)"
        if passage.scrutin is Scrutin.SECRET:
            return "Saisir le dépouillement (F5)"
        return "Adopté à l'unanimité (F5)"

    def _show_voices(self, view: MeetingView, point_id: int) -> None:
        if not self._presenter.settled:
            return
        names, room, ballot = Names(view.members), view.rooms[point_id], view.passage(point_id).ballot
        by_name = ballot if isinstance(ballot, ByName) else None
        holders = {p.mandant: p.mandataire for p in room.pouvoirs}
        self.voices.show_voices(
            [
                Voice(
                    elu,
                    names.of(elu),
                    voice_counts(by_name, elu),
                    f"pouvoir à {names.of(holders[elu])}" if elu in holders else "",
                )
                for elu in room.voix
            ]
        )

    def _show_count(self, view: MeetingView, point_id: int) -> None:
        passage = view.passage(point_id)
        ballot = passage.ballot if isinstance(passage.ballot, ByCount) else None
        if self._presenter.settled:
            self.count.show_count(ballot, view.rooms[point_id], passage.scrutin)

    def _show_result(self, view: MeetingView, point_id: int) -> None:
        said = result_line(view, point_id)
        self.result.setText(said)
        self.result.setVisible(bool(said))
        sound = accepted(view, point_id)
        self.result.setProperty("tint", "fine" if sound else "blocking" if sound is False else "warning")
        restyle(self.result)

    def _again(self) -> None:
        view, point = self._presenter.view, self._presenter.point
        if view is not None and point is not None:
            self.show_view(view, point)

    def _why_not(self, ballot: ByCount) -> str:
        gesture = self._count_gesture(ballot)
        return self._presenter.why_not(gesture) if gesture else ""

    def _counted(self, ballot: ByCount) -> None:
        gesture = self._count_gesture(ballot)
        if gesture is not None:
            self._presenter.apply(gesture)

    def _count_gesture(self, ballot: ByCount) -> Gesture | None:
        point = self._presenter.point
        if point is None:
            return None
        return lambda c, e: happenings.record_by_count(_open(c, e, point), e, point, ballot)

    def _voted(self, ballot: ByName) -> None:
        point = self._presenter.point
        if point is not None:
            self._presenter.apply(lambda c, e: happenings.record_by_name(_open(c, e, point), e, point, ballot))

    def _reopen(self) -> None:
        point = self._presenter.point
        if point is not None:
            self._presenter.apply(lambda c, e: happenings.reopen(c, e, point))


def _open(course: Course, en_exercice: Collection[int], point: int) -> Course:
    """The point as if it was not settled: an answer given again replaces the former, in one gesture to undo."""
    if course.passage(point).sort is None:
        return course
    return happenings.reopen(course, en_exercice, point)


def _menu_button(words: str) -> QToolButton:
    made = QToolButton()
    made.setText(f"{words} ▾")
    made.setProperty("menu", "true")  # its text bears the arrow
    made.setAccessibleName(words)
    made.setMinimumHeight(LARGE_TARGET)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return made
