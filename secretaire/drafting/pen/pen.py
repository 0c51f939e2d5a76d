"""The pen: one sentence per note, held to the note while it is written, checked once it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol
from uuid import uuid4

from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.drafting.engine.protocol import ChatMessage
from secretaire.drafting.pen.locks import Lock, Refusal, check
from secretaire.drafting.pen.speech import Utterance, utterances
from secretaire.drafting.pen.tasks import Plume, Task, opening_messages, user_turn
from secretaire.errors import Cancelled

ATTEMPTS = 3  # the likeliest words first, then two draws
_TEMPERATURE = 0.6
_TOKENS_PER_CHARACTER = 0.8  # of the note: French takes one token for three characters, and prose is longer than notes
_SPARE_TOKENS = 32
# what fits in the context of the model, beside the instruction and its examples
MAX_NOTE_CHARACTERS = 600
_RECALLED_CHARACTERS = 2_500  # sentences already written, shown again so that the next one follows


class Writer(Protocol):
    """What the pen needs of the engine."""

    model_sha256: str

    def generate(
        self,
        request: GenerationRequest,
        on_token: Callable[[str], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> GenerationResult:
        """See `engine.client.Engine.generate`."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a proposal was made: enough to make it again.

    Attributes:
        prompt_version: imprint of the resources of the pen.
        tokens: tokens written, refused attempts included.
    """

    id: str
    model_sha256: str
    prompt_version: str
    task: Task
    objet: str
    notes: tuple[str, ...]
    seed: int
    tokens: int
    duration_s: float
    first_token_s: float
    retries: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """What became of one note.

    Attributes:
        text: the accepted sentence, or the note put in order by code when every attempt was refused.
        refusals: why the last attempt was refused; empty when the sentence is of the model.
        rejected: that last attempt.
    """

    note: str
    text: str
    refusals: tuple[Refusal, ...] = ()
    rejected: str = ""

    @property
    def accepted(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text proposed for a zone. Where the pen was refused, the secretary's own words stand."""

    sentences: tuple[Sentence, ...]
    text: str
    run: Run

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Every reason, each once; empty when the whole text is of the pen and passed the locks."""
        return tuple(dict.fromkeys(r for s in self.sentences for r in s.refusals))

    @property
    def accepted(self) -> bool:
        return not self.refusals


def propose(
    plume: Plume,
    task: Task,
    objet: str,
    notes: Sequence[str],
    engine: Writer,
    *,
    on_text: Callable[[str], None] = lambda _text: None,
    cancelled: Callable[[], bool] = lambda: False,
    seed: int = 0,
) -> Proposal:
    """Write the notes in prose; `on_text` receives the whole text so far (a new attempt takes the place of a refused one).

    Raises:
        Cancelled: the person interrupted.
        ModelUnavailable: see `Engine.generate`.
    """
    kept = tuple(note.strip() for note in notes if note.strip())
    opening = opening_messages(plume, task)
    written: list[ChatMessage] = []
    sentences: list[Sentence] = []
    costs: list[GenerationResult] = []
    for utterance in utterances(plume.abbreviations, task, kept):
        turn = user_turn("" if sentences else objet, utterance.note)
        before = _assemble(plume, task, sentences, finished=False)

        def show(text: str, before: str = before) -> None:
            on_text(f"{before}{plume.forms[task].separateur if before else ''}{text}")

        def ask(request: GenerationRequest, show: Callable[[str], None] = show) -> GenerationResult:
            pieces = [request.opening]

            def receive(piece: str) -> None:
                pieces.append(piece)
                show("".join(pieces))

            result = engine.generate(replace(request, continues=bool(costs)), receive, cancelled)
            if result.cancelled:
                raise Cancelled
            costs.append(result)
            return result

        request = GenerationRequest(
            messages=(*opening, *_recalled(written), turn), fixed=len(opening), seed=seed * ATTEMPTS, stop=("\n",)
        )
        sentence = _write(plume, task, utterance, request, ask)
        sentences.append(sentence)
        if sentence.accepted:
            written += [turn, ChatMessage(role="assistant", content=sentence.text)]
        show(sentence.text)
    text = _assemble(plume, task, sentences, finished=True)
    on_text(text)
    run = Run(
        id=uuid4().hex,
        model_sha256=engine.model_sha256,
        prompt_version=plume.version,
        task=task,
        objet=objet,
        notes=kept,
        seed=seed,
        tokens=sum(c.tokens for c in costs),
        duration_s=sum(c.duration_s for c in costs),
        first_token_s=costs[0].first_token_s if costs else 0.0,
        retries=len(costs) - len(sentences),
    )
    return Proposal(tuple(sentences), text, run)


def _write(
    plume: Plume,
    task: Task,
    utterance: Utterance,
    base: GenerationRequest,
    ask: Callable[[GenerationRequest], GenerationResult],
) -> Sentence:
    """One sentence, in up to `ATTEMPTS` attempts; a note too long for one keeps its own words."""
    if len(utterance.note) > MAX_NOTE_CHARACTERS:
        too_long = Refusal(Lock.TOO_LONG, str(len(utterance.note)))
        return Sentence(utterance.note, deterministic_sentence(plume, task, utterance.note), (too_long,))
    form = plume.forms[task]
    opening = utterance.opening or form.ouverture
    rejected = ""
    refusals: tuple[Refusal, ...] = ()
    for attempt in range(ATTEMPTS):
        result = ask(
            replace(
                base,
                opening=opening,
                max_tokens=round(len(utterance.statement) * _TOKENS_PER_CHARACTER) + _SPARE_TOKENS,
                temperature=_TEMPERATURE if attempt else 0.0,
                seed=base.seed + attempt,
                constraint=plume.lexicon.constraint(task, utterance.statement, form.fin),
            )
        )
        text = (opening + result.text).strip()
        report = check(plume, task, text, [utterance.note])
        if result.finished and report.accepted:
            return Sentence(utterance.note, text)
        rejected = text
        refusals = report.refusals or (Refusal(Lock.FORM, "inachevé"),)
    return Sentence(utterance.note, deterministic_sentence(plume, task, utterance.note), refusals, rejected)


def deterministic(plume: Plume, task: Task, notes: Sequence[str]) -> str:
    """The text without model: the notes, readable, in the form of the task."""
    sentences = [
        Sentence(u.note, deterministic_sentence(plume, task, u.note))
        for u in utterances(plume.abbreviations, task, notes)
    ]
    return _assemble(plume, task, sentences, finished=True)


def _recalled(written: Sequence[ChatMessage]) -> Sequence[ChatMessage]:
    """The last notes and sentences, as many whole pairs as fit."""
    start, size = len(written), 0
    while start and (size := size + sum(len(m.content) for m in written[start - 2 : start])) <= _RECALLED_CHARACTERS:
        start -= 2
    return written[start:]


def deterministic_sentence(plume: Plume, task: Task, readable: str) -> str:
    """A readable note in the form of the task: capital, full stop; no word changes."""
    form = plume.forms[task]
    readable = readable.rstrip(" .;,")
    if form.ouverture:
        return f"{form.ouverture} ce qui suit : {readable}{form.fin}"
    end = "" if readable.endswith(("?", "!")) else form.fin
    return readable[:1].upper() + readable[1:] + end


def _assemble(plume: Plume, task: Task, sentences: Sequence[Sentence], *, finished: bool) -> str:
    form = plume.forms[task]
    text = form.separateur.join(s.text for s in sentences)
    if finished and form.fin != form.derniere_fin:
        text = text.removesuffix(form.fin) + form.derniere_fin
    return text
