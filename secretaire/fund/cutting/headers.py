"""What the heading of a document, or of an act inside it, says: kind, number, séance. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from secretaire.fund.cutting import dates
from secretaire.fund.cutting.body import Body
from secretaire.fund.cutting.decisions import Decisions
from secretaire.fund.folding import fold
from secretaire.fund.pieces import Kind

_HEADING_CHARS = 2500
_TITLE_LINES = 12

_EXTRACT = re.compile(
    r"\bextraits?\s+(?:du|des)\s+(?:registres?|proces[ -]verba(?:l|ux))\s+des\s+"
    r"(?:[^\n]{0,120}\n)?\s{0,4}(?P<what>deliberations|arretes|decisions|actes)"
)
_TITLES = (
    (Kind.PROCES_VERBAL, re.compile(r"\s*(?:projet de )?proces[\s-]*verbal\b")),
    (Kind.COMPTE_RENDU, re.compile(r"\s*comptes?[\s-]*rendus?\b(?! de la seance du conseil .* est adopte)")),
    (
        Kind.ARRETE,
        re.compile(r"\s*arrete\b(?:\s+(?:municipal|du maire|temporaire|permanent|n\s?°|no\b|portant|de )|\s*$)"),
    ),
    (Kind.DECISION, re.compile(r"\s*decision\b(?:\s+(?:municipale|du maire)\b|\s*n\s?°)")),
    (Kind.DELIBERATION, re.compile(r"\s*(?:registre\s+des\s+)?deliberations?\b(?:\s+(?:du|n\s?°|no\b|-|–|:)|\s*$)")),
)
_NAME_HINTS = (
    (Kind.PROCES_VERBAL, re.compile(r"(?:^|[^a-z])(?:pv|proces[\W_]*verbal)(?:[^a-z]|$)")),
    (Kind.COMPTE_RENDU, re.compile(r"(?:^|[^a-z])(?:cr|c(?:om)?pte[\W_]*rendu)(?:[^a-z]|$)")),
    (Kind.ARRETE, re.compile(r"(?:^|[^a-z])arretes?(?:[^a-z]|$)")),
    (Kind.DELIBERATION, re.compile(r"(?:^|[^a-z])delib(?:eration)?s?(?:[^a-z]|$)")),
)

_NUMBER = r"(?P<number>[a-z]{0,4}[ -]?\d[\da-z]*(?: ?[./_-] ?[\da-z]+){0,4})"
_NUMBERED = re.compile(
    r"^[ \t]*(?P<what>deliberation|arrete|decision)\b(?: (?:municipale?|du maire|du conseil municipal|temporaire|permanent)){0,2}"
    rf" ?(?:n ?°|no\b|numero\b) ?:? ?{_NUMBER}(?P<after>[^\n]*)$",
    re.MULTILINE,
)
_DATED = re.compile(r"^[ \t]*(?P<what>deliberation) (?:du|en date du) (?P<after>\d[^\n]{5,40})$", re.MULTILINE)
_REGISTER_NUMBER = re.compile(r"\bn ?° ?(?P<number>(?:19|20)\d{2} ?[/-] ?\d{1,4})\b")
_MID_SENTENCE = re.compile(
    r" ?(?:,|et\b|relative?\b|susvisee?|du [^\n]{4,30}(?:,| (?:relati|portant|fixant|approuv|modifi|decid|par\b|a \b|et\b)))"
)
_BODY_LINE = re.compile(
    r"^[ \t]*(?:[•✓➢▪]|autorise|decide|dit\b|charge|precise|approuve|article|fait a|pour extrait|vu\b|considerant)",
    re.MULTILINE,
)
_LETTERHEAD_LINES = 14
_EXTRACT_LINES = 40
_LETTERHEAD_CHARS = 110
_MEETING = re.compile(
    r"\bl.?\s?an (?:deux|mil|\d{4})|\b(?:seance|reunion) (?:publique |ordinaire |extraordinaire )*(?:du|de la|en date)\b"
    r"|\bconseil (?:municipal|communautaire) (?:du|de la|s.est reuni|legalement)\b|\bdeliberations?\b"
)


@dataclass(frozen=True, slots=True)
class Header:
    """The heading of one act.

    Attributes:
        start: where the act begins, its letterhead included; `title`: after the number, where a title may follow.
        extract: « Extrait du registre… »: the act is there with its letterhead and signature.
    """

    start: int
    title: int
    kind: Kind
    number: str
    extract: bool


@dataclass(frozen=True, slots=True)
class Seance:
    """A meeting that begins at `start`."""

    start: int
    day: date


def kind_of(folded: str, file_name: str) -> Kind:
    """What a whole document says that it is; its file name only helps when it is silent."""
    heading = folded[:_HEADING_CHARS]
    if match := _EXTRACT.search(heading):
        return Kind.ARRETE if match["what"] == "arretes" else Kind.DELIBERATION
    for line in [line for line in heading.split("\n") if line.strip()][:_TITLE_LINES]:
        for kind, pattern in _TITLES:
            if pattern.match(line):
                return kind
    name = fold(file_name)
    return next((kind for kind, pattern in _NAME_HINTS if pattern.search(name)), Kind.AUTRE)


def is_meeting(folded: str) -> bool:
    """True when a document begins as what a meeting decided."""
    return bool(_MEETING.search(folded[: _HEADING_CHARS * 2]))


def act_headers(body: Body, decisions: Decisions, whole: Kind) -> list[Header]:
    """The headings of acts that carry their own, in order; two that head the same act are one.

    Args:
        whole: what the document is: in minutes, an act has no letterhead of its own.
    """
    found: list[Header] = []
    lines = 0 if whole in {Kind.PROCES_VERBAL, Kind.COMPTE_RENDU} else _LETTERHEAD_LINES
    for header in sorted([*_extracts(body), *_numbered(body, lines)], key=lambda header: header.title):
        last = found[-1] if found else None
        if last and last.extract and not header.extract and not decisions.any(last.title, header.title):
            continue
        if last and header.start <= last.title:
            header = Header(body.line_start(header.title), header.title, header.kind, header.number, header.extract)
        found.append(header)
    return found


def number_of(body: Body, start: int, end: int) -> str:
    """The number that the heading of an act gives it; empty when there are two."""
    heading_end = min(end, start + _HEADING_CHARS)
    numbers = {
        _plain(body.text[slice(*match.span("number"))]) for match in _NUMBERED.finditer(body.folded, start, heading_end)
    }
    if not numbers and _EXTRACT.search(body.folded, start, heading_end):
        matches = _REGISTER_NUMBER.finditer(body.folded, start, heading_end)
        numbers = {_plain(body.text[slice(*match.span("number"))]) for match in matches}
    return numbers.pop() if len(numbers) == 1 else ""


def seances(body: Body) -> list[Seance]:
    """The meetings of a document, each where its opening is written; else the one its heading names."""
    found = [Seance(start, day) for start, day in dates.openings(body.folded)]
    if found:
        return [seance for place, seance in enumerate(found) if place == 0 or seance.day != found[place - 1].day]
    day = dates.seance_date(body.text[:_HEADING_CHARS])
    return [Seance(0, day)] if day else []


def _extracts(body: Body) -> Iterator[Header]:
    for match in _EXTRACT.finditer(body.folded):
        kind = {"arretes": Kind.ARRETE, "decisions": Kind.DECISION}.get(match["what"], Kind.DELIBERATION)
        page = body.page_starts[body.index(match.start())]
        start = page if _is_letterhead(body, page, match.start(), _EXTRACT_LINES) else body.line_start(match.start())
        yield Header(start, match.end(), kind, "", extract=True)


def _numbered(body: Body, letterhead_lines: int) -> Iterator[Header]:
    for pattern in (_NUMBERED, _DATED):
        for match in pattern.finditer(body.folded):
            line = body.text[match.start() : match.end()].strip()
            page = body.page_starts[body.index(match.start())]
            if not line[:1].isupper() or _MID_SENTENCE.match(match["after"]) or line.endswith((",", ";")):
                continue
            head = _is_letterhead(body, page, match.start(), letterhead_lines)
            if not head and not body.after_blank(match.start()):
                continue
            number = _plain(body.text[slice(*match.span("number"))]) if pattern is _NUMBERED else ""
            kind = {"arrete": Kind.ARRETE, "decision": Kind.DECISION}.get(match["what"], Kind.DELIBERATION)
            title = match.start("after") if pattern is _NUMBERED else match.end()
            yield Header(page if head else match.start(), title, kind, number, extract=False)


def _is_letterhead(body: Body, start: int, end: int, lines: int) -> bool:
    """True when nothing but short lines, none of an act, is between the top of a page and a heading."""
    if end - start > lines * _LETTERHEAD_CHARS:
        return False
    above = [line for line in body.text[start:end].split("\n") if line.strip()]
    return (
        len(above) <= lines
        and all(len(line) <= _LETTERHEAD_CHARS for line in above)
        and not _BODY_LINE.search(body.folded, start, end)
    )


def _plain(number: str) -> str:
    return re.sub(r"\s+", "", number).upper()
