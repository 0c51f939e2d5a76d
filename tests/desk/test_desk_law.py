"""The state of the law on a PC, and a dead reference replaced in an act."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from law_files import law_file, sign

from secretaire.acts.act import Act, Role
from secretaire.checks.finding import Finding
from secretaire.desk import law, replacing, review, writing
from secretaire.desk.checking import check_act
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, Refused, SecretaireError, UnreadableInput, WrongUsage
from secretaire.law.snapshot import Status
from secretaire.store.journal import Event

ROW = {"code": "CGCT", "article": "L2121-29", "debut": "1996-02-24", "fin": "2027-01-01"}
DAY = date(2027, 2, 1)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61339"))
    yield opened
    opened.close()


@pytest.fixture
def stick(office: Office, tmp_path: Path) -> Path:
    """A newer state of the law, signed."""
    return law_file(tmp_path / "droit.zip", "2027-01-15", [ROW])


def status(article: str = "L. 2121-29", on: date = DAY) -> Status:
    return law.legal_snapshot().verdict("CGCT", article, on).status


def test_an_imported_state_speaks_at_once_and_is_taken_back(office: Office, stick: Path) -> None:
    shipped = law.law_state()
    assert not shipped.imported
    assert status() is Status.EN_VIGUEUR
    brought = law.import_law(stick)
    assert (brought.date, brought.imported) == (date(2027, 1, 15), True)
    assert "essai" in brought.source
    assert status() is Status.ABROGE
    assert office.snapshot.etat() == brought  # in the workspaces already open too
    newer = law_file(stick.with_name("plus_recent.zip"), "2027-03-01", [{**ROW, "fin": None}])
    assert law.import_law(newer).date == date(2027, 3, 1)
    assert status() is Status.EN_VIGUEUR
    assert law.revert_law() == brought
    assert law.revert_law() == shipped
    with pytest.raises(WrongUsage) as refused:
        law.revert_law()
    assert refused.value.code is Code.LAW_NOT_IMPORTED
    assert law.import_law(stick) == brought  # taken back is not forbidden


def _altered(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b" ")


def _without_signature(path: Path) -> None:
    path.with_name(path.name + ".sha256").unlink()


def _with_an_empty_signature(path: Path) -> None:
    path.with_name(path.name + ".sha256").write_text("rien")


def _not_a_zip(path: Path) -> None:
    path.write_bytes(b"PK nothing")
    sign(path)


def _older(path: Path) -> None:
    law_file(path, "2026-11-01", [ROW])


def _absent(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("harm", "code", "kind"),
    [
        (_altered, Code.LAW_FILE_REFUSED, UnreadableInput),
        (_without_signature, Code.LAW_FILE_REFUSED, UnreadableInput),
        (_with_an_empty_signature, Code.LAW_FILE_REFUSED, UnreadableInput),
        (_not_a_zip, Code.LAW_FILE_REFUSED, UnreadableInput),
        (_older, Code.LAW_NOT_NEWER, Refused),
        (_absent, Code.FILE_MISSING, UnreadableInput),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_changes(
    harm: object, code: Code, kind: type[SecretaireError], stick: Path
) -> None:
    before = law.law_state()
    assert callable(harm)
    harm(stick)
    with pytest.raises(kind) as refused:
        law.import_law(stick)
    assert refused.value.code is code
    assert law.law_state() == before
    assert law.altered_file() is None


def test_a_kept_file_altered_by_hand_no_longer_speaks_and_is_named(office: Office, stick: Path) -> None:
    shipped = law.law_state()
    law.import_law(stick)
    (kept,) = (office.folder.parent / "donnees" / "droit").glob("*.zip")
    kept.write_bytes(kept.read_bytes() + b"x")
    assert law.law_state() == shipped
    assert law.altered_file() == kept
    assert law.import_law(stick).imported
    assert law.altered_file() is None


# --- a dead reference ---------------------------------------------------------------------------


@pytest.fixture
def act(office: Office) -> Act:
    """A draft whose exposé cites two dead references and one in force."""
    made = writing.start_draft(office, "tarifs_salle", {}, author="Anne", act_date=office.today())
    text = (
        "Vu les articles L. 2311-7 et L. 2121-29 du code général des collectivités territoriales,\n"
        "Vu l'article 34 de la loi n° 84-53 du 26 janvier 1984,\n"
        "Vu encore l'article L2311-7 du CGCT et les articles L. 2311-7 et suivants du CGCT,"
    )
    return writing.edit_section(office, made.id, Role.EXPOSE, text, "Anne")


def dead(office: Office, act: Act) -> list[Finding]:
    return [f for f in check_act(office, act) if f.code == "REFERENCE_REMPLACEE"]


def test_the_successor_takes_the_place_and_the_journal_keeps_both(office: Office, act: Act) -> None:
    law_34 = next(f for f in dead(office, act) if "84-53" in f.extrait)
    after = replacing.replace_reference(office, act.id, law_34, "Anne")
    text = after.section(Role.EXPOSE).text
    assert "Vu l'article L. 313-1 du code général de la fonction publique," in text.replace("\u00a0", " ")
    (line,) = office.workspace.journal.of(Event.REFERENCE_REMPLACEE)
    assert (line.who, line.act_id, line.version) == ("Anne", act.id, after.version)
    assert line.data["ancienne"] == law_34.extrait
    assert line.data["nouvelle"] == law_34.proposition
    assert str(line.data["source"]).startswith("droit au 1er\u00a0novembre\u00a02026")
    assert "devient" in review.history(office, act.id)[-1].reason
    assert office.workspace.journal.verify().intact
    undone = writing.restore_content(office, act, "Anne")
    assert undone.section(Role.EXPOSE).text == act.section(Role.EXPOSE).text
    assert len(office.workspace.journal.of(Event.REFERENCE_REMPLACEE)) == 1


def test_a_remark_that_no_longer_holds_replaces_nothing(office: Office, act: Act) -> None:
    found = next(f for f in dead(office, act) if f.proposition)
    replacing.replace_reference(office, act.id, found, "Anne")
    with pytest.raises(Refused) as refused:
        replacing.replace_reference(office, act.id, found, "Anne")
    assert refused.value.code is Code.REFERENCE_MOVED


def test_everywhere_it_is_alone(office: Office, act: Act) -> None:
    after = replacing.replace_everywhere(office, act.id, "L2311-7", "Anne")
    text = after.section(Role.EXPOSE).text.replace("\u00a0", " ")
    assert text.count("L. 1612-25") == 2
    assert "L. 2311-7 et suivants" in text  # what follows has another successor: nothing is certain
    assert len(office.workspace.journal.of(Event.REFERENCE_REMPLACEE)) == 2
    with pytest.raises(WrongUsage) as refused:
        replacing.replace_everywhere(office, act.id, "L. 2121-29", "Anne")
    assert refused.value.code is Code.REFERENCE_NOT_REPLACED


def test_the_law_of_the_act_is_that_of_its_day(office: Office, act: Act) -> None:
    old = writing.change_facts(office, act.id, "Anne", act_date=date(2021, 3, 1))
    assert dead(office, old) == []


def test_beyond_a_year_one_remark_says_so(office: Office, act: Act) -> None:
    later = writing.change_facts(office, act.id, "Anne", act_date=date(2026, 11, 1) + timedelta(days=366))
    codes = [f.code for f in check_act(office, later) if f.code.startswith(("REFERENCE", "DROIT"))]
    assert codes.count("DROIT_ANCIEN") == 1
    assert "REFERENCE_INCONNUE" not in codes
    assert "REFERENCE_REMPLACEE" in codes  # what was gone still is


def test_a_cited_deliberation_is_looked_up_in_the_fund(office: Office, act: Act, tmp_path: Path) -> None:
    folder = tmp_path / "fonds"
    folder.mkdir()
    (folder / "2024-12.txt").write_text(
        "DÉLIBÉRATION DU CONSEIL MUNICIPAL\nSéance du 4 juin 2024\nDélibération n° 2024-12\n"
        "Objet : tarifs de la salle des fêtes\nL'an deux mille vingt-quatre, le quatre juin, le conseil municipal s'est "
        "réuni à la mairie.\nLe conseil municipal, après en avoir délibéré, DÉCIDE de fixer les tarifs.\n",
        encoding="utf-8",
    )
    office.fund.read([folder])
    wrong = writing.edit_section(office, act.id, Role.EXPOSE, "Vu la délibération n° 2024-12 du 3 juin 2024,", "Anne")
    assert [f.code for f in check_act(office, wrong) if f.code.startswith("ACTE_CITE")] == ["ACTE_CITE_DATE"]
    right = writing.edit_section(office, act.id, Role.EXPOSE, "Vu la délibération n° 2024-12 du 4 juin 2024,", "Anne")
    assert [f.code for f in check_act(office, right) if f.code.startswith("ACTE_CITE")] == []
