"""Model files that hold nothing, and an engine that answers what the test wants, in its own time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from secretaire.desk import measuring, models
from secretaire.desk.measuring import Report
from secretaire.desk.pen_figures import ModelFigures, Speed, TextFigure, Verdict, advise
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.drafting.engine.model_files import InstalledModel
from secretaire.drafting.engine.protocol import Stats
from secretaire.drafting.pen.locks import Lock, Refusal
from secretaire.drafting.pen.pen import Proposal, Run
from secretaire.drafting.pen.tasks import Task
from secretaire.drafting.pen.writing import Sentence
from secretaire.errors import Cancelled, Code, ModelUnavailable


def install_model(folder: Path, name: str, size: int = 1) -> InstalledModel:
    """A model of this PC that the catalogue does not know; the larger is the preferred one."""
    source = folder / f"{name}.gguf"
    source.write_bytes(b"GGUF tokenizer.chat_template" + b"." * size)
    return models.import_model(source, lambda _done, _total: None)


class Clock:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeEngine:
    """Says the same sentence to every request.

    Attributes:
        seconds: that a request takes, on the clock.
        lies: the checks refuse what it says.
        broken: the model cannot be opened.
    """

    clock: Clock
    threads: int = 0
    seconds: float = 5.0
    lies: bool = False
    broken: bool = False
    model_sha256: str = "0" * 64
    adapter_sha256: str = ""
    closed: bool = False
    text: str = "Le toit fuit."

    def warm_up(self) -> None:
        if self.broken:
            raise ModelUnavailable(Code.MODEL_INVALID, fichier="m.gguf", cause="essai")

    def generate(
        self,
        _request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> GenerationResult:
        self.clock.now += self.seconds
        on_token(self.text)
        return GenerationResult(self.text, 40, self.seconds, self.seconds / 10, cancelled(), True, 300, 0)

    def stats(self) -> Stats:
        return Stats(rss=1_200_000_000, requests=1)

    def close(self) -> None:
        self.closed = True

    retire = close


def propose(
    _plume: object,
    task: Task,
    objet: str,
    notes: Sequence[str],
    engine: FakeEngine,
    *,
    cancelled: Callable[[], bool],
) -> Proposal:
    """A proposal without the pen: one request, accepted unless the engine lies."""
    result = engine.generate(GenerationRequest(()), cancelled=cancelled)
    if result.cancelled:
        raise Cancelled
    refusals = (Refusal(Lock.WORD_ADDED, "toit"),) if engine.lies else ()
    run = Run("r", "", "", "", task, objet, tuple(notes), 0, 40, result.duration_s, result.first_token_s, 0)
    return Proposal((Sentence("\n".join(notes), result.text, refusals),), result.text, run)


def a_measure() -> Report:
    """What a measure of a PC with two models finds."""
    texts = [TextFigure(v, 6.4, 0.4) for v in [Verdict.WHOLE] * 20 + [Verdict.PART] * 3 + [Verdict.REFUSED]]
    speeds = (Speed(4, 92.0, 11.5), Speed(3, 90.0, 11.4))
    good = ModelFigures("Assistant d'essai", "a" * 64, True, 4, speeds, tuple(texts), 1200, 2900)
    broken = ModelFigures("Assistant abîmé", "b" * 64, False, 4, fault="Le fichier est incorrect")
    return Report(measuring.Machine(4, 4, 8000, 4100, "essai"), (good, broken), advise([good, broken]), 214.0, False)
