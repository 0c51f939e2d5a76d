"""The journal shows what another tool did to it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends import chainer, fail, null
from memory_keyring import MemoryKeyring

from secretaire.acts.act import Act, ActId
from secretaire.acts.life import Step
from secretaire.council.commune import Commune
from secretaire.errors import Code, EnvironmentFault
from secretaire.store.canonical import canonical_json, sha256_hex
from secretaire.store.custody import Protection
from secretaire.store.journal import Entry, Event
from secretaire.store.journal_chain import GENESIS, Breach
from secretaire.store.secrets import SERVICE, create_key, read_key
from secretaire.store.workspace import FILE_NAME, Workspace

LINES = 8  # « cle_creee », « espace_cree », then six


@pytest.fixture
def journal_file(workspace: Workspace, folder: Path, now: datetime) -> Path:
    """A closed workspace whose journal has LINES lines."""
    _write(workspace, now, LINES - 2)
    workspace.close()
    return folder / FILE_NAME


@contextmanager
def another_tool(file: Path) -> Iterator[sqlite3.Connection]:
    """Write without our pragmas, our triggers removed."""
    connection = sqlite3.connect(file, isolation_level=None)
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    yield connection
    connection.close()


def _write(workspace: Workspace, now: datetime, lines: int) -> None:
    for line in range(lines):
        workspace.journal.append(Entry("Claire MARTIN", Step.RELIRE, ActId("a1"), line, "0" * 64), now=now)


def _verified(file: Path) -> tuple[bool, int, int | None, Breach | None]:
    with Workspace.open(file.parent) as workspace:
        report = workspace.journal.verify()
    return report.intact, report.entries, report.first_break, report.reason


def _chain_again(connection: sqlite3.Connection) -> None:
    """What a careful forger does: number and hash every line again, and the head (they have no key)."""
    rows = connection.execute("SELECT * FROM journal ORDER BY seq").fetchall()
    connection.execute("DELETE FROM journal")
    previous = GENESIS
    for seq, row in enumerate(rows, start=1):
        line = (seq, *row[1:8], previous)
        previous = sha256_hex(canonical_json(list(line)))
        connection.execute("INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?,?)", (*line, previous, row[10]))
    connection.execute("UPDATE journal_head SET entries = ?, hash = ?", (len(rows), previous))


def test_an_untouched_journal_is_intact(journal_file: Path) -> None:
    with Workspace.open(journal_file.parent) as workspace:
        report = workspace.journal.verify()
    assert (report.intact, report.entries, report.unsigned) == (True, LINES, 0)
    assert (report.protection, report.first_break, report.reason) == (Protection.SIGNE, None, None)


TAMPERINGS: list[tuple[str, int | None, Breach]] = [
    ("UPDATE journal SET who = 'Paul DURAND' WHERE seq = 5", 5, Breach.LIGNE_MODIFIEE),
    ("UPDATE journal SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 4", 4, Breach.LIGNE_MODIFIEE),
    ("UPDATE journal SET data = '{}  ' WHERE seq = 3", 3, Breach.LIGNE_MODIFIEE),
    ("UPDATE journal SET hash = prev_hash WHERE seq = 6", 6, Breach.LIGNE_MODIFIEE),
    ("UPDATE journal SET signature = hash WHERE seq = 6", 6, Breach.SIGNATURE_FAUSSE),
    ("UPDATE journal SET signature = NULL WHERE seq = 6", 6, Breach.LIGNE_SANS_CLE),
    ("UPDATE journal SET signature = NULL", 1, Breach.REECRIT),
    ("UPDATE journal SET signature = NULL WHERE seq < 6", 1, Breach.REECRIT),
    ("DELETE FROM journal WHERE seq = 1", 1, Breach.LIGNE_RETIREE),
    ("DELETE FROM journal WHERE seq = 5", 5, Breach.LIGNE_RETIREE),
    ("DELETE FROM journal WHERE seq = 8", 8, Breach.LIGNE_RETIREE),
    ("DELETE FROM journal WHERE seq > 6", 7, Breach.LIGNE_RETIREE),
    ("DELETE FROM journal", 1, Breach.LIGNE_RETIREE),
    ("DELETE FROM journal_head", None, Breach.TETE_MODIFIEE),
    ("UPDATE journal_head SET signature = NULL", None, Breach.TETE_MODIFIEE),
    ("UPDATE journal_head SET hash = signature", None, Breach.TETE_MODIFIEE),
    ("UPDATE journal_head SET entries = 9", None, Breach.TETE_MODIFIEE),
    ("UPDATE journal_head SET entries = 7", None, Breach.TETE_MODIFIEE),
    # two lines exchanged
    ("UPDATE journal SET seq = CASE seq WHEN -4 THEN 5 ELSE 4 END WHERE seq IN (-4, -5)", 4, Breach.LIGNE_MODIFIEE),
]


@pytest.mark.parametrize(("sql", "first_break", "reason"), TAMPERINGS)
def test_what_another_tool_does_is_found(journal_file: Path, sql: str, first_break: int | None, reason: Breach) -> None:
    with another_tool(journal_file) as connection:
        if "-4" in sql:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.execute("UPDATE journal SET seq = -seq WHERE seq IN (4, 5)")
        assert connection.execute(sql).rowcount > 0
    intact, _, found_break, found_reason = _verified(journal_file)
    assert (intact, found_break, found_reason) == (False, first_break, reason)


def test_lines_removed_at_the_end_with_the_head_set_back_are_found(journal_file: Path) -> None:
    with another_tool(journal_file) as connection:
        connection.execute("DELETE FROM journal WHERE seq > 5")
        connection.execute("UPDATE journal_head SET entries = 5, hash = (SELECT hash FROM journal WHERE seq = 5)")
    assert _verified(journal_file) == (False, 5, None, Breach.TETE_MODIFIEE)


def _forge(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE journal SET who = 'Paul DURAND' WHERE seq = 5")


def _remove(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM journal WHERE seq = 5")


def _insert(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE journal SET seq = seq + 100 WHERE seq >= 5")
    connection.execute(
        "INSERT INTO journal SELECT 5, at, who, 'approuver', act_id, version, content_sha256, data,"
        " prev_hash, hash, signature FROM journal WHERE seq = 4"
    )


@pytest.mark.parametrize("forge", [_forge, _remove, _insert])
def test_a_chain_written_again_without_the_key_is_found(
    journal_file: Path, forge: Callable[[sqlite3.Connection], None]
) -> None:
    with another_tool(journal_file) as connection:
        forge(connection)
        _chain_again(connection)
    intact, _, first_break, reason = _verified(journal_file)
    assert (intact, first_break, reason) == (False, 5, Breach.SIGNATURE_FAUSSE)


@pytest.mark.parametrize(("signature", "reason"), [(None, Breach.LIGNE_SANS_CLE), ("ab" * 32, Breach.SIGNATURE_FAUSSE)])
def test_a_line_forged_at_the_end_without_the_key_is_found(
    journal_file: Path, signature: str | None, reason: Breach
) -> None:
    with another_tool(journal_file) as connection:
        connection.execute(
            "INSERT INTO journal SELECT 9, at, 'le maire', 'approuver', act_id, 2, content_sha256, data, hash, '', ?"
            " FROM journal WHERE seq = 8",
            (signature,),
        )
        _chain_again(connection)
    assert _verified(journal_file) == (False, 9, 9, reason)


def test_a_forged_line_does_not_stop_the_work_and_stays_visible(journal_file: Path, now: datetime) -> None:
    with another_tool(journal_file) as connection:
        connection.execute(
            "INSERT INTO journal SELECT 9, at, who, what, act_id, 2, '', data, hash, '', NULL"
            " FROM journal WHERE seq = 8"
        )
    with Workspace.open(journal_file.parent) as workspace:
        _write(workspace, now, 2)
    intact, entries, first_break, _ = _verified(journal_file)
    assert (intact, entries, first_break) == (False, LINES + 3, 9)


COVERINGS = {
    "lines removed at the end": ("DELETE FROM journal WHERE seq > 6", LINES - 2, 7, Breach.LIGNE_RETIREE),
    "the same, the head set back": (
        "DELETE FROM journal WHERE seq > 6;"
        "UPDATE journal_head SET entries = 6, hash = (SELECT hash FROM journal WHERE seq = 6)",
        LINES - 2,
        None,
        Breach.TETE_MODIFIEE,
    ),
    "the same, the head unsigned": (
        "DELETE FROM journal WHERE seq > 6;"
        "UPDATE journal_head SET entries = 6, hash = (SELECT hash FROM journal WHERE seq = 6), signature = NULL",
        LINES - 2,
        None,
        Breach.TETE_MODIFIEE,
    ),
    "the head taken away": (
        "DELETE FROM journal WHERE seq > 6; DELETE FROM journal_head",
        6,
        None,
        Breach.TETE_MODIFIEE,
    ),
    "all signatures taken away": (
        "UPDATE journal SET signature = NULL; UPDATE journal_head SET signature = NULL",
        LINES,
        1,
        Breach.REECRIT,
    ),
    "all lines taken away": (
        "DELETE FROM journal; UPDATE journal_head SET entries = 0, signature = NULL, hash = substr('"
        + GENESIS
        + "', 1)",
        0,
        1,
        Breach.REECRIT,
    ),
}


@pytest.mark.parametrize("covering", COVERINGS)
def test_going_on_working_never_covers_what_another_tool_did(journal_file: Path, now: datetime, covering: str) -> None:
    sql, left, first_break, reason = COVERINGS[covering]
    with another_tool(journal_file) as connection:
        connection.executescript(sql)
    with Workspace.open(journal_file.parent) as workspace:
        _write(workspace, now, 3)
    assert _verified(journal_file) == (False, left + 3, first_break, reason)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET who = 'x' WHERE seq = 3",
        "DELETE FROM journal WHERE seq = 8",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 3",
        "INSERT INTO journal SELECT 0, at, who, what, act_id, 2, '', data, hash, '', NULL FROM journal WHERE seq = 8",
        "UPDATE journal_head SET entries = 3",
        "DELETE FROM journal_head",
        "INSERT OR REPLACE INTO journal_head VALUES (1, 3, '', NULL)",
    ],
)
def test_the_file_itself_refuses_to_change_its_journal(journal_file: Path, sql: str) -> None:
    """Even to a tool that does not set our pragmas."""
    connection = sqlite3.connect(journal_file)
    before = list(connection.iterdump())
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(sql)
    assert list(connection.iterdump()) == before
    connection.close()


def test_without_keyring_the_journal_works_and_says_so(
    no_keyring: None, folder: Path, commune: Commune, now: datetime
) -> None:
    with Workspace.create(folder, commune) as workspace:
        line = workspace.journal.append(Entry("Claire MARTIN", Step.RELIRE, ActId("a1"), 2), now=now)
        report = workspace.journal.verify()
    assert line.sans_cle
    assert (report.intact, report.protection) == (True, Protection.SANS_TROUSSEAU)
    assert report.unsigned == report.entries == 2
    with another_tool(folder / FILE_NAME) as connection:
        connection.execute("UPDATE journal SET who = 'Paul DURAND' WHERE seq = 2")
    assert _verified(folder / FILE_NAME) == (False, 2, 2, Breach.LIGNE_MODIFIEE)


@pytest.mark.parametrize(
    ("changed", "first_break", "reason"), [(3, 4, Breach.LIGNE_MODIFIEE), (5, None, Breach.TETE_MODIFIEE)]
)
def test_without_key_a_line_written_again_with_its_hash_breaks_the_chain(
    no_keyring: None,
    folder: Path,
    commune: Commune,
    now: datetime,
    changed: int,
    first_break: int | None,
    reason: Breach,
) -> None:
    with Workspace.create(folder, commune) as workspace:
        _write(workspace, now, 4)
    with another_tool(folder / FILE_NAME) as connection:
        row = connection.execute("SELECT * FROM journal WHERE seq = ?", (changed,)).fetchone()
        digest = sha256_hex(canonical_json([*row[:2], "Paul DURAND", *row[3:9]]))
        connection.execute("UPDATE journal SET who = 'Paul DURAND', hash = ? WHERE seq = ?", (digest, changed))
    assert _verified(folder / FILE_NAME) == (False, 5, first_break, reason)


def test_a_journal_begun_without_keyring_is_signed_from_the_day_there_is_one(
    memory_keyring: MemoryKeyring, folder: Path, commune: Commune, now: datetime
) -> None:
    keyring.set_keyring(fail.Keyring())
    with Workspace.create(folder, commune) as workspace:
        _write(workspace, now, 2)
    keyring.set_keyring(memory_keyring)
    with Workspace.open(folder) as workspace:
        _write(workspace, now, 1)
        report = workspace.journal.verify()
    assert (report.intact, report.entries, report.unsigned) == (True, 5, 3)
    assert report.protection is Protection.SIGNE
    # the first signed line vouches for those before it
    with another_tool(folder / FILE_NAME) as connection:
        connection.execute("UPDATE journal SET who = 'Paul DURAND' WHERE seq = 2")
        _chain_again(connection)
    assert _verified(folder / FILE_NAME) == (False, 5, 4, Breach.SIGNATURE_FAUSSE)


def test_where_the_key_is_not_the_journal_says_that_it_cannot_be_verified(
    memory_keyring: MemoryKeyring, journal_file: Path, now: datetime
) -> None:
    at_the_town_hall = dict(memory_keyring.kept)
    memory_keyring.kept.clear()
    with Workspace.open(journal_file.parent) as workspace:
        report = workspace.journal.verify()
        assert (report.intact, report.reason, report.first_break) == (False, Breach.CLE_ABSENTE, None)
        assert workspace.journal.append(Entry("Paul", Step.RELIRE), now=now).sans_cle
        assert workspace.journal.verify().protection is Protection.CLE_ABSENTE
    assert memory_keyring.kept == {}  # a new key would make the older lines unverifiable for ever
    memory_keyring.kept.update(at_the_town_hall)
    assert _verified(journal_file) == (False, LINES + 1, LINES + 1, Breach.LIGNE_SANS_CLE)


def test_the_key_is_on_no_disk(memory_keyring: MemoryKeyring, journal_file: Path, folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        owner = workspace.uuid
        assert set(memory_keyring.kept) == {(SERVICE, owner), (SERVICE, f"{owner}:tete")}
        key = memory_keyring.kept[SERVICE, owner]
        line = workspace.journal.entries(ActId("a1"))[0]
    with another_tool(journal_file) as connection:
        (signature,) = connection.execute("SELECT signature FROM journal WHERE seq = ?", (line.seq,)).fetchone()
    assert signature == hmac.new(bytes.fromhex(key), line.hash.encode(), hashlib.sha256).hexdigest()
    for file in folder.iterdir():
        content = file.read_bytes()
        assert key.encode() not in content
        assert bytes.fromhex(key) not in content


class PlainFile(MemoryKeyring):
    """What `keyrings.alt.file.PlaintextKeyring` is."""


PlainFile.__module__ = "keyrings.alt.file"


class Broken(MemoryKeyring):
    def set_password(self, *_: str) -> None:
        raise OSError("le bus de session ne répond pas")


class Forgetful(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        """Like a keyring locked down by a policy: it says yes and keeps nothing."""


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring, PlainFile, Broken, Forgetful])
def test_a_keyring_that_keeps_nothing_safe_counts_as_absent(backend: type[MemoryKeyring]) -> None:
    chosen = backend()
    keyring.set_keyring(chosen)
    with pytest.raises(EnvironmentFault) as caught:
        create_key("espace")
    assert caught.value.code is Code.NO_KEYRING
    assert getattr(chosen, "kept", {}) == {}


@pytest.mark.parametrize(("chained", "usable"), [([PlainFile], False), ([PlainFile, MemoryKeyring], True), ([], False)])
def test_a_chain_of_keyrings_is_worth_its_first_safe_one(
    monkeypatch: pytest.MonkeyPatch, chained: list[type[MemoryKeyring]], usable: bool
) -> None:
    backends = [backend() for backend in chained]
    chain = chainer.ChainerBackend()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", backends)
    keyring.set_keyring(chain)
    if not usable:
        with pytest.raises(EnvironmentFault):
            create_key("espace")
        return
    key = create_key("espace")
    assert read_key("espace") == key
    assert [len(b.kept) for b in backends] == [0, 1]


def test_the_lines_of_an_act_tell_its_life(workspace: Workspace, act: Act, now: datetime) -> None:
    added = workspace.acts.add(act, "Claire MARTIN", now=now)
    read = workspace.acts.record_step(added, Step.RELIRE, "Claire MARTIN", now=now)
    workspace.acts.record_step(read, Step.SOUMETTRE, "Claire MARTIN", now=now)
    lines = workspace.journal.entries(act.id)
    assert [(e.what, e.version, e.when) for e in lines] == [
        (Event.CREATION, 1, now),
        (Step.RELIRE, 2, now),
        (Step.SOUMETTRE, 3, now),
    ]
    assert workspace.journal.entries(ActId("autre")) == ()


def test_a_moment_without_time_zone_is_refused(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="time zone"):
        workspace.journal.append(Entry("Paul", Step.RELIRE), now=datetime(2026, 3, 1))  # noqa: DTZ001
    assert workspace.journal.verify().intact


def test_keys_are_drawn_at_random(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(secrets, "token_bytes", lambda size: b"\x07" * size)
    assert create_key("espace") == b"\x07" * 32
