"""Run the checks on an act of ours, or on the text of any file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from secretaire.acts.act import Act
from secretaire.checks.cited_acts import cited_year
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding
from secretaire.checks.run import check_plain_text, run_checks
from secretaire.desk import writing
from secretaire.desk.delegations import delegations_for
from secretaire.desk.files import read_document
from secretaire.desk.law import legal_snapshot
from secretaire.desk.office import Office
from secretaire.desk.spelling import language_of_act, language_of_text, ordered
from secretaire.fund.pieces import Kind
from secretaire.law.cited_acts import KnownAct, Nature, find_cited_acts
from secretaire.law.snapshot import Snapshot

_NATURES = {Kind.DELIBERATION: Nature.DELIBERATION, Kind.ARRETE: Nature.ARRETE, Kind.DECISION: Nature.DECISION}


def check_act(office: Office, act: Act) -> tuple[Finding, ...]:
    """All the findings on an act, the blocking ones first."""
    context = CheckContext(
        act=act,
        act_type=writing.act_type(office, act.type_id),
        commune=office.commune,
        roster=office.workspace.roster.get(),
        seance=office.workspace.seances.get(act.seance_id) if act.seance_id is not None else None,
        vote=office.workspace.seances.vote(act.id),
        snapshot=office.snapshot,
        today=office.today(),
        known_acts=_known_acts(office, act),
        delegations=delegations_for(office, act),
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


def check_file(path: Path, on: date) -> tuple[Finding, ...]:
    """The findings on the text of any act file, judged at a date.

    Raises:
        UnreadableInput: the file is missing, or no text can be read in it.
    """
    text = "\n".join(page.text for page in read_document(path))
    return check_text(text, legal_snapshot(), on)


def check_text(text: str, snapshot: Snapshot, on: date) -> tuple[Finding, ...]:
    """The findings on the text of any act, judged at a date."""
    return ordered([*check_plain_text(text, snapshot, on), *language_of_text(text)])
