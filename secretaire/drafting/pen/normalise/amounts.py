"""Amounts, quantities, dates and hours, written one way. No figure changes value."""

from __future__ import annotations

import re

from secretaire.acts.wording import MONTHS
from secretaire.drafting.folding import fold
from secretaire.drafting.pen.normalise.tables import Tables

NUMBER = r"\d{1,3}(?: \d{3})+(?:,\d+)?(?![\d])|\d+(?:,\d+)?"
_MONEY = r"(?:€|HT\b|TTC\b)"
_MONTH = "|".join(MONTHS)
_DATE_INTRODUCED = (
    r"(?:le|du|au|effet|hivernale|prochaine?|depuis|dès|avant|après|jusqu'au|lettre|courrier|mail|réunion|séance|arrêté|échéance|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
_DAYS = {
    "lun": "lundi", "mar": "mardi", "mer": "mercredi", "jeu": "jeudi", "ven": "vendredi", "vend": "vendredi", "sam": "samedi", "dim": "dimanche",
}  # fmt: skip
_SHORT_DAY = rf"(?:{'|'.join(sorted(_DAYS, key=len, reverse=True))})"
_SURE_DAY = r"(?:(?:lun|mar|sam|dim)\b\.?|(?:mer|jeu|vend|ven)\.)"
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_BEFORE_A_NUMBER = {
    *("du", "à", "de", "sur", "par", "h", "et", "ou", "passe"),
    *("lot", "lots", "article", "parcelle", "classe", "tarif", "point", "points"),
}
_PHYSICAL = re.compile(r"(?:(?<![^\W\d_])(?:km|k?W|l|mm|k?g|t|Bq|V)|m³) ?$")  # « 71 km/h », « 38 m³/h », « 150 kg/m² »
_PHYSICAL_RATES = {"heure", "hectare", "m²", "m³"}
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
        rf"(?P<first>{NUMBER})(?P<between> (?:et|à|ou|->|=>|→) |-)(?P<second>{NUMBER}) ?[kK]€",
        lambda m: f"{_thousands(m['first'])}{m['between']}{_thousands(m['second'])} €",
        text,
    )
    text = re.sub(rf"({NUMBER}) ?[kK]€", lambda m: f"{_thousands(m[1])} €", text)
    text = re.sub(rf"({NUMBER}) ?M€", r"\1 M€", text)
    text = re.sub(r"\bm([23])\b", lambda m: "m²" if m[1] == "2" else "m³", text)
    text = re.sub(r"(?<=\d) ?(%)", r" \1", text)
    text = re.sub(r"(?<=\d) (?:HT|TTC)\b", lambda m: f" €{m.group().upper()}", text, flags=re.IGNORECASE)
    text = re.sub(r"€ ?(ht|ttc|HT|TTC)\b", lambda m: f"€ {m[1].upper()}", text)
    text = _rates(text, tables)
    text = _units(text, tables)
    text = re.sub(r"\b[nN] ?° ?(?=\d)", "n° ", text)
    return re.sub(
        r"(?<![\d,.\w])(?<!n° )(\d{4,})(?=(?:,\d+)? (?:€|habitants\b|m²|m³|kWh\b|mètres\b|places\b|repas\b|véhicules\b))",
        lambda m: _grouped(m[1]),
        text,
    )


def _grouped(digits: str) -> str:
    return digits if digits.startswith("0") else f"{int(digits):,}".replace(",", " ")


def _thousands(number: str) -> str:
    """« 1,8 » thousands → « 1 800 »: the same amount, exactly."""
    whole, _, decimals = number.replace(" ", "").partition(",")
    kept, rest = decimals[:3].ljust(3, "0"), decimals[3:]
    return _grouped((whole + kept).lstrip("0") or "0") + (f",{rest}" if rest else "")


