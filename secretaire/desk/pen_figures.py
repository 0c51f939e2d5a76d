"""What measuring a PC gives: speeds, texts, memory; which model they recommend, and why in one sentence. Pure."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from secretaire.acts.wording import NBSP
from secretaire.desk.energy import Energy, energy

ENOUGH_TEXTS = 6  # below, a share means nothing
SLOWEST_S = 30.0  # a text that takes longer is typed faster by hand
LEAST_SHOWN = 0.6  # below, most of the waiting gives nothing
LEAST_FREE_MB = 500  # left to Word and the browser while the model works
_ALIKE = 0.05  # shares this close are the same: the faster model is then better
# tokens of an exposé: 355 characters given and as many written, the median of the examples of the pen, three a token
_TYPICAL_READ, _TYPICAL_WRITTEN = 120, 120
_WORTH_A_THREAD = 0.03  # a thread more must save this share of the time


class Verdict(StrEnum):
    """What became of a text."""

    WHOLE = "entier"
    PART = "en_partie"
    REFUSED = "ecarte"


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens read and written in a second, with this number of threads."""

    threads: int
    reading: float
    writing: float

    @property
    def typical_s(self) -> float:
        """Seconds for an exposé."""
        return _TYPICAL_READ / self.reading + _TYPICAL_WRITTEN / self.writing


@dataclass(frozen=True, slots=True)
class TextFigure:
    """One real text: what the checks said, seconds in all and before the first word."""

    verdict: Verdict
    seconds: float
    first_s: float


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """What was measured of one model.

    Attributes:
        adapted: with its adapter.
        speeds: for each number of threads tried.
        memory_mb: taken by its process; `free_mb`: least memory left to the PC meanwhile.
        fault: why it could not be measured, in French; empty when it was.
    """

    name: str
    sha256: str
    adapted: bool
    cores: int
    speeds: tuple[Speed, ...] = ()
    texts: tuple[TextFigure, ...] = ()
    memory_mb: int = 0
    free_mb: int = 0
    fault: str = ""

    @property
    def threads(self) -> int:
        """The number of threads that suits it; 0 when none was tried."""
        return best_threads(self.speeds)

    def count(self, verdict: Verdict) -> int:
        return sum(text.verdict is verdict for text in self.texts)

    def share(self, verdict: Verdict) -> float:
        """Between 0 and 1; 0 without any text."""
        return self.count(verdict) / len(self.texts) if self.texts else 0.0

    @property
    def seconds(self) -> float:
        """For one text: the median."""
        return statistics.median(t.seconds for t in self.texts) if self.texts else 0.0

    @property
    def first_s(self) -> float:
        """Before the first word: the median."""
        return statistics.median(t.first_s for t in self.texts) if self.texts else 0.0

    @property
    def energy(self) -> Energy:
        """For one text: the mean time counts here, as the bill does."""
        mean = statistics.fmean(t.seconds for t in self.texts) if self.texts else 0.0
        return energy(mean, max(1, self.threads), self.cores)


@dataclass(frozen=True, slots=True)
class Advice:
    """The model recommended, or none; `reason` is one French sentence."""

    model: ModelFigures | None
    reason: str


def best_threads(speeds: Sequence[Speed]) -> int:
    """The fewest threads that write about as fast as the fastest; 0 when none was tried."""
    if not speeds:
        return 0
    limit = min(s.typical_s for s in speeds) * (1 + _WORTH_A_THREAD)
    return min(s.threads for s in speeds if s.typical_s <= limit)


def candidates(physical: int, logical: int) -> tuple[int, ...]:
    """Numbers of threads worth trying: every core, all but one, half of them, and the logical ones but one."""
    physical = max(1, physical)
    tried = {physical, physical - 1, physical // 2 if physical >= 4 else physical}
    if logical > physical:
        tried.add(logical - 1)
    return tuple(sorted((t for t in tried if t >= 1), reverse=True))


def advise(models: Sequence[ModelFigures]) -> Advice:
    """Which model to work with: most texts taken whole, and of two alike the faster; none when none is bearable."""
    if not models:
        return Advice(None, "Aucun assistant n'est installé sur ce poste.")
    fit = [m for m in models if not objection(m)]
    if not fit:
        reasons = f"{NBSP}; ".join(f"{m.name} {objection(m)}" for m in models)
        return Advice(None, f"Mieux vaut travailler sans l'assistant sur ce poste{NBSP}: {reasons}.")
    most = max(m.share(Verdict.WHOLE) for m in fit)
    best = min((m for m in fit if m.share(Verdict.WHOLE) >= most - _ALIKE), key=lambda m: m.seconds)
    whole = f"{best.count(Verdict.WHOLE)} textes sur {len(best.texts)} gardés en entier"
    return Advice(
        best,
        f"{best.name} convient à ce poste{NBSP}: {whole}, {decimal(best.seconds)}{NBSP}s par texte, "
        f"{decimal(best.memory_mb / 1000)}{NBSP}Go de mémoire.",
    )


def objection(model: ModelFigures) -> str:
    """Why a model is not recommended, after its name, in French; empty when it may be."""
    if model.fault:
        return f"ne s'ouvre pas ({model.fault[:1].lower()}{model.fault[1:].rstrip('. ')})"
    if 0 < model.free_mb < LEAST_FREE_MB:
        return f"ne laisse que {model.free_mb}{NBSP}Mo de mémoire aux autres programmes"
    if model.seconds > SLOWEST_S:
        return f"demande {round(model.seconds)}{NBSP}s par texte, c'est trop long"
    if len(model.texts) < ENOUGH_TEXTS:
        return "n'a pas écrit assez de textes dans le temps donné pour être jugé"
    shown = 1 - model.share(Verdict.REFUSED)
    if shown < LEAST_SHOWN:
        return f"voit {model.count(Verdict.REFUSED)} textes sur {len(model.texts)} écartés par les contrôles"
    return ""


def decimal(value: float) -> str:
    """« 6,4 »: one figure after the comma."""
    return f"{value:.1f}".replace(".", ",")


def seconds_left(
    to_deadline: float, elapsed: float, texts_left: int, seconds_a_text: float | None, models_after: int
) -> float | None:
    """What remains of a measure; None while nothing truthful can be said.

    Args:
        to_deadline: seconds before the measure stops by itself.
        elapsed: since the model being measured was begun.
        seconds_a_text: mean of those it wrote; None before the first one.
        models_after: still to be measured, each taken to be as long as this one.
    """
    if seconds_a_text is None:
        return None
    here = texts_left * seconds_a_text
    return max(0.0, min(to_deadline, here + models_after * (elapsed + here)))
