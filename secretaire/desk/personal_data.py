"""Personal data: what the workspace keeps, where, how long; what can be erased, and what the law keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from secretaire.acts.wording import day
from secretaire.checks.folding import folded
from secretaire.desk import finding, meeting, writing
from secretaire.desk.elus import list_roster
from secretaire.desk.office import Office
from secretaire.errors import Code, EnvironmentFault, WrongUsage
from secretaire.exchange.statement import Chapter, Grid, Statement
from secretaire.store import locations
from secretaire.store.recordings import Decision

_LAW = (
    "Les actes, leurs versions, les votes, les procès-verbaux et le journal des décisions sont des archives publiques dès leur "
    "création (code du patrimoine, art. L. 211-1 et L. 211-4) : imprescriptibles (art. L. 212-1), ils ne se détruisent qu'au terme "
    "de leur utilité, après une sélection et avec l'accord de l'administration des archives (art. L. 212-2 et L. 212-3).",
    "Le droit à l'effacement ne s'y applique pas : ils sont nécessaires au respect d'une obligation légale et à une mission "
    "d'intérêt public, puis à l'archivage dans l'intérêt public (règlement général sur la protection des données, art. 17, "
    "paragraphe 3, b et d). Une erreur se corrige par un nouvel acte ; la copie publiée peut être masquée.",
)
_SEEN = 50  # documents of the fund named in an export


class Erasable(StrEnum):
    """What can be taken away, in the words of the command line."""

    PROPOSITIONS = "propositions"
    PROJETS = "projets-refuses"
    NOTES = "notes"
    PERSONNES = "personnes-retirees"
    TRACES = "traces"


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of personal data.

    Attributes:
        what: in French.
        where: file or folder.
        count: how many there are now.
        how_long: the rule, in French.
        erasable: how much of it can be taken away now, here or in another place; None: the law keeps it, or it is not ours.
        gesture: what erases it here; None when it is done elsewhere, or never.
    """

    what: str
    where: str
    count: int
    how_long: str
    erasable: int | None = None
    gesture: Erasable | None = None


def kept(office: Office) -> tuple[Kept, ...]:
    """Everything the workspace keeps of persons."""
    space, file = office.workspace, "espace.sqlite"
    head = space.journal.head()
    notes = _meetings_with_notes(office)
    proposals = space.proposals.list()
    withdrawn = space.erasure.withdrawn_persons()
    refused = space.erasure.refused_acts()
    recorded = (each for seance in space.seances.list() for each in space.recordings.of(seance.id))
    recordings = sum(each.decision is not Decision.EFFACE for each in recorded)
    always = "archives publiques : conservés, puis versés ou éliminés avec l'accord des archives départementales"
    return (
        Kept("Actes, versions et votes : noms, motifs, faits", file, len(space.acts.list()), always),
        Kept(
            "Projets refusés par le maire",
            file,
            len(refused),
            "jusqu'à leur effacement",
            len(refused),
            Erasable.PROJETS,
        ),
        Kept(
            "Élus : civilité, nom, fonction, mandat",
            file,
            len(list_roster(office)),
            "tant qu'une séance gardée les nomme",
        ),
        Kept(
            "Personnes qui se servent du logiciel : nom, rôle, code (sous forme d'empreinte)",
            file,
            len(space.persons.list()) + withdrawn,
            "jusqu'à leur retrait ; leur nom reste au journal des décisions qu'elles ont prises",
            withdrawn,
            Erasable.PERSONNES,
        ),
        Kept("Journal des décisions : qui, quoi, quand, motif", file, head.seq if head else 0, always),
        Kept(
            "Notes de séance : qui a dit quoi",
            file,
            len(space.seances.list()),
            "jusqu'à la publication du procès-verbal, qui en tient lieu (CGCT, art. L. 2121-15)",
            len(notes),
            Erasable.NOTES,
        ),
        Kept(
            "Enregistrements de séances et leurs transcriptions",
            "enregistrements/",
            recordings,
            "jusqu'à leur effacement, dans Séances",
            recordings,
        ),
        Kept(
            "Propositions de l'assistant : notes données, texte proposé",
            file,
            len(proposals),
            "celles qui sont acceptées, avec l'acte ; les autres, jusqu'à leur effacement",
            space.erasure.erasable_proposals(),
            Erasable.PROPOSITIONS,
        ),
        Kept(
            "Documents de la commune lus par le fonds",
            "fonds.sqlite, index/",
            office.fund.document_count(),
            "tant que le dossier d'origine est dans le fonds (Fonds, « Dossiers »)",
        ),
        Kept(
            "Traces techniques du poste : incidents, sans texte d'acte",
            "traces/ (hors de l'espace)",
            len(_traces()),
            "trois fichiers d'un Mo, les plus anciens remplacés",
            len(_traces()),
            Erasable.TRACES,
        ),
    )


def erase(office: Office, what: Erasable, by: str) -> int:
    """Take away all that can be of one kind; the journal says who did it. Returns how many went.

    Raises:
        WrongUsage: nobody is named.
        Refused: one of them has to be kept; the others before it are gone.
        EnvironmentFault: the workspace cannot be written.
    """
    if not by.strip():
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut dire qui efface : ajoutez --par NOM")
    return _ERASERS[what](office, by.strip(), datetime.now(UTC))


