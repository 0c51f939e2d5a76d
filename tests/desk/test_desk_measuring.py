"""Measuring a PC with engines that take the time the test wants."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_engine import Clock, FakeEngine, install_model, propose

from secretaire.desk import assistant, diagnostics, measuring, models
from secretaire.desk.communes import the_commune
from secretaire.desk.measuring import Report, Step
from secretaire.desk.office import create_space
from secretaire.desk.pen_figures import Verdict
from secretaire.drafting.engine.choice import FILE
from secretaire.drafting.engine.model_files import InstalledModel
from secretaire.drafting.pen import pen
from secretaire.errors import Cancelled, Code, ModelUnavailable, WrongUsage
from secretaire.store import locations


class Bench:
    """Engines made for the measure, their clock, what was told meanwhile."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.engines: list[FakeEngine] = []
        self.steps: list[Step] = []
        self.made: Callable[[InstalledModel, int], FakeEngine] = lambda _model, _threads: FakeEngine(self.clock)

    def open(self, model: InstalledModel, threads: int = 0) -> FakeEngine:
        engine = self.made(model, threads)
        engine.threads = threads
        self.engines.append(engine)
        return engine

    def run(self, cancelled: Callable[[], bool] = lambda: False, **options: Any) -> Report:
        return measuring.measure(self.steps.append, cancelled, clock=self.clock, **options)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    made = Bench()
    monkeypatch.setattr(models, "open_engine", made.open)
    monkeypatch.setattr(measuring, "propose", propose)
    monkeypatch.setattr(measuring, "this_machine", lambda: measuring.Machine(4, 4, 8000, 5000, "essai"))
    return made


def test_the_cases_are_enough_and_of_the_daily_tasks() -> None:
    cases = measuring.cases()
    assert len(cases) == 24
    assert {case.tache.value for case in cases[:6]} == {
        "expose",
        "phrase",
        "considerants",
        "debat",
        "questions_diverses",
    }


def test_the_cases_were_never_learnt_from() -> None:
    folder = Path(__file__).parents[2] / "models" / "adapter" / "donnees"
    learnt: set[str] = set()
    for file in folder.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            learnt.update(json.loads(line)["notes"])
    assert learnt
    assert [note for case in measuring.cases() for note in case.notes if note in learnt] == []


def test_without_a_model_there_is_nothing_to_measure(bench: Bench) -> None:
    with pytest.raises(ModelUnavailable) as missing:
        bench.run()
    assert missing.value.code is Code.MODEL_MISSING


def test_a_measure_tries_the_threads_then_writes_every_text(bench: Bench, tmp_path: Path) -> None:
    install_model(tmp_path, "main")
    report = bench.run()
    (figures,) = report.models
    assert [s.threads for s in figures.speeds] == [4, 3, 2]
    assert len(figures.texts) == 24
    assert report.complete
    assert all(engine.closed for engine in bench.engines)
    assert bench.engines[-1].threads == figures.threads == 2  # alike: the fewest
    assert figures.memory_mb == 1200
    assert figures.free_mb <= 3800
    assert bench.steps[-1].done == 23
    assert bench.steps[0].seconds_left is None
    lefts = [step.seconds_left for step in bench.steps if step.seconds_left is not None]
    assert lefts[-1] == pytest.approx(figures.texts[-1].seconds, rel=2)
    assert max(lefts) <= 600


def test_a_text_of_which_nothing_stands_is_refused(bench: Bench, tmp_path: Path) -> None:
    install_model(tmp_path, "menteur")
    bench.made = lambda _model, _threads: FakeEngine(bench.clock, lies=True)
    report = bench.run()
    assert report.models[0].share(Verdict.REFUSED) == 1
    assert report.advice.model is None
    measuring.adopt(report)
    assert not assistant.assistant_state().ready
    assert "sans l'assistant" in assistant.assistant_state().reason


