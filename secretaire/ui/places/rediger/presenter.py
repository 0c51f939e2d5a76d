"""What Rédiger holds: the act being written, its undo, its checks, its precedents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from secretaire.acts.act import Act, FieldInput, Role, State
from secretaire.acts.act_type import ActType
from secretaire.checks.finding import Finding
from secretaire.council.seance import Seance, Vote
from secretaire.desk import checking, choosing, elections, finding, replacing, reusing, seances, writing
from secretaire.desk.choosing import Shelf
from secretaire.desk.office import Office
from secretaire.desk.reusing import Reuse
from secretaire.desk.standing import listing
from secretaire.errors import Code, SecretaireError
from secretaire.ui.parts.basics import Debounce
from secretaire.ui.parts.locate import changed_place
from secretaire.ui.session import Session
from secretaire.ui.tasks import Failed

CHECK_AFTER_MS = 250
PRECEDENTS_AFTER_MS = 900

Opened = tuple[Act, ActType, Reuse | None]
"""An act, its type, and the old act it was started from."""


class ActChange(QUndoCommand):
    """One change of an act, already saved when it is pushed."""

    def __init__(self, text: str, before: Act, after: Act, restore: Callable[[Act], None]) -> None:
        super().__init__(text)
        self._before = before
        self._after = after
        self._restore = restore
        self._saved = False

    def redo(self) -> None:
        if self._saved:
            self._restore(self._after)
        self._saved = True

    def undo(self) -> None:
        self._restore(self._before)


class RedigerPresenter(QObject):
    """The act being written. Every change is saved by the desk, then `act_shown` gives it back."""

    types_found = Signal(object)  # tuple[Shelf, ...]
    old_acts_found = Signal(object)  # tuple[Result, ...]: of the fund, for the same words
    acts_listed = Signal(object)  # tuple[ActLine, ...]: projects under way
    opened = Signal(object, object, object)  # Act, ActType, Reuse | None: another act is on the desk
    act_shown = Signal(object, bool)  # Act, put back by an undo
    left = Signal()
    field_fault = Signal(str, str)
    fault = Signal(str)
    checked = Signal(object)  # tuple[Finding, ...]
    landed = Signal(object, int, int)  # Role, characters that a proposal or a passage just brought
    precedents_found = Signal(object)  # Listing
    precedents_failed = Signal(str)
    seance_shown = Signal(object, object)  # Seance | None, Vote | None
    noted_shown = Signal(object)  # frozenset[str]: the fields that the meeting filled

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.undo_stack = QUndoStack(self)  # of the act on the desk
        self._stacks: dict[str, QUndoStack] = {}
        self._act: Act | None = None
        self._kind: ActType | None = None
        self._listed = False
        self._subject = ""
        self._check = Debounce(CHECK_AFTER_MS, self._ask_checks, self)
        self._look_back = Debounce(PRECEDENTS_AFTER_MS, self._ask_precedents, self)
        session.opened.connect(self._another_space)
        session.act_changed.connect(self._changed_elsewhere)
        session.fund_changed.connect(self._fund_changed)
        session.law_changed.connect(lambda: self._check.touch())

    @property
    def act(self) -> Act | None:
        return self._act

    @property
    def kind(self) -> ActType | None:
        return self._kind

    # choosing

    def find_types(self, words: str) -> None:
        self._listed = True
        office = self.session.office

        def done(shelves: tuple[Shelf, ...]) -> None:
            self.types_found.emit(shelves)
            # after the types: the fund is never waited for
            self.session.tasks.query(
                lambda: reusing.answering(office, words), self.old_acts_found.emit, key="rediger.anciens"
            )

        self.session.tasks.query(lambda: choosing.offered_types(office, words), done, key="rediger.types")

    def list_choices(self) -> None:
        """What one may begin, listed once a space (it reads every type), and what one may go on with."""
        if not self._listed:
            self.find_types("")
        office = self.session.office
        self.session.tasks.query(
            lambda: writing.list_acts(office),
            lambda lines: self.acts_listed.emit(tuple(x for x in lines if x.state in _UNDER_WAY)),
            key="rediger.actes",
        )

    def begin(self, type_id: str) -> None:
        """Start a new act of a type; it is a saved draft at once. One left untouched before is taken up again."""
        office, author = self.session.office, self.session.author

        def work() -> Opened:
            for untouched in writing.untouched_drafts(office, type_id):
                if reusing.reuse_of(office, untouched.id) is None:
                    return _opened(office, untouched)
            return _opened(office, writing.start_draft(office, type_id, {}, author=author))

        def done(result: Opened) -> None:
            self._adopt(*result)
            self.session.publish(result[0])

        self.session.tasks.change(work, done)

    def open(self, act_id: str) -> None:
        """Put an act on the desk."""
        office = self.session.office
        self.session.tasks.change(
            lambda: _opened(office, writing.get_act(office, act_id)), lambda result: self._adopt(*result)
        )

    def resume(self, act_id: str) -> None:
        """Put back the act of the last time; if it is gone, the choice of an act is shown."""
        office = self.session.office
        self.session.tasks.change(
            lambda: _opened(office, writing.get_act(office, act_id)),
            lambda result: self._adopt(*result),
            lambda *_: self._remember(""),
        )

    def leave(self) -> None:
        """Put the act away; it is saved."""
        self._act, self._kind = None, None
        self._remember("")
        self.left.emit()
        self.list_choices()

    # writing

    def give_field(self, name: str, value: FieldInput) -> None:
        self.write(
            f"Champ « {self.field_label(name)} »",
            lambda act_id, author: writing.change_fields(self.session.office, act_id, {name: value}, author),
            lambda error, text: self.field_refused(name, error, text),
        )

    def edit(self, role: Role, text: str) -> None:
        self.write(
            "Texte modifié",
            lambda act_id, author: writing.edit_section(self.session.office, act_id, role, text, author),
        )

    def give_notes(self, notes: Sequence[str]) -> None:
        self.write(
            "Notes",
            lambda act_id, author: writing.change_facts(self.session.office, act_id, author, notes=notes),
        )

    def give_number(self, numero: str) -> None:
        self.write(
            "Numéro",
            lambda act_id, author: writing.change_facts(self.session.office, act_id, author, numero=numero),
        )

    def give_date(self, day: date) -> None:
        self.write(
            "Date de l'acte",
            lambda act_id, author: writing.change_facts(self.session.office, act_id, author, act_date=day),
        )

    def attest(self, role: Role, start: int, end: int, source: str) -> None:
        """The person says where a figure comes from."""
        self.write(
            "Source d'un chiffre",
            lambda act_id, author: writing.attest_figure(self.session.office, act_id, role, start, end, source, author),
        )

    def replace_reference(self, found: Finding) -> None:
        """Put the certain successor in the place of a dead reference; the journal keeps both."""
        self.write(
            "Référence remplacée",
            lambda act_id, author: replacing.replace_reference(self.session.office, act_id, found, author),
        )

    def reuse(self, document: int, page: int, start: int, end: int) -> None:
        """Take a passage of a precedent into the exposé."""
        act = self._act
        if act is None:
            return
        office, author = self.session.office, self.session.author
        self.session.tasks.change(
            lambda: writing.reuse_passage(office, act.id, document, page, start, end, author),
            lambda after: self.adopt_change("Passage d'un précédent", after),
            lambda _error, sentence: self.fault.emit(sentence),
        )

    def keep_meeting(self, seance: Seance | None, vote: Vote | None) -> None:
        """Save the meeting and the vote of the act (the meeting is created when it has no number yet)."""
        if seance is None:
            return
        office = self.session.office

        def work(act_id: str, author: str) -> Act:
            kept = seance
            if not kept.id:
                made = seances.create_seance(office, kept.date, kept.heure, kept.lieu, kept.convocation)
                kept = replace(kept, id=made.id)
            seances.update_seance(office, kept, author)
            writing.change_facts(office, act_id, author, seance_id=kept.id)
            return seances.set_vote(office, act_id, vote, author)

        self.write("Séance et vote", work)
        self.session.tasks.change(lambda: None, lambda _: self.session.seances_changed.emit())

    def adopt_change(self, text: str, after: Act) -> None:
        """An act changed by another gesture (proposal, passage): undoable like the others, and shown where it landed."""
        before = self._act
        if before is None or before.id != after.id:
            return
        self._saved(text, after)
        if (place := changed_place(before, after)) is not None:
            self.landed.emit(*place)

    # undo: behind the writes already asked, so that what was just typed is undone first

    def undo(self) -> None:
        self.session.tasks.change(lambda: None, lambda _: self.undo_stack.undo())

    def redo(self) -> None:
        self.session.tasks.change(lambda: None, lambda _: self.undo_stack.redo())

    # reading

    def ask_meeting(self) -> None:
        """Tell the meeting and the vote of the act."""
        act = self._act
        if act is None:
            return
        office = self.session.office

        def work() -> tuple[Seance | None, Vote | None, frozenset[str]]:
            meeting = seances.get_seance(office, act.seance_id) if act.seance_id is not None else None
            return meeting, seances.vote_of(office, act.id), elections.noted_fields(office, act)

        def tell(found: tuple[Seance | None, Vote | None, frozenset[str]]) -> None:
            self.seance_shown.emit(found[0], found[1])
            self.noted_shown.emit(found[2])

        self.session.tasks.query(work, tell, key="rediger.seance")

    def field_label(self, name: str) -> str:
        """How the form names a field."""
        champ = self._kind.champ(name) if self._kind is not None else None
        return champ.libelle if champ else name

    def write(self, text: str, work: Callable[[str, str], Act], failed: Failed | None = None) -> None:
        """A change of the act on the desk, given its id and the author; undoable, then shown."""
        act = self._act
        if act is None:
            return
        author = self.session.author
        self.session.tasks.change(
            lambda: work(act.id, author),
            lambda after: self._saved(text, after),
            failed or (lambda _error, sentence: self.fault.emit(sentence)),
        )

    def _saved(self, text: str, after: Act) -> None:
        before = self._act
        if before is not None and before.id == after.id:
            if after != before:
                self._stack_of(after.id).push(ActChange(text, before, after, self._restore))
            self._show(after, restored=False)
        self.session.publish(after)

    def _restore(self, content: Act) -> None:
        office, author = self.session.office, self.session.author

        def done(act: Act) -> None:
            self._show(act, restored=True)
            self.session.publish(act)

        self.session.tasks.change(lambda: writing.restore_content(office, content, author), done)

    def _show(self, act: Act, *, restored: bool) -> None:
        if self._act is None or self._act.id != act.id:
            return
        meeting_changed = act.seance_id != self._act.seance_id
        self._act = act
        self.act_shown.emit(act, restored)
        self._check.touch()
        self._look_back.touch()
        if meeting_changed:
            self.ask_meeting()

    def _adopt(self, act: Act, kind: ActType, reuse: Reuse | None) -> None:
        self._act, self._kind = act, kind
        self.undo_stack = self._stack_of(act.id)
        self._subject = ""
        self._remember(act.id)
        self.opened.emit(act, kind, reuse)
        # the form is laid out first, then the page: two short turns of the UI thread instead of a long one
        QTimer.singleShot(0, self, self._show_adopted)

    def _show_adopted(self) -> None:
        if self._act is None:
            return
        self.act_shown.emit(self._act, True)
        self.ask_meeting()
        # a little later: the interpreter belongs to the page until it is laid out
        self._check.touch()
        self._look_back.touch()

    def _remember(self, act_id: str) -> None:
        """The act to show again when the window is opened next time."""
        self.session.settings.setValue(f"reprise/{self.session.office.folder}", act_id)

    def _stack_of(self, act_id: str) -> QUndoStack:
        return self._stacks.setdefault(act_id, QUndoStack(self))

    def field_refused(self, name: str, error: SecretaireError | None, text: str) -> None:
        """Say at its field why a value was refused."""
        if error is not None and error.code is Code.FIELD_INVALID:
            culprit = str(error.data.get("nom", name))
            self.field_fault.emit(culprit, str(error.data.get("cause", text)))
        else:
            self.fault.emit(text)

    def _ask_checks(self) -> None:
        act = self._act
        if act is None:
            return
        office = self.session.office
        self.session.tasks.query(lambda: checking.check_act(office, act), self.checked.emit, key="rediger.controles")

    def _ask_precedents(self) -> None:
        act = self._act
        if act is None:
            return
        subject = f"{act.type_id} {act.objet} {' '.join(act.notes)}"
        if subject == self._subject:
            return
        self._subject = subject
        office = self.session.office
        self.session.tasks.query(
            lambda: listing(office, finding.precedents(office, act)),
            self.precedents_found.emit,
            lambda _error, text: self.precedents_failed.emit(text),
            key="rediger.precedents",
        )

    def _fund_changed(self) -> None:
        self._subject = ""
        self._ask_precedents()

    def _changed_elsewhere(self, act: Act) -> None:
        """A step taken in Actes, a meeting recomposed: show the act as it is now."""
        if self._act is not None and act.id == self._act.id and act != self._act:
            self._show(act, restored=False)

    def _another_space(self) -> None:
        self._act, self._kind = None, None
        self._stacks = {}
        self.left.emit()
        self._listed = False
        self.types_found.emit(())


_UNDER_WAY = frozenset({State.BROUILLON, State.A_REPRENDRE, State.RELU, State.SOUMIS})


def _opened(office: Office, act: Act) -> Opened:
    return act, writing.act_type(office, act.type_id), reusing.reuse_of(office, act.id)