def statement(office: Office, on: date) -> Statement:
    """What is kept, where and how long, for the register of processing of the commune."""
    rows = [
        (line.what, str(line.count), line.where, line.how_long, "non" if line.erasable is None else str(line.erasable))
        for line in kept(office)
    ]
    headings = ("Données", "Nombre", "Où", "Combien de temps", "À effacer")
    return Statement(
        title="DONNÉES PERSONNELLES",
        about=f"État au {day(on)}",
        opening=("Tout est sur ce poste, dans le dossier de l'espace ; rien n'est envoyé à l'extérieur.",),
        chapters=(
            Chapter("1. Ce qui est gardé", grid=Grid(headings, (31, 12, 18, 27, 12), rows)),
            Chapter("2. Ce qui ne s'efface pas, et pourquoi", _LAW),
            Chapter(
                "3. Ce qui s'efface",
                (
                    "Les projets refusés, les propositions non retenues, les notes d'une séance dont le procès-verbal est publié, "
                    "les personnes retirées, les enregistrements et les traces techniques. Les sauvegardes faites auparavant les "
                    "contiennent encore : elles se détruisent à part.",
                    "Projets et notes sont aussi des archives publiques : convenez une fois avec les archives départementales de ce "
                    "que la commune élimine d'usage (code du patrimoine, art. L. 212-2).",
                ),
            ),
        ),
    )


def held_on(office: Office, name: str, on: date) -> Statement:
    """What the workspace holds on a person, for whoever asks to see it (RGPD, art. 15).

    Args:
        name: each of its words is looked for; the same name may be somebody else's.

    Raises:
        WrongUsage: no name.
    """
    words = folded(name).split()
    if not words:
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut un nom")

    def named(text: str) -> bool:
        return set(words) <= set(folded(text).replace(",", " ").replace(".", " ").split())

    elus = [f"{e.civilite} {e.full_name}, {e.fonction}" for e in list_roster(office) if named(e.full_name)]
    persons = [f"{p.nom}, {p.role.value}" for p in office.workspace.persons.list() if named(p.nom)]
    acts = (writing.get_act(office, line.id) for line in writing.list_acts(office))
    in_acts = [
        f"{act.numero or act.id} : {act.objet} ({act.state.value})"
        for act in acts
        if any(named(line) for section in act.sections for line in section.text.split("\n"))
    ]
    lines = [
        f"{line.when.astimezone():%d/%m/%Y %H:%M}, {line.what} {line.act_id}"
        for line in office.workspace.journal.entries_by(name)
    ]
    found = finding.search(office, f'"{name}"', limit=_SEEN).results
    documents = [f"{hit.path.name}, page {hit.page}" for hit in found]
    return Statement(
        title="DONNÉES DÉTENUES",
        about=f"{name}, état au {day(on)}",
        opening=(
            "Recherche par le nom : un homonyme peut y figurer, et ce qui désigne une personne sans la nommer n'y est pas.",
        ),
        chapters=(
            Chapter("1. Liste des élus", elus or ("Rien.",)),
            Chapter("2. Personnes qui se servent du logiciel", persons or ("Rien.",)),
            Chapter("3. Actes et projets qui la nomment", in_acts or ("Rien.",)),
            Chapter("4. Décisions prises sous ce nom, au journal", lines or ("Rien.",)),
            Chapter("5. Documents de la commune qui la nomment", documents or ("Rien.",)),
            Chapter("6. Ce qui ne s'efface pas, et pourquoi", _LAW),
        ),
    )


def _erase_acts(office: Office, by: str, now: datetime) -> int:
    refused = office.workspace.erasure.refused_acts()
    for act_id in refused:
        office.workspace.erasure.erase_act(act_id, by, now=now)
    return len(refused)


def _erase_notes(office: Office, by: str, now: datetime) -> int:
    seances = _meetings_with_notes(office)
    with office.workspace.erasure.erasing():
        for seance_id in seances:
            course = meeting.course_of(office, seance_id)
            passages = tuple(replace(passage, notes="") for passage in course.passages)
            office.workspace.courses.restart(replace(course, passages=passages))
        office.workspace.erasure.tell_notes_erased(len(seances), by, now=now)
    return len(seances)


def _erase_traces(_office: Office, _by: str, _now: datetime) -> int:
    """The files of the PC; the one being written is emptied, not removed: a program has it open."""
    files = _traces()
    try:
        for file in files:
            with file.open("w", encoding="utf-8"):
                pass
    except OSError as error:
        raise EnvironmentFault(
            Code.FILE_NOT_WRITABLE, fichier=str(locations.logs_folder()), cause=str(error)
        ) from error
    return len(files)


_ERASERS: dict[Erasable, Callable[[Office, str, datetime], int]] = {
    Erasable.PROPOSITIONS: lambda office, by, now: office.workspace.erasure.erase_proposals(by, now=now),
    Erasable.PROJETS: _erase_acts,
    Erasable.NOTES: _erase_notes,
    Erasable.PERSONNES: lambda office, by, now: office.workspace.erasure.erase_withdrawn_persons(by, now=now),
    Erasable.TRACES: _erase_traces,
}


def _meetings_with_notes(office: Office) -> tuple[int, ...]:
    """The meetings whose procès-verbal is published and whose notes are still there."""
    return tuple(
        seance_id
        for seance_id in office.workspace.erasure.published_meetings()
        if any(passage.notes for passage in meeting.course_of(office, seance_id).passages)
    )


def _traces() -> list[Path]:
    folder = locations.logs_folder()
    return sorted(file for file in folder.glob("secretaire.log*") if file.stat().st_size) if folder.is_dir() else []
