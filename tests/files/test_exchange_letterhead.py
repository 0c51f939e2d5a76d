"""The commune's own letterhead: what is found in it, what is left out, and an act written on it."""

from __future__ import annotations

import os
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from letterhead_files import ORDINARY, all_text, everything, in_header, picture, saved, write_old_act, write_town
from test_exchange_docx import ACT, APPROVAL, ARRETE, COMMUNE, DELIBERATION

from secretaire.errors import Code, UnreadableInput
from secretaire.exchange.docx_act import write_act
from secretaire.exchange.papier.importing import LOGO_ALT, Letterhead, read_letterhead
from secretaire.exchange.papier.papier import Details, Papier
from secretaire.exchange.papier.placeholders import VOCABULARY
from secretaire.exchange.provenance import read_provenance

DETAILS = Details(telephone="02 31 00 00 00")
ALTS = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
)
WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"


@cache
def letterhead(name: str) -> Letterhead:
    return read_letterhead(ORDINARY[name](), f"{name}.docx")


def written(content: bytes, folder: Path, *, final: bool = False) -> bytes:
    target = folder / "acte.docx"
    papier = Papier(letterhead=content, details=DETAILS)
    write_act(ACT, DELIBERATION, COMMUNE, target, APPROVAL if final else None, papier)
    return target.read_bytes()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("name", ORDINARY)
def test_an_act_goes_whole_on_every_letterhead_and_nothing_of_the_old_one_stays(name: str, tmp_path: Path) -> None:
    text = plain(all_text(written(letterhead(name).content, tmp_path)))
    for words in ("Article 1 : Les travaux sont approuvés", "19 340,00 €", "Claire MARTIN", "Transmis le"):
        assert words in text
    for old in ("3 mars 2019", "deux mille dix-neuf", "Ancien MAIRE", "corps", "{{"):
        assert old not in text
    provenance = read_provenance(tmp_path / "acte.docx")
    assert provenance is not None
    assert provenance.altered == ()
    assert provenance.act_id == ACT.id


@pytest.mark.parametrize("name", ORDINARY)
def test_every_page_of_a_draft_says_so_and_the_heading_of_the_commune_stays(name: str, tmp_path: Path) -> None:
    before, after = letterhead(name), written(letterhead(name).content, tmp_path)
    document = docx.Document(BytesIO(after))
    section = document.sections[0]
    headers = [section.header]
    if section.different_first_page_header_footer:
        headers.append(section.first_page_header)
    for header in headers:
        assert "PROJET" in [path.get("string") for path in header._element.iter(WATERMARK)]
        assert "Projet — non signé" in "\n".join(p.text for p in header.paragraphs)
    text = plain(all_text(after))
    for line in (*before.report.header.lines, *before.report.heading.lines, *before.report.footer.lines):
        if "{{" not in line:
            assert line in text
    assert b"PROJET" not in everything(written(before.content, tmp_path, final=True))


@pytest.mark.parametrize(
    ("name", "header", "heading", "footer", "pictures"),
    [
        ("in_header", 3, 0, 2, 1),
        ("on_first_page_only", 4, 0, 1, 1),
        ("in_body_table", 0, 3, 0, 1),
        ("in_body_lines", 0, 3, 0, 0),
        ("floating_logo_on_the_title", 0, 1, 0, 1),
        ("in_text_box", 2, 0, 0, 0),
        ("several_sections", 3, 0, 0, 1),
    ],
)
def test_the_report_counts_what_was_found(name: str, header: int, heading: int, footer: int, pictures: int) -> None:
    report = letterhead(name).report
    assert (len(report.header.lines), len(report.heading.lines), len(report.footer.lines)) == (header, heading, footer)
    assert report.header.pictures + report.heading.pictures == pictures


def test_the_report_is_said_in_french() -> None:
    report = letterhead("in_header").report
    assert report.sentences() == (
        "En-tête des pages : 1 image, 3 lignes",
        "Autour de l'acte : rien",
        "Pied de page : 2 lignes",
        "Mise en page : Letter (américain), portrait ; marges : gauche 3,2 cm, droite 3,2 cm, haut 2,5 cm, bas 2,5 cm ; caractères : Garamond",
        "À vérifier : la page est au format américain (Letter), pas A4",
    )


def test_the_page_of_the_model_is_kept(tmp_path: Path) -> None:
    for name, size in (("landscape", (29.7, 21.0)), ("a5", (14.8, 21.0))):
        section = docx.Document(BytesIO(written(letterhead(name).content, tmp_path))).sections[0]
        assert section.page_width is not None
        assert section.page_height is not None
        assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == size


