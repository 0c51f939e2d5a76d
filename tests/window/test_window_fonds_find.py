"""Search, its filters, acts alike, a question and its answer, a subject through time: in the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from secretaire.desk import asking
from secretaire.desk.asking import NOT_FOUND, AskAnswer
from secretaire.desk.assistant import AssistantState
from secretaire.desk.standing import Standing
from secretaire.fund.finding import index
from secretaire.fund.finding.results import EVERYTHING, Filters, Result, Sort
from secretaire.fund.pieces import Kind
from secretaire.ui.parts.results import RowsList, under_of
from secretaire.ui.parts.rows import NOTE
from secretaire.ui.places.fonds import asking_presenter
from secretaire.ui.places.fonds.search_bar import Look
from secretaire.ui.places.fonds.search_tab import SearchTab
from secretaire.ui.shell.window import FONDS, MainWindow

Settle = Callable[[], None]


@pytest.fixture
def tab(demo: MainWindow, settle: Settle) -> SearchTab:
    demo.go_to(FONDS)
    settle()
    return demo.fonds.search_tab


def type_words(tab: SearchTab, settle: Settle, words: str) -> None:
    tab.bar.words.setText(words)
    settle()


def results(tab: SearchTab) -> list[Result]:
    return [row.value for row in tab.results.list.rows() if isinstance(row.value, Result)]


def titles(shown: RowsList) -> list[str]:
    return [row.title for row in shown.rows()]


# results


def test_a_result_says_which_act_it_is_and_where(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "tarifs salle polyvalente 2026")
    row = tab.results.list.rows()[0]
    result = results(tab)[0]
    assert row.title.startswith(f"Délibération n°\u00a0{result.facts.number} · 12\u00a0décembre\u00a02025 · Tarifs")
    assert row.under.startswith(f"{result.path.name} · page\u00a0{result.page}")
    assert {row.passage[start:end].lower() for start, end in row.marks} & {"salle", "tarifs"}
    spoken = tab.results.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert row.title in spoken
    assert result.path.name in spoken


def test_an_act_ended_by_another_says_so(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "tarifs de location de la salle polyvalente 2023")
    number = next(i for i, result in enumerate(results(tab)) if result.facts.number == "2022-032")
    note = "Abrogée par la délibération n°\u00a02025-032 du 12\u00a0décembre\u00a02025"
    assert tab.results.list.item(number).data(NOTE) == note
    assert note in tab.results.list.item(number).data(Qt.ItemDataRole.AccessibleTextRole)


def test_copies_and_scans_are_said_in_words(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "toiture")
    result = replace(results(tab)[0], copies=(Path("un.pdf"), Path("deux.pdf")))
    sure, doubtful = under_of(result, Standing(recognised=0.93)), under_of(result, Standing(recognised=0.62))
    assert sure.endswith("3 copies · numérisé, reconnu à 93\u00a0%")
    assert doubtful.endswith("numérisé, reconnu à 62\u00a0% : à vérifier sur la page")


def test_the_chosen_act_stays_chosen_when_words_are_added(tab: SearchTab, settle: Settle, qtbot: QtBot) -> None:
    type_words(tab, settle, "tarifs salle")
    qtbot.keyClick(tab.bar.words, Qt.Key.Key_Down)
    settle()
    chosen = tab.results.list.current_result()
    assert chosen is not None
    type_words(tab, settle, "tarifs salle polyvalente")
    still = tab.results.list.current_result()
    assert still is not None
    assert (still.document, still.page) == (chosen.document, chosen.page)


def test_the_rest_of_the_results_comes_after_those_shown(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "conseil municipal")
    first = titles(tab.results.list)
    assert len(first) == 20
    assert "les 20 premiers sont montrés" in tab.results.summary.text()
    tab.results.list.setCurrentRow(3)
    settle()
    tab.results.more.click()
    settle()
    assert titles(tab.results.list)[:20] == first
    assert len(titles(tab.results.list)) > 20
    assert tab.results.list.currentRow() == 3


def test_a_word_mistyped_is_said(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "toitrue ")
    assert results(tab)
    assert "« toitrue » cherché comme" in tab.results.summary.text()


def test_an_exact_phrase_found_nowhere_says_why(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "« salle des tarifs polyvalents »")
    assert results(tab) == []
    assert "sans les guillemets" in tab.results._nothing._text.text()


def test_an_index_to_make_again_is_awaited(
    demo: MainWindow, tab: SearchTab, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_DOCUMENTS_AT_ONCE", 0)
    (demo.session.office.folder / "index" / "reglages.json").unlink()
    with qtbot.waitSignals([tab.finding.preparing, tab.finding.prepared], timeout=20_000):
        type_words(tab, settle, "toiture")
    settle()
    assert results(tab)
    assert tab.results.list.isVisible()


# filters


def test_filters_are_read_as_typed(tab: SearchTab) -> None:
    filters = tab.bar.filters
    filters.kind.setCurrentIndex(filters.kind.findData(Kind.ARRETE))
    filters.year.setCurrentIndex(filters.year.findData(2024))
    filters.since.setText("1er mars 2024")
    filters.at_least.setText("1 200,50 €")
    filters.at_most.setText("1000")
    filters.matiere.setCurrentIndex(filters.matiere.findData("7.5"))
    filters.author.setText("  Mme   Martin ")
    filters.in_force.setChecked(True)
    filters.in_force_day.setText("31/12/2024")
    assert filters.read() == Filters(
        kind=Kind.ARRETE,
        since=date(2024, 3, 1),
        until=date(2024, 12, 31),
        matiere="7.5",
        author="Mme Martin",
        at_least=Decimal(1000),
        at_most=Decimal("1200.50"),
        in_force_on=date(2024, 12, 31),
    )


def test_a_seance_is_a_day(tab: SearchTab, settle: Settle) -> None:
    filters = tab.bar.filters
    filters.seance.setText("12/12/2025")
    filters.touch()
    settle()
    assert results(tab)  # without any word
    assert {result.facts.date for result in results(tab)} == {date(2025, 12, 12)}
    places = [(result.document, result.extent.first_page, result.extent.start) for result in results(tab)]
    assert places == sorted(places)
    filters.seance.setText("14/07/1789")
    filters.touch()
    settle()
    assert results(tab) == []
    tab.results._clear_filters.click()
    settle()
    assert filters.read() == EVERYTHING
    assert not filters.seance.text()


def test_a_wrong_value_is_told_under_its_field_and_nothing_is_lost(tab: SearchTab, settle: Settle) -> None:
    filters = tab.bar.filters
    type_words(tab, settle, "mairie")
    before = titles(tab.results.list)
    filters.since.setText("hier")
    filters.since.editingFinished.emit()
    settle()
    field = next(field for field in filters._fields if filters.since.parent() is field)
    assert field.fault.isVisible()
    assert field.fault.text().endswith("Ce filtre n'est pas appliqué.")
    assert filters.since.accessibleDescription()
    assert filters.since.text() == "hier"
    assert titles(tab.results.list) == before
    filters.since.setText("2024-01-01")
    filters.since.editingFinished.emit()
    settle()
    assert not field.fault.isVisible()
    assert min(result.facts.date or date.max for result in results(tab)) >= date(2024, 1, 1)


def test_a_period_without_any_day_is_told(tab: SearchTab) -> None:
    filters = tab.bar.filters
    filters.since.setText("01/01/2024")
    filters.until.setText("31/12/2020")
    read = filters.read()
    assert (read.since, read.until) == (None, None)
    assert any("aucun jour" in field.fault.text() for field in filters._fields)


def test_each_active_filter_is_named_and_can_be_removed(tab: SearchTab, settle: Settle) -> None:
    filters = tab.bar.filters
    type_words(tab, settle, "mairie")
    everything = len(results(tab))
    filters.kind.setCurrentIndex(filters.kind.findData(Kind.ARRETE))
    filters.in_force.setChecked(True)
    filters.touch()
    settle()
    assert 0 < len(results(tab)) < everything
    chips = {made.text(): made for made in filters._chips.findChildren(QToolButton) if made.isVisible()}
    assert set(chips) >= {"Arrêtés", "Tout effacer"}
    assert any(text.startswith("en vigueur le") for text in chips)
    assert chips["Arrêtés"].accessibleName() == "Retirer le filtre : Arrêtés"
    chips["Arrêtés"].click()
    settle()
    assert filters.read().kind is None
    assert filters.read().in_force_on is not None


def test_the_order_is_followed(tab: SearchTab, settle: Settle) -> None:
    filters = tab.bar.filters
    filters.sort.setCurrentIndex(filters.sort.findData(Sort.NEWEST))
    type_words(tab, settle, "subvention")
    days = [result.facts.date for result in results(tab) if result.facts.date]
    assert len(days) > 3
    assert days == sorted(days, reverse=True)


def test_filters_chosen_stay_when_the_fund_changes(demo: MainWindow, tab: SearchTab, settle: Settle) -> None:
    filters = tab.bar.filters
    filters.year.setCurrentIndex(filters.year.findData(2022))
    filters.touch()
    demo.session.fund_changed.emit()
    settle()
    assert filters.year.currentData() == 2022
    assert filters.year.count() > 5


# acts alike


def test_acts_alike_then_back_to_the_search(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "tarifs salle polyvalente")
    tab.results.list.setCurrentRow(1)
    settle()
    chosen, before = results(tab)[1], titles(tab.results.list)
    tab.detail.similar_asked.emit(chosen.piece)
    settle()
    assert tab.results.back.isVisible()
    assert chosen.facts.number in tab.results._like.text()
    assert chosen.piece not in {result.piece for result in results(tab)}
    assert results(tab)
    tab.results.back.click()
    settle()
    assert titles(tab.results.list) == before
    assert tab.results.list.currentRow() == 1
    assert not tab.results.back.isVisible()


# a question


def test_a_question_is_answered_with_its_passage(tab: SearchTab, settle: Settle, qtbot: QtBot) -> None:
    type_words(tab, settle, "Quel est le tarif de location de la salle polyvalente ?")
    assert tab.results.question.isVisible()
    qtbot.keyClick(tab.bar.words, Qt.Key.Key_Return)
    settle()
    assert tab.bar.look is Look.QUESTION
    assert tab.answer.isVisible()
    assert "€" in tab.answer.answer.text()
    assert "D'après la délibération" in tab.answer.answer.text()
    first = tab.answer.list.rows()[0]
    assert first.under.startswith("Passage cité")
    assert first.marks
    shown = tab.detail.presenter.document
    assert shown is not None
    assert shown.path.name in first.under


def test_what_is_not_there_is_said(tab: SearchTab, settle: Settle) -> None:
    tab.bar.look_at(Look.QUESTION)
    type_words(tab, settle, "Quel est le numéro de téléphone du dentiste ?")
    assert tab.answer.answer.text() == NOT_FOUND
    assert all(row.under.startswith("Passage voisin") for row in tab.answer.list.rows())
    assert tab.detail.presenter.document is None
    tab.answer.others.click()
    settle()
    assert tab.bar.look is Look.SEARCH
    assert tab.results.isVisible()


def test_a_question_unfinished_is_not_answered_before_enter(tab: SearchTab, settle: Settle, qtbot: QtBot) -> None:
    tab.bar.look_at(Look.QUESTION)
    type_words(tab, settle, "tarif de location de la salle polyvalente")
    assert not tab.answer.answer.isVisible()
    qtbot.keyClick(tab.bar.words, Qt.Key.Key_Return)
    settle()
    assert "€" in tab.answer.answer.text()


class Pen:
    """Stands for the assistant: says one known sentence."""

    def __init__(self) -> None:
        self.sentence = "Le tarif est le suivant."

    def reword(self, _office: object, answered: AskAnswer, **_options: object) -> AskAnswer:
        return replace(answered, reponse=self.sentence, with_model="essai")


@pytest.fixture
def pen(monkeypatch: pytest.MonkeyPatch) -> Pen:
    made = Pen()
    ask = asking.ask
    monkeypatch.setattr(asking, "ask", lambda *given: replace(ask(*given), can_be_reworded=True))
    monkeypatch.setattr(asking, "reword", made.reword)
    monkeypatch.setattr(asking_presenter, "assistant_state", lambda: AssistantState(True, "", "essai"))
    return made


def test_the_assistant_says_it_better_and_it_is_told(tab: SearchTab, settle: Settle, pen: Pen) -> None:
    seen: list[str] = []
    tab.asking.phrasing_changed.connect(lambda busy: seen.append(tab.answer.answer.text() if busy else "fini"))
    tab.bar.look_at(Look.QUESTION)
    type_words(tab, settle, "Quel est le tarif de location de la salle polyvalente ?")
    assert seen == []  # nothing is put in other words unasked
    tab.answer.reword.click()
    settle()
    assert seen[0].startswith("D'après la délibération")  # on screen while the assistant works
    assert seen[-1] == "fini"
    assert tab.answer.answer.text() == pen.sentence
    assert "assistant" in tab.answer.origin.text()
    assert not tab.answer.phrasing.isVisible()


def test_the_answer_found_is_kept_when_the_assistant_is_stopped(tab: SearchTab, settle: Settle, pen: Pen) -> None:
    tab.asking.phrasing_changed.connect(lambda busy: tab.answer.stop.click() if busy else None)
    tab.bar.look_at(Look.QUESTION)
    type_words(tab, settle, "Quel est le tarif de location de la salle polyvalente ?")
    tab.answer.reword.click()
    settle()
    assert tab.answer.answer.text().startswith("D'après la délibération")
    assert tab.answer.reword.isVisible()
    assert not tab.answer.phrasing.isVisible()


# a subject through time


def test_a_subject_through_time_and_the_act_in_force(tab: SearchTab, settle: Settle) -> None:
    tab.bar.look_at(Look.SUBJECT)
    type_words(tab, settle, "tarifs salle polyvalente")
    shown = tab.subject.list
    assert shown.count() >= 3
    assert titles(shown)[0].startswith("12\u00a0décembre\u00a02025")
    days = [step.piece.facts.date for step in tab.subject._history.steps if step.piece.facts.date]
    assert days == sorted(days)
    assert "2025-032" in tab.subject.state.text()
    assert shown.item(0).data(NOTE).startswith("En vigueur le")
    tab.subject.day.setText("1er février 2023")
    tab.subject.day.editingFinished.emit()
    assert "2022-032" in tab.subject.state.text()
    marked = [shown.item(row).text() for row in range(shown.count()) if shown.item(row).data(NOTE)]
    assert len(marked) == 1
    assert "2022-032" in marked[0]
    tab.subject.day.setText("bientôt")
    tab.subject.day.editingFinished.emit()
    assert tab.subject.fault.isVisible()
    assert "2022-032" in tab.subject.state.text()


def test_a_step_opens_its_act(tab: SearchTab, settle: Settle, qtbot: QtBot) -> None:
    tab.bar.look_at(Look.SUBJECT)
    type_words(tab, settle, "tarifs salle polyvalente")
    qtbot.keyClick(tab.bar.words, Qt.Key.Key_Down)
    settle()
    document = tab.detail.presenter.document
    assert document is not None
    assert "2026" in document.path.name


def test_a_subject_never_met_is_said(tab: SearchTab, settle: Settle) -> None:
    tab.bar.look_at(Look.SUBJECT)
    type_words(tab, settle, "tarifs du téléphérique")
    assert tab.subject.list.count() == 0
    assert "téléphérique" in tab.subject._nothing._title.text()


def test_words_of_several_subjects_are_made_precise(tab: SearchTab, settle: Settle) -> None:
    tab.bar.look_at(Look.SUBJECT)
    type_words(tab, settle, "tarifs")
    assert "on ne sait pas" in tab.subject.state.text()
    assert tab.subject.subjects.isVisible()
    several = tab.subject.list.count()
    tab.subject.subjects.setCurrentIndex(1)
    tab.subject.subjects.activated.emit(1)
    settle()
    assert tab.bar.text == tab.subject.subjects.itemData(1) or not tab.subject.subjects.isVisible()
    assert 0 < tab.subject.list.count() < several


def test_the_subject_of_a_result_then_back(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "tarifs salle polyvalente")
    tab.results.list.setCurrentRow(0)
    settle()
    chosen = results(tab)[0]
    tab.detail.history_asked.emit(chosen.piece)
    settle()
    assert tab.bar.look is Look.SUBJECT
    assert tab.subject.back.isVisible()
    assert chosen.piece in {getattr(row.value, "id", None) for row in tab.subject.list.rows()}
    assert tab.detail.presenter.document is not None
    tab.subject.back.click()
    settle()
    assert tab.bar.look is Look.SEARCH
    assert tab.results.list.currentRow() == 0


def test_each_gesture_keeps_what_it_showed(tab: SearchTab, settle: Settle) -> None:
    type_words(tab, settle, "tarifs salle polyvalente")
    tab.results.list.setCurrentRow(0)
    settle()
    document = tab.detail.presenter.document
    tab.bar.look_at(Look.SUBJECT)
    settle()
    assert tab.subject.list.count()
    tab.bar.look_at(Look.SEARCH)
    settle()
    assert tab.results.list.currentRow() == 0
    again = tab.detail.presenter.document
    assert document is not None
    assert again is not None
    assert again.id == document.id
