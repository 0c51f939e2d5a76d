"""The answer to a question: one or two sentences, the act they come from, the passages that say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from secretaire.desk.standing import PLAIN, Standing
from secretaire.fund.asking.answering import Citation
from secretaire.fund.finding.results import Result
from secretaire.ui.parts.basics import Debounce, EmptyState, button, column, frame, label
from secretaire.ui.parts.piece_words import SEPARATOR
from secretaire.ui.parts.results import Row, RowsList, note_of, row_of, title_of
from secretaire.ui.places.fonds.asking_presenter import Reply
from secretaire.ui.places.fonds.results_pane import PREPARING
from secretaire.ui.style.tokens import SMALL, TIGHT
from secretaire.ui.wording import NBSP

SLOW_MS = 400
_EMPTY, _ANSWER = range(2)


class AnswerPane(QWidget):
    """What was found at once stays on screen while it is being put in better words."""

    chosen = Signal(object)  # Place
    taken = Signal(object)
    reword_asked = Signal(object)  # Reply
    stop_asked = Signal()
    search_asked = Signal()  # the results for the same words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._slow = Debounce(SLOW_MS, self._say_slow, self)
        self.question = label("", "muted")
        self.answer = label("", "subtitle")
        self.answer.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.answer.setAccessibleName("Réponse")
        self.origin = label("", "muted")
        self.ended = label("", "warning")
        self._reply: Reply | None = None
        self.reword = button(
            "Reformuler", self._ask_reword, tip="L'assistant redit la réponse en une phrase, sans rien y ajouter"
        )
        self.phrasing = label("L'assistant reformule…", "muted", wrap=False)
        self.stop = button("Garder cette réponse", self.stop_asked.emit, tip="Ne plus attendre l'assistant")
        self._busy = QWidget()
        busy = QHBoxLayout(self._busy)
        busy.setContentsMargins(0, 0, 0, 0)
        busy.setSpacing(SMALL)
        busy.addWidget(self.reword)
        busy.addWidget(self.phrasing)
        busy.addWidget(self.stop)
        busy.addStretch()
        self._busy.hide()
        card = column(self.question, self.answer, self.origin, self.ended, self._busy, margin=SMALL, spacing=TIGHT)
        self.passages = label("", "subtitle")
        self.list = RowsList("Passages cités et voisins")
        self.list.setMinimumHeight(120)
        self.list.chosen.connect(self.chosen)
        self.list.taken.connect(self.taken)
        self.others = button("Voir tous les résultats de la recherche", self.search_asked.emit)
        page = QWidget()
        page.setLayout(column(frame("seen", card), self.passages, self.list, self.others, margin=SMALL))
        self._empty = EmptyState("", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        self.show_nothing_asked()

    def wait(self) -> None:
        """A question was asked: say so if it takes long."""
        self._slow.touch()

    def show_nothing_asked(self) -> None:
        """How to begin."""
        self._slow.drop()
        self._empty.say(
            "Posez une question",
            "Écrivez-la en une phrase, puis Entrée : « Quel est le loyer du logement communal ? ». La réponse est "
            "cherchée dans les documents lus et montrée avec le passage qui la donne.",
        )
        self._stack.setCurrentIndex(_EMPTY)

    def show_reply(self, reply: Reply) -> None:
        """Show an answer, or that there is none, and the passages."""
        self._slow.drop()
        answer = reply.answer
        self.question.setText(answer.question)
        self.answer.setText(answer.reponse)
        self._reply = reply
        self._working(busy=False)
        self._show_standing(reply)
        if answer.trouve:
            self.passages.setText("D'où vient cette réponse")
        else:
            self.passages.setText("Passages les plus proches" if answer.voisins else "")
        rows = _rows(reply)
        self.list.setVisible(bool(rows))
        self._stack.setCurrentIndex(_ANSWER)
        if tuple(rows) != self.list.rows():
            self.list.show_rows(rows)
            if answer.trouve:
                self.list.setCurrentRow(0)  # its passage is shown at once beside the answer

    def set_phrasing(self, *, busy: bool) -> None:
        """The assistant is at work on the words of the answer, or no longer."""
        had_focus = self.stop.hasFocus() or self.reword.hasFocus()
        self._working(busy=busy)
        if had_focus:
            (self.stop if busy else self.list).setFocus()

    def say_kept(self) -> None:
        """The assistant brought nothing better."""
        self.reword.hide()
        self.origin.setText("Texte du document. L'assistant n'a pas trouvé mieux sans s'en écarter.")

    def _working(self, *, busy: bool) -> None:
        self.phrasing.setVisible(busy)
        self.stop.setVisible(busy)
        can = self._reply is not None and self._reply.can_be_reworded
        self.reword.setVisible(can and not busy)
        self._busy.setVisible(busy or can)

    def _ask_reword(self) -> None:
        if self._reply is not None:
            self.reword_asked.emit(self._reply)

    def show_preparing(self) -> None:
        """The index is being made again."""
        self._slow.drop()
        self._empty.say(*PREPARING)
        self._stack.setCurrentIndex(_EMPTY)

    def fail(self, sentence: str) -> None:
        """The search broke."""
        self._slow.drop()
        self._empty.say("La recherche n'a pas abouti", sentence)
        self._stack.setCurrentIndex(_EMPTY)

    def _say_slow(self) -> None:
        self._empty.say("Recherche de la réponse…", "")
        self._stack.setCurrentIndex(_EMPTY)

    def _show_standing(self, reply: Reply) -> None:
        """Whether the act that answers is still in force, and whether these are its own words."""
        answer = reply.answer
        self.origin.setVisible(answer.trouve)
        self.ended.setVisible(answer.trouve and not answer.en_vigueur)
        if answer.act is None:
            return
        note = note_of(answer.act, reply.standings.get(answer.act.piece, PLAIN))
        self.ended.setText(f"Attention, cet acte n'est plus en vigueur. {f'{note}.' if note else ''}".strip())
        words = "Reformulé par l'assistant d'après le passage cité." if answer.with_model else "Texte du document."
        in_force = " Aucun document lu ne dit que cet acte a pris fin." if answer.en_vigueur else ""
        self.origin.setText(words + in_force)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage to show: characters [start, end) of a page of a document."""

    document: int
    page: int
    start: int
    end: int


