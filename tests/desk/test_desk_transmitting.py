"""What leaves for the prefecture: only what the law wants there and the maire approved, named, checked, remembered."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from adopted_acts import approve, voted_meeting
from classification_files import classification as classification_file
from held_meeting import AUTHOR, new_office
from pypdf import PdfReader, PdfWriter

from secretaire import libreoffice
from secretaire.acts.act import Act
from secretaire.council import happenings as do
from secretaire.council.course import ByCount
from secretaire.desk import classification, joining, review, transmitting, writing
from secretaire.desk.exporting_actes import ExportedActes, export_actes
from secretaire.desk.office import Office
from secretaire.errors import Cancelled, Code, Refused, UnreadableInput
from secretaire.exchange.pdf.flow import Flow

HELD = dt.date(2026, 6, 12)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    office = new_office(tmp_path / "espace")
    yield office
    office.close()


def blank_page(_flow: Flow, target: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(target)


def for_all(c, o, p, _ids):  # type: ignore[no-untyped-def]
    return do.record_by_count(c, o, p, ByCount(11))


def known_classification(office: Office, folder: Path) -> None:
    (folder / "classification.xml").write_bytes(classification_file())
    classification.import_file(office, folder / "classification.xml")


def exported(office: Office, found: transmitting.Outgoing, parent: Path) -> ExportedActes:
    return export_actes(office, found, found.ready, parent, AUTHOR, printer=blank_page)


def with_joined(office: Office, act: Act, *files: Path) -> Act:
    for file in files:
        act = joining.join(office, act.id, file, AUTHOR)
    return act


def a_pdf(path: Path, password: str = "") -> Path:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


def test_only_adopted_approved_and_transmissible_acts_leave(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    seance, acts = voted_meeting(
        office,
        HELD,
        [
            ("Adoptée", for_all),
            ("Rejetée", lambda c, o, p, _: do.record_by_count(c, o, p, ByCount(1, 10))),
            ("Sans résultat", None),
            ("Pas approuvée", for_all),
        ],
    )
    for act in acts[:3]:
        approve(office, act, monkeypatch)
    alone = writing.start_draft(office, "debit_temporaire", {}, author=AUTHOR, act_date=HELD)
    found = transmitting.of_year(office, 2026)
    assert [line.act.objet for line in found.ready] == ["Adoptée"]
    assert found.ready == transmitting.of_seance(office, seance).ready
    reasons = {line.objet: line.reason for line in found.not_sent}
    assert reasons["Rejetée"] == "rejetée par le conseil"
    assert reasons["Sans résultat"].startswith("le résultat du vote")
    assert reasons["Pas approuvée"].startswith("pas encore approuvé")
    (said,) = (line.reason for line in found.not_sent if line.act_id == alone.id)
    assert "L. 2131-3" in said or "approuvé" in said


def test_a_folder_holds_all_that_the_operator_asks_for(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_classification(office, tmp_path)
    seance, (act, other) = voted_meeting(office, HELD, [("Tarifs de l'été", for_all), ("Tarifs", for_all)])
    act = with_joined(office, act, a_pdf(tmp_path / "plan.pdf"))
    approve(office, act, monkeypatch)
    approve(office, other, monkeypatch)
    chosen: dict[tuple[str, int], str] = {(act.id, 2): "12_AD"}
    found = transmitting.of_seance(office, seance, chosen)
    done: list[tuple[int, int]] = []
    made = export_actes(
        office, found, found.ready, tmp_path, AUTHOR, printer=blank_page, progress=lambda *at: done.append(at)
    )
    numero = act.numero.replace("-", "_")
    name = f"061-200056752-20260612-{numero}-DE-1-1"
    folder = made.folder / f"{numero} Tarifs de l'été"
    names = {
        f"99_DE-{name}_1.pdf",
        f"12_AD-{name}_2.pdf",
        f"{name}_0.xml",
        "Fiche de transmission.pdf",
        "metadonnees.json",
    }
    assert {path.name for path in folder.iterdir()} == names
    assert {path.name for path in made.folder.iterdir() if path.is_file()} == {"Bordereau.pdf", "transmission.csv"}
    assert done == [(2, 2)]
    assert len(PdfReader(folder / f"12_AD-{name}_2.pdf").pages) == 1
    root = ElementTree.parse(folder / f"{name}_0.xml").getroot()
    assert f"99_DE-{name}_1.pdf" in "".join(root.itertext())
    data = json.loads((folder / "metadonnees.json").read_text("utf-8"))
    assert (data["nature"], data["matiere_1"], data["objet"]) == ("DE", data["matiere"][0], "Tarifs de l'été")
    table = (made.folder / "transmission.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines(), delimiter=";"))
    assert [row["dossier"] for row in rows] == sorted(p.name for p in made.folder.iterdir() if p.is_dir())
    assert rows[0]["types"] == "99_DE | 12_AD"


def test_without_the_classification_the_types_are_to_be_chosen(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seance, (act,) = voted_meeting(office, HELD, [("Tarifs", for_all)])
    approve(office, act, monkeypatch)
    found = transmitting.of_seance(office, seance)
    assert "classification" in " ".join(found.ready[0].remarks)
    made = exported(office, found, tmp_path)
    names = [path.name for path in made.files]
    assert not any(name.endswith("_0.xml") or name.startswith("99") for name in names)
    assert any(name.startswith("061-") and name.endswith("_1.pdf") for name in names)
    with pytest.raises(Refused) as refused:
        transmitting.of_seance(office, seance, {(act.id, 1): "99_DE"})
    assert refused.value.code is Code.PIECE_TYPE_WRONG


def test_what_was_prepared_is_remembered_and_its_number_kept(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seance, (act,) = voted_meeting(office, HELD, [("Tarifs", for_all)])
    approve(office, act, monkeypatch)
    first = exported(office, transmitting.of_seance(office, seance), tmp_path)
    again = transmitting.of_seance(office, seance)
    assert again.ready == ()
    (line,) = again.to_send
    assert line.again
    assert "Déjà préparé" in line.remarks[0]
    twice = export_actes(office, again, [line], tmp_path, AUTHOR, printer=blank_page)
    assert (twice.folder != first.folder, line.message.id) == (True, first.acts[0].message.id)
    assert [entry.what for entry in review.history(office, act.id)][-2:] == ["envoi_prepare", "envoi_prepare"]
    assert transmitting.note_received(office, act.id, dt.date(2026, 6, 15), AUTHOR).id == act.id
    assert (
        "Reçu par la préfecture le 15\N{NO-BREAK SPACE}juin"
        in transmitting.of_seance(office, seance).to_send[0].remarks[0]
    )
    for day in (HELD - dt.timedelta(days=1), office.today() + dt.timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            transmitting.note_received(office, act.id, day, AUTHOR)
        assert refused.value.code is Code.SENT_WHEN


def test_faults_are_said_before_anything_leaves(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_classification(office, tmp_path)
    seance, (act,) = voted_meeting(office, HELD, [("Tarifs", for_all)])
    (tmp_path / "note.txt").write_text("note", encoding="utf-8")
    damaged = tmp_path / "abime.pdf"
    damaged.write_bytes(b"%PDF-1.7 rien")
    act = with_joined(
        office,
        act,
        tmp_path / "note.txt",
        damaged,
        a_pdf(tmp_path / "ferme.pdf", "code"),
        a_pdf(tmp_path / "parti.pdf"),
    )
    approve(office, act, monkeypatch)
    office.workspace.joined.path(act.jointes[3]).chmod(0o600)
    office.workspace.joined.path(act.jointes[3]).write_bytes(b"autre chose")
    found = transmitting.of_seance(office, seance)
    (line,) = found.to_send
    said = " ".join(line.faults)
    assert found.ready == ()
    assert len(line.faults) == 4, line.faults
    assert all(f"« {piece.nom} »" in said for piece in act.jointes)
    with pytest.raises(Refused) as refused:
        export_actes(office, found, [line], tmp_path, AUTHOR, printer=blank_page)
    assert refused.value.code is Code.NOTHING_TO_EXPORT
    assert not list(tmp_path.glob("*Transmission*"))


def test_an_interrupted_export_leaves_nothing(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seance, (act,) = voted_meeting(office, HELD, [("Tarifs", for_all)])
    approve(office, act, monkeypatch)
    found = transmitting.of_seance(office, seance)
    with pytest.raises(Cancelled):
        export_actes(office, found, found.ready, tmp_path, AUTHOR, printer=blank_page, cancelled=lambda: True)
    assert not list(tmp_path.glob("*ransmission*"))
    assert transmitting.of_seance(office, seance).ready


def test_a_wrong_classification_leaves_the_former_one(office: Office, tmp_path: Path) -> None:
    known_classification(office, tmp_path)
    before = classification.current(office)
    (tmp_path / "autre.xml").write_text("<html/>", encoding="utf-8")
    for path, code in (
        (tmp_path / "autre.xml", Code.CLASSIFICATION_REFUSED),
        (tmp_path / "absent.xml", Code.FILE_MISSING),
    ):
        with pytest.raises(UnreadableInput) as refused:
            classification.import_file(office, path)
        assert refused.value.code is code
    assert classification.current(office) == before is not None
