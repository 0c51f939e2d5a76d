"""The register of the deliberations (CGCT R. 2121-9) or of the arretes (R. 2122-7) of a year, as one Word document.

Opening page, acts in the order of their date and number, a sheet that closes each séance (order numbers of its
deliberations, members present, room for the two signatures), numbers that are not in it and why, tables by date and by
matière, closing page. Every page is a numbered feuillet, with room for the paraphe of the maire; its foot says what it
holds: séance, order number in it (R. 2121-9), day of publication. The decisions that the maire took by delegation of the
council are in the register of the deliberations, at their date (R. 2122-7-1).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.wording import a_commune, day, de_commune, lower_first
from secretaire.council.commune import Commune
from secretaire.exchange.copies import REGISTER_TITLES, Signer, register_page
from secretaire.exchange.docx_act import Approval, write_act
from secretaire.exchange.docx_sheet import Sheet, house_sheet
from secretaire.exchange.gathering import gather
from secretaire.exchange.papier.look import Part
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.register_furniture import END, furnish, page_of, pages, write
from secretaire.exchange.register_tables import Entry, by_date, by_matiere, not_in_register, numbers_of_seance, signed
from secretaire.exchange.word_file import save

_BY_HAND = "………………………"
_TITLE_ROOM, _YEAR_ROOM, _SIGNATURE_ROOM = Cm(5), Cm(2), Cm(1)
_WHAT = {Famille.DELIBERATION: ("délibération", "délibérations"), Famille.ARRETE: ("arrêté", "arrêtés")}
_DECIDED = ("décision prise par délégation", "décisions prises par délégation")
_RULE = {
    Famille.DELIBERATION: ", conformément à l'article R. 2121-9 du code général des collectivités territoriales",
    Famille.ARRETE: "",
}


@dataclass(frozen=True, slots=True)
class Registered:
    """An act of the register: its type and approval.

    Attributes:
        order: its order number in its séance; None for an act that is not a deliberation.
        published: the day it was made known; None when nobody noted it.
        presents: full names of the members present at its séance, in the order of the tableau.
        signers: who presided and the secretary of its séance.
    """

    act: Act
    act_type: ActType
    approval: Approval
    seance: date | None = None
    order: int | None = None
    published: date | None = None
    presents: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A number of the year that is not in the register, and why."""

    numero: str
    objet: str
    reason: str


@dataclass(frozen=True, slots=True)
class Register:
    """Attributes: matieres: code and words of the nomenclature; first_page: number of the first feuillet."""

    famille: Famille
    year: int
    commune: Commune
    maire: Signer
    acts: Sequence[Registered]
    gaps: Sequence[Gap]
    matieres: Sequence[tuple[str, str]]
    first_page: int = 1


def write_register(register: Register, target: Path, papier: Papier) -> None:
    """Write the register; its acts must already be in order. Word computes the numbers of the tables when it opens it.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        document = gather(list(_pieces(register, replace(papier, letterhead=None, logo=None), Path(folder))))
    title = f"{REGISTER_TITLES[register.famille].capitalize()} – {register.year}"
    core = document.core_properties
    core.title = core.subject = title
    core.identifier = core.comments = core.category = ""
    start = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="{register.first_page}"/>')
    document.sections[0]._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    document.settings.element.insert(0, update)
    save(document, target)


def _pieces(register: Register, papier: Papier, folder: Path) -> Iterator[Document]:
    opening = _sheet(register, papier)
    _open(opening, register)
    yield _closed(opening, register)
    anchors = count(1)
    entries: list[Entry] = []
    labels = dict(register.matieres)
    for seance, group in groupby(register.acts, lambda one: (one.seance, one.presents, one.signers)):
        held = list(group)
        for one in held:
            anchor = f"acte_{next(anchors)}"
            matiere = one.act_type.matiere
            words = labels.get(matiere) or labels.get(matiere.partition(".")[0], "")
            entries.append(
                Entry(one.act.act_date, one.act.numero, one.act.objet, one.published, matiere, words, anchor)
            )
            yield _page(one, anchor, register, papier, folder / f"{anchor}.docx")
        if seance[0] is not None:
            yield _end_of_seance(held, register, papier)
    tables = _sheet(register, papier)
    by_date(tables, entries, register.year)
    by_matiere(tables, entries, register.year)
    if register.gaps:
        not_in_register(tables, [(gap.numero, gap.objet, gap.reason) for gap in register.gaps])
    yield _closed(tables, register)
    closing = _sheet(register, papier)
    _close(closing, register)
    yield _closed(closing, register)


def _sheet(register: Register, papier: Papier) -> Sheet:
    sheet = house_sheet(papier.look)
    core = sheet.document.core_properties
    core.author = core.last_modified_by = register.commune.nom
    return sheet


def _closed(sheet: Sheet, register: Register, dated: str = "") -> Document:
    sheet.close()
    name = _commune(register)
    heading = REGISTER_TITLES[register.famille].capitalize()
    furnish(sheet.document, (name, f"{heading} – {register.year}"), str(register.year), f"{name}{dated}")
    return sheet.document


def _page(one: Registered, anchor: str, register: Register, papier: Papier, path: Path) -> Document:
    """An act as it stands in the register."""
    bare = replace(papier, signature=replace(papier.signature, extract=""))
    write_act(register_page(one.act), one.act_type, register.commune, path, one.approval, papier=bare)
    document = docx.Document(str(path))
    first = next(document.element.body.iter(qn("w:p")))
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{anchor.removeprefix("acte_")}" w:name="{anchor}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{anchor.removeprefix("acte_")}"/>')
    place = 1 if first.find(qn("w:pPr")) is not None else 0
    first.insert(place, start)
    first.insert(place + 1, end)
    name = _commune(register)
    heading = REGISTER_TITLES[register.famille].capitalize()
    furnish(document, (name, f"{heading} – {register.year}"), str(register.year), f"{name} — {_foot(one)}")
    return document


def _foot(one: Registered) -> str:
    """« séance du 18 décembre 2026 — délibération n° d'ordre 3 — publiée le 21 décembre 2026 »."""
    dated = f" du {day(one.act.act_date)}" if one.act.act_date else ""
    agreement = "e"
    if one.act_type.famille is Famille.DELIBERATION:
        said = f"séance{dated}" + (f" — délibération n° d'ordre {one.order}" if one.order is not None else "")
    elif one.act_type.par_delegation:
        said = f"décision{dated}, prise par délégation du conseil"
    else:
        said, agreement = f"arrêté{dated}", ""
    if one.published is None:
        return said
    known = "notifié" if one.act_type.individuel else "publié"
    return f"{said} — {known}{agreement} le {day(one.published)}"


