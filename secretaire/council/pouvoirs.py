"""Pouvoirs: written proxies (CGCT L. 2121-20)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from secretaire.council.seance import Pouvoir, Seance


class PouvoirFault(StrEnum):
    """Why a pouvoir is void."""

    A_SOI_MEME = "a_soi_meme"
    MANDANT_PRESENT = "mandant_present"
    MANDATAIRE_ABSENT = "mandataire_absent"
    MANDATAIRE_DOUBLE = "mandataire_double"  # a second pouvoir for the same holder
    MANDANT_DOUBLE = "mandant_double"  # a second pouvoir given by the same member


@dataclass(frozen=True, slots=True)
class FaultyPouvoir:
    """A pouvoir and the first rule it breaks."""

    pouvoir: Pouvoir
    fault: PouvoirFault


def _judged(seance: Seance) -> Iterator[tuple[Pouvoir, PouvoirFault | None]]:
    """Each pouvoir and the first rule it breaks. Of two for one holder, or from one giver, the first stands."""
    present = set(seance.presents)
    holders: set[int] = set()
    givers: set[int] = set()
    for pouvoir in seance.pouvoirs:
        if pouvoir.mandant == pouvoir.mandataire:
            yield pouvoir, PouvoirFault.A_SOI_MEME
        elif pouvoir.mandant in present:
            yield pouvoir, PouvoirFault.MANDANT_PRESENT
        elif pouvoir.mandataire not in present:
            yield pouvoir, PouvoirFault.MANDATAIRE_ABSENT
        elif pouvoir.mandant in givers:
            yield pouvoir, PouvoirFault.MANDANT_DOUBLE
        elif pouvoir.mandataire in holders:
            yield pouvoir, PouvoirFault.MANDATAIRE_DOUBLE
        else:
            holders.add(pouvoir.mandataire)
            givers.add(pouvoir.mandant)
            yield pouvoir, None


def faulty_pouvoirs(seance: Seance) -> tuple[FaultyPouvoir, ...]:
    """The void pouvoirs of a meeting, in the order they were written down."""
    return tuple(FaultyPouvoir(pouvoir, fault) for pouvoir, fault in _judged(seance) if fault)


def valid_pouvoirs(seance: Seance) -> tuple[Pouvoir, ...]:
    """The pouvoirs that count in the votes."""
    return tuple(pouvoir for pouvoir, fault in _judged(seance) if fault is None)
