"""What a search found: how many, the list, the rest on demand; or why there is nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from secretaire.desk.standing import Listing
from secretaire.fund.finding.results import REASON_TEXTS, Answer
from secretaire.ui.parts.basics import Debounce, EmptyState, button, column, label, main_button
from secretaire.ui.parts.piece_words import named
from secretaire.ui.parts.results import ResultsList
from secretaire.ui.style.tokens import SMALL
from secretaire.ui.wording import count

SLOW_MS = 400
_NOTHING_ASKED, _NOTHING_FOUND, _RESULTS, _NO_DOCUMENT, _PREPARING = range(5)


PREPARING = (
    "La recherche se prépare",
    "Les documents lus sont remis en ordre, une minute ou deux. Les résultats viendront d'eux-mêmes.",
)


class ResultsPane(QWidget):
    """The list keeps its place when the rest is added to it."""

    more_asked = Signal()
    back_asked = Signal()  # from the acts alike to the results of the search
    question_asked = Signal()
    clear_asked = Signal()  # of the filters
    add_asked = Signal()  # a folder

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._documents = 0
        self._slow = Debounce(SLOW_MS, lambda: self.summary.setText("Recherche…"), self)
        self.list = ResultsList("Résultats de la recherche")
        self.summary = label("", "muted")
        self.back = button("Retour aux résultats", self.back_asked.emit, icon_name="arrow-left")
        self._like = label("", "subtitle")
        self.question = button("C'est une question : chercher la réponse (Entrée)", self.question_asked.emit)
        self.question.hide()
        self.more = button("Afficher plus de résultats", self.more_asked.emit)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch()
        self._crumb = QWidget()
        crumb = column()
        crumb.addLayout(top)
        crumb.addWidget(self._like)
        self._crumb.setLayout(crumb)
        found = QWidget()
        found.setLayout(column(self._crumb, self.question, self.summary, self.list, self.more, margin=SMALL))
        self._clear_filters = button("Effacer les filtres", self.clear_asked.emit)
        self._nothing = EmptyState("Rien trouvé", "", self._clear_filters)
        self._stack = QStackedWidget()
        for page in (
            EmptyState(
                "Retrouvez ce que la commune a déjà décidé",
                "Tapez quelques mots : un sujet, une rue, un nom, une année. Les résultats viennent pendant la frappe. "
                "Entre guillemets, « tarif de la salle », les mots sont cherchés ensemble.",
            ),
            self._nothing,
            found,
            EmptyState(
                "Aucun document lu pour l'instant",
                "Ajoutez le dossier où la commune garde ses actes : il sera lu une fois, puis relu quand il change.",
                main_button("Ajouter un dossier…", self.add_asked.emit),
            ),
            EmptyState(*PREPARING),
        ):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        self.list.setMinimumHeight(120)

    def wait(self) -> None:
        """Something was asked: say so if it takes long."""
        self._slow.touch()

    def set_documents(self, number: int) -> None:
        """How many documents can be searched."""
        self._documents = number
        if self._stack.currentIndex() in {_NOTHING_ASKED, _NO_DOCUMENT}:
            self.show_nothing_asked()

    def set_question(self, *, shown: bool) -> None:
        """Offer to answer rather than to list."""
        self.question.setVisible(shown)

    def show_nothing_asked(self) -> None:
        """No words, no filter."""
        self._slow.drop()
        self.list.show_rows(())
        self._show(_NOTHING_ASKED if self._documents else _NO_DOCUMENT)

    def show_listing(self, listing: Listing, words: str, *, limited: bool) -> None:
        """Show results; `limited` when filters were set."""
        self._slow.drop()
        answer = listing.answer
        self._crumb.setVisible(listing.like is not None)
        self._like.setText(f"Semblables à {named(listing.like)}" if listing.like else "")
        self.list.show_results(answer.results, listing.standings)
        if answer.results:
            self.summary.setText(_summary(answer) if listing.like is None else "Les plus proches d'abord.")
            self.more.setVisible(listing.like is None and len(answer.results) < answer.total)
            self._show(_RESULTS)
            return
        self._clear_filters.setVisible(limited)
        if listing.like:
            self._nothing.say("Aucun acte semblable", "Le fonds ne contient pas d'autre acte sur ce sujet.")
        else:
            self._nothing.say(f"Rien trouvé pour « {words} »" if words else "Rien trouvé", _advice(words, limited))
        self._show(_NOTHING_FOUND if self._documents else _NO_DOCUMENT)

    def show_preparing(self) -> None:
        """The index is being made again."""
        self._slow.drop()
        self._show(_PREPARING)

    def fail(self, sentence: str) -> None:
        """The search broke."""
        self._slow.drop()
        self._clear_filters.hide()
        self._nothing.say("La recherche n'a pas abouti", sentence)
        self._show(_NOTHING_FOUND)

    def _show(self, page: int) -> None:
        self._stack.setCurrentIndex(page)


def _advice(words: str, limited: bool) -> str:
    if "«" in words or '"' in words:
        return "Entre guillemets, les mots sont cherchés ensemble et dans cet ordre : essayez sans les guillemets."
    if limited:
        return "Des filtres limitent la recherche : effacez-les pour chercher dans tous les documents."
    return "Essayez moins de mots ou un mot voisin."


def _summary(answer: Answer) -> str:
    text = count(answer.total, "résultat", "résultats")
    if len(answer.results) < answer.total:
        text += f", les {len(answer.results)} premiers sont montrés"
    if answer.unknown:
        words = ", ".join(f"« {word} »" for word in answer.unknown)
        verb = "ne figure" if len(answer.unknown) == 1 else "ne figurent"
        text += f". {words} {verb} dans aucun document lu"
    elif answer.relaxed:
        text += ". Aucun ne contient tous ces mots : voici les plus proches"
    if answer.corrections:
        swaps = ", ".join(f"« {asked} » cherché comme « {used} »" for asked, used in answer.corrections.items())
        text += f". Mot inconnu : {swaps}"
    if answer.index_rebuilt is not None:
        text += f". Pour information, {REASON_TEXTS[answer.index_rebuilt]}"
    return f"{text}."