def test_a_document_that_says_no_page_gets_an_a4(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("MAIRIE D'AUBIGNY")
    document.element.body.remove(document.element.body.sectPr)
    content = read_letterhead(saved(document), "p.docx")
    assert content.report.page == "A4, portrait"
    assert content.report.margins == (2.5, 2.5, 2.5, 2.5)
    assert "Claire MARTIN" in all_text(written(content.content, tmp_path))


def test_the_first_section_gives_the_page(tmp_path: Path) -> None:
    document = docx.Document(BytesIO(written(letterhead("several_sections").content, tmp_path)))
    assert len(document.sections) == 1
    assert document.sections[0].page_width == docx.Document().sections[0].page_width


@pytest.mark.parametrize("name", ["a5", "in_a_column", "landscape"])
def test_tables_hold_in_the_width_they_are_given(name: str, tmp_path: Path) -> None:
    document = docx.Document(BytesIO(written(letterhead(name).content, tmp_path)))
    section = document.sections[0]
    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    allowed = Cm(8) if name == "in_a_column" else width
    inner = [t for t in document.element.body.iter(qn("w:tbl")) if next(t.iterancestors(qn("w:tbl")), None) is not None]
    for table in inner if name == "in_a_column" else document.element.body.iter(qn("w:tbl")):
        assert sum(int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))) * 635 <= allowed + Cm(0.1)


def test_the_font_and_size_of_the_commune_are_those_of_the_act(tmp_path: Path) -> None:
    document = docx.Document(BytesIO(written(letterhead("in_header").content, tmp_path)))
    text = document.styles["Acte – Article"]
    assert text.base_style == document.styles["Normal"]  # type: ignore[attr-defined]
    assert text.font.size is None  # type: ignore[attr-defined]
    title = document.styles["Acte – Titre"]
    assert title.base_style.name == "Heading 1"  # type: ignore[attr-defined]
    assert title.font.size.pt == 11.5  # type: ignore[attr-defined]
    assert title.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:ascii")) == "Garamond"  # type: ignore[attr-defined]


