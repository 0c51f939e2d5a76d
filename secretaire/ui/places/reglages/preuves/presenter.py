"""What the page of proofs holds, and its gestures: nothing is decided here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from secretaire.desk import held_data, journal, offline_proof, personal_data, statements, transparency
from secretaire.desk.integrity import restoration_sentences
from secretaire.desk.messages import journal_sentence
from secretaire.desk.office import Office
from secretaire.desk.offline_proof import OfflineProof
from secretaire.desk.personal_data import Erasable, Kept
from secretaire.desk.safekeeping import restorations
from secretaire.desk.transparency import RegisterLine
from secretaire.errors import SecretaireError
from secretaire.exchange.delivery import PdfPrinter
from secretaire.exchange.statement import Statement
from secretaire.store.custody import Protection
from secretaire.store.journal_chain import Breach
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask

_T = TypeVar("_T")
_PROVING = "essai hors ligne"


class Part(Enum):
    """Where a fault is said, or what was done."""

    JOURNAL = auto()
    OFFLINE = auto()
    ASSISTANT = auto()
    DATA = auto()


class Document(Enum):
    """What can be written."""

    REGISTER = auto()
    CHARTER = auto()
    DATA = auto()


@dataclass(frozen=True, slots=True)
class JournalState:
    """The journal in words, and what is waited for."""

    sentence: str
    intact: bool
    head: str
    protection: Protection
    returned: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    journal: JournalState
    assistance: RegisterLine
    data: tuple[Kept, ...]


class PreuvesPresenter(QObject):
    """Everything is read and written off the UI thread."""

    shown = Signal(object)  # Overview
    faulted = Signal(object, str)  # Part, sentence; empty when it is mended
    done = Signal(object, str)  # Part, what was done
    started = Signal()
    ended = Signal()
    proven = Signal(object)  # OfflineProof

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._task: LongTask | None = None
        self.printer: PdfPrinter = print_pdf
        session.opened.connect(self._greet)

    @property
    def busy(self) -> bool:
        return self._task is not None

    def refresh(self) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: _overview(office), self.shown.emit, self._failed(Part.JOURNAL), key="preuves.etat"
        )

    def _greet(self) -> None:
        """A journal that nothing signs is said as soon as the space is open; one that waits for its passphrase asks for it."""
        journal_of = self._session.office.workspace.journal
        self._session.tasks.query(lambda: _GREETINGS.get(journal_of.protection, ""), self._tell)

    def _tell(self, sentence: str) -> None:
        if sentence:
            self._session.told.emit(sentence)

    # the journal

    def unlock(self, passphrase: str) -> None:
        self._change(Part.JOURNAL, lambda office: journal.unlock(office, passphrase), "Le journal est ouvert.")

    def protect(self, passphrase: str) -> None:
        """Put the key under a passphrase."""
        self._change(
            Part.JOURNAL,
            lambda office: journal.protect(office, passphrase),
            "La clé du journal est sous votre phrase secrète. Notez la phrase sur papier, au coffre de la mairie.",
        )

    def admit_return(self, reason: str) -> None:
        author = self._session.author
        self._change(
            Part.JOURNAL, lambda office: journal.admit_return(office, author, reason), "Le retour est noté au journal."
        )

    def look_for(self, digest: str) -> None:
        """Does the journal hold the head printed on a sheet?"""
        office = self._session.office

        def say(sentence: str) -> None:
            self.done.emit(Part.JOURNAL, sentence)

        self.faulted.emit(Part.JOURNAL, "")
        self._session.tasks.query(
            lambda: _found(office, digest), say, self._failed(Part.JOURNAL), key="preuves.empreinte"
        )

    # the attestation

    def prove(self) -> None:
        """Do the whole trade under watch: minutes."""
        if self._task is not None:
            return

        def over() -> None:
            self._task = None
            self.ended.emit()

        self.faulted.emit(Part.OFFLINE, "")
        self._task = self._session.tasks.long(
            _PROVING,
            lambda task: offline_proof.prove(task.cancelled),
            self.proven.emit,
            self._failed(Part.OFFLINE),
            over,
        )
        self.started.emit()

    def interrupt(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def write_attestation(self, proof: OfflineProof, target: Path) -> None:
        self._write(Part.OFFLINE, lambda office: offline_proof.statement(office, proof), target)

    # the assistant, the data

    def write(self, document: Document, target: Path) -> None:
        part = Part.DATA if document is Document.DATA else Part.ASSISTANT
        self._write(part, _STATEMENTS[document], target)

    def write_held_on(self, name: str, target: Path) -> None:
        """What the workspace holds on a person: a document, and the same as data beside it."""
        office, printer = self._session.office, self.printer

        def written(data: Path) -> None:
            self.done.emit(Part.DATA, f"Document écrit : {target} ; les mêmes données, pour un autre logiciel : {data}")

        self.faulted.emit(Part.DATA, "")
        self._session.tasks.query(
            lambda: held_data.write(office, name, target, printer=printer), written, self._failed(Part.DATA)
        )

    def erase(self, what: Erasable) -> None:
        """Take away all that can be of one kind, and say what stays."""
        office, author = self._session.office, self._session.author

        def work() -> tuple[str, ...]:
            personal_data.erase(office, what, author)
            return personal_data.left_behind(office, what)

        def done(left: tuple[str, ...]) -> None:
            kept = f" Gardé : {' ; '.join(left)}." if left else ""
            self.done.emit(Part.DATA, f"C'est effacé. Le journal dit par qui.{kept}")
            self.refresh()

        self.faulted.emit(Part.DATA, "")
        self._session.tasks.change(work, done, self._failed(Part.DATA))

    def _write(self, part: Part, made: Callable[[Office], Statement], target: Path) -> None:
        office, printer = self._session.office, self.printer
        self.faulted.emit(part, "")
        self._session.tasks.query(
            lambda: statements.write(office, made(office), target, printer=printer),
            lambda _notice: self.done.emit(part, f"Document écrit : {target}"),
            self._failed(part),
        )

    def _change(self, part: Part, work: Callable[[Office], _T], said: str) -> None:
        office = self._session.office

        def done(_result: _T) -> None:
            self.done.emit(part, said)
            self.refresh()

        self.faulted.emit(part, "")
        self._session.tasks.change(lambda: work(office), done, self._failed(part))

    def _failed(self, part: Part) -> Callable[[SecretaireError | None, str], None]:
        return lambda _error, text: self.faulted.emit(part, text)


_GREETINGS = {
    Protection.SANS_TROUSSEAU: (
        "Ce poste n'a pas de trousseau de clés : le journal des décisions n'est pas signé. Choisissez une phrase secrète dans "
        "Réglages, « Preuves et données »."
    ),
}

_STATEMENTS: dict[Document, Callable[[Office], Statement]] = {
    Document.REGISTER: lambda office: transparency.register_statement(transparency.register(office), office.today()),
    Document.CHARTER: transparency.charter,
    Document.DATA: lambda office: personal_data.statement(office, office.today()),
}


def _overview(office: Office) -> Overview:
    report = journal.journal_report(office)
    told = (journal_sentence(report), *restoration_sentences(restorations(office.workspace)))
    state = JournalState(
        "\n".join(told),
        report.intact,
        journal.head_words(office),
        report.protection,
        report.reason is Breach.COPIE_ANCIENNE,
    )
    return Overview(state, transparency.register(office).total, personal_data.kept(office))


def _found(office: Office, digest: str) -> str:
    line = journal.line_of(office, digest)
    if line is None:
        return (
            "Cette empreinte n'est pas dans le journal : la fiche n'a pas été imprimée depuis cet espace, ou il a été "
            "remplacé depuis."
        )
    return f"Cette empreinte est celle de la ligne {line.seq}, du {line.when.astimezone():%d/%m/%Y à %H:%M}."
