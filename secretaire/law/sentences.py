"""A verdict in French, for a reader who is no lawyer."""

from __future__ import annotations

from secretaire.acts import wording
from secretaire.law.snapshot import Confidence, Status, Verdict

_CONFIDENCE = {
    Confidence.CONTROLEE: "contrôlé",
    Confidence.ANCIENNE: "numéro contrôlé sur une copie ancienne du code",
    Confidence.NON_RECONTROLEE: "non recontrôlé, à confirmer sur Légifrance",
}


def verdict_sentence(name: str, verdict: Verdict) -> str:
    """« L'article L. 2311-7 du … : remplacé depuis le 1er janvier 2026 par CGCT L. 1612-25. »."""
    since = f" depuis le {wording.day(verdict.since)}" if verdict.since else ""
    match verdict.status:
        case Status.EN_VIGUEUR:
            return f"{name} : en vigueur."
        case Status.REMPLACE:
            return f"{name} : remplacé{since} par {verdict.successor}."
        case Status.ABROGE:
            return f"{name} : abrogé{since}, sans remplaçant connu."
        case Status.CONTENU_CHANGE:
            return f"{name} : toujours à viser, mais sa règle a changé{since} : {verdict.successor}."
        case Status.PAS_ENCORE:
            return f"{name} : pas encore en vigueur à cette date."
        case Status.NUMERO_IMPOSSIBLE:
            near = f" ; s'agit-il de {verdict.successor} ?" if verdict.successor else "."
            return f"{name} : ce numéro ne peut pas exister ({verdict.reason}){near}"
        case Status.INCONNU if verdict.successor:
            return f"{name} : à contrôler sur Légifrance ({verdict.successor})."
        case _:
            return f"{name} : je ne sais pas s'il est en vigueur à cette date."


def ground(verdict: Verdict) -> str:
    """How far a verdict was checked, and where; empty when nothing was found."""
    return f"{_CONFIDENCE[verdict.confidence]}, source : {verdict.source}" if verdict.source else ""
