"""A passage written again and a title, at the desk: proposed, taken or left, and what of the act may not change."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from secretaire.acts.act import Act, Role
from secretaire.acts.spans import OriginKind
from secretaire.desk import assistant, review, reworking, titling, writing
from secretaire.desk.communes import the_commune
from secretaire.desk.office import Office, create_space
from secretaire.desk.reworking import ReworkView
from secretaire.drafting.engine.client import GenerationRequest, GenerationResult
from secretaire.drafting.pen.tasks import Task
from secretaire.errors import Cancelled, Code, Refused
from secretaire.store.proposals import Place, ProposalStatus

TYPED = "Le toit de l'école fuis depuis 2024 et les devis sont attendu."
RIGHT = "Le toit de l'école fuit depuis 2024 et les devis sont attendus."


class Writer:
    """An engine that always gives the same answer."""

    model_sha256 = "a" * 64
    adapter_sha256 = "b" * 64

    def __init__(self, answer: str, *, cancelled: bool = False) -> None:
        self.requests: list[GenerationRequest] = []
        self._answer, self._cancelled = answer, cancelled

    def generate(
        self,
        request: GenerationRequest,
        on_token: Callable[[str], None] = lambda _text: None,
        cancelled: Callable[[], bool] = lambda: False,  # noqa: ARG002 - of the protocol
    ) -> GenerationResult:
        self.requests.append(request)
        on_token(self._answer)
        return GenerationResult(self._answer, 9, 0.1, 0.05, self._cancelled, True, 50, 0)

    def close(self) -> None:
        """Nothing to stop."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETAIRE_DONNEES", str(tmp_path_factory.mktemp("donnees")))
        opened = create_space(tmp_path_factory.mktemp("reprise") / "espace", the_commune("61339"))
        yield opened
        opened.close()


@pytest.fixture
def act(office: Office) -> Act:
    """A draft whose exposé ends with a paragraph that the secretary typed."""
    draft = writing.start_draft(office, "demande_subvention_etat", {}, author="Odile", notes=["toit école fuit"])
    text = f"{draft.section(Role.EXPOSE).text}\n{TYPED}"
    return writing.edit_section(office, draft.id, Role.EXPOSE, text, "Odile")


def typed_at(act: Act) -> Place:
    text = act.section(Role.EXPOSE).text
    return reworking.place_of(act, Role.EXPOSE, text.index("2024"), text.index("2024") + 4)


def propose(office: Office, act: Act, answer: str, task: Task = Task.CORRIGER) -> ReworkView:
    office._engine = Writer(answer)  # type: ignore[assignment]
    at = typed_at(act)
    shown: list[str] = []
    view = reworking.propose_rework(
        office, act.id, Role.EXPOSE, at.paragraph, at.start, at.end, task, shown.append, lambda: False
    )
    assert shown
    return view


def test_a_correction_is_shown_word_by_word_and_changes_nothing_by_itself(office: Office, act: Act) -> None:
    view = propose(office, act, RIGHT)
    assert (view.acceptable, view.reasons) == (True, ())
    assert (view.before, view.after) == (TYPED, RIGHT)
    assert [p.text for p in view.pieces if p.kind == "added"] == ["fuit", "attendus."]
    assert writing.get_act(office, act.id) == act


def test_an_accepted_correction_is_of_the_pen_for_its_new_words_only(office: Office, act: Act) -> None:
    view = propose(office, act, RIGHT)
    after = reworking.accept_rework(office, view.id, "Odile")
    assert after.section(Role.EXPOSE).text.endswith(RIGHT)
    pen = [r for r in after.section(Role.EXPOSE).origins() if r.origin.kind is OriginKind.PLUME]
    assert [r.span.text for r in pen] == ["fuit", "attendus"]
    assert {r.origin.source for r in pen} == {office.workspace.proposals.get(view.id).content.run_id}
    assert [line.what for line in review.history(office, act.id)] == ["creation", "proposition_acceptee"]
    undone = writing.restore_content(office, act, "Odile")
    assert undone.sections == act.sections


