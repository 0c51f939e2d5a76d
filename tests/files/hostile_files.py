"""A collection of hostile files, made by script: what breaks, lies, loops or swells.

`python tests/files/hostile_files.py` makes them in a temporary folder, reads them all as the application does, and prints
what came of each. `test_fund_hostile_files.py` checks the same.
"""

from __future__ import annotations

import base64
import io
import os
import struct
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from fpdf import FPDF
from odfdo import Document, Paragraph
from PIL import Image
from pypdf import PdfWriter

from secretaire.fund.causes import Cause
from secretaire.fund.reading.reading import Reading
from secretaire.fund.reading.reading_process import ReadingProcess

SENTENCE = "Le conseil municipal décide de demander une subvention pour l'école."
READ = None
"""The cause of a file that is read all the same."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile file, and what may come of it: causes of the file, or of the documents inside."""

    name: str
    make: Callable[[], bytes]
    causes: frozenset[Cause | None]


HOSTILE: list[Hostile] = []


def hostile(name: str, *causes: Cause | None) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Add to the collection the file that a function makes."""

    def add(make: Callable[[], bytes]) -> Callable[[], bytes]:
        HOSTILE.append(Hostile(name, make, frozenset(causes)))
        return make

    return add


# sound files, to be spoiled


def sound_pdf() -> bytes:
    document = FPDF()
    document.set_font("helvetica", size=11)
    for _ in range(2):
        document.add_page()
        document.write(text=SENTENCE)
    return bytes(document.output())


def sound_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Tarif", "120,00 €"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def sound_odt() -> bytes:
    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph(SENTENCE))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def sound_rtf() -> bytes:
    return rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Times;}}\f0 " + SENTENCE.encode("cp1252") + rb"\par}"


def sound_html() -> bytes:
    return f"<html><body><h1>Tarifs</h1><p>{SENTENCE}</p></body></html>".encode()


def sound_csv() -> bytes:
    rows = "".join(f"2023-{number};2023-04-04;7.5;{SENTENCE};11\n" for number in range(40))
    return ("DELIB_ID;DELIB_DATE;DELIB_MATIERE_CODE;DELIB_OBJET;VOTE_POUR\n" + rows).encode("utf-8")


def sound_eml(attachment: bytes = b"", name: str = "acte.pdf") -> bytes:
    return (
        b"From: Mairie <mairie@exemple.fr>\r\nTo: <prefecture@exemple.fr>\r\nSubject: Subvention\r\n"
        b"Date: Tue, 04 Apr 2023 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        + SENTENCE.encode()
        + b"\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
        + f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'.encode()
        + base64.encodebytes(attachment or sound_pdf())
        + b"\r\n--b--\r\n"
    )


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return made.getvalue()


def sound_zip() -> bytes:
    return packed(("2023/acte.pdf", sound_pdf()), ("2023/note.txt", SENTENCE.encode()))


def sound_image(form: str) -> bytes:
    made = io.BytesIO()
    Image.effect_noise((700, 900), 80).save(made, form)
    return made.getvalue()


SOUND: dict[str, Callable[[], bytes]] = {
    ".pdf": sound_pdf,
    ".docx": sound_docx,
    ".odt": sound_odt,
    ".rtf": sound_rtf,
    ".html": sound_html,
    ".csv": sound_csv,
    ".eml": sound_eml,
    ".zip": sound_zip,
    ".png": lambda: sound_image("PNG"),
    ".jpg": lambda: sound_image("JPEG"),
    ".tif": lambda: sound_image("TIFF"),
    ".webp": lambda: sound_image("WEBP"),
    ".txt": lambda: (SENTENCE + "\n").encode() * 20,
}

for _suffix, _make in SOUND.items():
    hostile(f"vide{_suffix}", Cause.EMPTY)(lambda: b"")
    hostile(f"coupe_a_moitie{_suffix}", READ, Cause.DAMAGED, Cause.NO_TEXT, Cause.EMPTY, Cause.NOTHING_INSIDE)(
        lambda make=_make: (data := make())[: len(data) // 2]
    )  # type: ignore[misc]
    hostile(f"trente_octets{_suffix}", READ, Cause.DAMAGED, Cause.EMPTY, Cause.OTHER_CONTENT)(
        lambda make=_make: make()[:30]
    )  # type: ignore[misc]


def rewritten(package: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        return packed(*((name, change(old.read(name)) if name == part else old.read(name)) for name in old.namelist()))


# archives


@hostile("bombe_plate.zip", Cause.SUSPICIOUS)
def flat_bomb() -> bytes:
    return packed(("bombe.txt", b"0" * (150 * MEGABYTE)))


@hostile("bombe_emboitee.zip", Cause.TOO_NESTED)
def nested_bomb() -> bytes:
    data = packed(("zero.txt", b"0" * 900_000))
    for _ in range(4):
        data = packed(*((f"{number}.zip", data) for number in range(6)))
    return data


@hostile("bombe_de_toutes_tailles.zip", Cause.TOO_LARGE)
def wide_bomb() -> bytes:
    data = packed(*((f"{number}.txt", b"0" * 900_000) for number in range(100)))
    return packed(*((f"{number}.zip", data) for number in range(60)))


@hostile("membres_superposes.zip", Cause.DAMAGED, Cause.SUSPICIOUS)
def overlapping_members() -> bytes:
    """Every name of the list leads to the same bytes (the « better zip bomb » of D. Fifield)."""
    data = packed(("0000.txt", os.urandom(1000) * 700))
    end = data.index(b"PK\x05\x06")
    start = data.index(b"PK\x01\x02")
    entry = data[start:end]
    entries = b"".join(entry.replace(b"0000.txt", b"%04d.txt" % number) for number in range(900))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 900, 900, len(entries), start, 0)
    return data[:start] + entries + tail


@hostile("six_mille_fichiers.zip", Cause.SUSPICIOUS)
def many_members() -> bytes:
    return packed(*((f"{number}.txt", b"x") for number in range(6000)))


@hostile("chemins_interdits.zip", READ)
def traversing_names() -> bytes:
    names = ("../../../../evasion.txt", "/evasion.txt", "C:\\evasion.txt", "..\\..\\evasion.txt", "a/../../evasion.txt")
    return packed(*((name, SENTENCE.encode()) for name in names))


@hostile("noms_etranges.zip", READ)
def odd_names() -> bytes:
    names = (
        "a\nb.txt",
        "acte\u202efdp.txt",
        "x" * 255 + ".txt",
        "é" * 300 + ".txt",
        "point..txt",
        "a.txt/b.txt",
        "a.txt",
    )
    return packed(*((name, SENTENCE.encode()) for name in names))


@hostile("mot_de_passe.zip", Cause.ENCRYPTED)
def encrypted_zip() -> bytes:
    data = bytearray(packed(("secret.txt", SENTENCE.encode())))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@hostile("taille_mensongere.zip", Cause.DAMAGED, READ)
def lying_sizes() -> bytes:
    data = bytearray(packed(("acte.txt", SENTENCE.encode() * 100)))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<L", 10)
    return bytes(data)


@hostile("sans_document.zip", Cause.NOTHING_INSIDE)
def no_document() -> bytes:
    return packed(("logiciel.exe", b"MZ"), ("__MACOSX/a.txt", b"x"), (".cache.txt", b"x"))


# DOCX, ODT

LAUGHS = (
    b"<!DOCTYPE lolz [<!ENTITY a '"
    + b"ha" * 50
    + b"'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + level, b"&%c;" % (97 + level) * 20) for level in range(9))
    + b"]>"
)
EXTERNAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def declared(declaration: bytes, call: bytes) -> Callable[[bytes], bytes]:
    def change(xml: bytes) -> bytes:
        body = xml[xml.index(b"?>") + 2 :].replace(b"conseil", call)
        return b'<?xml version="1.0"?>' + declaration + body

    return change


@hostile("entite_externe.docx", Cause.SUSPICIOUS)
def docx_xxe() -> bytes:
    return rewritten(sound_docx(), "word/document.xml", declared(EXTERNAL, b"&a;"))


@hostile("milliard_de_rires.docx", Cause.SUSPICIOUS)
def docx_laughs() -> bytes:
    return rewritten(sound_docx(), "word/document.xml", declared(LAUGHS, b"&j;"))


@hostile("milliard_de_rires_utf16.docx", Cause.SUSPICIOUS)
def docx_wide_laughs() -> bytes:
    return rewritten(
        sound_docx(), "word/document.xml", lambda xml: declared(LAUGHS, b"&j;")(xml).decode().encode("utf-16")
    )


@hostile("declaration_loin.docx", Cause.SUSPICIOUS, Cause.DAMAGED)
def docx_far_declaration() -> bytes:
    """The declaration comes after a comment longer than what is looked at."""
    padding = b"<!--" + os.urandom(60_000).hex().encode() + b"-->"
    return rewritten(sound_docx(), "word/document.xml", declared(padding + LAUGHS, b"&j;"))


@hostile("profond.docx", Cause.SUSPICIOUS)
def docx_deep() -> bytes:
    opened, closed = b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"
    return rewritten(
        sound_docx(),
        "word/document.xml",
        lambda xml: xml.replace(b"<w:body>", b"<w:body>" + opened * 100_000 + closed * 100_000),
    )


@hostile("bombe.docx", Cause.SUSPICIOUS)
def docx_bomb() -> bytes:
    return rewritten(sound_docx(), "word/styles.xml", lambda xml: xml + b" " * (120 * MEGABYTE))


@hostile("mot_de_passe.docx", Cause.ENCRYPTED)
def docx_encrypted() -> bytes:
    return OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


@hostile("relation_en_boucle.docx", READ, Cause.DAMAGED)
def docx_loop() -> bytes:
    return rewritten(
        sound_docx(),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(b"styles.xml", b"document.xml"),
    )


@hostile("relation_sans_cible.docx", Cause.DAMAGED)
def docx_no_target() -> bytes:
    """Found by fuzzing."""
    return rewritten(sound_docx(), "word/_rels/document.xml.rels", lambda xml: xml.replace(b"Target=", b"Tarqet="))


@hostile("entite_externe.odt", Cause.SUSPICIOUS)
def odt_xxe() -> bytes:
    return rewritten(sound_odt(), "content.xml", declared(EXTERNAL, b"&a;"))


@hostile("milliard_d_espaces.odt", READ)
def odt_spaces() -> bytes:
    return rewritten(
        sound_odt(), "content.xml", lambda xml: xml.replace(b"conseil", b'<text:s text:c="1000000000"/>conseil' * 20)
    )


@hostile("profond.odt", Cause.SUSPICIOUS)
def odt_deep() -> bytes:
    return rewritten(
        sound_odt(),
        "content.xml",
        lambda xml: xml.replace(b"conseil", b"<text:span>" * 50_000 + b"x" + b"</text:span>" * 50_000),
    )


@hostile("milliard_de_rires.fodt", Cause.SUSPICIOUS)
def fodt_laughs() -> bytes:
    name = b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    return b'<?xml version="1.0"?>' + LAUGHS + b"<office:document " + name + b">&j;</office:document>"


# PDF


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, the first one being the catalogue."""
    made = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, table)
    return bytes(made)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
