"""Opening and migrating a SQLite file of ours."""

from __future__ import annotations

import os
import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest

from secretaire.errors import Code, EnvironmentFault
from secretaire.store import database
from secretaire.store.database import APPLICATION_ID, connect, migrate, snapshot, transaction
from secretaire.store.network_volume import _file_system, on_network

OURS = files("secretaire.store") / "migrations"

FIRST = "CREATE TABLE fiche (id INTEGER PRIMARY KEY, nom TEXT NOT NULL) STRICT;\n"
SECOND = "-- dates\nALTER TABLE fiche ADD COLUMN jour TEXT;\nCREATE INDEX fiche_jour ON fiche (jour);\n"


def _steps(folder: Path, *scripts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number, script in enumerate(scripts, start=1):
        (folder / f"{number:04d}_etape.sql").write_text(script, encoding="utf-8")
    return folder


def _schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Names and columns: ALTER TABLE writes the same table with other words than CREATE TABLE."""
    objects = connection.execute("SELECT type, name FROM sqlite_master").fetchall()
    return {
        (kind, f"{name}: {[tuple(c)[1:] for c in connection.execute(f'PRAGMA table_xinfo({name})')]}")
        for kind, name in objects
    }


def _migrated(path: Path, steps: Path) -> Path | None:
    connection = connect(path)
    try:
        return migrate(connection, path, steps)
    finally:
        connection.close()


def _version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def test_a_new_file_gets_the_whole_schema_and_our_mark(tmp_path: Path) -> None:
    path = tmp_path / "espace.sqlite"
    connection = connect(path)
    assert migrate(connection, path, OURS) is None
    assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    applied = connection.execute("SELECT name FROM applied_migration ORDER BY number").fetchall()
    assert [row["name"] for row in applied] == sorted(f.name for f in OURS.iterdir())
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
    assert migrate(connection, path, OURS) is None
    connection.close()


def test_every_table_of_the_workspace_is_strict(tmp_path: Path) -> None:
    connection = connect(tmp_path / "espace.sqlite")
    migrate(connection, tmp_path / "espace.sqlite", OURS)
    tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    loose = [row["name"] for row in tables if not row["strict"] and not row["name"].startswith("sqlite_")]
    connection.close()
    assert loose == []


@pytest.mark.parametrize("steps_before", range(1, len(list(OURS.iterdir())) + 1))
def test_an_older_workspace_ends_with_the_schema_of_a_new_one(tmp_path: Path, steps_before: int) -> None:
    before = tmp_path / "avant"
    before.mkdir()
    for script in sorted(OURS.iterdir(), key=lambda f: f.name)[
        :steps_before
    ]:  # under their names: a number may be missing
        (before / script.name).write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    _migrated(tmp_path / "ancien.sqlite", before)
    schemas = []
    for name in ("ancien.sqlite", "neuf.sqlite"):
        connection = connect(tmp_path / name)
        migrate(connection, tmp_path / name, OURS)
        schemas.append(_schema(connection))
        connection.close()
    assert schemas[0] == schemas[1]


def test_migrating_in_two_times_gives_the_same_schema_and_keeps_the_rows(tmp_path: Path) -> None:
    old, new = tmp_path / "ancien.sqlite", tmp_path / "neuf.sqlite"
    _migrated(old, _steps(tmp_path / "v1", FIRST))
    connection = connect(old)
    connection.execute("INSERT INTO fiche VALUES (1, 'salle des fêtes')")
    connection.close()
    both = _steps(tmp_path / "v2", FIRST, SECOND)
    _migrated(old, both)
    _migrated(new, both)
    one, other = connect(old), connect(new)
    assert _schema(one) == _schema(other)
    assert tuple(one.execute("SELECT * FROM fiche").fetchone()) == (1, "salle des fêtes", None)
    one.close()
    other.close()


def test_a_copy_of_the_older_file_is_kept_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "espace.sqlite"
    _migrated(path, _steps(tmp_path / "v1", FIRST))
    connection = connect(path)
    connection.execute("INSERT INTO fiche VALUES (1, 'toiture')")
    connection.close()
    copy = _migrated(path, _steps(tmp_path / "v2", FIRST, SECOND))
    assert copy == tmp_path / "espace.avant-v2.sqlite"
    assert _version(copy) == 1
    kept = sqlite3.connect(copy)
    assert kept.execute("SELECT nom FROM fiche").fetchone() == ("toiture",)
    kept.close()
    assert sorted(p.name for p in tmp_path.glob("*.partiel")) == []


def test_a_migration_that_fails_midway_leaves_the_older_version(tmp_path: Path) -> None:
    path = tmp_path / "espace.sqlite"
    _migrated(path, _steps(tmp_path / "v1", FIRST))
    broken = "ALTER TABLE fiche ADD COLUMN jour TEXT;\nINSERT INTO absente VALUES (1);\n"
    with pytest.raises(sqlite3.OperationalError, match="absente"):
        _migrated(path, _steps(tmp_path / "v2", FIRST, SECOND.replace("jour", "mois"), broken))
    assert _version(path) == 1
    connection = connect(path)
    columns = [c["name"] for c in connection.execute("PRAGMA table_info(fiche)")]
    applied = connection.execute("SELECT count(*) FROM applied_migration").fetchone()[0]
    connection.close()
    assert (columns, applied) == (["id", "nom"], 1)
    _migrated(path, _steps(tmp_path / "v2bis", FIRST, SECOND))
    assert _version(path) == 2


def test_two_windows_opening_an_older_file_at_once_migrate_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, steps = tmp_path / "espace.sqlite", _steps(tmp_path / "v2", FIRST, SECOND)
    _migrated(path, _steps(tmp_path / "v1", FIRST))
    copy_database = database.copy_database

    def the_other_window_is_faster(connection: sqlite3.Connection, target: Path) -> None:
        copy_database(connection, target)
        monkeypatch.undo()
        _migrated(path, steps)

    monkeypatch.setattr(database, "copy_database", the_other_window_is_faster)
    _migrated(path, steps)
    assert _version(path) == 2


def test_a_file_of_a_newer_application_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "espace.sqlite"
    _migrated(path, _steps(tmp_path / "v2", FIRST, SECOND))
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault) as caught:
        _migrated(path, _steps(tmp_path / "v1", FIRST))
    assert caught.value.code is Code.WORKSPACE_NEWER
    assert (caught.value.data["version"], caught.value.data["connue"]) == (2, 1)
    assert path.read_bytes() == before


def test_the_copy_that_cannot_be_written_stops_the_migration(tmp_path: Path) -> None:
    path = tmp_path / "espace.sqlite"
    _migrated(path, _steps(tmp_path / "v1", FIRST))
    (tmp_path / "espace.avant-v2.sqlite" / "occupé").mkdir(parents=True)
    with pytest.raises(EnvironmentFault) as caught:
        _migrated(path, _steps(tmp_path / "v2", FIRST, SECOND))
    assert caught.value.code is Code.FILE_NOT_WRITABLE
    assert _version(path) == 1


@pytest.mark.parametrize("content", [b"Bonjour, ceci est une lettre." * 40, b"SQLite format 3\x00" + b"\x07" * 5000])
def test_a_file_that_is_not_a_database_is_refused_and_untouched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "espace.sqlite"
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault) as caught:
        connect(path)
    assert caught.value.code is Code.WORKSPACE_DAMAGED
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "favoris.sqlite"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE favoris (adresse TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault) as caught:
        connect(path)
    assert caught.value.code is Code.WORKSPACE_DAMAGED
    assert path.read_bytes() == before


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        connect(tmp_path / "absent" / "espace.sqlite")
    assert caught.value.code is Code.WORKSPACE_READONLY
    assert caught.value.data["fichier"] == str(tmp_path / "absent" / "espace.sqlite")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_protected_folder_is_named(tmp_path: Path) -> None:
    protected = tmp_path / "protégé"
    protected.mkdir(mode=0o500)
    with pytest.raises(EnvironmentFault) as caught:
        connect(protected / "espace.sqlite")
    assert caught.value.code is Code.WORKSPACE_READONLY


def test_a_write_refused_by_the_disk_is_a_typed_error_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "espace.sqlite"
    _migrated(path, _steps(tmp_path / "v1", FIRST))
    connection = connect(path)
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")  # what SQLite meets on a full disk
    with pytest.raises(EnvironmentFault) as caught, transaction(connection):
        connection.executemany("INSERT INTO fiche VALUES (?, ?)", [(1, "une"), (2, "x" * 100_000)])
    assert caught.value.code is Code.DISK_FULL
    assert connection.execute("SELECT count(*) FROM fiche").fetchone()[0] == 0
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(EnvironmentFault) as caught, transaction(connection):
        connection.execute("INSERT INTO fiche VALUES (1, 'une')")
    assert caught.value.code is Code.WORKSPACE_READONLY
    connection.close()


def test_a_file_held_by_another_program_is_said_busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.0)
    path = tmp_path / "espace.sqlite"
    _migrated(path, _steps(tmp_path / "v1", FIRST))
    holder, waiting = connect(path), connect(path)
    with transaction(holder), pytest.raises(EnvironmentFault) as caught, transaction(waiting):
        pass
    assert caught.value.code is Code.WORKSPACE_LOCKED
    with transaction(waiting):  # the lock is free again
        waiting.execute("INSERT INTO fiche VALUES (1, 'une')")
    holder.close()
    waiting.close()


def test_a_mistake_of_ours_is_not_dressed_as_a_fault_of_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "espace.sqlite"
    _migrated(path, _steps(tmp_path / "v1", FIRST))
    connection = connect(path)
    with pytest.raises(sqlite3.OperationalError), transaction(connection):
        connection.execute("SELECT * FROM absente")
    with pytest.raises(StopIteration), transaction(connection):
        next(connection.execute("INSERT INTO fiche VALUES (1, 'une')"))
    assert connection.execute("SELECT count(*) FROM fiche").fetchone()[0] == 0
    connection.close()


def test_a_snapshot_sees_one_state_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "espace.sqlite"
    _migrated(path, _steps(tmp_path / "v1", FIRST))
    reader, writer = connect(path), connect(path)
    with snapshot(reader):
        before = reader.execute("SELECT count(*) FROM fiche").fetchone()[0]
        with transaction(writer):
            writer.execute("INSERT INTO fiche VALUES (1, 'une')")
        assert reader.execute("SELECT count(*) FROM fiche").fetchone()[0] == before
    assert reader.execute("SELECT count(*) FROM fiche").fetchone()[0] == before + 1
    reader.close()
    writer.close()


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//serveur/mairie /mnt/mairie cifs rw 0 0
/dev/sdb1 /media/cl\\303\\251\\040usb vfat rw 0 0
serveur:/communes /media/mes\\040communes nfs4 rw 0 0
/dev/sdc1 /mnt/mairie/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "file_system"),
    [
        ("/home/mairie", "ext4"),
        ("/mnt/mairie", "cifs"),
        ("/mnt/mairie/espaces/Aubigny", "cifs"),
        ("/mnt/mairie2", "ext4"),
        ("/mnt/mairie/local/Aubigny", "ext4"),
        ("/media/mes communes/Aubigny", "nfs4"),
    ],
)
def test_the_volume_of_a_folder_is_that_of_its_deepest_mount(folder: str, file_system: str) -> None:
    assert _file_system(Path(folder), MOUNTS) == file_system


def test_a_workspace_on_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not on_network(tmp_path)
    monkeypatch.setattr(database, "on_network", lambda _: True)
    with pytest.raises(EnvironmentFault) as caught:
        connect(tmp_path / "espace.sqlite")
    assert caught.value.code is Code.WORKSPACE_ON_NETWORK
    assert not (tmp_path / "espace.sqlite").exists()
