"""A Word document from outside made harmless: only what makes a letterhead is kept, and nothing of it fetches anything.

Kept by list, not removed by list: styles, theme, numbering, headers, footers, pictures, and links to click.
What goes is told: macros, embedded objects, linked pictures, remote templates, comments, tracked changes.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import Part, XmlPart
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

MAX_FILE_BYTES = 20_000_000
_MAX_MEMBERS = 1_000
_MAX_UNPACKED_BYTES = 80_000_000
_MAX_XML_BYTES = 16_000_000
_MAX_PIXELS = 40_000_000

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATION = f"{{{_OFFICE}}}"
_VML_RELATION = "{urn:schemas-microsoft-com:office:office}relid"
_KEPT = {"officeDocument", "styles", "settings", "numbering", "theme", "header", "footer", "image", "hyperlink"}
_ROOTS = {
    "styles": "w:styles",
    "settings": "w:settings",
    "numbering": "w:numbering",
    "header": "w:hdr",
    "footer": "w:ftr",
}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_MAIN_TYPES = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_DOCTYPE = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)
_DRAWN = (b"\x01\0\0\0", b"\xd7\xcd\xc6\x9a", b"\x01\0\t\0")  # EMF, WMF: of old letterheads; Pillow reads only some
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, KeyError, SyntaxError, ValueError, AttributeError),
    *(NotImplementedError, PackageNotFoundError, PythonDocxError, XmlchemyError, TypeError, IndexError),
)
"""What the libraries raise on a package cut, scrambled or encrypted."""

_TOLD = {
    "vbaProject": "les macros",
    "oleObject": "un objet incorporé",
    "package": "un objet incorporé",
    "control": "un contrôle actif",
    "aFChunk": "un document incorporé",
    "subDocument": "un document lié",
    "attachedTemplate": "le lien vers un modèle extérieur",
    "image": "une image",
    "hyperlink": "un lien vers un fichier",
    "comments": "les commentaires",
    "footnotes": "",
    "endnotes": "",
    "chart": "un graphique",
    "diagramData": "un graphique",
    "glossaryDocument": "les blocs de construction",
    "mailMergeSource": "le lien vers une liste de publipostage",
    "recipientData": "le lien vers une liste de publipostage",
}
_SETTINGS_DROPPED = (
    *("attachedTemplate", "mailMerge", "documentProtection", "writeProtection", "trackRevisions", "revisionView"),
    *("rsids", "docVars", "attachedSchema", "saveThroughXslt", "footnotePr", "endnotePr", "updateFields"),
    *("linkStyles", "formsDesign", "activeWritingStyle", "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts"),
)
_FETCHING = re.compile(
    r"\s*(?:INCLUDE\w*|LINK|DDE\w*|IMPORT|DATABASE|MACROBUTTON|RD|EMBED|MERGEFIELD|FILLIN|ASK|AUTOTEXT\w*|FILENAME)\b",
    re.IGNORECASE,
)
_W = qn("w:p").removesuffix("p")
_HOLDERS = {qn(name) for name in ("a:ext", "w:drawing", "w:pict", "w:object", "w:control", "w:altChunk", "w:subDoc")}
_CLICKS = {qn("a:hlinkClick"), qn("a:hlinkHover")}
_FIELD = "un champ qui irait chercher ailleurs"
_DELETED = ("del", "moveFrom", "comment", "proofErr", "permStart", "permEnd", "dataBinding")
_UNWRAPPED = ("ins", "moveTo", "smartTag", "customXml")


class NotALetterhead(Exception):
    """The file cannot be used; its text says why, in French."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The document, and what was left out, in French (« les macros », « 2 images liées »)."""

    document: Document
    removed: tuple[str, ...]


def open_clean(data: bytes) -> Cleaned:
    """Open a DOCX, DOCM, DOTX or DOTM without what could harm.

    Raises:
        NotALetterhead: it is protected, or out of all proportion.
        DAMAGED: one of these; it is not a whole document.
    """
    removed: list[str] = []
    try:
        document = docx.Document(BytesIO(_repacked(data)))
        for part in list(document.part.package.iter_parts()):
            if isinstance(part, XmlPart):
                _keep_only_known(part, removed)
                _drop_history(part.element, removed)
                _freeze_fields(part.element, removed)
            else:
                part.rels.clear()
        _drop_relations(document.part.package, {"officeDocument"}, [])
        for relation in document.part.rels.values():
            expected = _ROOTS.get(relation.reltype.rsplit("/", 1)[-1])
            if expected and relation.target_part.element.tag != qn(expected):
                raise NotALetterhead("une de ses parties est abîmée")
        for tag in _SETTINGS_DROPPED:
            for element in document.settings.element.findall(qn(f"w:{tag}")):
                document.settings.element.remove(element)
        _give_page(document)
    except PackageNotFoundError as error:
        raise NotALetterhead("ce n'est pas un document Word") from error
    return Cleaned(document, _counted(removed))


def _give_page(document: Document) -> None:
    """Some programs write none: Word would take the American one."""
    document.element.body.get_or_add_sectPr()
    for section in document.sections:
        if section.page_width is None or section.page_height is None:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
        if section.left_margin is None:
            section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)


