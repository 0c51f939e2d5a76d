"""The tab Dossiers: folders read, dropped, watched, interrupted; scans turned into text; equivalent words."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QListWidget, QMessageBox
from pytestqt.qtbot import QtBot
from window_documents import minutes, scan, word

from secretaire.desk import reading
from secretaire.errors import Cancelled
from secretaire.fund.catalogue.scan_table import RecognisedText
from secretaire.fund.pictures.tesseract import Availability, TesseractState
from secretaire.ui.parts.rows import UNDER
from secretaire.ui.shell.window import FONDS, MainWindow

Settle = Callable[[], None]
WAIT_MS = 20_000


def rows(shown: QListWidget) -> dict[str, str]:
    return {shown.item(i).text().strip(): str(shown.item(i).data(UNDER)) for i in range(shown.count())}


def folder_of(tmp_path: Path, name: str) -> Path:
    folder = tmp_path / name
    folder.mkdir()
    return folder


@pytest.fixture
def folders(demo: MainWindow, settle: Settle) -> MainWindow:
    demo.go_to(FONDS)
    demo.fonds.tabs.setCurrentWidget(demo.fonds.folders)
    settle()
    return demo


# reading


def test_a_folder_is_read_and_what_was_not_is_told(
    folders: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, "a-lire")
    (folder / "pigeonnier.txt").write_text("Le conseil décide de restaurer le pigeonnier communal.", encoding="utf-8")
    (folder / "abime.pdf").write_bytes(b"%PDF-1.4 abime")
    pane = folders.fonds.folders
    with qtbot.waitSignal(folders.fonds.reading.read, timeout=WAIT_MS):
        folders.fonds.read_folder(folder)
        assert folders.status.interrupt.isVisible()
        assert pane.interrupt.isVisible()
    settle()
    assert not folders.status.interrupt.isVisible()
    assert pane.report.text() == "Lecture terminée : 1 document lu, 1 non lu."
    assert rows(pane.folders)["a-lire"] == "1 document lu, 1 document non lu"
    assert rows(pane.files)["abime.pdf"]
    folders.fonds.search()
    folders.fonds.bar.words.setText("pigeonnier")
    settle()
    assert folders.fonds.results.count() == 1


def test_reading_is_interrupted_without_an_error(
    folders: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, "beaucoup")
    for number in range(80):
        (folder / f"acte-{number}.txt").write_text(f"Délibération {number} sur la voirie.", encoding="utf-8")
    folders.fonds.read_folder(folder)
    qtbot.mouseClick(folders.status.interrupt, Qt.MouseButton.LeftButton)
    settle()
    assert not folders.fonds.reading.reading
    assert folders.notice.isHidden()
    folders.fonds.reading.read_folders(())  # what was left is read the next time
    settle()
    assert "80 documents lus" in rows(folders.fonds.folders.folders)["beaucoup"]


def test_a_reading_asked_during_another_waits_for_its_turn(folders: MainWindow, settle: Settle, tmp_path: Path) -> None:
    presenter = folders.fonds.reading
    states: list[bool] = []
    presenter.reading_changed.connect(states.append)
    for name in ("un", "deux"):
        word(folder_of(tmp_path, name) / f"{name}.docx", f"Le conseil parle du dossier {name}.")
        presenter.read_folders([tmp_path / name])
    settle()
    assert states == [True, False, True, False]
    assert {"un", "deux"} <= set(rows(folders.fonds.folders.folders))


def test_a_forgotten_folder_is_no_longer_searched(folders: MainWindow, settle: Settle) -> None:
    folders.fonds.folders.folders.setCurrentRow(0)
    folders.fonds.folders.forget.click()
    settle()
    assert folders.fonds.folders.folders.count() == 0
    folders.fonds.search()
    folders.fonds.bar.words.setText("toiture")
    settle()
    assert folders.fonds.results.count() == 0


def test_a_folder_dropped_on_the_tab_is_read(folders: MainWindow, settle: Settle, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "depose")
    minutes(folder / "pv.pdf")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    drop = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    folders.fonds.folders.dropEvent(drop)
    settle()
    assert rows(folders.fonds.folders.folders)["depose"] == "1 document lu, tout a été lu"


def test_files_that_change_are_read_again_by_themselves(
    folders: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, "surveille")
    word(folder / "un.docx", "Le conseil parle du lavoir.")
    folders.fonds.read_folder(folder)
    settle()
    with qtbot.waitSignal(folders.fonds.reading.read, timeout=WAIT_MS):
        word(folder / "deux.docx", "Le conseil parle du pigeonnier.")
    settle()
    assert "2 documents lus" in rows(folders.fonds.folders.folders)["surveille"]


def test_copies_and_documents_inside_archives_are_told(folders: MainWindow, settle: Settle, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "archives")
    first = word(folder / "a.docx", "Le conseil parle du lavoir.")
    (folder / "b.docx").write_bytes(first.read_bytes())
    with zipfile.ZipFile(folder / "actes.zip", "w") as archive:
        archive.write(minutes(tmp_path / "pv.pdf"), "2023/pv.pdf")
    folders.fonds.read_folder(folder)
    settle()
    pane = folders.fonds.folders
    pane.folders.setCurrentRow(list(rows(pane.folders)).index("archives"))
    pane.which.setCurrentIndex(3)
    pane.which.activated.emit(3)
    shown = rows(pane.files)
    assert "même contenu que « a.docx »" in shown["b.docx"]
    assert list(shown).index("pv.pdf") == list(shown).index("actes.zip") + 1
    assert shown["pv.pdf"] == "3 pages · actes.zip / 2023"
    assert "dont 1 en double" in pane.summary.text()
    pane.name.setText("PV")
    settle()
    assert list(rows(pane.files)) == ["pv.pdf"]


# scans


@dataclass
class FakeRecognition:
    """Recognises a sentence on every page; waits for `go` when it is given one."""

    go: threading.Event | None = None
    pages: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to end."""

    def page(self, path: Path, page: int, cancelled: Callable[[], bool]) -> RecognisedText:
        assert path.exists()
        while self.go is not None and not self.go.wait(0.02):
            if cancelled():
                raise Cancelled
        self.pages.append(page)
        return RecognisedText(page, "Le conseil municipal loue le pigeonnier au comité des fêtes.", 0.83, "")


