"""The communes of France, homonyms offered, never guessed; and the facts that the town hall writes of its own."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from secretaire.council.commune import Commune
from secretaire.council.communes import CommuneList, CommuneMatches, load_communes
from secretaire.council.siret import is_siret
from secretaire.council.tribunal import tribunal
from secretaire.desk.office import Office
from secretaire.desk.resources import resources
from secretaire.errors import Code, Refused, WrongUsage

MODES_PUBLICITE = ("affichage", "mise à disposition sur papier", "voie électronique")
"""How a commune of less than 3 500 inhabitants makes its acts public; the others have the last one only (CGCT L. 2131-1)."""

MENTION_EXAMPLE = "Rédigé avec l'aide d'un logiciel d'assistance, relu et approuvé par le maire."
"""How a commune may say that an assistant proposed some words of an act."""

_PREFECTURE = re.compile(r"PREF\d[0-9AB]\d|SPREF\d[0-9AB]\d\d|SGAR\d[0-9AB]\d")
_ADDRESS = re.compile(r"https?://[^\s{}]+\{numero\}[^\s{}]*")

_LARGEST_WITH_A_CHOICE = 3_499  # inhabitants (CGCT L. 2131-1, IV)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a town hall writes of itself, in the words of its acts; an empty one is left to be completed, or not written.

    Attributes:
        tribunal: seat of the tribunal administratif; empty for that of the departement.
        mention_assistance: written at the end of an act where words of the assistant stand; empty for none.
        siret: of the town hall, for open data; a SIRET of the commune, or empty.
        prefecture: who receives the acts, as open data name it (« PREF061 », « SPREF0612 »).
        adresse_deliberations: where each deliberation is on line, with `{numero}`.
    """

    arrondissement: str
    lieu_seance: str
    mode_publicite: str
    site: str
    tribunal: str
    adresse_tribunal: str
    epci: str
    mention_assistance: str = ""
    siret: str = ""
    prefecture: str = ""
    adresse_deliberations: str = ""


def facts(office: Office) -> Facts:
    """What the acts of the commune are written with."""
    commune = office.commune
    return Facts(
        arrondissement=commune.arrondissement,
        lieu_seance=commune.lieu_seance,
        mode_publicite=commune.mode_publicite,
        site=commune.site,
        tribunal=commune.tribunal,
        adresse_tribunal=commune.adresse_tribunal,
        epci=commune.epci,
        mention_assistance=commune.mention_assistance,
        siret=commune.siret,
        prefecture=commune.prefecture,
        adresse_deliberations=commune.adresse_deliberations,
    )


def set_facts(office: Office, given: Facts) -> None:
    """Write them otherwise; an act takes them when it is next composed.

    Raises:
        Refused: the SIRET, the code of the prefecture or the address is not one; nothing is kept.
        EnvironmentFault: the workspace cannot be written.
    """
    commune, siret = office.commune, "".join(given.siret.split())
    prefecture, address = "".join(given.prefecture.split()).upper(), given.adresse_deliberations.strip()
    if siret and not (is_siret(siret) and siret.startswith(commune.siren)):
        raise Refused(Code.SIRET_WRONG, siret=siret, siren=commune.siren)
    if prefecture and not _PREFECTURE.fullmatch(prefecture):
        raise Refused(Code.PREFECTURE_WRONG, prefecture=prefecture)
    if address and not _ADDRESS.fullmatch(address):
        raise Refused(Code.ADDRESS_WRONG, adresse=address)
    office.workspace.settings.set_commune(
        replace(
            commune,
            arrondissement=_tidy(given.arrondissement),
            lieu_seance=_tidy(given.lieu_seance),
            mode_publicite=_tidy(given.mode_publicite),
            site=_tidy(given.site),
            tribunal=_tidy(given.tribunal),
            adresse_tribunal=_tidy(given.adresse_tribunal),
            epci=_tidy(given.epci),
            mention_assistance=_tidy(given.mention_assistance),
            siret=siret,
            prefecture=prefecture,
            adresse_deliberations=address,
        )
    )


def _tidy(text: str) -> str:
    return " ".join(text.split())


def usual_tribunal(office: Office) -> str:
    """The seat of the tribunal of the departement (CJA R. 221-3); empty overseas, where it is to be written."""
    return tribunal(office.commune.code_departement)


def may_choose_publicity(office: Office) -> bool:
    """May the conseil choose how acts are made public, or is it electronic by law?"""
    return office.commune.population <= _LARGEST_WITH_A_CHOICE


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
