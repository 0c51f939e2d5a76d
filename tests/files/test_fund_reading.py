"""A folder is read, read again, changed, moved, unplugged, interrupted, killed: the fund stays true."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from secretaire.desk.office import fund_rules
from secretaire.errors import Code, UnreadableInput, WrongUsage
from secretaire.fund.causes import Cause
from secretaire.fund.fund import Fund
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.pieces import Kind


@pytest.fixture
def fund(tmp_path: Path) -> Iterator[Fund]:
    workspace = tmp_path / "espace"
    workspace.mkdir()
    opened = Fund(workspace, fund_rules())
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "actes"
    (folder / "2024").mkdir(parents=True)
    write(folder / "cantine.txt", "Délibération n° 12\nObjet : tarifs de la cantine scolaire\n\nLe repas coûte 3,50 €.")
    write(folder / "2024" / "voirie.md", "Compte rendu\n\nTravaux de voirie sur le chemin des Prés.")
    document = docx.Document()
    document.add_paragraph("ARRÊTÉ MUNICIPAL N° 7")
    document.add_paragraph("portant interdiction de stationner")
    document.add_paragraph(
        "Article 1 : le stationnement est interdit rue des Tilleuls, du 3 au 5 mai, pendant les travaux."
    )
    document.save(str(folder / "2024" / "stationnement.docx"))
    return folder


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def found(fund: Fund, text: str) -> list[str]:
    return [result.path.name for result in fund.search(text).results]


def counts(report: ReadingReport) -> dict[str, int]:
    names = ("lus", "ajoutes", "modifies", "deplaces", "inchanges", "supprimes", "ignores")
    return {name: getattr(report, name) for name in names if getattr(report, name)}


def causes(report: ReadingReport) -> list[tuple[str, Cause]]:
    return [(trouble.path.name, trouble.cause) for trouble in report.erreurs]


def test_a_folder_is_read_then_left_alone(fund: Fund, folder: Path) -> None:
    assert counts(fund.read([folder])) == {"lus": 3, "ajoutes": 3}
    assert fund.document_count() == 3
    assert found(fund, "cantine ") == ["cantine.txt"]
    again = fund.read()
    assert counts(again) == {"inchanges": 3}
    assert again.erreurs == []
    assert again.index_rebuilt is None


def test_facts_of_the_documents_are_kept(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    (result,) = fund.search("stationner").results
    assert (result.facts.kind, result.facts.number, result.facts.objet) == (
        Kind.ARRETE,
        "7",
        "portant interdiction de stationner",
    )
    document = fund.document(result.document)
    assert document.path == folder / "2024" / "stationnement.docx"
    page = fund.page_text(result.document, result.page)
    assert page is not None
    assert "stationner" in page[result.span.start : result.span.end]
    with pytest.raises(WrongUsage):
        fund.document(999)
    assert fund.page_text(result.document, 99) is None


def test_a_changed_file_is_read_again_and_only_it(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    write(folder / "cantine.txt", "La garderie du matin est gratuite.")
    assert counts(fund.read()) == {"lus": 1, "modifies": 1, "inchanges": 2}
    assert found(fund, "garderie ") == ["cantine.txt"]
    assert found(fund, "repas ") == []


def test_a_file_only_touched_is_not_read_again(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    os.utime(folder / "cantine.txt", ns=(1, 1))
    assert counts(fund.read()) == {"inchanges": 3}


def test_a_moved_file_keeps_its_identity(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    (before,) = fund.search("cantine ").results
    (folder / "cantine.txt").rename(folder / "2024" / "ecole.txt")
    assert counts(fund.read()) == {"deplaces": 1, "inchanges": 2}
    (after,) = fund.search("cantine ").results
    assert (after.document, after.path.name) == (before.document, "ecole.txt")


def test_a_vanished_file_leaves_the_search(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    (folder / "cantine.txt").unlink()
    assert counts(fund.read()) == {"supprimes": 1, "inchanges": 2}
    assert found(fund, "cantine ") == []


def test_an_unplugged_folder_loses_nothing(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    away = folder.rename(folder.with_name("ailleurs"))
    report = fund.read()
    assert (counts(report), causes(report)) == ({}, [("actes", Cause.ROOT_MISSING)])
    assert found(fund, "cantine ") == ["cantine.txt"]
    folder.mkdir()  # the empty folder that a disk leaves behind
    report = fund.read()
    assert (counts(report), causes(report)) == ({}, [("actes", Cause.ROOT_EMPTY)])
    folder.rmdir()
    away.rename(folder)
    assert counts(fund.read()) == {"inchanges": 3}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows read everything")
def test_a_folder_without_right_loses_nothing(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    (folder / "2024").chmod(0)
    try:
        report = fund.read()
    finally:
        (folder / "2024").chmod(0o755)
    assert (counts(report), causes(report)) == ({"inchanges": 1}, [("2024", Cause.NO_RIGHT)])


def test_what_cannot_be_read_is_told_each_time_and_read_once_mended(fund: Fund, folder: Path) -> None:
    (folder / "budget.ods").write_bytes(b"PK\x03\x04")
    (folder / "abime.pdf").write_bytes(b"%PDF-1.4 rien")
    expected = [("abime.pdf", Cause.DAMAGED), ("budget.ods", Cause.UNSUPPORTED)]
    assert causes(fund.read([folder])) == expected
    again = fund.read()
    assert (counts(again), causes(again)) == ({"inchanges": 5}, expected)
    assert [trouble.text for trouble in again.erreurs] == ["fichier abîmé ou incomplet", "format .ods pas encore lu"]
    (folder / "abime.pdf").unlink()
    write(folder / "abime.txt", "Réparé")
    assert counts(fund.read()) == {"lus": 1, "ajoutes": 1, "supprimes": 1, "inchanges": 4}


def test_a_document_that_is_open_elsewhere_keeps_the_text_read_before(
    fund: Fund, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fund.read([folder])
    write(folder / "cantine.txt", "Nouveau texte")

    def refuse(path: Path) -> str:
        raise PermissionError(path)

    with monkeypatch.context() as locked:
        locked.setattr("secretaire.fund.gathering._sha256", refuse)
        report = fund.read()
    assert (counts(report), causes(report)) == ({"inchanges": 2}, [("cantine.txt", Cause.NO_RIGHT)])
    assert found(fund, "cantine ") == ["cantine.txt"]
    assert counts(fund.read()) == {"lus": 1, "modifies": 1, "inchanges": 2}


def test_locks_hidden_files_images_and_links_in_a_circle_are_ignored(fund: Fund, folder: Path) -> None:
    for name in ("~$cantine.docx", ".~lock.voirie.odt#", ".cache.txt", "photo.jpg", "logiciel.exe"):
        (folder / name).write_bytes(b"x")
    (folder / ".git").mkdir()
    write(folder / ".git" / "notes.txt", "caché")
    (folder / "2024" / "boucle").symlink_to(folder, target_is_directory=True)
    assert counts(fund.read([folder])) == {"lus": 3, "ajoutes": 3, "ignores": 5}


def test_a_single_file_can_be_chosen(fund: Fund, folder: Path) -> None:
    assert counts(fund.read([folder / "cantine.txt"])) == {"lus": 1, "ajoutes": 1}
    assert counts(fund.read([folder])) == {"lus": 2, "ajoutes": 2, "inchanges": 1}
    assert fund.document_count() == 3


def test_a_path_inside_a_chosen_folder_reads_that_folder(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    write(folder / "2024" / "nouveau.txt", "Nouveau")
    assert counts(fund.read([folder / "2024"])) == {"lus": 1, "ajoutes": 1, "inchanges": 3}
    assert [root.path for root in fund.folders()] == [folder]


def test_a_path_where_nothing_is_is_refused(fund: Fund, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        fund.read([tmp_path / "rien"])
    assert refusal.value.code is Code.FILE_MISSING
    assert fund.folders() == []


def test_a_folder_no_longer_wanted_leaves_the_search_and_stays_on_disk(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    assert fund.remove_folder(folder) == 3
    assert (fund.document_count(), fund.folders(), found(fund, "cantine ")) == (0, [], [])
    assert (folder / "cantine.txt").exists()


def test_progress_tells_each_file_and_ends_complete(fund: Fund, folder: Path) -> None:
    calls: list[tuple[int, int, str]] = []
    fund.read([folder], progress=lambda done, total, path, _left: calls.append((done, total, path.name)))
    assert [call[:2] for call in calls] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert {call[2] for call in calls} == {"cantine.txt", "voirie.md", "stationnement.docx"}


def test_cancelling_keeps_what_was_read_and_the_next_reading_goes_on(fund: Fund, folder: Path) -> None:
    stopped = False

    def stop_after_one(done: int, total: int, path: Path, left: float) -> None:
        nonlocal stopped
        stopped = done == 1

    (folder / "cantine.txt").rename(folder / "a_cantine.txt")
    report = fund.read([folder], progress=stop_after_one, cancelled=lambda: stopped)
    assert report.interrompu
    assert fund.document_count() == report.lus >= 1
    assert sum(bool(found(fund, word)) for word in ("cantine ", "voirie ", "stationner ")) == report.lus
    stopped = False
    report = fund.read()
    assert not report.interrompu
    assert fund.document_count() == 3
    assert found(fund, "cantine ") == ["a_cantine.txt"]


def test_a_name_that_is_not_unicode_is_reported(fund: Fund, folder: Path) -> None:
    name = os.fsencode(folder) + b"/d\xe9lib.txt"
    try:
        with open(name, "wb") as file:  # noqa: PTH123 - a name that no Path would write
            file.write(b"x")
    except OSError:
        pytest.skip("this file system accepts only Unicode names")
    assert [cause for _, cause in causes(fund.read([folder]))] == [Cause.BAD_NAME]


KILLED_READER = """
import os, signal, sys
from pathlib import Path
from secretaire.fund.finding import index
from secretaire.fund.fund import Fund

