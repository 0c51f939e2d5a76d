"""What an act is about, when that makes a person's name private: its type says it, else its first lines."""

from __future__ import annotations

import re
from enum import Enum

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category

_OPENING = 1500  # characters: heading, object and first visas
_TITLE = 300
_OBJET = re.compile(r"\bobjet ?:[^\n]*")


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
_ARRETE = re.compile(r"\barrete\b")
_DELIBERATION = re.compile(r"\b(?:apres en avoir delibere|deliberation|conseil municipal)\b")
_DELEGATION = re.compile(r"\bdelegations? (?:permanentes? )?de (?:fonctions?|signature|pouvoirs?)\b")
_CAREER = re.compile(
    r"\b(?:nomination|titularisation|avancement|reclassement|promotion|mutation|radiation|licenciement|suspension|"
    r"conges? (?:de |pour )?(?:longue )?maladie|conge (?:parental|de maternite)|temps partiel|disponibilite|detachement|"
    r"(?:sanction|procedure) disciplinaire|avertissement|blame|maniere de servir|exclusion temporaire|mise a la retraite|recrutement|reintegration|prolongation de stage|"
    r"attribution (?:de l'|d'une )?(?:ifse|indemnite|nbi|cia|nouvelle bonification))\b"
)
# a career is one person's; a deliberation speaks of posts, but for these
_OF_ONE_AGENT = re.compile(r"\bprotection fonctionnelle\b|\bcontrat de travail\b|\bcontrat a duree (?:in)?determinee\b")
_OFFICE_GIVEN = re.compile(
    r"\bnomination (?:des? |du |d'un )?(?:membres?|delegues?|representants?|regisseur|mandataire)"
)
_STAFF = re.compile(
    r"\b(?:agents?|fonctionnaires?|stagiaires?|adjointe? (?:technique|administrati\w+|d'animation|du patrimoine)|redacteur|redactrice|"
    r"agent de maitrise|atsem|secretaire (?:general\w* )?de mairie|garde champetre|contractuel\w*|attachee? territorial\w*|technicien\w*)\b"
)
_UNPAID = re.compile(
    r"\b(?:admissions? en non[- ]valeur|creances? (?:irrecouvrables?|eteintes?|admises? en non[- ]valeur)|remises? gracieuses? d(?:e|'une) dettes?)\b"
)
_HELP = re.compile(
    r"\bobjet ?: ?(?:octroi d'un |demande de |attribution d'un )?secours\b|\b(?:secours (?:financier|exceptionnel|d'urgence)|aides? (?:sociales?|alimentaires?|facultatives?|d'urgence|legales?|au chauffage|"
    r"aux? (?:impayes|loyers?|energie))|demandes? de secours|attribution d'un secours|obligation alimentaire|raisons? sociales?|"
    r"bons? alimentaires?|prise en charge (?:de la |d'une |de )?(?:cantine|factures?|loyers?|frais d'hebergement))\b"
)
_NOTICE = re.compile(
    r"\b(?:mis(?:e|es|ant)? en (?:demeure|securite)|mettant en (?:demeure|securite)|peril|insalubrite|inhumation|exhumation|crematis?ation|permis de detention|"
    r"chien|concession (?:funeraire|de terrain|dans le cimetiere|au cimetiere)|soins psychiatriques|hospitalisation d'office|"
    r"depots? sauvages?|dechets abandonnes|abandon de dechets|elagage|debroussaillement|divagation|"
    r"permission de voirie|alignement individuel|autorisation d'occup\w+|mise en fourriere)\b"
)
# a contract about land or a building: the owner is a party to it
_CONTRACT = re.compile(
    r"\b(?:servitudes?|bail|baux|preemption|expropriation|declaration d'intention d'aliener|alienation|retrocession|echanges? de|emprises?)\b"
    r"|\b(?:acquisitions?|acquerir|achats?|cessions?|ceder|ventes?|vendre|locations?|donation|legs|dons?|convention)\b[\s\S]{0,150}?"
    r"\b(?:parcelles?|terrains?|biens?|immeubles?|chemins?|batiments?|locaux|local|maisons?|logements?|foncier\w*|proprietes?|lots?|bois|garages?)\b"
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
    if _DELEGATION.search(opening) or _OFFICE_GIVEN.search(opening):
        return Matter.ORDINAIRE
    arrete = _ARRETE.search(opening) is not None and _DELIBERATION.search(opening) is None
    if _STAFF.search(opening) and (_OF_ONE_AGENT.search(opening) or (arrete and _CAREER.search(opening))):
        return Matter.AGENT
    if arrete and _NOTICE.search(opening):
        return Matter.PARTICULIER
    return Matter.ORDINAIRE


def names_its_parties(text: str) -> bool:
    """Is it a contract about land, whose parties are what the council decides on (CGCT L. 2241-1)?"""
    opening = folded(text[:_OPENING])
    objet = _OBJET.search(opening)
    return is_about_land(objet[0] if objet else opening[:_TITLE])


def is_about_land(text: str) -> bool:
    """Do these words buy, sell, let or burden a piece of land or a building?"""
    return _CONTRACT.search(folded(text)) is not None
