"""Documents made for the tests of the window: a PDF with text, a scan, a Word document."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from fpdf import FPDF
from PIL import Image

MINUTES = (
    "COMMUNE DE VALMONT\nPROCÈS-VERBAL DU CONSEIL MUNICIPAL\nSéance du 4 avril 2023\n\n"
    "Étaient présents : onze conseillers sur onze. La séance est ouverte à vingt heures.",
    "Délibération n° 2023-12\nObjet : Tarifs du pigeonnier communal\n\n"
    "Le conseil municipal, après en avoir délibéré, à l'unanimité, fixe le tarif du pigeonnier à 45 euros.",
    "Délibération n° 2023-13\nObjet : Réfection du lavoir\n\n"
    "Le conseil municipal, après en avoir délibéré, par 9 voix pour et 2 abstentions, "
    "autorise les travaux du lavoir pour 12 400 euros.",
)


def minutes(path: Path, pages: tuple[str, ...] = MINUTES) -> Path:
    """A PDF, a text a page."""
    document = FPDF()
    document.set_font("helvetica", size=12)
    for text in pages:
        document.add_page()
        document.multi_cell(0, 7, text)
    document.output(str(path))
    return path


def scan(path: Path, pages: int = 1) -> Path:
    """A PDF whose pages are pictures."""
    document = FPDF()
    for _ in range(pages):
        document.add_page()
        document.image(Image.effect_noise((800, 1100), 80), w=180)
    document.output(str(path))
    return path


def word(path: Path, text: str) -> Path:
    """A Word document."""
    document = Document()
    document.add_paragraph(text)
    document.save(str(path))
    return path
