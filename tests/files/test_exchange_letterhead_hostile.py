"""Letterheads that would run, fetch, swell or lie: made harmless and told, or refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import nsdecls
from letterhead_files import changed, everything, in_header, names, picture, related, saved
from test_exchange_docx import ACT, COMMUNE, DELIBERATION

from secretaire.errors import Code, UnreadableInput
from secretaire.exchange.docx_act import write_act
from secretaire.exchange.papier.importing import Letterhead, read_letterhead
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.provenance import read_provenance

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ELSEWHERE = "http://ailleurs.example/piege"
BLIP = "http://schemas.openxmlformats.org/drawingml/2006/main"


def imported(package: bytes) -> Letterhead:
    return read_letterhead(package, "papier.docx")


def refused(package: bytes) -> str:
    with pytest.raises(UnreadableInput) as caught:
        imported(package)
    assert caught.value.code is Code.LETTERHEAD_REFUSED
    return str(caught.value.data["cause"])


def relation(kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rIdPiege" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def shown(blip: str) -> str:
    """A picture in the text, by its attribute."""
    return (
        f'<w:p><w:r><w:drawing><wp:inline {nsdecls("wp")}><wp:extent cx="9" cy="9"/><wp:docPr id="9" name="x"/>'
        f'<a:graphic xmlns:a="{BLIP}"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic {nsdecls("pic")}><pic:blipFill><a:blip xmlns:r="{RELATIONS}" {blip}/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def with_macros() -> bytes:
    kinds = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    other = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    package = related(
        in_header(),
        '<Relationship Id="rIdPiege" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>',
        {"word/vbaProject.bin": b"Attribute VB_Name piege"},
    )
    return changed(package, {}, [("[Content_Types].xml", kinds, other)])


def with_linked_picture() -> bytes:
    return related(in_header(), relation("image", ELSEWHERE, external=True), {}, shown('r:link="rIdPiege"'))


def with_embedded_object() -> bytes:
    body = (
        f'<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:r="{RELATIONS}" '
        'Type="Embed" ProgID="Excel.Sheet.12" r:id="rIdPiege"/></w:object></w:r></w:p>'
    )
    return related(
        in_header(), relation("oleObject", "embeddings/piege.bin"), {"word/embeddings/piege.bin": b"piege"}, body
    )


def with_web_page_inside() -> bytes:
    body = f'<w:altChunk xmlns:r="{RELATIONS}" r:id="rIdPiege"/>'
    return related(in_header(), relation("aFChunk", "piege.html"), {"word/piege.html": b"<html>piege</html>"}, body)


def with_remote_template() -> bytes:
    package = changed(
        in_header(),
        {
            "word/_rels/settings.xml.rels": (
                '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                f"{relation('attachedTemplate', ELSEWHERE + '.dotm', external=True)}</Relationships>"
            ).encode()
        },
    )
    return changed(
        package,
        {},
        [
            (
                "word/settings.xml",
                b"</w:settings>",
                f'<w:attachedTemplate xmlns:r="{RELATIONS}" r:id="rIdPiege"/></w:settings>'.encode(),
            )
        ],
    )


def with_fetching_field() -> bytes:
    document = docx.Document()
    paragraph = document.sections[0].header.paragraphs[0]._p
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> INCLUDE</w:instrText><w:instrText>PICTURE "{ELSEWHERE}" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>MAIRIE D'AUBIGNY</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    for piece in pieces:
        paragraph.append(docx.oxml.parse_xml(f"<w:r {nsdecls('w')}>{piece}</w:r>"))
    return saved(document)


def with_link_to_a_file() -> bytes:
    body = f'<w:p><w:hyperlink xmlns:r="{RELATIONS}" r:id="rIdPiege"><w:r><w:t>mairie</w:t></w:r></w:hyperlink></w:p>'
    return related(in_header(), relation("hyperlink", r"file://piege/partage", external=True), {}, body)


def with_comments() -> bytes:
    body = '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Mairie</w:t></w:r><w:commentRangeEnd w:id="0"/></w:p>'
    part = f"<w:comments {nsdecls('w')}><w:comment w:id='0' w:author='piege'/></w:comments>"
    return related(in_header(), relation("comments", "comments.xml"), {"word/comments.xml": part.encode()}, body)


def with_tracked_changes() -> bytes:
    body = (
        '<w:p><w:ins w:id="1" w:author="piege"><w:r><w:t>Mairie d\'Aubigny</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="piege"><w:r><w:delText>piege</w:delText></w:r></w:del></w:p>'
    )
    return related(in_header(), "", {}, body)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (with_macros, "les macros"),
        (with_linked_picture, "une image liée à un autre endroit"),
        (with_embedded_object, "un objet incorporé"),
        (with_web_page_inside, "un document incorporé"),
        (with_remote_template, "le lien vers un modèle extérieur"),
        (with_fetching_field, "un champ qui irait chercher ailleurs"),
        (with_link_to_a_file, "un lien vers un fichier"),
        (with_comments, "les commentaires"),
        (with_tracked_changes, "les modifications suivies"),
    ],
)
def test_what_could_harm_is_left_out_and_told(make: Callable[[], bytes], told: str, tmp_path: Path) -> None:
    letterhead = imported(make())
    assert told in letterhead.report.removed
    write_act(ACT, DELIBERATION, COMMUNE, tmp_path / "acte.docx", papier=Papier(letterhead=letterhead.content))
    for package in (letterhead.content, (tmp_path / "acte.docx").read_bytes()):
        left = everything(package).lower()
        assert b"piege" not in left
        assert b"macroenabled" not in left
        assert b"rIdPiege" not in everything(package)
    assert "MAIRIE D'AUBIGNY" in letterhead.report.header.lines


def test_nothing_outside_the_file_is_named_any_more() -> None:
    opened = docx.Document(BytesIO(imported(with_linked_picture()).content))
    targets = [r for part in opened.part.package.iter_parts() for r in part.rels.values() if r.is_external]
    assert targets == []


def test_a_link_to_write_to_the_town_hall_stays() -> None:
    document = docx.Document()
    header = document.sections[0].header
    key = header.part.relate_to("mailto:mairie@aubigny.example", f"{RELATIONS}/hyperlink", is_external=True)
    header.paragraphs[0]._p.append(
        docx.oxml.parse_xml(
            f"<w:hyperlink {nsdecls('w')} xmlns:r='{RELATIONS}' r:id='{key}'><w:r><w:t>mairie@aubigny.example</w:t></w:r></w:hyperlink>"
        )
    )
    letterhead = imported(saved(document))
    assert letterhead.report.removed == ()
    assert b"mailto:mairie@aubigny.example" in everything(letterhead.content)


def test_a_model_of_word_is_a_letterhead_too() -> None:
    document = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    model = document.replace(b"document.main", b"template.main")
    package = changed(in_header(), {}, [("[Content_Types].xml", document, model)])
    assert imported(package).report.removed == ()


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    assert "démesuré" in refused(changed(in_header(), {"word/media/image9.png": b"\0" * 90_000_000}))
    assert "démesuré" in refused(changed(in_header(), {"word/document.xml": b" " * 20_000_000}))
    assert "démesuré" in refused(changed(in_header(), {f"word/media/{i}.png": b"" for i in range(1_200)}))


def test_definitions_of_entities_are_refused() -> None:
    declared = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    xml = b'<?xml version="1.0"?>' + declared + b"<w/>"
    assert "définitions" in refused(changed(in_header(), {"word/footer9.xml": xml}))
    wide = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w><w/>'.encode("utf-16")
    assert "définitions" in refused(changed(in_header(), {"word/footer9.xml": wide}))


def test_a_picture_out_of_proportion_or_that_is_none_is_left_out() -> None:
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0\x08\2\0\0\0"
    for content in (header + b"\0" * 40, b"<svg onload='piege()'/>", b"MZ\x90\0piege"):
        (image,) = [name for name in names(in_header()) if "/media/" in name]
        letterhead = imported(changed(in_header(), {image: content}))
        assert letterhead.report.removed == ("une image illisible",)
        assert letterhead.report.header.pictures == 0
        assert not any("/media/" in name for name in names(letterhead.content))


def test_two_parts_of_the_same_name_are_refused() -> None:
    written = BytesIO(in_header())
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(written, "a") as archive:
        archive.writestr("word/document.xml", b"<w/>")
    assert "même nom" in refused(written.getvalue())


@pytest.mark.parametrize(
    "content", [b"", b"une lettre", b"PK\x03\x04tronque", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", in_header()[:4_000]]
)
def test_what_is_not_a_document_is_refused(content: bytes) -> None:
    assert refused(content)


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/header1.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<w", b"<autre/>"])
def test_a_damaged_part_is_a_refusal_not_a_crash(part: str, content: bytes) -> None:
    assert refused(changed(in_header(), {part: content}))


def test_origins_of_another_act_in_the_letterhead_are_not_those_of_this_one(tmp_path: Path) -> None:
    write_act(ACT, DELIBERATION, COMMUNE, tmp_path / "ancien.docx")
    letterhead = imported((tmp_path / "ancien.docx").read_bytes())
    assert not any("customXml" in name for name in names(letterhead.content))
    other = ACT.__class__("a2", "autre", "2026-099", "Autre", ())  # type: ignore[arg-type]
    write_act(other, DELIBERATION, COMMUNE, tmp_path / "neuf.docx", papier=Papier(letterhead=letterhead.content))
    provenance = read_provenance(tmp_path / "neuf.docx")
    assert provenance is not None
    assert provenance.act_id == "a2"


def test_nothing_of_the_person_who_made_the_letterhead_stays(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "MAIRIE"
    document.core_properties.author = document.core_properties.keywords = "Jeanne CURIEUSE"
    write_act(
        ACT, DELIBERATION, COMMUNE, tmp_path / "acte.docx", papier=Papier(letterhead=imported(saved(document)).content)
    )
    assert b"CURIEUSE" not in everything((tmp_path / "acte.docx").read_bytes())


def test_a_picture_shown_by_the_old_text_only_goes_with_it() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "MAIRIE"
    document.add_paragraph("Vu le code,")
    document.add_paragraph().add_run().add_picture(picture())
    assert not any("/media/" in name for name in names(imported(saved(document)).content))
