"""seance enregistrement, from the import to the erasure; the process hears nothing."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fake_transcriber import command
from held_meeting import hold, new_office

from secretaire.cli.main import main
from secretaire.desk import recordings


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, int]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    office = new_office(tmp_path / "espace")
    seance_id = hold(office)
    office.workspace.close()
    return tmp_path / "espace", seance_id


def test_from_the_file_to_a_note_to_confirm(
    space: tuple[Path, int],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, seance_id = space
    sound = tmp_path / "conseil.mp3"
    sound.write_bytes(b"son")

    def run(*arguments: object, group: str = "enregistrement", code: int = 0) -> dict[str, Any]:
        said = main(["seance", group, *map(str, arguments), "--espace", str(folder), "--json"], lambda _space: 0)
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert said == code, answer
        return answer

    refused = run("importer", seance_id, sound, code=1)
    assert refused["erreur"]["code"] == "enregistrement_personnes_non_prevenues"
    brought = run("importer", seance_id, sound, "--personnes-prevenues", "--debut", "20h30")
    assert (brought["debut"], brought["decision"], brought["parole_s"]) == ("20:30", None, None)
    number = brought["id"]
    absent = run("transcrire", number, code=4)
    assert absent["erreur"]["code"] == "transcription_absente"

    monkeypatch.setattr(recordings, "model", lambda: tmp_path)
    monkeypatch.setattr(recordings, "transcribe", partial(recordings.transcribe, command=command()))
    heard = run("transcrire", number)
    assert [p["confiance"] for p in heard["passages"]] == ["entendu", "incertain", "non_compris", "entendu"]
    assert heard["passages"][1]["mots_incertains"] == [" douze mille euros"]
    marked = run("repere", number, "--point", 4, "--heure", "20h30")
    assert marked["reperes"] == [{"point": 4, "a_s": 0.0}]
    assert run("repere", number, "--point", 5, "--a", "1:00")["passages"][2]["point"] == 5
    assert run("repere", number, "--point", 5, "--a", "5:00", code=2)["erreur"]["code"] == "repere_hors_enregistrement"
    assert run("repere", number, "--point", 5, "--supprimer")["passages"][2]["point"] == 4
    roof = heard["passages"][1]["passage"]
    taken = run("noter", number, "--passage", roof)
    assert taken["point"] == 4
    points = run(seance_id, group="montrer")["points"]
    assert "[enregistrement 0:30] La toiture coûterait douze mille euros, à confirmer" in json.dumps(
        points[3], ensure_ascii=False
    )
    assert run("garder", number)["decision"] == "garde"
    assert run("effacer", number)["decision"] == "efface"
    assert run("passages", number)["passages"] == []
    assert run("transcrire", number, code=1)["erreur"]["code"] == "enregistrement_efface"
    (row,) = run("lister", seance_id)["enregistrements"]
    assert row["decision"] == "efface"
