"""What the page of the paper holds: the choices kept, and the pictures of a page on each paper."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from secretaire.desk import letterhead, paper_pictures
from secretaire.desk.letterhead import PaperState
from secretaire.desk.messages import NOTICES
from secretaire.desk.office import Office
from secretaire.desk.paper_pictures import Sample
from secretaire.errors import SecretaireError
from secretaire.exchange.papier.papier import Details, SignatureBlock
from secretaire.ui.printing.printer import print_pdf
from secretaire.ui.session import Session

PAGE_WIDTH = 1100
"""Pixels: sharp at the width of the page, and half as large again."""


class Part(Enum):
    """Where a fault is said."""

    MODEL = auto()
    LETTERHEAD = auto()
    LOGO = auto()
    DETAILS = auto()
    PAGE = auto()


class PaperPresenter(QObject):
    """Reads and writes the paper of the commune; every change draws the page again."""

    described = Signal(object)  # PaperState
    model_drawn = Signal(str, object)  # id of the model, QImage
    page_drawing = Signal()
    page_drawn = Signal(object, str)  # QImage, what it does not show
    faulted = Signal(object, str)  # Part, sentence; empty when it is mended
    importing = Signal(bool)
    example_written = Signal(object)  # Path

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._state: PaperState | None = None
        self._logo = 0  # one more at each logo given: the pictures change with it
        self._models_of: object = None
        self._writing = 0  # while something waits to be kept, what is read is already old
        session.opened.connect(self._another_space)

    @property
    def state(self) -> PaperState | None:
        return self._state

    def refresh(self) -> None:
        """Read what is chosen, then draw."""
        office = self._session.office
        self._session.tasks.query(lambda: letterhead.describe(office), self._keep, key="papier.etat")

    def choose(self, model: str) -> None:
        """Write acts on a model of the house, or on the letterhead of the commune (`letterhead.OWN`)."""
        if model == letterhead.OWN:
            self._change(Part.MODEL, letterhead.choose_letterhead)
        else:
            self._change(Part.MODEL, lambda office: letterhead.choose_house_model(office, model))

    def import_letterhead(self, path: Path) -> None:
        """Take the document as the letterhead of the commune; LibreOffice may have to convert it: seconds."""
        self.importing.emit(True)
        self._change(
            Part.LETTERHEAD,
            lambda office: letterhead.import_letterhead(office, path),
            lambda: self.importing.emit(False),
        )

    def remove_letterhead(self) -> None:
        self._change(Part.LETTERHEAD, letterhead.remove_letterhead)

    def set_logo(self, path: Path | None) -> None:
        self._logo += 1
        self._change(Part.LOGO, lambda office: letterhead.set_logo(office, path))

    def set_details(self, details: Details) -> None:
        self._change(Part.DETAILS, lambda office: letterhead.set_details(office, details))

    def set_signature(self, block: SignatureBlock) -> None:
        self._change(Part.DETAILS, lambda office: letterhead.set_signature(office, block))

    def write_example(self, target: Path) -> None:
        """An invented act on the paper, as a Word document."""
        office = self._session.office

        def failed(_error: SecretaireError | None, text: str) -> None:
            self.faulted.emit(Part.PAGE, text)

        self._session.tasks.change(lambda: letterhead.preview(office, target), self.example_written.emit, failed)

    def _change(self, part: Part, work: Callable[[Office], object], ended: Callable[[], None] = lambda: None) -> None:
        office = self._session.office
        self._writing += 1

        def done(_result: object) -> None:
            self._writing -= 1
            ended()
            self.faulted.emit(part, "")
            if not self._writing:
                self.refresh()

        def failed(_error: SecretaireError | None, text: str) -> None:
            self._writing -= 1
            ended()
            self.faulted.emit(part, text)

        self._session.tasks.change(lambda: work(office), done, failed)

    def _keep(self, state: PaperState) -> None:
        if self._writing:
            return
        self._state = state
        self.described.emit(state)
        self._draw_page()
        look = (state.details, state.signature, self._logo)
        if look != self._models_of:
            self._models_of = look
            for model in state.models:
                self._draw_model(model)

    def _draw_page(self) -> None:
        office = self._session.office
        self.page_drawing.emit()

        def work() -> tuple[QImage, str]:
            return _image(sample := paper_pictures.current_sample(office, PAGE_WIDTH, print_pdf)), _told(sample)

        def done(drawn: tuple[QImage, str]) -> None:
            self.faulted.emit(Part.PAGE, "")
            self.page_drawn.emit(*drawn)

        self._session.tasks.query(
            work, done, lambda _error, text: self.faulted.emit(Part.PAGE, text), key="papier.page"
        )

    def _draw_model(self, model: str) -> None:
        office = self._session.office
        self._session.tasks.query(
            lambda: _image(paper_pictures.model_sample(office, model, PAGE_WIDTH // 2, print_pdf)),
            lambda image: self.model_drawn.emit(model, image),
            lambda _error, text: self.faulted.emit(Part.PAGE, text),
            key=f"papier.modele.{model}",
        )

    def _another_space(self) -> None:
        self._state = None
        self._models_of = None
        self._writing = 0
        for part in Part:
            self.faulted.emit(part, "")


def _image(sample: Sample) -> QImage:
    return QImage.fromData(sample.picture.png)


def _told(sample: Sample) -> str:
    return NOTICES[sample.notice] if sample.notice else ""
