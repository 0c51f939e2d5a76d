"""`droit` and the replacement of a reference, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from law_files import law_file

from secretaire.cli.main import main

ROW = {"code": "CGCT", "article": "L2121-29", "debut": "1996-02-24", "fin": None}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main([*arguments, "--json"], lambda _: 0)
    return code, json.loads(capsys.readouterr().out)


def test_which_state_of_the_law_speaks(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, shipped = run(capsys, "droit", "etat")
    assert code == 0
    assert (shipped["date"], shipped["importe"], shipped["ecarte"]) == ("2026-11-01", False, None)
    assert shipped["articles"] > 18_000
    stick = law_file(tmp_path / "droit.zip", "2027-01-15", [ROW])
    code, brought = run(capsys, "droit", "importer", str(stick))
    assert (code, brought["date"], brought["importe"]) == (0, "2027-01-15", True)
    code, error = run(capsys, "droit", "importer", str(stick))
    assert (code, error["erreur"]["code"]) == (1, "droit_plus_ancien")
    assert "15/01/2027" in error["erreur"]["message"]
    assert run(capsys, "droit", "revenir") == (0, shipped)
    code, error = run(capsys, "droit", "revenir")
    assert (code, error["erreur"]["code"]) == (2, "droit_non_importe")


def test_an_altered_file_is_refused_in_french(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    stick = law_file(tmp_path / "droit.zip", "2027-01-15", [ROW])
    stick.write_bytes(stick.read_bytes() + b"x")
    code, error = run(capsys, "droit", "importer", str(stick))
    assert code == 3
    assert "empreinte" in error["erreur"]["message"]
    assert "n'a pas changé" in error["erreur"]["message"]


def test_a_reference_is_judged_at_a_date(capsys: pytest.CaptureFixture[str]) -> None:
    question = "articles L. 2311-7 et L. 212-3 du CGCT"
    code, data = run(capsys, "droit", "article", question, "--date", "01/02/2026")
    assert code == 0
    assert [r["verdict"] for r in data["references"]] == ["remplace", "numero_impossible"]
    first = data["references"][0]
    assert (first["depuis"], first["remplacant"], first["certain"]) == ("2026-01-01", "CGCT L. 1612-25", True)
    assert (first["source"], first["confiance"]) == ("texte ancien du code (2020 au plus)", "ancienne")
    assert data["references"][1]["raison"]
    _, before = run(capsys, "droit", "article", question, "--date", "31/12/2025")
    assert before["references"][0]["verdict"] == "en_vigueur"
    assert main(["droit", "article", question], lambda _: 0) == 0
    assert "remplacé depuis le 1er janvier 2026 par CGCT L. 1612-25" in capsys.readouterr().out.replace("\u00a0", " ")
    code, error = run(capsys, "droit", "article", "la pluie")
    assert code == 2
    assert "référence" in error["erreur"]["message"]


def test_a_dead_reference_is_replaced_in_an_act(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(capsys, "espace", "creer", str(tmp_path / "espace"), "--commune", "61339")
    _, act = run(capsys, "rediger", "tarifs_salle", "--sans-modele")
    text = tmp_path / "texte.txt"
    text.write_text("Vu l'article L. 2311-7 du CGCT,", encoding="utf-8")
    run(capsys, "acte", "modifier", act["id"], "--section", "expose", "--texte", str(text))
    code, changed = run(capsys, "acte", "modifier", act["id"], "--remplacer", "L. 2311-7", "--par", "Anne")
    assert code == 0
    expose = next(s["texte"] for s in changed["sections"] if s["role"] == "expose")
    assert expose == "Vu l'article L. 1612-25 du CGCT,"
    _, shown = run(capsys, "acte", "montrer", act["id"])
    assert shown["historique"][-1]["quoi"] == "reference_remplacee"
    assert shown["historique"][-1]["motif"] == "« L. 2311-7 » devient « L. 1612-25 »"
    code, error = run(capsys, "acte", "modifier", act["id"], "--remplacer", "L. 2311-7")
    assert (code, error["erreur"]["code"]) == (2, "reference_sans_remplacante")
