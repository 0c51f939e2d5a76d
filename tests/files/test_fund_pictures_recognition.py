"""Recognition of scanned text with the Tesseract of this computer, and what is said when there is none."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pypdfium2 as pdfium
import pytest
from fpdf import FPDF
from PIL import Image

from secretaire.desk.messages import sentence
from secretaire.errors import Cancelled, Code, EnvironmentFault, UnreadableInput
from secretaire.fund.pictures import tesseract as lookup
from secretaire.fund.pictures.boxes import WordBoxes
from secretaire.fund.pictures.page_pictures import PagePictures
from secretaire.fund.pictures.recognition import Recognition
from secretaire.fund.pictures.tesseract import Availability, TesseractState, tesseract_state

needs_tesseract = pytest.mark.skipif(
    not tesseract_state().usable, reason="no Tesseract with French here (packages tesseract-ocr, tesseract-ocr-fra)"
)

TEXT = """Le conseil municipal, légalement convoqué, s'est réuni à la mairie.
Vu le code général des collectivités territoriales ;
Considérant que la toiture de la salle des fêtes doit être refaite,
après en avoir délibéré, à l'unanimité, décide :
- d'approuver le devis de 12 400 euros ;
- d'autoriser le maire à signer la convention."""
WORDS = set(re.findall(r"\w{4,}", TEXT))


def scan(text: str = TEXT, dpi: int = 200) -> Image.Image:
    """A sheet as a scanner gives it."""
    document = FPDF()
    document.add_page()
    document.set_font("times", size=13)
    document.multi_cell(0, 8, text)
    page = pdfium.PdfDocument(bytes(document.output()))[0]
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
    assert isinstance(picture, Image.Image)
    return picture


@pytest.fixture(scope="module")
def shared() -> Iterator[Recognition]:
    with Recognition() as recognition:
        yield recognition


def known(text: str) -> float:
    """Share of the long words of the sheet that are in a text."""
    return len(WORDS & set(re.findall(r"\w{4,}", text))) / len(WORDS)


@needs_tesseract
def test_a_scanned_pdf_gives_its_text_in_lines_with_its_confidence_and_places(
    tmp_path: Path, shared: Recognition
) -> None:
    path = tmp_path / "scan.pdf"
    scan("Une autre page").save(path, save_all=True, append_images=[scan()], resolution=200)
    page = shared.page(path, 2)
    assert page.number == 2
    assert known(page.text) > 0.95
    assert "12 400" in page.text
    assert page.text.splitlines()[1].startswith("Vu le code général")
    assert page.confidence > 0.8
    boxes = WordBoxes.unpack(page.boxes)
    assert boxes.turned == 0
    assert [word.text for word in boxes.words[:3]] == ["Le", "conseil", "municipal,"]


@needs_tesseract
def test_the_passage_of_a_scan_is_marked_on_its_picture(tmp_path: Path, shared: Recognition) -> None:
    path = tmp_path / "scan.png"
    scan().save(path)
    page = shared.page(path, 1)
    with PagePictures() as pictures:
        passage = "d'approuver le devis de 12 400 euros"
        picture = pictures.picture(path, 1, 600, passage, ["devis"], page.boxes)
    (line,), (word,) = picture.passage, picture.words
    assert line.top <= word.top < word.bottom <= line.bottom
    assert 0.14 < line.top < 0.17  # the fifth line, eight millimetres each, under a margin of ten
    assert line.left < word.left < word.right < line.right


@needs_tesseract
@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_read_and_said_turned(tmp_path: Path, shared: Recognition, turned: int) -> None:
    path = tmp_path / "scan.png"
    scan().rotate(turned, expand=True).save(path)  # counterclockwise: it is to be turned as much
    page = shared.page(path, 1)
    assert known(page.text) > 0.95
    assert page.confidence > 0.8
    boxes = WordBoxes.unpack(page.boxes)
    assert boxes.turned == turned
    long = [word.rect for word in boxes.words if len(word.text) > 5]
    assert all(rect.width > rect.height for rect in long)  # places are those of the page once upright


