"""The workspace: created whole, opened politely, one folder for one commune."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from memory_keyring import MemoryKeyring

from secretaire.acts.act import Act, ActId, State
from secretaire.acts.life import Step
from secretaire.council.commune import Commune
from secretaire.errors import Code, EnvironmentFault, Refused, WrongUsage
from secretaire.store.settings import Settings
from secretaire.store.workspace import FILE_NAME, Workspace


def test_a_workspace_is_created_with_its_commune_and_found_again(folder: Path, commune: Commune) -> None:
    with Workspace.create(folder / "dans" / "un dossier", commune) as created:
        uuid = created.uuid
    with Workspace.open(folder / "dans" / "un dossier") as opened:
        assert opened.settings.commune() == commune
        assert opened.uuid == uuid
        assert opened.journal.verify().intact
    assert [p.name for p in (folder / "dans" / "un dossier").iterdir()] == [FILE_NAME]


def test_a_folder_holds_one_workspace(workspace: Workspace, folder: Path, commune: Commune) -> None:
    with pytest.raises(WrongUsage) as caught:
        Workspace.create(folder, commune)
    assert caught.value.code is Code.WORKSPACE_EXISTS
    assert workspace.settings.commune() == commune


def test_a_folder_without_workspace_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage) as caught:
        Workspace.open(tmp_path)
    assert (caught.value.code, caught.value.data["dossier"]) == (Code.WORKSPACE_MISSING, str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_no_folder_can_be_made_is_named(tmp_path: Path, commune: Commune) -> None:
    (tmp_path / "fichier").write_text("x", encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        Workspace.create(tmp_path / "fichier" / "espace", commune)
    assert caught.value.code is Code.WORKSPACE_READONLY


def test_a_creation_cut_short_leaves_no_half_workspace(
    folder: Path, commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Settings, "set_commune", power_cut)
    with pytest.raises(KeyboardInterrupt):
        Workspace.create(folder, commune)
    monkeypatch.undo()
    assert list(folder.iterdir()) == []
    Workspace.create(folder, commune).close()


def test_a_workspace_file_of_another_kind_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(b"une lettre " * 200)
    with pytest.raises(EnvironmentFault) as caught:
        Workspace.open(folder)
    assert caught.value.code is Code.WORKSPACE_DAMAGED


def test_a_workspace_of_a_newer_version_is_refused(workspace: Workspace, folder: Path) -> None:
    workspace.close()
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    with pytest.raises(EnvironmentFault) as caught:
        Workspace.open(folder)
    assert caught.value.code is Code.WORKSPACE_NEWER


def test_a_workspace_without_identity_is_damaged(workspace: Workspace, folder: Path) -> None:
    workspace.close()
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute("DELETE FROM espace")
    connection.commit()
    connection.close()
    with pytest.raises(EnvironmentFault) as caught:
        Workspace.open(folder)
    assert caught.value.code is Code.WORKSPACE_DAMAGED
    assert [p.name for p in folder.iterdir()] == [FILE_NAME]  # no connection was left open


def test_a_stick_pulled_out_is_said_so_and_nothing_is_made_in_its_place(workspace: Workspace, folder: Path) -> None:
    (folder / FILE_NAME).rename(folder / "ailleurs")
    with pytest.raises(EnvironmentFault) as caught, workspace.writing():
        pass
    assert caught.value.code is Code.WORKSPACE_MISSING
    assert not (folder / FILE_NAME).exists()


def test_a_copied_folder_keeps_its_identity_and_its_key(
    workspace: Workspace, folder: Path, tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    workspace.close()
    folder.rename(tmp_path / "clé usb")
    with Workspace.open(tmp_path / "clé usb") as moved:
        assert moved.uuid == workspace.uuid
        assert moved.journal.verify().intact
    assert len(memory_keyring.kept) == 2  # the key, and the head it was left at


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])  # each one replaces the last
@given(commune=st.builds(Commune, **{f.name: ... for f in fields(Commune)}))
def test_every_fact_of_a_commune_is_kept(workspace: Workspace, commune: Commune) -> None:
    workspace.settings.set_commune(commune)
    assert workspace.settings.commune() == commune


def test_preferences_are_kept_as_they_are(workspace: Workspace, folder: Path) -> None:
    assert workspace.settings.get("dossiers_suivis") is None
    workspace.settings.put("dossiers_suivis", ["/home/mairie/Délibérations", "E:\\actes"])
    workspace.settings.put("lieu", "actes")
    workspace.settings.put("lieu", "rediger")
    workspace.close()
    with Workspace.open(folder) as opened:
        assert opened.settings.get("dossiers_suivis") == ["/home/mairie/Délibérations", "E:\\actes"]
        assert opened.settings.get("lieu") == "rediger"


def test_settings_changed_by_hand_into_nonsense_are_a_damaged_file(workspace: Workspace) -> None:
    with workspace.writing() as db:
        db.execute("UPDATE settings SET value = '{\"nom\":' WHERE key = 'commune'")
    with pytest.raises(EnvironmentFault) as caught:
        workspace.settings.commune()
    assert caught.value.code is Code.WORKSPACE_DAMAGED


def test_our_own_connections_keep_the_rules_of_the_file(workspace: Workspace, act: Act, now: datetime) -> None:
    added = workspace.acts.add(act, "Claire", now=now)
    workspace.acts.record_step(added, Step.RELIRE, "Claire", now=now)
    for sql in (
        "UPDATE act_versions SET content = '{}' WHERE event = 'relire'",
        "DELETE FROM act_versions",
        "INSERT OR REPLACE INTO act_versions SELECT * FROM act_versions",  # needs recursive_triggers
        "INSERT INTO seance_members VALUES (1, 0, 99, 'present')",  # needs foreign_keys
    ):
        with pytest.raises(sqlite3.IntegrityError), workspace.writing() as db:
            db.execute(sql)
    assert workspace.acts.version(act.id, 2).state is State.RELU


def test_several_writes_are_kept_together_or_not_at_all(workspace: Workspace, act: Act, now: datetime) -> None:
    def all_or_nothing() -> None:
        with workspace.writing():
            workspace.acts.add(act, "Claire", now=now)
            workspace.settings.put("lieu", "rediger")
            raise Refused(Code.REASON_REQUIRED, etape="reprendre")

    entries = workspace.journal.verify().entries
    with pytest.raises(Refused):
        all_or_nothing()
    assert workspace.acts.list() == ()
    assert workspace.settings.get("lieu") is None
    report = workspace.journal.verify()
    assert (report.intact, report.entries) == (True, entries)


def test_a_part_that_fails_is_undone_alone(workspace: Workspace, act: Act, now: datetime) -> None:
    def forget_everything_then_fail() -> None:
        with workspace.writing() as db:
            db.execute("DELETE FROM settings")
            workspace.acts.record_step(act, Step.APPROUVER, "Paul", now=now)

    with workspace.writing():
        workspace.acts.add(act, "Claire", now=now)
        with pytest.raises(Refused):
            forget_everything_then_fail()
        workspace.settings.put("lieu", "rediger")
    assert workspace.acts.get(act.id) == act
    assert workspace.settings.get("lieu") == "rediger"
    assert workspace.settings.commune().nom == "Aubigny-sur-Orne"


def test_threads_write_one_after_the_other_and_lose_nothing(workspace: Workspace, act: Act, now: datetime) -> None:
    failures: list[BaseException] = []

    def add(thread: int) -> None:
        try:
            for number in range(5):
                workspace.acts.add(replace(act, id=ActId(f"{thread}-{number}")), "Claire", now=now)
                workspace.acts.list()
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            failures.append(error)

    threads = [threading.Thread(target=add, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(workspace.acts.list()) == 20
    assert workspace.journal.verify().intact


def test_a_closed_workspace_keeps_no_file_open(workspace: Workspace, folder: Path) -> None:
    thread = threading.Thread(target=workspace.acts.list)
    thread.start()
    thread.join()
    workspace.close()
    assert [p.name for p in folder.iterdir()] == [FILE_NAME]  # the last connection removes SQLite's own files
    with pytest.raises(RuntimeError, match="closed"):
        workspace.acts.list()


def test_closing_while_a_thread_reads_closes_its_connection_when_it_is_done(workspace: Workspace, folder: Path) -> None:
    with workspace.writing() as db:
        workspace.close()
        assert db.execute("SELECT count(*) FROM acts").fetchone()[0] == 0
    assert [p.name for p in folder.iterdir()] == [FILE_NAME]
