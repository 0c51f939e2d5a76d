"""The pen answers a question from one passage: a sentence, held to the passage while it is written.

The figures and the names of the answer are found by the fund, not by the model: it must write them all, and can write no
other. What comes out is checked by the caller, word by word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from secretaire.drafting.engine.client import GenerationRequest
from secretaire.drafting.engine.fact_lock import FactLock
from secretaire.drafting.pen.examples import Conversation, bare, with_examples
from secretaire.drafting.pen.facts import lock_of
from secretaire.drafting.pen.locks import badly_formed
from secretaire.drafting.pen.tasks import Plume, Task
from secretaire.drafting.pen.writing import Writer
from secretaire.errors import Cancelled

MAX_PASSAGE_CHARACTERS = 1_500
MAX_ANSWER_TOKENS = 90
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
    shown = _conversation(plume, request, trained=bool(engine.adapter_sha256))
    base = GenerationRequest(
        messages=shown.messages,
        fixed=shown.fixed,
        opening=request.opening,
        max_tokens=MAX_ANSWER_TOKENS,
        stop=("\n",),
        lock=_lock(plume, request),
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


def _conversation(plume: Plume, request: Request, *, trained: bool) -> Conversation:
    passages = [f"[1] {request.passage}"]
    if trained:
        return bare(plume, Task.REPONSE, request.question, passages)
    return with_examples(plume, Task.REPONSE, request.question, passages, plume.examples)


def _lock(plume: Plume, request: Request) -> FactLock:
    """The facts of the answer are owed, and no other figure may be written; names are those of the passage."""
    form = plume.forms[Task.PHRASE]
    owed = lock_of(form, "", request.facts)
    around = lock_of(form, request.question, [request.passage])
    return FactLock(facts=owed.facts, names=around.names, guarded=around.guarded, ending=form.derniere_fin)