@needs_tesseract
def test_each_page_of_a_tiff_is_recognised(tmp_path: Path, shared: Recognition) -> None:
    path = tmp_path / "fax.tif"
    pages = [scan(f"Compte rendu de la page numéro {number}").convert("1") for number in (1, 2, 3)]
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="group4")
    assert "numéro 3" in shared.page(path, 3).text


@needs_tesseract
@pytest.mark.parametrize("dpi", [100, 400])
def test_small_and_large_scans(tmp_path: Path, shared: Recognition, dpi: int) -> None:
    path = tmp_path / "scan.jpg"
    scan(dpi=dpi).save(path, quality=85)
    assert known(shared.page(path, 1).text) > 0.9


@needs_tesseract
@pytest.mark.parametrize("drawing", ["blanche", "noire", "neige", "degrade"])
def test_no_letter_is_invented_on_a_page_without_text(tmp_path: Path, shared: Recognition, drawing: str) -> None:
    size = (827, 1169)
    pages = {
        "blanche": Image.new("L", size, 255),
        "noire": Image.new("L", size, 0),
        "neige": Image.effect_noise(size, 90),
        "degrade": Image.radial_gradient("L").resize(size),
    }
    path = tmp_path / "page.png"
    pages[drawing].save(path)
    page = shared.page(path, 1)
    assert (page.text, page.confidence) == ("", 0.0)
    assert WordBoxes.unpack(page.boxes).words == ()


@needs_tesseract
def test_files_that_cannot_be_read_are_typed_errors(tmp_path: Path, shared: Recognition) -> None:
    (tmp_path / "tronque.pdf").write_bytes(b"%PDF-1.4 rien")
    for name, said in (("tronque.pdf", "abîmé"), ("absent.png", "disparu")):
        with pytest.raises(UnreadableInput) as error:
            shared.page(tmp_path / name, 1)
        assert error.value.code is Code.PAGE_NOT_RECOGNISED
        assert said in sentence(error.value)


def acting(code: str) -> list[str]:
    """The real worker, whose opening of a file named « hostile » is replaced by some code."""
    return [
        sys.executable,
        "-c",
        "import os, sys, time\n"
        "from secretaire.fund.pictures import recognition_worker\n"
        "real = recognition_worker.open_page\n"
        "def open_page(path, number):\n"
        "    if path.stem != 'hostile':\n"
        "        return real(path, number)\n"
        f"    {code}\n"
        "recognition_worker.open_page = open_page\n"
        "recognition_worker.main()\n",
    ]


@needs_tesseract
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("os.kill(os.getpid(), 9)", "la reconnaissance du texte s'est arrêtée sur cette page"),
        ("raise MemoryError", "ce fichier demande trop de mémoire"),
    ],
)
def test_a_page_that_breaks_the_child_is_an_error_and_the_next_is_read(tmp_path: Path, code: str, said: str) -> None:
    scan("Compte rendu de la séance").save(tmp_path / "sain.png")
    with Recognition(command=lambda: acting(code)) as recognition:
        with pytest.raises(UnreadableInput) as error:
            recognition.page(tmp_path / "hostile.png", 1)
        assert said in sentence(error.value)
        assert "Compte rendu" in recognition.page(tmp_path / "sain.png", 1).text


@needs_tesseract
def test_a_page_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    with Recognition(seconds_per_page=1.0, command=lambda: acting("time.sleep(600)")) as recognition:
        with pytest.raises(UnreadableInput) as error:
            recognition.page(tmp_path / "hostile.png", 1)
        assert "lecture abandonnée au bout de 1 s" in sentence(error.value)


@needs_tesseract
def test_cancel_stops_in_the_middle_of_a_page_and_leaves_neither_program_nor_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scan.png"
    scan("\n".join([TEXT] * 5), dpi=300).save(path)
    temporary = tmp_path / "temporaire"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with Recognition() as recognition:
        with pytest.raises(Cancelled):
            recognition.page(path, 1, cancelled=tesseract_is_running)
        assert not tesseract_is_running()
        assert known(recognition.page(path, 1).text) > 0.95
    assert list(temporary.iterdir()) == []


