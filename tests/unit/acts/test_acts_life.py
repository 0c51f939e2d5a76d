"""The life of an act, and its numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act import Act, ActId, State
from secretaire.acts.life import NEEDS_REASON, Step, after_edit, possible_steps, take_step
from secretaire.errors import Code, Refused

ACT = Act(id=ActId("a"), type_id="t", numero="2026-001", objet="", sections=())


def test_a_draft_is_reread_submitted_then_approved() -> None:
    act = take_step(take_step(take_step(ACT, Step.RELIRE), Step.SOUMETTRE), Step.APPROUVER)
    assert act.state is State.APPROUVE


def test_a_draft_cannot_be_approved_without_having_been_submitted() -> None:
    with pytest.raises(Refused) as refusal:
        take_step(ACT, Step.APPROUVER)
    assert refusal.value.code is Code.TRANSITION_REFUSED


@pytest.mark.parametrize("step", sorted(NEEDS_REASON))
def test_sending_back_and_refusing_need_a_reason(step: Step) -> None:
    with pytest.raises(Refused) as refusal:
        take_step(replace(ACT, state=State.SOUMIS), step, reason="  ")
    assert refusal.value.code is Code.REASON_REQUIRED


@given(st.sampled_from(State), st.sampled_from(Step))
def test_only_the_possible_steps_are_taken(state: State, step: Step) -> None:
    act = replace(ACT, state=state)
    if step in possible_steps(state):
        assert take_step(act, step, "motif").state is not state or step in {Step.REPRENDRE, Step.PUBLIER}
    else:
        with pytest.raises(Refused):
            take_step(act, step, "motif")


@given(st.sampled_from(State))
def test_any_change_of_text_takes_the_act_back_to_a_draft(state: State) -> None:
    assert after_edit(replace(ACT, state=state)).state is State.BROUILLON
