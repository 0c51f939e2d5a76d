"""Which notes a sentence says, and what must be written again together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretaire.drafting.pen.alignment import groups, pieces

NOTES = ("toiture refaite en 2012, pas chauffé", "23 réponses dont 9 pour un gîte", "pas de décision avant avril")
TEXT = (
    "La commune a reçu 23 réponses, dont 9 pour un gîte. Le bâtiment n'est pas chauffé et sa toiture a été refaite en "
    "2012.\n\nIl n'y aura pas de décision avant avril."
)


def test_each_sentence_has_its_note_whatever_their_order() -> None:
    found = pieces(TEXT, NOTES)
    assert [set(piece.notes) for piece in found] == [{1}, {0}, {2}]
    assert TEXT[found[0].start : found[0].end] == "La commune a reçu 23 réponses, dont 9 pour un gîte."
    assert TEXT[found[2].start :].startswith("Il n'y aura")


def test_what_can_be_told_apart_is_a_group_by_itself() -> None:
    assert [(group.pieces, group.notes) for group in groups(pieces(TEXT, NOTES), 3)] == [
        ((0,), (1,)),
        ((1,), (0,)),
        ((2,), (2,)),
    ]


def test_notes_joined_in_a_sentence_are_one_group() -> None:
    text = "Les 23 réponses, dont 9 pour un gîte, concernent un bâtiment pas chauffé, à la toiture refaite en 2012. Pas de décision avant avril."
    assert [(group.pieces, group.notes) for group in groups(pieces(text, NOTES), 3)] == [((0,), (0, 1)), ((1,), (2,))]


def test_a_note_said_in_several_sentences_is_one_group() -> None:
    note = "projet 318 400 € ; DSIL 79 600 € notifiée ; autofinancement 131 280 €"
    text = "Le projet est de 318 400 €. La DSIL de 79 600 € est notifiée. L'autofinancement est de 131 280 €."
    assert [(group.pieces, group.notes) for group in groups(pieces(text, [note]), 1)] == [((0, 1, 2), (0,))]


def test_a_note_that_nothing_says_follows_the_one_before_it() -> None:
    text = "Le bâtiment n'est pas chauffé, la toiture a été refaite en 2012. Pas de décision avant avril."
    found = groups(pieces(text, NOTES), 3)
    assert [group.notes for group in found] == [(0,), (1,), (2,)]
    assert found[1].pieces == ()


def test_a_reference_does_not_end_a_sentence() -> None:
    text = "L'article L. 2121-29 est visé. Le toit est refait."
    assert len(pieces(text, ["toit refait"])) == 2


@given(st.text(alphabet="ab 1€.\n", max_size=60), st.lists(st.text(alphabet="ab 1€", max_size=12), max_size=4))
def test_every_note_and_every_sentence_is_in_one_group(text: str, notes: list[str]) -> None:
    found = pieces(text, notes)
    made = groups(found, len(notes))
    assert sorted(i for group in made for i in group.notes) == list(range(len(notes)))
    assert sorted(i for group in made for i in group.pieces) == list(range(len(found)))
