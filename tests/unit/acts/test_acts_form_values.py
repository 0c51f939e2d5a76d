"""All the fields of an act read together: what is worked out, what applies, which conditions hold."""

from __future__ import annotations

from datetime import date

import pytest

from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, Colonne, Condition, Famille, FieldType, Paragraphe
from secretaire.acts.fields import Table
from secretaire.acts.form_values import FormValues
from secretaire.acts.spans import Value
from secretaire.errors import UnreadableInput

DAY = date(2026, 12, 18)
KIND = ActType(
    id="essai",
    famille=Famille.DELIBERATION,
    libelle="Essai",
    matiere="7.1",
    nature_actes="DE",
    transmissible=True,
    objet="Essai",
    champs=(
        Champ(nom="mode", libelle="Mode", type=FieldType.CHOIX, options=("vente", "don")),
        Champ(
            nom="prix",
            libelle="Prix",
            type=FieldType.MONTANT,
            si=(Condition(champ="mode", vaut=("vente",)),),
        ),
        Champ(nom="frais", libelle="Frais", type=FieldType.MONTANT, obligatoire=False),
        Champ(nom="total", libelle="Total", type=FieldType.MONTANT, calcul="prix + frais + lots.montant"),
        Champ(
            nom="lots",
            libelle="Lots",
            type=FieldType.TABLEAU,
            obligatoire=False,
            colonnes=(Colonne(nom="montant", libelle="Montant", type=FieldType.MONTANT),),
        ),
        Champ(nom="effet", libelle="Effet", type=FieldType.DATE, obligatoire=False),
        Champ(nom="periode", libelle="Période", type=FieldType.PERIODE, obligatoire=False),
        Champ(nom="heure", libelle="Heure", type=FieldType.HEURE, obligatoire=False),
        Champ(nom="agents", libelle="Agents", type=FieldType.NOMBRE, obligatoire=False),
    ),
    visas=(),
    articles=(Paragraphe(texte="Essai."),),
    droit_au="2026-11",
)


def values(day: date | None = DAY, **fields: FieldInput) -> FormValues:
    return FormValues(KIND, fields, day)


def amount(found: Value | Table | None) -> str:
    assert isinstance(found, Value)
    return found.raw


def test_a_field_that_does_not_apply_is_neither_asked_nor_read() -> None:
    sold = values(mode="vente", prix="1 200", frais="50,50")
    assert sold.asked("prix")
    assert amount(sold.value("total")) == "1250.5"
    given = values(mode="don", prix="1 200", frais="50,50")
    assert not given.asked("prix")
    assert given.value("prix") is None
    assert amount(given.value("total")) == "50.5"  # what does not apply adds nothing


def test_a_missing_amount_that_is_expected_leaves_the_total_unknown() -> None:
    assert values(mode="vente").value("total") is None
    assert values().value("total") is not None  # no mode chosen: no price expected


@pytest.mark.parametrize(
    ("fields", "condition", "holds"),
    [
        ({"effet": "17/12/2026"}, Condition(champ="effet", inferieur_a="date_acte"), True),
        ({"effet": "18/12/2026"}, Condition(champ="effet", inferieur_a="date_acte"), False),
        ({"effet": "18/12/2026"}, Condition(champ="effet", inferieur_a="date_acte", sauf=True), True),
        ({}, Condition(champ="effet", inferieur_a="date_acte", sauf=True), False),
        ({"effet": "20/01/2027"}, Condition(champ="effet", superieur_a="date_acte + 30"), True),
        ({"periode": "du 1er au 20 mai 2026"}, Condition(champ="periode.fin", superieur_a="periode + 14"), True),
        ({"periode": "du 1er au 15 mai 2026"}, Condition(champ="periode.fin", superieur_a="periode + 14"), False),
        ({"heure": "3h"}, Condition(champ="heure", superieur_a="60 * 2"), True),
        ({"lots": [{"montant": "1"}, {"montant": "2"}]}, Condition(champ="lots", superieur_a="1"), True),
        ({"lots": [{"montant": "1"}, {"montant": "2"}]}, Condition(champ="lots.montant", superieur_a="3"), False),
        ({"agents": "7"}, Condition(champ="agents", superieur_a="5", inferieur_a="8"), True),
        ({"agents": "9"}, Condition(champ="agents", superieur_a="5", inferieur_a="8"), False),
        ({"agents": "9"}, Condition(champ="agents", superieur_a="frais"), False),
        ({"mode": "don"}, Condition(champ="mode", vaut=("don", "vente")), True),
        ({"mode": "don"}, Condition(champ="mode", vaut=("vente",), sauf=True), True),
        ({}, Condition(champ="frais"), False),
        ({}, Condition(champ="frais", sauf=True), True),
        ({"frais": "5", "prix": "5", "mode": "vente"}, Condition(champ="frais", comme="prix"), True),
    ],
)
def test_conditions_compare_what_is_known(fields: dict[str, FieldInput], condition: Condition, holds: bool) -> None:
    assert values(**fields).holds((condition,)) is holds


def test_without_a_day_nothing_compares_with_the_day_of_the_act() -> None:
    assert not values(None, effet="01/01/2020").holds((Condition(champ="effet", inferieur_a="date_acte"),))


def test_a_field_that_cannot_be_read_is_said() -> None:
    with pytest.raises(UnreadableInput):
        values(frais="beaucoup")
