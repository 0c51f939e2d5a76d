"""A decision taken on paper: the sheet to print, and what the secretary records once it is signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.acts.act import Act
from secretaire.acts.life import Step
from secretaire.acts.wording import de_commune, upper_first
from secretaire.desk import review, writing
from secretaire.desk.for_decision import origins_told
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to
from secretaire.exchange.review_sheet import ReviewSheet, write_review_sheet
from secretaire.store.act_json import content_sha256

_SHOWN = 8
"""Characters of the fingerprint at the foot of the sheet: enough to tell two texts of one act apart."""


def print_sheet(office: Office, act_id: str, target: Path, *, printer: PdfPrinter, cancelled: Cancel = never) -> str:
    """Write the sheet of an act (.docx, .odt or .pdf); returns the fingerprint that it bears.

    Raises:
        WrongUsage: no such act, or the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    route = route_to(target)
    act = writing.get_act(office, act_id)
    kind, head = writing.act_type(office, act.type_id), office.workspace.journal.head()
    told = ", ".join(origins_told(office, act))
    sheet = ReviewSheet(
        act=act,
        kind=kind.libelle,
        commune=f"Commune {de_commune(office.commune.nom, office.commune.liaison)}",
        origins=f"{upper_first(told)}." if told else "",
        fingerprint=fingerprint(act),
        journal=head.hash[:_SHOWN] if head else "",
        printed_on=office.today(),
    )
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "feuille.docx"
        write_review_sheet(sheet, source)
        deliver(route, [(source, target)], printer, cancelled=cancelled)
    return sheet.fingerprint


def record(
    office: Office,
    act_id: str,
    step: Step,
    decider: str,
    reason: str = "",
    *,
    on: date,
    read: str,
    by: str,
    scan: Path | None = None,
    code: str = "",
) -> Act:
    """Take the step that a signed sheet says, in the name of whoever signed it.

    Args:
        on: the day written on the sheet.
        read: the fingerprint that the sheet bears.
        by: who records it.
        scan: of the sheet; a copy is kept in the workspace, named in the journal.
        code: of the person who signed, when they have one.

    Raises:
        Refused: the sheet is of another text, or see `review.take`.
        WrongUsage: no such act, or the day is to come.
        UnreadableInput: the scan cannot be read.
    """
    if on > office.today():
        raise WrongUsage(Code.WRONG_OPTION, cause="La date de la feuille n'est pas encore venue")
    act = writing.get_act(office, act_id)
    now = fingerprint(act)
    if "".join(read.split()).upper() != now:
        raise Refused(Code.PAPER_OLD, lue=read.strip(), actuelle=now)
    how = {"porte": "papier", "date_lue": on.isoformat(), "saisi_par": by.strip()}
    if scan is not None:
        kept = office.workspace.joined.keep(scan)
        how |= {"scan": kept.nom, "scan_sha256": kept.sha256}
    return review.take(office, act_id, step, decider, reason, pin=code, version=act.version, how=how)


def fingerprint(act: Act) -> str:
    """What the foot of its sheet bears."""
    return content_sha256(act)[:_SHOWN].upper()
