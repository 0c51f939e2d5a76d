"""seance preparer: the queue as JSON, resumed, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from secretaire.cli.main import main


def ask(capsys: pytest.CaptureFixture[str], space: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    code = main(["seance", *arguments, "--espace", str(space), "--json"], lambda _space: 0)
    said = capsys.readouterr()
    return code, json.loads(said.out), said.err


def test_a_draft_a_choice_and_nothing_twice(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    space = tmp_path / "espace"
    assert main(["espace", "creer", str(space), "--commune", "61339"], lambda _space: 0) == 0
    capsys.readouterr()
    ask(capsys, space, "creer", "--date", "08/04/2027", "--heure", "20h")
    for objet in ("Budget primitif 2027", "Convention"):
        ask(capsys, space, "point", "1", "--objet", objet)
    code, data, err = ask(capsys, space, "preparer", "1", "--sans-modele")
    assert (code, data["modele"]) == (0, None)
    assert "on ne sait pas encore" in err
    ready, to_choose = data["points"]
    assert (ready["etat"], ready["types"][0]["id"]) == ("pret", "vote_budget_primitif")
    assert ready["a_completer"]
    assert (to_choose["etat"], to_choose["acte"]) == ("a_choisir", None)
    assert len(to_choose["types"]) > 1
    again = ask(capsys, space, "preparer", "1")[1]
    assert [p["acte"] for p in again["points"]] == [ready["acte"], None]
    code, data, _ = ask(capsys, space, "preparer", "7")
    assert (code, data["erreur"]["code"]) == (2, "seance_inconnue")
