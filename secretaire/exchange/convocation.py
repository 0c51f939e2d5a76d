"""The papers that call a council: one letter each with its pouvoir, the ordre du jour for the door, the note de synthèse.

CGCT L. 2121-10 (date, hour, place, ordre du jour), L. 2121-12 (note), L. 2121-17 (second convocation), L. 2121-20
(pouvoir), L. 2122-8 (special mention before an election).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Cm, Pt

from secretaire.acts.wording import at_place, day, hour, upper_first, weekday
from secretaire.council.commune import Commune
from secretaire.exchange.copies import Signer
from secretaire.exchange.docx_tables import set_borders, set_look
from secretaire.exchange.docx_text import write_runs
from secretaire.exchange.papier.look import Part
from secretaire.exchange.papier.papier import Papier
from secretaire.exchange.town_page import TownPage, open_page, span

_NUMBER_INDENT = Cm(0.9)
_ADDRESS_INDENT = Cm(8.5)
_LINE = "……………………………………………"
_SHORT_LINE = "………………………"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is convoked: « Madame », « Inès FERREIRA », « conseillère municipale »."""

    title: str
    name: str
    fonction: str
    feminine: bool


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A point as it is announced.

    Attributes:
        note: its paragraphs in the note de synthèse, lines to write on when there is none; None: nothing to explain.
    """

    objet: str
    rapporteur: str = ""
    note: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """What the papers of one meeting say.

    Attributes:
        le: the day the letters are dated.
        last_minutes: day of the meeting whose procès-verbal is joined.
        urgence: why the delay is shortened; empty when it is not.
        without_quorum: day of the meeting that lacked a quorum: this one has the same ordre du jour and needs none.
        election: the maire or adjoints are elected.
        with_note: an explanatory note is joined.
    """

    commune: Commune
    seance: date
    heure: time
    lieu: str
    le: date
    points: tuple[AgendaLine, ...]
    signer: Signer | None
    last_minutes: date | None = None
    urgence: str = ""
    without_quorum: date | None = None
    election: bool = False
    with_note: bool = False

    @property
    def when(self) -> str:
        """« vendredi 18 décembre 2026 à 20 heures 30 »."""
        return f"{weekday(self.seance)} à {hour(self.heure)}"


def letter(call: Call, to: Recipient, papier: Papier) -> Document:
    """The convocation of one councillor, with his pouvoir to cut off."""
    page = _page(call, papier, "CONVOCATION DU CONSEIL MUNICIPAL", foot="")
    for rank, line in enumerate((f"{to.title} {to.name}", upper_first(to.fonction))):
        address = page.write(Part.TEXTE, line)
        address.alignment = ALIGN.LEFT
        address.paragraph_format.left_indent = _ADDRESS_INDENT
        address.paragraph_format.space_before = Pt(0 if rank else 10)
        address.paragraph_format.space_after = Pt(0)
    page.write(Part.TEXTE, f"{call.commune.nom}, le {day(call.le)}").paragraph_format.space_before = Pt(12)
    page.write(Part.TEXTE, f"{to.title},").paragraph_format.space_before = Pt(8)
    page.write(
        Part.TEXTE,
        f"J'ai l'honneur de vous convoquer à la séance du conseil municipal qui se tiendra le {call.when},"
        f" {at_place(call.lieu)}.",
    )
    _write_reasons(page, call)
    _agenda(page, call)
    for rank, text in enumerate(_ending(call, to)):
        page.write(Part.TEXTE, text).paragraph_format.space_before = Pt(0 if rank else 10)
    page.sign(_signature(call))
    _pouvoir(page, call, to)
    return page.close(f"Convocation à la séance du {day(call.seance)} – {to.name}", call.commune)


def notice(call: Call, papier: Papier) -> Document:
    """The ordre du jour to post on the door, with the convocation's facts (L. 2121-10)."""
    page = _page(call, papier, "RÉUNION DU CONSEIL MUNICIPAL", foot=f"ordre du jour du {day(call.seance)}")
    for text in (f"Séance publique du {call.when}", upper_first(at_place(call.lieu))):
        paragraph = page.write(Part.SEANCE, text)
        paragraph.paragraph_format.space_after = Pt(4)
        for run in paragraph.runs:
            run.font.size = Pt(page.sheet.size_of(Part.SEANCE).pt + 2)
    for text in _reasons(call):
        page.write(Part.TEXTE, text)
    _agenda(page, call)
    page.write(
        Part.TEXTE, f"Convocation du {day(call.le)}. Affiché le {_SHORT_LINE}"
    ).paragraph_format.space_before = Pt(14)
    page.sign(_signature(call))
    return page.close(f"Ordre du jour de la séance du {day(call.seance)}", call.commune)


