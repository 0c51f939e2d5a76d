"""From a result or an origin to characters of the text of a page."""

from __future__ import annotations

import re
from os.path import commonprefix

from secretaire.acts.act import Act, Role
from secretaire.acts.spans import Origin
from secretaire.fund.finding.results import Result

_SOURCE = re.compile(r"doc:(\d+)#p(\d+):(\d+)-(\d+)")


def passage_of(origin: Origin) -> tuple[int, int, int, int] | None:
    """Document, page, first and last character of the origin of a piece taken from a precedent."""
    found = _SOURCE.fullmatch(origin.source)
    if found is None:
        return None
    document, page, start, end = (int(g) for g in found.groups())
    return document, page, start, end


def marks_of(result: Result) -> list[tuple[int, int]]:
    """The words found, in the text of the page; the whole passage when none is named."""
    cut = result.span.start + result.extract.start
    marks = [(cut + mark.start, cut + mark.end) for mark in result.extract.highlights]
    return marks or [(result.span.start, result.span.end)]


def changed_place(before: Act, after: Act) -> tuple[Role, int, int] | None:
    """The first section whose text changed, and the characters that are new in it; None when no text changed."""
    for section in after.sections:
        old, new = before.section(section.role).text, section.text
        if old == new:
            continue
        start = len(commonprefix([old, new]))
        kept = len(commonprefix([old[start:][::-1], new[start:][::-1]]))
        return section.role, start, len(new) - kept
    return None
