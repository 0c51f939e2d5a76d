"""Each file of a package is found again where it comes from; the one that nobody brought is told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import manifeste
import nomenclature
import pytest
from composants import ROOT, Component, locked_versions
from licences import shipped
from manifeste import Manifest, Origins, explain
from plancher import asked_by
from reproductible import compare

SITE = Path(sysconfig.get_path("purelib"))
MODULES = ["secretaire", "secretaire.errors", "json.decoder", "docx.api", "yaml", "pyimod01_archive"]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as PyInstaller makes it, of a few real files."""
    folder = tmp_path / "secretaire"
    content = folder / "_internal"
    copies = {
        ROOT / "resources" / "banc.yaml": content / "resources" / "banc.yaml",
        ROOT / "resources" / "francais" / "fr.aff": content / "resources" / "francais" / "fr.aff",
        SITE / "docx" / "templates" / "default.docx": content / "docx" / "templates" / "default.docx",
        next((SITE / "av.libs").glob("libx264-*")): content / "av.libs" / "libx264.so",
    }
    x264 = next((SITE / "av.libs").glob("libx264-*"))
    copies[x264] = content / "av.libs" / x264.name
    for source, target in copies.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    (content / "lien.so").symlink_to(f"av.libs/{x264.name}")
    (folder / "secretaire").write_bytes(b"\x7fELF")
    with zipfile.ZipFile(content / "base_library.zip", "w") as archive:
        archive.writestr("codecs.pyc", b"")
    monkeypatch.setattr(manifeste, "folded_modules", lambda _executable: list(MODULES))
    monkeypatch.setattr(manifeste, "version", lambda _name: "6.22.3")
    return folder


def component_of(manifest: Manifest, end: str) -> Component:
    return next(entry.component for entry in manifest.entries if entry.path.endswith(end))


def test_each_file_and_each_module_has_its_component(package: Path, origins: Origins) -> None:
    manifest = explain(package, origins)
    assert manifest.unexplained == ()
    assert component_of(manifest, "banc.yaml").name == "secretaire"
    assert component_of(manifest, "fr.aff").name == "dictionnaire français"
    assert component_of(manifest, "default.docx").name == "python-docx"
    assert component_of(manifest, "▸ docx.api").name == "python-docx"
    assert component_of(manifest, "▸ secretaire.errors").name == "secretaire"
    assert component_of(manifest, "▸ json.decoder").name == "Python"
    assert component_of(manifest, "▸ codecs").name == "Python"
    x264 = component_of(manifest, next((SITE / "av.libs").glob("libx264-*")).name)
    assert (x264.name, x264.carrier, x264.licence) == ("x264", "av", "GPL-2.0-or-later")


@pytest.mark.skipif(shutil.which("strip") is None, reason="no strip on this machine")
def test_a_lightened_library_is_recognised(package: Path, origins: Origins) -> None:
    source = next(SITE.glob("_cffi_backend*.so"))
    target = package / "_internal" / source.name
    subprocess.run(["strip", "--strip-unneeded", "-o", str(target), str(source)], check=True)
    manifest = explain(package, origins)
    assert component_of(manifest, source.name).name == "cffi"
    changed = bytearray(target.read_bytes())
    changed[len(changed) // 2] ^= 1
    target.write_bytes(changed)
    assert explain(package, origins).unexplained == (f"_internal/{source.name}",)


def test_a_file_that_nobody_brought_is_told(package: Path, origins: Origins) -> None:
    (package / "_internal" / "passager.so").write_bytes(b"clandestin")
    (package / "_internal" / "resources" / "banc.yaml").write_bytes(b"change")
    (package / "_internal" / "dehors").symlink_to("/etc/passwd")
    unexplained = explain(package, origins).unexplained
    assert {line.split(" →")[0] for line in unexplained} == {
        "_internal/passager.so",
        "_internal/resources/banc.yaml",
        "_internal/dehors",
    }


def test_a_module_that_nobody_brought_is_told(package: Path, monkeypatch: pytest.MonkeyPatch, origins: Origins) -> None:
    monkeypatch.setattr(manifeste, "folded_modules", lambda _executable: [*MODULES, "passager"])
    assert explain(package, origins).unexplained == ("secretaire ▸ passager",)


def test_the_bill_of_materials_lists_what_is_there(package: Path, origins: Origins) -> None:
    manifest = explain(package, origins)
    components = shipped(manifest.components(), origins)
    made_on = datetime(2026, 11, 23, tzinfo=UTC)
    written = nomenclature.text(nomenclature.bill(components, manifest, made_on))
    assert written == nomenclature.text(nomenclature.bill(components, manifest, made_on))
    told = json.loads(written)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert told["metadata"]["component"]["name"] == "secretaire"
    listed = {row["name"]: row for row in told["components"]}
    assert listed["python-docx"]["purl"] == f"pkg:pypi/python-docx@{locked_versions()['python-docx']}"
    assert listed["x264"]["licenses"] == [{"expression": "GPL-2.0-or-later"}]
    assert "libyaml" in listed
    assert "num2words" not in listed  # nothing of it is in this package
    dependencies = {row["ref"]: row.get("dependsOn", []) for row in told["dependencies"]}
    assert listed["libyaml"]["bom-ref"] in dependencies[listed["pyyaml"]["bom-ref"]]


def test_a_library_of_another_version_than_the_lock_is_told(package: Path, origins: Origins) -> None:
    components = explain(package, origins).components()
    assert nomenclature.unlocked(components, locked_versions()) == []
    other = locked_versions() | {"python-docx": "0.1"}
    assert len(nomenclature.unlocked(components, other)) == 1


def test_two_builds_are_compared_file_by_file(package: Path, tmp_path: Path) -> None:
    again = tmp_path / "encore"
    shutil.copytree(package, again, symlinks=True)
    count, differences = compare(package, again)
    assert (count, differences) == (7, [])
    (again / "_internal" / "resources" / "banc.yaml").write_bytes(b"change")
    (again / "_internal" / "neuf").touch()
    (again / "_internal" / "lien.so").unlink()
    (again / "_internal" / "lien.so").symlink_to("ailleurs.so")
    _count, differences = compare(package, again)
    assert [d.path for d in differences] == ["_internal/neuf", "_internal/lien.so", "_internal/resources/banc.yaml"]


def test_the_newest_version_of_the_c_library_asked_for_decides() -> None:
    assert asked_by(b"..GLIBC_2.2.5\0..GLIBC_2.34\0..GLIBC_2.9\0") == (2, 34)
    assert asked_by(b"nothing") == (0,)
