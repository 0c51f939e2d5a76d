"""Assemble the procès-verbal of a meeting from its course, its acts and its notes: deterministic, no I/O."""

from secretaire.drafting.minutes.assembling import assemble, settled_later
from secretaire.drafting.minutes.debate import with_debate
from secretaire.drafting.minutes.listing import listing, signed_by_president
from secretaire.drafting.minutes.material import PROCES_VERBAL, Material, Settled
from secretaire.drafting.minutes.points import TASKS
from secretaire.drafting.minutes.speakers import with_civility

__all__ = [
    "PROCES_VERBAL",
    "TASKS",
    "Material",
    "Settled",
    "assemble",
    "listing",
    "settled_later",
    "signed_by_president",
    "with_civility",
    "with_debate",
]
