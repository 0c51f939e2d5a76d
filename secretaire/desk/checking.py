"""Run the checks on an act of ours."""

from __future__ import annotations

from secretaire.acts.act import Act
from secretaire.checks.cited_acts import cited_year
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding
from secretaire.checks.run import run_checks
from secretaire.desk import courses, writing
from secretaire.desk.delegations import delegations_for
from secretaire.desk.office import Office
from secretaire.desk.spelling import language_of_act, ordered
from secretaire.fund.pieces import Kind
from secretaire.law.cited_acts import KnownAct, Nature, find_cited_acts

_NATURES = {Kind.DELIBERATION: Nature.DELIBERATION, Kind.ARRETE: Nature.ARRETE, Kind.DECISION: Nature.DECISION}


def check_act(office: Office, act: Act) -> tuple[Finding, ...]:
    """All the findings on an act, the blocking ones first."""
    seance, held = courses.held(office, act)
    context = CheckContext(
        act=act,
        act_type=writing.act_type(office, act.type_id),
        commune=office.commune,
        roster=office.workspace.roster.get(),
        seance=seance,
        vote=office.workspace.seances.vote(act.id),
        snapshot=office.snapshot,
        today=office.today(),
        known_acts=_known_acts(office, act),
        delegations=delegations_for(office, act),
        held=held,
    )
    return ordered([*run_checks(context), *language_of_act(act)])


def _known_acts(office: Office, act: Act) -> tuple[KnownAct, ...]:
    """The acts of the fund of the years that the act cites; the fund is not read when it cites none."""
    years = {
        year
        for section in act.sections
        for cited in find_cited_acts(section.text)
        if not cited.of_another and (year := cited_year(cited))
    }
    if not years:
        return ()
    pieces = office.fund.catalogue.pieces.acts_of_years(years)
    return tuple(
        KnownAct(_NATURES[p.facts.kind], p.facts.number, p.facts.date, p.facts.objet)
        for p in pieces
        if p.facts.date is not None
    )
