"""The exported DOCX, opened again as Word would: its styles, its marks, its tables, its origins."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.styles.style import ParagraphStyle

from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.council.commune import Commune
from secretaire.errors import Code, EnvironmentFault, UnreadableInput
from secretaire.exchange.docx_act import Approval, write_act
from secretaire.exchange.provenance import read_provenance

COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "")
APPROVAL = Approval("Claire MARTIN", datetime(2026, 12, 19, 9, 30, tzinfo=UTC), 3, "ab12" * 16)
DELIBERATION = ActType.model_validate(
    {
        "id": "demande_subvention",
        "famille": "deliberation",
        "libelle": "Demande de subvention",
        "matiere": "7.5",
        "nature_actes": "DE",
        "transmissible": True,
        "objet": "Objet",
        "champs": [],
        "visas": [],
        "articles": [{"texte": "Article."}],
        "droit_au": "2026-11",
    }
)
ARRETE = DELIBERATION.model_copy(update={"famille": Famille.ARRETE})
ROWS = (
    "Financeur\tMontant\tPart",
    "État\t19 340,00 €\t40 %",
    "Département, contrat de territoire\t9 670,00 €\t20 %",
    "Total\t29 010,00 €\t–",
)


def paragraph(key: str, *spans: str | Span) -> Paragraph:
    fixed = Origin(OriginKind.MODELE_TYPE, "demande_subvention")
    return Paragraph(key, tuple(Span(span, fixed) if isinstance(span, str) else span for span in spans))


BLANK = Span("[montant à compléter]", Origin(OriginKind.SAISIE, "montant"), blank=True)
AMOUNT = Span("48 350,00 €", Origin(OriginKind.SAISIE, "cout"), Value(ValueKind.MONTANT, "48350.00"))
PASSAGE = Span("posée en 1968", Origin(OriginKind.PRECEDENT, "doc:12#p3:120-340"))
TYPED = Span(' <& "toit">', Origin(OriginKind.MAIN, "Odile LEROY"))

ACT = Act(
    id=ActId("a1"),
    type_id="demande_subvention",
    numero="2026-031",
    objet="Réfection de la toiture de l'école",
    act_date=date(2026, 12, 18),
    version=3,
    sections=(
        Section(
            Role.ENTETE,
            (
                paragraph("entete.commune", "Commune d'Aubigny"),
                paragraph("entete.titre", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS"),
            ),
        ),
        Section(
            Role.COMPOSITION,
            (
                paragraph("composition.effectifs.1", "Membres en exercice : 11"),
                paragraph("composition.effectifs.2", "Présents : 8"),
                paragraph("composition.ouverture", "L'an deux mille vingt-six, le conseil municipal s'est réuni."),
            ),
        ),
        Section(Role.OBJET, (paragraph("objet", "Objet : Réfection de la toiture de l'école"),)),
        Section(Role.VISAS, (paragraph("visa.1", "Vu le code général, notamment son article L. 2121-29,"),)),
        Section(Role.CONSIDERANTS, (paragraph("considerant.1", "Considérant que la toiture, ", PASSAGE, ", fuit,"),)),
        Section(Role.EXPOSE, (Paragraph("expose.1", (TYPED,), touched=True), paragraph("expose.2", ""))),
        Section(
            Role.DISPOSITIF,
            (
                paragraph("vote.annonce", "DÉCIDE :"),
                paragraph("article.1", "Article 1 : Les travaux sont approuvés pour ", AMOUNT, "."),
                paragraph("article.2", "Article 2 : Le plan de financement est le suivant :"),
                *(paragraph(f"article.2.ligne.{i}", row) for i, row in enumerate(ROWS)),
                paragraph("article.3", "Article 3 : Une aide de ", BLANK, " est demandée."),
            ),
        ),
        Section(Role.CLOTURE, (paragraph("cloture", "Fait et délibéré à Aubigny."),)),
        Section(
            Role.SIGNATURES,
            (
                paragraph("signature.maire", "Le maire,\tClaire MARTIN"),
                paragraph("signature.secretaire", "La secrétaire de séance,\tOdile LEROY"),
            ),
        ),
        Section(Role.MENTIONS, (paragraph("mention.executoire", "Transmis le …, publié le …."),)),
    ),
)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    target = tmp_path / "projet.docx"
    write_act(ACT, DELIBERATION, COMMUNE, target)
    return target


@pytest.fixture
def final(tmp_path: Path) -> Path:
    target = tmp_path / "acte.docx"
    write_act(ACT, DELIBERATION, COMMUNE, target, APPROVAL)
    return target


def opened(path: Path) -> Document:
    return docx.Document(str(path))


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8")


def line(document: Document, start: str) -> docx.text.paragraph.Paragraph:
    return next(p for p in document.paragraphs if p.text.replace("\u00a0", " ").startswith(start))


def style(paragraph: docx.text.paragraph.Paragraph) -> ParagraphStyle:
    assert isinstance(paragraph.style, ParagraphStyle)
    return paragraph.style


def test_the_page_is_a4_with_the_margins_of_the_trade(final: Path) -> None:
    section = opened(final).sections[0]
    size = (section.page_width, section.page_height)
    assert [round(length.cm, 1) for length in size if length] == [21.0, 29.7]
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    assert all(margin and Cm(2) <= margin <= Cm(2.5) for margin in margins)


def test_every_paragraph_has_a_style_of_acts_and_titles_are_real_headings(final: Path) -> None:
    document = opened(final)
    assert all(p.style and (p.style.name or "").startswith("Acte – ") for p in document.paragraphs)
    assert style(line(document, "Article 1")).name == "Acte – Article"
    assert style(line(document, "EXTRAIT")).base_style == document.styles["Heading 1"]
    assert style(line(document, "Objet")).base_style == document.styles["Heading 2"]


def test_the_document_is_in_french_and_opens_in_the_present_mode_of_word(final: Path) -> None:
    assert 'w:lang w:val="fr-FR"' in part(final, "word/styles.xml")
    assert "en-US" not in part(final, "word/styles.xml") + part(final, "word/settings.xml")
    mode = re.search(r'w:name="compatibilityMode"[^>]*w:val="(\d+)"', part(final, "word/settings.xml"))
    assert mode is not None
    assert mode.group(1) == "15"


def test_no_leaving_of_a_template_nor_of_the_machine(final: Path) -> None:
    with zipfile.ZipFile(final) as archive:
        names = set(archive.namelist())
        everything = b"".join(archive.read(name) for name in names)
    assert not {name for name in names if "thumbnail" in name or "app.xml" in name}
    assert b"python-docx" not in everything
    assert str(final.parent).encode() not in everything


def test_properties_name_the_act_the_commune_and_the_approval(final: Path, draft: Path) -> None:
    core = opened(final).core_properties
    assert core.title == "Délibération 2026-031 – Réfection de la toiture de l'école"
    assert core.author == core.last_modified_by == "Aubigny"
    assert core.language == "fr-FR"
    assert (core.version, core.content_status) == ("3", "Approuvé")
    moment = APPROVAL.at.astimezone().strftime("%d/%m/%Y à %H:%M")
    assert core.comments == f"Approuvé par Claire MARTIN le {moment}, version 3, journal {'ab12' * 16}"
    assert opened(draft).core_properties.content_status == "Projet"
    assert "Approuvé" not in opened(draft).core_properties.comments


def test_the_footer_says_commune_seance_and_page_of_pages(final: Path) -> None:
    footer = opened(final).sections[0].footer
    text = "".join(node.text or "" for node in footer._element.iter(qn("w:t"))).replace("\u00a0", " ")
    assert text == "Commune d'Aubigny — séance du 18 décembre 2026 — page 1/1"
    fields = [node.get(qn("w:instr")).strip() for node in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_footer_of_an_arrete_says_its_number(tmp_path: Path) -> None:
    write_act(ACT, ARRETE, COMMUNE, tmp_path / "a.docx", APPROVAL)
    text = opened(tmp_path / "a.docx").sections[0].footer.paragraphs[0].text.replace("\u00a0", " ")
    assert text.startswith("Commune d'Aubigny — arrêté n° 2026-031 du 18 décembre 2026 — page")


def test_the_draft_alone_bears_the_watermark_and_the_notice(draft: Path, final: Path) -> None:
    for section in opened(draft).sections:
        header = section.header._element
        shape = header.find(".//{urn:schemas-microsoft-com:vml}shape[@id='PowerPlusWaterMarkObject1']")
        assert shape is not None
        assert shape.find("{urn:schemas-microsoft-com:vml}textpath").get("string") == "PROJET"
        assert section.header.paragraphs[0].text == "Projet — non signé, non exécutoire"
    with zipfile.ZipFile(final) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")
    assert "PROJET" not in everything
    assert "Projet —" not in everything


def test_blanks_are_highlighted_in_the_draft_only(draft: Path, final: Path) -> None:
    def highlighted(path: Path) -> list[str]:
        runs = line(opened(path), "Article 3").runs
        return [run.text for run in runs if run.font.highlight_color == WD_COLOR_INDEX.YELLOW]

    assert highlighted(draft) == ["[montant à compléter]"]
    assert highlighted(final) == []


def test_the_number_of_an_article_is_bold_and_its_text_is_not(final: Path) -> None:
    runs = line(opened(final), "Article 1").runs
    assert [(run.text.replace("\u00a0", " "), bool(run.bold)) for run in runs] == [
        ("Article 1 :", True),
        (" Les travaux sont approuvés pour 48 350,00 €.", False),
    ]


def test_ordinals_are_raised(tmp_path: Path) -> None:
    text = "Le 1er juillet, le 2e adjoint et la 1re adjointe du 12 mai"
    act = replace(ACT, sections=(Section(Role.EXPOSE, (paragraph("expose.0", text),)),))
    write_act(act, DELIBERATION, COMMUNE, tmp_path / "a.docx")
    raised = [run.text for run in opened(tmp_path / "a.docx").paragraphs[0].runs if run.font.superscript]
    assert raised == ["er", "e", "re"]


def test_spaces_that_must_not_break_are_non_breaking(final: Path) -> None:
    text = "\n".join(p.text for p in opened(final).paragraphs)
    assert "Article\u00a01\u00a0:" in text
    assert "48\u00a0350,00\u00a0€" in text
    assert "L.\u00a02121-29" in text
    assert re.search("2121</w:t><w:noBreakHyphen/><w:t>29", part(final, "word/document.xml"))


def test_rows_are_one_real_table_with_a_repeated_header_figures_on_the_right_and_a_bold_total(final: Path) -> None:
    document = opened(final)
    table = next(t for t in document.tables if t.cell(0, 0).text == "Financeur")
    texts = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]
    assert texts == [row.split("\t") for row in ROWS]
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False, False, False]
    aligned = [cell.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT for cell in table.rows[1].cells]
    assert aligned == [False, True, True]
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    assert (look.get(qn("w:firstRow")), look.get(qn("w:lastRow"))) == ("1", "1")
    assert table.style == document.styles["Acte – Tableau"]


def test_a_table_without_total_has_no_bold_last_row(tmp_path: Path) -> None:
    rows = tuple(paragraph(f"article.1.ligne.{i}", row) for i, row in enumerate(ROWS[:-1]))
    write_act(replace(ACT, sections=(Section(Role.DISPOSITIF, rows),)), DELIBERATION, COMMUNE, tmp_path / "a.docx")
    look = opened(tmp_path / "a.docx").tables[0]._tbl.tblPr.find(qn("w:tblLook"))
    assert look.get(qn("w:lastRow")) == "0"


def test_the_signatures_are_side_by_side_and_never_alone_on_a_page(final: Path) -> None:
    document = opened(final)
    maire, secretaire = document.tables[-1].rows[0].cells
    assert [p.text for p in maire.paragraphs] == ["Le maire,", "Claire MARTIN"]
    assert [p.text for p in secretaire.paragraphs] == ["La secrétaire de séance,", "Odile LEROY"]
    assert line(document, "Fait et délibéré").paragraph_format.keep_with_next
    assert line(document, "Article 3").paragraph_format.keep_with_next


def test_origins_come_back_whole_from_the_document(draft: Path) -> None:
    provenance = read_provenance(draft)
    assert provenance is not None
    assert provenance.approval is None
    assert (provenance.act_id, provenance.numero, provenance.version) == ("a1", "2026-031", 3)
    assert [s.role for s in provenance.sections] == [s.role for s in ACT.sections]
    for exported, original in zip(provenance.sections, ACT.sections, strict=True):
        assert exported.paragraphs == original.visible
        assert exported.text == original.text
        assert exported.origins() == original.origins()
    assert provenance.altered == ()


def test_the_approval_comes_back_too(final: Path) -> None:
    provenance = read_provenance(final)
    assert provenance is not None
    assert provenance.approval == APPROVAL


def test_what_a_person_changes_in_word_is_named(draft: Path) -> None:
    document = opened(draft)
    line(document, "Article 1").runs[-1].text = " Les travaux sont refusés."
    document.tables[1].cell(2, 1).text = "9 671,00 €"
    document.save(str(draft))
    provenance = read_provenance(draft)
    assert provenance is not None
    assert provenance.altered == ("dispositif/article.1", "dispositif/article.2.ligne.2")
    assert provenance.sections[6].text == ACT.sections[6].text


def test_a_document_of_another_program_has_no_origin_to_give(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "autre.docx"))
    assert read_provenance(tmp_path / "autre.docx") is None


@pytest.mark.parametrize("content", [b"", b"pas un docx", b"PK\x03\x04tronque"])
def test_a_file_that_is_not_a_document_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(content)
    with pytest.raises(UnreadableInput) as caught:
        read_provenance(tmp_path / "a.docx")
    assert caught.value.code is Code.FILE_UNREADABLE


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_provenance(tmp_path / "absent.docx")
    assert caught.value.code is Code.FILE_MISSING


def test_a_bomb_in_our_part_is_refused(draft: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "bombe.docx"
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", source.read("word/document.xml"))
        target.writestr("customXml/item1.xml", b" " * (33 * 1024 * 1024))
    with pytest.raises(UnreadableInput):
        read_provenance(bomb)


def test_a_part_of_ours_that_was_tampered_with_is_unreadable_not_a_crash(draft: Path, tmp_path: Path) -> None:
    tampered = tmp_path / "abime.docx"
    with zipfile.ZipFile(draft) as source, zipfile.ZipFile(tampered, "w") as target:
        target.writestr("word/document.xml", source.read("word/document.xml"))
        target.writestr("customXml/item1.xml", source.read("customXml/item1.xml").replace(b'"visas"', b'"inconnu"'))
    with pytest.raises(UnreadableInput):
        read_provenance(tampered)


def test_characters_that_xml_refuses_are_left_out(tmp_path: Path) -> None:
    hostile = "Considérant\x00 que\x0e la \ud800toiture \ufffefuit\x1b,"
    act = replace(
        ACT,
        objet="Toiture\x07",
        sections=(Section(Role.CONSIDERANTS, (paragraph("considerant.1", hostile, Span("\x02", PASSAGE.origin)),)),),
    )
    write_act(act, DELIBERATION, COMMUNE, tmp_path / "a.docx")
    assert opened(tmp_path / "a.docx").paragraphs[0].text == "Considérant que la toiture fuit,"
    provenance = read_provenance(tmp_path / "a.docx")
    assert provenance is not None
    assert provenance.sections[0].text == "Considérant que la toiture fuit,"
    assert provenance.altered == ()


def test_a_very_long_act_is_written_whole(tmp_path: Path) -> None:
    long = tuple(paragraph(f"article.{i}", f"Article {i} : " + "mot " * 2_000) for i in range(1, 60))
    rows = tuple(paragraph(f"article.60.ligne.{i}", f"Ligne {i}\t{i},00 €") for i in range(200))
    act = replace(ACT, objet="o" * 5_000, numero="n" * 400, sections=(Section(Role.DISPOSITIF, long + rows),))
    write_act(act, DELIBERATION, COMMUNE, tmp_path / "a.docx")
    document = opened(tmp_path / "a.docx")
    assert sum(len(p.text) for p in document.paragraphs) == sum(len(p.text) for p in long)
    assert len(document.tables[0].rows) == 200
    provenance = read_provenance(tmp_path / "a.docx")
    assert provenance is not None
    assert provenance.sections[0].text == act.sections[0].text
    assert provenance.altered == ()


def test_an_act_with_nothing_in_it_still_makes_a_document(tmp_path: Path) -> None:
    write_act(replace(ACT, sections=()), DELIBERATION, COMMUNE, tmp_path / "vide.docx")
    assert opened(tmp_path / "vide.docx").sections[0].header.paragraphs[0].text.startswith("Projet")


def test_a_target_that_cannot_be_written_leaves_the_former_copy(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    former = draft.read_bytes()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Accès refusé")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(EnvironmentFault) as caught:
        write_act(ACT, DELIBERATION, COMMUNE, draft, APPROVAL)
    assert caught.value.code is Code.FILE_NOT_WRITABLE
    assert draft.read_bytes() == former
