"""The inside of a child process (see `child.Child`): memory limit, one JSON line out for each JSON line in.

It ends when its input ends, so the death of the application ends it too.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import MEMORY_LIMIT_BYTES, Unreadable


def serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer requests until the input ends; a request that fails is answered `{"cause": …, "detail": …}`."""
    limit_memory()
    logging.disable(logging.CRITICAL)  # the libraries quote the text of the documents in their warnings
    # the answers keep the real output for themselves: a library that prints writes to the void
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, sys.stdout.fileno())
    for line in sys.stdin:
        answers.write(json.dumps(_outcome(answer, json.loads(line))) + "\n")
        answers.flush()


def limit_memory() -> None:
    """Cap the address space; a system without `resource` (Windows) relies on the size limits of what it reads."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))


def _outcome(answer: Callable[[dict[str, Any]], dict[str, Any]], request: dict[str, Any]) -> dict[str, Any]:
    try:
        return answer(request)
    except Unreadable as outcome:
        return _failure(outcome.cause, outcome.detail)
    except PermissionError:
        return _failure(Cause.NO_RIGHT)
    except FileNotFoundError:
        return _failure(Cause.VANISHED)
    except MemoryError:
        return _failure(Cause.TOO_HUNGRY)
    except Exception:  # noqa: BLE001 - the libraries raise anything on a broken file: one outcome, no more
        return _failure(Cause.DAMAGED)


def _failure(cause: Cause, detail: str = "") -> dict[str, Any]:
    return {"cause": cause.value, "detail": detail}
