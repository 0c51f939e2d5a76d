"""The set-up names what is missing with the package that brings it, and the locks follow pyproject.toml."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[3]
LOCKS = ROOT / "packaging" / "verrous"


@pytest.fixture
def preparer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    module = importlib.util.spec_from_file_location("preparer", ROOT / "packaging" / "preparer.py")
    assert module is not None
    assert module.loader is not None
    loaded = importlib.util.module_from_spec(module)
    module.loader.exec_module(loaded)
    return loaded


def locked(name: str) -> dict[str, str]:
    text = (LOCKS / name).read_text(encoding="utf-8")
    return {canonicalize_name(n): v for n, v in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE)}


def test_a_missing_compiler_is_named_with_its_package(preparer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparer.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match="sudo apt install build-essential"):
        preparer.check_system()


def test_no_compiler_is_asked_for_once_the_engine_is_built(preparer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparer.shutil, "which", lambda _name: None)
    preparer.wheel_folder().mkdir(parents=True)
    (preparer.wheel_folder() / "llama_cpp_python-0-py3-none-linux_x86_64.whl").touch()
    preparer.check_system()


def test_a_missing_venv_module_is_named_with_its_package(preparer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparer.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match="sudo apt install python3-venv"):
        preparer.check_system()


def test_an_old_python_is_refused(preparer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparer.sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"3\.11"):
        preparer.check_system()


def test_missing_libraries_of_the_window_are_named_with_their_packages(
    preparer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = (
        "\tlibEGL.so.1 => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0)\n\tlibxkbcommon.so.0 => not found\n"
        "\tlibetrange.so.3 => not found\n"
    )

    def answer(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 0, listing if command[0] == "ldd" else "/nowhere/PySide6\n", "")

    monkeypatch.setattr(preparer.subprocess, "run", answer)
    with pytest.raises(SystemExit) as stopped:
        preparer.check_qt()
    assert "sudo apt install libegl1 libxkbcommon0 (" in str(stopped.value)
    assert "libetrange.so.3" in str(stopped.value)


def test_the_locks_hold_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    application = locked("application.lock") | locked("moteur.lock")
    development = locked("developpement.lock") | locked("moteur.lock")
    asked = [(Requirement(r), application) for r in project["dependencies"]]
    asked += [(Requirement(r), development) for r in project["optional-dependencies"]["dev"]]
    wrong = [str(r) for r, lock in asked if not r.specifier.contains(lock.get(canonicalize_name(r.name), "0"))]
    assert wrong == [], "run « make verrous »"


def test_tools_are_tried_on_the_versions_that_people_get() -> None:
    application, development = locked("application.lock"), locked("developpement.lock")
    assert {name: development.get(name) for name in application} == application


@pytest.mark.parametrize("name", ["application.lock", "developpement.lock", "construction.lock", "moteur.lock"])
def test_every_locked_version_has_its_hash_and_no_address(name: str) -> None:
    lines = (LOCKS / name).read_text(encoding="utf-8").splitlines()
    pinned = [i for i, line in enumerate(lines) if "==" in line]
    assert pinned
    assert [lines[i] for i in pinned if not lines[i + 1].strip().startswith("--hash=sha256:")] == []
    assert [line for line in lines if "://" in line or "index" in line.lower().split("=")[0].split()] == []


def test_the_matrix_unit_of_recent_servers_is_left_alone(preparer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparer, "cpu_features", lambda: ["amx_int8", "amx_tile", "avx2"])
    assert preparer.engine_flags() == "-mno-amx-int8 -mno-amx-tile"
    with_unit = preparer.cpu_key()
    monkeypatch.setattr(preparer, "cpu_features", lambda: ["avx2", "fma"])
    assert preparer.engine_flags() == ""
    assert preparer.cpu_key() != with_unit