def test_a_style_that_the_commune_made_under_our_name_is_hers(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles.add_style("Acte – Titre", 1).font.name = "Georgia"  # type: ignore[attr-defined]
    write_town(document.sections[0].header)
    document = docx.Document(BytesIO(written(read_letterhead(saved(document), "p.docx").content, tmp_path)))
    assert document.styles["Acte – Titre"].font.name == "Georgia"  # type: ignore[attr-defined]


def test_placeholders_are_filled_however_word_cuts_them(tmp_path: Path) -> None:
    content = letterhead("with_placeholders")
    assert content.report.blanks == (
        "{{ de_commune }}",
        "{{ objet }}",
        "{{ date_seance }}",
        "{{ telephone }}",
        "{{ nature }}",
        "{{ numero }}",
    )
    document = docx.Document(BytesIO(written(content.content, tmp_path)))
    lines = [plain(p.text) for p in document.paragraphs]
    assert lines[:3] == [
        "MAIRIE d'Aubigny",
        "Objet : Réfection de la toiture de l'école (séance du 18 décembre 2026)",
        "02 31 00 00 00",
    ]
    assert document.paragraphs[1].runs[1].bold
    assert lines[-1] == "La secrétaire de mairie"
    assert plain(document.sections[0].header.paragraphs[0].text) == "Délibération n° 2026-031"


def test_what_the_letterhead_says_is_not_said_twice(tmp_path: Path) -> None:
    text = all_text(written(letterhead("with_placeholders").content, tmp_path))
    assert text.count("Réfection de la toiture") == 1
    assert "Séance du" not in text
    table = all_text(written(letterhead("in_body_table").content, tmp_path))
    assert table.count("RÉPUBLIQUE FRANÇAISE") == table.count("AUBIGNY") == 1
    assert "Commune d'Aubigny" not in table.partition("EXTRAIT")[0]


def test_an_arrete_never_speaks_of_a_seance(tmp_path: Path) -> None:
    papier = Papier(letterhead=letterhead("with_placeholders").content)
    write_act(ACT, ARRETE, COMMUNE, tmp_path / "a.docx", papier=papier)
    assert "séance du" not in all_text((tmp_path / "a.docx").read_bytes())


def test_a_line_that_says_nothing_goes(tmp_path: Path) -> None:
    target = tmp_path / "acte.docx"
    write_act(ACT, DELIBERATION, COMMUNE, target, papier=Papier(letterhead=letterhead("with_placeholders").content))
    assert docx.Document(str(target)).paragraphs[2].text.startswith("EXTRAIT")


def test_an_old_date_in_the_heading_becomes_that_of_the_act(tmp_path: Path) -> None:
    document = docx.Document()
    header = document.sections[0].header.paragraphs[0]
    header.add_run("Aubigny, séance du 3 ")
    header.add_run("mars 2019 — n° 2019-07")
    write_old_act(document)
    content = read_letterhead(saved(document), "ancien.docx")
    assert content.report.blanks == ("{{ date_acte }}", "{{ numero }}")
    assert any("3 mars 2019" in warning for warning in content.report.warnings)
    text = docx.Document(BytesIO(written(content.content, tmp_path))).sections[0].header.paragraphs[0].text
    assert plain(text) == "Aubigny, séance du 18 décembre 2026 — n° 2026-031"


def test_a_name_that_may_have_changed_is_to_be_looked_at() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "MAIRIE D'AUBIGNY"
    document.sections[0].footer.paragraphs[0].text = "Le maire, Jean DUPONT"
    (warning,) = [w for w in read_letterhead(saved(document), "p.docx").report.warnings if "maire" in w]
    assert "Jean DUPONT" in warning


def test_pictures_keep_their_file_and_say_what_they_are(tmp_path: Path) -> None:
    document = docx.Document(BytesIO(written(letterhead("in_header").content, tmp_path)))
    header = document.sections[0].header
    shown, blip = (next(header._element.iter(tag)) for tag in ALTS)
    assert shown.get("descr") == LOGO_ALT
    image = header.part.related_parts[blip.get(qn("r:embed"))]
    assert image.blob == picture().getvalue()


def test_the_footer_of_the_commune_stays_under_the_page_number(tmp_path: Path) -> None:
    footer = docx.Document(BytesIO(written(letterhead("in_header").content, tmp_path))).sections[0].footer
    assert [plain(p.text).partition(" — ")[0] for p in footer.paragraphs] == [
        "Commune d'Aubigny",
        "Mairie ouverte le lundi et le jeudi",
        "mairie@aubigny.example",
    ]


def test_a_footer_that_says_the_page_is_left_alone(tmp_path: Path) -> None:
    document = docx.Document(BytesIO(in_header()))
    field = document.sections[0].footer.paragraphs[0]._p
    run = docx.oxml.OxmlElement("w:fldSimple")
    run.set(qn("w:instr"), " PAGE  \\* MERGEFORMAT ")
    field.append(run)
    content = read_letterhead(saved(document), "p.docx").content
    footer = docx.Document(BytesIO(written(content, tmp_path))).sections[0].footer
    assert len(footer.paragraphs) == 2
    assert "séance du" not in all_text((tmp_path / "acte.docx").read_bytes()).rpartition("Transmis")[2]


def test_the_act_is_in_french_and_has_its_title(tmp_path: Path) -> None:
    document = docx.Document(BytesIO(written(letterhead("in_header").content, tmp_path)))
    languages = {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}
    assert document.core_properties.title.startswith("Délibération 2026-031")
    assert document.core_properties.author == "Aubigny"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "{{ inconnu }}",
            "{{ objet|e }}",
            "{{ ''.__class__.__mro__ }}",
            "{% for x in range(9) %}",
            "{{ objet",
            "{# note #}",
        ),
        *("{{ corps }} et la suite", "{{ 7*7 }}", "{{ objet.__init__ }}", "{{ {{ objet }} }}"),
    ],
)
def test_what_is_not_a_known_name_is_refused_with_the_names(text: str) -> None:
    document = docx.Document()
    document.add_paragraph(text)
    with pytest.raises(UnreadableInput) as caught:
        read_letterhead(saved(document), "p.docx")
    assert caught.value.code is Code.LETTERHEAD_REFUSED
    cause = str(caught.value.data["cause"])
    assert "corps" in cause
    assert "inconnu" not in text or all(name in cause for name in VOCABULARY)


def test_the_act_is_not_put_in_a_header_nor_twice() -> None:
    twice, above = docx.Document(), docx.Document()
    twice.add_paragraph("{{ corps }}")
    twice.add_paragraph("{{ corps }}")
    above.sections[0].header.paragraphs[0].text = "{{ corps }}"
    for document in (twice, above):
        with pytest.raises(UnreadableInput, match="papier_refuse"):
            read_letterhead(saved(document), "p.docx")


def test_a_document_without_heading_is_taken_with_a_warning() -> None:
    document = docx.Document()
    document.add_paragraph("Recette de la tarte")
    report = read_letterhead(saved(document), "p.docx").report
    assert not report.heading
    assert any("rien n'y ressemble" in warning for warning in report.warnings)


def test_a_letterhead_read_again_is_the_same(tmp_path: Path) -> None:
    for name in ("in_header", "in_body_table", "with_placeholders"):
        once = letterhead(name)
        again = read_letterhead(once.content, "p.docx")
        assert again.report.header == once.report.header
        assert again.report.heading == once.report.heading
        assert plain(all_text(written(once.content, tmp_path))) == plain(all_text(written(again.content, tmp_path)))


CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")
def test_real_documents_make_letterheads_and_nothing_of_their_text_stays(tmp_path: Path) -> None:
    found = sorted(CORPUS.rglob("*.docx"))
    assert found
    for path in found:
        source = docx.Document(str(path))
        sentences = [p.text for p in source.paragraphs if len(p.text) > 120]
        text = all_text(written(read_letterhead(path.read_bytes(), path.name).content, tmp_path))
        assert "Les travaux sont approuvés" in plain(text)
        assert not [sentence for sentence in sentences if sentence in text]
