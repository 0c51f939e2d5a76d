"""Why a text is refused, and where. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Lock(StrEnum):
    """Why a text is refused."""

    FIGURE_ADDED = "chiffre_ajoute"
    FIGURE_LOST = "chiffre_perdu"
    FIGURE_REPEATED = "chiffre_repete"
    FACT_CHANGED = "fait_change"  # the figure is there, but as another amount, date, reference…
    UNIT_CHANGED = "unite_changee"  # HT for TTC, per month for per year, about, at most, more than, up or down
    ROLE_CHANGED = "role_change"  # the figure or the name is there, but said of something else
    NAME_ADDED = "nom_ajoute"
    NAME_LOST = "nom_perdu"
    CIVILITY_CHANGED = "civilite_changee"
    NEGATION_ADDED = "negation_ajoutee"
    NEGATION_LOST = "negation_perdue"
    PAYER_CHANGED = "payeur_change"
    SPEAKER_CHANGED = "locuteur_change"  # another says it, or who asks answers
    CONTRARY = "contraire"  # accepted for refused, more for less
    TENSE_CHANGED = "temps_change"  # done, to be done, would be
    NUANCE_ADDED = "nuance_ajoutee"
    NUANCE_LOST = "nuance_perdue"  # « avant », « sauf », « si », « seulement »…
    DOUBT_LOST = "doute_perdu"  # « ? », « à confirmer », said as sure
    WORD_ADDED = "mot_sans_appui"
    CONTENT_LOST = "contenu_perdu"
    FORM = "forme"
    FORCED = "tournure_forcee"  # the lock turned the model so far from what it would say that it may mean nothing
    UNSURE = "peu_sur"  # the model itself did not believe what it wrote
    TOO_LONG = "note_trop_longue"  # never given to the model
    ORDER = "ordre"  # speaks to a machine: never given to the model either


@dataclass(frozen=True, slots=True)
class Refusal:
    """A lock that holds, and the word or figure concerned.

    Attributes:
        start, end: the characters of the text concerned; -1 when nothing in the text is: something is missing.
        note: index of the note concerned, -1 when it is none in particular.
    """

    lock: Lock
    excerpt: str = ""
    start: int = -1
    end: int = -1
    note: int = -1


@dataclass(frozen=True, slots=True)
class LockReport:
    """The verdict on a text."""

    refusals: tuple[Refusal, ...]

    @property
    def accepted(self) -> bool:
        return not self.refusals


def excerpts(refusals: Iterable[Refusal]) -> str:
    """The refusals in one line, for logs of benchmarks."""
    return " ; ".join(f"{r.lock}: {r.excerpt}" if r.excerpt else r.lock for r in refusals)
