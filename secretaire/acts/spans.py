"""A span: a piece of text that knows where it comes from, and the typed value it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class OriginKind(StrEnum):
    """Where a piece of text comes from (key `origine` of the command-line contract)."""

    MODELE_TYPE = "modele_type"  # the wording of the act type
    SAISIE = "saisie"  # a field; source = its name, or "attestation: …"
    COMMUNE = "commune"  # roster, seance or settings; source = "commune.nom", "elus.maire", "seance.3.presents"
    PRECEDENT = "precedent"  # a document of the fund; source = "doc:12#p3:120-340"
    PLUME = "plume"  # the language model; source = run id
    MAIN = "main"  # typed by a person; source = their name


@dataclass(frozen=True, slots=True)
class Origin:
    """Kind of origin and its source (field name, roster key, document passage, run, person)."""

    kind: OriginKind
    source: str = ""


class ValueKind(StrEnum):
    """What a locked fact is."""

    DATE = "date"
    HEURE = "heure"
    MONTANT = "montant"
    NOMBRE = "nombre"
    POURCENTAGE = "pourcentage"
    PERSONNE = "personne"
    PERIODE = "periode"
    PARCELLE = "parcelle"
    REFERENCE = "reference"
    TEXTE = "texte"


@dataclass(frozen=True, slots=True)
class Value:
    """A typed value.

    `raw` is canonical: ISO date, decimal with a point, « L. 2121-29 », « 2026-07-30/2026-08-03 », « ZC 14, ZC 15 ».
    """

    kind: ValueKind
    raw: str


@dataclass(frozen=True, slots=True)
class Span:
    """Text with its origin.

    Attributes:
        text: never contains a line break (a tab separates the cells of a table row).
        value: the locked fact this text writes, if any.
        blank: True for the visible placeholder of a missing field, whose name is `origin.source`.
    """

    text: str
    origin: Origin
    value: Value | None = None
    blank: bool = False

    @property
    def is_fact(self) -> bool:
        """A locked fact or a blank: it is written and changed as a whole."""
        return self.value is not None or self.blank


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same text with neighbours of same origin made one; facts and blanks stay apart."""
    result: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        last = result[-1] if result else None
        if last and last.origin == span.origin and not last.is_fact and not span.is_fact:
            result[-1] = replace(last, text=last.text + span.text)
        else:
            result.append(span)
    return tuple(result)
