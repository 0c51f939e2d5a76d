"""The figures of a measure, what they advise, and the energy of a text."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretaire.desk.energy import DESKTOP_W, LAPTOP_W, Energy, energy
from secretaire.desk.pen_figures import (
    ModelFigures,
    Speed,
    TextFigure,
    Verdict,
    advise,
    best_threads,
    candidates,
    objection,
    seconds_left,
)

SECONDS = st.floats(0, 1e5, allow_nan=False)
SPEEDS = st.lists(
    st.builds(Speed, threads=st.integers(1, 64), reading=st.floats(1, 1000), writing=st.floats(0.5, 200)),
    min_size=1,
    max_size=5,
)


def plain(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")


def figures(
    name: str = "Grand",
    whole: int = 20,
    part: int = 2,
    refused: int = 2,
    seconds: float = 6.0,
    memory_mb: int = 1200,
    free_mb: int = 3000,
    fault: str = "",
) -> ModelFigures:
    verdicts = [Verdict.WHOLE] * whole + [Verdict.PART] * part + [Verdict.REFUSED] * refused
    return ModelFigures(
        name=name,
        sha256=name,
        adapted=True,
        cores=4,
        speeds=(Speed(4, 100, 10),),
        texts=tuple(TextFigure(v, seconds, 0.5) for v in verdicts),
        memory_mb=memory_mb,
        free_mb=free_mb,
        fault=fault,
    )


@pytest.mark.parametrize(
    ("physical", "logical", "expected"),
    [(1, 1, (1,)), (2, 2, (2, 1)), (2, 4, (3, 2, 1)), (4, 8, (7, 4, 3, 2)), (8, 8, (8, 7, 4)), (0, 1, (1,))],
)
def test_the_threads_worth_trying(physical: int, logical: int, expected: tuple[int, ...]) -> None:
    assert candidates(physical, logical) == expected


def test_a_thread_that_saves_nothing_is_left_to_the_other_programs() -> None:
    assert best_threads([Speed(4, 100, 10), Speed(3, 99, 9.9)]) == 3
    assert best_threads([Speed(4, 100, 10), Speed(3, 80, 8)]) == 4
    assert best_threads([Speed(4, 100, 10), Speed(7, 60, 6)]) == 4
    assert best_threads([]) == 0


@given(SPEEDS)
def test_the_threads_kept_are_among_the_fast_ones(speeds: list[Speed]) -> None:
    kept = best_threads(speeds)
    fastest = min(s.typical_s for s in speeds)
    assert any(s.threads == kept and s.typical_s <= fastest * 1.03 for s in speeds)


def test_the_model_with_most_texts_taken_whole_is_advised() -> None:
    small, large = figures("Petit", whole=12, part=8, refused=4, seconds=3), figures("Grand")
    advice = advise([small, large])
    assert advice.model == large
    assert (
        plain(advice.reason)
        == "Grand convient à ce poste : 20 textes sur 24 gardés en entier, 6,0 s par texte, 1,2 Go de mémoire."
    )


def test_of_two_models_alike_the_faster_is_advised() -> None:
    small, large = figures("Petit", whole=19, part=3, seconds=3), figures("Grand")
    assert advise([large, small]).model == small


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (figures(seconds=45), "45 s"),
        (figures(whole=2, part=0, refused=22), "22 textes sur 24"),
        (figures(free_mb=180), "180 Mo"),
        (figures(whole=3, part=0, refused=0), "pas écrit assez"),
        (figures(whole=0, part=0, refused=0), "pas écrit assez"),
        (figures(fault="Le fichier est incorrect."), "ne s'ouvre pas (le fichier est incorrect)"),
    ],
)
def test_a_model_that_this_pc_cannot_bear_is_not_advised(wrong: ModelFigures, word: str) -> None:
    advice = advise([wrong])
    assert advice.model is None
    assert advice.reason.startswith("Mieux vaut travailler sans l'assistant")
    assert word in plain(advice.reason)
    assert advice.reason.count(".") == 1
    assert advise([wrong, figures("Autre")]).model == figures("Autre")


def test_without_any_model_the_advice_says_so() -> None:
    assert advise([]).model is None


@given(st.lists(st.builds(figures, whole=st.integers(0, 24), refused=st.integers(0, 24), seconds=SECONDS), max_size=4))
def test_what_is_advised_is_bearable_and_no_other_is_much_better(models: list[ModelFigures]) -> None:
    best = advise(models).model
    fit = [m for m in models if not objection(m)]
    assert (best is None) == (not fit)
    if best is not None:
        assert best in fit
        assert best.share(Verdict.WHOLE) >= max(m.share(Verdict.WHOLE) for m in fit) - 0.05


@given(SECONDS, SECONDS, st.integers(0, 24), st.none() | SECONDS, st.integers(0, 3))
def test_the_time_left_is_never_more_than_the_time_given(
    to_deadline: float, elapsed: float, texts: int, each: float | None, after: int
) -> None:
    left = seconds_left(to_deadline, elapsed, texts, each, after)
    assert (left is None) == (each is None)
    assert left is None or 0 <= left <= to_deadline


def test_the_time_left_counts_the_models_to_come() -> None:
    assert seconds_left(600, 30, 10, 5, 0) == 50
    assert seconds_left(600, 30, 10, 5, 1) == 50 + 80
    assert seconds_left(100, 30, 10, 5, 1) == 100


@given(SECONDS, st.integers(1, 64), st.integers(1, 64))
def test_energy_is_between_its_bounds_and_follows_the_time(seconds: float, threads: int, cores: int) -> None:
    found = energy(seconds, threads, cores)
    assert 0 <= found.low_wh <= found.high_wh
    assert found.low_wh <= LAPTOP_W * seconds / 3600 * (1 + 1e-9) + 1e-12
    assert math.isclose(energy(2 * seconds, threads, cores).high_wh, 2 * found.high_wh, abs_tol=1e-12)


def test_an_hour_of_every_core_is_the_power_of_the_processor() -> None:
    assert energy(3600, 4, 4) == Energy(LAPTOP_W, DESKTOP_W)
    assert energy(3600, 2, 4).low_wh == LAPTOP_W / 2


@pytest.mark.parametrize(("seconds", "threads", "cores"), [(-1, 1, 1), (1, 0, 1), (1, 1, 0)])
def test_what_cannot_be_is_refused(seconds: float, threads: int, cores: int) -> None:
    with pytest.raises(ValueError, match=r"\("):
        energy(seconds, threads, cores)
