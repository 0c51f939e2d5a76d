"""verifier --fiche, acte masques, acte exporter --publiable: exit codes and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from memory_keyring import MemoryKeyring

from secretaire.cli.main import main
from secretaire.desk.demo import create_demo


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


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main([*arguments, "--json"], lambda _space: 0)
    return code, json.loads(capsys.readouterr().out)


def act_in(capsys: pytest.CaptureFixture[str], space: Path, state: str) -> str:
    acts = ask(capsys, "acte", "lister", "--espace", str(space))[1]["actes"]
    return next(str(act["id"]) for act in acts if act["etat"] == state)


def test_any_file_is_checked_and_its_sheet_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    act = docx.Document()
    act.add_paragraph("Objet : plan de de financement")
    act.save(str(tmp_path / "acte.docx"))
    code, data = ask(capsys, "verifier", str(tmp_path / "acte.docx"), "--fiche", str(tmp_path / "fiche.docx"))
    assert code == 0
    assert "MOT_DOUBLE" in [found["code"] for found in data["controles"]]
    sheet = docx.Document(data["fiche"])
    assert any("acte.docx" in paragraph.text for paragraph in sheet.paragraphs)


def test_a_publishable_copy_needs_an_approved_act(
    capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path
) -> None:
    where = ("--espace", str(space))
    draft, target = act_in(capsys, space, "brouillon"), str(tmp_path / "a.docx")
    assert ask(capsys, "acte", "exporter", draft, "--sortie", target, "--publiable", *where)[0] == 1
    approved = act_in(capsys, space, "approuve")
    code, found = ask(capsys, "acte", "masques", approved, *where)
    assert code == 0
    code, data = ask(capsys, "acte", "exporter", approved, "--sortie", target, "--publiable", *where)
    assert (code, data["masques"], data["laisses"]) == (0, found["propositions"], [])
    wrong = str(len(found["propositions"]) + 1)
    code, data = ask(
        capsys, "acte", "exporter", approved, "--sortie", target, "--publiable", "--masquer", wrong, *where
    )
    assert (code, data["erreur"]["code"]) == (2, "option_incorrecte")
