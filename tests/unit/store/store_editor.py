"""A process that edits an act without end, says each save once it is done, and is killed by the test.

Arguments: the folder of the workspace, the uuid of the workspace, its key.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import keyring
from memory_keyring import MemoryKeyring

from secretaire.acts.life import Step
from secretaire.store.secrets import SERVICE
from secretaire.store.workspace import Workspace


def edit_without_end(folder: Path, uuid: str, key: str) -> None:
    backend = MemoryKeyring()
    backend.set_password(SERVICE, uuid, key)
    keyring.set_keyring(backend)
    workspace = Workspace.open(folder)
    act = workspace.acts.get(workspace.acts.list()[0].id)
    while True:
        act = workspace.acts.save(replace(act, objet=f"édition {act.version}"), "Claire", now=datetime.now(UTC))
        print(act.version, flush=True)
        if act.version % 3 == 0:
            act = workspace.acts.record_step(act, Step.RELIRE, "Claire", now=datetime.now(UTC))
            print(act.version, flush=True)


edit_without_end(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
