"""What a person typed in a field, read into a typed value.

The small parsers raise ValueError with a French cause; `read_field` turns it into the error a person sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation

from secretaire.acts import wording
from secretaire.acts.act import FieldInput
from secretaire.acts.act_type import Champ, Colonne, FieldType
from secretaire.acts.spans import Value, ValueKind
from secretaire.errors import Code, UnreadableInput

_ABBREVIATIONS = {
    "janv": 1,
    "jan": 1,
    "fevr": 2,
    "fev": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_CENT = Decimal("0.01")
_PARCEL_PARTS = re.compile(
    r"(?P<section>\b(?:\d{3}\s*)?(?:[A-Z]{1,2}|\d[A-Z])(?=\s*\d{1,4}\b))|(?P<number>\d{1,4}(?![\w]))"
    r"|(?P<link>\s+|,|;|\bET(?= [A-Z])|\bLES?\b|\bLA\b|\bSECTIONS?\b|\bPARCELLES?\b|\bCADASTRÉES?\b|\bNUMÉROS?\b)|(?P<other>.)"
)
_MAX_PARCELS = 40
_ASK_DATE = "écrivez une date comme 15/06/2026 ou 15 juin 2026"
_MAX_DIGITS = 12  # a commune's budget fits; beyond, it is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table field; a cell left empty is absent from its row."""

    columns: tuple[Colonne, ...]
    rows: tuple[Mapping[str, Value], ...]

    def total(self, column: str) -> Decimal:
        """Sum of a column of amounts or numbers."""
        return sum((Decimal(row[column].raw) for row in self.rows if column in row), Decimal(0))


def read_field(champ: Champ, given: FieldInput | None) -> Value | Table | None:
    """The typed value of a field; None when it is empty.

    Raises:
        UnreadableInput: what was typed does not suit the type of the field (FIELD_INVALID).
    """
    try:
        if champ.type is FieldType.TABLEAU:
            return _read_table(champ, given)
        text = _clean(given) if isinstance(given, str | None) else _not_a_table()
        if champ.unite:
            text = _without_unit(text, champ.unite)
        return _within(champ, _READERS[champ.type](champ.options, text)) if text else None
    except ValueError as error:
        raise UnreadableInput(
            Code.FIELD_INVALID, champ=champ.libelle, valeur=str(given), cause=str(error), nom=champ.nom
        ) from error


def parse_date(text: str) -> date:
    """« 15/06/2026 », « 15.6.26 », « 2026-06-15 », « 1er juin 2026 », « lundi 15 juin 2026 »."""
    plain = _fold(_clean(text))
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain)
    if iso:
        return _date(*(int(g) for g in iso.groups()))
    figures = re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})", plain)
    if figures:
        d, m, y = figures.groups()
        return _date(int(y) if len(y) == 4 else 2000 + int(y), int(m), int(d))
    words = re.fullmatch(r"(?:le\s+)?(?:([a-z]+)\s+)?(\d{1,2})(?:er)?\s+([a-z]+)\.?\s+(\d{4})", plain)
    if words is None or (month := _month(words.group(3))) is None:
        raise ValueError(_ASK_DATE)
    found = _date(int(words.group(4)), month, int(words.group(2)))
    weekday = words.group(1)
    if weekday in _WEEKDAYS and weekday != _WEEKDAYS[found.weekday()]:
        raise ValueError(f"le {wording.day(found)} est un {_WEEKDAYS[found.weekday()]}, pas un {weekday}")
    if weekday and weekday not in _WEEKDAYS:
        raise ValueError(_ASK_DATE)
    return found


