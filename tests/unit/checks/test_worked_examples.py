"""The worked examples of the rules of the trade that no other test holds, under the number they have there.

Those of the quorum (Q1 to Q9), of the votes (M1 to M10), of the clear days (2.1), of the recourse (7.4) and of the sizes
(1.1) are in `council/test_council_rules.py`; C01 to C06 in `test_checks_meeting_and_vote.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act import FieldInput, Paragraph, Role, Section
from secretaire.acts.act_type import Champ, FieldType, Majorite, Recours
from secretaire.acts.form_values import FormValues
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.checks.deadlines import accounts_day, spring
from secretaire.checks.finding import Gravite
from secretaire.checks.run import TEXT_CHECKS
from secretaire.checks.written import Written
from secretaire.council.clear_days import Delai, jours_francs, limite_envoi
from secretaire.council.population import adjoints_max, complete_from, effectif_legal
from secretaire.council.quorum import Presence, quorum
from secretaire.council.seance import Vote
from secretaire.council.votes import accounts_outcome, counted, exprimes
from secretaire.drafting.act_types.catalogue import TypesCatalogue

if TYPE_CHECKING:
    from conftest import Case

TYPES = Path(__file__).parents[3] / "resources" / "types"


@cache
def shipped() -> TypesCatalogue:
    """The types of the application."""
    return TypesCatalogue.load(TYPES)


# --- council ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("population", "majority"), [(99, 4), (499, 6), (999, 8), (1_499, 8), (2_499, 10), (3_499, 12), (4_999, 14)]
)
def test_1_1_majority_of_a_full_council(population: int, majority: int) -> None:
    assert quorum(effectif_legal(population)) == majority


@given(st.integers(0, 400_000))
def test_1_1_a_council_is_odd_and_its_adjoints_under_a_third(population: int) -> None:
    size = effectif_legal(population)
    assert size % 2 == 1
    assert 10 * adjoints_max(size) <= 3 * size < 10 * (adjoints_max(size) + 1)
    assert 0 <= size - complete_from(population) <= 2


@pytest.mark.parametrize(
    ("seance", "days"),
    [
        (date(2026, 12, 18), (15, 16, 17)),
        (date(2026, 12, 28), (25, 26, 27)),
        (date(2027, 1, 5), (2, 3, 4)),
        (date(2027, 4, 8), (5, 6, 7)),
        (date(2027, 5, 10), (7, 8, 9)),
    ],
)
def test_2_1_the_clear_days_that_are_counted(seance: date, days: tuple[int, ...]) -> None:
    sent = limite_envoi(seance, Delai.ORDINAIRE)
    between = tuple((sent + timedelta(days=n)).day for n in range(1, (seance - sent).days))
    assert between == days
    assert jours_francs(sent, seance) == len(days)


@pytest.mark.parametrize(
    ("presence", "needed", "voters"),
    [
        pytest.param(Presence(15, 8, pouvoirs=3), 8, 11, id="Q1"),
        pytest.param(Presence(14, 8), 8, 8, id="Q4"),
        pytest.param(Presence(15, 9, sortis=2), 8, 7, id="Q5"),
        pytest.param(Presence(15, 9, ecartes=2), 7, 7, id="Q6"),
        pytest.param(Presence(11, 6, sortis=1), 6, 5, id="Q7"),
    ],
)
def test_3_1_what_is_needed_and_who_votes(presence: Presence, needed: int, voters: int) -> None:
    assert (presence.quorum, presence.voters) == (needed, voters)


@given(st.integers(1, 69), st.integers(0, 69), st.integers(0, 69), st.integers(0, 69))
def test_3_pouvoirs_never_make_a_quorum_nor_who_leaves(office: int, present: int, pouvoirs: int, out: int) -> None:
    present, out = min(present, office), min(out, present, office)
    there = Presence(office, present, pouvoirs, sortis=out)
    assert there.reached is (2 * (present - out) > office)
    aside = Presence(office, present, pouvoirs, ecartes=out)
    assert aside.quorum <= there.quorum
    assert aside.reached or not there.reached


@pytest.mark.parametrize(
    ("vote", "cast", "everyone"),
    [
        pytest.param(Vote(6, 5, 4), 11, 15, id="M1"),
        pytest.param(Vote(3, 2, 10), 5, 15, id="M2"),
        pytest.param(Vote(0, 0, 12), 0, 12, id="M3"),
        pytest.param(Vote(9, 0, 1, 1), 9, 11, id="M9"),
        pytest.param(Vote(7, 4, blancs_nuls=1), 11, 12, id="M10"),
    ],
)
def test_5_2_votes_cast_and_counted(vote: Vote, cast: int, everyone: int) -> None:
    assert (exprimes(vote), counted(vote)) == (cast, everyone)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_5_2_accounts_fall_only_to_a_majority_against(pour: int, contre: int, abstentions: int) -> None:
    assert accounts_outcome(Vote(pour, contre, abstentions)).adopte is (contre <= pour)


# --- limits and thresholds ----------------------------------------------------------------------


DECISION = "Décision\nLe maire,\nVu l'article L. 2122-22 du CGCT,\nDÉCIDE :\nArticle 1 : "


@pytest.mark.parametrize(
    ("text", "over"),
    [
        pytest.param("la vente du tracteur pour 4 600 € est décidée.", False, id="10°, at the limit"),
        pytest.param("la vente du tracteur pour 4 601 € est décidée.", True, id="10°, over"),
        pytest.param("une transaction est conclue pour 1 000 €.", False, id="16°, at the limit"),
        pytest.param("une transaction est conclue pour 1 200 €.", True, id="16°, over"),
        pytest.param("le bail est conclu pour 12 ans.", False, id="5°, at the limit"),
        pytest.param("le bail est conclu pour 15 ans.", True, id="5°, over"),
    ],
)
def test_8_limits_of_the_delegations(text: str, over: bool) -> None:
    written = Written(DECISION + text, date(2026, 12, 18))
    assert ("DELEGATION_LIMITE" in {f.code for check in TEXT_CHECKS for f in check(written)}) is over


def mistakes(type_id: str, fields: dict[str, FieldInput]) -> list[str]:
    """The sentences of the mistakes that a shipped type finds in these fields."""
    kind = shipped().get(type_id)
    values = FormValues(kind, fields, date(2026, 12, 18))
    return [controle.message for controle in kind.controles if values.holds(controle.si)]


@pytest.mark.parametrize(
    ("population", "most"),
    [("499", "28,1"), ("500", "44,3"), ("999", "44,3"), ("1000", "55,7"), ("3499", "55,7"), ("3500", "58,3")],
)
def test_10_highest_allowance_of_the_maire(population: str, most: str) -> None:
    over = f"{most.split(',')[0]},{int(most.split(',')[1]) + 1}"
    said = f"Le taux du maire dépasse {most}"
    assert not any(
        m.startswith(said) for m in mistakes("indemnites_elus", {"population": population, "taux_maire": most})
    )
    assert any(m.startswith(said) for m in mistakes("indemnites_elus", {"population": population, "taux_maire": over}))


@pytest.mark.parametrize(("price", "told"), [("59 999,99", False), ("60 000", True)])
def test_10_a_service_without_publicity_stays_under_60_000(price: str, told: bool) -> None:
    fields: dict[str, FieldInput] = {
        "phase": "attribution du marché",
        "procedure": "sans publicité ni mise en concurrence (sous le seuil)",
        "forfait_ht": price,
    }
    assert any("60 000" in m for m in mistakes("maitrise_oeuvre", fields)) is told


# --- the calendar -------------------------------------------------------------------------------


def test_11_budget_and_accounts() -> None:
    assert [spring(year) for year in (2026, 2027, 2032)] == [date(2026, 4, 30), date(2027, 4, 15), date(2032, 4, 30)]
    assert accounts_day(2027) == date(2027, 6, 30)
    assert spring(2027) + timedelta(days=15) == date(2027, 4, 30)  # the budget is sent
    assert spring(2026) + timedelta(days=15) == date(2026, 5, 15)


# --- the checks asked for -----------------------------------------------------------------------


def _with(role: Role, text: str) -> Callable[[Case], Case]:
    return lambda case: case.with_text(role, text)


def _interested(case: Case) -> Case:
    champ = Champ(nom="preneur", libelle="Preneur", type=FieldType.TEXTE)
    return case.with_type(deport=("le preneur",)).with_fields([champ], {"preneur": "PrénomMartin MARTIN"})


def _without_mentions(case: Case) -> Case:
    return case.but(act=case.context.act.with_section(Section(Role.MENTIONS)))


def _election(case: Case) -> Case:
    text = "L'élection peut être contestée devant le tribunal administratif dans les deux mois."
    section = Section(Role.MENTIONS, (Paragraph("m", (Span(text, Origin(OriginKind.MODELE_TYPE)),)),))
    return case.with_type(recours=Recours.ELECTORAL).but(act=case.context.act.with_section(section))


def _blank(case: Case) -> Case:
    return case.with_text(Role.DISPOSITIF, Span("[montant]", Origin(OriginKind.SAISIE, "montant"), blank=True))


@pytest.mark.parametrize(
    ("made", "code", "gravite"),
    [
        pytest.param(_interested, "ELU_INTERESSE", Gravite.ALERTE, id="C07"),
        pytest.param(_with(Role.VISAS, "Vu l'article L. 2311-7 du CGCT,"), "REFERENCE_REMPLACEE", Gravite.ALERTE, id="C08"),
        pytest.param(_with(Role.DISPOSITIF, "Soit 1 000 € HT et 1 300 € TTC."), "HT_TTC", Gravite.ALERTE, id="C09 tax"),
        pytest.param(_with(Role.DISPOSITIF, "Soit cinq cents euros (600 €)."), "LETTRES_CHIFFRES", Gravite.ALERTE, id="C09 words"),
        pytest.param(lambda case: case.with_act(act_date=date(2026, 12, 17)), "DATE_ACTE", Gravite.ALERTE, id="C10 date"),
        pytest.param(_with(Role.DISPOSITIF, "La mesure prend effet le 1er décembre 2026."), "EFFET_RETROACTIF", Gravite.ALERTE, id="C10 effect"),
        pytest.param(_without_mentions, "TRANSMISSION_ABSENTE", Gravite.ALERTE, id="C12"),
        pytest.param(_election, "RECOURS_DELAI", Gravite.ALERTE, id="C13"),
        pytest.param(_with(Role.DISPOSITIF, "M. Paul Morel, demeurant 12 rue des Lilas, 14000 Caen."), "DONNEE_PERSONNELLE", Gravite.ALERTE, id="C14"),
        pytest.param(_with(Role.VISAS, "Vu l'article L. 2121-12 du CGCT,"), "REFERENCE_SEUIL", Gravite.ALERTE, id="C15"),
        pytest.param(_with(Role.VISAS, "Vu l'arrêté de péril,"), "FORMULE", Gravite.ALERTE, id="C16 péril"),
        pytest.param(_with(Role.VISAS, "Vu l'instruction M14,"), "FORMULE", Gravite.ALERTE, id="C16 M14"),
        pytest.param(_with(Role.VISAS, "Vu l'avis du comité technique,"), "FORMULE", Gravite.ALERTE, id="C16 CT"),
        pytest.param(lambda case: case.with_type(majorite=Majorite.COMPTES), "VOTE_TOTAL", Gravite.BLOQUANT, id="C17"),
        pytest.param(_blank, "BLANC", Gravite.BLOQUANT, id="C20"),
    ],
)  # fmt: skip
def test_12_the_checks_asked_for(regular: Case, made: Callable[[Case], Case], code: str, gravite: Gravite) -> None:
    assert code not in regular.codes()
    assert [f.gravite for f in made(regular).findings(code)] == [gravite]


def test_12_c19_a_deadline_gone_by(regular: Case) -> None:
    late = replace(regular.context.seance, date=date(2027, 4, 16)) if regular.context.seance else None
    case = regular.but(seance=late).with_text(Role.OBJET, "Objet : vote des taux d'imposition 2027")
    assert [f.gravite for f in case.findings("ECHEANCE")] == [Gravite.ALERTE]
