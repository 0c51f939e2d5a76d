"""What the text alone decides: each check on its case, silent on the right one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts import wording
from secretaire.acts.act import Role
from secretaire.acts.act_type import Majorite, ModeScrutin, Recours
from secretaire.checks.finding import Finding
from secretaire.checks.run import TEXT_CHECKS
from secretaire.checks.written import Written
from secretaire.council.clear_days import jours_francs
from secretaire.council.quorum import quorum
from secretaire.council.seance import Pouvoir, Vote

if TYPE_CHECKING:
    from conftest import Case

HELD = date(2026, 12, 18)
HEAD = "Séance du 18 décembre 2026\n"
LISTS = (
    "Membres en exercice : 7\nPrésents : 5\nPouvoirs : 1\nVotants : 6\n"
    "Étaient présents : Mme Claire VAUTRIN, M. Paul DELAUNOY, Mme Odile PERRIGAULT, M. Luc FERRAND et Mme Inès HAMELET.\n"
    "Était représenté : M. Éric d'AUBERLIN (pouvoir à M. Paul DELAUNOY).\n"
    "Mme Odile PERRIGAULT est désignée secrétaire de séance.\n"
)


def findings(text: str, on: date = HELD) -> list[Finding]:
    written = Written(text, on)
    found = [f for check in TEXT_CHECKS for f in check(written)]
    assert all(text[f.start : f.end] == f.extrait for f in found)
    return found


def codes(text: str, on: date = HELD) -> list[str]:
    return [f.code for f in findings(text, on)]


# --- money --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le devis de 10 000 € HT, soit 12 000 € TTC", []),
        ("le devis de 10 000 € HT (TVA 10 %), soit 11 000 € TTC", []),
        ("le devis de 10 000 € HT (TVA 10 %), soit 12 000 € TTC", ["HT_TTC"]),
        ("le devis de 10 000 € HT, TVA 1 500 €, soit 12 000 € TTC", ["HT_TTC"]),
        ("le devis de 917,67 € HT, soit 1 399,00 € TTC", ["HT_TTC"]),
        ("le devis de 10 000 € HT, soit 9 000 € TTC", ["HT_TTC"]),
        ("le devis de 9 722, 740 € HT soit 11 667,24 € TTC", []),  # cut by the page: not read
        ("un lot de 2\n300,00 € HT soit 2 760,00 € TTC", []),
        ("la TVA à 19,6 %", ["TVA_TAUX"]),
        ("la TVA à 5,5 %", []),
        ("17 000 €, soit 40 % de 42 500 €", []),
        ("17 000 €, soit 45 % de 42 500 €", ["POURCENTAGE"]),
        ("40 % du coût de 42 500 €, soit 17 500 €", ["POURCENTAGE"]),
        ("33 % de 10 000 €, soit 3 333 €", []),
        ("12 mois à 350 €, soit 4 200 €", []),
        ("12 mois à 350 €, soit 4 300 €", ["CALCUL"]),
        ("100 € + 50,50 € = 150,50 €", []),
        ("100 € + 50,50 € = 150 €", ["CALCUL"]),
        ("deux mille euros (2 500 €)", ["LETTRES_CHIFFRES"]),
        ("2 500 € (deux mille cinq cents euros)", []),
        ("2 500 € (deux mille euros)", ["LETTRES_CHIFFRES"]),
        ("cent euros et cinquante centimes (100,50 €)", []),
        ("cent euros et quarante centimes (100,50 €)", ["LETTRES_CHIFFRES"]),
        ("pour trois (3) ans", []),
        ("pour trois (4) ans", ["LETTRES_CHIFFRES"]),
        ("Objet : subvention de 500 €\nUne subvention de 500 € est attribuée.", []),
        ("Objet : subvention de 500 €\nUne subvention de 600 € est attribuée.", ["MONTANT_OBJET"]),
        ("Le montant du marché est de 500 €. Le montant du marché est de 600 €.", ["MONTANT_DIVERGENT"]),
    ],
)
def test_amounts(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_a_rate_that_was_in_force_is_left_alone() -> None:
    assert codes("la TVA à 19,6 %", date(2013, 5, 1)) == []


def table(rows: list[Decimal], total: Decimal) -> str:
    lines = [f"Ligne {chr(97 + n)}\t{wording.amount(r)}" for n, r in enumerate(rows)]
    return "\n".join(["Nature\tMontant", *lines, f"Total\t{wording.amount(total)}"])


cents = st.decimals(-99_999, 999_999, places=2)


@given(st.lists(cents, min_size=1, max_size=8), st.decimals(1, 1000, places=2))
def test_a_table_says_its_sum_and_nothing_else(rows: list[Decimal], slip: Decimal) -> None:
    assert codes(table(rows, sum(rows, Decimal(0)))) == []
    (wrong,) = findings(table(rows, sum(rows, Decimal(0)) + slip))
    assert (wrong.code, wrong.proposition) == ("TOTAL_TABLEAU", wording.amount(sum(rows, Decimal(0))))


PLAN = "Le coût est estimé à {cost} € hors taxes.\nFinanceur\tMontant\tPart\nÉtat (DETR)\t{state} €\t{part} %\nCommune\t{own} €\t{rest} %\nTotal\t{total} €\t100 %"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"part": 45}, ["PART"]),
        ({"state": 9000, "own": 1000, "part": 90, "rest": 10}, ["AUTOFINANCEMENT"]),  # L. 1111-10
        ({"cost": 12000}, ["PLAN_FINANCEMENT"]),
        ({"total": 11000}, ["TOTAL_TABLEAU"]),
    ],
)
def test_a_financing_plan(changed: dict[str, int], expected: list[str]) -> None:
    given_by = {"cost": 10000, "state": 4000, "own": 6000, "part": 40, "rest": 60, "total": 10000} | changed
    assert codes(PLAN.format_map(given_by)) == expected


def test_sections_that_balance() -> None:
    budget = "Le budget est équilibré.\nNature\tMontant\nAchats\t500 €\nTotal des dépenses\t500 €\n\nNature\tMontant\nDotation\t{} €\nTotal des recettes\t{} €"
    assert codes(budget.format(500, 500)) == []
    assert codes(budget.format(400, 400)) == ["DESEQUILIBRE"]


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le vendredi 18 décembre 2026", []),
        ("le mardi 18 décembre 2026", ["JOUR_SEMAINE"]),
        ("le mardi 18/12/2026", ["JOUR_SEMAINE"]),
        ("le 31 février 2027", ["DATE_IMPOSSIBLE"]),
        ("le 31/04/2027", ["DATE_IMPOSSIBLE"]),
        ("au compte 65/74/2014", []),
        ("la séance du 3 0 juin 2023", []),  # cut by the page: not read
        ("du 15 juin 2027 au 3 juin 2027", ["DATES_INVERSEES"]),
        ("du 3 juin 2027 au 15 juin 2027", []),
        ("la séance est ouverte à 20 heures 75", ["HEURE_IMPOSSIBLE"]),
        ("une semaine de travail à 36h30", []),
        (HEAD + "L'an deux mille vingt-six, le dix-huit décembre, à 20 heures", []),
        (HEAD + "L'an deux mille vingt-six, le dix-sept décembre, à 20 heures", ["DATE_SEANCE"]),
        (HEAD + "Vu la délibération du 12 mars 2027 relative aux tarifs,", ["DATE_POSTERIEURE"]),
        (HEAD + "Vu la délibération du 12 mars 2026 relative aux tarifs,", []),
        (HEAD + "Le tarif prend effet le 1er janvier 2026.", ["EFFET_RETROACTIF"]),
        (HEAD + "Le tarif prend effet le 1er janvier 2027.", []),
        (HEAD + "Le tarif prend effet le 19 décembre 2026.\nActe rendu exécutoire : transmis au contrôle de légalité le 22 décembre 2026.", ["EFFET_AVANT_TRANSMISSION"]),
        (HEAD + "Acte rendu exécutoire : transmis au contrôle de légalité le 22 décembre 2025.", ["TRANSMISSION_AVANT_ACTE"]),
        (HEAD + "Fait à Aubigny, le 17 décembre 2026", ["FAIT_AVANT_SEANCE"]),
        (HEAD + "sur seconde convocation, la séance du 16 décembre 2026 n'ayant pu se tenir faute de quorum", ["SECONDE_CONVOCATION"]),
        (HEAD + "sur seconde convocation, la séance du 14 décembre 2026 n'ayant pu se tenir faute de quorum", []),
    ],
)  # fmt: skip
def test_dates(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(-10, 20))
def test_clear_days_are_those_of_the_law(held: date, ahead: int) -> None:
    sent = held - timedelta(days=ahead)
    text = f"Séance du {wording.day(held)}\nDate de la convocation : {wording.day(sent)}"
    assert codes(text) == ([] if jours_francs(sent, held) >= 3 else ["CONVOCATION_DELAI"])


@pytest.mark.parametrize(
    ("held", "text", "expected"),
    [
        ("15 avril 2027", "Vote des taux d'imposition 2027", []),
        ("16 avril 2027", "Vote des taux d'imposition 2027", ["ECHEANCE"]),
        ("30 avril 2026", "Budget primitif 2026", []),  # the year of the elections
        ("2 mai 2026", "Budget primitif 2026", ["ECHEANCE"]),
        ("30 juin 2027", "Arrêt des comptes – compte financier unique 2026, le maire s'étant retiré", []),
        ("1er juillet 2027", "Arrêt des comptes – compte financier unique 2026, le maire s'étant retiré", ["ECHEANCE"]),
    ],
)
def test_deadlines_of_the_year(held: str, text: str, expected: list[str]) -> None:
    assert codes(f"Séance du {held}\nObjet : {text}") == expected


# --- council ------------------------------------------------------------------------------------


def test_regular_lists_are_silent() -> None:
    assert codes(HEAD + LISTS) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Présents : 5", "Présents : 4", ["PRESENTS_NOMBRE"]),
        ("Pouvoirs : 1", "Pouvoirs : 3", ["EFFECTIFS", "VOTANTS", "POUVOIRS_NOMBRE"]),
        ("Votants : 6", "Votants : 7", ["VOTANTS"]),
        ("(pouvoir à M. Paul DELAUNOY)", "(pouvoir à Mme Jeanne LE TABARY)", ["POUVOIR"]),
        ("Mme Odile PERRIGAULT est", "Mme Jeanne LE TABARY est", ["SECRETAIRE_NON_PRESENT"]),
        ("M. Luc FERRAND et", "M. Paul DELAUNOY et", ["PRESENT_DEUX_FOIS"]),
        ("Votants : 6\n", "Votants : 6\nLe quorum de 3 membres est atteint.\n", ["QUORUM_ECRIT"]),
    ],
)
def test_lists_that_contradict_each_other(old: str, new: str, expected: list[str]) -> None:
    assert codes(HEAD + LISTS.replace(old, new)) == expected


@given(st.integers(5, 29), st.integers(1, 29))
def test_quorum_is_more_than_half_whatever_the_pouvoirs(office: int, present: int) -> None:
    text = f"{HEAD}Membres en exercice : {office}\nPrésents : {present}"
    found = codes(text)
    assert ("QUORUM" in found) is (present < quorum(office))
    assert codes(text + "\nsur seconde convocation").count("QUORUM") == 0  # Q8
    assert ("EFFECTIFS" in found) is (present > office)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Votants : 15\npar 6 voix pour, 5 voix contre et 4 abstentions, décide", []),  # M1
        ("Votants : 15\npar 3 voix pour, 2 voix contre et 10 abstentions, décide", []),  # M2
        ("par 5 voix pour et 5 voix contre, la voix du président étant prépondérante, décide", []),  # M4
        ("par 5 voix pour et 5 voix contre, décide", ["VOTE_PARTAGE"]),  # M6
        ("au scrutin secret, par 5 voix pour et 5 voix contre, la voix du président étant prépondérante, décide", ["VOTE_PARTAGE_SECRET"]),  # M7
        ("par 4 voix pour, 4 voix contre et 1 abstention, décide d'arrêter le compte financier unique", []),  # M8
        ("par 4 voix pour et 6 voix contre, décide", ["VOTE_REJETE"]),
        ("par 6 voix contre et 4 voix pour, N'ADOPTE PAS la proposition", []),
        ("Votants : 11\npar 9 voix pour et 3 voix contre, décide", ["VOTE_TOTAL"]),
        ("2 abstentions (M. Roux, Mme Bon)", []),
        ("2 abstentions (M. Roux, Mme Bon, M. Lam)", ["VOTE_NOMS"]),
        ("bulletins : 12\nnuls : 1\nsuffrages exprimés : 11\nmajorité absolue : 6", []),  # M10
        ("bulletins : 12\nnuls : 1\nsuffrages exprimés : 12", ["SUFFRAGES"]),
        ("suffrages exprimés : 11\nmajorité absolue : 5", ["MAJORITE_ABSOLUE"]),
        ("Objet : élection du maire\nil est procédé au vote à main levée", ["SCRUTIN_SECRET"]),
        ("Objet : vote du compte financier unique\nà l'unanimité", ["COMPTE_MAIRE"]),
    ],
)  # fmt: skip
def test_votes(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_the_maire_who_leaves_for_the_accounts_counts_in_the_quorum(regular: Case) -> None:
    accounts = regular.with_type(majorite=Majorite.COMPTES).with_seance(presents=(1, 2, 3, 4, 5, 6)).but(vote=Vote(7))
    assert "QUORUM" in accounts.codes()  # Q7: 11 in office, 6 present with the maire
    assert "QUORUM" not in accounts.with_seance(presents=(1, 2, 3, 4, 5, 6, 7)).but(vote=Vote(8)).codes()
    held = accounts.with_seance(presents=(1, 2, 3, 4, 5, 6, 7), pouvoirs=(Pouvoir(9, 1),)).but(vote=Vote(6))
    assert held.codes() == {"POUVOIR_COMPTE"}


def test_who_stands_back_or_is_away_does_not_vote(regular: Case) -> None:
    aside = Vote(8, 1, noms_contre=("PrénomLam LAM",), noms_deport=("PrénomLam LAM",))
    assert "DEPORT_VOTE" in regular.but(vote=aside).codes()
    assert "VOTE_ABSENT_NOMME" in regular.but(vote=Vote(9, 1, noms_contre=("PrénomVau VAU",))).codes()
    twice = Vote(8, 1, 1, noms_contre=("PrénomLam LAM",), noms_abstentions=("PrénomLam LAM",))
    assert "VOTE_DEUX_FOIS" in regular.but(vote=twice).codes()


def test_a_secret_ballot_is_not_by_show_of_hands(regular: Case) -> None:
    secret = regular.with_type(scrutin=ModeScrutin.SECRET).with_text(Role.DISPOSITIF, "Il est voté à main levée.")
    assert secret.codes() == {"SCRUTIN_SECRET"}
    named = regular.with_type(scrutin=ModeScrutin.SECRET).but(vote=Vote(9, 0, 1, noms_abstentions=("PrénomLam LAM",)))
    assert "SCRUTIN_NOMS" in named.codes()


# --- form, competence, names --------------------------------------------------------------------

LONG = "Le conseil municipal examine la situation de la voirie et des chemins, " * 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Article 1 : a\nArticle 2 : b\nArticle 3 : c", []),
        ("Article 1 : a\nArticle 3 : c", ["ARTICLES_NUMEROS"]),
        ("Article 1 : a\nArticle 1 : b\n", []),  # two acts, perhaps
        ("Article 1 : a, voir l'article 4 de la présente délibération.\nArticle 2 : b", ["RENVOI_ARTICLE"]),
        (HEAD + "Délibération n° 2026-012", []),
        (HEAD + "Délibération n° 2025-012", ["NUMERO_ANNEE"]),
        (f"Objet : rénovation de l'éclairage du stade\n{LONG}", ["OBJET_CONTENU"]),
        (f"Objet : état de la voirie et des chemins\n{LONG}", []),
        ("Objet : budget primitif 2026\nLe budget de l'exercice 2025 est voté.", ["ANNEE_OBJET"]),
        ("Voir l'annexe 1, puis l'annexe 3.", ["ANNEXES_NUMEROS"]),
        ("Vu le budget de la commune,\nVu le budget de la commune,", ["VISA_REPETE"]),
        ("DÉCIDE :\nArticle 1 : a\nVu le code de la voirie routière,", ["PARTIES_ORDRE"]),
        ("Objet : création d'un emploi d'adjoint technique\nLe maire,\nARRÊTE :\nArticle 1 : a", ["COMPETENCE"]),
        ("Objet : réglementation du stationnement\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDÉCIDE :", ["COMPETENCE"]),
        ("Le maire,\nVu le CGCT, notamment son article L. 2122-22,\nDÉCIDE :\nla vente d'un tracteur à 5 000 €", ["DELEGATION_LIMITE"]),
        ("Le maire,\nVu le CGCT, notamment son article L. 2122-22,\nDÉCIDE :\nla vente d'un tracteur à 4 600 €", []),
        ("Mme Claire VAUTRIN et Mme Claire VAUTRAIN", ["NOM_VARIANTE"]),
        ("Mme Claire VAUTRIN et M. Claire VAUTRIN", ["CIVILITE"]),
        ("M. Paul DELAUNOY et M. Luc DELAUNAY", []),
        ("M. Paul DELAUNOY, premier adjoint, et M. Paul DELAUNOY, conseiller municipal", ["FONCTION"]),
        ("l'entreprise Couverture Bocage et la société Couverture Boccage", ["ORGANISME"]),
    ],
)  # fmt: skip
def test_form_competence_and_names(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_members_are_written_as_the_roster_does(regular: Case) -> None:
    named = regular.with_text(Role.EXPOSE, "M. PrénomMartin MARTAIN")
    assert [(f.code, f.proposition) for f in named.findings()] == []  # a first name with two capitals is not read
    elus = tuple(replace(e, prenom="Paul") if e.id == 2 else e for e in regular.context.roster.elus)
    case = regular.but(roster=replace(regular.context.roster, elus=elus))
    assert [(f.code, f.proposition) for f in case.with_text(Role.EXPOSE, "M. Paul MARTAIN").findings()] == [
        ("NOM_ELU", "M. Paul MARTIN")
    ]
    assert case.with_text(Role.EXPOSE, "Mme Paul MARTIN").codes() == {"CIVILITE"}
    assert case.with_text(Role.EXPOSE, "M. Paul MARTIN, maire").codes() == {"FONCTION"}
    assert case.with_text(Role.EXPOSE, "M. Hugo PETIT, premier adjoint").codes() == {"ELU_INCONNU"}
    assert case.with_text(Role.CLOTURE, "Fait à Yvetot, le jour dit").codes() == {"COMMUNE"}


def test_parts_signatures_and_notices(regular: Case) -> None:
    def without(role: Role) -> Case:
        return regular.with_act(sections=tuple(s for s in regular.context.act.sections if s.role is not role))

    assert without(Role.DISPOSITIF).codes() == {"PARTIE_ABSENTE"}
    assert without(Role.SIGNATURES).codes() == {"PARTIE_ABSENTE"}
    assert without(Role.SIGNATURES).with_text(Role.SIGNATURES, "Le maire,").codes() == {"SIGNATURE_SECRETAIRE"}
    assert without(Role.SIGNATURES).with_text(Role.SIGNATURES, "La secrétaire,").codes() == {"SIGNATURE_MAIRE"}
    other = "Le maire,\nla secrétaire de séance,\nOdile PERRIGAULT"
    assert without(Role.SIGNATURES).with_text(Role.SIGNATURES, other).codes() == {"SIGNATURE_NOM"}
    assert regular.with_type(contradictoire=True).codes() == {"CONTRADICTOIRE"}
    month = "Le tribunal administratif peut être saisi dans un délai de trois mois."
    assert regular.with_text(Role.MENTIONS, month).codes() == {"RECOURS_DELAI"}
    election = regular.with_type(recours=Recours.ELECTORAL).with_text(Role.MENTIONS, month.replace("trois", "deux"))
    assert election.codes() == {"RECOURS_DELAI"}
    caen = regular.but(commune=replace(regular.context.commune, tribunal="Caen"))
    assert caen.with_text(Role.MENTIONS, "Il s'agit du tribunal administratif de Rouen.").codes() == {"TRIBUNAL"}
    assert caen.with_text(Role.MENTIONS, "Il s'agit du tribunal administratif de Caen.").codes() == set()


def test_minutes_are_not_judged_as_one_act() -> None:
    act = HEAD + "Membres en exercice : 7\nPrésents : 2\nLe conseil, après en avoir délibéré, à l'unanimité, décide.\n"
    assert "QUORUM" in codes(act)
    assert codes(act * 3) == []
