"""Texts compared with their notes, whoever wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretaire.drafting.pen.locks import Lock, check
from secretaire.drafting.pen.tasks import Task, load_plume

PLUME = load_plume(Path(__file__).resolve().parents[3] / "resources" / "plume")


def locks(note: str, text: str, objet: str = "") -> set[Lock]:
    return {r.lock for r in check(PLUME, Task.PHRASE, text, [note], objet).refusals}


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("caution 300€ inchangée", "La caution de 300 € est inchangée."),
        ("asso pêche dde 250 €", "L'association de pêche demande 250 €."),
        (
            "tjs pas de réponse du dépt au courrier du 14 mars",
            "Il n'y a toujours pas de réponse du département au courrier du 14 mars.",
        ),
        ("1er au 15/08, rue fermée", "Du 1er au 15 août, la rue est fermée."),
        ("mme roy ne vient plus", "Madame Roy ne vient plus."),
        ("mare à sec l'été dernier", "La mare était à sec l'été dernier."),
        ("2 gîtes en zone AU", "Les 2 gîtes sont en zone AU."),
        ("0 € de + sur les repas", "Les repas coûtent 0 € de plus."),
    ],
)
def test_a_faithful_text_is_accepted(note: str, text: str) -> None:
    assert locks(note, text) == set()


@pytest.mark.parametrize(
    ("note", "text", "lock"),
    [
        ("caution 300 €", "La caution est de 350 €.", Lock.FIGURE_ADDED),
        ("caution 300 €", "La caution est de 350 €.", Lock.FIGURE_LOST),
        ("caution 300 €", "La caution de 300 € est de 300 €.", Lock.FIGURE_REPEATED),
        ("caution 300 €", "La caution est de 300 %.", Lock.FACT_CHANGED),
        ("réunion le 3 mars", "La réunion est le 3 mai.", Lock.FACT_CHANGED),
        ("réunion le 3 mars, départ le 5 mai", "La réunion est le 5 mars et le départ le 3 mai.", Lock.FACT_CHANGED),
        ("réunion le 3 mars", "La réunion est le 3 mars, un mardi.", Lock.FACT_CHANGED),
        ("parcelle ZC 14", "La parcelle est ZD 14.", Lock.FACT_CHANGED),
        ("visa L. 2121-29", "Le visa est L. 2122-29.", Lock.FIGURE_ADDED),
        ("toit refait", "Le toit est refait par Dupont.", Lock.NAME_ADDED),
        ("dossier DETR refait", "Le dossier est refait.", Lock.NAME_LOST),
        ("mme roy absente", "Elle est absente.", Lock.NAME_LOST),
        ("toit pas refait", "Le toit est refait.", Lock.NEGATION_LOST),
        ("toit refait", "Le toit n'est pas refait.", Lock.NEGATION_ADDED),
        ("route utilisée", "La route n'est plus utilisée.", Lock.NEGATION_ADDED),
        ("coût env. 300 €", "Le coût est de 300 €.", Lock.NUANCE_LOST),
        ("toit refait", "Le toit est refait en urgence.", Lock.WORD_ADDED),
        ("toit école refait, peinture préau finie", "Le toit est fait.", Lock.CONTENT_LOST),
        ("toit refait", "le toit est refait", Lock.FORM),
        ("demande de aide", "La demande est de aide.", Lock.FORM),
        ("avis du maire", "C'est l'avis de la maire.", Lock.FORM),
        ("la fille n'a pas répondu", "La fille n'est pas encore répondu.", Lock.FORM),
        ("exercice le 21 mars", "L'exercice de 21 mars a eu lieu.", Lock.FORM),
        ("M. Roux pas d'accord", "Monsieur Roux n'a pas d'accord.", Lock.FORM),
        ("frais à charge de la famille", "Les frais sont également à charge.", Lock.FORM),
        ("le synd. peut nous obliger à payer", "Le syndicat peut nous obliger à payer.", Lock.FORM),
        ("chèques : pas possible", "C'est pas possible pour les chèques.", Lock.FORM),
        ("personne n'accepte", "Le projet n'est pas accepté par personne.", Lock.FORM),
        ("hébergement remboursé", "Le hébergement est remboursé.", Lock.FORM),
        ("11 signalements", "Le 11 signalements ont été reçus.", Lock.FORM),
        ("crèche : 2030 promis", "La crèche promettait le 2030.", Lock.FORM),
        ("pr 20 places il faut 18 m", "Pour 20 places, il le faut 18 m.", Lock.FORM),
        ("VC 2 et 6 : oui", "Les travaux sont accordés aux parcelles VC 2 et 6.", Lock.FORM),
        ("tuiles tombées", "Des tuiles ont été tombées.", Lock.FORM),
        ("tuiles tombées", "Des tuiles ont tombé.", Lock.FORM),
        ("poteau jamais hors service", "Le SDIS ne doit jamais le poteau hors service.", Lock.FORM),
        ("chauffage nous", "Le chauffage est à la nôtre.", Lock.FORM),
        ("214 compteurs > 15 ans", "Les 214 compteurs sont plus de 15 ans.", Lock.FORM),
        ("3 adhérents sur 140", "Les 3 adhérents représentent 140.", Lock.FORM),
        ("+ de 30 ans dps le décès", "Il n'y a plus de 30 ans depuis le décès.", Lock.FORM),
        ("reste 210 à la cne", "La commune reste donc 210 €.", Lock.FORM),
        ("pointeuse ?", "La pointeuse est à la charge ; elle est demandée.", Lock.FORM),
        ("casque toujours refusé", "Le casque n'est toujours refusé.", Lock.FORM),
        ("pas de tronçonneuse seul, jamais", "Il n'y a pas de tronçonneuse seule jamais.", Lock.FORM),
        ("ni viande ni litière", "Ni viande ni litière est admise.", Lock.FORM),
        ("prévenir 48h avt max", "Il faut prévenir 48 h avant le maximum.", Lock.FORM),
        ("TAD : + 46 trajets", "Le TAD compte 46 plus de trajets.", Lock.FORM),
        ("dégressif : 75 50 25", "Le taux est dégressif, soit 75 50 25 %.", Lock.FORM),
        ("factures : 3 mois", "Les factures sont facturées pour 3 mois.", Lock.FORM),
        ("le docteur veut sortir", "Le docteur souhaite qu'il sort.", Lock.FORM),
        ("devis Trabat 6 540", "Le devis, de 6 540 €, est assuré par Trabat.", Lock.FORM),
        ("DETR 40 %", "La DETR demande 40 %.", Lock.FORM),
        ("présidente : non", "Le présidente répond que non.", Lock.FORM),
        ("tir 31 mars - 10 juin", "Le tir a lieu au du 31 mars au 10 juin.", Lock.FORM),
        ("+ test 1 950 €", "L'inspection demande un plus de test, de 1 950 €.", Lock.FORM),
        (
            "aucun proprio manifesté",
            "L'arrêté est affiché sans que n'ayant été manifesté aucun propriétaire.",
            Lock.FORM,
        ),
        ("fleurir la tombe", "La charge porte sur la fleurir la tombe.", Lock.FORM),
        ("atd ne demande pas de fermer", "L'ATD ne demande pas fermer.", Lock.FORM),
        ("perçu 9 240 soit 1 386", "La commune a perçu 9 240 €, soit 1 386 € de moins.", Lock.UNIT_CHANGED),
        ("reste 6 à refaire", "6 branchements restent à refait.", Lock.FORM),
        ("mme Rey : sont-ils venus ?", "Madame Rey demande combien de fois sont-ils venus.", Lock.FORM),
        ("plaque offerte ou payante ?", "La plaque est-elle offerte ou payante ?", Lock.FORM),
        ("mme Rey : 8 dates", "Madame Rey refuse 8 dates.", Lock.WORD_ADDED),
        ("nids de poule route du bois", "Les nids de poule de la route du bois sont à observer.", Lock.WORD_ADDED),
    ],
)
def test_an_unfaithful_text_is_refused(note: str, text: str, lock: Lock) -> None:
    assert lock in locks(note, text)


def test_each_considerant_begins_as_one() -> None:
    report = check(PLUME, Task.CONSIDERANTS, "Le toit est refait ;", ["toit refait"])
    assert Lock.FORM in {r.lock for r in report.refusals}


@pytest.mark.parametrize(
    "sentence", ["La barré du trottoir depuis juin et les ardoises tombées.", "Ardoises tombées sur le trottoir."]
)
def test_a_sentence_without_a_verb_is_refused(sentence: str) -> None:
    assert "sans verbe" in {r.excerpt for r in check(PLUME, Task.PHRASE, sentence, [sentence]).refusals}


@pytest.mark.parametrize("sentence", ["Le club demande une aide.", "La commune compte 6 agents.", "Le car part à 8 h."])
def test_a_verb_that_looks_like_a_noun_is_a_verb(sentence: str) -> None:
    assert check(PLUME, Task.PHRASE, sentence, [sentence]).refusals == ()
