"""Réglages, Personnes: listed, delegated, away; a code chosen, asked, forgotten."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from secretaire.council.persons import Role
from secretaire.desk import persons
from secretaire.store.journal import Event
from secretaire.ui.places.reglages.place import PERSONNES
from secretaire.ui.shell.window import REGLAGES, MainWindow

Settle = Callable[[], None]
CODE = "4071"


def test_persons_are_listed_limited_and_protected_by_a_code(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    office = demo.session.office
    demo.go_to(REGLAGES)
    demo.reglages.show_page(PERSONNES)
    settle()
    page = demo.reglages.personnes
    form, code = page.form, page.code

    def press(button: object) -> None:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle()

    assert page.list.isHidden()
    press(page.enlist)
    form.name.setCurrentText("vassort")
    assert not form.picker.isVisible(), "the maire needs no delegation"
    press(form.keep)
    assert page.fault.text() == ""
    (maire,) = persons.listed(office)
    assert (maire.nom, maire.role) == ("Hélène VASSORT", Role.MAIRE)

    page.list.setCurrentRow(0)
    qtbot.keyClicks(code.new, CODE)
    qtbot.keyClicks(code.again, "4072")
    press(code.choose)
    assert "ne sont pas les mêmes" in page.fault.text()
    assert code.new.text() == ""
    for field in (code.new, code.again):
        qtbot.keyClicks(field, CODE)
    press(code.choose)
    assert persons.listed(office)[0].has_code

    press(page.enlist)
    form.name.setCurrentText("Boissard")
    form.role.setCurrentIndex(form.role.findData(Role.ADJOINT.value))
    qtbot.keyClicks(form.picker.words, "police muni")
    (shown,) = [i for i in range(form.picker.list.count()) if not form.picker.list.item(i).isHidden()]
    form.picker.list.item(shown).setCheckState(Qt.CheckState.Checked)
    press(form.keep)
    assert "demandez au maire" in page.fault.text()
    assert form.isVisible(), "what was typed is still there"
    qtbot.keyClicks(form.maire_code, CODE)
    press(form.keep)
    adjoint = persons.get(office, "Boissard")
    assert adjoint.delegation.matieres == ("6.1",)
    assert any("police municipale" in page.list.item(i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(2))

    page.list.setCurrentRow(0)
    form.away.setChecked(True)
    qtbot.keyClicks(form.first, "22 nov")
    press(form.keep)
    assert "18/12/2026" in page.fault.text()
    form.first.setText("22/11/2026")
    qtbot.keyClicks(form.maire_code, CODE)
    press(form.keep)
    assert persons.get(office, "Vassort").absence is not None

    press(code.forget)
    press(code._confirm)
    assert persons.get(office, "Vassort").has_code, "no reason was given"
    qtbot.keyClicks(code.reason, "carnet perdu")
    qtbot.keyClick(code.reason, Qt.Key.Key_Return)
    settle()
    assert not persons.get(office, "Vassort").has_code
    assert [line.data["motif"] for line in office.workspace.journal.of(Event.CODE_OUBLIE)] == ["carnet perdu"]
