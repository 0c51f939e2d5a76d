"""Does a text say what the notes say, and nothing else? Checked after writing, whoever wrote it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secretaire.drafting.pen.locks import (
    bounds,
    civilities,
    displaced,
    doubts,
    figures,
    names,
    negations,
    nuances,
    opposites,
    payers,
    roles,
    speech,
    support,
    tenses,
)
from secretaire.drafting.pen.locks.form import badly_formed, form_refusals
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, LockReport, Refusal, excerpts
from secretaire.drafting.pen.tasks import Plume, Task

__all__ = ["Lock", "LockReport", "Refusal", "added", "badly_formed", "check", "excerpts"]

_FAMILIES = {  # by their names in `verrous.yaml`
    "chiffres": figures,
    "bornes": bounds,
    "noms": names,
    "civilites": civilities,
    "roles": roles,
    "paroles": speech,
    "payeurs": payers,
    "negations": negations,
    "contraires": opposites,
    "nuances": nuances,
    "temps": tenses,
    "doutes": doubts,
    "deplaces": displaced,
    "appui": support,
}


def check(plume: Plume, task: Task, text: str, notes: Sequence[str], objet: str = "") -> LockReport:
    """Compare a text with the notes (as typed) it was written from."""
    subject = Subject.of(plume, task, text, notes, objet)
    found = [*_added(subject), *form_refusals(plume, task, subject.written, subject.source)]
    for family in plume.lexicon.tables.families(task).pertes.split():
        found += _FAMILIES[family].lost(subject)
    return LockReport(tuple(dict.fromkeys(found)))


def added(plume: Plume, task: Task, text: str, notes: Sequence[str], objet: str = "") -> tuple[Refusal, ...]:
    """What is wrong in the sentences written so far: something said that the notes do not say. Nothing about losses."""
    return tuple(dict.fromkeys(_added(Subject.of(plume, task, text, notes, objet))))


def _added(subject: Subject) -> Iterator[Refusal]:
    for family in subject.tables.families(subject.task).ajouts.split():
        yield from _FAMILIES[family].added(subject)
