"""Remarks on an act: kept once, answered, and told of in the journal without their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from secretaire.acts.act import Act, Role, State
from secretaire.acts.life import Step
from secretaire.desk import persons, remarks, review, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, WrongUsage
from secretaire.store.journal import Event


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61001"))
    yield opened
    opened.close()


@pytest.fixture
def act(office: Office) -> Act:
    draft = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    return writing.edit_section(office, draft.id, Role.EXPOSE, "La salle est louée aux habitants.", "Anne")


def test_a_remark_follows_its_passage_until_it_is_answered(office: Office, act: Act) -> None:
    persons.add(office, "Jean Roux", persons.Role.LECTEUR, "Anne")
    review.take(office, act.id, Step.RELIRE, "Anne")
    passage = remarks.passage_saying(writing.get_act(office, act.id), "aux habitants")
    made = remarks.make(office, act.id, "roux", " Et aux associations ? ", passage)
    assert (made.author, made.text) == ("Jean Roux", "Et aux associations ?")
    assert writing.get_act(office, act.id).state is State.RELU, "a remark changes nothing of the act"
    (placed,) = remarks.of_act(office, act.id)
    assert placed.place is not None
    assert act.section(Role.EXPOSE).text[slice(*placed.place)] == "aux habitants"
    writing.edit_section(office, act.id, Role.EXPOSE, "La salle est louée à tous.", "Anne")
    (changed,) = remarks.of_act(office, act.id)
    assert changed.passage_changed
    answered = remarks.answer(office, act.id, made.id, "Anne", "C'est écrit.")
    assert answered.answer is not None
    assert remarks.answer(office, act.id, made.id, "Luc", "Non.").answer == answered.answer
    lines = [e for e in office.workspace.journal.entries(act.id) if e.what in {Event.REMARQUE, Event.REMARQUE_LEVEE}]
    assert [e.who for e in lines] == ["Jean Roux", "Anne"]
    assert "associations" not in str([dict(e.data) for e in lines])
    assert office.workspace.journal.verify().intact


def test_a_remark_brought_twice_is_kept_once(office: Office, act: Act) -> None:
    made = remarks.make(office, act.id, "Anne", "À relire avec le maire.")
    assert remarks.bring(office, replace(made, text="autre chose")) == made
    assert len(remarks.of_act(office, act.id)) == 1
    assert len(office.workspace.journal.of(Event.REMARQUE)) == 1


@pytest.mark.parametrize(("by", "text", "words"), [("", "Oui.", ""), ("Anne", "  ", ""), ("Anne", "Oui.", "absent")])
def test_a_remark_says_something_of_the_act_for_somebody(
    office: Office, act: Act, by: str, text: str, words: str
) -> None:
    with pytest.raises(WrongUsage) as refused:
        remarks.make(office, act.id, by, text, remarks.passage_saying(act, words) if words else None)
    assert refused.value.code is Code.WRONG_OPTION
    assert remarks.of_act(office, act.id) == ()
