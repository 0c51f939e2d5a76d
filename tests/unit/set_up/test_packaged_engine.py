"""The engine of the packages: its sources are checked, its wheel is the same twice and says what it holds."""

from __future__ import annotations

import base64
import csv
import hashlib
import importlib.util
import io
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
INFORMATION = "llama_cpp_python-0.dist-info"


@pytest.fixture(scope="module")
def builder() -> Any:
    module = importlib.util.spec_from_file_location("construire", ROOT / "packaging" / "moteur" / "construire.py")
    assert module is not None
    assert module.loader is not None
    loaded = importlib.util.module_from_spec(module)
    module.loader.exec_module(loaded)
    return loaded


def halves(folder: Path) -> tuple[Path, list[Path], dict[str, Path]]:
    """The binding, the libraries and a licence, written now."""
    folder.mkdir()
    binding = folder / "binding.whl"
    with zipfile.ZipFile(binding, "w") as half:
        for name in (
            "llama_cpp/__init__.py",
            "llama_cpp/server/app.py",
            f"{INFORMATION}/METADATA",
            f"{INFORMATION}/RECORD",
        ):
            half.writestr(name, name)
    library, licence = folder / "libllama.so", folder / "LICENSE"
    library.write_bytes(b"machine code")
    licence.write_bytes(b"MIT")
    os.utime(library, (time.time(), int(folder.name)))
    return binding, [library], {"llama.cpp/LICENSE": licence}


def test_the_same_content_makes_the_same_wheel_whatever_the_hour(builder: Any, tmp_path: Path) -> None:
    wheels = []
    for name in ("1", "2000000000"):
        builder.assemble(*halves(tmp_path / name), tmp_path / f"{name}.whl")
        wheels.append((tmp_path / f"{name}.whl").read_bytes())
    assert wheels[0] == wheels[1]


def test_the_wheel_lists_what_it_holds_and_holds_no_server(builder: Any, tmp_path: Path) -> None:
    wheel = tmp_path / "made.whl"
    builder.assemble(*halves(tmp_path / "1"), wheel)
    with zipfile.ZipFile(wheel) as archive:
        record = list(csv.reader(io.StringIO(archive.read(f"{INFORMATION}/RECORD").decode())))
        assert {name for name, *_ in record} == set(archive.namelist())
        assert set(archive.namelist()) == {
            "llama_cpp/__init__.py",
            "llama_cpp/lib/libllama.so",
            f"{INFORMATION}/METADATA",
            f"{INFORMATION}/RECORD",
            f"{INFORMATION}/licenses/llama.cpp/LICENSE",
        }
        for name, digest, size in record:
            content = archive.read(name)
            if digest:
                found = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
                assert (digest, int(size)) == (f"sha256={found}", len(content))


def test_other_sources_than_those_of_the_lock_are_refused(builder: Any, tmp_path: Path) -> None:
    archive = tmp_path / "llama_cpp_python.tar.gz"
    archive.write_bytes(b"something else")
    with pytest.raises(SystemExit, match="n'est pas celui du verrou"):
        builder.unpack(archive, tmp_path)


def test_the_change_to_the_sources_is_made_once_told_and_never_by_guess(builder: Any, tmp_path: Path) -> None:
    vendor = tmp_path / "vendor" / "llama.cpp"
    barrier = vendor / builder.BARRIER
    barrier.parent.mkdir(parents=True)
    barrier.write_text(f"before\n{builder.BUSY_WAIT}\nafter\n", encoding="utf-8")
    builder.give_way(tmp_path)
    assert barrier.read_text(encoding="utf-8") == f"before\n{builder.GIVING_WAY}\nafter\n"
    assert builder.GIVING_WAY in (vendor / "MODIFICATIONS").read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match="a changé"):
        builder.give_way(tmp_path)
