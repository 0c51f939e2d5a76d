"""What to write: the act types offered, for a few typed words or to browse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from secretaire.acts.act_type import Famille
from secretaire.desk import finding
from secretaire.desk.office import Office
from secretaire.drafting.choosing import Choice

_RECENT = 5  # what a town hall writes again and again; more would hide the rest
_ORDER = tuple(Famille)
_FAMILLES = {Famille.DELIBERATION: "Délibérations", Famille.ARRETE: "Arrêtés"}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Act types offered together.

    Attributes:
        titre: what they share; empty for those that answer the typed words, best first.
        tells_famille: the title says who decides.
    """

    titre: str
    choices: tuple[Choice, ...]
    tells_famille: bool = False


def offered_types(office: Office, words: str) -> tuple[Shelf, ...]:
    """The act types that answer a few typed words; for none, those of the last acts, then all by famille and matière."""
    choices = office.types.choose(words)
    if words.strip():
        return (Shelf("", choices),) if choices else ()
    return (*_recent(office), *_by_matiere(choices))


def _recent(office: Office) -> Iterator[Shelf]:
    used = dict.fromkeys(stored.type_id for stored in office.workspace.acts.list())
    known = [kind for type_id in used if (kind := office.types.find(type_id))]
    if known:
        yield Shelf("Vos derniers actes", tuple(Choice(kind) for kind in known[:_RECENT]))


def _by_matiere(choices: tuple[Choice, ...]) -> Iterator[Shelf]:
    """Délibérations first, then by the first level of the nomenclature (1 to 9); by title inside."""

    def place(choice: Choice) -> tuple[int, str]:
        return _ORDER.index(choice.kind.famille), choice.kind.matiere.partition(".")[0]

    matieres = dict(finding.matieres())
    for (famille, matiere), group in groupby(sorted(choices, key=place), key=place):
        yield Shelf(
            f"{_FAMILLES[_ORDER[famille]]} · {matieres.get(matiere, matiere)}", tuple(group), tells_famille=True
        )
