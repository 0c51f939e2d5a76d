"""Hostile files, and hostile folders: one outcome each, and the next file is read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_files import HOSTILE, SENTENCE, Hostile, sound_pdf, sound_zip

from secretaire.fund.causes import Cause
from secretaire.fund.reading.readers import pdf, read_file
from secretaire.fund.reading.readers.content import Content
from secretaire.fund.reading.reading import Status
from secretaire.fund.reading.reading_process import FOLDER_PREFIX, ReadingProcess
from secretaire.fund.reading.scan import scan


@pytest.fixture(scope="module")
def process() -> Iterator[ReadingProcess]:
    with ReadingProcess(seconds_per_file=100.0) as process:
        yield process


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_is_one_outcome(process: ReadingProcess, tmp_path: Path, hostile: Hostile) -> None:
    path = tmp_path / hostile.name
    path.write_bytes(hostile.make())
    outcome = process.read(path)
    causes = {outcome.cause, *(process.read(path, member).cause for member in outcome.members[:10])}
    assert hostile.causes & causes, (outcome.status, causes)
    assert causes <= hostile.causes | {None, Cause.DAMAGED, Cause.OTHER_CONTENT}, causes
    assert list(tmp_path.iterdir()) == [path]
    assert not list(Path(tempfile.gettempdir()).glob("evasion*"))


def test_what_a_killed_reader_had_unpacked_is_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = tmp_path / "a.zip"
    path.write_bytes(sound_zip())
    with ReadingProcess(seconds_per_file=0.0) as process:
        assert process.read(path, "2023/acte.pdf").cause is Cause.TOO_SLOW
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(FOLDER_PREFIX)] == []


def test_a_file_of_two_gigabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    outcome = read_file(path)
    assert (outcome.status, outcome.cause) == (Status.ERROR, Cause.TOO_LARGE)


def test_a_file_that_changes_while_it_is_read_will_be_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sound_pdf())
    real = pdf.clean

    def change(text: str) -> str:
        path.write_bytes(sound_pdf() + b"\n")
        return real(text)

    monkeypatch.setattr(pdf, "clean", change)
    outcome = read_file(path)
    assert (outcome.status, outcome.cause, outcome.pages) == (Status.ERROR, Cause.CHANGED, ())


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")

    def vanish(path: Path) -> Content:
        path.unlink()
        return Content.TEXT

    monkeypatch.setattr("secretaire.fund.reading.readers.sniff", vanish)
    assert read_file(path).cause is Cause.VANISHED


def test_a_file_without_rights_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")

    def refuse(path: Path) -> None:
        raise PermissionError

    monkeypatch.setattr("secretaire.fund.reading.readers.sniff", refuse)  # root reads what nobody may read
    assert read_file(path).cause is Cause.NO_RIGHT


NAMES = [
    "deux\nlignes.txt",
    "renversé\u202etxt.pdf.txt",
    "x" * 251 + ".txt",
    " espaces .txt",
    "point..txt",
    "'\"`$(x);.txt",
    "-rf.txt",
]


@pytest.mark.skipif(os.name == "nt", reason="Windows refuses these names")
@pytest.mark.parametrize("name", NAMES)
def test_odd_names_are_read(process: ReadingProcess, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SENTENCE, encoding="utf-8")
    (found,) = scan(tmp_path, is_folder=True).found
    assert process.read(found.path).status is Status.READ


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_pipes_devices_and_links_that_lead_nowhere_are_left_aside(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.pdf")
    (tmp_path / "zero.pdf").symlink_to("/dev/zero")
    (tmp_path / "boucle.pdf").symlink_to(tmp_path / "boucle.pdf")
    (tmp_path / "perdu.pdf").symlink_to(tmp_path / "absent.pdf")
    (tmp_path / "dossier.pdf").mkdir()
    (tmp_path / "ici").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "acte.pdf").write_bytes(sound_pdf())
    (tmp_path / "lien.pdf").symlink_to(tmp_path / "acte.pdf")
    result = scan(tmp_path, is_folder=True)
    assert [found.path.name for found in result.found] == ["acte.pdf", "lien.pdf"]
    assert (result.ignored, result.blind) == (5, [])


def test_a_folder_met_twice_is_entered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A junction of Windows, or a mount of a folder inside itself, is a folder like another for the system."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "acte.txt").write_text("x")
    inside = tmp_path / "a" / "a"
    inside.symlink_to(tmp_path / "a", target_is_directory=True)

    class Junction:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.name, self.path = entry.name, entry.path

        def is_dir(self, **_: bool) -> bool:
            return Path(self.path).is_dir()

    scandir = os.scandir

    class Listing:
        def __init__(self, folder: Path) -> None:
            self.listing = scandir(folder)

        def __enter__(self) -> Iterator[Junction]:
            return map(Junction, self.listing)

        def __exit__(self, *_: object) -> None:
            self.listing.close()

    monkeypatch.setattr("secretaire.fund.reading.scan.os.scandir", Listing)
    assert [found.path for found in scan(tmp_path, is_folder=True).found] == [tmp_path / "a" / "acte.txt"]


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ferme").mkdir()
    real = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "ferme":
            raise PermissionError
        return real(folder)

    monkeypatch.setattr("secretaire.fund.reading.scan.os.scandir", refuse)
    assert scan(tmp_path, is_folder=True).blind == [(tmp_path / "ferme", Cause.NO_RIGHT)]
