"""Files joined to an act: a copy kept, the act changed as by its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import docx
import pytest

from secretaire.acts.act import State
from secretaire.acts.life import Step
from secretaire.desk import control_sheets, joining, review, seances, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.exporting import export_act
from secretaire.desk.exporting_seance import export_seance, export_seance_files
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, UnreadableInput, WrongUsage
from secretaire.exchange.delivery import without_printer


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61001"))
    yield opened
    opened.close()


def test_a_joined_file_is_kept_and_changes_the_act(office: Office, tmp_path: Path) -> None:
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    review.take(office, act.id, Step.RELIRE, "Anne", "")
    given = tmp_path / "Règlement.PDF"
    given.write_bytes(b"%PDF un reglement")
    changed = joining.join(office, act.id, given, "Anne")
    assert changed.state is State.BROUILLON
    given.write_bytes(b"%PDF un autre")  # the copy is ours
    (file,) = joining.files_of(office, writing.get_act(office, act.id)).joined
    assert file.intact
    assert (file.piece.nom, file.path.read_bytes()) == ("Règlement.PDF", b"%PDF un reglement")
    file.path.chmod(0o644)
    file.path.write_bytes(b"change")
    assert not joining.files_of(office, changed).joined[0].intact
    bare = joining.take_away(office, act.id, 1, "Anne")
    assert not bare.jointes
    with pytest.raises(WrongUsage) as refused:
        joining.take_away(office, act.id, 1, "Anne")
    assert refused.value.code is Code.NO_SUCH_JOINED_FILE


def test_the_same_file_is_joined_once(office: Office, tmp_path: Path) -> None:
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    given = tmp_path / "plan.pdf"
    given.write_bytes(b"plan")
    once = joining.join(office, act.id, given, "Anne")
    assert joining.join(office, act.id, given, "Anne") == once
    assert len(list((office.folder / "jointes").iterdir())) == 1


def test_what_cannot_be_read_is_refused_and_changes_nothing(office: Office, tmp_path: Path) -> None:
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    empty = tmp_path / "vide.pdf"
    empty.touch()
    for source in (tmp_path / "absent.pdf", tmp_path, empty):
        with pytest.raises(UnreadableInput):
            joining.join(office, act.id, source, "Anne")
    assert writing.get_act(office, act.id) == act


def test_what_is_joined_leaves_beside_the_act(office: Office, tmp_path: Path) -> None:
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    for name in ("Plan: 1.pdf", "devis.xlsx"):
        (tmp_path / name).write_bytes(name.encode())
        act = joining.join(office, act.id, tmp_path / name, "Anne")
    target = tmp_path / "acte.docx"
    first = export_act(office, act.id, target, printer=without_printer).annexes
    beside, number = tmp_path / "acte (annexes)", act.numero
    assert [f.name for f in first.files] == [f"{number} annexe 1 Plan 1.pdf", f"{number} annexe 2 devis.xlsx"]
    assert [f.read_bytes() for f in first.files] == [b"Plan: 1.pdf", b"devis.xlsx"]
    assert beside.name in first.words
    assert export_act(office, act.id, target, printer=without_printer).annexes == first
    act = joining.take_away(office, act.id, 1, "Anne")
    again = export_act(office, act.id, target, printer=without_printer).annexes
    assert [f.parent.name for f in again.files] == [f"{beside.name} 2"]
    assert len(list(beside.iterdir())) == 2


def test_a_copy_that_changed_is_said_and_does_not_leave(office: Office, tmp_path: Path) -> None:
    act = writing.start_draft(office, "reglement_interieur", {}, author="Anne")
    (tmp_path / "plan.pdf").write_bytes(b"plan")
    act = joining.join(office, act.id, tmp_path / "plan.pdf", "Anne")
    sheet = control_sheets.act_sheet(office, act.id)
    assert sheet.joined == ("annexe 1 : plan.pdf",)
    control_sheets.write_sheet(sheet, tmp_path / "fiche.docx", printer=without_printer)
    assert any("plan.pdf" in paragraph.text for paragraph in docx.Document(str(tmp_path / "fiche.docx")).paragraphs)
    kept = joining.files_of(office, act).joined[0].path
    kept.unlink()
    annexes = export_act(office, act.id, tmp_path / "acte.docx", printer=without_printer).annexes
    assert (annexes.files, annexes.missing) == ((), ("plan.pdf",))
    assert "plan.pdf" in annexes.words
    assert "disparue" in control_sheets.act_sheet(office, act.id).joined[0]


def test_a_seance_leaves_with_what_is_joined_to_its_acts(office: Office, tmp_path: Path) -> None:
    seance = seances.create_seance(office, date(2026, 12, 18), time(20), "mairie", None)
    (tmp_path / "plan.pdf").write_bytes(b"plan")
    for _ in range(2):
        act = writing.start_draft(office, "tarifs_salle", {}, author="Anne", seance_id=seance.id)
        act = writing.save_edit(office, replace(act, numero="2026-001"), "Anne")  # two of one number, by mistake
        joining.join(office, act.id, tmp_path / "plan.pdf", "Anne")
    whole = export_seance(office, seance.id, tmp_path / "s.docx", printer=without_printer).annexes
    assert {f.parent.name for f in whole.files} == {"s (annexes)"}
    assert len({f.name for f in whole.files}) == 2
    folder = tmp_path / "actes"
    each = export_seance_files(office, seance.id, folder, ".docx", printer=without_printer)
    assert [f.parent for f in each.annexes.files] == [p.with_name(f"{p.stem} (annexes)") for p in each.files]
    assert "2 dossiers" in each.annexes.words
