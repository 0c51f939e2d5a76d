"""Pictures of pages: what is drawn, where the marks fall, and what hostile files cost: one typed error."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from secretaire.desk.messages import sentence
from secretaire.errors import Cancelled, Code, UnreadableInput
from secretaire.fund.pictures.boxes import Rect, WordBox, WordBoxes
from secretaire.fund.pictures.page_pictures import PagePictures, Picture

MILLIMETRES = (210.0, 297.0)


@pytest.fixture(scope="module")
def shared() -> Iterator[PagePictures]:
    with PagePictures() as pictures:
        yield pictures


def pdf(path: Path, *pages: list[tuple[float, float, str]], turned: int = 0) -> Path:
    """A PDF on A4; each page is made of texts at places given in millimetres."""
    document = FPDF()
    document.set_font("helvetica", size=12)
    for page in pages:
        document.add_page()
        for left, base, text in page:
            document.text(left, base, text)
    document.output(str(path))
    if turned:
        from pypdf import PdfReader, PdfWriter

        writer = PdfWriter(PdfReader(path))
        for turning in writer.pages:
            turning.rotate(turned)
        writer.write(path)
    return path


def raw_pdf(path: Path, *objects: bytes) -> Path:
    """A PDF without its table of places, which pdfium makes again: object 1 is the catalogue."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, text) for number, text in enumerate(objects, start=1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer\n<< /Root 1 0 R >>\n%%EOF")
    return path


def stream(dictionary: bytes, content: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (dictionary, len(content), content)


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def colours(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.png))
    assert image.format == "PNG"
    assert image.size == (picture.width, picture.height)
    return image.convert("RGB")


def is_ink(picture: Picture, rect: Rect) -> bool:
    """Something dark in a rectangle of the page."""
    image = colours(picture).convert("L")
    sides = (rect.left * image.width, rect.top * image.height, rect.right * image.width, rect.bottom * image.height)
    darkest, _ = image.crop(tuple(round(side) for side in sides)).getextrema()
    return darkest < 128


LINES = [(20.0, 50.0, "Le conseil municipal adopte la présente délibé-"), (20.0, 57.0, "ration à l'unanimité.")]


def test_a_page_is_drawn_at_the_width_asked_for(tmp_path: Path, shared: PagePictures) -> None:
    path = pdf(tmp_path / "acte.pdf", [(20, 50, "une")], LINES)
    picture = shared.picture(path, 2, 800)
    assert abs(picture.width - 800) <= 1
    assert picture.height == pytest.approx(800 * 297 / 210, abs=2)
    assert picture.page_count == 2
    assert colours(picture).getpixel((1, 1)) == (255, 255, 255)
    assert (picture.passage, picture.words) == ((), ())


def test_marks_fall_on_the_words(tmp_path: Path, shared: PagePictures) -> None:
    path = pdf(tmp_path / "acte.pdf", LINES)
    text = "adopte la présente délibération à l’unanimité"
    picture = shared.picture(path, 1, 1000, text, ["délibération"])
    assert [round(rect.bottom * MILLIMETRES[1]) // 7 for rect in picture.passage] == [7, 8]  # the two lines
    first, second = picture.words
    assert first.left * MILLIMETRES[0] > 80  # « délibé- » ends its line
    assert second.left * MILLIMETRES[0] == pytest.approx(20, abs=1)  # « ration » begins the next
    assert all(is_ink(picture, rect) for rect in picture.passage + picture.words)
    above, below = picture.passage
    assert not is_ink(picture, Rect(above.left, below.bottom + 0.01, 0.3, 0.05))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_marks_follow_a_page_that_the_pdf_turns(tmp_path: Path, shared: PagePictures, turned: int) -> None:
    picture = shared.picture(pdf(tmp_path / "acte.pdf", LINES, turned=turned), 1, 1000, "", ["conseil"])
    assert (picture.width > picture.height) is (turned != 180)
    (word,) = picture.words
    assert is_ink(picture, word)
    assert (word.height * picture.height > word.width * picture.width) is (turned != 180)


def test_marks_follow_a_page_that_shows_a_part_of_its_sheet(tmp_path: Path, shared: PagePictures) -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /CropBox [100 300 500 700] /Contents 4 0 R"
    page += b" /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
    text = stream(b"", b"BT /F 20 Tf 200 500 Td (conseil) Tj ET")
    picture = shared.picture(raw_pdf(tmp_path / "rogne.pdf", CATALOGUE, ONE_PAGE, page, text), 1, 400, "", ["conseil"])
    (word,) = picture.words
    assert (word.left, word.bottom) == (pytest.approx(0.25, abs=0.01), pytest.approx(0.51, abs=0.02))
    assert is_ink(picture, word)


def test_a_ligature_is_the_letters_it_joins(tmp_path: Path, shared: PagePictures) -> None:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    )
    text = stream(b"", b"BT /F 20 Tf 100 500 Td (un o\001cier) Tj ET")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    codes = stream(
        b"", b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <01> <FB03> endbfchar endcmap"
    )
    path = raw_pdf(tmp_path / "ligature.pdf", CATALOGUE, ONE_PAGE, page, text, font, codes)
    picture = shared.picture(path, 1, 400, "un officier", ["officier"])
    assert len(picture.passage) == len(picture.words) == 1


