"""Proposals of the pen: kept whatever is decided, decided once, by a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from secretaire.acts.act import Act, ActId, Role
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.store.canonical import sha256_hex
from secretaire.store.journal import Event
from secretaire.store.proposals import NewProposal, Place, ProposalStatus
from secretaire.store.workspace import Workspace

TEXT = "La salle des fêtes est louée toute l'année."


@pytest.fixture
def proposal(workspace: Workspace, act: Act, now: datetime) -> NewProposal:
    workspace.acts.add(act, "Claire", now=now)
    return NewProposal(
        run_id="run-7",
        act_id=act.id,
        act_version=1,
        role=Role.EXPOSE,
        task="expose",
        notes="salle louée toute l'année",
        text=TEXT,
        model_sha256="c" * 64,
        seed=2**63 - 1,
    )


def test_a_proposal_waits_for_a_decision(workspace: Workspace, proposal: NewProposal, now: datetime) -> None:
    stored = workspace.proposals.add(proposal, now=now)
    assert (stored.content, stored.status, stored.proposed_at) == (proposal, ProposalStatus.PROPOSEE, now)
    assert (stored.decided_by, stored.decided_at, stored.refusal_reason) == ("", None, "")
    assert workspace.proposals.get(stored.id) == stored
    assert workspace.proposals.of_act(proposal.act_id) == (stored,)
    assert workspace.proposals.of_act(ActId("autre")) == ()


def test_an_accepted_proposal_is_in_the_journal(workspace: Workspace, proposal: NewProposal, now: datetime) -> None:
    stored = workspace.proposals.add(proposal, now=now)
    accepted = workspace.proposals.accept(stored.id, "Claire", now=now)
    assert (accepted.status, accepted.decided_by, accepted.decided_at) == (ProposalStatus.ACCEPTEE, "Claire", now)
    line = workspace.journal.entries(proposal.act_id)[-1]
    assert (line.what, line.who) == (Event.PROPOSITION_ACCEPTEE, "Claire")
    assert line.data["texte_sha256"] == sha256_hex(TEXT)
    assert line.data["modele_sha256"] == "c" * 64


def test_a_refused_proposal_keeps_its_reason(workspace: Workspace, proposal: NewProposal, now: datetime) -> None:
    stored = workspace.proposals.add(proposal, now=now)
    lines = len(workspace.journal.entries(proposal.act_id))
    refused = workspace.proposals.refuse(stored.id, "Claire", "trop long", now=now)
    assert (refused.status, refused.refusal_reason) == (ProposalStatus.REFUSEE, "trop long")
    assert workspace.proposals.get(stored.id) == refused
    assert len(workspace.journal.entries(proposal.act_id)) == lines


def test_a_decision_is_taken_once(workspace: Workspace, proposal: NewProposal, now: datetime) -> None:
    stored = workspace.proposals.add(proposal, now=now)
    refused = workspace.proposals.refuse(stored.id, "Claire", now=now)
    for decide in (workspace.proposals.accept, workspace.proposals.refuse):
        with pytest.raises(Refused) as caught:
            decide(stored.id, "Paul", now=now)
        assert caught.value.code is Code.PROPOSAL_DECIDED
    assert workspace.proposals.get(stored.id) == refused


def test_what_the_locks_refuse_nobody_can_accept(workspace: Workspace, proposal: NewProposal, now: datetime) -> None:
    locked = replace(proposal, lock_reasons=("le montant 120 € manque", "« Dupont » n'est pas dans les notes"))
    stored = workspace.proposals.add(locked, now=now)
    lines = len(workspace.journal.entries(proposal.act_id))
    with pytest.raises(Refused) as caught:
        workspace.proposals.accept(stored.id, "Claire", now=now)
    assert caught.value.code is Code.PROPOSAL_LOCKED
    assert workspace.proposals.get(stored.id) == stored
    assert len(workspace.journal.entries(proposal.act_id)) == lines


def test_unknown_proposals_and_acts_are_named(workspace: Workspace, proposal: NewProposal, now: datetime) -> None:
    with pytest.raises(WrongUsage) as caught:
        workspace.proposals.accept(99, "Claire", now=now)
    assert caught.value.code is Code.UNKNOWN_PROPOSAL
    with pytest.raises(WrongUsage) as caught:
        workspace.proposals.add(replace(proposal, act_id=ActId("absent")), now=now)
    assert caught.value.code is Code.UNKNOWN_ACT


def test_the_acceptance_and_the_new_text_are_kept_together(
    workspace: Workspace, act: Act, proposal: NewProposal, now: datetime
) -> None:
    stored = workspace.proposals.add(proposal, now=now)
    stale = replace(act, version=5, objet="autre")

    def accept_and_save() -> None:
        with workspace.writing():
            workspace.proposals.accept(stored.id, "Claire", now=now)
            workspace.acts.save(stale, "Claire", now=now)

    with pytest.raises(Refused) as caught:
        accept_and_save()
    assert caught.value.code is Code.ACT_CHANGED_ELSEWHERE
    assert workspace.proposals.get(stored.id).status is ProposalStatus.PROPOSEE
    assert workspace.journal.verify().intact


def test_what_it_takes_to_make_it_again_is_kept(workspace: Workspace, proposal: NewProposal, now: datetime) -> None:
    whole = replace(
        proposal,
        task="corriger",
        objet="Salle des fêtes",
        adapter_sha256="d" * 64,
        pen_version="0123456789ab",
        place=Place("expose.1", 12, 57),
    )
    stored = workspace.proposals.add(whole, now=now)
    assert workspace.proposals.get(stored.id).content == whole
    workspace.proposals.accept(stored.id, "Claire", now=now)
    data = workspace.journal.entries(proposal.act_id)[-1].data
    assert (data["tache"], data["adaptation_sha256"], data["plume"]) == ("corriger", "d" * 64, "0123456789ab")
