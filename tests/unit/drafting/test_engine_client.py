"""The application's side of the engine, against workers that misbehave."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secretaire.drafting.engine.client import Engine, GenerationRequest, Limits, worker_command
from secretaire.drafting.engine.protocol import ChatMessage, Hello, Ready, decode, encode
from secretaire.errors import Code, ModelUnavailable

REQUEST = GenerationRequest((ChatMessage(role="user", content="note"),))
OTHER = GenerationRequest((ChatMessage(role="user", content="autre note"),))
Open = Callable[..., Engine]


@pytest.fixture
def open_engine(tmp_path: Path) -> Iterator[Open]:
    model = tmp_path / "model.gguf"
    model.write_bytes(b"GGUF")
    engines: list[Engine] = []

    def build(behaviour: str, limits: Limits | None = None) -> Engine:
        script = Path(__file__).with_name("fake_worker.py")
        command = [sys.executable, str(script), behaviour, str(tmp_path / "asked")]
        engines.append(Engine(model, limits=limits, command=command))
        return engines[-1]

    yield build
    for engine in engines:
        engine.close()


def failure(engine: Engine, request: GenerationRequest = REQUEST) -> ModelUnavailable:
    with pytest.raises(ModelUnavailable) as caught:
        engine.generate(request)
    return caught.value


def test_a_request_gives_its_text_piece_by_piece(open_engine: Open) -> None:
    pieces: list[str] = []
    result = open_engine("well").generate(REQUEST, pieces.append)
    assert pieces == ["Le ", "conseil était là"]
    assert (result.text, result.tokens, result.reused_tokens) == ("Le conseil était là", 2, 3)
    assert result.finished
    assert not result.cancelled


def test_garbage_and_answers_to_others_are_ignored(open_engine: Open) -> None:
    assert open_engine("garbage").generate(REQUEST).text == "Le conseil était là"


@pytest.mark.parametrize("behaviour", ["crash", "killed", "end"])
def test_a_dead_worker_is_an_error_that_says_how(open_engine: Open, behaviour: str) -> None:
    error = failure(open_engine(behaviour))
    assert error.code is Code.ENGINE_DIED
    assert error.data["cause"]


def test_the_next_request_starts_another_worker(open_engine: Open) -> None:
    engine = open_engine("crash once")
    assert failure(engine).code is Code.ENGINE_DIED
    assert engine.generate(REQUEST).text == "Le conseil était là"


def test_a_request_that_killed_two_workers_is_not_tried_again(open_engine: Open, tmp_path: Path) -> None:
    engine = open_engine("crash")
    failure(engine)
    failure(engine)
    (tmp_path / "asked").unlink()
    assert failure(engine).code is Code.ENGINE_DIED
    assert not (tmp_path / "asked").exists()
    failure(engine, OTHER)
    assert (tmp_path / "asked").exists()


def test_a_silent_worker_is_put_away(open_engine: Open) -> None:
    assert failure(open_engine("silence", Limits(silence=0.2))).code is Code.ENGINE_SILENT


def test_another_version_of_the_worker_is_refused(open_engine: Open) -> None:
    assert failure(open_engine("other version")).code is Code.ENGINE_MISMATCH


def test_a_model_that_cannot_be_opened_is_named(open_engine: Open) -> None:
    error = failure(open_engine("bad model"))
    assert error.code is Code.MODEL_INVALID
    assert error.data["cause"] == "fichier tronqué"


def test_a_request_that_fails_leaves_the_worker_alive(open_engine: Open) -> None:
    engine = open_engine("fails")
    assert failure(engine).code is Code.MODEL_INVALID
    assert engine.stats().requests == 1


def test_a_missing_model_starts_nothing(tmp_path: Path) -> None:
    engine = Engine(tmp_path / "absent.gguf", command=["/does/not/exist"])
    assert failure(engine).code is Code.MODEL_MISSING


def test_a_worker_that_cannot_be_started_is_an_error(tmp_path: Path) -> None:
    model = tmp_path / "model.gguf"
    model.touch()
    assert failure(Engine(model, command=[str(tmp_path / "absent")])).code is Code.ENGINE_DIED


@pytest.mark.parametrize(("behaviour", "limit"), [("until cancelled", 60.0), ("deaf", 0.1)])
def test_a_cancelled_request_ends_whether_or_not_the_worker_listens(
    open_engine: Open, behaviour: str, limit: float
) -> None:
    pieces: list[str] = []
    engine = open_engine(behaviour, Limits(cancel=limit))
    result = engine.generate(REQUEST, pieces.append, cancelled=lambda: bool(pieces))
    assert result.cancelled
    assert result.text == "Le"


def test_an_error_in_the_window_does_not_leave_the_worker_writing_for_nobody(open_engine: Open) -> None:
    engine = open_engine("well")

    def fail(_text: str) -> None:
        raise KeyError("window")

    with pytest.raises(KeyError):
        engine.generate(REQUEST, fail)
    assert engine.generate(REQUEST).text == "Le conseil était là"


def test_requests_of_two_threads_wait_for_one_another(open_engine: Open) -> None:
    engine = open_engine("well")
    texts: list[str] = []
    threads = [threading.Thread(target=lambda: texts.append(engine.generate(REQUEST).text)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts == ["Le conseil était là"] * 3


def test_closing_ends_a_request_under_way(open_engine: Open) -> None:
    engine = open_engine("deaf")
    started, errors = threading.Event(), []

    def run() -> None:
        try:
            engine.generate(REQUEST, lambda _text: started.set())
        except ModelUnavailable as error:
            errors.append(error.code)

    thread = threading.Thread(target=run)
    thread.start()
    started.wait()
    engine.close()
    thread.join()
    assert errors == [Code.ENGINE_DIED]


def test_statistics_do_not_start_the_worker(open_engine: Open) -> None:
    engine = open_engine("well")
    assert engine.stats().rss == 0
    engine.generate(REQUEST)
    assert engine.stats().rss == 1000


def test_the_real_worker_says_who_it_is_and_dies_with_its_input(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        worker_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(b"garbage\n" + encode(Hello()).encode())
        worker.stdin.flush()
        assert isinstance(decode(worker.stdout.readline()), Ready)
        worker.stdin.close()
        assert worker.wait() == 0
