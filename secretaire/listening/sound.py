"""A recording as samples: 16,000 a second, one channel, 16 bits. Runs in the worker process only."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

RATE = 16_000
"""Samples a second: what the detector of speech and the model were made for."""

LONGEST_HOURS = 8
"""A longer meeting is cut in two files: the samples stay in memory, 115 MB an hour."""

Samples = npt.NDArray[np.int16]

# The containers of phones and recorders. Play lists (which name other files, or addresses) are not among them.
_CONTAINERS = "mp3,wav,w64,mov,ogg,flac,aac,amr,asf,matroska,aiff,caf"


class NoSound(Exception):
    """The file is not a recording that can be read; the message says why, in French."""


def decode(path: Path) -> Samples:
    """The whole recording.

    Raises:
        NoSound: no known container, no sound in it, or it is longer than `LONGEST_HOURS`.
    """
    try:
        return _decode(path)
    except (av.error.FFmpegError, ValueError, EOFError, IndexError) as error:
        raise NoSound("ce n'est pas un enregistrement sonore, ou il est abîmé") from error


def _decode(path: Path) -> Samples:
    # `file` alone: whatever the container says, nothing is fetched from elsewhere
    options = {"format_whitelist": _CONTAINERS, "protocol_whitelist": "file"}
    with av.open(str(path), options=options) as container:
        if not container.streams.audio:
            raise NoSound("ce fichier ne contient aucun son")
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        blocks: list[Samples] = []
        length = 0
        for frame in chain(container.decode(audio=0), [None]):  # None: what the resampler still holds
            for resampled in resampler.resample(frame):
                block = resampled.to_ndarray().reshape(-1).astype(np.int16, copy=False)
                blocks.append(block)
                length += block.size
            if length > LONGEST_HOURS * 3600 * RATE:
                raise NoSound(f"il dure plus de {LONGEST_HOURS} heures : le couper en plusieurs fichiers")
    if not length:
        raise NoSound("ce fichier ne contient aucun son")
    return np.concatenate(blocks)
