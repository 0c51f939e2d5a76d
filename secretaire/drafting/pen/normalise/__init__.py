"""Notes made readable by code, before the model sees them: abbreviations, names, figures, dates, signs.

Nothing is guessed: what may be read in two ways is left as typed, and no figure changes value. Pure, but for `load`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from secretaire.drafting.pen.normalise.amounts import readable_amounts, readable_dates, readable_days, readable_hours
from secretaire.drafting.pen.normalise.names import names_of_the_roster, readable_names
from secretaire.drafting.pen.normalise.signs import readable_signs
from secretaire.drafting.pen.normalise.tables import Tables
from secretaire.drafting.pen.normalise.words import Words

__all__ = ["Abbreviations"]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The rules of `abreviations.yaml`, ready to be applied."""

    _tables: Tables
    _words: Words
    _roster: frozenset[str] = frozenset()

    @staticmethod
    def load(folder: Path) -> Abbreviations:
        """Read `abreviations.yaml` in a folder of resources."""
        tables = Tables.load(folder)
        return Abbreviations(tables, Words.of(tables))

    def with_names(self, names: Iterable[str]) -> Abbreviations:
        """The same rules, knowing people who may be named without a title: « Hénaff » is to be written so."""
        return replace(self, _roster=frozenset(names))

    def normalise(self, note: str) -> str:
        """One note, readable: « dde asso 300€/an pr le 3/02 » → « demande association 300 € par an pour le 3 février »."""
        text = _clean(note)
        text = self._words.phrases(text)
        text = readable_days(text)
        text = names_of_the_roster(readable_names(text, self._tables), self._roster)
        text = readable_amounts(text, self._tables)
        text = self._words.words(text)
        text = readable_dates(text)
        text = readable_hours(text)
        text = readable_signs(text)
        return re.sub(r"\s+", " ", text).lstrip(" ;,:").rstrip(" ;,")


def _clean(note: str) -> str:
    text = re.sub("[\u00a0\u2007\u2009\u202f]", " ", note.replace("’", "'")).strip(" \t•*")
    text = re.sub(r"^\[enregistrement [\d:]+\] ?", "", text)  # where a recording says it: not a fact of the note
    text = re.sub(r"<\|.*?\|>", " ", text)  # marks of a conversation: a note is never one
    text = re.sub(r"\bT\.T\.C\b\.?", "TTC", re.sub(r"\bH\.T\b\.?", "HT", text))
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"^[-–—] ?(?![\d>]|de |d')", "", text)  # the dash of a list, not a minus