workspace, folder, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]

def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

def progress(done, total, path, left):
    if step == "lecture" and done == 2:
        die()

if step == "index":  # killed between the commit of the index and its settings
    real = index.PieceIndex._write_settings
    calls = []
    def second_time_dies(self, settings):
        calls.append(settings)
        die() if len(calls) > 1 else real(self, settings)
    index.PieceIndex._write_settings = second_time_dies
from secretaire.desk.office import fund_rules
Fund(workspace, fund_rules()).read([folder], progress=progress)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
@pytest.mark.parametrize("step", ["lecture", "index"])
def test_after_kill_9_the_next_reading_finds_everything(tmp_path: Path, folder: Path, step: str) -> None:
    workspace = tmp_path / "espace"
    workspace.mkdir()
    killed = subprocess.run([sys.executable, "-c", KILLED_READER, workspace, folder, step], check=False)
    assert killed.returncode == -signal.SIGKILL
    fund = Fund(workspace, fund_rules())
    report = fund.read()
    assert report.erreurs == []
    assert fund.document_count() == 3
    for word, name in (("cantine", "cantine.txt"), ("voirie", "voirie.md"), ("stationner", "stationnement.docx")):
        assert found(fund, word) == [name]
    assert counts(fund.read()) == {"inchanges": 3}
    fund.close()


def test_the_workspace_can_be_copied_with_its_fund(fund: Fund, folder: Path, tmp_path: Path) -> None:
    fund.read([folder])
    fund.close()
    shutil.copytree(tmp_path / "espace", tmp_path / "copie")
    copy = Fund(tmp_path / "copie", fund_rules())
    assert copy.prepare_index() is None
    assert found(copy, "cantine ") == ["cantine.txt"]
    copy.close()