def parse_time(text: str) -> time:
    """« 20h30 », « 20 h », « 20:30 », « 20 heures 30 », « 20 »."""
    found = re.fullmatch(r"(\d{1,2})(?:\s*(?:h|:|heures?)\s*(?:(\d{2})(?:\s*min(?:utes)?)?)?)?", _fold(_clean(text)))
    if found is None:
        raise ValueError("écrivez une heure comme 20h30")
    hours, minutes = int(found.group(1)), int(found.group(2) or 0)
    if hours > 23 or minutes > 59:
        raise ValueError("cette heure n'existe pas")
    return time(hours, minutes)


def parse_period(text: str) -> tuple[date, date]:
    """First and last day: « du 3 au 7 août 2026 », « 30/07/2026 - 03/08/2026 », « le 12 juin 2026 ».

    The month and the year of the last day serve the first one when it has none.
    """
    plain = re.sub(r"\s+inclus$", "", _fold(_clean(text)))
    sides = re.fullmatch(
        r"(?:du\s+|entre\s+le\s+)?(.+?)(?:\s+(?:au|et\s+le|-|a)\s+|\s*[\u2013\u2192]\s*|\s+-\s+)(.+)", plain
    )
    try:
        if sides is None:
            day = parse_date(text)
            return day, day
        last = parse_date(sides.group(2))
        first = parse_date(_completed(sides.group(1), last))
    except ValueError as error:
        raise ValueError(
            str(error).replace(_ASK_DATE, "écrivez une période comme « du 3 au 7 août 2026 », ou une date")
        ) from error
    if first > last:
        raise ValueError(f"la période finit le {wording.day(last)}, avant de commencer le {wording.day(first)}")
    return first, last


def parse_parcels(text: str) -> tuple[str, ...]:
    """Cadastral parcels: « ZC 14 », « section AB n° 12 et 13 », « 056 ZC 14 » (with the code of a former commune).

    The section is given once for several numbers.
    """
    found: list[str] = []
    section = ""
    plain = re.sub(r"(?<=\d)\s+ET\s+(?=\d)", ", ", _clean(text).upper().replace("N°", " ").replace("Nº", " "))
    for part in _PARCEL_PARTS.finditer(plain):
        if part.lastgroup == "section":
            section = " ".join(part.group().split())
        elif part.lastgroup == "number" and section:
            found.append(f"{section} {int(part.group())}")
            if len(found) > _MAX_PARCELS:
                raise ValueError("il y a trop de parcelles pour une ligne")
        elif part.lastgroup != "link":
            raise ValueError("écrivez une parcelle comme ZC 14, ou AB 12 et 13")
    if not found or plain.endswith(section):
        raise ValueError("écrivez une parcelle comme ZC 14, ou AB 12 et 13")
    return tuple(dict.fromkeys(found))


