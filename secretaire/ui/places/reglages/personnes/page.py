"""« Personnes »: the list, and under it the person being looked at."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from secretaire.council.persons import Person
from secretaire.errors import Code
from secretaire.ui.parts.basics import button, column, frame, label
from secretaire.ui.parts.rows import TwoLineDelegate, height_of_rows, set_two_lines
from secretaire.ui.places.reglages.fields import row, scrolling
from secretaire.ui.places.reglages.personnes.code_card import CodeCard
from secretaire.ui.places.reglages.personnes.form import ROLES, PersonForm
from secretaire.ui.places.reglages.personnes.presenter import People, PersonsPresenter
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import MEDIUM, SMALL

_WIDTH = 820
_MOST_ROWS = 6
_TOLD = (
    "Tant que le maire n'est pas inscrit ici, le maire et les adjoints de la liste des élus décident sous leur nom. "
    "Une fois le maire inscrit, seules les personnes inscrites décident, chacune dans ses limites. Absent, le maire est "
    "remplacé par le premier adjoint présent dans l'ordre du tableau (CGCT, art. L. 2122-17)."
)


class PersonsPage(QWidget):
    """A person chosen opens under the list; another one is listed there too."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._people: People | None = None
        self._open = ""  # name of the person shown
        self.presenter = PersonsPresenter(session, self)
        self.list = QListWidget()
        self.list.setAccessibleName("Personnes inscrites")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.currentRowChanged.connect(self._choose)
        self.list.itemClicked.connect(lambda item: self._choose(self.list.row(item)))
        self.enlist = button("Inscrire une personne", self._enlist, icon_name="plus")
        self.fault = label("", "fault")
        self.report = label("", "fine")
        self.form = PersonForm()
        self.code = CodeCard()
        inside = column(label("Personnes", "title"), label(_TOLD, "muted"), self.list, spacing=SMALL)
        inside.addLayout(row(self.enlist))
        inside.addWidget(self.fault)
        inside.addWidget(self.report)
        self._form_frame = frame("seen", column(self.form, margin=MEDIUM))
        self._code_frame = frame("seen", column(self.code, margin=MEDIUM))
        inside.addWidget(self._form_frame)
        inside.addWidget(self._code_frame)
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("panel", column(scrolling(inside, width=_WIDTH))))
        self._connect()
        self._close()

    def _connect(self) -> None:
        presenter, form, code = self.presenter, self.form, self.code
        presenter.shown.connect(self._show)
        presenter.kept.connect(self._kept)
        presenter.faulted.connect(self._refused)
        form.added.connect(presenter.add)
        form.changed.connect(self._change)
        form.retired.connect(presenter.retire)
        form.closed.connect(self._close)
        form.faulted.connect(self._fault)
        code.chosen.connect(presenter.choose_code)
        code.removed.connect(presenter.remove_code)
        code.forgotten.connect(presenter.forget_code)
        code.faulted.connect(self._fault)
        self._session.opened.connect(self._close)

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """Nothing is kept before « Enregistrer »."""

    def redraw(self) -> None:
        self.list.viewport().update()

    def _show(self, people: People) -> None:
        self._people = people
        self.list.blockSignals(True)
        self.list.clear()
        for one in people.listed:
            item = QListWidgetItem()
            code = "avec un code" if one.person.has_code else "sans code"
            said = " · ".join(filter(None, (one.limits, code)))
            role = ROLES[one.person.role].partition(" :")[0]
            set_two_lines(item, f"{one.person.nom}, {role.lower()}", said[0].upper() + said[1:])
            self.list.addItem(item)
        names = [one.person.nom for one in people.listed]
        self.list.setCurrentRow(names.index(self._open) if self._open in names else -1)
        self.list.blockSignals(False)
        self.list.setVisible(bool(names))
        QTimer.singleShot(0, self._fit_list)  # once its width is known
        if self._open in names:
            self._choose(names.index(self._open))
        elif self._open:
            self._close()

    def _fit_list(self) -> None:
        """No taller than its rows."""
        self.list.setFixedHeight(height_of_rows(self.list, _MOST_ROWS))

    def _choose(self, number: int) -> None:
        if self._people is None or not 0 <= number < len(self._people.listed):
            return
        person = self._people.listed[number].person
        self._open = person.nom
        self.form.show_person(person, self._people)
        self.code.show_person(person)
        self._form_frame.show()
        self._code_frame.show()

    def _enlist(self) -> None:
        if self._people is None:
            return
        self._tell("", "")
        self._open = ""
        self.list.setCurrentRow(-1)
        self.form.show_person(None, self._people)
        self._form_frame.show()
        self._code_frame.hide()

    def _change(self, person: Person, maire_code: str) -> None:
        self._open = person.nom
        self.presenter.change(person, maire_code)

    def _close(self) -> None:
        self._open = ""
        self._tell("", "")
        self._form_frame.hide()
        self._code_frame.hide()
        self.list.setCurrentRow(-1)

    def _kept(self, sentence: str) -> None:
        if not self._code_frame.isVisibleTo(self):
            self._close()  # whoever was being listed is in the list now
        self._tell("", sentence)

    def _refused(self, code: Code | None, sentence: str) -> None:
        self._fault(sentence)
        if code is Code.CODE_ALTERED:
            self.code.ask_reason()
        if code in {Code.CODE_OF_MAIRE, Code.CODE_WRONG} and self.form.maire_code.isVisible():
            self.form.maire_code.setFocus()

    def _fault(self, sentence: str) -> None:
        self._tell(sentence, "")

    def _tell(self, fault: str, report: str) -> None:
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.report.setText(report)
        self.report.setVisible(bool(report))
