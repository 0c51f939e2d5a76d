"""The sheet: what a person types goes to its section, and sections never run into each other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from secretaire.acts.act import Act, ActId, Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span
from secretaire.ui.parts.page.places import position_of, text_of
from secretaire.ui.parts.page.sheet import ActSheet
from secretaire.ui.style.sheet import Theme

TYPE = Origin(OriginKind.MODELE_TYPE, "essai")


def paragraph(key: str, text: str, origin: Origin = TYPE, *, blank: bool = False) -> Paragraph:
    return Paragraph(key, (Span(text, origin, blank=blank),))


ACT = Act(
    id=ActId("essai-1"),
    type_id="essai",
    numero="2026-001",
    objet="Essai",
    sections=(
        Section(Role.OBJET, (paragraph("objet", "Objet : essai"),)),
        Section(
            Role.VISAS,
            (
                paragraph("visa.0", "Vu le code,"),
                paragraph("visa.1", "[date à compléter]", Origin(OriginKind.SAISIE, "jour"), blank=True),
            ),
        ),
        Section(
            Role.DISPOSITIF,
            (
                paragraph("article.1", "Article 1 : oui."),
                paragraph("article.1.ligne.0", "Financeur\tMontant"),
                paragraph("article.1.ligne.1", "État\t10\u00a0€"),
            ),
        ),
    ),
)


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme) -> ActSheet:
    made = ActSheet(editable=True)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    qtbot.waitExposed(made)
    made.show_act(ACT, frozenset({Role.EXPOSE}))
    return made


@pytest.mark.parametrize("role", list(Role))
def test_the_sheet_says_what_the_act_says(sheet: ActSheet, role: Role) -> None:
    assert text_of(sheet.document(), role) == ACT.section(role).text


def test_typing_is_given_to_its_section(sheet: ActSheet, qtbot: QtBot) -> None:
    sheet.select(Role.OBJET, 13, 13)
    with qtbot.waitSignal(sheet.edited) as given:
        qtbot.keyClicks(sheet, " de plus")
    assert given.args == [Role.OBJET, "Objet : essai de plus"]


def test_a_new_line_stays_in_its_section(sheet: ActSheet, qtbot: QtBot) -> None:
    sheet.select(Role.VISAS, 11, 11)
    with qtbot.waitSignal(sheet.edited) as given:
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
        qtbot.keyClicks(sheet, "Vu la loi,")
    assert given.args == [Role.VISAS, "Vu le code,\nVu la loi,\n[date à compléter]"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_sections_are_not_joined(sheet: ActSheet, qtbot: QtBot, key: Qt.Key) -> None:
    before = sheet.toPlainText()
    cursor = sheet.textCursor()
    first = position_of(sheet.document(), Role.VISAS, 0)
    assert first is not None
    cursor.setPosition(first if key == Qt.Key.Key_Backspace else first - 1)  # after: the empty line of the exposé
    sheet.setTextCursor(cursor)
    qtbot.keyClick(sheet, key)
    assert sheet.toPlainText() == before


def test_a_selection_over_sections_is_refused(sheet: ActSheet, qtbot: QtBot) -> None:
    before = sheet.toPlainText()
    cursor = sheet.textCursor()
    cursor.select(QTextCursor.SelectionType.Document)
    sheet.setTextCursor(cursor)
    with qtbot.waitSignal(sheet.refused):
        qtbot.keyClick(sheet, Qt.Key.Key_Delete)
    assert sheet.toPlainText() == before


def test_paste_is_plain_text(sheet: ActSheet, qtbot: QtBot) -> None:
    sheet.select(Role.OBJET, 13, 13)
    pasted = QMimeData()
    pasted.setHtml("<b>en gras</b>")
    pasted.setText(" en gras")
    with qtbot.waitSignal(sheet.edited) as given:
        sheet.insertFromMimeData(pasted)
    assert given.args == [Role.OBJET, "Objet : essai en gras"]


def test_while_typing_the_sheet_is_not_written_over(sheet: ActSheet, qtbot: QtBot) -> None:
    sheet.select(Role.OBJET, 13, 13)
    qtbot.keyClicks(sheet, " tap")
    sheet.show_act(ACT)
    assert "essai tap" in sheet.toPlainText()


def test_the_caret_tells_its_origin(sheet: ActSheet) -> None:
    sheet.select(Role.VISAS, 14, 14)
    assert sheet.caret() == (Role.VISAS, 14)
    assert sheet.caret_origin() == Origin(OriginKind.SAISIE, "jour")


def test_a_blank_leads_to_its_field(sheet: ActSheet, qtbot: QtBot) -> None:
    assert sheet.select_blank("jour")
    assert sheet.textCursor().selectedText() == "[date à compléter]"
    cursor = sheet.textCursor()
    cursor.setPosition(cursor.selectionStart() + 4)
    sheet.setTextCursor(cursor)
    with qtbot.waitSignal(sheet.blank_clicked) as asked:
        qtbot.mouseClick(sheet.viewport(), Qt.MouseButton.LeftButton, pos=sheet.cursorRect(sheet.textCursor()).center())
    assert asked.args == ["jour"]
    assert not sheet.select_blank("inconnu")


def test_another_act_drops_what_was_not_sent(sheet: ActSheet) -> None:
    other = Act(ActId("autre"), "essai", "", "Autre", (Section(Role.OBJET, (paragraph("objet", "Autre"),)),))
    sheet.show_act(other)
    assert sheet.toPlainText() == "Autre"
