"""Signs of hurried notes in words: arrows, comparisons, rises and falls."""

from __future__ import annotations

import re

from secretaire.acts.wording import MONTHS
from secretaire.drafting.pen.normalise.amounts import NUMBER

_MONTH = "|".join(MONTHS)
_AMOUNT = rf"(?:{NUMBER})"
_MONEY = (
    rf"(?:{NUMBER})(?: ?[€%](?: HT| TTC)?| h\b| h \d\d\b| (?:jours|ans|mois|semaines|places|m²|m³|mètres linéaires))?"
)
_FIELDS = r"(?:€|%|HT|TTC)"
_SIZE = r"\d+(?:,\d+)? ?(?:cm|mm|m)\b"
_COUNTED = r"(?:€|=|h\b|minutes|mois|ans\b|jours|semaines|séances|places|tours|personnes|élèves|habitants|kW|m²|m³|litres|l\b|heures)"
_COMPARED = [
    "grande?",
    "grandes?",
    "grands?",
    "petite?s?",
    "chère?s?",
    "cher",
    "chers",
    "haute?s?",
    "basse?s?",
    "bas",
    "vite",
    "profonde?s?",
    "puissante?s?",
    "pentue?s?",
    "longs?",
    "longues?",
    "larges?",
    "courte?s?",
    "loin",
    "tard",
    "tôt",
    "lourde?s?",
    "simples?",
    "importante?s?",
    "élevée?s?",
    "jeunes?",
    "âgée?s?",
    "souvent",
    "solides?",
    "récente?s?",
    "ancienne?s?",
    "que",
    "qu'à",
    "d'",
    "fort",
    "forts",
    "forte",
    "lent",
    "facile",
    "rapide",
    "rapides",
    "chaud",
    "froid",
    "propre",
    "sûr",
    "tranquille",
    "utilisée?s?",
    "du",
    "tout",
    "rien",
    "jamais",
    "aucun",
]
_ACCOUNT = r"(?:chapitre \d{2,3}|(?:article|compte|imputation) \d{3,6})"
_BALANCE = r"(?:inv|investissement|fonct|fonctionnement|exploitation|résultat|solde|déficit|excédent|section|clôture)"


def readable_signs(text: str) -> str:
    """« 400 -> 500 € », « < 600 », « +4% », « 3 x 2 », « ~ 35 »."""
    text = re.sub(r"−(?=\s?\d)", "-", text)
    text = re.sub(r"(?<!\w)[~≈] ?(?=\d)", "environ ", text)
    text = re.sub(r"\s?(?:\+/-|±) ?(?=\d)", " plus ou moins ", text)
    text = re.sub(r"\s?< ?ou ?= ?", " inférieur ou égal à ", text)
    text = re.sub(r"\s?> ?ou ?= ?", " supérieur ou égal à ", text)
    text = re.sub(r"\s?(?:≤|<=)\s?(?=\d)", " au plus ", text)
    text = re.sub(r"\s?(?:≥|>=)\s?(?=\d)", " au moins ", text)
    text = re.sub(r"\s?<\s?(?=\d)", " moins de ", text)
    text = re.sub(r"(?<![-=–])\s?>\s?(?=\d)", " plus de ", text)
    text = _arrows(text)
    text = re.sub(
        rf"(?P<left>[€%](?: HT| TTC)?|par \w+²?|(?<!\b20\d)\d) = (?={_AMOUNT} ?(?:€|$|,))", r"\g<left>, soit ", text
    )
    text = re.sub(r"\ben \+(?!\s?\d)", "en plus", text)
    text = _rises(text)
    text = re.sub(r"(?<=[a-zé])\+(?=[^\W\d_])", " et ", text)
    text = re.sub(r"(?<!\bde)\s\+\s", " et ", text)
    text = _times(text)
    text = re.sub(r"(?<=[^\W_]) & (?=[a-zéà])", " et ", text)
    text = re.sub(r"^& ", "et ", text)
    text = re.sub(r"(?<=[^\W_]|[),]) [-–—] (?=[^\W\d_])(?!de |d')", " ; ", text)
    text = re.sub(r"% ?/ ?(?=20\d\d\b)", "% par rapport à ", text)
    return re.sub(r"\s/\s", _bar, text)


def _bar(match: re.Match[str]) -> str:
    """A bar between two names stays: « RPI Courtignac / Saint-Orvain »."""
    before = re.search(r"(\S+)$", match.string[: match.start()])
    names = before and before[1][:1].isupper() and re.match(r"(?!Monsieur|Madame)[A-ZÉ]", match.string[match.end() :])
    return match.group() if names else " ; "


