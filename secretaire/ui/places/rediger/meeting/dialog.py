"""« Séance »: date, presence, pouvoirs, secretary, and the vote of the act, in one window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from secretaire.acts.fields import parse_date, parse_time
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Seance, Vote
from secretaire.ui.parts.basics import button, column, label, main_button
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.parts.meeting_words import meeting_name
from secretaire.ui.places.rediger.meeting.ballot import Ballot
from secretaire.ui.places.rediger.meeting.members import MembersGrid
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL


class MeetingDialog(QDialog):
    """Choose a meeting or create one; nothing is saved before « Enregistrer »."""

    kept = Signal(object, object)  # Seance (id 0: to create), Vote | None

    def __init__(
        self,
        meetings: Sequence[Seance],
        current: Seance | None,
        vote: Vote | None,
        roster: Sequence[Elu],
        usual_place: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Séance du conseil municipal")
        self.setModal(True)
        self._roster = Roster(tuple(roster))
        self._meetings = {m.id: m for m in meetings}
        self._base = current
        self._vote = vote
        self._which = QComboBox()
        self._which.setAccessibleName("Séance")
        self._which.addItem("Nouvelle séance", 0)
        for meeting in meetings:
            self._which.addItem(meeting_name(meeting), meeting.id)
        self._date = QLineEdit()
        self._hour = QLineEdit()
        self._place = QLineEdit(usual_place)
        self._convocation = QLineEdit()
        self._secretary = QComboBox()
        self._president = QComboBox()
        self._attended = QCheckBox("La présence a été relevée")
        self._attended.toggled.connect(self._attendance_known)
        self._fault = label("", "fault")
        self._members: MembersGrid | None = None
        self._ballot = Ballot(vote)
        self._build()
        today = date.today()  # noqa: DTZ011 - the day of this PC
        next_one = min((m for m in meetings if m.date >= today), key=lambda m: m.date, default=None)
        self._base = current or next_one
        self._which.setCurrentIndex(max(0, self._which.findData(self._base.id if self._base else 0)))
        self._fill(self._base)
        self._which.activated.connect(self._choose)
        self._date.editingFinished.connect(self._date_changed)

    def _build(self) -> None:
        self._date.setPlaceholderText("Exemple : 18/12/2026")
        self._hour.setPlaceholderText("Exemple : 20h30")
        self._convocation.setPlaceholderText("Exemple : 11/12/2026")
        names = {
            self._date: "Date de la séance",
            self._hour: "Heure",
            self._place: "Lieu",
            self._convocation: "Date de la convocation",
            self._secretary: "Secrétaire de séance",
            self._president: "Président de séance",
        }
        for widget, name in names.items():
            widget.setAccessibleName(name)
        facts = QFormLayout()
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setVerticalSpacing(SMALL)
        facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        facts.addRow("Séance", self._which)
        facts.addRow("Date", _with_calendar(self._date, "Choisir la date de la séance", self._date_changed))
        facts.addRow("Heure", self._hour)
        facts.addRow("Lieu", self._place)
        calendar = _with_calendar(self._convocation, "Choisir la date de la convocation", lambda: None)
        facts.addRow("Convocation", calendar)
        facts.addRow("Secrétaire", self._secretary)
        facts.addRow("Président", self._president)
        left = column(spacing=MEDIUM)
        left.addLayout(facts)
        left.addWidget(label("Vote de cet acte", "subtitle"))
        left.addWidget(self._ballot)
        left.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setMinimumWidth(430)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._summary = column()
        right = column(label("Présence et pouvoirs", "subtitle"), spacing=SMALL)
        right.addWidget(self._attended)
        right.addLayout(self._summary)
        right.addWidget(self._scroll, 1)
        middle = QHBoxLayout()
        middle.setSpacing(LARGE)
        middle.addLayout(left, 2)
        middle.addLayout(right, 3)
        buttons = QHBoxLayout()
        buttons.addWidget(self._fault, 1)
        buttons.addWidget(button("Annuler", self.reject))
        save = main_button("Enregistrer", self._keep)
        save.setDefault(True)
        buttons.addWidget(save)
        layout = column(margin=LARGE, spacing=MEDIUM)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.resize(960, 540)

    def _choose(self, _index: int) -> None:
        self._base = self._meetings.get(int(self._which.currentData()))
        self._fill(self._base)

    def _fill(self, seance: Seance | None) -> None:
        if seance is not None:
            self._date.setText(seance.date.strftime("%d/%m/%Y"))
            self._hour.setText(seance.heure.strftime("%Hh%M") if seance.heure else "")
            self._place.setText(seance.lieu)
            self._convocation.setText(seance.convocation.strftime("%d/%m/%Y") if seance.convocation else "")
        else:
            for line in (self._date, self._hour, self._convocation):
                line.clear()
        self._show_members(seance)

    def _date_changed(self) -> None:
        self._fault.setText("")
        if self._day() is not None:
            self._show_members(self._draft())

    def _show_members(self, seance: Seance | None) -> None:
        day = self._day() or date.today()  # noqa: DTZ011 - the day of this PC
        members = self._roster.on(day)
        if self._members is not None:
            self._members.summary.hide()
            self._members.summary.deleteLater()
        self._members = MembersGrid(members, seance)
        self._summary.addWidget(self._members.summary)
        today = date.today()  # noqa: DTZ011 - the day of this PC
        told = seance is not None and bool(seance.presents or seance.excuses or seance.pouvoirs)
        self._attended.setChecked(told or (self._day() is not None and day <= today))
        self._attendance_known()
        self._members.changed.connect(self._count)
        self._scroll.setWidget(self._members)
        for combo, first, chosen in (
            (self._secretary, "À désigner", seance.secretaire if seance else None),
            (self._president, "Le maire", seance.president if seance else None),
        ):
            combo.clear()
            combo.addItem(first, None)
            for elu in members:
                combo.addItem(elu.full_name, elu.id)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
        self._count()

    def _attendance_known(self) -> None:
        """Before the meeting, the act keeps blanks for who is there."""
        if self._members is not None:
            self._members.setEnabled(self._attended.isChecked())
            self._members.summary.setVisible(self._attended.isChecked())

    def _count(self) -> None:
        if self._members is not None:
            self._ballot.set_voters(self._members.voters)

    def _day(self) -> date | None:
        try:
            return parse_date(self._date.text())
        except ValueError:
            return None

    def _draft(self) -> Seance | None:
        """The meeting as typed so far, without judging it."""
        day = self._day()
        if day is None or self._members is None:
            return None
        base, known = self._base or Seance(id=0, date=day), self._attended.isChecked()
        return replace(
            base,
            date=day,
            presents=self._members.presents if known else (),
            excuses=self._members.excuses if known else (),
            pouvoirs=self._members.pouvoirs if known else (),
            secretaire=self._secretary.currentData(),
            president=self._president.currentData(),
        )

    def _keep(self) -> None:
        try:
            day = parse_date(self._date.text())
        except ValueError as error:
            self._refuse(self._date, f"Date de la séance : {error}.")
            return
        try:
            hour = parse_time(self._hour.text()) if self._hour.text().strip() else None
        except ValueError as error:
            self._refuse(self._hour, f"Heure : {error}.")
            return
        try:
            sent = parse_date(self._convocation.text()) if self._convocation.text().strip() else None
        except ValueError as error:
            self._refuse(self._convocation, f"Date de la convocation : {error}.")
            return
        draft = self._draft()
        if draft is None:
            return
        seance = replace(draft, date=day, heure=hour, lieu=self._place.text().strip(), convocation=sent)
        self.kept.emit(seance, self._ballot.vote())
        self.accept()

    def _refuse(self, line: QLineEdit, sentence: str) -> None:
        self._fault.setText(sentence)
        line.setFocus()
        line.selectAll()


def _with_calendar(line: QLineEdit, text: str, picked: Callable[[], object]) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(line)
    layout.addWidget(date_button(line, text, picked))
    return made
