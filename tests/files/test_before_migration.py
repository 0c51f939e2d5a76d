"""A workspace of an older version is copied, and the copy proven, before this version changes it."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import keyring
import pytest
from memory_keyring import MemoryKeyring

from secretaire.desk import before_migration, vault_keeping
from secretaire.desk.before_migration import copies, protect
from secretaire.desk.communes import the_commune
from secretaire.desk.office import create_space, open_space
from secretaire.desk.safekeeping import restore
from secretaire.errors import Code, EnvironmentFault
from secretaire.store import locations
from secretaire.store.age_file import Keys
from secretaire.store.workspace import FILE_NAME

OLD = sorted((Path(__file__).parent / "anciens_espaces").glob("espace-v*.sql"))


@pytest.fixture(autouse=True)
def on_this_pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "données"))
    monkeypatch.setattr(keyring.core, "_keyring_backend", MemoryKeyring())


def old_space(folder: Path, dump: Path) -> Path:
    folder.mkdir()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    return folder


def schema(folder: Path) -> int:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.mark.parametrize("dump", [OLD[0], OLD[len(OLD) // 2], OLD[-2]], ids=lambda path: path.stem)
def test_a_space_is_copied_as_it_was_before_it_changes(tmp_path: Path, dump: Path) -> None:
    folder = old_space(tmp_path / "Mairie de L'Été", dump)
    before = schema(folder)
    open_space(folder).close()
    assert schema(folder) > before
    (copy,) = copies()
    assert "L'Été" in copy.name
    back = restore(copy, tmp_path / "revenu", "installateur")
    assert back.contents.commune == "Aubigny-sur-Orne"
    open_space(folder).close()
    assert copies() == (copy,)  # once is enough


def test_a_space_that_cannot_be_copied_is_left_as_it_is(tmp_path: Path) -> None:
    folder = old_space(tmp_path / "Mairie", OLD[-2])
    before = schema(folder)
    locations.copies_folder().parent.mkdir(parents=True)
    locations.copies_folder().write_text("un fichier à la place du dossier", encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        open_space(folder)
    assert caught.value.code is Code.COPY_NOT_MADE
    assert schema(folder) == before


def test_what_is_no_workspace_is_left_to_the_opening(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database")
    assert protect(tmp_path) is None
    assert protect(tmp_path / "absent") is None
    assert before_migration.copies() == ()


def test_a_vault_is_copied_closed_before_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = create_space(tmp_path / "clair", the_commune("61339"))
    try:
        vault = vault_keeping.put_in_vault(office, tmp_path / "coffre", Keys.draw(), "Claire")
    finally:
        office.close()
    open_space(vault).close()
    assert copies() == ()
    monkeypatch.setattr(before_migration, "_newest", lambda: 10_000)
    open_space(vault).close()
    (copy,) = copies()
    with zipfile.ZipFile(copy) as archive:
        assert not any(b"SQLite format 3" in archive.read(name) for name in archive.namelist())
    back = vault_keeping.restore_sealed_copy(copy, tmp_path / "revenu", "Claire")
    assert back.folder == tmp_path / "revenu"
