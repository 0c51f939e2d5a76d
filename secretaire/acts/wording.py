"""French as acts write it: dates, hours, amounts, lists, elisions and agreements.

House rules: the only special space is U+00A0; an amount carries cents only when it is not round
(« 12 400 € », « 12 400,50 € »); the apostrophe is the straight one, as in the official list of communes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal
from num2words import num2words

NBSP = "\u00a0"

_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæ")
# An « h » is mute unless the word is here: the aspirated ones an act may meet after « de ».
_ASPIRATED = [
    "hache",
    "haie",
    "hall",
    "halle",
    "halte",
    "hameau",
    "handball",
    "handicap",
    "hangar",
    "haras",
    "harcèlement",
    "haricot",
    "hausse",
    "haut",
    "haute",
    "hauts",
    "hautes",
    "hauteur",
    "havre",
    "hérisson",
    "héron",
    "hêtre",
    "heurt",
    "hockey",
    "honte",
    "hors",
    "houblon",
    "huit",
    "huitième",
    "hutte",
]

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


@lru_cache(maxsize=1024)
def day(value: date) -> str:
    """« 1er juillet 2026 », « 18 décembre 2026 »."""
    rest = format_date(value, f"MMMM{NBSP}y", locale="fr")
    return f"{'1er' if value.day == 1 else value.day}{NBSP}{rest}"


def weekday(value: date) -> str:
    """« vendredi 18 décembre 2026 »."""
    return f"{format_date(value, 'EEEE', locale='fr')} {day(value)}"


def year_in_words(value: date) -> str:
    """« deux mille vingt-six »."""
    return number_in_words(value.year)


def day_in_words(value: date) -> str:
    """« premier juillet », « dix-huit décembre »: the day and month of the opening of a deliberation."""
    rank = "premier" if value.day == 1 else number_in_words(value.day)
    return f"{rank} {format_date(value, 'MMMM', locale='fr')}"


def period(first: date, last: date) -> str:
    """« du 3 au 7 août 2026 », « du 30 juillet au 3 août 2026 », « le 12 juin 2026 »."""
    if first == last:
        return f"le {day(first)}"
    start = day(first)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}").removesuffix(f"{NBSP}{first.year}")
        if first.month == last.month:
            start = re.split(r"[ \u00a0]", start)[0]
    return f"du {start} au {day(last)}"


def hour(value: time) -> str:
    """« 20 heures 30 », « 1 heure »."""
    unit = "heures" if value.hour > 1 else "heure"
    minutes = f"{NBSP}{value.minute:02d}" if value.minute else ""
    return f"{value.hour}{NBSP}{unit}{minutes}"


@lru_cache(maxsize=512)
def number_in_words(value: int) -> str:
    """« deux mille vingt-six »."""
    return str(num2words(value, lang="fr"))


def _grouped(value: Decimal, pattern: str) -> str:
    # Babel groups with U+202F, which many fonts of town halls lack
    # and writes the minus as a hyphen, which a line may break after
    return format_decimal(value, pattern, locale="fr").replace("\u202f", NBSP).replace("-", "\u2212")


def amount(value: Decimal) -> str:
    """Euros: « 12 400 € », « 12 400,50 € »."""
    if value == value.to_integral_value():
        return f"{_grouped(value, '#,##0')}{NBSP}€"
    return amount_with_cents(value)


def amount_with_cents(value: Decimal) -> str:
    """Euros in a column where one amount at least is not round: « 12 400,00 € »."""
    return f"{_grouped(value, '#,##0.00')}{NBSP}€"


def number(value: Decimal) -> str:
    """« 350 », « 12,5 », « 12 400 »; four digits stay together so that a year reads « 2026 »."""
    plain = value.normalize() if value != value.to_integral_value() else value.to_integral_value()
    return _grouped(plain, "#,##0.######" if abs(value) >= 10_000 else "0.######")


def quantity(value: Decimal) -> str:
    """What is counted or measured: « 1 250 », « 12,5 »; a year is a `number`, a surface a quantity."""
    plain = value.normalize() if value != value.to_integral_value() else value.to_integral_value()
    return _grouped(plain, "#,##0.######")


def percentage(value: Decimal) -> str:
    """« 37,5 % », two decimals at most."""
    return f"{_grouped(value, '0.##')}{NBSP}%"


def ordinal(rank: int, *, feminine: bool = False) -> str:
    """« 1er », « 1re », « 2e »."""
    if rank == 1:
        return "1re" if feminine else "1er"
    return f"{rank}e"


def enumeration(items: Sequence[str], last: str = "et") -> str:
    """« a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def elides(word: str) -> bool:
    """Does « de » become « d' » before this text?"""
    first = re.match(r"[^\W\d_]+", word)
    if first is None:
        return False
    word_read = first.group().lower()
    if word_read[0] == "h":
        return word_read.rstrip("s") not in _ASPIRATED and word_read not in _ASPIRATED
    if word_read[0] == "y":
        return len(word_read) == 1 or word_read[1] not in _VOWELS
    if word_read in {"onze", "onzième", "oui", "un"}:
        return word_read == "un"
    return word_read[0] in _VOWELS


