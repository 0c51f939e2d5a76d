"""What can be asked of the assistant for the act on the desk: a part, the title, a passage written again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from secretaire.acts.act import Act, Role
from secretaire.desk import assistant, reworking, titling
from secretaire.desk.assistant import ProposalView, Zone
from secretaire.desk.office import Office
from secretaire.desk.reworking import Retouch, ReworkView
from secretaire.store.proposals import Place

OnText = Callable[[str], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Request:
    """A text to ask for, and what a person does with it.

    Attributes:
        title: what it is, above the text and at the bottom of the window.
        reads: what the assistant reads first.
        leave: the button that leaves it out.
        change: how undo names its acceptance.
        write: given the act, writes the text; the act does not change.
        accept: puts it in the act, by its author.
    """

    title: str
    reads: str
    leave: str
    change: str
    write: Callable[[Office, str, OnText, Cancelled], ProposalView | ReworkView]
    accept: Callable[[Office, int, str], Act]


def part_request(zone: Zone) -> Request:
    """A part of the act, from the notes."""
    name = zone.libelle.lower()
    return Request(
        title=f"Proposition de l'assistant : {name}",
        reads="vos notes",
        leave="Refuser",
        change=f"Proposition acceptée : {name}",
        write=lambda office, act_id, on_text, cancelled: assistant.propose(
            office, act_id, zone.role, on_text, cancelled
        ),
        accept=assistant.accept_proposal,
    )


def title_request() -> Request:
    """The title of the act, from the notes."""
    return Request(
        title="Proposition de l'assistant : titre",
        reads="vos notes",
        leave="Refuser",
        change="Titre proposé par l'assistant",
        write=titling.propose_title,
        accept=titling.accept_title,
    )


def rework_request(retouch: Retouch, role: Role, place: Place) -> Request:
    """A passage of the page, written again."""
    name = retouch.libelle.lower()
    return Request(
        title=f"Retouche : {name}",
        reads="la phrase",
        leave="Laisser",
        change=f"Retouche : {name}",
        write=lambda office, act_id, on_text, cancelled: reworking.propose_rework(
            office, act_id, role, place.paragraph, place.start, place.end, retouch.task, on_text, cancelled
        ),
        accept=reworking.accept_rework,
    )
