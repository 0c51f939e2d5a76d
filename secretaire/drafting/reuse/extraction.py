"""The values of an old act, for the form of a new one: one at most for each field, and none when two are as good."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ
from secretaire.acts.fields import Table, read_field
from secretaire.acts.spans import Value
from secretaire.drafting.reuse.candidates import Reading
from secretaire.drafting.reuse.clauses import read_clauses
from secretaire.drafting.reuse.nearby import read_nearby
from secretaire.drafting.reuse.old_act import OldAct, Passage
from secretaire.drafting.reuse.parties import read_parties
from secretaire.drafting.reuse.rows import read_rows
from secretaire.drafting.reuse.shares import impossible, read_shares
from secretaire.drafting.reuse.titles import read_title
from secretaire.errors import UnreadableInput

_SUMMED = 0.9  # the rows add up to the total that the act writes
_WORDING = 0.95  # the type's own wording surrounds it
_SHOWN = 300  # characters of the sentence


@dataclass(frozen=True, slots=True)
class Extracted:
    """A value of the old act for a field.

    Attributes:
        value: as a person would type it; `read_field` reads it.
        passage: where it is written; for a table, from its first row to its last.
        sentence: the sentence around it, on one line.
        confidence: from 0 to 1.
    """

    champ: Champ
    value: FieldInput
    passage: Passage
    sentence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Found:
    value: FieldInput
    meaning: Value | Table
    start: int
    end: int
    confidence: float


def extract(kind: ActType, old: OldAct) -> tuple[Extracted, ...]:
    """What the old act says for the fields of a type, in the order of the form."""
    reading = Reading(old)
    found: dict[str, list[_Found]] = defaultdict(list)
    for champ, each in _readable(kind, reading):
        found[champ].append(each)
    chosen = {name: one for name, each in found.items() if (one := _chosen(each))}
    single = {name: one.meaning for name, one in chosen.items() if isinstance(one.meaning, Value)}
    for name in impossible(kind, single):
        del chosen[name]
    return tuple(
        Extracted(champ, one.value, Passage(one.start, one.end), _sentence(reading, one), one.confidence)
        for champ in kind.champs
        if (one := chosen.get(champ.nom))
    )


def _readable(kind: ActType, reading: Reading) -> Iterator[tuple[str, _Found]]:
    """Everything found, when the field can read it."""
    for champ, value, start, end, confidence in _everything(kind, reading):
        field = kind.champ(champ)
        try:
            meaning = read_field(field, value) if field else None
        except UnreadableInput:
            continue
        if meaning is not None:
            yield champ, _Found(value, meaning, start, end, confidence)


def _everything(kind: ActType, reading: Reading) -> Iterator[tuple[str, FieldInput, int, int, float]]:
    for read in read_clauses(kind, reading.text):
        yield read.champ, read.value, read.start, read.end, _WORDING
    for told in chain(
        read_nearby(kind, reading), read_title(kind, reading), read_parties(kind, reading), read_shares(kind, reading)
    ):
        yield told.champ, told.value, told.start, told.end, told.confidence
    for rows in read_rows(kind, reading):
        yield rows.champ, rows.value, rows.start, rows.end, _SUMMED


def _chosen(found: Iterable[_Found]) -> _Found | None:
    """The surest value; none when another one is as sure."""
    ordered = sorted(found, key=lambda each: -each.confidence)
    best = ordered[0]
    times = sum(each.meaning == best.meaning for each in ordered if each.confidence == best.confidence)
    against = sum(each.meaning != best.meaning for each in ordered if each.confidence == best.confidence)
    return best if times > against else None


def _sentence(reading: Reading, found: _Found) -> str:
    start, end = reading.sentence(found.start)
    start = max(start, found.start - _SHOWN // 2)
    return " ".join(reading.text[start : min(max(end, found.end), start + _SHOWN)].split())
