"""The script of the USB stick: what it asks of the PC, in which order, and where it stops."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "cle" / "poser.sh"


class Stick:
    """A stick in a PC whose programs only write down what they were asked."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "Clé de l'installateur"
        self.root.mkdir()
        shutil.copy(SCRIPT, self.root)
        (self.root / "secretaire_0.2.0_amd64.deb").touch()
        (self.root / "secretaire_0.10.0_amd64.deb").touch()
        self.machine = folder / "poste"
        self.asked = folder / "asked.txt"
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.program("dpkg")
        self.program("secretaire")
        self.program("id", "echo 0")

    def program(self, name: str, answer: str = "") -> None:
        path = self.programs / name
        path.write_text(f'#!/bin/sh\necho {name} "$@" >> "{self.asked}"\n{answer}\n', encoding="utf-8")
        path.chmod(0o755)

    def run(self) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "SECRETAIRE_POSTE": str(self.machine),
        }
        return subprocess.run(
            ["sh", str(self.root / "poser.sh")], capture_output=True, text=True, env=environment, check=False
        )

    def orders(self) -> list[str]:
        lines = self.asked.read_text(encoding="utf-8").replace(str(self.root), "CLÉ").splitlines()
        return [line for line in lines if not line.startswith("id")]


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path)


def test_everything_on_the_stick_is_put_in_order(stick: Stick) -> None:
    (stick.root / "reglages.toml").write_text("[assistant]\nfils = 2\n", encoding="utf-8")
    (stick.root / "modeles").mkdir()
    (stick.root / "modeles" / "a.gguf").touch()
    done = stick.run()
    assert done.returncode == 0, done.stderr
    *orders, sheet = stick.orders()
    assert orders == [
        "dpkg -i CLÉ/secretaire_0.10.0_amd64.deb",
        "secretaire reglages verifier CLÉ/reglages.toml",
        "secretaire modele installer CLÉ --poste",
        "secretaire modele verifier",
    ]
    assert sheet.startswith("secretaire diagnostic --sortie CLÉ/fiches/")
    assert (stick.machine / "reglages.toml").read_text(encoding="utf-8") == "[assistant]\nfils = 2\n"
    assert "poste prêt" in done.stdout


def test_what_the_stick_does_not_hold_is_not_asked(stick: Stick) -> None:
    assert stick.run().returncode == 0
    assert [order.split()[0:2] for order in stick.orders()] == [["dpkg", "-i"], ["secretaire", "diagnostic"]]
    assert not stick.machine.exists()


@pytest.mark.parametrize(
    ("program", "answer", "told"),
    [("dpkg", "exit 1", "le paquet n'a pas été posé"), ("secretaire", "exit 3", "rien n'en a été posé")],
)
def test_it_stops_at_the_first_thing_that_fails(stick: Stick, program: str, answer: str, told: str) -> None:
    (stick.root / "reglages.toml").write_text("faux", encoding="utf-8")
    stick.program(program, answer)
    done = stick.run()
    assert done.returncode == 1
    assert told in done.stderr
    assert not (stick.machine / "reglages.toml").exists()
    assert not (stick.root / "fiches").exists()


def test_without_the_rights_or_the_package_nothing_is_asked(stick: Stick) -> None:
    stick.program("id", "echo 1000")
    assert "sudo sh poser.sh" in stick.run().stderr
    stick.program("id", "echo 0")
    for package in stick.root.glob("*.deb"):
        package.unlink()
    assert "aucun paquet" in stick.run().stderr
    assert stick.orders() == []
