"""A vault: opened, closed, attacked, stopped between any two steps; nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pyrage import decrypt
from pyrage.x25519 import Identity

from secretaire.council.commune import Commune
from secretaire.errors import Code, EnvironmentFault, Refused, SecretaireError
from secretaire.store.age_file import Keys
from secretaire.store.occupation import FILE_NAME as LOCK
from secretaire.store.occupation import hold
from secretaire.store.vault import OpenVault, close_vault, create_vault, in_clear, open_vault, renew_session, work_of
from secretaire.store.vault_card import VAULT_NAME, is_vault
from secretaire.store.workspace import Workspace

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
STEPS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "sqlite3.connect", "shutil.rmtree"}


@pytest.fixture
def keys(tmp_path: Path, commune: Commune) -> Keys:
    with Workspace.create(tmp_path / "clair", commune) as space:
        space.settings.put("essai", "un")
    (tmp_path / "clair" / "papier").mkdir()
    (tmp_path / "clair" / "papier" / "entete.txt").write_text("Aubigny")
    drawn = Keys.draw()
    create_vault(tmp_path / "clair", tmp_path / "coffre", tmp_path / "travail", drawn, now=NOW)
    return drawn


def reopened(tmp_path: Path, identity: str) -> OpenVault:
    return open_vault(tmp_path / "coffre", tmp_path / "travail", identity)


def value(folder: Path) -> object:
    with Workspace.open(folder) as space:
        assert space.journal.verify().intact
        return space.settings.get("essai")


def write(folder: Path, said: str) -> None:
    with Workspace.open(folder) as space:
        space.settings.put("essai", said)


def test_what_is_written_in_a_vault_is_there_when_it_opens_again_and_nothing_stays_in_clear(
    tmp_path: Path, keys: Keys
) -> None:
    assert is_vault(tmp_path / "coffre")
    assert value(tmp_path / "clair") == "un"
    opened = reopened(tmp_path, keys.session)
    write(opened.work, "deux")
    close_vault(opened, keys.session, now=NOW)
    assert [path.name for path in (tmp_path / "travail").iterdir()] == [LOCK]
    again = reopened(tmp_path, keys.session)
    assert (again.resumed, value(again.work)) == (False, "deux")
    assert (again.work / "papier" / "entete.txt").read_text() == "Aubigny"
    again.release()


def test_the_recovery_identity_opens_it_and_any_age_program_gives_a_copy(tmp_path: Path, keys: Keys) -> None:
    clear = decrypt((tmp_path / "coffre" / VAULT_NAME).read_bytes(), [Identity.from_str(keys.recovery)])
    assert clear.startswith(b"PK")
    opened = reopened(tmp_path, keys.recovery)
    assert value(opened.work) == "un"
    opened.release()


@pytest.mark.parametrize("harm", ["wrong key", "no key", "altered", "cut", "emptied"])
def test_a_wrong_key_or_a_damaged_file_opens_nothing(tmp_path: Path, keys: Keys, harm: str) -> None:
    file, key = tmp_path / "coffre" / VAULT_NAME, keys.session
    content = bytearray(file.read_bytes())
    match harm:
        case "wrong key":
            key = str(Identity.generate())
        case "no key":
            key = "AGE-SECRET-KEY-1"
        case "altered":
            content[len(content) // 2] ^= 1
        case "cut":
            content = content[:-100]
        case _:
            content.clear()
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        reopened(tmp_path, key)
    assert refused.value.code is Code.VAULT_UNREADABLE
    assert not in_clear(tmp_path / "travail")
    hold(tmp_path / "coffre").release()


def test_a_recipient_added_to_the_card_is_refused(tmp_path: Path, keys: Keys) -> None:
    opened = reopened(tmp_path, keys.session)
    card = tmp_path / "coffre" / "coffre.json"
    said = json.loads(card.read_text())
    said["destinataires"].append(str(Identity.generate().to_public()))
    card.write_text(json.dumps(said))
    with pytest.raises(Refused):
        close_vault(opened, keys.session, now=NOW)
    assert value(opened.work) == "un"
    opened.release()


def test_two_openings_two_states_and_strange_files_are_refused(tmp_path: Path, keys: Keys) -> None:
    former = (tmp_path / "coffre" / VAULT_NAME).read_bytes()
    opened = reopened(tmp_path, keys.session)
    with pytest.raises(Refused):
        reopened(tmp_path, keys.session)
    (opened.work / "notes.txt").write_text("à moi")
    with pytest.raises(Refused) as strange:
        close_vault(opened, keys.session, now=NOW)
    assert strange.value.code is Code.VAULT_STRANGER
    (opened.work / "notes.txt").unlink()
    opened.release()
    (tmp_path / "coffre" / VAULT_NAME).write_bytes(former + b"x")
    with pytest.raises(Refused) as two:
        reopened(tmp_path, keys.session)
    assert two.value.code is Code.VAULT_TWO_STATES
    assert value(work_of(tmp_path / "travail")) == "un"


CHILD = """
import errno, os, sys
from datetime import UTC, datetime
from pathlib import Path
from secretaire.store import vault
root, key, how, last = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
opened = vault.open_vault(root / "coffre", root / "travail", key)
steps, seen = set(sys.argv[5].split(",")), 0
def hook(event, args):
    global seen
    if event in steps and str(root) in repr(args):
        seen += 1
        if seen == last:
            if how == "crash":
                os._exit(9)
            raise OSError(errno.ENOSPC, "No space left on device")