WRITE = b"BT /F1 12 Tf 72 700 Td (Le conseil municipal decide.) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(data: bytes, keys: bytes = b"", length: int | None = None) -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data) if length is None else length, keys, data)


def page(resources: bytes = b"/Font << /F1 5 0 R >>", contents: bytes = b"4 0 R") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %s /Resources << %s >> >>" % (
        contents,
        resources,
    )


@hostile("arbre_en_boucle.pdf", Cause.DAMAGED, READ)
def pdf_tree_loop() -> bytes:
    return pdf_of(CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 2 >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")


@hostile("forme_dans_elle_meme.pdf", READ, Cause.DAMAGED, Cause.NO_TEXT)
def pdf_form_loop() -> bytes:
    form = stream(
        b"q /X1 Do /X1 Do Q " + WRITE,
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 6 0 R >> >>",
    )
    return pdf_of(
        CATALOG, PAGES, page(b"/Font << /F1 5 0 R >> /XObject << /X1 6 0 R >>"), stream(WRITE + b" /X1 Do"), FONT, form
    )


@hostile("formes_en_cascade.pdf", READ, Cause.NO_TEXT, Cause.DAMAGED)
def pdf_form_cascade() -> bytes:
    """Thirty forms, each drawing the next one ten times."""
    forms = [
        stream(
            b"/X Do " * 10 + WRITE,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (7 + number),
        )
        for number in range(30)
    ]
    return pdf_of(
        CATALOG,
        PAGES,
        page(b"/Font << /F1 5 0 R >> /XObject << /X 6 0 R >>"),
        stream(b"/X Do"),
        FONT,
        *forms,
        stream(b"", b"/Type /XObject /Subtype /Form"),
    )


@hostile("police_en_boucle.pdf", READ, Cause.DAMAGED)
def pdf_font_loop() -> bytes:
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding 5 0 R /DescendantFonts [5 0 R] /ToUnicode 5 0 R >>"
    return pdf_of(CATALOG, PAGES, page(), stream(WRITE), font)


@hostile("filtre_inconnu.pdf", READ, Cause.NO_TEXT)
def pdf_unknown_filter() -> bytes:
    """Found by fuzzing."""
    return pdf_of(CATALOG, PAGES, page(), stream(WRITE, b"/Filter /FlateDecodeur"), FONT)


@hostile("longueur_mensongere.pdf", READ, Cause.NO_TEXT, Cause.DAMAGED)
def pdf_lying_length() -> bytes:
    return pdf_of(CATALOG, PAGES, page(), stream(WRITE, length=2_000_000_000), FONT)


@hostile("longueur_d_elle_meme.pdf", READ, Cause.NO_TEXT, Cause.DAMAGED)
def pdf_length_loop() -> bytes:
    return pdf_of(CATALOG, PAGES, page(), b"<< /Length 4 0 R >>\nstream\n" + WRITE + b"\nendstream", FONT)


@hostile("milliard_de_pages.pdf", READ, Cause.DAMAGED, Cause.TOO_LARGE)
def pdf_huge_count() -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"
    return pdf_of(CATALOG, pages, page(), stream(WRITE), FONT)


@hostile("cent_mille_fois_la_meme_page.pdf", Cause.TOO_LARGE, Cause.DAMAGED)
def pdf_same_page() -> bytes:
    pages = b"<< /Type /Pages /Kids [" + b"3 0 R " * 100_000 + b"] /Count 100000 >>"
    return pdf_of(CATALOG, pages, page(), stream(WRITE), FONT)


@hostile("bombe.pdf", READ, Cause.DAMAGED, Cause.NO_TEXT, Cause.TOO_HUNGRY)
def pdf_bomb() -> bytes:
    data = zlib.compress(b" " * (150 * MEGABYTE), 9)
    return pdf_of(CATALOG, PAGES, page(), stream(data, b"/Filter /FlateDecode"), FONT)


@hostile("bombe_double.pdf", READ, Cause.DAMAGED, Cause.NO_TEXT, Cause.TOO_HUNGRY)
def pdf_double_bomb() -> bytes:
    data = zlib.compress(zlib.compress(b" " * (300 * MEGABYTE), 9), 9)
    return pdf_of(CATALOG, PAGES, page(), stream(data, b"/Filter [/FlateDecode /FlateDecode]"), FONT)


@hostile("dessin_enorme.pdf", READ, Cause.NO_TEXT)
def pdf_huge_drawing() -> bytes:
    data = zlib.compress(WRITE + b" 1 2 m 3 4 l S" * 600_000, 9)
    return pdf_of(CATALOG, PAGES, page(), stream(data, b"/Filter /FlateDecode"), FONT)


@hostile("mots_sans_fin.pdf", READ)
def pdf_many_words() -> bytes:
    """Under the limit of size, as many words as fit."""
    words = b"".join(b"BT /F1 9 Tf %d %d Td (mot) Tj ET " % (number % 500, number % 800) for number in range(12_000))
    return pdf_of(CATALOG, PAGES, page(), stream(zlib.compress(words), b"/Filter /FlateDecode"), FONT)


@hostile("mots_tres_loin.pdf", READ, Cause.DAMAGED, Cause.NO_TEXT)
def pdf_far_words() -> bytes:
    """The layout in columns would be a million spaces wide and a million lines high."""
    far = b"BT /F1 1 Tf 1 0 0 1 %d %d Tm (loin) Tj ET "
    return pdf_of(CATALOG, PAGES, page(), stream(far % (0, 0) + far % (999_999_999, 999_999_999)), FONT)


@hostile("tableaux_emboites.pdf", READ, Cause.DAMAGED, Cause.NO_TEXT)
def pdf_deep_arrays() -> bytes:
    return pdf_of(CATALOG, PAGES, page(contents=b"[" * 50_000 + b"]" * 50_000), stream(WRITE), FONT)


@hostile("references_en_boucle.pdf", Cause.DAMAGED, Cause.NO_TEXT, READ)
def pdf_reference_loop() -> bytes:
    return pdf_of(CATALOG, b"3 0 R", b"2 0 R")


@hostile("table_en_boucle.pdf", READ, Cause.DAMAGED)
def pdf_xref_loop() -> bytes:
    made = pdf_of(CATALOG, PAGES, page(), stream(WRITE), FONT)
    place = made.rindex(b"xref\n0")
    return pdf_of(CATALOG, PAGES, page(), stream(WRITE), FONT, trailer=b"/Prev %d" % place)


@hostile("mot_de_passe.pdf", Cause.ENCRYPTED)
def pdf_encrypted() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(sound_pdf()))
    writer.encrypt("secret", "autre", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


@hostile("chiffrement_inconnu.pdf", Cause.ENCRYPTED, Cause.DAMAGED)
def pdf_unknown_cipher() -> bytes:
    return pdf_of(CATALOG, PAGES, page(), stream(WRITE), FONT, trailer=b"/Encrypt << /Filter /Autre /V 9 /R 9 >>")


# messages


@hostile("mille_parties_emboitees.eml", Cause.SUSPICIOUS, READ, Cause.EMPTY)
def eml_deep() -> bytes:
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number) for number in range(1000)
    )
    return b"From: a@exemple.fr\r\nMIME-Version: 1.0\r\n" + opened + b"\r\n" + SENTENCE.encode()


