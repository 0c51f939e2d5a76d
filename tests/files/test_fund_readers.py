"""Real files of each format, sound and broken, read in place."""

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from odfdo import Cell, Document, Header, Paragraph, Row, Table
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter

from secretaire.fund.causes import Cause, french
from secretaire.fund.reading import reading
from secretaire.fund.reading.readers import pdf as readers_pdf
from secretaire.fund.reading.readers import read_file
from secretaire.fund.reading.reading import Reading, Status

SENTENCE = "Le conseil municipal décide de demander une subvention pour l'école."


def texts(outcome: Reading) -> list[str]:
    return [page.text for page in outcome.pages]


def refused(outcome: Reading) -> tuple[Status, Cause | None]:
    assert outcome.pages == ()
    return outcome.status, outcome.cause


def pdf(path: Path, *pages: str | None) -> Path:
    """A PDF; a page that is None is a scan."""
    document = FPDF()
    document.set_font("helvetica", size=11)
    for page in pages:
        document.add_page()
        if page is None:
            document.image(Image.effect_noise((1000, 1400), 80), w=150)
            document.write(text="Envoyé en préfecture le 12/03/2024, reçu en préfecture le 12/03/2024")
        else:
            document.write(text=page)
    document.output(str(path))
    return path


# PDF


def test_pdf_pages_are_read_in_order(tmp_path: Path) -> None:
    outcome = read_file(pdf(tmp_path / "a.pdf", SENTENCE, "Deuxième page du registre des délibérations."))
    assert outcome.status is Status.READ
    assert texts(outcome) == [SENTENCE, "Deuxième page du registre des délibérations."]
    assert [page.number for page in outcome.pages] == [1, 2]
    assert outcome.scanned == ()


def test_a_pure_scan_is_said_to_have_no_text_even_under_a_stamp(tmp_path: Path) -> None:
    outcome = read_file(pdf(tmp_path / "a.pdf", None, None))
    assert refused(outcome) == (Status.NO_TEXT, Cause.NO_TEXT)
    assert (outcome.page_count, outcome.scanned) == (2, (1, 2))


def test_a_mixed_pdf_is_read_and_its_scanned_pages_are_counted(tmp_path: Path) -> None:
    outcome = read_file(pdf(tmp_path / "a.pdf", SENTENCE, None, ""))
    assert outcome.status is Status.READ
    assert (outcome.page_count, outcome.scanned) == (3, (2,))


def test_a_turned_page_is_read(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=pdf(tmp_path / "a.pdf", SENTENCE))
    writer.pages[0].rotate(90)
    writer.write(tmp_path / "b.pdf")
    assert SENTENCE in " ".join(texts(read_file(tmp_path / "b.pdf"))[0].split())


def encrypted(path: Path, user: str, owner: str) -> Path:
    writer = PdfWriter(clone_from=pdf(path, SENTENCE))
    writer.encrypt(user, owner, algorithm="AES-256")
    writer.write(path)
    return path


def test_a_pdf_with_a_password_is_refused_but_not_one_only_locked_against_printing(tmp_path: Path) -> None:
    assert refused(read_file(encrypted(tmp_path / "a.pdf", "secret", "o"))) == (Status.ERROR, Cause.ENCRYPTED)
    assert texts(read_file(encrypted(tmp_path / "b.pdf", "", "o"))) == [SENTENCE]


def test_a_cut_pdf_is_damaged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = pdf(tmp_path / "a.pdf", SENTENCE)
    path.write_bytes(path.read_bytes()[:60])
    assert refused(read_file(path)) == (Status.ERROR, Cause.DAMAGED)
    path.write_bytes(b"%PDF-1.4 then nothing of a PDF")
    assert refused(read_file(path)) == (Status.ERROR, Cause.DAMAGED)
    caplog.clear()  # pypdf says so too; the worker silences it


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretaire.fund.reading.readers.pdf.MAX_PAGES", 1)
    assert refused(read_file(pdf(tmp_path / "a.pdf", "a", "b"))) == (Status.ERROR, Cause.TOO_LARGE)


def test_the_pages_for_which_there_is_no_time_left_are_read_without_layout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secretaire.fund.reading.readers.pdf._SECONDS", 0.0)
    monkeypatch.setattr("secretaire.fund.reading.readers.pdf._page_text", None)  # not to be called
    outcome = read_file(pdf(tmp_path / "a.pdf", SENTENCE, None, "Deuxième page du registre des délibérations."))
    assert [text.split("\n")[0] for text in texts(outcome)][::2] == [
        SENTENCE,
        "Deuxième page du registre des délibérations.",
    ]


