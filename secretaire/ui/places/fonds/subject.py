"""One subject through time: dated acts on a line, what each does to the others, the one in force on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QStyleOptionViewItem, QWidget

from secretaire.acts import wording
from secretaire.acts.fields import parse_date
from secretaire.fund.history.chain import Bond, Certainty, History, Relation, State, Step
from secretaire.fund.history.subjects import Likeness
from secretaire.fund.pieces import ActFacts, Outcome, Verb
from secretaire.ui.parts.basics import Debounce, EmptyState, button, column, frame, label, restyle
from secretaire.ui.parts.piece_words import KINDS, SEPARATOR, named, shortened
from secretaire.ui.parts.results import Row, RowsList
from secretaire.ui.parts.rows import Index, TwoLineDelegate
from secretaire.ui.places.fonds.filter_fields import make_combo, refill_combo
from secretaire.ui.places.fonds.presenter import Told
from secretaire.ui.places.fonds.results_pane import PREPARING
from secretaire.ui.style.sheet import current_palette
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import count

SLOW_MS = 400
MOST_AMOUNTS = 4
_GUTTER = 22
_MARK = Qt.ItemDataRole.UserRole + 20  # of a step: how its dot is drawn
_IN_FORCE, _ON_SUBJECT, _BESIDE = "en vigueur", "sujet", "voisin"

_VERBS: Mapping[Verb, str] = {
    Verb.REPEALS: "abroge",
    Verb.REPLACES: "remplace",
    Verb.WITHDRAWS: "retire",
    Verb.AMENDS: "modifie",
    Verb.COMPLETES: "complète",
    Verb.EXTENDS: "proroge",
}
_LIKENESS: Mapping[Likeness, str] = {
    Likeness.BROADER: "sujet plus large",
    Likeness.NARROWER: "sujet plus précis",
    Likeness.RELATED: "sujet voisin",
}


class TimelineDelegate(TwoLineDelegate):
    """Rows hung on a vertical line: a full dot for what is in force, a ring for the rest, a small one beside."""

    indent = _GUTTER

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        palette = current_palette()
        rect: QRect = option.rect
        x = rect.x() + SMALL + TIGHT + _GUTTER / 2 - 3
        middle = rect.y() + SMALL + option.fontMetrics.height() / 2
        last = index.row() == index.model().rowCount() - 1
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(palette.edge), 2))
        top = middle if index.row() == 0 else rect.y()
        painter.drawLine(QPointF(x, top), QPointF(x, middle if last else rect.bottom() + 1))
        mark = index.data(_MARK)
        painter.setPen(QPen(QColor(palette.fine if mark == _IN_FORCE else palette.edge), 2))
        painter.setBrush(QColor(palette.fine if mark == _IN_FORCE else palette.surface))
        radius = {_IN_FORCE: 6.5, _ON_SUBJECT: 5.0}.get(mark, 3.0)
        painter.drawEllipse(QPointF(x, middle), radius, radius)
        painter.restore()


class SubjectPane(QWidget):
    """The latest act first. `chosen` and `taken` carry the piece of a step."""

    chosen = Signal(object)  # StoredPiece
    taken = Signal(object)
    subject_asked = Signal(str)  # one of the subjects that the words may mean
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._history = History()
        self._slow = Debounce(SLOW_MS, lambda: self._nothing.say("Recherche des actes sur ce sujet…", ""), self)
        self.back = button("Retour aux résultats", self.back_asked.emit, icon_name="arrow-left")
        self._of = label("", "subtitle")
        self.day = QLineEdit()
        self.day.setAccessibleName("En vigueur à la date du")
        self.day.setFixedWidth(self.fontMetrics().horizontalAdvance("22 septembre 2026") + 24)
        today = date.today()  # noqa: DTZ011 - the day of this PC
        self.day.setText(f"{today:%d/%m/%Y}")
        self._day = today
        self.day.editingFinished.connect(self._read_day)
        self.fault = label("", "fault")
        self.fault.hide()
        self.state = label("", "subtitle")
        self.reason = label("", "muted")
        self.subjects = make_combo("Préciser le sujet", ("", ""))
        self.subjects.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.subjects.setMinimumContentsLength(30)
        self.subjects.activated.connect(self._choose_subject)
        self.summary = label("", "muted")
        self.list = RowsList("Actes sur ce sujet, du plus récent au plus ancien")
        self.list.setItemDelegate(TimelineDelegate(self.list))
        self.list.setMinimumHeight(120)
        self.list.chosen.connect(self.chosen)
        self.list.taken.connect(self.taken)
        self._nothing = EmptyState("", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._make_page())
        self.setLayout(column(self._stack))
        self.show_told(None, "")

    def _make_page(self) -> QWidget:
        self._crumb = QWidget()
        crumb = column(spacing=TIGHT)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch()
        crumb.addLayout(top)
        crumb.addWidget(self._of)
        self._crumb.setLayout(crumb)
        when = QHBoxLayout()
        when.setSpacing(SMALL)
        when.addWidget(label("En vigueur le", wrap=False))
        when.addWidget(self.day)
        when.addStretch()
        card = column(margin=SMALL, spacing=TIGHT)
        card.addLayout(when)
        for widget in (self.fault, self.state, self.reason, self.subjects):
            card.addWidget(widget)
        page = QWidget()
        page.setLayout(column(self._crumb, frame("seen", card), self.summary, self.list, margin=SMALL))
        return page

    def wait(self) -> None:
        """Something was asked: say so if it takes long."""
        self._slow.touch()

    def show_told(self, told: Told | None, words: str) -> None:
        """Show a chain; None when nothing is asked."""
        self._slow.drop()
        self._history = told.history if told else History()
        if told is None or not told.history.steps:
            self._say_nothing(words if told else "")
            return
        self._crumb.setVisible(told.of is not None)
        self._of.setText(f"Le sujet de {named(told.of)}" if told.of else "")
        self._offer(told.history.subjects)
        self.summary.setText(_summary(told.history))
        self._stack.setCurrentIndex(1)
        self._show_state()

    def show_preparing(self) -> None:
        """The index is being made again."""
        self._slow.drop()
        self._nothing.say(*PREPARING)
        self._stack.setCurrentIndex(0)

    def fail(self, sentence: str) -> None:
        """The search broke."""
        self._slow.drop()
        self._nothing.say("La recherche n'a pas abouti", sentence)
        self._stack.setCurrentIndex(0)

    def redraw(self) -> None:
        """In the colours of the theme."""
        self.list.viewport().update()

    def _say_nothing(self, words: str) -> None:
        if words:
            self._nothing.say(
                f"Aucun acte trouvé sur « {words} »",
                "Nommez le sujet comme le fait l'objet de l'acte : « tarifs de la cantine », « indemnités des élus ».",
            )
        else:
            self._nothing.say(
                "Un sujet dans le temps",
                "Tapez un sujet : les actes qui en ont décidé s'affichent du plus récent au plus ancien, "
                "avec celui qui est en vigueur à la date de votre choix.",
            )
        self._stack.setCurrentIndex(0)

    def _offer(self, subjects: tuple[str, ...]) -> None:
        """The subjects to choose from, when the words mean several."""
        self.subjects.setVisible(len(subjects) > 1)
        self.subjects.setItemText(0, f"Préciser parmi {len(subjects)} sujets…")
        self.subjects.setCurrentIndex(0)
        refill_combo(self.subjects, [(shortened(subject, 90), subject) for subject in subjects])
        for index in range(1, self.subjects.count()):
            self.subjects.setItemData(index, self.subjects.itemData(index), Qt.ItemDataRole.ToolTipRole)

    def _choose_subject(self, index: int) -> None:
        if index > 0:
            self.subject_asked.emit(self.subjects.itemData(index))

    def _read_day(self) -> None:
        text = self.day.text().strip()
        try:
            self._day = parse_date(text) if text else date.today()  # noqa: DTZ011 - the day of this PC
        except ValueError as error:
            self._say_fault(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        self._say_fault("")
        if self._history.steps:
            self._show_state()

    def _say_fault(self, fault: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.day.setProperty("invalid", "true" if fault else "false")
        self.day.setAccessibleDescription(fault)
        restyle(self.day)

    def _show_state(self) -> None:
        state = self._history.state_on(self._day)
        self.state.setText(_state_words(state, self._day))
        self.reason.setText(_reason_words(state))
        facts = {step.id: step.piece.facts for step in self._history.steps}
        kept = self.list.currentRow()
        steps = _latest_first(self._history.steps)
        same = [row.value for row in self.list.rows()] == [step.piece for step in steps]
        one = len(self._history.subjects) <= 1
        self.list.show_rows([_row(step, state, self._day, facts, one_subject=one) for step in steps])
        for number, step in enumerate(steps):
            mark = _mark(step, state)
            self.list.item(number).setData(_MARK, mark)
            if mark == _IN_FORCE:
                self.list.scrollToItem(self.list.item(number))
        if same:
            self.list.blockSignals(True)
            self.list.setCurrentRow(kept)
            self.list.blockSignals(False)


def _latest_first(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The latest act first, those without date last."""
    dated = [step for step in steps if step.piece.facts.date]
    return (*reversed(dated), *(step for step in steps if not step.piece.facts.date))


