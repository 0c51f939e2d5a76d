"""The legal references of an old act, judged at the date of the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from secretaire.acts.act import Section
from secretaire.drafting.reuse.old_act import OldAct, Passage
from secretaire.law.snapshot import Snapshot, Verdict


@dataclass(frozen=True, slots=True)
class OldReference:
    """A reference of the old act.

    Attributes:
        code: key of the code, or « loi n° 84-53 »; empty when the act does not say.
        article: « L. 2311-7 »; empty for a whole text.
        passage: where it is first cited.
        verdict: what is known of it at the date of the new act.
        sentence: that verdict in French, « L'article L. 2311-7 du CGCT est remplacé par … ».
        cited: the new act cites it, or the article that replaces it.
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
    """Each reference the old act cites, once, in reading order."""
    return ()
