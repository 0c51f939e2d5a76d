"""The point chosen on the ordre du jour: its words, its nature, who presents it, its draft."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from secretaire.council import happenings
from secretaire.council.agenda import Nature
from secretaire.ui.parts.basics import button, column, label
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import NATURES, Names
from secretaire.ui.style.tokens import SMALL


class PointForm(QWidget):
    """Each change is kept as it is made."""

    write_asked = Signal(str)  # id of the act
    begin_asked = Signal(int)  # id of the point whose act is to be begun

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._point: int | None = None
        self.objet = QLineEdit()
        self.nature = QComboBox()
        for nature, words in NATURES.items():
            self.nature.addItem(words, nature)
        self.rapporteur = QComboBox()
        self.draft = QComboBox()
        for combo in (self.nature, self.rapporteur, self.draft):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(6)
        named = {
            self.objet: "Objet du point",
            self.nature: "Nature du point",
            self.rapporteur: "Rapporteur",
            self.draft: "Projet attaché",
        }
        for widget, name in named.items():
            widget.setAccessibleName(name)
        self.open = button("Ouvrir dans Rédiger", self._open)
        self.begin = button(
            "Rédiger un projet", self._begin, tip="Choisir un type d'acte ; le projet est attaché au point"
        )
        form = QFormLayout()
        form.setVerticalSpacing(SMALL)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow("Objet", self.objet)
        form.addRow("Nature", self.nature)
        form.addRow("Rapporteur", self.rapporteur)
        form.addRow("Projet", self.draft)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.begin)
        buttons.addWidget(self.open)
        layout = column(label("Le point choisi", "subtitle"), margin=SMALL, spacing=SMALL)
        layout.addLayout(form)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.objet.editingFinished.connect(self._keep)
        self.nature.activated.connect(lambda _: self._keep())
        self.rapporteur.activated.connect(lambda _: self._keep())
        self.draft.activated.connect(lambda _: self._attach())

    def show_view(self, view: MeetingView, point_id: int | None) -> None:
        self.setVisible(point_id is not None)
        if point_id is None:
            self._point = None
            return
        point, names = view.course.point(point_id), Names(view.members)
        if point_id != self._point or not self.objet.hasFocus():
            self.objet.setText(point.objet)
        self._point = point_id
        self.nature.setCurrentIndex(self.nature.findData(point.nature))
        self.rapporteur.clear()
        self.rapporteur.addItem("Le maire", None)
        for elu in view.members:
            self.rapporteur.addItem(names.of(elu.id), elu.id)
        self.rapporteur.setCurrentIndex(max(0, self.rapporteur.findData(point.rapporteur)))
        mine = view.draft(point_id)
        self.draft.clear()
        self.draft.addItem("Aucun projet", None)
        if mine is not None:
            self.draft.addItem(_named(mine.act.numero, mine.act.objet), str(mine.act.id))
        for line in view.free:
            self.draft.addItem(_named(line.numero, line.objet or line.libelle), str(line.id))
        self.draft.setCurrentIndex(1 if mine else 0)
        self.draft.setEnabled(point.nature not in {Nature.QUESTIONS, Nature.INFORMATION})
        self.open.setVisible(mine is not None)
        self.begin.setVisible(mine is None)
        self.begin.setEnabled(self.draft.isEnabled())

    def flush(self) -> None:
        """The words typed are kept."""
        if self.objet.isModified():
            self._keep()

    def _keep(self) -> None:
        view, point_id = self._presenter.view, self._point
        if view is None or point_id is None:
            return
        point = view.course.point(point_id)
        objet = self.objet.text().strip() or point.objet
        nature, rapporteur = Nature(self.nature.currentData()), self.rapporteur.currentData()
        self.objet.setModified(False)
        if (objet, nature, rapporteur) != (point.objet, point.nature, point.rapporteur):
            self._presenter.apply(lambda c, e: happenings.change_point(c, e, point_id, objet, nature, rapporteur))

    def _attach(self) -> None:
        point, act_id = self._point, self.draft.currentData()
        if point is not None:
            self._presenter.apply(lambda c, e: happenings.attach_act(c, e, point, act_id))

    def _open(self) -> None:
        act_id = self.draft.currentData()
        if act_id:
            self.write_asked.emit(act_id)

    def _begin(self) -> None:
        self.flush()
        if self._point is not None:
            self.begin_asked.emit(self._point)


def _named(numero: str, title: str) -> str:
    return f"n° {numero} {title}" if numero else title
