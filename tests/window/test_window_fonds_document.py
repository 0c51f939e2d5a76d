"""A document open in the window: its page with the passage marked, its text, its acts, corrections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot
from window_documents import MINUTES, minutes, scan, word

from secretaire.desk import finding, reading
from secretaire.ui.places.fonds import opening
from secretaire.ui.places.fonds.detail import DetailPane
from secretaire.ui.places.fonds.document.viewer import DocumentViewer, View
from secretaire.ui.shell.window import FONDS, MainWindow

Settle = Callable[[], None]
PAGE_DOWN, PAGE_UP = Qt.Key.Key_PageDown, Qt.Key.Key_PageUp
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def fund(demo: MainWindow, settle: Settle, tmp_path: Path) -> MainWindow:
    """Minutes of two acts in three pages, read."""
    folder = tmp_path / "actes"
    folder.mkdir()
    minutes(folder / "pv.pdf")
    demo.go_to(FONDS)
    demo.fonds.read_folder(folder)
    settle()
    return demo


@pytest.fixture
def opened(fund: MainWindow, settle: Settle) -> DetailPane:
    """The passage on the tariff of the pigeonnier, on the second page."""
    find(fund, settle, "tarifs pigeonnier")
    return fund.fonds.detail


def find(window: MainWindow, settle: Settle, words: str) -> None:
    window.fonds.search()
    window.fonds.bar.words.setText(words)
    settle()
    window.fonds.results.setCurrentRow(0)
    settle()


def document_id(window: MainWindow, name: str) -> int:
    return next(line.id for line in reading.documents(window.session.office) if line.path.name == name)


def facts_shown(viewer: DocumentViewer) -> str:
    return "\n".join(shown.text() for shown in viewer.facts.findChildren(QLabel))


def act_titles(viewer: DocumentViewer) -> list[str]:
    return [row.title for row in viewer.acts.rows() if "n°" in row.title]


# pages


def test_the_document_opens_at_its_page_with_the_passage_marked(opened: DetailPane) -> None:
    viewer = opened.viewer
    shown = viewer.picture.shown
    assert viewer.view is View.PAGE
    assert shown is not None
    assert shown.page == 2
    assert shown.passage
    assert shown.words
    assert all(any(line.intersects(word) for line in shown.passage) for word in shown.words)
    assert viewer.number.text() == "2"
    assert viewer.of.text() == "/ 3"
    assert "pigeonnier" in viewer.picture.accessibleDescription()
    assert opened._title.text() == "Tarifs du pigeonnier communal"
    assert "adoptée à l'unanimité" in opened._facts.text()


def test_the_picture_is_drawn_at_the_pixels_of_the_screen(opened: DetailPane) -> None:
    picture = opened.viewer.picture
    assert picture.shown is not None
    assert abs(picture.shown.image.width() - picture.wanted_width()) <= 1


def test_pages_are_turned_by_keyboard_and_by_number(opened: DetailPane, settle: Settle, qtbot: QtBot) -> None:
    viewer = opened.viewer
    for key, page in ((PAGE_DOWN, 3), (PAGE_DOWN, 3), (PAGE_UP, 2), (PAGE_UP, 1), (PAGE_UP, 1)):
        qtbot.keyClick(viewer.picture, key, CONTROL)
        settle()
        assert viewer.picture.shown is not None
        assert viewer.picture.shown.page == page
    assert not viewer.previous.isEnabled()
    viewer.number.setText("3")
    qtbot.keyClick(viewer.number, Qt.Key.Key_Return)
    settle()
    assert viewer.picture.shown.page == 3
    assert not viewer.next.isEnabled()
    assert not viewer.picture.shown.passage  # the passage is on the second page


def test_page_down_reads_the_page_to_its_end_then_the_next(opened: DetailPane, settle: Settle, qtbot: QtBot) -> None:
    picture = opened.viewer.picture
    bar = picture.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(0)
    qtbot.keyClick(picture, PAGE_DOWN)
    settle()
    assert picture.shown is not None
    assert picture.shown.page == 2
    assert bar.value() > 0
    bar.setValue(bar.maximum())
    qtbot.keyClick(picture, PAGE_DOWN)
    settle()
    assert picture.shown.page == 3
    assert bar.value() == 0
    qtbot.keyClick(picture, PAGE_UP)
    settle()
    assert picture.shown.page == 2
    assert bar.value() == bar.maximum()  # read backwards


def test_only_the_last_page_asked_is_shown(opened: DetailPane, settle: Settle) -> None:
    pages: list[int] = []
    opened.presenter.picture_shown.connect(lambda image: pages.append(image.page))
    for page in (3, 1, 3, 2, 1):
        opened.presenter.go_to(page)
    settle()
    assert pages == [1]


def test_zoom_by_wheel_and_keyboard_asks_for_a_finer_picture(opened: DetailPane, settle: Settle, qtbot: QtBot) -> None:
    picture = opened.viewer.picture
    assert picture.shown is not None
    before = picture.shown.image.width()
    middle = QPointF(picture.viewport().rect().center())
    turn = QWheelEvent(
        middle, middle, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, CONTROL, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(picture.viewport(), turn)
    settle()
    assert picture.shown.image.width() > before * 1.3
    qtbot.keyClick(picture, Qt.Key.Key_Plus, CONTROL)
    settle()
    assert picture.shown.image.width() > before * 1.6
    qtbot.keyClick(picture, Qt.Key.Key_0, CONTROL)
    settle()
    assert picture.shown.image.width() == before


# text


def test_the_text_can_be_selected_and_copied(opened: DetailPane, settle: Settle) -> None:
    viewer = opened.viewer
    viewer.tabs.setCurrentIndex(View.TEXT)
    settle()
    assert "fixe le tarif du pigeonnier" in " ".join(viewer.text.toPlainText().split())
    assert viewer.text.extraSelections()
    opened.copy_button.click()
    assert "pigeonnier" in QGuiApplication.clipboard().text()
    viewer.text.selectAll()
    opened.copy_button.click()
    assert QGuiApplication.clipboard().text().split() == viewer.text.toPlainText().split()


def test_a_document_without_pages_shows_its_text_and_says_so(fund: MainWindow, settle: Settle, tmp_path: Path) -> None:
    word(tmp_path / "actes" / "lettre.docx", "Le maire écrit au sujet de la bugadière du hameau.")
    fund.fonds.reading.read_folders(())
    settle()
    find(fund, settle, "bugadière")
    viewer = fund.fonds.detail.viewer
    assert viewer.view is View.TEXT
    assert not viewer.tabs.isTabEnabled(View.PAGE)
    assert "lettre.docx" in viewer.note.text()
    find(fund, settle, "tarifs pigeonnier")
    assert viewer.view is View.PAGE  # as she had chosen
    assert viewer.note.isHidden()


def test_a_file_that_left_is_told_and_its_text_shown(fund: MainWindow, settle: Settle, tmp_path: Path) -> None:
    fund.fonds.reading._stop_watching()
    (tmp_path / "actes" / "pv.pdf").unlink()
    find(fund, settle, "tarifs pigeonnier")
    viewer = fund.fonds.detail.viewer
    assert viewer.view is View.TEXT
    assert viewer.note.text()
    assert "pigeonnier" in viewer.text.toPlainText()


def test_a_scan_without_text_shows_its_page(fund: MainWindow, settle: Settle, tmp_path: Path) -> None:
    scan(tmp_path / "actes" / "registre.pdf")
    fund.fonds.reading.read_folders(())
    settle()
    fund.fonds.search()
    fund.fonds.detail.show_place(document_id(fund, "registre.pdf"), 1, 0, 0)
    settle()
    viewer = fund.fonds.detail.viewer
    assert viewer.view is View.PAGE
    assert viewer.picture.shown is not None
    assert "1 page reste à numériser en texte" in fund.fonds.detail._recognised.text()
    assert not fund.fonds.detail.correct_button.isEnabled()
    viewer.tabs.setCurrentIndex(View.TEXT)
    assert viewer.note.text() == "Aucun texte n'a été lu sur cette page."


# acts


def test_the_acts_of_the_document_are_listed_and_opened(opened: DetailPane, settle: Settle, qtbot: QtBot) -> None:
    viewer = opened.viewer
    assert viewer.tabs.tabText(View.ACTS) == "Actes (2)"
    viewer.tabs.setCurrentIndex(View.ACTS)
    settle()
    titles = [row.title for row in viewer.acts.rows()]
    viewer.acts.setCurrentRow(next(i for i, title in enumerate(titles) if "lavoir" in title))
    qtbot.keyClick(viewer.acts, Qt.Key.Key_Return)
    settle()
    assert viewer.view is View.PAGE
    assert viewer.picture.shown is not None
    assert viewer.picture.shown.page == 3
    assert viewer.picture.shown.passage
    assert opened._title.text() == "Réfection du lavoir"


def test_what_the_act_says_is_told_with_its_reason(opened: DetailPane) -> None:
    said = facts_shown(opened.viewer)
    for expected in ("2023-12", "4\u00a0avril\u00a02023", "Adoptée à l'unanimité", "45\u00a0€", "Reconnu comme acte"):
        assert expected in said


def test_gestures_carry_the_act_shown(opened: DetailPane, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[str] = []
    monkeypatch.setattr(opening.QDesktopServices, "openUrl", lambda url: files.append(url.fileName()) or True)
    asked: list[int] = []
    piece = opened.presenter.piece
    assert piece is not None
    for signal in (opened.similar_asked, opened.history_asked, opened.open_asked):
        signal.connect(asked.append)
    opened.open_button.click()
    settle()
    assert files == ["pv.pdf"]
    opened.history_button.click()
    settle()
    opened.similar_button.click()
    settle()
    assert asked == [piece.document, piece.id, piece.id]


# corrections


def test_a_wrong_date_is_told_under_its_field_and_nothing_is_kept(opened: DetailPane, settle: Settle) -> None:
    opened.correct()
    dialog = opened.correction
    assert dialog is not None
    dialog.date.setText("hier")
    dialog.save.click()
    assert dialog.isVisible()
    assert dialog._faults["date"].isVisible()
    assert dialog._faults["date"].text()
    assert dialog.date.property("invalid") == "true"
    dialog.reject()
    settle()
    assert "corrigé par vous" not in opened._facts.text()


def test_a_correction_is_kept_shown_and_found(fund: MainWindow, opened: DetailPane, settle: Settle) -> None:
    opened.correct()
    dialog = opened.correction
    assert dialog is not None
    dialog.number.setText("2023-99")
    dialog.date.setText("5 mai 2023")
    dialog.save.click()
    settle()
    assert opened.correction is None
    assert opened.viewer.isVisible()
    assert "2023-99" in opened._facts.text()
    assert "5\u00a0mai\u00a02023" in opened._facts.text()
    assert "corrigé par vous" in opened._facts.text()
    assert "2023-99\n(corrigé par vous)" in facts_shown(opened.viewer)
    find(fund, settle, "tarifs pigeonnier")
    assert "2023-99" in opened._facts.text()


def test_a_correction_holds_for_the_copies(fund: MainWindow, settle: Settle, tmp_path: Path) -> None:
    folder = tmp_path / "actes"
    (folder / "a-copie.pdf").write_bytes((folder / "pv.pdf").read_bytes())  # before the other, by its name
    minutes(folder / "extrait.pdf", (MINUTES[0], MINUTES[1]))  # the same act in another file
    fund.fonds.reading.read_folders(())
    settle()
    for name, number in (("pv.pdf", "2023-99"), ("extrait.pdf", "2023-77")):
        find(fund, settle, "tarifs pigeonnier")
        detail = fund.fonds.detail
        former = next(x for x in finding.pieces(fund.session.office, document_id(fund, name)) if x.piece.is_act)
        detail.presenter.show_piece(former)
        settle()
        detail.correct()
        assert detail.correction is not None
        detail.correction.number.setText(number)
        detail.correction.save.click()
        settle()
    assert {
        x.facts.number
        for name in ("pv.pdf", "a-copie.pdf")
        for x in finding.pieces(fund.session.office, document_id(fund, name))
    } == {"", "2023-99", "2023-13"}
    find(fund, settle, "tarifs pigeonnier")
    assert "corrigé par vous" in fund.fonds.detail._facts.text()
    assert fund.fonds.results.count() == 1


def test_what_is_no_act_leaves_the_list_of_acts(opened: DetailPane, settle: Settle) -> None:
    opened.correct()
    dialog = opened.correction
    assert dialog is not None
    dialog.none.click()
    box = dialog.findChild(QMessageBox)
    assert box is not None
    next(one for one in box.buttons() if "pas un acte" in one.text()).click()
    settle()
    assert len(act_titles(opened.viewer)) == 1
    assert opened.viewer.tabs.tabText(View.ACTS) == "Actes (1)"


def test_an_act_begins_where_the_cursor_is(fund: MainWindow, settle: Settle, tmp_path: Path) -> None:
    text = (
        f"{MINUTES[0]}\n\nLe maire rappelle la vie du hameau et les travaux de la saison.\n"
        "Vente de la bugadière du hameau\nLe conseil municipal accepte la vente de la bugadière pour 300 euros."
    )
    minutes(tmp_path / "actes" / "sans-titre.pdf", (text,))
    fund.fonds.reading.read_folders(())
    settle()
    fund.fonds.search()
    detail = fund.fonds.detail
    detail.show_place(document_id(fund, "sans-titre.pdf"), 1, 0, 0)
    settle()
    before = len(finding.pieces(fund.session.office, document_id(fund, "sans-titre.pdf")))
    viewer = detail.viewer
    viewer.tabs.setCurrentIndex(View.TEXT)
    settle()
    cursor = viewer.text.textCursor()
    cursor.setPosition(viewer.text.toPlainText().index("Vente de la"))
    viewer.text.setTextCursor(cursor)
    viewer.starts.click()
    settle()
    pieces = finding.pieces(fund.session.office, document_id(fund, "sans-titre.pdf"))
    assert len(pieces) == before + 1
    assert detail.presenter.piece is not None
    assert detail.presenter.piece.piece.is_act


# the rest


def test_nothing_chosen_says_how_to_begin(fund: MainWindow, opened: DetailPane, settle: Settle) -> None:
    opened.clear()
    settle()
    assert not opened.viewer.isVisible()
    opened.presenter.show_piece(finding.pieces(fund.session.office, document_id(fund, "pv.pdf"))[-1])
    settle()
    assert opened.viewer.isVisible()


def test_a_document_that_left_the_fund_is_told(fund: MainWindow, opened: DetailPane, settle: Settle) -> None:
    opened.show_place(987_654, 1, 0, 0)
    settle()
    assert not opened.viewer.isVisible()
    assert "987654" in opened._empty._text.text()


def test_the_theme_changes_without_asking_again(fund: MainWindow, opened: DetailPane, settle: Settle) -> None:
    shown = opened.viewer.picture.shown
    opened.redraw()
    settle()
    assert opened.viewer.picture.shown is shown


def test_an_act_that_was_ended_says_by_which_and_leads_there(fund: MainWindow, settle: Settle, tmp_path: Path) -> None:
    later = (
        "COMMUNE DE VALMONT\nExtrait du registre des délibérations\nSéance du 6 mai 2024\n\n"
        "Délibération n° 2024-30\nObjet : Tarifs communaux\n\nLe conseil municipal, après en avoir délibéré, "
        "à l'unanimité, fixe les tarifs et abroge la délibération n° 2023-12 du 4 avril 2023."
    )
    minutes(tmp_path / "actes" / "2024-30.pdf", (later,))
    fund.fonds.reading.read_folders(())
    settle()
    detail = fund.fonds.detail
    former = next(
        x for x in finding.pieces(fund.session.office, document_id(fund, "pv.pdf")) if x.facts.number == "2023-12"
    )
    fund.fonds.search()
    detail.presenter.show_piece(former)
    settle()
    assert detail.ended.text().startswith("Abrogée par la délibération n°\u00a02024-30")
    detail.correct()
    assert detail.correction is not None
    detail.correction.objet.setPlainText("Tarifs du pigeonnier")
    detail.correction.save.click()
    settle()
    assert detail.ended.text().startswith("Abrogée par")  # links are found again after a correction
    detail.ender.click()
    settle()
    assert detail._title.text() == "Tarifs communaux"
    assert not detail.ended.isVisible()
    assert "Abroge la délibération n° 2023-12" in "\n".join(
        made.text() for made in detail.viewer.facts.findChildren(QToolButton)
    )
