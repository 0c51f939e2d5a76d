"""What is read and written after a meeting: what was voted, the papers that leave, the procès-verbal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.council.seance import Seance
from secretaire.desk import meeting_papers, minutes, minutes_pen, seances
from secretaire.desk.exporting_papers import (
    ExportedPaper,
    export_examined,
    export_minutes,
    export_publications,
    export_sendings,
    minutes_publicity,
    publication_mode,
)
from secretaire.desk.meeting_papers import ExaminedList, PublicationLine, SendingLine
from secretaire.desk.minutes import MinutesView
from secretaire.desk.minutes_pen import PointProposal
from secretaire.desk.office import Office
from secretaire.exchange.delivery import Cancel, PdfPrinter
from secretaire.ui.places.actes.exports.presenter import Written
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session


@dataclass(frozen=True, slots=True)
class AfterView:
    """All that « Après » shows.

    Attributes:
        later: the meetings held after this one, where its minutes can be settled.
        proposals: those of the assistant that wait for a decision, by id of point.
        publicity: how its minutes are most likely published.
        mode: how the commune publishes its acts.
    """

    seance_id: int
    examined: ExaminedList
    sendings: tuple[SendingLine, ...]
    publications: tuple[PublicationLine, ...]
    minutes: MinutesView
    later: tuple[Seance, ...]
    proposals: Mapping[int, PointProposal]
    publicity: str
    mode: str


class Papier(Enum):
    """The papers of a meeting."""

    PV = "pv"
    LISTE = "liste"
    TRANSMISSION = "transmission"
    PUBLICATION = "publication"


class ApresPresenter(QObject):
    """Reads at once, writes one change at a time, exports as long tasks."""

    shown = Signal(object)  # AfterView
    refused = Signal(str)
    written = Signal(object)  # Written

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.printer: PdfPrinter = print_pdf

    @property
    def author(self) -> str:
        return self._session.author

    @property
    def today(self) -> date:
        return self._session.office.today()

    def read(self, seance_id: int) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: _read(office, seance_id),
            self.shown.emit,
            lambda _error, text: self.refused.emit(text),
            key="seances.apres",
        )

    def change_minutes(self, seance_id: int, change: Callable[[Office, int], object]) -> None:
        """A change of the procès-verbal, then all that it shows."""
        office = self._session.office

        def work() -> AfterView:
            change(office, seance_id)
            return _read(office, seance_id)

        self._session.tasks.change(work, self.shown.emit, lambda _error, text: self.refused.emit(text))

    def write(self, papier: Papier, seance_id: int, target: Path) -> None:
        """Write a paper; its suffix says how."""
        office, printer = self._session.office, self.printer

        def work(cancelled: Cancel) -> Written:
            made = _export(office, papier, seance_id, target, printer, cancelled)
            draft = " Il porte la mention « PROJET » tant qu'une séance ne l'a pas arrêté." if made.draft else ""
            return Written(f"Document enregistré : {made.path.name}.{draft}", made.path.parent, made.path)

        self._session.tasks.long(
            "Écriture du document",
            lambda running: work(running.cancelled),
            self.written.emit,
            lambda _error, text: self.refused.emit(text),
        )


def _read(office: Office, seance_id: int) -> AfterView:
    view = minutes.minutes_of(office, seance_id)
    held = (view.seance.date, seance_id)
    return AfterView(
        seance_id,
        meeting_papers.examined(office, seance_id),
        meeting_papers.sendings(office, seance_id),
        meeting_papers.publications(office, seance_id),
        view,
        tuple(s for s in seances.list_seances(office) if (s.date, s.id) > held),
        {p.point: p for p in minutes_pen.proposals(office, seance_id)} if view.editable else {},
        minutes_publicity(office),
        publication_mode(office)[0],
    )


def _export(
    office: Office, papier: Papier, seance_id: int, target: Path, printer: PdfPrinter, cancelled: Cancel
) -> ExportedPaper:
    match papier:
        case Papier.PV:
            return export_minutes(office, seance_id, target, printer=printer, cancelled=cancelled)
        case Papier.LISTE:
            return export_examined(office, seance_id, target, printer=printer, cancelled=cancelled)
        case Papier.TRANSMISSION:
            return export_sendings(office, seance_id, target, printer=printer, cancelled=cancelled)
        case Papier.PUBLICATION:
            return export_publications(office, seance_id, target, printer=printer, cancelled=cancelled)
