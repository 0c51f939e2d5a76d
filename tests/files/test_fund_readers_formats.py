"""Formats other than PDF, DOCX, ODT and text: what a person would see in them is what is read."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from base64 import encodebytes
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hostile_files import SENTENCE, packed, sound_docx, sound_eml, sound_image, sound_odt, sound_pdf
from odfdo import Document, Paragraph
from PIL import Image

from secretaire import libreoffice
from secretaire.errors import Code, UnreadableInput
from secretaire.fund.causes import Cause, french
from secretaire.fund.reading.readers import read_file
from secretaire.fund.reading.reading import MAX_DEPTH, Reading, Status
from secretaire.fund.reading.reading_process import ReadingProcess


def read(path: Path, data: bytes) -> Reading:
    path.write_bytes(data)
    return read_file(path)


def text(outcome: Reading) -> str:
    assert outcome.status is Status.READ, outcome
    return "\f".join(page.text for page in outcome.pages)


# RTF


def test_rtf_accents_paragraphs_pages_and_tables(tmp_path: Path) -> None:
    markup = (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}}{\info{\title Cach\'e9}}\f0 "
        rb"D\'e9lib\'e9ration n\'b0 12\par L\u8217\'92\'e9cole\line co\u251?te \u8364\'80 5\page Suite\pard\par"
        rb"\trowd\intbl Tarif\cell Montant\cell\row\trowd\intbl Salle\cell 120,00 \u8364?\cell\row\pard{\*\secret x}\par}"
    )
    assert text(read(tmp_path / "a.rtf", markup)) == (
        "Délibération n° 12\n\nL’école\ncoûte € 5\fSuite\n\nTarif | Montant\nSalle | 120,00 €"
    )


def test_rtf_links_keep_their_words(tmp_path: Path) -> None:
    markup = rb'{\rtf1 Voir {\field{\*\fldinst{HYPERLINK "http://exemple.fr"}}{\fldrslt{le site}}} de la mairie\par}'
    assert text(read(tmp_path / "a.rtf", markup)) == "Voir le site de la mairie"


# HTML


def test_html_shows_what_a_person_sees(tmp_path: Path) -> None:
    page = """<!DOCTYPE html><html><head><meta charset="windows-1252"><title>onglet</title><style>p{color:red}</style>
    </head><body><script>alert("non")</script><h1>Conseil&nbsp;municipal</h1><p>L&rsquo;&eacute;cole co\u00fbte
    5&#8239;\u20ac&nbsp;;<br>merci &lt;b&gt;</p><ul><li>un</li><li>deux</li></ul><table><tr><th>Tarif</th><th>Montant</th></tr>
    <tr><td><p>Salle</p></td><td>120,00 \u20ac</td></tr></table>Fin<p hidden>cach\u00e9</p><!-- note --></body></html>"""
    assert text(read(tmp_path / "a.html", page.encode("cp1252"))) == (
        "Conseil municipal\n\nL’école coûte 5 € ;\nmerci <b>\n\nun\n\ndeux\n\nTarif | Montant\nSalle | 120,00 €\n\nFin"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_html_without_its_character_set(tmp_path: Path, encoding: str) -> None:
    assert text(read(tmp_path / "a.htm", "<html><p>L’école a été rénovée</p></html>".encode(encoding))) == (
        "L’école a été rénovée"
    )


# CSV


SCDL = """COLL_NOM;COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_MATIERE_CODE;DELIB_MATIERE_NOM;DELIB_OBJET;BUDGET_ANNEE;\
BUDGET_NOM;PREF_ID;PREF_DATE;VOTE_EFFECTIF;VOTE_REEL;VOTE_POUR;VOTE_CONTRE;VOTE_ABSTENTION;DELIB_URL
Saint-Rémy;21610001200011;2023-12;2023-04-01;7.5;finances locales/subventions;"Subvention ""école"" ; année 2023";;;\
PREF061;2023-04-06;15;12;11;0;1;
;;;;;;;;;;;;;;;;
Saint-Rémy;21610001200011;2023-13;;;;Tarifs de la salle
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_each_deliberation_of_a_published_table_is_a_page_written_as_an_act(tmp_path: Path, encoding: str) -> None:
    first, second = text(read(tmp_path / "delib.csv", SCDL.encode(encoding))).split("\f")
    assert first.split("\n\n") == [
        "Délibération n° 2023-12 du 1er avril 2023",
        "Collectivité : Saint-Rémy",
        'Objet : Subvention "école" ; année 2023',
        "Matière : 7.5 finances locales/subventions",
        "Membres en exercice : 15",
        "Votants : 12",
        "Vote : Pour : 11 – Contre : 0 – Abstentions : 1",
        "Reçu en préfecture le 6 avril 2023",
    ]
    assert second == "Délibération n° 2023-13\n\nCollectivité : Saint-Rémy\n\nObjet : Tarifs de la salle"


