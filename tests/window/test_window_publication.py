"""The day an act was published is noted from the meeting, then corrected from the act itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

import pytest

from secretaire.acts.act import State
from secretaire.acts.life import Step as LifeStep
from secretaire.acts.wording import fold_spaces
from secretaire.council import happenings as do
from secretaire.council.agenda import Point
from secretaire.council.course import ByName
from secretaire.council.minutes import Publication
from secretaire.desk import meeting, publications, review, seances, writing
from secretaire.ui.places.seances.header import Step
from secretaire.ui.shell.window import ACTES, SEANCES, MainWindow

Settle = Callable[[], None]
HELD = dt.date(2026, 6, 5)
AUTHOR = "Odile"


def _adopted(window: MainWindow) -> tuple[int, str]:
    """A meeting that adopted an act, which the maire approved."""
    office = window.session.office
    seance = seances.create_seance(office, HELD, dt.time(20), "mairie", dt.date(2026, 5, 28))
    act = writing.start_draft(office, "tarifs_salle", {}, author=AUTHOR)
    ids = [e.id for e in meeting.members(office, seance.id)]
    for gesture in (
        partial(do.add_point, point=Point(0, "Tarifs de la salle", act_id=act.id)),
        lambda c, o: do.open_meeting(c, o, dt.time(20), ids, (), ids[1]),
        partial(do.record_by_name, point_id=1, ballot=ByName()),
        lambda c, o: do.close_meeting(c, o, dt.time(21)),
    ):
        meeting.change(office, seance.id, gesture, AUTHOR)
    for step, who in ((LifeStep.RELIRE, AUTHOR), (LifeStep.SOUMETTRE, AUTHOR), (LifeStep.APPROUVER, "Hélène Vassort")):
        review.take(office, act.id, step, who, "")
    return seance.id, act.id


def test_a_publication_is_noted_then_corrected(
    demo: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review, "_refuse_if_blocked", lambda *_: None)  # the empty fields are not the matter here
    office = demo.session.office
    monkeypatch.setattr(type(office), "today", lambda _: dt.date(2026, 7, 1))
    seance_id, act_id = _adopted(demo)
    demo.go_to(SEANCES)
    settle()
    demo.seances.presenter.open(seance_id)
    settle()
    demo.seances.show_step(Step.APRES)
    settle()
    apres = demo.seances.apres
    assert apres.voted.published.text() == "1 acte à publier."
    apres.voted.note.click()
    asked = apres.publication
    assert asked is not None
    asked.day.setText("04/06/2026")  # before the meeting
    asked.keep.click()
    settle()
    assert "n'a pas pu être publié" in apres.done.text
    assert publications.published(office) == {}
    apres.voted.note.click()
    asked = apres.publication
    assert asked is not None
    asked.day.setText("08/06/2026")
    asked.mode.setCurrentText("affichage en mairie")
    asked.keep.click()
    settle()
    assert publications.published(office) == {act_id: Publication(dt.date(2026, 6, 8), "affichage en mairie")}
    assert fold_spaces(apres.voted.published.text()) == "Publié le 8 juin 2026."
    assert not apres.voted.note.isVisible()

    demo.go_to(ACTES)
    settle()
    demo.actes.show_act(act_id)
    settle()
    assert demo.actes.publish.isVisible()
    assert "Publié le 08/06/2026" in demo.actes._state.text()
    demo.actes.publish.click()
    dialog = demo.actes.publication
    assert dialog is not None
    assert demo.actes.publish.text() == "Corriger la publication…"
    assert (dialog.day.text(), dialog.mode.currentText()) == ("08/06/2026", "affichage en mairie")
    dialog.day.setText("09/06/2026")
    dialog.mode.setCurrentText("affichage en mairie")
    dialog.keep.click()
    settle()
    assert publications.published(office)[writing.get_act(office, act_id).id].date == dt.date(2026, 6, 9)
    assert writing.get_act(office, act_id).state is State.PUBLIE
    assert "Publié le 09/06/2026" in demo.actes._state.text()
    told = [demo.actes.history.item(rank).text() for rank in range(demo.actes.history.count())]
    assert [line for line in told if "Publié" in line] == [
        "Publié le 09/06/2026, affichage en mairie (noté d'abord le 08/06/2026, affichage en mairie)"
    ]
    demo.go_to(SEANCES)
    settle()
    assert fold_spaces(apres.voted.published.text()) == "Publié le 9 juin 2026."
