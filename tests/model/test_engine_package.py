"""The engine as the packages carry it: its own library is loaded, never one put in the current folder.

Needs the wheel of `packaging/moteur/construire.py`: the one named by SECRETAIRE_ROUE, or the one in the cache.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model

ROOT = Path(__file__).resolve().parents[2]
OPEN_BACK_ENDS = "import llama_cpp; llama_cpp.llama_backend_init()"
SAY_MAPS = "print(open('/proc/self/maps').read())"


def builder() -> Any:
    module = importlib.util.spec_from_file_location("construire", ROOT / "packaging" / "moteur" / "construire.py")
    assert module is not None
    assert module.loader is not None
    loaded = importlib.util.module_from_spec(module)
    module.loader.exec_module(loaded)
    return loaded


def wheel() -> Path:
    named = os.environ.get("SECRETAIRE_ROUE")
    found = [Path(named)] if named else sorted(builder().default_folder().glob("llama_cpp_python-*.whl"))
    if not found:
        pytest.skip("no packaged engine on this machine: python packaging/moteur/construire.py")
    return found[-1]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked as pip does."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel()) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture
def planted(site: Path, tmp_path: Path) -> Path:
    """A folder of documents where somebody put a library that says it is the best of all."""
    plant = tmp_path / "libggml-cpu-zzz.so"
    shutil.copy(site / "llama_cpp" / "lib" / "libggml-cpu-haswell.so", plant)
    return plant


def said(site: Path, folder: Path, *lines: str) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-c", "\n".join(lines)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_library_of_the_current_folder_is_not_loaded(site: Path, planted: Path) -> None:
    left_to_itself = said(site, planted.parent, OPEN_BACK_ENDS, SAY_MAPS)
    assert str(planted) in left_to_itself  # what we guard against does happen
    ours = said(
        site,
        planted.parent,
        "from secretaire.drafting.engine.variants import load_best",
        "print('variant', load_best())",
        OPEN_BACK_ENDS,
        "print('back ends', llama_cpp.llama_cpp._lib.ggml_backend_reg_count())",
        SAY_MAPS,
    )
    assert str(planted) not in ours
    assert "back ends 1\n" in ours  # ours, in the list that the model is opened with
    variant = ours.split("variant ")[1].split("\n")[0]
    assert str(site / "llama_cpp" / "lib" / f"libggml-cpu-{variant}.so") in ours


def test_the_worker_names_the_library_it_chose(site: Path, tmp_path: Path) -> None:
    names = said(
        site,
        tmp_path,
        "from secretaire.drafting.engine.variants import *",
        "print(*(v.name for v in runnable(library_folder())))",
        "from secretaire.drafting.engine.child import engine_of_this_pc",
        "print(engine_of_this_pc().variant)",
    ).split()
    assert names[0] == names[-1]
    assert "x64" in names  # the one that any processor runs


def test_without_its_libraries_the_engine_refuses_rather_than_look_elsewhere(site: Path, planted: Path) -> None:
    broken = planted.parent / "site"
    shutil.copytree(site, broken, ignore=shutil.ignore_patterns("libggml-cpu-*"))
    answer = said(
        broken,
        planted.parent,
        "from secretaire.drafting.engine.child import engine_of_this_pc",
        "from secretaire.errors import ModelUnavailable",
        "try: engine_of_this_pc()",
        "except ModelUnavailable as error: print(error.code)",
    )
    assert answer == "moteur_incomplet\n"
