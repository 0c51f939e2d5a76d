"""What a check reports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretaire.acts.act import Role


class Gravite(StrEnum):
    """How serious: a blocking finding refuses submission."""

    BLOQUANT = "bloquant"
    ALERTE = "alerte"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark, at characters [start, end) of the text of section `role` (or of the whole plain text)."""

    code: str
    gravite: Gravite
    message: str
    extrait: str = ""
    start: int = 0
    end: int = 0
    role: Role | None = None
    reference: str = ""  # the article or practice the check rests on
    proposition: str = ""  # a certain replacement, when there is one
    acte: str = ""  # in a document that holds several, which one
