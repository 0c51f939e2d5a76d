"""Arrivals, departures and pouvoirs, at the point where they happened, with what they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from secretaire.acts.act import Paragraph
from secretaire.acts.spans import Span
from secretaire.council.course import Mouvement, Sens, seance_at
from secretaire.council.seance import Seance
from secretaire.drafting.compose.paragraphs import formula
from secretaire.drafting.minutes.material import Material

MOVEMENT = "mouvement."

_FORMULAS = {
    Sens.ARRIVEE: "{elu} prend place[[ à {heure}]]{quand}[[ ; le pouvoir donné à {ancien} prend fin]].",
    Sens.DEPART: "{elu} quitte la séance[[ à {heure}]]{quand}[[ et donne pouvoir à {nouveau}]]"
    "[[ ; le pouvoir reçu de {mandant} n'est plus utilisé]].",
    Sens.POUVOIR: "{elu} donne pouvoir à {nouveau}[[ à {heure}]]{quand}.",
    Sens.REVOCATION: "{elu} révoque[[ à {heure}]]{quand} le pouvoir donné[[ à {ancien}]].",
}


def movements(material: Material, before: int | None) -> Iterator[Paragraph]:
    """What happened just before a point (None: after the last one), then how many are there."""
    ordered = list(material.course.before(None))
    known = {p.id for p in material.course.points}
    ours = [i for i, m in enumerate(ordered) if (m.avant if m.avant in known else None) == before]
    for rank, place in enumerate(ours):
        yield _told(material, ordered, place, f"{MOVEMENT}{rank}")
    if ours and before is not None:
        yield _counts(material, _held(material, ordered, ours[-1] + 1))


def _held(material: Material, ordered: list[Mouvement], count: int) -> Seance:
    """The meeting once the first movements were made."""
    return seance_at(replace(material.course, mouvements=tuple(ordered[:count])), None)


def _told(material: Material, ordered: list[Mouvement], place: int, key: str) -> Paragraph:
    moved = ordered[place]
    pouvoirs = _held(material, ordered, place).pouvoirs
    given = next((p.mandataire for p in pouvoirs if p.mandant == moved.elu), None)
    held = next((p.mandant for p in pouvoirs if p.mandataire == moved.elu), None)
    return formula(
        key,
        _FORMULAS[moved.sens],
        material.facts,
        elu=material.person("seance.mouvements", moved.elu),
        heure=material.hour("seance.mouvements", moved.heure),
        quand=_when(material, moved),
        ancien=material.person("seance.pouvoirs", given) if given is not None else (),
        nouveau=material.person("seance.pouvoirs", moved.pouvoir_a) if moved.pouvoir_a is not None else (),
        mandant=material.person("seance.pouvoirs", held) if held is not None else (),
    )


def _when(material: Material, moved: Mouvement) -> tuple[Span, ...]:
    facts = material.facts
    if moved.avant is None or moved.avant not in {p.id for p in material.course.points}:
        return (facts.said(", après l'examen du dernier point"),)
    return (
        facts.said(", avant l'examen du point "),
        *material.number("seance.points", material.rank(moved.avant)),
    )


def _counts(material: Material, seance: Seance) -> Paragraph:
    presents, pouvoirs = len(seance.presents), len(seance.pouvoirs)
    return formula(
        f"{MOVEMENT}effectifs",
        "Présents : {presents} ; pouvoirs : {pouvoirs} ; votants : {votants}.",
        material.facts,
        presents=material.number("seance.presents", presents),
        pouvoirs=material.number("seance.pouvoirs", pouvoirs),
        votants=material.number("seance.votants", presents + pouvoirs),
    )
