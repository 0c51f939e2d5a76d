"""The embedded list of the communes of France: find one's own, homonyms offered, never guessed."""

from __future__ import annotations

import gzip
from functools import lru_cache

from secretaire.council.commune import Commune
from secretaire.council.communes import CommuneList, CommuneMatches, load_communes
from secretaire.desk.resources import resources
from secretaire.errors import Code, WrongUsage


@lru_cache(maxsize=1)
def _all() -> CommuneList:
    with gzip.open(resources() / "communes" / "communes.csv.gz", "rb") as rows:
        return load_communes(rows)


def find_communes(query: str) -> CommuneMatches:
    """Communes of that name or INSEE code; near names when none is exact."""
    return _all().find(query)


def the_commune(query: str) -> Commune:
    """The only commune of that name or code.

    Raises:
        WrongUsage: none, or several (they are listed with their department and code).
    """
    matches = find_communes(query)
    if len(matches.exact) == 1:
        return matches.exact[0]
    listed = matches.exact or matches.near
    choice = ", ".join(f"{c.nom} ({c.departement}, {c.code_insee})" for c in listed[:8])
    if matches.exact:
        raise WrongUsage(Code.AMBIGUOUS_COMMUNE, commune=query, choix=choice)
    if matches.near:
        raise WrongUsage(Code.MISSPELT_COMMUNE, commune=query, choix=choice)
    raise WrongUsage(Code.UNKNOWN_COMMUNE, commune=query)
