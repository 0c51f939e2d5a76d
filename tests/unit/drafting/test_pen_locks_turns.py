"""Turns that secretaries write and that say no more than the notes: accepted, each beside a lie of the same shape, refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretaire.drafting.pen.locks import Lock, check
from secretaire.drafting.pen.locks.verbs import is_infinitive
from secretaire.drafting.pen.tasks import Task, load_plume

PLUME = load_plume(Path(__file__).resolve().parents[3] / "resources" / "plume")


def locks(notes: list[str], text: str, task: Task = Task.EXPOSE) -> set[Lock]:
    return {r.lock for r in check(PLUME, task, text, notes, "").refusals}


@pytest.mark.parametrize(
    ("notes", "text", "lie", "lock"),
    [
        pytest.param(
            ["justificatif sous 15 jours"],
            "Le justificatif est à fournir sous 15 jours.",
            "Le justificatif a été fourni sous 15 jours.",
            Lock.TENSE_CHANGED,
            id="a term makes what it bears on to be done",
        ),
        pytest.param(
            ["réglage fait vendredi"],
            "Le réglage a été fait vendredi.",
            "Le réglage est à faire vendredi.",
            Lock.TENSE_CHANGED,
            id="what is done is not to be done",
        ),
        pytest.param(
            ["chaudière contrôlée le 4 mars"],
            "La chaudière a été contrôlée le 4 mars.",
            "La chaudière a été contrôlée le 4 mars ; un rapport est à transmettre.",
            Lock.WORD_ADDED,
            id="to be done where nothing is due",
        ),
        pytest.param(
            ["asso paye les femelles (95 €), cne les mâles (60 €)"],
            "L'association paie les femelles, 95 €, et la commune les mâles, 60 €.",
            "L'association paie 95 € pour les femelles et 60 € pour les mâles.",
            Lock.PAYER_CHANGED,
            id="two payers, and one is left out",
        ),
        pytest.param(
            ["m. et mme Sow pour, m. le Bihan absent, Roux (mme) contre"],
            "Monsieur et Madame Sow sont pour, Monsieur Le Bihan est absent et Madame Roux est contre.",
            "Monsieur et Madame Sow sont pour, Madame Le Bihan est absente et Madame Roux est contre.",
            Lock.CIVILITY_CHANGED,
            id="a civility is never guessed",
        ),
        pytest.param(
            ["m. Aubin, locataire, et la propriétaire décédée en 1987"],
            "Monsieur Aubin est locataire et la propriétaire est décédée en 1987.",
            "Monsieur Aubin est locataire et le propriétaire est décédé en 1987.",
            Lock.CIVILITY_CHANGED,
            id="a woman stays one",
        ),
        pytest.param(
            ["fluides 2 600 €/an à l'association au moins", "mme bouquet peut payer 1 800 €"],
            "Les fluides sont à la charge de l'association, pour 2 600 € par an au moins. Madame Bouquet peut payer 1 800 €.",
            "Les fluides sont à la charge de l'association, pour 2 600 € par an au moins, soit 1 800 € que Madame Bouquet peut payer.",
            Lock.ROLE_CHANGED,
            id="two notes are not one sum",
        ),
        pytest.param(
            ["m. lemaire : haie de m. bois cache le stop", "mise en demeure lundi, frais pour lui"],
            "Monsieur Lemaire signale que la haie de Monsieur Bois cache le stop. La mise en demeure est prévue lundi, les frais"
            " étant pour Monsieur Bois.",
            "Monsieur Lemaire signale que la haie de Monsieur Bois cache le stop. La mise en demeure est prévue lundi, les frais"
            " étant pour Monsieur Lemaire.",
            Lock.ROLE_CHANGED,
            id="lui is who was named last",
        ),
        pytest.param(
            ["mme bichon entretient 62 m²", "m. pailler présent", "elle garde la haie"],
            "Madame Bichon entretient 62 m². Monsieur Pailler est présent. Madame Bichon garde la haie.",
            "Madame Bichon entretient 62 m². Monsieur Pailler est présent. Monsieur Pailler garde la haie.",
            Lock.ROLE_CHANGED,
            id="elle is a woman",
        ),
        pytest.param(
            ["indemnité 600 € en 1 fois ou 45 €/an"],
            "L'indemnité est de 600 € en 1 fois ou de 45 € par an.",
            "L'indemnité est de 600 € en 1 fois, soit 45 € par an.",
            Lock.DOUBT_LOST,
            id="a choice is not an equality",
        ),
        pytest.param(
            ["éclairage : extinction 23h30-5h30 tous les jours"],
            "L'éclairage est éteint de 23 h 30 à 5 h 30 tous les jours.",
            "L'éclairage est extérieur de 23 h 30 à 5 h 30 tous les jours.",
            Lock.WORD_ADDED,
            id="what looks like the word and is not",
        ),
        pytest.param(
            ["avenant : -1 900"],
            "L'avenant est en moins-value de 1 900 €.",
            "L'avenant est de 1 900 €.",
            Lock.UNIT_CHANGED,
            id="what is taken off",
        ),
        pytest.param(
            ["pas de subvention sur le désamiantage"],
            "Aucune subvention n'est accordée sur le désamiantage.",
            "Une subvention est accordée sur le désamiantage.",
            Lock.NEGATION_LOST,
            id="a consent denied",
        ),
        pytest.param(
            ["réparation 16 700 € HT si DETR"],
            "La réparation, de 16 700 € HT, serait faite si la DETR est accordée.",
            "La réparation est de 16 700 € HT et la DETR est accordée.",
            Lock.WORD_ADDED,
            id="a consent supposed",
        ),
        pytest.param(
            ["vidange obligatoire quand même"],
            "La vidange est malgré tout obligatoire.",
            "Toutes les vidanges sont obligatoires.",
            Lock.WORD_ADDED,
            id="malgré tout says nothing of all",
        ),
        pytest.param(
            ["livraison 18 t par an"],
            "La livraison est de 18 tonnes par an.",
            "La livraison est de 18 litres par an.",
            Lock.UNIT_CHANGED,
            id="t after a figure is a unit",
        ),
        pytest.param(
            ["buse ø 400 sous la voie"],
            "La buse sous la voie est de diamètre 400.",
            "Il n'y a pas de buse de 400 sous la voie.",
            Lock.NEGATION_ADDED,
            id="ø is a diameter",
        ),
        pytest.param(
            ["on ne sait pas si fossé ou crête fait limite"],
            "Il n'est pas établi si c'est le fossé ou la crête qui fait limite.",
            "Il est établi si c'est le fossé ou la crête qui fait limite.",
            Lock.NEGATION_LOST,
            id="what is not known is not established",
        ),
        pytest.param(
            ["fermeture hebdo pas plus de 2 jours"],
            "La fermeture hebdomadaire ne peut excéder 2 jours.",
            "La fermeture hebdomadaire est d'au moins 2 jours.",
            Lock.UNIT_CHANGED,
            id="ne peut excéder is a limit",
        ),
        pytest.param(
            ["inscription en ligne, plus de papier depuis 2020"],
            "L'inscription se fait en ligne et il n'y a plus de papier depuis 2020.",
            "L'inscription se fait en ligne et il y a un papier depuis 2020.",
            Lock.NEGATION_LOST,
            id="plus de papier bounds no figure",
        ),
        pytest.param(
            ["212 compteurs à changer sur 640"],
            "Sur 640 compteurs, 212 sont à changer.",
            "Sur 212 compteurs, 640 sont à changer.",
            Lock.ROLE_CHANGED,
            id="the whole and the part",
        ),
        pytest.param(
            ["dépt 40 %, région 20 %", "fonds de concours versé par la commune"],
            "Le département finance 40 % et la région 20 %. Un fonds de concours est versé par la commune.",
            "Le syndicat finance 40 % et la région 20 %. Un fonds de concours est versé par la commune.",
            Lock.PAYER_CHANGED,
            id="who stands beside the share pays it",
        ),
        pytest.param(
            ["transport commune", "blocs prêtés par dépt"],
            "Les blocs sont prêtés par le département et le transport est à la charge de la commune.",
            "Les blocs sont prêtés par le département et le transport est à la charge du syndicat.",
            Lock.PAYER_CHANGED,
            id="who stands beside a cost bears it",
        ),
        pytest.param(
            ["notaire payé par eux, acquéreurs M. et Mme Roux"],
            "Le notaire est payé par les acquéreurs, Monsieur et Madame Roux.",
            "Le notaire est payé par la commune, les acquéreurs étant Monsieur et Madame Roux.",
            Lock.PAYER_CHANGED,
            id="they pay, not the commune",
        ),
        pytest.param(
            ["camion benne 2014 plus réparable"],
            "Le camion-benne de 2014 n'est plus réparable.",
            "Le camion-benne de 2014 est réparable.",
            Lock.NEGATION_LOST,
            id="plus after a year denies",
        ),
        pytest.param(
            ["3 offres : 5 100, 4 750, 6 020 €", "Roux retenu à 5 100 €"],
            "Les 3 offres sont de 5 100 €, 4 750 € et 6 020 €. Roux est retenu à 5 100 €.",
            "Les 3 offres sont de 5 100 €, 4 750 € et 6 020 €. Roux est retenu à 4 750 €.",
            Lock.FIGURE_REPEATED,
            id="a list in its order",
        ),
        pytest.param(
            ["rien ne change, 1 vendredi sur 2"],
            "Rien ne change et il est constaté qu'elle a lieu 1 vendredi sur 2.",
            "Rien ne change et elle n'a lieu que 1 vendredi sur 2.",
            Lock.NUANCE_ADDED,
            id="rien ne … que bounds nothing",
        ),
        pytest.param(
            ["plan d'alignement de 1887 jamais appliqué", "géomètre passé le 4 mai, bornage de la voie signé"],
            "Le plan d'alignement de 1887 n'a jamais été appliqué. Le géomètre est passé le 4 mai et le bornage de la voie"
            " est signé.",
            "Le plan d'alignement de 1887 n'a jamais été appliqué le 4 mai. Le géomètre est passé et le bornage de la voie"
            " est signé.",
            Lock.ROLE_CHANGED,
            id="a moment stays in its sentence",
        ),
        pytest.param(
            ["clé : ONF et M. Berthe"],
            "La clé est détenue par l'ONF et Monsieur Berthe.",
            "La clé est détenue par l'ONF et Monsieur Berthe, en raison de l'augmentation des vols.",
            Lock.WORD_ADDED,
            id="an irregular participle is its verb",
        ),
        pytest.param(
            ["SPANC : MES inférieures à 1 g/l"],
            "Le SPANC indique des matières en suspension inférieures à 1 g/l.",
            "Le SPANC indique des matières en forme inférieures à 1 g/l.",
            Lock.NAME_LOST,
            id="an acronym may skip the tool words",
        ),
    ],
)
def test_a_turn_is_accepted_and_its_lie_refused(notes: list[str], text: str, lie: str, lock: Lock) -> None:
    assert locks(notes, text) == set()
    assert lock in locks(notes, lie)


@pytest.mark.parametrize(
    ("notes", "text", "lie", "lock"),
    [
        pytest.param(
            ["M. Roux contre le projet, Mme Aubin pour"],
            "Monsieur Roux est contre le projet. Madame Aubin y est favorable.",
            "Monsieur Roux est favorable au projet. Madame Aubin est contre.",
            Lock.CONTRARY,
            id="each keeps his opinion",
        ),
        pytest.param(
            ["M. Gros : les gravats ? non"],
            "Monsieur Gros demande si les gravats sont acceptés ; il lui est répondu que non.",
            "Monsieur Gros indique que les gravats sont acceptés.",
            Lock.CONTRARY,
            id="a question contradicts nothing",
        ),
        pytest.param(
            ["M. Roux demande durée de vie : 17 ans (dit l'adjoint)", "Mme Gil : bruit gênant la nuit"],
            "Monsieur Roux demande quelle est la durée de vie ; l'adjoint répond qu'elle est de 17 ans. Madame Gil juge"
            " le bruit gênant la nuit.",
            "Monsieur Roux demande quelle est la durée de vie ; l'adjoint dit 17 ans. Monsieur Roux juge le bruit gênant"
            " la nuit, Madame Gil étant présente.",
            Lock.SPEAKER_CHANGED,
            id="who asks is not who answers",
        ),
        pytest.param(
            [
                "m. ruffin : combien pour la commune ?",
                "mme bertaud : le terrain",
                "m. ruffin : 2 600 m² donnés, c'est pas rien",
            ],
            "Monsieur Ruffin demande combien paie la commune. Madame Bertaud répond le terrain. Monsieur Ruffin fait observer"
            " que donner 2 600 m² n'est pas rien.",
            "Monsieur Ruffin demande combien paie la commune. Il lui est répondu que 2 600 m² sont donnés, que ce n'est pas rien et"
            " que le terrain est celui de Madame Bertaud.",
            Lock.SPEAKER_CHANGED,
            id="nobody answers oneself",
        ),
        pytest.param(
            ["Mme Lods : combien de places au local ?", "maire : 40"],
            "Madame Lods demande combien de places compte le local. Le maire répond 40.",
            "Madame Lods indique combien de places compte le local. Le maire répond 40.",
            Lock.SPEAKER_CHANGED,
            id="a question is not stated",
        ),
    ],
)
def test_a_debate_is_accepted_and_its_lie_refused(notes: list[str], text: str, lie: str, lock: Lock) -> None:
    assert locks(notes, text, Task.DEBAT) == set()
    assert lock in locks(notes, lie, Task.DEBAT)


@pytest.mark.parametrize(
    ("notes", "text", "refused"),
    [
        (["Mme S. : 3 mois dus"], "Madame S., pour sa part, doit 3 mois.", False),
        (["Mme S. : 3 mois dus"], "Madame S. doit 3 mois,, en tout.", True),
        (["école Notre-Dame : 13 élèves"], "L'école Notre-Dame compte 13 élèves.", False),
        (["école : 13 élèves"], "Notre école compte 13 élèves.", True),
    ],
)
def test_initials_and_names_are_no_fault_of_form(notes: list[str], text: str, refused: bool) -> None:
    assert (Lock.FORM in locks(notes, text)) is refused


@pytest.mark.parametrize(
    ("word", "verb"), [("réaliser", True), ("rendre", True), ("titre", False), ("dossier", False), ("chiffre", False)]
)
def test_infinitives_are_told_from_nouns(word: str, verb: bool) -> None:
    assert is_infinitive(word) is verb


@pytest.mark.parametrize(
    ("task", "text", "refused"),
    [
        (Task.FEMININ, "Madame Fontaine remplace Monsieur Lapierre, démissionnaire.", False),
        (Task.FEMININ, "Madame Fontaine remplace Madame Lapierre, démissionnaire.", True),
        (Task.CORRIGER, "Madame Fontaine remplace Monsieur Lapierre, démissionnaire.", True),
    ],
)
def test_one_civility_changes_where_the_other_gender_is_asked_for(task: Task, text: str, refused: bool) -> None:
    notes = ["Monsieur Fontaine remplace Monsieur Lapierre, démissionnaire."]
    assert (Lock.CIVILITY_CHANGED in locks(notes, text, task)) is refused
