"""The models of the house, written as Word documents: heading, logo, signature block, colours."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from letterhead_files import picture
from test_exchange_docx import ACT, APPROVAL, ARRETE, COMMUNE, DELIBERATION, paragraph

from secretaire.acts.act import Role, Section
from secretaire.exchange.docx_act import write_act
from secretaire.exchange.papier.look import Look, load_looks
from secretaire.exchange.papier.papier import Details, Logo, Papier, SignatureBlock, SignaturePlace
from secretaire.exchange.provenance import read_provenance

LOOKS = load_looks(Path(__file__).parents[2] / "resources" / "papiers")
LOGO = Logo(picture().getvalue(), 60, 80, "Logo de la commune d'Aubigny")
DETAILS = Details("Secrétariat", ("1 place de l'Église", "14000 Aubigny"), "02 31 00 00 00")
HEADING = (
    paragraph("entete.republique", "RÉPUBLIQUE FRANÇAISE"),
    paragraph("entete.departement", "Département du Calvados"),
    paragraph("entete.commune", "Commune d'Aubigny"),
    paragraph("entete.titre", "EXTRAIT DU REGISTRE"),
)
SIGNERS = (
    paragraph("signature.maire.qualite", "La maire,"),
    paragraph("signature.maire.nom", "Claire MARTIN"),
    paragraph("signature.secretaire.qualite", "La secrétaire de séance,"),
    paragraph("signature.secretaire.nom", "Odile LEROY"),
)
FULL = ACT.with_section(Section(Role.ENTETE, HEADING)).with_section(Section(Role.SIGNATURES, SIGNERS))


def written(folder: Path, papier: Papier, *, arrete: bool = False) -> Document:
    target = folder / "acte.docx"
    write_act(FULL, ARRETE if arrete else DELIBERATION, COMMUNE, target, APPROVAL, papier)
    return docx.Document(str(target))


def text(element: object) -> str:
    found = "".join(t.text or "" for t in element.iter(qn("w:t")))  # type: ignore[attr-defined]
    return found.replace("\u00a0", " ")


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.id)
def test_every_model_wears_every_word_of_the_act(look: Look, tmp_path: Path) -> None:
    papier = Papier(look, None, LOGO, DETAILS, SignatureBlock(extract="Pour extrait conforme,", stamp="cachet"))
    document = written(tmp_path, papier)
    provenance = read_provenance(tmp_path / "acte.docx")
    assert provenance is not None
    assert provenance.altered == ()
    title = next(p for p in document.paragraphs if p.text == "EXTRAIT DU REGISTRE")
    assert title.style is not None
    assert title.style.base_style == document.styles["Heading 1"]  # type: ignore[attr-defined]
    (shown,) = document.element.body.iter(qn("wp:docPr"))
    assert shown.get("descr") == LOGO.alt
    everywhere = text(document.element.body) + text(document.sections[0].footer._element)
    assert "Secrétariat" in everywhere
    assert "Tél. 02 31 00 00 00" in everywhere
    assert "(cachet)" in everywhere


@pytest.mark.parametrize("look", LOOKS.values(), ids=lambda look: look.id)
def test_the_logo_keeps_its_proportions_within_its_place(look: Look, tmp_path: Path) -> None:
    wide = Logo(picture(800, 100).getvalue(), 800, 100, "Logo")
    for logo in (LOGO, wide):
        (shape,) = written(tmp_path, Papier(look, logo=logo)).inline_shapes
        assert shape.width <= Cm(look.entete.largeur_logo) + 10
        assert shape.height <= Cm(look.entete.hauteur_logo) + 10
        assert shape.width / shape.height == pytest.approx(logo.width / logo.height, rel=0.01)


def test_side_by_side_the_commune_is_on_the_left_and_the_state_on_the_right(tmp_path: Path) -> None:
    heading = written(tmp_path, Papier(LOOKS["sobre"], logo=LOGO)).tables[0]
    assert [cell.text for cell in heading.rows[0].cells] == [
        "",
        "Commune d'Aubigny",
        "RÉPUBLIQUE FRANÇAISE\nDépartement du Calvados",
    ]


def test_the_font_of_the_model_is_that_of_the_page(tmp_path: Path) -> None:
    written(tmp_path, Papier(LOOKS["sobre"]))
    styles = docx.Document(str(tmp_path / "acte.docx")).styles.element
    fonts = styles.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert fonts.get(qn("w:ascii")) == "Arial"
    assert {node.get(qn("w:val")) for node in styles.iter(qn("w:lang"))} == {"fr-FR"}


def test_the_words_of_an_extract_are_for_a_deliberation_only(tmp_path: Path) -> None:
    papier = Papier(signature=SignatureBlock(extract="Pour extrait conforme,"))
    assert "Pour extrait conforme" in text(written(tmp_path, papier).element.body)
    assert "Pour extrait conforme" not in text(written(tmp_path, papier, arrete=True).element.body)


@pytest.mark.parametrize(("place", "cell"), [("gauche", 0), ("centre", 1), ("droite", 1)])
def test_who_signs_alone_stands_where_the_paper_says(place: str, cell: int, tmp_path: Path) -> None:
    alone = FULL.with_section(Section(Role.SIGNATURES, SIGNERS[:2]))
    papier = Papier(signature=SignatureBlock(place=SignaturePlace(place)))
    write_act(alone, ARRETE, COMMUNE, tmp_path / "a.docx", APPROVAL, papier)
    row = docx.Document(str(tmp_path / "a.docx")).tables[-1].rows[0]
    assert [bool(c.text) for c in row.cells].index(True) == cell
    assert len(row.cells) == (3 if place == "centre" else 2)


def test_the_room_to_sign_is_the_same_with_the_words_of_the_stamp(tmp_path: Path) -> None:
    papier = Papier(signature=SignatureBlock(stamp="cachet", room_cm=3))
    maire, secretary = written(tmp_path, papier).tables[-1].rows[0].cells
    assert [p.text for p in maire.paragraphs] == ["La maire,", "(cachet)", "Claire MARTIN"]
    assert [p.text for p in secretary.paragraphs] == ["La secrétaire de séance,", "Odile LEROY"]
    above = sum((p.paragraph_format.space_before or 0) for p in maire.paragraphs)
    assert (secretary.paragraphs[-1].paragraph_format.space_before or 0) == pytest.approx(Cm(3), abs=Cm(0.01))
    assert above == pytest.approx(Cm(3) - Pt(9 * 1.15), abs=Cm(0.01))


def test_long_names_and_wide_tables_stay_in_the_page(tmp_path: Path) -> None:
    name = "Commune de Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson"
    rows = (
        "Association\tAdresse\tMontant 2025\tMontant 2026",
        "Comité des fêtes " * 6 + "\tLe bourg\t1 234 567,89 €\t–",
    )
    act = replace(FULL, sections=())
    act = act.with_section(Section(Role.ENTETE, (*HEADING[:2], paragraph("entete.commune", name))))
    act = act.with_section(
        Section(Role.DISPOSITIF, tuple(paragraph(f"article.1.ligne.{i}", r) for i, r in enumerate(rows)))
    )
    for look in LOOKS.values():
        write_act(act, DELIBERATION, COMMUNE, tmp_path / "a.docx", None, Papier(look, logo=LOGO))
        document = docx.Document(str(tmp_path / "a.docx"))
        section = document.sections[0]
        width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        for table in document.tables:
            assert sum(column.width or 0 for column in table.columns) <= width + 10


def test_no_model_ships_a_picture() -> None:
    """The Marianne of the State is not for communes: nothing that looks like one leaves with the application."""
    folder = Path(__file__).parents[2] / "resources" / "papiers"
    assert {path.suffix for path in folder.rglob("*") if path.is_file()} == {".yaml"}


def test_a_heading_that_is_all_blank_makes_no_empty_grid(tmp_path: Path) -> None:
    write_act(
        replace(FULL, sections=()), DELIBERATION, COMMUNE, tmp_path / "a.docx", None, Papier(LOOKS["sobre"], logo=LOGO)
    )
    assert docx.Document(BytesIO((tmp_path / "a.docx").read_bytes())).tables == []
