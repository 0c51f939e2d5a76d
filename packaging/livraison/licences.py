"""The licences of everything shipped: judged against EUPL-1.2, and their texts gathered in one file.

    .venv/bin/python packaging/livraison/licences.py FOLDER [--sortie LICENCES-TIERS.txt]

FOLDER is what PyInstaller made. Ends with 1 on a licence that is unknown or refused, or on a text that is missing:
nothing is shipped before somebody has read it (`licences.toml`).
"""

from __future__ import annotations

import argparse
import sysconfig
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from boolean import boolean  # type: ignore[import-untyped]
from composants import (
    APPLICATION,
    CRATE,
    HERE,
    INTERPRETER,
    ROOT,
    SYSTEM,
    Component,
    canonical,
    inside,
    read_facts,
)
from license_expression import LicenseWithExceptionSymbol, get_spdx_licensing  # type: ignore[import-untyped]
from manifeste import Origins, explain, here

SPDX = get_spdx_licensing()
TEXTS = HERE / "textes"
DEBIAN_TEXTS = Path("/usr/share/doc")
_LICENCE_WORDS = ("LICEN", "COPYING", "NOTICE", "COPYRIGHT")


class Reach(IntEnum):
    """How far a licence reaches, from the lightest."""

    PERMISSIVE = 0
    LIBRARY = 1
    WHOLE = 2
    UNKNOWN = 3


