"""What a document says of itself: kind, date, number, objet. Pure. When the text is not sure, the fact stays empty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretaire.fund.act_dates import arrete_date, seance_date
from secretaire.fund.folding import fold


class Kind(StrEnum):
    """The kinds of documents a person filters by."""

    DELIBERATION = "deliberation"
    ARRETE = "arrete"
    PROCES_VERBAL = "proces_verbal"
    COMPTE_RENDU = "compte_rendu"
    AUTRE = "autre"


@dataclass(frozen=True, slots=True)
class ActFacts:
    """Facts read in the text; empty or None when it does not say, or says two things."""

    kind: Kind = Kind.AUTRE
    date: date | None = None
    number: str = ""
    objet: str = ""


_HEADING_CHARS = 2500
_TITLE_LINES = 12
_MAX_OBJET_CHARS = 400

_EXTRACT = re.compile(r"extrait\s+du\s+registre\s+des\s+(?:.{0,120}\n)?\s*(?:deliberations|arretes)")
_TITLES = (
    (Kind.PROCES_VERBAL, re.compile(r"^\s*(?:projet de )?proces[\s-]*verbal\b")),
    (Kind.COMPTE_RENDU, re.compile(r"^\s*comptes?[\s-]*rendus?\b(?! de la seance du conseil .* est adopte)")),
    (
        Kind.ARRETE,
        re.compile(r"^\s*arrete\b(?:\s+(?:municipal|du maire|temporaire|permanent|n\s?°|no\b|portant|de )|\s*$)"),
    ),
    (Kind.DELIBERATION, re.compile(r"^\s*(?:registre\s+des\s+)?deliberations?\b(?:\s+(?:du|n\s?°|no\b|-|–|:)|\s*$)")),
)
_NAME_HINTS = (
    (Kind.PROCES_VERBAL, re.compile(r"(?:^|[^a-z])(?:pv|proces[\W_]*verbal)(?:[^a-z]|$)")),
    (Kind.COMPTE_RENDU, re.compile(r"(?:^|[^a-z])(?:cr|c(?:om)?pte[\W_]*rendu)(?:[^a-z]|$)")),
    (Kind.ARRETE, re.compile(r"(?:^|[^a-z])arretes?(?:[^a-z]|$)")),
    (Kind.DELIBERATION, re.compile(r"(?:^|[^a-z])delib(?:eration)?s?(?:[^a-z]|$)")),
)
_DECIDED = re.compile(r"apres\s+en\s+avoir\s+delibere")

_NUMBER = r"(?P<number>[a-z]{0,4}[\s-]?\d[\da-z]*(?:\s?[./-]\s?[\da-z]+)*)"
_NUMBERED_TITLE = re.compile(
    rf"^\s*(?:extrait.{{0,40}})?(?:deliberation|arrete)\b[^\n\d]{{0,40}}?n\s?(?:°|o\b|umero\b)\s*:?\s*{_NUMBER}",
    re.MULTILINE,
)
_REGISTER_NUMBER = re.compile(r"\bn\s?°\s*(?P<number>\d{4}\s?[/-]\s?\d{1,4})\b")

_OBJET = re.compile(r"^\s*objet\s*:\s*(?P<objet>\S[^\n]*(?:\n(?!\s*\n)[^\n]+)*)", re.MULTILINE)
_OBJET_ENDS = re.compile(
    r"\n\s*(?:(?:le|la|monsieur|madame|m\.|mme)\s+(?:le\s+|la\s+)?(?:maire|president)|vu\b|considerant|rapporteur|l['’]an\b|"
    r"nomenclature|presents?\b|etaient|date\b|seance\b|convocation)"
)
_REPORTER = re.compile(r"^[^\n]{3,80}\brapporte\s*[:,.]?\s*$", re.MULTILINE)
_PORTANT = re.compile(r"(?:^|\barrete\b[^\n]{0,60}\s)(?P<objet>portant\s+\S[^\n]*(?:\n(?!\s*\n)[^\n]+)*)", re.MULTILINE)


def facts_of(text: str, file_name: str) -> ActFacts:
    """Facts of a document from its text; the file name only helps to tell its kind, when the text is silent."""
    folded = fold(text)
    kind = _kind(folded, file_name)
    if kind is Kind.AUTRE:
        return ActFacts()  # a date in a letter or a rule is rarely its own
    day = arrete_date(text) if kind is Kind.ARRETE else seance_date(text)
    if kind not in {Kind.DELIBERATION, Kind.ARRETE} or len(_DECIDED.findall(folded)) > 1:
        return ActFacts(kind, day)  # minutes and registers hold many acts: no number nor objet is theirs
    return ActFacts(kind, day, _number(text, folded), _objet(text, folded))


def _kind(folded: str, file_name: str) -> Kind:
    heading = folded[:_HEADING_CHARS]
    if match := _EXTRACT.search(heading):
        return Kind.ARRETE if match[0].endswith("arretes") else Kind.DELIBERATION
    titles = [line for line in heading.split("\n") if line.strip()][:_TITLE_LINES]
    for line in titles:
        for kind, pattern in _TITLES:
            if pattern.search(line):
                return kind
    name = fold(file_name)
    for kind, pattern in _NAME_HINTS:
        if pattern.search(name):
            return kind
    return Kind.AUTRE


def _number(text: str, folded: str) -> str:
    heading = folded[:_HEADING_CHARS]
    matches = list(_NUMBERED_TITLE.finditer(heading))
    if not matches and _EXTRACT.search(heading):
        matches = list(_REGISTER_NUMBER.finditer(heading))
    numbers = {re.sub(r"\s+", "", text[slice(*match.span("number"))]).upper() for match in matches}
    return numbers.pop() if len(numbers) == 1 else ""


def _objet(text: str, folded: str) -> str:
    for pattern in (_OBJET, _PORTANT):
        found = {
            _one_line(text, folded, match.start("objet"), match.end("objet")) for match in pattern.finditer(folded)
        }
        if found:
            return found.pop() if len(found) == 1 else ""
    reporters = list(_REPORTER.finditer(folded))
    if len(reporters) != 1:
        return ""
    # the title is the paragraph just above « M. X rapporte : »
    before = folded[: reporters[0].start()].rstrip()
    start = before.rfind("\n\n")
    return _one_line(text, folded, start + 2, len(before)) if start >= 0 else ""


def _one_line(text: str, folded: str, start: int, end: int) -> str:
    """The objet on one line, without what follows it in the same block; empty when too long to be one."""
    if ending := _OBJET_ENDS.search(folded, start, end):
        end = ending.start()
    objet = " ".join(text[start:end].split()).rstrip(" .;,")
    return objet if len(objet) <= _MAX_OBJET_CHARS else ""
