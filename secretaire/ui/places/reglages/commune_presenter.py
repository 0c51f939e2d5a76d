"""What the page of the commune holds: the facts its acts are written with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from secretaire.council.commune import Commune
from secretaire.desk import communes
from secretaire.desk.communes import Facts
from secretaire.desk.office import Office
from secretaire.errors import SecretaireError
from secretaire.ui.session import Session


@dataclass(frozen=True, slots=True)
class TownHall:
    """The facts, and what helps to write them.

    Attributes:
        commune: what the official list says of it.
        usual_tribunal: that of the departement; empty where there is none known.
        may_choose: the conseil may choose how acts are made public.
    """

    commune: Commune
    facts: Facts
    usual_tribunal: str
    may_choose: bool


class CommunePresenter(QObject):
    """Reads the facts and keeps each one as it is typed."""

    shown = Signal(object)  # TownHall
    faulted = Signal(str, str)  # name of the fact, sentence: empty when it is mended

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._facts: Facts | None = None

    def refresh(self) -> None:
        office = self._session.office
        self._session.tasks.query(lambda: _read(office), self._keep, key="commune.renseignements")

    def give(self, name: str, text: str) -> None:
        """One fact, as it is to be kept."""
        if self._facts is None:
            return
        before = getattr(self._facts, name)
        self._facts = given = replace(self._facts, **{name: text})
        office = self._session.office

        def failed(_error: SecretaireError | None, sentence: str) -> None:
            if self._facts is not None:  # what was refused must not hold back the next fact
                self._facts = replace(self._facts, **{name: before})
            self.faulted.emit(name, sentence)

        self._session.tasks.change(
            lambda: communes.set_facts(office, given), lambda _: self.faulted.emit(name, ""), failed
        )

    def _keep(self, found: TownHall) -> None:
        self._facts = found.facts
        self.shown.emit(found)


def _read(office: Office) -> TownHall:
    return TownHall(
        office.commune, communes.facts(office), communes.usual_tribunal(office), communes.may_choose_publicity(office)
    )
