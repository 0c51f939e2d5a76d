"""The inside of a child process (see `child.Child`): one JSON line out for each JSON line in.

It ends when its input ends, so the death of the application ends it too.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any


def serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer requests until the input ends. `answer` raises nothing."""
    logging.disable(logging.CRITICAL)  # the libraries quote the text of the documents in their warnings
    # the answers keep the real output for themselves: a library that prints writes to the void
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, sys.stdout.fileno())
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))) + "\n")
        answers.flush()
