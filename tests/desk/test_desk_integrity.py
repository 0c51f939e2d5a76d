"""verifier-espace: what is damaged is named, what is a cache is made again."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from secretaire.desk import joining, letterhead, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.integrity import State, check_space
from secretaire.desk.office import create_space, open_space
from secretaire.errors import WrongUsage


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    office = create_space(tmp_path / "espace", the_commune("61001"))
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    (tmp_path / "plan.pdf").write_bytes(b"%PDF un plan")
    joining.join(office, act.id, tmp_path / "plan.pdf", "Anne")
    (tmp_path / "bail.txt").write_text("Le conseil renouvelle le bail du pigeonnier.", encoding="utf-8")
    office.fund.read([tmp_path / "bail.txt"])
    letterhead.choose_house_model(office, next(iter(letterhead.models())))
    (office.folder / "types").mkdir()
    office.close()
    return office.folder


def states(folder: Path) -> dict[str, State]:
    return {point.name: point.state for point in check_space(folder)}


def test_each_part_is_read_again_and_its_damage_named(folder: Path) -> None:
    assert set(states(folder).values()) == {State.SAIN}
    (joined,) = (folder / "jointes").iterdir()
    joined.chmod(0o644)
    joined.write_bytes(b"un autre plan")
    (folder / "types" / "faux.yaml").write_text("pas un type", encoding="utf-8")
    found = {point.name: point for point in check_space(folder) if point.state is State.DEFAUT}
    assert set(found) == {"fichiers joints", "types d'actes"}
    assert "plan.pdf" in found["fichiers joints"].words
    assert "faux.yaml" in found["types d'actes"].words
    office = open_space(folder)
    with office.workspace.writing() as db:
        db.execute("UPDATE acts SET state = 'approuve'")  # by another tool
    office.close()
    assert states(folder)["journal"] is State.DEFAUT


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh drops files it failed to read
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_an_index_that_was_damaged_is_made_again(folder: Path) -> None:
    for path in (folder / "index").rglob("*"):
        if path.is_file() and path.suffix not in {".json", ".toc"} and "LOCK" not in path.name:
            path.write_bytes(os.urandom(path.stat().st_size))
    assert states(folder)["recherche"] is State.REPARE
    gc.collect()  # what Whoosh dropped, while it may be
    assert states(folder)["recherche"] is State.SAIN
    office = open_space(folder)
    assert office.fund.search("pigeonnier").total == 1
    office.close()


def test_a_catalogue_that_was_damaged_is_put_aside_and_the_acts_open(folder: Path) -> None:
    content = bytearray((folder / "fonds.sqlite").read_bytes())
    content[100:3000] = os.urandom(2900)
    (folder / "fonds.sqlite").write_bytes(bytes(content))
    points = {point.name: point for point in check_space(folder)}
    assert points["fonds"].state is State.REPARE
    (aside,) = folder.glob("fonds.abime-*.sqlite")
    assert aside.name in points["fonds"].words
    assert states(folder)["fonds"] is State.SAIN
    office = open_space(folder)
    assert len(office.workspace.acts.list()) == 1
    office.close()


def test_a_damaged_workspace_says_to_restore(folder: Path) -> None:
    content = bytearray((folder / "espace.sqlite").read_bytes())
    content[8192:20_000] = os.urandom(20_000 - 8192)
    (folder / "espace.sqlite").write_bytes(bytes(content))
    (point,) = check_space(folder)
    assert point.state is State.DEFAUT
    assert "restaurez la dernière sauvegarde" in point.words


def test_a_folder_without_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        check_space(tmp_path)
