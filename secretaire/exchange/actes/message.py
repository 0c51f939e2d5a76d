"""An act as the prefecture names it: its identifier, the names of its files, its message (« message métier »).

The envelope and the archive around it are the business of the transmission operator, who is alone accredited to make them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from secretaire.exchange.actes.classification import NAMESPACE

NATURES = {"DE": "1", "AR": "2", "AI": "3"}
"""The digit of each nature: délibérations, actes réglementaires, actes individuels."""

LONGEST_SUBJECT = 499
_ACTE = "-1-1_"  # a first sending of the act (1), first part (1), then the rank of the file
_PREFIX = "actes"
_ID = re.compile(r"[0-9][0-9][0-9AB]-[0-9]{9}-[0-9]{8}-[0-9A-Z_]{2,15}-[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of an act: the type that the prefecture gives it (empty: to be chosen) and its suffix (« .pdf »)."""

    type_code: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Message:
    """What identifies an act.

    Attributes:
        departement: as INSEE writes it (« 61 », « 2A », « 971 »).
        nature: two letters (« DE »).
        matiere: two levels (« 7.10 »).
        subject: on one line, 499 characters at most.
        pieces: the act, then its annexes.
        classification: version of the classification of the prefecture; None when it was not imported.
    """

    departement: str
    siren: str
    day: date
    numero: str
    nature: str
    matiere: str
    subject: str
    pieces: tuple[Piece, ...]
    classification: date | None = None

    @property
    def id(self) -> str:
        """« 061-216103391-20261218-2026_014-DE ».

        Raises:
            ValueError: a part of it is missing or wrong.
        """
        made = f"{self.departement:0>3}-{self.siren}-{self.day:%Y%m%d}-{self.numero}-{self.nature}"
        if not _ID.fullmatch(made):
            raise ValueError(made)
        return made

    @property
    def complete(self) -> bool:
        """Can the message be written: is everything it must bear known?"""
        return self.classification is not None and all(piece.type_code for piece in self.pieces)

    def file_names(self) -> tuple[str, ...]:
        """One for each piece: « 99_DE-061-…-DE-1-1_1.pdf »; without prefix while its type is to be chosen."""
        return tuple(
            f"{piece.type_code}{'-' if piece.type_code else ''}{self.id}{_ACTE}{rank}{piece.suffix}"
            for rank, piece in enumerate(self.pieces, start=1)
        )

    @property
    def message_name(self) -> str:
        """Of the message itself, of rank 0."""
        return f"{self.id}{_ACTE}0.xml"


def one_line(subject: str) -> str:
    """The subject on one line, cut after a word when it is too long."""
    line = " ".join("".join(c for c in subject if c.isprintable() or c.isspace()).split())
    if len(line) <= LONGEST_SUBJECT:
        return line
    return f"{line[: LONGEST_SUBJECT - 1].rsplit(' ', 1)[0]}…"


def message_xml(message: Message) -> bytes:
    """The message, in ISO-8859-1 as its rule wants; what that alphabet lacks is written by number.

    Raises:
        ValueError: something it must bear is not known.
    """
    if message.classification is None or not message.complete:
        raise ValueError(message.id)
    theme, _, subject = message.matiere.partition(".")
    ElementTree.register_namespace(_PREFIX, NAMESPACE)
    root = ElementTree.Element(
        _in("Acte"),
        {
            _in("Date"): message.day.isoformat(),
            _in("NumeroInterne"): message.numero,
            _in("CodeNatureActe"): NATURES[message.nature],
        },
    )
    for level, code in enumerate((theme, subject), start=1):
        ElementTree.SubElement(root, _in(f"CodeMatiere{level}"), {_in("CodeMatiere"): code})
    ElementTree.SubElement(root, _in("Objet")).text = message.subject
    ElementTree.SubElement(root, _in("ClassificationDateVersion")).text = message.classification.isoformat()
    main, *annexes = message.file_names()
    _name(ElementTree.SubElement(root, _in("Document")), main)
    listed = ElementTree.SubElement(root, _in("Annexes"), {_in("Nombre"): str(len(annexes))})
    for annexe in annexes:
        _name(ElementTree.SubElement(listed, _in("Annexe")), annexe)
    ElementTree.SubElement(root, _in("DocumentPapier")).text = "N"
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="ISO-8859-1"))


def _in(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _name(parent: ElementTree.Element, name: str) -> None:
    ElementTree.SubElement(parent, _in("NomFichier")).text = name
