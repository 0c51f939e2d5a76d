"""The copies that make themselves while the window is open."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer

from secretaire.desk import automatic_copies
from secretaire.desk.automatic_copies import Outcome
from secretaire.errors import Cancelled
from secretaire.ui.places.reglages.sauvegarde.presenter import made_of
from secretaire.ui.session import Session
from secretaire.ui.tasks import LongTask

FIRST_MS = 3 * 60_000  # once the person is at work: opening comes first
EVERY_MS = 60 * 60_000


class AutomaticCopies(QObject):
    """Looks every hour whether a copy is due; what fails is told once, in the notice bar."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._said: tuple[str, ...] = ()
        self._under_way = False
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.look)
        session.opened.connect(lambda: self.timer.start(FIRST_MS))
        session.closing.connect(self.timer.stop)

    def look(self) -> None:
        """Make the copies that are due."""
        self.timer.setInterval(EVERY_MS)
        if not self._session.is_open or self._under_way:
            return
        office = self._session.office

        def work(task: LongTask) -> tuple[Outcome, ...]:
            def tell(_done: int, _total: int) -> None:
                if task.cancelled():
                    raise Cancelled

            return automatic_copies.copy_where_due(office, datetime.now(UTC), tell)

        self._under_way = True
        self._session.tasks.long("sauvegarde automatique", work, self._told, None, self._over)

    def _told(self, outcomes: tuple[Outcome, ...]) -> None:
        faults = made_of(outcomes).faults
        if faults and faults != self._said:
            self._session.told.emit(faults[0])
        self._said = faults

    def _over(self) -> None:
        self._under_way = False
