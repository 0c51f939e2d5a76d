"""What an act is about, when that makes a person's name private: its type says it, else its first lines."""

from __future__ import annotations

import re
from enum import Enum

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category

_OPENING = 1500  # characters: heading, object and first visas


class Matter(Enum):
    """Whose name is private; `category` says as what."""

    ORDINAIRE = None
    AGENT = Category.AGENT
    NON_VALEUR = Category.DEBITEUR
    SECOURS = Category.AIDE_SOCIALE
    PARTICULIER = Category.PARTICULIER

    @property
    def category(self) -> Category | None:
        """What the names of the act are, once those of public persons are left out."""
        return self.value if isinstance(self.value, Category) else None


_TYPES = {
    "nomination_stagiaire": Matter.AGENT,
    "avancement_echelon": Matter.AGENT,
    "avancement_grade": Matter.AGENT,
    "conge_maladie_ordinaire": Matter.AGENT,
    "contrat_saisonnier": Matter.AGENT,
    "agent_recenseur": Matter.AGENT,
    "admission_non_valeur": Matter.NON_VALEUR,
    "chien_dangereux_mesures": Matter.PARTICULIER,
    "chien_permis_detention": Matter.PARTICULIER,
    "concession_funeraire": Matter.PARTICULIER,
    "exhumation": Matter.PARTICULIER,
    "inhumation_autorisation": Matter.PARTICULIER,
    "bruit_voisinage": Matter.PARTICULIER,
    "entretien_terrain": Matter.PARTICULIER,
    "depots_sauvages": Matter.PARTICULIER,
}
_AGENT = re.compile(
    r"\barrete\b[\s\S]{0,500}?\b(?:portant (?:sur )?)?(?:nomination|titularisation|avancement|reclassement|promotion|mutation|"
    r"radiation|conges? (?:de |pour )?(?:longue )?maladie|conge (?:parental|de maternite)|temps partiel|disponibilite|"
    r"sanction disciplinaire|mise a la retraite|attribution (?:de l'|d'une )?(?:ifse|indemnite|nbi)|recrutement)\b"
)
_STAFF = re.compile(
    r"\b(?:agents?|fonctionnaires?|stagiaires?|adjointe? (?:technique|administrati\w+|d'animation|du patrimoine)|redacteur|redactrice|"
    r"agent de maitrise|atsem|secretaire (?:general\w* )?de mairie|garde champetre|contractuel\w*)\b"
)
_UNPAID = re.compile(r"\b(?:admissions? en non[- ]valeur|creances? (?:irrecouvrables?|eteintes?))\b")
_HELP = re.compile(
    r"\b(?:secours (?:financier|exceptionnel|d'urgence)|aides? (?:sociales?|alimentaires?|facultatives?|d'urgence|legales?)|"
    r"demandes? de secours|attribution d'un secours|prise en charge (?:de la |d'une )?(?:cantine|facture|loyer))\b"
)


def matter_of_type(type_id: str) -> Matter | None:
    """The matter of an act type; None when the type says nothing and the text decides."""
    return _TYPES.get(type_id)


def matter_of(text: str) -> Matter:
    """The matter that the first lines of an act say."""
    opening = folded(text[:_OPENING])
    if _UNPAID.search(opening):
        return Matter.NON_VALEUR
    if _HELP.search(opening):
        return Matter.SECOURS
    if _AGENT.search(opening) and _STAFF.search(opening):
        return Matter.AGENT
    return Matter.ORDINAIRE
