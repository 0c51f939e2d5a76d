"""Scanned pages become text one by one: kept at once, taken up where they were left, found in search, corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from secretaire.desk.office import fund_rules
from secretaire.errors import Code, UnreadableInput
from secretaire.fund.catalogue.scan_table import RecognisedText
from secretaire.fund.causes import Cause
from secretaire.fund.fund import Fund
from secretaire.fund.reading.reading import Status

ACT = """EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
Délibération n° 2019-{number}
Objet : Réfection du lavoir

L'an deux mille dix-neuf, le quatre avril, le conseil municipal s'est réuni.
Après en avoir délibéré, le conseil décide de refaire le lavoir."""


class Scripted:
    """Gives each page the text the test wants; notes what it was asked."""

    def __init__(self, texts: Callable[[Path, int], str] | None = None) -> None:
        self.asked: list[tuple[str, int]] = []
        self._texts = texts or (lambda _path, page: ACT.format(number=page))

    def page(self, path: Path, page: int, cancelled: Callable[[], bool]) -> RecognisedText:
        assert not cancelled()
        self.asked.append((path.name, page))
        text = self._texts(path, page)
        if text == "refus":
            raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause="image abîmée")
        return RecognisedText(page, text, 0.8 if text else 0.0, "[]")


@pytest.fixture
def fund(tmp_path: Path) -> Iterator[Fund]:
    (tmp_path / "espace").mkdir()
    opened = Fund(tmp_path / "espace", fund_rules())
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "numerises"
    made.mkdir()
    pages = [Image.new("L", (1240, 1754), shade) for shade in (250, 251, 252)]
    pages[0].save(made / "registre.tiff", save_all=True, append_images=pages[1:])
    Image.new("L", (1240, 1754), 249).save(made / "arrete.png")
    return made


def test_scans_wait_then_are_found(fund: Fund, folder: Path) -> None:
    report = fund.read([folder])
    assert {trouble.cause for trouble in report.erreurs} == {Cause.NO_TEXT}
    assert fund.search("lavoir ").total == 0
    done = fund.recognise(Scripted())
    assert (done.pages, done.documents, done.remaining) == (4, 2, 0)
    assert done.confidence == pytest.approx(0.8)
    answer = fund.search("lavoir ")
    assert {result.path.name for result in answer.results} == {"registre.tiff", "arrete.png"}
    assert {result.facts.date.year for result in answer.results if result.facts.date} == {2019}


def test_what_was_recognised_is_never_done_again(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    stopped = Scripted()
    report = fund.recognise(stopped, cancelled=lambda: len(stopped.asked) >= 2)
    assert (report.interrompu, report.pages, report.remaining) == (True, 2, 2)
    assert fund.search("lavoir ").total >= 1  # what was done is found already
    rest = Scripted()
    fund.recognise(rest)
    assert not set(rest.asked) & set(stopped.asked)
    assert fund.recognise(Scripted()).pages == 0
    # touched, then read again: the content is the same
    (folder / "arrete.png").touch()
    fund.read()
    assert fund.catalogue.scans.waiting() == []
    assert "arrete.png" in {result.path.name for result in fund.search("lavoir ").results}


def test_a_photograph_is_said_to_hold_no_text(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    report = fund.recognise(Scripted(lambda path, _page: "" if path.name == "arrete.png" else ACT.format(number=1)))
    assert report.empty == 1
    causes = {document.path.name: document.cause for document in fund.documents()}
    assert causes == {"arrete.png": Cause.NOTHING_RECOGNISED, "registre.tiff": None}


def test_a_page_refused_is_not_asked_for_ever(fund: Fund, folder: Path) -> None:
    fund.read([folder])
    report = fund.recognise(Scripted(lambda _path, page: "refus" if page == 2 else ACT.format(number=page)))
    assert (report.failed, report.remaining) == (1, 0)
    assert fund.recognise(Scripted()).pages == 0
    fund.catalogue.scans.retry()
    assert fund.recognise(Scripted()).pages == 1


def test_a_scan_inside_an_archive_is_recognised(fund: Fund, folder: Path, tmp_path: Path) -> None:
    from zipfile import ZipFile

    archives = tmp_path / "archives"
    archives.mkdir()
    with ZipFile(archives / "2019.zip", "w") as archive:
        archive.write(folder / "arrete.png", "arretes/voirie.png")
    fund.read([archives])
    fund.recognise(Scripted())
    (result,) = fund.search("lavoir ").results
    assert result.path == archives / "2019.zip" / "arretes" / "voirie.png"
    (member,) = [document for document in fund.documents() if document.container is not None]
    assert member.status is Status.READ


def test_an_archive_gone_before_its_scans_are_recognised_stops_nothing_else(
    fund: Fund, folder: Path, tmp_path: Path
) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "2019.zip", "w") as archive:
        archive.write(folder / "arrete.png", "arretes/voirie.png")
    fund.read([tmp_path / "2019.zip", folder])
    (tmp_path / "2019.zip").unlink()
    report = fund.recognise(Scripted())
    assert (report.failed, report.pages, report.remaining) == (1, 4, 0)
