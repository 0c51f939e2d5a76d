"""In a document without placeholders, where the letterhead drawn in the text ends and where the act begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from secretaire.acts.wording import MONTHS
from secretaire.checks.folding import folded
from secretaire.exchange.papier.placeholders import paragraphs, replace_text, text_of

_ACT = re.compile(
    r"\bextrait d|\bdeliberations?\b|\barretes?\b|\bseance\b|\bl'an (?:deux|mil)|^vu\b|^considerant|^objet\b|^article\b|"
    r"\bordre du jour|\bproces[- ]verbal|\bcompte[- ]rendu|\b(?:membres?|conseillers?) (?:en exercice|presents?)|"
    r"\betai(?:en)?t presents?|^madame|^monsieur|^(?:mes|chers)\b|\bconvocation|^le conseil municipal\b|^(?:le|la) maire de\b|"
    r"\bdecide\b|^(?:date|presents?|absents?|pouvoirs?|votants?|secretaire de seance)\b|\ba l'attention|\ba .{2,40}, le\b"
)
_TOWN = re.compile(
    r"\bmairie\b|\bcommune\b|\brepublique\b|\bdepartement\b|\barrondissement\b|\bcanton\b|\bville de\b|\btel\b|\bconseil municipal de\b|"
    r"\bcommunaute de communes\b|@|\b\d{5} \w"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:er)?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}\b", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<=[nN]°)\s*\d{2,4}\s?[-/.]\s?\d{1,4}(?:\s?[-/.]\s?\d{1,4})?")
_LONGEST_LINE = 160  # letters: beyond, it is a sentence
_MOST_LINES = 14
_WIDE_GAP = 3  # empty paragraphs
_PICTURES = (qn("w:drawing"), qn("w:pict"))


def keep_heading(document: Document) -> None:
    """Keep of the text what makes a letterhead, at its top, and the page of its first section; the rest goes."""
    body = document.element.body
    first_page = document.sections[0]._sectPr
    kept = _heading(body)
    for block in list(body):
        if block not in kept and block.tag != qn("w:sectPr"):
            body.remove(block)
    for section in [*body.iter(qn("w:sectPr"))]:
        section.getparent().remove(section)
    for name in ("w:type", "w:cols", "w:vAlign", "w:lnNumType", "w:printerSettings"):
        for setting in first_page.findall(qn(name)):
            first_page.remove(setting)
    body.append(first_page)


def replace_old_facts(root: Any) -> Iterator[str]:
    """Put « {{ date_acte }} » and « {{ numero }} » where the document has the date and number of an act; say which."""
    for paragraph in paragraphs(root):
        text = text_of(paragraph)
        dates = [(m.start(), m.end(), "{{ date_acte }}") for m in _DATE.finditer(text)]
        numbers = [(m.start(), m.end(), " {{ numero }}") for m in _NUMBER.finditer(text)]
        free = [n for n in numbers if not any(n[0] < end and start < n[1] for start, end, _ in dates)]
        replace_text(paragraph, [*dates, *free])
        yield from (text[start:end].strip() for start, end, _ in [*dates, *free])


def pictured(block: Any) -> bool:
    """True if it shows something drawn: picture, text box, line."""
    return next(block.iter(*_PICTURES), None) is not None


def _heading(body: Any) -> list[Any]:
    kept: list[Any] = []
    gap = 0
    for block in list(body):
        if block.tag not in {qn("w:p"), qn("w:tbl"), qn("w:sdt")}:
            continue
        lines = [folded(text_of(p)).strip() for p in paragraphs(block)]
        text = " ".join(line for line in lines if line)
        if _begins_act(block, lines) or len(text) > _LONGEST_LINE * (3 if block.tag == qn("w:tbl") else 1):
            if block.tag == qn("w:p") and pictured(block):
                kept.append(_drawings_of(block))
            break
        gap = 0 if text or pictured(block) else gap + 1
        if (gap >= _WIDE_GAP and _worth(kept)) or sum(map(_says, kept)) > _MOST_LINES:
            break
        kept.append(block)
    while kept and not _says(kept[-1]):
        kept.pop()
    return kept if _worth(kept) else []


def _begins_act(block: Any, lines: list[str]) -> bool:
    if block.tag == qn("w:tbl") and pictured(block):
        return False  # logo on one side, title on the other: the letterhead of many town halls
    return any(_ACT.search(line) for line in lines)


def _drawings_of(paragraph: Any) -> Any:
    """A logo that floats is often tied to the first line of the act: it stays, without the line."""
    holder = OxmlElement("w:p")
    paragraph.addprevious(holder)
    for run in list(paragraph.iter(qn("w:r"))):
        if pictured(run) and not any(run in held.iter() for held in holder):
            for text in run.findall(qn("w:t")):
                run.remove(text)
            holder.append(run)
    return holder


def _says(block: Any) -> bool:
    return pictured(block) or any(text_of(p).strip() for p in paragraphs(block))


def _worth(kept: list[Any]) -> bool:
    """True if it comes from a town hall: something drawn, or words that only a heading has."""
    text = folded(" ".join(text_of(p) for block in kept for p in paragraphs(block)))
    return any(pictured(block) for block in kept) or bool(_TOWN.search(text))
