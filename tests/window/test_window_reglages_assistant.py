"""Réglages, Assistant: chosen, added, verified, measured, set aside; nothing blocks, everything is interrupted."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from fake_engine import Clock, FakeEngine, install_model, propose
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from secretaire.desk import measuring, model_sources, models
from secretaire.drafting.engine.choice import FILE
from secretaire.drafting.engine.model_files import KnownModel
from secretaire.store import locations
from secretaire.ui.places.reglages.assistant.page import AssistantPage
from secretaire.ui.places.reglages.assistant.presenter import Part
from secretaire.ui.places.reglages.place import ASSISTANT
from secretaire.ui.shell.window import REGLAGES, MainWindow

Settle = Callable[[], None]
WAIT_MS = 20_000


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> list[FakeEngine]:
    """Every engine opened; a measure writes without the pen, on a PC that has memory enough."""
    opened: list[FakeEngine] = []

    def open_engine(_model: object, _threads: int | None = None) -> FakeEngine:
        opened.append(FakeEngine(Clock()))
        return opened[-1]

    monkeypatch.setattr(models, "open_engine", open_engine)
    monkeypatch.setattr(measuring, "propose", propose)
    monkeypatch.setattr(measuring, "this_machine", lambda: measuring.Machine(4, 4, 8000, 5000, "essai"))
    monkeypatch.setattr(measuring, "_free_mb", lambda: 4000)
    return opened


def turn(window: MainWindow, settle: Settle) -> AssistantPage:
    window.go_to(REGLAGES)
    window.reglages.show_page(ASSISTANT)
    settle()
    return window.reglages.assistant


def said(page: AssistantPage) -> str:
    return " ".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def test_without_any_assistant_the_page_says_so_and_offers_to_add_one(demo: MainWindow, settle: Settle) -> None:
    page = turn(demo, settle)
    assert "n'est pas installé" in page.state.text()
    assert page.choices == {}
    assert not page.measure.isEnabled()
    assert not page.verify.isEnabled()
    assert page.add.isEnabled()
    assert "Pas sur ce poste" in said(page)


def test_an_assistant_is_found_on_a_key(
    demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = b"GGUF tokenizer.chat_template"
    known = KnownModel(
        id="petit",
        nom="Petit modèle",
        fichier="petit.gguf",
        licence="Apache-2.0",
        octets=len(content),
        memoire_mo=1,
        contexte=8,
        sha256=hashlib.sha256(content).hexdigest(),
        provenance="essai",
    )
    for module in (models, model_sources):
        monkeypatch.setattr(module, "known_models", lambda: (known,))
    monkeypatch.setattr(model_sources, "_volumes", lambda: [tmp_path / "Clé"])
    page = turn(demo, settle)
    page.fetch.click()
    settle()
    assert "petit.gguf" in page.faults[Part.FILE].text()
    (tmp_path / "Clé" / "modeles").mkdir(parents=True)
    (tmp_path / "Clé" / "modeles" / "petit.gguf").write_bytes(content)
    page.fetch.click()
    settle()
    assert "Petit modèle est ajouté" in page.report.text()
    assert not page.faults[Part.FILE].isVisible()
    assert page.state.text().endswith("Petit modèle")
    page.fetch.click()
    settle()
    assert "déjà installé" in page.report.text()


def test_an_assistant_is_added_verified_and_told_at_the_bottom(
    demo: MainWindow, settle: Settle, tmp_path: Path, engines: list[FakeEngine]
) -> None:
    page = turn(demo, settle)
    demo.rediger.proposals.ask_state()
    settle()
    assert "sans assistant" in demo.status.assistant.text()
    page.presenter.add(tmp_path / "absent.gguf")
    settle()
    assert "n'existe pas" in page.faults[Part.FILE].text()
    file = tmp_path / "essai.gguf"
    file.write_bytes(b"GGUF tokenizer.chat_template")
    page.presenter.add(file)
    settle()
    assert "essai est ajouté" in page.report.text()
    assert "mesurez-le" in page.report.text()
    assert not page.faults[Part.FILE].isVisible()
    assert page.state.text().endswith("essai")
    assert "assistant prêt" in demo.status.assistant.text()
    page.verify.click()
    settle()
    assert "intact" in page.report.text()
    models.installed_models()[0].path.write_bytes(b"GGUF tokenizer.chat_templatf")
    page.verify.click()
    settle()
    assert "a changé" in page.faults[Part.FILE].text()


def test_a_copy_is_interrupted_and_leaves_nothing(
    demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = turn(demo, settle)
    copying = threading.Event()
    real = models.import_model

    def slow(path: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> object:
        progress(400_000_000, 1_100_000_000)
        copying.set()
        while not cancelled():
            threading.Event().wait(0.01)
        return real(path, progress, cancelled)

    monkeypatch.setattr(models, "import_model", slow)
    file = tmp_path / "essai.gguf"
    file.write_bytes(b"GGUF tokenizer.chat_template")
    page.presenter.add(file)
    assert copying.wait(WAIT_MS / 1000)
    work = page.works[Part.FILE]
    assert work.isVisible()
    assert not page.measure.isEnabled()
    work.interrupted.click()
    settle()
    assert not work.isVisible()
    assert models.installed_models() == ()
    assert page.add.isEnabled()


def test_the_assistant_is_chosen_and_set_aside(
    demo: MainWindow, settle: Settle, tmp_path: Path, engines: list[FakeEngine], qtbot: QtBot
) -> None:
    small, large = install_model(tmp_path, "petit"), install_model(tmp_path, "grand", 2)
    page = turn(demo, settle)
    assert list(page.choices) == [large.sha256, small.sha256, ""]
    assert page.choices[large.sha256].isChecked()
    used = demo.session.office.engine()
    page.choices[small.sha256].click()
    settle()
    assert models.chosen_model() == small
    assert used.closed  # type: ignore[attr-defined]
    page.choices[small.sha256].setFocus()
    qtbot.keyClick(page.choices[small.sha256], Qt.Key.Key_Down)
    qtbot.keyClick(page.choices[""], Qt.Key.Key_Space)
    settle()
    assert models.choice().set_aside
    assert "sans l'assistant" in page.state.text()
    assert "sans assistant" in demo.status.assistant.text()
    page.choices[large.sha256].click()
    settle()
    assert not models.choice().set_aside
    assert "assistant prêt" in demo.status.assistant.text()


def test_the_pc_is_measured_and_the_advice_followed(
    demo: MainWindow, settle: Settle, tmp_path: Path, engines: list[FakeEngine]
) -> None:
    model = install_model(tmp_path, "essai")
    page = turn(demo, settle)
    assert not page.results.isVisible()
    page.measure.click()
    settle()
    assert page.results.isVisible()
    assert "essai convient à ce poste" in page.results.advice.text()
    assert "24 gardés en entier" in said(page)
    assert not (locations.models_folder() / FILE).exists()  # nothing is chosen without the person
    assert page.results.follow.isEnabled()
    page.results.follow.click()
    settle()
    assert (models.choice().model_sha256, models.choice().threads) == (model.sha256, 2)
    assert not page.results.follow.isEnabled()
    assert page.results.follow.text() == "Conseil suivi"


def test_a_measure_is_interrupted_and_the_window_stays_alive_meanwhile(
    demo: MainWindow,
    settle: Settle,
    tmp_path: Path,
    engines: list[FakeEngine],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    install_model(tmp_path, "essai")
    page = turn(demo, settle)
    go_on = threading.Event()

    def slow(*given: object, **named: Callable[[], bool]) -> object:
        while not go_on.is_set() and not named["cancelled"]():
            threading.Event().wait(0.01)
        return propose(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(measuring, "propose", slow)
    page.measure.click()
    work = page.works[Part.MEASURE]
    qtbot.waitUntil(lambda: "mesure de l'assistant" in work.text.text().lower(), timeout=WAIT_MS)
    assert demo.status.interrupt.isVisible()
    assert not page.add.isEnabled()
    assert work.bar.maximum() == 24
    work.interrupted.click()
    assert "Interruption" in work.text.text()
    settle()
    assert not work.isVisible()
    assert not page.results.isVisible()
    assert page.measure.isEnabled()
    assert all(engine.closed for engine in engines)


def test_a_measure_that_fails_says_why(
    demo: MainWindow, settle: Settle, tmp_path: Path, engines: list[FakeEngine]
) -> None:
    model = install_model(tmp_path, "essai")
    page = turn(demo, settle)
    model.path.unlink()
    page.measure.click()
    settle()
    assert "n'est pas installé" in page.faults[Part.MEASURE].text()


def test_the_memory_is_given_back_after_the_time_chosen(
    demo: MainWindow, settle: Settle, engines: list[FakeEngine]
) -> None:
    page = turn(demo, settle)
    assert page.rest.currentText() == "5 minutes"
    page.rest.setCurrentIndex(page.rest.findData(0))
    page.rest.activated.emit(page.rest.currentIndex())
    settle()
    assert models.choice().rest_minutes == 0
    models.rest_after(7)
    page.arrive()
    settle()
    assert page.rest.currentText() == "7 minutes"
