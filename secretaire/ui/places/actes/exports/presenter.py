"""Exports off the UI thread, shown at the bottom of the window, and what is known before each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.acts.act_type import Famille
from secretaire.desk import control_sheets, exporting_seance, numbering, publishing, registers
from secretaire.desk.exporting import ExportedFile, Notice, export_act
from secretaire.desk.exporting_seance import ExportedSeance, export_seance, export_seance_files, new_folder
from secretaire.desk.messages import NOTICES
from secretaire.desk.numbering import Gap
from secretaire.desk.publishing import MaskProposal, PublishableCopy
from secretaire.desk.registers import ExportedRegister, export_register
from secretaire.errors import SecretaireError
from secretaire.exchange.copies import Copy
from secretaire.exchange.delivery import Cancel, PdfPrinter
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session
from secretaire.ui.wording import count


class Suffix(Enum):
    """The formats, in the order of the lists, and their words."""

    WORD = ".docx"
    PDF = ".pdf"
    ODT = ".odt"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in one sentence; the file to open, when there is one, and its folder."""

    sentence: str
    folder: Path
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class SeanceOrder:
    """The acts of a séance, as asked for."""

    seance_id: int
    copy: Copy
    suffix: Suffix


@dataclass(frozen=True, slots=True)
class RegisterOrder:
    """A register, as asked for; `first_page` numbers its first feuillet."""

    famille: Famille
    year: int
    first_page: int
    suffix: Suffix

    @property
    def name(self) -> str:
        """« Registre des délibérations 2026.pdf »."""
        what = "délibérations" if self.famille is Famille.DELIBERATION else "arrêtés"
        return f"Registre des {what} {self.year}{self.suffix.value}"


@dataclass(frozen=True, slots=True)
class RegisterView:
    """What a register would hold now; `absent`: the numbers that are not in it; `open_gaps`: those without reason."""

    famille: Famille
    year: int
    acts: int
    absent: tuple[str, ...]
    open_gaps: tuple[Gap, ...]


