"""Above the fields: the meeting or the date of the act, and its number. Under them: the notes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.fields import parse_date
from secretaire.council.seance import Seance, Vote
from secretaire.ui.parts.basics import Debounce, button, column, label
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.parts.meeting_words import meeting_name
from secretaire.ui.places.rediger.form.editors import UndoGoesToTheAct
from secretaire.ui.style.tokens import TIGHT

SAVE_AFTER_MS = 700


class ActFacts(QWidget):
    """Meeting (deliberations) or date (arrêtés), and number."""

    meeting_asked = Signal()
    number_given = Signal(str)
    date_given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved_number = ""
        self._saved_date = ""
        self._undo = UndoGoesToTheAct(self)
        self.meeting = button("Choisir la séance…", self.meeting_asked.emit, icon_name="calendar-days")
        self._vote = label("", "muted")
        self._meeting_box = QWidget()
        self._meeting_box.setLayout(
            column(label("Séance et vote", "subtitle"), self._vote, self.meeting, spacing=TIGHT)
        )
        self.date = QLineEdit()
        self.date.setAccessibleName("Date de l'arrêté")
        self.date.setPlaceholderText("Exemple : 15/06/2026")
        self.date.installEventFilter(self._undo)
        self.date.editingFinished.connect(self._give_date)
        self._date_fault = label("", "fault")
        self._date_fault.hide()
        line = QHBoxLayout()
        line.addWidget(self.date)
        line.addWidget(date_button(self.date, "Choisir la date de l'arrêté", self._give_date))
        box = column(label("Date de l'arrêté", "subtitle"), spacing=TIGHT)
        box.addLayout(line)
        box.addWidget(self._date_fault)
        self._date_box = QWidget()
        self._date_box.setLayout(box)
        self.number = QLineEdit()
        self.number.setAccessibleName("Numéro de l'acte")
        self.number.installEventFilter(self._undo)
        self.number.editingFinished.connect(self._give_number)
        self.setLayout(column(self._meeting_box, self._date_box, label("Numéro", "subtitle"), self.number))

    def show_act(self, act: Act, kind: ActType) -> None:
        deliberation = kind.famille is Famille.DELIBERATION
        self._meeting_box.setVisible(deliberation)
        self._date_box.setVisible(not deliberation)
        if act.numero != self._saved_number or not self.number.hasFocus():
            self._saved_number = act.numero
            self.number.setText(act.numero)
        day = act.act_date.strftime("%d/%m/%Y") if act.act_date else ""
        if day != self._saved_date or not self.date.hasFocus():
            self._saved_date = day
            if self._date_fault.isHidden():
                self.date.setText(day)

    def show_meeting(self, seance: Seance | None, vote: Vote | None) -> None:
        self.meeting.setText("Présence et vote…" if seance else "Choisir la séance…")
        self.meeting.setAccessibleName(f"Séance et vote : {meeting_name(seance)}" if seance else "Choisir la séance")
        if seance is None:
            self._vote.setText("Aucune séance choisie : la composition du conseil reste à compléter.")
            return
        counted = f"Vote : {vote.pour} pour, {vote.contre} contre, {vote.abstentions} abstention(s)." if vote else ""
        present = "" if seance.presents else " Présence à remplir."
        self._vote.setText(f"{meeting_name(seance)}.{present} {counted or 'Vote à remplir.'}")

    def _give_number(self) -> None:
        if self.number.text().strip() != self._saved_number:
            self._saved_number = self.number.text().strip()
            self.number_given.emit(self._saved_number)

    def _give_date(self) -> None:
        typed = self.date.text().strip()
        if not typed or typed == self._saved_date:
            self._date_fault.hide()
            return
        try:
            day = parse_date(typed)
        except ValueError as error:
            self._date_fault.setText(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            self._date_fault.show()
            return
        self._date_fault.hide()
        self._saved_date = typed
        self.date_given.emit(day)


class Notes(QWidget):
    """The notes of the secretary: what the assistant may use, and nothing else."""

    given = Signal(object)  # tuple[str, ...]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = QPlainTextEdit()
        self.area.setAccessibleName("Notes pour l'assistant")
        self.area.setPlaceholderText("toit école fuit depuis hiver\ndevis Martin 84 000 HT\nDETR 40 %, reste commune")
        self.area.setTabChangesFocus(True)
        self.area.setFixedHeight(self.area.fontMetrics().lineSpacing() * 6 + 18)
        self._undo = UndoGoesToTheAct(self)
        self.area.installEventFilter(self._undo)
        self._saved: tuple[str, ...] = ()
        self._later = Debounce(SAVE_AFTER_MS, self._give, self)
        self.area.textChanged.connect(self._later.touch)
        self.setLayout(
            column(
                label("Notes", "subtitle"),
                label(
                    "Une idée par ligne, en style télégraphique. L'assistant n'écrit que ce qu'elles disent.", "muted"
                ),
                self.area,
                spacing=TIGHT,
            )
        )

    def show_saved(self, notes: tuple[str, ...]) -> None:
        """The notes of the act; while the person types, hers stay."""
        if notes == self._saved:
            return
        self._saved = notes
        if not self._later.waiting:
            self._set(notes)

    def restore(self, notes: tuple[str, ...]) -> None:
        self._later.drop()
        self._saved = notes
        if self._lines() != notes:
            self._set(notes)

    def flush(self) -> None:
        self._later.flush()

    def _set(self, notes: tuple[str, ...]) -> None:
        self.area.blockSignals(True)
        self.area.setPlainText("\n".join(notes))
        self.area.blockSignals(False)

    def _lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.area.toPlainText().splitlines() if line.strip())

    def _give(self) -> None:
        notes = self._lines()
        if notes != self._saved:
            self._saved = notes
            self.given.emit(notes)
