"""A Word document as a file: the same document always makes the same bytes, so that two copies can be compared."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.oxml.ns import qn

from secretaire.exchange.atomic import write_atomically

_NO_DAY = (1980, 1, 1, 0, 0, 0)  # the first one that a ZIP can bear
_ANY_SYSTEM = 0  # a ZIP also says which system made it


def save(document: Document, target: Path, made: datetime | None = None) -> None:
    """Write a document.

    Args:
        made: when what it says was decided; the clock of the PC at the export says nothing to anybody.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    _date(document, made)
    packed = BytesIO()
    document.save(packed)
    content = BytesIO()
    with ZipFile(packed) as read, ZipFile(content, "w") as written:
        for name in read.namelist():
            part = ZipInfo(name, _NO_DAY)
            part.compress_type, part.create_system = ZIP_DEFLATED, _ANY_SYSTEM
            written.writestr(part, read.read(name))
    write_atomically(target, content.getvalue())


def _date(document: Document, made: datetime | None) -> None:
    core = document.core_properties
    if made is not None:
        core.created = core.modified = made.astimezone(UTC)
        return
    for name in ("dcterms:created", "dcterms:modified"):
        for said in core._element.findall(qn(name)):
            core._element.remove(said)
