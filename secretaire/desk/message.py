"""What a person is told of an error."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """What happened (with the data of the error between braces) and what to do next."""

    happened: str
    next_step: str
