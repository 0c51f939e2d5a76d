"""What a commune changes in a shipped act type: a clause, a visa, a default value. The rest follows the application.

A change names the shipped wording it replaces. When a newer version of the application words it otherwise, the change
no longer applies by itself: it is said, and a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from secretaire.acts.act_type import ActType, Paragraphe, Visa

_OURS = "commune"


class Partie(StrEnum):
    """The parts of a type that hold clauses."""

    EXPOSE = "expose"
    VISAS = "visas"
    CONSIDERANTS = "considerants"
    ARTICLES = "articles"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Changement(_Frozen):
    """One clause of the commune.

    Attributes:
        livre: the shipped wording it replaces; empty for a clause of the commune's own.
        texte: the wording of the commune; empty to leave the shipped clause out.
        apres: for a clause of its own, the shipped wording it follows; empty for the end of the part.
    """

    partie: Partie
    livre: str = ""
    texte: str = ""
    apres: str = ""


class Adaptation(_Frozen):
    """Everything a commune changes in one type (one YAML file of its workspace).

    Attributes:
        type: id of the type.
        defauts: default values, by field.
        mots: further words by which this commune asks for the type.
    """

    type: str
    changements: tuple[Changement, ...] = ()
    defauts: Mapping[str, str] = {}
    mots: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.changements or self.defauts or self.mots)


@dataclass(frozen=True, slots=True)
class Adapted:
    """The type as the commune writes it, and the changes that no longer find the wording they replace."""

    kind: ActType
    stale: tuple[Changement, ...] = ()


_Clause = TypeVar("_Clause", Paragraphe, Visa)


def wording_of(clause: Paragraphe | Visa) -> str:
    """What names a clause: its text; for a visa of a code, the code."""
    return (clause.texte or clause.code) if isinstance(clause, Visa) else clause.texte


def adapt(kind: ActType, adaptation: Adaptation) -> Adapted:
    """The type with the changes of the commune; keys of paragraphs stay those of the shipped type."""
    stale: list[Changement] = []
    clauses = {
        Partie.EXPOSE: _changed(kind.expose, Paragraphe, Partie.EXPOSE, 0, adaptation, stale),
        Partie.CONSIDERANTS: _changed(kind.considerants, Paragraphe, Partie.CONSIDERANTS, 0, adaptation, stale),
        Partie.ARTICLES: _changed(kind.articles, Paragraphe, Partie.ARTICLES, 1, adaptation, stale),
        Partie.VISAS: _changed(kind.visas, Visa, Partie.VISAS, 0, adaptation, stale),
    }
    champs = tuple(
        champ.model_copy(update={"defaut": adaptation.defauts[champ.nom]}) if champ.nom in adaptation.defauts else champ
        for champ in kind.champs
    )
    update = {part.value: found for part, found in clauses.items()}
    return Adapted(
        kind.model_copy(update={**update, "champs": champs, "mots": (*kind.mots, *adaptation.mots)}), tuple(stale)
    )


def _changed(
    shipped: Sequence[_Clause],
    like: type[_Clause],
    part: Partie,
    first: int,
    adaptation: Adaptation,
    stale: list[Changement],
) -> tuple[_Clause, ...]:
    ours = [c for c in adaptation.changements if c.partie is part]
    replacing = {c.livre: c for c in ours if c.livre}
    added = [c for c in ours if not c.livre and c.texte]
    known = {wording_of(clause): rank for rank, clause in enumerate(shipped, start=first)}  # the last of equal ones
    stale += [c for c in ours if (c.livre and c.livre not in known) or (c.apres and c.apres not in known)]
    result: list[_Clause] = []
    for rank, clause in enumerate(shipped, start=first):
        wording = wording_of(clause)
        change = replacing.get(wording)
        if change is None:
            result.append(clause.model_copy(update={"cle": str(rank)}))
        elif change.texte:
            result.append(clause.model_copy(update={"cle": str(rank), "texte": change.texte}))
        result += [_own(like, c, added.index(c)) for c in added if c.apres == wording and known[wording] == rank]
    result += [_own(like, c, added.index(c)) for c in added if not c.apres or c.apres not in known]
    return tuple(result)


def _own(like: type[_Clause], change: Changement, rank: int) -> _Clause:
    return like(texte=change.texte, cle=f"{_OURS}.{rank}")
