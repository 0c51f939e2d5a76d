"""What the installer settled for every account of this machine: one TOML file, read and never written.

Linux: `/etc/secretaire/reglages.toml`; Windows: `%ProgramData%\\Secretaire\\reglages.toml`. `SECRETAIRE_POSTE` names another
folder (tests). A wrong line is left aside and told with its number: the application opens whatever this file holds.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

FILE = "reglages.toml"
_VARIABLE = "SECRETAIRE_POSTE"
_LOCKS = "verrouilles"


def _expanded(written: str) -> str:
    """The path of whoever works, where `~`, `$HOME` or `%USERPROFILE%` stand for her account."""
    path = Path(os.path.expandvars(written)).expanduser()
    if not path.is_absolute():
        raise ValueError("ce dossier doit être écrit en entier, depuis la racine du disque")
    return str(path)


Folder = Annotated[str, AfterValidator(_expanded)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Folders(_Part):
    """Where things are on this machine."""

    espaces: Folder | None = Field(default=None, title="Dossier où sont proposés les nouveaux espaces")
    modeles: Folder | None = Field(default=None, title="Dossier des assistants communs à tous les comptes")
    copies: Folder | None = Field(default=None, title="Dossier des sauvegardes automatiques")


class Assistant(_Part):
    """How the assistant works on this machine."""

    actif: bool | None = Field(default=None, title="Assistant de rédaction en service")
    modele: str | None = Field(default=None, title="Assistant choisi", min_length=1)
    fils: int | None = Field(default=None, title="Cœurs employés par l'assistant (0 : tous)", ge=0, le=256)
    repos_min: int | None = Field(
        default=None, title="Minutes avant de rendre la mémoire (0 : jamais)", ge=0, le=24 * 60
    )


class Policy(_Part):
    """The options that the file sets. An option it does not lock is only proposed: a person may choose otherwise."""

    dossiers: Folders = Folders()
    assistant: Assistant = Assistant()
    verrouilles: frozenset[str] = Field(default=frozenset(), strict=False)

    def value(self, option: str) -> str | int | bool | None:
        """What the file says of an option (« assistant.fils »); None when it says nothing."""
        part, _, name = option.partition(".")
        found: str | int | bool | None = getattr(getattr(self, part), name)
        return found

    def locks(self, option: str) -> bool:
        """Is this option out of the hands of whoever works here?"""
        return option in self.verrouilles


def _options() -> Iterator[tuple[str, str]]:
    for part, model in (("dossiers", Folders), ("assistant", Assistant)):
        for name, declared in model.model_fields.items():
            yield f"{part}.{name}", declared.title or name


OPTIONS: dict[str, str] = dict(_options())
"""Every option and its French label, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of the file that was left aside, and why. Line 0: the whole file."""

    line: int
    cause: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: the options that hold, and the lines that do not."""

    policy: Policy = field(default_factory=Policy)
    faults: tuple[Fault, ...] = ()


def machine_folder() -> Path:
    """Where the administrator keeps the settings of this machine (it may not exist)."""
    return _chosen() or (_program_data() if sys.platform == "win32" else Path("/etc/secretaire"))


def shared_models_folder() -> Path:
    """Where the models common to all accounts are: that of the file, else the usual one of the system."""
    settled = machine_policy().dossiers.modeles
    if settled:
        return Path(settled)
    base = _chosen() or (_program_data() if sys.platform == "win32" else Path("/var/lib/secretaire"))
    return base / "modeles"


def policy_file() -> Path:
    """The settings of this machine (it may not exist)."""
    return machine_folder() / FILE


def machine_policy() -> Policy:
    """What the installer settled; nothing when there is no file."""
    return read_machine_policy().policy


def read_machine_policy() -> Reading:
    """The settings of this machine, and the lines left aside."""
    path = policy_file()
    try:
        state = path.stat()
    except OSError:  # the usual case: nothing was settled
        return Reading()
    return _read_once(path, state.st_mtime_ns, state.st_size)


