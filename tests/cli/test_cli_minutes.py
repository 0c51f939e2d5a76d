"""seance pv, liste, transmission, publication from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
from held_meeting import hold, new_office

from secretaire.cli.main import main


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main([*arguments, "--json"], lambda _space: 0)
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return code, answer


def test_what_follows_a_meeting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    office = new_office(tmp_path / "espace")
    hold(office)
    office.close()

    target = tmp_path / "pv.docx"
    code, pv = _run(capsys, "seance", "pv", "1", "--sans-modele", "--sortie", str(target))
    assert code == 0
    assert (pv["etat"], pv["modele"], pv["propositions"]) == ("en_preparation", None, [])
    assert len(pv["parties"]) == 16
    assert all(m["presente"] is not False for m in pv["mentions"])
    assert pv["a_completer"] == ["point.1"]
    assert docx.Document(str(target)).core_properties.category == "Procès-verbal"

    assert _run(capsys, "seance", "rejouer", "1") == (0, {"id": 1, "rejoues": []})
    assert _run(capsys, "seance", "rejouer", "1", "--proposition", "9")[0] == 2

    code, refused = _run(capsys, "seance", "pv", "1", "--relire")
    assert (code, refused["erreur"]["code"]) == (1, "pv_incomplet")
    text = next(p["texte"] for p in pv["parties"] if p["cle"] == "point.1")
    typed = tmp_path / "point.txt"
    typed.write_text(text.replace("[date de la séance précédente à compléter]", "16 octobre 2026"), encoding="utf-8")
    code, edited = _run(capsys, "seance", "pv", "1", "--partie", "point.1", "--texte", str(typed), "--par", "Odile")
    assert [c["texte"].replace("\u00a0", " ") for c in edited["chiffres_sans_origine"]] == ["16 octobre 2026"]
    figure = edited["chiffres_sans_origine"][0]["texte"]
    _run(capsys, "seance", "pv", "1", "--chiffre", figure, "--source", "registre")
    code, read = _run(capsys, "seance", "pv", "1", "--relire", "--par", "Odile")
    assert (code, read["etat"]) == (0, "relu")

    code, listed = _run(capsys, "seance", "liste", "1", "--sortie", str(tmp_path / "liste.docx"))
    assert listed["date"] == "2026-12-18"
    assert [d["resultat"] for d in listed["deliberations"]][-4:] == [
        "rejetée",
        "retirée",
        "reportée",
        "reportée, faute de quorum",
    ]
    assert listed["afficher_avant"] == "2026-12-25"
    assert Path(listed["fichier"]).exists()
    code, sent = _run(capsys, "seance", "transmission", "1")
    assert [(a["transmis"], a["regle"]) for a in sent["actes"]] == [(True, "CGCT, L. 2131-2, I, 1°")]
    code, published = _run(capsys, "seance", "publication", "1")
    assert published["actes"][0]["publie_le"] is None
    code, refused = _run(capsys, "seance", "publication", "1", "--le", "31/12/2026")
    assert (code, refused["erreur"]["code"]) == (1, "rien_a_publier")
    code, refused = _run(capsys, "acte", "publier", sent["actes"][0]["acte"], "--le", "18/12/2026")
    assert (code, refused["erreur"]["code"]) == (1, "acte_publie_quand")
