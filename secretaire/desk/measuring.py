"""Measure this PC with the tasks it will be given: each model installed, its threads, its texts, its memory."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import psutil
import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from secretaire.desk import models
from secretaire.desk.messages import TEXTS
from secretaire.desk.pen_figures import (
    Advice,
    ModelFigures,
    Speed,
    TextFigure,
    Verdict,
    advise,
    best_threads,
    candidates,
    seconds_left,
)
from secretaire.desk.resources import plume, resources
from secretaire.drafting.engine.client import GenerationRequest
from secretaire.drafting.engine.model_files import InstalledModel
from secretaire.drafting.engine.protocol import ChatMessage, Stats
from secretaire.drafting.pen.pen import Proposal, propose
from secretaire.drafting.pen.tasks import Task
from secretaire.drafting.pen.writing import Writer
from secretaire.errors import Cancelled, Code, ModelUnavailable

MOST_MINUTES = 10
_TRIALS_SHARE = 1 / 3  # of the time of a model, at most, goes to the numbers of threads
_TRIAL_CHARACTERS = 1000  # read at each trial
_TRIAL_TOKENS = 48  # written at each trial
_TRIAL_WISH = "Raconte longuement la séance du conseil municipal où ces sujets ont été vus :\n"

_AWAKE = GenerationRequest((ChatMessage(role="user", content="Bonjour"),), max_tokens=1)


class Case(BaseModel):
    """Notes to write from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tache: Task
    objet: str = ""
    notes: tuple[str, ...]


class Engine(Writer, Protocol):
    """What measuring needs of an engine."""

    def warm_up(self) -> None:
        """Open the model now."""

    def stats(self) -> Stats:
        """Memory of its process."""

    def close(self) -> None:
        """End its process."""


@dataclass(frozen=True, slots=True)
class Machine:
    """This PC. Memory in megabytes; `free_mb` before anything was opened; `engine` in words, with what it uses of the PC."""

    cores: int
    logical: int
    memory_mb: int
    free_mb: int
    engine: str