def de(text: str) -> str:
    """« de réfection », « d'installation », « du Fonds vert », « des Andelys »: a leading article contracts."""
    if contracted := _contracted(text, "du", "des"):
        return contracted
    return f"d'{text}" if elides(text) else f"de {text}"


def a(text: str) -> str:
    """« à l'association », « au département », « aux riverains »."""
    return _contracted(text, "au", "aux") or f"à {text}"


def _contracted(text: str, singular: str, plural: str) -> str:
    article, _, rest = text.partition(" ")
    return {"le": f"{singular} {rest}", "les": f"{plural} {rest}"}.get(article.lower(), "") if rest else ""


def de_commune(nom: str, liaison: int) -> str:
    """« d'Aubigny », « du Mans », « de La Roche », « des Andelys », from the INSEE code of the liaison.

    The code only decides the elision: names carry their article, and a few codes of the list ignore it.
    Overseas collectivités have no code: their first letter decides.

    The one name in « Aux » keeps its article (« d'Aux Marais »), as its own town hall writes.
    """
    if liaison in {1, 6} or (liaison == 0 and nom[:1].lower() in _VOWELS - {"y"}):
        return f"d'{nom}"
    return _contracted(nom, "du", "des") or f"de {nom}"


def a_commune(nom: str) -> str:
    """« à Aubigny », « au Mans », « à La Roche », « aux Andelys »."""
    return _contracted(nom, "au", "aux") or f"à {nom}"


def de_departement(nom: str, liaison: int) -> str:
    """« de l'Orne », « du Calvados », « de la Manche », « des Landes », « d'Eure-et-Loir »."""
    return {1: "d'", 2: "du ", 3: "de la ", 4: "des ", 5: "de l'"}.get(liaison, "de ") + nom


_PREPOSITIONS = re.compile(r"(?i)(à|au|aux|en|dans|chez|sous|sur)\s")
_PLACES = {
    "mairie": "à la",
    "salle": "dans la",
    "maison": "à la",
    "école": "à l'",
    "hôtel": "à l'",
    "espace": "à l'",
    "foyer": "au",
    "gymnase": "au",
    "centre": "au",
    "préau": "sous le",
}


def at_place(lieu: str) -> str:
    """Where the council meets: « mairie » gives « à la mairie », « la salle des fêtes » gives « dans la salle des fêtes ».

    A place given with its preposition is kept; one of unknown gender is written « (lieu : …) ».
    """
    text = " ".join(lieu.split())
    if _PREPOSITIONS.match(text):
        return lower_first(text)
    bare = re.sub(r"(?i)^(la |le |l')", "", text)
    first = re.split(r"[\s',]", bare, maxsplit=1)[0].lower()
    if first in _PLACES:
        link = _PLACES[first]
        return f"{link}{'' if link.endswith(chr(39)) else ' '}{lower_first(bare)}"
    return f"(lieu{NBSP}: {text})"


def lower_first(text: str) -> str:
    """First letter in lower case, unless the word is an acronym, a single letter or holds a digit (« ZA », « R. 12 »)."""
    word = re.match(r"[^\W_]+", text)
    if word is None or len(word.group()) < 2 or not word.group()[1:].islower():
        return text
    return text[0].lower() + text[1:]


def upper_first(text: str) -> str:
    """First letter in capital."""
    return text[:1].upper() + text[1:]


def typography(text: str) -> str:
    """The wording of an act type as it is printed: non-breaking spaces before « : ; ! ? », inside quotes, after « n° ».

    The number of letters never changes: only plain spaces become U+00A0, so that both texts compare equal once folded.
    """
    text = re.sub(r" (?=[:;!?»%€])", NBSP, text)
    text = re.sub(r"(?<=«) ", NBSP, text)
    text = re.sub(r"(?<=n°) ", NBSP, text)
    text = re.sub(r"\b(L|R|D|A|M|MM)\. (?=[\dA-ZÉ])", rf"\1.{NBSP}", text)
    return re.sub(r"(?<=\d) (?=\d{3}\b)", NBSP, text)


def fold_spaces(text: str) -> str:
    """The text with every special space made plain: what a text widget gives back."""
    return re.sub(r"[\u00a0\u202f\u2007\u2009]", " ", text)
