"""What the pen can be asked: the instruction and the form of each task, as data."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache, partial
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from secretaire.drafting.pen.lexicon import Lexicon
from secretaire.drafting.pen.normalise import Abbreviations
from secretaire.drafting.pen.prompts import Material
from secretaire.drafting.pen.vocabulary import Vocabulary


class Task(StrEnum):
    """A kind of prose (option `--tache` of the command line)."""

    PHRASE = "phrase"
    EXPOSE = "expose"
    CONSIDERANTS = "considerants"
    DEBAT = "debat"
    QUESTIONS_DIVERSES = "questions_diverses"
    RESUME = "resume"
    REPONSE = "reponse"
    OBJET = "objet"
    CORRIGER = "corriger"
    PLUS_COURT = "plus_court"
    PLUS_FORMEL = "plus_formel"
    PLURIEL = "pluriel"
    SINGULIER = "singulier"
    FEMININ = "feminin"
    MASCULIN = "masculin"


class Facts(StrEnum):
    """What becomes of the facts that are given."""

    ALL = "tous"
    """Each is owed, once."""

    SOME = "choisis"
    """Those that matter; none is changed."""


class Form(BaseModel):
    """The form of a task, read from `resources/plume/taches/<tache>.yaml`.

    Attributes:
        consigne: what the model is told, once.
        matiere: what it works on.
        faits: must every fact be written?
        ouverture: words every line starts with.
        fin: what ends a line, and the last one.
        separateur: what stands between two notes written apart.
        certitude: the least `sureness` of a sentence that may be shown.
        note_seule: the task asked of the model for one note alone, where it was never trained to write one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    consigne: str
    matiere: Material
    faits: Facts = Facts.ALL
    ouverture: str = ""
    fin: str = "."
    derniere_fin: str = "."
    separateur: str = " "
    certitude: float = -0.2
    note_seule: Task | None = None


class Example(BaseModel):
    """Something that was written well: shown to a model that was not trained for the task."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tache: Task
    objet: str = ""
    notes: tuple[str, ...]
    sortie: str


@dataclass(frozen=True, slots=True)
class Plume:
    """Everything the pen reads from `resources/plume/`. `version` changes as soon as one byte of it does.

    Attributes:
        vocabulary: the words the pen may write, read at the first text (most of a second).
    """

    abbreviations: Abbreviations
    lexicon: Lexicon
    forms: dict[Task, Form]
    examples: tuple[Example, ...]
    version: str
    vocabulary: Callable[[], Vocabulary]


_EXAMPLES = TypeAdapter(tuple[Example, ...])


@lru_cache(maxsize=4)
def load_plume(folder: Path) -> Plume:
    """Read the resources of the pen."""
    files = sorted([*folder.rglob("*.yaml"), folder / "mots.txt"])
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    forms = {task: _form(folder / "taches" / f"{task}.yaml") for task in Task}
    examples = _EXAMPLES.validate_python(yaml.safe_load((folder / "exemples.yaml").read_text(encoding="utf-8")))
    lexicon = Lexicon.load(folder)
    vocabulary = cache(partial(Vocabulary.load, folder, lexicon.meaning, lexicon.tables))
    return Plume(Abbreviations.load(folder), lexicon, forms, examples, digest[:12], vocabulary)


def _form(file: Path) -> Form:
    return Form.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