sys.addaudithook(hook)
vault.close_vault(opened, key, now=datetime(2026, 3, 1, tzinfo=UTC))
os._exit(0 if seen < last else 3)
"""


@pytest.mark.parametrize("how", ["crash", "full"])
def test_stopped_at_any_step_of_closing_loses_nothing(tmp_path: Path, keys: Keys, how: str) -> None:
    step, codes = 0, list[int]()
    while not codes or codes[-1] != 0:
        step += int(os.environ.get("SECRETAIRE_VAULT_STRIDE", "4"))
        opened = reopened(tmp_path, keys.session)
        write(opened.work, f"pas {step}")
        opened.release()
        command = [sys.executable, "-c", CHILD, str(tmp_path), keys.session, how, str(step), ",".join(sorted(STEPS))]
        codes.append(subprocess.run(command, check=False, capture_output=True).returncode)
        after = reopened(tmp_path, keys.session)
        assert value(after.work) == f"pas {step}", step
        after.release()
    assert {"crash": 9, "full": 1}[how] in codes


def test_a_disk_full_while_closing_is_said(tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = reopened(tmp_path, keys.session)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "plein")

    with monkeypatch.context() as patched:
        patched.setattr("secretaire.store.age_file.os.fsync", full)
        with pytest.raises(SecretaireError) as said:
            close_vault(opened, keys.session, now=NOW)
    assert isinstance(said.value, EnvironmentFault)
    assert value(opened.work) == "un"
    close_vault(opened, keys.session, now=NOW)


def test_a_disk_full_in_the_midst_of_encrypting_is_said(
    tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = reopened(tmp_path, keys.session)

    def full(_block: bytes) -> int:
        raise OSError(errno.ENOSPC, "plein")

    with monkeypatch.context() as patched:
        patched.setattr(
            "secretaire.store.age_file._Followed.write", lambda self, block: self._kept(lambda: full(block))
        )
        with pytest.raises(EnvironmentFault) as said:
            close_vault(opened, keys.session, now=NOW)
    assert said.value.data["cause"] == "plein"
    close_vault(opened, keys.session, now=NOW)
    assert not in_clear(tmp_path / "travail")


def test_the_sheet_gives_the_session_a_new_key_and_the_former_opens_nothing_more(tmp_path: Path, keys: Keys) -> None:
    fresh = Keys.draw().session
    opened = reopened(tmp_path, keys.recovery)
    with pytest.raises(Refused) as other:
        renew_session(opened, Keys.draw().recovery, fresh, now=NOW)
    assert other.value.code is Code.VAULT_KEY_MISTYPED
    renew_session(opened, keys.recovery, fresh, now=NOW)
    write(opened.work, "deux")
    opened.release()
    with pytest.raises(Refused):  # stopped before it was closed: the work left is not closed by any key
        reopened(tmp_path, Keys.draw().session)
    again = reopened(tmp_path, fresh)
    assert again.resumed
    close_vault(again, fresh, now=NOW)
    with pytest.raises(Refused):
        reopened(tmp_path, keys.session)
    for key in (fresh, keys.recovery):
        opened = reopened(tmp_path, key)
        assert value(opened.work) == "deux"
        opened.release()
        (tmp_path / "travail").rename(tmp_path / key[-6:])


def test_what_a_crash_left_in_clear_beside_the_work_goes_at_the_next_opening(tmp_path: Path, keys: Keys) -> None:
    home = tmp_path / "travail"
    for left in ("relecture", "ouverture", "ferme"):
        (home / left).mkdir(parents=True)
        (home / left / "coffre.zip").write_bytes(b"PK")
    opened = reopened(tmp_path, keys.session)
    assert [path.name for path in home.iterdir() if not path.name.startswith(LOCK)] == ["espace"]
    if os.name == "posix":
        assert home.stat().st_mode & 0o077 == 0
    opened.release()