def note_de_synthese(call: Call, papier: Papier) -> Document:
    """The explanatory note on each point (L. 2121-12), with lines to write on where nothing is known."""
    page = _page(call, papier, "NOTE EXPLICATIVE DE SYNTHÈSE", foot=f"séance du {day(call.seance)}")
    page.write(Part.SEANCE, f"Séance du conseil municipal du {call.when}")
    for number, point in enumerate(call.points, start=1):
        heading = page.write(Part.OBJET, f"{number}. {point.objet}")
        heading.paragraph_format.keep_with_next = True
        for text in () if point.note is None else point.note or (_LINE * 2,):
            page.write(Part.TEXTE, text)
    return page.close(f"Note de synthèse de la séance du {day(call.seance)}", call.commune)


def _page(call: Call, papier: Papier, title: str, foot: str) -> TownPage:
    values = {
        "titre": title,
        "nature": "Convocation",
        "objet": f"Séance du {day(call.seance)}",
        "date_acte": day(call.le),
        "date_seance": day(call.seance),
        "qualite_maire": call.signer.quality if call.signer else "",
        "maire": call.signer.name if call.signer else "",
    }
    page = open_page(papier, call.commune, foot, values)
    page.title(title)
    return page


def _write_reasons(page: TownPage, call: Call) -> None:
    for text in _reasons(call):
        page.write(Part.TEXTE, text).paragraph_format.space_before = Pt(6)


def _reasons(call: Call) -> list[str]:
    """What is unusual in this convocation, said to everyone."""
    found = []
    if call.without_quorum:
        found.append(
            f"La séance du {day(call.without_quorum)} n'ayant pu se tenir faute de quorum, le conseil délibérera sur le"
            " même ordre du jour sans condition de quorum (article L. 2121-17 du code général des collectivités"
            " territoriales)."
        )
    if call.urgence:
        found.append(
            "Cette convocation est envoyée en urgence (article L. 2121-11 du code général des collectivités"
            f" territoriales) : {call.urgence.strip(' .')}. Le conseil se prononcera sur l'urgence à l'ouverture de la"
            " séance."
        )
    if call.election:
        found.append(
            "Mention spéciale (article L. 2122-8 du code général des collectivités territoriales) : il sera procédé à"
            " l'élection du maire ou d'adjoints inscrite à l'ordre du jour."
        )
    return found


def _agenda(page: TownPage, call: Call) -> None:
    page.write(Part.ANNONCE, "ORDRE DU JOUR")
    for number, point in enumerate(call.points, start=1):
        words = f"{point.objet} (rapporteur : {point.rapporteur})" if point.rapporteur else point.objet
        line = page.write(Part.TEXTE, f"{number}.")
        line.add_run().add_tab()
        write_runs(line, (span(words),), highlight_blanks=False)
        line.alignment = ALIGN.LEFT
        layout = line.paragraph_format
        layout.left_indent, layout.first_line_indent = _NUMBER_INDENT, -_NUMBER_INDENT
        layout.tab_stops.add_tab_stop(_NUMBER_INDENT)
        layout.space_after = Pt(3)


def _ending(call: Call, to: Recipient) -> list[str]:
    joined = [f"le procès-verbal de la séance du {day(call.last_minutes)}"] if call.last_minutes else []
    joined += ["la note explicative de synthèse"] if call.with_note else []
    found = [f"Vous trouverez joint {' et '.join(joined)}."] if joined else []
    found.append(
        "En cas d'empêchement, vous pouvez donner pouvoir à un collègue, qui ne peut en détenir qu'un : remettez-lui le"
        " bulletin ci-après."
    )
    found.append(f"Je vous prie d'agréer, {to.title}, l'expression de ma considération distinguée.")
    return found


def _signature(call: Call) -> list[str]:
    return [f"{call.signer.quality},", call.signer.name] if call.signer else ["Le maire,", _SHORT_LINE]


def _pouvoir(page: TownPage, call: Call, to: Recipient) -> None:
    """A coupon under a dashed line, never cut between two pages."""
    page.sheet.add_paragraph(Part.EFFECTIFS)
    table = page.sheet.add_table(1, [page.sheet.width])
    set_look(table, first_row=False, last_row=False)
    sides = dict.fromkeys(("left", "bottom", "right", "insideH", "insideV"), "nil")
    set_borders(table, {"top": "dashed", **sides})
    properties: Any = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    cell = table.rows[0].cells[0]
    who = "Je soussignée" if to.feminine else "Je soussigné"
    lines = (
        "POUVOIR (à détacher, à remettre signé à votre mandataire)",
        f"{who} {to.name}, {to.fonction}, donne pouvoir à",
        f"{_LINE}{_SHORT_LINE}",
        f"pour voter en mon nom à la séance du conseil municipal du {weekday(call.seance)}.",
        f"Fait le {_SHORT_LINE}\u2003Signature :",
    )
    for rank, text in enumerate(lines):
        paragraph = page.sheet.new_paragraph(cell, Part.CELLULE)
        write_runs(paragraph, (span(text),), highlight_blanks=False)
        paragraph.paragraph_format.space_before = Pt(6)
        if rank == 0:
            for run in paragraph.runs:
                run.bold = True


__all__ = ["AgendaLine", "Call", "Recipient", "letter", "note_de_synthese", "notice"]
