"""What a text of the assistant costs in electricity: an estimate, never a measure. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LAPTOP_W = 15.0
DESKTOP_W = 65.0
HYPOTHESIS = (
    "Estimation, et non mesure : le processeur tirerait, pendant qu'il écrit, de 15\u00a0W (portable de bureau, au prorata des "
    "cœurs occupés) à 65\u00a0W (poste fixe, en entier), puissances de base annoncées par Intel pour ces processeurs "
    "(Processor Base Power). L'écran, la mémoire et l'alimentation ne sont pas comptés."
)
"""Intel, « Thermal Design Power (TDP) in Intel processors », article 000055611: under a steady load the power is TDP,
called Processor Base Power since the 12th generation; 15 W for the U series of laptops, 65 W for desktops."""


@dataclass(frozen=True, slots=True)
class Energy:
    """Between which values it lies, in watt-hours."""

    low_wh: float
    high_wh: float


def energy(seconds: float, threads: int, cores: int) -> Energy:
    """What the processor uses in this time.

    Args:
        seconds: of writing, first reading included.
        threads: at work.
        cores: physical ones of the PC.

    Raises:
        ValueError: a negative time, or a PC without a core.
    """
    if seconds < 0 or threads < 1 or cores < 1:
        raise ValueError((seconds, threads, cores))
    hours = seconds / 3600
    return Energy(LAPTOP_W * min(1.0, threads / cores) * hours, DESKTOP_W * hours)
