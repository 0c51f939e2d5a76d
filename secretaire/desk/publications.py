"""When and how each act was made known (L. 2131-1): what makes it executory, and what opens the time to contest it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from secretaire.acts.act import Act, ActId, State
from secretaire.acts.life import Step
from secretaire.council.minutes import Publication
from secretaire.desk import writing
from secretaire.desk.exporting import FINAL_STATES, approval_of
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused, WrongUsage

PUBLICITY = (
    "publication électronique",
    "affichage en mairie",
    "publication sur papier, à la disposition du public en mairie",
    "notification à l'intéressé",
)
"""The ways of L. 2131-1: III and IV for the acts of everybody, I for those of one person."""


def publish(office: Office, act_id: str, day: date, mode: str, by: str) -> Act:
    """Note that an approved act was published, posted or notified that day; noted again, the new day takes its place: the
    journal keeps both, and says which one it corrects.

    Raises:
        Refused: the act is not approved, or the journal does not prove that it is; it is dated after that day, or that day is yet to come.
        WrongUsage: no such act; nobody is named; nothing says how.
    """
    if not by.strip() or not mode.strip():
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut dire qui le note, et comment l'acte a été publié ou notifié")
    act = writing.get_act(office, act_id)
    if day > office.today() or (act.act_date is not None and day < act.act_date):
        dated = f"daté du {act.act_date:%d/%m/%Y}" if act.act_date else "sans date"
        raise Refused(Code.ACT_PUBLISHED_WHEN, le=f"{day:%d/%m/%Y}", acte=act.numero or act.objet, date=dated)
    if act.state in FINAL_STATES and approval_of(office, act) is None:  # another program wrote in the workspace
        raise Refused(Code.APPROVAL_NOT_PROVEN, acte=act.id)
    publication, now = Publication(day, mode.strip()), datetime.now(UTC)
    former = publication_of(office, act)
    if publication == former:
        return act
    with office.workspace.writing():
        told = {"le": day.isoformat(), "mode": publication.mode}
        if former is not None:
            told["corrige"] = former.date.isoformat()
        published = office.workspace.acts.record_step(act, Step.PUBLIER, by.strip(), now=now, how=told)
        office.workspace.publications.note(act.id, publication, by.strip(), now=now)
    return published


def publication_of(office: Office, act: Act) -> Publication | None:
    """When and how an act was made known, as it stands; None when it was not, or its text was changed since."""
    return office.workspace.publications.all().get(act.id) if act.state is State.PUBLIE else None


def published(office: Office) -> Mapping[ActId, Publication]:
    """The acts made known, as they stand; one whose text was changed since is no longer the one that was."""
    noted = office.workspace.publications.all()
    return {line.id: noted[line.id] for line in office.workspace.acts.list() if line.state is State.PUBLIE}
