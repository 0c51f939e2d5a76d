"""What may be written while it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.drafting.engine.constraint import Gate
from secretaire.drafting.pen.locks import check
from secretaire.drafting.pen.speech import utterances
from secretaire.drafting.pen.tasks import Task, load_plume

PLUME = load_plume(Path(__file__).resolve().parents[3] / "resources" / "plume")


def gate(note: str, opening: str = "") -> Gate:
    readable = PLUME.abbreviations.normalise(note)
    return Gate(PLUME.lexicon.constraint("phrase", readable, "."), opening)


def first_refusal(note: str, sentence: str, opening: str = "") -> str | None:
    """The beginning of the sentence up to the letter that is refused; None when it is wholly allowed."""
    held = gate(note, opening)
    for end in range(len(opening), len(sentence)):
        if not held.accepts(sentence[:end], sentence[end]):
            return sentence[: end + 1]
    return None if held.may_end(sentence) else sentence


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("caution 300€ inchangée", "La caution de 300 € est inchangée."),
        (
            "com com paie 60%, reste 40% pr cne",
            "La communauté de communes paie 60 % et le reste, 40 %, est pour la commune.",
        ),
        ("M. Thévard quitte logt école fin juin", "Monsieur Thévard quitte le logement de l'école à la fin de juin."),
        ("demande deposee le 3/02", "La demande a été déposée le 3 février."),
        ("pas de candidat", "Il n'y a aucun candidat."),
    ],
)
def test_a_faithful_sentence_can_be_written(note: str, sentence: str) -> None:
    assert first_refusal(note, sentence) is None


@pytest.mark.parametrize(
    ("note", "sentence", "refused_at"),
    [
        ("caution 300€ inchangée", "La caution de 350 € est inchangée.", "La caution de 35"),
        ("caution 300€ inchangée", "La caution de 300 % est inchangée.", "La caution de 300 %"),
        (
            "caution 300€ inchangée",
            "La caution de 300 € est inchangée pour 2",
            "La caution de 300 € est inchangée pour 2",
        ),
        ("2 devis, 3 offres", "Il y a 3", "Il y a 3"),
        ("toit refait", "Le toit sera refait par Monsieur", "Le toit sera refait par M"),
        ("toit refait", "Le toit n'est pas", "Le toit n'est pas"),
        ("toit refait", "Le toit est refait en urgence", "Le toit est refait en ur"),
        ("dépt paie, cne décide", "La commune décide", "La co"),  # who pays and who decides cannot be swapped
        (
            "salle prêtée à l'asso ARC",
            "La salle est prêtée à l'association arc.",
            "La salle est prêtée à l'association ar",
        ),
        ("toit refait", "le toit", "l"),
        ("toit refait", "Le  toit", "Le  "),
        ("toit refait", "Le toît", "Le toî"),
    ],
)
def test_what_the_note_does_not_say_cannot_be_written(note: str, sentence: str, refused_at: str) -> None:
    assert first_refusal(note, sentence) == refused_at


@pytest.mark.parametrize(
    "sentence", ["La caution est inchangée.", "La caution de 300 €.", "La caution de 300 € est inchangée"]
)
def test_a_sentence_cannot_end_before_the_whole_note_is_said(sentence: str) -> None:
    assert not gate("caution 300€ inchangée").may_end(sentence)


def test_nothing_follows_a_finished_sentence() -> None:
    assert not gate("toit refait").accepts("Le toit est refait.", " Il")


def test_an_imposed_opening_is_not_held_to_the_note() -> None:
    opening = "Le maire indique"
    assert first_refusal("toit refait", "Le maire indique que le toit est refait.", opening) is None


@given(st.text(max_size=30), st.text(max_size=10))
def test_a_refused_figure_stays_refused_however_it_is_cut(text: str, piece: str) -> None:
    held = gate("toit refait")
    if any(c.isdigit() for c in piece):
        assert not held.accepts(text, piece)


@pytest.mark.parametrize("task", list(Task))
def test_every_example_of_the_prompts_keeps_to_its_own_note(task: Task) -> None:
    form = PLUME.forms[task]
    for example in form.exemples:
        said = utterances(PLUME.abbreviations, task, [note for note, _ in example.lignes])
        for utterance, (note, sentence) in zip(said, example.lignes, strict=True):
            opening = utterance.opening or form.ouverture
            held = Gate(PLUME.lexicon.constraint(task, utterance.statement, form.fin), opening)
            assert sentence.startswith(opening)
            refused = next(
                (
                    sentence[: i + 1]
                    for i in range(len(opening), len(sentence))
                    if not held.accepts(sentence[:i], sentence[i])
                ),
                None,
            )
            assert refused is None, note
            assert held.may_end(sentence), note
            assert check(PLUME, task, sentence, [note]).refusals == ()