@hostile("transferts_emboites.eml", Cause.SUSPICIOUS, Cause.TOO_NESTED, READ)
def eml_forwards() -> bytes:
    return (
        b"From: a@exemple.fr\r\nContent-Type: message/rfc822\r\n\r\n" * 300
        + b"Subject: fin\r\n\r\n"
        + SENTENCE.encode()
    )


@hostile("en_tete_enorme.eml", READ)
def eml_header_bomb() -> bytes:
    names = b", ".join(b"=?utf-8?q?=C3=A9?= <a%d@exemple.fr>" % number for number in range(200_000))
    return (
        b"From: a@exemple.fr\r\nTo: "
        + names
        + b"\r\nSubject: =?utf-8?q?"
        + b"=C3=A9" * MEGABYTE
        + b"?=\r\n\r\n"
        + SENTENCE.encode()
    )


@hostile("cent_mille_en_tetes.eml", READ)
def eml_many_headers() -> bytes:
    return b"".join(b"X-A%d: b\r\n" % number for number in range(100_000)) + b"\r\n" + SENTENCE.encode()


@hostile("vingt_mille_pieces_jointes.eml", Cause.SUSPICIOUS)
def eml_many_parts() -> bytes:
    part = b'--b\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\nx\r\n'
    return b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + part * 20_000 + b"--b--"


