"""What leaves the workspace: nothing final without approval, whole séances, extracts, the register."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader, PdfWriter

from secretaire import libreoffice
from secretaire.acts.act import Act, State
from secretaire.acts.act_type import Famille
from secretaire.acts.life import Step
from secretaire.council.commune import Commune
from secretaire.desk import elus, numbering, review, seances, writing
from secretaire.desk.exporting import Notice, export_act, file_name
from secretaire.desk.exporting_seance import acts_of, export_seance, export_seance_files, new_folder
from secretaire.desk.letterhead import import_letterhead
from secretaire.desk.messages import NOTICES, sentence
from secretaire.desk.office import Office, create_space
from secretaire.desk.registers import content, export_register
from secretaire.errors import Cancelled, Code, EnvironmentFault, Refused, WrongUsage
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import without_printer
from secretaire.exchange.pdf.flow import Flow

with_libreoffice = pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice (soffice) is not installed")
ROSTER = (
    "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\n"
    "Mme;Delorme;Anne;maire;1;01/07/2020;\n"
    "M.;Besnard;Luc;1er adjoint;2;01/07/2020;\n"
    "Mme;Tessier;Odile;conseillère municipale;3;01/07/2020;\n"
)
COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", lieu_seance="mairie")
AUTHOR = "secrétaire"
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
DAY = date(2026, 11, 20)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    (tmp_path / "elus.csv").write_text(ROSTER, encoding="utf-8")
    office = create_space(tmp_path / "espace", COMMUNE)
    elus.import_roster(office, tmp_path / "elus.csv")
    yield office
    office.close()


def meeting(office: Office, day: date = DAY) -> int:
    seance = seances.create_seance(office, day, time(20), "mairie", None)
    held = replace(seance, presents=(1, 2), excuses=(3,), secretaire=2)
    seances.update_seance(office, held, AUTHOR)
    return held.id


def deliberation(office: Office, seance_id: int, *, approved: bool = True) -> Act:
    act = writing.start_draft(office, "tarifs_salle", FIELDS, author=AUTHOR, seance_id=seance_id)
    return approve(office, act) if approved else act


def approve(office: Office, act: Act) -> Act:
    review.take(office, act.id, Step.RELIRE, AUTHOR)
    review.take(office, act.id, Step.SOUMETTRE, AUTHOR)
    return review.take(office, act.id, Step.APPROUVER, "Delorme")


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells]).replace("\u00a0", " ")


def one_page(flow: Flow, target: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(flow.sheets[0].width, flow.sheets[0].height)
    writer.write(target)


# one act


@pytest.mark.parametrize("copy", [Copy.DEFINITIF, Copy.EXTRAIT])
def test_nothing_final_leaves_without_approval(office: Office, copy: Copy, tmp_path: Path) -> None:
    act = deliberation(office, meeting(office), approved=False)
    with pytest.raises(Refused) as caught:
        export_act(office, act.id, tmp_path / "acte.docx", copy, printer=without_printer)
    assert caught.value.code is Code.NOT_APPROVED
    assert not (tmp_path / "acte.docx").exists()
    approve(office, act)
    export_act(office, act.id, tmp_path / "acte.docx", copy, printer=without_printer)
    writing.change_facts(office, act.id, AUTHOR, numero="2026-077")
    with pytest.raises(Refused):
        export_act(office, act.id, tmp_path / "acte.docx", copy, printer=without_printer)


def test_the_extract_is_signed_by_the_maire_alone_and_the_act_by_both(office: Office, tmp_path: Path) -> None:
    act = deliberation(office, meeting(office))
    exported = export_act(office, act.id, tmp_path / "e.docx", Copy.EXTRAIT, printer=without_printer)
    assert exported.state is State.APPROUVE
    text = words(tmp_path / "e.docx")
    assert "Pour extrait conforme,\nLa maire,\nAnne DELORME" in text
    assert "secrétaire de séance," not in text
    export_act(office, act.id, tmp_path / "d.docx", Copy.DEFINITIF, printer=without_printer)
    text = words(tmp_path / "d.docx")
    assert "La maire,\nAnne DELORME" in text
    assert "Le secrétaire de séance,\nLuc BESNARD" in text
    assert "Pour extrait conforme" not in text


def test_an_extract_of_a_meeting_held_by_an_adjoint_is_certified_by_the_maire(office: Office, tmp_path: Path) -> None:
    seance_id = meeting(office)
    held = replace(seances.get_seance(office, seance_id), president=2, secretaire=3, presents=(2, 3), excuses=(1,))
    seances.update_seance(office, held, AUTHOR)
    act = deliberation(office, seance_id)
    export_act(office, act.id, tmp_path / "e.docx", Copy.EXTRAIT, printer=without_printer)
    text = words(tmp_path / "e.docx")
    assert "La maire,\nAnne DELORME" in text
    assert "président de séance," not in text


def test_without_libreoffice_the_pdf_is_drawn_and_the_lost_letterhead_is_said(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    act = deliberation(office, meeting(office))
    exported = export_act(office, act.id, tmp_path / "a.pdf", printer=one_page)
    assert exported.notice is None
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "Mairie d'Aubigny"
    paper.save(str(tmp_path / "papier.docx"))
    import_letterhead(office, tmp_path / "papier.docx")
    exported = export_act(office, act.id, tmp_path / "a.pdf", printer=one_page)
    assert exported.notice is Notice.WITHOUT_LETTERHEAD
    assert "papier à en-tête" in NOTICES[exported.notice]
    with pytest.raises(EnvironmentFault) as caught:
        export_act(office, act.id, tmp_path / "a.odt", printer=one_page)
    assert caught.value.code is Code.ODT_WITHOUT_LIBREOFFICE


def test_the_letterhead_of_the_commune_is_on_each_act_of_a_seance(office: Office, tmp_path: Path) -> None:
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "Mairie d'Aubigny, 2 rue Haute"
    paper.save(str(tmp_path / "papier.docx"))
    import_letterhead(office, tmp_path / "papier.docx")
    seance_id = meeting(office)
    for _ in range(2):
        deliberation(office, seance_id)
    export_seance(office, seance_id, tmp_path / "s.docx", Copy.DEFINITIF, printer=without_printer)
    sections = docx.Document(str(tmp_path / "s.docx")).sections
    assert len(sections) >= 2
    assert all("2 rue Haute" in section.header.paragraphs[0].text for section in sections)


# names of files


@pytest.mark.parametrize(
    ("objet", "name"),
    [
        ("Tarifs de la salle", "2026-014 Tarifs de la salle.docx"),
        ('Prix <"net"> : 3/4 ?', "2026-014 Prix net 3 4.docx"),
        ("Rue de l'Église.", "2026-014 Rue de l'Église.docx"),
        ("a\x00\tb\nc", "2026-014 a b c.docx"),
        ("mot " * 60, f"2026-014 {('mot ' * 18).strip()}.docx"),
        ("", "2026-014 Fixation des tarifs.docx"),
    ],
)
def test_a_file_is_named_so_that_any_system_takes_it(objet: str, name: str, office: Office) -> None:
    act = deliberation(office, meeting(office), approved=False)
    kind = writing.act_type(office, act.type_id).model_copy(update={"libelle": "Fixation des tarifs"})
    assert file_name(replace(act, numero="2026-014", objet=objet), kind, Copy.DEFINITIF, ".docx") == name


def test_names_that_windows_keeps_for_itself_are_not_used(office: Office) -> None:
    act = replace(deliberation(office, meeting(office), approved=False), numero="", objet="CON")
    kind = writing.act_type(office, act.type_id)
    assert file_name(act, kind, Copy.DEFINITIF, ".pdf") == "acte CON.pdf"
    assert file_name(replace(act, numero="14/2026"), kind, Copy.PROJET, ".pdf") == "14-2026 CON PROJET.pdf"


# a séance


def test_a_seance_is_exported_in_the_order_of_numbers_less_what_the_maire_refused(
    office: Office, tmp_path: Path
) -> None:
    seance_id = meeting(office)
    acts = [deliberation(office, seance_id, approved=False) for _ in range(3)]
    for act, numero in zip(acts, ("2026-10", "2026-9", "2026-11"), strict=True):
        writing.change_facts(office, act.id, AUTHOR, numero=numero)
    for step in (Step.RELIRE, Step.SOUMETTRE):
        review.take(office, acts[2].id, step, AUTHOR)
    review.take(office, acts[2].id, Step.REFUSER, "Delorme", "hors compétence")
    exported = export_seance(office, seance_id, tmp_path / "s.docx", printer=without_printer)
    assert exported.acts == 2
    text = words(tmp_path / "s.docx")
    assert re.findall(r"Délibération n° (\S+)", text) == ["2026-9", "2026-10"]


def test_a_final_seance_needs_every_act_approved_and_names_the_others(office: Office, tmp_path: Path) -> None:
    seance_id = meeting(office)
    deliberation(office, seance_id)
    waiting = deliberation(office, seance_id, approved=False)
    with pytest.raises(Refused) as caught:
        export_seance(office, seance_id, tmp_path / "s.docx", Copy.DEFINITIF, printer=without_printer)
    assert waiting.numero in sentence(caught.value)
    assert "brouillon" in sentence(caught.value)
    with pytest.raises(Refused):
        export_seance_files(office, seance_id, tmp_path / "s", ".docx", Copy.EXTRAIT, printer=without_printer)
    assert not (tmp_path / "s").exists()
    approve(office, waiting)
    assert export_seance(office, seance_id, tmp_path / "s.docx", Copy.DEFINITIF, printer=without_printer).acts == 2


def test_a_seance_in_a_folder_is_one_file_an_act(office: Office, tmp_path: Path) -> None:
    seance_id = meeting(office)
    first, second = (deliberation(office, seance_id) for _ in range(2))
    writing.change_facts(office, second.id, AUTHOR, numero=first.numero)
    exported = export_seance_files(office, seance_id, tmp_path / "x" / "seance", ".docx", printer=without_printer)
    assert len({path.name.casefold() for path in exported.files}) == 2
    assert all(path.is_file() and path.name.startswith(first.numero) for path in exported.files)


def test_the_folder_of_a_seance_replaces_nothing(tmp_path: Path) -> None:
    first = new_folder(tmp_path, DAY)
    first.mkdir()
    assert first.name == "Séance du 2026-11-20"
    assert new_folder(tmp_path, DAY).name == "Séance du 2026-11-20 (2)"


def test_an_interrupted_seance_leaves_neither_file_nor_folder(office: Office, tmp_path: Path) -> None:
    seance_id = meeting(office)
    deliberation(office, seance_id)
    asked = iter([False, True])  # in the middle: the Word documents are made, nothing is delivered
    with pytest.raises(Cancelled):
        export_seance_files(
            office, seance_id, tmp_path / "s", ".docx", printer=without_printer, cancelled=lambda: next(asked)
        )
    assert not (tmp_path / "s").exists()


def test_what_leaves_with_a_seance_is_known_before(office: Office) -> None:
    seance_id = meeting(office)
    approved, waiting = deliberation(office, seance_id), deliberation(office, seance_id, approved=False)
    put = acts_of(office, seance_id)
    assert put.seance.date == DAY
    assert [act.id for act in put.acts] == [approved.id, waiting.id]
    assert [act.id for act in put.waiting] == [waiting.id]


def test_a_seance_without_act_says_so(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        export_seance(office, meeting(office), tmp_path / "s.docx", printer=without_printer)
    assert caught.value.code is Code.NOTHING_TO_EXPORT
    with pytest.raises(WrongUsage):
        export_seance(office, 99, tmp_path / "s.docx", printer=without_printer)


# the register


def test_the_register_holds_what_is_approved_and_tells_the_rest(office: Office, tmp_path: Path) -> None:
    late, early = meeting(office), meeting(office, date(2026, 3, 2))
    first, second = deliberation(office, late), deliberation(office, early)
    draft = deliberation(office, late, approved=False)
    skipped = deliberation(office, late, approved=False)
    writing.change_facts(office, skipped.id, AUTHOR, numero="2026-009")
    approve(office, skipped)
    numbering.explain_gap(office, "2026-005", "erreur de saisie", AUTHOR)
    made = export_register(office, Famille.DELIBERATION, 2026, tmp_path / "r.docx", printer=without_printer)
    assert made.acts == 3
    assert made.notice is Notice.NUMBERS_ON_OPENING
    told = {gap.numero: gap.reason for gap in made.gaps}
    assert told[draft.numero] == "brouillon"
    assert told["2026-005"] == "erreur de saisie"
    assert told["2026-006 à 2026-008"] == "aucun acte, et aucun motif écrit"
    assert content(office, Famille.DELIBERATION, 2026).gaps == made.gaps
    text = words(tmp_path / "r.docx")
    assert re.findall(r"Délibération n° (\S+)", text) == [second.numero, first.numero, "2026-009"]
    assert "EXTRAIT DU REGISTRE" not in text
    assert text.count("CLÔTURE DE LA SÉANCE") == 2
    assert "Membres présents : Anne DELORME, Luc BESNARD." in text
    with pytest.raises(Refused):
        export_register(office, Famille.ARRETE, 2026, tmp_path / "a.docx", printer=without_printer)
    with pytest.raises(Refused):
        export_register(office, Famille.DELIBERATION, 2025, tmp_path / "a.docx", printer=without_printer)


@with_libreoffice
def test_the_tables_of_the_register_are_right_in_the_pdf_of_libreoffice(office: Office, tmp_path: Path) -> None:
    for month in (2, 5, 9):
        seance_id = meeting(office, date(2026, month, 3))
        for _ in range(2):
            deliberation(office, seance_id)
    made = export_register(
        office, Famille.DELIBERATION, 2026, tmp_path / "r.pdf", first_page=41, printer=without_printer
    )
    texts = [" ".join(page.extract_text().split()) for page in PdfReader(made.path).pages]
    begins: dict[str, int] = {}
    for number, text in enumerate(texts, start=41):
        assert re.search(rf"Feuillet 2026/\s?{number}\b", text)
        for numero in re.findall(r"Délibération n°\s(2026.\d{3})", text):
            begins[numero.replace("\u2011", "-")] = number
    assert len(begins) == 6
    tables = " ".join(text for text in texts if "TABLE PAR" in text).replace("\u2011", "-")
    for numero, page in begins.items():
        told = re.findall(rf"{numero} (?:\d+(?:er)? \w+ 2026 )?Tarifs .*?2026/\s?(\d+)", tables)
        assert told == [str(page)] * 2, numero
    assert re.search(rf"contient {len(texts)} feuillets, numérotés de 2026/41 à 2026/\s?{40 + len(texts)}\.", texts[0])
