"""The deliberations by which the council delegated to the maire: among our acts, else in the fund."""

from __future__ import annotations

from datetime import date

from secretaire.acts.act import Act
from secretaire.checks.delegations_given import Delegation, delegates, item_of, read_ceilings
from secretaire.checks.folding import folded
from secretaire.desk import old_acts, writing
from secretaire.desk.exporting import FINAL_STATES
from secretaire.desk.office import Office
from secretaire.fund.pieces import Kind

_TYPE = "delegations_maire"
_TERM = 6  # years of a mandate, for a council whose beginning is not known


def delegations_for(office: Office, act: Act) -> tuple[Delegation, ...]:
    """Those an act may rest on, or trespass on; the fund is not read when the act has nothing to do with any."""
    if item_of(act.objet) is None and "2122-22" not in folded("".join(section.text for section in act.sections)):
        return ()
    day = act.act_date or office.today()
    return (*_ours(office), *_of_fund(office, day))


def _ours(office: Office) -> list[Delegation]:
    decided = (line for line in writing.list_acts(office) if line.type_id == _TYPE and line.state in FINAL_STATES)
    acts = [writing.get_act(office, line.id) for line in decided]
    return [
        Delegation(act.act_date, act.numero, read_ceilings("\n".join(s.text for s in act.sections)))
        for act in acts
        if act.act_date
    ]


def _of_fund(office: Office, day: date) -> list[Delegation]:
    """The last one of the fund before that day."""
    pieces = [
        piece
        for piece in office.fund.catalogue.pieces.acts_of_years(range(day.year - _TERM, day.year + 1))
        if piece.facts.kind is Kind.DELIBERATION
        and piece.facts.date is not None
        and piece.facts.date <= day
        and delegates(piece.facts.objet)
    ]
    if not pieces or (held := pieces[-1].facts.date) is None:
        return []
    text = old_acts.of_stored(office, pieces[-1]).old.text
    return [Delegation(held, pieces[-1].facts.number, read_ceilings(text))]
