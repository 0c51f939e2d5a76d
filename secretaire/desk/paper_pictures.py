"""The picture of an invented act on a paper: what the commune sees before any act of hers is written on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from secretaire.desk import letterhead
from secretaire.desk.exporting import Notice, notice_of
from secretaire.desk.office import Office
from secretaire.exchange.delivery import PdfPrinter, Route, deliver, route_to
from secretaire.fund.pictures.page_pictures import Picture

_NAME = "apercu.pdf"


@dataclass(frozen=True, slots=True)
class Sample:
    """The first page of an act on a paper, and what it does not show."""

    picture: Picture
    notice: Notice | None = None


def current_sample(office: Office, width_px: int, printer: PdfPrinter) -> Sample:
    """The paper of the commune as acts go on it.

    Raises:
        EnvironmentFault: a file of the paper is gone, or LibreOffice fails.
        UnreadableInput: the page cannot be drawn.
    """
    papier = letterhead.current(office)
    route = route_to(Path(_NAME)) if papier.letterhead else Route.PDF_DRAWN  # a model of the house needs no LibreOffice
    if not route.keeps_letterhead:
        papier = replace(papier, letterhead=None)
    notice = notice_of(office, route)
    with TemporaryDirectory(prefix="papier-", ignore_cleanup_errors=True) as name:
        return Sample(
            _drawn(office, letterhead.sample_on(office, papier, Path(name)), route, width_px, printer), notice
        )


def model_sample(office: Office, model: str, width_px: int, printer: PdfPrinter) -> Sample:
    """A model of the house with the logo and the details of the commune.

    Raises:
        EnvironmentFault: a file of the paper is gone.
        UnreadableInput: the page cannot be drawn.
    """
    papier = replace(letterhead.house_paper(office), look=letterhead.models()[model])
    with TemporaryDirectory(prefix="papier-", ignore_cleanup_errors=True) as name:
        source = letterhead.sample_on(office, papier, Path(name))
        return Sample(_drawn(office, source, Route.PDF_DRAWN, width_px, printer))


def _drawn(office: Office, source: Path, route: Route, width_px: int, printer: PdfPrinter) -> Picture:
    target = source.with_name(_NAME)
    deliver(route, [(source, target)], printer)
    with office.page_pictures() as pictures:
        return pictures.picture(target, 1, width_px)
