"""A walk over every window: names for screen readers, keyboard, French words, nothing cut, no jargon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_engine import a_measure
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from secretaire.council.votes import Scrutin
from secretaire.desk import reusing, seances, setting_up, writing
from secretaire.desk.assistant import AssistantState
from secretaire.desk.messages import ADAPTER_FAULTS
from secretaire.desk.models import ModelLine
from secretaire.drafting.engine.adapters import AdapterFault
from secretaire.exchange.copies import Copy
from secretaire.ui.places.fonds.search_bar import Look
from secretaire.ui.places.reglages.assistant.presenter import Overview
from secretaire.ui.places.reglages.place import ASSISTANT, COMMUNE, DROIT, NUMBERS, PAPER, TYPES
from secretaire.ui.places.seances.header import Step
from secretaire.ui.shell.window import ACCUEIL, ACTES, FONDS, REDIGER, REGLAGES, SEANCES, MainWindow

JARGON = re.compile(r"\b(prompts?|tokens?|modèles? de langage|indexations?|jetons?|embedding|LLM|IA)\b", re.IGNORECASE)
ENGLISH = re.compile(r"\b(cancel|open|save|close|search|undo|redo|yes|delete|settings|loading)\b", re.IGNORECASE)

_QT_OWN = ("qt_", "ScrollRight", "ScrollLeft")


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Visible widgets a person can reach, Qt's own inner parts left out."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if widget.objectName().startswith(_QT_OWN) or _inside(widget, QCalendarWidget):
            continue
        if isinstance(widget.parent(), QComboBox | QSpinBox) or isinstance(widget, QScrollArea):
            continue
        if widget.parent() and isinstance(widget.parent(), QAbstractItemView):
            continue
        yield widget


def _inside(widget: QWidget, kind: type[QWidget]) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, kind):
            return True
        parent = parent.parentWidget()
    return False


def spoken(widget: QWidget) -> str:
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def words(root: QWidget) -> Iterator[str]:
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QTabBar):
            yield from (widget.tabText(i) for i in range(widget.count()))
        yield from (widget.toolTip(), widget.accessibleName())


def scenes(window: MainWindow, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    """Every place in its main states, and every dialog."""
    window.go_to(ACCUEIL)
    settle()
    yield "accueil", window
    window.accueil.setting_up.show_steps(tuple(setting_up.Step))
    yield "pour commencer", window
    window.accueil.ask_year()
    settle()
    year = window.accueil.year_dialog
    assert year is not None
    yield "échéances de l'année", year
    year.reject()
    window.go_to(REDIGER)
    settle()
    yield "choix", window
    window.rediger.presenter.begin("demande_subvention_etat")
    settle()
    desk = window.rediger.desk
    desk.bar.origins.setChecked(True)
    for i in range(desk.side.tabs.count()):
        desk.side.tabs.setCurrentIndex(i)
        settle()
        yield f"rédiger, onglet {i}", window
    desk.bar.propose.click()
    settle()
    yield "assistant absent", window
    window.rediger.ask_meeting()
    settle()
    dialog = window.rediger.meeting_dialog
    assert dialog is not None
    yield "séance", dialog
    dialog.reject()
    settle()
    window.rediger.presenter.begin("circulation_temporaire_travaux")
    settle()
    yield "arrêté", window
    window.session.redo_piece.emit(reusing.answering(window.session.office, "toiture école DETR")[0].piece)
    settle()
    choice = window.rediger.type_dialog
    assert choice is not None
    yield "type de l'ancien acte", choice
    choice.start.click()
    settle()
    desk.side.tabs.setCurrentIndex(1)
    settle()
    yield "ancien acte", window
    window.go_to(FONDS)
    bar = window.fonds.bar
    bar.filters.more.click()
    bar.filters.kind.setCurrentIndex(1)
    bar.filters.since.setText("hier")
    bar.words.setText("toiture école ?")
    bar.filters.touch()
    settle()
    yield "filtres", window
    bar.filters.clear()
    bar.filters.more.click()
    bar.look_at(Look.QUESTION)
    settle()
    yield "question", window
    bar.look_at(Look.SUBJECT)
    bar.words.setText("tarifs")
    settle()
    yield "sujet dans le temps", window
    bar.look_at(Look.SEARCH)
    bar.words.setText("toiture école")
    settle()
    window.fonds.search_tab.similar_to(window.fonds.results.rows()[0].value.piece)
    settle()
    yield "actes semblables", window
    window.fonds.search_tab.results.back.click()
    settle()
    window.fonds.results.setCurrentRow(0)
    settle()
    yield "recherche", window
    detail = window.fonds.detail
    for i in range(detail.viewer.tabs.count()):
        detail.viewer.tabs.setCurrentIndex(i)
        settle()
        yield f"document, onglet {i}", window
    detail.correct()
    assert detail.correction is not None
    settle()
    yield "corriger", detail.correction
    detail.correction.reject()
    settle()
    window.fonds.tabs.setCurrentIndex(1)
    settle()
    yield "dossiers", window
    window.fonds.folders.edit_synonyms()
    settle()
    assert window.fonds.folders.synonyms_dialog is not None
    yield "mots équivalents", window.fonds.folders.synonyms_dialog
    window.fonds.folders.synonyms_dialog.reject()
    settle()
    window.go_to(ACTES)
    settle()
    window.actes.list.list.setCurrentRow(0)
    settle()
    for i in range(window.actes.tabs.count()):
        window.actes.tabs.setCurrentIndex(i)
        settle()
        yield f"actes, onglet {i}", window
    yield from _exports(window, settle)
    yield from _meeting(window, settle)
    yield from _settings(window, settle)
    window.gestures.ask_new()
    new = window.gestures.dialog
    assert new is not None
    yield "nouvel espace", new
    new.reject()
    settle()
    window.gestures.type_roster()
    typed = window.gestures.roster_dialog
    assert typed is not None
    typed.refuse(
        "Rien n'est encore enregistré (ligne 3 : « Civilité » est vide) ; corrigez, puis enregistrez de nouveau."
    )
    yield "saisir les élus", typed
    typed.reject()
    settle()


def _exports(window: MainWindow, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    exports, office = window.actes.exports, window.session.office
    seance = seances.create_seance(office, office.today(), None, "mairie", None)
    act = writing.start_draft(office, "tarifs_salle", {}, author="secrétariat", seance_id=seance.id)
    exports.ask_seance(seance.id)
    settle()
    assert exports.seance_dialog is not None
    yield "exporter la séance", exports.seance_dialog
    exports.seance_dialog.reject()
    exports.ask_register()
    settle()
    assert exports.register_dialog is not None
    yield "registre", exports.register_dialog
    exports.register_dialog.reject()
    folder = office.folder.parent
    exports.write_act(act.id, folder / "acte.docx", Copy.PROJET)
    settle()
    yield "acte exporté", window
    exports.write_act(act.id, folder / "absent" / "acte.docx", Copy.PROJET)
    settle()
    yield "acte non exporté", window


def _meeting(window: MainWindow, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    place = window.seances
    window.go_to(SEANCES)
    settle()
    yield "séances", window
    place.ask_creation()
    assert place.creation is not None
    yield "créer une séance", place.creation
    place.creation.reject()
    place.presenter.open(seances.list_seances(window.session.office)[-1].id)
    settle()
    place.show_step(Step.AVANT)
    settle()
    yield "avant", window
    avant = place.avant
    avant.tabs.setCurrentWidget(avant.night)
    settle()
    yield "projets préparés", window
    avant.ask_type(place.presenter.view.course.points[0].id)  # type: ignore[union-attr]
    settle()
    assert avant.type_dialog is not None
    yield "type du projet d'un point", avant.type_dialog
    avant.type_dialog.reject()
    avant.convocation.papers.menu().actions()[0].trigger()
    assert avant.papers.letters is not None
    yield "convocations", avant.papers.letters
    avant.papers.letters.reject()
    place.show_step(Step.PENDANT)
    settle()
    yield "ouverture", window
    place.pendant.opening.take()
    settle()
    yield "pendant, par nom", window
    place.pendant.point.amend.click()
    place.pendant.point.voting.start_count()
    settle()
    yield "pendant, au décompte", window
    place.pendant.point.voting.ask_ballot(Scrutin.SECRET)
    askers = place.pendant.point.voting.askers
    assert askers is not None
    yield "scrutin demandé", askers
    askers.reject()
    place.pendant.point.voting.take_main()
    place.pendant.lift.click()
    settle()
    yield "pendant, refus", window
    place.show_step(Step.APRES)
    for i in range(place.apres.tabs.count()):
        place.apres.tabs.setCurrentIndex(i)
        settle()
        yield f"après, onglet {i}", window


def _settings(window: MainWindow, settle: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    reglages = window.reglages
    window.go_to(REGLAGES)
    pages = (
        (PAPER, "papier"),
        (NUMBERS, "numéros"),
        (TYPES, "types"),
        (COMMUNE, "commune"),
        (DROIT, "droit"),
        (ASSISTANT, "assistant"),
    )
    for number, name in pages:
        reglages.show_page(number)
        settle()
        yield f"réglages, {name}", window
    reglages.show_page(ASSISTANT)
    reglages.assistant.presenter.shown.emit(_two_assistants())
    reglages.assistant.presenter.measured.emit(a_measure())
    settle()
    yield "réglages, poste mesuré", window
    reglages.show_page(TYPES)
    reglages.types.presenter.open("demande_subvention_etat")
    settle()
    sheet = reglages.types.sheet
    for i in range(sheet.tabs.count()):
        sheet.tabs.setCurrentIndex(i)
        settle()
        yield f"type d'acte, onglet {i}", window
    sheet.tabs.setCurrentIndex(0)
    sheet.clauses.edit(sheet.clauses.cards[0].clause)
    settle()
    assert sheet.clauses.writing is not None
    sheet.clauses.writing.area.setPlainText("Rien de {connu}.")
    settle()
    yield "clause à corriger", window


def _two_assistants() -> Overview:
    state = AssistantState(True, "", "Assistant d'essai", ADAPTER_FAULTS[AdapterFault.ALTERED])
    lines = tuple(
        ModelLine(name, "", 1_117_320_768, None, letter * 64, Path("m.gguf"))
        for name, letter in (("Assistant d'essai", "a"), ("Assistant au nom très long " * 4, "b"))
    )
    return Overview(state, lines, "a" * 64, 0, 5)


def test_every_widget_has_a_name_and_is_reached_by_tab(demo: MainWindow, settle: Callable[[], None]) -> None:
    nameless: list[str] = []
    unreachable: list[str] = []
    for scene, root in scenes(demo, settle):
        reached: set[QWidget] = set()
        start = widget = root.nextInFocusChain()
        while True:
            reached.add(widget)
            widget = widget.nextInFocusChain()
            if widget is start:
                break
        for found in focusable(root):
            if not spoken(found):
                nameless.append(
                    f"{scene}: {type(found).__name__} {found.objectName()} in {type(found.parent()).__name__}"
                )
            if found.isEnabled() and found not in reached:
                unreachable.append(f"{scene}: {spoken(found)}")
    assert nameless == []
    assert unreachable == []


def test_tab_never_stops_in_a_text_area(demo: MainWindow, settle: Callable[[], None], qtbot: QtBot) -> None:
    for _, root in scenes(demo, settle):
        for area in root.findChildren(QTextEdit):
            assert area.tabChangesFocus() or not area.isVisible(), area.accessibleName()


def test_words_are_french_and_of_the_trade(demo: MainWindow, settle: Callable[[], None]) -> None:
    wrong: list[str] = []
    for scene, root in scenes(demo, settle):
        wrong += [f"{scene}: {w}" for w in words(root) if JARGON.search(w) or ENGLISH.search(w)]
    assert wrong == []


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)], ids=["100 %", "125 %"])
def test_nothing_is_cut(demo: MainWindow, settle: Callable[[], None], size: tuple[int, int]) -> None:
    """On a screen of 1366 × 768, at 100 and 125 %, no label or button is given less than it needs."""
    cut: list[str] = []
    demo.resize(*size)
    for scene, root in scenes(demo, settle):
        for found in root.findChildren(QWidget):
            if not found.isVisible() or not isinstance(found, QLabel | QAbstractButton) or not found.text():
                continue
            if found.objectName().startswith(_QT_OWN) or _inside(found, QCalendarWidget):
                continue
            wraps = isinstance(found, QLabel) and found.wordWrap()
            needed = found.minimumSizeHint().width() if wraps else found.sizeHint().width()
            if found.width() < needed - 1:
                cut.append(f"{scene}: « {found.text()} » {found.width()} < {needed}")
            if wraps and found.height() < found.heightForWidth(found.width()) - 1:
                cut.append(f"{scene}: {found.height()} < {found.heightForWidth(found.width())} « {found.text()} »")
    assert cut == []


def test_qt_speaks_french(qtbot: QtBot, theme: object) -> None:
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Save)
    texts = {b.text().replace("&", "") for b in box.buttons()}
    assert texts == {"Annuler", "Enregistrer"}
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(buttons)
    assert buttons.button(QDialogButtonBox.StandardButton.Close).text().replace("&", "") == "Fermer"


@pytest.mark.parametrize("points", [12.5, 20.0])
def test_larger_text_does_not_push_the_window_out_of_the_screen(
    demo: MainWindow, settle: Callable[[], None], points: float, qapp: QApplication
) -> None:
    """125 % and 200 % of the text: the window still fits a screen of that many pixels at that scale."""
    former = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(points)
    try:
        qapp.setFont(larger)
        demo.go_to(REDIGER)
        settle()
        demo.rediger.presenter.begin("demande_subvention_etat")
        settle()
        limit = 1366 if points < 15 else 1920
        assert demo.minimumSizeHint().width() <= limit
    finally:
        qapp.setFont(former)
