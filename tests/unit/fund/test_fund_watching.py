"""What counts as a change in a watched folder, and when it is told."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from watchdog.events import (
    DirCreatedEvent,
    DirModifiedEvent,
    DirMovedEvent,
    FileClosedNoWriteEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileOpenedEvent,
    FileSystemEvent,
)

from secretaire.fund.watching import FolderWatch, _Handler

WAIT_S = 20.0


def told(event: FileSystemEvent) -> bool:
    seen: list[bool] = []
    _Handler(lambda: seen.append(True)).on_any_event(event)
    return bool(seen)


@pytest.mark.parametrize(
    "event",
    [
        FileCreatedEvent("/mairie/pv.pdf"),
        FileModifiedEvent("/mairie/Délibération.DOCX"),
        FileDeletedEvent("/mairie/scan.tif"),
        FileMovedEvent("/mairie/.~partiel", "/mairie/pv.pdf"),  # how many programs save
        FileMovedEvent("/mairie/pv.pdf", "/ailleurs/pv.txt.part"),
        DirMovedEvent("/mairie/2023", "/mairie/Année 2023"),
        DirCreatedEvent("/mairie/2024"),
    ],
)
def test_a_document_or_a_folder_that_changes_counts(event: FileSystemEvent) -> None:
    assert told(event)


@pytest.mark.parametrize(
    "event",
    [
        FileOpenedEvent("/mairie/pv.pdf"),
        FileClosedNoWriteEvent("/mairie/pv.pdf"),
        FileCreatedEvent("/mairie/~$pv.docx"),
        FileModifiedEvent("/mairie/Secretaire/espace.sqlite-wal"),
        FileCreatedEvent("/mairie/.~lock.pv.odt#"),
        DirModifiedEvent("/mairie"),
        DirCreatedEvent("/mairie/.cache"),
    ],
)
def test_what_programs_do_for_themselves_does_not_count(event: FileSystemEvent) -> None:
    assert not told(event)


def test_a_burst_of_changes_is_told_once(tmp_path: Path) -> None:
    times: list[int] = []
    called = threading.Event()

    def changed() -> None:
        times.append(1)
        called.set()

    watch = FolderWatch(changed, quiet_seconds=0.3)
    try:
        watch.watch([tmp_path])
        for number in range(20):
            (tmp_path / f"{number}.txt").write_text("Le conseil décide.", encoding="utf-8")
        assert called.wait(WAIT_S)
    finally:
        watch.close()
    assert len(times) == 1


def test_nothing_is_told_once_closed(tmp_path: Path) -> None:
    called = threading.Event()
    watch = FolderWatch(called.set, quiet_seconds=0.0)
    watch.watch([tmp_path])
    watch.close()
    (tmp_path / "pv.txt").write_text("Le conseil décide.", encoding="utf-8")
    assert not called.wait(0.2)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    watch = FolderWatch(lambda: None)
    try:
        watch.watch([tmp_path / "absent" / "dossier"])
        assert watch.unwatched
    finally:
        watch.close()
