"""What a secretary may give to each act type, and what must be true of the text it gives back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from secretaire.acts import wording
from secretaire.acts.act import FieldInput, Role, Section
from secretaire.acts.act_type import ActType, Champ, Colonne, Famille, FieldType
from secretaire.acts.form_values import FormValues
from secretaire.acts.spans import OriginKind
from secretaire.council.commune import Commune
from secretaire.council.roster import Elu, Roster
from secretaire.council.seance import Pouvoir, Seance, Vote
from secretaire.drafting.act_types.reading import read_type
from secretaire.drafting.compose import Context
from secretaire.drafting.compose.composition import compose
from secretaire.drafting.template import Literal, Segment, Slot, parse

ROOT = Path(__file__).resolve().parents[1]
TYPES = ROOT / "resources" / "types"
DAY = date(2026, 12, 18)

_MEMBERS = (
    ("Mme", "Vautrin", "Claire", "maire"),
    ("M.", "Delaunoy", "Paul", "1er adjoint"),
    ("Mme", "Perrigault", "Odile", "2e adjointe"),
    ("M.", "Ferrand", "Luc", "conseiller municipal"),
    ("Mme", "Hamelet", "Inès", "conseillère municipale"),
    ("M.", "d'Auberlin", "Éric", "conseiller municipal"),
    ("Mme", "Le Tabary", "Jeanne", "conseillère municipale"),
)


@cache
def kind(name: str) -> ActType:
    """The shipped type of that id."""
    return read_type(TYPES / f"{name}.yaml")


def roster(*, first: str = "Mme") -> Roster:
    """An invented council whose maire is a woman or a man."""
    rows = [(first if rank == 0 else member[0], *member[1:]) for rank, member in enumerate(_MEMBERS)]
    return Roster(tuple(Elu(i, *row, ordre=i) for i, row in enumerate(rows, start=1)))


def commune(nom: str = "Aubigny", liaison: int = 1) -> Commune:
    """An invented town hall."""
    return Commune(
        "61999", nom, liaison, "216109990", 420, "61", "Orne", 5, "Argentan", "Normandie", "CC du Bocage",
        mode_publicite="voie électronique", site="www.mairie.example", lieu_seance="mairie",
    )  # fmt: skip


def before_meeting(kind: ActType, people: Roster, place: Commune) -> Context:
    """Nothing is known of the meeting, nor of the day of signature."""
    return Context(place, people, None, None, None, "2026-012" if kind.famille is Famille.DELIBERATION else "")


def after_meeting(kind: ActType, people: Roster, place: Commune) -> Context:
    """The council has met and voted; the arrêté is dated."""
    if kind.famille is Famille.ARRETE:
        return Context(place, people, None, None, DAY, "A2026-012")
    seance = Seance(
        3, DAY, time(20, 30), "", DAY - timedelta(days=7), (1, 2, 3, 4, 5), (6,), (Pouvoir(6, 2),), secretaire=3
    )
    return Context(place, people, seance, Vote(pour=5, contre=1), DAY, "2026-012")


def examples(kind: ActType) -> dict[str, FieldInput]:
    """Every field with the example of its own file."""
    return {champ.nom: _example(champ) for champ in kind.champs if not champ.calcul}


def least(kind: ActType) -> dict[str, FieldInput]:
    """Only what an act cannot do without."""
    needed = {c.nom: _example(c) for c in kind.champs if c.obligatoire and not c.calcul and not c.defaut}
    values = FormValues(kind, needed, DAY)
    return {name: given for name, given in needed.items() if values.asked(name)}


def given_fields(kind: ActType) -> st.SearchStrategy[dict[str, FieldInput]]:
    """Any legal combination: optional fields given or not, every option, least and greatest figures."""
    required = {c.nom: _values(c) for c in kind.champs if c.obligatoire and not c.calcul}
    optional = {c.nom: _values(c) for c in kind.champs if not (c.obligatoire and not c.calcul)}
    return st.fixed_dictionaries(required, optional=optional)


def _example(champ: Champ) -> FieldInput:
    if champ.type is FieldType.TABLEAU:
        return [dict(row) for row in champ.lignes]
    return champ.exemple or (champ.options[0] if champ.options else "")


def _values(champ: Champ) -> st.SearchStrategy[FieldInput]:
    if champ.type is FieldType.TABLEAU:
        return st.lists(_row(champ), min_size=1, max_size=4)
    if champ.type is FieldType.CHOIX:
        return st.sampled_from(champ.options)
    return _scalar(champ.type, champ.exemple or "l'ancienne école", champ)


def _row(champ: Champ) -> st.SearchStrategy[dict[str, str]]:
    cells = {c.nom: _cell(c, champ) for c in champ.colonnes}
    return st.fixed_dictionaries(cells)


def _cell(column: Colonne, champ: Champ) -> st.SearchStrategy[str]:
    if column.options:
        return st.sampled_from(column.options)
    shown = next((row[column.nom] for row in champ.lignes if row.get(column.nom)), "Comité des fêtes")
    return _scalar(column.type, shown, None)


def _scalar(kind: FieldType, example: str, champ: Champ | None) -> st.SearchStrategy[str]:
    days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
    low = champ.minimum if champ and champ.minimum is not None else Decimal(0)
    high = champ.maximum if champ and champ.maximum is not None else Decimal(9_999_999)
    places = 0 if kind is FieldType.NOMBRE else 2
    figures = st.one_of(
        st.sampled_from([n for n in (low, Decimal(1), Decimal(2), high) if low <= n <= high]),
        st.decimals(low, min(high, Decimal(100) if kind is FieldType.POURCENTAGE else high), places=places),
    )
    match kind:
        case FieldType.DATE:
            return days.map(date.isoformat)
        case FieldType.PERIODE:
            return st.tuples(days, st.integers(0, 400)).map(
                lambda p: f"{p[0]:%d/%m/%Y} - {p[0] + timedelta(days=p[1]):%d/%m/%Y}"
            )
        case FieldType.HEURE:
            return st.sampled_from(["8h", "20h30", "1h", "0h15", "23:59"])
        case FieldType.MONTANT | FieldType.NOMBRE | FieldType.POURCENTAGE:
            return figures.map(lambda n: format(n, "f"))
        case FieldType.PERSONNE:
            return st.sampled_from(["M. Paul Delaunoy", "Odile PERRIGAULT", "Mme Anne DUVAL", "M. Yves d'HÉRISSON"])
        case FieldType.PARCELLE:
            return st.sampled_from(["ZC 14", "AB 1, 2 et 345", "056 A 12 et ZC 3"])
        case _:
            return st.sampled_from([example, wording.upper_first(example), f"{example.rstrip('.')}.", f" {example} "])


_BAD = {
    r"  ": "deux espaces",
    r"\s[,.)]|\(\s": "une espace avant une ponctuation",
    r",\s*[,.;:]|\.\s*[.,;:](?!\.)|;\s*[;,.]|:\s*[,.;]": "deux ponctuations",
    r"\(\s*\)|«\s*»|\[\]": "une parenthèse ou des guillemets vides",
    r"(?<![\u00a0\d])[;:!?»€%](?!//)": "pas d'espace insécable avant la ponctuation",
    r"«(?!\u00a0)": "pas d'espace insécable après le guillemet",
    r"\{|\}|\[\[|\]\]": "une marque de gabarit",
    r"\b[Dd]e (?:les?|des?|du|un)\b(?! [A-Z])(?! (?:y |en )?\w+(?:er|ir|re|oir)\b)": "« de le », « de les »",
    r"\b[àÀ] (?:les?|au|aux)\b(?! [A-Z])(?! (?:y |en )?\w+(?:er|ir|re|oir)\b)": "« à le », « à les »",
    r"\b(?:[Aa]u|[Aa]ux|[Dd]u|[Dd]es) (?:les?|des?|du|au|aux|la)\b(?! [A-Z])": "deux articles",
    r"\b(?:[Ll]e|[Ll]es|[Ll]a) (?:le|les|la|l'|du|des|un|une)\b": "deux articles",
    r"\b(?:[Dd]e|[Qq]ue|[Nn]e|[Ss]e|[Ll]e|[Ll]a|[Jj]usque|[Ll]orsque|[Pp]uisque) (?=[aeiouéèêàâîôû])(?!onz|oui|ou\b|un[e]? |hui|y\b|à\b|est\b|a\b)": "une élision oubliée",
    r"\b[dDlLqQnNsS]u?'(?=[bcdfgjklmnpqrstvwxz])": "une élision de trop",
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b": "une date qui n'est pas écrite à la française",
    r"\d{4,}(?:,\d+)?\u00a0€": "un montant sans espace entre les milliers",
    r"\d\.\d+\u00a0€": "un montant avec un point",
    r"\b(?:Le|le) maire[^.;]{0,60}(?:autorisée|chargée|habilitée)\b": "un féminin pour le maire",
    r"\b(?:La|la) maire[^.;]{0,60}(?:autorisé|chargé|habilité)\b": "un masculin pour la maire",
    r"(?<![\d,.\u00a0])1[ \u00a0](?:ans|jours|heures|euros|mètres|habitants|postes|emplois|agents|membres|lots|adjoints|parcelles|enfants|places|années|semaines|exemplaires|bulletins)\b": "un pluriel après 1",
    r"(?<![\d,.])(?:[2-9]|[1-9]\d+)[ \u00a0](?:an|jour|heure|euro|mètre|habitant|poste|emploi|agent|membre|lot|adjoint|parcelle|enfant|place|année|semaine|exemplaire|bulletin)\b(?!-)": "un singulier après plusieurs",
}
_PATTERNS = [(re.compile(pattern), name) for pattern, name in _BAD.items()]
_FRAGILE = re.compile(r"(?:^|[\s'(«\u00a0])(?:de|que|à|d'|l'|qu')[ \u00a0]?$", re.IGNORECASE)
_TEXTS = frozenset({FieldType.TEXTE, FieldType.TEXTE_LONG})


def remarks(sections: tuple[Section, ...]) -> Iterator[str]:
    """What is wrong in the grammar of a composed act, each with its extract."""
    for section in sections:
        if section.role in {Role.COMPOSITION, Role.SIGNATURES}:
            continue
        for paragraph in section.visible:
            text = paragraph.text.replace("………………………", "x")
            if ".ligne." in paragraph.key:
                continue  # a row of a table, or the blank of a table without a row
            if not all(span.text for span in paragraph.spans):
                yield f"{paragraph.key} : un morceau vide"
            for pattern, name in _PATTERNS:
                if found := pattern.search(text):
                    yield f"{paragraph.key} : {name} : « {text[max(0, found.start() - 40) : found.end() + 30]} »"
            if section.role in {Role.CONSIDERANTS, Role.VISAS} and not text.endswith((",", ":")):
                yield f"{paragraph.key} : finit sans virgule : « {text[-40:]} »"
            if section.role is Role.CONSIDERANTS and not re.match(r"Considérant (?:que |qu'|la |le |les |l')", text):
                yield f"{paragraph.key} : ne commence pas par « Considérant que » : « {text[:40]} »"
            if section.role in {Role.EXPOSE, Role.DISPOSITIF} and not text.endswith((".", ":", "!", "?", "…", "»")):
                yield f"{paragraph.key} : finit sans point : « {text[-40:]} »"
            body = re.sub(r"^Article \d+\u00a0: ", "", text)
            if section.role is not Role.OBJET and body[:1].islower():
                yield f"{paragraph.key} : commence sans majuscule : « {body[:40]} »"


def fragile_junctions(kind: ActType) -> Iterator[str]:
    """« de {texte} », « que {texte} »: what is typed may begin with a vowel or an article."""
    parts = (*kind.visas, *kind.expose, *kind.considerants, *kind.articles)
    for template in (kind.objet, kind.execution or "x", *(p.texte for p in parts if p.texte)):
        for before, slot in _pairs(template):
            champ = kind.champ(slot.name)
            free = champ is not None and champ.type in _TEXTS and slot.form in {"", "minuscule"}
            if free and _FRAGILE.search(before):
                yield f"« {before[-12:]}{{{slot.name}}} » : utilisez {{{slot.name}:de}}, {{{slot.name}:a}} ou « : »"
            if slot.name == "commune" and not slot.form and _FRAGILE.search(before):
                yield f"« {before[-12:]}{{commune}} » : utilisez {{commune:de}} ou {{commune:a}}"


def _pairs(template: str) -> Iterator[tuple[str, Slot]]:
    before = ""
    for node in parse(template):
        for part in node.parts if isinstance(node, Segment) else (node,):
            if isinstance(part, Literal):
                before = part.text
            elif isinstance(part, Slot):
                yield before, part
                before = ""


def composed_text(kind: ActType, fields: Mapping[str, FieldInput], context: Context) -> str:
    """The act as it reads, one paragraph a line."""
    return "\n".join(section.text for section in compose(kind, fields, context).sections)


def figures_of_the_type(sections: tuple[Section, ...]) -> Iterator[str]:
    """Dates and amounts written by the type itself, which no field gives."""
    pattern = re.compile(
        r"\d[\d\u00a0 ,]*\u00a0€|\b\d{1,2}(?:er)?\u00a0(?:janv|févr|mars|avril|mai|juin|juil|août|sept|oct|nov|déc)"
    )
    for section in sections:
        for place in section.origins():
            if place.origin.kind is OriginKind.MODELE_TYPE and section.role is Role.DISPOSITIF:
                yield from (f"{section.role} : « {m.group()} »" for m in pattern.finditer(place.span.text))
