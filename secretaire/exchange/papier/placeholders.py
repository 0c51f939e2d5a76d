"""The blanks of a letterhead, written as docxtpl writes them: « {{ objet }} ». Names only, from a closed list.

No template engine runs: a letterhead comes from outside, and a name to replace is all it needs. Whatever else the
double braces could hold (a filter, a condition, a loop, an attribute) is refused when the letterhead is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from secretaire.acts.act import Act, Role
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.wording import day, de_commune, de_departement
from secretaire.checks.folding import folded
from secretaire.council.commune import Commune
from secretaire.exchange.papier.papier import Details
from secretaire.exchange.typography import bind, printable

BODY = "corps"

VOCABULARY: Mapping[str, str] = {
    BODY: "le texte de l'acte (seul dans son paragraphe)",
    "commune": "nom de la commune",
    "de_commune": "« d'Aubigny », « du Mans »",
    "departement": "nom du département",
    "de_departement": "« de l'Orne »",
    "arrondissement": "nom de l'arrondissement",
    "code_postal": "code postal",
    "epci": "intercommunalité",
    "siren": "numéro SIREN de la commune",
    "titre": "titre de l'acte",
    "nature": "« Délibération » ou « Arrêté »",
    "numero": "numéro de l'acte",
    "objet": "objet de l'acte",
    "date_acte": "date de l'acte ; pour une délibération, celle de la séance",
    "date_seance": "date de la séance ; sur un arrêté, ces mots disparaissent",
    "qualite_maire": "« Le maire », « La maire »",
    "maire": "prénom et nom de la personne qui signe",
    "secretaire_seance": "prénom et nom de la personne secrétaire de séance",
    "service": "service (« Secrétariat »)",
    "adresse": "adresse de la mairie",
    "telephone": "téléphone",
    "courriel": "adresse électronique",
    "site": "site internet",
    "horaires": "heures d'ouverture",
}
"""Every name a letterhead may use, and what takes its place."""

_BRACES = re.compile(r"\{\{(?:r|p)?\s*([^{}]*?)\s*\}\}")
_LEFT_OVER = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_SEPARATOR = re.compile(r"\s+[–—-]\s+|\s*[,;|·•]\s+|[\t\n]")
_ONE_LETTER = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_LINE = "………………"  # of what is not known yet


@dataclass(frozen=True, slots=True)
class Blank:
    """One « {{ … }} » as written, and its name in the vocabulary (empty: unknown)."""

    written: str
    name: str


def paragraphs(root: Any) -> list[Any]:
    """Every paragraph of a part, those of tables and text boxes included."""
    return list(root.iter(qn("w:p")))


def text_of(paragraph: Any) -> str:
    """The text of a paragraph, without that of a text box anchored in it; a tab or a line break is one character."""
    return "".join(map(_said, _pieces(paragraph)))


def _pieces(paragraph: Any) -> list[Any]:
    written = (run for run in paragraph.iter(qn("w:r")) if next(run.iterancestors(qn("w:p"))) is paragraph)
    return [piece for run in written for piece in run.iterchildren(qn("w:t"), *_ONE_LETTER)]


def _said(piece: Any) -> str:
    return _ONE_LETTER.get(piece.tag) or piece.text or ""


def blanks(roots: Iterable[Any]) -> list[Blank]:
    """The blanks of these parts, in reading order; what looks like one and is not has an empty name."""
    found: list[Blank] = []
    for root in roots:
        for paragraph in paragraphs(root):
            text = text_of(paragraph)
            found += [Blank(match[0], _named(match[1])) for match in _BRACES.finditer(text)]
            found += [Blank(text.strip()[:60], "") for _ in _LEFT_OVER.finditer(_BRACES.sub("", text))]
    return found


def fill(roots: Iterable[Any], values: Mapping[str, str]) -> None:
    """Write the values in place of the blanks, in the look of their first letter; `BODY` stays for the act.

    A blank without value goes with the words around it, up to the next dash, comma or parenthesis.
    """
    for root in roots:
        for paragraph in paragraphs(root):
            text = text_of(paragraph)
            if "{{" in text and body_paragraph(paragraph) is None:
                _fill(paragraph, values)


def body_paragraph(paragraph: Any) -> Any | None:
    """The paragraph, if it is the place of the act."""
    match = _BRACES.fullmatch(text_of(paragraph).strip())
    return paragraph if match and _named(match[1]) == BODY else None


def replace_text(paragraph: Any, changes: Sequence[tuple[int, int, str]]) -> None:
    """Replace characters [start, end) of the text of a paragraph, however Word has cut it in pieces.

    What replaces the text of several pieces goes in the first one, and wears its look.
    """
    for start, end, new in sorted(changes, reverse=True):
        position = 0
        written = False
        for piece in _pieces(paragraph):
            text = _said(piece)
            first, last = max(start - position, 0), min(end - position, len(text))
            position += len(text)
            if first >= last:
                continue
            if piece.tag in _ONE_LETTER:
                piece.getparent().remove(piece)
                continue
            piece.text = text[:first] + ("" if written else new) + text[last:]
            piece.set(qn("xml:space"), "preserve")
            written = True


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    text = text_of(paragraph)
    found = [(m.start(), m.end(), values.get(_named(m[1]), "")) for m in _BRACES.finditer(text)]
    gone = [_clause(text, start, end) for start, end, value in found if not value]
    kept = [change for change in found if change[2] and not any(a <= change[0] < b for a, b in gone)]
    replace_text(paragraph, [*kept, *((start, end, "") for start, end in _merged(gone))])
    if not text_of(paragraph).strip() and _can_go(paragraph):
        paragraph.getparent().remove(paragraph)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """What goes with a blank that has no value: « Tél. {{ telephone }} – », « (séance du {{ date_seance }}) »."""
    opening, closing = text.rfind("(", 0, start), text.find(")", end)
    if opening >= 0 and closing >= 0 and ")" not in text[opening:start]:
        return len(text[:opening].rstrip()), closing + 1
    breaks = [match.span() for match in _SEPARATOR.finditer(text)]
    before = [span for span in breaks if span[1] <= start]
    after = [span for span in breaks if span[0] >= end]
    if before:
        return before[-1][0], after[0][0] if after else len(text)
    return 0, after[0][1] if after else len(text)


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _can_go(paragraph: Any) -> bool:
    """A line that says nothing goes, unless it holds a picture or is the only one of its cell or header."""
    pictured = next(paragraph.iter(qn("w:drawing"), qn("w:pict")), None) is not None
    return not pictured and sum(1 for _ in paragraph.getparent().iterchildren(qn("w:p"))) > 1


def _named(written: str) -> str:
    """The name of the vocabulary: capitals, accents and spaces do not count."""
    name = folded(written).strip().replace(" ", "_").replace("-", "_")
    return name if name in VOCABULARY else ""


def values_of(act: Act, act_type: ActType, commune: Commune, details: Details) -> dict[str, str]:
    """What each name of the vocabulary says for an act; a line to write on for what is not known yet."""
    date = day(act.act_date) if act.act_date else _LINE
    of_council = act_type.famille is Famille.DELIBERATION
    values = {
        **town_values(commune, details),
        "titre": _paragraph(act, Role.ENTETE, "entete.titre"),
        "nature": "Délibération" if of_council else "Arrêté",
        "numero": act.numero or _LINE,
        "objet": act.objet,
        "date_acte": date,
        "date_seance": date if of_council else "",
        "qualite_maire": _paragraph(act, Role.SIGNATURES, "signature.maire.qualite").rstrip(", "),
        "maire": _paragraph(act, Role.SIGNATURES, "signature.maire.nom") or _LINE,
        "secretaire_seance": _paragraph(act, Role.SIGNATURES, "signature.secretaire.nom"),
    }
    return {name: bind(printable(text)) for name, text in values.items()}


def town_values(commune: Commune, details: Details) -> dict[str, str]:
    """What the names of the vocabulary say of the town hall, whatever the document."""
    return {
        "commune": commune.nom,
        "de_commune": de_commune(commune.nom, commune.liaison),
        "departement": commune.departement,
        "de_departement": de_departement(commune.departement, commune.liaison_departement),
        "arrondissement": commune.arrondissement,
        "code_postal": commune.codes_postaux[0] if commune.codes_postaux else "",
        "epci": commune.epci,
        "siren": commune.siren,
        "service": details.service,
        "adresse": ", ".join(details.adresse),
        "telephone": details.telephone,
        "courriel": details.courriel,
        "site": details.site or commune.site,
        "horaires": " ; ".join(details.horaires),
    }


def _paragraph(act: Act, role: Role, key: str) -> str:
    return next((p.text for p in act.section(role).paragraphs if p.key == key), "")
