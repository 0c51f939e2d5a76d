"""The clauses that a commune writes its own way."""

from __future__ import annotations

from act_type_cases import kind

from secretaire.acts.adaptation import Partie
from secretaire.drafting.reuse.habits import habits_of
from secretaire.drafting.reuse.old_act import OldAct
from secretaire.drafting.template import parse

BAIL = """Bail du logement communal
Vu l'article L. 2122-21 du code général des collectivités territoriales,
Considérant que le logement du presbytère est vacant et qu'il importe de le louer à une famille de la commune,
Après en avoir délibéré, le conseil municipal, à l'unanimité :
Article 1 : Le loyer est fixé à {loyer} par mois, hors charges.
Article 2 : Le locataire entretient le jardin et la haie du presbytère à ses frais, chaque automne.
Article 3 : Le logement est loué à M. {nom}, qui occupait le précédent.
"""


def acts(count: int) -> list[tuple[str, OldAct]]:
    names = ["Paul DELAUNOY", "Yves ROUSSIN", "Marc GRIVEL", "Hugo BELLIER"]
    return [
        (f"doc:{i}", OldAct(BAIL.format(loyer=f"{300 + i} €", nom=names[i]), "Bail du logement communal"))
        for i in range(count)
    ]


def test_a_clause_of_three_acts_is_learnt() -> None:
    found = habits_of(kind("bail_communal"), acts(3))
    garden = next(h for h in found if "jardin" in h.text)
    assert garden.part is Partie.ARTICLES
    assert garden.text == "Le locataire entretient le jardin et la haie du presbytère à ses frais, chaque automne"
    assert garden.acts == 3
    assert garden.sources == ("doc:0", "doc:1", "doc:2")
    assert any(h.part is Partie.CONSIDERANTS and h.text.startswith("Considérant que le logement") for h in found)


def test_two_acts_are_not_a_habit() -> None:
    assert habits_of(kind("bail_communal"), acts(2)) == ()


def test_what_changes_is_a_field_or_the_clause_is_left() -> None:
    found = habits_of(kind("bail_communal"), acts(4))
    assert not [h for h in found if any(name in h.text for name in ("DELAUNOY", "ROUSSIN", "GRIVEL"))]
    for habit in found:
        assert not any(c.isdigit() for c in habit.text.replace("L. 2122-21", ""))
        assert parse(habit.text)
    rent = [h for h in found if "loyer est fixé" in h.text]
    assert [h.text for h in rent] == ["Le loyer est fixé à {loyer} par mois, hors charges"]


def test_what_the_type_says_already_is_no_habit() -> None:
    act_type = kind("bail_communal")
    shipped = next(c.texte for c in act_type.articles if "{" not in c.texte)
    text = f"Après en avoir délibéré, le conseil municipal décide :\nArticle 1 : {shipped}\n"
    assert habits_of(act_type, [(f"doc:{i}", OldAct(text, "Bail")) for i in range(3)]) == ()
