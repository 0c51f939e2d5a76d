"""The council: who sits, in which function, between which dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_PARTICLE = re.compile(r"(?:de la |de l['’]|d['’]|de |du |des )")  # in lower case only: « Du BELLAY » has none


# « maire », « la maire », « maire délégué » (adjoint by right, CGCT L. 2113-13), « 1er adjoint », « deuxième adjointe »
_DECIDES = re.compile(
    r"(?:l[ea] )?(?:maire|(?:(?:\d+ ?(?:er|ère|re|e|ème|nde?)?|premi(?:er|ère)|seconde?|\w+ième) )?adjointe?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Elu:
    """A member of the council. `ordre` is the rank in the tableau du conseil (1 = maire)."""

    id: int
    civilite: str  # « M. » or « Mme »
    nom: str
    prenom: str
    fonction: str  # « maire », « 1er adjoint », « conseillère municipale »…
    ordre: int
    debut: date | None = None
    fin: date | None = None

    @property
    def full_name(self) -> str:
        """« Claire MARTIN », « Éric d'AUBERLIN »: family name in capitals, its particle as typed."""
        particle = _PARTICLE.match(self.nom)
        length = particle.end() if particle else 0
        return f"{self.prenom} {self.nom[:length]}{self.nom[length:].upper()}".strip()

    @property
    def feminine(self) -> bool:
        return self.civilite.lower().startswith("m") and self.civilite.lower() not in {"m.", "m", "monsieur"}

    @property
    def decides(self) -> bool:
        """Maire or adjoint: who may approve an act, the adjoint in place of the maire (CGCT L. 2122-17, L. 2122-18)."""
        return _DECIDES.match(self.fonction.strip()) is not None

    def sits_on(self, day: date) -> bool:
        """True if the mandate covers that day (an empty bound is open)."""
        return (self.debut is None or self.debut <= day) and (self.fin is None or day <= self.fin)


@dataclass(frozen=True, slots=True)
class Roster:
    """All known members, past and present, in the order of the tableau."""

    elus: tuple[Elu, ...] = ()

    def on(self, day: date) -> tuple[Elu, ...]:
        """The members in office that day."""
        return tuple(sorted((e for e in self.elus if e.sits_on(day)), key=lambda e: e.ordre))

    def maire(self, day: date) -> Elu | None:
        return next((e for e in self.on(day) if e.fonction.strip().lower() in {"maire", "la maire", "le maire"}), None)
