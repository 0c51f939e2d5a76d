"""The bill of materials of the package (CycloneDX 1.6, JSON), from what is really in it and the lock files.

    .venv/bin/python packaging/livraison/nomenclature.py FOLDER [--sortie secretaire.cdx.json]

Ends with 1 when a Python library shipped is not the one of the lock files. Same package, same bytes.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import uuid
from datetime import UTC, datetime
from pathlib import Path

from composants import (
    APPLICATION,
    COMPILED,
    CRATE,
    DATA,
    INTERPRETER,
    PYTHON_LIBRARY,
    ROOT,
    SYSTEM,
    TOOL,
    Component,
    locked_versions,
    read_facts,
)
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as Listed
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from licences import shipped
from manifeste import Manifest, explain, here
from packageurl import PackageURL

_TYPES = {
    APPLICATION: ComponentType.APPLICATION,
    PYTHON_LIBRARY: ComponentType.LIBRARY,
    COMPILED: ComponentType.LIBRARY,
    INTERPRETER: ComponentType.PLATFORM,
    SYSTEM: ComponentType.LIBRARY,
    DATA: ComponentType.DATA,
    CRATE: ComponentType.LIBRARY,
    TOOL: ComponentType.APPLICATION,
}


def _address(component: Component) -> PackageURL | None:
    if component.kind in (PYTHON_LIBRARY, TOOL):
        return PackageURL("pypi", name=component.name, version=component.version)
    if component.kind == CRATE:
        return PackageURL("cargo", name=component.name, version=component.version)
    if component.kind == SYSTEM:
        return PackageURL("deb", "debian", component.name, component.version)
    return None


def _listed(component: Component, manifest: Manifest) -> Listed:
    """A component as CycloneDX writes it; a compiled one bears the fingerprints of its files as properties."""
    files = sorted((e for e in manifest.entries if e.component == component and e.sha256), key=lambda e: e.path)
    only = files[0].sha256 if component.kind == COMPILED and len(files) == 1 else ""
    properties = [Property(name="secretaire:origine", value=component.kind)]
    if component.carrier:
        properties.append(Property(name="secretaire:apporte-par", value=component.carrier))
    if component.kind == COMPILED:
        properties += [Property(name="secretaire:fichier", value=f"{e.path} sha256:{e.sha256}") for e in files]
    return Listed(
        name=component.name,
        version=component.version or None,
        type=_TYPES[component.kind],
        bom_ref=f"{component.kind}/{component.carrier}/{component.name}@{component.version}",
        licenses=[LicenseExpression(component.licence)] if component.licence else [],
        purl=_address(component),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=only)] if only else [],
        properties=properties,
    )


def bill(components: list[Component], manifest: Manifest, made_on: datetime) -> Bom:
    """The bill of materials: the application, what it depends on, what each brings with it."""
    listed = {component: _listed(component, manifest) for component in components}
    application = next(item for component, item in listed.items() if component.name == "secretaire")
    bom = Bom(components=[item for item in listed.values() if item is not application])
    bom.metadata = BomMetaData(component=application, timestamp=made_on)
    bom.serial_number = uuid.uuid5(uuid.NAMESPACE_OID, "".join(sorted(e.path + e.sha256 for e in manifest.entries)))
    by_name = {component.name: item for component, item in listed.items() if component.kind == PYTHON_LIBRARY}
    for component, item in listed.items():
        if item is not application:
            bom.register_dependency(by_name.get(component.carrier, application), [item])
    return bom


def source_date() -> datetime:
    """The day of what is built: `SOURCE_DATE_EPOCH`, else the last commit."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told is None:
        command = ("git", "-C", str(ROOT), "log", "-1", "--format=%ct")
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return datetime.fromtimestamp(int(told), UTC)


def unlocked(components: list[Component], locked: dict[str, str]) -> list[str]:
    """The Python libraries shipped in another version than the locked one, in French."""
    return [
        f"{c.name} {c.version} est livré, le verrou dit {locked.get(c.name, 'rien')}"
        for c in components
        if c.kind == PYTHON_LIBRARY and locked.get(c.name) != c.version
    ]


def text(bom: Bom) -> str:
    """The JSON of a bill of materials."""
    return str(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=1)) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sortie", type=Path, default=ROOT / "build" / "livraison" / "secretaire.cdx.json")
    asked = parser.parse_args()
    origins = here(read_facts())
    manifest = explain(asked.folder, origins)
    components = shipped(manifest.components(), origins)
    written = text(bill(components, manifest, source_date()))
    asked.sortie.parent.mkdir(parents=True, exist_ok=True)
    asked.sortie.write_text(written, encoding="utf-8")
    print(f"{len(components)} composants, {len(written.encode()) / 1000:.0f} ko : {asked.sortie.name}")
    problems = unlocked(components, locked_versions())
    for problem in problems:
        print(f"  {problem}")
    raise SystemExit(1 if problems else 0)


if __name__ == "__main__":
    main()
