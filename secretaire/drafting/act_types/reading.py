"""Read an act type from its YAML file; every mistake is said with its line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable

import yaml
from pydantic import ValidationError

from secretaire.acts.act_type import ActType
from secretaire.drafting.act_types.faults import faults
from secretaire.errors import Code, UnreadableInput

_QUOTED = 40
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake of a type file: its line, and a French cause."""

    line: int
    cause: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """A type file read: the type when it has no fault, else every fault in the order of the lines."""

    kind: ActType | None
    faults: tuple[Fault, ...] = ()


@lru_cache(maxsize=512)
def parse_type(text: str) -> ActType:
    """The type of a text known to be right: those shipped with the application are checked by its tests.

    Kept by text: every workspace opened by the process reads the same files.
    """
    return ActType.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))


def read_type(file: Traversable) -> ActType:
    """One act type.

    Raises:
        UnreadableInput: the file is not YAML, or not a type, or its wording names what does not exist
            (TYPE_FILE_INVALID, with the first fault).
    """
    inspected = inspect_file(file)
    if inspected.kind is None:
        fault = inspected.faults[0]
        cause = f"ligne {fault.line}, {fault.cause}"
        raise UnreadableInput(Code.TYPE_FILE_INVALID, fichier=file.name, cause=cause, ligne=fault.line)
    return inspected.kind


def inspect_file(file: Traversable) -> Inspected:
    """The type of a file, or every fault found in it."""
    try:
        return inspect(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return Inspected(None, (Fault(1, "le fichier n'est pas lisible en UTF-8"),))


def inspect(text: str) -> Inspected:
    """The type of a YAML text, or every fault found in it."""
    if len(text) > _LONGEST:
        return Inspected(None, (Fault(1, "ce fichier est trop long pour un type d'acte"),))
    try:
        if (alias := _first_alias(text)) is not None:
            return Inspected(None, (Fault(alias, "les renvois YAML (& et *) ne sont pas admis"),))
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        twice = tuple(_written_twice(tree))
        kind = parse_type(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Inspected(None, (Fault(line, f"YAML illisible ({error.problem})"),))
    except yaml.YAMLError:
        return Inspected(None, (Fault(1, "caractère interdit dans le fichier"),))
    except ValidationError as error:
        return Inspected(None, _ordered((*twice, *_refusals(error, tree))))
    found = (*twice, *(Fault(_line_of(text, quoted), cause) for cause, quoted in faults(kind)))
    return Inspected(None if found else kind, _ordered(found))


def schema() -> str:
    """The JSON Schema of an act type, for editors that complete and check YAML."""
    return json.dumps(ActType.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def _ordered(found: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: fault.line))


def _refusals(error: ValidationError, tree: yaml.Node | None) -> Iterator[Fault]:
    """What the schema refuses. A slip in a name (« libellé ») explains what is missing: it is said alone."""
    errors = error.errors()
    slips = [e for e in errors if e["type"] == "extra_forbidden"]
    for each in slips or errors:
        path = list(each["loc"])
        where = ".".join(str(part) for part in path) or "le fichier"
        yield Fault(_line(tree, path), f"« {where} » : {_FRENCH.get(each['type'], 'cette valeur ne convient pas')}")


def _first_alias(text: str) -> int | None:
    """The line of the first reference to another part of the file: a few of them can weigh gigabytes once unfolded."""
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            return event.start_mark.line + 1 if event.start_mark else 1
    return None


def _written_twice(node: yaml.Node | None) -> Iterator[Fault]:
    """A heading given twice: YAML would keep the last one and say nothing."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield Fault(key.start_mark.line + 1, f"« {key.value} » est écrit deux fois")
            seen.add(key.value)
            yield from _written_twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _written_twice(item)


def _line_of(text: str, quoted: str) -> int:
    """The line where some wording begins, however the file folds it."""
    words = [re.escape(word) for word in quoted[:_QUOTED].split()]
    found = re.search(r"\s+".join(words), text) if words else None
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _line(node: yaml.Node | None, path: Iterable[str | int]) -> int:
    """The line of the deepest node that exists on the path."""
    line = 1
    for part in path:
        if node is None:
            break
        line = node.start_mark.line + 1
        node = _child(node, part)
    return node.start_mark.line + 1 if node else line


def _child(node: yaml.Node, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    return None


_FRENCH: Mapping[str, str] = {
    "missing": "cette rubrique manque",
    "extra_forbidden": "cette rubrique n'existe pas",
    "enum": "cette valeur n'est pas admise",
    "literal_error": "cette valeur n'est pas admise",
    "string_type": "un texte est attendu (entre guillemets s'il ressemble à un nombre)",
    "string_pattern_mismatch": "cette écriture n'est pas admise",
    "string_too_short": "ce texte est vide",
    "bool_parsing": "écrivez true ou false",
    "bool_type": "écrivez true ou false",
    "decimal_parsing": "un nombre est attendu",
    "decimal_type": "un nombre est attendu",
    "tuple_type": "une liste est attendue",
    "too_short": "il en faut au moins un",
    "model_type": "des rubriques sont attendues",
    "mapping_type": "des rubriques sont attendues",
}