@pytest.fixture
def recognition(monkeypatch: pytest.MonkeyPatch) -> FakeRecognition:
    made = FakeRecognition()
    monkeypatch.setattr(reading, "Recognition", lambda: made)
    monkeypatch.setattr(reading, "tesseract_state", lambda: TesseractState(Availability.READY))
    return made


@pytest.fixture
def scans(folders: MainWindow, settle: Settle, tmp_path: Path) -> MainWindow:
    """A folder of two scanned pages, besides those of the demo; the recognition is paused."""
    folder = folder_of(tmp_path, "numerises")
    scan(folder / "registre.pdf", 2)
    folders.fonds.read_folder(folder)
    settle()
    return folders


def test_scans_are_told_apart_and_turned_into_text(
    recognition: FakeRecognition, scans: MainWindow, settle: Settle
) -> None:
    card, pane = scans.fonds.folders.scans, scans.fonds.folders
    assert card.isVisible()
    assert "à numériser en texte" in card.text.text()
    assert rows(pane.folders)["numerises"] == "aucun document lu, 2 pages à numériser en texte"
    card.start.click()
    settle()
    assert card.isHidden()
    assert rows(pane.folders)["numerises"] == "1 document lu, tout a été lu"
    scans.fonds.search()
    scans.fonds.bar.words.setText("pigeonnier")
    settle()
    scans.fonds.results.setCurrentRow(0)
    settle()
    assert "83" in scans.fonds.detail._recognised.text()


def test_scans_follow_a_reading_unless_paused(
    recognition: FakeRecognition, scans: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    assert recognition.pages == []
    scans.session.settings.setValue("fonds/numerisation_en_pause", False)
    scan(tmp_path / "numerises" / "autre.pdf")
    scans.fonds.reading.read_folders(())
    settle()
    assert len(recognition.pages) >= 3
    assert scans.fonds.folders.scans.isHidden()


def test_recognition_is_paused_and_taken_up(
    recognition: FakeRecognition, scans: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    recognition.go = threading.Event()
    card = scans.fonds.folders.scans
    card.start.click()
    qtbot.waitUntil(lambda: scans.status.text.text().startswith("texte des pages numérisées"), timeout=WAIT_MS)
    assert card.pause.isVisible()
    card.pause.click()
    settle()
    assert scans.fonds.reading.paused
    assert card.start.text() == "Reprendre"
    assert recognition.pages == []
    recognition.go.set()
    card.start.click()
    settle()
    assert card.isHidden()
    assert not scans.fonds.reading.paused


def test_interrupting_at_the_bottom_of_the_window_is_a_pause(
    recognition: FakeRecognition, scans: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    recognition.go = threading.Event()
    scans.fonds.reading.recognise()
    qtbot.waitUntil(scans.status.interrupt.isVisible, timeout=WAIT_MS)
    qtbot.mouseClick(scans.status.interrupt, Qt.MouseButton.LeftButton)
    settle()
    assert scans.fonds.reading.paused


def test_a_reading_passes_before_the_recognition_which_goes_on_after(
    recognition: FakeRecognition, scans: MainWindow, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    recognition.go = threading.Event()
    presenter = scans.fonds.reading
    presenter.recognise()
    qtbot.waitUntil(lambda: presenter.recognising, timeout=WAIT_MS)
    word(folder_of(tmp_path, "urgent") / "a.docx", "Le conseil parle du lavoir.")
    with qtbot.waitSignal(presenter.read, timeout=WAIT_MS) as read:
        presenter.read_folders([tmp_path / "urgent"])
    assert read.args[0].lus == 1
    assert recognition.pages == []
    assert not presenter.paused
    recognition.go.set()
    settle()
    assert len(recognition.pages) >= 2


def test_a_pc_that_cannot_recognise_says_why(
    monkeypatch: pytest.MonkeyPatch, scans: MainWindow, settle: Settle
) -> None:
    monkeypatch.setattr(reading, "tesseract_state", lambda: TesseractState(Availability.ABSENT))
    scans.fonds.reading.list_documents()
    settle()
    card = scans.fonds.folders.scans
    assert not card.start.isVisible()
    card.why.click()
    box = card.findChild(QMessageBox)
    assert box is not None
    assert box.informativeText()
    box.close()


# equivalent words


def test_equivalent_words_of_the_commune_are_checked_and_used(
    folders: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, "lavoir")
    word(folder / "lavoir.docx", "Le conseil parle de la bugadière du hameau.")
    folders.fonds.read_folder(folder)
    settle()
    folders.fonds.folders.edit_synonyms()
    dialog = folders.fonds.folders.synonyms_dialog
    assert dialog is not None
    settle()
    assert dialog.shipped.toPlainText()
    dialog.own.setPlainText("une ligne sans rien\ntrouvegarde = bugadière")
    settle()
    assert dialog.fault.text().startswith("Ligne 1 : ")
    dialog.own.setPlainText("trouvegarde = bugadière")
    settle()
    assert not dialog.fault.text()
    dialog.save.click()
    settle()
    folders.fonds.search()
    folders.fonds.bar.words.setText("trouvegarde")
    settle()
    assert folders.fonds.results.count() == 1
