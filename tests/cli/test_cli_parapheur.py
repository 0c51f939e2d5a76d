"""parapheur, on the command line: by stick and on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sent_acts import MAIRE, a_commune, a_note, answered, submitted

from secretaire.acts.life import Step
from secretaire.cli.main import main
from secretaire.desk import parapheur
from secretaire.errors import Code


def no_window(_folder: Path | None) -> int:
    raise AssertionError("a command opens no window")


def test_by_stick_then_on_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    office = a_commune(tmp_path / "A")
    act = submitted(office)
    office.close()

    def said(*arguments: str) -> tuple[int, dict[str, object]]:
        code = main(["parapheur", *arguments, "--json"], no_window)
        return code, json.loads(capsys.readouterr().out)

    stick, answer, paper = (str(tmp_path / name) for name in ("p.zip", "r.json", "feuille.docx"))
    code, sent = said("exporter", stick)
    assert (code, [a["objet"] for a in sent["actes"]]) == (0, [act.objet])  # type: ignore[attr-defined]
    code, seen = said("ouvrir", stick)
    assert (code, seen["confiance"], seen["cle"]) == (0, "first", sent["cle"])
    reading = parapheur.read(Path(stick))
    given = [answered(s, Step.APPROUVER, "", a_note(s, "Bien.")) for s in reading.dossier.acts]
    parapheur.answer(reading, MAIRE, reading.dossier.sent_at.date(), given, Path(answer))
    assert said("importer", answer, "--essai")[1]["actes"][0]["reprise"]  # type: ignore[index]
    assert said("importer", answer)[0] == 0
    code, again = said("importer", answer)
    assert (code, again["actes"][0]["refus"]["code"]) == (1, Code.ANSWER_USED)  # type: ignore[index]

    code, sheet = said("feuille", act.id, paper)
    assert (code, Path(paper).exists()) == (0, True)
    signed = ["--decideur", "Delorme", "--date", "02/03/2024", "--motif", "Tarif à revoir.", "--scan", paper]
    code, refused = said("papier", act.id, "reprendre", "--empreinte", "00000000", *signed)
    assert (code, refused["erreur"]["code"]) == (1, Code.PAPER_OLD)  # type: ignore[index]
    code, done = said("papier", act.id, "reprendre", "--empreinte", str(sheet["empreinte"]).lower(), *signed)
    assert (code, done["etat"]) == (0, "a_reprendre")