def test_a_page_that_breaks_its_reader_costs_its_layout_not_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = readers_pdf._page_text

    def broken(page: PageObject) -> str:
        if page.page_number == 1:
            raise KeyError("/Font")
        return real(page)

    monkeypatch.setattr(readers_pdf, "_page_text", broken)
    outcome = read_file(pdf(tmp_path / "a.pdf", SENTENCE, SENTENCE, SENTENCE))
    assert texts(outcome) == [SENTENCE] * 3


# DOCX


def word(path: Path) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Commune de Saint-Rémy"
    document.add_paragraph("Vu le code ;")
    table = document.add_table(rows=2, cols=2)
    for row, (left, right) in enumerate([("Tarif", "Montant"), ("Salle", "120,00 €")]):
        table.cell(row, 0).text, table.cell(row, 1).text = left, right
    last = document.add_paragraph("Après le tableau")
    last.add_run().add_break(WD_BREAK.PAGE)
    last.add_run("Seconde page")
    document.save(str(path))
    return path


def test_docx_header_paragraphs_and_tables_come_in_order(tmp_path: Path) -> None:
    first, second = texts(read_file(word(tmp_path / "a.docx")))
    assert first == "Commune de Saint-Rémy\n\nVu le code ;\n\nTarif | Montant\nSalle | 120,00 €\n\nAprès le tableau"
    assert second == "Seconde page"


def test_docx_content_controls_and_insertions_are_read_but_not_deletions(tmp_path: Path) -> None:
    document = docx.Document()
    names = nsdecls("w")
    run = "<w:r><w:t>{}</w:t></w:r>"
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {names}><w:sdtContent><w:p>{run.format('contrôlé')}<w:ins>{run.format(' ajouté')}</w:ins>"
            f"<w:del><w:r><w:delText> supprimé</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>"
        ),
    )
    document.save(str(tmp_path / "a.docx"))
    assert texts(read_file(tmp_path / "a.docx")) == ["contrôlé ajouté"]


def test_an_empty_docx_is_said_empty(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert refused(read_file(tmp_path / "a.docx")) == (Status.NO_TEXT, Cause.EMPTY)


# ODT


def writer_document(path: Path) -> Path:
    document = Document("text")
    document.body.clear()
    document.body.append(Header(1, "Délibération"))
    paragraph = Paragraph("Le maire   expose.")
    document.body.append(paragraph)
    table = Table("t")
    for left, right in (("Tarif", "Montant"), ("Salle", "120,00 €")):
        row = Row()
        row.set_cells([Cell(text=left), Cell(text=right)])
        table.append(row)
    document.body.append(table)
    document.body.append(Paragraph("Fait à Saint-Rémy."))
    document.save(path)
    return path


def test_odt_titles_paragraphs_and_tables_come_in_order(tmp_path: Path) -> None:
    (page,) = texts(read_file(writer_document(tmp_path / "a.odt")))
    assert page == "Délibération\n\nLe maire expose.\n\nTarif | Montant\nSalle | 120,00 €\n\nFait à Saint-Rémy."


# text


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: codecs.BOM_UTF8 + text.encode("utf-8"),
        lambda text: text.encode("cp1252"),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-bom", "cp1252", "utf-16", "utf-16-be"],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_in_the_encodings_of_french_machines(tmp_path: Path, encode: Callable[[str], bytes], suffix: str) -> None:
    path = tmp_path / f"note{suffix}"
    path.write_bytes(
        encode("# Délibération\nL’école coûte 1 200 € à l’été ; les élèves, eux, y reçoivent un goûter.\n")
    )
    outcome = read_file(path)
    assert texts(outcome) == ["# Délibération\nL’école coûte 1 200 € à l’été ; les élèves, eux, y reçoivent un goûter."]


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 20)
    assert refused(read_file(tmp_path / "a.txt")) == (Status.ERROR, Cause.OTHER_CONTENT)


# what lies about itself, breaks or attacks


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_an_old_word_file_says_what_to_do_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretaire.libreoffice.program", lambda: None)
    (tmp_path / "a.docx").write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    outcome = read_file(tmp_path / "a.docx")
    assert (*refused(outcome), outcome.detail) == (Status.ERROR, Cause.OLD_WORD, ".doc")
    assert "LibreOffice" in french(Cause.OLD_WORD, outcome.detail)


