"""Take an act out of the application: a « PROJET » copy at any time, the final document once approved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from secretaire.acts.act import State
from secretaire.desk import writing
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused
from secretaire.exchange.docx_act import Approval, write_act

FINAL_STATES = frozenset({State.APPROUVE, State.ADOPTE, State.PUBLIE})


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """The file written and the state of the act at that moment."""

    path: Path
    state: State


def export_act(office: Office, act_id: str, target: Path, *, final: bool) -> ExportedFile:
    """Write the DOCX of an act, as a final document or as a watermarked draft.

    Raises:
        Refused: a final document of an act that is not approved.
        EnvironmentFault: the target cannot be written.
    """
    act = writing.get_act(office, act_id)
    kind = writing.act_type(office, act.type_id)
    approval: Approval | None = None
    if final:
        entry = office.workspace.journal.last_approval(act.id)
        if act.state not in FINAL_STATES or entry is None:
            raise Refused(Code.NOT_APPROVED, acte=act.id, etat=act.state.value)
        approval = Approval(by=entry.who, at=entry.when, version=act.version, journal_hash=entry.hash)
    write_act(act, kind, office.commune, target, approval)
    return ExportedFile(target, act.state)
