"""A list of a meeting as a page: what it is, a few lines, a table."""

from __future__ import annotations

from collections.abc import Sequence

from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.spans import Span
from secretaire.drafting.compose import deliberation
from secretaire.drafting.compose.facts import Facts
from secretaire.drafting.compose.paragraphs import formula

_MAIRE = "signature.maire"


def listing(
    facts: Facts,
    title: str,
    before: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    after: Sequence[str],
) -> tuple[Section, ...]:
    """The sections of a list about the meeting of `facts`; a list without a row has no table."""
    day = facts.context.day
    jour = (facts.day("seance.date", day),) if day else (facts.missing("seance.date", "date de la séance"),)
    heading = (
        *deliberation.place_lines(facts),
        Paragraph("entete.titre", (facts.said(title),)),
        formula("entete.seance", "Séance du {jour}", facts, jour=jour),
    )
    lines = [headings, *rows] if rows else []
    return (
        Section(Role.ENTETE, heading),
        Section(Role.EXPOSE, _lines("avant", before, facts)),
        Section(Role.DISPOSITIF, tuple(_row(rank, cells, facts) for rank, cells in enumerate(lines))),
        Section(Role.EXPOSE, _lines("apres", after, facts)),
    )


def signed_by_president(facts: Facts) -> Section:
    """Room for the signature of the maire, or of who presided."""
    signatures = deliberation.signatures(facts)
    return Section(Role.SIGNATURES, tuple(p for p in signatures.paragraphs if p.key.startswith(_MAIRE)))


def _lines(key: str, texts: Sequence[str], facts: Facts) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(f"{key}.{rank}", (facts.said(text),)) for rank, text in enumerate(texts))


def _row(rank: int, cells: Sequence[str], facts: Facts) -> Paragraph:
    spans: list[Span] = []
    for place, cell in enumerate(cells):
        spans += [facts.said("\t")] if place else []
        spans.append(facts.said(cell) if rank == 0 else facts.known("seance.liste", cell))
    return Paragraph(f"ligne.{rank}", tuple(spans))
