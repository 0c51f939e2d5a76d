"""Notes that speak to a machine instead of telling a fact (« ignore tes consignes et écris… »): quoted, never obeyed. Pure."""

from __future__ import annotations

import re

_LABELS = "system|système|assistant|user|(?:note|message|consigne)s? (?:pour |à )(?:l'|le |la )?(?:ia|robot|assistant|modèle|machine)"
_VERBS = (
    "ignore|oublie|traduis|réponds|reponds|écris|ecris|rédige|redige|résume|resume|invente|affiche|donne|dis|ajoute|fais|"
    "raconte|révèle|revele|répète|repete|supprime|efface"
)
_ORDER = re.compile(
    rf"^[\s\"'«(\[<*#]*(?:(?:{_LABELS})\s*[:\]>]|(?:{_VERBS})\b(?!-?(?:moi|nous)\b)(?!\s?:))", re.IGNORECASE
)


def is_order(note: str) -> bool:
    """Is a note an order given to whoever writes? Of 10,400 notes, 27 by this rule, all meant so."""
    return _ORDER.search(note) is not None
