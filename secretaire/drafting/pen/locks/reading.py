"""Notes and text read side by side: words, clauses, and which word of one says which word of the other. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from secretaire.drafting.folding import fold
from secretaire.drafting.pen.literals import FIGURE, canonical_figure, plain_spaces
from secretaire.drafting.pen.meaning import Meaning

_TOKEN = re.compile(
    rf"(?P<figure>{FIGURE.pattern})|(?P<word>[kcd]?m[23]\b|[^\W\d_]+[²³]?)|(?P<stop>[,;:()/?!.«»=\n]|\s[-–]\s)"
)
_POWERS = str.maketrans("²³", "23")
_SENTENCE_STOPS = frozenset(";?!.\n")
_CLAUSE_WEIGHT = 2.0  # a clause that speaks of the same things, beside a sentence that does
_INSIDE_NAMES = frozenset({"en", "de", "du", "des", "d", "a", "au", "et", "la", "le", "les"})
_SHORT_UNITS = frozenset({"t", "m", "l"})  # after a figure; elided words elsewhere
_CLAUSE_WORDS = frozenset("et mais ou car dont qui que qu si tandis alors lorsque donc sauf ni puis".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a figure at characters [start, end) of its text.

    Attributes:
        place: rank among the words of the text.
        part: index of the sentence of the text, or of the note.
        clause: index of the clause, counted over the whole text.
        content: False for a figure and for a word that says nothing by itself.
    """

    text: str
    folded: str
    start: int
    end: int
    place: int
    part: int
    clause: int
    figure: bool
    content: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A text cut into words. The parts of a text are its sentences, those of notes are the notes."""

    text: str
    words: tuple[Word, ...]
    stops: tuple[int, ...]  # characters where a clause is closed by a sign

    @staticmethod
    def of(meaning: Meaning, text: str) -> Reading:
        """Read a text in sentences."""
        return _read(meaning, [text])

    @staticmethod
    def of_notes(meaning: Meaning, notes: Sequence[str]) -> Reading:
        """Read notes, each a part."""
        return _read(meaning, notes, by_note=True)

    def content(self) -> Iterator[Word]:
        return (w for w in self.words if w.content)

    def clause(self, number: int) -> Iterator[Word]:
        return (w for w in self.words if w.clause == number)

    def part(self, number: int) -> Iterator[Word]:
        return (w for w in self.words if w.part == number)


def _read(meaning: Meaning, pieces: Sequence[str], *, by_note: bool = False) -> Reading:
    whole = plain_spaces(" ; ".join(pieces))
    words: list[Word] = []
    stops: list[int] = []
    part = clause = position = 0
    for index, piece in enumerate(pieces):
        if index:
            position += 3
            clause += 1
        if by_note:
            part = index
        for match in _TOKEN.finditer(whole, position, position + len(piece)):
            start, end = match.span()
            if match["stop"]:
                if not _abbreviated(whole, start):
                    stops.append(start)
                    clause += 1
                    part += not by_note and match["stop"].strip() in _SENTENCE_STOPS
                continue
            folded = fold(match.group()).translate(_POWERS)
            clause += folded in _CLAUSE_WORDS
            counts = bool(words) and words[-1].figure and whole[words[-1].end : start] in {"", " "}
            content = not match["figure"] and (
                folded not in meaning.tools or (counts and folded in _SHORT_UNITS and whole[end : end + 1] != "'")
            )
            words.append(
                Word(match.group(), folded, start, end, len(words), part, clause, bool(match["figure"]), content)
            )
        position += len(piece)
    return Reading(whole, tuple(words), tuple(stops))


def _abbreviated(text: str, stop: int) -> bool:
    """« M. Roux », « art. L. 2 », « 8/10 »: no end of a clause."""
    before, after = text[max(0, stop - 5) : stop], text[stop + 1 : stop + 3]
    if text[stop] == ".":
        return bool(re.search(r"\b(?:[A-Z]|Mme|Mlle|art|al|pub|com|min)$", before)) and bool(after.strip())
    return False


def _expanded(short: Reading, full: Reading) -> Iterator[tuple[int, int]]:
    """Acronyms of one side and the words of the other whose initials they are: « ORE », « obligation réelle environnementale »."""
    named = [w for w in full.words if w.content or w.folded in _INSIDE_NAMES]
    content = [w for w in named if w.content]
    for word in short.words:
        if word.content and word.text.isupper() and len(word.text) > 1:
            for words in (
                content,
                named,
            ):  # « matières en suspension » is « MES », « occupation du domaine public » « ODP »
                first = "".join(w.folded[0] for w in words).find(word.folded)
                if first >= 0:
                    yield from ((word.place, w.place) for w in words[first : first + len(word.folded)] if w.content)
                    break


def _nearest(places: tuple[int, ...], nearness: Callable[[int], float]) -> tuple[int, ...]:
    if len(places) <= 1:
        return places
    near = {p: nearness(p) for p in places}
    best = max(near.values())
    return tuple(p for p in places if near[p] >= best)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which words of the text say which words of the notes.

    Attributes:
        said: for each content word or figure of the notes (by place), the places in the text of the words that say it.
        supported: for each content word or figure of the text, the places in the notes of the words it says.
        titled: places in the text of the words that the subject of the act has.
        shared: how much a sentence of the text and a note (by parts) speak of the same things.
        clauses: how much two clauses do.
    """

    notes: Reading
    text: Reading
    said: dict[int, tuple[int, ...]]
    supported: dict[int, tuple[int, ...]]
    titled: frozenset[int]
    shared: dict[tuple[int, int], float]
    clauses: dict[tuple[int, int], float]

    def texts_of(self, place: int) -> tuple[int, ...]:
        """Where the text says a word or a figure of the notes: where it speaks of the same things, if it has a choice."""
        noted = self.notes.words[place]
        return _nearest(self.said.get(place, ()), lambda p: self._near(self.text.words[p], noted))

    def notes_of(self, place: int) -> tuple[int, ...]:
        """Where the notes have what a word or a figure of the text says: in the note it speaks of, if it has a choice."""
        written = self.text.words[place]
        return _nearest(self.supported.get(place, ()), lambda p: self._near(written, self.notes.words[p]))

    def _near(self, written: Word, noted: Word) -> float:
        clause = self.clauses.get((written.clause, noted.clause), 0.0)
        return self.shared.get((written.part, noted.part), 0.0) + _CLAUSE_WEIGHT * clause

    @staticmethod
    def of(meaning: Meaning, notes: Reading, text: Reading, title: Reading) -> Pairing:
        """Pair every content word."""
        said: dict[int, list[int]] = {w.place: [] for w in notes.content()}
        supported: dict[int, list[int]] = {w.place: [] for w in text.content()}
        titled = set()
        noted = list(notes.content())
        heading = {w.folded: w for w in title.content()}.values()
        links: dict[str, list[int]] = {}
        under_title: dict[str, bool] = {}
        for word in text.content():
            found = links.get(word.folded)
            if found is None:
                found = links[word.folded] = [n.place for n in noted if meaning.says(word.text, n.text)]
                under_title[word.folded] = any(meaning.says(word.text, n.text) for n in heading)
            supported[word.place] = found
            for place in found:
                said[place].append(word.place)
            if under_title[word.folded]:
                titled.add(word.place)
        for acronym, expansion in (*_expanded(notes, text), *((t, n) for n, t in _expanded(text, notes))):
            said[acronym] = sorted({*said.get(acronym, []), expansion})
            supported[expansion] = sorted({*supported.get(expansion, []), acronym})
        values: dict[str, list[int]] = {}
        for word in notes.words:
            if word.figure:
                said[word.place] = []
                values.setdefault(canonical_figure(word.text), []).append(word.place)
        for word in text.words:
            if word.figure:
                supported[word.place] = values.get(canonical_figure(word.text), [])
                for place in supported[word.place]:
                    said[place].append(word.place)
        shared: dict[tuple[int, int], float] = {}
        clauses: dict[tuple[int, int], float] = {}
        for place, found in supported.items():
            for part in {notes.words[p].part for p in found}:
                key = (text.words[place].part, part)
                shared[key] = shared.get(key, 0.0) + 1 / len({notes.words[p].part for p in found})
            for clause in {notes.words[p].clause for p in found}:
                key = (text.words[place].clause, clause)
                clauses[key] = clauses.get(key, 0.0) + 1 / len({notes.words[p].clause for p in found})
        return Pairing(
            notes,
            text,
            {k: tuple(v) for k, v in said.items()},
            {k: tuple(v) for k, v in supported.items()},
            frozenset(titled),
            shared,
            clauses,
        )