class ExportsPresenter(QObject):
    """One export at a time or several: each is a long task of its own."""

    written = Signal(object)  # Written
    failed = Signal(str)
    interrupted = Signal()
    seance_read = Signal(object)  # SeanceActs
    register_read = Signal(object)  # RegisterView
    masks_read = Signal(str, object)  # act, what should be masked
    explanation_refused = Signal(str, str)  # number, sentence

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.printer: PdfPrinter = print_pdf

    def read_seance(self, seance_id: int) -> None:
        """What would leave with a séance."""
        office = self._session.office
        self._session.tasks.query(
            lambda: exporting_seance.acts_of(office, seance_id),
            self.seance_read.emit,
            lambda _error, text: self.failed.emit(text),
            key="actes.exporter.seance",
        )

    def read_register(self, famille: Famille, year: int) -> None:
        """What a register would hold."""
        office = self._session.office

        def work() -> RegisterView:
            held = registers.content(office, famille, year)
            skipped = (gap for gap in numbering.gaps(office, famille, year) if not gap.reason)
            return RegisterView(famille, year, len(held.acts), tuple(gap.numero for gap in held.gaps), tuple(skipped))

        self._session.tasks.query(work, self.register_read.emit, key="actes.exporter.registre")

    def explain(self, view: RegisterView, numero: str, reason: str) -> None:
        """Write why no act bears a number, then look at the register again."""
        office, who = self._session.office, self._session.author

        def refused(_error: SecretaireError | None, text: str) -> None:
            self.explanation_refused.emit(numero, text)

        self._session.tasks.change(
            lambda: numbering.explain_gap(office, numero, reason, who),
            lambda _: self.read_register(view.famille, view.year),
            refused,
        )

    def write_act(self, act_id: str, target: Path, copy: Copy) -> None:
        """One copy of an act."""
        office, printer = self._session.office, self.printer
        self._long(
            "Écriture du document",
            lambda cancelled: _act(export_act(office, act_id, target, copy, printer=printer, cancelled=cancelled)),
        )

    def read_masks(self, act_id: str) -> None:
        """What should be masked before an act is published."""
        office = self._session.office
        self._session.tasks.query(
            lambda: publishing.proposals(office, act_id),
            lambda found: self.masks_read.emit(act_id, found),
            lambda _error, text: self.failed.emit(text),
            key="actes.exporter.masques",
        )

    def write_publishable(self, act_id: str, target: Path, chosen: Sequence[MaskProposal]) -> None:
        """The copy to put on line, with what she chose masked."""
        office, printer = self._session.office, self.printer
        self._long(
            "Écriture de la copie publiable",
            lambda cancelled: _publishable(
                publishing.export_publishable(office, act_id, target, chosen, printer=printer, cancelled=cancelled)
            ),
        )

    def write_checks(self, act_id: str, target: Path) -> None:
        """The control sheet of an act."""
        office, printer = self._session.office, self.printer

        def work(cancelled: Cancel) -> Written:
            sheet = control_sheets.act_sheet(office, act_id)
            control_sheets.write_sheet(sheet, target, printer=printer, cancelled=cancelled)
            return Written(f"Fiche de contrôle enregistrée : {target.name}.", target.parent, target)

        self._long("Écriture de la fiche de contrôle", work)

    def write_seance(self, order: SeanceOrder, target: Path) -> None:
        """All the acts of a séance in one file."""
        office, printer = self._session.office, self.printer
        self._long(
            "Écriture des actes de la séance",
            lambda cancelled: _seance(
                export_seance(office, order.seance_id, target, order.copy, printer=printer, cancelled=cancelled)
            ),
        )

    def write_seance_files(self, order: SeanceOrder, parent: Path) -> None:
        """A file for each act of a séance, in a new folder of that one."""
        office, printer = self._session.office, self.printer

        def work(cancelled: Cancel) -> Written:
            folder = new_folder(parent, exporting_seance.acts_of(office, order.seance_id).seance.date)
            return _files(
                export_seance_files(
                    office,
                    order.seance_id,
                    folder,
                    order.suffix.value,
                    order.copy,
                    printer=printer,
                    cancelled=cancelled,
                ),
                folder,
            )

        self._long("Écriture des actes de la séance", work)

    def write_register(self, order: RegisterOrder, target: Path) -> None:
        """The register of a year."""
        office, printer = self._session.office, self.printer

        def work(cancelled: Cancel) -> Written:
            return _register(
                export_register(
                    office,
                    order.famille,
                    order.year,
                    target,
                    first_page=order.first_page,
                    printer=printer,
                    cancelled=cancelled,
                )
            )

        self._long(f"Écriture du registre {order.year}", work)

    def _long(self, label: str, work: Callable[[Cancel], Written]) -> None:
        def ended() -> None:
            if task.cancelled():
                self.interrupted.emit()

        task = self._session.tasks.long(
            label,
            lambda running: work(running.cancelled),
            self.written.emit,
            lambda _error, text: self.failed.emit(text),
            ended,
        )


def _act(made: ExportedFile) -> Written:
    by_hand = f"À remplir à la main après la séance : {', '.join(made.by_hand)}." if made.by_hand else ""
    said = f"Document enregistré : {made.path.name}."
    return Written(_joined(said, by_hand, made.annexes.words, _told(made.notice)), made.path.parent, made.path)


def _publishable(made: PublishableCopy) -> Written:
    places = sum(len(mask.places) for mask in made.masked)
    hidden = count(places, "passage masqué", "passages masqués") if places else "rien n'est masqué"
    left = f"Laissé tel quel : {count(len(made.left), 'proposition', 'propositions')}." if made.left else ""
    said = f"Copie publiable enregistrée : {made.path.name} ({hidden})."
    alone = "Les fichiers joints ne sont pas copiés : relisez-les avant de les publier." if made.not_read else ""
    return Written(_joined(said, left, alone, _told(made.notice)), made.path.parent, made.path)


def _seance(made: ExportedSeance) -> Written:
    file = made.files[0]
    said = f"{count(made.acts, 'acte enregistré', 'actes enregistrés')} dans un seul fichier : {file.name}."
    return Written(_joined(said, made.annexes.words, _told(made.notice)), file.parent, file)


def _files(made: ExportedSeance, folder: Path) -> Written:
    said = f"{count(made.acts, 'acte enregistré', 'actes enregistrés')} dans le dossier « {folder.name} »."
    return Written(_joined(said, made.annexes.words, _told(made.notice)), folder)


def _register(made: ExportedRegister) -> Written:
    said = f"Registre enregistré : {made.path.name} ({count(made.acts, 'acte', 'actes')})."
    return Written(_joined(said, _told(made.notice)), made.path.parent, made.path)


def _told(notice: Notice | None) -> str:
    return NOTICES[notice] if notice else ""


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
