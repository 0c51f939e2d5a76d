"""One round of an election: who obtained how many voices, blank and null papers, and who is elected (CGCT L. 2122-7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from secretaire.council.elections import LAST_ROUND, Elected, Tour, elected, filled, rounds_of, seats, shared
from secretaire.ui.parts.basics import button, column, label, main_button, restyle
from secretaire.ui.style.tokens import LARGE, MEDIUM, SMALL, TIGHT
from secretaire.ui.wording import count

ROUNDS = ("Premier tour", "Deuxième tour", "Troisième tour")
_LINES = 6
_AGE = "Voix égales : l'aîné est…"
_SHARING = "Sièges à répartir entre les listes"


class RoundDialog(QDialog):
    """The papers as they are counted; the sum and who is elected are said at each key."""

    kept = Signal(object)  # Tour

    def __init__(
        self,
        tours: Sequence[Tour],
        people: Sequence[str],
        why_not: Callable[[Tour], str],
        *,
        by_papers: bool,
        seats_to_share: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setModal(True)
        self._tours, self._why_not, self._by_papers = tuple(tours), why_not, by_papers
        self.seat = QLineEdit()
        self.seat.setAccessibleName("Siège")
        self.seat.setPlaceholderText("Vide s'il n'y a qu'un siège ; sinon : délégué titulaire, suppléant…")
        self.names = [QComboBox() for _ in range(_LINES)]
        self.voices = [QSpinBox() for _ in range(_LINES)]
        self.blank, self.null = QSpinBox(), QSpinBox()
        self.sharing = QSpinBox()
        self.sharing.setSpecialValueText("aucun")
        self.sharing.setToolTip(
            "À la représentation proportionnelle, au plus fort reste (CGCT, art. L. 2121-22, D. 1411-3)"
        )
        self.eldest = QComboBox()
        self.eldest.setAccessibleName("L'aîné des candidats à égalité")
        self.said = label("", "muted")
        self.keep = main_button("Noter ce tour", self._keep)
        self.keep.setDefault(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SMALL)
        grid.setVerticalSpacing(TIGHT)
        grid.addWidget(label("Candidat ou liste", "muted", wrap=False), 0, 0)
        grid.addWidget(label("Voix", "muted", wrap=False), 0, 1)
        for rank, (name, spin) in enumerate(zip(self.names, self.voices, strict=True)):
            name.setEditable(True)
            name.addItems(["", *people])
            name.setAccessibleName(f"Candidat ou liste {rank + 1}")
            spin.setAccessibleName(f"Voix du candidat {rank + 1}")
            grid.addWidget(name, rank + 1, 0)
            grid.addWidget(spin, rank + 1, 1)
            name.currentTextChanged.connect(lambda _: self._judge())
        papers = QHBoxLayout()
        papers.setSpacing(SMALL)
        for words, spin in (("Blancs", self.blank), ("Nuls", self.null)) if by_papers else ():
            spin.setAccessibleName(f"Bulletins {words.lower()}")
            papers.addWidget(label(words, wrap=False))
            papers.addWidget(spin)
        papers.addStretch()
        papers.addWidget(self.eldest)
        share = QHBoxLayout()
        share.setSpacing(SMALL)
        self.sharing.setAccessibleName(_SHARING)
        share.addWidget(label(_SHARING, wrap=False))
        share.addWidget(self.sharing)
        share.addStretch()
        for spin in (*self.voices, self.blank, self.null, self.sharing):
            spin.setRange(0, 99)
            spin.setMinimumWidth(84)
        self.sharing.setValue(seats_to_share)
        for spin in (*self.voices, self.blank, self.null, self.sharing):
            spin.valueChanged.connect(lambda _: self._judge())
        grid.setColumnStretch(0, 1)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button("Annuler", self.reject))
        buttons.addWidget(self.keep)
        seat = column(label("Siège", "muted", wrap=False), self.seat, spacing=TIGHT)
        layout = column(margin=LARGE, spacing=MEDIUM)
        layout.addLayout(seat)
        layout.addLayout(grid)
        layout.addLayout(papers)
        layout.addLayout(share)
        layout.addWidget(self.said)
        layout.addLayout(buttons)
        self.setLayout(layout)
        self.setMinimumWidth(560)
        self._start()
        self.seat.textChanged.connect(lambda _: self._judge())
        self.eldest.activated.connect(lambda _: self._judge())
        self._judge()

    def tour(self) -> Tour:
        """The round as it is typed."""
        typed = zip(self.names, self.voices, strict=True)
        voices = tuple((name.currentText().strip(), spin.value()) for name, spin in typed if name.currentText().strip())
        eldest = self.eldest.currentData() if not self.eldest.isHidden() else None
        return Tour(
            voices,
            self.blank.value(),
            self.null.value(),
            self.seat.text().strip(),
            eldest or "",
            self.sharing.value(),
        )

    def _start(self) -> None:
        """The candidates of the round before, for the seat that is not filled yet."""
        waiting = [s for s in seats(self._tours) if not filled(rounds_of(self._tours, s))]
        if waiting:
            self.seat.setText(waiting[-1])
            for name, (known, _) in zip(self.names, rounds_of(self._tours, waiting[-1])[-1].voix, strict=False):
                name.setCurrentText(known)

    def _judge(self) -> None:
        tour = self.tour()
        held = rounds_of(self._tours, tour.siege)
        self.setWindowTitle("Scrutin de liste" if tour.sieges else ROUNDS[min(len(held), LAST_ROUND - 1)])
        tied = _equal(tour, len(held))
        if [self.eldest.itemText(r) for r in range(1, self.eldest.count())] != list(tied):
            self.eldest.clear()
            self.eldest.addItem(_AGE, None)
            for name in tied:
                self.eldest.addItem(name, name)
        self.eldest.setVisible(bool(tied))
        tour = self.tour()
        fault = self._why_not(tour) if tour.bulletins else "Saisissez les voix de chacun."
        self.said.setText(fault or f"{_counted(tour, by_papers=self._by_papers)} {rounds_result((*held, tour))}")
        self.said.setProperty("kind", "warning" if fault and tour.bulletins else "muted" if fault else "fine")
        restyle(self.said)
        self.keep.setEnabled(not fault)

    def _keep(self) -> None:
        self.kept.emit(self.tour())
        self.accept()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.names[0].setFocus(Qt.FocusReason.OtherFocusReason)


def rounds_result(rounds: Sequence[Tour]) -> str:
    """« M. Hugo PETIT l'emporte au premier tour, 8 voix. », or what has to be done next."""
    found: Elected | None = elected(rounds)
    if rounds[-1].sieges:
        return _shares(rounds[-1])
    if found is None:
        if len(rounds) >= LAST_ROUND:
            return "Voix égales : dites qui est l'aîné."
        return "Personne n'a la majorité absolue : un autre tour est nécessaire."
    how = "au bénéfice de l'âge" if found.age else f"au {ROUNDS[found.tour - 1].lower()}"
    return f"{found.nom} l'emporte {how}, {count(found.voix, 'voix', 'voix')}."