def _open(sheet: Sheet, register: Register) -> None:
    write(sheet.add_paragraph(Part.REPUBLIQUE), "RÉPUBLIQUE FRANÇAISE")
    if register.commune.departement:
        write(sheet.add_paragraph(Part.ENTETE), f"Département : {register.commune.departement}")
    write(sheet.add_paragraph(Part.COMMUNE), _commune(register))
    title = sheet.add_paragraph(Part.TITRE)
    title.paragraph_format.space_before = _TITLE_ROOM
    write(title, REGISTER_TITLES[register.famille])
    year = sheet.add_paragraph(Part.NUMERO)
    year.paragraph_format.space_after = _YEAR_ROOM
    write(year, f"Année {register.year}")
    text = sheet.add_paragraph(Part.TEXTE)
    write(text, "Le présent registre contient ")
    pages(text)
    write(text, f" feuillets, numérotés de {register.year}/{register.first_page} à {register.year}/")
    page_of(text, END)
    write(
        text,
        f". Il est coté et paraphé par {lower_first(register.maire.quality)}, {register.maire.name}"
        f"{_RULE[register.famille]}.",
    )
    write(sheet.add_paragraph(Part.CLOTURE), _made(register))
    signed(sheet, [register.maire])


def _end_of_seance(held: Sequence[Registered], register: Register, papier: Papier) -> Document:
    """« Un feuillet clôturant la séance rappelle les numéros d'ordre des délibérations prises… » (R. 2121-9)."""
    first = held[0]
    sheet = _sheet(register, papier)
    dated = f"séance du {day(first.seance)}" if first.seance else "séance"
    write(sheet.add_paragraph(Part.TITRE), f"CLÔTURE DE LA {dated.upper()}")
    write(sheet.add_paragraph(Part.TEXTE), "Délibérations prises au cours de la séance :")
    numbers_of_seance(sheet, [(str(one.order or "–"), one.act.numero, one.act.objet) for one in held])
    present = ", ".join(first.presents) if first.presents else _BY_HAND
    members = sheet.add_paragraph(Part.TEXTE)
    members.paragraph_format.space_after = _SIGNATURE_ROOM
    write(members, f"Membres présents : {present}.")
    signed(sheet, first.signers)
    return _closed(sheet, register, f" — {dated}")


def _close(sheet: Sheet, register: Register) -> None:
    _, several = _WHAT[register.famille]
    write(sheet.add_paragraph(Part.TITRE), "CLÔTURE DU REGISTRE")
    text = sheet.add_paragraph(Part.TEXTE)
    write(text, f"Le présent registre des {several} de l'année {register.year} est clos. Il contient ")
    pages(text)
    write(text, f" feuillets{_held(register)}.")
    end = sheet.add_paragraph(Part.CLOTURE)
    end._p.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="{END}"/>'))
    end._p.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="0"/>'))
    write(end, _made(register))
    signed(sheet, [register.maire])


def _held(register: Register) -> str:
    """« , 12 délibérations et une décision prise par délégation »."""
    own = [one for one in register.acts if one.act_type.famille is register.famille]
    counts = ((len(own), _WHAT[register.famille]), (len(register.acts) - len(own), _DECIDED))
    said = [f"{number} {several if number > 1 else one}" for number, (one, several) in counts if number]
    return f" et {said[0]}" if len(said) == 1 else f", {' et '.join(said)}"


def _made(register: Register) -> str:
    return f"Fait {a_commune(register.commune.nom)}, le {_BY_HAND}"


def _commune(register: Register) -> str:
    return f"Commune {de_commune(register.commune.nom, register.commune.liaison)}"
