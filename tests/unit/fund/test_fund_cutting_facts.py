"""Votes, earlier acts, sums: what is written is read; what is said of something else is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from secretaire.fund.cutting.amounts import amounts
from secretaire.fund.cutting.mentions import statements
from secretaire.fund.cutting.votes import vote
from secretaire.fund.folding import fold
from secretaire.fund.pieces import Verb, Vote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Après en avoir délibéré, à l'unanimité, le conseil", Vote(unanime=True)),
        ("19 voix pour, 17 voix contre et 2 abstentions ;", Vote(19, 17, 2)),
        ("à la majorité (26 voix contre, 1 abstention et 3 pour) des membres présents", Vote(3, 26, 1)),
        ("soit 19\npour, 1 contre et 3 abstentions", Vote(19, 1, 3)),
        ("Pour : 10 Contre : 0 Abstention : 1", Vote(10, 0, 1)),
        ("Vote : Pour : 10 – Contre : 2 – Abstentions : 1", Vote(10, 2, 1)),
        ("à l'unanimité, moins une abstention, des membres présents", Vote(abstentions=1, unanime=True)),
        ("à la majorité des voix et une abstention", Vote(abstentions=1)),
        ("POUR 10 CONTRE 0 ABSTENTION 1", Vote(10, 0, 1)),
        ("par douze voix pour et deux voix contre", Vote(12, 2)),
        ("Résultat du vote : 12 voix « pour », 0 voix « contre », 3 abstentions", Vote(12, 0, 3)),
        ("à l'unanimité/ou non des membres présents", None),
        ("à l'unanimité ou non des membres présents", None),
        ("Les membres de la commission, à l'unanimité, souhaitent l'éclairage.", None),
        ("L'achat de 12 chaises pour 500 € est approuvé contre remise d'un reçu.", None),
        ("Un premier vote donne 5 voix pour ; un second, 7 voix pour.", None),
        ("Le conseil communautaire a voté à l'unanimité.", None),
        ("", None),
    ],
)
def test_votes(text: str, expected: Vote | None) -> None:
    assert vote(fold(text)) == expected


@given(st.integers(0, 120), st.integers(0, 120), st.integers(0, 120), st.booleans())
def test_every_count_is_read_in_figures_and_in_words(pour: int, contre: int, abstentions: int, words: bool) -> None:
    def written(count: int) -> str:
        return num2words(count, lang="fr") if words else str(count)

    text = f"par {written(pour)} voix pour, {written(contre)} voix contre et {written(abstentions)} abstentions"
    assert vote(fold(text)) == Vote(pour, contre, abstentions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "annule et remplace la délibération n° 16/2017 du 28 février 2017",
            [(Verb.REPLACES, "16/2017", "2017-02-28")],
        ),
        ("ANNULE ET REMPLACE LA DÉLIBÉRATION DU\n17 DÉCEMBRE 2018", [(Verb.REPLACES, "", "2018-12-17")]),
        (
            "annule et remplace la délibération 2016/44 séance du 12 avril 2016",
            [(Verb.REPLACES, "2016/44", "2016-04-12")],
        ),
        (
            "Décide d'annuler la délibération du 26 janvier 2016 et de la remplacer par la présente",
            [(Verb.REPLACES, "", "2016-01-26")],
        ),
        (
            "modifie et complète les délibérations n°24 du 9 avril 2018 et n°18 du 19 novembre 2018.",
            [(Verb.AMENDS, "24", "2018-04-09"), (Verb.AMENDS, "18", "2018-11-19")],
        ),
        ("Décide de modifier la délibération n°2021 06 03 du 3 juin 2021", [(Verb.AMENDS, "2021 06 03", "2021-06-03")]),
        ("abroge l'arrêté n° 2023/4 du 3 mai 2023", [(Verb.REPEALS, "2023/4", "2023-05-03")]),
        ("L'arrêté n° 2023/4 du 3 mai 2023 est abrogé.", [(Verb.REPEALS, "2023/4", "2023-05-03")]),
        ("retire la délibération du 04/05/2023", [(Verb.WITHDRAWS, "", "2023-05-04")]),
        ("proroge la délibération n° 12 du 1er mars 2020", [(Verb.EXTENDS, "12", "2020-03-01")]),
        ("modification de la délibération n° 2019-03-22", [(Verb.AMENDS, "2019-03-22", None)]),
        ("Vu l'arrêté du 3 mai 2010 modifiant l'arrêté du 2 avril 2009", []),
        ("conformément au décret qui abroge l'arrêté du 2 avril 2009", []),
        ("modifie l'arrêté préfectoral du 2 avril 2009", []),
        ("Il convient de modifier les délibérations relatives aux indemnités", []),
        ("Madame Durand rappelle la délibération n° 12 du 3 mai 2020", []),
        ("Le projet n'abroge pas la délibération n° 12 du 3 mai 2020", []),
    ],
)
def test_earlier_acts(text: str, expected: list[tuple[Verb, str, str | None]]) -> None:
    found = list(statements(text, fold(text)))
    assert [(s.verb, s.number, s.date.isoformat() if s.date else None) for s in found] == expected
    assert all(0 <= s.start < s.end <= len(text) for s in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un devis de 71.917,80 € TTC soit 59 931,50 € HT", ["71917.80", "59931.50"]),
        ("5 882.71 € puis 1 835,82€", ["5882.71", "1835.82"]),
        ("200 euros et 200 €", ["200.0"]),
        ("article 6574 200 €", ["200.0"]),
        ("en 2023, 12 habitants, 3,5 %", []),
    ],
)
def test_sums_in_euros(text: str, expected: list[str]) -> None:
    assert amounts(fold(text)) == tuple(map(Decimal, expected))


@given(st.decimals(0, 99_999_999, places=2), st.sampled_from([" ", "\u00a0", "\u202f", ".", ""]))
def test_every_sum_is_read(value: Decimal, separator: str) -> None:
    written = f"{value:,.2f}".replace(",", separator).replace(".", ",") if separator != "." else (
        f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
    )  # fmt: skip
    assert amounts(fold(f"la somme de {written} € sera versée")) == (value,)


def test_dates_without_year_name_no_act() -> None:
    text = "abroge la délibération du 3 mai"
    assert list(statements(text, fold(text))) == []
