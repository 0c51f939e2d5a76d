"""A remark follows its words through edits, or says that they changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.remarks import Passage, located, passage_at, passages_saying
from secretaire.acts.spans import Origin, OriginKind, Span

_WORDS = st.lists(st.sampled_from(["la", "salle", "12", "120", "€", "est", "à", "louée,"]), min_size=1, max_size=9)


def act_saying(*paragraphs: tuple[str, str]) -> Act:
    made = tuple(Paragraph(key, (Span(text, Origin(OriginKind.MAIN, "A")),)) for key, text in paragraphs)
    return Act(ActId("a"), "t", "", "", (Section(Role.DISPOSITIF, made),))


def words_at(act: Act, passage: Passage) -> str | None:
    place = located(act, passage)
    return None if place is None else act.section(passage.role).text[slice(*place)]


@given(st.lists(_WORDS, min_size=1, max_size=4), st.data())
def test_a_passage_is_found_again_where_it_was_chosen(lines: list[list[str]], data: st.DataObject) -> None:
    act = act_saying(*((f"article.{n}", " ".join(line)) for n, line in enumerate(lines)))
    section = act.sections[0]
    # whole words, as a person chooses them
    edges = [0, *(i + 1 for i, c in enumerate(section.text) if c.isspace()), len(section.text) + 1]
    first = data.draw(st.integers(0, len(edges) - 2))
    start, end = edges[first], edges[data.draw(st.integers(first + 1, len(edges) - 1))] - 1
    passage = passage_at(section, start, end)
    assert passage is not None
    assert located(act, passage) == (start, end)
    before = act_saying(("ajout.1", "Un mot 120 de plus."), *((p.key, p.text) for p in section.paragraphs))
    shift = len("Un mot 120 de plus.") + 1
    assert located(before, passage) == (start + shift, end + shift)


def test_edits_around_keep_it_and_edits_of_its_words_say_so() -> None:
    act = act_saying(("article.1", "La caution est de 300 €."), ("article.2", "La caution est rendue."))
    passage = passage_at(act.sections[0], 3, 23)
    assert passage == Passage(Role.DISPOSITIF, "article.1", "caution est de 300 €")
    longer = act_saying(("article.1", "Pour tous, la caution est de 300 €, encaissée."), ("article.2", "Rendue."))
    assert words_at(longer, passage) == "caution est de 300 €"
    assert words_at(act_saying(("article.1", "La caution est de 250 €.")), passage) is None
    moved = act_saying(("article.9", "La caution est de 300 €."))
    assert words_at(moved, passage) == "caution est de 300 €"


def test_it_never_lands_on_other_words_like_its_own() -> None:
    act = act_saying(("article.1", "Le tarif est de 12 €."), ("article.2", "Il est de 12 € le soir."))
    second = passage_at(act.sections[0], act.sections[0].text.rindex("12"), act.sections[0].text.rindex("12") + 2)
    assert second is not None
    assert words_at(act_saying(("article.1", "Le tarif est de 120 €.")), second) is None
    assert words_at(act_saying(("article.1", "12 € ici"), ("article.3", "et 12 € là")), second) is None
    assert len(passages_saying(act, " 12 € ")) == 2
    assert passages_saying(act, "2 €") == ()
    assert passage_at(act.sections[0], 8, 9) is None
