"""acte joindre, acte pieces, acte retirer: exit codes and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from secretaire.cli.main import main


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    folder = tmp_path / "espace"
    assert main(["espace", "creer", str(folder), "--commune", "61001"], lambda _space: 0) == 0
    return folder


def test_a_file_is_joined_listed_and_taken_away(
    space: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(*arguments: str) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = main([*arguments, "--espace", str(space), "--json"], lambda _space: 0)
        return code, json.loads(capsys.readouterr().out)

    act = str(ask("rediger", "reglement_interieur", "--sans-modele")[1]["id"])
    assert "ANNEXE_ABSENTE" in [c["code"] for c in ask("acte", "montrer", act)[1]["controles"]]
    given = tmp_path / "Règlement.pdf"
    given.write_bytes(b"%PDF reglement")
    code, data = ask("acte", "joindre", act, str(given))
    assert code == 0
    assert [(j["rang"], j["nom"], j["intacte"]) for j in data["jointes"]] == [(1, "Règlement.pdf", True)]
    assert Path(data["jointes"][0]["copie"]).read_bytes() == given.read_bytes()
    assert "ANNEXE_ABSENTE" not in [c["code"] for c in ask("acte", "montrer", act)[1]["controles"]]
    assert ask("acte", "pieces", act)[1]["jointes"] == data["jointes"]
    out = ask("acte", "exporter", act, "--sortie", str(tmp_path / "acte.docx"))[1]
    assert [Path(f).read_bytes() for f in out["annexes"]] == [given.read_bytes()]
    assert out["annexes_absentes"] == []
    assert ask("acte", "joindre", act, str(tmp_path / "absent.pdf"))[0] != 0
    assert ask("acte", "retirer", act, "2")[0] != 0
    assert ask("acte", "retirer", act, "1")[1]["jointes"] == []