def parse_decimal(text: str) -> Decimal:
    """« 12 400 », « 12400,00 », « 12.400,50 », « -3,5 ».

    A point before three digits groups thousands; a comma before three digits could be either: it is refused.
    """
    plain = re.sub(r"\s", "", _clean(text)).replace("\u2212", "-").replace("\u2013", "-")
    if re.search(r"\d\s\d{1,2}(\D|$)", _clean(text)) or re.search(r"\d{4,}\s\d|(^|\D)\d\s\d{4,}", _clean(text)):
        raise ValueError("vérifiez les espaces entre les chiffres")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", plain):
        plain = plain.replace(".", "")
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", plain):
        raise ValueError(f"« {text} » peut se lire de deux façons : écrivez {plain.replace(',', ' ')} ou {plain[:-1]}")
    if not re.fullmatch(r"[+-]?\d+([.,]\d+)?", plain):
        raise ValueError("écrivez un nombre en chiffres")
    if len(re.sub(r"\D", "", plain)) > _MAX_DIGITS:
        raise ValueError("ce nombre a trop de chiffres")
    try:
        value = Decimal(plain.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError("écrivez un nombre en chiffres") from error
    return value if value else abs(value)


def parse_amount(text: str) -> Decimal:
    """Euros, at most two decimals: « 12 400 € », « 1 200 euros », « 12.400,50 »."""
    bare = re.sub(r"(?i)\s*(€|euros?|eur)$", "", _clean(text))
    try:
        value = parse_decimal(bare)
    except ValueError as error:
        raise ValueError(str(error).replace("un nombre en chiffres", "un montant comme 12 400,50")) from error
    if value != value.quantize(_CENT):
        raise ValueError("un montant a deux décimales au plus")
    return value


def parse_percentage(text: str) -> Decimal:
    """« 37,5 % », « 80 »."""
    value = parse_decimal(re.sub(r"\s*%$", "", _clean(text)))
    if value < 0:
        raise ValueError("un pourcentage ne peut pas être négatif")
    return value


def parse_choice(text: str, options: Sequence[str]) -> str:
    """The option that was named, in full or by an unambiguous beginning, accents and case ignored."""
    wanted = _fold(_clean(text))
    same = [o for o in options if _fold(o) == wanted]
    found = same or [o for o in options if _fold(o).startswith(wanted)]
    if len(found) != 1:
        raise ValueError(f"choisissez parmi : {' ; '.join(options)}")
    return found[0]


def canonical(value: Decimal) -> str:
    """A decimal as `Value.raw` keeps it: point, no exponent, no useless zero."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _read_text(_: Sequence[str], text: str) -> Value:
    return Value(ValueKind.TEXTE, text)


def _read_date(_: Sequence[str], text: str) -> Value:
    return Value(ValueKind.DATE, parse_date(text).isoformat())


def _read_hour(_: Sequence[str], text: str) -> Value:
    return Value(ValueKind.HEURE, parse_time(text).isoformat("minutes"))


def _read_amount(_: Sequence[str], text: str) -> Value:
    value = parse_amount(text)
    if value < 0:
        raise ValueError("un montant négatif n'est pas possible ici")
    return Value(ValueKind.MONTANT, canonical(value))


def _read_signed_amount(_: Sequence[str], text: str) -> Value:
    return Value(ValueKind.MONTANT, canonical(parse_amount(text)))


def _read_number(_: Sequence[str], text: str) -> Value:
    return Value(ValueKind.NOMBRE, canonical(parse_decimal(text)))


def _read_percentage(_: Sequence[str], text: str) -> Value:
    return Value(ValueKind.POURCENTAGE, canonical(parse_percentage(text)))


def _read_person(_: Sequence[str], text: str) -> Value:
    return Value(ValueKind.PERSONNE, " ".join(text.split()))


def _read_choice(options: Sequence[str], text: str) -> Value:
    return Value(ValueKind.TEXTE, parse_choice(text, options))


def _read_period(_: Sequence[str], text: str) -> Value:
    first, last = parse_period(text)
    return Value(ValueKind.PERIODE, f"{first.isoformat()}/{last.isoformat()}")


def _read_parcels(_: Sequence[str], text: str) -> Value:
    return Value(ValueKind.PARCELLE, ", ".join(parse_parcels(text)))


_READERS: dict[FieldType, Callable[[Sequence[str], str], Value]] = {
    FieldType.TEXTE: _read_text,
    FieldType.TEXTE_LONG: _read_text,
    FieldType.DATE: _read_date,
    FieldType.HEURE: _read_hour,
    FieldType.MONTANT: _read_amount,
    FieldType.NOMBRE: _read_number,
    FieldType.POURCENTAGE: _read_percentage,
    FieldType.PERSONNE: _read_person,
    FieldType.CHOIX: _read_choice,
    FieldType.PERIODE: _read_period,
    FieldType.PARCELLE: _read_parcels,
}


def _without_unit(text: str, unit: str) -> str:
    """« 35 heures » in a field counted in hours; the words of the unit, whole or singular."""
    bare = re.fullmatch(r"([\d\s.,+\-\u2212]+)\s*(\D+)", text)
    if bare and _fold(bare.group(2)).rstrip("s. ") == _fold(unit).rstrip("s. "):
        return bare.group(1).strip()
    return text


def _within(champ: Champ, value: Value) -> Value:
    """The value when it suits the bounds of the field."""
    if value.kind not in {ValueKind.NOMBRE, ValueKind.MONTANT, ValueKind.POURCENTAGE}:
        return value
    quantity = Decimal(value.raw)
    if champ.entier and quantity != quantity.to_integral_value():
        raise ValueError("un nombre entier est attendu")
    if champ.minimum is not None and quantity < champ.minimum:
        raise ValueError(f"{wording.number(champ.minimum)} au moins")
    if champ.maximum is not None and quantity > champ.maximum:
        raise ValueError(f"{wording.number(champ.maximum)} au plus")
    return value


def _completed(start: str, last: date) -> str:
    """« 3 », « 3 août » with the month and the year of the last day."""
    start = re.sub(r"^(?:le|du)\s+", "", start.strip())
    if re.fullmatch(r"(?:[a-z]+\s+)?\d{1,2}(?:er)?", start):
        return f"{start} {_fold(wording.MONTHS[last.month - 1])} {last.year}"
    if re.fullmatch(r"\d{1,2}\s*[/.]\s*\d{1,2}", start):
        return f"{start}/{last.year}"
    if re.fullmatch(r"(?:[a-z]+\s+)?\d{1,2}(?:er)?\s+[a-z]+\.?", start):
        return f"{start} {last.year}"
    return start


def _read_table(champ: Champ, given: FieldInput | None) -> Table | None:
    if isinstance(given, str):
        if given.strip():
            raise ValueError(
                f"donnez des lignes avec les colonnes {wording.enumeration([c.nom for c in champ.colonnes])}"
            )
        return None
    rows = [_read_row(champ.colonnes, row, rank) for rank, row in enumerate(given or (), start=1)]
    filled = tuple(row for row in rows if row)
    return Table(champ.colonnes, filled) if filled else None


def _read_row(columns: Iterable[Colonne], row: Mapping[str, str], rank: int) -> Mapping[str, Value]:
    known = {c.nom: c for c in columns}
    unknown = [name for name in row if name not in known]
    if unknown:
        raise ValueError(f"ligne {rank}, la colonne « {unknown[0]} » n'existe pas (colonnes : {', '.join(known)})")
    cells: dict[str, Value] = {}
    for column in known.values():
        text = _clean(str(row.get(column.nom) or ""))
        if not text:
            continue
        # credits of a budget decision may be withdrawn: a column takes negative amounts
        reader = _read_signed_amount if column.type is FieldType.MONTANT else _READERS[column.type]
        try:
            cells[column.nom] = _read_choice(column.options, text) if column.options else reader((), text)
        except ValueError as error:
            raise ValueError(f"ligne {rank}, {wording.lower_first(column.libelle)} : {error}") from error
    return cells


def _not_a_table() -> str:
    raise ValueError("une seule valeur est attendue, pas un tableau")


def _clean(text: str | None) -> str:
    """NFC, special spaces made plain, control characters out; line breaks are kept."""
    composed = unicodedata.normalize("NFC", wording.fold_spaces(text or "")).replace("\r\n", "\n").replace("\t", " ")
    if not composed.replace("\n", "").isprintable():
        composed = "".join(c for c in composed if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf"})
    return "\n".join(line for line in (" ".join(part.split()) for part in composed.split("\n")) if line)


def _fold(text: str) -> str:
    """Lower case without accents, for comparisons."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _month(word: str) -> int | None:
    for rank, name in enumerate(wording.MONTHS, start=1):
        if _fold(name) == word:
            return rank
    return _ABBREVIATIONS.get(word)


def _date(year: int, month: int, day: int) -> date:
    if not 1900 <= year <= 2200:
        raise ValueError(f"l'année {year} est hors du possible")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError("cette date n'existe pas dans le calendrier") from error
