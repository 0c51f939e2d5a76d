"""Units and limits of each figure: per month or per year, more or less than, at most, about, taken off. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from secretaire.drafting.folding import fold
from secretaire.drafting.pen.literals import canonical_figure
from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal

_BEFORE, _AFTER = 4, 4  # words around a figure that may limit it
_COMPARATIVE = re.compile(r"(?:plus|moins) de?")  # « plus de 8 % », not « plus de papier depuis 2020 »
# how a text may say that a figure is taken off: « - 1 900 € », « une moins-value de 1 900 € », « passe de 78 à 64 »
_TAKEN_OFF = re.compile(
    r"[-–−] ?\d|moins|baiss|dimin|reduc|redui|infer|negati|dedu|recul|pert|perd|econom|sous |retir|retrait|supprim|deca"
    r"|manqu|regress|remise|rabais|passe|minor|solde|deficit|alleg|descend|tomb|chut"
)
# « soit 1 386 € de moins », and what in the notes may say it
_DIFFERENCE = re.compile(r"\d(?: ?[€%])?(?: HT| TTC)?(?: [^\W\d_]+)? de (?:plus|moins)\b(?! d)")
_COMPARES = re.compile(
    r"\b(?:plus|moins|hausse|baisse|suppl|econom|augment|dimin|sus|ecart|differen|contre|au lieu|infer|super|trop|manqu)|[-–−+] ?\d|\bde [-–−+]"
)
_NOT_BEYOND = re.compile(r"\b(?:ne|sans|pas) (?:\w+ )?(?:depass|exced|plus)|\bpas plus\b")


def added(subject: Subject) -> Iterator[Refusal]:
    """Another unit, another rate, another limit than that of the notes."""
    for word in subject.text.words:
        if not word.figure:
            continue
        same = [n for n in subject.notes.words if n.figure and canonical_figure(n.text) == canonical_figure(word.text)]
        if not same:
            continue
        unit = _unit(subject, subject.text, word)
        if unit is not None and not any(_may_be(subject, n, unit) for n in same):
            yield subject.refusal(Lock.UNIT_CHANGED, f"{word.text} {unit.text}", unit.place)
        rate = _rate(subject, subject.text, word)
        if rate is not None and not any(_has_word(subject, n, rate) for n in same):
            yield subject.refusal(Lock.UNIT_CHANGED, f"par {rate.text}", rate.place)
        limits = _limits(subject, subject.text, word)
        if limits and all(_against(limits, _limits(subject, subject.notes, n)) for n in same):
            yield subject.refusal(Lock.UNIT_CHANGED, word.text, word.place)
        tax = _tax(subject.text, word)
        if tax and all(_tax(subject.notes, n) not in ("", tax) for n in same):
            yield subject.refusal(Lock.UNIT_CHANGED, f"{word.text} € {tax}", word.place)
    for match in _DIFFERENCE.finditer(subject.written):
        if not _COMPARES.search(fold(f"{subject.source} {subject.title}")):
            yield Refusal(Lock.UNIT_CHANGED, match.group(), match.start(), match.end())
    for tax in ("HT", "TTC"):
        known = any(w.text == tax for w in subject.notes.words) or tax in subject.title
        for word in subject.text.words:
            if word.text == tax and not known:
                yield subject.refusal(Lock.UNIT_CHANGED, tax, word.place)


def lost(subject: Subject) -> Iterator[Refusal]:
    """A limit or a rate of the notes that the text does not say of its figure."""
    for word in subject.notes.words:
        if not word.figure:
            continue
        same = [t for t in subject.text.words if t.figure and canonical_figure(t.text) == canonical_figure(word.text)]
        if not same:
            continue
        limits = _limits(subject, subject.notes, word)
        limits -= {"environ"}  # a nuance of its own
        if limits and not any(_limits(subject, subject.text, t, whole=True) for t in same):
            yield subject.refusal(Lock.NUANCE_LOST, f"{'/'.join(sorted(limits))} {word.text}", note_place=word.place)
        rate = _rate(subject, subject.notes, word)
        if rate is not None and rate.place not in _said_words(subject):
            yield subject.refusal(Lock.UNIT_CHANGED, f"{word.text} par {rate.text}", note_place=rate.place)
        if _taken_off(subject, word) and not any(_TAKEN_OFF.search(_sentence(subject, t)) for t in same):
            yield subject.refusal(Lock.UNIT_CHANGED, f"- {word.text}", note_place=word.place)


def _taken_off(subject: Subject, word: Word) -> bool:
    """« - 1 900 », that the notes made readable say « baisse de 1 900 », where that word is not in the text."""
    before = subject.notes.words[max(0, word.place - 2) : word.place]
    return [w.folded for w in before] == ["baisse", "de"] and not subject.pairing.said.get(before[0].place)


def _sentence(subject: Subject, word: Word) -> str:
    words = list(subject.text.part(word.part))
    return fold(subject.text.text[max(0, words[0].start - 2) : words[-1].end])


def _said_words(subject: Subject) -> set[int]:
    written = list(subject.text.words)
    return {n.place for n in subject.notes.words if any(subject.meaning.same(n.text, w.text) for w in written)}


def _following(reading: Reading, word: Word, count: int) -> list[Word]:
    return [w for w in reading.words[word.place + 1 : word.place + 1 + count] if w.part == word.part]


def _unit(subject: Subject, reading: Reading, word: Word) -> Word | None:
    """The unit right after a figure."""
    following = _following(reading, word, 1)
    if not following or following[0].folded not in subject.tables.units:
        return None
    unit = following[0]
    elided = reading.text[unit.end : unit.end + 1] == "'"
    return None if elided or reading.text[word.end : unit.start].strip() else unit


def _may_be(subject: Subject, noted: Word, unit: Word) -> bool:
    """Has a figure of the notes that unit, or none while the note has it elsewhere (« de 3 à 6 mois »)?"""
    own = _unit(subject, subject.notes, noted)
    if own is not None:
        return subject.meaning.same(own.text, unit.text) or own.folded == unit.folded
    return _has_word(subject, noted, unit)


def _has_word(subject: Subject, noted: Word, word: Word) -> bool:
    """Has the note of a figure a word that says the same, near it or in the subject of the act?"""
    return any(subject.meaning.same(w.text, word.text) for w in subject.notes.part(noted.part)) or any(
        subject.meaning.same(w, word.text) for w in subject.title_words
    )


def _rate(subject: Subject, reading: Reading, word: Word) -> Word | None:
    """What a figure is counted by: « 40 € par mois », « 62 € de l'heure »."""
    following = _following(reading, word, 5)
    for before, after in pairwise(following):
        if before.folded in {"par", "l"} and after.folded in subject.tables.rates:
            return after if before.folded == "par" else None
        if before.figure or before.clause != word.clause:
            return None
    return None


