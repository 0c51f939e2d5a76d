"""journal, donnees, transparence, acte rejouer on the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import keyring
import pytest
from keyring.backends import fail

from secretaire.cli import session
from secretaire.cli.main import main
from secretaire.desk import writing
from secretaire.desk.communes import the_commune
from secretaire.desk.control_sheets import act_sheet
from secretaire.desk.office import Office, create_space, open_space
from secretaire.exchange.control_sheet import write_control_sheet
from secretaire.store import sealed_key

PHRASE = "quatre chevaux paissent"


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    create_space(tmp_path / "espace", the_commune("61339")).close()
    return tmp_path / "espace"


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    former = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    monkeypatch.setattr(sealed_key, "_COST", 2**10)
    yield
    keyring.set_keyring(former)


def run(capsys: pytest.CaptureFixture[str], space: Path, *arguments: str) -> tuple[int, dict[str, object]]:
    code = main([*arguments, "--espace", str(space), "--json"], lambda _path: 0)
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, answer


def _draft(space: Path) -> str:
    office = open_space(space)
    try:
        return writing.start_draft(office, "tarifs_salle", {}, author="Odile").id
    finally:
        office.close()


def test_the_head_printed_on_a_control_sheet_is_found_by_the_journal(
    space: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    act = _draft(space)
    office = open_space(space)
    sheet = act_sheet(office, act)
    write_control_sheet(sheet, tmp_path / "fiche.docx")
    office.close()
    printed = sheet.journal.partition(" : ")[2]
    code, answer = run(capsys, space, "journal", "verifier", "--empreinte", printed)
    assert (code, answer["intact"], answer["ligne_de_l_empreinte"]) == (0, True, answer["entrees"])
    assert answer["tete"] == printed.replace(" ", "")
    code, answer = run(capsys, space, "journal", "verifier", "--empreinte", "ab" * 8)
    assert (code, answer["intact"], answer["ligne_de_l_empreinte"]) == (1, True, None)
    code, answer = run(capsys, space, "journal", "noter-retour", "--par", "Odile", "--motif", "rien")
    assert code == 2


def test_a_passphrase_is_set_then_asked_where_somebody_can_type_it(
    no_keyring: None, space: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PHRASE}\n"))
    assert run(capsys, space, "journal", "phrase") == (0, {"protection": "phrase"})
    locked = ["rediger", "tarifs_salle", "--sans-modele"]
    code, answer = run(capsys, space, *locked)
    assert (code, answer["erreur"]["code"]) == (3, "journal_ferme")  # type: ignore[index]
    assert run(capsys, space, "acte", "lister") == (0, {"actes": []})  # it is read without
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(session, "getpass", lambda _asked: "une autre phrase")
    code, answer = run(capsys, space, *locked)
    assert (code, answer["erreur"]["code"]) == (1, "phrase_fausse")  # type: ignore[index]
    monkeypatch.setattr(session, "getpass", lambda _asked: PHRASE)
    assert run(capsys, space, *locked)[0] == 0
    code, answer = run(capsys, space, "journal", "verifier")
    assert (code, answer["intact"], answer["protection"]) == (0, True, "phrase")


def test_an_act_approved_by_another_program_is_told(space: Path, capsys: pytest.CaptureFixture[str]) -> None:
    act = _draft(space)
    office: Office = open_space(space)
    with office.workspace.writing() as db:
        db.execute("UPDATE acts SET state = 'approuve'")
    office.close()
    code, answer = run(capsys, space, "journal", "verifier")
    assert (code, answer["raison"], answer["actes_contredits"]) == (1, "acte_contredit", [act])


def test_data_and_transparency_are_told_and_written(
    space: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    act = _draft(space)
    code, answer = run(capsys, space, "donnees", "etat", "--sortie", str(tmp_path / "etat.docx"))
    assert code == 0
    assert isinstance(answer["donnees"], list)
    assert {line["effacer"] for line in answer["donnees"]} > {"propositions", None}
    assert run(capsys, space, "donnees", "effacer", "propositions", "--par", "Odile")[1]["effaces"] == 0
    assert (
        run(capsys, space, "donnees", "exporter", "--personne", "Odile", "--sortie", str(tmp_path / "o.docx"))[0] == 0
    )
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["personne"] == "Odile"
    code, answer = run(capsys, space, "transparence", "registre", "--sortie", str(tmp_path / "r.docx"))
    assert (code, answer["documents"]) == (0, [])
    assert run(capsys, space, "transparence", "charte", "--sortie", str(tmp_path / "c.docx"))[0] == 0
    assert len(list(tmp_path.glob("*.docx"))) == 4
    assert run(capsys, space, "acte", "rejouer", act) == (0, {"id": act, "rejoues": []})
