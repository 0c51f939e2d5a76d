"""The pen answers a question from one passage: a sentence, held to the passage while it is written.

The figures and the names of the answer are found by the fund, not by the model: it must write them all, in their order,
and may only put around them words of the question and of the passage. What comes out is checked by the caller too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from secretaire.drafting.engine.client import GenerationRequest
from secretaire.drafting.engine.constraint import Constraint
from secretaire.drafting.engine.protocol import ChatMessage
from secretaire.drafting.pen.lexicon import WORD
from secretaire.drafting.pen.literals import literals, plain_spaces
from secretaire.drafting.pen.locks import badly_formed
from secretaire.drafting.pen.pen import Writer
from secretaire.drafting.pen.tasks import Plume, Task
from secretaire.errors import Cancelled

MAX_PASSAGE_CHARACTERS = 1_500
MAX_ANSWER_TOKENS = 90
_MAX_TIES_IN_A_ROW = 10
_LEADING = 2  # words that lead to a figure: « à compter du »
_ATTEMPTS = 2
_TEMPERATURE = 0.5


@dataclass(frozen=True, slots=True)
class Request:
    """What the pen is given.

    Attributes:
        question: as typed.
        passage: what answers, as it is in the document.
        facts: the words of the passage that are the answer, in order.
        opening: the beginning of the sentence, written by the program: which act it is.
    """

    question: str
    passage: str
    facts: tuple[str, ...]
    opening: str


def reply(
    plume: Plume,
    request: Request,
    engine: Writer,
    supported: Callable[[str], bool],
    *,
    on_text: Callable[[str], None] = lambda _text: None,
    cancelled: Callable[[], bool] = lambda: False,
    seed: int = 0,
) -> str | None:
    """The answer in a sentence, its opening included; None when no attempt was good.

    Args:
        supported: does all that a sentence says stand in the passage?

    Raises:
        Cancelled: the person interrupted.
        ModelUnavailable: see `Engine.generate`.
    """
    if not request.facts or len(request.passage) > MAX_PASSAGE_CHARACTERS:
        return None
    opening = _opening_messages(plume)
    base = GenerationRequest(
        messages=(*opening, _turn(request.question, request.passage)),
        fixed=len(opening),
        opening=request.opening,
        max_tokens=MAX_ANSWER_TOKENS,
        stop=("\n",),
        constraint=_constraint(plume, request),
    )
    for attempt in range(_ATTEMPTS):
        pieces = [request.opening]

        def receive(piece: str, pieces: list[str] = pieces) -> None:
            pieces.append(piece)
            on_text("".join(pieces))

        made = engine.generate(
            replace(base, temperature=_TEMPERATURE if attempt else 0.0, seed=seed * _ATTEMPTS + attempt),
            receive,
            cancelled,
        )
        if made.cancelled:
            raise Cancelled
        said = made.text.strip()
        sentence = f"{request.opening.rstrip()} {said}"
        if made.finished and not badly_formed(plume, Task.PHRASE, sentence, request.passage) and supported(said):
            return sentence
    return None


def _constraint(plume: Plume, request: Request) -> Constraint:
    """The facts are due; the words of the question and of the passage may be put around them."""
    due = plume.lexicon.constraint(Task.PHRASE, " ; ".join(request.facts), plume.reply.fin)
    own = {word.lower() for word in WORD.findall(plain_spaces(request.question))} | _free_words(request)
    return due.model_copy(update={"glue": (*due.glue, *sorted(own)), "max_glue": _MAX_TIES_IN_A_ROW})


def _free_words(request: Request) -> set[str]:
    """Words of the passage, but for those that lead to a figure that is not due: it could not be written after them."""
    text = plain_spaces(request.passage)
    due = [plain_spaces(fact) for fact in request.facts]
    barred = [
        (literal.start, literal.end)
        for literal in literals(text)
        if not any(literal.text in fact or fact in literal.text for fact in due)
    ]
    words = list(WORD.finditer(text))
    kept: set[str] = set()
    for place, word in enumerate(words):
        after = words[min(place + _LEADING, len(words) - 1)].end()
        if not any(start < after and word.start() < end for start, end in barred):
            kept.add(word[0].lower())
    return kept


def _turn(question: str, passage: str) -> ChatMessage:
    """A passage, quoted as data, then the question."""
    return ChatMessage(role="user", content=f"Passage : « {passage} »\nQuestion : {question}")


def _opening_messages(plume: Plume) -> Sequence[ChatMessage]:
    form = plume.reply
    messages = [ChatMessage(role="system", content=form.consigne.strip())]
    for example in form.exemples:
        for passage, sentence in example.lignes:
            messages.append(_turn(example.objet, passage))
            messages.append(ChatMessage(role="assistant", content=sentence))
    return messages
