"""What the pen can be asked: the instruction, the examples and the form of each task, as data."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from secretaire.drafting.engine.protocol import ChatMessage
from secretaire.drafting.pen.lexicon import Lexicon
from secretaire.drafting.pen.normalise import Abbreviations


class Task(StrEnum):
    """A kind of prose (option `--tache` of the command line)."""

    PHRASE = "phrase"
    EXPOSE = "expose"
    CONSIDERANTS = "considerants"
    DEBAT = "debat"


class _Example(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    objet: str = ""
    lignes: tuple[tuple[str, str], ...]  # (note as typed, sentence)


class Form(BaseModel):
    """The form of a task, read from `resources/plume/<tache>.yaml`.

    Attributes:
        consigne: what the model is told, once.
        ouverture: words every sentence starts with, imposed.
        fin: what ends a sentence, and the last one.
        separateur: what stands between two sentences.
        exemples: dialogues shown to the model.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    consigne: str
    ouverture: str = ""
    fin: str = "."
    derniere_fin: str = "."
    separateur: str = " "
    exemples: tuple[_Example, ...]


@dataclass(frozen=True, slots=True)
class Plume:
    """Everything the pen reads from `resources/plume/`. `version` changes as soon as one byte of it does.

    Attributes:
        reply: the form of an answer to a question (see `reply.py`), which is held to a passage and not to notes.
    """

    abbreviations: Abbreviations
    lexicon: Lexicon
    forms: dict[Task, Form]
    reply: Form
    version: str


@lru_cache(maxsize=4)
def load_plume(folder: Path) -> Plume:
    """Read the resources of the pen."""
    files = sorted(folder.glob("*.yaml"))
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    forms = {task: _form(folder / f"{task}.yaml") for task in Task}
    return Plume(Abbreviations.load(folder), Lexicon.load(folder), forms, _form(folder / "reponse.yaml"), digest[:12])


def _form(file: Path) -> Form:
    return Form.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


def user_turn(objet: str, note: str) -> ChatMessage:
    """A note, quoted as data. The subject of the act comes with the first one."""
    content = f"Objet : {objet}\nNote : « {note} »" if objet else f"Note : « {note} »"
    return ChatMessage(role="user", content=content)


def opening_messages(plume: Plume, task: Task) -> tuple[ChatMessage, ...]:
    """Instruction and examples: the same for every request of a task."""
    form = plume.forms[task]
    messages = [ChatMessage(role="system", content=form.consigne.strip())]
    for example in form.exemples:
        for i, (note, sentence) in enumerate(example.lignes):
            messages.append(user_turn("" if i else example.objet, plume.abbreviations.normalise(note)))
            messages.append(ChatMessage(role="assistant", content=sentence))
    return tuple(messages)
