"""The child process that reads files: `python -m secretaire.fund.reading_worker`.

One JSON line in, `{"path": …, "member": …, "folder": …}`; one JSON line out, the reading. With `"target": …` the member is
written there instead of read. What is unpacked goes to `folder`, which the parent empties. The worker ends when its input ends, so the death of the application ends it too. Whatever a file does here
(crash, endless loop, memory) reaches neither the window nor the catalogue: `ReadingProcess` watches over it.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from secretaire.fund.causes import Cause
from secretaire.fund.readers import extract, read_file
from secretaire.fund.reading import MEMORY_LIMIT_BYTES, Reading, Status


def _limit_memory() -> None:
    """Cap the address space; where there is no `resource` (Windows), only the parent watches."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, MEMORY_LIMIT_BYTES))


def _answer(request: dict[str, str]) -> Reading:
    path, member = Path(request["path"]), request["member"]
    tempfile.tempdir = request["folder"]
    try:
        if "target" in request:
            return extract(path, member, Path(request["target"]))
        return read_file(path, member)
    except MemoryError:
        return Reading(Status.ERROR, cause=Cause.TOO_HUNGRY)
    except Exception:  # noqa: BLE001 - the libraries raise anything on a broken file: one line in the report, no more
        return Reading(Status.ERROR, cause=Cause.DAMAGED)


def main() -> None:
    """Answer requests until the input ends."""
    _limit_memory()
    logging.disable(logging.CRITICAL)  # the libraries quote the text of the documents in their warnings
    # the answers keep the real output for themselves: a library that prints writes to the void
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    void = os.open(os.devnull, os.O_WRONLY)
    os.dup2(void, sys.stdout.fileno())
    for line in sys.stdin:
        answers.write(json.dumps(asdict(_answer(json.loads(line)))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
