"""The looks as data: complete, readable, and wrong ones refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from secretaire.errors import Code, EnvironmentFault
from secretaire.exchange.docx_styles import NAMES
from secretaire.exchange.papier.look import MIN_CONTRAST, PLAIN, Look, Part, contrast_on_white, load_looks
from secretaire.exchange.papier.papier import Details

FOLDER = Path(__file__).parents[3] / "resources" / "papiers"
# on every Windows; LibreOffice has their twins, of the same widths
FONTS = {"Times New Roman", "Arial"}


def test_the_three_models_are_there_with_what_says_them() -> None:
    looks = load_looks(FOLDER)
    assert set(looks) == {"classique", "sobre", "registre"}
    for name, look in looks.items():
        assert (FOLDER / f"{name}.yaml").is_file()
        assert look.libelle
        assert look.description.endswith(".")
        assert look.police in FONTS


@pytest.mark.parametrize("look", [PLAIN, *load_looks(FOLDER).values()], ids=lambda look: look.id or "plain")
def test_every_kind_of_paragraph_is_readable(look: Look) -> None:
    assert set(look.all_styles) == set(Part) == set(NAMES)
    for style in look.all_styles.values():
        assert contrast_on_white(look.colour(style)) >= MIN_CONTRAST
        assert (style.taille or look.corps) >= 8.5
    assert look.all_styles[Part.TITRE].gras
    assert look.all_styles[Part.CLOTURE].avec_suivant


def test_a_model_changes_only_what_it_says() -> None:
    look = Look.model_validate({"styles": {"titre": {"taille": 15}}})
    title, plain = look.all_styles[Part.TITRE], PLAIN.all_styles[Part.TITRE]
    assert title.taille == 15
    assert title.model_copy(update={"taille": plain.taille}) == plain


@pytest.mark.parametrize(("colour", "contrast"), [("000000", 21.0), ("FFFFFF", 1.0), ("767676", 4.54), ("FF0000", 4.0)])
def test_contrast_is_that_of_the_accessibility_rules(colour: str, contrast: float) -> None:
    assert contrast_on_white(colour) == pytest.approx(contrast, abs=0.01)


@given(st.integers(0, 0xFFFFFF))
def test_contrast_stays_within_its_bounds(colour: int) -> None:
    assert 1 <= contrast_on_white(f"{colour:06X}") <= 21


@pytest.mark.parametrize(
    "wrong",
    [
        *({"couleurs": {"texte": "AAAAAA"}}, {"couleurs": {"accent": "bleu"}}, {"styles": {"inconnu": {}}}),
        *({"styles": {"titre": {"taille": 90}}}, {"corps": 4}, {"entete": {"disposition": "tordu"}}, {"inconnu": 1}),
    ],
)
def test_a_wrong_model_is_refused(wrong: dict[str, object], tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Look.model_validate(wrong)
    (tmp_path / "faux.yaml").write_text(yaml.safe_dump(wrong), encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        load_looks(tmp_path)
    assert caught.value.code is Code.RULES_FILE_INVALID
    assert caught.value.data["fichier"] == "faux.yaml"


def test_details_are_said_without_what_is_missing() -> None:
    assert Details().lines() == Details().block() == ()
    details = Details("Secrétariat", ("1 rue Haute", "14000 Aubigny"), "02 31", "", "", ("le lundi",))
    assert details.lines() == ("Secrétariat – 1 rue Haute – 14000 Aubigny", "Tél. 02 31 – le lundi")
    assert details.block() == ("Secrétariat", "1 rue Haute – 14000 Aubigny", "Tél. 02 31", "le lundi")
