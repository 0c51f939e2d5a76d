"""Open the meeting: the roll is called on the right, the secretary named, the quorum said; later, its end."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from secretaire.acts.fields import parse_time
from secretaire.council import happenings
from secretaire.council.quorum import quorum
from secretaire.ui.parts.basics import column, label, main_button, restyle
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.second import SecondConvocation
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.places.seances.words import Names, hour
from secretaire.ui.style.tokens import LARGE, MEDIUM


class OpeningPanel(QWidget):
    """What has to be known before the first point."""

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.quorum = label("", "heading")
        self.quorum.setAccessibleName("Quorum")
        self.hour = QLineEdit()
        self.secretary = QComboBox()
        self.president = QComboBox()
        self.second = SecondConvocation(presenter)
        self.fault = label("", "fault")
        self.open = main_button("Ouvrir la séance (F5)", self.take)
        self.open.setMinimumHeight(52)
        names = {
            self.hour: "Heure d'ouverture",
            self.secretary: "Secrétaire de séance",
            self.president: "Président de séance",
        }
        for widget, name in names.items():
            widget.setAccessibleName(name)
        self.secretary.activated.connect(lambda _: self._appoint())
        self.president.activated.connect(lambda _: self._appoint())
        form = QFormLayout()
        form.setVerticalSpacing(MEDIUM)
        form.setHorizontalSpacing(MEDIUM)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow("Heure", self.hour)
        form.addRow("Président", self.president)
        form.addRow("Secrétaire", self.secretary)
        layout = column(
            label("Ouverture de la séance", "title"),
            label("Faites l'appel à droite : chaque présence est gardée aussitôt.", "muted"),
            margin=LARGE,
            spacing=MEDIUM,
        )
        layout.addWidget(self.quorum)
        layout.addLayout(form)
        layout.addWidget(self.second)
        layout.addWidget(self.fault)
        layout.addWidget(self.open, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()
        self.setLayout(layout)

    def show_view(self, view: MeetingView) -> None:
        seance, names = view.course.seance, Names(view.members)
        there = [e for e in view.members if e.id in seance.presents]
        needed = quorum(len(view.members))
        reached = len(there) >= needed
        if not view.members:
            said = "Aucun élu en fonction ce jour-là : importez la liste des élus."
        else:
            said = f"{len(there)} présents sur {len(view.members)} : quorum "
            said += f"atteint ({needed})." if reached else f"non atteint, il en faut {needed}."
        self.quorum.setText(said)
        self.quorum.setProperty("tint", "fine" if reached else "blocking")
        restyle(self.quorum)
        _fill(self.secretary, "À nommer…", [(names.of(e.id), e.id) for e in there], seance.secretaire)
        _fill(self.president, "Le maire", [(names.of(e.id), e.id) for e in there], seance.president)
        self.second.show_view(view)
        if view.course.seconde_convocation and not reached:
            self.quorum.setText(f"{said} Aucun n'est exigé pour les points de la première convocation.")
        if seance.heure is not None:
            self.hour.setPlaceholderText(f"{hour(seance.heure)} (prévue)")
        self.fault.setVisible(bool(self.fault.text()))

    def take(self) -> None:
        """Open the meeting at the hour typed, or at the one that was announced."""
        view = self._presenter.view
        if view is None:
            return
        seance, at = view.course.seance, self._hour()
        if at is None:
            return
        self._presenter.apply(
            lambda c, e: happenings.open_meeting(
                c, e, at, c.seance.presents, c.seance.excuses, c.seance.secretaire, seance.president
            )
        )

    def _hour(self) -> time | None:
        view, typed = self._presenter.view, self.hour.text().strip()
        self.fault.setText("")
        self.fault.hide()
        if not typed:
            planned = view.course.seance.heure if view is not None else None
            return planned or self._presenter.now
        try:
            return parse_time(typed)
        except ValueError as fault:
            self.fault.setText(f"Heure d'ouverture : {fault}.")
            self.fault.show()
            self.hour.setFocus()
            return None

    def _appoint(self) -> None:
        secretary, president = self.secretary.currentData(), self.president.currentData()
        self._presenter.apply(lambda c, e: happenings.appoint(c, e, secretary, president))


def _fill(combo: QComboBox, none: str, people: list[tuple[str, int]], chosen: int | None) -> None:
    combo.clear()
    combo.addItem(none, None)
    for name, elu in people:
        combo.addItem(name, elu)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
