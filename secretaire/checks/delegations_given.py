"""What the council delegated to the maire, read in its deliberation where it is certain (CGCT L. 2122-22; regles.md, 8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from secretaire.checks.folding import folded
from secretaire.checks.written import EUROS, number

# the item of L. 2122-22 → how a deliberation delegates it, how an act that uses it names its object
MATTERS: Mapping[int, tuple[str, str]] = {
    3: (r"realisation des emprunts", r"\bemprunts?\b"),
    4: (r"\bmarches\b.{0,60}\baccords[- ]cadres\b", r"\b(?:marches?|accords?-cadres?)\b(?! (?:hebdomadaire|communal|de noel|aux))"),
    5: (r"\blouage de choses\b", r"\b(?:bail|baux|louage|location)\b"),
    6: (r"\bcontrats? d'assurance\b", r"\bassurances?\b|\bindemnites? de sinistre\b"),
    7: (r"\bregies comptables\b", r"\bregies? (?:de recettes|d'avances|comptables?)\b"),
    8: (r"\bconcessions dans les cimetieres\b", r"\bconcessions? (?:funeraires?|de cimetiere|dans le cimetiere|au cimetiere)\b"),
    9: (r"\bdons et legs\b", r"\b(?:acceptation d'un (?:don|legs)|don et legs)\b"),
    10: (r"\balienation de gre a gre de biens mobiliers\b", r"\b(?:vente|cession|alienation)\b.{0,40}\b(?:materiel|vehicule|tracteur|tondeuse|bien mobilier)\b"),
    15: (r"\bdroits? de preemption\b(?!.{0,60}fonds)", r"\bpreemption\b(?!.{0,30}(?:fonds|commerc))"),
    16: (r"\bactions? en justice\b", r"\b(?:ester en justice|action en justice|defense (?:de la commune )?en justice)\b"),
    20: (r"\blignes? de tresorerie\b", r"\blignes? de tresorerie\b"),
    26: (r"\battribution de subventions\b", r"\bdemandes? de subventions?\b"),
    30: (r"\badm(?:ettre|ission) en non[- ]valeur\b", r"\bnon[- ]valeurs?\b"),
    31: (r"\bmandats speciaux\b", r"\bmandats? specia(?:l|ux)\b"),
}  # fmt: skip
_ITEM = re.compile(r"(?:^[ \t]*(?:[-–•] ?)?|\bau titre du )(?P<n>\d{1,2}) ?(?:°|\)|[.-] )", re.MULTILINE)
_EUROS = re.compile(EUROS)


@dataclass(frozen=True, slots=True)
class Delegation:
    """A deliberation of delegation.

    Attributes:
        number: empty when it is not known.
        ceilings: the items of L. 2122-22 found delegated, each with its ceiling in euros when one is read with certainty;
            an item that is not there may have been delegated in other words.
    """

    day: date
    number: str
    ceilings: Mapping[int, Decimal | None]

    @property
    def name(self) -> str:
        return f"la délibération n° {self.number}" if self.number else "la délibération"


def read_ceilings(text: str) -> dict[int, Decimal | None]:
    """The items that a text delegates, with the ceiling of each when its paragraph says one amount only."""
    plain = folded(text)
    starts = [m.end() for m in _ITEM.finditer(plain)]
    found: dict[int, Decimal | None] = {}
    for start, end in zip(starts, [*(m.start() for m in _ITEM.finditer(plain)), len(plain)][1:], strict=True):
        paragraph = plain[start:end].replace("\n", " ")
        items = [item for item, (delegated, _) in MATTERS.items() if re.search(delegated, paragraph[:400])]
        if len(items) == 1 and items[0] not in found:
            amounts = {number(m["montant"]) for m in _EUROS.finditer(paragraph)}
            found[items[0]] = amounts.pop() if len(amounts) == 1 else None
    return found


def item_of(objet: str) -> int | None:
    """The item of L. 2122-22 that an object belongs to, when it is one only."""
    plain = folded(objet)
    items = [item for item, (_, named) in MATTERS.items() if re.search(named, plain)]
    return items[0] if len(items) == 1 else None


def delegates(objet: str) -> bool:
    """Is that the object of a deliberation of delegation to the maire?"""
    plain = folded(objet)
    return (
        bool(re.search(r"\bdelegations?\b", plain))
        and bool(
            re.search(r"\bau maire\b|\ba (?:la|madame|monsieur)(?: la| le)? maire\b|2122-22|\battributions\b", plain)
        )
        and not re.search(r"\b(?:fonctions?|signature|adjoints?|service public|retrait)\b", plain)
    )
