"""What the machine does to a workspace and its copies: full disk, protected folder, stick pulled out, clock, two windows."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import secretaire
from secretaire.acts.act import Act, ActId
from secretaire.acts.life import Step
from secretaire.desk import automatic_copies, safekeeping
from secretaire.desk.communes import the_commune
from secretaire.desk.messages import sentence
from secretaire.errors import Cancelled, Code, EnvironmentFault, Refused, SecretaireError
from secretaire.store import occupation
from secretaire.store.workspace import FILE_NAME, Workspace

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ACT = Act(id=ActId("tarifs-1"), type_id="tarifs_salle", numero="", objet="Tarifs", sections=())
MOUNT = shutil.which("mount")


def run(*command: str) -> int:
    return subprocess.run(command, check=False, capture_output=True).returncode


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of that size, in memory."""
    folder.mkdir()
    if MOUNT is None or run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)):
        pytest.skip("this session may not mount a disk")
    try:
        yield folder
    finally:
        run("umount", "-l", str(folder))


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    with Workspace.create(tmp_path / "Aubigny", the_commune("61001")) as made:
        made.acts.add(ACT, "Anne", now=NOW)
        yield made


def said(error: SecretaireError) -> str:
    words = sentence(error)
    assert words.endswith(".")
    assert " ; " in words  # what to do next
    return words


def test_a_full_disk_loses_nothing_and_the_work_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disque", "2m") as disk:
        with Workspace.create(disk / "Aubigny", the_commune("61001")) as space:
            act = space.acts.add(ACT, "Anne", now=NOW)
            ballast = disk / "photos"
            ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - 40_000))
            with pytest.raises(EnvironmentFault) as full:  # noqa: PT012 - until the disk is full
                for number in range(200):
                    act = space.acts.save(replace(act, objet=f"Tarifs {number} " + "é" * 4000), "Anne", now=NOW)
            assert full.value.code is Code.DISK_FULL
            assert "ce qui était enregistré est intact" in said(full.value)
            assert space.acts.get(act.id) == act  # the last save that was acknowledged
            ballast.unlink()
            saved = space.acts.save(replace(act, objet="la place est revenue"), "Anne", now=NOW)
            assert space.journal.verify().intact
        with Workspace.open(disk / "Aubigny") as again:
            assert again.acts.get(act.id) == saved


def test_a_copy_on_a_full_stick_leaves_nothing_of_itself(space: Workspace, tmp_path: Path) -> None:
    with small_disk(tmp_path / "cle", "48k") as stick:
        (stick / "lettre.txt").write_bytes(os.urandom(40_000))
        with pytest.raises(EnvironmentFault) as full:
            safekeeping.save_copy(space.folder, stick / "copie.zip")
        assert full.value.code is Code.COPY_NOT_MADE
        assert "le disque est plein" in said(full.value)
        assert str(stick / "copie.zip") in said(full.value)
        assert [p.name for p in stick.iterdir()] == ["lettre.txt"]
    archive = safekeeping.save_copy(space.folder, tmp_path / "copie.zip").path
    with small_disk(tmp_path / "petit", "64k") as disk:
        with pytest.raises(EnvironmentFault) as full:
            safekeeping.restore(archive, disk / "Aubigny", "Anne")
        assert full.value.code is Code.DISK_FULL
        assert list(disk.iterdir()) == []


def test_a_protected_folder_is_said(space: Workspace, tmp_path: Path) -> None:
    archive = safekeeping.save_copy(space.folder, tmp_path / "copie.zip").path
    with small_disk(tmp_path / "protege", "4m") as disk:
        Workspace.create(disk / "Aubigny", the_commune("61001")).close()
        run("mount", "-o", "remount,ro", str(disk))
        before = sorted(disk.rglob("*"))
        for attempt in (
            lambda: Workspace.open(disk / "Aubigny"),
            lambda: safekeeping.save_copy(space.folder, disk / "copie.zip"),
            lambda: safekeeping.restore(archive, disk / "autre", "Anne"),
            lambda: occupation.hold(disk / "Aubigny"),
        ):
            with pytest.raises(EnvironmentFault) as protected:
                attempt()
            assert protected.value.code in {Code.WORKSPACE_READONLY, Code.COPY_NOT_MADE}
            assert "protégé" in said(protected.value)
        assert sorted(disk.rglob("*")) == before