def _rates(text: str, tables: Tables) -> str:
    text = re.sub(r"(?<=\d) ?v(?:éh)?\.? ?/ ?j(?:our)?\b\.?", " véhicules par jour", text)

    def replace(match: re.Match[str]) -> str:
        unit = tables.rates.get(fold(match["unit"]))
        spaced, after_money = " " in match["bar"], match["before"] is not None
        if unit is None and (spaced or not after_money or not match["unit"].islower() or len(match["unit"]) == 1):
            return match.group()
        if match["unit"].lower() in {"ml", "m"} and not after_money:  # millilitres, metres
            return match.group()
        if unit in _PHYSICAL_RATES and _PHYSICAL.search(match.string[: match.start()]):
            return match.group()
        unit = unit or match["unit"]
        return f"{match['before'] or ''} par {unit}" + (match["dot"] if unit == match["unit"] else "")

    unit = r"(?P<unit>[^\W\d_]+[²³]?)\b(?P<dot>\.?)(?!\w)"
    text = re.sub(rf"(?P<before>{_MONEY})?(?P<bar> ?/ ?){unit}", replace, text)
    text = re.sub(r"/ ?n°", " par numéro", text)
    return re.sub(
        r"(?<= par )([^\W\d_]+) par (?=(?:mois|an|jour|nuit|semaine|agent|personne|enfant|élève|foyer|habitant)\b)",
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
        rf"(?<![\w,.])(?<!n° )(?P<number>{NUMBER})\s?(?P<unit>[^\W\d_]+)\b(?:\.(?! [A-ZÉÀ]))?(?! \d)(?=[\s,.;:)/+=?!-]|$)",
        replace,
        text,
    )


def _singular(unit: str) -> str:
    if unit in {"fois", "mois", "h"}:
        return unit
    return " ".join(word.removesuffix("s") for word in unit.split())


