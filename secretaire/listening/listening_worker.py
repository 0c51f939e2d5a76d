"""The child process that hears: `python -m secretaire.listening.listening_worker`.

`{"path": …}` opens a recording and answers `{"seconds": …, "stretches": [[start, end], …]}`;
`{"model": folder, "threads": …, "start": …, "end": …}` answers `{"passages": […], "processor": seconds}` for a stretch of it.
What fails answers `{"cause": …}`, in French.
"""

from __future__ import annotations

import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from secretaire.child_serving import serve
from secretaire.listening import sound
from secretaire.listening.model import OpenModel
from secretaire.listening.sound import RATE, NoSound, Samples
from secretaire.listening.speech import Stretch, stretches
from secretaire.listening.voice import probabilities


def refuse_network(event: str, _arguments: object) -> None:
    """What decodes the files of others has no business with the network."""
    if event in {"socket.connect", "socket.bind", "socket.getaddrinfo"}:
        raise PermissionError("network")


class _Listener:
    """The recording and the model last asked for."""

    def __init__(self) -> None:
        self._samples: Samples | None = None
        self._model: OpenModel | None = None
        self._folder = ""

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            return self._open(Path(request["path"])) if "path" in request else self._listen(request)
        except NoSound as error:
            return {"cause": str(error)}
        except MemoryError:
            return {"cause": "il ne reste pas assez de mémoire sur ce poste"}
        except Exception as error:  # noqa: BLE001 - the libraries raise anything on a broken file
            return {"cause": str(error) or type(error).__name__}

    def _open(self, path: Path) -> dict[str, Any]:
        self._samples = sound.decode(path)
        seconds = self._samples.size / RATE
        found = stretches(probabilities(self._samples), seconds)
        return {"seconds": seconds, "stretches": [[s.start, s.end] for s in found]}

    def _listen(self, request: dict[str, Any]) -> dict[str, Any]:
        if self._samples is None:
            return {"cause": "aucun enregistrement n'est ouvert"}
        if self._model is None or self._folder != request["model"]:
            self._model, self._folder = OpenModel(Path(request["model"]), int(request["threads"])), request["model"]
        before = time.process_time()
        passages = self._model.listen(self._samples, Stretch(float(request["start"]), float(request["end"])))
        return {"passages": [asdict(p) for p in passages], "processor": time.process_time() - before}


def main() -> None:
    """Answer requests until the input ends."""
    sys.addaudithook(refuse_network)
    serve(_Listener().answer)


if __name__ == "__main__":
    main()
