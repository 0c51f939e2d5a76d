"""An old act beside the new one, and what of the old one is left."""

from __future__ import annotations

from act_type_cases import after_meeting, commune, examples, kind, roster
from hypothesis import given, settings
from hypothesis import strategies as st

from secretaire.acts.act import Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.drafting.compose.composition import compose
from secretaire.drafting.reuse.comparison import compare
from secretaire.drafting.reuse.old_act import OldAct

WORDING = Origin(OriginKind.MODELE_TYPE, "bail_communal")


def section(*texts: str, role: Role = Role.DISPOSITIF) -> Section:
    return Section(role, tuple(Paragraph(f"article.{i}", (Span(t, WORDING),)) for i, t in enumerate(texts, start=1)))


def test_paragraphs_face_each_other_word_by_word() -> None:
    old = OldAct(
        "Article 1 : Le loyer est fixé à 300 € par mois.\nArticle 2 : Une caution de deux mois est demandée au locataire entrant.\n"
    )
    new = section("Article 1 : Le loyer est fixé à 350 € par mois.", "Article 2 : Madame la maire signe.")
    first, *others = compare(old, (new,)).paragraphs
    assert first.key == "article.1"
    assert [(p.kind, p.text.strip()) for p in first.pieces if p.text.strip()] == [
        ("same", "Article 1 : Le loyer est fixé à"),
        ("removed", "300"),
        ("added", "350"),
        ("same", "€ par mois."),
    ]
    assert first.old is not None
    assert old.text[first.old.start : first.old.end].startswith("Article 1")
    assert {(p.key, p.role) for p in others} == {("article.2", Role.DISPOSITIF), ("", None)}


def test_the_titles_face_each_other_however_worded() -> None:
    old = OldAct("12. TARIFS DES SALLES\nLe maire propose de nouveaux tarifs.", "TARIFS DES SALLES")
    objet = section("Objet : Prix de location du foyer rural", role=Role.OBJET)
    (title, *_) = compare(old, (objet,)).paragraphs
    assert title.old is not None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="abcdé 1.;\n", max_size=60), max_size=6),
    st.lists(st.text(alphabet="abcdé 1.;", min_size=1, max_size=60), max_size=6),
)
def test_nothing_is_lost(before: list[str], after: list[str]) -> None:
    old, new = OldAct("\n".join(before)), section(*after)
    found = compare(old, (new,)).paragraphs
    kept = ["".join(p.text for p in each.pieces if p.kind != "removed") for each in found if each.role]
    assert kept == [paragraph.text for paragraph in new.visible]
    passages = [each.old for each in found if each.old]
    assert len(passages) == len(set(passages))
    assert (
        "\n".join(old.text[p.start : p.end] for p in sorted(passages, key=lambda p: p.start)).split()
        == old.text.split()
    )


def test_an_old_date_left_in_the_new_act_is_told_with_its_origin() -> None:
    typed = Origin(OriginKind.SAISIE, "date_effet")
    paragraph = Paragraph(
        "article.1",
        (
            Span("Le loyer est dû à compter du ", WORDING),
            Span("1er janvier 2019", typed, Value(ValueKind.DATE, "2019-01-01")),
            Span(" par Mme DUVERNOY.", Origin(OriginKind.MAIN, "Claire")),
        ),
    )
    old = OldAct("Le loyer de Madame Anne DUVERNOY est dû à compter du 01/01/2019, soit 310 €.")
    left = compare(old, (Section(Role.DISPOSITIF, (paragraph,)),)).figures_left
    assert [(f.text, f.kind, f.origin.kind) for f in left] == [
        ("1er janvier 2019", ValueKind.DATE, OriginKind.SAISIE),
        ("DUVERNOY", ValueKind.PERSONNE, OriginKind.MAIN),
    ]


def test_a_new_act_with_its_own_values_keeps_nothing() -> None:
    act_type = kind("bail_communal")
    made = compose(act_type, examples(act_type), after_meeting(act_type, roster(), commune()))
    old = OldAct("Le logement est loué à M. Jean BRINDAVOINE à compter du 4 mai 2011, loyer 123,45 € par mois.")
    assert compare(old, made.sections).figures_left == ()
