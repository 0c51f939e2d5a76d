"""What is shown to the model before a request: its instruction and, if it was not trained, examples close to the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretaire.drafting.engine.protocol import ChatMessage
from secretaire.drafting.folding import WORD
from secretaire.drafting.pen.meaning import stem
from secretaire.drafting.pen.prompts import Material, answer, instruction, request
from secretaire.drafting.pen.tasks import Example, Plume, Task

SHOWN = 2  # more is read for seconds and did not help a small model


@dataclass(frozen=True, slots=True)
class Conversation:
    """The messages of a request; the first `fixed` are the same for every request of the task."""

    messages: tuple[ChatMessage, ...]
    fixed: int


def bare(plume: Plume, task: Task, objet: str, readable: Sequence[str]) -> Conversation:
    """For a model trained for the tasks: the instruction and what is given, nothing else."""
    form = plume.forms[task]
    return Conversation((instruction(form.consigne), request(form.matiere, objet, readable)), fixed=1)


def with_examples(
    plume: Plume, task: Task, objet: str, readable: Sequence[str], pool: Sequence[Example]
) -> Conversation:
    """For any other model: the examples of the pool that are closest to what is given, the closest one last."""
    form = plume.forms[task]
    messages = [instruction(form.consigne)]
    for example in reversed(closest(task, objet, readable, pool)):
        lines = [
            plume.abbreviations.normalise(note) if form.matiere is Material.NOTES else note for note in example.notes
        ]
        messages += [request(form.matiere, example.objet, lines), answer(example.sortie)]
    return Conversation((*messages, request(form.matiere, objet, readable)), fixed=1)


def closest(task: Task, objet: str, readable: Sequence[str], pool: Sequence[Example]) -> list[Example]:
    """The `SHOWN` examples of a task that share most with what is given, the closest first."""
    wanted = _stems([objet, *readable])
    length = sum(map(len, readable))

    def closeness(example: Example) -> float:
        own = _stems([example.objet, *example.notes])
        alike = len(wanted & own) / (len(wanted | own) or 1)
        size = sum(map(len, example.notes))
        return alike + min(size, length) / (max(size, length) or 1) / 10

    return sorted((e for e in pool if e.tache is task), key=closeness, reverse=True)[:SHOWN]


def _stems(lines: Sequence[str]) -> set[str]:
    return {stem(word) for line in lines for word in WORD.findall(line) if len(word) > 2}
