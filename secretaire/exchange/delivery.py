"""From the Word document of an act to the file asked for: .docx, .odt or .pdf, by its suffix.

LibreOffice makes the ODT and the PDF from the Word document, so that the commune's letterhead is kept. Without it, a PDF is
drawn by whatever the application gives (`PdfPrinter`). There is no second way to an ODT: who has no LibreOffice opens
the DOCX as well, and a writer of our own would be one more look to keep alike.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path
from tempfile import TemporaryDirectory

import docx

from secretaire import libreoffice
from secretaire.errors import Cancelled, Code, EnvironmentFault, WrongUsage
from secretaire.exchange.atomic import write_atomically
from secretaire.exchange.pdf.flow import Flow
from secretaire.exchange.pdf.reading import read_flow

SECONDS_A_PAGE = 1.0
"""Beside what LibreOffice takes for any document: the slowest machine lays out some pages a second."""


PdfPrinter = Callable[[Flow, Path], None]
"""Draws the pages in a PDF file: each page number and table of pages in it is right."""

Cancel = Callable[[], bool]
"""Did the person interrupt?"""


def never() -> bool:
    """Nobody can interrupt."""
    return False


def without_printer(_flow: Flow, target: Path) -> None:
    """The printer of a program that draws nothing.

    Raises:
        EnvironmentFault: always.
    """
    raise EnvironmentFault(Code.CONVERSION_FAILED, fichier=target.name, cause="il n'est pas installé")


class Route(Enum):
    """How a file is made."""

    WORD = auto()
    ODT = auto()
    PDF = auto()
    PDF_DRAWN = auto()  # without LibreOffice

    @property
    def keeps_letterhead(self) -> bool:
        """Can the commune's own letterhead be kept?"""
        return self is not Route.PDF_DRAWN


_MADE = {Route.ODT: libreoffice.Format.ODT, Route.PDF: libreoffice.Format.PDF}


def route_to(target: Path) -> Route:
    """How a file of that name is made on this PC.

    Raises:
        WrongUsage: its suffix is none of ours.
        EnvironmentFault: an ODT, without LibreOffice.
    """
    present = libreoffice.program() is not None
    match target.suffix.lower():
        case ".docx":
            return Route.WORD
        case ".odt" if present:
            return Route.ODT
        case ".odt":
            raise EnvironmentFault(Code.ODT_WITHOUT_LIBREOFFICE, fichier=target.name)
        case ".pdf":
            return Route.PDF if present else Route.PDF_DRAWN
        case _:
            raise WrongUsage(Code.WRONG_SUFFIX, fichier=target.name)


def deliver(
    route: Route,
    files: Sequence[tuple[Path, Path]],
    printer: PdfPrinter,
    *,
    pages: int = 0,
    cancelled: Cancel = never,
) -> None:
    """Make each target (second) from its Word document (first), all by the same route.

    `pages`: about how many there are in all, for the time limit.

    Raises:
        EnvironmentFault: a target cannot be written, or LibreOffice fails.
        Cancelled: `cancelled` said so; no target is written.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        match route:
            case Route.WORD:
                made = [source for source, _ in files]
            case Route.PDF_DRAWN:
                made = []
                for number, (source, _) in enumerate(files):
                    stop_if(cancelled)
                    flow = read_flow(docx.Document(str(source)))
                    printer(flow, folder / f"{number}.pdf")
                    made.append(_described(folder / f"{number}.pdf", flow))
            case _:
                made = _converted(route, files, folder, pages, cancelled)
        stop_if(cancelled)
        for source, (_, target) in zip(made, files, strict=True):
            write_atomically(target, source.read_bytes())


def stop_if(cancelled: Cancel) -> None:
    """Raise Cancelled when it says so."""
    if cancelled():
        raise Cancelled


def _described(path: Path, flow: Flow) -> Path:
    """The PDF with its title shown by readers and its language, which drawing programs leave out."""
    from pypdf import PdfWriter  # heavy: loaded once a PDF is made
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=path)
    writer.add_metadata({"/Title": flow.title, "/Author": flow.author, "/Subject": flow.subject})
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(flow.language)
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.write(path)
    return path


def _converted(
    route: Route, files: Sequence[tuple[Path, Path]], folder: Path, pages: int, cancelled: Cancel
) -> list[Path]:
    copies = [folder / f"{number}.docx" for number in range(len(files))]
    for copy, (source, _) in zip(copies, files, strict=True):
        shutil.copyfile(source, copy)
    seconds = libreoffice.SECONDS + SECONDS_A_PAGE * pages
    try:
        return list(libreoffice.convert(copies, folder, _MADE[route], seconds=seconds, cancelled=cancelled))
    except libreoffice.TooSlow as error:
        cause = f"il n'avait pas fini au bout de {error}"
        raise EnvironmentFault(Code.CONVERSION_FAILED, fichier=files[0][1].name, cause=cause) from error
    except (libreoffice.Failed, libreoffice.Absent) as error:
        raise EnvironmentFault(Code.CONVERSION_FAILED, fichier=files[0][1].name, cause="il s'est arrêté") from error
