"""What a text may hold of facts while it is written, one token at a time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.drafting.engine.fact_lock import Fact, FactGate, FactLock
from secretaire.drafting.pen.facts import lock_of
from secretaire.drafting.pen.tasks import Task, load_plume

PLUME = load_plume(Path(__file__).resolve().parents[3] / "resources" / "plume")


def gate(*notes: str, objet: str = "", task: Task = Task.EXPOSE) -> FactGate:
    readable = [PLUME.abbreviations.normalise(note) for note in notes]
    return FactGate(lock_of(PLUME.forms[task], objet, readable))


_LETTERS = re.compile(r" (?=\d)| ?[^\d\s]|\d|\s")  # as the vocabularies cut: a space goes with the letter after it


def first_refusal(held: FactGate, text: str) -> str | None:
    """The beginning of the text up to the letter that is refused; None when it may be written and ended."""
    for letter in _LETTERS.finditer(text):
        if not held.accepts(text[: letter.start()], letter.group()):
            return text[: letter.end()]
    return None if held.may_end(text) else text


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("caution 300€ inchangée", "La caution, inchangée, est de 300 €."),
        ("com com paie 60%, reste 40% pr cne", "Les 40 % restants reviennent à la commune, après 60 % payés."),
        ("M. Thévard quitte logt école fin juin", "Monsieur Thévard quitte le logement de l'école fin juin."),
        ("demande deposee le 3/02", "Le 3 février, une demande a été déposée."),
        ("toit refait", "Le toit, refait hier, tient. Rien ne presse."),
        ("parcelle AB 77", "La parcelle AB 77 est vendue."),
    ],
)
def test_a_faithful_text_can_be_written_freely(note: str, text: str) -> None:
    assert first_refusal(gate(note), text) is None


@pytest.mark.parametrize(
    ("note", "text", "refused_at"),
    [
        ("caution 300€ inchangée", "La caution de 350 €.", "La caution de 35"),
        ("caution 300€ inchangée", "La caution de 300 %.", "La caution de 300 %"),
        ("caution 300€ inchangée", "De 300 € à 300 €.", "De 300 € à "),
        ("2 devis reçus", "Les 12 devis", "Les 1"),
        ("toit refait", "Le toit sera refait par Durand.", "Le toit sera refait par Du"),
        ("toit refait", "Le toit sera refait en mars.", "Le toit sera refait en mars"),
        ("toit refait", "Le toit a trois pentes.", "Le toit a trois"),
        ("toit refait", "Le  toit", "Le "),
        ("12 400 HT", "Il faut 12 400 € TTC", "Il faut 12 400 € T"),
        ("2 devis et 300 €", "Il y a 2 300 €", "Il y a 2 "),
    ],
)
def test_a_fact_that_the_note_does_not_have_cannot_be_written(note: str, text: str, refused_at: str) -> None:
    assert first_refusal(gate(note), text) == refused_at


@pytest.mark.parametrize(
    "text", ["La caution est inchangée.", "La caution de 300", "La caution de 300 €", "La caution de 300 €,"]
)
def test_a_text_cannot_end_while_a_fact_is_owed_nor_without_its_stop(text: str) -> None:
    assert not gate("caution 300€ inchangée").may_end(text)


def test_a_fact_of_the_subject_may_be_written_but_is_not_owed() -> None:
    held = gate("toit refait", objet="Travaux 2027")
    assert first_refusal(held, "Le toit est refait.") is None
    assert first_refusal(gate("toit refait", objet="Travaux 2027"), "Le toit est refait en 2027.") is None


def test_where_facts_are_chosen_none_is_owed() -> None:
    assert gate("caution 300€ inchangée", task=Task.RESUME).may_end("La caution ne change pas.")


def test_what_is_owed_is_told() -> None:
    held = gate("caution 300€, 2 chèques")
    assert set(held.owed("La caution")) == {"300 €", "2"}
    assert held.owed("La caution de 300 €") == ("2",)


def test_a_fact_begins_with_a_figure() -> None:
    with pytest.raises(ValueError, match="chiffre"):
        Fact(figure="mars")


_FIGURES = ["2", "12", "300", "2026", "12 400", "0,35", "17"]
_AFTER = ["", " €", " %", " mars 2026", " € HT", " h 30"]
_TOKENS = st.sampled_from(
    "~ La ~caution ~de 1 2 3 00 400 12 ~2 ~30 ,35 0 ~€ ~HT ~% . ~mars ~2026 ~h ~30 ~deux , AB ~AB~7 x / - ~Durand ² ½ ⅓ ٣ ~2~m".replace(
        "~", "\u00a0"
    ).split(" ")
).map(lambda token: token.replace("\u00a0", " "))
_LOCKS = st.builds(
    FactLock,
    facts=st.lists(
        st.builds(
            lambda figure, after, owed, more: Fact(figure=figure, after=after, owed=owed, most=owed + more),
            st.sampled_from(_FIGURES),
            st.sampled_from(_AFTER),
            st.integers(0, 1),
            st.integers(0, 1),
        ),
        max_size=4,
    ).map(tuple),
    guarded=st.just(("deux", "mars")),
    ending=st.sampled_from(["", "."]),
)


def _written(held: FactGate, tokens: list[str]) -> str:
    """What comes out when a model wants these tokens and takes those it is allowed."""
    text = ""
    for token in tokens:
        if held.accepts(text, token):
            text += token
    return text


def _less(text: str, facts: tuple[str, ...]) -> str:
    """The text less what the facts write, and less the beginning of one that is under way at its end."""
    begun = {fact[:length] for fact in facts for length in range(1, len(fact))}
    whole = "|".join(re.escape(fact) for fact in sorted(facts, key=len, reverse=True))
    under_way = "|".join(re.escape(part) for part in sorted(begun, key=len, reverse=True))
    # what is under way first: « 2026 » at the end begins « 2026 € », and is not « 2 » then « 026 »
    return re.sub(rf"(?:{under_way})$|{whole}" if under_way else whole, "", text) if whole else text


@given(_LOCKS, st.lists(_TOKENS, max_size=40))
def test_no_figure_that_is_not_allowed_comes_out_and_none_is_owed_at_the_end(lock: FactLock, tokens: list[str]) -> None:
    held = FactGate(lock)
    text = _written(held, tokens)
    facts = tuple(fact.written for fact in lock.facts)
    rest = _less(text, facts)
    assert not any(character.isnumeric() for character in rest)
    assert not re.search(r"\b(?:deux|mars)\b", rest)
    if held.may_end(text):
        assert held.owed(text) == ()
        assert text.rstrip().endswith(lock.ending)
        for fact in facts:
            assert text.count(fact) >= sum(other.owed for other in lock.facts if other.written == fact)


@given(_LOCKS, st.lists(_TOKENS, max_size=12))
def test_a_text_is_judged_alike_however_it_is_cut(lock: FactLock, tokens: list[str]) -> None:
    one, again = FactGate(lock), FactGate(lock)
    text = _written(one, tokens)
    assert again.may_end(text) == one.may_end(text)
    assert again.owed(text) == one.owed(text)
