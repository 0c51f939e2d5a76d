"""The control sheet of an act of ours, of a file, or of a document of the fund: to be printed and filed with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten

from secretaire.acts.act import Act, Role
from secretaire.acts.act_type import Famille
from secretaire.acts.wording import de_commune
from secretaire.checks.families import FAMILIES, family_of
from secretaire.checks.finding import Finding, Gravite
from secretaire.desk import writing
from secretaire.desk.checking import check_act
from secretaire.desk.document_checks import CheckedFile, PlacedFinding, check_document
from secretaire.desk.journal import head_words
from secretaire.desk.law import law_state
from secretaire.desk.office import Office
from secretaire.desk.precedent_checks import against_precedent
from secretaire.exchange.control_sheet import ControlSheet, Remark, write_control_sheet
from secretaire.exchange.delivery import Cancel, PdfPrinter, deliver, never, route_to

_LONGEST = 120  # characters of a passage
_TITLES = {
    Gravite.BLOQUANT: "Points bloquants",
    Gravite.ALERTE: "Points à vérifier",
    Gravite.INFO: "Pour information",
}
_PLACES = {
    Role.ENTETE: "en-tête",
    Role.COMPOSITION: "composition",
    Role.OBJET: "objet",
    Role.EXPOSE: "exposé",
    Role.VISAS: "visas",
    Role.CONSIDERANTS: "considérants",
    Role.VOTE: "vote",
    Role.DISPOSITIF: "dispositif",
    Role.CLOTURE: "clôture",
    Role.SIGNATURES: "signatures",
    Role.MENTIONS: "mentions",
}
_BEYOND = (
    "l'opportunité de la décision et la proportion d'une mesure ;",
    "l'exactitude des faits, des montants et des pièces, qui ne sont que comparés entre eux ;",
    "ce qui s'est passé en séance : présence, débat, sincérité du vote ;",
    "les textes changés après la date de l'état du droit, et ceux qu'il ne connaît pas ;",
    "l'intérêt personnel d'un élu que l'acte ne nomme pas ;",
    "la signature et sa date. Cette fiche ne vaut pas avis du contrôle de légalité.",
)


def act_sheet(office: Office, act_id: str) -> ControlSheet:
    """The sheet of an act of ours, checked now.

    Raises:
        WrongUsage: no such act.
    """
    act = writing.get_act(office, act_id)
    kind = writing.act_type(office, act.type_id)
    found = [*check_act(office, act), *against_precedent(office, act)]
    what = "Arrêté" if kind.famille is Famille.ARRETE else "Délibération"
    number = f"{what} n°\u00a0{act.numero} : " if act.numero else ""
    sheet = _sheet(
        f"{number}{act.objet or kind.libelle}",
        [_remark(f, _PLACES[f.role] if f.role else "") for f in found],
        found,
        version=f"version {act.version}",
        commune=f"Commune {de_commune(office.commune.nom, office.commune.liaison)}",
        on=act.act_date or office.today(),
    )
    return replace(sheet, joined=_joined(office, act), journal=head_words(office))


def file_sheet(checked: CheckedFile) -> ControlSheet:
    """The sheet of any file that was checked."""
    return _placed_sheet(checked.name, checked.findings, "", checked.judged_on)


def document_sheet(office: Office, document_id: int) -> ControlSheet:
    """The sheet of a document of the fund.

    Raises:
        WrongUsage: it left the fund.
    """
    dates = [p.facts.date for p in office.fund.catalogue.pieces.of_document(document_id) if p.facts.date]
    name, on = office.fund.document(document_id).path.name, dates[0] if dates else office.today()
    commune = f"Commune {de_commune(office.commune.nom, office.commune.liaison)}"
    return _placed_sheet(name, check_document(office, document_id), commune, on)


def write_sheet(sheet: ControlSheet, target: Path, *, printer: PdfPrinter, cancelled: Cancel = never) -> None:
    """Write a sheet: .docx, .odt or .pdf, by the suffix of the target.

    Raises:
        WrongUsage: the suffix is none of ours.
        EnvironmentFault: the target cannot be written, or needs LibreOffice.
        Cancelled: `cancelled` said so; nothing is written.
    """
    route = route_to(target)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "fiche.docx"
        write_control_sheet(sheet, source)
        deliver(route, [(source, target)], printer, cancelled=cancelled)


def _joined(office: Office, act: Act) -> tuple[str, ...]:
    kept = office.workspace.joined
    lost = " (copie disparue ou changée depuis qu'elle a été jointe)"
    return tuple(
        f"annexe {rank} : {piece.nom}{'' if kept.holds(piece) else lost}"
        for rank, piece in enumerate(act.jointes, start=1)
    )


def _placed_sheet(name: str, placed: Sequence[PlacedFinding], commune: str, on: date) -> ControlSheet:
    remarks = [_remark(p.finding, ", ".join(filter(None, [f"page {p.page}", p.finding.acte]))) for p in placed]
    return _sheet(name, remarks, [p.finding for p in placed], version="", commune=commune, on=on)


def _remark(finding: Finding, place: str) -> Remark:
    passage = shorten(finding.extrait.replace("\n", " "), _LONGEST, placeholder="…")
    advice = (
        f" Écrire « {finding.proposition} »."
        if finding.proposition and finding.proposition not in finding.message
        else ""
    )
    return Remark(f"{finding.message}{advice}", passage, place, finding.reference)


def _sheet(
    subject: str, remarks: Sequence[Remark], findings: Sequence[Finding], *, version: str, commune: str, on: date
) -> ControlSheet:
    groups = [
        (title, [remark for remark, finding in zip(remarks, findings, strict=True) if finding.gravite is gravite])
        for gravite, title in _TITLES.items()
    ]
    return ControlSheet(
        subject=subject,
        version=version,
        commune=commune,
        checked_on=datetime.now().astimezone().date(),
        judged_on=on,
        law_on=law_state().date,
        groups=[(title, held) for title, held in groups if held],
        right=_right(findings),
        beyond=_BEYOND,
    )


def _right(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The families where nothing is to be looked at; a mere information leaves a family right."""
    touched = {family_of(finding.code) for finding in findings if finding.gravite is not Gravite.INFO}
    return tuple(name for name in FAMILIES if name not in touched)
