"""What is told of the act being read, and the remarks made on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from secretaire.acts.act import Act, Role
from secretaire.acts.remarks import passage_at
from secretaire.desk import for_decision, persons, remarks
from secretaire.desk.for_decision import ForDecision
from secretaire.desk.office import Office
from secretaire.errors import SecretaireError
from secretaire.ui.session import Session


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of an act.

    Attributes:
        coded: the listed persons who have a code.
        waiting: ids of the acts that wait for a decision, the first submitted first.
    """

    act: Act
    found: ForDecision
    coded: frozenset[str]
    waiting: tuple[str, ...]


class ReviewPresenter(QObject):
    """Reads off the UI thread what is told of the act shown; carries the remarks."""

    told = Signal(object)  # Told
    remarked = Signal()
    refused = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._act: Act | None = None

    def read(self, act: Act) -> None:
        """Another act is shown, or the same one again."""
        self._act = act
        office = self._session.office
        self._session.tasks.query(lambda: _read(office, act), self._keep, key="actes.relire")

    def remark(self, by: str, text: str, place: tuple[Role, int, int] | None) -> None:
        """Remark on the characters of a section of the act shown, or on the whole act."""
        act = self._act
        if act is None:
            return
        passage = passage_at(act.section(place[0]), place[1], place[2]) if place else None
        self._change(lambda office: remarks.make(office, act.id, by, text, passage))

    def answer(self, number: int, by: str, text: str) -> None:
        """A remark was dealt with."""
        act = self._act
        if act is not None:
            self._change(lambda office: remarks.answer(office, act.id, number, by, text))

    def _change(self, work: Callable[[Office], object]) -> None:
        office = self._session.office

        def done(_made: object) -> None:
            self.remarked.emit()
            if self._act is not None:
                self.read(self._act)

        def failed(_error: SecretaireError | None, sentence: str) -> None:
            self.refused.emit(sentence)

        self._session.tasks.change(lambda: work(office), done, failed)

    def _keep(self, told: Told) -> None:
        if self._act is not None and told.act.id == self._act.id:
            self.told.emit(told)


def _read(office: Office, act: Act) -> Told:
    return Told(
        act,
        for_decision.for_decision(office, act.id),
        frozenset(person.nom for person in persons.listed(office) if person.has_code),
        tuple(line.id for line in for_decision.waiting(office)),
    )
