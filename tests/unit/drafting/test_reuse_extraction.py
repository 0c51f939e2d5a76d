"""The values of an old act: read back from our own acts, and from acts a town hall wrote in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from act_type_cases import TYPES, after_meeting, commune, examples, given_fields, kind, roster
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, Famille, FieldType
from secretaire.acts.fields import Table, read_field
from secretaire.acts.spans import Value
from secretaire.drafting.compose.composition import compose
from secretaire.drafting.reuse.extraction import Extracted, extract
from secretaire.drafting.reuse.old_act import OldAct

KINDS = sorted(path.stem for path in TYPES.glob("*.yaml"))
PLAIN = frozenset({FieldType.DATE, FieldType.PERIODE, FieldType.MONTANT, FieldType.POURCENTAGE, FieldType.PARCELLE})


def composed(act_type: ActType, fields: Mapping[str, FieldInput]) -> OldAct:
    """An act of ours, as a reading gives it back."""
    context = after_meeting(act_type, roster(), commune())
    made = compose(act_type, fields, context)
    text = "\n".join(section.text for section in made.sections)
    return OldAct(text, made.objet, act_type.famille, "2026-012", context.day)


def by_field(found: tuple[Extracted, ...]) -> dict[str, FieldInput]:
    return {each.champ.nom: each.value for each in found}


def meaning(champ: Champ, given_value: FieldInput) -> Value | Table | str | None:
    """The typed value; a text without its capital and its final stop, which its place in a sentence changes."""
    value = read_field(champ, given_value)
    if isinstance(value, Value) and champ.type in {FieldType.TEXTE, FieldType.TEXTE_LONG}:
        return value.raw.strip(" .").casefold()
    return value


@pytest.mark.parametrize("name", KINDS)
def test_an_act_of_ours_gives_its_values_back(name: str) -> None:
    act_type, fields = kind(name), examples(kind(name))
    found = extract(act_type, composed(act_type, fields))
    given_ones = [each for each in found if fields.get(each.champ.nom)]
    right = [
        each for each in given_ones if meaning(each.champ, each.value) == meaning(each.champ, fields[each.champ.nom])
    ]
    assert len(right) >= 3 or len(right) == len(given_ones)
    # a text that looks like another field of the same act may be taken for it, once
    assert len(given_ones) - len(right) <= 2, [e.champ.nom for e in given_ones if e not in right]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
@pytest.mark.parametrize("name", ["acquisition_parcelle", "tarifs_salle", "emprunt", "subventions_associations"])
def test_figures_of_the_wording_are_never_others(name: str, data: st.DataObject) -> None:
    act_type = kind(name)
    fields = data.draw(given_fields(act_type))
    for each in extract(act_type, composed(act_type, fields)):
        if each.champ.type in PLAIN and each.confidence > 0.9 and each.champ.nom in fields:
            assert read_field(each.champ, each.value) == read_field(each.champ, fields[each.champ.nom])


@pytest.mark.parametrize("name", ["demande_subvention_etat", "subventions_associations", "decision_modificative"])
def test_the_rows_of_a_table_come_back_without_its_total(name: str) -> None:
    act_type, fields = kind(name), examples(kind(name))
    found = by_field(extract(act_type, composed(act_type, fields)))
    tables = [c for c in act_type.champs if c.type is FieldType.TABLEAU and c.nom in found]
    assert tables
    for champ in tables:
        assert read_field(champ, found[champ.nom]) == read_field(champ, fields[champ.nom])


LOAN = """Emprunt pour la réfection du gymnase
Le maire rappelle que les travaux du gymnase doivent être financés.
La Banque du Bocage propose un prêt de 120 000 €, au taux fixe de 2,45 %, sur une durée de 15 ans, frais de dossier : 180 €.
Après en avoir délibéré, le conseil municipal :
- décide de contracter un prêt d'un montant de 120.000,00 euros sur une durée de 15 ans ;
- autorise le maire à signer le contrat."""


def test_an_act_in_other_words() -> None:
    found = by_field(
        extract(kind("emprunt"), OldAct(LOAN, "Emprunt pour la réfection du gymnase", Famille.DELIBERATION))
    )
    assert found["duree"] == "15"
    assert found["type_taux"] == "taux fixe"
    assert found["frais"] == "180 €"


GRANTS = """12. VOTE DES SUBVENTIONS 2024
Subventions à caractère scolaire
1. Coopérative de l'école 200,00
2. Foyer du collège 1.050,50
Sous total 1.250,50
Subventions diverses
3. Club des aînés 300,00
TOTAL 1.550,50
Le conseil municipal vote les subventions telles qu'énoncées pour l'année 2024."""


def test_lines_that_add_up_to_their_total_are_a_table() -> None:
    found = by_field(extract(kind("subventions_associations"), OldAct(GRANTS, "VOTE DES SUBVENTIONS 2024")))
    assert found["liste_subventions"] == [
        {"association": "Coopérative de l'école", "montant": "200 €"},
        {"association": "Foyer du collège", "montant": "1 050,5 €"},
        {"association": "Club des aînés", "montant": "300 €"},
    ]
    assert found["total"] == "1 550,5 €"
    assert found["exercice"] == "2024"


def test_lines_that_do_not_add_up_are_not_offered() -> None:
    found = by_field(extract(kind("subventions_associations"), OldAct(GRANTS.replace("300,00", "310,00"), "")))
    assert "liste_subventions" not in found
    assert "total" not in found


def test_the_day_of_the_meeting_is_no_value() -> None:
    text = (
        "Séance du 12 mars 2024. Date de convocation : 5 mars 2024.\nBail du logement communal\n"
        "Après en avoir délibéré, le conseil municipal décide de louer le logement à compter du 12 mars 2024."
    )
    old = OldAct(text, "Bail du logement communal", Famille.DELIBERATION, "", date(2024, 3, 12))
    assert "date_effet" not in by_field(extract(kind("bail_communal"), old))


def test_two_dates_as_good_give_none() -> None:
    text = (
        "Après en avoir délibéré, le conseil loue le logement à compter du 1er avril 2024 ou à compter du 1er mai 2024."
    )
    assert "date_effet" not in by_field(extract(kind("bail_communal"), OldAct(text, "Bail")))


def test_what_is_extracted_is_where_it_says() -> None:
    found = extract(kind("emprunt"), OldAct(LOAN, "Emprunt pour la réfection du gymnase"))
    fee = next(each for each in found if each.champ.nom == "frais")
    assert LOAN[fee.passage.start : fee.passage.end] == "180 €"
    assert "frais de dossier : 180 €" in fee.sentence
    assert "\n" not in fee.sentence


HOSTILE = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="0123456789 .,/€%-\n\t{}[]", max_size=400),
    st.sampled_from(
        ["1 " * 20_000, "du 1 au " * 4_000, "Article 1 : " * 4_000, "\x00\x1f" * 3_000, "(" * 9_000, "A 1 et " * 5_000]
    ),
)


@settings(max_examples=40, deadline=None)
@given(HOSTILE, st.text(max_size=80))
def test_nothing_breaks_it(text: str, objet: str) -> None:
    for name in ("demande_subvention_etat", "acquisition_parcelle", "subventions_associations"):
        old = OldAct(text, objet)
        for each in extract(kind(name), old):
            assert read_field(each.champ, each.value) is not None
            assert 0 <= each.passage.start <= each.passage.end <= len(text)
            assert 0 < each.confidence <= 1


PLAN = """Demande de subvention DETR – voirie du lotissement
Le taux d'intervention est de 20 à 45 %. Le prix de vente est estimé à 50 €/m².
Après en avoir délibéré, le conseil municipal :
- approuve le projet, pour un coût prévisionnel de 45 000 € HT,
- précise que le plan de financement s'établit comme suit : État au titre de la DETR 2023, 45 %, soit 20 250 € HT, {ours},
"""


def subsidy(text: str) -> dict[str, FieldInput]:
    old = OldAct(text, text.partition("\n")[0], Famille.DELIBERATION)
    return by_field(extract(kind("demande_subvention_etat"), old))


def test_a_rate_and_its_share_of_the_whole_prove_each_other() -> None:
    found = subsidy(PLAN.format(ours="part communale, 55 %, soit 24 750 € HT"))
    assert {name: str(found[name]).split("€")[0].strip() for name in ("cout_ht", "montant_demande")} == {
        "cout_ht": "45 000",
        "montant_demande": "20 250",
    }
    assert str(found["taux"]).startswith("45")


def test_two_shares_that_may_be_asked_for_are_left_to_the_person() -> None:
    found = subsidy(PLAN.format(ours="Département, 20 %, soit 9 000 € HT, part communale, 35 %, soit 15 750 € HT"))
    assert "montant_demande" not in found


def test_a_share_greater_than_the_whole_is_no_share() -> None:
    text = (
        "Demande de subvention DETR – réfection du préau\nLe coût des travaux est de 75 € HT. "
        "Le conseil décide de demander une subvention d'un montant demandé de 4 181,50 € HT."
    )
    assert not {"cout_ht", "montant_demande"} & subsidy(text).keys()


def test_a_date_said_after_it_is_written() -> None:
    text = (
        "Attribution du marché de travaux – préau de l'école\n"
        "Trois entreprises ont répondu avant le 26 mai 2025 à 12 heures, date de remise des offres. Elles sont ouvertes le 3 juin 2025."
    )
    old = OldAct(text, "Attribution du marché de travaux – préau de l'école", Famille.DELIBERATION)
    act_type = kind("marche_travaux_attribution")
    champ = act_type.champ("date_limite_offres")
    assert champ is not None
    assert read_field(champ, by_field(extract(act_type, old))["date_limite_offres"]) == read_field(champ, "26/05/2025")


def test_a_town_says_la_ville() -> None:
    text = (
        "Acquisition de la parcelle AB 12\nIl est demandé au conseil d'acquérir la parcelle AB 12, "
        "et de confier la rédaction de l'acte à un notaire, aux frais de la Ville."
    )
    old = OldAct(text, "Acquisition de la parcelle AB 12", Famille.DELIBERATION)
    assert by_field(extract(kind("acquisition_parcelle"), old))["frais"] == "la commune"