@dataclass(frozen=True, slots=True)
class Step:
    """Where a measure stands; `seconds_left` is None while nothing truthful can be said."""

    label: str
    done: int
    total: int
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured and what it advises.

    Attributes:
        complete: every text was written with every model; otherwise the time given was too short.
    """

    machine: Machine
    models: tuple[ModelFigures, ...]
    advice: Advice
    seconds: float
    complete: bool


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """The texts of the measure (read once)."""
    content = yaml.safe_load((resources() / "banc.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(tuple[Case, ...]).validate_python(content)


def measure(
    on_step: Callable[[Step], None] = lambda _step: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    minutes: float = MOST_MINUTES,
    clock: Callable[[], float] = time.monotonic,
) -> Report:
    """Measure every model of this PC; nothing is chosen (see `adopt`).

    Raises:
        ModelUnavailable: none is installed. One that cannot be opened is a figure, not an error.
        Cancelled: the person interrupted.
    """
    found = models.installed_models()
    if not found:
        raise ModelUnavailable(Code.MODEL_MISSING)
    run = _Run(len(found), on_step, cancelled, clock, clock() + minutes * 60)
    begun, machine = clock(), this_machine()
    figures = tuple(_measured(run, machine, model) for model in found)
    complete = all(len(m.texts) == len(cases()) for m in figures)
    return Report(machine, figures, advise(figures), clock() - begun, complete)


def adopt(report: Report) -> Path:
    """Follow the advice of a measure from now on; returns the file of the choice."""
    best = report.advice.model
    return models.choose(best.sha256, best.threads) if best else models.set_aside()


def this_machine() -> Machine:
    """The cores, the memory and the engine of this PC. Raises ModelUnavailable when the engine does not start."""
    logical = psutil.cpu_count() or 1
    memory = psutil.virtual_memory()
    return Machine(
        psutil.cpu_count(logical=False) or logical,
        logical,
        _mb(memory.total),
        _mb(memory.available),
        models.engine_words(),
    )


@dataclass(slots=True)
class _Run:
    """One measure under way: its time, its progress, the wish to stop."""

    models: int
    on_step: Callable[[Step], None]
    cancelled: Callable[[], bool]
    clock: Callable[[], float]
    deadline: float
    rank: int = 0  # of the model being measured
    begun: float = 0.0  # when it was
    limit: float = 0.0  # when it must end
    written: list[float] = field(default_factory=list)  # seconds of each of its texts

    def next_model(self) -> None:
        """An equal share of the time left for each model left."""
        self.begun = self.clock()
        self.limit = self.begun + (self.deadline - self.begun) / (self.models - self.rank)
        self.rank += 1
        self.written.clear()

    def late(self) -> bool:
        return self.clock() >= self.limit

    def tell(self, label: str) -> None:
        """Say where the measure is.

        Raises:
            Cancelled: the person interrupted.
        """
        if self.cancelled():
            raise Cancelled
        now, texts = self.clock(), len(cases())
        left = seconds_left(
            self.deadline - now,
            now - self.begun,
            texts - len(self.written),
            statistics.fmean(self.written) if self.written else None,
            self.models - self.rank,
        )
        done = (self.rank - 1) * texts + len(self.written)
        self.on_step(Step(label, done, self.models * texts, left))


def _measured(run: _Run, machine: Machine, model: InstalledModel) -> ModelFigures:
    run.next_model()
    free = _free_mb()
    adapted = models.adapter(model).path is not None
    speeds: tuple[Speed, ...] = ()
    texts: list[TextFigure] = []
    memory = 0
    fault = ""
    try:
        speeds = _speeds(run, machine, model)
        engine: Engine = models.open_engine(model, best_threads(speeds))
        try:
            for case in cases():
                run.tell(f"mesure de l'assistant {model.name}")
                written = None if run.late() else _written(run, engine, case)
                if written is None:
                    break
                texts.append(written)
                run.written.append(written.seconds)
                memory = max(memory, _mb(engine.stats().rss))
                free = min(free, _free_mb())
        finally:
            engine.close()
    except ModelUnavailable as error:
        fault = TEXTS[error.code].happened.format_map({k: str(v) for k, v in error.data.items()})
    return ModelFigures(
        name=model.name,
        sha256=model.sha256,
        adapted=adapted,
        cores=machine.cores,
        speeds=speeds,
        texts=tuple(texts),
        memory_mb=memory,
        # the system counts as available what a model file takes of its cache: it is not, while the model works
        free_mb=max(0, min(free, machine.free_mb - memory)),
        fault=fault,
    )


def _speeds(run: _Run, machine: Machine, model: InstalledModel) -> tuple[Speed, ...]:
    """The same request with each number of threads worth trying, as long as the time allows."""
    speeds: list[Speed] = []
    until = run.begun + (run.limit - run.begun) * _TRIALS_SHARE
    for threads in candidates(machine.cores, machine.logical):
        if speeds and run.clock() >= until:
            break
        run.tell(f"vitesse de l'assistant {model.name}")
        engine: Engine = models.open_engine(model, threads)
        try:
            engine.warm_up()
            engine.generate(_AWAKE)  # the file is mapped: its first reading is of the disk, not of the processor
            done = engine.generate(_trial(), lambda _text: None, run.cancelled)
        finally:
            engine.close()
        if done.cancelled:
            raise Cancelled
        writing_s = done.duration_s - done.first_token_s
        if done.first_token_s > 0 and writing_s > 0 and done.tokens > 1:
            read = done.prompt_tokens - done.reused_tokens
            speeds.append(Speed(threads, read / done.first_token_s, (done.tokens - 1) / writing_s))
    return tuple(speeds)


@lru_cache(maxsize=1)
def _trial() -> GenerationRequest:
    notes = "\n".join(note for case in cases() for note in case.notes)
    content = _TRIAL_WISH + notes[:_TRIAL_CHARACTERS]
    return GenerationRequest((ChatMessage(role="user", content=content),), max_tokens=_TRIAL_TOKENS)


def _written(run: _Run, engine: Engine, case: Case) -> TextFigure | None:
    """One text as the product proposes it; None when its time was over before its end."""
    begun = run.clock()
    try:
        made = propose(
            plume(), case.tache, case.objet, case.notes, engine, cancelled=lambda: run.cancelled() or run.late()
        )
    except Cancelled:
        if run.cancelled():
            raise
        return None
    return TextFigure(_verdict(made), run.clock() - begun, made.run.first_token_s)


def _verdict(made: Proposal) -> Verdict:
    if made.accepted:
        return Verdict.WHOLE
    return Verdict.PART if any(s.accepted for s in made.sentences) else Verdict.REFUSED


def _free_mb() -> int:
    return _mb(psutil.virtual_memory().available)


def _mb(octets: int) -> int:
    return round(octets / 1e6)
