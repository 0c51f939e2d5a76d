"""Doing an old act again: from the fund, from the words typed, from our acts; each value answered by a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from secretaire.acts.act import State
from secretaire.acts.act_type import ActType, Champ, FieldType
from secretaire.acts.reprise import Reprise, Sort
from secretaire.desk import reading, reusing, writing
from secretaire.desk.reusing import Offer, Reuse
from secretaire.drafting.reuse.comparison import ComparedPiece
from secretaire.ui.parts.changed_words import runs
from secretaire.ui.places.rediger.chooser import OLD_ACTS
from secretaire.ui.places.rediger.desk import DraftDesk
from secretaire.ui.places.rediger.form.form import FieldRow
from secretaire.ui.places.rediger.reuse.panel import TWO_COLUMNS
from secretaire.ui.places.rediger.reuse.strip import OfferStrip
from secretaire.ui.places.rediger.reuse.words import answered_words, summary, take_words, value_words
from secretaire.ui.shell.window import ACTES, FONDS, REDIGER, MainWindow

Settle = Callable[[], None]
DETR = "demande_subvention_etat"


@pytest.fixture
def redone(demo: MainWindow, settle: Settle) -> DraftDesk:
    """The DETR request of the demo fund, done again."""
    demo.go_to(FONDS)
    demo.fonds.bar.words.setText("toiture école DETR")
    settle()
    demo.fonds.results.setCurrentRow(0)
    settle()
    demo.fonds.detail.redo_button.click()
    settle()
    dialog = demo.rediger.type_dialog
    assert dialog is not None
    dialog.start.click()
    settle()
    return demo.rediger.desk


def offered(desk: DraftDesk) -> list[FieldRow]:
    """The rows on which the old act says something."""
    names = [champ.nom for champ in _kind(desk).champs]
    rows = [row for name in names if (row := desk.form.row(name)) is not None]
    return [row for row in rows if row.strip is not None]


def _kind(desk: DraftDesk) -> ActType:
    kind = desk._presenter.kind
    assert kind is not None
    return kind


def sort_of(row: FieldRow) -> Sort:
    assert row.strip is not None
    return row.strip.offer.reprise.sort


def value_of(desk: DraftDesk, row: FieldRow) -> object:
    act = desk._presenter.act
    assert act is not None
    return act.fields.get(row.champ.nom, "")


def test_an_act_of_the_fund_is_done_again_with_empty_fields(demo: MainWindow, redone: DraftDesk) -> None:
    act = redone._presenter.act
    assert act is not None
    assert act.type_id == DETR
    assert not any(act.fields.values())
    rows = offered(redone)
    assert rows
    assert all(not row.editor.value() and sort_of(row) is Sort.A_CONFIRMER for row in rows)
    assert redone.old_act.text().startswith("Reparti de la délibération n°")
    assert f"{len(rows)} valeur" in redone.old_act.text()
    assert demo.rediger.isVisible()


def test_the_type_is_chosen_in_other_words(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    piece = reusing.answering(demo.session.office, "toiture école DETR")[0].piece
    demo.session.redo_piece.emit(piece)
    settle()
    dialog = demo.rediger.type_dialog
    assert dialog is not None
    assert dialog.picker.list.item(0).text() == "Reconnu"
    assert dialog.picker.list.currentRow() == 1
    dialog.picker.words.setText("buvette")
    settle()
    qtbot.keyClick(dialog.picker.words, Qt.Key.Key_Return)
    settle()
    kind = demo.rediger.presenter.kind
    assert kind is not None
    assert kind.id == "debit_temporaire"


def test_when_nothing_is_recognised_the_person_chooses(
    demo: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reusing, "types_of", lambda _office, _read: ())
    demo.session.redo_piece.emit(reusing.answering(demo.session.office, "toiture école DETR")[0].piece)
    settle()
    dialog = demo.rediger.type_dialog
    assert dialog is not None
    assert dialog.picker.list.item(0).text() == "Type non reconnu : choisissez-le"
    before = len(writing.list_acts(demo.session.office))
    dialog.reject()
    settle()
    assert demo.rediger.type_dialog is None
    assert len(writing.list_acts(demo.session.office)) == before


def test_taking_is_one_gesture_and_is_undone(redone: DraftDesk, settle: Settle) -> None:
    row = offered(redone)[0]
    assert row.strip is not None
    row.strip.take.click()
    settle()
    assert value_of(redone, row) == row.strip.offer.reprise.ancien == row.editor.value()
    assert sort_of(row) is Sort.REPRIS
    assert row.strip.text == "✓ Repris de l'ancien acte"
    redone.undo()
    settle()
    assert not value_of(redone, row)
    assert not row.editor.value()
    assert sort_of(row) is Sort.A_CONFIRMER
    redone.redo()
    settle()
    assert sort_of(row) is Sort.REPRIS


def test_setting_aside_is_undone_too(redone: DraftDesk, settle: Settle) -> None:
    row = offered(redone)[0]
    assert row.strip is not None
    row.strip.aside.click()
    settle()
    assert sort_of(row) is Sort.ECARTE
    assert "1 écartée" in redone.old_act.text()
    redone.undo()
    settle()
    assert sort_of(row) is Sort.A_CONFIRMER
    redone.redo()
    settle()
    assert sort_of(row) is Sort.ECARTE


def test_typing_another_value_replaces(redone: DraftDesk, settle: Settle) -> None:
    row = next(row for row in offered(redone) if row.champ.type is FieldType.MONTANT)
    assert row.strip is not None
    assert "Change d'ordinaire : à saisir de nouveau." in row.strip.text
    row.editor.set_value("15 000")
    row.editor.left.emit()
    settle()
    assert sort_of(row) is Sort.REMPLACE
    assert row.strip.text.startswith("Remplacé. L'ancien acte disait : ")


def test_a_wrong_value_being_typed_gives_way(redone: DraftDesk, settle: Settle) -> None:
    row = next(row for row in offered(redone) if row.champ.type is FieldType.MONTANT)
    row.editor.set_value("beaucoup")
    row.editor.left.emit()
    assert row.fault
    row.take()
    settle()
    assert not row.fault
    assert row.strip is not None
    assert row.editor.value() == row.strip.offer.reprise.ancien


def test_the_keyboard_alone_takes(redone: DraftDesk, settle: Settle, qtbot: QtBot) -> None:
    row = next(row for row in offered(redone) if row.champ.type is FieldType.MONTANT)
    assert row.strip is not None
    redone.window().activateWindow()
    qtbot.waitUntil(redone.isActiveWindow)
    field = row.editor.inputs()[0]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert row.strip.take.hasFocus()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    settle()
    assert sort_of(row) is Sort.REPRIS


def test_after_the_button_the_keyboard_is_in_the_field(redone: DraftDesk, settle: Settle, qtbot: QtBot) -> None:
    row = offered(redone)[0]
    assert row.strip is not None
    redone.window().activateWindow()
    qtbot.waitUntil(redone.isActiveWindow)
    row.strip.take.setFocus()
    qtbot.keyClick(row.strip.take, Qt.Key.Key_Space)
    settle()
    assert row.editor.inputs()[0].hasFocus()


def test_the_old_act_opens_at_the_passage(redone: DraftDesk, settle: Settle) -> None:
    row = offered(redone)[0]
    assert row.strip is not None
    row.strip.see.click()
    settle()
    precedents = redone.side.precedents
    assert redone.side.tabs.currentWidget() is precedents
    assert str(row.strip.offer.reprise.ancien) in precedents.passage.toPlainText()


def test_the_two_acts_are_compared_while_one_writes(redone: DraftDesk, settle: Settle) -> None:
    side = redone.side
    assert side.tabs.tabText(1) == "Ancien acte"
    side.tabs.setCurrentIndex(1)
    settle()
    text = side.old_act.text.toPlainText()
    assert "Aucune date, aucun montant, aucun nom de l'ancien acte ne reste dans le nouveau." in text
    assert "Références de l'ancien acte" in text
    amount = next(row for row in offered(redone) if row.champ.type is FieldType.MONTANT)
    amount.take()
    settle()
    assert f"(champ saisi : {amount.champ.libelle})" in side.old_act.text.toPlainText()
    assert "Vérifiez : " in side.old_act.text.toPlainText()
    redone.splitter.setSizes([250, 340, TWO_COLUMNS + 100])
    settle()
    assert "Nouvel acte" in side.old_act.text.toPlainText()


def test_an_act_started_from_nothing_has_no_old_act(demo: MainWindow, redone: DraftDesk, settle: Settle) -> None:
    reused = demo.rediger.presenter.act
    demo.rediger.presenter.begin(DETR)
    settle()
    act = demo.rediger.presenter.act
    assert act is not None
    assert reused is not None
    assert act.id != reused.id  # the draft of the old act is not taken for a blank one
    assert redone.side.tabs.indexOf(redone.side.old_act) < 0
    assert redone.old_act.isHidden()
    assert offered(redone) == []
    demo.rediger.presenter.open(reused.id)
    settle()
    assert redone.side.tabs.tabText(1) == "Ancien acte"
    assert offered(redone)


def test_the_words_typed_find_old_acts_under_the_types(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    demo.go_to(REDIGER)
    chooser = demo.rediger.chooser
    chooser.words.setText("toiture école DETR")
    settle()
    titles = [chooser.types.item(row).text() for row in range(chooser.types.count())]
    assert 1 <= len(titles) - titles.index(OLD_ACTS) - 1 <= 3
    chooser.types.setCurrentRow(titles.index(OLD_ACTS) + 1)
    qtbot.keyClick(chooser.words, Qt.Key.Key_Return)
    settle()
    assert demo.rediger.type_dialog is not None
    demo.rediger.type_dialog.reject()


def test_one_of_our_acts_is_done_again_or_corrected(demo: MainWindow, settle: Settle) -> None:
    demo.go_to(ACTES)
    settle()
    lines = writing.list_acts(demo.session.office)
    decided = next(line for line in lines if line.state is State.APPROUVE)
    demo.actes.show_act(decided.id)
    settle()
    demo.actes.redo.click()
    settle()
    act = demo.rediger.presenter.act
    assert act is not None
    assert act.type_id == decided.type_id
    assert not any(act.fields.values())
    assert offered(demo.rediger.desk)
    demo.go_to(ACTES)
    settle()
    demo.actes.correct.click()
    settle()
    act = demo.rediger.presenter.act
    assert act is not None
    assert act.numero == f"{decided.numero} bis"
    assert any(act.fields.values())


def test_only_a_decided_act_is_corrected(demo: MainWindow, settle: Settle) -> None:
    demo.go_to(ACTES)
    settle()
    lines = writing.list_acts(demo.session.office)
    demo.actes.show_act(next(line.id for line in lines if line.state is State.BROUILLON))
    settle()
    assert demo.actes.correct.isHidden()
    assert not demo.actes.redo.isHidden()


def test_an_act_that_left_the_fund_is_said(demo: MainWindow, settle: Settle) -> None:
    office = demo.session.office
    piece = reusing.answering(office, "toiture école DETR")[0].piece
    for folder in reading.watched_folders(office):
        reading.forget_folder(office, folder)
    before = len(writing.list_acts(office))
    demo.session.redo_piece.emit(piece)
    settle()
    assert demo.rediger.type_dialog is None
    assert demo.notice.isVisible()
    assert len(writing.list_acts(office)) == before


TABLE = Champ(nom="aides", libelle="Aides", type=FieldType.TEXTE)
ROWS = [{"association": f"Association {n}", "montant": f"{n}00"} for n in range(1, 6)]


def offer(ancien: str | list[dict[str, str]], sort: Sort = Sort.A_CONFIRMER, champ: Champ = TABLE) -> Offer:
    return Offer(champ, Reprise(champ.nom, ancien, "texte", "", sort), changes=False)


def test_a_table_shows_its_first_rows_and_how_many_are_taken() -> None:
    assert value_words(TABLE, ROWS[:2]) == "Association 1 · 100\nAssociation 2 · 200"
    assert value_words(TABLE, ROWS).splitlines()[3] == "et 2 autres lignes"
    assert take_words(offer(ROWS)) == "Reprendre les 5 lignes"
    assert take_words(offer(ROWS[:1])) == "Reprendre"


def test_an_amount_has_its_unit_once() -> None:
    champ = Champ(nom="m", libelle="Montant", type=FieldType.MONTANT)
    assert value_words(champ, "12 400") == "12 400\u00a0€"
    assert value_words(champ, "12 400 €") == "12 400 €"


def test_the_summary_counts_the_fields_that_apply() -> None:
    other = Champ(nom="autre", libelle="Autre", type=FieldType.TEXTE)
    reuse = Reuse("l'acte", "texte", "", (offer("x"), offer("y", Sort.ECARTE), offer("z", champ=other)))
    assert summary(reuse, lambda _: True) == "Reparti de l'acte : 2 valeurs à confirmer, 1 écartée."
    assert summary(reuse, lambda name: name == "aides") == "Reparti de l'acte : 1 valeur à confirmer, 1 écartée."
    nothing = Reuse("l'acte", "texte", "", ())
    assert summary(nothing, lambda _: True) == "Reparti de l'acte : aucune valeur reconnue, tout est à saisir."


@pytest.mark.parametrize(
    ("sort", "said"),
    [
        (Sort.A_CONFIRMER, ""),
        (Sort.REPRIS, "✓ Repris de l'ancien acte"),
        (Sort.REMPLACE, "Remplacé. L'ancien acte disait : x"),
        (Sort.ECARTE, "Écarté. L'ancien acte disait : x"),
    ],
)
def test_an_answer_is_one_line(sort: Sort, said: str) -> None:
    assert answered_words(offer("x", sort)) == said


def test_an_offer_without_a_place_has_no_link(qtbot: QtBot) -> None:
    strip = OfferStrip("l'acte", offer("x"))
    qtbot.addWidget(strip)
    assert strip.see.isHidden()
    assert strip.take.accessibleName() == "Reprendre : Aides, x"


def test_words_changed_in_a_row_are_one_change() -> None:
    pieces = [
        ComparedPiece("removed", "Madame"),
        ComparedPiece("added", "Monsieur"),
        ComparedPiece("same", " "),
        ComparedPiece("removed", "Durand"),
        ComparedPiece("added", "Martin"),
        ComparedPiece("same", " préside"),
    ]
    assert list(runs(pieces)) == [
        ComparedPiece("removed", "Madame Durand"),
        ComparedPiece("added", "Monsieur Martin"),
        ComparedPiece("same", " préside"),
    ]
