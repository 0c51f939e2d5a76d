"""The facts an act writes: the fields of its type, the commune, the maire, the date; and the forms of each.

Forms: dates `jour` (with the weekday); periods `majuscule`, `inclus`, `debut`, `fin`, `accord|un jour|plusieurs`; numbers
`lettres`, `ordinal`, `ordinale`, `accord|un|plusieurs`; parcels `accord|une|plusieurs`; texts and choices `minuscule`,
`majuscule`, `de`, `a`, `de_minuscule`, `brut` (the option as chosen); persons and the maire `accord|masculin|feminin`;
persons `de`; maire `titre`, `Titre`, `du`, `au`; commune `de`, `a`; departement `de`;
tables `nombre`, `lettres`, `accord|…`, `total.colonne`, `liste.colonne` (« A, B et C »).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from decimal import Decimal

from secretaire.acts import wording
from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import ActType, Champ, Condition, FieldType
from secretaire.acts.fields import Table, canonical
from secretaire.acts.form_values import FormValues
from secretaire.acts.spans import Origin, OriginKind, Span, Value, ValueKind
from secretaire.council.roster import Elu
from secretaire.drafting.compose.context import Context
from secretaire.drafting.template import Slot


class Facts:
    """Every fact of one act, readable by templates.

    Raises:
        UnreadableInput: a field does not suit its type.
    """

    def __init__(self, act_type: ActType, fields: Mapping[str, FieldInput], context: Context) -> None:
        self.act_type = act_type
        self.context = context
        self.wording = Origin(OriginKind.MODELE_TYPE, act_type.id)
        self._values = FormValues(act_type, fields, context.day)
        self._globals = {
            "commune": self._commune,
            "departement": self._departement,
            "maire": self._maire,
            "date_seance": self._date_seance,
            "date_acte": self._date_acte,
            "numero_acte": self._numero,
        }

    def value(self, name: str) -> Value | Table | None:
        """The typed value of a field, given or worked out."""
        return self._values.value(name)

    @property
    def transmissible(self) -> bool:
        """Is the act sent to the State, as the fields are filled?"""
        return self._values.transmissible

    def asked(self, name: str) -> bool:
        """Does the field apply, as the others are filled?"""
        return self._values.asked(name)

    def filled(self, name: str) -> bool:
        """Is there something to write? A global fact always has its place, be it a blank."""
        return name in self._globals or self._values.value(name) is not None

    def holds(self, conditions: Sequence[Condition]) -> bool:
        """Do all the conditions of a paragraph hold?"""
        return self._values.holds(conditions)

    def write(self, slot: Slot) -> tuple[Span, ...]:
        """The spans of a slot."""
        if slot.name in self._globals:
            return self._globals[slot.name](slot)
        champ = self.act_type.champ(slot.name)
        if champ is None:
            raise LookupError(slot.name)
        value = self._values.value(slot.name)
        if value is None:
            if slot.form == "accord":  # the blank itself is written elsewhere
                usual = 0 if champ.type in _USUALLY_ONE else -1
                return (Span(wording.typography(slot.choices[usual]), self.wording),)
            return (self.blank(champ, slot.form),) if champ.obligatoire and self._values.asked(champ.nom) else ()
        if isinstance(value, Table):
            if slot.form.startswith("liste."):
                return self._listed(champ, value, slot.form.removeprefix("liste."))
            return (self._table_fact(champ, value, slot),)
        origin = Origin(OriginKind.SAISIE, champ.nom)
        if slot.form == "accord":
            return (Span(wording.typography(self._agreed(value, slot.choices)), self.wording),)
        return (Span(self._written(champ, value, slot.form), origin, value),)

    def blank(self, champ: Champ, form: str = "") -> Span:
        """« [coût hors taxes à compléter] », with the preposition its form would have written."""
        before = "de " if form.startswith("de") else "à " if form == "a" else ""
        text = wording.typography(f"{before}[{wording.lower_first(champ.libelle)} à compléter]")
        return Span(text, Origin(OriginKind.SAISIE, champ.nom), blank=True)

    def missing(self, source: str, label: str) -> Span:
        """The blank of a fact of the commune or of the seance."""
        return Span(f"[{label} à compléter]", Origin(OriginKind.COMMUNE, source), blank=True)

    def said(self, text: str) -> Span:
        """Wording of the house, under the name of the act type."""
        return Span(wording.typography(text), self.wording)

    def known(self, source: str, text: str, value: Value | None = None) -> Span:
        """A fact of the commune, the roster or the seance."""
        return Span(text, Origin(OriginKind.COMMUNE, source), value)

    def person(self, source: str, elu: Elu) -> Span:
        """« Mme Claire MARTIN »."""
        return self.known(source, f"{elu.civilite} {elu.full_name}", Value(ValueKind.PERSONNE, elu.full_name))

    def day(self, source: str, day: date) -> Span:
        """« 18 décembre 2026 »."""
        return self.known(source, wording.day(day), Value(ValueKind.DATE, day.isoformat()))

    def rewritten(self, span: Span) -> Span | None:
        """A fact of an older composition with its present value, in the form it had; None when it cannot be told.

        The form is found again by writing the old value in every form until one gives the old text.
        """
        champ = self.act_type.champ(span.origin.source)
        new = self._values.value(span.origin.source)
        if champ is None or span.value is None or not isinstance(new, Value) or new.kind is not span.value.kind:
            return None
        if new == span.value:
            return span
        for form in _FORMS[new.kind]:
            if self._written(champ, span.value, form) == span.text:
                return Span(self._written(champ, new, form), span.origin, new)
        return None

    def _written(self, champ: Champ, value: Value, form: str) -> str:
        if value.kind is ValueKind.PERSONNE:
            elu = self._elu(value.raw)
            name = f"{elu.civilite} {elu.full_name}" if elu else value.raw
            return wording.de(name) if form == "de" else name
        if value.kind is ValueKind.TEXTE:
            return _text(value.raw if form == "brut" else champ.redaction.get(value.raw, value.raw), form)
        if value.kind is ValueKind.NOMBRE and champ.unite and not form:
            return wording.quantity(Decimal(value.raw))
        return write_value(value, form)

    def _agreed(self, value: Value, choices: tuple[str, ...]) -> str:
        if value.kind is ValueKind.PERSONNE:
            elu = self._elu(value.raw)
            feminine = elu.feminine if elu else re.match(r"(?i)(mme|madame|mlle)\b", value.raw) is not None
            return choices[1 if feminine else 0]
        if value.kind is ValueKind.PERIODE:
            first, _, last = value.raw.partition("/")
            return choices[0 if first == last else 1]
        if value.kind is ValueKind.PARCELLE:
            return choices[1 if "," in value.raw else 0]
        return choices[0 if abs(Decimal(value.raw)) < 2 else 1]

    def _table_fact(self, champ: Champ, table: Table, slot: Slot) -> Span:
        origin = Origin(OriginKind.SAISIE, champ.nom)
        count = Decimal(len(table.rows))
        if slot.form == "accord":
            return Span(wording.typography(slot.choices[0 if count < 2 else 1]), self.wording)
        if slot.form.startswith("total."):
            column = next(c for c in table.columns if c.nom == slot.form.removeprefix("total."))
            kind = ValueKind.MONTANT if column.type is FieldType.MONTANT else ValueKind.NOMBRE
            value = Value(kind, canonical(table.total(column.nom)))
            return Span(write_value(value), origin, value)
        value = Value(ValueKind.NOMBRE, canonical(count))
        return Span(write_value(value, slot.form), origin, value)

    def _listed(self, champ: Champ, table: Table, column: str) -> tuple[Span, ...]:
        """« A, B et C »: the cells of a column, each a fact."""
        origin = Origin(OriginKind.SAISIE, champ.nom)
        cells = [row[column] for row in table.rows if column in row]
        spans: list[Span] = []
        for rank, cell in enumerate(cells):
            if rank:
                spans.append(self.said(" et " if rank == len(cells) - 1 else ", "))
            spans.append(Span(self._written(champ, cell, ""), origin, cell))
        return tuple(spans) or (self.blank(champ),)

    def _elu(self, name: str) -> Elu | None:
        """The member a typed name designates, civilité and order of the names ignored."""
        wanted = set(re.sub(r"^(M\.|Mme|Monsieur|Madame)\s+", "", name).casefold().split())
        return next((e for e in self.context.roster.elus if set(e.full_name.casefold().split()) == wanted), None)

    def _commune(self, slot: Slot) -> tuple[Span, ...]:
        commune = self.context.commune
        match slot.form:
            case "de":
                text = wording.de_commune(commune.nom, commune.liaison)
            case "a":
                text = wording.a_commune(commune.nom)
            case _:
                text = commune.nom
        return (self.known("commune.nom", text, Value(ValueKind.TEXTE, commune.nom)),)

    def _departement(self, slot: Slot) -> tuple[Span, ...]:
        commune = self.context.commune
        name = commune.departement
        text = wording.de_departement(name, commune.liaison_departement) if slot.form == "de" else name
        return (self.known("commune.departement", text, Value(ValueKind.TEXTE, name)),)

    def _maire(self, slot: Slot) -> tuple[Span, ...]:
        maire = self.context.maire
        if slot.form:
            title = maire_title(maire)
            feminine = title.startswith("la")
            texts = {
                "titre": title,
                "Titre": wording.upper_first(title),
                "du": "de la maire" if feminine else "du maire",
                "au": "à la maire" if feminine else "au maire",
                "accord": slot.choices[1 if feminine else 0] if slot.choices else "",
            }
            return (self.known("elus.maire", texts[slot.form]),)
        return (self.person("elus.maire", maire) if maire else self.missing("elus.maire", "nom du maire"),)

    def _date_seance(self, _: Slot) -> tuple[Span, ...]:
        day = self.context.day
        return (self.day("seance.date", day) if day else self.missing("seance.date", "date de la séance"),)

    def _date_acte(self, _: Slot) -> tuple[Span, ...]:
        day = self.context.act_date
        return (self.day("signature.date", day) if day else self.missing("signature.date", "date de signature"),)

    def _numero(self, _: Slot) -> tuple[Span, ...]:
        numero = self.context.numero
        if not numero:
            return (self.missing("signature.numero", "numéro"),)
        return (self.known("acte.numero", numero, Value(ValueKind.REFERENCE, numero)),)


def maire_title(maire: Elu | None) -> str:
    """« le maire » or « la maire »: as the roster says it, else by the civilité."""
    fonction = maire.fonction.strip().lower() if maire else ""
    if fonction.startswith(("le ", "la ")):
        return fonction
    return "la maire" if maire and maire.feminine else "le maire"


_FORMS: dict[ValueKind, tuple[str, ...]] = {
    ValueKind.TEXTE: ("", "minuscule", "majuscule", "de", "a", "de_minuscule", "brut"),
    ValueKind.DATE: ("", "jour"),
    ValueKind.NOMBRE: ("", "lettres", "ordinal", "ordinale"),
    ValueKind.HEURE: ("",),
    ValueKind.MONTANT: ("",),
    ValueKind.POURCENTAGE: ("",),
    ValueKind.PERSONNE: ("", "de"),
    ValueKind.PERIODE: ("", "majuscule", "inclus", "debut", "fin"),
    ValueKind.PARCELLE: ("",),
    ValueKind.REFERENCE: ("",),
}

_USUALLY_ONE = frozenset({FieldType.PERSONNE, FieldType.PARCELLE})
_TEXT_FORMS = frozenset({"", "minuscule", "majuscule", "de", "a", "de_minuscule"})
FIELD_FORMS: dict[FieldType, frozenset[str]] = {
    FieldType.TEXTE: _TEXT_FORMS,
    FieldType.TEXTE_LONG: _TEXT_FORMS,
    FieldType.CHOIX: _TEXT_FORMS | {"brut"},
    FieldType.DATE: frozenset({"", "jour"}),
    FieldType.NOMBRE: frozenset({"", "lettres", "ordinal", "ordinale", "accord"}),
    FieldType.HEURE: frozenset({""}),
    FieldType.MONTANT: frozenset({"", "accord"}),
    FieldType.POURCENTAGE: frozenset({""}),
    FieldType.PERSONNE: frozenset({"", "de", "accord"}),
    FieldType.PERIODE: frozenset({"", "majuscule", "inclus", "debut", "fin", "accord"}),
    FieldType.PARCELLE: frozenset({"", "accord"}),
    FieldType.TABLEAU: frozenset({"nombre", "lettres", "accord", "total", "liste"}),
}
GLOBAL_FORMS: dict[str, frozenset[str]] = {
    "commune": frozenset({"", "de", "a"}),
    "departement": frozenset({"", "de"}),
    "maire": frozenset({"", "titre", "Titre", "du", "au", "accord"}),
    "date_seance": frozenset({""}),
    "date_acte": frozenset({""}),
    "numero_acte": frozenset({""}),
}


def write_value(value: Value, form: str = "") -> str:
    """A typed value in French."""
    match value.kind:
        case ValueKind.DATE:
            day = date.fromisoformat(value.raw)
            return wording.weekday(day) if form == "jour" else wording.day(day)
        case ValueKind.PERIODE:
            return _period(value.raw, form)
        case ValueKind.PARCELLE:
            return wording.enumeration([parcel.replace(" ", wording.NBSP) for parcel in value.raw.split(", ")])
        case ValueKind.HEURE:
            return wording.hour(time.fromisoformat(value.raw))
        case ValueKind.MONTANT:
            return wording.amount(Decimal(value.raw))
        case ValueKind.POURCENTAGE:
            return wording.percentage(Decimal(value.raw))
        case ValueKind.NOMBRE:
            quantity = Decimal(value.raw)
            if quantity != int(quantity):
                return wording.number(quantity)
            match form:
                case "lettres":
                    return wording.number_in_words(int(quantity))
                case "ordinal" | "ordinale":
                    return wording.ordinal(int(quantity), feminine=form == "ordinale")
                case _:
                    return wording.number(quantity)
        case _:
            return _text(value.raw, form)


def _period(raw: str, form: str) -> str:
    first, last = (date.fromisoformat(day) for day in raw.split("/"))
    match form:
        case "debut":
            return wording.day(first)
        case "fin":
            return wording.day(last)
        case "inclus" if first != last:
            return f"{wording.period(first, last)} inclus"
        case "majuscule":
            return wording.upper_first(wording.period(first, last))
        case _:
            return wording.period(first, last)


def _text(raw: str, form: str) -> str:
    """A typed text inside a sentence: lines joined, final stop left to the sentence."""
    lines = [re.sub(r"^[-–•*]\s*", "", line).rstrip(" .;,:") for line in raw.split("\n")]
    text = wording.typography(" ; ".join(line for line in lines if line) or " ".join(raw.split("\n")))
    if form.endswith("minuscule"):
        text = wording.lower_first(text)
    if form == "majuscule":
        text = wording.upper_first(text)
    if form == "a":
        return wording.a(text)
    return wording.de(text) if form.startswith("de") else text
