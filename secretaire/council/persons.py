"""The named persons of a workspace: what each may do with an act, and within which limits. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from secretaire.acts.life import DECISIONS, Step
from secretaire.errors import Code, Refused


class Role(StrEnum):
    """What a person is at the town hall."""

    SECRETAIRE = "secretaire"  # writes, rereads, submits; never decides
    MAIRE = "maire"
    ADJOINT = "adjoint"  # or a councillor with a delegation (CGCT L. 2122-18)
    LECTEUR = "lecteur"  # reads and remarks


class Capacity(StrEnum):
    """In which capacity somebody decides; written in the journal beside the decision."""

    MAIRE = "maire"
    DELEGATION = "par délégation du maire"  # CGCT L. 2122-18
    SUPPLEANCE = "en remplacement du maire absent"  # CGCT L. 2122-17


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act is about, as far as delegations are concerned: its type, and its code in the nomenclature."""

    type_id: str
    matiere: str


@dataclass(frozen=True, slots=True)
class Delegation:
    """What the maire has delegated by arrêté, under his watch and responsibility (CGCT L. 2122-18).

    Attributes:
        matieres: codes of the nomenclature, whole families (« 2 ») or one matter (« 3.5 »).
        types: act types named one by one.
        arrete: the arrêté that gives it, as people name it (« n° 2026-012 du 28 mars 2026 »).
    """

    matieres: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    arrete: str = ""

    def covers(self, subject: Subject) -> bool:
        return subject.type_id in self.types or any(
            subject.matiere == matiere or subject.matiere.startswith(f"{matiere}.") for matiere in self.matieres
        )


@dataclass(frozen=True, slots=True)
class Absence:
    """Days when somebody is away or prevented, both included; no last day known: `fin` is None."""

    debut: date
    fin: date | None = None

    def includes(self, day: date) -> bool:
        return self.debut <= day and (self.fin is None or day <= self.fin)


@dataclass(frozen=True, slots=True)
class Person:
    """A named person of the workspace. A maire or an adjoint bears the full name of their line in the roster.

    `has_code`: their decisions ask for a code; the code itself is known to nobody.
    """

    id: int
    nom: str
    role: Role
    delegation: Delegation = Delegation()
    absence: Absence | None = None
    has_code: bool = False

    def away(self, day: date) -> bool:
        return self.absence is not None and self.absence.includes(day)


def allow_step(person: Person, step: Step) -> None:
    """Refuse a step that the role excludes, whatever the act.

    Raises:
        Refused: a lecteur takes no step; the secrétaire takes no decision.
    """
    if person.role is Role.LECTEUR:
        raise Refused(Code.READER_ONLY, nom=person.nom)
    if person.role is Role.SECRETAIRE and step in DECISIONS:
        raise Refused(Code.SECRETARY_DECIDES_NOT, nom=person.nom)


def deciding_capacity(person: Person, subject: Subject, persons: Sequence[Person], day: date) -> Capacity:
    """In which capacity that person may decide on an act that day. `persons` are in the order of the tableau.

    The maire administers alone and may delegate (CGCT L. 2122-18). Absent, he is replaced in all his functions by the
    first adjoint, in the order of the tableau, who is there (CGCT L. 2122-17).

    Raises:
        Refused: the role decides nothing, or the act is outside what was delegated.
    """
    allow_step(person, Step.APPROUVER)
    if person.role is Role.MAIRE:
        return Capacity.MAIRE
    if person.delegation.covers(subject):
        return Capacity.DELEGATION
    if any(p.role is Role.MAIRE and p.away(day) for p in persons):
        substitute = next((p for p in persons if p.role is Role.ADJOINT and not p.away(day)), None)
        if substitute is not None and substitute.id == person.id:
            return Capacity.SUPPLEANCE
    given = person.delegation
    code = Code.OUTSIDE_DELEGATION if given.matieres or given.types else Code.NO_DELEGATION
    raise Refused(code, nom=person.nom)


class CodeFault(StrEnum):
    """Why a code is not accepted."""

    COURT = "court"
    LONG = "long"
    EVIDENT = "evident"


_DIGITS_MIN, _DIGITS_MAX, _WORD_MAX = 4, 12, 64
_RUNS = ("01234567890123456789", "98765432109876543210")


def plain_code(typed: str) -> str:
    """The code as it is compared: composed letters, no space around."""
    return unicodedata.normalize("NFKC", typed).strip()


def code_fault(typed: str) -> CodeFault | None:
    """What is wrong with a code: it has 4 to 12 digits, or is a word of 4 to 64 characters; neither 0000 nor 1234."""
    code = plain_code(typed)
    if len(code) < _DIGITS_MIN:
        return CodeFault.COURT
    if len(code) > (_DIGITS_MAX if re.fullmatch(r"[0-9]+", code) else _WORD_MAX):
        return CodeFault.LONG
    if len(set(code)) == 1 or any(code in run for run in _RUNS):
        return CodeFault.EVIDENT
    return None


FIRST_SLOWED = 3
"""The wrong code in a row that brings the first wait."""

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Failures:
    """Wrong codes in a row, and when the last one was typed."""

    count: int = 0
    last: datetime | None = None

    @property
    def wait(self) -> timedelta:
        """What the next try waits for after the last one: 30 s, doubled at each failure, an hour at most."""
        extra = self.count - FIRST_SLOWED
        if extra < 0:
            return timedelta()
        return min(_FIRST_WAIT * (1 << min(extra, 10)), _LONGEST_WAIT)

    def remaining(self, now: datetime) -> timedelta:
        """How long to wait still; the whole wait when the clock was put back, which therefore shortens nothing."""
        if self.last is None:
            return timedelta()
        return max(self.wait - max(now - self.last, timedelta()), timedelta())
