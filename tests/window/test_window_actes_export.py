"""From Actes, the copies of an act, the acts of a séance and the register leave; what cannot leave says why."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from secretaire import libreoffice
from secretaire.acts.act_type import Famille
from secretaire.acts.life import Step
from secretaire.desk import numbering, review, seances, writing
from secretaire.desk.exporting import Notice
from secretaire.desk.messages import NOTICES
from secretaire.desk.office import Office
from secretaire.errors import Cancelled
from secretaire.exchange.copies import Copy
from secretaire.exchange.pdf.flow import Flow
from secretaire.ui.places.actes.exports.presenter import RegisterOrder, SeanceOrder, Suffix
from secretaire.ui.places.actes.place import ActesPlace
from secretaire.ui.shell.window import ACTES, MainWindow

Settle = Callable[[], None]
FIELDS = {
    "salle": "la salle des fêtes",
    "date_effet": "01/01/2027",
    "grille": [{"usage": "Journée", "habitants": "125", "exterieurs": "210"}],
    "caution": "300",
}
AUTHOR = "secrétariat"
WAIT_MS = 20_000


def one_page(flow: Flow, target: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(flow.sheets[0].width, flow.sheets[0].height)
    writer.write(target)


@pytest.fixture
def actes(demo: MainWindow, settle: Settle) -> ActesPlace:
    demo.actes.exports.presenter.printer = one_page
    demo.go_to(ACTES)
    settle()
    return demo.actes


@pytest.fixture
def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)


def put_to_council(office: Office, *numbers: str) -> int:
    """A séance of the day, and drafts of these numbers put to it."""
    seance = seances.create_seance(office, office.today(), None, "mairie", None)
    for numero in numbers:
        act = writing.start_draft(office, "tarifs_salle", FIELDS, author=AUTHOR, seance_id=seance.id)
        writing.change_facts(office, act.id, AUTHOR, numero=numero)
    return seance.id


def ids_of(office: Office, seance_id: int) -> list[str]:
    return [line.id for line in office.workspace.acts.list() if line.seance_id == seance_id]


def approve(office: Office, act_id: str) -> None:
    for step in (Step.RELIRE, Step.SOUMETTRE):
        review.take(office, act_id, step, AUTHOR)
    review.take(office, act_id, Step.APPROUVER, "Vassort")


def approved(actes: ActesPlace, office: Office, settle: Settle) -> str:
    """An approved act, shown."""
    act_id = ids_of(office, put_to_council(office, f"{office.today().year}-501"))[0]
    approve(office, act_id)
    actes.presenter.refresh()
    actes.show_act(act_id)
    settle()
    return act_id


def test_the_menu_of_a_draft_says_what_waits_for_approval(actes: ActesPlace, demo: MainWindow, settle: Settle) -> None:
    office = demo.session.office
    act_id = ids_of(office, put_to_council(office, "2026-501"))[0]
    actes.show_act(act_id)
    settle()
    export = actes.decision.export
    assert export.copies[Copy.PROJET].isEnabled()
    for copy in (Copy.DEFINITIF, Copy.EXTRAIT):
        assert not export.copies[copy].isEnabled()
        assert "approuvé" in export.copies[copy].text()
    assert export.seance.isEnabled()
    approve(office, act_id)
    actes.presenter.refresh()
    settle()
    assert [action.text() for action in export.copies.values()] == [
        "Projet (Word, PDF, OpenDocument)…",
        "Document définitif…",
        "Extrait du registre…",
    ]
    assert all(action.isEnabled() for action in export.copies.values())


def test_an_arrete_has_no_seance_and_a_deliberation_without_one_says_so(
    actes: ActesPlace, demo: MainWindow, settle: Settle
) -> None:
    office = demo.session.office
    alone = writing.start_draft(office, "tarifs_salle", FIELDS, author=AUTHOR)
    arrete = writing.start_draft(office, "circulation_temporaire_travaux", {}, author=AUTHOR)
    actes.show_act(alone.id)
    settle()
    entry = actes.decision.export.seance
    assert entry.isVisible()
    assert not entry.isEnabled()
    assert "aucune séance" in entry.text()
    actes.show_act(arrete.id)
    settle()
    assert not entry.isVisible()


@pytest.mark.parametrize(("copy", "mark"), [(Copy.PROJET, " PROJET"), (Copy.DEFINITIF, ""), (Copy.EXTRAIT, " extrait")])
def test_the_file_asked_for_is_named_after_the_act_and_follows_the_format(
    actes: ActesPlace, demo: MainWindow, settle: Settle, tmp_path: Path, copy: Copy, mark: str
) -> None:
    approved(actes, demo.session.office, settle)
    demo.session.settings.setValue("actes/dossier", str(tmp_path))
    actes.decision.export.copies[copy].trigger()
    asking = actes.findChild(QFileDialog)
    assert asking is not None
    name = Path(asking.selectedFiles()[0]).name
    assert name.endswith(f"{mark}.docx")
    assert "-501" in name
    asking.filterSelected.emit(asking.nameFilters()[1])
    assert Path(asking.selectedFiles()[0]).suffix == ".pdf"
    target = tmp_path / "acte.docx"
    asking.fileSelected.emit(str(target))
    asking.reject()
    settle()
    assert target.is_file()
    assert "acte.docx" in actes.done.text
    assert actes.done.open_file.isVisible()
    assert actes.done.open_folder.isVisible()


@pytest.mark.usefixtures("without_libreoffice")
def test_without_libreoffice_the_pdf_leaves_and_the_odt_is_refused_with_what_to_do(
    actes: ActesPlace, demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    act_id = approved(actes, demo.session.office, settle)
    monkeypatch.setattr(
        "secretaire.desk.exporting.notice_of", lambda _office, _route: Notice.WITHOUT_LETTERHEAD
    )  # the demo commune has no paper of its own
    actes.exports.write_act(act_id, tmp_path / "acte.pdf", Copy.DEFINITIF)
    settle()
    assert (tmp_path / "acte.pdf").is_file()
    assert NOTICES[Notice.WITHOUT_LETTERHEAD] in actes.done.text
    actes.exports.write_act(act_id, tmp_path / "acte.odt", Copy.DEFINITIF)
    settle()
    assert "LibreOffice" in actes.done.text
    assert not actes.done.open_file.isVisible()
    assert not (tmp_path / "acte.odt").exists()


def test_an_export_under_way_is_interrupted_from_the_bottom_of_the_window(
    actes: ActesPlace,
    demo: MainWindow,
    settle: Settle,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    act_id = approved(actes, demo.session.office, settle)
    started = threading.Event()

    def convert(
        sources: Sequence[Path], folder: Path, made: object, *, seconds: float, cancelled: Callable[[], bool]
    ) -> tuple[Path, ...]:
        started.set()
        while not cancelled():
            threading.Event().wait(0.01)
        raise Cancelled

    monkeypatch.setattr(libreoffice, "program", lambda: Path("soffice"))
    monkeypatch.setattr(libreoffice, "convert", convert)
    actes.exports.write_act(act_id, tmp_path / "acte.pdf", Copy.DEFINITIF)
    qtbot.waitUntil(started.is_set, timeout=WAIT_MS)
    assert demo.status.text.text() == "Écriture du document"
    qtbot.mouseClick(demo.status.interrupt, Qt.MouseButton.LeftButton)
    settle()
    assert "interrompu" in actes.done.text
    assert not (tmp_path / "acte.pdf").exists()
    assert not demo.status.interrupt.isVisible()


def test_a_seance_in_word_leaves_as_a_file_an_act_in_a_new_folder(
    actes: ActesPlace, demo: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    office = demo.session.office
    seance_id = put_to_council(office, "2026-501", "2026-502")
    actes.show_act(ids_of(office, seance_id)[0])
    settle()
    actes.decision.export.seance.trigger()
    settle()
    dialog = actes.exports.seance_dialog
    assert dialog is not None
    assert dialog.list.count() == 2
    assert not dialog.copies[Copy.DEFINITIF].isEnabled()
    assert dialog.copies[Copy.PROJET].isChecked()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    asking = actes.findChild(QFileDialog)
    assert asking is not None
    assert asking.fileMode() is QFileDialog.FileMode.Directory
    asking.fileSelected.emit(str(tmp_path))
    asking.reject()
    settle()
    folder = tmp_path / f"Séance du {office.today().isoformat()}"
    assert len(list(folder.glob("*PROJET.docx"))) == 2
    assert "2 actes" in actes.done.text
    assert not actes.done.open_file.isVisible()
    assert actes.done.open_folder.isVisible()


@pytest.mark.usefixtures("without_libreoffice")
def test_an_approved_seance_leaves_in_one_pdf(
    actes: ActesPlace, demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    office = demo.session.office
    seance_id = put_to_council(office, "2026-501", "2026-502")
    for act_id in ids_of(office, seance_id):
        approve(office, act_id)
    actes.exports.ask_seance(seance_id)
    settle()
    dialog = actes.exports.seance_dialog
    assert dialog is not None
    assert dialog.copies[Copy.DEFINITIF].isChecked()
    dialog.one.setChecked(True)
    dialog.formats.setCurrentIndex(1)
    orders: list[tuple[SeanceOrder, bool]] = []
    dialog.asked.connect(lambda order, each: orders.append((order, each)))
    dialog.write.click()
    asking = actes.findChild(QFileDialog)
    assert asking is not None
    assert Path(asking.selectedFiles()[0]).suffix == ".pdf"
    asking.fileSelected.emit(str(tmp_path / "s.pdf"))
    asking.reject()
    settle()
    assert orders == [(SeanceOrder(seance_id, Copy.DEFINITIF, Suffix.PDF), False)]
    assert (tmp_path / "s.pdf").is_file()
    assert "un seul fichier" in actes.done.text


def test_the_register_tells_what_it_holds_and_takes_the_missing_reasons(
    actes: ActesPlace, demo: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    office = demo.session.office
    year = office.today().year
    seance_id = put_to_council(office, f"{year}-501", f"{year}-503")
    for act_id in ids_of(office, seance_id):
        approve(office, act_id)
    qtbot.mouseClick(actes.list.register, Qt.MouseButton.LeftButton)
    settle()
    dialog = actes.exports.register_dialog
    assert dialog is not None
    assert dialog.write.isEnabled()
    assert "approuvée" in dialog.told
    before = {gap.numero for gap in numbering.gaps(office, Famille.DELIBERATION, year) if not gap.reason}
    assert f"{year}-502" in before
    first = dialog.gaps.numero()
    qtbot.keyClick(dialog.gaps.reason, Qt.Key.Key_Return)
    settle()
    assert dialog.gaps.fault.isVisible()
    assert "motif" in dialog.gaps.fault.text()
    qtbot.keyClicks(dialog.gaps.reason, "erreur de saisie")
    qtbot.keyClick(dialog.gaps.reason, Qt.Key.Key_Return)
    settle()
    after = {gap.numero for gap in numbering.gaps(office, Famille.DELIBERATION, year) if not gap.reason}
    assert before - after == {first}
    assert dialog.gaps.numero() != first
    dialog.first_page.setValue(41)
    orders: list[RegisterOrder] = []
    dialog.asked.connect(orders.append)
    dialog.write.click()
    asking = actes.findChild(QFileDialog)
    assert asking is not None
    assert Path(asking.selectedFiles()[0]).name == f"Registre des délibérations {year}.docx"
    asking.fileSelected.emit(str(tmp_path / "registre.docx"))
    asking.reject()
    settle()
    assert orders == [RegisterOrder(Famille.DELIBERATION, year, 41, Suffix.WORD)]
    assert (tmp_path / "registre.docx").is_file()
    assert NOTICES[Notice.NUMBERS_ON_OPENING] in actes.done.text


def test_a_year_without_approved_act_has_no_register_to_write(
    actes: ActesPlace, demo: MainWindow, settle: Settle
) -> None:
    actes.exports.ask_register()
    settle()
    dialog = actes.exports.register_dialog
    assert dialog is not None
    dialog.year.setValue(1971)
    settle()
    assert "Aucune délibération de 1971" in dialog.told
    assert not dialog.write.isEnabled()
    assert not dialog.gaps.isVisible()
    dialog.family.setCurrentIndex(1)
    dialog.look()
    settle()
    assert "Aucun arrêté de 1971" in dialog.told
    dialog.reject()


def test_a_folder_that_cannot_be_written_is_said_in_place(
    actes: ActesPlace, demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    act_id = approved(actes, demo.session.office, settle)
    gone = tmp_path / "absent"
    actes.exports.write_act(act_id, gone / "acte.docx", Copy.PROJET)
    settle()
    assert "acte.docx" in actes.done.text
    assert not actes.done.open_folder.isVisible()