def test_the_texts_are_proposed_by_the_real_pen(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_model(tmp_path, "menteur")
    monkeypatch.setattr(measuring, "propose", pen.propose)
    few = measuring.cases()[:1]
    monkeypatch.setattr(measuring, "cases", lambda: few)
    bench.made = lambda _model, _threads: FakeEngine(bench.clock, text="Le maire a reçu 99 courriers.")
    (figures,) = bench.run().models
    assert [text.verdict for text in figures.texts] == [Verdict.REFUSED]


def test_two_models_share_the_time_and_the_better_is_kept(bench: Bench, tmp_path: Path) -> None:
    small, large = install_model(tmp_path, "petit"), install_model(tmp_path, "grand", 2)
    bench.made = lambda model, _threads: FakeEngine(bench.clock, seconds=1 if model == small else 40)
    report = bench.run()
    assert [m.name for m in report.models] == ["grand", "petit"]
    slow, quick = report.models
    assert 0 < len(slow.texts) < 24
    assert len(quick.texts) == 24
    assert not report.complete
    assert bench.clock.now <= 600 + 40
    assert report.advice.model is quick
    assert models.installed_models()[0] == large
    file = measuring.adopt(report)
    assert file == locations.models_folder() / FILE
    assert models.chosen_model() == small
    assert models.choice().threads == quick.threads
    small.path.unlink()
    assert models.chosen_model() == large


def test_a_measure_stops_at_once_and_chooses_nothing(bench: Bench, tmp_path: Path) -> None:
    install_model(tmp_path, "main")
    with pytest.raises(Cancelled):
        bench.run(lambda: len(bench.steps) > 6)
    assert all(engine.closed for engine in bench.engines)
    assert not (locations.models_folder() / FILE).exists()


def test_the_time_given_is_the_most_it_takes(bench: Bench, tmp_path: Path) -> None:
    install_model(tmp_path, "lent")
    bench.made = lambda _model, _threads: FakeEngine(bench.clock, seconds=90)
    report = bench.run(minutes=1)
    assert report.models[0].texts == ()
    assert "pas écrit assez" in report.advice.reason
    assert len(report.models[0].speeds) == 1


def test_a_model_that_cannot_be_opened_is_said_and_the_other_is_measured(bench: Bench, tmp_path: Path) -> None:
    install_model(tmp_path, "bon")
    broken = install_model(tmp_path, "casse", 2)
    bench.made = lambda model, _threads: FakeEngine(bench.clock, broken=model == broken)
    report = bench.run()
    assert "incorrect" in report.models[0].fault
    assert report.advice.model is report.models[1]


def test_the_choice_of_the_pc_is_obeyed_by_every_office(bench: Bench, tmp_path: Path) -> None:
    small, large = install_model(tmp_path, "petit"), install_model(tmp_path, "grand", 2)
    assert assistant.assistant_state().model_name == "grand"
    models.choose(small.sha256, threads=2)
    assert assistant.assistant_state().model_name == "petit"
    with pytest.raises(WrongUsage):
        models.choose("f" * 64)
    office = create_space(tmp_path / "espace", the_commune("61339"))
    try:
        first = office.engine()
        assert office.engine() is first
        models.choose(large.sha256)
        office.renew_engine()
        assert first.closed  # type: ignore[attr-defined]
        assert office.engine() is not first
        models.set_aside()
        office.renew_engine()
        with pytest.raises(ModelUnavailable) as aside:
            office.engine()
        assert aside.value.code is Code.MODEL_SET_ASIDE
        assert models.choice().model_sha256 == large.sha256
    finally:
        office.close()


def test_an_engine_has_the_threads_the_rest_and_the_adapter_of_its_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    model = install_model(tmp_path, "main")
    catalogue = tmp_path / "models" / "catalogue.yaml"
    catalogue.parent.mkdir()
    line = {"id": "m", "nom": "main", "fichier": "main.gguf", "licence": "x", "octets": 1, "memoire_mo": 1}
    line |= {"contexte": 1, "sha256": model.sha256, "provenance": "essai"}
    learnt = {"fichier": "adapter/plume.gguf", "sha256": "0" * 64}
    catalogue.write_text(json.dumps({"modeles": [line | {"adaptateur": learnt}]}), encoding="utf-8")
    monkeypatch.setattr(models, "models_catalogue", lambda: catalogue)
    assert "manque" in assistant.assistant_state().notice
    assert "manque" in diagnostics.machine_report()["complement"]
    (catalogue.parent / "adapter").mkdir()
    (catalogue.parent / "adapter" / "plume.gguf").write_bytes(b"GGUF")
    assert "modifié" in assistant.assistant_state().notice
    assert models.open_engine(model).adapter_sha256 == ""
    good = hashlib.sha256(b"GGUF").hexdigest()
    catalogue.write_text(json.dumps({"modeles": [line | {"adaptateur": learnt | {"sha256": good}}]}), encoding="utf-8")
    assert assistant.assistant_state().notice == ""
    assert diagnostics.machine_report()["complement"] is None
    models.choose(model.sha256, threads=3)
    models.rest_after(12)
    engine = models.open_engine(model)
    assert engine.adapter_sha256 == good
    assert engine._load.threads == 3
    assert engine._limits.rest == 720
    assert models.open_engine(model, 1)._load.threads == 1
