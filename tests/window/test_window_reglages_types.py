"""Réglages, types d'actes: a clause changed by a person who is no programmer, undone, refused, given back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from secretaire.acts.adaptation import Changement, Partie
from secretaire.desk import act_types, reusing
from secretaire.desk.act_types import ClauseState, Source
from secretaire.drafting.reuse.habits import Habit
from secretaire.ui.places.reglages.place import TYPES
from secretaire.ui.places.reglages.types.clause_card import ClauseCard
from secretaire.ui.places.reglages.types.clause_editor import ClauseEditor
from secretaire.ui.places.reglages.types.defaults import ChoiceField
from secretaire.ui.places.reglages.types.sheet import TypeSheetPane
from secretaire.ui.shell.window import REGLAGES, MainWindow

Settle = Callable[[], None]
SALLE = "tarifs_salle"


@pytest.fixture
def types(demo: MainWindow, settle: Settle) -> TypeSheetPane:
    demo.go_to(REGLAGES)
    demo.reglages.show_page(TYPES)
    settle()
    demo.reglages.types.list.chosen.emit(SALLE)
    settle()
    return demo.reglages.types.sheet


def articles(pane: TypeSheetPane) -> list[ClauseCard]:
    return [card for card in pane.clauses.cards if card.clause.part is Partie.ARTICLES]


def write(pane: TypeSheetPane, settle: Settle, text: str) -> ClauseEditor:
    editor = pane.clauses.writing
    assert editor is not None
    editor.area.setPlainText(text)
    settle()
    return editor


def said(card: ClauseCard) -> str:
    return " ".join(shown.text() for shown in card.findChildren(QLabel) if not shown.isHidden())


def test_a_clause_is_reworded_and_the_act_beside_says_so(
    demo: MainWindow, types: TypeSheetPane, settle: Settle, qtbot: QtBot
) -> None:
    first = articles(types)[0]
    qtbot.mouseClick(first.edit, Qt.MouseButton.LeftButton)
    settle()
    editor = write(types, settle, "Les tarifs du foyer sont fixés.")
    assert "Gardé" in editor.state.text()
    assert "Les tarifs du foyer sont fixés." in types.sheet.toPlainText()
    assert act_types.source_of(demo.session.office, SALLE) is Source.ADAPTE
    qtbot.keyClick(editor.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert types.clauses.writing is None
    card = articles(types)[0]
    assert card.clause.state is ClauseState.MODIFIEE
    assert "Adapté par la commune" in said(card)
    assert "Texte livré" in said(card)
    qtbot.mouseClick(card.back, Qt.MouseButton.LeftButton)
    settle()
    assert articles(types)[0].clause.state is ClauseState.LIVREE
    assert act_types.source_of(demo.session.office, SALLE) is Source.LIVRE


def test_what_is_typed_in_several_goes_is_undone_in_one(types: TypeSheetPane, settle: Settle) -> None:
    types.clauses.edit(articles(types)[0].clause)
    settle()
    write(types, settle, "Premier jet.")
    write(types, settle, "Premier jet, relu.")
    types.undo.click()
    settle()
    assert articles(types)[0].clause.state is ClauseState.LIVREE
    assert "Premier jet" not in types.sheet.toPlainText()
    types.redo.click()
    settle()
    assert articles(types)[0].clause.text == "Premier jet, relu."


@pytest.mark.parametrize(
    ("text", "cause"),
    [("Caution de {coton}.", "n'est pas un champ"), ("Caution [[ {caution}.", "sans"), ("", "n'a pas de texte")],
)
def test_a_wording_that_cannot_be_written_is_told_and_kept_in_hand(
    demo: MainWindow, types: TypeSheetPane, settle: Settle, text: str, cause: str
) -> None:
    clause = articles(types)[0].clause
    types.clauses.edit(clause)
    settle()
    editor = write(types, settle, text)
    assert cause in editor.fault.text()
    assert act_types.source_of(demo.session.office, SALLE) is Source.LIVRE
    editor.finish.click()
    settle()
    assert types.clauses.writing is editor  # it does not close on what is not kept
    assert editor.text == text


def test_a_wording_not_kept_waits_for_its_clause(types: TypeSheetPane, settle: Settle) -> None:
    first, second = (card.clause for card in articles(types)[:2])
    types.clauses.edit(first)
    settle()
    write(types, settle, "Caution de {coton}.")
    types.clauses.edit(second)
    settle()
    assert "n'a pas été gardée" in types.fault.text()
    types.clauses.edit(first)
    settle()
    assert types.clauses.writing is not None
    assert types.clauses.writing.text == "Caution de {coton}."
    assert "n'est pas un champ" in types.clauses.writing.fault.text()
    types.clauses.writing.given_up.emit()  # Échap
    settle()
    types.clauses.edit(first)
    settle()
    assert types.clauses.writing.text == first.text


def test_a_field_is_inserted_by_its_label(types: TypeSheetPane, settle: Settle) -> None:
    types.clauses.edit(articles(types)[0].clause)
    settle()
    editor = write(types, settle, "Une caution est demandée : ")
    menu = editor.insert.menu()
    labels = [action.text() for action in menu.actions()]
    kind = types.presenter.sheet.kind if types.presenter.sheet else None
    caution = kind.champ("caution") if kind else None
    assert caution is not None
    menu.actions()[labels.index(caution.libelle)].trigger()
    settle()
    assert "{caution}" in editor.text
    assert not editor.wrong, editor.fault.text()


def test_a_clause_is_added_after_another_and_left_out(types: TypeSheetPane, settle: Settle) -> None:
    card = articles(types)[0]
    card.add.click()
    settle()
    write(types, settle, "Les clés se retirent en mairie.")
    assert types.clauses.writing is not None
    types.clauses.writing.done.emit()
    settle()
    states = [card.clause.state for card in articles(types)]
    assert states[:2] == [ClauseState.LIVREE, ClauseState.AJOUTEE]
    articles(types)[0].out.click()
    settle()
    assert articles(types)[0].clause.state is ClauseState.RETIREE
    assert "Retiré" in said(articles(types)[0])
    assert "Article 1 : Les clés se retirent en mairie." in types.sheet.toPlainText().replace("\u00a0", " ")
    articles(types)[1].back.click()
    settle()
    assert all(card.clause.state is not ClauseState.AJOUTEE for card in articles(types))


def test_a_default_is_kept_or_refused_under_its_field(demo: MainWindow, types: TypeSheetPane, settle: Settle) -> None:
    types.tabs.setCurrentIndex(1)
    field = types.defaults.fields["caution"]
    assert not isinstance(field, ChoiceField)
    field.input.setText("beaucoup")  # type: ignore[union-attr]
    settle()
    assert "montant" in field.fault.lower()
    assert field.text() == "beaucoup"
    field.input.setText("300")  # type: ignore[union-attr]
    settle()
    assert field.fault == ""
    assert act_types.sheet(demo.session.office, SALLE).defaults == {"caution": "300"}


def test_a_habit_is_adopted(types: TypeSheetPane, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = articles(types)[0].clause.shipped
    habit = Habit(Partie.ARTICLES, "Les tarifs du foyer rural sont fixés.", shipped, 4, ("a", "b", "c", "d"))
    monkeypatch.setattr(reusing, "habits", lambda _office, _type: (habit,))
    types.tabs.setCurrentIndex(2)
    types.habits.search.click()
    settle()
    words = " ".join(shown.text() for shown in types.habits.findChildren(QLabel))
    assert "4 de vos actes écrivent" in words
    adopt = next(b for b in types.habits.findChildren(type(types.habits.search)) if b.text() == "Adopter")
    adopt.click()
    settle()
    assert articles(types)[0].clause.text == habit.text
    assert any(b.text() == "Adopté" for b in types.habits.findChildren(type(types.habits.search)))


def test_a_change_whose_shipped_text_moved_is_to_review(demo: MainWindow, types: TypeSheetPane, settle: Settle) -> None:
    folder = demo.session.office.folder / "types" / "adaptations"
    folder.mkdir(parents=True, exist_ok=True)
    lines = f"type: {SALLE}\nchangements:\n- {{partie: articles, livre: Ancien texte, texte: Le nôtre}}\n"
    (folder / f"{SALLE}.yaml").write_text(lines, encoding="utf-8")
    act_types.reload(demo.session.office)
    types.presenter.close()
    settle()
    shown = demo.reglages.types.list.list
    notes = [str(shown.item(i).data(Qt.ItemDataRole.AccessibleTextRole)) for i in range(shown.count())]
    assert any("adapté · à revoir" in note for note in notes)
    types.presenter.open(SALLE)
    settle()
    stale = next(card for card in types.clauses.cards if card.clause.state is ClauseState.A_REVOIR)
    assert "Ancien texte" in said(stale)
    assert "Le nôtre" in said(stale)
    stale.back.click()
    settle()
    assert act_types.source_of(demo.session.office, SALLE) is Source.LIVRE


def test_files_are_verified_imported_and_given_up(
    demo: MainWindow, types: TypeSheetPane, settle: Settle, tmp_path: Path
) -> None:
    presenter, page = types.presenter, demo.reglages.types
    target = tmp_path / "notre_type.yaml"
    presenter.export(target)
    settle()
    text = target.read_text(encoding="utf-8")
    presenter.close()
    settle()
    target.write_text(text.replace(f"id: {SALLE}", "id: Salle Des Fêtes"), encoding="utf-8")
    presenter.import_types(target)
    settle()
    assert "rien n'a été importé" in page.list._report_title.text()
    assert "ligne" in page.list.report.text()
    target.write_text(text.replace(f"id: {SALLE}", "id: foyer_rural"), encoding="utf-8")
    presenter.import_types(target)
    settle()
    assert "Importé" in page.list.said.text()
    assert demo.session.office.types.find("foyer_rural") is not None
    presenter.open("foyer_rural")
    settle()
    assert types.give_up.text() == "Retirer le type de la commune"
    presenter.give_up()
    settle()
    assert demo.session.office.types.find("foyer_rural") is None
    assert page.list.isVisible()


def test_words_find_a_type_and_enter_opens_it(
    demo: MainWindow, types: TypeSheetPane, settle: Settle, qtbot: QtBot
) -> None:
    qtbot.keyClick(types, Qt.Key.Key_Escape)
    settle()
    page = demo.reglages.types.list
    assert page.isVisible()
    page.words.setText("fermer la route")
    settle()
    qtbot.keyClick(page.words, Qt.Key.Key_Return)
    settle()
    assert types.presenter.sheet is not None
    assert "circulation" in types.presenter.sheet.kind.id
    types.presenter.close()
    page.words.setText("xyzintrouvable")
    settle()
    assert "Aucun type" in page._count.text()


def test_a_clause_says_when_it_is_written_and_what_follows_it(types: TypeSheetPane) -> None:
    words = [said(card) for card in types.clauses.cards]
    assert any("Écrit seulement si « Caution » est rempli" in each for each in words)
    assert any("Suivi du tableau « Grille tarifaire »" in each for each in words)
    assert not any("{" in each or "[[" in each for each in words)


def test_two_changes_of_equal_clauses_are_told_apart(demo: MainWindow, settle: Settle) -> None:
    """A clause added after one whose wording stands twice is written once."""
    office = demo.session.office
    kind = office.types.get("demande_subvention_etat")
    assert [v.code for v in kind.visas].count("CGCT") > 1
    added = act_types.new_clause(Partie.VISAS, "CGCT")
    act_types.reword(office, kind.id, added, "l'avis de la commission des travaux")
    texts = [visa.texte for visa in office.types.get(kind.id).visas]
    assert texts.count("l'avis de la commission des travaux") == 1
    assert Changement(partie=Partie.VISAS, texte="l'avis de la commission des travaux", apres="CGCT") in (
        act_types.sheet(office, kind.id).adaptation.changements
    )
