"""The messages between the application and the worker."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from secretaire.drafting.engine.fact_lock import Fact, FactLock
from secretaire.drafting.engine.protocol import (
    AskStats,
    Cancel,
    ChatMessage,
    Done,
    Failed,
    Generate,
    Hello,
    Load,
    Loaded,
    Reading,
    Ready,
    Stats,
    Token,
    decode,
    encode,
)

texts = st.text(st.characters(codec="utf-8"), max_size=40)
counts = st.integers(0, 2**31)
seconds = st.floats(0, 1e6)
locks = st.builds(
    FactLock,
    facts=st.lists(st.builds(Fact, figure=counts.map(str), before=texts, after=texts, owed=counts), max_size=3).map(
        tuple
    ),
    names=st.lists(texts, max_size=3).map(tuple),
    words=st.lists(texts, max_size=3).map(tuple),
    guarded=st.lists(texts, max_size=2).map(tuple),
    signs=texts,
)
messages = st.one_of(
    st.builds(Hello, protocol=counts),
    st.builds(Load, path=texts, adapter=texts, n_ctx=counts, threads=counts, cache=texts),
    st.builds(
        Generate,
        id=texts,
        messages=st.lists(st.builds(ChatMessage, role=st.sampled_from(["system", "user"]), content=texts)).map(tuple),
        max_tokens=counts,
        temperature=seconds,
        seed=counts,
        stop=st.lists(texts, max_size=2).map(tuple),
        lock=st.none() | locks,
    ),
    st.builds(Cancel, id=texts),
    st.just(AskStats()),
    st.builds(Ready, protocol=counts, library=texts),
    st.builds(Loaded, duration_s=seconds, n_ctx=counts, threads=counts),
    st.builds(Reading, id=texts, done=counts, total=counts),
    st.builds(Token, id=texts, text=texts),
    st.builds(
        Done,
        id=texts,
        tokens=counts,
        prompt_tokens=counts,
        reused_tokens=counts,
        first_token_s=seconds,
        duration_s=seconds,
        finished=st.booleans(),
        cancelled=st.booleans(),
        strains=st.lists(st.tuples(counts, seconds), max_size=2).map(tuple),
        odds=st.lists(st.tuples(counts, seconds), max_size=2).map(tuple),
    ),
    st.builds(Failed, id=texts, cause=texts),
    st.builds(Stats, rss=counts, requests=counts),
)


@given(messages)
def test_a_message_survives_its_line(message: object) -> None:
    line = encode(message)  # type: ignore[arg-type]
    assert line.count("\n") == 1
    assert decode(line.encode("utf-8")) == message


@given(st.binary(max_size=60))
def test_garbage_is_no_message(line: bytes) -> None:
    assert decode(line) is None


def test_a_field_of_a_later_version_is_ignored() -> None:
    assert decode('{"kind": "cancel", "id": "7", "urgent": true}') == Cancel(id="7")