def test_words_of_a_scan_are_marked_where_recognition_saw_them(tmp_path: Path, shared: PagePictures) -> None:
    path = tmp_path / "scan.png"
    Image.new("L", (400, 200), 255).save(path)
    boxes = WordBoxes(
        0, (WordBox("Conseil", Rect(0.25, 0.5, 0.2, 0.1)), WordBox("municipal", Rect(0.5, 0.5, 0.3, 0.1)))
    )
    picture = shared.picture(path, 1, 200, "conseil municipal", ["municipal"], boxes.pack())
    assert (picture.width, picture.height) == (200, 100)
    (line,), (word,) = picture.passage, picture.words
    assert (line.left, line.right) == pytest.approx((0.25, 0.8))
    assert (word.left, word.top, word.width, word.height) == pytest.approx((0.5, 0.5, 0.3, 0.1))


@pytest.mark.parametrize(("turned", "corner"), [(90, (1, 0)), (180, (1, 1)), (270, (0, 1))])
def test_a_scan_that_was_turned_is_shown_upright(
    tmp_path: Path, shared: PagePictures, turned: int, corner: tuple[int, int]
) -> None:
    page = Image.new("RGB", (300, 200), "white")
    page.paste("red", (0, 0, 100, 100))  # the top left corner, before it is turned clockwise
    path = tmp_path / "scan.png"
    page.save(path)
    picture = shared.picture(path, 1, 300, boxes=WordBoxes(turned).pack())
    assert picture.width == 300
    assert (picture.height > 300) is (turned != 180)
    seen = colours(picture).getpixel((corner[0] * (picture.width - 1), corner[1] * (picture.height - 1)))
    assert seen == (255, 0, 0)


@pytest.mark.parametrize(
    ("name", "mode", "colour"),
    [
        ("a.png", "RGB", (255, 0, 0)),
        ("a.jpg", "RGB", (254, 0, 0)),
        ("a.webp", "RGB", (255, 0, 0)),
        ("a.tif", "RGB", (255, 0, 0)),
        ("a.png", "RGBA", (255, 0, 0)),
        ("a.png", "P", (255, 0, 0)),
        ("a.tif", "CMYK", (255, 0, 0)),
        ("a.tif", "1", (0, 0, 0)),
        ("a.tif", "I;16", (127, 127, 127)),
    ],
)
def test_images_of_every_kind_are_drawn(
    tmp_path: Path, shared: PagePictures, name: str, mode: str, colour: tuple[int, int, int]
) -> None:
    page = Image.new("RGB", (60, 40), "red")
    page = page.convert("L").point(lambda _: 0).convert("1") if mode == "1" else page
    page = Image.new("I;16", (60, 40), 0x7FFF) if mode == "I;16" else page.convert(mode)
    page.save(tmp_path / name)
    seen = colours(shared.picture(tmp_path / name, 1, 30)).getpixel((15, 10))
    assert isinstance(seen, tuple)
    assert all(abs(one - other) <= 3 for one, other in zip(seen, colour, strict=True))


def test_what_an_image_lets_through_is_white(tmp_path: Path, shared: PagePictures) -> None:
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert colours(shared.picture(tmp_path / "a.png", 1, 30)).getpixel((5, 5)) == (255, 255, 255)


