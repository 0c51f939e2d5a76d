"""From Actes, the copy to put on line with what she chose masked, and the control sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt

from secretaire.acts.act import State
from secretaire.desk import writing
from secretaire.ui.places.actes.exports.masks_dialog import MasksDialog
from secretaire.ui.places.actes.place import ActesPlace
from secretaire.ui.shell.window import ACTES, MainWindow

Settle = Callable[[], None]


@pytest.fixture
def actes(demo: MainWindow, settle: Settle) -> ActesPlace:
    demo.go_to(ACTES)
    settle()
    return demo.actes


def shown(actes: ActesPlace, demo: MainWindow, settle: Settle, state: State) -> str:
    act_id = next(a.id for a in writing.list_acts(demo.session.office) if a.state is state)
    actes.show_act(act_id)
    settle()
    return act_id


def test_nothing_is_published_before_approval(actes: ActesPlace, demo: MainWindow, settle: Settle) -> None:
    shown(actes, demo, settle, State.BROUILLON)
    assert not actes.decision.export.publishable.isEnabled()
    assert "approuvé" in actes.decision.export.publishable.text()


def test_she_chooses_what_is_masked_then_the_copy_is_written(
    actes: ActesPlace, demo: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    act_id = shown(actes, demo, settle, State.APPROUVE)
    actes.decision.export.publishable.trigger()
    settle()
    dialog = actes.exports.masks_dialog
    assert isinstance(dialog, MasksDialog)
    every = dialog.chosen
    assert len(every) == dialog.list.count()
    if every:
        dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        assert dialog.chosen == every[1:]
    dialog.reject()
    actes.exports.write_publishable(act_id, tmp_path / "copie.docx", every)
    settle()
    assert docx.Document(str(tmp_path / "copie.docx")).paragraphs
    assert "Copie publiable enregistrée" in actes.done.text


def test_the_control_sheet_is_written(actes: ActesPlace, demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    act_id = shown(actes, demo, settle, State.BROUILLON)
    actes.exports.write_checks(act_id, tmp_path / "fiche.docx")
    settle()
    words = [paragraph.text for paragraph in docx.Document(str(tmp_path / "fiche.docx")).paragraphs]
    assert "FICHE DE CONTRÔLE" in words
    assert "Ce que la machine ne peut pas juger" in words
    assert "Fiche de contrôle enregistrée" in actes.done.text