def test_a_stick_pulled_out_during_a_copy(space: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "cle"
    stick.mkdir()

    def pulled_out(_done: int, _total: int) -> None:
        shutil.rmtree(stick, ignore_errors=True)

    with pytest.raises(EnvironmentFault) as gone:
        safekeeping.save_copy(space.folder, stick / "copie.zip", pulled_out)
    assert gone.value.code is Code.COPY_NOT_MADE
    assert "branché" in said(gone.value)
    assert not stick.exists()  # nothing is made in its place
    assert space.acts.get(ACT.id).objet == "Tarifs"


def test_a_workspace_whose_stick_is_pulled_out_acknowledges_nothing(space: Workspace, tmp_path: Path) -> None:
    act = space.acts.get(ACT.id)
    space.folder.rename(tmp_path / "dans la poche")
    with pytest.raises(SecretaireError) as gone:
        space.acts.save(replace(act, objet="perdu ?"), "Anne", now=NOW)
    assert gone.value.code is Code.WORKSPACE_MISSING
    assert "branchez la clé" in said(gone.value)
    assert not space.folder.exists()
    (tmp_path / "dans la poche").rename(space.folder)
    assert space.acts.save(replace(act, objet="la clé est revenue"), "Anne", now=NOW).version == 2


def test_a_clock_moved_back_changes_neither_the_work_nor_the_copies(space: Workspace) -> None:
    act = space.acts.get(ACT.id)
    yesterday = NOW - timedelta(days=400)
    act = space.acts.save(replace(act, objet="corrigé"), "Anne", now=yesterday)
    act = space.acts.record_step(act, Step.RELIRE, "Anne", now=yesterday)
    assert space.journal.verify().intact
    assert [v.version for v in space.acts.versions(act.id)] == [1, 2, 3]
    office = automatic_copies.Office(space, None, None)  # type: ignore[arg-type]
    ahead, back = datetime(2030, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    (first,) = automatic_copies.copy_where_due(office, ahead)
    (second,) = automatic_copies.copy_where_due(office, back)  # the copy of 2030 does not put it off for four years
    assert automatic_copies.copy_where_due(office, back + timedelta(hours=1)) == ()
    kept = {copy.path for copy in automatic_copies.places(office)[0].copies}
    assert kept == {first.made, second.made}


def test_a_network_share_takes_copies_but_no_workspace(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "partage"
    share.mkdir()
    monkeypatch.setattr("secretaire.store.database.on_network", lambda folder: folder.is_relative_to(share))
    monkeypatch.setattr("secretaire.desk.safekeeping.on_network", lambda folder: folder.is_relative_to(share))
    archive = safekeeping.save_copy(space.folder, share / "copie.zip").path
    with pytest.raises(EnvironmentFault) as refused:
        safekeeping.restore(archive, share / "Aubigny", "Anne")
    assert refused.value.code is Code.WORKSPACE_ON_NETWORK
    assert "copiez sur le réseau ses sauvegardes" in said(refused.value)


HOLDER = """
import sys, time
from pathlib import Path
from secretaire.store.occupation import hold
held = hold(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(600)
"""


def test_the_second_window_is_told_and_a_crash_does_not_leave_the_space_shut(space: Workspace) -> None:
    path = str(Path(secretaire.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(space.folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(Refused) as told:
            occupation.hold(space.folder)
        assert "déjà ouvert dans une autre fenêtre" in said(told.value)
        act = space.acts.get(ACT.id)
        assert space.acts.save(replace(act, objet="d'une commande"), "Anne", now=NOW).version == 2
        first.send_signal(signal.SIGKILL)
        first.wait()
    held = occupation.hold(space.folder)
    with pytest.raises(Refused):
        occupation.hold(space.folder)  # in one process too
    held.release()
    occupation.hold(space.folder).release()


def test_copies_go_where_they_are_wanted_are_rotated_and_never_fill_the_disk(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = automatic_copies.Office(space, None, None)  # type: ignore[arg-type]
    stick = tmp_path / "cle"
    with pytest.raises(SecretaireError):
        automatic_copies.choose_place(office, stick)
    stick.mkdir()
    automatic_copies.choose_place(office, stick)
    (stick / "Aubigny_2020-01-01_00-00-00_ffffffff.zip").write_bytes(b"of another commune")
    (stick / f".Alençon_2026-11-01_08-00-00_{space.uuid[:8]}.zip.a-verifier").write_bytes(b"killed")
    for day in range(8):
        outcomes = automatic_copies.copy_where_due(office, NOW + timedelta(days=day))
        assert [outcome.fault for outcome in outcomes] == [None, None]
    here, away = automatic_copies.places(office)
    assert len(here.copies) == len(away.copies) == 6  # 5 days, and the Sunday of the week before
    assert (stick / "Aubigny_2020-01-01_00-00-00_ffffffff.zip").exists()
    assert len(list(stick.iterdir())) == 6 + 1
    shutil.rmtree(stick)
    assert [p.reachable for p in automatic_copies.places(office)] == [True, False]
    assert len(automatic_copies.copy_now(office, NOW + timedelta(days=9))) == 1
    assert not stick.exists()
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(automatic_copies.shutil, "disk_usage", lambda _path: usage)
    (outcome,) = automatic_copies.copy_now(office, NOW + timedelta(days=10))
    assert outcome.fault is not None
    assert "presque plus de place" in said(outcome.fault)
    automatic_copies.forget_place(office)
    assert len(automatic_copies.places(office)) == 1
    (space.folder / "types").mkdir()
    with pytest.raises(SecretaireError) as inside:
        automatic_copies.choose_place(office, space.folder / "types")
    assert inside.value.code is Code.COPY_INSIDE


def test_stopping_an_automatic_copy_leaves_the_former_ones(space: Workspace) -> None:
    office = automatic_copies.Office(space, None, None)  # type: ignore[arg-type]
    automatic_copies.copy_now(office, NOW)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        automatic_copies.copy_now(office, NOW + timedelta(days=1), stop)
    assert len(automatic_copies.places(office)[0].copies) == 1
    assert len(list(automatic_copies.places(office)[0].folder.iterdir())) == 1
    assert (space.folder / FILE_NAME).exists()
