"""The tables of `abreviations.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

from secretaire.drafting.folding import fold


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    contextes: tuple[tuple[str, str], ...]
    noms: dict[str, str]
    adjectifs: dict[str, str]
    mots: dict[str, str]
    majuscules: dict[str, str]
    sigles: str
    unites: dict[str, str]
    par: dict[str, str]
    mois: dict[str, str]
    titres: dict[str, str]
    fonctions: str
    prenoms: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is read by its neighbours.

    Attributes:
        pattern: what is typed.
        written: what is to be read, with the groups of the pattern.
        pieces: letters of which any match holds one at least: most rules are put aside without trying them; empty if
            it may hold none.
    """

    pattern: re.Pattern[str] = field(repr=False)
    written: str
    pieces: tuple[str, ...]

    @staticmethod
    def of(typed: str, written: str) -> Context:
        """The rule of a regular expression."""
        letters = re.sub(r"\\.|\[[^]]*\]|\(\?-?i?[:=!<]*", " ", typed)
        pieces = re.findall(r"[^\W\d_]+(?![^\W\d_]|[?*])", re.sub(r"[^\W\d_](?=[?*])", " ", letters).lower())
        return Context(re.compile(typed, re.IGNORECASE), written, tuple(dict.fromkeys(pieces)))


@dataclass(frozen=True, slots=True)
class Tables:
    """What is read from the file, keys folded.

    Attributes:
        contexts: what is read in a context only, first to last.
        nouns: abbreviated nouns, put in the plural where a number or an article asks for it.
        adjectives: abbreviated adjectives, put in the plural after a plural noun.
        words: other abbreviated words.
        exact: abbreviations recognised only as written.
        acronyms: those of the trade, in the right case, by their lower-case form.
        units: what follows a figure.
        rates: what follows a bar.
        as_typed: abbreviations with their own accents: « tel » is a word, though « tél » is none.
        functions: what follows « Monsieur le ».
        first_names: after which a second name comes.
    """

    contexts: tuple[Context, ...]
    nouns: dict[str, str]
    adjectives: dict[str, str]
    words: dict[str, str]
    exact: dict[str, str]
    acronyms: dict[str, str]
    units: dict[str, str]
    rates: dict[str, str]
    months: dict[str, str]
    titles: dict[str, str]
    as_typed: frozenset[str]
    functions: frozenset[str]
    first_names: frozenset[str]

    @staticmethod
    def load(folder: Path) -> Tables:
        """Read `abreviations.yaml` in a folder of resources."""
        file = _File.model_validate(yaml.safe_load((folder / "abreviations.yaml").read_text(encoding="utf-8")))
        return Tables(
            contexts=tuple(Context.of(typed, written) for typed, written in file.contextes),
            nouns=_folded(file.noms),
            adjectives=_folded(file.adjectifs),
            words=_folded(file.mots),
            exact=file.majuscules,
            acronyms={acronym.lower(): acronym for acronym in file.sigles.split()},
            units=_folded(file.unites),
            rates=_folded(file.par),
            months=_folded(file.mois),
            titles=_folded(file.titres),
            as_typed=frozenset((*file.noms, *file.adjectifs, *file.mots)),
            functions=frozenset(map(fold, file.fonctions.split())),
            first_names=frozenset(map(fold, file.prenoms.split())),
        )


def _folded(table: dict[str, str]) -> dict[str, str]:
    return {fold(key): value for key, value in table.items()}
