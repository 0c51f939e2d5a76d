"""Choose, among the lines that look like headings, those that number the matters one after the other. Pure."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from secretaire.fund.cutting.decisions import Decisions
from secretaire.fund.cutting.labels import FREE, Family, Label

_DECIDED, _UNDECIDED, _UNDECIDED_IN_REGISTER = 1.5, -0.5, -0.1
_JUMP = -0.9
"""A number met twice, or one left out: « 18. » again, no « 14. »."""
_KEPT = 40
_MAX_LOOK, _MIN_LOOK = 2.5, -2.0


@dataclass(frozen=True, slots=True)
class Series:
    """Headings of one family that follow each other.

    Attributes:
        decided: how many of their sections decide something.
    """

    labels: tuple[Label, ...]
    score: float
    decided: int

    @property
    def surest(self) -> bool:
        """True for numbers of a register."""
        return self.labels[0].family is Family.REGISTER

    @property
    def look(self) -> float:
        """How much its lines look like headings, on average."""
        return sum(label.look for label in self.labels) / len(self.labels)

    @property
    def share(self) -> float:
        """The share of the sections that decide something."""
        return self.decided / len(self.labels)


def best_series(labels: Sequence[Label], family: Family, end: int, decisions: Decisions) -> Series | None:
    """The series of a family that explains most decisions before `end`; None without any label of the family."""
    chosen = [label for label in labels if label.family is family]
    scores: list[float] = []
    before: list[int | None] = []
    recent: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=_KEPT))
    for place, label in enumerate(chosen):
        best, origin = _opening(label), None
        for step, cost in _steps(label):
            for previous in recent[step]:
                if _follows(chosen[previous], label):
                    section = (
                        _section(decisions, chosen[previous], label.start) if step != label.order[0] else _UNDECIDED
                    )
                    score = scores[previous] + cost + section
                    if score > best:
                        best, origin = score, previous
        scores.append(best + min(max(label.look, _MIN_LOOK), _MAX_LOOK))
        before.append(origin)
        recent[_step(label)].append(place)
    if not chosen:
        return None
    finals = [score + _section(decisions, label, end) for score, label in zip(scores, chosen, strict=True)]
    last: int | None = max(range(len(finals)), key=finals.__getitem__)
    score = finals[last] if last is not None else 0.0
    path = []
    while last is not None:
        path.append(chosen[last])
        last = before[last]
    path.reverse()
    ends = [label.start for label in path[1:]] + [end]
    decided = sum(decisions.any(label.start, stop) for label, stop in zip(path, ends, strict=True))
    return Series(tuple(path), score, decided)


def _step(label: Label) -> int:
    """Labels of the families that leave numbers out are kept together, the others by their number."""
    return 0 if label.family in FREE else label.order[0]


def _steps(label: Label) -> tuple[tuple[int, float], ...]:
    if label.family in FREE:
        return ((0, 0.0),)
    value = label.order[0]
    return (value - 1, 0.0), (value, _JUMP), (value - 2, _JUMP)


def _follows(previous: Label, label: Label) -> bool:
    if label.family is Family.REGISTER:
        return previous.order < label.order and previous.order[0] == label.order[0]
    return label.family is not Family.DOTTED or previous.number.split("-")[0] == label.number.split("-")[0]


def _opening(label: Label) -> float:
    return 0.0 if label.family in FREE else -min(0.5 * (label.order[0] - 1), 2.0)


def _section(decisions: Decisions, label: Label, end: int) -> float:
    if decisions.any(label.start, end):
        return _DECIDED
    return _UNDECIDED_IN_REGISTER if label.family is Family.REGISTER else _UNDECIDED
