"""Acts as they stand and as they were: no approval outlives its words, no edit overwrites another."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from secretaire.acts.act import Act, ActId, State
from secretaire.acts.life import Step
from secretaire.council.seance import Seance
from secretaire.errors import Code, EnvironmentFault, Refused, WrongUsage
from secretaire.store.act_json import content_sha256
from secretaire.store.acts import SITTING
from secretaire.store.journal import Event
from secretaire.store.workspace import Workspace

CLAIRE, PAUL = "Claire MARTIN", "Paul DURAND"
MINUTE = timedelta(minutes=1)


def _approved(workspace: Workspace, act: Act, now: datetime) -> Act:
    act = workspace.acts.add(act, CLAIRE, now=now)
    for step, by in ((Step.RELIRE, CLAIRE), (Step.SOUMETTRE, CLAIRE), (Step.APPROUVER, PAUL)):
        act = workspace.acts.record_step(act, step, by, now=now)
    return act


def _history(workspace: Workspace, act: Act) -> list[tuple[int, str, str]]:
    return [(v.version, v.event, v.who) for v in workspace.acts.versions(act.id)]


def test_an_act_is_kept_whole(workspace: Workspace, act: Act, now: datetime) -> None:
    workspace.acts.add(act, CLAIRE, now=now)
    assert workspace.acts.get(act.id) == act


def test_a_new_act_is_a_draft_whatever_it_says(workspace: Workspace, act: Act, now: datetime) -> None:
    added = workspace.acts.add(replace(act, state=State.APPROUVE, version=7), CLAIRE, now=now)
    assert (added.state, added.version) == (State.BROUILLON, 1)
    assert workspace.acts.get(act.id) == added


def test_an_unknown_act_is_named(workspace: Workspace, act: Act, now: datetime) -> None:
    for asked in (
        lambda: workspace.acts.get(ActId("absent")),
        lambda: workspace.acts.save(act, CLAIRE, now=now),
        lambda: workspace.acts.record_step(act, Step.RELIRE, CLAIRE, now=now),
    ):
        with pytest.raises(WrongUsage) as caught:
            asked()
        assert caught.value.code is Code.UNKNOWN_ACT


def test_a_seance_that_does_not_exist_is_refused(workspace: Workspace, act: Act, now: datetime) -> None:
    with pytest.raises(WrongUsage) as caught:
        workspace.acts.add(replace(act, seance_id=4), CLAIRE, now=now)
    assert caught.value.code is Code.UNKNOWN_SEANCE
    added = workspace.acts.add(act, CLAIRE, now=now)
    with pytest.raises(WrongUsage):
        workspace.acts.save(replace(added, seance_id=4), CLAIRE, now=now)
    seance = workspace.seances.create(Seance(0, now.date()))
    assert workspace.acts.save(replace(added, seance_id=seance.id), CLAIRE, now=now).seance_id == seance.id


def test_every_save_is_a_new_version(workspace: Workspace, act: Act, now: datetime) -> None:
    added = workspace.acts.add(act, CLAIRE, now=now)
    saved = workspace.acts.save(replace(added, objet="Tarifs 2027"), CLAIRE, now=now)
    assert (saved.version, saved.objet) == (2, "Tarifs 2027")
    assert workspace.acts.get(act.id) == saved


def test_saving_the_same_words_changes_nothing(workspace: Workspace, act: Act, now: datetime) -> None:
    approved = _approved(workspace, act, now)
    assert workspace.acts.save(approved, CLAIRE, now=now + MINUTE) == approved
    assert workspace.acts.get(act.id) == approved


def test_an_act_changed_elsewhere_is_not_overwritten(workspace: Workspace, act: Act, now: datetime) -> None:
    read = workspace.acts.add(act, CLAIRE, now=now)
    elsewhere = workspace.acts.save(replace(read, objet="De la ligne de commande"), PAUL, now=now)
    with pytest.raises(Refused) as caught:
        workspace.acts.save(replace(read, objet="De la fenêtre"), CLAIRE, now=now)
    assert caught.value.code is Code.ACT_CHANGED_ELSEWHERE
    assert workspace.acts.get(act.id) == elsewhere


def test_the_saves_of_a_sitting_keep_one_version(workspace: Workspace, act: Act, now: datetime) -> None:
    edited = workspace.acts.add(act, CLAIRE, now=now)
    for minute in range(1, 30):
        edited = workspace.acts.save(replace(edited, objet=f"Tarifs {minute}"), CLAIRE, now=now + minute * MINUTE)
    assert _history(workspace, act) == [(1, "creation", CLAIRE), (30, "edition", CLAIRE)]
    assert workspace.acts.version(act.id, 30) == edited
    assert workspace.acts.versions(act.id)[1].when == now + 29 * MINUTE


def test_another_sitting_or_another_author_keeps_another_version(workspace: Workspace, act: Act, now: datetime) -> None:
    edited = workspace.acts.add(act, CLAIRE, now=now)
    for who, moment in ((CLAIRE, now), (CLAIRE, now + SITTING), (PAUL, now + SITTING), (CLAIRE, now + SITTING)):
        edited = workspace.acts.save(replace(edited, objet=edited.objet + "."), who, now=moment)
    assert _history(workspace, act)[1:] == [
        (2, "edition", CLAIRE),
        (3, "edition", CLAIRE),
        (4, "edition", PAUL),
        (5, "edition", CLAIRE),
    ]


def test_a_clock_set_back_keeps_another_version(workspace: Workspace, act: Act, now: datetime) -> None:
    edited = workspace.acts.add(act, CLAIRE, now=now)
    edited = workspace.acts.save(replace(edited, objet="un"), CLAIRE, now=now)
    workspace.acts.save(replace(edited, objet="deux"), CLAIRE, now=now - MINUTE)
    assert [v[0] for v in _history(workspace, act)] == [1, 2, 3]


def test_an_edit_after_approval_takes_it_back_and_the_journal_says_so(
    workspace: Workspace, act: Act, now: datetime
) -> None:
    approved = _approved(workspace, act, now)
    assert approved.state is State.APPROUVE
    edited = workspace.acts.save(replace(approved, objet="Autres tarifs"), CLAIRE, now=now + MINUTE)
    assert edited.state is State.BROUILLON
    line = workspace.journal.entries(act.id)[-1]
    assert (line.what, line.who, line.version) == (Event.RETOUR_BROUILLON, CLAIRE, edited.version)
    assert line.content_sha256 == content_sha256(edited)
    assert line.data == {"de": "approuve"}
    approval = workspace.journal.entries(act.id)[-2]
    assert (approval.what, approval.who, approval.content_sha256) == (Step.APPROUVER, PAUL, content_sha256(approved))
    assert workspace.acts.approval(edited) is None
    assert workspace.acts.approval(approved) is None, "not even put back as it was"


def test_the_state_is_not_for_the_editor_to_choose(workspace: Workspace, act: Act, now: datetime) -> None:
    added = workspace.acts.add(act, CLAIRE, now=now)
    saved = workspace.acts.save(replace(added, state=State.APPROUVE, objet="Passé en force"), CLAIRE, now=now)
    assert saved.state is State.BROUILLON
    assert workspace.acts.save(replace(saved, state=State.APPROUVE), CLAIRE, now=now).state is State.BROUILLON


def test_an_approved_version_is_never_overwritten(workspace: Workspace, act: Act, now: datetime) -> None:
    approved = _approved(workspace, act, now)
    edited = approved
    for word in ("un", "deux", "trois"):
        edited = workspace.acts.save(replace(edited, objet=word), PAUL, now=now)
    assert workspace.acts.version(act.id, approved.version) == approved
    assert [v[:2] for v in _history(workspace, act)] == [
        (1, "creation"),
        (2, "relire"),
        (3, "soumettre"),
        (4, "approuver"),
        (5, "retour_brouillon"),
        (7, "edition"),
    ]


def test_every_line_of_the_journal_has_its_version_in_the_history(
    workspace: Workspace, act: Act, now: datetime
) -> None:
    edited = _approved(workspace, act, now)
    for word in ("un", "deux"):
        edited = workspace.acts.save(replace(edited, objet=word), PAUL, now=now)
    workspace.acts.record_step(edited, Step.RELIRE, CLAIRE, now=now)
    for line in workspace.journal.entries(act.id):
        assert content_sha256(workspace.acts.version(act.id, line.version)) == line.content_sha256


def test_a_step_that_does_not_follow_changes_nothing(workspace: Workspace, act: Act, now: datetime) -> None:
    added = workspace.acts.add(act, CLAIRE, now=now)
    before = workspace.journal.verify().entries
    with pytest.raises(Refused) as caught:
        workspace.acts.record_step(added, Step.APPROUVER, PAUL, now=now)
    assert caught.value.code is Code.TRANSITION_REFUSED
    assert workspace.acts.get(act.id) == added
    assert workspace.journal.verify().entries == before


def test_nobody_approves_words_they_did_not_read(workspace: Workspace, act: Act, now: datetime) -> None:
    read = workspace.acts.add(act, CLAIRE, now=now)
    for unread in (replace(read, objet="Jamais enregistré"), replace(read, version=3)):
        with pytest.raises(Refused) as caught:
            workspace.acts.record_step(unread, Step.RELIRE, CLAIRE, now=now)
        assert caught.value.code is Code.ACT_CHANGED_ELSEWHERE
    assert workspace.acts.get(act.id) == read


def test_the_reason_of_a_return_is_in_the_journal(workspace: Workspace, act: Act, now: datetime) -> None:
    approved = _approved(workspace, act, now)
    with pytest.raises(Refused):
        workspace.acts.record_step(approved, Step.REPRENDRE, PAUL, now=now)
    returned = workspace.acts.record_step(approved, Step.REPRENDRE, PAUL, "le tarif d'été manque", now=now)
    assert returned.state is State.A_REPRENDRE
    line = workspace.journal.entries(act.id)[-1]
    assert line.data == {"de": "approuve", "vers": "a_reprendre", "motif": "le tarif d'été manque"}


def test_state_and_journal_are_written_together(
    workspace: Workspace, act: Act, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = workspace.acts.add(act, CLAIRE, now=now)

    def power_cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(workspace.journal, "append", power_cut)
    with pytest.raises(KeyboardInterrupt):
        workspace.acts.record_step(added, Step.RELIRE, CLAIRE, now=now)
    assert workspace.acts.get(act.id) == added
    assert _history(workspace, act) == [(1, "creation", CLAIRE)]


def test_the_list_has_the_last_touched_first(workspace: Workspace, act: Act, now: datetime) -> None:
    first = workspace.acts.add(replace(act, id=ActId("a")), CLAIRE, now=now)
    workspace.acts.add(replace(act, id=ActId("b"), numero="2026-002"), CLAIRE, now=now + MINUTE)
    assert [line.id for line in workspace.acts.list()] == ["b", "a"]
    workspace.acts.save(replace(first, objet="Retouché", numero="2026-009"), CLAIRE, now=now + 2 * MINUTE)
    line = workspace.acts.list()[0]
    assert (line.id, line.type_id, line.numero, line.objet) == ("a", "tarifs_salle", "2026-009", "Retouché")
    assert (line.state, line.version, line.updated) == (State.BROUILLON, 2, now + 2 * MINUTE)


def test_moments_are_kept_in_universal_time(workspace: Workspace, act: Act) -> None:
    summer_in_paris = datetime(2026, 7, 14, 10, 0, tzinfo=timezone(timedelta(hours=2)))
    workspace.acts.add(act, CLAIRE, now=summer_in_paris)
    kept = workspace.acts.list()[0].updated
    assert kept == summer_in_paris
    assert kept.tzinfo is UTC


def test_a_version_that_was_not_kept_is_named(workspace: Workspace, act: Act, now: datetime) -> None:
    workspace.acts.add(act, CLAIRE, now=now)
    with pytest.raises(WrongUsage) as caught:
        workspace.acts.version(act.id, 9)
    assert caught.value.code is Code.UNKNOWN_VERSION


@pytest.mark.parametrize("content", ["{", "[]", '{"id": "x"}'])
def test_an_act_changed_by_hand_into_nonsense_is_a_damaged_file(
    workspace: Workspace, act: Act, now: datetime, content: str
) -> None:
    workspace.acts.add(act, CLAIRE, now=now)
    with workspace.writing() as db:
        db.execute("UPDATE acts SET content = ?", (content,))
    with pytest.raises(EnvironmentFault) as caught:
        workspace.acts.get(act.id)
    assert caught.value.code is Code.WORKSPACE_DAMAGED
