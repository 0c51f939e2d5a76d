"""Which library of the processor is chosen, and what is said when none can be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secretaire.drafting.engine.variants import runnable
from secretaire.errors import Code, ModelUnavailable

PREFIX, SUFFIX = ("ggml-cpu-", ".dll") if os.name == "nt" else ("libggml-cpu-", ".so")
DAMAGED = -1


def engine(folder: Path, scores: dict[str, int]) -> Path:
    for name in scores:
        (folder / f"{PREFIX}{name}{SUFFIX}").touch()
    return folder


def names(folder: Path, scores: dict[str, int]) -> list[str]:
    def score(path: Path) -> int:
        found = scores[path.name.removeprefix(PREFIX).removesuffix(SUFFIX)]
        if found == DAMAGED:
            raise OSError(path)
        return found

    return [variant.name for variant in runnable(engine(folder, scores), score)]


def refusal(folder: Path, scores: dict[str, int]) -> Code:
    with pytest.raises(ModelUnavailable) as refused:
        names(folder, scores)
    assert refused.value.exit_code == 4
    return refused.value.code


def test_the_best_library_of_those_that_run_comes_first(tmp_path: Path) -> None:
    assert names(tmp_path, {"x64": 1, "haswell": 64, "zen4": 0, "sandybridge": 21}) == ["haswell", "sandybridge", "x64"]


def test_a_library_taken_away_by_an_antivirus_is_done_without(tmp_path: Path) -> None:
    assert names(tmp_path, {"haswell": DAMAGED, "sandybridge": 21}) == ["sandybridge"]


def test_a_processor_that_runs_none_is_too_old(tmp_path: Path) -> None:
    assert refusal(tmp_path, {"haswell": 0, "zen4": 0}) is Code.PROCESSOR_TOO_OLD


@pytest.mark.parametrize("scores", [{}, {"haswell": DAMAGED}])
def test_an_engine_without_its_libraries_is_incomplete_it_does_not_look_elsewhere(
    tmp_path: Path, scores: dict[str, int]
) -> None:
    assert refusal(tmp_path, scores) is Code.ENGINE_INCOMPLETE


def test_an_engine_built_for_this_processor_has_nothing_to_choose(tmp_path: Path) -> None:
    (tmp_path / "libggml-cpu.so").touch()
    assert runnable(tmp_path) == ()
