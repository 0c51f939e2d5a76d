"""The help beside the work: at the page of what is on screen, found by words, read by everyone."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from secretaire.desk import help as guides
from secretaire.desk import seances
from secretaire.ui.aide.paper import pdf_of
from secretaire.ui.aide.window import HelpWindow
from secretaire.ui.places.reglages.place import ReglagesPlace
from secretaire.ui.places.seances.header import Step
from secretaire.ui.shell.window import ACCUEIL, REGLAGES, SEANCES, MainWindow
from secretaire.ui.style.tokens import DARK

Settle = Callable[[], None]


@pytest.fixture
def aide(window: MainWindow, qtbot: QtBot) -> HelpWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help is not None
    qtbot.waitExposed(window.help)
    qtbot.waitUntil(window.help.isActiveWindow)
    return window.help


def targets() -> set[str]:
    return {section.target for page in guides.pages() for section in page.sections}


def headings(reader: object) -> list[str]:
    document: QTextDocument = reader.document()  # type: ignore[attr-defined]
    block, found = document.begin(), []
    while block.isValid():
        if block.blockFormat().headingLevel():
            found.append(block.text())
        block = block.next()
    return found


def test_before_any_commune_the_help_says_how_to_begin(aide: HelpWindow) -> None:
    assert aide.isVisible()
    assert aide.reader.target == "premiers-pas"
    assert headings(aide.reader)[0] == "Premiers pas"


def test_every_place_has_its_page(demo: MainWindow, settle: Settle) -> None:
    known = targets()
    for number in range(6):
        demo.go_to(number)
        settle()
        assert demo.topic in known
    demo.go_to(SEANCES)
    demo.seances.presenter.open(seances.list_seances(demo.session.office)[0].id)
    settle()
    for step in Step:
        demo.seances.show_step(step)
        settle()
        assert demo.topic in known - {"seances"}, step
    demo.go_to(REGLAGES)
    for page in range(_pages(demo.reglages)):
        demo.reglages.show_page(page)
        settle()
        assert demo.topic in known - {"reglages"}, demo.topic


def _pages(reglages: ReglagesPlace) -> int:
    return reglages.list.count()


def test_the_button_of_the_rail_opens_at_the_section_of_the_page(
    demo: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    demo.go_to(REGLAGES)
    settle()
    demo.reglages.show_page(_pages(demo.reglages) - 1)
    settle()
    demo.rail.help.click()
    assert demo.help is not None
    qtbot.waitExposed(demo.help)
    reader = demo.help.reader
    assert reader.target == demo.topic
    assert reader.verticalScrollBar().value() > 0


def test_the_key_answers_in_a_dialog_too(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    demo.go_to(ACCUEIL)
    settle()
    demo.accueil.ask_year()
    settle()
    dialog = demo.accueil.year_dialog
    assert dialog is not None
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    assert demo.help is not None
    assert demo.help.reader.target == "accueil"
    qtbot.keyClicks(demo.help.words, "retard")  # a modal dialog does not close the help to the hand
    assert demo.help.words.text() == "retard"
    demo.help.close()
    dialog.reject()


def test_words_find_a_section_and_enter_opens_it(aide: HelpWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(aide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert aide.words.hasFocus()
    qtbot.keyClicks(aide.words, "cle usb perdu")
    qtbot.keyClick(aide.words, Qt.Key.Key_Return)
    assert aide.reader.target == "que-faire#la-clé-usb-ou-le-disque-ne-répond-plus"
    qtbot.keyClick(aide, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert aide.reader.target == "premiers-pas"


def test_words_of_no_page_say_so(aide: HelpWindow) -> None:
    aide.words.setText("zzqxyw")
    aide.show_found()
    assert aide.list.count() == 0
    assert "Rien sur ces mots" in aide.note.text()


def test_a_picture_takes_the_room_there_is_and_its_link_shows_it_whole(aide: HelpWindow) -> None:
    aide.reader.show_target("accueil")
    name = next(path.name for path in (guides.folder() / "images").glob("accueil.png"))
    inside = aide.reader.loadResource(
        QTextDocument.ResourceType.ImageResource.value, aide.reader.source().resolved(f"images/{name}")
    )
    whole = QImage(str(guides.folder() / "images" / name))
    assert isinstance(inside, QImage)
    assert inside.deviceIndependentSize().width() <= aide.reader.viewport().width()
    aide.reader.setSource(aide.reader.source().resolved(f"images/{name}"))
    assert aide.reader.horizontalScrollBar().maximum() >= whole.width() - aide.reader.viewport().width()


def test_the_help_follows_the_theme(aide: HelpWindow, window: MainWindow) -> None:
    window.theme.force(DARK)
    try:
        assert DARK.ground in aide.styleSheet()
    finally:
        window.theme.force(None)


def test_larger_text_is_kept_for_the_next_time(aide: HelpWindow, window: MainWindow) -> None:
    points = aide.reader.font().pointSizeF()
    for _ in range(10):
        aide.reader.zoom_by(1)
    assert aide.reader.font().pointSizeF() >= 2 * points - 0.5
    aide.close()
    again = HelpWindow(window.session, window.theme)
    assert again.reader.zoom == 10
    again.deleteLater()


def test_every_button_has_a_name(aide: HelpWindow) -> None:
    for made in aide.findChildren(QAbstractButton):
        assert made.accessibleName() or made.text() or made.objectName().startswith("qt_") or not made.isVisible()


def test_the_guide_of_the_maire_is_two_printed_pages(aide: HelpWindow, tmp_path: Path, qtbot: QtBot) -> None:
    aide.reader.show_target("guide-maire#en-séance")
    target = tmp_path / "guide.pdf"
    aide.write_page(target)
    qtbot.waitUntil(lambda: aide.note.text().startswith("Page enregistrée"))
    pages = PdfReader(target).pages
    assert len(pages) <= 2
    assert "Guide du maire" in " ".join(pages[0].extract_text().split())
    assert b"file:" not in target.read_bytes()
    assert all(page.images for page in pages[:1])


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["seances", "guide-maire", "guide-installateur"])
def test_on_paper_no_line_is_cut_and_no_picture_is_on_two_pages(name: str) -> None:
    content = pdf_of(name)
    pages = PdfReader(BytesIO(content)).pages
    assert sum(len(page.images) for page in pages) == guides.markdown(name).count("![")
    last = " ".join(guides.markdown(name).split())[-12:].strip("|. ")
    assert last in " ".join(pages[-1].extract_text().split())
    document = PdfDocument(content)
    try:
        for page in document:
            text = page.get_textpage()
            edge = max(text.get_rect(at)[2] for at in range(text.count_rects()))
            assert edge < page.get_width() - 40  # a margin of 15 mm is 42 points
    finally:
        document.close()


def test_a_page_that_cannot_be_written_says_why(aide: HelpWindow, tmp_path: Path, qtbot: QtBot) -> None:
    aide.write_page(tmp_path / "absent" / "guide.pdf")
    qtbot.waitUntil(lambda: "le dossier n'existe pas" in aide.note.text())
