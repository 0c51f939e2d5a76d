"""The facts of a text that nobody may change: figures, amounts, dates, references, names. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.acts.spans import ValueKind
from secretaire.acts.wording import MONTHS

_SPACES = re.compile("[\u00a0\u2007\u2009\u202f]")
FIGURE = re.compile(r"\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,/-]\d+)*")
_MONTH = "|".join(MONTHS)

_PATTERNS: tuple[tuple[ValueKind, re.Pattern[str]], ...] = (
    (ValueKind.DATE, re.compile(rf"\b\d{{1,2}}(?:er)? (?:{_MONTH})(?: \d{{4}})?\b", re.IGNORECASE)),
    (
        ValueKind.REFERENCE,
        re.compile(
            r"\b[LRDA]\.? ?\*?\d{1,4}(?:-\d+)+\b"
            r"|\b(?:loi|décret|arrêté|ordonnance|délibération|décision)(?: modificative)? n° ?\d[\d./-]*"
            r"|\barticles? \d+(?:-\d+)*\b"
            r"|\b[A-Z]{1,2}(?: ?n°)? ?\d{1,4}\b(?! ?[€%])"
        ),
    ),
    (ValueKind.MONTANT, re.compile(rf"(?:{FIGURE.pattern}) ?€")),
    (ValueKind.POURCENTAGE, re.compile(rf"(?:{FIGURE.pattern}) ?%")),
    (ValueKind.HEURE, re.compile(r"\b\d{1,2} ?h(?: ?\d{2})?\b")),
    (
        ValueKind.PERSONNE,
        re.compile(r"\b(?:Monsieur|Madame|Mademoiselle|M\.|Mme|Mlle) [A-ZÉÈÊÎÔÂÇ][\w'-]*(?: [A-ZÉÈÊÎÔÂÇ][\w'-]*)*"),
    ),
    (ValueKind.NOMBRE, FIGURE),
)


@dataclass(frozen=True, slots=True)
class Literal:
    """A locked fact at characters [start, end) of a text; `canonical` is the same however it is spaced."""

    kind: ValueKind
    text: str
    start: int
    end: int
    canonical: str


def plain_spaces(text: str) -> str:
    """No-break and thin spaces as ordinary ones, apostrophes straight (same length)."""
    return _SPACES.sub(" ", text).replace("’", "'")


def literals(text: str) -> tuple[Literal, ...]:
    """Every locked fact, in reading order, none overlapping another."""
    plain = plain_spaces(text)
    taken: list[Literal] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            start, end = match.span()
            if not any(start < t.end and t.start < end for t in taken):
                taken.append(Literal(kind, text[start:end], start, end, _canonical(kind, match.group())))
    return tuple(sorted(taken, key=lambda literal: literal.start))


def figures(text: str) -> Iterator[str]:
    """Every figure, canonical: « 38 900,00 » and « 38900 » are the same."""
    return (canonical_figure(m.group()) for m in FIGURE.finditer(plain_spaces(text)))


def canonical_figure(figure: str) -> str:
    """Digits only, decimal comma as a point, useless zeros removed."""
    number = figure.replace(" ", "").replace(",", ".")
    if re.fullmatch(r"\d+\.\d+", number):
        return number.rstrip("0").rstrip(".")
    return number.lstrip("0") or "0"


def _canonical(kind: ValueKind, text: str) -> str:
    """The same however it is spaced or abbreviated; a day without its year is « --MM-DD » (ISO 8601)."""
    match kind:
        case ValueKind.MONTANT | ValueKind.POURCENTAGE | ValueKind.NOMBRE:
            return canonical_figure(text.rstrip(" €%"))
        case ValueKind.PERSONNE:
            return text.split(" ", 1)[1]
        case ValueKind.DATE:
            day, month, *year = text.lower().replace("1er", "1").split()
            return f"{year[0] if year else '-'}-{MONTHS.index(month) + 1:02}-{int(day):02}"
        case ValueKind.HEURE:
            hour, *minutes = re.findall(r"\d+", text)
            return f"{int(hour):02}:{int(minutes[0]) if minutes else 0:02}"
        case _:
            compact = re.sub(r"[ .°]", "", text)
            article = re.fullmatch(r"([LRDA])(\*?\d.*)", compact)
            return f"{article[1]}. {article[2]}" if article else compact
