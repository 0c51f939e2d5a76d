"""What the command line prints: one JSON document, or a few readable lines. Progress goes to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from secretaire.desk.messages import sentence
from secretaire.errors import SecretaireError


@dataclass(frozen=True, slots=True)
class Result:
    """What a command answers: the JSON keys of the contract, and the same for a reader."""

    data: dict[str, Any]
    lines: Iterable[str] = field(default_factory=tuple)
    exit_code: int = 0


def show(result: Result, *, as_json: bool) -> None:
    """Print the result of a command on standard output; whoever reads it may stop before the end (« | head »)."""
    try:
        if as_json:
            sys.stdout.write(json.dumps(result.data, ensure_ascii=False, indent=2) + "\n")
        else:
            for line in result.lines:
                sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # what is left must not be tried again when the program ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_error(error: SecretaireError, *, as_json: bool) -> None:
    """Print the one sentence of an error: in JSON on standard output, else on standard error."""
    message = sentence(error)
    if as_json:
        details = {key: _plain(value) for key, value in error.data.items()}
        document = {"erreur": {"code": error.code.value, "message": message, "details": details}}
        sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stderr.write(message + "\n")


def progress(text: str) -> None:
    """A line of progress, on standard error so that --json stays one document."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _plain(value: object) -> object:
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    return str(value)
