"""From Actes, a file is joined to an act; an approved act no longer changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from secretaire.acts.act import State
from secretaire.desk import writing
from secretaire.ui.shell.window import ACTES, MainWindow

Settle = Callable[[], None]


def test_a_file_is_joined_then_taken_away(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    office = demo.session.office
    act_id = next(a.id for a in writing.list_acts(office) if a.state is State.BROUILLON)
    demo.go_to(ACTES)
    demo.actes.show_act(act_id)
    settle()
    pane = demo.actes.joined
    assert pane.list.count() == 0
    plan = tmp_path / "Plan de financement.pdf"
    plan.write_bytes(b"%PDF plan")
    pane.join_asked.emit(plan)
    settle()
    assert [piece.nom for piece in writing.get_act(office, act_id).jointes] == ["Plan de financement.pdf"]
    assert pane.list.count() == 1
    assert "Plan de financement.pdf" in pane.list.item(0).text()
    assert demo.actes.tabs.tabText(2) == "Pièces (1)"
    assert pane.open.isEnabled()
    other = tmp_path / "Devis.pdf"
    other.write_bytes(b"%PDF devis")
    pane.join_asked.emit(other)
    settle()
    pane.list.setCurrentRow(1)
    for left in (1, 0):
        pane.take.click()
        settle()
        assert pane.list.count() == left
    pane.join_asked.emit(tmp_path / "absent.pdf")
    settle()
    assert "n'existe pas" in demo.actes.decision.fault


def test_what_is_only_told_is_nothing_to_verify(demo: MainWindow, settle: Settle) -> None:
    demo.go_to(ACTES)
    demo.actes.show_act(next(a.id for a in writing.list_acts(demo.session.office) if a.state is State.BROUILLON))
    settle()
    panel = demo.actes.findings
    assert panel.list.count() == 1
    assert panel.summary.text() == "Rien à vérifier, 1 remarque pour information"


def test_the_files_of_an_approved_act_do_not_change(demo: MainWindow, settle: Settle) -> None:
    demo.go_to(ACTES)
    demo.actes.show_act(next(a.id for a in writing.list_acts(demo.session.office) if a.state is State.APPROUVE))
    settle()
    assert not demo.actes.joined.join.isEnabled()
    assert not demo.actes.joined.take.isEnabled()
