"""sauvegarder, restaurer, verifier-espace, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from secretaire.cli.main import main
from secretaire.store.workspace import FILE_NAME


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = main([*arguments, "--json"], lambda _space: 0)
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_workspace_is_saved_restored_and_checked(cli: Any, tmp_path: Path) -> None:
    space, archive = str(tmp_path / "espace"), str(tmp_path / "copie.zip")
    assert cli("sauvegarder", archive)[1]["erreur"]["code"] == "aucun_espace"
    assert cli("espace", "creer", space, "--commune", "61339")[0] == 0
    code, made = cli("sauvegarder", archive)
    assert (code, made["fichier"], made["octets"]) == (0, archive, Path(archive).stat().st_size)
    assert made["verifiee"]
    elsewhere = str(tmp_path / "ailleurs")
    code, put = cli("restaurer", archive, "--espace", elsewhere, "--par", "Claire")
    assert (code, put["espace"], put["ancien_dossier"]) == (0, elsewhere, None)
    code, checked = cli("verifier-espace")  # the one just restored
    assert (code, checked["intact"]) == (0, True)
    words = {point["quoi"]: point["message"] for point in checked["points"]}
    assert "Claire a restauré la sauvegarde" in words["journal"]
    code, verified = cli("journal", "verifier")
    assert (code, verified["intact"]) == (0, True)
    assert "Claire a restauré la sauvegarde" in verified["restaurations"][0]
    code, put = cli("restaurer", archive)  # in its place
    assert code == 0
    assert (Path(put["ancien_dossier"]) / FILE_NAME).is_file()
    Path(elsewhere, FILE_NAME).write_bytes(b"abime" * 3000)
    code, checked = cli("verifier-espace")
    assert (code, [p["etat"] for p in checked["points"]]) == (1, ["defaut"])
    assert "restaurez la dernière sauvegarde" in checked["points"][0]["message"]
    assert cli("restaurer", archive)[0] == 0
    assert cli("verifier-espace")[0] == 0


def test_what_is_no_copy_is_refused_with_a_sentence(cli: Any, tmp_path: Path) -> None:
    cli("espace", "creer", str(tmp_path / "espace"), "--commune", "61339")
    (tmp_path / "lettre.zip").write_bytes(b"une lettre")
    code, said = cli("restaurer", str(tmp_path / "lettre.zip"))
    assert (code, said["erreur"]["code"]) == (3, "sauvegarde_refusee")
    assert "rien n'a été modifié" in said["erreur"]["message"]
    code, said = cli("sauvegarder", str(tmp_path / "absent" / "copie.zip"))
    assert (code, said["erreur"]["code"]) == (3, "sauvegarde_non_faite")
    assert "le dossier n'est plus là" in said["erreur"]["message"]