def _repacked(data: bytes) -> bytes:
    """The package within bounds, as a plain document."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise NotALetterhead("il est protégé par un mot de passe, ou c'est un ancien document Word (.doc) mal nommé")
    if len(data) > MAX_FILE_BYTES:
        raise NotALetterhead(f"il pèse plus de {MAX_FILE_BYTES // 1_000_000} Mo")
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        members = source.infolist()
        if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > _MAX_UNPACKED_BYTES:
            raise NotALetterhead("il se déplie en un fichier démesuré")
        if len({member.filename for member in members}) < len(members):
            raise NotALetterhead("deux de ses parties portent le même nom")
        for member in members:
            is_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
            if is_xml and member.file_size > _MAX_XML_BYTES:
                raise NotALetterhead("il se déplie en un fichier démesuré")
            content = source.read(member)
            if is_xml and _DOCTYPE.search(content):
                raise NotALetterhead("il contient des définitions que Word n'écrit jamais")
            if member.filename == "[Content_Types].xml":
                for other in _MAIN_TYPES:
                    content = content.replace(other, CT.WML_DOCUMENT_MAIN.encode())
            target.writestr(member.filename, content)
    return written.getvalue()


def _keep_only_known(part: XmlPart, removed: list[str]) -> None:
    lost = _drop_relations(part, _KEPT, removed)
    if not lost:
        return
    for element in list(part.element.iter()):
        for name, value in list(element.attrib.items()):
            if value in lost and (name.startswith(_RELATION) or name == _VML_RELATION):
                _drop_reference(part.element, element, name)


def _drop_relations(holder: Any, kept: set[str], removed: list[str]) -> set[str]:
    lost = set()
    for key, relation in list(holder.rels.items()):
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in kept and _harmless(kind, relation):
            continue
        lost.add(key)
        del holder.rels[key]
        said = _TOLD.get(kind, "")
        if kind == "image":
            said = "une image liée à un autre endroit" if relation.is_external else "une image illisible"
        if said:
            removed.append(said)
    return lost


def _harmless(kind: str, relation: Any) -> bool:
    if relation.is_external:
        return kind == "hyperlink" and bool(_SAFE_LINK.match(relation.target_ref))
    return kind != "image" or _is_picture(relation.target_part)


def _is_picture(part: Part) -> bool:
    if part.blob[:4] in _DRAWN:
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the size is judged here
            with Image.open(BytesIO(part.blob), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF")) as image:
                return image.width * image.height <= _MAX_PIXELS
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False


def _drop_reference(root: Any, element: Any, attribute: str) -> None:
    """Take away what shows a part that is no longer there."""
    holders = [element, *element.iterancestors()]
    if holders[-1] is not root or element is root:
        return  # already gone with what held it
    if attribute.endswith("}link") and element.get(qn("r:embed")):
        del element.attrib[attribute]  # a linked picture with a copy inside
    elif element.tag == qn("w:hyperlink"):
        _unwrap(element)
    elif element.tag in _CLICKS:
        element.getparent().remove(element)
    else:
        gone = next((holder for holder in holders if holder.tag in _HOLDERS), element)
        gone.getparent().remove(gone)


def _drop_history(root: Any, removed: list[str]) -> None:
    """Tracked changes are accepted; comments, notes and links to stores of data go."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or not element.tag.startswith(_W) or element.getparent() is None:
            continue
        name = element.tag.removeprefix(_W)
        if name in _UNWRAPPED:
            _unwrap(element)
            if name in {"ins", "moveTo"}:
                removed.append("les modifications suivies")
        elif name in _DELETED or name.startswith("comment") or name.endswith("Change"):
            element.getparent().remove(element)
        elif name in {"footnoteReference", "endnoteReference"}:
            element.getparent().getparent().remove(element.getparent())


def _freeze_fields(root: Any, removed: list[str]) -> None:
    """A field that would fetch, run or ask is replaced by the text it shows."""
    for field in list(root.iter(qn("w:fldSimple"))):
        if _FETCHING.match(field.get(qn("w:instr"), "")):
            _unwrap(field)
            removed.append(_FIELD)
    opened: list[list[Any]] = []  # for each field being read, the elements that make it a field
    for element in list(root.iter(qn("w:fldChar"), qn("w:instrText"))):
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            opened.append([])
        if not opened:
            continue
        opened[-1].append(element)
        if kind == "end":
            pieces = opened.pop()
            if _FETCHING.match("".join(p.text or "" for p in pieces if p.tag == qn("w:instrText"))):
                for piece in pieces:
                    piece.getparent().remove(piece)
                removed.append(_FIELD)


def _unwrap(element: Any) -> None:
    for child in list(element):
        element.addprevious(child)
    element.getparent().remove(element)


def _counted(removed: list[str]) -> tuple[str, ...]:
    """« une image liée » said three times is « une image liée (3 fois) »."""
    return tuple(
        text if count == 1 or not text.startswith("un") else f"{text} ({count} fois)"
        for text, count in Counter(removed).items()
    )
