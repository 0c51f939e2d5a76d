"""Texts in free French compared with their notes: reworded and reordered is accepted, changed is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretaire.drafting.pen.locks import Lock, Refusal, added, check
from secretaire.drafting.pen.tasks import Task, load_plume

PLUME = load_plume(Path(__file__).resolve().parents[3] / "resources" / "plume")


def refusals(notes: list[str], text: str, task: Task = Task.EXPOSE, objet: str = "") -> tuple[Refusal, ...]:
    return check(PLUME, task, text, notes, objet).refusals


def locks(notes: list[str], text: str, task: Task = Task.EXPOSE) -> set[Lock]:
    return {r.lock for r in refusals(notes, text, task)}


LOAN = ["tx emprunt 3,1 -> 2,4 % après renég.", "frais 600 €, gain 4 700 € s/ 8 ans"]
ROAD = ["chemin du bois : 3 devis, 12 400 HT le moins cher", "pas de subv. dépt", "tx av. fin juin si météo ok"]


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        (
            ["asso pêche dde 250 € (200 € l'an dernier)"],
            "L'association de pêche demande une subvention de 250 €, contre 200 € l'an dernier.",
        ),
        (
            ["proprio refuse de vendre parc. AC 117, prix trop bas selon lui"],
            "Le propriétaire refuse de vendre la parcelle AC 117, le prix étant selon lui trop bas.",
        ),
        (
            ["entrée prise en charge par comcom", "reste cne 1 180 €"],
            "L'entrée est prise en charge par la communauté de communes et le reste à la charge de la commune est de 1 180 €.",
        ),
        (["pas de réponse du dépt"], "Le département n'a pas répondu."),
        (["règlement de la salle inchangé"], "Le règlement de la salle n'est pas modifié."),
        (["dossier PCS de 2009 à revoir"], "Le plan communal de sauvegarde de 2009 est à revoir."),
    ],
)
def test_a_faithful_rewording_is_accepted(notes: list[str], text: str) -> None:
    assert refusals(notes, text) == ()


@pytest.mark.parametrize(
    ("notes", "text", "lock"),
    [
        # roles
        (
            ["devis Bois 2 830 €", "devis Corbin 2 410 €"],
            "Le devis de Bois est de 2 410 € et celui de Corbin est de 2 830 €.",
            Lock.ROLE_CHANGED,
        ),
        # units and limits
        (["loyer 40 € par mois"], "Le loyer est de 40 € par an.", Lock.UNIT_CHANGED),
        (["devis 300 € HT"], "Le devis est de 300 € TTC.", Lock.UNIT_CHANGED),
        (["délai 3 mois"], "Le délai est de 3 semaines.", Lock.UNIT_CHANGED),
        (["salle : moins de 80 personnes"], "La salle est pour plus de 80 personnes.", Lock.UNIT_CHANGED),
        (["salle : 80 personnes maximum"], "La salle est pour 80 personnes.", Lock.NUANCE_LOST),
        # negations, on what they deny
        (
            ["toit pas refait", "mur refait"],
            "Le toit est refait et le mur n'est pas refait.",
            Lock.NEGATION_ADDED,
        ),
        (["brûlage interdit en été"], "Le brûlage n'est pas interdit en été.", Lock.NEGATION_ADDED),
        # who pays, who speaks
        (["clôture payée par la commune"], "La clôture est payée par le propriétaire.", Lock.PAYER_CHANGED),
        # contraries
        (["avis favorable de la commission"], "L'avis de la commission est défavorable.", Lock.CONTRARY),
        (["hausse des tarifs de la cantine"], "Les tarifs de la cantine sont en baisse.", Lock.CONTRARY),
        # time
        (["conduite remplacée rue Basse"], "La conduite sera remplacée rue Basse.", Lock.TENSE_CHANGED),
        # nuances
        (["accès fermé sauf riverains"], "L'accès est fermé et les riverains passent.", Lock.NUANCE_LOST),
        (["accès fermé aux camions"], "L'accès est fermé aux camions, sauf la nuit.", Lock.NUANCE_ADDED),
        # invented, lost
        (["toit refait"], "Le toit est refait. Les élus se félicitent de ce résultat.", Lock.WORD_ADDED),
        (["toit école refait", "peinture préau finie"], "Le toit de l'école est refait.", Lock.CONTENT_LOST),
    ],
)
def test_what_is_changed_is_refused(notes: list[str], text: str, lock: Lock) -> None:
    assert lock in locks(notes, text)


def test_the_words_of_one_are_not_given_to_another() -> None:
    notes = ["mme roux : les hameaux sont-ils desservis ?", "m. petit : la buse est trop petite"]
    right = "Madame Roux demande si les hameaux sont desservis. Monsieur Petit indique que la buse est trop petite."
    wrong = "Monsieur Petit demande si les hameaux sont desservis. Madame Roux indique que la buse est trop petite."
    assert locks(notes, right, Task.DEBAT) == set()
    assert Lock.SPEAKER_CHANGED in locks(notes, wrong, Task.DEBAT)


def test_a_question_is_not_a_statement() -> None:
    notes = ["mme roux : les hameaux sont-ils desservis ?"]
    assert Lock.SPEAKER_CHANGED in locks(notes, "Madame Roux indique que les hameaux sont desservis.", Task.DEBAT)


def test_a_refusal_says_where() -> None:
    text = "Le toit est refait. Le mur est refait en urgence."
    [refusal] = refusals(["toit refait", "mur refait"], text)
    assert (text[refusal.start : refusal.end], refusal.lock) == ("urgence", Lock.WORD_ADDED)
    [missing] = refusals(["toit refait", "peinture du préau terminée"], "Le toit est refait.")
    assert (missing.start, missing.note) == (-1, 1)


def test_what_is_not_written_yet_is_not_a_fault() -> None:
    notes = ["toit refait", "coût 300 €", "mur pas refait"]
    assert added(PLUME, Task.EXPOSE, "Le toit est refait.", notes) == ()
    assert Lock.FIGURE_ADDED in {r.lock for r in added(PLUME, Task.EXPOSE, "Le toit est refait pour 500 €.", notes)}


def test_a_summary_may_drop_facts_and_alter_none() -> None:
    notes = ["Le toit de l'école a été refait pour 300 €.", "Le mur du cimetière sera repeint."]
    assert Lock.CONTENT_LOST not in locks(notes, "Le toit de l'école a été refait.", Task.RESUME)
    assert Lock.FIGURE_ADDED in locks(notes, "Le toit de l'école a été refait pour 400 €.", Task.RESUME)
