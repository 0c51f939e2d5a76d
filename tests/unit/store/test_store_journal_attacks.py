"""What a determined person tries on a whole workspace, and what the journal says of it (see docs: the attack table)."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from memory_keyring import MemoryKeyring

from secretaire.acts.act import Act, ActId
from secretaire.acts.life import Step
from secretaire.council.commune import Commune
from secretaire.errors import Code, EnvironmentFault, Refused, WrongUsage
from secretaire.store import sealed_key
from secretaire.store.custody import Protection
from secretaire.store.journal import Entry, Event
from secretaire.store.journal_chain import Breach
from secretaire.store.workspace import FILE_NAME, Workspace

PHRASE = "quatre chevaux paissent là-bas"


@pytest.fixture(autouse=True)
def _quick_sealing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is 128 MiB a try: what is tried here is not the cost."""
    monkeypatch.setattr(sealed_key, "_COST", 2**10)


def _line(workspace: Workspace, now: datetime, version: int = 1) -> str:
    return workspace.journal.append(Entry("Claire MARTIN", Step.RELIRE, ActId("a1"), version), now=now).hash


def _another_tool(file: Path, sql: str) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.executescript(sql)
    connection.close()


# an older copy


def _put_back(saved: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(saved, folder)


def test_a_folder_put_back_to_an_older_copy_is_found_and_working_on_does_not_cover_it(
    folder: Path, commune: Commune, now: datetime, tmp_path: Path
) -> None:
    with Workspace.create(folder, commune) as workspace:
        _line(workspace, now)
    shutil.copytree(folder, tmp_path / "hier")
    with Workspace.open(folder) as workspace:
        decided = _line(workspace, now, 2)
    _put_back(tmp_path / "hier", folder)
    for lines in (3, 4):  # seen at once, and after a line was written in the place of the lost one
        with Workspace.open(folder) as workspace:
            report = workspace.journal.verify()
            assert (report.intact, report.reason, report.entries) == (False, Breach.COPIE_ANCIENNE, lines)
            assert report.known == 4
            assert workspace.journal.line_of(decided[:16]) is None  # what the printed sheet proves, on any PC
            _line(workspace, now, 3)


def test_a_person_who_put_a_copy_back_says_so_and_the_journal_keeps_it(
    folder: Path, commune: Commune, now: datetime, tmp_path: Path
) -> None:
    with Workspace.create(folder, commune) as workspace:
        with pytest.raises(WrongUsage) as caught:
            workspace.journal.admit_return("Claire MARTIN", "sauvegarde remise", now=now)
        assert caught.value.code is Code.NO_RETURN
    shutil.copytree(folder, tmp_path / "hier")
    with Workspace.open(folder) as workspace:
        lost = _line(workspace, now)
    _put_back(tmp_path / "hier", folder)
    with Workspace.open(folder) as workspace:
        workspace.journal.admit_return("Claire MARTIN", "sauvegarde remise", now=now)
    with Workspace.open(folder) as workspace:
        assert workspace.journal.verify().intact
        (line,) = workspace.journal.of(Event.RETOUR_ADMIS)
    assert line.who == "Claire MARTIN"
    assert line.data == {"lignes_connues": 3, "empreinte_connue": lost, "motif": "sauvegarde remise"}


def test_a_workspace_made_anew_in_its_place_is_intact_and_only_the_printed_head_contradicts_it(
    folder: Path, commune: Commune, now: datetime
) -> None:
    """The limit: whoever has the session can begin another journal."""
    with Workspace.create(folder, commune) as workspace:
        printed = _line(workspace, now)
    shutil.rmtree(folder)
    with Workspace.create(folder, commune) as workspace:
        assert workspace.journal.verify().intact
        assert workspace.journal.line_of(printed) is None


def test_a_printed_head_is_found_however_it_is_typed(workspace: Workspace, now: datetime) -> None:
    digest = _line(workspace, now)
    grouped = " ".join(digest[at : at + 4] for at in range(0, 64, 4)).upper()
    found = workspace.journal.line_of(grouped)
    assert found is not None
    assert found.seq == 3
    for wrong in ("", digest[:15], digest + "0", "mairie de Sainte-Colombe", "%" * 16):
        with pytest.raises(WrongUsage) as caught:
            workspace.journal.line_of(wrong)
        assert caught.value.code is Code.WRONG_HEAD


def test_a_crash_before_the_head_is_remembered_accuses_nobody(
    folder: Path, commune: Commune, now: datetime, memory_keyring: MemoryKeyring
) -> None:
    with Workspace.create(folder, commune) as workspace:
        _line(workspace, now)
    before = dict(memory_keyring.kept)
    with Workspace.open(folder) as workspace:
        _line(workspace, now, 2)
    memory_keyring.kept = before  # killed: the line is on disk, the keyring was not told
    with Workspace.open(folder) as workspace:
        assert workspace.journal.verify().intact


# the acts themselves

FORGED_ACTS = {
    "approved without a line": "UPDATE acts SET state = 'approuve'",
    "its text changed once submitted": "UPDATE acts SET content = replace(content, '120', '220')",
    "taken back to a draft without a line": "UPDATE acts SET state = 'brouillon'",
    "taken away": "PRAGMA foreign_keys = OFF; DELETE FROM act_versions; DELETE FROM acts",
    "added": "INSERT INTO acts SELECT 'autre', 'approuve', 1, content, type_id, '', '', NULL, updated_at FROM acts",
}


@pytest.mark.parametrize("attack", FORGED_ACTS)
def test_an_act_changed_by_another_tool_contradicts_a_whole_journal(
    attack: str, folder: Path, commune: Commune, act: Act, now: datetime
) -> None:
    with Workspace.create(folder, commune) as workspace:
        added = workspace.acts.add(act, "Claire MARTIN", now=now)
        workspace.acts.add(replace(act, id=ActId("temoin")), "Claire MARTIN", now=now)
        edited = workspace.acts.save(replace(added, objet="Tarifs"), "Claire MARTIN", now=now)
        workspace.acts.record_step(edited, Step.RELIRE, "Claire MARTIN", now=now)
        assert workspace.acts.contradicting() == ()
    sql = FORGED_ACTS[attack]
    if "INSERT" not in sql:
        sql += " WHERE id = 'tarifs_salle-1'"
        sql = sql.replace("act_versions;", "act_versions WHERE act_id = 'tarifs_salle-1';")
    else:
        sql += " WHERE id = 'temoin'"
    _another_tool(folder / FILE_NAME, sql)
    with Workspace.open(folder) as workspace:
        assert workspace.journal.verify().intact
        assert workspace.acts.contradicting() == ("autre" if attack == "added" else "tarifs_salle-1",)


# the key: none, lost, under a passphrase


def test_without_keyring_a_passphrase_signs_and_nothing_on_disk_gives_the_key(
    no_keyring: None, folder: Path, commune: Commune, now: datetime
) -> None:
    with Workspace.create(folder, commune) as workspace:
        assert workspace.journal.protection is Protection.SANS_TROUSSEAU
        with pytest.raises(Refused) as caught:
            workspace.journal.protect("trop court", now=now)
        assert caught.value.code is Code.PASSPHRASE_SHORT
        assert not (folder / sealed_key.FILE_NAME).exists()
        workspace.journal.protect(PHRASE, now=now)
        _line(workspace, now)
        report = workspace.journal.verify()
        assert (report.intact, report.protection, report.unsigned) == (True, Protection.PHRASE, 1)
        uuid = workspace.uuid
    key = sealed_key.unseal(folder / sealed_key.FILE_NAME, PHRASE, uuid)
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert key not in content
            assert key.hex().encode() not in content
            assert PHRASE.encode() not in content


def test_a_locked_journal_is_read_takes_no_line_and_opens_with_its_passphrase_only(
    no_keyring: None, folder: Path, commune: Commune, now: datetime, act: Act
) -> None:
    with Workspace.create(folder, commune) as workspace:
        workspace.journal.protect(PHRASE, now=now)
    with Workspace.open(folder) as workspace:
        report = workspace.journal.verify()
        assert (report.intact, report.reason, report.protection) == (False, Breach.FERME, Protection.FERME)
        with pytest.raises(EnvironmentFault) as locked:
            workspace.acts.add(act, "Claire MARTIN", now=now)
        assert locked.value.code is Code.JOURNAL_LOCKED
        assert workspace.acts.list() == ()
        with pytest.raises(Refused) as wrong:
            workspace.journal.unlock(PHRASE + "!")
        assert wrong.value.code is Code.PASSPHRASE_WRONG
        with pytest.raises(Refused) as away:
            workspace.journal.protect("une autre phrase longue", now=now)  # it would cut the journal from its key
        assert away.value.code is Code.JOURNAL_KEY_AWAY
        workspace.journal.unlock(PHRASE.replace("à", "a\u0300"))  # typed on a system that decomposes its accents
        workspace.acts.add(act, "Claire MARTIN", now=now)
        assert workspace.journal.verify().intact


def _altered(file: Path) -> None:
    read = json.loads(file.read_text())
    file.write_text(json.dumps({**read, "cle": read["nonce"] + read["cle"][24:]}))


def _of_another_space(file: Path) -> None:
    sealed_key.seal(b"\x01" * 32, PHRASE, "un autre espace", file)


def _not_ours(file: Path) -> None:
    file.write_text("[]")


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (_altered, Code.PASSPHRASE_WRONG),
        (_of_another_space, Code.PASSPHRASE_WRONG),
        (_not_ours, Code.FILE_UNREADABLE),
        (Path.unlink, None),
    ],
)
def test_a_sealed_key_changed_or_taken_away_never_passes_for_the_right_one(
    attack: Callable[[Path], None], code: Code | None, no_keyring: None, folder: Path, commune: Commune, now: datetime
) -> None:
    with Workspace.create(folder, commune) as workspace:
        workspace.journal.protect(PHRASE, now=now)
    attack(folder / sealed_key.FILE_NAME)
    with Workspace.open(folder) as workspace:
        if code is None:
            assert workspace.journal.verify().reason is Breach.CLE_ABSENTE
        else:
            with pytest.raises((Refused, EnvironmentFault)) as caught:
                workspace.journal.unlock(PHRASE)
            assert caught.value.code is code
            assert workspace.journal.verify().reason is Breach.FERME


def test_a_key_of_the_keyring_put_under_a_passphrase_verifies_on_another_pc(
    folder: Path, commune: Commune, now: datetime
) -> None:
    with Workspace.create(folder, commune) as workspace:
        workspace.journal.protect(PHRASE, now=now)
        assert workspace.journal.protection is Protection.SIGNE
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    with Workspace.open(folder) as workspace:
        workspace.journal.unlock(PHRASE)
        _line(workspace, now)
        assert workspace.journal.verify().intact
