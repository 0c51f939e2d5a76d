"""Several Word documents in one, each from a new page, with its own sheet, header and footer."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import count
from typing import Any

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.section import Section

_LINKS = (qn("r:id"), qn("r:embed"), qn("r:link"), qn("r:pict"))


def gather(documents: Sequence[Document]) -> Document:
    """The documents one after the other, in the first one, which is changed.

    They must come from the same letterhead: the styles of the first one serve all. The origins that each act carries
    are left out: they belong to a file of one act.
    """
    base, *others = documents
    _forget_origins(base)
    parts = _Parts(base)
    for other in others:
        _end_section(base)
        last = base.element.body.sectPr
        for block in other.element.body.iterchildren():
            if block.tag == qn("w:sectPr"):
                continue
            copied = deepcopy(block)
            parts.bring(copied, other)
            last.addprevious(copied)
        ends = deepcopy(other.element.body.sectPr)
        parts.bring(ends, other)
        last.getparent().replace(last, ends)
        Section(ends, base.part).start_type = WD_SECTION.NEW_PAGE
    return base


def _forget_origins(base: Document) -> None:
    for key, relation in list(base.part.rels.items()):
        if relation.reltype == RT.CUSTOM_XML:
            del base.part.rels[key]


def _end_section(base: Document) -> None:
    """What was last becomes a section of its own: its properties go to its last paragraph."""
    properties: Any = base.element.body.sectPr
    last = properties.getprevious()
    ended = last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    paragraph: Any = base.add_paragraph()._p if ended else last
    paragraph.get_or_add_pPr().append(deepcopy(properties))


class _Parts:
    """The headers, footers and pictures that blocks refer to, brought into the base, those alike only once."""

    def __init__(self, base: Document) -> None:
        self._base = base
        self._numbers = count(1)
        self._known: dict[tuple[str, bytes], str] = {}
        for key, relation in base.part.rels.items():
            if relation.reltype in {RT.HEADER, RT.FOOTER, RT.IMAGE}:
                self._known.setdefault(self._identity(relation.reltype, relation.target_part), key)

    def bring(self, block: Any, origin: Document) -> None:
        """Make the references of a block, copied from `origin`, those of the base."""
        for element in block.iter():
            for link in _LINKS:
                key = element.get(link)
                if key is not None and key in origin.part.rels:
                    element.set(link, self._brought(origin.part.rels[key]))

    def _brought(self, relation: Any) -> str:
        if relation.is_external:
            return str(self._base.part.relate_to(relation.target_ref, relation.reltype, is_external=True))
        identity = self._identity(relation.reltype, relation.target_part)
        if identity not in self._known:
            self._rename(relation.target_part)
            self._known[identity] = self._base.part.relate_to(relation.target_part, relation.reltype)
        return self._known[identity]

    def _identity(self, kind: str, part: Part) -> tuple[str, bytes]:
        inner = (r.target_ref if r.is_external else r.target_part.blob for r in part.rels.values())
        return kind, b"\0".join([part.blob, *(x.encode() if isinstance(x, str) else x for x in inner)])

    def _rename(self, part: Part) -> None:
        """Two parts of one package cannot have the same name."""
        for one in (part, *(r.target_part for r in part.rels.values() if not r.is_external)):
            one.partname = PackURI(f"{one.partname.baseURI}/s{next(self._numbers)}_{one.partname.filename}")
