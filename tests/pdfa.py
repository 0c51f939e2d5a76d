"""What a PDF/A-2b must have and may not have, as far as its structure tells: not a full validation, which no tool does here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

_FORBIDDEN = ("/JavaScript", "/JS", "/Launch", "/AA", "/EmbeddedFiles", "/RichMedia", "/XFA", "/Movie", "/Sound")
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def faults(path: Path) -> list[str]:
    """What is missing or forbidden (ISO 19005-2, level B); empty when the structure is right."""
    return list(_faults(PdfReader(path)))


def _faults(reader: PdfReader) -> Iterator[str]:
    if reader.is_encrypted:
        yield "encrypted"
        return
    if not re.fullmatch(r"%PDF-1\.[0-7]", reader.pdf_header):
        yield f"header {reader.pdf_header}"
    if "/ID" not in reader.trailer:
        yield "no identifier"
    root: Any = reader.root_object
    xmp = root["/Metadata"].get_object().get_data().decode("utf-8") if "/Metadata" in root else ""
    for wanted in ("<pdfaid:part>2<", "<pdfaid:conformance>B<"):
        if wanted not in xmp:
            yield f"XMP without {wanted}"
    intents = [intent.get_object() for intent in root.get("/OutputIntents", ())]
    if not any(i.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in i for i in intents):
        yield "no output intent"
    for found in _objects(reader):
        yield from (f"forbidden {name}" for name in _FORBIDDEN if name in found)
        if found.get("/Type") == "/FontDescriptor" and not any(name in found for name in _FONT_FILES):
            yield f"font {found.get('/FontName')} not embedded"
        if found.get("/Type") == "/Font" and found.get("/Subtype") == "/TrueType" and "/FontDescriptor" not in found:
            yield f"font {found.get('/BaseFont')} without descriptor"
        if found.get("/Subtype") == "/Type1" and "/FontDescriptor" not in found:
            yield f"font {found.get('/BaseFont')} not embedded"


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file that the catalogue reaches."""
    seen: set[int] = set()
    waiting: list[Any] = [reader.root_object]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting += [found.raw_get(key) for key in found if key not in {"/Parent", "/P"}]
        elif isinstance(found, ArrayObject):
            waiting += list(found)
