"""Open data: the deliberations of a commune as the « socle commun des données locales » wants them (SCDL 2.1.4)."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from io import StringIO
from pathlib import Path

from secretaire.exchange.atomic import write_atomically


@dataclass(frozen=True, slots=True)
class OpenDeliberation:
    """A row; the columns are its fields, in order, in capitals. None: not known, never guessed.

    Attributes:
        delib_matiere_code: two levels of the nomenclature of the acts sent to the State (« 7.10 »).
        pref_date: the day the prefecture received it.
        vote_effectif: members who could take part in the vote.
        vote_reel: voices that did, those of the pouvoirs included.
    """

    coll_nom: str
    coll_siret: str
    delib_id: str
    delib_date: date
    delib_matiere_code: str
    delib_matiere_nom: str
    delib_objet: str
    budget_annee: str | None = None
    budget_nom: str | None = None
    pref_id: str | None = None
    pref_date: date | None = None
    vote_effectif: int | None = None
    vote_reel: int | None = None
    vote_pour: int | None = None
    vote_contre: int | None = None
    vote_abstention: int | None = None
    delib_url: str | None = None


COLUMNS = tuple(field.name.upper() for field in fields(OpenDeliberation))


def matiere_name(theme: str, subject: str) -> str:
    """« finances locales/divers »: both in lower case, without comma or parenthesis."""
    return "/".join(words.lower().partition("(")[0].strip().replace(", ", "-") for words in (theme, subject))


def write_scdl(rows: Sequence[OpenDeliberation], target: Path) -> None:
    """Write the rows: UTF-8, commas, quotes only where they are needed (RFC 4180).

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(value.isoformat() if isinstance(value, date) else value for value in astuple(row))
    write_atomically(target, text.getvalue().encode("utf-8"))
