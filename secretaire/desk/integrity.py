"""Is everything in a workspace whole? What is only a cache is made again; the rest is said."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from secretaire.acts import wording
from secretaire.acts.act import PieceJointe
from secretaire.desk import letterhead
from secretaire.desk.journal import journal_report
from secretaire.desk.messages import journal_sentence, sentence
from secretaire.desk.office import Office, open_folder
from secretaire.desk.safekeeping import FUND, FUND_SCHEMA, SPACE_SCHEMA, restorations
from secretaire.errors import Code, EnvironmentFault, SecretaireError, WrongUsage
from secretaire.fund.finding.results import REASON_TEXTS
from secretaire.store.journal import JournalEntry
from secretaire.store.soundness import examine
from secretaire.store.workspace import FILE_NAME

_LOG = logging.getLogger(__name__)
_NAMED = 5
_A_WORD = "conseil"  # a search reads what opening does not


class State(StrEnum):
    """What was found of a part of the workspace."""

    SAIN = "sain"
    REPARE = "repare"
    DEFAUT = "defaut"


@dataclass(frozen=True, slots=True)
class Point:
    """One part of the workspace: what it is, how it is, and the sentence that says it."""

    name: str
    state: State
    words: str


def check_space(folder: Path) -> tuple[Point, ...]:
    """Read everything again: databases, journal, acts and their versions, joined files, paper, types, index.

    Raises:
        WrongUsage: the folder holds no workspace.
    """
    if not (folder / FILE_NAME).is_file():
        raise WrongUsage(Code.WORKSPACE_MISSING, dossier=str(folder))
    try:
        examine(folder / FILE_NAME, SPACE_SCHEMA)
    except EnvironmentFault as error:
        _LOG.info("workspace: %s", error.data)
        return (_fault("projets et décisions", error),)
    points = [Point("projets et décisions", State.SAIN, "Le fichier des projets et des décisions est sain.")]
    try:
        points.append(_fund(folder))
        office = open_folder(folder)
    except EnvironmentFault as error:
        return (*points, _fault("fonds", error))
    try:
        points += [_journal(office), _acts(office), _joined(office), _paper(office), _types(office), _index(office)]
    finally:
        office.close()
    return tuple(points)


def restoration_sentences(lines: tuple[JournalEntry, ...]) -> tuple[str, ...]:
    """What the journal tells of each copy put back."""
    return tuple(
        f"Le {_moment(line.when)}, {line.who} a restauré la sauvegarde du "
        f"{_moment(datetime.fromisoformat(str(line.data['sauvegarde_du'])))} : ce qui a été écrit entre les deux n'est pas ici."
        for line in lines
    )


def _fund(folder: Path) -> Point:
    """What was read of the documents can be read again: damaged, it is put aside and begun anew."""
    path = folder / FUND
    try:
        if path.is_file():
            examine(path, FUND_SCHEMA)
    except EnvironmentFault as error:
        if error.code is not Code.WORKSPACE_DAMAGED:
            raise
        aside = path.with_name(f"fonds.abime-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite")
        try:
            path.rename(aside)
            for left in (f"{FUND}-wal", f"{FUND}-shm"):
                (folder / left).unlink(missing_ok=True)
        except OSError as refused:
            raise EnvironmentFault(Code.WORKSPACE_LOCKED, fichier=str(path), cause=str(refused)) from refused
        words = (
            f"Le catalogue des documents était abîmé : il a été mis de côté ({aside.name}). Ajoutez de nouveau vos dossiers"
            " dans Fonds, ils seront relus ; ou restaurez la dernière sauvegarde. Vos documents ne sont pas touchés."
        )
        return Point("fonds", State.REPARE, words)
    return Point("fonds", State.SAIN, "Le catalogue des documents est sain.")


def _journal(office: Office) -> Point:
    report = journal_report(office)
    words = " ".join([journal_sentence(report), *restoration_sentences(restorations(office.workspace))])
    return Point("journal", State.SAIN if report.intact else State.DEFAUT, words)


def _acts(office: Office) -> Point:
    acts = office.workspace.acts
    read = 0
    try:
        for summary in acts.list():
            acts.get(summary.id)
            for kept in acts.versions(summary.id):
                acts.version(summary.id, kept.version)
                read += 1
    except EnvironmentFault as error:
        return _fault("actes", error)
    return Point("actes", State.SAIN, f"Les actes se relisent tous, dans leurs {read} versions gardées.")


def _joined(office: Office) -> Point:
    kept = office.workspace.joined
    acts = [office.workspace.acts.get(summary.id) for summary in office.workspace.acts.list()]
    pieces = [(act, piece) for act in acts for piece in act.jointes]
    scans = [PieceJointe(name, digest) for name, digest in office.workspace.inventory.scans()]
    lost = [f"« {piece.nom} » ({act.numero or act.objet})" for act, piece in pieces if not kept.holds(piece)]
    lost += [f"« {scan.nom} » (décision prise sur papier)" for scan in scans if not kept.holds(scan)]
    if lost:
        more = f", et {len(lost) - _NAMED} autres" if len(lost) > _NAMED else ""
        words = (
            f"Des fichiers joints ont disparu ou ont été modifiés : {', '.join(lost[:_NAMED])}{more}. Joignez-les de nouveau ; "
            "pour la feuille d'une décision, reprenez-la d'une sauvegarde."
        )
        return Point("fichiers joints", State.DEFAUT, words)
    return Point(
        "fichiers joints",
        State.SAIN,
        f"Les fichiers joints ({len(pieces) + len(scans)}) sont tous intacts."
        if pieces or scans
        else "Aucun fichier n'est joint.",
    )


def _paper(office: Office) -> Point:
    try:
        letterhead.current(office)
    except SecretaireError as error:
        return _fault("papier", error)
    return Point("papier", State.SAIN, "Le papier de la commune est intact.")


def _types(office: Office) -> Point:
    refused = [f"« {file.name} »" for file in office.types.refused]
    if refused:
        words = f"Ces types d'actes de la commune ne se lisent plus : {', '.join(refused)}. Ceux de l'application servent à leur place."
        return Point("types d'actes", State.DEFAUT, words)
    return Point("types d'actes", State.SAIN, "Les types d'actes de la commune se lisent tous.")


def _index(office: Office) -> Point:
    try:
        reason = office.fund.prepare_index()
        if reason is None:
            reason = office.fund.search(_A_WORD).index_rebuilt or office.fund.prepare_index()
    except EnvironmentFault as error:
        return _fault("recherche", error)
    if reason is None:
        return Point("recherche", State.SAIN, "La recherche est prête.")
    return Point("recherche", State.REPARE, f"{wording.upper_first(REASON_TEXTS[reason])}.")


def _fault(name: str, error: SecretaireError) -> Point:
    return Point(name, State.DEFAUT, sentence(error))


def _moment(when: datetime) -> str:
    here = when.astimezone()
    return f"{wording.day(here.date())} à {here:%Hh%M}"
