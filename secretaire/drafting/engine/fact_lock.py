"""What a text may hold of facts: the figures of the notes, each owed, and the words that are facts. Pure.

The worker asks, before each token, whether the text would still be allowed with it. A figure that the notes do not
have cannot be written; one that they have is followed by what follows it there (« € HT », « février », « % »). A proper
name, a month, a day or a number in letters is written only if the notes have it. The text cannot end while a figure
is owed. Everything else is free, and is checked by code once it is written (`pen/locks`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, model_validator

from secretaire.drafting.folding import fold

_TOKEN = re.compile(r"\d|[^\W\d_]+|.", re.DOTALL)
_OPENS_SENTENCE = frozenset(".!?\n")
_TRANSPARENT = frozenset(" «»\"'(-–)")  # between the end of a sentence and its first word
_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
_CLUMSY = re.compile(r" {2}| [.,)]|\( |[,;:.(] ?[,;:.]|\n[ \n]\n|\n |' ")
_GROUP = re.compile(r"\d{3}(?!\d)")
_SIGNS = frozenset(" \n,;:.!?'’-–()«»")
_UNITS = frozenset("€%")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(_Data):
    """A figure of the notes.

    Attributes:
        figure: its digits, as they are to be written: « 12 400 », « 0,35 », « 17 h 30 ».
        before: what must stand just before it: « AB » of a parcel, « n° ».
        after: what must follow it: « € HT », « février 2026 ».
        owed: how many times it has to be written.
        most: how many times it may be.
    """

    figure: str
    before: str = ""
    after: str = ""
    owed: int = 1
    most: int = 1

    @model_validator(mode="after")
    def _is_a_figure(self) -> Fact:
        if not self.figure[:1].isdecimal():
            raise ValueError(f"« {self.figure} » ne commence pas par un chiffre")
        return self

    @property
    def written(self) -> str:
        """The figure and what follows it."""
        return self.figure + self.after


class FactLock(_Data):
    """What a text is held to.

    Attributes:
        facts: the figures that may be written.
        names: the words with a capital that may be written inside a sentence.
        words: the common words, lower case, that may be written; empty when any may.
        guarded: common words that are facts (months, days, numbers in letters), folded, and may not be written.
        signs: other signs than those of punctuation that may be written: « ² », « + ».
        ending: how the text ends; empty when any end will do.
    """

    facts: tuple[Fact, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    signs: str = ""
    ending: str = ""


@dataclass(frozen=True, slots=True)
class _State:
    """Where a text is: facts written, the fact being written and how far, the word being written, what precedes."""

    written: tuple[int, ...]
    fact: int = -1
    offset: int = 0
    word: str = ""
    opens: bool = True  # the next word opens a sentence
    tail: str = ""  # what comes just before, for a fact that must follow something
    after_figure: int = 0  # 1: a figure just ended; 2: a space after it: « 4 » then « 200 » would read « 4 200 »


_TAIL = 12


def _begins(ordered: Sequence[str], beginning: str) -> bool:
    place = bisect_left(ordered, beginning)
    return place < len(ordered) and ordered[place].startswith(beginning)


class FactGate:
    """Says whether a text keeps to its lock, token after token."""

    def __init__(self, lock: FactLock, opening: str = "") -> None:
        self._facts = lock.facts
        self._names = sorted(set(lock.names))
        self._names_set = frozenset(lock.names)
        self._words = sorted(set(lock.words))
        self._words_set = frozenset(lock.words)
        self._guarded = frozenset(lock.guarded)
        self._signs = _SIGNS | frozenset(lock.signs)
        self._ending = lock.ending
        before = opening.rstrip(" «")
        self._opening = opening
        self._first = _State(  # what was given is not judged, and pays no debt
            written=(0,) * len(lock.facts), opens=not before or before[-1] in _OPENS_SENTENCE, tail=opening[-_TAIL:]
        )
        self._text = opening
        self._states: tuple[_State, ...] = (self._first,)

    def accepts(self, text: str, piece: str) -> bool:
        """True when `text + piece` can still become an allowed text (`text` was accepted)."""
        if not piece or _CLUMSY.search(text[-2:] + piece) or (not text and piece[0].isspace()):
            return False
        if (
            text.endswith(" ") and not piece[0].isdecimal()
        ):  # a space by itself leads to a figure, in these vocabularies
            return False
        self._advance_to(text)
        after = self._after(self._states, piece)
        if piece == " ":
            return any(self._after(after, digit) for digit in "0123456789")
        return bool(after)

    def may_end(self, text: str) -> bool:
        """True when nothing is owed any more and the text is at an end."""
        return self.may_stop(text) and any(self._complete(state) for state in self._after(self._states, "\n"))

    def may_stop(self, text: str) -> bool:
        """True when the text is at the end of a sentence and of a fact, whatever it still owes."""
        self._advance_to(text)
        if self._ending and not text.rstrip().endswith(self._ending):
            return False
        return any(state.fact < 0 for state in self._after(self._states, "\n"))

    def certain(self, text: str) -> str:
        """What must follow a text that stops inside a fact; empty elsewhere."""
        self._advance_to(text)
        rests = {self._facts[s.fact].written[s.offset :] if s.fact >= 0 else "" for s in self._states}
        return rests.pop() if len(rests) == 1 else ""

    def owed(self, text: str) -> tuple[str, ...]:
        """The figures that a text still owes."""
        self._advance_to(text)
        best = min(self._states, key=lambda s: len(self._missing(s)), default=None)
        return self._missing(best) if best else ()

    def _missing(self, state: _State) -> tuple[str, ...]:
        return tuple(f.written for f, n in zip(self._facts, state.written, strict=True) if n < f.owed)

    def _complete(self, state: _State) -> bool:
        return state.fact < 0 and not self._missing(state)

    def _advance_to(self, text: str) -> None:
        if not text.startswith(self._text):
            self._text, self._states = self._opening, (self._first,)
        if text != self._text:
            self._states = self._after(self._states, text[len(self._text) :])
            self._text = text

    def _after(self, states: tuple[_State, ...], piece: str) -> tuple[_State, ...]:
        for token in _TOKEN.findall(_SPACES.sub(" ", piece)):
            states = tuple(dict.fromkeys(after for state in states for after in self._step(state, token)))
            if not states:
                return ()
        return tuple(state for state in states if not self._ends_on_guarded(state))

    def _step(self, state: _State, token: str) -> Iterator[_State]:
        if state.fact >= 0:
            yield from self._inside(state, token)
            return
        if token.isdecimal():
            yield from self._starts(state, token)
            return
        if token[0].isalpha():
            if (after := self._word(state, token)) is not None:
                yield after
            return
        if state.word and not self._word_is_allowed(state):
            return
        if token not in self._signs and not (token in _UNITS and state.after_figure):
            return
        opens = token in _OPENS_SENTENCE or ((state.opens and not state.word) and token in _TRANSPARENT)
        following = 2 if state.after_figure == 1 and token.isspace() else 0
        yield _State(state.written, opens=opens, tail=(state.tail + token)[-_TAIL:], after_figure=following)

    def _starts(self, state: _State, digit: str) -> Iterator[_State]:
        for index, fact in enumerate(self._facts):
            if state.after_figure == 1 or (state.after_figure and _GROUP.match(fact.figure)):
                continue
            if (
                fact.figure[0] == digit
                and state.written[index] < fact.most
                and (state.tail.rstrip().endswith(fact.before) if fact.before else not state.word)
            ):
                yield self._onward(state, index, 1)

    def _onward(self, state: _State, index: int, offset: int) -> _State:
        fact = self._facts[index].written
        if offset < len(fact):
            return _State(state.written, index, offset, opens=False, tail=state.tail)
        written = tuple(n + (i == index) for i, n in enumerate(state.written))
        return _State(written, opens=False, tail=(state.tail + fact)[-_TAIL:], after_figure=int(fact[-1].isdecimal()))

    def _inside(self, state: _State, token: str) -> Iterator[_State]:
        fact = self._facts[state.fact].written
        rest = fact[state.offset :]
        if rest.startswith(token):
            yield self._onward(state, state.fact, state.offset + len(token))

    def _word(self, state: _State, letters: str) -> _State | None:
        word = state.word + letters
        if _begins(self._names, word) or (self._is_common(state, word) and self._begins_a_word(word.lower())):
            return _State(state.written, word=word, opens=state.opens, tail=(state.tail + letters)[-_TAIL:])
        return None

    def _word_is_allowed(self, state: _State) -> bool:
        common = self._is_common(state, state.word) and (not self._words or state.word.lower() in self._words_set)
        return common or state.word in self._names_set

    @staticmethod
    def _is_common(state: _State, word: str) -> bool:
        return word == word.lower() or (state.opens and word[1:] == word[1:].lower())

    def _begins_a_word(self, beginning: str) -> bool:
        return not self._words or _begins(self._words, beginning)

    def _ends_on_guarded(self, state: _State) -> bool:
        """« mars » is refused as soon as it is there: nothing else begins so."""
        return bool(state.word) and fold(state.word) in self._guarded
