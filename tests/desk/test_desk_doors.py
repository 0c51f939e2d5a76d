"""Nothing final leaves without an approval, by any door, whoever forged what: command line, direct call, file, register, séance."""

from __future__ import annotations

import ast
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfWriter

import secretaire
from secretaire import libreoffice
from secretaire.acts.act import Act, ActId, State
from secretaire.acts.act_type import Famille
from secretaire.acts.life import Step
from secretaire.cli.main import main
from secretaire.council.commune import Commune
from secretaire.council.persons import Delegation, Role
from secretaire.council.transmission import transmission
from secretaire.desk import (
    elus,
    persons,
    publications,
    publishing,
    publishing_batch,
    registers,
    review,
    seances,
    transmitting,
    writing,
)
from secretaire.desk.exporting import export_act
from secretaire.desk.exporting_actes import export_actes
from secretaire.desk.exporting_seance import export_seance, export_seance_files
from secretaire.desk.office import Office, create_space
from secretaire.errors import Code, Refused, SecretaireError
from secretaire.exchange.actes.message import Message, Piece
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import without_printer
from secretaire.exchange.pdf.flow import Flow
from secretaire.store.act_json import content_json, content_sha256
from secretaire.store.canonical import canonical_json, utc_text

ROSTER = (
    "Civilité;Nom;Prénom;Fonction;Ordre;Début;Fin\n"
    "Mme;Delorme;Anne;maire;1;01/07/2020;\n"
    "M.;Besnard;Luc;1er adjoint;2;01/07/2020;\n"
    "Mme;Tessier;Odile;conseillère municipale;3;01/07/2020;\n"
)
COMMUNE = Commune("00000", "Aubigny", 1, "", 300, "14", "Calvados", 2, "Caen", "Normandie", "", lieu_seance="mairie")
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
DOORS = 8
YEAR, SECRETARY, MAIRE, CODE = 2026, "secrétaire", "Delorme", "4071"
Doors = Callable[[], list[str]]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    (tmp_path / "elus.csv").write_text(ROSTER, encoding="utf-8")
    opened = create_space(tmp_path / "espace", COMMUNE)
    elus.import_roster(opened, tmp_path / "elus.csv")
    yield opened
    opened.close()


@pytest.fixture
def act(office: Office) -> Act:
    """A deliberation submitted to the maire."""
    seance = seances.create_seance(office, date(YEAR, 11, 20), time(20), "mairie", None)
    seances.update_seance(office, replace(seance, presents=(1, 2), excuses=(3,), secretaire=2), SECRETARY)
    draft = writing.start_draft(office, "tarifs_salle", FIELDS, author=SECRETARY, seance_id=seance.id)
    review.take(office, draft.id, Step.RELIRE, SECRETARY)
    return review.take(office, draft.id, Step.SOUMETTRE, SECRETARY)


