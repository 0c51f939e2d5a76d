"""The shipped act types, and what is refused in those of a commune."""

from __future__ import annotations

import csv
import runpy
from collections import Counter
from pathlib import Path

import pytest

from secretaire.acts.act_type import Famille
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.drafting.act_types.reading import read_type, schema
from secretaire.errors import Code, UnreadableInput, WrongUsage

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
TYPES = RESOURCES / "types"
SMALL = """\
id: voeu
famille: deliberation
libelle: Vœu
matiere: '9.4'
nature_actes: DE
transmissible: true
objet: Vœu relatif à {sujet}
champs:
- {nom: sujet, libelle: Sujet, type: texte}
- {nom: precision, libelle: Précision, type: texte, obligatoire: false}
visas:
- {code: CGCT, articles: [L. 2121-29]}
articles:
- texte: Le conseil émet le vœu suivant, {sujet}.
droit_au: 2026-11
"""


def test_every_act_a_village_takes_has_its_type(catalogue: TypesCatalogue) -> None:
    families = Counter(kind.famille for kind in catalogue.all())
    assert families == {Famille.DELIBERATION: 87, Famille.ARRETE: 53}
    assert {kind.id for kind in catalogue.all()} == {file.stem for file in TYPES.glob("*.yaml")}


def test_every_visa_is_in_the_legal_snapshot_and_is_no_trap(catalogue: TypesCatalogue) -> None:
    with (RESOURCES / "droit" / "references.csv").open(encoding="utf-8") as lines:
        known = {(row["code"], row["article"]): row["type_piege"] for row in csv.DictReader(lines, delimiter=";")}
    for kind in catalogue.all():
        for visa in kind.visas:
            for article in visa.articles or ("",):
                if visa.code:
                    assert (visa.code, article) in known, (kind.id, visa.code, article)
                    assert known[visa.code, article] != "numero", (kind.id, article)


def test_every_field_tells_what_to_type(catalogue: TypesCatalogue) -> None:
    for kind in catalogue.all():
        assert len(kind.mots) >= 8, kind.id
        for champ in kind.champs:
            obvious = champ.type in {"date", "choix", "tableau"} or champ.calcul
            assert champ.aide or champ.exemple or obvious, (kind.id, champ.nom)


def test_the_list_for_readers_is_current(catalogue: TypesCatalogue) -> None:
    document = runpy.run_path(str(RESOURCES.parent / "packaging" / "liste_types.py"))["document"]
    page = RESOURCES.parent / "docs" / "types-actes.md"
    assert page.read_text(encoding="utf-8") == document(catalogue.all()), "run packaging/liste_types.py"


def test_the_published_schema_is_current() -> None:
    assert (TYPES / "schema.json").read_text(encoding="utf-8") == schema(), "run packaging/schema_types.py"


def test_every_type_names_its_schema() -> None:
    for file in TYPES.glob("*.yaml"):
        assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=schema.json\n"), file.name


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("toiture école DETR", "demande_subvention_etat"),
        ("refection toit", "demande_subvention_etat"),
        ("salle des fetes", "tarifs_salle"),
        ("loc salle", "tarifs_salle"),
        ("job d'été", "contrat_saisonnier"),
        ("saisonniers", "contrat_saisonnier"),
        ("dm", "decision_modificative"),
        ("virement de crédits", "decision_modificative"),
        ("assos", "subventions_associations"),
        ("subventions aux associations", "subventions_associations"),
        ("PV", "approbation_pv"),
        ("compte rendu", "approbation_pv"),
        ("rue barrée", "circulation_temporaire_travaux"),
        ("buvette", "debit_temporaire"),
    ],
)
def test_a_few_typed_words_find_the_type(catalogue: TypesCatalogue, query: str, wanted: str) -> None:
    assert wanted in [kind.id for kind in catalogue.suggest(query)[:3]]


def test_no_word_offers_every_type_and_a_strange_word_none(catalogue: TypesCatalogue) -> None:
    assert catalogue.suggest("  ") == catalogue.all()
    assert catalogue.suggest("xylophone") == ()


def test_an_unknown_type_is_refused(catalogue: TypesCatalogue) -> None:
    assert catalogue.find("rien") is None
    with pytest.raises(WrongUsage) as caught:
        catalogue.get("rien")
    assert caught.value.code is Code.UNKNOWN_TYPE


def test_a_type_of_the_commune_replaces_the_shipped_one(tmp_path: Path) -> None:
    ours = (
        (TYPES / "tarifs_salle.yaml").read_text(encoding="utf-8").replace("libelle: Tarifs de", "libelle: Prix de", 1)
    )
    (tmp_path / "salle.yaml").write_text(ours, encoding="utf-8")
    (tmp_path / "voeu.yaml").write_text(SMALL, encoding="utf-8")
    catalogue = TypesCatalogue.load(TYPES, tmp_path)
    assert len(catalogue.all()) == len(TypesCatalogue.load(TYPES).all()) + 1
    assert catalogue.get("tarifs_salle").libelle.startswith("Prix de")
    assert TypesCatalogue.load(TYPES, tmp_path / "absent").find("voeu") is None


@pytest.mark.parametrize(
    ("found", "replaced", "line", "cause"),
    [
        ("famille: deliberation", "famille: [", 4, "YAML illisible"),
        ("matiere: '9.4'\n", "", 1, "« matiere » : cette rubrique manque"),
        ("transmissible: true", "transmissible: parfois", 6, "true ou false"),
        ("libelle: Vœu", "libellé: Vœu", 3, "cette rubrique"),
        (
            "{nom: sujet, libelle: Sujet, type: texte}",
            "{nom: sujet, libelle: Sujet, type: couleur}",
            9,
            "n'est pas admise",
        ),
        ("Vœu relatif à {sujet}", "Vœu relatif à {theme}", 7, "« {theme} » n'est pas un champ"),
        ("suivant, {sujet}.", "suivant, {sujet:jour}.", 14, "cette forme ne convient pas"),
        ("suivant, {sujet}.", "suivant, [[{sujet}.", 14, "« [[ » sans « ]] »"),
        ("suivant, {sujet}.", "suivant, {precision}.", 14, "est facultatif"),
        ("code: CGCT, articles", "code: CGTC, articles", 12, "« CGTC » n'est pas connu"),
        ("- texte: Le conseil", "- si: [{champ: motif}]\n  texte: Le conseil", 14, "la condition porte sur « motif »"),
        ("- texte: Le conseil", "- tableau: {champ: sujet}\n  texte: Le conseil", 14, "tableau"),
    ],
)
def test_a_wrong_type_says_its_line_and_its_cause(
    tmp_path: Path, found: str, replaced: str, line: int, cause: str
) -> None:
    assert found in SMALL
    file = tmp_path / "voeu.yaml"
    file.write_text(SMALL.replace(found, replaced), encoding="utf-8")
    with pytest.raises(UnreadableInput) as caught:
        read_type(file)
    assert caught.value.code is Code.TYPE_FILE_INVALID
    assert caught.value.data["fichier"] == "voeu.yaml"
    assert caught.value.data["ligne"] == line, caught.value.data
    assert cause in str(caught.value.data["cause"])


def test_a_correct_type_of_the_commune_is_read(tmp_path: Path) -> None:
    file = tmp_path / "voeu.yaml"
    file.write_text(SMALL, encoding="utf-8")
    assert read_type(file).id == "voeu"
