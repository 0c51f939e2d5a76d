"""Read the small files a person gives (roster, fields, notes), with typed errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from charset_normalizer import from_bytes

from secretaire.acts.act import FieldInput
from secretaire.errors import Code, UnreadableInput
from secretaire.fund.causes import french
from secretaire.fund.reading.reading import Page
from secretaire.fund.reading.reading_process import ReadingProcess

MAX_INPUT_BYTES = 5_000_000


def read_input(path: Path) -> bytes:
    """The bytes of a small file.

    Raises:
        UnreadableInput: missing, a folder, too large, or no right to read.
    """
    try:
        if path.stat().st_size > MAX_INPUT_BYTES:
            raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause="fichier trop volumineux")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path)) from error
    except OSError as error:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause=error.strerror or str(error)) from error


def read_document(path: Path) -> tuple[Page, ...]:
    """The pages of any document that the fund can read, read aside from it.

    Raises:
        UnreadableInput: the file is missing, or no text can be read in it.
    """
    if not path.is_file():
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path))
    with ReadingProcess() as process:
        outcome = process.read(path)
    if not outcome.pages:
        cause = french(outcome.cause, outcome.detail) if outcome.cause else "aucun texte"
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause=cause)
    return tuple(outcome.pages)


def decode(data: bytes, name: str) -> str:
    """The text of some bytes, whatever their encoding.

    Raises:
        UnreadableInput: they are not text.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data, cp_isolation=["cp1252", "utf_16", "utf_16_le", "utf_16_be", "latin_1"]).best()
    if best is None:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=name, cause="ce n'est pas un fichier de texte")
    return str(best)


def read_text_input(path: Path) -> str:
    """The text of a small file, whatever its encoding."""
    return decode(read_input(path), str(path))


def read_fields(path: Path) -> dict[str, FieldInput]:
    """The fields of a `--champs` file: a YAML mapping of texts, numbers, dates, or lists of rows.

    Raises:
        UnreadableInput: missing file, wrong YAML (with its line), or a value that is neither text nor rows.
    """
    text = read_text_input(path)
    try:
        # BaseLoader keeps what the person typed (« 2026-06-15 », « 0123 », « oui ») as text
        loaded = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader builds only text, lists and mappings
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" à la ligne {mark.line + 1}" if mark else ""
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause=f"YAML incorrect{where}") from error
    if loaded is None or loaded == "":
        return {}
    if not isinstance(loaded, dict):
        raise UnreadableInput(
            Code.FILE_UNREADABLE, fichier=str(path), cause="il faut une ligne « champ: valeur » par champ"
        )
    return {str(name): _field_input(str(name), value) for name, value in loaded.items()}


def _field_input(name: str, value: Any) -> FieldInput:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return [{str(k): str(v) for k, v in row.items()} for row in value]
    raise UnreadableInput(
        Code.FIELD_INVALID, champ=name, valeur=str(value)[:60], cause="ni un texte, ni un tableau de lignes"
    )


def read_notes(path: Path) -> tuple[str, ...]:
    """The notes of the secretary, one a line; blank lines and list dashes dropped."""
    return parse_notes(read_input(path), str(path))


def parse_notes(data: bytes, name: str = "entrée standard") -> tuple[str, ...]:
    """Notes from bytes (a file or the standard input), one a line."""
    lines = (line.strip().lstrip("-•* ").strip() for line in decode(data, name).splitlines())
    return tuple(line for line in lines if line)
