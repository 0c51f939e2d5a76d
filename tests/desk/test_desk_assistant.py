"""Proposals of the pen at the desk: beside the text, with the origin of each piece, decided by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from secretaire.acts.act import Act, Role
from secretaire.acts.life import Step
from secretaire.acts.spans import OriginKind
from secretaire.desk import assistant, models, review, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.errors import Code, ModelUnavailable, Refused, WrongUsage

NOTES = ("toit fuit depuis 2024", "2 devis reçus")


class Writer:
    """An engine that answers sentences prepared in advance, the last one again and again."""

    model_sha256 = "0" * 64
    adapter_sha256 = ""

    def __init__(self, *answers: str) -> None:
        self._answers = list(answers)

    def generate(
        self,
        _request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> GenerationResult:
        text = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        on_token(text)
        return GenerationResult(text, 9, 0.1, 0.05, cancelled(), True, 50, 0)

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("SECRETAIRE_DONNEES", str(tmp_path / "donnees"))
    opened = create_space(tmp_path / "espace", the_commune("61339"))
    yield opened
    opened.close()


def _draft(office: Office) -> Act:
    return writing.start_draft(office, "demande_subvention_etat", {}, author="Odile", notes=NOTES)


def _propose(office: Office, act: Act, *answers: str, role: Role = Role.EXPOSE) -> assistant.ProposalView:
    office._engine = Writer(*answers)  # type: ignore[assignment]
    return assistant.propose(office, act.id, role, lambda _text: None, lambda: False)


def _origins(act: Act, text: str) -> set[OriginKind]:
    section = act.section(Role.EXPOSE)
    start = section.text.index(text)
    return {r.origin.kind for r in section.origins() if r.start < start + len(text) and start < r.end}


def test_notes_stand_in_the_expose_until_a_proposal_is_accepted(office: Office) -> None:
    act = _draft(office)
    assert "Toit fuit depuis 2024." in act.section(Role.EXPOSE).text
    assert _origins(act, "Toit fuit depuis 2024.") == {OriginKind.SAISIE}
    act = writing.change_facts(office, act.id, "Odile", notes=["toit refait"])
    assert "2024" not in act.section(Role.EXPOSE).text
    assert "Toit refait." in act.section(Role.EXPOSE).text


def test_an_accepted_proposal_takes_the_place_of_the_notes_and_its_figures_keep_their_origin(office: Office) -> None:
    act = _draft(office)
    view = _propose(office, act, "Le toit fuit depuis 2024.", "Les 2 devis ont été reçus.")
    assert view.acceptable
    assert view.reasons == ()
    assert "Toit fuit" in view.replaces
    assert writing.get_act(office, act.id) == act  # nothing is decided yet
    act = assistant.accept_proposal(office, view.id, "Odile")
    text = act.section(Role.EXPOSE).text
    assert "Le toit fuit depuis 2024. Les 2 devis ont été reçus." in text
    assert "Toit fuit" not in text
    assert _origins(act, "Le toit fuit") == {OriginKind.PLUME}
    assert _origins(act, "2024") == {OriginKind.SAISIE}
    assert [line.what for line in review.history(office, act.id)] == ["creation", "proposition_acceptee"]


def test_a_refused_sentence_leaves_the_words_of_the_note(office: Office) -> None:
    act = _draft(office)
    view = _propose(office, act, "Le toit fuit depuis 2024.", "12 devis ont été reçus.")
    assert view.acceptable
    assert any("12" in reason for reason in view.reasons)
    act = assistant.accept_proposal(office, view.id, "Odile")
    assert "2 devis reçus." in act.section(Role.EXPOSE).text
    assert "12" not in act.section(Role.EXPOSE).text


def test_a_proposal_that_lies_everywhere_cannot_be_accepted(office: Office) -> None:
    act = _draft(office)
    view = _propose(office, act, "Le maire a reçu 99 courriers.")
    assert not view.acceptable
    with pytest.raises(Refused) as refusal:
        assistant.accept_proposal(office, view.id, "Odile")
    assert refusal.value.code is Code.PROPOSAL_LOCKED
    assert writing.get_act(office, act.id) == act


def test_a_proposal_is_decided_once(office: Office) -> None:
    act = _draft(office)
    view = _propose(office, act, "Le toit fuit depuis 2024.", "Les 2 devis ont été reçus.")
    assistant.refuse_proposal(office, view.id, "Odile")
    with pytest.raises(Refused) as refusal:
        assistant.accept_proposal(office, view.id, "Odile")
    assert refusal.value.code is Code.PROPOSAL_DECIDED
    assert writing.get_act(office, act.id) == act


def test_what_a_person_rewrote_survives_a_change_of_notes_and_of_fields(office: Office) -> None:
    act = _draft(office)
    text = act.section(Role.EXPOSE).text.replace("Toit fuit depuis 2024.", "La couverture est à bout.")
    act = writing.edit_section(office, act.id, Role.EXPOSE, text, "Odile")
    act = writing.change_facts(office, act.id, "Odile", notes=["autre note"])
    act = writing.change_fields(office, act.id, {"operation": "Réfection du toit", "cout_ht": "1200"}, "Odile")
    text = act.section(Role.EXPOSE).text
    assert "La couverture est à bout." in text
    assert "1 200 €" in text.replace("\xa0", " ")


def test_considerants_are_added_one_a_note(office: Office) -> None:
    act = _draft(office)
    answers = ("Considérant que le toit fuit depuis 2024 ;", "Considérant que 2 devis ont été reçus ;")
    before = len(act.section(Role.CONSIDERANTS).visible)
    opening = "Considérant que "
    view = _propose(office, act, *(a.removeprefix("Considérant") for a in answers), role=Role.CONSIDERANTS)
    assert view.acceptable, view.reasons
    assert view.replaces == ""
    act = assistant.accept_proposal(office, view.id, "Odile")
    lines = [p.text for p in act.section(Role.CONSIDERANTS).visible]
    assert len(lines) == before + 2
    assert [line for line in lines if not (line.startswith(opening) and line.endswith(","))] == []


def test_without_a_model_the_assistant_says_so_and_the_act_is_intact(office: Office) -> None:
    act = _draft(office)
    assert not assistant.assistant_state().ready
    with pytest.raises(ModelUnavailable) as missing:
        assistant.propose(office, act.id, Role.EXPOSE, lambda _text: None, lambda: False)
    assert missing.value.code is Code.MODEL_MISSING
    assert writing.get_act(office, act.id) == act


def test_two_versions_are_compared_word_by_word(office: Office) -> None:
    act = _draft(office)
    review.take(office, act.id, Step.RELIRE, "Odile")
    act = writing.edit_section(office, act.id, Role.CLOTURE, "Fait à la mairie le même jour.", "Odile")
    kept = [line.version for line in review.versions(office, act.id)]
    pieces = review.compare(office, act.id, kept[0], kept[-1])
    assert "mairie" in "".join(p.text for p in pieces if p.kind == "added")
    assert "délibéré" in "".join(p.text for p in pieces if p.kind == "removed")
    assert "DÉCIDE" in "".join(p.text for p in pieces if p.kind == "same")


def test_a_note_pasted_with_half_a_character_is_kept(office: Office) -> None:
    act = writing.start_draft(office, "tarifs_salle", {}, author="Odile", notes=["prix \ud83d en hausse"])
    assert act.notes == ("prix  en hausse",)


def test_notes_too_long_for_the_model_keep_their_words_and_say_why(office: Office) -> None:
    notes = ["le toit fuit depuis des années et des années dans toutes les classes du bâtiment"] * 80
    act = writing.start_draft(office, "tarifs_salle", {}, author="Odile", notes=notes)
    view = _propose(office, act, "Le toit fuit.")
    assert not view.acceptable
    assert any("trop pour l'assistant" in reason for reason in view.reasons)
    assert "le toit fuit depuis des années" in view.text.lower()


def test_nothing_to_rephrase_is_said() -> None:
    with pytest.raises(WrongUsage):
        assistant.rephrase("phrase", "", [], seed=0)


@pytest.mark.parametrize(
    ("task", "objet", "lines", "given"),
    [
        ("corriger", "", ["Le toit", "fuis."], "Texte :\nLe toit fuis."),
        ("resume", "", ["Le toit fuit.", "Il pleut."], "Texte :\nLe toit fuit.\nIl pleut."),
        (
            "reponse",
            "Quoi ?",
            ["Le toit.", "[7] La porte."],
            "Question : Quoi ?\nPassages :\n[1] Le toit.\n[7] La porte.",
        ),
        ("phrase", "", ["toit fuit", "porte neuve"], "Notes :\n- toit fuit\n- porte neuve"),
    ],
)
def test_lines_are_given_as_their_task_takes_them(
    monkeypatch: pytest.MonkeyPatch, task: str, objet: str, lines: list[str], given: str
) -> None:
    asked: list[GenerationRequest] = []

    class Listening(Writer):
        def generate(self, request: GenerationRequest, *_others: object) -> GenerationResult:
            asked.append(request)
            return super().generate(request)

    monkeypatch.setattr(models, "chosen_model", lambda: SimpleNamespace(name="essai"))
    monkeypatch.setattr(models, "open_engine", lambda _model: Listening("Le toit fuit."))
    monkeypatch.setattr(models, "energy_of", lambda _model, _duration: None)
    assistant.rephrase(task, objet, lines, seed=0)
    assert asked[0].messages[-1].content == given


def test_a_question_is_needed_to_answer() -> None:
    with pytest.raises(WrongUsage) as caught:
        assistant.rephrase("reponse", " ", ["[1] Le toit."], seed=0)
    assert "--objet" in str(caught.value.data["cause"])
