"""The inside of a child process of the fund: memory limit, and what goes wrong with a document is an answer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from secretaire import child_serving
from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import MEMORY_LIMIT_BYTES, Unreadable


def serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer requests until the input ends; a request that fails is answered `{"cause": …, "detail": …}`."""
    limit_memory()
    child_serving.serve(lambda request: _outcome(answer, request))


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
