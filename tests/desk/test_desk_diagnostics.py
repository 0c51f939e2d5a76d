"""The page for support: useful, one page, and without the name of anybody, wherever names were planted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fake_engine import install_model

from secretaire.desk import diagnostics, models
from secretaire.desk.communes import find_communes
from secretaire.desk.diagnostics import machine_report, readable, space_report, write_readable
from secretaire.desk.logs import LoggedFault, logged_faults
from secretaire.desk.office import create_space
from secretaire.store import locations

PERSON = "zoé.dujardin"
TRACE = f"""2026-11-23 09:00:00,000 INFO secretaire.cli refused: aucun_espace
2026-11-23 09:00:00,001 ERROR secretaire.ui internal fault
Traceback (most recent call last):
  File "/home/{PERSON}/secretaire/ui/app.py", line 12, in run
    open("{PERSON}")
  File "C:\\Users\\{PERSON}\\secretaire\\desk\\office.py", line 99, in open_space
    raise ValueError("{PERSON}")
ValueError: délibération de Mme {PERSON}
2026-11-23 09:00:02,000 INFO secretaire.cli refused: aucun_espace
"""


@pytest.fixture
def named_pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account, a PC, a folder, a model file and a log that all bear a name."""
    home = tmp_path / "home" / PERSON
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("LOGNAME", PERSON)
    monkeypatch.setattr(diagnostics.platform, "node", lambda: "pc-de-zoé")
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(home / "données"))
    monkeypatch.setenv("SECRETAIRE_POSTE", str(home / "poste"))
    monkeypatch.setattr(models, "known_models", lambda: ())
    (home / "poste").mkdir()
    (home / "poste" / "reglages.toml").write_text(
        f"[dossiers]\ncopies = '/srv/{PERSON}'\nespaces = '{PERSON}'\n", encoding="utf-8"
    )
    install_model(tmp_path, f"modele de {PERSON}")
    locations.log_file().parent.mkdir(parents=True)
    locations.log_file().write_text(TRACE, encoding="utf-8")
    return home


def test_no_planted_name_is_on_the_page(named_pc: Path, tmp_path: Path) -> None:
    commune = find_communes("61001").exact[0]
    office = create_space(named_pc / f"Mairie de {PERSON}", commune)
    try:
        report = machine_report() | {"espace": space_report(office)}
    finally:
        office.close()
    page = readable(report)
    for written in (page, json.dumps(report, ensure_ascii=False)):
        folded = written.casefold()
        assert "dujardin" not in folded
        assert "pc-de-zoé" not in folded
        assert commune.nom.casefold() not in folded
        assert str(tmp_path) not in written
    assert len(page.splitlines()) < 60
    assert report["espace"]["journal_intact"]
    assert report["reglages_du_poste"]["lignes_fausses"] == [3]
    assert report["pannes"] == [{"genre": "ValueError", "endroit": "secretaire/desk/office.py:99", "fois": 1}]
    assert "fichier hors catalogue" in report["modele"]
    assert report["moteur"].startswith("llama-cpp-python ")
    assert "ValueError" in page


def test_the_page_opens_in_notepad(named_pc: Path, tmp_path: Path) -> None:
    write_readable(machine_report(), tmp_path / "état.txt")
    content = (tmp_path / "état.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf\xc3\x89tat du poste")


def test_faults_are_counted_the_latest_first(named_pc: Path) -> None:
    other = TRACE.replace("ValueError", "secretaire.errors.Odd").replace("line 99", "line 7")
    locations.log_file().write_text(TRACE + other + TRACE, encoding="utf-8")
    place = "secretaire/desk/office.py"
    assert logged_faults(5) == (
        LoggedFault("ValueError", f"{place}:99", 2),
        LoggedFault("secretaire.errors.Odd", f"{place}:7", 1),
    )
    assert len(logged_faults(1)) == 1
    locations.log_file().unlink()
    assert logged_faults(5) == ()