def blank_page(_flow: Flow, target: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(target)


def transmit(office: Office, act: Act, folder: Path) -> None:
    """The folder for the operator, of an act that nobody looked at before."""
    assert act.act_date is not None
    kind = writing.act_type(office, act.type_id)
    day, pieces = act.act_date, (Piece("99_DE", ".pdf"),)
    message = Message("14", "200056752", day, "2026_001", "DE", kind.matiere, act.objet, pieces)
    rule = transmission(kind, sent=True, held=day, population=office.commune.population)
    file = transmitting.FilePiece("acte.pdf", None, "99_DE", ())
    line = transmitting.ToSend(act, kind, rule, message, (file,), (), ())
    export_actes(office, transmitting.Outgoing((line,), ()), (line,), folder, SECRETARY, printer=blank_page)


def publish_all(office: Office, act: Act, folder: Path) -> None:
    """The copies to put on line, of an act that nobody looked at before."""
    batch = publishing_batch.Batch("Séance", (publishing_batch.PublicCopy(act, ()),), ())
    publishing_batch.export_batch(office, batch, folder, printer=blank_page)


@pytest.fixture
def open_doors(office: Office, act: Act, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Doors:
    """Try every door of the desk; the names of those that gave something final."""
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    out = tmp_path / "sorties"
    out.mkdir()
    seance = act.seance_id or 0
    doors: dict[str, Callable[[Path], object]] = {
        "définitif": lambda f: export_act(office, act.id, f, Copy.DEFINITIF, printer=without_printer),
        "extrait": lambda f: export_act(office, act.id, f, Copy.EXTRAIT, printer=without_printer),
        "copie publiable": lambda f: publishing.export_publishable(office, act.id, f, (), printer=without_printer),
        "séance": lambda f: export_seance(office, seance, f, Copy.DEFINITIF, printer=without_printer),
        "extraits de la séance": lambda f: export_seance_files(
            office, seance, f.parent / "dossier", ".docx", Copy.EXTRAIT, printer=without_printer
        ),
        "registre": lambda f: registers.export_register(office, Famille.DELIBERATION, YEAR, f, printer=without_printer),
        "transmission": lambda f: transmit(office, writing.get_act(office, act.id), f.parent),
        "copies publiables": lambda f: publish_all(office, writing.get_act(office, act.id), f.parent),
    }

    def tried() -> list[str]:
        opened = []
        for name, door in doors.items():
            try:
                door(out / f"{name}.docx")
            except Refused:
                assert not list(out.iterdir()), f"{name} : refused, yet something was written"
            else:
                opened.append(name)
        return opened

    return tried


def test_before_the_approval_every_door_is_shut_and_after_it_all_open(
    office: Office, act: Act, open_doors: Doors, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert open_doors() == []
    office_folder, target = str(office.folder), tmp_path / "ligne.docx"
    lines = [
        ["acte", "exporter", act.id, "--definitif"],
        ["acte", "exporter", act.id, "--extrait"],
        ["acte", "exporter", act.id, "--publiable"],
        ["seance", "exporter", str(act.seance_id), "--definitif"],
        ["exporter", "registre", "--annee", str(YEAR)],
    ]
    for line in lines:
        code = main([*line, "--sortie", str(target), "--espace", office_folder, "--json"], lambda _space: 0)
        assert (code, target.exists()) == (1, False), line
        assert json.loads(capsys.readouterr().out)["erreur"]["code"]
    review.take(office, act.id, Step.REPRENDRE, MAIRE, "à préciser")
    assert open_doors() == []
    for step, who in ((Step.RELIRE, SECRETARY), (Step.SOUMETTRE, SECRETARY), (Step.APPROUVER, MAIRE)):
        review.take(office, act.id, step, who)
    assert len(open_doors()) == DOORS


def test_nobody_else_approves_by_any_call(office: Office, act: Act, open_doors: Doors) -> None:
    maire = persons.add(office, MAIRE, Role.MAIRE, SECRETARY)
    persons.add(office, "Besnard", Role.ADJOINT, SECRETARY, delegation=Delegation(("6",)))
    persons.add(office, "Marie Pons", Role.SECRETAIRE, SECRETARY)
    persons.add(office, "Jean Roux", Role.LECTEUR, SECRETARY)
    persons.choose_code(office, maire, CODE, maire.nom)
    attempts = [
        ("", "", Code.WRONG_OPTION),
        (SECRETARY, "", Code.ROLE_REFUSED),
        ("Tessier", "", Code.ROLE_REFUSED),
        ("Besnard", "", Code.OUTSIDE_DELEGATION),
        ("Marie Pons", "", Code.SECRETARY_DECIDES_NOT),
        ("Jean Roux", "", Code.READER_ONLY),
        (MAIRE, "", Code.CODE_REQUIRED),
        ("anne delorme", "5555", Code.CODE_WRONG),
    ]
    for name, code, expected in attempts:
        with pytest.raises(SecretaireError) as refused:
            review.take(office, act.id, Step.APPROUVER, name, pin=code)
        assert refused.value.code is expected, name
    # the state is not the caller's to choose
    forced = replace(act, state=State.APPROUVE, objet="Passé en force")
    writing.save_edit(office, forced, SECRETARY)
    office.workspace.acts.save(
        replace(forced, version=writing.get_act(office, act.id).version), SECRETARY, now=datetime.now(UTC)
    )
    added = office.workspace.acts.add(replace(forced, id=ActId("autre")), SECRETARY, now=datetime.now(UTC))
    assert {writing.get_act(office, each).state for each in (act.id, added.id)} == {State.BROUILLON}
    assert open_doors() == []


def forge(office: Office, statement: str, *values: object) -> None:
    """What another program does to the file, with all the rights on it."""
    other = sqlite3.connect(office.folder / "espace.sqlite")
    other.execute(statement, values)
    other.commit()
    other.close()


def forge_line(office: Office, act: Act) -> None:
    """A line of approval, chained as it should be, without the key."""
    other = sqlite3.connect(office.folder / "espace.sqlite")
    seq, previous = other.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    told = canonical_json({"de": "soumis", "vers": "approuve"})
    row = [seq + 1, utc_text(datetime.now(UTC)), "Anne DELORME", "approuver", act.id, act.version]
    row += [content_sha256(act), told, previous]
    digest = sha256(canonical_json(row).encode("utf-8")).hexdigest()
    other.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", (*row, digest))
    other.commit()
    other.close()


@pytest.mark.parametrize("forged", ["state", "line", "signed line", "taken back", "content"])
def test_a_file_written_by_another_program_opens_no_door(
    office: Office, act: Act, open_doors: Doors, forged: str
) -> None:
    if forged in {"taken back", "content"}:
        review.take(office, act.id, Step.APPROUVER, MAIRE)
    if forged == "taken back":
        review.take(office, act.id, Step.REPRENDRE, MAIRE, "à préciser")
    if forged == "content":
        other = content_json(replace(act, objet="Tarifs doublés"))
        forge(office, "UPDATE acts SET content = ? WHERE id = ?", other, act.id)
    if forged in {"line", "signed line"}:
        forge_line(office, act)
    if forged == "signed line":
        forge(office, "DROP TRIGGER journal_no_update")
        forge(office, "UPDATE journal SET signature = ? WHERE signature IS NULL", "0" * 64)
    forge(office, "UPDATE acts SET state = 'approuve' WHERE id = ?", act.id)
    assert writing.get_act(office, act.id).state is State.APPROUVE
    assert open_doors() == []
    with pytest.raises(Refused) as refused:
        export_act(office, act.id, office.folder / "acte.docx", Copy.DEFINITIF, printer=without_printer)
    assert refused.value.code is Code.APPROVAL_NOT_PROVEN
    with pytest.raises(Refused) as refused:
        publications.publish(office, act.id, office.today(), "affichage en mairie", SECRETARY)
    assert refused.value.code is Code.APPROVAL_NOT_PROVEN
    assert publications.published(office) == {}
    # the way out that the sentence names
    review.take(office, act.id, Step.REPRENDRE, MAIRE, "approbation non prouvée")
    for step, who in ((Step.RELIRE, SECRETARY), (Step.SOUMETTRE, SECRETARY), (Step.APPROUVER, MAIRE)):
        review.take(office, act.id, step, who)
    assert len(open_doors()) == DOORS


def test_no_other_module_writes_an_act_on_paper() -> None:
    """A new door is to be added here, and to the doors above."""
    writers = {
        "secretaire.exchange.docx_act": {"write_act"},
        "secretaire.exchange.register": {"write_register"},
        "secretaire.desk.exporting": {"leaf_of", "written"},
    }
    root = Path(secretaire.__file__).parent
    found = set()
    for file in root.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if not any(name in text for names in writers.values() for name in names):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and writers.get(node.module or "", set()) & {
                n.name for n in node.names
            }:
                found.add(file.relative_to(root).as_posix())
    assert found == {
        "desk/exporting.py",  # asks for the approval itself
        "desk/exporting_actes.py",
        "desk/exporting_seance.py",
        "desk/publishing_batch.py",
        "desk/registers.py",
        "desk/letterhead.py",  # an invented act, to show the paper
        "desk/transmitting_checks.py",  # asks what is left to note; writes nothing
        "exchange/register.py",  # called by desk/registers
    }
