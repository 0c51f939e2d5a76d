"""What each figure, date, payer and doubt of the notes is about, kept in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretaire.drafting.pen.locks import Lock, check, excerpts
from secretaire.drafting.pen.tasks import Task, load_plume

PLUME = load_plume(Path(__file__).resolve().parents[3] / "resources" / "plume")


def refusals(notes: list[str], text: str, task: Task = Task.EXPOSE) -> str:
    return excerpts(check(PLUME, task, text, notes).refusals)


@pytest.mark.parametrize(
    ("notes", "text", "lock"),
    [
        # a time and an amount, of what another note speaks of
        (
            ["deux fuites rue Basse cet hiver", "réfection de la conduite en fonte"],
            "Il y a eu deux fuites rue Basse. La réfection de la conduite en fonte a eu lieu cet hiver.",
            Lock.ROLE_CHANGED,
        ),
        (
            ["étude du pont faite par le syndicat", "travaux de maçonnerie 41 250 € HT"],
            "L'étude du pont faite par le syndicat s'élève à 41 250 € HT. Les travaux de maçonnerie sont à faire.",
            Lock.ROLE_CHANGED,
        ),
        # an amount is not a count, nor what measures somebody
        (["ordinateurs de la mairie 2 150 €"], "La mairie a 2 150 ordinateurs.", Lock.FACT_CHANGED),
        (
            ["sté Lormel 2 780 € HT, pas d'autre devis reçu"],
            "La société Lormel, de 2 780 € HT, n'a pas reçu d'autre devis.",
            Lock.ROLE_CHANGED,
        ),
        (
            ["20 si on l'abat, ABF contre"],
            "L'emplacement est à 20 € si on l'abat ; l'ABF est contre.",
            Lock.FACT_CHANGED,
        ),
        # a doubt stays one
        (["livraison du portail en mai ?"], "La livraison du portail a lieu en mai.", Lock.DOUBT_LOST),
        (["livraison du portail en mai ? pas confirmé"], "Le portail est livré en mai.", Lock.DOUBT_LOST),
        (["subvention région 4 000 € à confirmer"], "La subvention de la région est de 4 000 €.", Lock.DOUBT_LOST),
        # who pays
        (["bornage à sa charge (M. Roux)"], "Le bornage est à la charge de la commune.", Lock.PAYER_CHANGED),
        (["clôture à notre charge"], "La clôture est à la charge du propriétaire.", Lock.PAYER_CHANGED),
        (["cne prend en charge le goûter"], "La région prend en charge le goûter.", Lock.PAYER_CHANGED),
        (
            ["c'est la cne qui rembourse 2 992,50 à la région"],
            "La Région rembourse 2 992,50 € à la commune.",
            Lock.PAYER_CHANGED,
        ),
        # « une » counts nothing of what another sentence says
        (
            ["bâche 120 m3 posée", "garage Nay ok pr céder 200 m² à 1 € symbolique"],
            "Une bâche de 120 m³ a été posée. Le garage Nay est d'accord pour céder 200 m².",
            Lock.FIGURE_LOST,
        ),
        # who accepts, who refuses
        (
            ["mme Faye accepte le loyer, m. Nay refuse de partir"],
            "Madame Faye refuse le loyer et Monsieur Nay refuse de partir.",
            Lock.CONTRARY,
        ),
        (["mme Faye pour, m. Nay contre"], "Madame Faye est défavorable ; Monsieur Nay est contre.", Lock.CONTRARY),
        (["abf : bois oui, fixe non"], "L'ABF refuse le bois.", Lock.CONTRARY),
        # each negation answers for one
        (
            ["protection juridique pas comprise, 620 € en plus"],
            "La protection juridique n'est pas comprise et ne coûte pas 620 € de plus.",
            Lock.NEGATION_ADDED,
        ),
        # a link that the notes do not make
        (
            ["école : 42 élèves", "toiture du préau refaite"],
            "La toiture du préau est refaite, car l'école a 42 élèves.",
            Lock.NUANCE_ADDED,
        ),
        # a reason of no note
        (
            ["abonnement 139 € par mois, 20 € en plus"],
            "L'abonnement est de 139 € par mois, soit 20 € de plus en raison de l'augmentation des coûts.",
            Lock.WORD_ADDED,
        ),
        # done, to be done
        (["inauguration prévue le 4 mai"], "L'inauguration a eu lieu le 4 mai.", Lock.TENSE_CHANGED),
    ],
)
def test_a_relation_that_is_changed_is_refused(notes: list[str], text: str, lock: Lock) -> None:
    assert lock.value in refusals(notes, text)


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        (["livraison du portail en mai ?"], "La livraison du portail en mai reste à confirmer."),
        (["livraison du portail en mai ?"], "Le portail serait livré en mai."),
        (
            ["devis Lormel 2 780 € HT, pas d'autre devis reçu"],
            "Le devis de Lormel est de 2 780 € HT ; aucun autre devis n'a été reçu.",
        ),
        (["location de 40 ou 48 €"], "La location est de 40 ou 48 €."),
        (["bornage à sa charge (M. Roux)"], "Le bornage est à la charge de Monsieur Roux."),
        (["fixe non selon abf, bois oui"], "L'ABF refuse le fixe et accepte le bois."),
        # negations said otherwise
        (["monument 60 cm max"], "Le monument ne dépasse pas 60 cm."),
        (["0 logement libre"], "Aucun logement n'est libre."),
        (["puces pas lues faute de lecteur"], "Les puces n'ont pas été lues, faute de lecteur."),
        (["admission en non-valeur 188 €"], "L'admission en non-valeur est de 188 €."),
        (["arrêté du préfet, pas le mien"], "Il s'agit d'un arrêté du préfet et non du mien."),
        (["piscine fermée 1998"], "La piscine est fermée depuis 1998."),
        (["les bancs : à repeindre"], "Il reste à les repeindre, les bancs."),
        (["moins de candidats, 5 contre 9"], "Les candidats sont moins nombreux, 5 contre 9."),
        (
            ["étude surveillée demandée par 11 familles", "lundi et mardi de 16 h 30 à 17 h 30"],
            "L'étude surveillée, demandée par 11 familles, se tiendrait le lundi et le mardi de 16 h 30 à 17 h 30.",
        ),
        (["barrières posées avant les vacances"], "Les barrières seront posées avant les vacances."),
        (
            ["c'est la cne qui rembourse 2 992,50 à la région, la région ne verse plus rien"],
            "La commune rembourse 2 992,50 € à la Région, qui ne verse plus rien.",
        ),
        (
            ["si bailleur défaille la cne paie, pas le dépt"],
            "Si le bailleur est défaillant, c'est la commune, et non le département, qui paie.",
        ),
        (["bâche posée", "1 seule offre reçue"], "La bâche est posée. Une seule offre a été reçue."),
    ],
)
def test_the_same_relation_said_otherwise_is_accepted(notes: list[str], text: str) -> None:
    assert refusals(notes, text) == ""


def test_who_asks_may_state_first() -> None:
    notes = ["mme Roux : bruit des éoliennes, bridage ?", "m. Petit : étude en cours"]
    text = (
        "Madame Roux signale le bruit des éoliennes et demande s'il y a un bridage. "
        "Monsieur Petit indique qu'une étude est en cours."
    )
    assert refusals(notes, text, Task.DEBAT) == ""
