"""The day, the hour and the place of the meeting."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from secretaire.acts import wording
from secretaire.acts.fields import parse_date, parse_time
from secretaire.ui.parts.basics import column, fit, label
from secretaire.ui.parts.calendar import date_button
from secretaire.ui.places.seances.presenter import SeancesPresenter
from secretaire.ui.places.seances.second import SecondConvocation
from secretaire.ui.places.seances.view import MeetingView
from secretaire.ui.style.tokens import SMALL, TIGHT


class FactsForm(QWidget):
    """Kept when the person goes on; what cannot be read stays as typed, and why is said."""

    def __init__(self, presenter: SeancesPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.day, self.hour, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self.fault = label("", "fault")
        self.fault.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(SMALL)
        grid.setVerticalSpacing(TIGHT)
        named = ((self.day, "Date de la séance", "Date"), (self.hour, "Heure", "Heure"), (self.place, "Lieu", "Lieu"))
        for place, (line, name, words) in zip((0, 2, 3), named, strict=True):
            line.setAccessibleName(name)
            line.editingFinished.connect(self.flush)
            grid.addWidget(label(words, "muted", wrap=False), 0, place)
            grid.addWidget(line, 1, place)
        grid.addWidget(date_button(self.day, "Choisir la date de la séance", self._picked), 1, 1)
        fit(self.day, "00/00/0000", 110)
        fit(self.hour, "00h00", 76)
        grid.setColumnStretch(3, 1)
        layout = column(margin=SMALL, spacing=TIGHT)
        layout.addLayout(grid)
        self.second = SecondConvocation(presenter)
        layout.addWidget(self.second)
        layout.addWidget(self.fault)
        self.setLayout(layout)

    def show_view(self, view: MeetingView) -> None:
        seance = view.course.seance
        self._show(self.day, f"{seance.date:%d/%m/%Y}")
        self._show(
            self.hour, wording.fold_spaces(f"{seance.heure.hour}h{seance.heure.minute:02d}") if seance.heure else ""
        )
        self._show(self.place, seance.lieu)
        held = view.course.ouverture is not None
        for line in (self.day, self.hour, self.place):
            line.setReadOnly(held)
        self.second.show_view(view)

    def flush(self) -> None:
        """Keep what was typed."""
        view = self._presenter.view
        if view is None or not any(line.isModified() for line in (self.day, self.hour, self.place)):
            return
        try:
            day = parse_date(self.day.text())
            hour = parse_time(self.hour.text()) if self.hour.text().strip() else None
        except ValueError as fault:
            self.fault.setText(f"{str(fault)[:1].upper()}{str(fault)[1:]}.")
            self.fault.show()
            return
        place = self.place.text().strip()
        self.fault.hide()
        for line in (self.day, self.hour, self.place):
            line.setModified(False)
        seance = view.course.seance
        if (day, hour, place) != (seance.date, seance.heure, seance.lieu):
            self._presenter.apply(lambda c, _e: replace(c, seance=replace(c.seance, date=day, heure=hour, lieu=place)))

    def _picked(self) -> None:
        self.day.setModified(True)
        self.flush()

    @staticmethod
    def _show(line: QLineEdit, text: str) -> None:
        if not line.isModified() and line.text() != text:
            line.setText(text)
            line.setCursorPosition(0)
