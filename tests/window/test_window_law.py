"""A dead reference in the act being written: its successor in one click, undone in another; the day of the law is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from secretaire.acts.act import Role
from secretaire.desk import writing
from secretaire.store.journal import Event
from secretaire.ui.shell.window import REDIGER, MainWindow

DEAD = "Vu l'article L. 2311-7 du code général des collectivités territoriales,"
DEAD_WORDS = "ne se vise plus"


def test_a_dead_reference_is_replaced_in_one_click(demo: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    session = demo.session
    act = writing.start_draft(session.office, "tarifs_salle", {}, author="Anne")
    act = writing.edit_section(session.office, act.id, Role.EXPOSE, DEAD, "Anne")
    demo.go_to(REDIGER)
    demo.rediger.presenter.open(act.id)
    settle()
    desk = demo.rediger.desk
    panel = desk.side.findings
    assert "1er\u00a0novembre\u00a02026" in panel.law.text()
    said = [panel.list.item(r).text() for r in range(panel.list.count())]
    row = next((r for r, words in enumerate(said) if DEAD_WORDS in words), None)
    assert row is not None, said
    panel.list.setCurrentRow(row)
    settle()
    button = next(b for b in panel.findChildren(QPushButton) if b.text().startswith("Remplacer la référence"))
    assert button.isVisibleTo(panel)
    assert "L. 1612-25" in button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()

    def text() -> str:
        return writing.get_act(session.office, act.id).section(Role.EXPOSE).text

    assert text() == DEAD.replace("L. 2311-7", "L. 1612-25")
    (line,) = session.office.workspace.journal.of(Event.REFERENCE_REMPLACEE)
    assert (line.data["ancienne"], line.data["nouvelle"]) == ("L. 2311-7", "L. 1612-25")
    assert not any(DEAD_WORDS in panel.list.item(r).text() for r in range(panel.list.count()))
    desk.undo()
    settle()
    assert text() == DEAD
