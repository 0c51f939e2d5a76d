"""The index is a cache of the catalogue, in a private folder: harmed in any way, it is made again and says so."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from secretaire.errors import Cancelled, Code, EnvironmentFault
from secretaire.fund.catalogue.catalogue import Catalogue, Fingerprint, Root
from secretaire.fund.finding import index as index_module
from secretaire.fund.finding.analyzer import VERSION
from secretaire.fund.finding.index import PieceIndex
from secretaire.fund.finding.results import REASON_TEXTS, Answer, RebuildReason
from secretaire.fund.finding.search import Search
from secretaire.fund.pieces import ActFacts, Extent, Kind, Piece
from secretaire.fund.reading.reading import Page, Reading, Status

posix_only = pytest.mark.skipif(os.name != "posix", reason="rights of folders are checked on POSIX only")


@dataclass(slots=True)
class Small:
    """A catalogue, its index and its search, without reading any file."""

    folder: Path
    catalogue: Catalogue
    index: PieceIndex
    search: Search

    def add(self, name: str, *texts: str, objet: str = "") -> int:
        """One document of one piece, a text a page."""
        pages = tuple(Page(number, text) for number, text in enumerate(texts, start=1))
        reading = Reading(Status.READ, pages, page_count=len(pages))
        piece = Piece(Extent(1, 0, len(pages), len(texts[-1])), ActFacts(Kind.DELIBERATION, objet=objet))
        path = self.folder / name
        return self.catalogue.save(path, self.folder, Fingerprint(1, 1, name), reading, [piece])

    def names(self, text: str) -> list[str]:
        """Files of the results."""
        return [result.path.name for result in self.search.search(text).results]


def opened(folder: Path) -> Small:
    catalogue = Catalogue(folder / "fonds.sqlite")
    catalogue.add_root(Root(folder, True))
    index = PieceIndex(folder / "index", catalogue)
    return Small(folder, catalogue, index, Search(catalogue, index))


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = opened(tmp_path)
    made.add("cantine.txt", "Tarifs de la cantine scolaire : le repas est à 3,50 €.", objet="tarifs de la cantine")
    made.add("detr.txt", "Demande de subvention pour la rénovation de l'école.")
    made.index.update()
    yield made
    made.index.close()
    made.catalogue.close()


def generation(index: Path) -> Path:
    (folder,) = index.glob("generation-*")
    return folder


def change_settings(**changes: object) -> Callable[[Path], None]:
    def change(index: Path) -> None:
        settings = json.loads((index / "reglages.json").read_text())
        (index / "reglages.json").write_text(json.dumps(settings | changes))

    return change


def delete_settings(index: Path) -> None:
    (index / "reglages.json").unlink()


def delete_generation(index: Path) -> None:
    for file in generation(index).iterdir():
        file.unlink()
    generation(index).rmdir()


def garble_settings(index: Path) -> None:
    (index / "reglages.json").write_bytes(b"\x00\x01{")


def delete_segments(index: Path) -> None:
    for file in generation(index).glob("*.seg"):
        file.unlink()


def delete_table_of_contents(index: Path) -> None:
    for file in generation(index).glob("*.toc"):
        file.unlink()


def garble_table_of_contents(index: Path) -> None:
    for file in generation(index).glob("*.toc"):
        file.write_bytes(b"\x00" * 50)


def cut_segments(index: Path) -> None:
    for file in generation(index).glob("*.seg"):
        half = file.read_bytes()[: file.stat().st_size // 2]
        file.unlink()  # what is open keeps its bytes: only the next opening sees the harm
        file.write_bytes(half)


def open_to_others(index: Path) -> None:
    index.chmod(0o777)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (delete_settings, RebuildReason.MISSING),
        (delete_generation, RebuildReason.MISSING),
        (change_settings(analyzer_version=VERSION - 1), RebuildReason.STALE),
        (change_settings(catalogue="autre"), RebuildReason.OTHER_CATALOGUE),
        (change_settings(revision=9999), RebuildReason.OTHER_CATALOGUE),
        (change_settings(entries=9999), RebuildReason.DAMAGED),
        (garble_settings, RebuildReason.DAMAGED),
        (delete_segments, RebuildReason.DAMAGED),
        (delete_table_of_contents, RebuildReason.DAMAGED),
        (garble_table_of_contents, RebuildReason.DAMAGED),
        (cut_segments, RebuildReason.DAMAGED),
        pytest.param(open_to_others, RebuildReason.NOT_PRIVATE, marks=posix_only),
    ],
)
@pytest.mark.parametrize("reopened", [False, True])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh drops files it failed to read
def test_a_harmed_index_is_made_again_and_says_so(
    small: Small, harm: Callable[[Path], None], reason: RebuildReason, reopened: bool
) -> None:
    if reopened:
        small.index.close()
    harm(small.folder / "index")
    if reopened:
        small.index = PieceIndex(small.folder / "index", small.catalogue)
        small.search = Search(small.catalogue, small.index)
    answer = small.search.search("cantine ")
    assert [result.path.name for result in answer.results] == ["cantine.txt"]
    assert answer.index_rebuilt is reason
    again = small.search.search("cantine ")
    assert (len(again.results), again.index_rebuilt) == (1, None)
    assert len(list((small.folder / "index").glob("generation-*"))) == 1


@posix_only
def test_the_folder_of_the_index_is_private(small: Small) -> None:
    assert (small.folder / "index").stat().st_mode & 0o777 == 0o700
    assert generation(small.folder / "index").stat().st_mode & 0o777 == 0o700


@posix_only
def test_a_link_in_the_place_of_the_index_is_refused(small: Small, tmp_path: Path) -> None:
    small.index.close()
    (tmp_path / "index").rename(tmp_path / "ailleurs")
    (tmp_path / "index").symlink_to(tmp_path / "ailleurs")
    assert small.index.problem() is RebuildReason.NOT_PRIVATE
    assert small.index.update() is RebuildReason.NOT_PRIVATE
    assert not (tmp_path / "index").is_symlink()
    assert (tmp_path / "ailleurs" / "reglages.json").exists()


@posix_only
def test_a_disk_that_keeps_no_rights_is_a_typed_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretaire.fund.finding.private_folder.is_private", lambda _: False)
    with pytest.raises(EnvironmentFault) as fault:
        opened(tmp_path)
    assert fault.value.code is Code.INDEX_NOT_PRIVATE


def test_a_large_fund_is_not_indexed_while_someone_waits(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "_DOCUMENTS_AT_ONCE", 1)
    delete_settings(small.folder / "index")
    answer = small.search.search("cantine ")
    assert (answer.preparing, answer.results) == (True, ())
    told: list[tuple[int, int]] = []
    assert small.index.update(progress=lambda done, total: told.append((done, total))) is RebuildReason.MISSING
    assert told == [(2, 2)]
    assert small.names("cantine ") == ["cantine.txt"]


def test_a_cancelled_rebuild_leaves_the_old_index(small: Small) -> None:
    with pytest.raises(Cancelled):
        small.index.rebuild(cancelled=lambda: True)
    assert generation(small.folder / "index")
    assert small.names("cantine ") == ["cantine.txt"]


def test_a_full_disk_is_a_typed_error(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    delete_settings(small.folder / "index")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("whoosh.index.create_in", full)
    with pytest.raises(EnvironmentFault) as fault:
        small.search.search("cantine ")
    assert fault.value.code is Code.DISK_FULL


def test_every_reason_has_its_words() -> None:
    assert set(REASON_TEXTS) == set(RebuildReason)


def test_what_changes_is_found_and_what_leaves_is_not(small: Small) -> None:
    document = small.add("cantine.txt", "Tarifs de la garderie.")
    small.index.update()
    assert small.names("garderie ") == ["cantine.txt"]
    assert small.names("repas ") == []
    small.catalogue.remove([document])
    small.index.update()
    assert small.names("garderie ") == []
    assert small.names("rénovation ") == ["detr.txt"]


def test_many_small_changes_leave_few_files(small: Small) -> None:
    for number in range(40):
        small.add(f"{number}.txt", f"Acte particulier {number} sur la voirie.")
        small.index.update()
    assert len(list(generation(small.folder / "index").glob("*.seg"))) < 20
    assert small.search.search("voirie ").total == 40
    assert small.names("« particulier 17 »") == ["17.txt"]
    assert small.names("partic")[0].removesuffix(".txt").isdigit()


def test_a_phrase_is_found_across_passages_pages_and_stretches(small: Small) -> None:
    filling = "Le conseil examine une question diverse. " * 600
    for number in range(0, 9000, 1500):
        before = f"{filling[:number]} la quatrième convention"
        small.add("long.txt", before, f"pluriannuelle d'objectifs {filling[number:]}")
        small.index.update()
        assert small.names("« convention pluriannuelle »") == ["long.txt"]
        (result,) = small.search.search("« quatrième convention pluriannuelle d'objectifs »").results
        assert result.extract.highlights
    assert small.names("« convention quatrième »") == []


def test_copies_are_one_result_that_names_them(small: Small) -> None:
    small.add("copie de detr.txt", "Demande de subvention pour la rénovation de l'école.")
    small.index.update()
    (result,) = small.search.search("rénovation ").results
    assert (result.path.name, [path.name for path in result.copies]) == ("detr.txt", ["copie de detr.txt"])
    small.catalogue.remove([result.document])
    small.index.update()
    assert small.names("rénovation ") == ["copie de detr.txt"]


def test_searches_go_on_during_updates(small: Small) -> None:
    failures: list[object] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            answer: Answer = small.search.search("cantine ")
            if [result.path.name for result in answer.results] != ["cantine.txt"] or answer.index_rebuilt:
                failures.append(answer)

    searching = threading.Thread(target=search)
    searching.start()
    for number in range(15):
        small.add(f"{number}.txt", f"Acte {number} sur la voirie.")
        small.index.update()
    done.set()
    searching.join()
    assert failures == []


ENDLESS = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from test_fund_index import opened
small = opened(Path({folder!r}))
for number in range(10_000):
    small.add(f"acte{{number}}.txt", f"Convention unique{{number}} pour la voirie.")
    small.index.update()
    print(number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    code = ENDLESS.format(tests=str(Path(__file__).parent), folder=str(tmp_path))
    for lines in (1, 4, 2):
        child = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline()) for _ in range(lines)]
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        small = opened(tmp_path)
        small.index.update()
        assert small.index.problem() is None
        for number in acknowledged:
            assert small.names(f"unique{number} ") == [f"acte{number}.txt"]
        small.index.close()
        small.catalogue.close()
