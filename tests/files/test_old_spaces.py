"""A workspace of every past version of the schema is opened, brought up to date, and has lost nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import keyring
import pytest
from memory_keyring import MemoryKeyring

from secretaire.acts.act import ActId
from secretaire.desk.safekeeping import SPACE_SCHEMA
from secretaire.store.soundness import examine
from secretaire.store.workspace import FILE_NAME, Workspace

OLD = sorted((Path(__file__).parent / "anciens_espaces").glob("espace-v*.sql"))
NUMBERS = sorted(
    int(f.name[:4]) for f in (files("secretaire.store") / "migrations").iterdir() if f.name.endswith(".sql")
)


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    """The same workspace each time: its key of one test would say that the next was written again."""
    former = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    yield
    keyring.set_keyring(former)


def number(path: Path) -> int:
    return int(re.sub(r"\D", "", path.stem))


def test_every_past_version_has_its_workspace() -> None:
    """A new migration comes with the workspace of the version before it: run make_old_spaces.py."""
    assert set(NUMBERS[:-1]) <= {number(path) for path in OLD}


@pytest.mark.parametrize("dump", OLD, ids=lambda path: path.stem)
def test_an_old_workspace_is_brought_up_to_date_whole(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(dump.read_text(encoding="utf-8"))
    with Workspace.open(tmp_path) as space:
        assert space.uuid == "0f0e0d0c-0b0a-4908-8706-050403020100"
        assert space.settings.commune().nom == "Aubigny-sur-Orne"
        act = space.acts.get(ActId("tarifs-1"))
        assert act == space.acts.version(act.id, 1)
        assert [span.text for s in act.sections for p in s.paragraphs for span in p.spans] == ["Le tarif est adopté."]
        assert space.seances.vote(act.id) is not None
        assert [e.nom for e in space.roster.get().elus] == ["Delorme", "Besnard"]
        (proposal,) = space.proposals.of_act(act.id)
        assert proposal.content.text == "Le tarif est à revoir."
        report = space.journal.verify()
        assert (report.intact, report.unsigned) == (True, 2)
        assert [line.seq for line in space.journal.entries(act.id)] == [2]
    examine(path, SPACE_SCHEMA)
    copies = list(tmp_path.glob("espace.avant-v*.sqlite"))
    assert len(copies) == (number(dump) != NUMBERS[-1])
