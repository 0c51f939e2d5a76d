"""An old act and the new one side by side, and what of the old one still stands in the new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz, process

from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.spans import Origin, ValueKind
from secretaire.checks.figures import Figure, find_figures
from secretaire.drafting.choosing import fold
from secretaire.drafting.reuse.candidates import Reading, Sort, flat
from secretaire.drafting.reuse.old_act import OldAct, Passage

_LEAST_LIKENESS = 55  # under it, two paragraphs are not one that was changed
_LONGEST = 40_000  # characters of the old act that are compared
_TITLE_LETTERS = 40  # by which the title is found in the act
_LEAST_LETTERS = 3  # of a surname that is looked for
_LASTING = frozenset({ValueKind.DATE, ValueKind.MONTANT, ValueKind.POURCENTAGE})
_PARAGRAPH = re.compile(
    r"\n[ \t]*\n|(?<=[.;:!?])[ \t]*\n|\n(?=[ \t]*(?:[-•✓➢*▪]\s|\d+[.)°]\s|Article\b|ARTICLE\b|V[Uu]\b|C(?:onsid|ONSID)))"
)
_BLANKS = re.compile(r"\n\s*\n")
_WORDS = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class ComparedPiece:
    """A run of words that is the same, added in the new act, or removed from the old one."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class ComparedParagraph:
    """A paragraph of the old act beside that of the new one.

    Attributes:
        old: where it is in the old act; None for a paragraph that is new.
        role: the part of the new act; None for a paragraph that is no more.
        key: of the paragraph of the new act; empty for a paragraph that is no more.
        pieces: word by word.
    """

    old: Passage | None
    role: Role | None
    key: str
    pieces: tuple[ComparedPiece, ...]


@dataclass(frozen=True, slots=True)
class LeftFigure:
    """A date, an amount, a percentage or a surname of the old act that stands in the new one.

    Attributes:
        text: as the new act writes it, characters [start, end) of its section.
        origin: where the new act has it from.
    """

    text: str
    kind: ValueKind
    role: Role
    start: int
    end: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two acts compared; paragraphs in the order of the new act, those that are no more where they stood."""

    paragraphs: tuple[ComparedParagraph, ...]
    figures_left: tuple[LeftFigure, ...]


def compare(old: OldAct, new_sections: Sequence[Section]) -> Comparison:
    """The old act and the new one, paragraph by paragraph and word by word."""
    return Comparison(tuple(_paragraphs(old, new_sections)), tuple(_left(old, new_sections)))


def compare_words(before: str, after: str) -> tuple[ComparedPiece, ...]:
    """Two texts, word by word."""
    return tuple(_pieces(before, after))


def _paragraphs(old: OldAct, sections: Sequence[Section]) -> Iterator[ComparedParagraph]:
    passages = tuple(_passages(old.text[:_LONGEST]))
    before = [" ".join(old.text[p.start : p.end].split()) for p in passages]
    after = [(section.role, paragraph) for section in sections for paragraph in section.visible]
    partner = _partners(before, [paragraph for _, paragraph in after])
    _pair_titles(old, before, [role for role, _ in after], partner)
    gone: dict[int, list[int]] = defaultdict(list)  # what is no more, after the paragraph it followed
    known = {rank: place for place, rank in partner.items()}
    last = -1
    for rank in range(len(before)):
        if rank in known:
            last = known[rank]
        else:
            gone[last].append(rank)
    for place in range(-1, len(after)):
        if place >= 0:
            role, paragraph = after[place]
            met = partner.get(place)
            was = before[met] if met is not None else ""
            yield ComparedParagraph(
                passages[met] if met is not None else None, role, paragraph.key, compare_words(was, paragraph.text)
            )
        for rank in gone[place]:
            yield ComparedParagraph(passages[rank], None, "", (ComparedPiece("removed", before[rank]),))


def _passages(text: str) -> Iterator[Passage]:
    """The paragraphs of a text, whose lines may be those of a page."""
    start = 0
    for end, following in [*(m.span() for m in _PARAGRAPH.finditer(text)), (len(text), len(text))]:
        if text[start:end].strip():
            yield Passage(start, end)
        start = following


def _partners(before: Sequence[str], after: Sequence[Paragraph]) -> dict[int, int]:
    """For paragraphs of the new act, the one of the old act most like each; the most alike are paired first."""
    likeness = process.cdist(
        [fold(p.text) for p in after], [fold(text) for text in before], scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS
    )
    pairs = sorted(
        ((likeness[place][rank], -place, -rank) for place, rank in zip(*likeness.nonzero(), strict=True)), reverse=True
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for _, place, rank in pairs:
        if -place not in partner and -rank not in taken:
            partner[int(-place)] = int(-rank)
            taken.add(-rank)
    return partner


def _pair_titles(old: OldAct, before: Sequence[str], roles: Sequence[Role], partner: dict[int, int]) -> None:
    """Both titles are beside each other, however they are worded."""
    title = " ".join(old.objet.split())[:_TITLE_LETTERS]
    rank = next((i for i, text in enumerate(before) if title and title in text), None)
    if rank is not None and Role.OBJET in roles and rank not in partner.values():
        partner.setdefault(roles.index(Role.OBJET), rank)


def _pieces(before: str, after: str) -> Iterator[ComparedPiece]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    # spaces of any kind compare equal: a PDF has its own
    matcher = SequenceMatcher(None, [w.strip() for w in old], [w.strip() for w in new], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield ComparedPiece("same", "".join(new[j1:j2]))
            continue
        if i2 > i1:
            yield ComparedPiece("removed", "".join(old[i1:i2]))
        if j2 > j1:
            yield ComparedPiece("added", "".join(new[j1:j2]))


def _left(old: OldAct, sections: Sequence[Section]) -> Iterator[LeftFigure]:
    """What both acts hold, with its origin in the new one."""
    written = {(f.kind, f.raw) for f in find_figures(_BLANKS.sub("\n\n", old.text[:_LONGEST])) if f.kind in _LASTING}
    persons = {c.value.split()[-1] for c in Reading(old).of(Sort.PERSONNE)}
    names = sorted(re.escape(flat(name)) for name in persons if len(name) >= _LEAST_LETTERS)
    for section in sections:
        text = section.text
        found = [f for f in find_figures(text) if (f.kind, f.raw) in written]
        if names:
            said = re.finditer(rf"\b(?:{'|'.join(names)})\b", flat(text))
            found += [Figure(m.start(), m.end(), ValueKind.PERSONNE, m.group()) for m in said]
        for figure in sorted(found, key=lambda f: f.start):
            origin = next((p.origin for p in section.origins() if p.start <= figure.start < p.end), None)
            if origin is not None:
                shown = text[figure.start : figure.end]
                yield LeftFigure(shown, figure.kind, section.role, figure.start, figure.end, origin)
