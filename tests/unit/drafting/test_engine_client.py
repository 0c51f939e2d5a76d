"""The application's side of the engine, against workers that misbehave."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from secretaire.drafting.engine.child import worker_command
from secretaire.drafting.engine.client import Engine, GenerationRequest, Limits
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

    def build(behaviour: str, limits: Limits | None = None, **options: Any) -> Engine:
        script = Path(__file__).with_name("fake_worker.py")
        command = [sys.executable, str(script), behaviour, str(tmp_path / "asked")]
        engines.append(Engine(model, limits=limits, command=command, **options))
        return engines[-1]

    yield build
    for engine in engines:
        engine.close()


class Alarms:
    """Alarms that ring when the test says so."""

    def __init__(self) -> None:
        self.made: list[tuple[float, Callable[[], None]]] = []
        self.waiting = 0

    def __call__(self, seconds: float, ring: Callable[[], None]) -> Alarms.One:
        self.made.append((seconds, ring))
        return Alarms.One(self)

    def ring(self, number: int = -1) -> None:
        self.made[number][1]()

    class One:
        def __init__(self, alarms: Alarms) -> None:
            self._alarms = alarms

        def start(self) -> None:
            self._alarms.waiting += 1

        def cancel(self) -> None:
            self._alarms.waiting -= 1


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


def test_a_processor_too_old_is_said_and_nothing_is_left_running(open_engine: Open) -> None:
    engine = open_engine("old processor")
    error = failure(engine)
    assert (error.code, error.exit_code) == (Code.PROCESSOR_TOO_OLD, 4)
    assert engine.stats().rss == 0


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


def test_after_an_idle_time_the_worker_is_ended_and_the_next_request_starts_another(open_engine: Open) -> None:
    alarms = Alarms()
    engine = open_engine("well", Limits(rest=300), alarm=alarms)
    engine.generate(REQUEST)
    assert alarms.made[-1][0] == 300
    assert engine.stats().rss == 1000
    alarms.ring()
    assert engine.stats().rss == 0
    assert engine.generate(REQUEST).text == "Le conseil était là"
    assert engine.stats().rss == 1000


def test_the_idle_time_is_counted_from_the_last_request(open_engine: Open) -> None:
    alarms = Alarms()
    engine = open_engine("well", Limits(rest=300), alarm=alarms)
    engine.warm_up()
    engine.generate(REQUEST)
    assert (len(alarms.made), alarms.waiting) == (2, 1)
    alarms.ring(0)  # it rang while the second request was beginning
    assert engine.stats().rss == 1000
    engine.close()
    assert alarms.waiting == 0


def test_an_alarm_during_a_request_waits_for_its_end_and_changes_nothing(open_engine: Open) -> None:
    alarms, ringing = Alarms(), threading.Event()
    engine = open_engine("well", Limits(rest=300), alarm=alarms)
    engine.warm_up()
    late = threading.Thread(target=lambda: (ringing.set(), alarms.ring(0)))

    def meanwhile(_piece: str) -> None:
        if not ringing.is_set():
            late.start()
            ringing.wait()

    assert engine.generate(REQUEST, meanwhile).text == "Le conseil était là"
    late.join()
    assert engine.stats().rss == 1000


def test_without_an_idle_time_no_alarm_is_set(open_engine: Open) -> None:
    alarms = Alarms()
    engine = open_engine("well", alarm=alarms)
    engine.generate(REQUEST)
    assert alarms.made == []


def test_real_alarms_leave_no_thread_behind(open_engine: Open) -> None:
    before = set(threading.enumerate())
    engine = open_engine("well", Limits(rest=3600))
    for _ in range(5):
        engine.generate(REQUEST)
    alarms = [t for t in threading.enumerate() if isinstance(t, threading.Timer) and t not in before]
    engine.close()
    for alarm in alarms:
        alarm.join()
    assert set(threading.enumerate()) <= before


def test_an_engine_that_retires_ends_after_the_request_under_way(open_engine: Open) -> None:
    engine = open_engine("well", Limits(rest=3600))
    assert engine.generate(REQUEST, lambda _piece: engine.retire()).text == "Le conseil était là"
    assert engine.stats().rss == 0
    assert engine.generate(REQUEST).text == "Le conseil était là"  # the end of a proposal begun before
    assert engine.stats().rss == 0


def test_an_idle_engine_that_retires_ends_at_once(open_engine: Open) -> None:
    engine = open_engine("well", Limits(rest=3600))
    engine.generate(REQUEST)
    engine.retire()
    assert engine.stats().rss == 0


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
