"""The answer that comes back: decisions and remarks, summed with the secret of the sending.

The sum covers the answer as written, to the letter: the page and the application need not agree on a canonical form.
It shows an accident or an edit by hand; who holds the stick holds the secret too (docs/parapheur.md).
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints, TypeAdapter, ValidationError

from secretaire.acts.life import Step
from secretaire.acts.remarks import Passage
from secretaire.errors import Code, UnreadableInput
from secretaire.exchange.atomic import write_atomically

FORMAT = "secretaire-reponse"
VERSION = 1
LARGEST = 5_000_000
"""Bytes of an answer: words, not files."""

_Word = Annotated[str, StringConstraints(max_length=200)]
_Words = Annotated[str, StringConstraints(max_length=20_000)]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark, at a passage or on the whole act."""

    passage: Passage | None
    text: _Words


@dataclass(frozen=True, slots=True)
class ActAnswer:
    """What is answered on one act.

    Attributes:
        number, fingerprint: as the sending gave them.
        decision: None: nothing is decided.
    """

    act: _Word
    number: _Word
    fingerprint: _Word
    decision: Step | None
    reason: _Words
    notes: tuple[Note, ...]

    @property
    def empty(self) -> bool:
        return self.decision is None and not self.notes


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a sending.

    Attributes:
        id: random; another answer to the same sending has another.
        dossier: id of the sending.
        read: hash of what was read (the dossier as the file held it).
        day: as the PC of the reader said it.
    """

    id: _Word
    dossier: _Word
    read: _Word
    by: _Word
    day: date
    acts: tuple[ActAnswer, ...]


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """An answer as it came, with what proves it whole."""

    answer: Answer
    written: str
    sum: str

    def whole(self, seal: str) -> bool:
        """Is it, to the letter, what was summed with that secret?"""
        return hmac.compare_digest(_sum(self.written, seal), self.sum)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.written.encode("utf-8")).hexdigest()


_ADAPTER = TypeAdapter(Answer)


def write_answer(answer: Answer, seal: str, target: Path) -> None:
    """Write the file to bring back.

    Raises:
        EnvironmentFault: it cannot be written.
    """
    written = _ADAPTER.dump_json(answer).decode("utf-8")
    outside = {"format": FORMAT, "version": VERSION, "reponse": written, "controle": _sum(written, seal)}
    write_atomically(target, json.dumps(outside, ensure_ascii=False).encode("utf-8"))


def read_answer(path: Path) -> AnswerFile:
    """Read an answer; nothing of it is believed yet.

    Raises:
        UnreadableInput: no such file, or it is no answer of ours.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path)) from error
    except OSError as error:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause=error.strerror or str(error)) from error
    if len(content) > LARGEST:
        raise _refused(path, "il est trop gros pour une réponse")
    try:
        outside = json.loads(content)
        known, version = outside["format"] == FORMAT, outside["version"]
        written, checked = str(outside["reponse"]), str(outside["controle"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _refused(path, "ce n'est pas une réponse de parapheur, ou il est incomplet") from error
    if not known or version != VERSION:
        raise _refused(path, "il vient d'une autre version de l'application, ou d'un autre logiciel")
    try:
        answer = _ADAPTER.validate_json(written)
        written.encode("utf-8")
    except (ValidationError, UnicodeEncodeError) as error:
        raise _refused(path, "son contenu n'est pas celui d'une réponse : il a été modifié ou il est abîmé") from error
    return AnswerFile(answer, written, checked)


def _refused(path: Path, cause: str) -> UnreadableInput:
    return UnreadableInput(Code.ANSWER_UNREADABLE, fichier=path.name, cause=cause)


def _sum(written: str, seal: str) -> str:
    return hmac.new(bytes.fromhex(seal), written.encode("utf-8"), hashlib.sha256).hexdigest()
