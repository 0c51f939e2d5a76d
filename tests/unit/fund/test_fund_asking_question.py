"""What a question asks for, however it is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.asking.question import Asked, understand
from secretaire.fund.finding.synonyms import Synonyms
from secretaire.fund.pieces import Kind


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Quel est le tarif de la salle des fêtes ?", Asked.MONEY),
        ("tarif salle des fetes", Asked.MONEY),
        ("combien coute une concession", Asked.MONEY),
        ("A quel prix le terrain est-il vendu", Asked.MONEY),
        ("Quel est le taux de la taxe foncière ?", Asked.RATE),
        ("taux taxe fonciere", Asked.RATE),
        ("Quelle remise pour les associations ?", Asked.SHARE),
        ("À quelle hauteur la commune participe-t-elle ?", Asked.SHARE),
        ("Quand le marché a-t-il lieu ?", Asked.DATE),
        ("a quelle date a ete vote le budget", Asked.DATE),
        ("Quels jours la déchetterie est-elle ouverte ?", Asked.DAYS),
        ("Quelle est la durée du bail ?", Asked.DURATION),
        ("pour combien de temps la convention est-elle signée", Asked.DURATION),
        ("Qui préside la commission des travaux ?", Asked.WHO),
        ("A qui le terrain est-il loué ?", Asked.WHO),
        ("Quel adjoint est chargé de la voirie ?", Asked.WHO),
        ("quelle entreprise refait le toit", Asked.ORGANISATION),
        ("Auprès de quelle banque ?", Asked.ORGANISATION),
        ("Combien d'heures pour le poste ?", Asked.COUNT),
        ("Quel est le numéro de la délibération sur le budget ?", Asked.ACT_NUMBER),
        ("La commune a-t-elle adhéré au CAUE ?", Asked.DECISION),
        ("Où sera installé le défibrillateur ?", Asked.PLACE),
        ("ou se trouve le columbarium", Asked.PLACE),
        ("Quels travaux sont prévus à l'école ?", Asked.SUBSTANCE),
        ("Quel est le budget de la fête et combien de forains viennent ?", Asked.MONEY),
    ],
)
def test_the_kind_of_answer(text: str, asked: Asked) -> None:
    assert understand(text).asked is asked


def test_accents_capitals_and_marks_do_not_matter() -> None:
    neat, hurried = (
        understand("Quel est le tarif de l'école à Noël ?"),
        understand("quel est le TARIF de l ecole a noel"),
    )
    assert (neat.asked, neat.subjects) == (hurried.asked, hurried.subjects)


def test_the_words_that_ask_are_no_subject() -> None:
    question = understand("Quel est le montant du loyer du presbytère ?")
    assert [subject.word for subject in question.subjects] == ["loyer", "presbytere"]
    assert [subject.word for subject in understand("Quelle entreprise a été retenue pour le lavoir ?").telling] == [
        "lavoir"
    ]


def test_what_is_counted_is_known() -> None:
    assert understand("combien d'emplois de vacataires").counted == understand("Combien d'emploi ?").counted != ""


@pytest.mark.parametrize(
    ("text", "years", "since", "until"),
    [
        ("tarif du camping en 2016", {2016}, None, None),
        ("tarif du camping avant 2019", set(), None, date(2018, 12, 31)),
        ("subventions depuis 2020", set(), date(2020, 1, 1), None),
        ("subventions après 2020", set(), date(2021, 1, 1), None),
        ("le tarif actuel du camping", set(), None, None),
        ("un emprunt de 2016 €", set(), None, None),
    ],
)
def test_the_period(text: str, years: set[int], since: date | None, until: date | None) -> None:
    period = understand(text).period
    assert (set(period.years), period.since, period.until) == (years, since, until)
    assert period.is_open is (not years and since is None and until is None)


def test_an_act_kind_that_is_named() -> None:
    assert understand("Quel arrêté interdit le stationnement ?").kind is Kind.ARRETE


def test_an_acronym_in_brackets_makes_its_words_doubtful() -> None:
    light = {s.word for s in understand("le parking du pôle de santé (PSLA)").subjects if s.light}
    assert light >= {"pole", "sante"}


def test_synonyms_stand_for_the_words() -> None:
    synonyms = Synonyms([[("sall", "fet"), ("foyer", "rural")]])
    known = {s.stem: s.others for s in understand("la caution de la salle des fêtes", synonyms).subjects}
    assert known["sall"] == known["fet"] == (("foyer", "rural"),)


@given(st.text(max_size=200))
def test_any_text_is_understood_somehow(text: str) -> None:
    assert understand(text).text == text
