"""seance convocation, echeances, rappels: JSON, exit codes and files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from memory_keyring import MemoryKeyring

from secretaire.cli.main import main
from secretaire.desk.demo import create_demo
from secretaire.desk.office import Office


@pytest.fixture(scope="module")
def space(session_keyring: MemoryKeyring, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETAIRE_DONNEES", str(tmp_path_factory.mktemp("donnees")))
        folder = tmp_path_factory.mktemp("modele") / "demo"
        create_demo(folder, lambda _words: None).close()
    return folder


@pytest.fixture(autouse=True)
def _own_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(Office, "today", lambda _office: date(2026, 11, 22))


def ask(capsys: pytest.CaptureFixture[str], space: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main([*arguments, "--espace", str(space), "--json"], lambda _space: 0)
    return code, json.loads(capsys.readouterr().out)


def test_from_the_days_to_the_proof_of_sending(capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path) -> None:
    created = ask(capsys, space, "seance", "creer", "--date", "08/04/2027", "--heure", "20h")[1]
    command = ["seance", "convocation", str(created["id"])]
    code, data = ask(capsys, space, *command)
    assert (code, data["limite"], data["dernier_jour_sur"]) == (0, "2027-04-04", "2027-04-02")
    assert data["raison"].endswith("est la limite, personne ne travaille")
    assert data["regularite"] is None
    code, data = ask(capsys, space, *command, "--sortie", str(tmp_path / "c.docx"))
    assert (code, data["erreur"]["code"]) == (1, "convocation_incomplete")
    point = ["seance", "point", str(created["id"]), "--objet", "Budget primitif 2027"]
    assert ask(capsys, space, *point)[0] == 0
    code, data = ask(capsys, space, *command, "--envoi", "06/04/2027")
    assert (code, data["erreur"]["code"]) == (1, "convocation_tardive")
    files = ["--sortie", str(tmp_path / "lettres"), "--affichage", str(tmp_path / "porte.docx")]
    code, data = ask(capsys, space, *command, "--envoi", "02/04/2027", "--mode", "main", "--a", "Morange", *files)
    assert code == 0
    assert data["envois"] == [{"elu": "Luc MORANGE", "le": "2027-04-02", "mode": "main", "note": ""}]
    assert len(data["a_convoquer"]) == 9
    assert [Path(file).is_file() for file in data["fichiers"]] == [True, True]
    code, data = ask(capsys, space, *command, "--envoi", "02/04/2027")
    assert (code, data["regularite"], data["a_convoquer"]) == (0, "reguliere", [])


def test_the_echeances_of_a_year(capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path) -> None:
    target = tmp_path / "agenda.ics"
    code, data = ask(capsys, space, "echeances", "--annee", "2028", "--ics", str(target), "--fait", "budget:2028")
    assert (code, data["annee"], data["fichier"]) == (0, 2028, str(target))
    states = {line["cle"]: line["etat"] for line in data["echeances"]}
    assert (states["budget:2028"], states["taux:2028"]) == ("fait", "a_faire")
    assert "budget:2028" not in target.read_text(encoding="utf-8")
    assert ask(capsys, space, "echeances", "--annee", "12")[0] == 2


def test_what_comes_back(capsys: pytest.CaptureFixture[str], space: Path) -> None:
    code, data = ask(capsys, space, "rappels")
    assert code == 0
    (reminder,) = data["rappels"]
    assert reminder["annees"] == [2025, 2022]
    assert reminder["projet"].startswith("tarifs_salle-")
