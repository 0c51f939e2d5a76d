"""What a sentence may be: the words and figures of a note, all of them, in order, tied by grammatical words. Pure.

The worker asks, before each token, whether the sentence would still be allowed with it. A figure, a name or
a notion that is not in the note cannot be written at all, whatever the model would have liked to say, and the
sentence cannot end before the whole note is said.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

_ALWAYS_ALLOWED = " ,'"
_FRENCH = frozenset("abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôöœùûüÿ²³")
_TOKEN = re.compile(r"[^\W\d_]+|[0-9]|[^\w\s]|_|\s+")
_CLUMSY = re.compile(r" {2}| [.,)]|\( |[,;:.(] ?[,;:.]|' ")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case, without accents or ligatures: « Œuvré » → « oeuvre »."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Data):
    """A word of the note, to be written once.

    Attributes:
        word: as the note has it; a proper name or an acronym keeps its capitals.
        others: the other words, lower case, that may be written for it: its inflections, its equivalents.
    """

    word: str
    others: tuple[str, ...] = ()

    @property
    def exact(self) -> bool:
        return self.word != self.word.lower()

    def is_written(self, word: str) -> bool:
        """True when a whole word is one of the forms of this item."""
        return word == self.word or word.lower() in self.others or (not self.exact and word.lower() == self.word)

    def could_be(self, beginning: str) -> bool:
        """True when a word that begins so may end up as one of the forms of this item."""
        lower = beginning.lower()
        return (
            self.word.startswith(beginning)
            or any(other.startswith(lower) for other in self.others)
            or (not self.exact and self.word.startswith(lower))
        )


class Step(_Data):
    """A piece of the note: a figure (with its € or %), or words in any order."""

    fact: str = ""
    items: tuple[Item, ...] = ()


class Constraint(_Data):
    """What a sentence is held to.

    Attributes:
        steps: the note, in order; all of it must be written.
        glue: grammatical words, lower case, allowed between the words of the note.
        signs: punctuation allowed besides space, comma and apostrophe.
        ending: how the sentence ends.
        max_glue: grammatical words in a row, at most.
    """

    steps: tuple[Step, ...] = ()
    glue: tuple[str, ...] = ()
    signs: str = ""
    ending: str = "."
    max_glue: int = 6


@dataclass(frozen=True, slots=True)
class _State:
    """Where a sentence is in its note: current step, items of it already written, grammatical words since."""

    step: int = 0
    used: frozenset[int] = frozenset()
    glue: int = 0
    starts: bool = True  # a capital is due


def _has_prefix(ordered: list[str], prefix: str) -> bool:
    index = bisect_left(ordered, prefix)
    return index < len(ordered) and ordered[index].startswith(prefix)


class Gate:
    """Says whether a sentence keeps to its constraint, token after token."""

    def __init__(self, constraint: Constraint, opening: str = "") -> None:
        self._constraint = constraint
        self._opening = len(opening)
        self._first = _State(starts=not opening)
        self._steps = constraint.steps
        self._glue = sorted(set(constraint.glue))
        self._glue_set = frozenset(self._glue)
        self._known: str | None = None
        self._closed = False
        self._settled = (0, self._first)
        self._signs = frozenset(_ALWAYS_ALLOWED + constraint.signs + constraint.ending)

    def accepts(self, text: str, piece: str) -> bool:
        """True when `text + piece` can still become an allowed sentence (`text` was accepted)."""
        clumsy = _CLUMSY.search(text[-2:] + piece) or (not text and piece.startswith(" "))
        if not piece or clumsy:
            return False
        sentence = text[self._opening :]
        if sentence != self._known:  # many pieces are tried after the same text: it is read once
            self._known, self._closed = sentence, self._over(sentence)
            self._settled = self._read(sentence, (0, self._first))[0]
        return not self._closed and self._read(sentence + piece, self._settled)[1] is not None

    def may_end(self, text: str) -> bool:
        """True when the sentence is complete: the whole note is said and the ending is there."""
        sentence = text[self._opening :]
        return self._over(sentence)

    def _over(self, sentence: str) -> bool:
        if not sentence.endswith(self._constraint.ending):
            return False
        state = self._read(sentence + " ", (0, self._first))[1]
        return state is not None and self._all_said(state)

    def _all_said(self, state: _State) -> bool:
        if state.step >= len(self._steps):
            return True
        return state.step == len(self._steps) - 1 and self._complete(state)

    def _complete(self, state: _State) -> bool:
        """The current step is wholly written."""
        step = self._steps[state.step]
        return not step.fact and len(state.used) == len(step.items)

    def _read(self, sentence: str, start: tuple[int, _State]) -> tuple[tuple[int, _State], _State | None]:
        """Follow a sentence from a position and its state; gives the position before the last token, and the end state."""
        position, state = start
        settled = start
        while position < len(sentence):
            settled = (position, state)
            following, position = self._step_over(sentence, position, state)
            if following is None:
                return settled, None
            state = following
        return settled, state

    def _step_over(self, sentence: str, position: int, state: _State) -> tuple[_State | None, int]:
        character = sentence[position]
        if "0" <= character <= "9":
            return self._after_figure(state, sentence, position)
        match = _TOKEN.match(sentence, position)
        token = match.group() if match else character
        end = position + len(token)
        if token[0].isalpha():
            return self._after_word(state, token, end == len(sentence)), end
        if any(c not in self._signs for c in token):
            return None, end
        return (replace(state, starts=True) if character == "." else state), end

    def _after_figure(self, state: _State, sentence: str, position: int) -> tuple[_State | None, int]:
        index = state.step
        if index < len(self._steps) and self._complete(state):
            index += 1
        if index >= len(self._steps) or not self._steps[index].fact:
            return None, position
        fact = self._steps[index].fact
        rest = sentence[position : position + len(fact)]
        end = position + len(rest)
        if rest == fact and not sentence[end : end + 1].isdigit():
            return _State(index + 1, starts=False), end
        if end == len(sentence) and fact.startswith(rest):
            return state, end
        return None, position

    def _after_word(self, state: _State, word: str, unfinished: bool) -> _State | None:
        if any(c not in _FRENCH for c in word.lower()):
            return None
        for index in self._reachable(state):
            step = self._steps[index]
            used = state.used if index == state.step else frozenset[int]()
            for number, item in enumerate(step.items):
                if number in used:
                    continue
                written = item.could_be(word) if unfinished else item.is_written(word)
                if written and self._well_cased(word, item.exact and word == item.word[: len(word)], state.starts):
                    return _State(index, used | {number}, starts=False)
        lower = word.lower()
        known = _has_prefix(self._glue, lower) if unfinished else lower in self._glue_set
        if known and state.glue < self._constraint.max_glue and self._well_cased(word, False, state.starts):
            return _State(state.step, state.used, state.glue + 1, False)
        return None

    def _reachable(self, state: _State) -> tuple[int, ...]:
        if state.step >= len(self._steps):
            return ()
        if self._complete(state) and state.step + 1 < len(self._steps):
            return (state.step, state.step + 1)
        return (state.step,)

    @staticmethod
    def _well_cased(word: str, as_noted: bool, starts: bool) -> bool:
        if as_noted:
            return True
        if starts:
            return word[0].isupper() and word[1:] == word[1:].lower()
        return word == word.lower()
