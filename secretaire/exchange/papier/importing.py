"""Take the commune's own letterhead: clean it, find its heading and footer, say where the act goes."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm

from secretaire.council.commune import Commune
from secretaire.errors import Code, UnreadableInput
from secretaire.exchange.docx_furniture import add_footer, mark_as_draft
from secretaire.exchange.docx_letterhead import furniture, guest_sheet
from secretaire.exchange.papier.cleaning import DAMAGED, NotALetterhead, open_clean
from secretaire.exchange.papier.placeholders import BODY, VOCABULARY, blanks, body_paragraph, paragraphs, text_of
from secretaire.exchange.papier.recognising import keep_heading, replace_old_facts
from secretaire.exchange.papier.report import Found, Report

LOGO_ALT = "Logo de la commune"
_LOG = logging.getLogger(__name__)
_NOBODY = Commune("", "", 0, "", 0, "", "", 0, "", "", "")
_LANGUAGE = "fr-FR"
_HEAVY_BYTES = 2_000_000
_SIZES = {(21.0, 29.7): "A4", (14.8, 21.0): "A5", (29.7, 42.0): "A3", (21.6, 27.9): "Letter (américain)"}
_NAMED_MAIRE = re.compile(r"\b[Mm](?:aire|AIRE)\b[^{]*[A-ZÀ-Ý]\w+")
_VML_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_DRAWINGS = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
# what Word writes by itself says nothing to who cannot see
_EMPTY_ALTS = ("une image contenant", "description : ", "image ", "picture ", "c:\\", "généré")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The document to write acts on (`Papier.letterhead`), and what was understood of the one given."""

    content: bytes
    report: Report


def read_letterhead(data: bytes, name: str) -> Letterhead:
    """Read the letterhead of a commune: a Word document or model, with « {{ … }} » or an ordinary letter.

    Raises:
        UnreadableInput: it cannot be used; the cause says what to change.
    """
    try:
        return _read(data)
    except NotALetterhead as error:
        raise UnreadableInput(Code.LETTERHEAD_REFUSED, fichier=name, cause=str(error)) from error
    except DAMAGED as error:
        _LOG.info("letterhead not read", exc_info=True)
        cause = "ce n'est pas un document Word, ou il est abîmé"
        raise UnreadableInput(Code.LETTERHEAD_REFUSED, fichier=name, cause=cause) from error


def _read(data: bytes) -> Letterhead:
    cleaned = open_clean(data)
    document = cleaned.document
    body = document.element.body
    _refuse_unknown(document)
    if not blanks([body]):
        keep_heading(document)
    old = [fact for root in (body, *furniture(document)) for fact in replace_old_facts(root)]
    _place_act(document)
    _name_pictures(document)
    _in_french(document)
    _drop_unused_parts(document)
    report = _report(document, cleaned.removed, old)
    content = BytesIO()
    document.save(content)
    _prove(content.getvalue())
    return Letterhead(content.getvalue(), report)


def _prove(content: bytes) -> None:
    """Do with it all that an export does: a letterhead that would fail then is refused now."""
    sheet = guest_sheet(content, _NOBODY, {}).sheet
    add_footer(sheet.document, "", ())
    mark_as_draft(sheet.document, "")
    sheet.close()
    sheet.document.save(BytesIO())


def _refuse_unknown(document: Document) -> None:
    unknown = [b.written for b in blanks([document.element.body, *furniture(document)]) if not b.name]
    if unknown:
        known = ", ".join(VOCABULARY)
        raise NotALetterhead(f"« {unknown[0]} » n'est pas une mention connue ; écrivez l'une de celles-ci : {known}")


def _place_act(document: Document) -> None:
    """Make sure that « {{ corps }} » is there, once, where an act can go."""
    body = document.element.body
    said = [b for b in blanks([body, *furniture(document)]) if b.name == BODY]
    places = [p for p in paragraphs(body) if body_paragraph(p) is not None]
    if not said:
        place = OxmlElement("w:p")
        run, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = f"{{{{ {BODY} }}}}"
        run.append(text)
        place.append(run)
        body.insert_element_before(place, "w:sectPr")
    elif len(said) != 1 or len(places) != 1:
        raise NotALetterhead(
            "« {{ corps }} » doit être écrit une seule fois, seul dans son paragraphe, hors de l'en-tête"
        )
    else:
        above = {holder.tag for holder in places[0].iterancestors()}
        if qn("w:txbxContent") in above or next(places[0].iter(qn("w:drawing"), qn("w:pict")), None) is not None:
            raise NotALetterhead("« {{ corps }} » est dans une zone de texte : l'acte y serait coupé en bas de page")
        for holder in places[0].iterancestors(qn("w:tr")):
            for height in [*holder.iter(qn("w:trHeight"), qn("w:cantSplit"))]:
                height.getparent().remove(height)


def _name_pictures(document: Document) -> None:
    """Every picture says something to who cannot see it."""
    for root in (document.element.body, *furniture(document)):
        for properties in root.iter(_DRAWINGS):
            shown = properties.getparent()
            if next(shown.iter(_BLIP), None) is not None and _says_nothing(properties.get("descr", "")):
                properties.set("descr", LOGO_ALT)
        for image in root.iter(_VML_IMAGE):
            shape = image.getparent()
            if _says_nothing(shape.get("alt", "")):
                shape.set("alt", LOGO_ALT)


