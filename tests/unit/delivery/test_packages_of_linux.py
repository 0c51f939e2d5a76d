"""The packages of a folder: what they hold, twice the same bytes; the one without an administrator goes in and out."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import arbre
import deb
import portable
import pytest

ACCOUNT = "Hélène d'Août"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What PyInstaller makes, with a program that says its name and its arguments."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = tmp_path / "fait" / arbre.NAME
    (made / "_internal" / "resources").mkdir(parents=True)
    (made / "_internal" / "resources" / "banc.yaml").write_text("{}", encoding="utf-8")
    program = made / arbre.NAME
    program.write_text('#!/bin/sh\necho "Secrétaire $*"\n', encoding="utf-8")
    program.chmod(0o700)
    (made / f"{arbre.NAME}-console").symlink_to(arbre.NAME)
    return made


def output(*command: str | Path) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is a tool of Debian")
def test_a_debian_package_holds_the_program_its_menu_its_manual_and_its_law(folder: Path, tmp_path: Path) -> None:
    package = deb.build(folder, tmp_path)
    listed = {
        line.split(None, 5)[5]: line.split(None, 2) for line in output("dpkg-deb", "--contents", package).splitlines()
    }
    assert listed["./usr/lib/secretaire/secretaire"][0] == "-rwxr-xr-x"
    assert listed["./usr/lib/secretaire/_internal/resources/banc.yaml"][0] == "-rw-r--r--"
    assert "./usr/bin/secretaire-console -> ../lib/secretaire/secretaire-console" in listed
    for path in (
        "applications/secretaire.desktop",
        "icons/hicolor/scalable/apps/secretaire.svg",
        "man/fr/man1/secretaire.1.gz",
        "doc/secretaire/copyright",
    ):
        assert f"./usr/share/{path}" in listed
    assert {line[1] for line in listed.values()} == {"root/root"}
    assert output("dpkg-deb", "--field", package, "Version").strip() == arbre.version()
    # nothing runs at the installation: no script, so nothing to trust but the files
    extracted = tmp_path / "extrait"
    output("dpkg-deb", "--control", package, extracted)
    assert {path.name for path in extracted.iterdir()} == {"control"}


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is a tool of Debian")
def test_two_packages_of_a_folder_are_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    first = deb.build(folder, tmp_path / "un").read_bytes()
    for path in folder.rglob("*"):
        os.utime(path, (1, 1), follow_symlinks=False)
    assert deb.build(folder, tmp_path / "deux").read_bytes() == first


@pytest.mark.skipif(shutil.which("makeself") is None, reason="makeself is not installed")
def test_the_file_that_installs_itself_goes_in_and_out_of_one_account(folder: Path, tmp_path: Path) -> None:
    file = portable.build(folder, tmp_path)
    assert portable.build(folder, tmp_path / "deux").read_bytes() == file.read_bytes()
    home = tmp_path / ACCOUNT
    acts = home / "Documents" / "actes.txt"
    acts.parent.mkdir(parents=True)
    acts.write_text("délibération", encoding="utf-8")

    def run(*arguments: str, expected: int = 0) -> str:
        settled = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TMPDIR": str(tmp_path)}
        done = subprocess.run(["sh", file, *arguments], env=settled, capture_output=True, text=True)
        assert done.returncode == expected, done.stderr
        return done.stdout + done.stderr

    run()
    program = home / ".local" / "bin" / "secretaire"
    assert output(program, "--version") == "Secrétaire --version\n"
    entry = (home / ".local/share/applications/secretaire.desktop").read_text(encoding="utf-8")
    assert f'Exec="{home}/.local/share/secretaire-programme/versions/{arbre.version()}/secretaire"' in entry
    assert "déjà installé" in run(expected=1)
    assert output(program) == "Secrétaire \n"
    run("--", "--retirer")
    left = [path.name for path in home.rglob("*") if path.is_file() or path.is_symlink()]
    assert left == ["actes.txt"]
