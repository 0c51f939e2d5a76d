"""What the model hears: the log-mel spectrogram of thirty seconds, as Whisper was trained on it (80 bands)."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

SECONDS = 30
_RATE = 16_000
_WINDOW = 400
_HOP = 160
_BANDS = 80

Floats = npt.NDArray[np.float32]


def log_mel(samples: npt.NDArray[np.int16]) -> Floats:
    """The spectrogram, 80 × 3000, of at most thirty seconds; what is missing is silence."""
    sound = np.zeros(SECONDS * _RATE, dtype=np.float32)
    sound[: samples.size] = samples / np.float32(32768)
    padded = np.pad(sound, _WINDOW // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP][: SECONDS * _RATE // _HOP]
    hann = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
    power = np.abs(np.fft.rfft(frames * hann)).astype(np.float32) ** 2
    bands = np.log10(np.maximum(_filters() @ power.T, 1e-10))
    heard: Floats = ((np.maximum(bands, bands.max() - 8.0) + 4.0) / 4.0).astype(np.float32)
    return np.ascontiguousarray(heard)


@cache
def _filters() -> Floats:
    """Triangles on the mel scale of Slaney: linear up to 1,000 Hz, logarithmic above; each of the same area."""
    top = 15 + 27 * np.log(_RATE / 2 / 1000) / np.log(6.4)
    mels = np.linspace(0, top, _BANDS + 2)
    edges = np.where(mels < 15, mels * 200 / 3, 1000 * np.exp((mels - 15) * np.log(6.4) / 27))
    frequencies = np.fft.rfftfreq(_WINDOW, 1 / _RATE)
    slopes = edges[:, None] - frequencies[None, :]
    widths = np.diff(edges)
    rising = -slopes[:-2] / widths[:-1, None]
    falling = slopes[2:] / widths[1:, None]
    triangles = np.maximum(0, np.minimum(rising, falling))
    filters: Floats = (triangles * (2 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)
    return filters