def test_a_proposal_is_kept_with_all_it_takes_to_make_it_again(office: Office, act: Act) -> None:
    kept = office.workspace.proposals.get(propose(office, act, RIGHT).id).content
    assert (kept.model_sha256, kept.adapter_sha256, kept.task) == ("a" * 64, "b" * 64, "corriger")
    assert kept.pen_version
    assert kept.notes == TYPED
    assert kept.place == typed_at(act)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("Le toit de l'école fuit depuis 2023 et les devis sont attendus.", "2023"),
        ("Le toit de l'école fuit et les devis sont attendus.", "2024"),
        (TYPED, "n'y change rien"),
    ],
)
def test_what_loses_or_invents_a_fact_or_changes_nothing_cannot_be_accepted(
    office: Office, act: Act, answer: str, reason: str
) -> None:
    view = propose(office, act, answer)
    assert not view.acceptable
    assert reason in " ".join(view.reasons)
    with pytest.raises(Refused) as caught:
        reworking.accept_rework(office, view.id, "Odile")
    assert caught.value.code is Code.PROPOSAL_LOCKED
    assert writing.get_act(office, act.id) == act


def test_a_passage_changed_meanwhile_is_refused_and_nothing_is_lost(office: Office, act: Act) -> None:
    view = propose(office, act, RIGHT)
    changed = act.section(Role.EXPOSE).text.replace("les devis", "deux devis")
    now = writing.edit_section(office, act.id, Role.EXPOSE, changed, "Odile")
    with pytest.raises(Refused) as caught:
        reworking.accept_rework(office, view.id, "Odile")
    assert caught.value.code is Code.PASSAGE_CHANGED
    assert writing.get_act(office, act.id) == now
    assert office.workspace.proposals.get(view.id).status is ProposalStatus.PROPOSEE


def test_a_passage_that_only_moved_is_found_again(office: Office, act: Act) -> None:
    view = propose(office, act, RIGHT)
    moved = act.section(Role.EXPOSE).text.replace(TYPED, f"Il pleut beaucoup. {TYPED}")
    writing.edit_section(office, act.id, Role.EXPOSE, moved, "Odile")
    after = reworking.accept_rework(office, view.id, "Odile")
    assert after.section(Role.EXPOSE).text.endswith(f"Il pleut beaucoup. {RIGHT}")


def test_a_passage_left_as_it_is_is_decided_once(office: Office, act: Act) -> None:
    view = propose(office, act, RIGHT)
    assistant.refuse_proposal(office, view.id, "Odile")
    with pytest.raises(Refused) as caught:
        reworking.accept_rework(office, view.id, "Odile")
    assert caught.value.code is Code.PROPOSAL_DECIDED
    assert writing.get_act(office, act.id) == act


def test_interrupted_nothing_is_kept(office: Office, act: Act) -> None:
    office._engine = Writer("Le", cancelled=True)  # type: ignore[assignment]
    at = typed_at(act)
    with pytest.raises(Cancelled):
        reworking.propose_rework(
            office, act.id, Role.EXPOSE, at.paragraph, at.start, at.end, Task.CORRIGER, lambda _: None, lambda: True
        )
    assert office.workspace.proposals.of_act(act.id) == ()


@pytest.mark.parametrize("role", [Role.VISAS, Role.COMPOSITION, Role.MENTIONS])
def test_what_the_program_writes_is_not_retouched(act: Act, role: Role) -> None:
    with pytest.raises(Refused) as caught:
        reworking.place_of(act, role, 0, 4)
    assert caught.value.code is Code.PASSAGE_FIXED


def test_one_paragraph_at_a_time(act: Act) -> None:
    text = act.section(Role.EXPOSE).text
    with pytest.raises(Refused) as caught:
        reworking.place_of(act, Role.EXPOSE, 0, len(text))
    assert "paragraphes" in str(caught.value.data["cause"])


def test_a_title_comes_from_the_notes_and_names_the_act_everywhere(office: Office, act: Act) -> None:
    office._engine = Writer("Réfection du toit de l'école")  # type: ignore[assignment]
    view = titling.propose_title(office, act.id, lambda _: None, lambda: False)
    assert view.reasons == ()
    assert view.replaces
    assert view.replaces == act.objet
    after = titling.accept_title(office, view.id, "Odile")
    assert after.objet == "Réfection du toit de l'école"
    assert after.section(Role.OBJET).text == "Objet\xa0: Réfection du toit de l'école"
    changed = writing.change_fields(office, act.id, {"operation": "Réfection de la mairie"}, "Odile")
    assert changed.objet == after.objet
    undone = writing.restore_content(office, act, "Odile")
    assert (undone.objet, undone.section(Role.OBJET)) == (act.objet, act.section(Role.OBJET))


def test_a_title_that_invents_is_refused(office: Office, act: Act) -> None:
    office._engine = Writer("Réfection du toit de l'école en 2031")  # type: ignore[assignment]
    view = titling.propose_title(office, act.id, lambda _: None, lambda: False)
    assert not view.acceptable
    with pytest.raises(Refused):
        titling.accept_title(office, view.id, "Odile")