def _rows(reply: Reply) -> list[Row]:
    """What is cited, one line an act and a page, then the neighbours that are not cited."""
    answer = reply.answer
    together: dict[tuple[int, int], list[Citation]] = {}
    for citation in answer.citations:
        together.setdefault((citation.result.piece, citation.page), []).append(citation)
    rows = [_cited(parts, answer.facts, reply.standings) for parts in together.values()]
    cited = {piece for piece, _ in together}
    near = [x.result for x in answer.voisins if x.result.piece not in cited]
    return [*rows, *(_near(result, reply.standings) for result in near)]


def _cited(parts: list[Citation], proofs: Sequence[str], standings: Mapping[int, Standing]) -> Row:
    """The passages of one page in the order of the text; the first of `parts` is the one that answers."""
    first, result = parts[0], parts[0].result
    passage = ""
    marks: list[tuple[int, int]] = []
    for part in sorted(parts, key=lambda part: part.span.start):
        passage += " " if passage else ""
        if part is first:
            found = ((part.text.find(proof), len(proof)) for proof in proofs)
            marks = [(len(passage) + at, len(passage) + at + size) for at, size in found if at >= 0]
        passage += part.text
    return Row(
        title_of(result),
        SEPARATOR.join(("Passage cité", result.path.name, f"page{NBSP}{first.page}")),
        note=note_of(result, standings.get(result.piece, PLAIN)),
        passage=passage,
        marks=tuple(marks),
        tip=f"{result.facts.objet}\n{result.path}".strip(),
        value=Place(result.document, first.page, first.span.start, first.span.end),
    )


def _near(result: Result, standings: Mapping[int, Standing]) -> Row:
    row = row_of(result, standings.get(result.piece, PLAIN))
    place = Place(result.document, result.page, result.span.start, result.span.end)
    return replace(row, under=f"Passage voisin{SEPARATOR}{row.under}", value=place)
