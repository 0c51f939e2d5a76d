"""Proper names and acronyms: none invented, none lost. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.drafting.folding import WORD, fold
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots

_TITLES = frozenset(
    [
        "monsieur",
        "madame",
        "messieurs",
        "mesdames",
        "mademoiselle",
        "maitre",
        "docteur",
        "mme",
        "mlle",
        "mr",
        "m",
        "le",
        "la",
        "l",
        "du",
        "de",
        "des",
        "et",
    ]
)
_OPENING = re.compile(r"(?:\A|[.;!?:]\s+|\n|[«(\"]\s?|\[\d\]\s*|- )\W*\Z")


def capitalised(text: str) -> Iterator[re.Match[str]]:
    """Proper names and acronyms: capitals inside a sentence, or several capitals."""
    for match in WORD.finditer(text):
        word = match.group()
        acronym = len(word) > 1 and word.isupper()
        if acronym or (
            word[0].isupper()
            and not _OPENING.search(
                text[max(0, match.start() - 6) : match.start()] if match.start() > 6 else text[: match.start()]
            )
        ):
            yield match


def added(subject: Subject) -> Iterator[Refusal]:
    """Names that the notes do not have."""
    known = {w.folded for w in subject.notes.words} | {fold(w) for w in WORD.findall(subject.title)} | _TITLES
    for match in capitalised(subject.written):
        if fold(match.group()) in known or _common(subject, match.group(), match.start()):
            continue
        yield Refusal(Lock.NAME_ADDED, match.group(), match.start(), match.end())


def _common(subject: Subject, word: str, start: int) -> bool:
    """A capital the text gives to a word the notes support (« le Département », « ATSEM »), or to one of the trade."""
    place = next((w.place for w in subject.text.words if w.start == start), -1)
    return (
        bool(subject.pairing.supported.get(place))
        or place in subject.pairing.titled
        or bool(not word.isupper() and roots(word) & subject.meaning.administrative)
        or fold(word) in subject.meaning.tools
    )


def lost(subject: Subject) -> Iterator[Refusal]:
    """Names of the notes that the text does not have."""
    written = {w.folded for w in subject.text.words}
    for match in capitalised(subject.source):
        word = next((w for w in subject.notes.words if w.start == match.start()), None)
        if word is None or word.folded in written or word.folded in _TITLES:
            continue
        if word.folded in subject.meaning.tools or subject.pairing.said.get(word.place):
            continue
        yield Refusal(Lock.NAME_LOST, match.group(), note=word.part)
