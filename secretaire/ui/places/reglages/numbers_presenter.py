"""What the page of the numbers holds: for each family its scheme, the next number, the numbers skipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from secretaire.acts.act_type import Famille
from secretaire.desk import numbering
from secretaire.desk.numbering import Gap, SchemeExample
from secretaire.desk.office import Office
from secretaire.errors import SecretaireError
from secretaire.ui.session import Session
from secretaire.ui.wording import NBSP


@dataclass(frozen=True, slots=True)
class Numbers:
    """How one family of acts is numbered this year.

    Attributes:
        offered: the schemes of the trade, each with the number it gives.
        shared: the other family is numbered in the same series.
    """

    famille: Famille
    pattern: str
    example: SchemeExample
    following: str
    offered: tuple[tuple[str, str], ...]
    gaps: tuple[Gap, ...]
    year: int
    shared: bool


class NumbersPresenter(QObject):
    """Reads the numbering of both families, tries a scheme, keeps it, writes the reason of a number skipped."""

    shown = Signal(object)  # Numbers
    tried = Signal(object, object, str)  # Famille, SchemeExample or None, what is wrong
    explained = Signal(str, str)  # numero, what is wrong; empty when it is written

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def refresh(self) -> None:
        office = self._session.office
        for famille in Famille:
            self._session.tasks.query(
                lambda f=famille: _numbers(office, f),  # type: ignore[misc]
                self.shown.emit,
                key=f"numeros.{famille.value}",
            )

    def try_out(self, famille: Famille, pattern: str) -> None:
        """What a scheme being typed gives."""
        office = self._session.office

        def failed(error: SecretaireError | None, text: str) -> None:
            self.tried.emit(famille, None, _cause(error, text))

        self._session.tasks.query(
            lambda: numbering.example(pattern, office.today()),
            lambda found: self.tried.emit(famille, found, ""),
            failed,
            key=f"numeros.essai.{famille.value}",
        )

    def choose(self, famille: Famille, pattern: str) -> None:
        """Number in this way from now on."""
        office = self._session.office

        def failed(error: SecretaireError | None, text: str) -> None:
            self.tried.emit(famille, None, _cause(error, text))

        self._change(lambda: numbering.choose_scheme(office, famille, pattern), failed)

    def explain(self, numero: str, reason: str) -> None:
        """Write why no act bears a number."""
        office, who = self._session.office, self._session.author

        def failed(_error: SecretaireError | None, text: str) -> None:
            self.explained.emit(numero, text)

        self._change(lambda: numbering.explain_gap(office, numero, reason, who), failed)

    def _change(self, work: Callable[[], object], failed: Callable[[SecretaireError | None, str], None]) -> None:
        self._session.tasks.change(work, lambda _: self.refresh(), failed)


def _numbers(office: Office, famille: Famille) -> Numbers:
    today = office.today()
    pattern = numbering.scheme(office, famille).pattern
    others = {numbering.scheme(office, other).pattern for other in Famille if other is not famille}
    return Numbers(
        famille=famille,
        pattern=pattern,
        example=numbering.example(pattern, today),
        following=numbering.next_for(office, famille, today),
        offered=tuple((each, numbering.example(each, today).numero) for each in numbering.OFFERED[famille]),
        gaps=numbering.gaps(office, famille, today.year),
        year=today.year,
        shared=pattern in others,
    )


def _cause(error: SecretaireError | None, text: str) -> str:
    """Under the line that is typed, the cause alone: it is known what was typed."""
    cause = str(error.data.get("cause", "")) if error else ""
    return f"{cause[:1].upper()}{cause[1:]}." if cause else text.replace(" :", f"{NBSP}:")
