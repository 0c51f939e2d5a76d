"""What the secretary corrected in the fund is kept, added to, found again by content or by path, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from secretaire.store.corrections import Change, Correction
from secretaire.store.workspace import Workspace

NOW = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
FACTS = Correction("a" * 64, Path("/actes/2019.pdf"), 4, "tarifsdelacantine", Change.FACTS, {"date": "2019-04-08"})


def test_facts_add_to_those_of_the_same_piece(workspace: Workspace) -> None:
    store = workspace.corrections
    store.save(FACTS, now=NOW)
    store.save(replace(FACTS, facts={"objet": "Tarifs", "date": "2019-04-09"}), now=NOW)
    (kept,) = store.of_file(FACTS.sha256, FACTS.path)
    assert kept == replace(FACTS, facts={"date": "2019-04-09", "objet": "Tarifs"})


def test_a_file_is_known_by_its_content_or_its_path(workspace: Workspace) -> None:
    store = workspace.corrections
    store.save(FACTS, now=NOW)
    assert store.of_file(FACTS.sha256, Path("/ailleurs/moved.pdf"))
    assert store.of_file("b" * 64, FACTS.path)
    assert not store.of_file("b" * 64, Path("/ailleurs/moved.pdf"))


def test_corrections_follow_a_file_that_moves(workspace: Workspace) -> None:
    store = workspace.corrections
    inside = replace(FACTS, path=Path("/actes/2019.zip/avril/pv.pdf"))
    store.save(inside, now=NOW)
    store.move(Path("/actes/2019.zip"), Path("/anciens/2019.zip"))
    (kept,) = store.of_file("b" * 64, Path("/anciens/2019.zip/avril/pv.pdf"))
    assert kept == replace(inside, path=Path("/anciens/2019.zip/avril/pv.pdf"))


def test_each_change_of_a_piece_stands_by_itself(workspace: Workspace) -> None:
    store = workspace.corrections
    store.save(FACTS, now=NOW)
    none = replace(FACTS, change=Change.NOT_AN_ACT, facts={})
    store.save(none, now=NOW)
    store.remove(FACTS)
    assert store.of_file(FACTS.sha256, FACTS.path) == [none]


def test_corrections_outlive_the_window(workspace: Workspace) -> None:
    workspace.corrections.save(FACTS, now=NOW)
    workspace.close()
    with Workspace.open(workspace.folder) as again:
        assert again.corrections.of_file(FACTS.sha256, FACTS.path) == [FACTS]
