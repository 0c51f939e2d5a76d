"""The control sheet of an act, for the maire: what the checks said, what they found right, what they cannot judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from secretaire.acts.wording import day
from secretaire.exchange.docx_furniture import add_footer
from secretaire.exchange.docx_sheet import Sheet, house_sheet
from secretaire.exchange.docx_tables import add_listing, fill_row
from secretaire.exchange.papier.look import PLAIN, Part
from secretaire.exchange.register_furniture import write
from secretaire.exchange.word_file import save

_SHARES = (42, 34, 24)
_HEADINGS = ("Remarque", "Passage", "Fondement")


@dataclass(frozen=True, slots=True)
class Remark:
    """A line of the sheet."""

    message: str
    passage: str = ""
    place: str = ""
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class ControlSheet:
    """What the sheet says.

    Attributes:
        subject: what was checked (« Délibération n° 2026-014, Tarifs de la salle », or the name of a file).
        version: of the text checked, in words; empty for a file.
        judged_on: the day the references are judged at.
        law_on: the day the legal snapshot speaks for.
        groups: title of each gravity and its remarks, the most serious first; only those that have some.
        joined: the files joined to the act, in order.
        right: what was checked and called for no remark.
        beyond: what no check can judge.
        journal: head of the journal when the sheet was made, in words; empty for a file.
    """

    subject: str
    version: str
    commune: str
    checked_on: date
    judged_on: date
    law_on: date
    groups: Sequence[tuple[str, Sequence[Remark]]]
    right: Sequence[str]
    beyond: Sequence[str]
    joined: Sequence[str] = ()
    journal: str = ""


def write_control_sheet(content: ControlSheet, target: Path) -> None:
    """Write the sheet as a Word document, two signatures at most from being filed with the act.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    sheet = house_sheet(PLAIN)
    _heading(sheet, content)
    for title, remarks in content.groups:
        _subtitle(sheet, f"{title} ({len(remarks)})")
        _remarks(sheet, remarks)
    if not content.groups:
        write(sheet.add_paragraph(Part.TEXTE), "Aucune remarque.")
    if content.joined:
        _subtitle(sheet, "Fichiers joints à l'acte")
        _list(sheet, content.joined)
    if content.right:
        _subtitle(sheet, "Contrôlé, sans remarque à vérifier")
        _list(sheet, content.right)
    _subtitle(sheet, "Ce que la machine ne peut pas juger")
    _list(sheet, content.beyond)
    _subtitle(sheet, "Vu par le maire")
    write(sheet.add_paragraph(Part.TEXTE), "Date : ……………………………        Signature :")
    sheet.close()
    core = sheet.document.core_properties
    core.title = core.subject = f"Fiche de contrôle — {content.subject}"
    core.author = core.last_modified_by = content.commune
    add_footer(sheet.document, f"Fiche de contrôle du {day(content.checked_on)} — document interne", ())
    save(sheet.document, target)


def _heading(sheet: Sheet, content: ControlSheet) -> None:
    if content.commune:
        write(sheet.add_paragraph(Part.COMMUNE), content.commune)
    write(sheet.add_paragraph(Part.TITRE), "FICHE DE CONTRÔLE")
    write(sheet.add_paragraph(Part.OBJET), content.subject)
    facts = [
        f"Contrôlé le {day(content.checked_on)}{f', {content.version}' if content.version else ''}.",
        f"Références jugées au {day(content.judged_on)}, d'après un état du droit arrêté au {day(content.law_on)}.",
    ]
    if content.journal:
        facts.append(f"Journal des décisions, {content.journal}")
    for fact in facts:
        write(sheet.add_paragraph(Part.EFFECTIFS), fact)


def _subtitle(sheet: Sheet, words: str) -> None:
    paragraph = sheet.add_paragraph(Part.ANNONCE)
    paragraph.paragraph_format.keep_with_next = True
    write(paragraph, words)


def _remarks(sheet: Sheet, remarks: Sequence[Remark]) -> None:
    table = add_listing(sheet, len(remarks), _SHARES, _HEADINGS)
    for row, remark in enumerate(remarks, start=1):
        passage = f"« {remark.passage} »" if remark.passage else ""
        where = f"{passage}{f' ({remark.place})' if passage and remark.place else remark.place}"
        fill_row(sheet, table, row, (remark.message, where, remark.rests_on))
    sheet.add_paragraph(Part.EFFECTIFS)


def _list(sheet: Sheet, lines: Sequence[str]) -> None:
    for line in lines:
        write(sheet.add_paragraph(Part.TEXTE), f"–\u00a0{line}")
