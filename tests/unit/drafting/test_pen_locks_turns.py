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
    ("word", "verb"), [("réaliser", True), ("rendre", True), ("titre", False), ("dossier", False), ("chiffre", False)]
)
def test_infinitives_are_told_from_nouns(word: str, verb: bool) -> None:
    assert is_infinitive(word) is verb
