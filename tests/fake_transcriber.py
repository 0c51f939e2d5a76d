"""A process that answers as the one that hears, without hearing: a sentence for each stretch; it dies when it is told to.

python tests/fake_transcriber.py [stretch at which it dies]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

STRETCHES = ((0.0, 20.0), (30.0, 50.0), (60.0, 70.0), (80.0, 90.0))
_SAID = (
    ("Bonsoir à tous, la séance est ouverte.", "entendu", []),
    ("La toiture coûterait douze mille euros.", "incertain", [[20, 38]]),
    ("", "non_compris", []),
    ("Le conseil remercie les bénévoles.", "entendu", []),
)


def command(dies_at: int = -1) -> Callable[[], list[str]]:
    """What starts it."""
    return lambda: [sys.executable, str(Path(__file__)), str(dies_at)]


def _answer(request: dict[str, Any], dies_at: int) -> dict[str, Any]:
    if "path" in request:
        if not Path(request["path"]).read_bytes().startswith(b"son"):
            return {"cause": "ce n'est pas un enregistrement sonore"}
        return {"seconds": 100.0, "stretches": [list(s) for s in STRETCHES]}
    rank = [start for start, _ in STRETCHES].index(request["start"])
    if rank == dies_at:
        os._exit(9)
    text, trust, doubtful = _SAID[rank]
    passage = {"start": request["start"], "end": request["end"], "text": text, "trust": trust, "doubtful": doubtful}
    return {"passages": [passage], "processor": 1.0}


if __name__ == "__main__":
    from secretaire.child_serving import serve

    serve(lambda request: _answer(request, int(sys.argv[1])))
