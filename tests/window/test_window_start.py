"""What nobody looks at yet costs nothing when a space is opened: it is read, checked and dressed by whoever comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType
from secretaire.checks.finding import Finding
from secretaire.desk import checking, law, reusing
from secretaire.desk.office import Office
from secretaire.drafting.act_types.reading import parse_type
from secretaire.ui.shell.window import ACTES, REDIGER, MainWindow

Settle = Callable[[], None]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The act types read, and what speaks of the law, from here on."""
    seen: list[str] = []
    snapshot = law.legal_snapshot

    def parse(text: str) -> ActType:
        kind = parse_type(text)
        seen.append(kind.id)
        return kind

    def legal_snapshot() -> object:
        seen.append("droit")
        return snapshot()

    monkeypatch.setattr("secretaire.drafting.act_types.catalogue.parse_type", parse)
    monkeypatch.setattr("secretaire.desk.office.legal_snapshot", legal_snapshot)
    return seen


def test_the_window_opens_without_reading_what_is_not_on_screen(
    read: list[str], demo: MainWindow, settle: Settle
) -> None:
    used = {line.type_id for line in demo.session.office.workspace.acts.list()}
    assert set(read) <= used
    demo.go_to(REDIGER)
    settle()
    assert len(set(read)) == len(demo.session.office.types.all())
    assert demo.rediger.chooser.types.count() > len(used)
    assert "droit" not in read


def test_an_act_is_checked_once_somebody_comes_to_decide(
    monkeypatch: pytest.MonkeyPatch, demo: MainWindow, settle: Settle
) -> None:
    checked: list[str] = []
    check = checking.check_act

    def check_act(office: Office, act: Act) -> tuple[Finding, ...]:
        checked.append(act.id)
        return check(office, act)

    monkeypatch.setattr(checking, "check_act", check_act)
    demo.session.roster_changed.emit()
    settle()
    assert checked == []
    demo.go_to(ACTES)
    settle()
    assert checked == [demo.actes.presenter.wanted]


def test_a_place_is_dressed_once_somebody_looks_at_it(demo: MainWindow, settle: Settle) -> None:
    assert demo.isAncestorOf(demo.accueil)
    assert not demo.isAncestorOf(demo.actes)
    demo.go_to(ACTES)
    settle()
    assert demo.isAncestorOf(demo.actes)
    assert demo.actes.isVisible()


def test_a_dialog_of_a_place_not_seen_yet_is_over_the_window(demo: MainWindow, settle: Settle) -> None:
    demo.session.redo_piece.emit(reusing.answering(demo.session.office, "toiture école DETR")[0].piece)
    settle()
    dialog = demo.rediger.type_dialog
    assert dialog is not None
    assert dialog.parentWidget() is demo
    dialog.reject()
    settle()
