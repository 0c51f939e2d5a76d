"""Réglages, Preuves et données: the journal and its passphrase, the attestation, the register, what is erased."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from secretaire.acts.act import Act, ActId
from secretaire.acts.life import Step
from secretaire.desk import journal, offline_proof, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.desk.offline_proof import OfflineProof
from secretaire.desk.offline_proof import Step as RunStep
from secretaire.desk.personal_data import Erasable
from secretaire.desk.witness import Witnessed
from secretaire.errors import Cancelled
from secretaire.store import sealed_key
from secretaire.store.custody import Protection
from secretaire.store.journal import Entry, Event
from secretaire.ui.places.reglages.place import PREUVES
from secretaire.ui.places.reglages.preuves.page import PreuvesPage
from secretaire.ui.places.reglages.preuves.presenter import Document, Part
from secretaire.ui.shell.keys import PassphraseDialog
from secretaire.ui.shell.window import REGLAGES, MainWindow

Settle = Callable[[], None]
PHRASE = "quatre chevaux paissent"


def turn(window: MainWindow, settle: Settle) -> PreuvesPage:
    window.go_to(REGLAGES)
    window.reglages.show_page(PREUVES)
    settle()
    return window.reglages.preuves


def said(page: PreuvesPage) -> str:
    shown = [found.text() for found in page.findChildren(QLabel) if found.isVisible()]
    return " ".join(shown).replace("\u00a0", " ")


@pytest.fixture
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    former = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    monkeypatch.setattr(sealed_key, "_COST", 2**10)  # its cost is not what is tried here
    yield
    keyring.set_keyring(former)


def test_the_journal_is_told_and_a_printed_head_is_looked_up(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    page = turn(demo, settle)
    assert "Le journal est intact" in said(page)
    head = demo.session.office.workspace.journal.head()
    assert head is not None
    assert head.hash[:4] in page.journal.head.text()
    page.journal.printed.setText(head.hash[:20])
    qtbot.keyClick(page.journal.printed, Qt.Key.Key_Return)
    settle()
    assert f"celle de la ligne {head.seq}" in page.said[Part.JOURNAL].text()
    for typed, told in (("ab" * 20, "n'est pas dans le journal"), ("mairie", "n'est pas une empreinte")):
        page.journal.printed.setText(typed)
        page.journal.look.click()
        settle()
        assert told in page.said[Part.JOURNAL].text() + page.faults[Part.JOURNAL].text()


def test_without_keyring_a_passphrase_is_asked_then_opens_the_space(
    no_keyring: None, demo_space: tuple[Path, object], window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    window.session.open(lambda: _new_space(tmp_path / "sans"))
    settle()
    assert "n'a pas de trousseau" in window.notice.text.text()
    page = turn(window, settle)
    page.journal.phrase.setText(PHRASE)
    page.journal.again.setText("une autre phrase")
    page.journal.keep.click()
    assert page.journal.mismatch.isVisible()
    page.journal.again.setText(PHRASE)
    page.journal.keep.click()
    settle()
    assert "fermé par votre phrase secrète" in said(page)
    assert page.journal.phrase.text() == page.journal.again.text() == ""
    window.session.open_folder(tmp_path / "sans")
    settle()
    office = window.session.office
    assert journal.is_locked(office)
    asked = window.keys.dialog
    assert isinstance(asked, PassphraseDialog)
    asked.phrase.setText("ce n'est pas elle")
    asked.accept_button.click()
    settle()
    assert "Ce n'est pas la phrase" in asked.fault.text()
    asked.later.click()
    assert "Le journal reste fermé" in window.notice.text.text()
    page = turn(window, settle)
    assert not page.journal.again.isVisible()
    for phrase, protection in (("ce n'est pas elle", Protection.FERME), (PHRASE, Protection.PHRASE)):
        page.journal.phrase.setText(phrase)
        page.journal.keep.click()
        settle()
        assert office.workspace.journal.protection is protection
        assert ("Ce n'est pas la phrase" in said(page)) is (protection is Protection.FERME)


def test_a_folder_put_back_is_told_and_noted(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    folder = demo.session.office.folder
    demo.session.open(lambda: _new_space(tmp_path / "autre"))
    settle()
    shutil.copytree(folder, tmp_path / "hier")
    demo.session.open_folder(folder)
    settle()
    demo.session.office.workspace.journal.append(Entry("Odile", Event.CREATION), now=datetime.now(UTC))
    demo.session.open_folder(tmp_path / "autre")
    settle()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "hier", folder)
    demo.session.open_folder(folder)
    settle()
    page = turn(demo, settle)
    assert "copie plus ancienne" in said(page)
    assert page.journal.returned.isVisible()
    page.journal.reason.setText("panne du disque")
    page.journal.admit.click()
    settle()
    assert "Le journal est intact" in said(page)
    assert not page.journal.returned.isVisible()
    (line,) = demo.session.office.workspace.journal.of(Event.RETOUR_ADMIS)
    assert line.data["motif"] == "panne du disque"


def _proof(seen: int) -> OfflineProof:
    watched = Witnessed("", 3, seen, 0, 0, (), 0, 0)
    steps = (RunStep("Rédaction", 1.0),)
    return OfflineProof(datetime.now(UTC), "1", "essai", steps, watched, (), (), (), (), None)


@pytest.mark.parametrize(("seen", "told"), [(0, "aucune connexion ouverte"), (1, "Une sortie du poste")])
def test_the_run_is_done_interrupted_and_its_attestation_written(
    seen: int, told: str, demo: MainWindow, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = turn(demo, settle)

    def interrupted(cancelled: Callable[[], bool]) -> OfflineProof:
        while not cancelled():
            pass
        raise Cancelled

    monkeypatch.setattr(offline_proof, "prove", interrupted)
    page.prove.click()
    assert page.work.isVisible()
    page.work.interrupted.click()
    settle()
    assert not page.work.isVisible()
    assert not page.write_proof.isEnabled()
    monkeypatch.setattr(offline_proof, "prove", lambda _cancelled: _proof(seen))
    page.prove.click()
    settle()
    assert told in said(page)
    assert page.write_proof.isEnabled()
    target = tmp_path / "attestation.docx"
    page.presenter.write_attestation(_proof(seen), target)
    settle()
    assert target.stat().st_size
    assert "Document écrit" in said(page)


def test_the_documents_are_written(demo: MainWindow, settle: Settle, tmp_path: Path) -> None:
    page = turn(demo, settle)
    assert "L'assistant n'a encore rien proposé" in said(page)
    for document in Document:
        page.presenter.write(document, tmp_path / f"{document.name}.docx")
    page.presenter.write_held_on("Vassort", tmp_path / "personne.docx")
    settle()
    assert len(list(tmp_path.glob("*.docx"))) == 4
    page.presenter.write(Document.CHARTER, tmp_path / "charte.txt")
    settle()
    assert page.faults[Part.ASSISTANT].isVisible()


def test_what_can_go_is_asked_twice_then_gone(demo: MainWindow, settle: Settle, qtbot: QtBot) -> None:
    office = demo.session.office
    refused = _refused(demo)
    page = turn(demo, settle)
    erase = page.data.buttons[Erasable.PROJETS]
    assert "1" in erase.text()
    assert not page.data.buttons[Erasable.PROPOSITIONS].isEnabled()
    erase.click()
    assert "sans retour possible" in said(page)
    qtbot.keyClick(page.data.asking.focusWidget(), Qt.Key.Key_Space)  # the careful answer has the focus
    settle()
    assert {line.id for line in writing.list_acts(office)} >= {refused}
    page.data.buttons[Erasable.PROJETS].click()
    page.data.confirm.click()
    settle()
    assert refused not in {line.id for line in writing.list_acts(office)}
    assert not page.data.buttons[Erasable.PROJETS].isEnabled()
    assert "C'est effacé" in said(page)


def _new_space(folder: Path) -> Office:
    return create_space(folder, the_commune("61339"))


def _refused(window: MainWindow) -> str:
    acts, now = window.session.office.workspace.acts, datetime.now(UTC)
    act = acts.add(Act(ActId("refuse"), "tarifs_salle", "2026-099", "Essai", ()), "Odile", now=now)
    for step in (Step.RELIRE, Step.SOUMETTRE, Step.REFUSER):
        act = acts.record_step(act, step, "Odile", "non", now=now)
    return act.id