def _tax(reading: Reading, word: Word) -> str:
    following = _following(reading, word, 1)
    return following[0].text if following and following[0].text in {"HT", "TTC"} else ""


def _limits(subject: Subject, reading: Reading, word: Word, *, whole: bool = False) -> frozenset[str]:
    """« plus » (at least, more than, beyond) or « moins » (at most, less than, up to), as said of a figure."""
    if whole:
        around = list(reading.part(word.part))
    else:
        first = max(0, word.place - _BEFORE)
        around = [
            w
            for w in reading.words[first : word.place + 1 + _AFTER]
            if w.part == word.part
            and (w.clause == word.clause or (w.place < word.place and not _apart(reading, w, word)))
        ]
        figures = [w.place for w in around if w.figure and w.place != word.place]
        low = max((p for p in figures if p < word.place), default=-1)
        high = min((p for p in figures if p > word.place), default=len(reading.words))
        around = [w for w in around if low < w.place < high]
    text = " ".join("#" if w.figure else w.folded for w in around)
    found = set()
    for name, expressions in subject.tables.limits.items():
        said = (f"{e} #" if _COMPARATIVE.fullmatch(e) else f"{e} " for e in expressions)
        if any(f" {expression}" in f" {text} " for expression in said):
            found.add(name)
    if found == {"plus"} and _NOT_BEYOND.search(text):
        found = {"moins"}
    return frozenset(found)


def _apart(reading: Reading, before: Word, figure: Word) -> bool:
    """A comma in between: « moins de candidats, 5 »."""
    return "," in reading.text[before.end : figure.start]


def _against(limits: frozenset[str], noted: frozenset[str]) -> bool:
    """One way only here, the other way only there."""
    return len(limits) == 1 and len(noted) == 1 and limits != noted
