"""The words the pen may write about a note: all those of the note, and those that only tie them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict
from simplemma import is_known

from secretaire.drafting.engine.constraint import Constraint, Item, Step, fold
from secretaire.drafting.pen.literals import FACT, plain_spaces, written_fact
from secretaire.drafting.pen.meaning import Meaning, stem
from secretaire.drafting.pen.tables import Tables

WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(rf"(?P<fact>{FACT.pattern})|(?P<word>{WORD.pattern})|(?P<cut>[,;:()/?!+=]|\s[-–]\s|\.\s)")
_SIGNS_OF_NOTES = "-()«»°/+"
_LONG_ENOUGH = 4
_ACCENTS = {"e": "eéè", "c": "cç"}
_MOST_ACCENTS = 5  # letters that may take one: more would be too many words to look up
# Inflections only: an ending that makes another word of it (« refus » → « refusable ») is no way to say the same.
_ENDINGS = tuple(
    """e s x es é ée és ées er ent ait aient ions ons ez a ai as ais i is it ie ies ir u us ue ues
    era eront erait eraient ira iront irait iraient ra ront rait raient re t nt èrent irent al aux
    el elle els elles if ifs ive ives issent issait issant issaient""".split()  # noqa: SIM905 - words read better as words
)
_PARTICIPLES = ("é", "és", "ée", "ées")  # « barré » is not « une barre »


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    liaison: str
    taches: Mapping[str, str]
    introductions: str
    facultatifs: str
    equivalents: Mapping[str, str]


def words_of(text: str) -> list[str]:
    """Folded words of a text, in order."""
    return [fold(m.group()) for m in WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables of `vocabulaire.yaml`, and those the locks read."""

    glue: tuple[str, ...]
    by_task: Mapping[str, tuple[str, ...]]
    introductions: tuple[str, ...]
    optional: frozenset[str]
    equivalents: Mapping[str, tuple[str, ...]]
    meaning: Meaning
    tables: Tables

    @staticmethod
    def load(folder: Path) -> Lexicon:
        """Read `vocabulaire.yaml`, `sens.yaml` and `roles.yaml` in a folder of resources."""
        file = _File.model_validate(yaml.safe_load((folder / "vocabulaire.yaml").read_text(encoding="utf-8")))
        return Lexicon(
            glue=tuple(file.liaison.split()),
            by_task={task: tuple(words.split()) for task, words in file.taches.items()},
            introductions=tuple(file.introductions.split()),
            optional=frozenset(file.facultatifs.split()),
            equivalents={word: tuple(others.split()) for word, others in file.equivalents.items()},
            meaning=Meaning.load(folder),
            tables=Tables.load(folder),
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
        return Item(word=word, others=others if word != word.lower() else (*others, *forms(word)))


@lru_cache(maxsize=5_000)
def forms(word: str) -> tuple[str, ...]:
    """The French words that inflect a word of a note; hurried notes get their accents (« ecole » → « école », « écoles »)."""
    accented = [word] if is_known(word, lang="fr") else _accented(word)
    return tuple(dict.fromkeys(form for base in accented for form in (base, *_inflected(base)) if form != word))


def _inflected(word: str) -> Iterator[str]:
    root = stem(word)
    if len(root) < _LONG_ENOUGH or not fold(word).startswith(root):
        return
    participle = re.search(r"ée?s?$", word)
    for ending in _PARTICIPLES if participle else _ENDINGS:
        form = word[: len(root)] + ending
        if is_known(form, lang="fr"):
            yield form


def _accented(word: str) -> list[str]:
    """The known words that differ only by é, è or ç where the note has e and c."""
    choices = [_ACCENTS.get(letter, letter) for letter in word]
    if sum(len(c) > 1 for c in choices) > _MOST_ACCENTS:
        return []
    return [form for form in map("".join, product(*choices)) if form != word and is_known(form, lang="fr")]
