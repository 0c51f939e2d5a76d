"""reglages: what the installer settled is followed, told with its origin, and cannot be changed when it is locked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fake_engine import Clock, FakeEngine, install_model, propose

from secretaire.cli.main import main
from secretaire.desk import measuring, models


class Machine:
    """A machine, its settings file, and its command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = folder / "reglages.toml"
        self._capsys = capsys

    def settle(self, text: str) -> None:
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_text(text, encoding="utf-8")

    def json(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        code = main([*arguments, "--json"], lambda _space: 0)
        return code, json.loads(self._capsys.readouterr().out)

    def text(self, *arguments: str) -> str:
        assert main(arguments, lambda _space: 0) == 0
        return self._capsys.readouterr().out

    def options(self) -> dict[str, tuple[str, str, bool]]:
        code, data = self.json("reglages", "montrer")
        assert code == 0
        return {o["nom"]: (o["valeur"], o["origine"], o["fixe"]) for o in data["options"]}


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Machine:
    monkeypatch.setenv("SECRETAIRE_POSTE", str(tmp_path / "poste"))
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "données"))
    return Machine(tmp_path / "poste", capsys)


def test_each_value_says_who_settled_it(machine: Machine, tmp_path: Path) -> None:
    install_model(tmp_path, "petit")
    assert {origin for _, origin, _ in machine.options().values()} == {"application"}
    machine.settle("verrouilles = ['assistant.fils']\n[assistant]\nfils = 3\nrepos_min = 7\n")
    assert machine.options()["assistant.fils"] == ("3", "installateur", True)
    assert machine.options()["assistant.repos_min"] == ("7 min", "installateur", False)
    assert machine.json("modele", "choisir", "petit", "--repos", "0")[0] == 0
    assert machine.options()["assistant.repos_min"] == ("jamais", "personne", False)
    assert machine.options()["assistant.modele"] == ("petit", "personne", False)
    assert machine.options()["assistant.fils"] == ("3", "installateur", True)
    shown = machine.text("reglages", "montrer")
    assert "fixé par votre installateur" in shown
    assert str(machine.file) in shown


def test_what_is_locked_is_refused_with_the_file_to_change(machine: Machine, tmp_path: Path) -> None:
    install_model(tmp_path, "petit")
    machine.settle("verrouilles = ['assistant.actif', 'assistant.repos_min']\n[assistant]\nactif = false\n")
    assert models.choice().set_aside
    for wish in (["petit"], ["--repos", "9"]):
        code, data = machine.json("modele", "choisir", *wish)
        assert (code, data["erreur"]["code"]) == (1, "fixe_par_l_installateur")
        assert str(machine.file) in data["erreur"]["message"]
    assert machine.json("modele", "choisir", "--sans-assistant")[0] == 0  # as it already is
    machine.settle("[assistant]\nactif = false\n")
    assert machine.json("modele", "choisir", "petit")[1]["sans_assistant"] is False


def test_a_measure_is_not_lost_when_the_choice_is_not_ours(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "open_engine", lambda _model, _threads=None: FakeEngine(Clock()))
    monkeypatch.setattr(measuring, "propose", propose)
    install_model(tmp_path, "petit")
    machine.settle("verrouilles = ['assistant.actif', 'assistant.modele']\n[assistant]\nactif = true\n")
    monkeypatch.setattr(measuring, "this_machine", lambda: measuring.Machine(4, 4, 8000, 5000, "essai"))
    code, data = machine.json("modele", "banc")
    assert (code, data["choix"], data["modeles"][0]["textes"]) == (0, None, 24)
    assert data["poste"]["moteur"] == "essai"


def test_a_wrong_file_is_told_with_its_lines_and_stops_nothing(machine: Machine) -> None:
    machine.settle("[assistant]\nactif = oui\n")
    code, data = machine.json("reglages", "montrer")
    assert (code, [f["ligne"] for f in data["fautes"]]) == (0, [2])
    assert "à corriger, ligne 2" in machine.text("reglages", "montrer")
    assert machine.json("reglages", "verifier", str(machine.file))[0] == 3
    assert machine.json("modele", "lister")[0] == 0


def test_the_example_is_a_file_that_can_be_followed_once_uncommented(machine: Machine, tmp_path: Path) -> None:
    lines = machine.text("reglages", "exemple").splitlines()
    followed = [line.removeprefix("# ") if " = " in line else line for line in lines]
    machine.settle("\n".join(followed))
    assert machine.json("reglages", "verifier", str(machine.file)) == (0, {"fautes": []})
    assert {origin for _, origin, _ in machine.options().values()} == {"installateur"}


def test_a_model_named_in_the_file_works_as_soon_as_it_is_there(machine: Machine, tmp_path: Path) -> None:
    small, large = install_model(tmp_path, "petit"), install_model(tmp_path, "grand", 2)
    assert models.default_model() == large
    machine.settle(f"[assistant]\nmodele = '{small.sha256}'\n")
    assert models.default_model() == small
    machine.settle("[assistant]\nmodele = 'qwen2.5-coder-0.5b'\n")
    assert models.default_model() == large
    assert "absent de ce poste" in machine.options()["assistant.modele"][0]
