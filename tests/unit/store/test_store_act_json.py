"""An act survives its writing as JSON, down to the last span."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.acts.act import Act, Paragraph, Role, Section, State
from secretaire.acts.spans import Origin, Span, Value
from secretaire.store.act_json import act_from_content, act_from_dict, act_to_dict, content_json, content_sha256
from secretaire.store.canonical import canonical_json


def _whole(kind: type[Any], **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Every attribute drawn, those with a default too: one that is added later is tested without a word here."""
    return st.builds(kind, **{f.name: parts.get(f.name, ...) for f in fields(kind)})


def _few(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=3).map(tuple)


SPANS = _whole(Span, origin=_whole(Origin), value=st.none() | _whole(Value))
ACTS = _whole(
    Act, sections=_few(_whole(Section, paragraphs=_few(_whole(Paragraph, spans=_few(SPANS))))), notes=_few(st.text())
)


@given(ACTS)
def test_an_act_comes_back_whole(act: Act) -> None:
    assert act_from_dict(json.loads(canonical_json(act_to_dict(act)))) == act


@given(ACTS)
def test_the_content_state_and_version_make_the_act(act: Act) -> None:
    assert act_from_content(content_json(act), act.state.value, act.version) == act


@given(ACTS, st.sampled_from(State), st.integers(min_value=1))
def test_the_hash_is_that_of_the_words_and_facts_not_of_the_state(act: Act, state: State, version: int) -> None:
    assert content_sha256(replace(act, state=state, version=version)) == content_sha256(act)


OTHER_CONTENTS = st.one_of(
    st.fixed_dictionaries({"objet": st.text()}),
    st.fixed_dictionaries({"seance_id": st.none() | st.integers(0, 3)}),
    st.fixed_dictionaries({"act_date": st.none() | st.dates()}),
    st.fixed_dictionaries({"notes": st.tuples() | st.tuples(st.text())}),
    st.fixed_dictionaries({"fields": st.dictionaries(st.text(), st.text())}),
    st.fixed_dictionaries({"sections": st.tuples(st.builds(Section, st.sampled_from(Role)))}),
)


@given(st.builds(Act, sections=st.just(()), fields=st.just({})), OTHER_CONTENTS)
def test_any_other_word_or_fact_changes_the_hash(act: Act, other: dict[str, Any]) -> None:
    changed = replace(act, **other)
    assert (content_sha256(changed) == content_sha256(act)) == (changed == act)


def test_the_hash_does_not_depend_on_the_order_in_which_fields_were_filled(act: Act) -> None:
    turned = replace(act, fields=dict(reversed(act.fields.items())))
    assert content_sha256(turned) == content_sha256(act)


def test_what_is_left_out_is_the_default(act: Act) -> None:
    written = act_to_dict(act)
    first, amount, blank = written["sections"][0]["paragraphs"][0]["spans"]
    assert first == {"text": "La location est fixée à ", "origin": "modele_type"}
    assert amount["value"] == {"kind": "montant", "raw": "120.00"}
    assert "blank" not in amount
    assert blank["blank"] is True


@pytest.mark.parametrize("spoiled", [{"sections": None}, {"state": "inconnu"}, {"act_date": "hier"}])
def test_a_spoiled_act_is_not_read_as_one(act: Act, spoiled: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        act_from_dict({**act_to_dict(act), **spoiled})


def test_a_value_without_json_form_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))