def _arrows(text: str) -> str:
    text = re.sub(r"\s*(?:-+>|=+>|→|⇒|➔)\s*", " → ", text)
    text = re.sub(rf"\bde ({_MONEY}) → ({_AMOUNT})", r"de \1 à \2", text)
    text = re.sub(rf"(?<![\d,])(?<!\d )({_MONEY}) → ({_AMOUNT})", r"de \1 à \2", text)
    text = re.sub(rf"\b({_MONTH}) → ({_MONTH})\b", r"de \1 à \2", text)
    text = re.sub(
        r"(?<!Monsieur )(?<!Madame )(?<!^)\b(\d?[A-ZÉ][\w-]*|\d[A-Z]+) → (\d?[A-ZÉ]\w+|\d[A-Z]+)", r"de \1 à \2", text
    )
    text = text.replace(" ? → ", " ? ")
    text = re.sub(
        rf"(?:(?<=[\d€%])|(?<=HT)|(?<=TT))(?P<left>C?(?: (?:par )?[^\W\d_]+[²³]?)?) → (?={_AMOUNT} €)",
        r"\g<left>, soit ",
        text,
    )
    return text.replace(" → ", " : ").replace("→", ":")


def _rises(text: str) -> str:
    text = re.sub(rf"\b({_ACCOUNT})(?: ?:)? ?\+ ?(?=\d)", r"\1 : hausse de ", text)
    text = re.sub(rf"\b({_ACCOUNT})(?: ?:)? ?[-–] ?(?=\d)", r"\1 : baisse de ", text)
    text = re.sub(rf"(\b{_BALANCE}\b\.?) [-–] ?(?=\d)", r"\1 moins ", text)
    text = re.sub(rf"(\b{_BALANCE}\b\.?) \+ ?(?=\d)", r"\1 plus ", text)
    text = re.sub(rf"(?<![\d€%])(?<!\bde)(?<!\bde )(?<!\bsoit)(?<!\bsoit )\s?\+ ?({_AMOUNT} %)", r" hausse de \1", text)
    text = re.sub(rf"(?<![\d€%])(?<!\bde)\s[-–] ?({_AMOUNT} %)", r" baisse de \1", text)
    text = re.sub(r"(\b(?:n(?:e |')[^\W\d_]+|pas)) \+(?!\s?\d)", r"\1 plus", text)
    text = re.sub(rf"(?<![\w+]) ?\+ ?(?=(?:{'|'.join(_COMPARED)})(?![\w]))", " plus ", text)
    ended = rf"({_AMOUNT})(?= ?(?:[€%]|;|\)|/|$|art|au\b|sur\b|HT|TTC|,))"
    text = re.sub(rf"(^|[,:;(/=] ?)\+ ?{ended}", r"\1hausse de \2", text)
    text = re.sub(rf"(^|[,:;(/=] ?)[-–] ?{ended}", r"\1baisse de \2", text)
    text = re.sub(r"(^|: )\+ ?(\d+ [a-zéèê]{4,}s)\b(?! de\b)", r"\1\2 de plus", text)
    text = re.sub(r"(?<!\bde)\s\+ ?(?=\d)", " plus ", text)
    text = re.sub(r"(?:(?<=\s)|^|(?<=\())\+ ?(?=de |d')", "plus ", text)
    text = re.sub(r"(?:(?<=\s)|^|(?<=\())- ?(?=de |d')", "moins ", text)
    text = text.replace("( hausse", "(hausse").replace("( baisse", "(baisse")
    return re.sub(r"^\+ (?=[^\W\d_])", "plus ", text)


def _times(text: str) -> str:
    """« 2 x par erreur », « 148 € x 3 »; « 10 x 5 cm » and « 4x4 » stay."""
    text = re.sub(r"(\d) ?[x×] ?(?=\d+(?:,\d+)? ?(?:cm|mm|m)\b)", r"\1 x ", text)
    text = re.sub(r"(?<=\d) ?x(?= (?:par|,|à|en|sur|dans)|[,;)]|$)", " fois", text)
    text = re.sub(rf"(?<=\d)(?<!\b4)(?: ?[x×] ?)(?=(?:{NUMBER}) ?{_COUNTED})(?!{_SIZE})", " fois ", text)
    text = re.sub(rf"(?<=\b4) ?[x×] ?(?!4\b)(?=(?:{NUMBER}) ?{_COUNTED})(?!{_SIZE})", " fois ", text)
    return re.sub(
        rf"(?<=[^\W\d_]) [x×] (?=\d)(?!{_SIZE})|(?<=€) ?[x×] ?(?=\d)|(?<= )[x×] ?(?=\d+\b)(?<!\d [x×])(?<!\d [x×] )(?!{_SIZE})",
        " fois ",
        text,
    )
