"""The documents whose pages are compared with the images kept in `files/golden`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
from exported_acts import APPROVAL, ARRETE, COMMUNE, DELIBERATION, MAIRE, arrete, deliberation, register

from secretaire import libreoffice
from secretaire.acts.act_type import Famille
from secretaire.desk.exporting import with_lines
from secretaire.exchange.copies import extract
from secretaire.exchange.docx_act import write_act
from secretaire.exchange.pdf.reading import read_flow
from secretaire.ui.printing.printer import print_pdf


def _draft(target: Path) -> None:
    write_act(deliberation(), DELIBERATION, COMMUNE, target)


def _final(target: Path) -> None:
    write_act(with_lines(deliberation()), DELIBERATION, COMMUNE, target, APPROVAL)


def _extract(target: Path) -> None:
    write_act(extract(with_lines(deliberation()), Famille.DELIBERATION, MAIRE), DELIBERATION, COMMUNE, target, APPROVAL)


def _arrete(target: Path) -> None:
    write_act(extract(with_lines(arrete()), Famille.ARRETE, None), ARRETE, COMMUNE, target, APPROVAL)


def _register(target: Path) -> None:
    register(3, target)


DOCUMENTS: dict[str, tuple[Callable[[Path], None], tuple[int, ...]]] = {
    "projet": (_draft, (1, 2)),
    "definitif": (_final, (2,)),
    "extrait": (_extract, (1, 2)),
    "extrait-arrete": (_arrete, (1,)),
    "registre": (_register, (1, 2, 9)),
}
"""How each one is written in Word, and the pages that are compared, from 1."""


def drawn(source: Path, folder: Path) -> Path:
    """The PDF that Qt draws."""
    print_pdf(read_flow(docx.Document(str(source))), folder / "dessin.pdf")
    return folder / "dessin.pdf"


def converted(source: Path, folder: Path) -> Path:
    """The PDF of LibreOffice."""
    return libreoffice.convert([source], folder, libreoffice.Format.PDF)[0]


ROUTES: dict[str, Callable[[Path, Path], Path]] = {"qt": drawn, "libreoffice": converted}
