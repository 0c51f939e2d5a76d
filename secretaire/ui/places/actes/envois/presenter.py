"""What would leave, read off the UI thread, then written as long tasks that say how far they are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.desk import classification, open_data, publishing_batch, transmitting
from secretaire.desk.exporting_actes import ExportedActes, Progress, export_actes
from secretaire.desk.messages import NOTICES
from secretaire.desk.office import Office
from secretaire.desk.open_data import OpenData
from secretaire.desk.publishing_batch import Batch, ExportedBatch
from secretaire.desk.transmitting import Chosen, Outgoing
from secretaire.errors import SecretaireError
from secretaire.exchange.delivery import Cancel, PdfPrinter
from secretaire.ui import tasks
from secretaire.ui.places.actes.exports.presenter import Written
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session
from secretaire.ui.wording import count


@dataclass(frozen=True, slots=True)
class OfSeance:
    """The acts of a meeting."""

    id: int


@dataclass(frozen=True, slots=True)
class OfYear:
    """Every act of a year."""

    year: int


@dataclass(frozen=True, slots=True)
class OfAct:
    """One act."""

    id: str


Scope = OfSeance | OfYear
SendingScope = Scope | OfAct


class EnvoisPresenter(QObject):
    """Each dialog is filled by what it asked last."""

    sendings_read = Signal(object, object)  # SendingScope, Outgoing
    batch_read = Signal(object, object)  # Scope, Batch
    open_data_read = Signal(object, object)  # Scope, OpenData
    not_read = Signal(str)  # why, for the dialog that asked
    written = Signal(object)  # Written
    failed = Signal(str)
    interrupted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.printer: PdfPrinter = print_pdf

    @property
    def today(self) -> date:
        return self._session.office.today()

    def read_sendings(self, scope: SendingScope) -> None:
        office = self._session.office
        self._read(lambda: _sendings(office, scope, {}), lambda found: self.sendings_read.emit(scope, found))

    def read_batch(self, scope: Scope) -> None:
        office = self._session.office
        self._read(lambda: _batch(office, scope), lambda found: self.batch_read.emit(scope, found))

    def read_open_data(self, scope: Scope) -> None:
        office = self._session.office
        self._read(lambda: _open_data(office, scope), lambda found: self.open_data_read.emit(scope, found))

    def import_classification(self, path: Path, scope: SendingScope) -> None:
        """Keep a classification, then look at the acts again."""
        office = self._session.office
        self._session.tasks.change(
            lambda: classification.import_file(office, path),
            lambda _: self.read_sendings(scope),
            lambda _error, text: self.not_read.emit(text),
        )

    def write_sendings(self, scope: SendingScope, wanted: Collection[str], chosen: Chosen, parent: Path) -> None:
        """The acts of these ids, looked at again as they are now."""
        office, printer, who = self._session.office, self.printer, self._session.author

        def work(progress: Progress, cancelled: Cancel) -> Written:
            found = _sendings(office, scope, chosen)
            lines = [line for line in found.to_send if line.act.id in wanted]
            return _sent(
                export_actes(office, found, lines, parent, who, printer=printer, progress=progress, cancelled=cancelled)
            )

        self._long("Dossier de transmission", work)

    def write_batch(self, batch: Batch, parent: Path) -> None:
        office, printer = self._session.office, self.printer

        def work(progress: Progress, cancelled: Cancel) -> Written:
            return _published(
                publishing_batch.export_batch(
                    office, batch, parent, printer=printer, progress=progress, cancelled=cancelled
                )
            )

        self._long("Copies publiables", work)

    def write_open_data(self, found: OpenData, target: Path) -> None:
        def work(_progress: Progress, _cancelled: Cancel) -> Written:
            open_data.export_scdl(found, target)
            said = f"Données ouvertes enregistrées : {target.name} ({count(len(found.rows), 'délibération', 'délibérations')})."
            return Written(said, target.parent)

        self._long("Données ouvertes", work)

    def _read(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._session.tasks.query(work, done, lambda _error, text: self.not_read.emit(text), key="actes.envois")

    def _long(self, label: str, work: Callable[[Progress, Cancel], Written]) -> None:
        def failed(_error: SecretaireError | None, text: str) -> None:
            self.failed.emit(text)

        def ended() -> None:
            if task.cancelled():
                self.interrupted.emit()

        def run(running: tasks.LongTask) -> Written:
            def progress(done: int, total: int) -> None:
                running.report(tasks.Progress(label, done, total))

            return work(progress, running.cancelled)

        task = self._session.tasks.long(label, run, self.written.emit, failed, ended)


def _sendings(office: Office, scope: SendingScope, chosen: Chosen) -> Outgoing:
    match scope:
        case OfAct(act_id):
            return transmitting.of_acts(office, [act_id], chosen)
        case OfSeance(seance_id):
            return transmitting.of_seance(office, seance_id, chosen)
        case OfYear(year):
            return transmitting.of_year(office, year, chosen)


def _batch(office: Office, scope: Scope) -> Batch:
    if isinstance(scope, OfSeance):
        return publishing_batch.batch_of_seance(office, scope.id)
    return publishing_batch.batch_of_year(office, scope.year)


def _open_data(office: Office, scope: Scope) -> OpenData:
    return (
        open_data.of_seance(office, scope.id) if isinstance(scope, OfSeance) else open_data.of_year(office, scope.year)
    )


def _sent(made: ExportedActes) -> Written:
    said = f"{count(len(made.acts), 'acte prêt', 'actes prêts')} à transmettre, dans le dossier « {made.folder.name} »."
    notice = f" {NOTICES[made.notice]}" if made.notice else ""
    return Written(f"{said} Commencez par le bordereau.{notice}", made.folder, made.folder / "Bordereau.pdf")


def _published(made: ExportedBatch) -> Written:
    said = f"{count(len(made.files), 'copie écrite', 'copies écrites')}, dans le dossier « {made.folder.name} »."
    notice = f" {NOTICES[made.notice]}" if made.notice else ""
    return Written(f"{said} Relisez d'abord la liste de ce qui est masqué.{notice}", made.folder, made.list)
