"""The French of an act: what is said, and what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretaire.checks.language import Lexicon, language
from secretaire.desk.lexicon import FrenchLexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return FrenchLexicon(Path(__file__).parents[3] / "resources" / "francais")


@pytest.mark.parametrize(
    ("text", "code", "words", "meant"),
    [
        ("la présente deliberation est adoptée", "ORTHOGRAPHE", "deliberation", "délibération"),
        ("les travaux d'asainissement sont votés", "ORTHOGRAPHE", "asainissement", "assainissement"),
        ("Considerant que le tarif est ancien", "ORTHOGRAPHE", "Considerant", "Considérant"),
        ("au titre des acquisition foncières", "ACCORD", "acquisition", "acquisitions"),
        ("cette délibérations abroge la précédente", "ACCORD", "délibérations", "délibération"),
        ("le plan de de financement est arrêté", "MOT_DOUBLE", "de de", "de"),
        ("le rapport de le maire est entendu", "CONTRACTION", "de le", "du"),
        ("le conseil à décidé de louer", "HOMOPHONE", "à", "a"),
        ("adopté a l'unanimité", "HOMOPHONE", "a", "à"),
        ("quand à la salle, elle est louée", "HOMOPHONE", "quand", "quant"),
        ("PROJET\nLe conseil municipal", "PROJET_RESTE", "PROJET", ""),
        ("la somme de [montant à compléter] euros", "BLANC_LAISSE", "[montant à compléter]", ""),
        ("la somme de XX euros", "BLANC_LAISSE", "XX", ""),
        ("la somme de ……… euros", "BLANC_LAISSE", "………", ""),
        ("la séance du ……… 2026 prochain", "BLANC_LAISSE", "………", ""),
        ("le tarif (salle des fêtes est fixé", "PARENTHESE", "(salle des fêtes est fixé", ""),
        ("le tarif (salle :\na) le jour\nb) la nuit", "PARENTHESE", "(salle :", ""),
        ("le lieu-dit « La Noé est classé", "GUILLEMET", "« La Noé est classé", ""),
    ],
)
def test_what_is_said(text: str, code: str, words: str, meant: str, lexicon: Lexicon) -> None:
    assert [(f.code, f.extrait, f.proposition) for f in language(text, lexicon)] == [(code, words, meant)]
    assert all(text[f.start : f.end] == f.extrait for f in language(text, lexicon))


@pytest.mark.parametrize(
    "text",
    [
        "Vu l'avis du SIVOM de Bréal, de la DETR et de l'EPCI",
        "Mme Lecourbe et M. Dréan, domiciliés à Hautvillebec",
        "le maire reconnait l'évènement et le cout règlementaire",
        "les co-financements du columbarium et de la vidéoprotection",
        "le conseil décide de le faire et de les nommer",
        "nous nous réunissons au xixe siècle, au XX siècle",
        "a) le premier point ; b) le second (voir plus haut)",
        "la pose (livraison en\nsus)\n- le reste ; les crédits (ligne\n1938) et (une surface de 797\nM²)",
        "un excédent de fonct. antérieur reporté ; Cotis. pour assurance du personnel",
        "débroussai llage des chemins",
        "les adopte, les autorise et des plus utiles, des quatre lots",
        "Introduction ………………… 12\nConclusion ………………… 38",
        "Nombre de votants …………47……\nSuffrages exprimés …… 40…..",
        "Etaient présents les membres du conseil",
        "écrire à contact@aubigny.example ou www.aubignny.example",
    ],
)
def test_what_is_left_alone(text: str, lexicon: Lexicon) -> None:
    assert list(language(text, lexicon)) == []


def test_what_is_filled_by_hand_is_only_recalled(lexicon: Lexicon) -> None:
    assert [(f.code, f.gravite.value) for f in language("Publié le ……………", lexicon)] == [("BLANC_LAISSE", "info")]


def test_without_a_lexicon_words_are_not_judged() -> None:
    assert list(language("la présente deliberation")) == []
