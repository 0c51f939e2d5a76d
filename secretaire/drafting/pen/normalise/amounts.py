"""Amounts, quantities, dates and hours, written one way. No figure changes value."""

from __future__ import annotations

import re

from secretaire.acts.wording import MONTHS
from secretaire.drafting.engine.constraint import fold
from secretaire.drafting.pen.normalise.tables import Tables

NUMBER = r"\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d])|\d+(?:,\d+)?"
_MONEY = r"(?:€|HT\b|TTC\b)"
_MULTIPLES = {"k": 1_000, "m": 1_000_000}
_MONTH = "|".join(MONTHS)
_DATE_INTRODUCED = (
    r"(?:le|du|au|de|depuis|dès|avant|après|jusqu'au|lettre|courrier|mail|réunion|séance|arrêté|échéance|et|,|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
_PHYSICAL = re.compile(r"(?:km|m³|kW|l) ?$")  # « 71 km/h », « 38 m³/h »
_HOUR = r"\d{1,2} h(?: \d\d)?"
_RANGED = r"(?:ans|an|jours|mois|semaines|heures|h|€|%|m|km|m²|m³|minutes|personnes|élèves|enfants|habitants)"


def readable_amounts(text: str, tables: Tables) -> str:
    """« 1.250,00€ », « 38k€ », « 300€/an », « 410 m3 », « 2j/sem »."""
    text = re.sub(
        r"(?<=\d)\.(?=\d{3}(?!\d)(?:[.,]\d+)*\s?(?:[kKM]?€|euros|eur\b|HT|TTC|ht\b|ttc\b|habitants|hab\b))", " ", text
    )
    text = re.sub(
        r"(?<![\d.])(\d+)\.(\d{1,2})(?=\s?(?:[kKM]?€|%|euros|km\b|m\b|m[²³23]|ha\b|t\b|kg\b))", r"\1,\2", text
    )
    text = re.sub(r"(?<=\d)\s?(?:€|euros?\b|eur\b)(?!\w)", " €", text, flags=re.IGNORECASE)
    text = re.sub(r"\b([kKM]) ?€", r"\1€", text)
    text = re.sub(
        rf"(?P<first>{NUMBER})(?P<between> (?:et|à|ou|->|=>|→) |-)(?P<second>{NUMBER}) ?(?P<unit>[kKM])€",
        lambda m: f"{_multiplied(m['first'], m['unit'])}{m['between']}{_multiplied(m['second'], m['unit'])} €",
        text,
    )
    text = re.sub(rf"({NUMBER}) ?([kKM])€", lambda m: f"{_multiplied(m[1], m[2])} €", text)
    text = re.sub(r"(?<=\d) ?(%)", r" \1", text)
    text = re.sub(r"(?<=\d) (?:HT|TTC)\b", lambda m: f" €{m.group().upper()}", text, flags=re.IGNORECASE)
    text = re.sub(r"€ ?(ht|ttc|HT|TTC)\b", lambda m: f"€ {m[1].upper()}", text)
    text = re.sub(r"\bm([23])\b", lambda m: "m²" if m[1] == "2" else "m³", text)
    text = _rates(text, tables)
    text = _units(text, tables)
    text = re.sub(r"\b[nN] ?° ?(?=\d)", "n° ", text)
    return re.sub(
        r"(?<![\d,.\w])(?<!n° )(\d{4,})(?=(?:,\d+)? (?:€|habitants\b|m²|m³|kWh\b|mètres\b|places\b|repas\b))",
        lambda m: _grouped(m[1]),
        text,
    )


def _grouped(digits: str) -> str:
    return digits if digits.startswith("0") else f"{int(digits):,}".replace(",", " ")


def _multiplied(number: str, unit: str) -> str:
    """« 1,8 » thousands → « 1 800 »: the same amount, exactly."""
    whole, _, decimals = number.replace(" ", "").partition(",")
    zeros = len(str(_MULTIPLES[unit.lower()])) - 1
    kept, rest = decimals[:zeros].ljust(zeros, "0"), decimals[zeros:]
    return _grouped((whole + kept).lstrip("0") or "0") + (f",{rest}" if rest else "")


def _rates(text: str, tables: Tables) -> str:
    text = re.sub(r"(?<=\d) ?v(?:éh)?\.? ?/ ?j(?:our)?\b\.?", " véhicules par jour", text)

    def replace(match: re.Match[str]) -> str:
        unit = tables.rates.get(fold(match["unit"]))
        spaced, after_money = " " in match["bar"], match["before"] is not None
        if unit is None and (spaced or not after_money or not match["unit"].islower() or len(match["unit"]) == 1):
            return match.group()
        if unit == "heure" and _PHYSICAL.search(match.string[: match.start()]):
            return match.group()
        unit = unit or match["unit"]
        return f"{match['before'] or ''} par {unit}" + (match["dot"] if unit == match["unit"] else "")

    unit = r"(?P<unit>[^\W\d_]+[²³]?)\b(?P<dot>\.?)(?!\w)"
    text = re.sub(rf"(?P<before>{_MONEY})?(?P<bar> ?/ ?){unit}", replace, text)
    text = re.sub(r"/ ?n°", " par numéro", text)
    return re.sub(
        r"(?<= par )([^\W\d_]+) par (?=(?:mois|an|jour|nuit|semaine|agent|personne|enfant|élève)\b)",
        r"\1 et par ",
        text,
    )


def _units(text: str, tables: Tables) -> str:
    def replace(match: re.Match[str]) -> str:
        unit = tables.units.get(fold(match["unit"]))
        if unit is None or (match["unit"].isupper() and len(match["unit"]) > 1):
            return match.group()
        single = re.fullmatch(r"[01](?:,\d+)?", match["number"])
        return f"{match['number']} {_singular(unit) if single else unit}"

    return re.sub(
        rf"(?<![\w,.])(?<!n° )(?P<number>{NUMBER})\s?(?P<unit>[^\W\d_]+)\b\.?(?=[\s,;:)/+=?!-]|$)", replace, text
    )


def _singular(unit: str) -> str:
    if unit in {"fois", "mois", "h"}:
        return unit
    return " ".join(word.removesuffix("s") for word in unit.split())


def readable_dates(text: str) -> str:
    """« 3/02 », « 12.03.2026 », « le 1/1 », « 3-18 mars », « 11/2025 », « sam. »."""

    def replace(match: re.Match[str]) -> str:
        day, month, year = int(match["day"]), int(match["month"]), match["year"]
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return match.group()
        written = f"{match['before'] or ''}{'1er' if day == 1 else day} {MONTHS[month - 1]}"
        return written + (f" {'20' + year if len(year) == 2 else year}" if year else "")

    pair = r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})"
    start, end = r"(?<![\d/.,])", r"(?![\d/]|[.,]\d)"
    text = re.sub(
        rf"(?P<before>){start}(?P<day>\d{{1,2}})(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign)(?P<year>20\d\d|\d\d){end}",
        replace,
        text,
    )
    no_share = r"(?! ?(?:e\b|è|des?\b|d'|%|€|h\b|voix|présents|membres|inscrits|pour\b))"
    text = re.sub(rf"(?P<before>){start}(?P<day>\d{{1,2}})/(?P<month>0[1-9])(?P<year>){end}", replace, text)
    text = re.sub(
        rf"(?P<before>){start}(?P<day>1[3-9]|2\d|3[01])/(?P<month>1[0-2]|[1-9])(?P<year>){end}{no_share}", replace, text
    )
    text = re.sub(  # a day, then an hour
        rf"(?P<before>){start}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?P<year>){end}(?=,? (?:à )?\d{{1,2}} ?h)",
        replace,
        text,
    )
    introduced = rf"(?P<before>\b{_DATE_INTRODUCED} |^){pair}(?P<year>){end}{no_share}"
    text = re.sub(introduced.replace("[/.]", "/"), replace, text, flags=re.IGNORECASE)
    text = re.sub(rf"(?P<before>\b(?:le|du|au) )(?P<day>\d\d?)\.(?P<month>0[1-9]|1[0-2])(?P<year>){end}", replace, text)
    text = re.sub(
        r"(?<![\d/.,-])(?<!n° )(0[1-9]|1[0-2]|[1-9])/(20\d\d)(?![\d/-])",
        lambda m: f"{MONTHS[int(m[1]) - 1]} {m[2]}",
        text,
    )
    text = re.sub(r"\b1 (?=(?:" + _MONTH + r")\b)", "1er ", text)
    day = r"(?:1er|\d{1,2})"
    text = re.sub(
        rf"(?:\b[Dd]u )?(?<![\d.,-])\b({day})(?: ({_MONTH}))? ?[-–] ?({day}) ({_MONTH})\b",
        lambda m: f"du {m[1]}{' ' + m[2] if m[2] else ''} au {m[3]} {m[4]}",
        text,
    )
    return re.sub(  # « 4 au 22 mars »
        rf"(?<!du )(?<!Du )(?<!entre le )\b({day}(?: (?:{_MONTH})(?: 20\d\d)?)? au {day} (?:{_MONTH}))\b",
        r"du \1",
        text,
    )


def readable_hours(text: str) -> str:
    """« 17h30 », « 8h-12h », « 7 à 18h », « 3-5 ans »."""
    text = re.sub(r"(?<![\w,])(\d{1,2}) ?[hH] ?(\d\d)(?![\d\w])", r"\1 h \2", text)
    text = re.sub(r"(?<=\d)h\b", " h", text)
    text = re.sub(rf"(?:\bde )?\b({_HOUR}) ?[-–] ?({_HOUR})\b", r"de \1 à \2", text)
    text = re.sub(rf"(?:\bde )?\b(?<![\d,-])(\d{{1,2}}) ?[-–] ?({_HOUR})\b", r"de \1 à \2", text)
    text = text.replace(" pour de ", " de ")
    return re.sub(rf"(?<![\w,.°/-])(?<!n° )(\d+(?:,\d+)?)-(\d+(?:,\d+)?) (?={_RANGED}(?!\w))", r"\1 à \2 ", text)
