"""The roster of the council."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from secretaire.council.roster import Elu
from secretaire.council.roster_csv import parse_roster, typed_roster
from secretaire.desk.files import read_input
from secretaire.desk.office import Office
from secretaire.desk.resources import plume
from secretaire.drafting.pen.tasks import Plume
from secretaire.errors import Code, WrongUsage
from secretaire.store.canonical import canonical_json, sha256_hex

_AND_NAMES = "+elus:"


def import_roster(office: Office, path: Path) -> tuple[Elu, ...]:
    """Replace the roster by the one of a CSV file; a wrong line imports nothing.

    Raises:
        UnreadableInput: the file is missing, or one of its lines is wrong (named with its number).
    """
    elus = parse_roster(read_input(path), path.name)
    return office.workspace.roster.replace_all(elus)


def type_roster(office: Office, rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Elu, ...]:
    """Replace the roster by typed lines (see `typed_roster`); a wrong line keeps nothing.

    Raises:
        WrongUsage: lines are wrong (each named with its number).
    """
    elus = typed_roster(rows)
    return office.workspace.roster.replace_all(elus)


def list_roster(office: Office) -> tuple[Elu, ...]:
    """All the members, past and present, in the order of the tableau."""
    return office.workspace.roster.get().elus


def find_elu(office: Office, name: str, day: date) -> Elu:
    """The member in office that day whom a typed name designates (« MARTIN », « Claire Martin », any case).

    Raises:
        WrongUsage: nobody, or several.
    """
    wanted = words_of_name(name)
    near = [e for e in office.workspace.roster.get().on(day) if wanted and wanted <= words_of_name(e.full_name)]
    candidates = [e for e in near if words_of_name(e.full_name) == wanted] or near
    if len(candidates) != 1:
        raise WrongUsage(Code.UNKNOWN_COUNCILLOR, nom=name)
    return candidates[0]


def words_of_name(name: str) -> frozenset[str]:
    """What makes two written names those of one person: their words, whatever the case, accents, order and civility."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return frozenset(plain.split()) - {"m", "mme", "monsieur", "madame"}


def plume_of(office: Office) -> Plume:
    """The pen, knowing the council: « hénaff absent » is about Hénaff. Its version holds the imprint of the names."""
    known = plume()
    names = sorted({elu.nom for elu in office.workspace.roster.get().elus})
    return replace(
        known,
        abbreviations=known.abbreviations.with_names(names),
        version=f"{known.version}{_AND_NAMES}{sha256_hex(canonical_json(names))[:16]}",
    )


def versions_of(pen_version: str) -> tuple[str, str]:
    """The version of the resources of the pen, and the imprint of the names it knew; empty when that was not kept."""
    resources, _, names = pen_version.partition(_AND_NAMES)
    return resources, names