@dataclass(frozen=True, slots=True)
class Policy:
    """What is accepted beside EUPL-1.2; `accepted` names the components under a whole copyleft, with the reason."""

    reach: dict[str, Reach]
    exceptions: frozenset[str]
    accepted: dict[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A component that cannot be shipped as it is, and why (in French)."""

    component: Component
    why: str


def read_policy(path: Path = HERE / "licences.toml") -> Policy:
    """The policy of a file."""
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {"permissives": Reach.PERMISSIVE, "bibliotheques": Reach.LIBRARY, "entieres": Reach.WHOLE}
    reach = {name: rank for key, rank in lists.items() for name in table[key].split()}
    return Policy(reach, frozenset(table["exceptions"].split()), table["accepte"])


def reach_of(expression: str, policy: Policy) -> Reach:
    """How far an SPDX expression reaches: the lightest of a choice, the heaviest of a sum."""
    try:
        return _reach(SPDX.parse(expression, validate=True), policy)
    except Exception:  # noqa: BLE001 — the library raises four unrelated types; all mean « nobody can read this »
        return Reach.UNKNOWN


def _reach(node: Any, policy: Policy) -> Reach:
    if node is None:
        return Reach.UNKNOWN
    if isinstance(node, boolean.OR):
        return min(_reach(part, policy) for part in node.args)
    if isinstance(node, boolean.AND):
        return max(_reach(part, policy) for part in node.args)
    if isinstance(node, LicenseWithExceptionSymbol):
        if node.exception_symbol.key in policy.exceptions:
            return Reach.PERMISSIVE
        return policy.reach.get(node.license_symbol.key, Reach.UNKNOWN)
    return policy.reach.get(node.key, Reach.UNKNOWN)


def judge(component: Component, policy: Policy) -> Problem | None:
    """Whether a component can go with the application."""
    if not component.licence:
        return Problem(component, "licence inconnue : la lire et la noter dans composants.toml")
    reach = reach_of(component.licence, policy)
    if reach is Reach.UNKNOWN:
        return Problem(component, f"licence « {component.licence} » : ni acceptée ni comprise (licences.toml)")
    if reach is Reach.WHOLE and component.name not in policy.accepted:
        return Problem(component, f"licence « {component.licence} » : s'étend à l'ensemble, à accepter avec une raison")
    return None


class Texts:
    """Where the text of a licence is found: with the distribution, in Debian's documentation, or among ours."""

    def __init__(self, origins: Origins) -> None:
        self._facts = origins.facts
        self._python = origins.python / "lib" / f"python{sysconfig.get_python_version()}" / "LICENSE.txt"
        self._distributions = {canonical(d.name): d for d in distributions(path=[str(origins.site)])}

    def of(self, component: Component) -> str:
        """The text that must go with a component; empty when nobody knows it."""
        if component.kind == APPLICATION:
            return (ROOT / "LICENSE").read_text(encoding="utf-8")
        if component.kind == INTERPRETER:
            return self._python.read_text(encoding="utf-8") if self._python.is_file() else ""
        if component.kind == SYSTEM:
            copyright_file = DEBIAN_TEXTS / component.name / "copyright"
            return copyright_file.read_text(encoding="utf-8", errors="replace") if copyright_file.is_file() else ""
        if mention := self._facts.mentions.get(component.name):
            if elsewhere := mention.get("renvoi"):
                return f"Texte avec celui de {elsewhere}."
            common = (TEXTS / f"{mention['texte']}.txt").read_text(encoding="utf-8")
            return f"{mention['mention']}\n\n{common}"
        own = self._distributions.get(component.name)
        if own is not None:
            return _licence_files(own)
        if component.carrier == "secretaire":
            return self._beside_data(component)
        if component.kind == CRATE:
            return "Auteurs et texte : voir la caisse de ce nom et de cette version sur l'index public de Rust."
        if component.carrier in self._facts.whole_texts or component.name in self._facts.inside.get(
            component.carrier, {}
        ):
            return f"Texte avec celui de {component.carrier}."
        return ""

    def _beside_data(self, component: Component) -> str:
        data = next(d for d in self._facts.data if d.name == component.name)
        for pattern in data.patterns:
            for path in sorted((ROOT / pattern).parent.glob("LIC*")):
                return path.read_text(encoding="utf-8")
        return ""


def _licence_files(found: Distribution) -> str:
    files = [f for f in found.files or () if f.name.upper().startswith(_LICENCE_WORDS) or "licenses" in f.parts[:-1]]
    texts = [Path(str(f.locate())).read_text(encoding="utf-8", errors="replace") for f in files if f.suffix != ".py"]
    return "\n\n".join(text for text in texts if text.strip())


def gather(components: list[Component], texts: Texts) -> tuple[str, list[Problem]]:
    """The file that goes with the package, each text once; and the components whose text nobody knows."""
    problems: list[Problem] = []
    of_text: dict[str, list[Component]] = defaultdict(list)
    for component in components:
        text = texts.of(component).strip()
        if not text:
            problems.append(Problem(component, "texte de licence introuvable : l'indiquer dans composants.toml"))
        elif component.kind != APPLICATION:  # its own LICENSE is beside
            of_text[text].append(component)
    lines = [
        "Secrétaire est distribué sous EUPL-1.2 (fichier LICENSE). Il est livré avec les composants suivants, non modifiés,",
        "chacun sous sa licence. Les bibliothèques sous LGPL ou MPL sont des fichiers séparés, que l'on peut remplacer.",
        "Les sources de chacune sont celles de la version indiquée, chez son éditeur ; la mairie peut aussi nous les demander.",
        "",
        *(f"  {c.name} {c.version} — {c.licence}" for c in components if c.kind != APPLICATION),
    ]
    for text, held in of_text.items():
        lines += ["", "=" * 100, *(f"{c.name} {c.version} — {c.licence}" for c in held), "=" * 100, "", text]
    return "\n".join(lines) + "\n", problems


def shipped(found: list[Component], origins: Origins) -> list[Component]:
    """The components found in a package, and what they hold in their own files."""
    parts = {part for component in found for part in inside(component, origins.facts, origins.site)}
    return sorted({*found, *parts})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sortie", type=Path, default=ROOT / "build" / "livraison" / "LICENCES-TIERS.txt")
    asked = parser.parse_args()
    policy, origins = read_policy(), here(read_facts())
    components = shipped(explain(asked.folder, origins).components(), origins)
    texts = Texts(origins)
    text, problems = gather(components, texts)
    problems += [problem for component in components if (problem := judge(component, policy))]
    asked.sortie.parent.mkdir(parents=True, exist_ok=True)
    asked.sortie.write_text(text, encoding="utf-8")
    for rank in (Reach.PERMISSIVE, Reach.LIBRARY, Reach.WHOLE):
        named = [c.name for c in components if reach_of(c.licence, policy) is rank and c.kind != APPLICATION]
        print(
            f"{rank.name.lower():<12}{len(named):>4}"
            + (f"  {', '.join(named)}" if rank is not Reach.PERMISSIVE else "")
        )
    for problem in problems:
        print(f"  {problem.component.name} {problem.component.version} : {problem.why}")
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    main()
