"""The scans that wait for their text: how many, what is being done, what this PC lacks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from secretaire.desk.reading import ScansState
from secretaire.fund.recognising import RecognitionReport
from secretaire.ui.parts.basics import button, label, main_button
from secretaire.ui.places.fonds.reading_presenter import ReadingPresenter
from secretaire.ui.style.tokens import MEDIUM, SMALL, TIGHT
from secretaire.ui.wording import NBSP, count


class ScansCard(QFrame):
    """Hidden while nothing waits and nothing is being recognised."""

    def __init__(self, presenter: ReadingPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._state = ScansState(0, 0, True, "")
        self._last = ""
        self.setProperty("kind", "card")
        self.text = label("", "subtitle")
        self.under = label("", "muted")
        self.start = main_button("Numériser en texte", presenter.recognise)
        self.pause = button("Mettre en pause", presenter.pause_recognition)
        self.why = button("Pourquoi ?", self.explain)
        said = QVBoxLayout()
        said.setSpacing(TIGHT)
        said.addWidget(self.text)
        said.addWidget(self.under)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        layout.addLayout(said, 1)
        for made in (self.start, self.pause, self.why):
            layout.addWidget(made, alignment=Qt.AlignmentFlag.AlignVCenter)
        presenter.scans_changed.connect(self.show_state)
        presenter.recognising_changed.connect(lambda _: self._refresh())
        presenter.reading_changed.connect(lambda _: self._refresh())
        presenter.recognised.connect(self.show_report)
        self._refresh()

    def show_state(self, state: ScansState) -> None:
        """How many wait, and whether this PC can."""
        self._state = state
        self._refresh()

    def show_report(self, report: RecognitionReport) -> None:
        """What was recognised; said where the reading says its own."""
        if not report.pages and not report.failed:
            return
        parts = [count(report.pages, "page numérisée en texte", "pages numérisées en texte")]
        if report.pages > report.empty:
            parts.append(f"reconnues à {round(report.confidence * 100)}{NBSP}% en moyenne")
        if report.empty:
            parts.append(f"{report.empty} sans texte")
        if report.failed:
            parts.append(f"{report.failed} illisibles")
        self._last = f"Dernière fois : {', '.join(parts)}."
        self._refresh()

    def explain(self) -> None:
        """What is missing, in plain words, and what to ask for."""
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle("Numériser en texte")
        box.setIcon(QMessageBox.Icon.Information)
        box.setText(
            "Ces pages sont des photographies de texte : on les voit, mais l'ordinateur ne peut ni y chercher un mot "
            "ni y trouver un acte tant que leur texte n'a pas été reconnu."
        )
        box.setInformativeText(self._state.advice)
        box.setStandardButtons(QMessageBox.StandardButton.Close)
        box.open()

    def _refresh(self) -> None:
        state, presenter = self._state, self._presenter
        busy = presenter.recognising
        self.setVisible(bool(state.pages) or busy)
        pages = count(state.pages, "page à numériser en texte", "pages à numériser en texte")
        documents = count(state.documents, "document", "documents")
        self.text.setText(f"{pages[:1].upper()}{pages[1:]}, dans {documents}")
        if busy:
            under = (
                "Le texte des pages est reconnu l'une après l'autre : l'avancement est en bas de la fenêtre. Vous pouvez "
                "continuer à travailler, ou fermer : la suite reprendra."
            )
        elif not state.available:
            under = "Ce poste ne sait pas encore reconnaître le texte d'une image : ces pages ne sont pas cherchées."
        elif presenter.reading:
            under = "Elles suivront la lecture des autres documents."
        elif presenter.paused:
            under = f"En pause : ces pages ne sont pas encore cherchées. {self._last}".strip()
        else:
            under = f"Ces pages ne sont pas encore cherchées. {self._last}".strip()
        self.under.setText(under)
        self.pause.setVisible(busy)
        self.start.setVisible(not busy and state.available and not presenter.reading)
        self.start.setText("Reprendre" if presenter.paused else "Numériser en texte")
        self.start.setAccessibleName(self.start.text())
        self.why.setVisible(not busy and not state.available)
