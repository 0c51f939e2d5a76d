"""Ask the fund: an answer with the passages that say it, or « non trouvé » with those that come nearest.

`ask` answers at once with the words of the act; `reword` then has the pen phrase it, under the same check.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from secretaire.acts.wording import day, fold_spaces, typography
from secretaire.desk.assistant import assistant_state
from secretaire.desk.office import Office
from secretaire.desk.resources import plume
from secretaire.drafting.pen.reply import Request, reply
from secretaire.drafting.pen.writing import Writer
from secretaire.fund.asking.answering import Citation, Outcome
from secretaire.fund.asking.question import Asked
from secretaire.fund.asking.support import loosened, plain, unsupported
from secretaire.fund.asking.tables import row_in_words
from secretaire.fund.finding.results import Result
from secretaire.fund.pieces import ActFacts, Kind

NOT_FOUND = "Non trouvé dans les documents lus."

_ACTS = {
    Kind.DELIBERATION: "la délibération",
    Kind.ARRETE: "l'arrêté",
    Kind.DECISION: "la décision",
    Kind.PROCES_VERBAL: "le procès-verbal",
    Kind.COMPTE_RENDU: "le compte rendu",
    Kind.AUTRE: "le document",
}
# A decision, a place or a content stays as the act has it: the code does not know which of its words are the answer.
_REWORDED = frozenset(Asked) - {Asked.DECISION, Asked.PLACE, Asked.SUBSTANCE, Asked.ACT_NUMBER}
_MAX_FACTS = 3


@dataclass(frozen=True, slots=True)
class AskAnswer:
    """What the fund answers.

    Attributes:
        reponse: one or two sentences, which name the act and its date; `NOT_FOUND` when the fund does not say.
        citations: where it is said, what answers first; empty when it is not found.
        voisins: the passages that come nearest, best first, to show when it is not found.
        facts: the words of the first citation that are the answer itself.
        en_vigueur: no act of the fund is known to end the one that answers.
        with_model: name of the model that phrased it; empty for the words of the act.
    """

    question: str
    trouve: bool
    reponse: str
    citations: tuple[Citation, ...] = ()
    voisins: tuple[Citation, ...] = ()
    facts: tuple[str, ...] = ()
    en_vigueur: bool = True
    with_model: str = ""
    can_be_reworded: bool = False

    @property
    def act(self) -> Result | None:
        """The act that answers."""
        return self.citations[0].result if self.citations else None


def ask(office: Office, question: str, on: date) -> AskAnswer:
    """The answer of the fund on a day, in the words of the act.

    Raises:
        EnvironmentFault: the index had to be made again and could not be.
    """
    return in_words_of_the_act(office.fund.answer(question, on))


def in_words_of_the_act(outcome: Outcome) -> AskAnswer:
    """What the fund found, as it is said to a person."""
    asked, found = outcome.question, outcome.found
    if found is None:
        return AskAnswer(asked.text, False, NOT_FOUND, voisins=outcome.neighbours)
    first, *others = found.citations
    row = row_in_words(first.text, [citation.text for citation in others])
    return AskAnswer(
        question=asked.text,
        trouve=True,
        reponse=typography(f"D'après {named(found.act)} : " + (f"{row}." if row else f"« {found.quote} »")),
        citations=found.citations,
        voisins=outcome.neighbours,
        facts=found.evidence,
        en_vigueur=found.in_force,
        can_be_reworded=asked.asked in _REWORDED and 0 < len(found.evidence) <= _MAX_FACTS,
    )


def reword(
    office: Office,
    answered: AskAnswer,
    on_text: Callable[[str], None] = lambda _text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> AskAnswer:
    """The same answer phrased by the pen when all it says stands in the passages; else the answer as it was.

    Raises:
        Cancelled: the person interrupted; the answer stands.
        ModelUnavailable: no model, or its process died; the answer stands.
    """
    if not answered.can_be_reworded:
        return answered
    return phrased_by(office.engine(), assistant_state().model_name, answered, on_text, cancelled)


def phrased_by(
    engine: Writer,
    model_name: str,
    answered: AskAnswer,
    on_text: Callable[[str], None] = lambda _text: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> AskAnswer:
    """See `reword`, for any engine."""
    if answered.act is None or not answered.can_be_reworded:
        return answered
    sources = [citation.text for citation in answered.citations]
    request = Request(
        question=answered.question,
        passage=" ".join([*sources[1:], sources[0]]),  # what introduces the passage stands before it
        facts=answered.facts,
        opening=fold_spaces(f"D'après {named(answered.act)},"),
    )
    said = reply(
        plume(),
        request,
        engine,
        lambda sentence: _holds(sentence, answered, sources),
        on_text=on_text,
        cancelled=cancelled,
    )
    return replace(answered, reponse=typography(said), with_model=model_name) if said else answered


def _holds(sentence: str, answered: AskAnswer, sources: Sequence[str]) -> bool:
    """Every fact is there as it is written, nothing else is, and what ties each fact to its subject is kept."""
    said = plain(sentence)
    return (
        all(plain(fact) in said for fact in answered.facts)
        and not unsupported(sentence, sources)
        and not loosened(sentence, answered.question, sources[0], answered.facts)
    )


def named(act: Result) -> str:
    """« la délibération n° 2021-12 du 6 décembre 2021 »; a document that is no act by the name of its file."""
    return named_facts(act.facts, act.path)


def named_facts(facts: ActFacts, path: Path) -> str:
    """As `named`, of what is known of a piece and the file that holds it."""
    if facts.kind is Kind.AUTRE and not facts.number:
        return f"le document « {path.stem} »"
    number = f" n° {facts.number}" if facts.number else ""
    when = f" du {day(facts.date)}" if facts.date else ""
    return f"{_ACTS[facts.kind]}{number}{when}"
