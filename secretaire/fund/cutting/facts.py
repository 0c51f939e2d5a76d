"""What an act says of itself: date, objet, matière, author, members present, visas… Pure; silent when not sure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from secretaire.fund.cutting import dates, mentions
from secretaire.fund.cutting.amounts import amounts
from secretaire.fund.cutting.body import Body
from secretaire.fund.cutting.decisions import outcome
from secretaire.fund.cutting.titles import MAX_CHARS, one_line, title_end
from secretaire.fund.cutting.votes import vote
from secretaire.fund.pieces import ActFacts, Kind, Mention

_HEADING_CHARS = 2500
_MOST_VISAS = 60
_VISA_CHARS = 600

_OBJET = re.compile(r"^[ \t]*objet ?: ?(?P<title>\S)", re.MULTILINE)
_PORTANT = re.compile(
    r"(?:^|^[^\n]{0,60}\b(?:arrete|deliberation|decision)\b[^\n]{0,60} )(?P<title>portant \S)", re.MULTILINE
)
_REPORTS = re.compile(r"^[^\n]{3,80}\brapporte ?[:,.]?[ ]?$", re.MULTILINE)

_MATIERE = re.compile(
    r"\b(?:nomenclature|matieres?|classification|code matiere|codification)(?: (?:actes?|@ctes|de l.acte|des actes))? ?(?:n ?°)? ?[:–-]? ?"
    r"(?P<code>[1-9](?:[.,-]\d{1,2}){1,2})\b"
)
_STAMP = re.compile(
    r"^[ \t]*(?P<code>[1-9]\.\d{1,2}(?:\.\d{1,2})?)[ ]{1,2}[-–:]?[ ]?[a-z][a-z' ’]{3,60}$", re.MULTILINE
)
_STAMP_CHARS = 700

_NUMBER_IN_TITLE = re.compile(
    r"\s*\(\s*d[ée]lib(?:[ée]ration|\.)?\s*n\s?[°o]\s*(?P<number>[A-Z]{0,4}-?\d{2,}\s?[/.-]\s?\d+)\s*\)$", re.IGNORECASE
)

_PERSON = r"(?:mm?\.|mr|mme|mlle|m|monsieur|madame)\.?\s(?!le maire\b|la maire\b)[^\n,:;.()]{2,50}(?:\n[^\n,:;.()]{2,30}(?=,))?"
_AUTHOR = (
    re.compile(rf"\brapporteu(?:r|re|se)s? ?:? ?(?P<author>{_PERSON})"),
    re.compile(r"\brapporteu(?:r|re|se)s? ?: ?(?P<author>[^\n,:;()]{3,60})"),
    re.compile(r"^[ \t]*(?P<author>[^\n:;]{3,60}?),? rapporte ?[:,.]?[ ]?$", re.MULTILINE),
)
_FLOOR = re.compile(rf"(?:donne|cede|passe|confie) la (?:parole|presentation du dossier) a (?P<author>{_PERSON})")
_SIGNATURE = re.compile(
    r"^[ \t]*(?P<author>(?:le|la) (?:maire|presidente?)(?:, |,?[ ]?\n{1,4}[ \t]*)(?!vu\b|considerant|arrete|le\b|la\b|article)[^\n\d:;]{4,50})$",
    re.MULTILINE,
)
_AUTHOR_END = re.compile(
    r"\b(?:president|presidente|maire|adjointe?|conseiller|conseillere|qui|pour|en charge|de la commission|ainsi|chargee?)\b"
)

_PRESENTS = re.compile(
    r"presents?(?: a la seance| et votants)? ?[:=] ?(?P<count>\d{1,3})\b(?![/.,]\d)"
    r"|\((?P<in_figures>\d{1,3})\) presents\b"
)
_VISA = re.compile(
    r"^[ \t]*(?:aussi, )?vu (?P<text>[^\n]+(?:\n(?![ \t]*\n|[ \t]*(?:vu|considerant|le conseil|apres|decide|article|arrete|sur |"
    r"entendu|il est|monsieur|madame|[•✓➢-]))[^\n]+){0,5})",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the minutes say for all their acts: the day of the meeting, how many were present."""

    day: date | None = None
    presents: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What the cut knows of an act: its kind, its number, where its title begins (None: look for it)."""

    kind: Kind
    number: str
    title: int | None


def facts_of(body: Body, start: int, end: int, heading: Heading, context: Context | None) -> ActFacts:
    """The facts of the act at [start, end); without context it says its date itself."""
    text, folded = body.text[start:end], body.folded[start:end]
    day, presents = (context.day, context.presents) if context else (_day(heading.kind, text), presents_of(folded))
    if heading.title is not None:
        objet = one_line(body, heading.title, title_end(body, heading.title, end))
    else:
        objet = _objet(body, start, end)
    objet, number = _with_number(objet, heading.number)
    return ActFacts(
        kind=heading.kind,
        date=day,
        number=number,
        objet=objet,
        matiere=_matiere(folded),
        author=_author(text, folded, heading.kind),
        presents=presents,
        vote=vote(folded),
        outcome=outcome(folded) if heading.kind is Kind.DELIBERATION else None,
        amounts=amounts(folded),
        visas=tuple(_visas(text, folded)),
        mentions=tuple(_mentions(body, start, text, folded)),
    )


def _with_number(objet: str, number: str) -> tuple[str, str]:
    """« Voirie (délibération n° 2022/09) » in minutes: that number, rather than the rank of the matter."""
    written = _NUMBER_IN_TITLE.search(objet)
    if written is None:
        return objet, number
    return objet[: written.start()].rstrip(" ,;:-–"), written["number"]


def presents_of(folded: str) -> int | None:
    """How many members the text counts as present; None when it does not, or counts twice differently."""
    counts = {int(match["count"] or match["in_figures"]) for match in _PRESENTS.finditer(folded)}
    return counts.pop() if len(counts) == 1 else None


def _day(kind: Kind, text: str) -> date | None:
    if kind is Kind.DELIBERATION:
        return dates.seance_date(text)
    return dates.arrete_date(text)


def _objet(body: Body, start: int, end: int) -> str:
    """« Objet : … », else « portant … », else the paragraph above the only « M. X rapporte : »."""
    for pattern in (_OBJET, _PORTANT):
        found = {
            one_line(body, match.start("title"), title_end(body, match.start("title"), end))
            for match in pattern.finditer(body.folded, start, end)
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    reporters = list(_REPORTS.finditer(body.folded, start, end))
    if len(reporters) != 1:
        return ""
    before = body.text[start : reporters[0].start()].rstrip()
    paragraph = before.rfind("\n\n")
    return one_line(body, start + paragraph + 2, start + len(before)) if paragraph >= 0 else ""


def _matiere(folded: str) -> str:
    codes = {re.sub("[,-]", ".", match["code"]) for match in _MATIERE.finditer(folded)}
    codes = codes or {match["code"] for match in _STAMP.finditer(folded[:_STAMP_CHARS])}
    return codes.pop() if len(codes) == 1 else ""


def _author(text: str, folded: str, kind: Kind) -> str:
    """Who reports, else who signs; the first who takes the floor reports."""
    patterns = (_SIGNATURE,) if kind is not Kind.DELIBERATION else (*_AUTHOR, _FLOOR, _SIGNATURE)
    for pattern in patterns:
        if match := pattern.search(folded):
            start, end = match.span("author")
            if pattern is _FLOOR and (stop := _AUTHOR_END.search(folded, start, end)):
                end = stop.start()
            author = " ".join(text[start:end].split()).strip(" ,.-–")
            return author if len(author) <= MAX_CHARS else ""
    return ""


def _visas(text: str, folded: str) -> Iterator[str]:
    for match in list(_VISA.finditer(folded))[:_MOST_VISAS]:
        start, end = match.span("text")
        yield "Vu " + " ".join(text[start:end].split())[:_VISA_CHARS].rstrip(" ,;.")


def _mentions(body: Body, start: int, text: str, folded: str) -> Iterator[Mention]:
    for found in mentions.statements(text, folded):
        page, first = body.place(start + found.start)
        last_page, last = body.place(start + found.end)
        if page == last_page:  # a statement cut by the end of a page is not marked
            yield Mention(found.verb, found.number, found.date, page, first, last)
