"""The rounds noted in a meeting, in the fields of an act that tells an election."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType
from secretaire.council.elections import Tour, elected, rounds_of, seats

_DECISIVE = ("premier tour", "deuxième tour", "troisième tour")
_RANKS = ("premier", "deuxième", "troisième")


def fields_of(kind: ActType, tours: Sequence[Tour]) -> Mapping[str, FieldInput]:
    """What the rounds say of the fields of that type; nothing for a type that has none for them."""
    told: dict[str, FieldInput] = {}
    if kind.champ("resultats_1") is not None:
        told = _single(kind, tours)
    elif kind.champ("resultats") is not None:
        told = {"mode_vote": "scrutin secret", "resultats": _each(tours)}
    return {name: value for name, value in told.items() if kind.champ(name) is not None}


def _single(kind: ActType, tours: Sequence[Tour]) -> dict[str, FieldInput]:
    """One seat, or one list: each round in its own fields."""
    held = rounds_of(tours, tours[0].siege) if tours else ()
    told: dict[str, FieldInput] = {}
    for number, tour in enumerate(held, start=1):
        champ = kind.champ(f"resultats_{number}")
        column = champ.colonnes[0].nom if champ and champ.colonnes else "candidat"
        told |= {
            f"resultats_{number}": [{column: name, "voix": str(voices)} for name, voices in tour.voix],
            f"votants_{number}": str(tour.bulletins),
            f"blancs_{number}": str(tour.blancs),
            f"nuls_{number}": str(tour.nuls),
        }
    found = elected(held)
    if found is not None:
        told |= {
            "tour_decisif": _DECISIVE[found.tour - 1],
            "elu": found.nom,
            "voix_elu": str(found.voix),
            "voix_obtenues": str(found.voix),
        }
        if found.tour == len(_DECISIVE):
            told["benefice_age"] = "oui" if found.age else "non"
    elif held:
        told["tour_decisif"] = _DECISIVE[len(held) - 1]
    return told


def _each(tours: Sequence[Tour]) -> list[dict[str, str]]:
    """One row a candidate and a round."""
    rows = []
    for siege in seats(tours):
        for number, tour in enumerate(rounds_of(tours, siege)):
            rows += [
                {
                    "siege": siege,
                    "candidat": name,
                    "tour": _RANKS[number],
                    "exprimes": str(tour.exprimes),
                    "voix": str(voices),
                }
                for name, voices in tour.voix
            ]
    return rows