@hostile("piece_jointe_hostile.eml", Cause.SUSPICIOUS, READ)
def eml_bomb() -> bytes:
    return sound_eml(docx_laughs(), "../../rires.docx")


@hostile("jeu_de_caracteres_inconnu.eml", READ)
def eml_charset() -> bytes:
    return b'From: a@b.fr\r\nContent-Type: text/html; charset="rot13\\"\r\nContent-Transfer-Encoding: x-uu\r\n\r\n<p>Bonjour'


# RTF


@hostile("profond.rtf", READ, Cause.DAMAGED)
def rtf_deep() -> bytes:
    return rb"{\rtf1 " + b"{" * MEGABYTE + SENTENCE.encode("cp1252") + b"}" * MEGABYTE + b"}"


@hostile("binaire_mensonger.rtf", READ, Cause.DAMAGED, Cause.EMPTY)
def rtf_binary() -> bytes:
    return rb"{\rtf1 {\pict\bin99999999999 " + bytes(range(256)) * 50 + rb"}" + SENTENCE.encode("cp1252") + b"}"


@hostile("nombres_enormes.rtf", READ, Cause.DAMAGED)
def rtf_numbers() -> bytes:
    return rb"{\rtf1 \u9999999999 ?\u-9999999999 ?\uc999999999 \ansicpg99999 \'zz " + SENTENCE.encode("cp1252") + b"}"


