"""acte exporter, seance exporter, exporter registre: exit codes, JSON, and no screen needed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from classification_files import classification
from memory_keyring import MemoryKeyring
from pypdf import PdfReader

from secretaire.cli.main import main
from secretaire.desk.demo import create_demo

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def space(session_keyring: MemoryKeyring, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo commune, read only here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETAIRE_DONNEES", str(tmp_path_factory.mktemp("donnees")))
        folder = tmp_path_factory.mktemp("modele") / "demo"
        create_demo(folder, lambda _words: None).close()
    return folder


@pytest.fixture(autouse=True)
def _own_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))


def ask(capsys: pytest.CaptureFixture[str], space: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main([*arguments, "--espace", str(space), "--json"], lambda _space: 0)
    return code, json.loads(capsys.readouterr().out)


def act_in(capsys: pytest.CaptureFixture[str], space: Path, state: str) -> str:
    acts = ask(capsys, space, "acte", "lister")[1]["actes"]
    return next(str(act["id"]) for act in acts if act["etat"] == state)


def test_an_act_is_exported_by_the_suffix_asked(
    capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path
) -> None:
    approved = act_in(capsys, space, "approuve")
    code, data = ask(capsys, space, "acte", "exporter", approved, "--sortie", str(tmp_path / "a.docx"), "--extrait")
    assert code == 0
    assert (data["etat"], data["exemplaire"], data["remarque"]) == ("approuve", "extrait", None)
    assert Path(data["fichier"]).is_file()
    code, data = ask(capsys, space, "acte", "exporter", approved, "--sortie", str(tmp_path / "a.xls"))
    assert (code, data["erreur"]["code"]) == (2, "suffixe_inconnu")
    code, data = ask(
        capsys, space, "acte", "exporter", approved, "--sortie", str(tmp_path / "a.pdf"), "--extrait", "--definitif"
    )
    assert (code, data["erreur"]["code"]) == (2, "option_incorrecte")


def test_an_extract_of_a_draft_is_refused(capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path) -> None:
    draft = act_in(capsys, space, "brouillon")
    code, data = ask(capsys, space, "acte", "exporter", draft, "--sortie", str(tmp_path / "a.docx"), "--extrait")
    assert (code, data["erreur"]["code"]) == (1, "non_approuve")
    assert list(tmp_path.glob("*.docx")) == []


def test_a_seance_is_exported_in_one_file_or_in_a_folder(
    capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path
) -> None:
    code, data = ask(capsys, space, "seance", "exporter", "1", "--sortie", str(tmp_path / "s.docx"))
    assert (code, data["actes"], data["exemplaire"]) == (0, 3, "projet")
    code, data = ask(capsys, space, "seance", "exporter", "1", "--sortie", str(tmp_path / "s"), "--format", "docx")
    assert (code, len(data["fichiers"])) == (0, 3)
    assert all(Path(path).parent == tmp_path / "s" and "PROJET" in path for path in data["fichiers"])
    code, data = ask(capsys, space, "seance", "exporter", "1", "--sortie", str(tmp_path / "d.docx"), "--definitif")
    assert (code, data["erreur"]["code"]) == (1, "seance_non_approuvee")
    assert "brouillon" in data["erreur"]["message"]
    code, data = ask(capsys, space, "seance", "exporter", "9", "--sortie", str(tmp_path / "d.docx"))
    assert (code, data["erreur"]["code"]) == (2, "seance_inconnue")


def test_the_register_of_a_year(capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path) -> None:
    command = ["exporter", "registre", "--annee", "2026", "--sortie", str(tmp_path / "r.docx")]
    code, data = ask(capsys, space, *command, "--arretes")
    assert (code, data["actes"]) == (0, 1)
    assert {"numero", "objet", "raison"} == set(data["absents"][0])
    code, data = ask(capsys, space, *command)
    assert (code, data["erreur"]["code"]) == (1, "rien_a_exporter")
    code, data = ask(capsys, space, *command, "--premier-feuillet", "0")
    assert (code, data["erreur"]["code"]) == (2, "option_incorrecte")


def test_what_leaves_for_the_prefecture_and_the_public(
    capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path
) -> None:
    (tmp_path / "c.xml").write_bytes(classification())
    code, data = ask(capsys, space, "exporter", "scdl", "--annee", "2026", "--sortie", str(tmp_path / "d.csv"))
    assert (code, data["erreur"]["code"]) == (1, "siret_absent")
    code, data = ask(capsys, space, "exporter", "renseignements", "--siret", "12345678901234")
    assert (code, data["erreur"]["code"]) == (1, "siret_faux")
    code, data = ask(capsys, space, "exporter", "classification", "importer", str(tmp_path / "c.xml"))
    assert (code, data["date"], data["types"]["1"][0]["code"]) == (0, "2025-03-01", "99_DE")
    code, data = ask(capsys, space, "exporter", "actes", "--annee", "2026", "--piece", "a=99_DE")
    assert (code, data["erreur"]["code"]) == (2, "option_incorrecte")
    approved = act_in(capsys, space, "approuve")
    code, data = ask(capsys, space, "exporter", "actes", "--acte", approved)
    assert (code, data["fichiers"], data["classification"]) == (0, [], "2025-03-01")
    assert [line["id"] for line in (*data["actes"], *data["non_transmis"])] == [approved]
    code, data = ask(capsys, space, "exporter", "publiables", "--seance", "1", "--sortie", str(tmp_path))
    assert (code, data["erreur"]["code"]) == (1, "rien_a_exporter")
    draft = act_in(capsys, space, "brouillon")
    code, data = ask(capsys, space, "acte", "recu", draft, "--le", "18/12/2026")
    assert code == 1


def test_a_pdf_needs_neither_libreoffice_nor_a_screen(
    capsys: pytest.CaptureFixture[str], space: Path, tmp_path: Path
) -> None:
    approved = act_in(capsys, space, "approuve")
    code = (
        "import sys; from secretaire import libreoffice; libreoffice.program = lambda: None;"
        "from secretaire.__main__ import run; run()"
    )
    command = ["acte", "exporter", approved, "--sortie", str(tmp_path / "a.pdf"), "--espace", str(space), "--json"]
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-c", code, *command],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if k not in hidden},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["fichier"] == str(tmp_path / "a.pdf")
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages)
    assert "PROJET" in text
