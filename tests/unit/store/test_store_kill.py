"""kill -9 at a random instant while editing: nothing that was said to be saved is lost.

Editing saves at once and the window waits at most 0.8 s after a keystroke: at most the last second is lost. (A killed
process, not a power cut: for that we rely on `synchronous = FULL`, which a test cannot show.)
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from memory_keyring import MemoryKeyring

import secretaire
from secretaire.acts.act import Act
from secretaire.store.secrets import SERVICE
from secretaire.store.workspace import Workspace

KILLS = 20
LONGEST_LIFE_S = 0.12  # after the first save: some tens of saves
EDITOR = Path(__file__).with_name("store_editor.py")


def _last_save_of_a_killed_editor(folder: Path, uuid: str, key: str) -> int:
    """Let the editor live for a random while, kill it, and return the last version that it said was saved."""
    command = [sys.executable, str(EDITOR), str(folder), uuid, key]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(Path(secretaire.__file__).parents[1]), str(Path(__file__).parents[2])]),
    }
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as editor:
        assert editor.stdout is not None
        said = editor.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            editor.wait(random.uniform(0, LONGEST_LIFE_S))
        assert editor.poll() is None, "the editor died by itself"
        editor.kill()
        said += editor.stdout.read()
    whole_lines = said[: said.rfind("\n")].splitlines()
    return int(whole_lines[-1])


def test_a_killed_editor_loses_nothing_that_was_saved(
    workspace: Workspace, folder: Path, act: Act, now: datetime, memory_keyring: MemoryKeyring
) -> None:
    workspace.acts.add(act, "Claire", now=now)
    workspace.close()
    key = memory_keyring.kept[SERVICE, workspace.uuid]
    versions = []
    for _ in range(KILLS):
        said = _last_save_of_a_killed_editor(folder, workspace.uuid, key)
        with Workspace.open(folder) as reopened:
            with reopened.writing() as db:
                assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            kept = reopened.acts.get(act.id)
            # one more at most: saved, and killed before it could say so
            assert said <= kept.version <= said + 1
            assert reopened.acts.version(act.id, kept.version) == kept
            report = reopened.journal.verify()
            assert report.intact, report
        versions.append(kept.version)
    assert versions == sorted(set(versions))
