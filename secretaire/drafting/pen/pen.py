"""The pen: what a person gives, written in the form of a task; a proposal, never a decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from secretaire.drafting.pen.examples import Conversation, bare, with_examples
from secretaire.drafting.pen.locks import Refusal
from secretaire.drafting.pen.prompts import Material
from secretaire.drafting.pen.tasks import Example, Plume, Task
from secretaire.drafting.pen.writing import Line, Scribe, Sentence, Writer


@dataclass(frozen=True, slots=True)
class Run:
    """How a proposal was made: enough to make it again.

    Attributes:
        prompt_version: imprint of the resources of the pen.
        tokens: tokens written, refused attempts included.
        retries: requests to the engine after the first.
    """

    id: str
    model_sha256: str
    adapter_sha256: str
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
class Proposal:
    """A text proposed for a zone. Where the pen was refused, the secretary's own words stand."""

    sentences: tuple[Sentence, ...]
    text: str
    run: Run

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Every reason, each once; empty when the whole text is of the pen and passed the checks."""
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
    examples: Sequence[Example] = (),
    on_text: Callable[[str], None] = lambda _text: None,
    cancelled: Callable[[], bool] = lambda: False,
    seed: int = 0,
) -> Proposal:
    """Write what is given in the form of a task.

    Args:
        notes: the notes as typed; the text to rework, or the numbered passages, for the tasks that take them.
        objet: what the act is about; the question, for an answer.
        examples: texts that the commune accepted, shown with those of the house to a model that was not trained.
        on_text: receives the whole text so far (what is written again takes the place of what was refused).

    Raises:
        Cancelled: the person interrupted.
        ModelUnavailable: see `Engine.generate`.
    """
    form = plume.forms[task]
    kept = tuple(note.strip() for note in notes if note.strip())
    readable = map(plume.abbreviations.normalise, kept) if form.matiere is Material.NOTES else kept
    pool = (*plume.examples, *examples)

    def conversation(lines: Sequence[str]) -> Conversation:
        asked = (form.note_seule or task) if len(lines) == 1 else task
        if engine.adapter_sha256:
            return bare(plume, asked, objet, lines)
        return with_examples(plume, asked, objet, lines, pool)

    scribe = Scribe(plume, task, objet, engine, conversation, on_text, cancelled, seed)
    sentences = scribe.write([Line(typed, clean) for typed, clean in zip(kept, readable, strict=True)])
    text = scribe.text_of(sentences)
    on_text(text)
    costs = scribe.costs
    run = Run(
        id=uuid4().hex,
        model_sha256=engine.model_sha256,
        adapter_sha256=engine.adapter_sha256,
        prompt_version=plume.version,
        task=task,
        objet=objet,
        notes=kept,
        seed=seed,
        tokens=sum(c.tokens for c in costs),
        duration_s=sum(c.duration_s for c in costs),
        first_token_s=costs[0].first_token_s if costs else 0.0,
        retries=max(0, len(costs) - 1),
    )
    return Proposal(tuple(sentences), text, run)
