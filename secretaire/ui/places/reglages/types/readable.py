"""A clause as a person reads it: the label of each field in brackets, when it is written, what may be put in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from secretaire.acts.act_type import ActType, Champ, Condition, FieldType
from secretaire.acts.adaptation import Partie
from secretaire.desk.act_types import Clause
from secretaire.drafting.compose.visas import CODES
from secretaire.drafting.template import Literal, Segment, Slot, TemplateError, parse
from secretaire.ui.style.tokens import Palette

PARTS = {
    Partie.EXPOSE: "Exposé",
    Partie.VISAS: "Visas",
    Partie.CONSIDERANTS: "Considérants",
    Partie.ARTICLES: "Articles",
}
ONE_OF = {
    Partie.EXPOSE: "un paragraphe d'exposé",
    Partie.VISAS: "un visa",
    Partie.CONSIDERANTS: "un considérant",
    Partie.ARTICLES: "un article",
}
_GLOBALS = {
    "commune": "la commune",
    "departement": "le département",
    "maire": "le maire",
    "date_seance": "jour de la séance",
    "date_acte": "jour de l'acte",
    "numero_acte": "numéro de l'acte",
}
_INSERTED_GLOBALS = (
    ("Nom de la commune", "{commune}"),
    ("Nom de la commune, avec « de »", "{commune:de}"),
    ("« Le maire » ou « La maire »", "{maire:Titre}"),
    ("Jour de la séance", "{date_seance}"),
    ("Jour de l'acte", "{date_acte}"),
)


@dataclass(frozen=True, slots=True)
class Insertion:
    """A field that may be put in a clause: what the menu says, what is written."""

    words: str
    template: str


def insertions(kind: ActType) -> tuple[Insertion, ...]:
    """The fields of the type by their labels, then what every act knows; an optional one comes with its brackets."""
    found = [each for champ in kind.champs for each in _of_field(champ)]
    return (*found, *(Insertion(words, template) for words, template in _INSERTED_GLOBALS))


def _of_field(champ: Champ) -> Iterator[Insertion]:
    if champ.type is not FieldType.TABLEAU:
        yield Insertion(champ.libelle, _guarded(champ, f"{{{champ.nom}}}"))
        return
    for column in champ.colonnes:
        if column.type is FieldType.MONTANT:
            total = _guarded(champ, f"{{{champ.nom}:total.{column.nom}}}")
            yield Insertion(f"{champ.libelle} : total, {column.libelle}", total)
        elif column.type is FieldType.TEXTE:
            listed = _guarded(champ, f"{{{champ.nom}:liste.{column.nom}}}")
            yield Insertion(f"{champ.libelle} : liste, {column.libelle}", listed)


def _guarded(champ: Champ, template: str) -> str:
    return template if champ.obligatoire or champ.defaut else f"[[ {template}]]"


def html_of(clause: Clause, text: str, kind: ActType, palette: Palette) -> str:
    """The wording with its fields in tinted brackets; as it is when it cannot be read."""
    before, after = "", ""
    if clause.part is Partie.VISAS:
        before = "Vu "
        text = CODES.get(text, text) if clause.kept_by_us else text
        after = f", {', '.join(clause.articles)}" if clause.articles else ""
    try:
        nodes = parse(text)
    except TemplateError:
        return escape(before + text + after)
    written = "".join(
        f"<i>{_leaves(node.parts, kind, palette)}</i>" if isinstance(node, Segment) else _leaves((node,), kind, palette)
        for node in nodes
    )
    return f"{before}{written}{escape(after)}"


def _leaves(parts: tuple[Literal | Slot, ...], kind: ActType, palette: Palette) -> str:
    return "".join(escape(part.text) if isinstance(part, Literal) else _chip(part, kind, palette) for part in parts)


def _chip(slot: Slot, kind: ActType, palette: Palette) -> str:
    words = " / ".join(filter(None, slot.choices)) if slot.choices else field_words(slot.name, kind)
    return f'<span style="background-color:{palette.accent_soft}; color:{palette.text}">[{escape(words)}]</span>'


def field_words(name: str, kind: ActType) -> str:
    """The label of a field, or of what every act knows."""
    champ = kind.champ(name.partition(".")[0])
    return champ.libelle if champ else _GLOBALS.get(name, name)


def when(conditions: tuple[Condition, ...], kind: ActType) -> str:
    """« si « Dispositif » est DETR ou DSIL » ; empty for a clause always written."""
    return " et ".join(_condition(each, kind) for each in conditions)


def _condition(condition: Condition, kind: ActType) -> str:
    field = f"« {field_words(condition.champ, kind)} »"
    if condition.superieur_a or condition.inferieur_a:
        return f"selon la valeur de {field}"
    if condition.comme:
        relation = "n'est pas" if condition.sauf else "est"
        return f"si {field} {relation} le même que « {field_words(condition.comme, kind)} »"
    if condition.vaut:
        values = (" ni " if condition.sauf else " ou ").join(f"« {value} »" for value in condition.vaut)
        relation = "n'est pas" if condition.sauf else "est"
        return f"si {field} {relation} {values}"
    return f"si {field} est {'vide' if condition.sauf else 'rempli'}"
