"""The words the pen may write about a note: all those of the note, and those that only tie them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import snowballstemmer
import yaml
from pydantic import BaseModel, ConfigDict

from secretaire.drafting.engine.constraint import Constraint, Item, Step, fold
from secretaire.drafting.pen.literals import FACT, plain_spaces, written_fact

WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(rf"(?P<fact>{FACT.pattern})|(?P<word>{WORD.pattern})|(?P<cut>[,;:()/?!+=]|\s[-–]\s|\.\s)")
_SIGNS_OF_NOTES = "-()«»°/+"
_STEMMER = snowballstemmer.stemmer("french")
_LONG_ENOUGH = 4


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    liaison: str
    taches: Mapping[str, str]
    introductions: str
    facultatifs: str
    equivalents: Mapping[str, str]


def stem(word: str) -> str:
    """Folded French stem: « demandée », « demandent » → « demand »."""
    stemmed: str = _STEMMER.stemWord(word.lower())
    return fold(stemmed)


def words_of(text: str) -> list[str]:
    """Folded words of a text, in order."""
    return [fold(m.group()) for m in WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of `vocabulaire.yaml`."""

    glue: tuple[str, ...]
    by_task: Mapping[str, tuple[str, ...]]
    introductions: tuple[str, ...]
    optional: frozenset[str]
    equivalents: Mapping[str, tuple[str, ...]]

    @staticmethod
    def load(folder: Path) -> Lexicon:
        """Read `vocabulaire.yaml` in a folder of resources."""
        file = _File.model_validate(yaml.safe_load((folder / "vocabulaire.yaml").read_text(encoding="utf-8")))
        return Lexicon(
            glue=tuple(file.liaison.split()),
            by_task={task: tuple(words.split()) for task, words in file.taches.items()},
            introductions=tuple(file.introductions.split()),
            optional=frozenset(file.facultatifs.split()),
            equivalents={word: tuple(others.split()) for word, others in file.equivalents.items()},
        )

    def constraint(self, task: str, note: str, ending: str) -> Constraint:
        """What a sentence about a normalised note is held to."""
        return Constraint(
            steps=tuple(self._steps(plain_spaces(note))),
            glue=self.glue + self.by_task.get(task, ()),
            signs="".join(sign for sign in _SIGNS_OF_NOTES if sign in note),
            ending=ending,
        )

    def unsupported(self, task: str, text: str, notes: Sequence[str]) -> list[str]:
        """Words of a text that neither come from the notes nor only tie words together."""
        items = [item for note in notes for item in self._items(WORD.findall(note))]
        glue = {*self.glue, *self.by_task.get(task, ()), *self.introductions, *self.optional}
        return [
            word
            for word in WORD.findall(text)
            if word.lower() not in glue and not any(i.is_written(word) or i.is_written(word.lower()) for i in items)
        ]

    def _steps(self, note: str) -> Iterable[Step]:
        words: list[str] = []
        for match in _PIECE.finditer(note):
            if match["word"]:
                if match["word"].lower() not in self.optional or match["word"].isupper():
                    words.append(match["word"])
                continue
            if words:
                yield Step(items=self._items(words))
                words = []
            if match["fact"]:
                yield Step(fact=written_fact(match["fact"]))
        if words:
            yield Step(items=self._items(words))

    def _items(self, words: Iterable[str]) -> tuple[Item, ...]:
        return tuple(self._item(word) for word in words)

    def _item(self, word: str) -> Item:
        others = self.equivalents.get(word.lower(), ())
        found = stem(word)
        usable = len(found) >= _LONG_ENOUGH and fold(word).startswith(found) and word == word.lower()
        return Item(word=word, stem=word[: len(found)] if usable else "", others=others)
