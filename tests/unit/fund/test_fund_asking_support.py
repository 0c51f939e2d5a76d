"""An answer says nothing that its passages do not: invented answers that the check must refuse, true ones it must let through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.fund.asking.support import loosened, unsupported

PASSAGE = (
    "Décide de fixer le loyer de la salle à 8.512 € HT par an à compter du 1er décembre 2018, sur proposition de "
    "Mme Lise Havard et de M. Paul Rivoal, et charge l’Entreprise TP du Bocage des travaux pour 12 400,50 €."
)


@pytest.mark.parametrize(
    "answer",
    [
        "Le loyer de la salle est fixé à 8.512 € HT par an.",
        "Le loyer de la salle est de 8.512 € HT par an à compter du 1er décembre 2018.",
        "La proposition est de Mme Lise Havard.",
        "Le loyer est de 8.512 € HT par an pour la salle.",
        "L'Entreprise TP du Bocage est chargée des travaux pour 12 400,50 €.",
    ],
)
def test_what_the_passage_says_is_let_through(answer: str) -> None:
    assert unsupported(answer, [PASSAGE]) == ()


@pytest.mark.parametrize(
    ("answer", "invented"),
    [
        ("Le loyer est de 8 512 € HT par an.", "8 512€ HT par an"),  # other characters
        ("Le loyer est de 512 € HT par an.", "512€ HT par an"),  # a part of a figure
        ("Le loyer est de 8.512 €.", "8.512€ HT"),  # without tax or with?
        ("Le loyer est de 8.512 € TTC.", "8.512€ TTC"),
        ("Les travaux sont de 12 400 €.", "12 400€"),
        ("Les travaux sont de 400,50 €.", "400,50€"),
        ("Le loyer est dû le 1er décembre 2019.", "1er décembre 2019"),
        ("Le loyer est dû le 2 décembre 2018.", "2 décembre 2018"),
        ("Mme Lise Rivoal propose le loyer.", "Lise Rivoal"),  # two people in one
        ("Mme Lise Martin propose le loyer.", "Lise Martin"),
        ("La SNCF charge des travaux.", "SNCF"),
        ("Le loyer de la piscine est à 8.512 € HT par an.", "piscine"),
        ("Le loyer de la salle n'est pas fixé.", "pas"),
        ("Le loyer de la salle est pour trois ans.", "trois"),
    ],
)
def test_what_the_passage_does_not_say_is_named(answer: str, invented: str) -> None:
    assert any(invented in piece for piece in unsupported(answer, [PASSAGE])), unsupported(answer, [PASSAGE])


def test_a_refusal_stays_a_refusal() -> None:
    refused = "Le conseil n'accepte pas la vente du chemin."
    assert unsupported("Le conseil accepte la vente du chemin.", [refused])
    assert not unsupported("Le conseil n'accepte pas la vente du chemin.", [refused])


def test_only_spaces_and_apostrophes_are_taken_as_equal() -> None:
    assert not unsupported(
        "L'entreprise TP du Bocage : 12\u202f400,50\u00a0€.", ["L’entreprise TP du Bocage : 12 400,50 €."]
    )


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_another_amount_is_never_let_through(written: int, noted: int) -> None:
    spaced = f"{noted:,}".replace(",", " ")
    refused = unsupported(f"Le prix est de {written:,} €.".replace(",", " "), [f"Le prix est de {spaced} €."])
    assert bool(refused) == (written != noted)


@given(st.text("abcdé 0123456789€%.,'", max_size=60))
def test_a_passage_supports_itself(text: str) -> None:
    assert unsupported(text, [text]) == () or any(character.isdigit() for character in text)


@pytest.mark.parametrize(
    ("answer", "missing"),
    [
        ("La taxe foncière est de 22,87 %.", ("départementale",)),
        ("La part départementale de la taxe foncière est de 22,87 %.", ()),
    ],
)
def test_what_a_figure_is_the_figure_of_is_kept(answer: str, missing: tuple[str, ...]) -> None:
    passage = "La commune reçoit en compensation la part départementale de la taxe foncière (22,87 %)."
    assert loosened(answer, "Quel est le taux de la taxe foncière ?", passage, ["22,87 %"]) == missing


def test_a_piece_of_a_date_is_no_figure() -> None:
    assert unsupported("Le tarif est 1 à compter du 4.", ["à compter du 1er janvier 2024"]) != ()
    assert "1" in unsupported("Le tarif est 1.", ["Le tarif est fixé à compter du 1er janvier 2024"])
