"""« Numéros des actes »: how délibérations and arrêtés are numbered, and the numbers that no act bears."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from secretaire.acts.act_type import Famille
from secretaire.desk.numbering import SchemeExample
from secretaire.ui.parts.basics import Debounce, button, column, frame, label, restyle
from secretaire.ui.parts.gaps import GapsPane
from secretaire.ui.places.reglages.fields import scrolling
from secretaire.ui.places.reglages.numbers_presenter import Numbers, NumbersPresenter
from secretaire.ui.session import Session
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL
from secretaire.ui.wording import count

_TITLES = {Famille.DELIBERATION: "Délibérations", Famille.ARRETE: "Arrêtés"}
_OTHER = "Autre modèle…"
_HELP = (
    "{annee} : 2026 · {an} : 26 · {mois} : 03 · {jour} : 18 · {rang} : 14 · {rang:3} : 014. "
    "Le rang repart de 1 dès que ce qui l'entoure change."
)
_TRY_AFTER_MS = 250
_WIDTH = 820


class NumbersPage(QWidget):
    """A block for each family."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.presenter = NumbersPresenter(session, self)
        self.blocks = {famille: FamilyBlock(famille) for famille in Famille}
        inside = column(
            label("Numéros des actes", "title"),
            label(
                "La suite des numéros est continue : un numéro sans acte demande un motif, que garde le journal. "
                "Les actes qui ont déjà un numéro le gardent.",
                "muted",
            ),
            spacing=MEDIUM,
        )
        for famille, block in self.blocks.items():
            inside.addWidget(block)
            block.tried.connect(lambda text, f=famille: self.presenter.try_out(f, text))
            block.chosen.connect(lambda text, f=famille: self.presenter.choose(f, text))
            block.explained.connect(self.presenter.explain)
        inside.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame("panel", column(scrolling(inside, width=_WIDTH))))
        self.presenter.shown.connect(lambda numbers: self.blocks[numbers.famille].show_numbers(numbers))
        self.presenter.tried.connect(lambda famille, *found: self.blocks[famille].show_try(*found))
        self.presenter.explained.connect(self._refused)

    def arrive(self) -> None:
        self.presenter.refresh()

    def leave(self) -> None:
        """A scheme is kept when chosen or validated; a reason when written."""

    def redraw(self) -> None:
        """Nothing is painted here."""

    def focus(self) -> None:
        self.blocks[Famille.DELIBERATION].schemes.setFocus()

    def _refused(self, numero: str, sentence: str) -> None:
        for block in self.blocks.values():
            block.show_refusal(numero, sentence)


class FamilyBlock(QWidget):
    """The scheme chosen or typed, what it gives, the next number, the numbers skipped."""

    tried = Signal(str)
    chosen = Signal(str)
    explained = Signal(str, str)  # numero, reason

    def __init__(self, famille: Famille) -> None:
        super().__init__()
        title = _TITLES[famille]
        self._numbers: Numbers | None = None
        self.schemes = QComboBox()
        self.schemes.setAccessibleName(f"{title} : modèle de numéro")
        self.schemes.activated.connect(lambda _: self._picked())
        self.typed = QLineEdit()
        self.typed.setAccessibleName(f"{title} : modèle écrit par la commune")
        self.typed.setAccessibleDescription(_HELP)
        self._later = Debounce(_TRY_AFTER_MS, lambda: self.tried.emit(self.typed.text()), self)
        self.typed.textEdited.connect(lambda _: self._later.touch())
        self.typed.returnPressed.connect(self._keep)
        self.keep = button("Adopter ce modèle", self._keep)
        self._own = QWidget()
        own = QHBoxLayout()
        own.addWidget(self.typed, 1)
        own.addWidget(self.keep)
        inside = column(spacing=SMALL)
        inside.addLayout(own)
        inside.addWidget(label(_HELP, "muted"))
        self._own.setLayout(inside)
        self.fault = label("", "fault")
        self.fault.hide()
        self.example = label("")
        self.following = label("", "subtitle")
        self._shared = label("Délibérations et arrêtés se suivent dans la même série.", "muted")
        self._gaps_title = label("", "subtitle")
        self.gaps = GapsPane(title)
        self.gaps.explained.connect(self.explained)
        scheme_label = label("Modèle de numéro", "subtitle")
        scheme_label.setBuddy(self.schemes)
        layout = column(
            label(title, "heading"),
            scheme_label,
            self.schemes,
            self._own,
            self.fault,
            self.example,
            self._shared,
            self.following,
            self._gaps_title,
            self.gaps,
            spacing=SMALL,
        )
        layout.addSpacing(LARGE)
        self.setLayout(layout)

    def show_numbers(self, numbers: Numbers) -> None:
        self._numbers = numbers
        offered = dict(numbers.offered)
        self.schemes.clear()
        for pattern, numero in numbers.offered:
            self.schemes.addItem(numero, pattern)
        self.schemes.addItem(_OTHER, "")
        known = numbers.pattern in offered
        self.schemes.setCurrentIndex(self.schemes.findData(numbers.pattern if known else ""))
        self._own.setVisible(not known)
        if not known and not self.typed.hasFocus():
            self.typed.setText(numbers.pattern)
        self.show_try(numbers.example, "")
        self.following.setText(f"Prochain numéro : {numbers.following}")
        self._shared.setVisible(numbers.shared)
        self._show_gaps(numbers)

    def show_try(self, example: SchemeExample | None, wrong: str) -> None:
        """What the scheme gives, or why it gives nothing."""
        self.fault.setText(wrong)
        self.fault.setVisible(bool(wrong))
        self.typed.setProperty("invalid", "true" if wrong else "false")
        restyle(self.typed)
        self.keep.setEnabled(not wrong)
        if example is not None:
            self.example.setText(f"Exemple : {example.numero} · télétransmis {example.transmitted}")
        self.example.setVisible(example is not None)

    def show_refusal(self, numero: str, sentence: str) -> None:
        self.gaps.show_refusal(numero, sentence)

    def _picked(self) -> None:
        pattern = str(self.schemes.currentData())
        self._own.setVisible(not pattern)
        if pattern:
            self.chosen.emit(pattern)
        elif self._numbers is not None:
            self.typed.setText(self._numbers.pattern)
            self.typed.setFocus()
            self.typed.selectAll()

    def _keep(self) -> None:
        self._later.drop()
        self.chosen.emit(self.typed.text())

    def _show_gaps(self, numbers: Numbers) -> None:
        without = sum(not gap.reason for gap in numbers.gaps)
        told = f" · {count(without, 'motif à écrire', 'motifs à écrire')}" if without else ""
        skipped = count(len(numbers.gaps), "numéro sans acte", "numéros sans acte")
        self._gaps_title.setText(f"Année {numbers.year} : {skipped}{told}")
        self.gaps.show_gaps(numbers.gaps)