def test_an_old_workbook_renamed_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(OLE + "Workbook".encode("utf-16-le"))
    assert refused(read_file(tmp_path / "a.docx")) == (Status.ERROR, Cause.OTHER_CONTENT)


def test_an_encrypted_docx_is_said_to_have_a_password(tmp_path: Path) -> None:
    stream = "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.docx").write_bytes(OLE + stream)
    assert refused(read_file(tmp_path / "a.docx")) == (Status.ERROR, Cause.ENCRYPTED)


def test_a_pdf_named_docx_is_read_for_what_it_is(tmp_path: Path) -> None:
    assert texts(read_file(pdf(tmp_path / "a.docx", SENTENCE))) == [SENTENCE]


def test_a_web_page_named_docx_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("<html>Erreur 404</html>")
    assert refused(read_file(tmp_path / "a.docx")) == (Status.ERROR, Cause.OTHER_CONTENT)


def test_a_format_not_read_yet_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.XLS").write_bytes(OLE)
    outcome = read_file(tmp_path / "a.XLS")
    assert (*refused(outcome), outcome.detail) == (Status.UNSUPPORTED, Cause.UNSUPPORTED, ".xls")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".odt", ".txt"])
def test_an_empty_file_and_a_vanished_one(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    assert refused(read_file(path)) == (Status.ERROR, Cause.VANISHED)
    path.touch()
    assert refused(read_file(path)) == (Status.ERROR, Cause.EMPTY)


@pytest.mark.parametrize("make", [word, writer_document])
def test_a_cut_package_is_damaged(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / ("a.docx" if make is word else "a.odt"))
    path.write_bytes(path.read_bytes()[:-400])
    assert refused(read_file(path)) == (Status.ERROR, Cause.DAMAGED)


@pytest.mark.parametrize("make", [word, writer_document])
def test_a_package_with_broken_xml_is_damaged(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / ("a.docx" if make is word else "a.odt"))
    rewrite(path, lambda name, data: data[: len(data) // 2] if name.endswith(("document.xml", "content.xml")) else data)
    assert refused(read_file(path)) == (Status.ERROR, Cause.DAMAGED)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("make", [word, writer_document])
@pytest.mark.parametrize("wide", [False, True])
def test_xml_entities_are_refused(tmp_path: Path, make: Callable[[Path], Path], wide: bool) -> None:
    path = make(tmp_path / ("a.docx" if make is word else "a.odt"))

    def attack(name: str, data: bytes) -> bytes:
        if not name.endswith(("document.xml", "content.xml")):
            return data
        start = data.index(b"?>") + 2
        attacked = b'<?xml version="1.0"?>' + ENTITIES + data[start:]
        return attacked.decode("utf-8").encode("utf-16") if wide else attacked

    rewrite(path, attack)
    assert refused(read_file(path)) == (Status.ERROR, Cause.SUSPICIOUS)


@pytest.mark.parametrize("make", [word, writer_document])
def test_a_zip_bomb_is_refused(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path / ("a.docx" if make is word else "a.odt"))
    rewrite(path, lambda _, data: data, extra=("bombe.xml", b" " * 8_000_000))
    assert refused(read_file(path)) == (Status.ERROR, Cause.SUSPICIOUS)


def test_limits_of_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = word(tmp_path / "a.docx")
    monkeypatch.setattr("secretaire.fund.reading.readers.packages.MAX_UNPACKED_BYTES", 1000)
    assert refused(read_file(path)) == (Status.ERROR, Cause.TOO_LARGE)
    monkeypatch.setattr("secretaire.fund.reading.readers.MAX_FILE_BYTES", 100)
    assert refused(read_file(path)) == (Status.ERROR, Cause.TOO_LARGE)
    monkeypatch.setattr(reading, "MAX_TEXT_CHARS", 3)
    (tmp_path / "a.txt").write_text("abcd")
    assert refused(read_file(tmp_path / "a.txt")) == (Status.ERROR, Cause.TOO_LARGE)


def rewrite(path: Path, change: Callable[[str, bytes], bytes], extra: tuple[str, bytes] | None = None) -> None:
    """Change the parts of a zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        if extra:
            new.writestr(*extra)
    path.write_bytes(made.getvalue())


def test_reading_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", SENTENCE)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read_file(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert len(PdfReader(path).pages) == 1
