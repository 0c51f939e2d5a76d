"""Choosing the tokens of an answer: the likeliest that the lock allows, with what is certain read ahead.

Inside a fact, what follows is certain: it is read in one go. What is only likely is not tried ahead: reading the notes'
next tokens with each word costs more than it spares (up to a sixth of the speed on exposés, for a twentieth gained on a
text copied).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from secretaire.drafting.engine.fact_lock import FactGate
from secretaire.drafting.engine.model import Abandoned, OpenModel
from secretaire.drafting.engine.protocol import Generate

_CANDIDATES = 64  # likeliest tokens tried against the lock, before trying many more
_MANY_CANDIDATES = 6000
_SHORTLIST = 8  # allowed tokens drawn from when the temperature is not zero
_STRAIN = 1.0  # a smaller difference is no matter of the lock: two words were as good


@dataclass(frozen=True, slots=True)
class _Choice:
    """A token, its bytes, and whether the answer ends with it."""

    token: int
    piece: bytes
    ends: bool = False


class Decoding:
    """The answer to one request; the prompt is evaluated already."""

    def __init__(self, model: OpenModel, command: Generate) -> None:
        self._model = model
        self._command = command
        self._gate = FactGate(command.lock, command.opening) if command.lock else None
        self._random = np.random.default_rng(command.seed)
        self._text = command.opening
        self.strains: list[tuple[int, float]] = []
        self.odds: list[tuple[int, float]] = []
        self._written: list[int] = []

    def pieces(self) -> Generator[bytes, None, bool]:
        """Pieces of the answer; the generator's value says whether the model ended it by itself.

        Raises:
            Abandoned: the request was cancelled.
        """
        model, logits = self._model, self._model.prompt_logits
        while len(self._written) < self._command.max_tokens:
            if model.stop_reading():
                raise Abandoned
            choice = self._choose(logits)
            if choice is None:
                return False
            self.odds.append((len(self._text) - len(self._command.opening), _odds(logits, choice.token)))
            self._text += choice.piece.decode("utf-8", "ignore")
            self._written.append(choice.token)
            if choice.piece:
                yield choice.piece
            if choice.ends:
                return True
            rest = self._gate.certain(self._text) if self._gate else ""
            certain = model.tokens_of_text(rest) if rest else []
            model.evaluate([choice.token, *certain])
            if certain:
                self._text += rest
                self._written += certain
                yield rest.encode()
            logits = model.logits()
        return False

    @property
    def length(self) -> int:
        """Tokens written so far; a piece may be several."""
        return len(self._written)

    def _choose(self, logits: Any) -> _Choice | None:
        """The next token; None: nothing is allowed.

        A model that has nothing more to say is not made to go on: what it still owes is asked for again by itself,
        and what it would write now would mean nothing.
        """
        likeliest = int(logits.argmax())
        if self._gate is not None and self._model.ends(likeliest) and self._gate.may_stop(self._text):
            return _Choice(likeliest, b"", ends=True)
        wanted = 1 if self._command.temperature <= 0 else _SHORTLIST
        allowed: list[tuple[float, _Choice]] = []
        for token in _likeliest(logits):
            if token is None and allowed:  # the unlikely ones are only for want of anything else
                break
            candidate = None if token is None else self._allowed(token)
            if token is not None and candidate is not None:
                allowed.append((float(logits[token]), candidate))
                if len(allowed) == wanted:
                    break
        if not allowed:
            return None
        if (turned := float(logits.max()) - allowed[0][0]) > _STRAIN:
            self.strains.append((len(self._text) - len(self._command.opening), round(turned, 2)))
        if wanted == 1:
            return allowed[0][1]
        weights = np.array([logit for logit, _ in allowed])
        weights = np.exp((weights - weights.max()) / self._command.temperature)
        return allowed[int(self._random.choice(len(allowed), p=weights / weights.sum()))][1]

    def _allowed(self, token: int) -> _Choice | None:
        text, gate = self._text, self._gate
        if self._model.ends(token):
            return _Choice(token, b"", ends=True) if gate is None or gate.may_end(text) else None
        raw = self._model.piece(token)
        cut = min((i for i in (raw.find(s.encode()) for s in self._command.stop) if i >= 0), default=-1)
        head, ends = (raw, False) if cut < 0 else (raw[:cut], True)
        if gate is None:
            return _Choice(token, head, ends)
        try:
            piece = head.decode("utf-8")
        except UnicodeDecodeError:  # part of a character: cannot be judged
            return None
        if piece and not gate.accepts(text, piece):
            return None
        if ends and not gate.may_end(text + piece):
            return None
        return _Choice(token, head, ends) if piece or ends else None


def _odds(logits: Any, token: int) -> float:
    """Natural logarithm of the probability that the model gave to a token."""
    highest = logits.max()
    return round(float(logits[token] - highest - np.log(np.exp(logits - highest).sum())), 2)


def _likeliest(logits: Any) -> Iterator[int | None]:
    """Tokens by decreasing likelihood; None between the likely ones and the others."""
    yield int(logits.argmax())  # allowed most of the time: the others are not even sorted
    seen = 1
    for count in (_CANDIDATES, _MANY_CANDIDATES):
        top = np.argpartition(logits, -count)[-count:]
        ordered = top[np.argsort(logits[top])[::-1]]
        yield from map(int, ordered[seen:])
        yield None
        seen = count
