"""What a package of Secrétaire is made of: each component, its version, its licence, the text that must go with it.

A component is a Python distribution, a compiled library that one of them carries, a Debian package of which a file
was copied, the interpreter, or the application. What metadata does not say is in `composants.toml`.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LOCKS = ("application.lock", "moteur.lock")

APPLICATION = "application"
PYTHON_LIBRARY = "bibliothèque Python"
COMPILED = "bibliothèque compilée"
INTERPRETER = "interpréteur"
SYSTEM = "paquet Debian"
DATA = "données"
CRATE = "caisse Rust"
TOOL = "outil d'empaquetage"


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """One thing that is shipped; `licence` is an SPDX expression, empty when nobody said it; `carrier` brings it."""

    name: str
    version: str
    licence: str
    kind: str
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """A compiled library or data recognised by where it lies."""

    name: str
    patterns: tuple[str, ...]
    licence: str

    def length_of_match(self, path: str) -> int:
        """How precise the pattern that matches is, 0 for none: « Qt/lib/libicu* » wins over « Qt/* »."""
        return max((len(p) for p in self.patterns if fnmatchcase(path, p)), default=0)


@dataclass(frozen=True, slots=True)
class Facts:
    """What people read in the licences of the projects, and metadata does not say."""

    distributions: dict[str, str]
    mentions: dict[str, dict[str, str]]
    libraries: tuple[Library, ...]
    data: tuple[Library, ...]
    inside: dict[str, dict[str, str]]
    system: dict[str, str]
    crates: dict[str, str]
    whole_texts: frozenset[str] = field(default_factory=frozenset)


def read_facts(path: Path = HERE / "composants.toml") -> Facts:
    """The facts of a file."""
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))

    def libraries(rows: list[dict[str, Any]]) -> tuple[Library, ...]:
        return tuple(Library(row["nom"], tuple(row["motif"]), row["licence"]) for row in rows)

    return Facts(
        distributions=table["distributions"],
        mentions=table["mentions"],
        libraries=libraries(table["bibliotheque"]),
        data=libraries(table["donnees"]),
        inside={row["dans"]: row["contenu"] for row in table["dedans"]},
        system=table["systeme"],
        crates=table["caisses"],
        whole_texts=frozenset(table["roues"]["textes_complets"]),
    )


def canonical(name: str) -> str:
    """The name of a distribution as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def distribution_component(found: Distribution, facts: Facts) -> Component:
    """The component of an installed distribution; its licence may be empty."""
    name = canonical(found.name)
    said = str(found.metadata.json.get("license_expression", ""))
    kind = APPLICATION if name == "secretaire" else TOOL if name.startswith("pyinstaller") else PYTHON_LIBRARY
    return Component(name, found.version, facts.distributions.get(name) or said, kind)


def library_of(path: str, carrier: Component, facts: Facts) -> Component | None:
    """The library that a file of a distribution is (`path` in site-packages); None: it is the distribution's own."""
    best = max(facts.libraries, key=lambda library: library.length_of_match(path), default=None)
    if best is None or best.length_of_match(path) == 0:
        return None
    return Component(best.name, carrier.version, best.licence, COMPILED, carrier.name)


def inside(component: Component, facts: Facts, site: Path) -> list[Component]:
    """What a component holds in its own files: told by a person, or by the bill of materials of its wheel (Rust)."""
    told = [
        Component(n, "", licence, COMPILED, component.name)
        for n, licence in facts.inside.get(component.name, {}).items()
    ]
    if component.kind != PYTHON_LIBRARY:
        return told
    folder = f"{component.name.replace('-', '_')}-{component.version}.dist-info"
    bills = sorted((site / folder / "sboms").glob("*.cyclonedx.json"))
    return told + [crate for bill in bills for crate in _crates(bill, component.name, facts)]


def _crates(bill: Path, carrier: str, facts: Facts) -> list[Component]:
    crates = []
    for row in json.loads(bill.read_text(encoding="utf-8"))["components"]:
        licences = [told.get("expression", "") for told in row.get("licenses", ())]
        licence = facts.crates.get(row["name"]) or " AND ".join(licences)
        crates.append(Component(row["name"], row["version"], licence, CRATE, carrier))
    return crates


def locked_versions(*locks: str, folder: Path = ROOT / "packaging" / "verrous") -> dict[str, str]:
    """The version of each distribution, as these lock files fix it (by default, those of what is shipped)."""
    versions: dict[str, str] = {}
    for name in locks or LOCKS:
        text = (folder / name).read_text(encoding="utf-8")
        versions |= {canonical(n): v for n, v in re.findall(r"^([A-Za-z0-9_.-]+)==([^\s\\;]+)", text, re.MULTILINE)}
    return versions
