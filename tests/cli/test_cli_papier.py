"""`secretaire papier` as the secretary types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image

from secretaire.cli.main import main


class Run:
    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, dict[str, Any]]:
        code = main([*arguments, "--json"], lambda _space: 0)
        return code, json.loads(self._capsys.readouterr().out)

    def text(self, *arguments: str) -> str:
        main(arguments, lambda _space: 0)
        return self._capsys.readouterr().out


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    made = Run(capsys)
    assert made("espace", "creer", str(tmp_path / "espace"), "--commune", "61339")[0] == 0
    return made


def test_a_commune_chooses_its_paper_from_first_to_last(run: Run, tmp_path: Path) -> None:
    code, state = run("papier", "montrer")
    assert (code, state["papier"], state["fichier"], state["logo"]) == (0, "classique", None, False)
    assert {model["id"] for model in state["modeles"]} == {"classique", "sobre", "registre"}
    assert run("papier", "choisir", "sobre")[1]["papier"] == "sobre"
    Image.new("RGB", (40, 40), "navy").save(tmp_path / "logo.png")
    assert run("papier", "logo", str(tmp_path / "logo.png"))[1]["logo"] is True
    assert run("papier", "logo", "aucun")[1]["logo"] is False
    _, state = run("papier", "coordonnees", "--service", "Secrétariat", "--adresse", "1 rue A", "--adresse", "61000 B")
    _, state = run("papier", "coordonnees", "--telephone", "02 33")
    assert (state["coordonnees"]["service"], state["coordonnees"]["adresse"]) == ("Secrétariat", ["1 rue A", "61000 B"])
    _, state = run("papier", "signature", "--place", "centre", "--hauteur", "3", "--extrait", "Pour extrait,")
    assert state["signature"] == {"place": "centre", "hauteur_cm": 3.0, "extrait": "Pour extrait,", "cachet": ""}
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "MAIRIE"
    document.save(str(tmp_path / "papier.docx"))
    code, taken = run("papier", "importer", str(tmp_path / "papier.docx"))
    assert (code, taken["papier"], taken["compte_rendu"]["entete"]["lignes"]) == (0, "commune", ["MAIRIE"])
    code, written = run("papier", "apercu", "--sortie", str(tmp_path / "apercu.docx"))
    assert code == 0
    assert docx.Document(written["fichier"]).sections[0].header.paragraphs[0].text == "MAIRIE"
    assert run("papier", "choisir", "registre")[1]["papier"] == "registre"
    assert run("papier", "choisir", "commune")[1]["papier"] == "commune"
    assert run("papier", "retirer")[1]["fichier"] is None


def test_what_cannot_be_done_is_one_sentence_and_its_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "faux.docx").write_bytes(b"PK")
    for arguments, exit_code, code in (
        (("choisir", "baroque"), 2, "modele_papier_inconnu"),
        (("choisir", "commune"), 2, "modele_papier_inconnu"),
        (("importer", str(tmp_path / "absent.docx")), 3, "fichier_absent"),
        (("importer", str(tmp_path / "faux.docx")), 3, "papier_refuse"),
        (("logo", str(tmp_path / "faux.docx")), 3, "logo_refuse"),
        (("signature", "--hauteur", "90"), 2, "option_incorrecte"),
    ):
        status, answer = run("papier", *arguments)
        assert (status, answer["erreur"]["code"]) == (exit_code, code)


def test_the_names_that_a_letterhead_may_use_are_listed(run: Run) -> None:
    code, answer = run("papier", "mentions")
    assert code == 0
    assert {"mention": "{{ corps }}", "sens": "le texte de l'acte (seul dans son paragraphe)"} in answer["mentions"]


def test_the_help_says_to_whom_marianne_belongs(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.text("papier", "importer", "--help")
    assert "Marianne" in capsys.readouterr().out