def test_the_columns_of_a_town_that_has_its_own_names(tmp_path: Path) -> None:
    table = "sep=,\nNuméro de délibération,Date CM,Titre\n7,04/04/2023,Voirie\n"
    assert text(read(tmp_path / "a.csv", table.encode())) == "Délibération n° 7 du 4 avril 2023\n\nObjet : Voirie"


def test_another_table_gives_its_rows_and_no_act(tmp_path: Path) -> None:
    table = "numero;date;objet\n1;2023-04-04;Facture de gaz\n2;;Facture d'eau;reste\n"
    assert text(read(tmp_path / "factures.csv", table.encode())) == (
        "numero : 1\ndate : 2023-04-04\nobjet : Facture de gaz\n\nnumero : 2\nobjet : Facture d'eau"
    )


# messages


MESSAGE = """From: =?utf-8?q?Mairie_de_Saint-R=C3=A9my?= <mairie@exemple.fr>
To: prefecture@exemple.fr
Cc: =?iso-8859-1?q?tr=E9sorerie?= <t@exemple.fr>
Subject: =?utf-8?b?RMOpbGliw6lyYXRpb24=?=
 du 4 avril
Date: Tue, 04 Apr 2023 10:05:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="a"

--a
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Ci-joint l'acte vot=E9.
--b
Content-Type: text/html; charset="utf-8"

<p>La même chose en couleurs</p>
--b--
--a
Content-Type: image/png
Content-Disposition: inline; filename="logo.png"
Content-ID: <logo>

x
--a
Content-Type: text/plain; charset="utf-8"; name="=?utf-8?q?r=C3=A9sum=C3=A9.txt?="
Content-Disposition: attachment

Le résumé.
--a
Content-Type: application/pdf
Content-Disposition: attachment; filename*=utf-8''d%C3%A9lib%2F12.pdf
Content-Transfer-Encoding: base64

{pdf}
--a
Content-Type: message/rfc822

Subject: Demande
Content-Type: text/html; charset=utf-8

<p>Merci de <b>transmettre</b>.</p>
--a--
"""