def _summary(history: History) -> str:
    """How many acts, and what « présumé » means when it is said."""
    text = f"{count(len(history.steps), 'acte', 'actes')}, le plus récent d'abord."
    if any(relation.bond is Bond.PRESUMED for step in history.steps for relation in step.relations):
        text += " « Présumé » : aucun texte ne le dit, mais c'est l'acte suivant sur le même sujet."
    return text


def _mark(step: Step, state: State) -> str:
    if state.piece is not None and step.id == state.piece.id:
        return _IN_FORCE
    return _ON_SUBJECT if step.main else _BESIDE


def _state_words(state: State, day: date) -> str:
    when = wording.day(day)
    if state.certainty is Certainty.UNKNOWN:
        return f"Le {when} : on ne sait pas."
    if state.piece is None:
        return f"Le {when} : plus aucun acte n'est en vigueur sur ce sujet."
    how = "" if state.certainty is Certainty.SAID else " (présumé)"
    name = named(state.piece.facts)
    return f"{name[:1].upper()}{name[1:]}{how}."


def _reason_words(state: State) -> str:
    return f"{state.reason[:1].upper()}{state.reason[1:]}." if state.reason else ""


def _row(step: Step, state: State, day: date, facts: Mapping[int, ActFacts], *, one_subject: bool) -> Row:
    said = step.piece.facts
    parts = [
        wording.day(said.date) if said.date else "sans date",
        f"{KINDS[said.kind]} n°{wording.NBSP}{said.number}" if said.number else KINDS[said.kind],
        shortened(said.objet),
    ]
    under = [_relation(relation, facts) for relation in step.relations if one_subject or relation.verb]
    under += [_LIKENESS[step.likeness]] if step.likeness in _LIKENESS else []
    under += [f"aussi gardé en {len(step.copies) + 1} versions"] if step.copies else []
    note, tint = "", "fine"
    if _mark(step, state) == _IN_FORCE:
        presumed = " (présumé)" if state.certainty is Certainty.PRESUMED else ""
        note = f"En vigueur le {wording.day(day)}{presumed}"
    elif not step.adopted:
        note, tint = f"Non adoptée : {_OUTCOMES[said.outcome]}" if said.outcome else "", "warning"
    return Row(
        SEPARATOR.join(filter(None, parts)),
        _sentence(SEPARATOR.join(filter(None, under))),
        note=note,
        note_tint=tint,
        passage=_amounts(said),
        tip=said.objet,
        value=step.piece,
    )


_OUTCOMES: Mapping[Outcome, str] = {Outcome.REJECTED: "rejetée", Outcome.POSTPONED: "ajournée"}


def _relation(relation: Relation, facts: Mapping[int, ActFacts]) -> str:
    other = named(facts[relation.target]) if relation.target in facts else "un acte précédent"
    if relation.verb is None or relation.bond is Bond.RELATED:
        return f"lié à {other}, sans le changer"
    how = "dit dans l'acte" if relation.bond is Bond.SAID else "présumé"
    return f"{_VERBS[relation.verb]} ({how}) {other}"


def _amounts(facts: ActFacts) -> str:
    if not facts.amounts:
        return ""
    shown = ", ".join(wording.amount(amount) for amount in facts.amounts[:MOST_AMOUNTS])
    rest = len(facts.amounts) - MOST_AMOUNTS
    return f"{shown} et {count(rest, 'autre montant', 'autres montants')}" if rest > 0 else shown


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