@hostile("liens_sans_fin.rtf", READ, Cause.EMPTY)
def rtf_links() -> bytes:
    return rb"{\rtf1 " + rb'{\field{\*\fldinst{HYPERLINK "a" ' * 20_000 + SENTENCE.encode("cp1252") + b"}"


@hostile("polices_sans_fin.rtf", Cause.SUSPICIOUS)
def rtf_fonts() -> bytes:
    return rb"{\rtf1 {\fonttbl" + rb"{\f1 " * 50_000 + SENTENCE.encode("cp1252") + b"}"


# HTML


@hostile("profond.html", Cause.SUSPICIOUS)
def html_deep() -> bytes:
    return b"<html><body>" + b"<div>" * (2 * MEGABYTE) + SENTENCE.encode()


@hostile("attributs.html", READ)
def html_attributes() -> bytes:
    return b"<html><body><p " + b" ".join(b"a%d=b" % number for number in range(200_000)) + b">" + SENTENCE.encode()


@hostile("commentaires.html", READ, Cause.OTHER_CONTENT)
def html_comments() -> bytes:
    return b"<!-- -->" * 450 + b"<p>" + SENTENCE.encode()


@hostile("entites.html", READ)
def html_entities() -> bytes:
    return b"<!DOCTYPE html [" + LAUGHS[15:] + b"<html><body>&j;&#1114112;&#xFFFFFFFF;" + SENTENCE.encode()


