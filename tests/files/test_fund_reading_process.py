"""The reading process: a file that crashes, hangs or eats memory is a line of the report."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from secretaire.child import Child, ChildTooHungry
from secretaire.errors import Cancelled
from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import Status
from secretaire.fund.reading.reading_process import ReadingProcess


def acting(code: str) -> list[str]:
    """The real worker, whose reading of a file named « hostile » is replaced by some code."""
    return [
        sys.executable,
        "-c",
        "import os, sys, time\n"
        "from secretaire.fund.reading import reading_worker\n"
        "real = reading_worker.read_file\n"
        "def read_file(path, member):\n"
        "    if path.stem != 'hostile':\n"
        "        return real(path, member)\n"
        f"    {code}\n"
        "reading_worker.read_file = read_file\n"
        "reading_worker.main()\n",
    ]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    hostile, sound = tmp_path / "hostile.txt", tmp_path / "sain.txt"
    hostile.write_text("x")
    sound.write_text("Délibération", encoding="utf-8")
    return hostile, sound


def test_files_are_read_by_the_worker(files: tuple[Path, Path]) -> None:
    with ReadingProcess() as process:
        outcome = process.read(files[1])
        assert (outcome.status, outcome.pages[0].text) == (Status.READ, "Délibération")
        assert process.read(files[1].with_name("absent.pdf")).cause is Cause.VANISHED


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("os.kill(os.getpid(), 9)", Cause.READER_DIED),
        ("os._exit(3)", Cause.READER_DIED),
        ("sys.stdout.close() or os._exit(0)", Cause.READER_DIED),
        ("raise RuntimeError", Cause.DAMAGED),
        ("raise MemoryError", Cause.TOO_HUNGRY),
        ("time.sleep(600)", Cause.TOO_SLOW),
        pytest.param(
            "return bytearray(1 << 34)",
            Cause.TOO_HUNGRY,
            marks=pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory on Windows"),
        ),
    ],
)
def test_a_hostile_file_costs_one_line_and_the_next_is_read(files: tuple[Path, Path], code: str, cause: Cause) -> None:
    with ReadingProcess(seconds_per_file=10.0, command=lambda: acting(code)) as process:
        assert process.read(files[0]).cause is cause
        assert process.read(files[1]).status is Status.READ


def test_garbage_on_the_pipe_is_a_dead_reader(files: tuple[Path, Path]) -> None:
    command = [sys.executable, "-c", 'import sys; sys.stdin.readline(); print(\'{"status": "lu"}\')']
    with ReadingProcess(command=lambda: command) as process:
        assert process.read(files[1]).cause is Cause.READER_DIED


def test_what_a_library_prints_is_not_an_answer(files: tuple[Path, Path]) -> None:
    with ReadingProcess(command=lambda: acting("print('bavardage', flush=True); return real(path, member)")) as process:
        assert process.read(files[0]).status is Status.READ


def test_cancel_stops_in_the_middle_of_a_file(files: tuple[Path, Path]) -> None:
    with ReadingProcess(command=lambda: acting("time.sleep(600)")) as process:
        with pytest.raises(Cancelled):
            process.read(files[0], cancelled=lambda: True)
        assert process.read(files[1]).status is Status.READ


def test_the_worker_imports_nothing_from_the_current_folder(
    files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdf.py").write_text("import os; os._exit(1)")
    monkeypatch.chdir(tmp_path)
    with ReadingProcess() as process:
        assert process.read(files[1]).status is Status.READ


def test_the_application_itself_never_loads_what_parses_files() -> None:
    parsers = {"pypdf", "docx", "odfdo", "lxml", "PIL", "pypdfium2", "striprtf"}
    code = f"import sys; import secretaire.fund.fund; print(*{parsers!r} & set(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""


HUNGRY = "import sys, time; sys.stdin.readline(); held = b'x' * 300_000_000; time.sleep(600)"
PARENT_OF_HUNGRY = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HUNGRY!r}])"


@pytest.mark.parametrize("code", [HUNGRY, PARENT_OF_HUNGRY])
def test_a_child_that_eats_memory_itself_or_by_what_it_starts_is_ended(code: str) -> None:
    with (
        closing(Child(lambda: [sys.executable, "-c", code], memory_bytes=200_000_000)) as child,
        pytest.raises(ChildTooHungry),
    ):
        child.ask({}, seconds=60.0)
