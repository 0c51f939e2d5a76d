"""Complete minutes of a fictional commune, eight acts, without any fault; `with_faults` plants one or several."""

from __future__ import annotations

HEAD = """Commune de Saint-Aubin-des-Noues
PROCÈS-VERBAL DU CONSEIL MUNICIPAL
Séance du 18 décembre 2026

L'an deux mille vingt-six, le dix-huit décembre, à vingt heures trente, le conseil municipal, convoqué le 11 décembre 2026, s'est réuni à la mairie, sous la présidence de Mme Claire VAUTRIN, maire.

Membres en exercice : 11
Présents : 9
Pouvoirs : 1
Votants : 10

Étaient présents : Mme Claire VAUTRIN, M. Paul DELAUNOY, Mme Odile PERRIGAULT, M. Luc FERRAND, Mme Inès HAMELET, M. Hugo BRISSAC, Mme Louise TARDIEU, M. Denis MARCHAL et Mme Rose GUILBERT.

Était représenté : M. Éric SAUVAGET (pouvoir à M. Paul DELAUNOY).

Absent excusé : M. Marc OLIVET.

Le quorum de 6 membres étant atteint, la séance est ouverte. Mme Odile PERRIGAULT est désignée secrétaire de séance.

Ordre du jour :
1. Tarifs de la salle des fêtes
2. Réfection de la toiture de l'école
3. Subvention au club de randonnée
4. Vente d'une parcelle au hameau des Landes
5. Décision modificative du budget
6. Adhésion au groupement de commandes d'électricité
7. Création d'un emploi saisonnier
8. Convention avec le département pour la bibliothèque
9. Questions diverses

Le procès-verbal de la séance du 6 novembre 2026 est arrêté.
"""
_DECIDED = "Le conseil municipal, après en avoir délibéré, par 10 voix pour, 0 voix contre et 0 abstention :"
ACTS = (
    f"""1. TARIFS DE LA SALLE DES FÊTES

Mme le maire propose de relever les tarifs de la salle à compter du 1er mars 2027.
{_DECIDED}
- FIXE la location à 150 € pour les habitants et à 250 € pour les autres.
""",
    f"""2. RÉFECTION DE LA TOITURE DE L'ÉCOLE

M. Paul DELAUNOY présente le devis de 10 000 € HT, soit 12 000 € TTC.
{_DECIDED}
- RETIENT ce devis et autorise Mme le maire à le signer.
""",
    f"""3. SUBVENTION AU CLUB DE RANDONNÉE

Le club a ouvert huit kilomètres de chemin. La somme est de cinq cents euros (500 €).
{_DECIDED}
- ACCORDE une subvention de 500 € au club de randonnée.
""",
    f"""4. VENTE D'UNE PARCELLE AU HAMEAU DES LANDES

La parcelle, de 420 m², ne sert plus à la commune. M. Alain PRÉVERT propose de l'acheter.
{_DECIDED}
- DÉCIDE de vendre la parcelle à M. Alain PRÉVERT au prix de 2 100 €.
""",
    f"""5. DÉCISION MODIFICATIVE DU BUDGET

Des crédits manquent au chapitre 011.
{_DECIDED}
- ADOPTE la décision modificative, pour 3 000 € en dépenses et 3 000 € en recettes.
""",
    f"""6. ADHÉSION AU GROUPEMENT DE COMMANDES D'ÉLECTRICITÉ

Le marché commence le lundi 4 janvier 2027. La convention a été reçue de M. Denis MARCHAL.
{_DECIDED}
- APPROUVE l'adhésion au groupement de commandes et autorise Mme le maire à signer la convention.
""",
    f"""7. CRÉATION D'UN EMPLOI SAISONNIER

La piscine ouvre du 15 juin 2027 au 31 août 2027.
{_DECIDED}
- CRÉE un emploi saisonnier d'agent d'entretien.
""",
    f"""8. CONVENTION AVEC LE DÉPARTEMENT POUR LA BIBLIOTHÈQUE

Le département prête des livres à la bibliothèque et forme les bénévoles.
{_DECIDED}
- AUTORISE Mme le maire à signer la convention.
""",
)
TAIL = """Questions diverses

Mme Louise TARDIEU demande quand la rue sera nettoyée. Mme le maire répond que les agents passeront en janvier.

L'ordre du jour étant épuisé, la séance est levée à 22 heures 15.

La maire, Claire VAUTRIN                                La secrétaire de séance, Odile PERRIGAULT
"""
MINUTES = "\n".join((HEAD, *ACTS, TAIL))


def with_faults(*changes: tuple[str, str]) -> str:
    """The minutes, the first place of each passage changed."""
    text = MINUTES
    for old, new in changes:
        if old not in text:
            raise ValueError(old)
        text = text.replace(old, new, 1)
    return text


def voting(act: int, vote: str) -> tuple[str, str]:
    """The vote of an act, from 1, changed: « 7 voix pour, 1 voix contre et 0 abstention »."""
    old = ACTS[act - 1]
    return old, old.replace("10 voix pour, 0 voix contre et 0 abstention", vote)
