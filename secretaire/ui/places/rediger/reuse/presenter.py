"""What is held of an old act: how a draft starts from it, what becomes of its values, how the two compare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from secretaire.acts.act import Act
from secretaire.desk import choosing, numbering, old_acts, reusing
from secretaire.desk.choosing import Shelf
from secretaire.desk.office import Office
from secretaire.desk.old_acts import ReadAct
from secretaire.desk.reusing import Reuse
from secretaire.drafting.reuse.comparison import Comparison
from secretaire.drafting.reuse.recognition import Recognised
from secretaire.drafting.reuse.references import OldReference
from secretaire.ui.places.rediger.presenter import RedigerPresenter
from secretaire.ui.session import Session


@dataclass(frozen=True, slots=True)
class Recognition:
    """An old act whose type is to be chosen: those recognised, best first, and all the others."""

    read: ReadAct
    types: tuple[Recognised, ...]
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The old act beside the new one."""

    reuse: Reuse
    comparison: Comparison
    references: tuple[OldReference, ...]


class Answer(QUndoCommand):
    """A value set aside, already saved when it is pushed."""

    def __init__(self, text: str, done: Callable[[], None], undone: Callable[[], None]) -> None:
        super().__init__(text)
        self._done, self._undone = done, undone
        self._saved = False

    def redo(self) -> None:
        if self._saved:
            self._done()
        self._saved = True

    def undo(self) -> None:
        self._undone()


class StartingPresenter(QObject):
    """Starts drafts from old acts, wherever in the window they are asked for."""

    recognised = Signal(object)  # Recognition: the person chooses the type
    shelves_found = Signal(object)  # tuple[Shelf, ...]

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        session.redo_piece.connect(self._recognise)
        session.redo_act.connect(self._redo)
        session.correct_act.connect(self._correct)

    def find_types(self, words: str) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: choosing.offered_types(office, words), self.shelves_found.emit, key="refaire.types"
        )

    def start(self, read: ReadAct, type_id: str) -> None:
        """Start a draft of the chosen type."""
        office, author = self._session.office, self._session.author
        self._session.tasks.change(lambda: reusing.start_from(office, read, author, type_id), self._started)

    def _recognise(self, piece: int) -> None:
        office = self._session.office

        def work() -> Recognition:
            read = old_acts.of_piece(office, piece)
            return Recognition(read, reusing.types_of(office, read), choosing.offered_types(office, ""))

        self._session.tasks.query(work, self.recognised.emit, key="refaire")

    def _redo(self, act_id: str) -> None:
        office, author = self._session.office, self._session.author
        self._session.tasks.change(lambda: reusing.start_again(office, act_id, author), self._started)

    def _correct(self, act_id: str) -> None:
        office, author = self._session.office, self._session.author
        self._session.tasks.change(lambda: numbering.start_correction(office, act_id, author), self._started)

    def _started(self, act: Act) -> None:
        self._session.publish(act)
        self._session.write_act.emit(act.id)


class ReusePresenter(QObject):
    """The old act of the act on the desk."""

    shown = Signal(object)  # Reuse: what the person did with each value
    compared = Signal(object)  # Beside

    def __init__(self, presenter: RedigerPresenter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._session = presenter.session
        self._reuse: Reuse | None = None
        presenter.opened.connect(self._open)
        presenter.act_shown.connect(lambda _act, _restored: self._read())

    def take(self, name: str) -> None:
        """The old value, as it is, becomes the person's."""
        office = self._session.office
        self._presenter.write(
            f"Repris de l'ancien acte : « {self._presenter.field_label(name)} »",
            lambda act_id, author: reusing.take(office, act_id, name, author),
            lambda error, text: self._presenter.field_refused(name, error, text),
        )

    def set_aside(self, name: str) -> None:
        """The old value is of no use; the field stays as it is."""
        act, office = self._presenter.act, self._session.office
        if act is None:
            return

        def settle(how: Callable[[Office, str, str], None]) -> None:
            self._session.tasks.change(lambda: how(office, act.id, name), lambda _: self._read())

        stack = self._presenter.undo_stack
        answer = Answer(
            f"Écarté de l'ancien acte : « {self._presenter.field_label(name)} »",
            lambda: settle(reusing.set_aside),
            lambda: settle(reusing.ask_again),
        )
        # behind what was just typed: undone in the order it was done
        self._session.tasks.change(lambda: None, lambda _: stack.push(answer))
        settle(reusing.set_aside)

    def compare(self) -> None:
        """Compare the old act with the new one as it is now."""
        act, reuse, office = self._presenter.act, self._reuse, self._session.office
        if act is None or reuse is None:
            return

        def work() -> Beside:
            return Beside(reuse, reusing.comparison(office, act.id), reusing.references_of_old(office, act.id))

        self._session.tasks.query(work, self.compared.emit, key="rediger.ancien")

    def _open(self, _act: Act, _kind: object, reuse: Reuse | None) -> None:
        self._reuse = reuse

    def _read(self) -> None:
        act, office = self._presenter.act, self._session.office
        if act is not None and self._reuse is not None:
            self._session.tasks.query(lambda: reusing.reuse_of(office, act.id), self._show, key="rediger.reprises")

    def _show(self, reuse: Reuse | None) -> None:
        if reuse is not None and self._reuse is not None:
            self._reuse = reuse
            self.shown.emit(reuse)
