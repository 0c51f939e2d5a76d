"""Every shipped act type, with any legal combination of its fields, gives correct French and the right facts."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import act_type_cases as cases
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretaire.acts import wording
from secretaire.acts.act import FieldInput, Role, Section
from secretaire.acts.act_type import ActType, Champ, Famille, FieldType, Majorite, Paragraphe
from secretaire.acts.fields import Table
from secretaire.acts.form_values import FormValues
from secretaire.drafting.compose.composition import compose
from secretaire.drafting.compose.facts import Facts
from secretaire.drafting.compose.paragraphs import written

NAMES = sorted(file.stem for file in cases.TYPES.glob("*.yaml"))
every_type = pytest.mark.parametrize("name", NAMES)  # a name: failures stay readable
RESOURCES = cases.ROOT / "resources"
PLACES = [
    cases.commune(*place)
    for place in [("Aubigny", 1), ("Le Mans", 2), ("Les Andelys", 4), ("Yvetot", 0), ("La Roche", 3), ("Œting", 1)]
]


@every_type
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_legal_combination_of_fields_reads_well(name: str, data: st.DataObject) -> None:
    kind = cases.kind(name)
    fields = data.draw(cases.given_fields(kind))
    context = data.draw(st.sampled_from([cases.before_meeting, cases.after_meeting]))(
        kind, cases.roster(first=data.draw(st.sampled_from(["Mme", "M."]))), data.draw(st.sampled_from(PLACES))
    )
    composition = compose(kind, fields, context)
    assert list(cases.remarks(composition.sections)) == []
    assert "  " not in composition.objet
    assert composition.objet


@every_type
@pytest.mark.parametrize("given_by", [cases.examples, cases.least, lambda _: {}], ids=["exemple", "minimum", "vide"])
def test_the_example_the_least_and_the_empty_form_read_well(
    name: str, given_by: Callable[[ActType], dict[str, FieldInput]]
) -> None:
    kind = cases.kind(name)
    for context in (cases.before_meeting, cases.after_meeting):
        for first in ("Mme", "M."):
            sections = compose(kind, given_by(kind), context(kind, cases.roster(first=first), cases.commune())).sections
            assert list(cases.remarks(sections)) == []


@every_type
def test_an_act_made_of_its_examples_has_no_blank(name: str) -> None:
    kind = cases.kind(name)
    context = cases.after_meeting(kind, cases.roster(), cases.commune())
    for fields in (cases.examples(kind), cases.least(kind)):
        blanks = compose(kind, fields, context).blanks
        assert [b for b in blanks if b != "seance.president"] == []  # the doyen is named with the meeting


@every_type
def test_an_empty_form_shows_each_required_field_as_a_blank(name: str) -> None:
    kind = cases.kind(name)
    blanks = compose(kind, {}, cases.after_meeting(kind, cases.roster(), cases.commune())).blanks
    asked = {c.nom for c in kind.champs if c.obligatoire and not c.calcul and not c.defaut and not c.si}
    gated = {c.champ for part in (*kind.visas, *kind.expose, *kind.considerants, *kind.articles) for c in part.si}
    assert asked - set(blanks) <= {name for name in asked if name in gated or _only_in_choices(kind, name)}


@every_type
def test_no_sentence_breaks_on_what_is_typed(name: str) -> None:
    kind = cases.kind(name)
    assert list(cases.fragile_junctions(kind)) == []


@every_type
def test_the_type_itself_decides_no_amount_and_no_date(name: str) -> None:
    kind = cases.kind(name)
    sections = compose(kind, cases.examples(kind), cases.after_meeting(kind, cases.roster(), cases.commune())).sections
    assert list(cases.figures_of_the_type(sections)) == []


@every_type
def test_the_form_is_explained(name: str) -> None:
    kind = cases.kind(name)
    assert len(kind.mots) >= 8, "mots"
    for champ in kind.champs:
        if champ.type is FieldType.TABLEAU:
            assert champ.lignes, champ.nom
        elif champ.type is not FieldType.CHOIX and not champ.calcul:
            assert champ.exemple, champ.nom
        assert _labelled(champ), champ.nom


@every_type
def test_family_nature_and_majority_agree(name: str) -> None:
    kind = cases.kind(name)
    ours = kind.famille is Famille.DELIBERATION
    assert (kind.nature_actes == "DE") is ours
    assert (kind.majorite is Majorite.MAIRE) is not ours
    assert re.fullmatch(r"[1-9]\.(?:[1-9]|10)", kind.matiere)
    used = {c.nom for c in kind.champs if _used(kind, c)}
    assert {c.nom for c in kind.champs} - used == set(), "fields that the act never uses"


@every_type
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_totals_add_up(name: str, data: st.DataObject) -> None:
    kind = cases.kind(name)
    fields = data.draw(cases.given_fields(kind))
    values = FormValues(kind, fields, date(2026, 12, 18))
    text = cases.composed_text(kind, fields, cases.after_meeting(kind, cases.roster(), cases.commune()))
    for champ in kind.champs:
        table = values.value(champ.nom)
        written = {m.group(1) for m in re.finditer(rf"{{{champ.nom}:total\.(\w+)}}", _templates(kind))}
        if isinstance(table, Table):
            for column in written:
                total = sum((Decimal(row[column].raw) for row in table.rows if column in row), Decimal(0))
                kind_of = next(c.type for c in champ.colonnes if c.nom == column)
                shown = wording.amount(total) if kind_of is FieldType.MONTANT else wording.number(total)
                assert shown in text or _hidden(kind, champ), (champ.nom, column)


def test_any_commune_of_france_reads_well() -> None:
    kind = cases.kind("tarifs_salle")
    context = cases.after_meeting(kind, cases.roster(), cases.commune())
    with gzip.open(RESOURCES / "communes" / "communes.csv.gz", "rt", encoding="utf-8") as lines:
        names = {(row["nom"], int(row["liaison"] or 0)) for row in csv.DictReader(lines, delimiter=";")}
    template = Paragraphe(texte="Vente {commune:de} {commune:a}, {departement:de}, par la commune {commune:de}")
    for nom, liaison in names:
        facts = Facts(kind, {}, replace(context, commune=cases.commune(nom, liaison)))
        section = Section(Role.CLOTURE, tuple(written("cloture", template, facts, ".")))
        assert list(cases.remarks((section,))) == [], nom


def test_every_matiere_is_in_the_nomenclature() -> None:
    with (RESOURCES / "droit" / "nomenclature_actes.csv").open(encoding="utf-8") as lines:
        known = {row["code"] for row in csv.DictReader(lines, delimiter=";")}
    assert {cases.kind(name).matiere for name in NAMES} <= known


def _labelled(champ: Champ) -> bool:
    return bool(champ.libelle) and champ.libelle[0].isupper() and not champ.libelle.endswith((".", ":"))


def _used(kind: ActType, champ: Champ) -> bool:
    others = [c.model_dump_json(include={"calcul", "si"}) for c in kind.champs]
    named = re.compile(rf"\b{champ.nom}\b")
    return any(named.search(text) for text in (kind.model_dump_json(exclude={"champs"}), *others))


def _templates(kind: ActType) -> str:
    return kind.model_dump_json(exclude={"champs"})


def _hidden(kind: ActType, champ: Champ) -> bool:
    """The sentence of the total is kept only under a condition."""
    parts = (*kind.visas, *kind.expose, *kind.considerants, *kind.articles)
    return any(p.si for p in parts if p.texte and f"{{{champ.nom}:total" in p.texte)


def _only_in_choices(kind: ActType, name: str) -> bool:
    """A field that only conditions or checks read."""
    return f"{{{name}" not in kind.model_dump_json(
        include={"objet", "visas", "expose", "considerants", "articles", "execution"}
    )