def _says_nothing(alt: str) -> bool:
    text = alt.strip().lower()
    return not text or text.startswith(_EMPTY_ALTS) or text.endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp", ".wmf"))


def _in_french(document: Document) -> None:
    styles: Any = document.styles.element
    for root in (styles, document.element.body, *furniture(document)):
        for language in root.iter(qn("w:lang")):
            language.set(qn("w:val"), _LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), _LANGUAGE)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), _LANGUAGE)
        defaults.append(language)


def _drop_unused_parts(document: Document) -> None:
    """Headers, footers and pictures that nothing shows any more go with the old text."""
    for part in (document.part, *(r.target_part for r in document.part.rels.values() if not r.is_external)):
        if not hasattr(part, "element"):
            continue
        used = {value for element in part.element.iter() for value in element.attrib.values()}
        for key, relation in list(part.rels.items()):
            if relation.reltype.endswith(("/image", "/header", "/footer", "/hyperlink")) and key not in used:
                del part.rels[key]


def _report(document: Document, removed: tuple[str, ...], old: list[str]) -> Report:
    body = document.element.body
    header, footer = _found(furniture(document, "header")), _found(furniture(document, "footer"))
    heading = _found([body])
    roots = [body, *furniture(document)]
    section = document.sections[0]
    lines = dict.fromkeys((*header.lines, *heading.lines, *footer.lines))
    warnings = [f"« {fact} » sera remplacé à chaque acte par sa date ou son numéro" for fact in dict.fromkeys(old)]
    warnings += [
        f"« {line} » restera tel quel, même si le maire change : préférez « {{{{ maire }}}} »"
        for line in lines
        if _NAMED_MAIRE.search(line)
    ]
    if not header and not heading:
        warnings.append("rien n'y ressemble à un en-tête : seuls la page et les caractères sont repris")
    elif not header.lines and not heading.lines:
        warnings.append(
            "l'en-tête est une image : le nom de la commune reste écrit dans l'acte, pour que chacun le lise"
        )
    if _page(section).startswith("Letter"):
        warnings.append("la page est au format américain (Letter), pas A4")
    if (weight := _picture_bytes(document)) > _HEAVY_BYTES:
        warnings.append(f"les images pèsent {weight / 1e6:.0f} Mo, et chaque acte autant : réduisez-les")
    return Report(
        header=header,
        heading=heading,
        footer=footer,
        page=_page(section),
        margins=_margins(section),
        font=_font(document),
        blanks=tuple(dict.fromkeys(f"{{{{ {b.name} }}}}" for b in blanks(roots) if b.name != BODY)),
        removed=removed,
        warnings=tuple(warnings),
    )


def _found(roots: Iterable[Any]) -> Found:
    roots = list(roots)
    lines = dict.fromkeys(line for root in roots for line in _lines(root))
    pictures = sum(1 for root in roots for image in root.iter(_BLIP, _VML_IMAGE) if not _for_old_readers(image))
    return Found(tuple(lines), pictures)


def _for_old_readers(element: Any) -> bool:
    """The second writing of a drawing, for Word 2007."""
    return any(str(holder.tag).endswith("}Fallback") for holder in element.iterancestors())


def _lines(root: Any) -> Iterator[str]:
    for paragraph in paragraphs(root):
        text = text_of(paragraph).strip()
        if text and body_paragraph(paragraph) is None:
            yield text


def _page(section: Section) -> str:
    width, height = (section.page_width or Cm(21)).cm, (section.page_height or Cm(29.7)).cm
    low, high = sorted((width, height))
    name = next((n for (w, h), n in _SIZES.items() if abs(low - w) < 0.3 and abs(high - h) < 0.3), "")
    name = name or f"{width:.1f} × {height:.1f} cm".replace(".", ",")
    return f"{name}, {'paysage' if width > height else 'portrait'}"


def _margins(section: Section) -> tuple[float, float, float, float]:
    sides = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    left, right, top, bottom = (round((side or Cm(0)).cm, 1) for side in sides)
    return left, right, top, bottom


def _font(document: Document) -> str:
    styles: Any = document.styles.element
    normal = f"{qn('w:style')}[@{qn('w:default')}='1']/{qn('w:rPr')}/{qn('w:rFonts')}"
    for fonts in (*styles.iterfind(normal), *styles.iterfind(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")):
        if name := fonts.get(qn("w:ascii")):
            return str(name)
        if theme := fonts.get(qn("w:asciiTheme"), ""):
            return _theme_font(document, b"majorFont" if theme.startswith("major") else b"minorFont")
    return "ceux de Word"


def _theme_font(document: Document, kind: bytes) -> str:
    blobs = (r.target_part.blob for r in document.part.rels.values() if r.reltype.endswith("/theme"))
    found = (re.search(kind + rb'>\s*<a:latin typeface="([^"]+)"', blob) for blob in blobs)
    return next((match[1].decode("utf-8", "replace") for match in found if match), "ceux de Word")


def _picture_bytes(document: Document) -> int:
    parts = {part.partname: part for part in document.part.package.iter_parts() if "/media/" in part.partname}
    return sum(len(part.blob) for part in parts.values())
