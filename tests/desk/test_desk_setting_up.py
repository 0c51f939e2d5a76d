"""What remains of the setting up, and what the assistant would be on this PC."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from fake_engine import install_model

from secretaire.desk import assistant_offer, elus, model_sources, models, reading, setting_up
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space, open_space
from secretaire.desk.setting_up import PUT_OFF_DAYS, Step
from secretaire.errors import Code, ModelUnavailable

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _this_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    monkeypatch.setattr(model_sources, "places", lambda: (tmp_path / "cle",))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(Office, "today", lambda _office: TODAY)
    opened = create_space(tmp_path / "espace", the_commune("61339"))
    yield opened
    opened.close()


def test_a_step_is_over_once_done_wherever_it_was_done(office: Office, tmp_path: Path) -> None:
    assert setting_up.remaining(office) == tuple(Step)
    maire = {"civilite": "Mme", "prenom": "Hélène", "nom": "Thévard", "fonction": "maire"}
    elus.type_roster(office, ((1, maire),))
    assert setting_up.remaining(office) == (Step.DOCUMENTS, Step.ASSISTANT)
    (tmp_path / "actes").mkdir()
    reading.read_documents(office, (tmp_path / "actes",), lambda _now: None, lambda: False)
    assert setting_up.remaining(office) == (Step.ASSISTANT,)
    install_model(tmp_path, "essai")
    assert setting_up.remaining(office) == ()


def test_working_without_the_assistant_is_an_answer(office: Office) -> None:
    models.set_aside()
    assert Step.ASSISTANT not in setting_up.remaining(office)


def test_a_step_put_off_comes_back_after_a_week_and_not_before(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    setting_up.put_off(office, Step.DOCUMENTS)
    setting_up.put_off(office, Step.ASSISTANT)
    office.close()
    again = open_space(tmp_path / "espace")
    assert setting_up.remaining(again) == (Step.ELUS,)
    monkeypatch.setattr(Office, "today", lambda _office: TODAY + timedelta(days=PUT_OFF_DAYS - 1))
    assert setting_up.remaining(again) == (Step.ELUS,)
    monkeypatch.setattr(Office, "today", lambda _office: TODAY + timedelta(days=PUT_OFF_DAYS))
    assert setting_up.remaining(again) == tuple(Step)
    again.close()


def test_a_step_that_a_later_version_put_off_does_not_shut_the_home(office: Office) -> None:
    setting_up.put_off(office, Step.ELUS)
    kept = office.workspace.settings.get("mise_en_place.remis")
    assert isinstance(kept, dict)
    office.workspace.settings.put("mise_en_place.remis", {**kept, "imprimante": "2026-12-01"})
    assert setting_up.remaining(office) == (Step.DOCUMENTS, Step.ASSISTANT)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A PC whose memory the test chooses, in bytes; its processor can run the engine."""
    made = SimpleNamespace(total=16e9, available=8e9)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: made)
    monkeypatch.setattr(models, "engine_words", lambda: "moteur d'essai")
    assistant_offer.engine_seen.cache_clear()
    return made


def test_the_usual_model_is_offered_and_found_on_a_key(machine: SimpleNamespace, tmp_path: Path) -> None:
    usual = models.known_models()[0]
    offer = assistant_offer.offer()
    assert (offer.model, offer.place) == (usual, None)
    assert "8\u00a0Go de mémoire libres, il en prend 1,4\u00a0Go" in offer.said
    (tmp_path / "cle").mkdir()
    with (tmp_path / "cle" / usual.fichier).open("wb") as file:
        file.truncate(usual.octets)
    assert assistant_offer.offer().place == tmp_path / "cle"
    machine.available = usual.memoire_mo * 1e6  # nothing would be left to the other programs
    assert assistant_offer.offer().model != usual


def test_a_small_memory_is_offered_the_small_one_then_nothing(machine: SimpleNamespace) -> None:
    machine.total, machine.available = 4e9, 1.6e9
    offer = assistant_offer.offer()
    assert offer.model == min(models.known_models(), key=lambda model: model.memoire_mo)
    assert "ne suffit qu'au petit" in offer.said
    machine.available = 1e9
    offer = assistant_offer.offer()
    assert (offer.model, offer.place) == (None, None)
    assert "1\u00a0Go libres sur 4\u00a0Go" in offer.said


def test_a_processor_too_old_is_said(machine: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_old() -> str:
        raise ModelUnavailable(Code.PROCESSOR_TOO_OLD)

    monkeypatch.setattr(models, "engine_words", too_old)
    offer = assistant_offer.offer()
    assert offer.model is None
    assert offer.said == "Le processeur de ce poste est trop ancien pour l'assistant."
    assistant_offer.engine_seen.cache_clear()
