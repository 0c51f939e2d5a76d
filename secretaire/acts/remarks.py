"""A remark of a reader on an act, tied to the words it is about: it follows them through edits, or says they changed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from secretaire.acts.act import Act, ActId, Role, Section


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an act.

    Attributes:
        paragraph: key of the paragraph where they begin.
        words: as they were read; they may go on over the next paragraphs.
        rank: which of the places where these words begin in that paragraph, from 0.
    """

    role: Role
    paragraph: str
    words: str
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What was done of a remark. `when` is in UTC."""

    by: str
    when: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody remarked on a version of an act; on the whole act when it names no passage.

    Attributes:
        uid: the same in every copy that travels.
        when: in UTC.
        answer: None as long as it waits.
    """

    id: int
    uid: str
    act_id: ActId
    version: int
    passage: Passage | None
    text: str
    author: str
    when: datetime
    answer: Answer | None = None


def passage_at(section: Section, start: int, end: int) -> Passage | None:
    """The passage that characters [start, end) of a section text are, without the space around; None where nothing is."""
    chosen = section.text[start:end]
    words = chosen.strip()
    if not words:
        return None
    begin = start + len(chosen) - len(chosen.lstrip())
    for key, first, last in _paragraphs(section):
        if first <= begin < last:
            rank = sum(1 for place in _places(section.text, words, first, last) if place < begin)
            return Passage(section.role, key, words, rank)
    return None


def passages_saying(act: Act, words: str) -> tuple[Passage, ...]:
    """Everywhere the act says these words."""
    wanted = words.strip()
    found = (
        passage_at(section, place, place + len(wanted))
        for section in act.sections
        for place in _places(section.text, wanted, 0, len(section.text))
    )
    return tuple(passage for passage in found if passage is not None)


def located(act: Act, passage: Passage) -> tuple[int, int] | None:
    """Where the passage is now in the text of its section; None once its words changed, or when nothing tells which they are.

    The words are looked for in their paragraph; where it no longer says them, in the section if it says them once.
    """
    section = act.section(passage.role)
    text = section.text
    for key, first, last in _paragraphs(section):
        if key == passage.paragraph:
            here = list(_places(text, passage.words, first, last))
            if passage.rank < len(here):
                return here[passage.rank], here[passage.rank] + len(passage.words)
    anywhere = list(_places(text, passage.words, 0, len(text)))
    return (anywhere[0], anywhere[0] + len(passage.words)) if len(anywhere) == 1 else None


def _paragraphs(section: Section) -> Iterator[tuple[str, int, int]]:
    """The key of each paragraph with text, and its characters in the section."""
    position = 0
    for paragraph in section.visible:
        end = position + len(paragraph.text)
        yield paragraph.key, position, end
        position = end + 1


def _places(text: str, words: str, first: int, last: int) -> Iterator[int]:
    """Where these words begin between two characters; not inside a longer word or number."""
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    for match in re.finditer(f"(?={left}{re.escape(words)}{right})", text):
        if first <= match.start() < last:
            yield match.start()