def all_filled(tours: Sequence[Tour]) -> bool:
    """Every seat voted on has someone elected."""
    return bool(tours) and all(filled(rounds_of(tours, seat)) for seat in seats(tours))


def rounds_lines(tours: Sequence[Tour]) -> list[str]:
    """Where the election stands, a sentence a seat."""
    said = []
    for seat in seats(tours):
        held = rounds_of(tours, seat)
        named = f"{seat} : " if seat else ""
        said.append(f"{named}{rounds_result(held)}")
    return said


def _equal(tour: Tour, before: int) -> tuple[str, ...]:
    """Those between whom the eldest decides."""
    if tour.sieges:
        return shared(replace(tour, aine="")).tied
    return tour.first if before == LAST_ROUND - 1 and len(tour.first) > 1 else ()


def _shares(tour: Tour) -> str:
    found = shared(tour)
    said = ", ".join(f"{name} {count(won, 'siège', 'sièges')}" for name, won in found.seats)
    if found.left:
        return f"{said}. Restes égaux : dites la liste du plus âgé."
    return f"{said}."


def _counted(tour: Tour, *, by_papers: bool) -> str:
    said = count(tour.exprimes, "suffrage exprimé", "suffrages exprimés")
    if by_papers:
        said = f"{count(tour.bulletins, 'bulletin', 'bulletins')}, {said}"
    return f"{said}." if tour.sieges else f"{said}, majorité absolue {tour.majorite}."
