"""What the page of the act types holds: the list, the type being looked at, its changes and how to undo them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from secretaire.acts.adaptation import Adaptation
from secretaire.desk import act_types, choosing, reusing, type_files, type_views
from secretaire.desk.act_types import Clause, TypeSheet
from secretaire.desk.choosing import Shelf
from secretaire.desk.office import Office
from secretaire.desk.type_files import Verified
from secretaire.desk.type_views import Mark
from secretaire.drafting.act_types.catalogue import RefusedFile
from secretaire.drafting.reuse.habits import Habit
from secretaire.errors import Code, SecretaireError
from secretaire.ui.session import Session

Refused = Callable[[str], None]
"""Receives why nothing was changed."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The types that answer the words, those that are not simply the shipped ones, the files that are not used."""

    shelves: tuple[Shelf, ...]
    marks: Mapping[str, Mark]
    refused: tuple[RefusedFile, ...]


class TypesPresenter(QObject):
    """Reads and changes the act types of the commune; each change of a type can be undone until it is left."""

    listed = Signal(object)  # Listed
    opened = Signal(object)  # TypeSheet of another type
    changed = Signal(object)  # TypeSheet
    specimen = Signal(object)  # Act
    habits_found = Signal(object)  # tuple[Habit, ...]
    verified = Signal(object)  # tuple[Verified, ...]
    faulted = Signal(str)  # a sentence for the top of the page; empty when it is mended
    told = Signal(str)  # what was done
    left = Signal()  # back to the list

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sheet: TypeSheet | None = None
        self._words = ""
        self._undo: list[Adaptation] = []
        self._redo: list[Adaptation] = []
        session.opened.connect(self._another_space)

    @property
    def sheet(self) -> TypeSheet | None:
        return self._sheet

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def find(self, words: str) -> None:
        """List the types that answer a few words."""
        self._words = words
        office = self._session.office
        self._session.tasks.query(
            lambda: Listed(
                choosing.offered_types(office, words), type_views.marks(office), act_types.refused_files(office)
            ),
            self.listed.emit,
            key="types.liste",
        )

    def refresh(self) -> None:
        """Read again the list, and the type looked at."""
        self.find(self._words)
        if self._sheet is not None:
            self._draw()

    def open(self, type_id: str) -> None:
        """Look at a type."""
        office = self._session.office

        def show(sheet: TypeSheet) -> None:
            self._undo, self._redo = [], []
            self._sheet = sheet
            self.faulted.emit("")
            self.opened.emit(sheet)
            self._draw()

        self._session.tasks.query(
            lambda: act_types.sheet(office, type_id),
            show,
            lambda _error, text: self.faulted.emit(text),
            key="types.fiche",
        )

    def close(self) -> None:
        """Back to the list."""
        self._sheet = None
        self.left.emit()
        self.find(self._words)

    def reword(self, clause: Clause, text: str, *, goes_on: bool, refused: Refused) -> None:
        """Keep the wording of a clause; one that `goes_on` being typed is undone in one gesture."""
        self._change(lambda o, t: act_types.reword(o, t, clause, text), refused, goes_on=goes_on)

    def leave_out(self, clause: Clause) -> None:
        self._change(lambda o, t: act_types.leave_out(o, t, clause))

    def give_back(self, clause: Clause) -> None:
        """The shipped wording again; a clause of the commune's own goes."""
        self._change(lambda o, t: act_types.drop_change(o, t, clause))

    def change_default(self, field: str, value: str, refused: Refused) -> None:
        self._change(lambda o, t: act_types.change_default(o, t, field, value), refused)

    def adopt(self, habit: Habit) -> None:
        self._change(lambda o, t: reusing.adopt_habit(o, t, habit))

    def after_writes(self, then: Callable[[], None]) -> None:
        """Go on once what was asked before is kept, or refused."""
        self._session.tasks.change(lambda: None, lambda _: then())

    def undo(self) -> None:
        """Put back what the commune changed before the last gesture."""
        self.after_writes(lambda: self._step(self._undo, self._redo))

    def redo(self) -> None:
        """Make again what was undone."""
        self.after_writes(lambda: self._step(self._redo, self._undo))

    def search_habits(self) -> None:
        """Read the acts of the fund for what this commune writes its own way; seconds."""
        sheet = self._sheet
        if sheet is None:
            return
        office, type_id = self._session.office, sheet.kind.id

        def failed(_error: SecretaireError | None, text: str) -> None:
            self.faulted.emit(text)
            self.habits_found.emit(())

        self._session.tasks.long(
            "recherche des habitudes de la commune",
            lambda _task: reusing.habits(office, type_id),
            lambda found: self._keep_habits(type_id, found),
            failed,
        )

    def export(self, target: Path) -> None:
        """Write the file of the type looked at; with none, every type of the commune in a folder."""
        sheet = self._sheet
        if sheet is None:
            self._on_files(
                lambda o: type_files.export_types(o, target), lambda files: f"{_files(len(files))} dans {target.name}."
            )
        else:
            type_id = sheet.kind.id
            self._on_files(
                lambda o: type_files.export_type(o, type_id, target), lambda _: f"Type enregistré : {target.name}."
            )

    def verify(self, path: Path) -> None:
        """Every fault of a type file, or of a folder of them."""
        self._session.tasks.query(
            lambda: type_files.verify_types(path), self.verified.emit, lambda _error, text: self.faulted.emit(text)
        )

    def import_types(self, path: Path) -> None:
        """Use these types from now on; the faults are shown and nothing is taken when there are some."""

        def look(found: tuple[Verified, ...]) -> None:
            if any(each.faults for each in found):
                self.verified.emit(found)
            else:
                self._on_files(lambda o: type_files.import_types(o, path), _imported)

        self._session.tasks.query(
            lambda: type_files.verify_types(path), look, lambda _error, text: self.faulted.emit(text)
        )

    def give_up(self) -> None:
        """The shipped type serves again: the commune's changes, or its own file, go."""
        sheet = self._sheet
        if sheet is None:
            return
        type_id = sheet.kind.id

        def work(office: Office) -> TypeSheet | None:
            act_types.remove_type(office, type_id)
            return act_types.sheet(office, type_id) if office.types.find(type_id) else None

        office = self._session.office
        self._session.tasks.change(lambda: work(office), self._given_up, lambda _error, text: self.faulted.emit(text))

    def _given_up(self, sheet: TypeSheet | None) -> None:
        self._session.types_changed.emit()
        if sheet is None:
            self.close()
        else:
            self._keep(sheet, goes_on=False)

    def _step(self, taken: list[Adaptation], given: list[Adaptation]) -> None:
        if taken and self._sheet is not None:
            given.append(self._sheet.adaptation)
            self._put_back(taken.pop())

    def _put_back(self, adaptation: Adaptation) -> None:
        sheet = self._sheet
        if sheet is not None:
            office, type_id = self._session.office, sheet.kind.id
            self._session.tasks.change(
                lambda: act_types.restore(office, type_id, adaptation),
                self._show,
                lambda _error, text: self.faulted.emit(text),
            )

    def _change(
        self, work: Callable[[Office, str], TypeSheet], refused: Refused | None = None, *, goes_on: bool = False
    ) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        office, type_id = self._session.office, sheet.kind.id

        def failed(error: SecretaireError | None, text: str) -> None:
            (refused or self.faulted.emit)(_cause(error, text))

        self._session.tasks.change(
            lambda: work(office, type_id),
            lambda changed: self._keep(changed, goes_on=goes_on),
            failed,
        )

    def _keep(self, sheet: TypeSheet, *, goes_on: bool) -> None:
        former = self._sheet
        if former is None or former.kind.id != sheet.kind.id:
            return
        if former.adaptation != sheet.adaptation:
            self._redo = []
            if not goes_on:
                self._undo.append(former.adaptation)
        self._show(sheet)

    def _show(self, sheet: TypeSheet) -> None:
        self._sheet = sheet
        self.faulted.emit("")
        self.changed.emit(sheet)
        self._draw()

    def _draw(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        office, type_id = self._session.office, sheet.kind.id
        self._session.tasks.query(
            lambda: type_views.specimen(office, type_id),
            self.specimen.emit,
            lambda _error, text: self.faulted.emit(text),
            key="types.exemple",
        )

    def _keep_habits(self, type_id: str, found: tuple[Habit, ...]) -> None:
        if self._sheet is not None and self._sheet.kind.id == type_id:
            self.habits_found.emit(found)

    def _on_files(
        self, work: Callable[[Office], tuple[object, ...]], said: Callable[[tuple[object, ...]], str]
    ) -> None:
        office = self._session.office

        def done(found: tuple[object, ...]) -> None:
            self.faulted.emit("")
            self.told.emit(said(found))
            self.refresh()
            self._session.types_changed.emit()

        self._session.tasks.change(lambda: work(office), done, lambda _error, text: self.faulted.emit(text))

    def _another_space(self) -> None:
        self._sheet = None
        self._undo, self._redo = [], []
        self._words = ""
        self.left.emit()


def _imported(found: tuple[object, ...]) -> str:
    names = [each.libelle for each in found if isinstance(each, Verified)]
    return f"Importé : {', '.join(f'« {name} »' for name in names)}."


def _files(number: int) -> str:
    return f"{number} fichier{'s' if number > 1 else ''} écrit{'s' if number > 1 else ''}"


def _cause(error: SecretaireError | None, text: str) -> str:
    """Under the text that is typed, the cause alone."""
    cause = (
        str(error.data.get("cause", "")) if error and error.code in {Code.CLAUSE_INVALID, Code.FIELD_INVALID} else ""
    )
    return f"{cause[:1].upper()}{cause[1:]}." if cause else text
