"""What the words of an ordre du jour say for certain: the type of the act, and a few of its fields. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from secretaire.acts.act_type import ActType, FieldType
from secretaire.drafting.choosing import words
from secretaire.drafting.reuse.recognition import Recognised

_CLEAR = 0.5  # of the score of a title: read alone, it is sure from there
_CONFIRMED = 0.3  # the same, when the precedent is of that type
_AHEAD = 2.0  # times the second best
_FEW = 2  # words under which a title alone says too little: « Convention », « Personnel »
_SHOWN = 4
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Guess:
    """The type a point asks for.

    Attributes:
        kind: the type; None when it is not certain.
        likely: the types it may be, best first; that type alone when it is certain.
        because: what the point shares with the type that is certain, « titre : budget, primitif ».
    """

    kind: ActType | None
    likely: tuple[ActType, ...]
    because: str = ""


def guess_type(
    objet: str, asked: Sequence[ActType], recognised: Sequence[Recognised], precedent: ActType | None
) -> Guess:
    """The type of a point, certain only when everything that speaks says the same.

    Args:
        asked: the types that answer the words of the point, best first.
        recognised: those of an act that would have the point as its title, best first.
        precedent: the type of the last act on the subject; None when there is none, or it is not known.
    """
    first = recognised[0] if recognised else None
    said = [*(r.kind for r in recognised[:1]), *([precedent] if precedent else []), *asked]
    likely = tuple({kind.id: kind for kind in said}.values())[:_SHOWN]
    if first is None or not asked or asked[0].id != first.kind.id:
        return Guess(None, likely)
    if precedent is not None and precedent.id != first.kind.id:
        return Guess(None, likely)
    second = recognised[1].score if len(recognised) > 1 else 0.0
    few = sum(not word.isdigit() for word in words(objet)) < _FEW
    least = _CONFIRMED if precedent is not None else _CLEAR
    if few or first.score < least or first.score < _AHEAD * second:
        return Guess(None, likely)
    return Guess(first.kind, (first.kind,), first.because)


def stated_fields(kind: ActType, objet: str) -> dict[str, str]:
    """The numbers that a point says where the title of its type does: « budget primitif 2027 », « modificative n° 2 »."""
    found: dict[str, str] = {}
    for champ in kind.champs:
        before, slot, _ = kind.objet.partition(f"{{{champ.nom}}}")
        literal = words(before.rpartition("}")[2]) if slot and champ.type is FieldType.NOMBRE else []
        if literal:
            said = {m.group() for m in _NUMBER.finditer(objet) if words(objet[: m.start()])[-1:] == literal[-1:]}
            if len(said) == 1:
                found[champ.nom] = said.pop()
    return found
