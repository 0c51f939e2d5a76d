"""The legal references of an old act, judged at the date of the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secretaire.acts import wording
from secretaire.acts.act import Section
from secretaire.drafting.reuse.old_act import OldAct, Passage
from secretaire.law.references import Reference, find_references, named
from secretaire.law.snapshot import Snapshot, Status, Verdict


@dataclass(frozen=True, slots=True)
class OldReference:
    """A reference of the old act.

    Attributes:
        code: key of the code, or « loi n° 84-53 »; empty when the act does not say.
        article: « L. 2311-7 »; empty for a whole text.
        passage: where it is first cited.
        verdict: what is known of it at the date of the new act.
        sentence: that verdict in French, « L'article L. 2311-7 du … est remplacé par … ».
        cited: the new act cites it, or the one article that replaces it.
    """

    code: str
    article: str
    passage: Passage
    verdict: Verdict
    sentence: str
    cited: bool


def references_of(
    old: OldAct, snapshot: Snapshot, on: date, new_sections: Sequence[Section] = ()
) -> tuple[OldReference, ...]:
    """Each reference the old act cites, once, in reading order.

    Args:
        on: the day of the new act; the laws of its time are not those of the old one.
        new_sections: the new act, to tell what it already cites.
    """
    ours = {(r.code, r.article) for section in new_sections for r in find_references(section.text)}
    first: dict[tuple[str, str], Reference] = {}
    for reference in find_references(old.text):
        first.setdefault((reference.code, reference.article), reference)
    return tuple(_judged(reference, snapshot, on, ours) for reference in first.values())


def _judged(reference: Reference, snapshot: Snapshot, on: date, ours: set[tuple[str, str]]) -> OldReference:
    code, article = reference.code, reference.article
    verdict = snapshot.verdict(code, article, on)
    cited = (code, article) in ours or (verdict.replacement is not None and verdict.replacement in ours)
    passage = Passage(reference.start, reference.end)
    return OldReference(code, article, passage, verdict, _sentence(reference, verdict), cited)


def _sentence(reference: Reference, verdict: Verdict) -> str:
    name = named(reference)
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
        case Status.INCONNU if verdict.successor:
            return f"{name} : à contrôler sur Légifrance ({verdict.successor})."
        case _:
            return f"{name} : je ne sais pas s'il est en vigueur à cette date."
