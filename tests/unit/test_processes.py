"""The processes of the application, from its sources and from its package."""

from __future__ import annotations

import os
import re
import runpy
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from secretaire import processes

SOURCES = Path(processes.__file__).parent


@pytest.fixture
def package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """As if the packaged window was running."""
    executable = tmp_path / "secretaire"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(executable))
    return executable


def test_every_child_of_the_sources_is_one_of_the_package_and_exists() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")]
    started = {name for text in texts for name in re.findall(r'module_command\("([\w.]+)"\)', text)}
    assert started == set(processes.CHILDREN)
    assert all(find_spec(name) for name in started)


def test_from_its_sources_a_module_is_run_by_python() -> None:
    assert processes.module_command("secretaire.x") == [sys.executable, "-P", "-m", "secretaire.x"]


def test_from_a_package_the_console_door_is_given_the_module(package: Path) -> None:
    command = processes.module_command("secretaire.x")
    assert command == [str(package.with_name("secretaire-console")), "--processus", "secretaire.x"]


def test_the_package_runs_its_children_with_their_own_arguments(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(runpy, "run_module", lambda name, **_: run.append((name, list(sys.argv))))
    name = processes.CHILDREN[0]
    monkeypatch.setattr(sys, "argv", ["secretaire-console", "--processus", name, "dossier"])
    with pytest.raises(SystemExit) as ended:
        processes.run_child()
    assert ended.value.code == 0
    assert run == [(name, ["secretaire-console", "dossier"])]


@pytest.mark.parametrize("arguments", [[], ["--processus"], ["--processus", "http.server"], ["types"]])
def test_the_package_runs_no_other_module(package: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.setattr(runpy, "run_module", lambda name, **_: pytest.fail(name))
    monkeypatch.setattr(sys, "argv", ["secretaire-console", *arguments])
    processes.run_child()
    assert sys.argv[1:] == arguments


def test_programs_of_the_system_get_their_own_libraries_back(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/paquet/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/mairie")
    processes.free_environment()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/mairie"
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    processes.free_environment()
    assert "LD_LIBRARY_PATH" not in os.environ
