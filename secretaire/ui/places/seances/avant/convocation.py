"""The convocation: the last safe day, who was convoked, when and how."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QWidget,
)

from secretaire.acts.fields import parse_date
from secretaire.acts.wording import day as in_words
from secretaire.acts.wording import upper_first, weekday
from secretaire.council.convocation import Mode, Regularite
from secretaire.desk import convocations
from secretaire.desk.convocations import Convocation, Convoked
from secretaire.ui.parts.basics import button, column, fit, label, main_button, restyle
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.parts.flow import FlowLayout
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
from secretaire.ui.places.seances.avant.papers import CallPaper
from secretaire.ui.places.seances.words import Names
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count

MODES = {
    Mode.COURRIEL: "par courriel",
    Mode.PAPIER: "par la poste ou à domicile",
    Mode.MAIN: "remise en main propre",
}
_PAPERS = {
    CallPaper.LETTRES: "Convocations, une par élu…",
    CallPaper.ORDRE_DU_JOUR: "Ordre du jour à afficher",
    CallPaper.NOTE: "Note de synthèse",
}
_REGULAR = {
    Regularite.REGULIERE: "dans les délais",
    Regularite.URGENCE: "en urgence",
    Regularite.TARDIVE: "trop tard",
}
_ID = Qt.ItemDataRole.UserRole


class ConvocationPresenter(QObject):
    """Reads where the convocation stands, notes the sendings."""

    shown = Signal(object)  # Convocation
    noted = Signal()
    refused = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    @property
    def today(self) -> date:
        return self._session.office.today()

    def read(self, seance_id: int) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: convocations.convocation_of(office, seance_id),
            self.shown.emit,
            lambda _error, text: self.refused.emit(text),
            key="seances.convocation",
        )

    def note(self, seance_id: int, elus: tuple[int, ...], le: date, mode: Mode, urgence: str) -> None:
        """These members were convoked that day."""
        office, who = self._session.office, self._session.author
        self._change(lambda: convocations.record_sending(office, seance_id, elus, le, mode, who, urgence=urgence))

    def forget(self, seance_id: int, elu: int) -> None:
        """A sending noted by mistake."""
        office, who = self._session.office, self._session.author
        self._change(lambda: convocations.forget_sending(office, seance_id, elu, who))

    def _change(self, work: object) -> None:
        def done(found: Convocation) -> None:
            self.shown.emit(found)
            self.noted.emit()

        self._session.tasks.change(work, done, lambda _error, text: self.refused.emit(text))  # type: ignore[arg-type]


class ConvocationPanel(QWidget):
    """Says the day in words; writes the papers; notes to whom they were sent."""

    paper_asked = Signal(object, object, object)  # CallPaper, Seance, day it leaves

    def __init__(self, presenter: ConvocationPresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self._found: Convocation | None = None
        self.limit = label("", "subtitle")
        self.state = label("")
        self.extra = label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("Convocations")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentItemChanged.connect(lambda *_: self._offer())
        self.day = QLineEdit()
        self.day.setAccessibleName("Jour de l'envoi")
        fit(self.day, "00/00/0000", 110)
        self.day.textChanged.connect(lambda _: self._offer())
        self.mode = QComboBox()
        self.mode.setAccessibleName("Mode d'envoi")
        for mode, words in MODES.items():
            self.mode.addItem(words, mode)
        self.urgency = QLineEdit()
        self.urgency.setAccessibleName("Motif de l'urgence")
        self.urgency.setPlaceholderText("Motif de l'urgence, dont le maire rendra compte")
        self.all = main_button("Noter l'envoi à tous", lambda: self._note(None))
        self.one = button("À cet élu seulement", self._note_one)
        self.papers = QToolButton()
        self.papers.setText("Documents ▾")
        self.papers.setProperty("menu", "true")
        self.papers.setAccessibleName("Documents de la convocation")
        self.papers.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._papers = {paper: QAction(words, self) for paper, words in _PAPERS.items()}
        for paper, action in self._papers.items():
            action.triggered.connect(lambda _=False, p=paper: self._ask(p))
            self._menu.addAction(action)
        self.papers.setMenu(self._menu)
        self.forget = button("Effacer son envoi", self._forget)
        self.fault = label("", "fault")
        self.fault.hide()
        when = QWidget()
        days = QHBoxLayout(when)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(SMALL)
        days.addWidget(label("Envoyée le", "muted", wrap=False))
        days.addWidget(self.day)
        days.addWidget(date_button(self.day, "Choisir le jour de l'envoi", lambda: None))
        sending = FlowLayout(SMALL)
        sending.addWidget(when)
        sending.addWidget(self.mode)
        sending.setAlignment(self.mode, Qt.AlignmentFlag.AlignVCenter)
        buttons = FlowLayout(TIGHT)
        for made in (self.all, self.one, self.forget):
            buttons.addWidget(made)
        head = QHBoxLayout()
        head.addWidget(label("Convocation", "subtitle"), 1)
        head.addWidget(self.papers)
        layout = column(margin=SMALL, spacing=TIGHT)
        layout.addLayout(head)
        for said in (self.limit, self.state, self.extra):
            layout.addWidget(said)
        layout.addWidget(self.list, 1)
        layout.addLayout(sending)
        layout.addWidget(self.urgency)
        layout.addWidget(self.fault)
        layout.addLayout(buttons)
        self.setLayout(layout)
        presenter.shown.connect(self.show_convocation)
        presenter.refused.connect(self._refuse)

    def show_convocation(self, found: Convocation) -> None:
        self._found = found
        today = self.presenter.today
        self.fault.hide()
        jours = found.jours
        self.limit.setText(f"Dernier jour sûr : {weekday(jours.conseille)}")
        self._say_state(found, today)
        extra = [f"{int(jours.delai)} jours francs : limite le {weekday(jours.limite)}."]
        if found.missing:
            extra.append(f"Manque à la convocation : {', '.join(found.missing)}.")
        if found.note_de_synthese:
            extra.append("Une note de synthèse est due avec l'ordre du jour.")
        if found.election:
            extra.append("Élection : la convocation doit la mentionner.")
        self.extra.setText(" ".join(extra))
        self._papers[CallPaper.NOTE].setVisible(found.note_de_synthese)
        if not self.day.isModified():
            usual = found.course.seance.convocation or min(today, jours.seance - timedelta(days=1))
            self.day.setText(f"{usual:%d/%m/%Y}")
        names = Names(m.elu for m in found.members)
        while self.list.count() > len(found.members):
            self.list.takeItem(self.list.count() - 1)
        while self.list.count() < len(found.members):
            self.list.addItem(QListWidgetItem())
        known = found.course.seance.convocation is not None  # a day was noted, not to whom it was sent
        tint = "muted" if known else "warning"
        for rank, member in enumerate(found.members):
            item = self.list.item(rank)
            set_two_lines(
                item, names.of(member.elu.id), _sent(member, known=known), tint="fine" if member.first else tint
            )
            item.setData(_ID, member.elu.id)
        if self.list.currentRow() < 0 and found.members:
            self.list.setCurrentRow(0)
        self._offer()

    def _say_state(self, found: Convocation, today: date) -> None:
        sent, waiting = found.last_sent, len(found.waiting)
        left = (found.jours.conseille - today).days
        if sent is not None and found.regularite is not None:
            noted = any(member.first for member in found.members)
            said, kind = (
                f"Convocation {'envoyée le' if noted else 'du'} {in_words(sent)}, {_REGULAR[found.regularite]}.",
                "fine",
            )
            if not noted:  # its day came with the meeting, as in a calendar taken over
                said += " À qui elle est partie reste à noter."
            if found.regularite is not Regularite.REGULIERE:
                kind = "warning"
        elif not found.members:
            said, kind = "Aucun élu en fonction ce jour-là : importez la liste des élus.", "warning"
        else:
            said = "Personne n'est convoqué" if waiting == len(found.members) else f"Reste à convoquer : {waiting}"
            if left > 1:
                said, kind = f"{said} ; il reste {count(left, 'jour', 'jours')}.", "muted"
            elif left >= 0:
                said, kind = f"{said} ; à envoyer {'aujourd’hui' if left == 0 else 'demain au plus tard'}.", "warning"
            else:
                said, kind = f"{said} ; le dernier jour sûr est passé.", "fault"
        self.state.setText(upper_first(said))
        self.state.setProperty("kind", kind)
        restyle(self.state)

    def _offer(self) -> None:
        """What can be noted now."""
        found = self._found
        if found is None:
            return
        row = self.list.currentRow()
        member = found.members[row] if 0 <= row < len(found.members) else None
        waiting = len(found.waiting)
        self.all.setText(
            "Noter l'envoi à tous" if waiting == len(found.members) else f"Noter l'envoi aux {waiting} autres"
        )
        self.all.setAccessibleName(self.all.text())
        self.all.setVisible(waiting > 0)
        self.one.setVisible(member is not None and member.first is None)
        self.forget.setVisible(member is not None and member.first is not None)
        try:
            late = found.jours.judged(parse_date(self.day.text())) is not Regularite.REGULIERE
        except ValueError:
            late = False
        self.urgency.setVisible(waiting > 0 and late)

    def _note_one(self) -> None:
        if self.list.currentRow() >= 0:
            self._note(int(self.list.currentItem().data(_ID)))

    def _note(self, elu: int | None) -> None:
        found = self._found
        if found is None:
            return
        try:
            le = parse_date(self.day.text())
        except ValueError as fault:
            self._refuse(f"Jour de l'envoi : {fault}.")
            return
        elus = (elu,) if elu is not None else tuple(e.id for e in found.waiting)
        self.presenter.note(
            found.course.seance.id, elus, le, Mode(self.mode.currentData()), self.urgency.text().strip()
        )

    def _ask(self, paper: CallPaper) -> None:
        if self._found is None:
            return
        try:
            le = parse_date(self.day.text())
        except ValueError as fault:
            self._refuse(f"Jour de l'envoi : {fault}.")
            return
        self.paper_asked.emit(paper, self._found.course.seance, le)

    def _forget(self) -> None:
        if self._found is not None and self.list.currentRow() >= 0:
            self.presenter.forget(self._found.course.seance.id, int(self.list.currentItem().data(_ID)))

    def _refuse(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()


def _sent(member: Convoked, *, known: bool) -> str:
    if member.first is None:
        if known:
            return "envoi non noté"
        return "pas encore convoquée" if member.elu.feminine else "pas encore convoqué"
    return f"{MODES[member.first.mode]}, le {in_words(member.first.le)}"
