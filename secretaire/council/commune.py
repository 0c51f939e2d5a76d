"""The commune (or other collectivité): the facts every act writes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commune:
    """Facts of the embedded list, and the settings of the town hall.

    `liaison` is the INSEE code (TNCC) of the article and elision: « d'Aubigny », « du Mans ».
    """

    code_insee: str
    nom: str
    liaison: int
    siren: str
    population: int
    code_departement: str
    departement: str
    liaison_departement: int
    arrondissement: str
    region: str
    epci: str
    codes_postaux: tuple[str, ...] = ()
    tribunal: str = ""  # tribunal administratif, for the recourse notice
    adresse_tribunal: str = ""
    mode_publicite: str = ""  # « affichage », « voie électronique »…
    site: str = ""
    lieu_seance: str = ""
    mention_assistance: str = ""  # what acts say when the assistant proposed some of their words; empty: nothing
    siret: str = ""  # of the town hall; it cannot be worked out from the SIREN
    prefecture: str = ""  # « PREF061 », « SPREF0612 »: who receives the acts, as open data name it
    adresse_deliberations: str = ""  # where each one is on line, `{numero}` standing for its number
