"""What the page of the persons holds, and the changes it carries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from secretaire.council.persons import Delegation, Person, Role
from secretaire.desk import finding, persons
from secretaire.desk.office import Office
from secretaire.errors import Code, SecretaireError
from secretaire.ui.session import Session


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as listed, with what is said of them."""

    person: Person
    limits: str


@dataclass(frozen=True, slots=True)
class People:
    """The persons, and what is needed to change them.

    Attributes:
        council: names of the members in office, who may be listed as maire or adjoint.
        matters, types: what may be delegated, by code and id.
        maire_code: the code of the maire is asked for any change of the list.
    """

    listed: tuple[Listed, ...]
    council: tuple[str, ...]
    matters: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]
    maire_code: bool


class PersonsPresenter(QObject):
    """Reads the persons and keeps each change; the codes pass through and are kept nowhere in the window."""

    shown = Signal(object)  # People
    kept = Signal(str)  # what was done, in a sentence
    faulted = Signal(object, str)  # Code or None, sentence

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def refresh(self) -> None:
        office = self._session.office
        self._session.tasks.query(lambda: _read(office), self.shown.emit, key="personnes.liste")

    def add(self, nom: str, role: Role, delegation: Delegation, maire_code: str) -> None:
        by = self._session.author
        self._change(
            lambda office: persons.add(office, nom, role, by, delegation=delegation, maire_code=maire_code),
            f"{nom} est parmi les personnes inscrites.",
        )

    def change(self, person: Person, maire_code: str) -> None:
        by = self._session.author
        self._change(
            lambda office: persons.change(office, person, by, maire_code=maire_code),
            f"Ce qui est noté de {person.nom} est enregistré.",
        )

    def retire(self, person: Person, maire_code: str) -> None:
        by = self._session.author
        self._change(
            lambda office: persons.retire(office, person, by, maire_code=maire_code),
            f"{person.nom} n'est plus inscrit. Ce que cette personne a fait reste au journal.",
        )

    def choose_code(self, person: Person, new: str, former: str) -> None:
        self._change(
            lambda office: persons.choose_code(office, person, new, person.nom, former=former),
            f"Le code de {person.nom} est choisi : il sera demandé à chacune de ses décisions.",
        )

    def remove_code(self, person: Person, former: str) -> None:
        self._change(
            lambda office: persons.remove_code(office, person, person.nom, former=former),
            f"{person.nom} n'a plus de code.",
        )

    def forget_code(self, person: Person, reason: str) -> None:
        by = self._session.author
        self._change(
            lambda office: persons.forget_code(office, person, by, reason),
            f"Le code oublié de {person.nom} est retiré. Le journal garde qui l'a fait, et pourquoi.",
        )

    def _change(self, work: Callable[[Office], object], done: str) -> None:
        office = self._session.office

        def kept(_result: object) -> None:
            self.kept.emit(done)
            self.refresh()

        def failed(error: SecretaireError | None, sentence: str) -> None:
            code: Code | None = error.code if error is not None else None
            self.faulted.emit(code, sentence)

        self._session.tasks.change(lambda: work(office), kept, failed)


def _read(office: Office) -> People:
    listed = tuple(
        Listed(person, ", ".join((*persons.said_delegation(office, person), *persons.said_absence(person))))
        for person in persons.listed(office)
    )
    types = sorted((kind.libelle, kind.id) for kind in office.types.all())
    return People(
        listed,
        tuple(elu.full_name for elu in office.workspace.roster.get().on(office.today())),
        finding.matieres(),
        tuple((type_id, libelle) for libelle, type_id in types),
        persons.maire_with_code(office) is not None,
    )
