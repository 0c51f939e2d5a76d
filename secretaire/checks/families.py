"""The families of checks, in the words of the control sheet: which remark belongs to which."""

from __future__ import annotations

_FAMILIES = (
    ("Références juridiques et actes cités", ("REFERENCE", "MODIFIE_", "ACTE_CITE", "DROIT_")),
    ("Français : orthographe, accords, ponctuation", ("ORTHOGRAPHE", "ACCORD", "MOT_", "CONTRACTION", "HOMOPHONE", "PARENTHESE", "GUILLEMET", "PONCTUATION", "MAJUSCULE", "ESPACE")),
    ("Données personnelles", ("DONNEE_",)),
    ("Rien d'oublié : blancs, champs, chiffres sans source", ("BLANC", "CHAMP_", "CHIFFRE_", "PROJET_")),
    ("Conseil : convocation, présents, quorum, pouvoirs, vote", ("CONVOCATION", "SECONDE_", "PRESEN", "QUORUM", "POUVOIR", "VOT", "SCRUTIN", "SUFFRAGES", "MAJORITE", "SECRETAIRE", "PRESIDENT", "EFFECTIF", "ADJOINTS", "DEPORT", "ELU_INTERESSE", "ELUS_", "SEANCE_", "VISIO", "MAIRE_", "COMPTE_MAIRE", "ORDRE_DU_JOUR", "POINT_", "URGENCE_", "PART_")),
    ("Dates et délais", ("DATE", "JOUR_", "HEURE", "EFFET_", "ECHEANCE", "ANNEE", "FAIT_AVANT", "DEBIT_", "TRANSMISSION_TARDIVE", "PUBLICATION_TARDIVE")),
    ("Montants, tableaux, calculs", ("TOTAL", "PLAN_", "HT_", "TVA", "TAUX", "POURCENTAGE", "PARTS", "MONTANT", "AUTOFIN", "DESEQUILIBRE", "CALCUL", "LETTRES_", "CONVENTION_")),
    ("Noms, fonctions, organismes", ("NOM_", "CIVILITE", "FONCTION", "ELU_INCONNU", "ORGANISME", "COMMUNE")),
    ("Parties de l'acte, compétence, formules, mentions", ("",)),
)  # fmt: skip

FAMILIES = tuple(name for name, _ in _FAMILIES)
"""In the order of the control sheet."""


def family_of(code: str) -> str:
    """The family of a remark; what no other holds is of the form of the act."""
    return next(name for name, starts in _FAMILIES if code.startswith(starts))
