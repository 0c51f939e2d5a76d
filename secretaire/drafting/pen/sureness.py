"""How sure the model was of its words: what it hesitated on is most of what it says wrong. Pure.

Read by one person, 330 sentences of the shipped adapter from notes kept apart, all shown by the locks: from -0.2 to -0.15,
one of three was wrong; from -0.15 to -0.12, one of four; above, one of twenty-three.
No lock of words sees a clumsy turn, or two figures exchanged in good French. Under the « certitude » of its task
(`resources/plume/taches/`), a sentence is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence

Odds = Sequence[tuple[int, float]]
"""Where each token begins in a text, and the natural logarithm of its probability."""

DOUBTFUL = -0.12
"""Under it, a sentence is shown as one to read closely."""


def sureness(odds: Odds, start: int, end: int) -> float:
    """Mean logarithm of the probabilities of the tokens that begin in [start, end); 0 where the model chose nothing."""
    own = [likely for place, likely in odds if start <= place < end]
    return round(sum(own) / len(own), 2) if own else 0.0
