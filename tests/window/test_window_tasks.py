"""Work off the UI thread: order, latest only, errors in a sentence, interruption."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from secretaire.errors import Cancelled, Code, UnreadableInput
from secretaire.ui.tasks import UNEXPECTED, LongTask, Progress, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_writes_keep_their_order_and_come_back_on_the_ui_thread(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[int] = []
    threads: set[int] = set()

    def done(number: int) -> None:
        seen.append(number)
        threads.add(threading.get_ident())

    for number in range(50):
        tasks.change(lambda n=number: n, done)  # type: ignore[misc]
    qtbot.waitUntil(lambda: tasks.idle)
    assert seen == list(range(50))
    assert threads == {threading.get_ident()}


def test_only_the_latest_query_of_a_key_is_delivered(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[str] = []
    gate = threading.Event()

    def slow() -> str:
        gate.wait(5)
        return "ancien"

    tasks.query(slow, seen.append, key="recherche")
    tasks.query(lambda: "nouveau", seen.append, key="recherche")
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert seen == ["nouveau"]


def test_what_was_read_before_a_write_is_read_again(tasks: Tasks, qtbot: QtBot) -> None:
    kept, seen = ["entendu"], list[str]()
    read, may_end = threading.Event(), threading.Event()

    def slow() -> str:
        found = kept[0]
        read.set()
        may_end.wait(5)
        return found

    def erase() -> str:
        kept[0] = "effacé"
        return kept[0]

    tasks.query(slow, seen.append, key="enregistrement")
    assert read.wait(5)
    tasks.change(erase, seen.append)
    qtbot.waitUntil(lambda: seen == ["effacé"])
    may_end.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert seen == ["effacé", "effacé"]


def test_a_query_asked_again_before_it_began_is_made_once(tasks: Tasks, qtbot: QtBot) -> None:
    made: list[int] = []
    gate = threading.Event()
    for _ in range(2):  # both lanes are taken
        tasks.query(lambda: gate.wait(5), lambda _: None)
    for number in range(4):
        tasks.query(lambda n=number: made.append(n), lambda _: None, key="accueil")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert made == [3]


def test_a_typed_error_becomes_its_sentence(tasks: Tasks, qtbot: QtBot) -> None:
    def work() -> None:
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(Path("absent.csv")))

    with qtbot.waitSignal(tasks.failed) as caught:
        tasks.query(work, lambda _: None)
    assert "absent.csv" in caught.args[0]


def test_a_bug_is_logged_and_told_plainly(tasks: Tasks, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    def work() -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(tasks.failed) as caught:
        tasks.change(work, lambda _: None)
    assert caught.args == [UNEXPECTED]
    assert any(r.levelno == logging.ERROR for r in caplog.records)
    caplog.clear()


def test_interrupted_is_silent(tasks: Tasks, qtbot: QtBot) -> None:
    told: list[str] = []
    tasks.failed.connect(told.append)
    begun = threading.Event()

    def work(task: LongTask) -> None:
        task.report(Progress("lecture", 1, 10, 3.0))
        begun.set()
        while not task.cancelled():
            begun.wait(0.001)
        raise Cancelled

    over: list[bool] = []
    task = tasks.long("lecture", work, lambda _: told.append("fini"), ended=lambda: over.append(True))
    qtbot.waitUntil(begun.is_set)
    task.cancel()
    qtbot.waitUntil(lambda: bool(over))
    assert told == []


def test_nothing_of_a_former_space_is_delivered(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[str] = []
    gate = threading.Event()
    tasks.query(lambda: gate.wait(5), lambda _: seen.append("ancien espace"))
    tasks.forget()
    gate.set()
    qtbot.waitUntil(lambda: tasks.idle)
    assert seen == []