def test_a_message_says_who_what_and_when_and_names_its_attachments(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    outcome = read(path, MESSAGE.replace("{pdf}", encodebytes(sound_pdf()).decode()).encode())
    assert text(outcome) == (
        "De : Mairie de Saint-Rémy <mairie@exemple.fr>\nÀ : prefecture@exemple.fr\nCopie : trésorerie <t@exemple.fr>\n"
        "Objet : Délibération du 4 avril\nDate : mardi 4 avril 2023 à 10:05\n\nCi-joint l'acte voté."
    )
    assert outcome.members == ("résumé.txt", "délib/12.pdf", "Demande.eml")
    assert text(read_file(path, "résumé.txt")) == "Le résumé."
    assert SENTENCE in text(read_file(path, "délib/12.pdf"))
    assert text(read_file(path, "Demande.eml")) == "Objet : Demande\n\nMerci de transmettre."


# archives


def test_an_archive_names_its_documents_and_each_is_read(tmp_path: Path) -> None:
    data = packed(
        ("2023/acte.pdf", sound_pdf()),
        ("2023/lettre.docx", sound_docx()),
        ("2023/~$lettre.docx", b"x"),
        ("__MACOSX/2023/._acte.pdf", b"x"),
        ("logiciel.exe", b"MZ"),
        ("feuille.xlsx", b"x"),
    )
    outcome = read(tmp_path / "a.zip", data)
    assert (outcome.status, outcome.cause, outcome.pages) == (Status.CONTAINER, None, ())
    assert outcome.members == ("2023/acte.pdf", "2023/lettre.docx", "feuille.xlsx")
    assert SENTENCE in text(read_file(tmp_path / "a.zip", "2023/lettre.docx"))
    assert read_file(tmp_path / "a.zip", "feuille.xlsx").cause is Cause.UNSUPPORTED
    assert read_file(tmp_path / "a.zip", "2023/absent.pdf").cause is Cause.VANISHED


def test_archives_and_messages_inside_one_another_are_opened_to_three_levels(tmp_path: Path) -> None:
    deep = packed(("fond.txt", SENTENCE.encode()))
    mail = sound_eml(packed(("note.txt", SENTENCE.encode()), ("plus.zip", deep)), "pieces.zip")
    path = tmp_path / "a.zip"
    outcome = read(path, packed(("dossier/b.eml", mail), ("c.zip", packed(("d.zip", deep)))))
    assert outcome.members == (
        "dossier/b.eml",
        "dossier/b.eml/pieces.zip/note.txt",
        "dossier/b.eml/pieces.zip/plus.zip",
        "c.zip/d.zip/fond.txt",
    )
    for member in (outcome.members[1], outcome.members[3]):
        assert text(read_file(path, member)) == SENTENCE
    assert read_file(path, outcome.members[0]).members == ()
    too_deep = read_file(path, outcome.members[2])
    assert (too_deep.cause, too_deep.detail) == (Cause.TOO_NESTED, str(MAX_DEPTH))


def test_a_broken_archive_inside_is_one_line(tmp_path: Path) -> None:
    outcome = read(tmp_path / "a.zip", packed(("b.zip", b"PK\x03\x04 rien"), ("c.txt", b"texte")))
    assert outcome.members == ("b.zip", "c.txt")
    assert read_file(tmp_path / "a.zip", "b.zip").cause is Cause.DAMAGED


def test_names_of_an_archive_are_unique_and_lead_to_one_document(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(["a.txt", "b.zip/c.txt", "a.txt/d.txt", "C:\\..\\a.txt", "é\u202e.txt"]):
            archive.writestr(name, f"texte {number}")
        archive.writestr("b.zip", packed(("c.txt", b"texte 5")))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a.txt", "texte 6")
    members = read_file(path).members
    assert members == (
        "a.txt",
        "b.zip/c.txt",
        "a.txt - d.txt",
        "C_/a.txt",
        "é_.txt",
        "b (2).zip/c.txt",
        "a (2).txt",
    )
    assert [text(read_file(path, member)) for member in members] == [f"texte {number}" for number in range(7)]


@pytest.mark.parametrize(("encoding", "flag"), [("cp850", 0), ("utf-8", 0), ("utf-8", 0x800)])
def test_accents_in_the_names_of_an_archive(tmp_path: Path, encoding: str, flag: int) -> None:
    data = bytearray(packed(("d#lib#ration.txt".replace("#", "x" * len("é".encode(encoding))), b"texte")))
    name = "délibération.txt".encode(encoding)
    for place in (30, data.index(b"PK\x01\x02") + 46):
        data[place : place + len(name)] = name
    for place in (6, data.index(b"PK\x01\x02") + 8):
        data[place : place + 2] = flag.to_bytes(2, "little")
    assert read(tmp_path / "a.zip", bytes(data)).members == ("délibération.txt",)


def test_a_member_is_taken_out_to_be_opened(tmp_path: Path) -> None:
    path, target = tmp_path / "a.zip", tmp_path / "sorti.pdf"
    path.write_bytes(packed(("2023/acte.pdf", sound_pdf()), ("b.zip", packed(("c.txt", b"texte")))))
    with ReadingProcess() as process:
        process.extract(path, "2023/acte.pdf", target)
        assert target.read_bytes() == sound_pdf() or SENTENCE in text(read_file(target))
        process.extract(path, "b.zip/c.txt", target)
        assert target.read_bytes() == b"texte"
        with pytest.raises(UnreadableInput) as refusal:
            process.extract(path, "absent.pdf", target)
    assert refusal.value.code is Code.FILE_UNREADABLE
    assert refusal.value.data == {"fichier": "absent.pdf", "cause": french(Cause.VANISHED)}
    assert not target.exists()


# pictures


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_picture_is_a_scan_to_recognise(tmp_path: Path, form: str) -> None:
    outcome = read(tmp_path / f"a.{form.lower()[:4]}", sound_image(form))
    assert (outcome.status, outcome.cause, outcome.page_count, outcome.scanned) == (
        Status.NO_TEXT,
        Cause.NO_TEXT,
        1,
        (1,),
    )


def test_a_picture_of_several_pages(tmp_path: Path) -> None:
    pages = [Image.new("1", (1000, 1400)) for _ in range(3)]
    made = io.BytesIO()
    pages[0].save(made, "TIFF", save_all=True, append_images=pages[1:], compression="group4")
    assert read(tmp_path / "a.tif", made.getvalue()).scanned == (1, 2, 3)


@pytest.mark.parametrize("size", [(400, 400), (2000, 120)])
def test_a_logo_is_no_document(tmp_path: Path, size: tuple[int, int]) -> None:
    made = io.BytesIO()
    Image.new("L", size).save(made, "PNG")
    outcome = read(tmp_path / "a.png", made.getvalue())
    assert (outcome.status, outcome.cause) == (Status.UNSUPPORTED, Cause.TOO_SMALL)
    assert "trop petite" in french(Cause.TOO_SMALL, outcome.detail)


# kinds of DOCX and ODT


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        (".docm", b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        (".dotx", b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        (".dotm", b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    ],
)
def test_templates_and_documents_with_macros_are_read(tmp_path: Path, suffix: str, kind: bytes) -> None:
    document = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(io.BytesIO(sound_docx())) as old:
        data = packed(*((name, old.read(name).replace(document, kind)) for name in old.namelist()))
    assert SENTENCE in text(read(tmp_path / f"a{suffix}", data))


def test_templates_and_flat_files_of_libreoffice_are_read(tmp_path: Path) -> None:
    mime = b"application/vnd.oasis.opendocument.text"
    with zipfile.ZipFile(io.BytesIO(sound_odt())) as old:
        data = packed(*((name, old.read(name).replace(mime, mime + b"-template")) for name in old.namelist()))
    assert text(read(tmp_path / "a.ott", data)) == SENTENCE
    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph(SENTENCE))
    document.save(tmp_path / "a.fodt", packaging="xml")
    assert text(read_file(tmp_path / "a.fodt")) == SENTENCE


# old Word


with_libreoffice = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice (soffice) is not installed")


def old_word(path: Path, folder: Path) -> None:
    """The same document as Word 97 writes it, in `folder`; made by LibreOffice with its usual settings."""
    profile = f"-env:UserInstallation={(path.parent / 'profil').as_uri()}"
    command = [str(libreoffice.program()), profile, "--headless", "--convert-to", "doc:MS Word 97"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=200)


@with_libreoffice
def test_an_old_word_document_is_read_through_libreoffice_which_leaves_no_trace(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Délibération n° 12")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "Salle", "120,00 €", "Repas"
    document.add_paragraph("Fin")
    document.save(str(tmp_path / "a.docx"))
    old_word(tmp_path / "a.docx", tmp_path / "mairie")
    with ReadingProcess() as process:
        outcome = process.read(tmp_path / "mairie" / "a.doc")
    assert text(outcome) == "Délibération n° 12\n\nSalle | 120,00 €\nRepas |\n\nFin"
    assert [entry.name for entry in (tmp_path / "mairie").iterdir()] == ["a.doc"]


SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print(self.path, flush=True)
        self.send_error(404)
    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET
    def log_message(self, *_):
        pass
server = http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


def asked_of_a_server(port: str, work: Callable[[str], None]) -> set[str]:
    """What another process of this machine is asked for while some work is done, which is told its port."""
    with subprocess.Popen([sys.executable, "-c", SERVER, port], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            work(server.stdout.readline().strip())
        finally:
            server.kill()
        return {line.strip() for line in server.stdout}


@with_libreoffice
def test_libreoffice_fetches_nothing_that_a_document_links_to(tmp_path: Path) -> None:
    ports = []

    def make(port: str) -> None:
        ports.append(port)
        page = f'<html><body><p>Bonjour</p><img src="http://127.0.0.1:{port}/image.png"></body></html>'
        (tmp_path / "a.html").write_text(page, encoding="utf-8")
        old_word(tmp_path / "a.html", tmp_path)

    def read_it(_: str) -> None:
        with ReadingProcess() as process:
            assert text(process.read(tmp_path / "a.doc")) == "Bonjour"

    assert asked_of_a_server("0", make) == {"/image.png"}  # as LibreOffice does with its usual settings
    assert f"127.0.0.1:{ports[0]}/image.png".encode("utf-16-le") in (tmp_path / "a.doc").read_bytes()
    assert asked_of_a_server(ports[0], read_it) == set()
