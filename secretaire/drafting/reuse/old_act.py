"""An act written before: of the fund, or ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from secretaire.acts.act_type import Famille


@dataclass(frozen=True, slots=True)
class OldAct:
    """What is known of an old act, whatever it was read from.

    Attributes:
        text: all its text, lines as read; passages are characters of it.
        objet: its title, empty when it was not found.
        famille: deliberation or arrete; None when the reading could not tell.
        day: of the séance or the signature.
    """

    text: str
    objet: str = ""
    famille: Famille | None = None
    numero: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters [start, end) of the text of an old act."""

    start: int
    end: int
