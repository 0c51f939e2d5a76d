"""coffre, and every command through a vault, as a person types them."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from memory_keyring import MemoryKeyring

from secretaire.cli.main import main
from secretaire.store import locations
from secretaire.store.workspace import FILE_NAME


class Reader(io.TextIOBase):
    """Somebody who reads the sheet before it goes, and types what is asked: the numbers are on standard error."""

    def __init__(self, sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._sheet, self._capsys, self.groups = sheet, capsys, dict[int, str]()

    def isatty(self) -> bool:
        return False

    def readline(self, _size: int = -1) -> str:  # type: ignore[override]
        if not self.groups:
            for row in docx.Document(str(self._sheet)).tables[0].rows[1:]:
                cells = [cell.text for cell in row.cells]
                for at in range(0, len(cells), 3):
                    if cells[at]:
                        self.groups[int(cells[at])] = cells[at + 1] + cells[at + 2]
        number = re.findall(r"groupe (\d+)", self._capsys.readouterr().err)[-1]
        return self.groups[int(number)] + "\n"


@pytest.fixture
def cli(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session_keyring: MemoryKeyring
) -> Any:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    session_keyring.kept.clear()

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = main([*arguments, "--json"], lambda _space: 0)
        return code, json.loads(capsys.readouterr().out)

    return run


def test_a_workspace_goes_in_a_vault_and_back_by_commands(
    cli: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    session_keyring: MemoryKeyring,
) -> None:
    space, vault, sheet = tmp_path / "espace", tmp_path / "coffre", tmp_path / "feuille.docx"
    assert cli("espace", "creer", str(space), "--commune", "61339")[0] == 0
    assert cli("coffre", "etat")[1]["coffre"] is None
    monkeypatch.setattr("sys.stdin", io.StringIO("QQQQ9\n" * 3))
    code, refused = cli("coffre", "creer", str(vault), "--feuille", str(sheet))
    assert (code, refused["erreur"]["code"]) == (1, "coffre_feuille_non_prouvee")
    assert not vault.exists()
    assert not sheet.exists()
    reader = Reader(sheet, capsys)
    monkeypatch.setattr("sys.stdin", reader)
    code, made = cli("coffre", "creer", str(vault), "--feuille", str(sheet), "--par", "Claire")
    assert (code, made["coffre"], made["ancien_dossier"], made["cle"]) == (0, str(vault), str(space), "trousseau")
    assert not sheet.exists()
    assert cli("elus", "lister")[0] == 0  # any command: the vault is the last space
    code, seen = cli("coffre", "etat")
    assert (seen["cle"], seen["ouvert"], seen["reste_en_clair"]) == ("trousseau", False, False)
    code, checked = cli("verifier-espace")
    assert (code, checked["intact"]) == (0, True)
    code, saved = cli("sauvegarder", str(tmp_path / "copie.zip"))
    assert (code, saved["chiffree"]) == (0, True)
    code, saved = cli("sauvegarder", str(tmp_path / "claire.zip"), "--en-clair")
    assert (code, saved["chiffree"]) == (0, False)
    assert cli("restaurer", str(tmp_path / "claire.zip"))[1]["erreur"]["code"] == "coffre_deja_la"
    code, removed = cli("coffre", "enlever", "--copie-en-clair", "--espace", str(vault), "--oui")
    assert (code, removed["enleve"], space.exists()) == (0, str(space), False)
    for kept in [name for name in session_keyring.kept if name[1].startswith("coffre:")]:
        del session_keyring.kept[kept]
    assert cli("elus", "lister", "--espace", str(vault))[1]["erreur"]["code"] == "coffre_cle_absente"
    monkeypatch.setattr("sys.stdin", io.StringIO(" ".join(reader.groups[n] for n in sorted(reader.groups)) + "\n"))
    code, opened = cli("coffre", "ouvrir-de-secours", str(vault))
    assert (code, opened["cle"]) == (0, "trousseau")
    monkeypatch.setattr("sys.stdin", io.StringIO("non\n"))
    assert cli("coffre", "enlever", "--vers", str(tmp_path / "rendu"))[0] == 2
    assert not (tmp_path / "rendu").exists()
    code, back = cli("coffre", "enlever", "--vers", str(tmp_path / "rendu"), "--oui", "--par", "Claire")
    assert (code, back["coffre_efface"], vault.exists()) == (0, str(vault), False)
    assert (tmp_path / "rendu" / FILE_NAME).is_file()
    assert cli("verifier-espace")[1]["intact"]
    assert not list(locations.open_vaults_folder().rglob(FILE_NAME))
    code, put = cli("restaurer", str(tmp_path / "copie.zip"), "--espace", str(tmp_path / "remis"))
    assert (code, put["chiffree"], put["journal"]) == (0, True, False)  # the key went with the vault
