"""What the measure of this PC found, in plain words, and its advice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from secretaire.desk.energy import HYPOTHESIS
from secretaire.desk.measuring import Report
from secretaire.desk.pen_figures import ModelFigures, Verdict, decimal
from secretaire.ui.parts.basics import column, frame, label, main_button
from secretaire.ui.style.tokens import MEDIUM, SMALL
from secretaire.ui.wording import NBSP, count


class ResultsPane(QWidget):
    """A card for each assistant measured, the advice, and the button that follows it."""

    followed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.advice = label("", "subtitle")
        self.partial = label(
            "La mesure s'est arrêtée avant la fin, faute de temps : ses chiffres sont moins sûrs.", "warning"
        )
        self.follow = main_button("Suivre ce conseil", self.followed.emit)
        self._cards: list[QWidget] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SMALL)
        layout = column(self.advice, self.partial, spacing=SMALL)
        layout.addWidget(self.follow, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._rows)
        layout.addWidget(label(HYPOTHESIS, "muted"))
        self.setLayout(layout)
        self.hide()

    def show_report(self, report: Report | None) -> None:
        """None: there is nothing to show any more."""
        for card in self._cards:
            card.deleteLater()
        self._cards = [_card(m, report.machine.cores) for m in report.models] if report else []
        for card in self._cards:
            self._rows.addWidget(card)
        self.setVisible(report is not None)
        if report is None:
            return
        self.advice.setText(report.advice.reason)
        self.partial.setVisible(not report.complete)

    def show_chosen(self, followed: bool) -> None:
        """Is what is advised already the choice of this PC?"""
        self.follow.setEnabled(not followed)
        self.follow.setText("Conseil suivi" if followed else "Suivre ce conseil")
        self.follow.setAccessibleName(self.follow.text())


def _card(figures: ModelFigures, cores: int) -> QWidget:
    inside = column(label(figures.name, "subtitle"), margin=MEDIUM)
    for line in lines_of(figures, cores):
        inside.addWidget(label(line))
    return frame("seen", inside)


def lines_of(figures: ModelFigures, cores: int) -> tuple[str, ...]:
    """What is said of one assistant."""
    if figures.fault:
        return (f"Il ne s'ouvre pas. {figures.fault}.",)
    if not figures.texts:
        return ("Il n'a achevé aucun texte dans le temps donné.",)
    whole, part = figures.count(Verdict.WHOLE), figures.count(Verdict.PART)
    refused, used = count(figures.count(Verdict.REFUSED), "écarté", "écartés"), figures.energy
    threads = figures.threads or cores
    return (
        f"Sur {count(len(figures.texts), 'texte', 'textes')}{NBSP}: {count(whole, 'gardé', 'gardés')} en entier, "
        f"{count(part, 'gardé', 'gardés')} en partie, {refused} par les contrôles.",
        f"{decimal(figures.seconds)}{NBSP}s par texte, le premier mot après {decimal(figures.first_s)}{NBSP}s, "
        f"avec {count(threads, 'cœur', 'cœurs')} sur {cores}.",
        f"{decimal(figures.memory_mb / 1000)}{NBSP}Go de mémoire pendant qu'il écrit, "
        f"{decimal(figures.free_mb / 1000)}{NBSP}Go laissés aux autres programmes.",
        f"Électricité, estimée{NBSP}: de {used.low_wh:.2f} à {used.high_wh:.2f}{NBSP}Wh par texte.".replace(
            ".", ",", 2
        ),
    )