def read_policy(content: bytes) -> Reading:
    """Read the content of a settings file; never fails."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return Reading(faults=(Fault(line, "un caractère n'est pas en UTF-8 : enregistrez le fichier en UTF-8"),))
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Reading(faults=(_syntax(text, str(error)),))
    return _settled(given, text)


def _settled(given: dict[str, Any], text: str) -> Reading:
    """What remains once each wrong option is taken out."""
    faults: list[Fault] = []
    while True:
        try:
            policy = Policy.model_validate(given)
        except ValidationError as error:
            wrong = error.errors()[0]
            where = tuple(step for step in wrong["loc"] if isinstance(step, str))[:2]
            faults.append(Fault(_line(text, where), _cause(wrong, where)))
            _take_out(given, where)
            continue
        unknown = sorted(policy.verrouilles - OPTIONS.keys())
        faults += [Fault(_line(text, (_LOCKS,)), f"« {name} » n'est pas une option{_near(name)}") for name in unknown]
        locks = frozenset(policy.verrouilles & OPTIONS.keys())
        return Reading(policy.model_copy(update={"verrouilles": locks}), tuple(sorted(faults, key=lambda f: f.line)))


def _take_out(given: dict[str, Any], where: tuple[str, ...]) -> None:
    inside = given.get(where[0])
    if len(where) > 1 and isinstance(inside, dict):
        del inside[where[1]]
    else:
        del given[where[0]]


def _line(text: str, where: tuple[str, ...]) -> int:
    """Where an option is written: tomllib does not say it."""
    part = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\s*([^\]]+?)\s*\]", line):
            part = header[1].strip("\"'")
            if (part,) == where:
                return number
        elif key := re.match(r"\s*([\w.\"'-]+(?:\s*\.\s*[\w\"'-]+)*)\s*=", line):
            named = tuple(step.strip(" \"'") for step in key[1].split("."))
            if ((part, *named) if part else named)[: len(where)] == where:
                return number
    return 0


_KINDS = {
    "bool_type": "écrivez true ou false, sans guillemets",
    "int_type": "écrivez un nombre entier, sans guillemets",
    "string_type": "écrivez ce texte entre guillemets",
    "string_too_short": "cette option est vide : donnez-lui une valeur, ou retirez la ligne",
    "frozen_set_type": 'écrivez une liste d\'options : ["assistant.actif"]',
    "model_type": "c'est une partie : écrivez [{name}] seul sur sa ligne, et ses options dessous",
}


def _cause(wrong: Any, where: tuple[str, ...]) -> str:
    name, kind, context = ".".join(where), wrong["type"], wrong.get("ctx") or {}
    if where[-1] == _LOCKS and len(where) > 1:
        return f"« {_LOCKS} » se met en tête du fichier, avant toute partie"
    if kind == "extra_forbidden":
        return f"« {name} » n'est pas une option{_near(name)}"
    if kind == "greater_than_equal":
        told = f"la valeur doit être d'au moins {context['ge']}"
    elif kind == "less_than_equal":
        told = f"la valeur doit être d'au plus {context['le']}"
    elif kind == "value_error":
        told = str(context["error"])
    else:
        told = _KINDS.get(kind, "cette valeur ne convient pas").format(name=name)
    return f"« {name} » : {told}"


def _near(name: str) -> str:
    names = [*OPTIONS, *{option.partition(".")[0] for option in OPTIONS}, _LOCKS]
    close = difflib.get_close_matches(name, names, 1)
    return f" (peut-être « {close[0]} » ?)" if close else ""


_SYNTAX = (
    (
        r"Unescaped|[Ee]scape|hex value|Illegal",
        "une barre oblique inverse se double entre guillemets : écrivez ce chemin entre apostrophes, 'C:\\Dossier'",
    ),
    (r"overwrite|Cannot (declare|mutate|define)", "une option ou une partie est écrite deux fois"),
    (r"Expected '='", "il faut « nom = valeur »"),
    (r"Expected newline", "une seule option par ligne, sans rien après la valeur"),
    (r"Invalid value", "la valeur est absente ou mal écrite : un texte se met entre guillemets"),
    (r"Unclosed|Unterminated|Expected \"", "un guillemet ou un crochet n'est pas fermé"),
)


def _syntax(text: str, told: str) -> Fault:
    at = re.search(r"at line (\d+)", told)
    line = int(at[1]) if at else text.count("\n") + 1  # « at end of document »
    cause = next((words for pattern, words in _SYNTAX if re.search(pattern, told)), "cette ligne ne se lit pas")
    return Fault(line, f"{cause} ; aucune ligne du fichier n'est suivie tant qu'elle n'est pas corrigée")


@lru_cache(maxsize=4)
def _read_once(path: Path, _changed: int, _size: int) -> Reading:
    try:
        return read_policy(path.read_bytes())
    except OSError as error:
        return Reading(faults=(Fault(0, f"le fichier ne peut pas être lu ({error.strerror or error})"),))


def _chosen() -> Path | None:
    chosen = os.environ.get(_VARIABLE, "")
    return Path(chosen) if chosen else None


def _program_data() -> Path:
    return Path(os.environ.get("ProgramData", r"C:\ProgramData")) / "Secretaire"  # noqa: SIM112 - its name on Windows
