"""« Numéros des actes »: how délibérations and arrêtés are numbered, and the numbers that no act bears."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from secretaire.acts.act_type import Famille
from secretaire.desk.numbering import Gap, SchemeExample
from secretaire.ui.parts.basics import Debounce, button, column, frame, label, restyle
from secretaire.ui.parts.rows import TwoLineDelegate, set_two_lines
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
_LIST_HEIGHT = 150  # some three numbers: the other family is never far
_NUMERO = Qt.ItemDataRole.UserRole
_GAPS_HELP = (
    "Ces numéros ne sont portés par aucun acte d'ici ni du fonds. Si l'acte existe sur papier, ajoutez-le au fonds ; "
    "sinon, écrivez pourquoi."
)


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


class GapsPane(QWidget):
    """The numbers that no act bears, and one line to write why; a reason is never erased: the journal keeps it."""

    explained = Signal(str, str)

    def __init__(self, title: str) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(f"{title} : numéros sans acte")
        self.list.setItemDelegate(TwoLineDelegate(self.list))
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.currentItemChanged.connect(lambda *_: self._turn())
        self._reason_of = label("", "subtitle")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Exemple : projet retiré de l'ordre du jour")
        self.reason.returnPressed.connect(self._give)
        self._reason_of.setBuddy(self.reason)
        self.write = button("Écrire le motif", self._give)
        self.fault = label("", "fault")
        self.fault.hide()
        self._entry = QWidget()
        entry = QHBoxLayout()
        entry.addWidget(self.reason, 1)
        entry.addWidget(self.write)
        inside = column(self._reason_of, spacing=SMALL)
        inside.addLayout(entry)
        inside.addWidget(self.fault)
        self._entry.setLayout(inside)
        self.setLayout(column(label(_GAPS_HELP, "muted"), self.list, self._entry, spacing=SMALL))

    def numero(self) -> str:
        """The number chosen; empty when there is none, or its reason is written."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(_NUMERO)) if row >= 0 else ""

    def show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        """The list again; the number chosen stays so until its reason is written, then the next one without is."""
        kept = self.numero()
        self.list.blockSignals(True)
        self.list.clear()
        for gap in gaps:
            item = QListWidgetItem()
            said = f"{gap.reason} (écrit par {gap.who})" if gap.reason else ""
            set_two_lines(item, gap.numero, said, note="" if gap.reason else "motif à écrire")
            item.setData(_NUMERO, "" if gap.reason else gap.numero)
            self.list.addItem(item)
        open_rows = [row for row, gap in enumerate(gaps) if not gap.reason]
        chosen = next((row for row in open_rows if gaps[row].numero == kept), next(iter(open_rows), -1))
        self.list.setCurrentRow(chosen)
        self.list.blockSignals(False)
        self.setVisible(bool(gaps))
        if kept and kept != self.numero():
            self.reason.clear()
        self._turn()

    def show_refusal(self, numero: str, sentence: str) -> None:
        if numero == self.numero():
            self.fault.setText(sentence)
            self.fault.setVisible(bool(sentence))

    def _turn(self) -> None:
        numero = self.numero()
        self._entry.setVisible(bool(numero))
        self._reason_of.setText(f"Pourquoi aucun acte ne porte le numéro {numero}")
        self.reason.setAccessibleName(self._reason_of.text())
        self.write.setAccessibleName(f"Écrire le motif du numéro {numero}")
        self.fault.hide()

    def _give(self) -> None:
        self.explained.emit(self.numero(), self.reason.text().strip())
