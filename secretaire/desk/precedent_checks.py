"""The last act on the same subject: of the same type among ours, else the closest of the fund; what it had more."""

from __future__ import annotations

import re

from secretaire.acts.act import Act
from secretaire.checks.finding import Finding
from secretaire.checks.folding import folded
from secretaire.checks.precedent import lacking
from secretaire.desk import finding, old_acts, writing
from secretaire.desk.exporting import FINAL_STATES
from secretaire.desk.office import Office
from secretaire.desk.old_acts import ReadAct
from secretaire.fund.pieces import ACT_KINDS

_WORD = re.compile(r"[a-z]{5,}")
_SHARED = 0.6  # of the words of the object: under it, another subject


def against_precedent(office: Office, act: Act) -> tuple[Finding, ...]:
    """What the last act on the subject had that this one lacks; nothing when there is none."""
    former = _ours(office, act) or _of_fund(office, act)
    if former is None:
        return ()
    text = "\n".join(section.text for section in act.sections)
    return tuple(lacking(text, former.old.text, former.label))


def _ours(office: Office, act: Act) -> ReadAct | None:
    same = (
        other
        for other in writing.list_acts(office)
        if other.type_id == act.type_id and other.id != act.id and other.state in FINAL_STATES
    )
    last = max(same, key=lambda other: other.updated, default=None)
    return old_acts.of_ours(office, last.id) if last is not None else None


def _of_fund(office: Office, act: Act) -> ReadAct | None:
    for result in finding.precedents(office, act).results:
        if result.facts.kind in ACT_KINDS and same_subject(act.objet, result.facts.objet):
            return old_acts.of_piece(office, result.piece)
    return None


def same_subject(objet: str, former: str) -> bool:
    """Does the object of an older act say most of the words of this one?"""
    words, theirs = (set(_WORD.findall(folded(text))) for text in (objet, former))
    return bool(words) and len(words & theirs) >= _SHARED * len(words)
