"""The form: each editor gives what was typed, wrong values stay and are told; the meeting and its vote."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from secretaire.acts.act_type import Champ, Colonne, FieldType
from secretaire.council.roster import Elu
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.ui.places.rediger.form.editors import ChoiceEditor, LineEditor
from secretaire.ui.places.rediger.form.form import FieldRow
from secretaire.ui.places.rediger.form.table import TableEditor
from secretaire.ui.places.rediger.meeting.ballot import Ballot
from secretaire.ui.places.rediger.meeting.dialog import MeetingDialog
from secretaire.ui.places.rediger.meeting.members import ABSENT, MembersGrid

MEMBERS = tuple(
    Elu(n, "Mme", nom, "Anne", "maire" if n == 1 else "conseillère municipale", n)
    for n, nom in enumerate(("Aubert", "Bernard", "Colin", "Duval", "Ernst"), start=1)
)
SUBSIDIES = Champ(
    nom="aides",
    libelle="Aides",
    type=FieldType.TABLEAU,
    colonnes=(
        Colonne(nom="financeur", libelle="Financeur"),
        Colonne(nom="montant", libelle="Montant", type=FieldType.MONTANT),
    ),
)


def test_table_gives_its_rows_and_totals_them(qtbot: QtBot) -> None:
    table = TableEditor(SUBSIDIES)
    qtbot.addWidget(table)
    rows: list[dict[str, str]] = [
        {"financeur": "État", "montant": "1 000,50"},
        {"financeur": "Région", "montant": "20"},
    ]
    table.set_value(rows)
    assert table.value() == rows
    assert "1 020,50" in table._total.text().replace("\u00a0", " ")


def test_table_always_has_a_line_to_type_in(qtbot: QtBot) -> None:
    table = TableEditor(SUBSIDIES)
    qtbot.addWidget(table)
    before = table.grid.rowCount()
    item = table.grid.item(before - 1, 0)
    assert item is not None
    with qtbot.waitSignal(table.changed):
        item.setText("État")
    assert table.grid.rowCount() == before + 1
    assert table.value() == [{"financeur": "État", "montant": ""}]


def test_table_tells_an_amount_it_cannot_read(qtbot: QtBot) -> None:
    table = TableEditor(SUBSIDIES)
    qtbot.addWidget(table)
    table.set_value([{"financeur": "État", "montant": "mille"}])
    assert "illisible" in table._total.text()


@pytest.mark.parametrize(
    ("kind", "wrong", "right"),
    [
        (FieldType.DATE, "31 février 2026", "28/02/2026"),
        (FieldType.MONTANT, "beaucoup", "1 200 €"),
        (FieldType.HEURE, "25h", "20h30"),
        (FieldType.NOMBRE, "deux", "2"),
        (FieldType.POURCENTAGE, "-3", "40 %"),
    ],
)
def test_wrong_value_is_kept_and_told_right_value_is_given(
    qtbot: QtBot, kind: FieldType, wrong: str, right: str
) -> None:
    row = FieldRow(Champ(nom="x", libelle="Champ", type=kind), ())
    qtbot.addWidget(row)
    line = row.editor.inputs()[0]
    with qtbot.assertNotEmitted(row.given):
        qtbot.keyClicks(line, wrong.replace("é", "e"))
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert row.fault
    assert line.property("invalid") == "true"
    assert row.fault in line.accessibleDescription()
    row.editor.set_value("")
    with qtbot.waitSignal(row.given) as given:
        row.editor.set_value(right)
        row.editor.left.emit()
    assert given.args == ["x", right]
    assert row.fault == ""


def test_saved_value_does_not_replace_what_is_wrong(qtbot: QtBot) -> None:
    row = FieldRow(Champ(nom="x", libelle="Champ", type=FieldType.NOMBRE), ())
    qtbot.addWidget(row)
    row.editor.set_value("deux")
    row.editor.left.emit()
    row.show_saved("3")
    assert row.editor.value() == "deux"
    row.restore("3")
    assert row.editor.value() == "3"


def test_a_person_is_completed_from_the_roster(qtbot: QtBot) -> None:
    editor = LineEditor(Champ(nom="x", libelle="Élu", type=FieldType.PERSONNE), [e.full_name for e in MEMBERS])
    qtbot.addWidget(editor)
    completer = editor.line.completer()
    assert completer is not None
    completer.setCompletionPrefix("dUV")
    assert completer.currentCompletion() == "Anne DUVAL"


def test_a_choice_starts_without_one(qtbot: QtBot) -> None:
    editor = ChoiceEditor(Champ(nom="x", libelle="Choix", type=FieldType.CHOIX, options=("DETR", "DSIL")))
    qtbot.addWidget(editor)
    assert editor.value() == ""
    editor.set_value("DSIL")
    assert editor.value() == "DSIL"


def test_presence_counts_pouvoirs_and_quorum(qtbot: QtBot) -> None:
    seance = Seance(1, date(2026, 6, 1), presents=(1, 2), excuses=(3,), pouvoirs=(Pouvoir(4, 1),))
    grid = MembersGrid(MEMBERS, seance)
    qtbot.addWidget(grid)
    assert grid.presents == (1, 2)
    assert grid.excuses == (3,)
    assert grid.pouvoirs == (Pouvoir(4, 1),)
    assert grid.voters == 3
    assert "non atteint" in grid.summary.text()
    assert grid._states[5].currentText() == ABSENT


def test_vote_is_proposed_unanimous_then_given_as_counted(qtbot: QtBot) -> None:
    ballot = Ballot(None)
    qtbot.addWidget(ballot)
    ballot.set_voters(9)
    assert ballot.vote() is None
    ballot._known.setChecked(True)
    assert ballot.vote() == Vote(pour=9)
    ballot._contre.setValue(2)
    assert "vérifiez" in ballot._sum.text()
    ballot._against.setText("Anne DUVAL, Anne COLIN")
    vote = ballot.vote()
    assert vote is not None
    assert vote.noms_contre == ("Anne DUVAL", "Anne COLIN")


def test_a_meeting_to_come_keeps_who_is_there_unknown(qtbot: QtBot) -> None:
    dialog = MeetingDialog((), None, None, MEMBERS, "la mairie")
    qtbot.addWidget(dialog)
    soon = date.today() + timedelta(days=10)  # noqa: DTZ011
    dialog._date.setText(soon.strftime("%d/%m/%Y"))
    dialog._date.editingFinished.emit()
    with qtbot.waitSignal(dialog.kept) as kept:
        dialog._keep()
    seance, vote = kept.args
    assert (seance.date, seance.lieu, seance.presents, vote) == (soon, "la mairie", (), None)


def test_a_wrong_date_of_meeting_is_told_and_nothing_is_kept(qtbot: QtBot) -> None:
    dialog = MeetingDialog((), None, None, MEMBERS, "")
    qtbot.addWidget(dialog)
    dialog._date.setText("hier")
    with qtbot.assertNotEmitted(dialog.kept):
        dialog._keep()
    assert dialog._fault.text().startswith("Date de la séance")
