"""The legal references of an old act, judged at the date of the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secretaire.acts.act import Section
from secretaire.drafting.reuse.old_act import OldAct, Passage
from secretaire.law.references import Reference, find_references, named
from secretaire.law.sentences import verdict_sentence
from secretaire.law.snapshot import Snapshot, Verdict


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
    return OldReference(code, article, passage, verdict, verdict_sentence(named(reference), verdict), cited)
