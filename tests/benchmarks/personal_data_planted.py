"""Personal data planted in clean fictional acts: sentences as secretaries write them, what must be masked between ⟦ ⟧.

A sentence is filled with invented persons, then put in a composed act (`ORDINARY`), or made an act of its own where the
matter of the act is what makes a name private (an agent, who is helped, a debtor, who is given notice).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice

TEXTS = 20  # of each kind

PEOPLE: tuple[Mapping[str, str], ...] = (
    {"c": "Mme", "C": "Madame", "p": "Lucie", "n": "GARNIER", "e": "e"},
    {"c": "M.", "C": "Monsieur", "p": "Jean-Baptiste", "n": "LE GOFF", "e": ""},
    {"c": "Mme", "C": "Madame", "p": "Aïcha", "n": "BENALI", "e": "e"},
    {"c": "M.", "C": "Monsieur", "p": "Édouard", "n": "de La Tour", "e": ""},
    {"c": "Mlle", "C": "Mademoiselle", "p": "Maëlys", "n": "Poirier-Lebas", "e": "e"},
    {"c": "M.", "C": "Monsieur", "p": "Thierry", "n": "d'Hauteville", "e": ""},
    {"c": "Mme", "C": "Madame", "p": "Marie-Thérèse", "n": "Quesnel", "e": "e"},
)

# one more sentence in an act about something else
ORDINARY: Mapping[str, Sequence[str]] = {
    "adresse": (
        "{c} {p} {n}, demeurant ⟦12 rue des Lilas, 14000 Caen⟧, a demandé un rendez-vous.",
        "{C} {n}, domicilié{e} ⟦3 bis, chemin du Moulin⟧, sera consulté{e}.",
        "La demande de {c} {p} {n}, résidant au ⟦Hameau de la Vallée⟧, est examinée.",
        "{c} {n} (⟦27 avenue du Général Leclerc 61200 Argentan⟧) sollicite un accord.",
        "{c} {p} {n}, habitant ⟦lieu-dit Le Bois Joli⟧ à Aubigny, a formulé des observations.",
        "Adresse du demandeur : ⟦8 impasse du Lavoir, 61100 Flers⟧.",
        "{C} {p} {n}, demeurant à l'adresse suivante : ⟦4, impasse des Rosiers⟧, est informé{e}.",
        "Le courrier de {c} {n} – ⟦14, résidence Les Peupliers⟧ – est joint au dossier.",
        "{c} et M. {n}, demeurant ensemble ⟦5 place de l'Abreuvoir⟧, ont été entendus.",
    ),
    "naissance": (
        "{c} {p} {n}, né{e} le ⟦12 mars 1980 à Falaise⟧, est désigné{e}.",
        "{C} {n}, né{e} le ⟦03/07/1962⟧, remplit la condition d'âge.",
        "{c} {p} {n}, né{e} à ⟦Vire, le 1er août 1975⟧, remplit les conditions.",
        "Date de naissance : ⟦24.11.1991⟧",
        "{c} {n}, né{e} le ⟦7 janvier 1958 à Saint-Lô (Manche)⟧, a présenté sa pièce d'identité.",
        "Né{e} le : ⟦30/12/1949⟧ à ⟦Domfront⟧",
        "{c} {n}, âgé{e} de ⟦67 ans⟧, demande à être dispensé{e}.",
        "Lieu de naissance : ⟦Bayeux⟧",
    ),
    "téléphone": (
        "{c} {n} est joignable au ⟦06 12 34 56 78⟧.",
        "Téléphone du domicile : ⟦02 31 00 11 22⟧.",
        "Contact de {c} {n} : ⟦07.81.22.33.44⟧",
        "Tél. personnel ⟦+33 6 12 34 56 78⟧",
        "{c} {p} {n}, tél. ⟦02 33 44 55 66⟧, a signalé le désordre.",
        "Portable : ⟦0612345678⟧",
        "Numéro de {C} {n} : ⟦06-45-67-89-01⟧.",
    ),
    "courriel": (
        "Écrire à ⟦paul.morel@orange.fr⟧.",
        "{c} {n} (⟦l.garnier61@gmail.com⟧) en est informé{e}.",
        "Courriel : ⟦jb_legoff@wanadoo.fr⟧",
        "{c} {n} a répondu de son adresse ⟦contact.perso@famille-garnier.fr⟧.",
        "Adresse électronique de {c} {p} {n} : ⟦garnier@sfr.fr⟧",
        "Mél du demandeur : ⟦aicha-benali@hotmail.com⟧.",
    ),
    "iban": (
        "Le remboursement est versé sur le compte de {c} {n}, IBAN ⟦FR76 3000 4000 0312 3456 7890 143⟧.",
        "IBAN : ⟦FR7630004000031234567890143⟧",
        "Compte bancaire de {c} {n} : ⟦30004 00003 12345678901 43⟧",
        "Virement à {C} {n} (⟦FR14 2004 1010 0505 0001 3M02 606⟧).",
        "RIB de {c} {n} : ⟦20041 01005 0500013M026 06⟧.",
    ),
    "NIR": (
        "Numéro de sécurité sociale : ⟦1 85 05 61 006 084 36⟧.",
        "{c} {n} (NIR ⟦2850561006084⟧) est affilié{e}.",
        "N° SS ⟦2 62 11 2A 123 456 07⟧",
        "Immatriculé{e} à la sécurité sociale sous le n° ⟦162115012345607⟧.",
        "{c} {n}, n° d'assuré ⟦1.85.05.61.006.084⟧.",
    ),
    "santé": (
        "{c} {n} est en ⟦arrêt de travail⟧ depuis le 3 mai 2026.",
        "{c} {p} {n}, placé{e} en ⟦congé de longue maladie⟧, est remplacé{e}.",
        "L'⟦état de santé⟧ de {c} {n} ne lui permet pas de conduire.",
        "{C} {n} est reconnu{e} ⟦travailleur handicapé⟧.",
        "Le remplacement de {c} {n}, en ⟦congé de maternité⟧, est nécessaire.",
        "Considérant l'⟦inaptitude⟧ physique de {c} {p} {n} à ses fonctions.",
        "{c} {n} a été ⟦hospitalisé⟧{e} en mars.",
        "{c} {p} {n} est titulaire d'une ⟦carte d'invalidité⟧.",
        "{c} {n} a été victime d'un ⟦accident de service⟧ le 4 mai.",
        "{C} {n} souffre d'une ⟦dépression⟧.",
        "Le ⟦handicap⟧ de l'enfant de {c} {n} justifie l'aménagement.",
    ),
    "famille": (
        "{c} {p} {n}, ⟦divorcé{e}⟧, demande un logement.",
        "{C} {n}, ⟦veuf⟧ de Mme Dupré, occupe le logement.",
        "{c} {n} est ⟦mère célibataire⟧ et demande une place.",
        "{c} {p} {n}, ⟦pacsé{e}⟧, propose d'acquérir ce bien.",
        "{c} {n}, ⟦séparé{e} de son conjoint⟧, ne peut payer.",
        "{c} {n} ⟦vit seul{e} avec deux enfants⟧.",
        "{c} {n}, ⟦en instance de divorce⟧, sollicite un délai.",
        "{c} {p} {n}, ⟦concubin⟧ du défunt, a présenté la demande.",
        "La ⟦garde alternée⟧ des enfants de {c} {n} est prise en compte.",
        "{c} {p} {n}, ⟦marié{e} sous le régime de la communauté⟧, a donné son accord.",
    ),
    "mineur": (
        "L'enfant ⟦Zoé {n}⟧ est inscrite à l'école.",
        "La dérogation est accordée pour l'élève ⟦Théo {n}⟧, en classe de CM1.",
        "La jeune ⟦Inès {n}⟧ participe au séjour.",
        "{c} {n} demande une place pour son fils ⟦Hugo⟧.",
        "{c} {n} inscrit sa fille ⟦Louise {n}⟧ à la garderie.",
        "Les enfants ⟦Léo⟧ et ⟦Jade {n}⟧ fréquentent la cantine.",
        "Le jeune ⟦Nathan {n}⟧ reçoit le prix du concours.",
        "⟦Emma {n}⟧, âgée de 9 ans, a été élue au conseil des jeunes.",
        "Scolarisation de l'enfant mineur ⟦Noah {n}⟧ hors de la commune.",
        "⟦Lina {n}⟧, élève de CE2, est dispensée.",
    ),
    "plaque": (
        "Le véhicule de {c} {n}, immatriculé ⟦AB-123-CD⟧, est enlevé.",
        "La voiture ⟦FG 456 HJ⟧ stationne sans droit.",
        "Véhicule Renault Clio immatriculé ⟦1234 XY 61⟧ à l'état d'épave.",
        "Immatriculation : ⟦EX-907-TB⟧",
        "La caravane n° ⟦BC-234-DE⟧ gêne la circulation.",
    ),
    "propriétaire": (
        "La haie borde la parcelle AB 12 appartenant à {c} ⟦{p} {n}⟧.",
        "Le mur, propriété de {c} ⟦{n}⟧, cadastré section ZC n° 14, menace ruine.",
        "Parcelle B 127 – propriétaire : {c} ⟦{p} {n}⟧",
        "Considérant que {c} ⟦{p} {n}⟧, propriétaire de la parcelle AC 33, n'entretient pas son fossé.",
        "Le terrain de {c} ⟦{n}⟧, propriétaire riverain, est inondé.",
        "ZD 45\tSous le Bois\t1 250 m²\tpropriétaire {C} ⟦{p} {n}⟧",
    ),
    "ressources": (
        "{c} {n} dispose de ⟦ressources mensuelles de 842 €⟧.",
        "Le ⟦quotient familial⟧ de {c} {n} est de 412 €.",
        "{c} {p} {n}, ⟦allocataire du RSA⟧, demande un tarif réduit.",
        "{C} {n} est ⟦bénéficiaire de l'allocation adulte handicapé⟧.",
        "{c} {n}, ⟦demandeur d'emploi⟧, est exonéré{e}.",
        "Le ⟦revenu fiscal de référence⟧ de {c} {n} est de 9 300 €.",
    ),
    "sensible": (
        "{c} {n} fait l'objet d'une procédure de ⟦surendettement⟧.",
        "Le ⟦casier judiciaire⟧ de {c} {n} porte une mention.",
        "{c} {n} a été ⟦condamné{e}⟧ par le tribunal correctionnel.",
        "{c} {n}, placé{e} sous ⟦tutelle⟧, est représenté{e}.",
        "{c} {p} {n}, ⟦adhérent{e} du syndicat CGT⟧, conteste.",
        "{C} {n}, placé{e} sous ⟦curatelle renforcée⟧, a demandé.",
        "{c} {n} a été ⟦mis{e} en examen⟧.",
    ),
}  # fmt: skip

# the act as a whole makes the name private
ACTS: Mapping[str, Sequence[str]] = {
    "agent": (
        "ARRÊTÉ portant avancement d'échelon\nVu le dossier de {c} ⟦{p} {n}⟧, adjoint technique,\nARRÊTE :\nArticle 1 : {c} ⟦{n}⟧ est classé{e} au 5e échelon.",
        "ARRÊTÉ portant nomination stagiaire de {c} ⟦{p} {n}⟧, adjoint administratif\nARRÊTE :\nArticle 1 : {c} ⟦{p} {n}⟧ est nommé{e}.",
        "ARRÊTÉ DU MAIRE\nObjet : temps partiel accordé à {C} ⟦{p} {n}⟧, ATSEM\nARRÊTE :\nArticle 1 : {C} ⟦{n}⟧ exerce à 80 %.",
        "ARRÊTÉ portant sanction disciplinaire\nConsidérant que ⟦{p} {n}⟧, agent technique, a manqué à ses obligations,\nARRÊTE :\nArticle 1 : {c} ⟦{p} {n}⟧ reçoit un blâme.",
        "ARRÊTÉ portant attribution de l'IFSE\nVu le tableau des emplois de fonctionnaires,\nArticle 1 : Une IFSE est versée à l'agent ⟦{n} {p}⟧.",
        "Objet : radiation des cadres de {c} ⟦{p} {n}⟧, rédacteur\nARRÊTÉ\nArticle 1 : {c} ⟦{n}⟧ est radié{e} des cadres.",
        "ARRÊTÉ portant mise en disponibilité pour convenances personnelles\nde {c} ⟦{p} {n}⟧, adjoint d'animation\nArticle 1 : {c} ⟦{n}⟧ est placé{e} en disponibilité.",
        "Délibération\nObjet : protection fonctionnelle d'un agent\nLe conseil accorde la protection fonctionnelle à {c} ⟦{p} {n}⟧, secrétaire de mairie.",
        "CONTRAT DE TRAVAIL à durée déterminée\nEntre la commune et {c} ⟦{p} {n}⟧, recruté{e} comme adjoint technique contractuel,\nArticle 1 : {c} ⟦{n}⟧ est engagé{e}.",
    ),
    "aide sociale": (
        "Objet : attribution d'un secours\nUne aide de 80 € est versée à {c} ⟦{p} {n}⟧.",
        "Objet : aide alimentaire\n{C} ⟦{n}⟧ reçoit des bons pour 60 €.",
        "Objet : prise en charge d'une facture d'électricité\nLa facture de {c} ⟦{p} {n}⟧ est payée à EDF.",
        "Objet : demande de secours exceptionnel – {c} ⟦{n}⟧\nLe conseil accorde 150 € à {c} ⟦{p} {n}⟧.",
        "Objet : aide sociale facultative\nÀ la suite de la demande de ⟦{p} {n}⟧, le conseil décide d'aider {c} ⟦{n}⟧.",
        "Objet : CCAS – aide au chauffage\nLa famille ⟦{n}⟧ reçoit 200 €.",
        "Objet : remise gracieuse de loyer pour raisons sociales\nUne remise de 300 € est consentie à {c} ⟦{p} {n}⟧, locataire.",
        "Objet : obligation alimentaire\nLa participation de {c} ⟦{p} {n}⟧ aux frais d'hébergement en EHPAD est fixée à 40 €.",
    ),
    "débiteur": (
        "Objet : admission en non-valeur\n{c} ⟦{p} {n}⟧ reste devoir 120 €.",
        "Objet : créances éteintes\nLa dette de {C} ⟦{n}⟧, cantine 2024, est éteinte.",
        "Objet : admission en non-valeur\n2024 T-112\t⟦{n} {p}⟧\t85,40 €\tpoursuite sans effet",
        "Objet : remise gracieuse de dette\nUne remise de 200 € est accordée à {c} ⟦{p} {n}⟧.",
        "Objet : créances irrécouvrables\nTitre 45 au nom de {c} ⟦{n}⟧ : 36 €.",
    ),
    "particulier visé": (
        "ARRÊTÉ portant mise en demeure d'entretenir un terrain\nARRÊTE :\nArticle 1 : {c} ⟦{p} {n}⟧ est mis{e} en demeure de faucher son terrain.",
        "ARRÊTÉ autorisant l'inhumation de {c} ⟦{p} {n}⟧\nARRÊTE :\nArticle 1 : L'inhumation de {c} ⟦{p} {n}⟧ est autorisée.",
        "ARRÊTÉ portant permis de détention d'un chien de deuxième catégorie\nArticle 1 : Le permis est délivré à {c} ⟦{p} {n}⟧.",
        "ARRÊTÉ de concession de terrain dans le cimetière\nArticle 1 : Il est accordé à {C} ⟦{p} {n}⟧ une concession de trente ans.",
        "ARRÊTÉ portant admission en soins psychiatriques\nArticle 1 : {c} ⟦{p} {n}⟧ est admis{e} au centre hospitalier.",
        "ARRÊTÉ d'exhumation\nVu la demande de {c} ⟦{p} {n}⟧,\nArticle 1 : L'exhumation est autorisée.",
        "ARRÊTÉ de mise en sécurité\nArticle 1 : {c} ⟦{p} {n}⟧, propriétaire de l'immeuble, est mis{e} en demeure de le réparer.",
        "ARRÊTÉ mettant en demeure de procéder à l'enlèvement de déchets abandonnés\nArticle 1 : {c} ⟦{n}⟧ doit enlever le dépôt.",
    ),
}  # fmt: skip


def planted(clean: Sequence[str]) -> Iterator[tuple[str, str, tuple[tuple[int, int], ...]]]:
    """Kind, text, and the characters [start, end) that must be masked."""
    for kind, sentences in {**ORDINARY, **ACTS}.items():
        acts = cycle(clean)
        fillings = islice(zip(cycle(sentences), cycle(PEOPLE), acts, strict=False), TEXTS)
        for sentence, person, act in fillings:
            filled = sentence.format_map(person)
            yield kind, *_placed(filled if kind in ACTS else _inserted(act, filled))


def _inserted(act: str, sentence: str) -> str:
    """The sentence as a paragraph of its own, in the middle of the act."""
    lines = act.split("\n")
    lines.insert(len(lines) // 2, sentence)
    return "\n".join(lines)


def _placed(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, places = "", []
    for part in marked.split("⟦"):
        inside, closed, after = part.partition("⟧")
        if closed:
            places.append((len(text), len(text) + len(inside)))
        text += inside + after
    return text, tuple(places)