def tesseract_is_running() -> bool:
    running = psutil.Process().children(recursive=True)
    return any("tesseract" in Path(program.exe()).name for program in running if program.is_running())


def program(folder: Path, languages: str, version: str = "tesseract v5.3.0.20221214") -> Path:
    """A program that answers as Tesseract does."""
    folder.mkdir(parents=True)
    path = folder / "tesseract"
    path.write_text(f'#!/bin/sh\nif [ "$1" = --version ]; then echo "{version}"; else printf "{languages}"; fi\n')
    path.chmod(0o755)
    return path


@pytest.fixture
def no_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a computer where nothing was installed."""
    monkeypatch.setattr(lookup, "_ELSEWHERE_FOLDERS", ())
    for variable in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", "")


@pytest.mark.usefixtures("no_tesseract")
def test_without_tesseract_the_state_and_the_error_say_what_to_do(tmp_path: Path) -> None:
    state = tesseract_state()
    assert state == TesseractState(Availability.ABSENT)
    assert not state.usable
    with Recognition() as recognition, pytest.raises(EnvironmentFault) as error:
        recognition.page(tmp_path / "scan.png", 1)
    assert error.value.code is Code.RECOGNITION_ABSENT


@pytest.mark.skipif(sys.platform == "win32", reason="the programs of this test are shell scripts")
@pytest.mark.usefixtures("no_tesseract")
class TestLookup:
    def test_one_without_french_is_said_so(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        found = program(tmp_path / "a", "eng\\nosd\\n")
        monkeypatch.setenv("PATH", str(found.parent))
        state = tesseract_state()
        assert (state.availability, state.version, state.usable) == (Availability.NO_FRENCH, "5.3.0.20221214", False)
        with Recognition() as recognition, pytest.raises(EnvironmentFault) as error:
            recognition.page(tmp_path / "scan.png", 1)
        assert error.value.code is Code.RECOGNITION_WITHOUT_FRENCH

    def test_the_first_that_knows_french_is_taken(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        without, with_french = program(tmp_path / "a", "eng\\n"), program(tmp_path / "b", "eng\\nfra\\n")
        monkeypatch.setenv("PATH", os.pathsep.join([str(without.parent), str(with_french.parent)]))
        state = tesseract_state()
        assert state.usable
        assert state.tesseract is not None
        assert state.tesseract.program == with_french

    def test_the_one_we_bring_comes_first_with_its_own_data(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ours = program(tmp_path / "application" / "tesseract", "fra\\n")
        monkeypatch.setattr(sys, "frozen", True, raising=False)
        monkeypatch.setattr(sys, "executable", str(tmp_path / "application" / "secretaire"))
        state = tesseract_state()
        assert state.tesseract == lookup.Tesseract(ours, ours.parent / "tessdata")

    def test_a_program_in_the_current_folder_is_not_ours(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        program(tmp_path / "documents", "fra\\n")
        monkeypatch.chdir(tmp_path / "documents")
        monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
        assert tesseract_state().availability is Availability.ABSENT

    def test_a_program_that_fails_does_not_count(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        found = program(tmp_path / "a", "fra\\n")
        found.write_text("#!/bin/sh\nexit 1\n")
        monkeypatch.setenv("PATH", str(found.parent))
        assert tesseract_state().availability is Availability.ABSENT


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin", "freebsd"])
@pytest.mark.parametrize("availability", list(Availability))
def test_each_state_has_its_advice_on_each_system(
    monkeypatch: pytest.MonkeyPatch, platform: str, availability: Availability
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    advice = TesseractState(availability).advice
    assert (advice == "") is (availability is Availability.READY)
    assert ("tesseract-ocr-fra" in advice) is (platform == "linux" and availability is not Availability.READY)
