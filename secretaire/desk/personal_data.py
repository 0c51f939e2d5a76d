"""Personal data: what the workspace keeps, where, how long; what can be erased, and what the law keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from secretaire.acts.wording import day
from secretaire.desk import meeting, writing
from secretaire.desk.elus import list_roster
from secretaire.desk.office import Office
from secretaire.errors import Code, EnvironmentFault, WrongUsage
from secretaire.exchange.statement import Chapter, Grid, Statement
from secretaire.store import locations
from secretaire.store.recordings import Decision

LAW = (
    "Les actes, leurs versions, les votes, les procès-verbaux et le journal des décisions sont des archives publiques dès leur "
    "création (code du patrimoine, art. L. 211-1 et L. 211-4) : imprescriptibles (art. L. 212-1), ils ne se détruisent qu'au terme "
    "de leur utilité, après une sélection et avec l'accord de l'administration des archives (art. L. 212-2 et L. 212-3).",
    "Le droit à l'effacement ne s'y applique pas : ils sont nécessaires au respect d'une obligation légale et à une mission "
    "d'intérêt public, puis à l'archivage dans l'intérêt public (règlement général sur la protection des données, art. 17, "
    "paragraphe 3, b et d). Une erreur se corrige par un nouvel acte ; la copie publiée peut être masquée.",
)
_ALWAYS = "archives publiques : conservés, puis versés ou éliminés avec l'accord des archives départementales"
_ARCHIVE = "archive publique (RGPD, art. 17, 3, b et d ; code du patrimoine, art. L. 212-1 et suivants)"
_MISSION = "obligation légale et mission d'intérêt public (RGPD, art. 17, 3, b)"


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
        why: why it is not erased, or not all of it; empty when all of it can be.
        erasable: how much of it can be taken away now, here or in another place; None: the law keeps it, or it is not ours.
        gesture: what erases it here; None when it is done elsewhere, or never.
    """

    what: str
    where: str
    count: int
    how_long: str
    why: str = ""
    erasable: int | None = None
    gesture: Erasable | None = None


def kept(office: Office) -> tuple[Kept, ...]:
    """Everything the workspace keeps of persons."""
    space, file = office.workspace, "espace.sqlite"
    head, held = space.journal.head(), space.inventory.take()
    notes, withdrawn = _meetings_with_notes(office), space.erasure.withdrawn_persons()
    refused, sent = space.erasure.refused_acts(), space.erasure.refused_acts_sent()
    recorded = (each for seance in space.seances.list() for each in space.recordings.of(seance.id))
    recordings = sum(each.decision is not Decision.EFFACE for each in recorded)
    proof = "avec l'acte ou la ligne du journal qu'ils prouvent"
    return (
        Kept("Actes et versions : noms, motifs, faits", file, len(space.acts.list()), _ALWAYS, _ARCHIVE),
        Kept("Votes nominatifs : qui a voté contre, s'est abstenu, s'est retiré", file, held.votes, _ALWAYS, _ARCHIVE),
        Kept(
            "Projets refusés par le maire",
            file,
            len(refused) + len(sent),
            "jusqu'à leur effacement ; ceux qui sont partis dans un parapheur restent",
            _ARCHIVE,
            len(refused),
            Erasable.PROJETS,
        ),
        Kept("Remarques sur les actes : qui, sur quels mots", file, held.remarks, "avec l'acte", _ARCHIVE),
        Kept(
            "Élus : civilité, nom, fonction, mandat",
            file,
            len(list_roster(office)),
            "tant qu'une séance gardée les nomme",
            _MISSION,
        ),
        Kept(
            "Personnes qui se servent du logiciel : nom, rôle, délégation, absences",
            file,
            len(space.persons.list()) + withdrawn,
            "jusqu'à leur retrait ; leur nom reste au journal des décisions qu'elles ont prises",
            "",
            withdrawn,
            Erasable.PERSONNES,
        ),
        Kept(
            "Codes des personnes (empreinte Argon2id, jamais le code) et essais faux",
            file,
            held.codes,
            "jusqu'à ce que la personne le retire (Réglages, « Personnes »)",
            "se retire avec le code",
        ),
        Kept("Journal des décisions : qui, quoi, quand, motif", file, head.seq if head else 0, _ALWAYS, _ARCHIVE),
        Kept("Parapheurs envoyés : qui, quand, quels actes", file, held.sendings, _ALWAYS, _ARCHIVE),
        Kept("Réponses aux parapheurs : qui a répondu, quand, sa décision", file, held.answers, _ALWAYS, _ARCHIVE),
        Kept(
            "Décisions sur papier : qui a signé, quel jour, qui l'a saisi",
            f"{file} (journal)",
            held.paper,
            _ALWAYS,
            _ARCHIVE,
        ),
        Kept("Scans des feuilles signées", "jointes/", held.scans, proof, _ARCHIVE),
        Kept("Convocations : à qui, quel jour, comment, par qui", file, held.convocations, _ALWAYS, _ARCHIVE),
        Kept(
            "Notes de séance : qui a dit quoi, présences, pouvoirs",
            file,
            len(space.seances.list()),
            "les notes, jusqu'à la publication du procès-verbal, qui en tient lieu (CGCT, art. L. 2121-15)",
            "présences et votes restent avec le procès-verbal",
            len(notes),
            Erasable.NOTES,
        ),
        Kept("Procès-verbaux et leurs retouches", file, held.minutes, _ALWAYS, _ARCHIVE),
        Kept(
            "Enregistrements de séances",
            "enregistrements/",
            recordings,
            "jusqu'à leur effacement, dans Séances",
            "",
            recordings,
        ),
        Kept(
            "Transcriptions : passages entendus",
            file,
            held.transcribed,
            "avec l'enregistrement : effacées avec lui, dans Séances",
            "",
            held.transcribed,
        ),
        Kept(
            "Propositions de l'assistant, pour un acte ou un procès-verbal : notes données, texte proposé",
            file,
            len(space.proposals.list()),
            "celles qui sont acceptées, avec l'acte ou le procès-verbal ; les autres, jusqu'à leur effacement",
            "",
            space.erasure.erasable_proposals(),
            Erasable.PROPOSITIONS,
        ),
        Kept(
            "Documents de la commune lus par le fonds",
            "fonds.sqlite, index/",
            office.fund.document_count(),
            "tant que le dossier d'origine est dans le fonds (Fonds, « Dossiers »)",
            "ce sont les fichiers de la commune",
        ),
        Kept(
            "Traces techniques du poste : incidents, sans texte d'acte",
            "traces/ (hors de l'espace)",
            len(_traces()),
            "trois fichiers d'un Mo, les plus anciens remplacés",
            "",
            len(_traces()),
            Erasable.TRACES,
        ),
    )


