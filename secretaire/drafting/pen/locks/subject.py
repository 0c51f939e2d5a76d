"""What a lock compares: the task, the notes and the text, read once for all families. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from secretaire.drafting.pen.literals import plain_spaces
from secretaire.drafting.pen.locks.reading import Pairing, Reading
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import Meaning
from secretaire.drafting.pen.tables import Tables
from secretaire.drafting.pen.tasks import Plume, Task


@dataclass(frozen=True, slots=True)
class Subject:
    """Notes made readable, a text, and how they answer each other.

    Attributes:
        source: the notes in one line, as they are read.
    """

    plume: Plume
    task: Task
    written: str
    source: str
    title: str
    title_words: tuple[str, ...]
    notes: Reading
    text: Reading
    pairing: Pairing

    @property
    def meaning(self) -> Meaning:
        return self.plume.lexicon.meaning

    @property
    def tables(self) -> Tables:
        return self.plume.lexicon.tables

    def denied_in(self, sentence: int) -> bool:
        """Do the notes that a sentence of the text speaks of deny anything?"""
        return any(
            (w.folded in self.tables.negations or w.folded == "plus") and self.pairing.shared.get((sentence, w.part))
            for w in self.notes.words
        )

    def asked_in(self, sentence: int) -> bool:
        """Is there a question mark in the notes that a sentence of the text speaks of?"""
        text = self.notes.text
        for _, part in (key for key in self.pairing.shared if key[0] == sentence):
            words = list(self.notes.part(part))
            if words and "?" in text[words[0].start : words[-1].end + 2]:
                return True
        return False

    def signed(self) -> frozenset[str]:
        """The roots that a sign or a tool word of the notes lets the text write: « ? » for « à confirmer »."""
        tools = {w.folded for w in self.notes.words if not w.content}
        return frozenset().union(
            *(
                roots
                for sign, roots in self.meaning.supports.items()
                if (sign in tools if sign.isalnum() else sign in self.source)
            )
        )

    @staticmethod
    def of(plume: Plume, task: Task, text: str, notes: Sequence[str], objet: str) -> Subject:
        """Read everything (notes and subject as typed)."""
        meaning = plume.lexicon.meaning
        readable = [plume.abbreviations.normalise(note) for note in notes]
        read_notes = Reading.of_notes(meaning, readable)
        read_text = Reading.of(meaning, text)
        title = plume.abbreviations.normalise(objet)
        return Subject(
            plume=plume,
            task=task,
            written=plain_spaces(text),
            source=plain_spaces(" ; ".join(readable)),
            title=plain_spaces(title),
            title_words=tuple(w.folded for w in Reading.of(meaning, title).words),
            notes=read_notes,
            text=read_text,
            pairing=Pairing.of(meaning, read_notes, read_text, Reading.of(meaning, title)),
        )

    def refusal(self, lock: Lock, excerpt: str, place: int = -1, note_place: int = -1) -> Refusal:
        """A refusal about a word of the text, a word of the notes, or both (by place)."""
        start, end = (self.text.words[place].start, self.text.words[place].end) if place >= 0 else (-1, -1)
        note = self.notes.words[note_place].part if note_place >= 0 else -1
        return Refusal(lock, excerpt, start, end, note)
