"""What nobody looks at yet costs nothing when a space is opened: it is read, checked and dressed by whoever comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from secretaire.acts.act_type import ActType
from secretaire.desk import checking, law
from secretaire.drafting.act_types import catalogue
from secretaire.ui.shell.window import ACTES, REDIGER, MainWindow

Settle = Callable[[], None]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The act types read, and what speaks of the law, from here on."""
    seen: list[str] = []
    parse, snapshot = catalogue.parse_type, law.legal_snapshot

    def parse_type(text: str) -> ActType:
        kind = parse(text)
        seen.append(kind.id)
        return kind

    def legal_snapshot() -> object:
        seen.append("droit")
        return snapshot()

    monkeypatch.setattr(catalogue, "parse_type", parse_type)
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
    monkeypatch.setattr(checking, "check_act", lambda office, act: (checked.append(act.id), check(office, act))[1])
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