@hostile("tableaux_emboites.html", Cause.SUSPICIOUS)
def html_tables() -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * 100_000 + SENTENCE.encode()


# tables and text


@hostile("une_ligne_de_50_mo.csv", Cause.TOO_LARGE)
def csv_long_line() -> bytes:
    return b"DELIB_ID;DELIB_OBJET\n" + b"x" * (50 * MEGABYTE)


@hostile("guillemet_jamais_ferme.csv", READ)
def csv_open_quote() -> bytes:
    return b'DELIB_ID;DELIB_OBJET\n1;"' + (SENTENCE + "\n").encode() * 100_000


@hostile("soixante_mille_lignes.csv", Cause.TOO_LARGE)
def csv_many_rows() -> bytes:
    return b"DELIB_ID;DELIB_OBJET\n" + b"1;x\n" * 60_000


@hostile("million_de_colonnes.csv", Cause.TOO_LARGE)
def csv_many_columns() -> bytes:
    return b"DELIB_ID;DELIB_OBJET" + b";x" * MEGABYTE + b"\n1;2" * 4_000


@hostile("mots_coupes.txt", READ)
def text_cut_words() -> bytes:
    return b"".join(
        b"mot%c%c%c-\nsuite " % tuple(97 + number // 26**place % 26 for place in range(3)) for number in range(99_000)
    )


@hostile("espaces.txt", READ)
def text_spaces() -> bytes:
    return b"a" + b" " * (5 * MEGABYTE) + b"\n" * MEGABYTE + b"b"


@hostile("accents_empiles.txt", READ)
def text_marks() -> bytes:
    return b"a" + "\u0301\u0316".encode() * MEGABYTE


@hostile("tous_les_octets.txt", Cause.OTHER_CONTENT)
def text_all_bytes() -> bytes:
    return bytes(range(256)) * 4000


# pictures


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    pixels = zlib.compress(bytes(MEGABYTE))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


@hostile("bombe.png", Cause.TOO_LARGE)
def png_bomb() -> bytes:
    return png(60_000, 60_000)


@hostile("minuscule.png", Cause.TOO_SMALL)
def png_small() -> bytes:
    return png(90, 60)


@hostile("commentaires.png", Cause.DAMAGED, Cause.NO_TEXT)
def png_text_bomb() -> bytes:
    data = b"a\x00\x00" + zlib.compress(b" " * (200 * MEGABYTE))
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    made = png(900, 900)
    return made[:33] + chunk * 20 + made[33:]


@hostile("pages_en_boucle.tif", Cause.DAMAGED, Cause.NO_TEXT)
def tiff_loop() -> bytes:
    made = bytearray(sound_image("TIFF"))
    first = struct.unpack("<L", made[4:8])[0]
    count = struct.unpack("<H", made[first : first + 2])[0]
    made[first + 2 + 12 * count : first + 6 + 12 * count] = struct.pack("<L", first)
    return bytes(made)


# old Word, and files that lie


@hostile("charpie.doc", Cause.CONVERSION, Cause.OLD_WORD, Cause.DAMAGED, READ)
def doc_garbage() -> bytes:
    return OLE + "WordDocument".encode("utf-16-le") + bytes(range(256)) * 200


@hostile("mot_de_passe.doc", Cause.ENCRYPTED)
def doc_encrypted() -> bytes:
    return OLE + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(2000) + "WordDocument".encode("utf-16-le")


@hostile("programme.pdf", Cause.DAMAGED, Cause.OTHER_CONTENT)
def program() -> bytes:
    return b"MZ" + bytes(range(256)) * 40


@hostile("page_d_erreur.pdf", Cause.OTHER_CONTENT)
def error_page() -> bytes:
    return b"<html><body>404</body></html>"


hostile("pdf_nomme.docx", READ)(sound_pdf)
hostile("docx_nomme.pdf", READ)(sound_docx)
hostile("rtf_nomme.doc", READ)(sound_rtf)
hostile("page_nommee.doc", READ)(sound_html)
hostile("archive_nommee.docx", READ)(sound_zip)
hostile("image_nommee.pdf", Cause.NO_TEXT)(lambda: sound_image("PNG"))
hostile("docx_nomme.zip", READ)(sound_docx)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a hostile file: its outcome, those of the documents inside, and seconds."""

    hostile: Hostile
    outcome: Reading
    inside: tuple[Reading, ...]
    seconds: float


def read_all(folder: Path, seconds_per_file: float, chosen: str = "") -> Iterator[Result]:
    """Make each file in a folder, read it and at most forty of the documents inside, then remove it."""
    with ReadingProcess(seconds_per_file) as process:
        process.read(folder / "premier.txt")  # the libraries are loaded once, before the clock starts
        for made in HOSTILE:
            if chosen not in made.name:
                continue
            path = folder / made.name
            path.write_bytes(made.make())
            started = time.monotonic()
            outcome = process.read(path)
            inside = tuple(process.read(path, member) for member in outcome.members[:40])
            yield Result(made, outcome, inside, time.monotonic() - started)
            path.unlink()


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        for result in read_all(Path(folder), 60.0, sys.argv[1] if len(sys.argv) > 1 else ""):
            outcome = result.outcome
            causes = {reading.cause for reading in (outcome, *result.inside)}
            inside = f" +{len(outcome.members)}" if outcome.members else ""
            told = ", ".join(sorted({reading.cause or reading.status for reading in result.inside}))
            unexpected = "" if causes & result.hostile.causes else "   <- inattendu"
            line = f"{result.hostile.name:36} {outcome.status + inside:20} {outcome.cause or '':16} {told:28}"
            print(f"{line} {result.seconds:6.2f}{unexpected}", flush=True)


if __name__ == "__main__":
    main()