def erase(office: Office, what: Erasable, by: str) -> int:
    """Take away all that can be of one kind; the journal says who did it. Returns how many went.

    Raises:
        WrongUsage: nobody is named.
        EnvironmentFault: the workspace cannot be written.
    """
    if not by.strip():
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut dire qui efface : ajoutez --par NOM")
    return _ERASERS[what](office, by.strip(), datetime.now(UTC))


def left_behind(office: Office, what: Erasable) -> tuple[str, ...]:
    """What `erase` leaves of that kind, each with the reason, in French."""
    if what is not Erasable.PROJETS:
        return ()
    acts = (writing.get_act(office, act_id) for act_id in office.workspace.erasure.refused_acts_sent())
    return tuple(f"{act.numero or act.id}, {act.objet} : parti dans un parapheur, qui est gardé" for act in acts)


def statement(office: Office, on: date) -> Statement:
    """What is kept, where and how long, for the register of processing of the commune."""
    rows = [(line.what, str(line.count), line.where, line.how_long, _can_go(line)) for line in kept(office)]
    headings = ("Données", "Nombre", "Où", "Combien de temps", "À effacer")
    return Statement(
        title="DONNÉES PERSONNELLES",
        about=f"État au {day(on)}",
        opening=("Tout est sur ce poste, dans le dossier de l'espace ; rien n'est envoyé à l'extérieur.",),
        chapters=(
            Chapter("1. Ce qui est gardé", grid=Grid(headings, (28, 10, 16, 23, 23), rows)),
            Chapter("2. Ce qui ne s'efface pas, et pourquoi", LAW),
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


def _erase_notes(office: Office, by: str, now: datetime) -> int:
    seances = _meetings_with_notes(office)
    with office.workspace.erasure.erasing():
        for seance_id in seances:
            course = meeting.course_of(office, seance_id)
            passages = tuple(replace(passage, notes="") for passage in course.passages)
            office.workspace.courses.restart(replace(course, passages=passages))
        office.workspace.erasure.tell_notes_erased(len(seances), by, now=now)
    return len(seances)


def _erase_traces(office: Office, by: str, now: datetime) -> int:
    """The files of the PC; the one being written is emptied, not removed: a program has it open."""
    files = _traces()
    try:
        with office.workspace.erasure.erasing():  # a journal that takes no line leaves the files as they are
            office.workspace.erasure.tell_logs_erased(len(files), by, now=now)
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
    Erasable.PROJETS: lambda office, by, now: office.workspace.erasure.erase_refused_acts(by, now=now),
    Erasable.NOTES: _erase_notes,
    Erasable.PERSONNES: lambda office, by, now: office.workspace.erasure.erase_withdrawn_persons(by, now=now),
    Erasable.TRACES: _erase_traces,
}


def _can_go(line: Kept) -> str:
    if line.erasable is None:
        return f"non : {line.why}"
    return f"{line.erasable} ; le reste : {line.why}" if line.why and line.count > line.erasable else str(line.erasable)


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