def test_a_photograph_is_shown_as_it_was_held(tmp_path: Path, shared: PagePictures) -> None:
    page = Image.new("RGB", (300, 200), "white")
    page.paste("red", (0, 0, 100, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    page.save(tmp_path / "a.jpg", exif=exif, quality=95)
    picture = shared.picture(tmp_path / "a.jpg", 1, 200)
    assert (picture.width, picture.height) == (200, 300)
    red, green, _ = colours(picture).getpixel((180, 20))
    assert (red > 200, green < 60) == (True, True)


def test_every_page_of_a_tiff_has_its_picture(tmp_path: Path, shared: PagePictures) -> None:
    pages = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    picture = shared.picture(tmp_path / "a.tif", 2, 60)
    assert picture.page_count == 3
    assert colours(picture).getpixel((10, 10)) == (0, 255, 0)


def test_a_page_seen_a_moment_ago_is_not_drawn_again_unless_the_file_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (60, 40), "red").save(path)
    with PagePictures() as pictures:
        first = pictures.picture(path, 1, 30)
        assert pictures.picture(path, 1, 30) is first
        assert pictures.picture(path, 1, 31) is not first
        Image.new("RGB", (60, 41), "blue").save(path)
        assert colours(pictures.picture(path, 1, 30)).getpixel((5, 5)) == (0, 0, 255)


def header_only_png(width: int, height: int) -> bytes:
    data = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", data) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def hostile(folder: Path) -> dict[str, Path]:
    encrypted = FPDF()
    encrypted.add_page()
    encrypted.set_encryption(owner_password="maire", user_password="secret")
    encrypted.output(str(folder / "chiffre.pdf"))
    sound = pdf(folder / "sain.pdf", LINES)
    (folder / "tronque.pdf").write_bytes(sound.read_bytes()[:300])
    (folder / "vide.pdf").write_bytes(b"")
    (folder / "autre.pdf").write_bytes(b"PK\x03\x04 not a page")
    Image.effect_noise((300, 300), 50).save(folder / "entiere.jpg")
    (folder / "tronque.jpg").write_bytes((folder / "entiere.jpg").read_bytes()[:-4000])
    (folder / "bombe.png").write_bytes(header_only_png(60_000, 60_000))
    (folder / "grande.png").write_bytes(header_only_png(13_000, 13_000))
    (folder / "acte.txt").write_text("Vu le code")
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] >>"
    raw_pdf(folder / "fil.pdf", CATALOGUE, ONE_PAGE, page % b"1 14000")
    raw_pdf(folder / "boucle.pdf", CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>")
    raw_pdf(folder / "sans_page.pdf", CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>")
    return {path.name: path for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("chiffre.pdf", "document protégé par un mot de passe"),
        ("tronque.pdf", "fichier abîmé ou incomplet"),
        ("tronque.jpg", "fichier abîmé ou incomplet"),
        ("bombe.png", "document trop volumineux (plus de 150 millions de points)"),
        ("grande.png", "document trop volumineux (plus de 150 millions de points)"),
        ("fil.pdf", "fichier anormal, écarté par sécurité (page démesurément longue)"),
        ("sans_page.pdf", "fichier abîmé ou incomplet"),
        ("vide.pdf", "fichier abîmé ou incomplet"),
        ("autre.pdf", "fichier abîmé ou incomplet"),
        ("absent.pdf", "fichier disparu pendant la lecture"),
    ],
)
def test_a_hostile_file_is_a_typed_error(tmp_path: Path, shared: PagePictures, name: str, said: str) -> None:
    hostile(tmp_path)
    with pytest.raises(UnreadableInput) as error:
        shared.picture(tmp_path / name, 1, 800)
    assert error.value.code is Code.PAGE_NOT_SHOWN
    assert f"La page 1 de « {name} » ne peut pas être montrée ({said})" in sentence(error.value)


def test_what_has_no_page_says_so(tmp_path: Path, shared: PagePictures) -> None:
    hostile(tmp_path)
    with pytest.raises(UnreadableInput) as error:
        shared.picture(tmp_path / "acte.txt", 1, 800)
    assert error.value.code is Code.NO_PAGE_PICTURE


def test_a_page_tree_that_bites_its_tail_is_an_error(tmp_path: Path, shared: PagePictures) -> None:
    hostile(tmp_path)
    with pytest.raises(UnreadableInput):
        shared.picture(tmp_path / "boucle.pdf", 1, 800)


def test_a_drawing_that_draws_itself_twice_over_is_given_up(tmp_path: Path) -> None:
    resources = b"/Resources << /XObject << /X 5 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R " + resources + b" >>"
    form = stream(b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + resources, b"/X Do 0 0 300 800 re f /X Do")
    path = raw_pdf(tmp_path / "recursif.pdf", CATALOGUE, ONE_PAGE, page, stream(b"", b"/X Do"), form)
    with PagePictures(seconds_per_page=2.0) as pictures:
        with pytest.raises(UnreadableInput) as error:
            pictures.picture(path, 1, 300)
        assert "lecture abandonnée" in sentence(error.value)
        assert pictures.picture(pdf(tmp_path / "acte.pdf", LINES), 1, 300).page_count == 1


@pytest.mark.parametrize("number", [0, -1, 2, 10**12])
def test_a_page_that_is_not_there(tmp_path: Path, shared: PagePictures, number: int) -> None:
    path = pdf(tmp_path / "acte.pdf", LINES)
    with pytest.raises(UnreadableInput) as error:
        shared.picture(path, number, 800)
    assert f"n'a pas de page {number}" in sentence(error.value)


def test_a_huge_page_is_drawn_within_the_limit(tmp_path: Path, shared: PagePictures) -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14000 14000] >>"
    picture = shared.picture(raw_pdf(tmp_path / "affiche.pdf", CATALOGUE, ONE_PAGE, page), 1, 100_000)
    assert 15_000_000 < picture.width * picture.height <= 20_100_000


