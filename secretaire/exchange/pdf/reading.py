"""A Word document of ours as a flow to draw: what it holds, with what its styles say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section

from secretaire.exchange.pdf.flow import Align, Block, Flow, Line, Number, Picture, Rule, Sheet, Side, Words
from secretaire.exchange.pdf.styles import Look, Styles, flag, points, read_rule, twips
from secretaire.exchange.pdf.tables import read_grid

_EMU = 12700
# a hyphen between two digits never ends a line (UAX 14, LB25), and few fonts have a glyph for the non-breaking one
_TEXTS = {qn("w:tab"): "\t", qn("w:br"): "\u2028", qn("w:cr"): "\u2028", qn("w:noBreakHyphen"): "-"}
_FIELD = re.compile(r"\s*(PAGEREF|PAGE|NUMPAGES)\b\s*([^\s\\]*)")
_VML_TEXT = "{urn:schemas-microsoft-com:vml}textpath"


def read_flow(document: Document) -> Flow:
    """The document, ready to be drawn. Floating pictures are left out."""
    core = document.core_properties
    return Flow(
        sheets=tuple(_sheets(document)),
        title=core.title or "",
        subject=core.subject or "",
        author=core.author or "",
        language=core.language or "",
    )


def _sheets(document: Document) -> Iterator[Sheet]:
    reader = _Reader(document)
    blocks: list[Any] = []
    sections = iter(document.sections)
    for element in document.element.body.iterchildren(qn("w:p"), qn("w:tbl")):
        blocks.append(element)
        if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            yield reader.sheet(blocks, next(sections))
            blocks = []
    yield reader.sheet(blocks, next(sections))


class _Reader:
    def __init__(self, document: Document) -> None:
        self._styles = Styles(document)

    def sheet(self, elements: Sequence[Any], section: Section) -> Sheet:
        properties: Any = section._sectPr
        numbering = properties.find(qn("w:pgNumType"))
        start = numbering.get(qn("w:start")) if numbering is not None else None
        own_first = section.different_first_page_header_footer
        texts = section.header._element.iter(_VML_TEXT)
        return Sheet(
            blocks=self._blocks(elements, section.part),
            header=self._story(section.header),
            footer=self._story(section.footer),
            first_header=self._story(section.first_page_header) if own_first else None,
            first_footer=self._story(section.first_page_footer) if own_first else None,
            width=points(section.page_width),
            height=points(section.page_height),
            left=points(section.left_margin) + points(section.gutter),
            right=points(section.right_margin),
            top=points(section.top_margin),
            bottom=points(section.bottom_margin),
            header_at=points(section.header_distance),
            footer_at=points(section.footer_distance),
            first_number=int(start) if start else None,
            watermark=next((string for text in texts if (string := text.get("string"))), ""),
        )

    def _story(self, story: Any) -> tuple[Block, ...]:
        return self._blocks(story._element.iterchildren(qn("w:p"), qn("w:tbl")), story.part)

    def _blocks(self, elements: Sequence[Any] | Iterator[Any], part: Any) -> tuple[Block, ...]:
        return tuple(
            self._line(element, part)
            if element.tag == qn("w:p")
            else read_grid(element, self._styles, lambda p: self._line(p, part))
            for element in elements
        )

    def _line(self, paragraph: Any, part: Any) -> Line:
        look = self._styles.of(paragraph)
        font = look.font()
        spacing = look.find("w:spacing", "w:line")
        exact = look.find("w:spacing", "w:lineRule") not in {None, "auto"}
        return Line(
            words=tuple(self._words(paragraph, look)),
            font=font,
            picture=_picture(paragraph, part),
            align=_align(look.find("w:jc", "w:val")),
            before=twips(look.find("w:spacing", "w:before")),
            after=twips(look.find("w:spacing", "w:after")),
            left=twips(look.find("w:ind", "w:left") or look.find("w:ind", "w:start")),
            right=twips(look.find("w:ind", "w:right") or look.find("w:ind", "w:end")),
            first=twips(look.find("w:ind", "w:firstLine")) - twips(look.find("w:ind", "w:hanging")),
            pitch=1.0 if exact or spacing is None else float(spacing) / 240,
            keep_next=look.flag("w:keepNext"),
            keep_whole=look.flag("w:keepLines"),
            rules=_rules(look.element("w:pBdr")),
            ground=_ground(look.element("w:shd")),
            anchors=tuple(str(b.get(qn("w:name"))) for b in paragraph.iter(qn("w:bookmarkStart"))),
            level=look.level,
        )

    def _words(self, paragraph: Any, look: Look) -> Iterator[Words]:
        for run in paragraph.iter(qn("w:r")):
            font = look.font(run)
            capitals = flag(run, "w:caps") or (look.flag("w:caps", of_runs=True) and not flag(run, "w:caps", off=True))
            field = run.getparent() if run.getparent().tag == qn("w:fldSimple") else None
            instruction = _FIELD.match(field.get(qn("w:instr"), "")) if field is not None else None
            text = "".join(_TEXTS.get(piece.tag) or piece.text or "" for piece in run.iterchildren(qn("w:t"), *_TEXTS))
            if instruction:
                yield Words(text, font, Number(instruction.group(1)), instruction.group(2))
            elif text:
                yield Words(text.upper() if capitals else text, font)


def _picture(paragraph: Any, part: Any) -> Picture | None:
    for drawing in paragraph.iter(qn("wp:inline")):
        size, blip = drawing.find(qn("wp:extent")), next(drawing.iter(qn("a:blip")), None)
        if blip is not None:
            data = part.related_parts[blip.get(qn("r:embed"))].blob
            return Picture(data, int(size.get("cx")) / _EMU, int(size.get("cy")) / _EMU)
    return None


def _align(value: str | None) -> Align:
    known = {"start": Align.LEFT, "end": Align.RIGHT, "distribute": Align.JUSTIFY}
    if value is None:
        return Align.LEFT
    return known[value] if value in known else Align(value)


def _rules(borders: Any) -> dict[Side, Rule]:
    if borders is None:
        return {}
    found = {side: borders.find(qn(f"w:{side.value}")) for side in Side}
    return {side: rule for side, border in found.items() if border is not None and (rule := read_rule(border))}


def _ground(shading: Any) -> str:
    fill = shading.get(qn("w:fill"), "auto") if shading is not None else "auto"
    return "" if fill == "auto" else str(fill)
