"""Blanks, arithmetic, dates, interests, notices: fires on its case, silent on the regular one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from secretaire.acts.act import FieldInput, Role
from secretaire.acts.act_type import Champ, Colonne, Famille, FieldType, Majorite, Recours
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.checks.finding import Gravite
from secretaire.council.seance import Vote

if TYPE_CHECKING:
    from conftest import Case

MONTANT, DATE, TEXTE = FieldType.MONTANT, FieldType.DATE, FieldType.TEXTE


def champ(nom: str, kind: FieldType, *colonnes: Colonne, obligatoire: bool = True) -> Champ:
    return Champ(nom=nom, libelle=nom.replace("_", " "), type=kind, colonnes=colonnes, obligatoire=obligatoire)


def table(nom: str, *columns: str) -> Champ:
    texts = [Colonne(nom=c, libelle=c) for c in columns]
    return champ(nom, FieldType.TABLEAU, *texts, Colonne(nom="montant", libelle="Montant", type=MONTANT))


# --- blanks -------------------------------------------------------------------------------------


def test_a_blank_blocks_where_it_stands(regular: Case) -> None:
    blank = Span("[coût à compléter]", Origin(OriginKind.SAISIE, "cout"), blank=True)
    case = regular.with_fields([champ("cout", MONTANT)], {}).with_text(Role.EXPOSE, "Le coût est de ", blank)
    (finding,) = case.findings("BLANC")
    assert (finding.gravite, finding.extrait, finding.role) == (Gravite.BLOQUANT, "[coût à compléter]", Role.EXPOSE)
    assert "« cout »" in finding.message
    assert case.findings("CHAMP_VIDE") == []


def test_what_the_meeting_will_tell_does_not_block(regular: Case) -> None:
    blank = Span("[secrétaire à compléter]", Origin(OriginKind.COMMUNE, "seance.secretaire"), blank=True)
    assert regular.with_text(Role.COMPOSITION, blank).codes() == set()


def test_a_compulsory_field_that_the_text_does_not_show_blocks_too(regular: Case) -> None:
    fields = [champ("cout", MONTANT), champ("note", TEXTE, obligatoire=False)]
    assert regular.with_fields(fields, {}).codes() == {"CHAMP_VIDE"}
    assert regular.with_fields(fields, {"cout": "10"}).codes() == set()


# --- arithmetic ---------------------------------------------------------------------------------

PLAN = [
    champ("cout_ht", MONTANT),
    champ("montant_demande", MONTANT),
    champ("taux", FieldType.POURCENTAGE, obligatoire=False),
    champ("autofinancement", MONTANT, obligatoire=False),
    table("autres_financements", "financeur"),
]


def plan(**given: FieldInput) -> dict[str, FieldInput]:
    base: dict[str, FieldInput] = {
        "cout_ht": "10 000",
        "montant_demande": "4 000",
        "taux": "40",
        "autofinancement": "3 000",
        "autres_financements": [{"financeur": "Département", "montant": "3 000"}],
    }
    return base | given


def test_a_plan_that_adds_up_is_silent(regular: Case) -> None:
    assert regular.with_fields(PLAN, plan()).codes() == set()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param({"autofinancement": "3 500"}, "PLAN_FINANCEMENT", id="sum"),
        pytest.param({"montant_demande": "5 500", "taux": "55", "autofinancement": "1 500"}, "AUTOFINANCEMENT", id="20 %"),
        pytest.param({"montant_demande": "6 000", "taux": "60", "autofinancement": ""}, "AUTOFINANCEMENT", id="worked out"),
        pytest.param({"taux": "45"}, "TAUX", id="rate"),
    ],
)  # fmt: skip
def test_a_plan_that_does_not_add_up(regular: Case, given: dict[str, FieldInput], code: str) -> None:
    findings = regular.with_fields(PLAN, plan(**given)).findings()
    assert [f.code for f in findings] == [code]
    assert findings[0].gravite is Gravite.ALERTE


def test_a_rate_may_be_rounded_as_it_is_written(regular: Case) -> None:
    third = plan(montant_demande="3 333", taux="33,33", autofinancement="3 667")
    assert regular.with_fields(PLAN, third).codes() == set()
    assert regular.with_fields(PLAN, third | {"taux": "33"}).codes() == set()


def test_exactly_twenty_percent_is_enough(regular: Case) -> None:
    limit = plan(montant_demande="5 000", taux="50", autofinancement="2 000")
    assert regular.with_fields(PLAN, limit).codes() == set()


def test_a_total_is_that_of_its_table(regular: Case) -> None:
    champs = [table("liste", "nom"), champ("total", MONTANT)]
    rows = [{"nom": "a", "montant": "100,10"}, {"nom": "b", "montant": "0,20"}]
    assert regular.with_fields(champs, {"liste": rows, "total": "100,30"}).codes() == set()
    assert regular.with_fields(champs, {"liste": rows, "total": "100,20"}).codes() == {"TOTAL_TABLEAU"}


def test_a_budget_decision_balances_in_each_section(regular: Case) -> None:
    champs = [table("tableau_depenses", "section"), table("tableau_recettes", "section")]
    spent = [{"section": "Fonctionnement", "montant": "500"}, {"section": "Investissement", "montant": "200"}]
    assert regular.with_fields(champs, {"tableau_depenses": spent, "tableau_recettes": spent}).codes() == set()
    swapped = [{"section": "Fonctionnement", "montant": "200"}, {"section": "Investissement", "montant": "500"}]
    wrong = regular.with_fields(champs, {"tableau_depenses": spent, "tableau_recettes": swapped})
    assert [f.code for f in wrong.findings()] == ["DESEQUILIBRE", "DESEQUILIBRE"]
    optional = [champs[0], champs[1].model_copy(update={"obligatoire": False})]
    moved = [{"section": "Fonctionnement", "montant": "-50"}, {"section": "Fonctionnement", "montant": "50"}]
    assert regular.with_fields(optional, {"tableau_depenses": moved}).codes() == set()


def test_a_large_grant_needs_an_agreement(regular: Case) -> None:
    case = regular.with_type(id="subventions_associations")
    rows = {"liste": [{"association": "Harmonie", "montant": "23 001"}, {"association": "Boules", "montant": "23 000"}]}
    (finding,) = case.with_fields([table("liste", "association")], rows).findings("CONVENTION_23000")
    assert finding.extrait == "Harmonie"
    assert "CONVENTION_23000" not in regular.with_fields([table("liste", "association")], rows).codes()


def test_a_plan_is_before_tax(regular: Case) -> None:
    case = regular.with_fields(PLAN, plan())
    assert "PLAN_TTC" in case.with_text(Role.EXPOSE, "Le coût TTC est connu.").codes()
    assert "PLAN_TTC" not in regular.with_text(Role.EXPOSE, "Le coût TTC est connu.").codes()


# --- dates --------------------------------------------------------------------------------------


def test_what_begins_ends_after(regular: Case) -> None:
    champs = [champ("date_debut", DATE), champ("date_fin", DATE)]
    assert regular.with_fields(champs, {"date_debut": "5/1/2027", "date_fin": "5/1/2027"}).codes() == set()
    (finding,) = regular.with_fields(champs, {"date_debut": "6/1/2027", "date_fin": "5/1/2027"}).findings()
    assert (finding.code, finding.gravite) == ("DATES_INVERSEES", Gravite.BLOQUANT)


def test_no_effect_before_the_act(regular: Case) -> None:
    champs = [champ("date_effet", DATE)]
    assert regular.with_fields(champs, {"date_effet": "17/12/2026"}).codes() == {"EFFET_RETROACTIF"}
    assert regular.with_fields(champs, {"date_effet": "18/12/2026"}).codes() == set()


def test_a_measure_of_the_maire_does_not_begin_before_its_arrete(regular: Case) -> None:
    arrete = regular.with_type(famille=Famille.ARRETE, majorite=Majorite.MAIRE).but(seance=None, vote=None)
    dated = arrete.with_act(act_date=date(2027, 1, 10))
    champs = [champ("date_debut", DATE)]
    assert dated.with_fields(champs, {"date_debut": "09/01/2027"}).codes() == {"EFFET_RETROACTIF"}
    assert dated.with_fields(champs, {"date_debut": "10/01/2027"}).codes() == set()


def test_the_act_bears_the_date_of_its_meeting(regular: Case) -> None:
    assert regular.with_act(act_date=date(2026, 12, 18)).codes() == set()
    assert "DATE_ACTE" in regular.with_act(act_date=date(2026, 12, 17)).codes()


def test_the_previous_meeting_comes_before(regular: Case) -> None:
    champs = [champ("date_seance_precedente", DATE)]
    assert regular.with_fields(champs, {"date_seance_precedente": "16/10/2026"}).codes() == set()
    assert regular.with_fields(champs, {"date_seance_precedente": "18/12/2026"}).codes() == {"SEANCE_PRECEDENTE"}


@pytest.mark.parametrize(
    ("rank", "category", "expected"),
    [("5", "association", set()), ("6", "association", {"DEBIT_RANG"}), ("10", "groupement sportif agréé", set()), ("11", "groupement sportif agréé", {"DEBIT_RANG"})],
)  # fmt: skip
def test_temporary_bars_are_counted(regular: Case, rank: str, category: str, expected: set[str]) -> None:
    champs = [champ("rang_annuel", FieldType.NOMBRE), champ("categorie", TEXTE)]
    case = regular.with_type(id="debit_temporaire").with_fields(champs, {"rang_annuel": rank, "categorie": category})
    assert case.codes() == expected


# --- interests ----------------------------------------------------------------------------------

GRANTS = [table("liste", "association"), champ("elus_deportes", TEXTE, obligatoire=False)]


def grants(association: str, **more: FieldInput) -> dict[str, FieldInput]:
    return {"liste": [{"association": association, "montant": "10"}], **more}


def test_a_member_named_in_the_act_is_pointed_out(regular: Case) -> None:
    case = regular.with_type(deport=("les dirigeants",))
    certain = case.with_fields(GRANTS, grants("Boules (président : PrénomRoux Roux)")).findings("ELU_INTERESSE")
    homonym = case.with_fields(GRANTS, grants("Maison Roux")).findings("ELU_INTERESSE")
    assert "PrénomRoux ROUX est nommée" in certain[0].message
    assert "porte le nom" in homonym[0].message


@pytest.mark.parametrize("association", ["Boules de Saint-Roux", "Les Rouxelles", "Comité des fêtes"])
def test_other_names_are_left_alone(regular: Case, association: str) -> None:
    assert regular.with_type(deport=("les dirigeants",)).with_fields(GRANTS, grants(association)).codes() == set()


def test_a_member_who_stood_back_is_left_alone(regular: Case) -> None:
    case = regular.with_type(deport=("les dirigeants",))
    declared = grants("Maison Roux", elus_deportes="Mme PrénomRoux Roux")
    assert case.with_fields(GRANTS, declared).codes() == set()
    out = Vote(8, noms_deport=("Mme PrénomRoux ROUX",))
    assert "ELU_INTERESSE" not in case.but(vote=out).with_fields(GRANTS, grants("Maison Roux")).codes()


def test_only_types_with_a_likely_interest_are_watched(regular: Case) -> None:
    assert regular.with_fields(GRANTS, grants("PrénomRoux Roux")).codes() == set()


# --- notices ------------------------------------------------------------------------------------


def without_mentions(case: Case) -> Case:
    return case.with_act(sections=tuple(s for s in case.context.act.sections if s.role is not Role.MENTIONS))


def test_ways_of_recourse_and_transmission_are_mentioned(regular: Case) -> None:
    assert without_mentions(regular).codes() == {"RECOURS_ABSENT", "TRANSMISSION_ABSENTE", "PUBLICATION_ABSENTE"}
    record = without_mentions(regular).with_type(recours=Recours.AUCUN, transmissible=False)
    assert record.codes() == {"PUBLICATION_ABSENTE"}


def test_a_transmission_the_law_does_not_ask_is_pointed_out(regular: Case) -> None:
    (finding,) = regular.with_type(transmissible=False).findings()
    assert finding.code == "TRANSMISSION_INUTILE"
    assert finding.extrait == "transmis au représentant de l'État"


def test_the_help_of_the_assistant_is_told_where_the_commune_wants_it(regular: Case) -> None:
    sentence = "Rédigé avec une aide, relu par le maire."
    pen = regular.with_text(Role.CONSIDERANTS, Span("Le toit fuit.", Origin(OriginKind.PLUME, "1")))
    assert "MENTION_ASSISTANCE" not in pen.codes()
    wanted = pen.but(commune=replace(pen.context.commune, mention_assistance=sentence))
    assert "MENTION_ASSISTANCE" in wanted.codes()
    assert "MENTION_ASSISTANCE" not in wanted.with_text(Role.MENTIONS, sentence).codes()
    assert "MENTION_ASSISTANCE" not in regular.but(commune=wanted.context.commune).codes()
