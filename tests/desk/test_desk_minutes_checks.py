"""« Contrôler » on minutes: a file or a document of the fund, its acts, its pages, its control sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import docx
import fictional_minutes as minutes
import pytest

from secretaire.checks.finding import Gravite
from secretaire.council.commune import Commune
from secretaire.desk import control_sheets
from secretaire.desk.document_checks import PlacedFinding, check_document, check_file, check_pages
from secretaire.desk.law import legal_snapshot
from secretaire.desk.office import create_space
from secretaire.fund.cutting.cut import cut
from secretaire.fund.reading.reading import Page

TODAY = date(2027, 1, 4)
FAULTY = minutes.with_faults(
    ("quorum de 6", "quorum de 5"),
    ("cinq cents euros (500 €)", "cinq cents euros (600 €)"),
    minutes.voting(6, "4 voix pour, 6 voix contre et 0 abstention"),
)
EXPECTED = [("QUORUM_ECRIT", ""), ("LETTRES_CHIFFRES", "n°\u00a03"), ("VOTE_REJETE", "n°\u00a06")]


def told(placed: tuple[PlacedFinding, ...]) -> list[tuple[str, str]]:
    return [(p.finding.code, p.finding.acte[:4]) for p in placed]


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The minutes as a secretary keeps them: a paragraph a line."""
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    document = docx.Document()
    for line in FAULTY.split("\n"):
        document.add_paragraph(line)
    (tmp_path / "seances").mkdir()
    path = tmp_path / "seances" / "Conseil du 18 décembre.docx"
    document.save(str(path))
    return path


def test_a_file_is_checked_act_by_act_the_most_serious_first(paper: Path) -> None:
    checked = check_file(paper, TODAY)
    assert sorted(told(checked.findings)) == sorted(EXPECTED)
    assert checked.judged_on == date(2026, 12, 18)
    assert [p.finding.gravite for p in checked.findings] == [Gravite.BLOQUANT, Gravite.ALERTE, Gravite.ALERTE]


def test_a_document_of_the_fund_says_the_same_in_its_order_and_on_its_sheet(paper: Path, tmp_path: Path) -> None:
    commune = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "")
    office = create_space(tmp_path / "espace", commune)
    try:
        office.fund.read([paper.parent])
        document = office.fund.documents()[0]
        found = check_document(office, document.id)
        assert told(found) == EXPECTED
        for placed in found:
            page = office.fund.page_text(document.id, placed.page) or ""
            assert page[placed.start : placed.end] == placed.finding.extrait
        sheet = control_sheets.document_sheet(office, document.id)
        places = [remark.place for _title, held in sheet.groups for remark in held]
        assert sum("n°\u00a03, SUBVENTION" in place for place in places) == 1
    finally:
        office.close()


def test_a_page_number_and_a_running_title_cut_no_sentence() -> None:
    """The same minutes over several pages, each with its title and number: the same remarks, at the same words."""
    lines = FAULTY.split("\n")
    parts = ["\n".join(lines[n : n + 25]) for n in range(0, len(lines), 25)]
    pages = [Page(n, f"Saint-Aubin, séance du 18 décembre 2026\n{part}\n{n}") for n, part in enumerate(parts, start=1)]
    found = check_pages(pages, cut(pages, "pv.pdf"), legal_snapshot(), TODAY)
    assert [code for code, _ in told(found)] == [code for code, _ in EXPECTED]
    for placed in found:
        assert pages[placed.page - 1].text[placed.start : placed.end] == placed.finding.extrait


def test_references_are_judged_at_the_day_of_the_act_or_the_one_asked_for() -> None:
    act = (
        "Extrait du registre des délibérations\nSéance du 12 mars 2019\nObjet : Subvention au club de randonnée\n"
        "Vu l'article L. 2311-7 du code général des collectivités territoriales,\n"
        "Le conseil municipal, après en avoir délibéré, DÉCIDE :\nArticle 1 : Une subvention de 500 € est accordée.\n"
    )
    pages = [Page(1, act)]
    pieces = cut(pages, "acte.txt")
    assert told(check_pages(pages, pieces, legal_snapshot(), TODAY)) == []
    asked = check_pages(pages, pieces, legal_snapshot(), TODAY, judged_on=TODAY)
    assert told(asked) == [("REFERENCE_REMPLACEE", "")]
