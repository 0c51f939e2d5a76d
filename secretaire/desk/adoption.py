"""What became of a deliberation: adopted, or why it is not, or not yet, an act of the council."""

from __future__ import annotations

from collections.abc import Mapping

from secretaire.acts.act import Act
from secretaire.desk.exporting import FINAL_STATES, approval_of
from secretaire.desk.meeting_papers import Resultat, examined
from secretaire.desk.office import Office

WHY_NOT: Mapping[Resultat, str] = {
    Resultat.REJETEE: "rejetée par le conseil",
    Resultat.REPORTEE: "point reporté",
    Resultat.RETIREE: "point retiré",
    Resultat.SANS_QUORUM: "point reporté, faute de quorum",
    Resultat.EN_ATTENTE: "le résultat du vote n'est pas noté dans la séance",
}
"""Why it is not adopted."""

NO_SEANCE = "elle n'est rattachée à aucune séance"


def not_approved(office: Office, act: Act) -> str:
    """Why an act may not leave as a final document; empty when it may."""
    if approval_of(office, act) is not None:
        return ""
    lost = act.state in FINAL_STATES  # another program wrote in the workspace
    return "son approbation n'est pas au journal" if lost else "pas encore approuvé par le maire"


def not_adopted(office: Office, seance_id: int) -> Mapping[str, str]:
    """The acts of a meeting that the council did not adopt, each with the reason.

    Raises:
        WrongUsage: no such meeting.
    """
    lines = examined(office, seance_id).lines
    return {line.act_id: WHY_NOT[line.resultat] for line in lines if line.act_id and line.resultat in WHY_NOT}
