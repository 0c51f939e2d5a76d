"""Origins that travel inside the DOCX: a custom XML part, which Word and LibreOffice keep when they save.

The part holds the sections as they were exported, span by span. It says nothing of what a person then
typed in Word: `read_provenance` compares it with the document and names the paragraphs that differ.
"""

from __future__ import annotations

import re
import uuid
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from secretaire.acts.act import Act, Paragraph, Role, Section
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.errors import Code, UnreadableInput
from secretaire.exchange.typography import printable

NAMESPACE = "urn:secretaire:acte:1"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_CONTENT_XML = "application/xml"
_CONTENT_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
# damaged or encrypted archive, missing part, malformed XML (lxml's errors are SyntaxErrors)
_NOT_A_DOCX = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, KeyError, SyntaxError, ValueError)
_MAX_PART_BYTES = 32 * 1024 * 1024  # a long act weighs some 100 kB: more is not one of ours


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved which version, and the head of the journal at that moment.

    Attributes:
        at: date and time of the decision, with its time zone.
        journal_hash: hash of the journal entry that records it.
    """

    by: str
    at: datetime
    version: int
    journal_hash: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What an exported DOCX says of the act it was made from.

    Attributes:
        sections: the act as exported; `Section.origins()` gives the ranges of its text.
        approval: None for a draft.
        altered: keys « role/paragraph » whose wording is no longer in the document.
    """

    act_id: str
    type_id: str
    numero: str
    version: int
    sections: tuple[Section, ...]
    approval: Approval | None
    altered: tuple[str, ...]


def embed(document: Document, act: Act, approval: Approval | None) -> None:
    """Write the origins of the act in the document."""
    package = document.part.package
    item = Part(PackURI("/customXml/item1.xml"), _CONTENT_XML, _to_xml(act, approval), package)
    store_id = str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()
    properties = Part(
        PackURI("/customXml/itemProps1.xml"),
        _CONTENT_PROPERTIES,
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?><ds:datastoreItem ds:itemID="{{{store_id}}}" xmlns:ds="{_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'.encode(),
        package,
    )
    document.part.relate_to(item, RT.CUSTOM_XML)
    item.relate_to(properties, RT.CUSTOM_XML_PROPS)


def read_provenance(path: Path) -> Provenance | None:
    """The origins kept in a DOCX, even saved again by Word or LibreOffice; None if it is not one of ours.

    Raises:
        UnreadableInput: no such file, or not a DOCX.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            root = _our_part(archive)
            return None if root is None else _from_xml(root, _lines_of(_parse(archive, "word/document.xml")))
    except FileNotFoundError as error:
        raise UnreadableInput(Code.FILE_MISSING, fichier=path.name) from error
    except OSError as error:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=path.name, cause=error.strerror or str(error)) from error
    except _NOT_A_DOCX as error:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=path.name, cause="ce n'est pas un document Word") from error


def _to_xml(act: Act, approval: Approval | None) -> bytes:
    root = _node("acte", id=act.id, type=act.type_id, numero=act.numero, version=str(act.version))
    if approval is not None:
        root.append(
            _node(
                "approbation",
                par=approval.by,
                le=approval.at.isoformat(),
                version=str(approval.version),
                journal=approval.journal_hash,
            )
        )
    for section in act.sections:
        part = _node("partie", role=section.role.value)
        root.append(part)
        for paragraph in section.visible:
            line = _node("paragraphe", cle=paragraph.key, touche="oui" if paragraph.touched else "")
            part.append(line)
            for span in paragraph.spans:
                piece = _node(
                    "passage",
                    origine=span.origin.kind.value,
                    source=span.origin.source,
                    nature=span.value.kind.value if span.value else "",
                    valeur=span.value.raw if span.value else "",
                    blanc="oui" if span.blank else "",
                )
                piece.text = printable(span.text)
                line.append(piece)
    ET.register_namespace("", NAMESPACE)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _node(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(f"{{{NAMESPACE}}}{tag}", {name: printable(text) for name, text in attributes.items() if text})


def _our_part(archive: zipfile.ZipFile) -> Any:
    """The root of our part: an office suite may have renamed or renumbered it."""
    for name in archive.namelist():
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            root = _parse(archive, name)
            if root.tag == f"{{{NAMESPACE}}}acte":
                return root
    return None


def _parse(archive: zipfile.ZipFile, name: str) -> Any:
    if archive.getinfo(name).file_size > _MAX_PART_BYTES:
        raise ValueError(name)
    return parse_xml(archive.read(name))  # python-docx's parser: no entity is expanded


def _from_xml(root: Any, lines: frozenset[str]) -> Provenance:
    sections = tuple(
        Section(
            Role(part.get("role")),
            tuple(
                Paragraph(
                    line.get("cle", ""),
                    tuple(_span(piece) for piece in line.iterchildren(f"{{{NAMESPACE}}}passage")),
                    touched=line.get("touche") == "oui",
                )
                for line in part.iterchildren(f"{{{NAMESPACE}}}paragraphe")
            ),
        )
        for part in root.iterchildren(f"{{{NAMESPACE}}}partie")
    )
    stamp = root.find(f"{{{NAMESPACE}}}approbation")
    approval = None
    if stamp is not None:
        approval = Approval(
            by=stamp.get("par", ""),
            at=datetime.fromisoformat(stamp.get("le", "")),
            version=int(stamp.get("version", "0")),
            journal_hash=stamp.get("journal", ""),
        )
    return Provenance(
        act_id=root.get("id", ""),
        type_id=root.get("type", ""),
        numero=root.get("numero", ""),
        version=int(root.get("version", "0")),
        sections=sections,
        approval=approval,
        altered=tuple(
            f"{section.role.value}/{paragraph.key}"
            for section in sections
            for paragraph in section.visible
            if _squeeze(paragraph.text) not in lines
        ),
    )


def _span(piece: Any) -> Span:
    nature = piece.get("nature")
    return Span(
        piece.text or "",
        Origin(OriginKind(piece.get("origine")), piece.get("source", "")),
        Value(ValueKind(nature), piece.get("valeur", "")) if nature else None,
        blank=piece.get("blanc") == "oui",
    )


def _lines_of(document: Any) -> frozenset[str]:
    """Every paragraph, table cell and table row of a Word document, whatever their spaces."""
    blocks = document.iter(qn("w:p"), qn("w:tc"), qn("w:tr"))
    return frozenset(_squeeze(" ".join(_text(p) for p in block.iter(qn("w:p")))) for block in blocks)


def _text(paragraph: Any) -> str:
    others = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:noBreakHyphen"): "-"}
    return "".join(others.get(piece.tag) or piece.text or "" for piece in paragraph.iter(qn("w:t"), *others))


def _squeeze(text: str) -> str:
    # LibreOffice writes Word's non-breaking hyphen as a character
    return " ".join(text.replace("\u2011", "-").split())
