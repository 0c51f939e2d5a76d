"""The title of a matter: where it stops, and titles in capitals that have no number. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.fund.cutting.body import Body
from secretaire.fund.cutting.labels import capitals

MAX_CHARS = 400
_MAX_LINES = 6
_CAPITALS = 0.7
_MIN_LETTERS = 10
_PROSE_CHARS = 45
_STOP = re.compile(
    r"\s*(?:rapporteur|rapport de|rapporte par|(?:le|la|monsieur|madame|m\.|mm\.|mme|mr)\s+(?:le |la )?(?:maire|president)"
    r"|monsieur|madame|mme|mr?\.? [a-z]|vu\b|considerant|l.an\b|nomenclature|matiere\b|presents?\b|etaient|date\b|seance\b"
    r"|convocation|le conseil|les membres|apres\b|\(?pas de deliberation|collectivite ?:|vote ?:|votants ?:|il est\b"
    r"|par deliberation|dans le cadre|afin de|suite a|conformement|[•✓➢▪]|- |\d{1,2} ?[.)-])"
)
_TABLE = re.compile(r"\d[\d ]*[,.]\d\d\b|€|%|\b(?:depenses|recettes|total|section|montant|ttc|ht)\b")
_FIRST_ITEM = re.compile(r"1 ?[.)] ?[A-Z]")
_ASIDE = re.compile(r"\([^()\n]*\)")
_LABELLED = re.compile(r"\W|\w{1,3} ?[.)/–-]|\d")


@dataclass(frozen=True, slots=True)
class Title:
    """A title without number: characters [start, end) of the document."""

    start: int
    end: int


def title_end(body: Body, start: int, limit: int) -> int:
    """Where the title that begins at `start` ends: at a blank line, at the reporter, when capitals stop."""
    end = body.line_end(start)
    in_capitals = capitals(body.text[start:end]) > _CAPITALS
    for _ in range(_MAX_LINES):
        next_end = body.line_end(end + 1)
        line = body.text[end + 1 : next_end]
        if end + 1 >= limit or not line.strip() or next_end - start > MAX_CHARS:
            break
        if body.text[start:end].rstrip().endswith((":", ".")) and not in_capitals:
            break
        if _STOP.match(body.folded, end + 1, next_end) and not (in_capitals and capitals(line) > _CAPITALS):
            break
        if in_capitals and capitals(line) < _CAPITALS:
            break
        end = next_end
    return min(end, limit)


def one_line(body: Body, start: int, end: int) -> str:
    """A title on one line, without the punctuation and the reporter that close it."""
    text = " ".join(body.text[start:end].split())
    text = re.sub(r",?\s*\(?rapporteu[re]s?\b.*$", "", text, flags=re.IGNORECASE)
    return text.strip(" .,;:–—-") if len(text) <= MAX_CHARS else ""


def capital_titles(body: Body, start: int, end: int) -> Iterator[Title]:
    """Paragraphs in capitals followed by sentences, in [start, end): titles, not the heads of tables."""
    position = start
    while position < end:
        stop = body.line_end(position)
        if _may_be_title(body, position, stop):
            stop = title_end(body, position, end)
            if _introduces_sentences(body, stop, end):
                yield Title(position, stop)
        position = stop + 1


def _may_be_title(body: Body, start: int, stop: int) -> bool:
    line = body.text[start:stop].strip()
    return (
        line[:2].isupper()
        and sum(map(str.isalpha, line)) >= _MIN_LETTERS
        and capitals(_ASIDE.sub("", line)) > _CAPITALS
        and not _LABELLED.match(line)
        and not line.endswith(":")
        and not _TABLE.search(body.folded, start, stop)
        and body.after_blank(start)
    )


def _introduces_sentences(body: Body, stop: int, end: int) -> bool:
    rest = body.text[stop : min(end, stop + 1200)].strip()
    line = rest.partition("\n")[0].strip()
    prose = len(line) >= _PROSE_CHARS and capitals(line) < _CAPITALS / 2 and line[0].isupper()
    return prose or bool(_FIRST_ITEM.match(line))
