"""What a commune changes in a shipped type holds, and is said when the shipped wording moves."""

from __future__ import annotations

import act_type_cases as cases
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act import Role
from secretaire.acts.adaptation import Adaptation, Changement, Partie, adapt, wording_of
from secretaire.drafting.compose.composition import compose

KIND = cases.kind("tarifs_salle")
ARTICLES = [wording_of(article) for article in KIND.articles]


def articles(kind_changes: tuple[Changement, ...]) -> list[tuple[str, str]]:
    kind = adapt(KIND, Adaptation(type=KIND.id, changements=kind_changes)).kind
    context = cases.after_meeting(kind, cases.roster(), cases.commune())
    sections = compose(kind, cases.examples(kind), context).sections
    dispositif = next(s for s in sections if s.role is Role.DISPOSITIF)
    return [(p.key, p.text) for p in dispositif.visible if ".ligne." not in p.key]


def test_a_clause_is_worded_otherwise_and_keeps_its_key() -> None:
    before = dict(articles(()))
    after = dict(articles((Changement(partie=Partie.ARTICLES, livre=ARTICLES[1], texte="Caution : {caution}."),)))
    assert after["article.2"].endswith("Caution\u00a0: 500\u00a0€.")
    assert {k: v for k, v in after.items() if k != "article.2"} == {k: v for k, v in before.items() if k != "article.2"}


def test_a_clause_left_out_moves_no_key_and_the_numbers_follow() -> None:
    after = articles((Changement(partie=Partie.ARTICLES, livre=ARTICLES[0]),))
    keys = [key for key, _ in after]
    assert "article.1" not in keys
    assert "article.2" in keys
    assert after[0][1].startswith("Article 1\u00a0: Une caution")


def test_a_clause_of_the_commune_goes_after_the_one_it_names_or_at_the_end() -> None:
    after = articles(
        (
            Changement(partie=Partie.ARTICLES, texte="Le chauffage est compris.", apres=ARTICLES[0]),
            Changement(partie=Partie.ARTICLES, texte="Les clés sont remises en mairie."),
        )
    )
    assert after[1][0] == "article.commune.0"
    assert after[1][1] == "Article 2\u00a0: Le chauffage est compris."
    assert after[-2][1].endswith("Les clés sont remises en mairie.")  # before the execution


def test_a_visa_is_added_to_a_type_and_a_default_changed() -> None:
    visa = Changement(partie=Partie.VISAS, texte="le règlement intérieur de la salle")
    adapted = adapt(KIND, Adaptation(type=KIND.id, changements=(visa,), defauts={"caution": "300"}, mots=("noces",)))
    text = cases.composed_text(adapted.kind, {}, cases.before_meeting(adapted.kind, cases.roster(), cases.commune()))
    assert "Vu le règlement intérieur de la salle," in text
    assert "Une caution de 300\u00a0€" in text
    assert "noces" in adapted.kind.mots
    assert adapted.stale == ()


def test_a_shipped_wording_that_moved_is_said_and_the_type_stays_whole() -> None:
    change = Changement(partie=Partie.ARTICLES, livre="Une rédaction d'autrefois.", texte="Autre chose.")
    adapted = adapt(KIND, Adaptation(type=KIND.id, changements=(change,)))
    assert adapted.stale == (change,)
    assert [wording_of(a) for a in adapted.kind.articles] == ARTICLES


@given(st.sets(st.integers(0, len(ARTICLES) - 1)))
def test_whatever_is_left_out_the_rest_keeps_its_key(dropped: set[int]) -> None:
    changes = tuple(Changement(partie=Partie.ARTICLES, livre=ARTICLES[i]) for i in dropped)
    kept = adapt(KIND, Adaptation(type=KIND.id, changements=changes)).kind.articles
    assert [a.cle for a in kept] == [str(i + 1) for i in range(len(ARTICLES)) if i not in dropped]