def readable_days(text: str) -> str:
    """« lun-ven » → « du lundi au vendredi », « le mer. », « sam. matin »; « mer » and « jeu » alone are words."""
    text = re.sub(
        rf"\b(?:du )?({_SHORT_DAY})\b\.? ?(?:[-–]|au) ?({_SHORT_DAY})\b\.?",
        lambda m: f"du {_DAYS[m[1].lower()]} au {_DAYS[m[2].lower()]}",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(
        rf"\b(les|le|du|au|ce|chaque|ouverte?|et) ({_SHORT_DAY})\.",
        lambda m: f"{m[1]} {_DAYS[m[2].lower()]}{'s' if m[1].lower() == 'les' else ''}",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(
        rf"\b({_SURE_DAY})(?=(?:,| et|, et| \+) (?:{_SURE_DAY}|{'|'.join(_DAYS.values())}))",
        lambda m: _DAYS[m[1].lower().rstrip(".")],
        text,
        flags=re.IGNORECASE,
    )
    after = r"(?: ?(?=\d)|(?=,? (?:matin|soir|après|aprem|aprèm|ap-midi|midi|et\b|\+)))"
    text = re.sub(
        rf"\b({_SHORT_DAY})\.({after})",
        lambda m: _DAYS[m[1].lower()] + (" " if m[2] or m.string[m.end() : m.end() + 1].isdigit() else ""),
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(
        r"\b((?:les )?)(sam|dim|lun)\b\.?(?! \d{3})",
        lambda m: f"{m[1]}{_DAYS[m[2].lower()]}{'s' if m[1] else ''}",
        text,
        flags=re.IGNORECASE,
    )


def readable_dates(text: str) -> str:
    """« 3/02 », « 12.03.2026 », « le 1/1 », « 3-18 mars », « 11/2025 », « sam. »."""

    def replace(match: re.Match[str]) -> str:
        day, month, year = int(match["day"]), int(match["month"]), match["year"]
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return match.group()
        written = f"{match['before'] or ''}{'1er' if day == 1 else day} {MONTHS[month - 1]}"
        return written + (f" {'20' + year if len(year) == 2 else year}" if year else "")

    start, end = r"(?<![\d/.,])", r"(?![\d/]|[.,]\d)"
    text = re.sub(
        rf"(?P<before>){start}(?P<day>\d{{1,2}})(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign)(?P<year>20\d\d|\d\d){end}",
        replace,
        text,
    )
    no_share = r"(?! ?(?:e\b|è|des?\b|d'|%|€|h\b|voix|présents|membres|inscrits))"
    text = re.sub(rf"(?P<before>){start}(?P<day>\d{{1,2}})/(?P<month>0[1-9])(?P<year>){end}", replace, text)
    text = re.sub(
        rf"(?P<before>){start}(?P<day>1[3-9]|2\d|3[01])/(?P<month>1[0-2]|[1-9])(?P<year>){end}{no_share}", replace, text
    )
    text = re.sub(  # a day, then an hour
        rf"(?P<before>){start}(?P<day>\d{{1,2}})/(?P<month>\d{{1,2}})(?P<year>){end}(?=,? (?:à )?\d{{1,2}} ?h|(?<=/1\d) :)",
        replace,
        text,
    )
    pair = r"(?P<day>\d{1,2})/(?P<month>\d{1,2})"
    introduced = rf"(?P<before>\b{_DATE_INTRODUCED} ){pair}(?P<year>){end}{no_share}"
    text = re.sub(introduced, replace, text, flags=re.IGNORECASE)
    text = re.sub(  # after another date: « les 7/4 et 5/5 »; a share is smaller than one
        rf"(?P<before>(?:\b(?:{_MONTH})(?: et|,) |^)){pair}(?P<year>){end}{no_share}(?! ?(?:pour|contre)\b)",
        lambda m: replace(m) if int(m["day"]) >= int(m["month"]) else m.group(),
        text,
    )
    text = re.sub(rf"(?P<before>\b(?:le|du|au) )(?P<day>\d\d?)\.(?P<month>0[1-9]|1[0-2])(?P<year>){end}", replace, text)
    text = re.sub(
        r"(?<![\d/.,-])(?<!n° )(0[1-9]|1[0-2]|[1-9])/(20\d\d)(?![\d/-])",
        lambda m: f"{MONTHS[int(m[1]) - 1]} {m[2]}",
        text,
    )
    text = re.sub(rf"{start}1/1{end}", "1er janvier", text)
    text = re.sub(r"\b1 (?=(?:" + _MONTH + r")\b)", "1er ", text)
    day = r"(?:1er|\d{1,2})"
    text = re.sub(
        rf"(?:\b[Dd]u )?(?<![\d.,-])\b({day})(?: ({_MONTH}))? ?[-–] ?({day}) ({_MONTH})\b",
        lambda m: f"du {m[1]}{' ' + m[2] if m[2] else ''} au {m[3]} {m[4]}",
        text,
    )
    text = re.sub(rf"(?<!du )(?<!Du )\b({day} (?:{_MONTH})(?: 20\d\d)? au {day} (?:{_MONTH}))\b", r"du \1", text)
    return re.sub(
        rf"(?<![\w.,°])(?P<before>[^\W\d_]+ |^|[,:;(] ?)(?P<first>\d\d?) au (?P<last>\d\d?) (?={_MONTH}\b)", _days, text
    )


def _days(match: re.Match[str]) -> str:
    """« fête 4 au 22 mars », but not « passe de 3 à 4 au 22 mars » nor « lot 4 au 22 mars »."""
    number = match["before"].strip().lower() in _BEFORE_A_NUMBER
    if number or int(match["first"]) >= int(match["last"]):
        return match.group()
    return f"{match['before']}du {match['first']} au {match['last']} "


def readable_hours(text: str) -> str:
    """« 17h30 », « 8h-12h », « 7 à 18h », « 3-5 ans »."""
    text = re.sub(r"(?<![\w,])(\d{1,2}) ?[hH] ?(\d\d)(?![\d\w])", r"\1 h \2", text)
    text = re.sub(r"(?<=\d)h\b", " h", text)
    text = re.sub(rf"(?:\b(?:pour de|pour|de) )?\b({_HOUR}) ?[-–] ?({_HOUR})\b", r"de \1 à \2", text)
    text = re.sub(  # « samedi 9-12 et 15-19 »
        rf"(?<=\b)({_DAY}s?(?: et (?:jours )?fériés)?) (\d{{1,2}})-(\d{{1,2}})(?: ?(?:et|\+|/) ?(\d{{1,2}})-(\d{{1,2}}))?(?![\w/-])(?! (?:{_MONTH})\b)",
        _opening,
        text,
    )
    text = re.sub(rf"(?:\bde )?\b(?<![\d,-])(\d{{1,2}}) ?[-–] ?({_HOUR})\b", r"de \1 à \2", text)
    return re.sub(rf"(?<![\w,.°/-])(?<!n° )(\d+(?:,\d+)?)-(\d+(?:,\d+)?) (?={_RANGED}(?!\w))", r"\1 à \2 ", text)


def _opening(match: re.Match[str]) -> str:
    hours = [int(match[i]) for i in (2, 3, 4, 5) if match[i]]
    if any(hour > 24 for hour in hours):
        return match.group()
    spans = [f"de {match[i]} h à {match[i + 1]} h" for i in (2, 4) if match[i]]
    return f"{match[1]} {' et '.join(spans)}"