def acting(code: str) -> list[str]:
    """The real worker, whose opening of a file named « hostile » is replaced by some code."""
    return [
        sys.executable,
        "-c",
        "import os, sys, time\n"
        "from secretaire.fund.pictures import picture_worker\n"
        "from secretaire.fund.reading.serving import serve\n"
        "real = picture_worker.open_page\n"
        "def open_page(path, number):\n"
        "    if path.stem != 'hostile':\n"
        "        return real(path, number)\n"
        f"    {code}\n"
        "picture_worker.open_page = open_page\n"
        "serve(picture_worker.answer)\n",
    ]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("os.kill(os.getpid(), 9)", "le lecteur s'est arrêté sur ce fichier"),
        ("time.sleep(600)", "lecture abandonnée au bout de 3 s"),
        ("raise MemoryError", "ce fichier demande trop de mémoire"),
        ("raise RuntimeError", "fichier abîmé ou incomplet"),
        ("raise PermissionError", "accès refusé"),
    ],
)
def test_a_page_that_breaks_the_child_is_an_error_and_the_next_is_drawn(tmp_path: Path, code: str, said: str) -> None:
    Image.new("RGB", (60, 40), "red").save(tmp_path / "sain.png")
    with PagePictures(seconds_per_page=3.0, command=lambda: acting(code)) as pictures:
        with pytest.raises(UnreadableInput) as error:
            pictures.picture(tmp_path / "hostile.png", 1, 30)
        assert said in sentence(error.value)
        assert pictures.picture(tmp_path / "sain.png", 1, 30).width == 30


def test_garbage_from_the_child_is_an_error(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import sys; sys.stdin.readline(); print('{\"png\": 3}')"]
    with PagePictures(command=lambda: command) as pictures, pytest.raises(UnreadableInput) as error:
        pictures.picture(tmp_path / "a.png", 1, 30)
    assert error.value.code is Code.PAGE_NOT_SHOWN


def test_cancel_stops_in_the_middle_of_a_page(tmp_path: Path) -> None:
    Image.new("RGB", (60, 40), "red").save(tmp_path / "sain.png")
    with PagePictures(command=lambda: acting("time.sleep(600)")) as pictures:
        with pytest.raises(Cancelled):
            pictures.picture(tmp_path / "hostile.png", 1, 30, cancelled=lambda: True)
        assert pictures.picture(tmp_path / "sain.png", 1, 30).width == 30


def test_the_application_itself_never_loads_what_parses_pages() -> None:
    code = (
        "import sys; import secretaire.fund.pictures.page_pictures, secretaire.fund.pictures.recognition;"
        " print(*{'pypdfium2', 'PIL', 'pypdf', 'numpy'} & set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""
