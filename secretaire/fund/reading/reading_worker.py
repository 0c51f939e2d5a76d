"""The child process that reads files: `python -m secretaire.fund.reading.reading_worker`.

One JSON line in, `{"path": …, "member": …, "folder": …}`; one JSON line out, the reading. With `"target": …` the member is
written there instead of read. What is unpacked goes to `folder`, which the parent empties. Whatever a file does here
(crash, endless loop, memory) reaches neither the window nor the catalogue: `ReadingProcess` watches over it.
"""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from secretaire.fund.reading.readers import extract, read_file
from secretaire.fund.reading.serving import serve


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    path, member = Path(request["path"]), request["member"]
    tempfile.tempdir = request["folder"]
    if "target" in request:
        return asdict(extract(path, member, Path(request["target"])))
    return asdict(read_file(path, member))


def main() -> None:
    """Answer requests until the input ends."""
    serve(_answer)


if __name__ == "__main__":
    main()
