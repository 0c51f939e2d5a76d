"""How sure the model was of its words: what it hesitated on is most of what it says wrong. Pure.

Read by one person on 18 texts kept apart, about 80 sentences, with the shipped adapter: under `DOUBTFUL`, two sentences of
three were wrong or clumsy; above it, one of four. No lock of words sees a clumsy turn, or two figures exchanged in good French.
"""

from __future__ import annotations

from collections.abc import Sequence

Odds = Sequence[tuple[int, float]]
"""Where each token begins in a text, and the natural logarithm of its probability."""

REFUSED = -0.4
"""Under it, a sentence is written again: the mean, over its tokens, of the logarithm of their probability."""

DOUBTFUL = -0.2
"""Under it, a sentence is shown as one to read closely."""


def sureness(odds: Odds, start: int, end: int) -> float:
    """Mean logarithm of the probabilities of the tokens that begin in [start, end); 0 where the model chose nothing."""
    own = [likely for place, likely in odds if start <= place < end]
    return round(sum(own) / len(own), 2) if own else 0.0
