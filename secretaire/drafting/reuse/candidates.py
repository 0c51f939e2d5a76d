"""What an old act holds that a field may ask for: dates, periods, amounts, percentages, quantities, parcels, persons.

What belongs to the form of the act is left out: the day of the meeting, its convocation, the transmission, who was there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from secretaire.acts import fields, wording
from secretaire.acts.wording import MONTHS
from secretaire.drafting.choosing import fold
from secretaire.drafting.reuse.old_act import OldAct
from secretaire.law.references import find_references

_MOST = 150  # candidates of one sort: beyond, it is an annex of figures
_LONGEST = 40_000  # characters read: beyond, annexes
_MONTH = "|".join((*MONTHS, "fevrier", "aout", "decembre", "janv", "févr", "sept", "oct", "nov", "déc"))
DAY = rf"(?:\d{{1,2}}(?:\s?er)?\s+(?:{_MONTH})\.?\s+\d{{4}}(?!\d)|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}(?!\d))"
_PART_OF_DAY = rf"\d{{1,2}}(?:\s?er)?(?:\s+(?:{_MONTH})\.?)?(?:\s+\d{{4}})?"
FIGURE = r"(?:\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d+)(?:[.,]\d{1,4})?"
_DATE = re.compile(rf"(?i)(?<![\d/]){DAY}")
PERIOD = rf"\bdu\s+(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?{_PART_OF_DAY}\s+au\s+{DAY}"
_PERIOD = re.compile(f"(?i){PERIOD}")
_AMOUNT = re.compile(
    rf"(?i)(?<![\d.,/])(?P<figure>(?:[-\u2212+]\s?)?{FIGURE})\s?(?:€|euros?\b|EUR\b)\s{{0,2}}(?P<tax>H\.?T\b|T\.?T\.?C\b|hors\s+taxes?|toutes\s+taxes)?"
    r"(?!\s*(?:(?:le|par|du|/)\s?(?:m(?:²|2|ètre)|hectare|ha\b)))|(?P<symbolic>(?:l['’]|un\s+|à\s+l['’])euro\s+symbolique)"
)
_PERCENTAGE = re.compile(rf"(?i)(?<![\d.,])(?P<figure>{FIGURE})\s?(?:%|pour\s?cent\b)")
_QUANTITY = re.compile(rf"(?i)(?<![\d.,/\-°])(?P<figure>{FIGURE})\s?(?P<unit>m²|m2|m3|m³|[a-zà-ÿ]{{1,14}})(?![\w²])")
_COUNT_WORDS = {wording.number_in_words(n): n for n in range(1, 31)} | {"une": 1}
_COUNT = re.compile(
    rf"(?i)\b(?P<word>{'|'.join(sorted(_COUNT_WORDS, key=len, reverse=True))})\s+(?P<unit>[a-zà-ÿ]{{3,14}})\b"
)
_YEAR = re.compile(r"(?<![\d.,°-])(20\d{2})(?![\d/-]|\s?/)")
_PARCEL_LIST = re.compile(
    r"(?:\bsections?\s+)?\b[A-Z]{1,2}\s?(?:n[°ºo]s?\s?)?\d{1,4}\b"
    r"(?:(?:\s?,\s?|\s+et\s+|\s?-\s?)(?:(?:sections?\s+)?[A-Z]{1,2}\s?)?(?:n[°ºo]s?\s?)?\d{1,4}\b)*"
)
_PARCEL_CUE = re.compile(r"(?i)\b(?:parcelles?|cadastr\w*|sections?)\b")
_CAPITAL = (
    r"(?!(?:Maire|Pr[ée]sidente?|Adjointe?|Conseill\w+|Pr[ée]f\w+|Tr[ée]sor\w+|Secr[ée]taire)\b)[A-ZÉÈÀÂÎÔÇ][\w'’-]+"
)
_PERSON = re.compile(
    r"\b(?P<title>M\.|Mme|MM\.|Mlle|Melle|Mr|Monsieur|Madame|Mademoiselle)\s+"
    rf"(?P<name>(?:d['’])?(?:{_CAPITAL}|de|du)(?:[ ]+(?:d['’])?(?:{_CAPITAL}|de|du|le|la|LE|LA)){{0,4}})"
)
_TITLES = {
    "Monsieur": "M.",
    "Mr": "M.",
    "MM.": "M.",
    "Madame": "Mme",
    "Mademoiselle": "Mme",
    "Mlle": "Mme",
    "Melle": "Mme",
}
_SPEAKER = re.compile(r"(?i)parole\s+à\s*$")  # who presents the matter is no party to it
_NOT_NAMES = re.compile(r"^(?:le|la|les|Le|La|Sous|de|du)\b")
# what belongs to the form of any act, up to the end of its line
_FORM = re.compile(
    r"(?im)^.*(?:séance\s+(?:publique\s+)?du|date\s+de\s+(?:la\s+)?convocation|convoqué|réuni\s+en|accusé\s+de\s+r|réception"
    r"|publiée?\s+le|affichée?\s+le|transmise?\s+(?:à\s+la\s+préfecture\s+)?le|envoi\s+préfecture|en\s+exercice|quorum|fait\s+à\b"
    r"|fait\s+et\s+délibéré|certifiée?\s+exécutoire|étai(?:en)?t\s+(?:présent|représenté|absent|excusé)|^[ \t]*(?:présents?|absente?s?|excusée?s?)\b|\d{3}-\d{9}-\d{8}|^[ \t]*\d{2}/\d{2}/\d{4}[ \t]*$|votes?\s*:|pour\s*:\s*\d|tribunal).*$"
)
_DECISION = re.compile(
    r"(?i)après\s+en\s+avoir\s+(?:largement\s+)?délibéré|\bDÉCIDE\b|\bARRÊTE\b|\barticle\s+(?:1er|premier|1)\s?[:.\u00a0-]"
    r"|il\s+est\s+(?:proposé|demandé)\s+au\s+conseil|conseil\s+municipal\s?,?\s+(?:à|a)\s+l['’]unanimité"
)
_SENTENCE = re.compile(
    r"(?<=[.;!?])\s+(?=[A-ZÉÀ•✓➢«-])|\n(?=[ \t]*(?:[-•✓➢*o]\s|\d+[.)°]\s|Article\b|V[Uu]\b|C(?:onsid|ONSID)|Après\b|Le [Cc]onseil\b|D[ÉE]CIDE|ARR[ÊE]TE))|\n[ \t]*\n"
)


class Sort(StrEnum):
    """What a candidate is."""

    DATE = "date"
    PERIODE = "periode"
    MONTANT = "montant"
    POURCENTAGE = "pourcentage"
    QUANTITE = "quantite"
    ANNEE = "annee"
    PARCELLE = "parcelle"
    PERSONNE = "personne"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something at characters [start, end).

    Attributes:
        value: as a person would type it.
        unit: what follows a quantity (« heures », « m² »), or « HT », « TTC » for an amount.
    """

    sort: Sort
    start: int
    end: int
    value: str
    unit: str = ""


class Reading:
    """An old act being read: its sentences, and what it holds."""

    def __init__(self, old: OldAct) -> None:
        self.old = old
        self.text = old.text[:_LONGEST]
        self._form = [m.span() for m in _FORM.finditer(self.text)]
        self._breaks = [0, *(m.end() for m in _SENTENCE.finditer(self.text)), len(self.text)]
        decision = list(_DECISION.finditer(self.text))
        self.decision = decision[0].start() if decision else len(self.text)
        kept: Counter[Sort] = Counter()
        found: list[Candidate] = []
        for candidate in sorted(self._found(), key=lambda c: c.start):
            if not self.formal(candidate.start) and kept[candidate.sort] < _MOST:
                kept[candidate.sort] += 1
                found.append(candidate)
        self.candidates = tuple(c for c in found if not _inside_another(c, found))

    def formal(self, at: int) -> bool:
        """Is it in a line that any act has?"""
        place = bisect_right(self._form, (at, len(self.text) + 1)) - 1
        return place >= 0 and self._form[place][0] <= at < self._form[place][1]

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence, or the item of a list, around a character."""
        place = bisect_right(self._breaks, at)
        return self._breaks[place - 1], self._breaks[min(place, len(self._breaks) - 1)]

    def of(self, sort: Sort) -> tuple[Candidate, ...]:
        """The candidates of one sort, in reading order."""
        return tuple(c for c in self.candidates if c.sort is sort)

    def _found(self) -> Iterator[Candidate]:
        yield from self._days()
        yield from self._amounts()
        text = self.text
        for m in _PERCENTAGE.finditer(text):
            if value := _typed(fields.parse_percentage, _plain(m["figure"])):
                yield Candidate(Sort.POURCENTAGE, m.start(), m.end(), f"{value} %")
        for m in _QUANTITY.finditer(text):
            if value := _typed(fields.parse_decimal, _plain(m["figure"])):
                yield Candidate(Sort.QUANTITE, m.start(), m.end(), value, m["unit"].lower())
        for m in _COUNT.finditer(text):
            yield Candidate(Sort.QUANTITE, m.start(), m.end(), str(_COUNT_WORDS[m["word"].lower()]), m["unit"].lower())
        for m in _YEAR.finditer(text):
            yield Candidate(Sort.ANNEE, m.start(1), m.end(1), m[1])
        yield from self._parcels()
        yield from self._persons()

    def _days(self) -> Iterator[Candidate]:
        inside: list[tuple[int, int]] = []
        for m in _PERIOD.finditer(self.text):
            if _readable(fields.parse_period, m.group()):
                inside.append(m.span())
                yield Candidate(Sort.PERIODE, m.start(), m.end(), " ".join(m.group().split()))
        inside += [(r.start, r.end) for r in find_references(self.text)]
        for m in _DATE.finditer(self.text):
            written = re.sub(r"(?<=\d)\s+er\b", "er", " ".join(m.group().split()))
            if any(start <= m.start() < end for start, end in inside) or not _readable(fields.parse_date, written):
                continue
            if fields.parse_date(written) != self.old.day:
                yield Candidate(
                    Sort.DATE, m.start(), m.end(), wording.fold_spaces(wording.day(fields.parse_date(written)))
                )

    def _amounts(self) -> Iterator[Candidate]:
        for m in _AMOUNT.finditer(self.text):
            if m["symbolic"]:
                yield Candidate(Sort.MONTANT, m.start(), m.end(), "1 €")
                continue
            value = _typed(fields.parse_amount, _plain(m["figure"]))
            if value:
                tax = (m["tax"] or "").replace(".", "").upper()
                unit = "HT" if tax.startswith("H") else "TTC" if tax else ""
                written = self.text[m.start() : m.start("tax") if tax else m.end()].rstrip()
                yield Candidate(Sort.MONTANT, m.start(), m.start() + len(written), f"{value} €", unit)

    def _parcels(self) -> Iterator[Candidate]:
        for m in _PARCEL_LIST.finditer(self.text):
            start, _ = self.sentence(m.start())
            before = self.text[max(start, m.start() - 120) : m.start()] + m.group()
            written = " ".join(re.sub(r"\s?-\s?", ", ", m.group()).split())
            if _PARCEL_CUE.search(before) and _readable(fields.parse_parcels, written):
                yield Candidate(Sort.PARCELLE, m.start(), m.end(), ", ".join(fields.parse_parcels(written)))

    def _persons(self) -> Iterator[Candidate]:
        for m in _PERSON.finditer(self.text):
            speaks = _SPEAKER.search(self.text[max(0, m.start() - 30) : m.start()])
            if not _NOT_NAMES.match(m["name"]) and not speaks:
                title = _TITLES.get(m["title"], m["title"])
                yield Candidate(Sort.PERSONNE, m.start(), m.end(), f"{title} {' '.join(m['name'].split())}")


def flat(text: str) -> str:
    """The text without accents nor case, of the same length: its places are those of the text."""
    return "".join(fold(character)[:1] or character for character in text)


def _inside_another(candidate: Candidate, all_: Sequence[Candidate]) -> bool:
    """Is it the « 26 juillet » of a date, or the year of one?"""
    if candidate.sort not in {Sort.QUANTITE, Sort.ANNEE}:
        return False
    return any(c.start <= candidate.start < c.end and c.sort not in {Sort.QUANTITE, Sort.ANNEE} for c in all_)


def _plain(figure: str) -> str:
    """« 9 682.80 » → « 9682,80 »: thousands joined, one comma."""
    bare = re.sub(r"[\s\u00a0\u202f]", "", figure).replace("\u2212", "-").removeprefix("+")
    whole, point, cents = bare.rpartition(".")
    if point and "," not in cents and len(cents) != 3:
        bare = f"{whole.replace('.', '')},{cents}"
    elif "," in bare:
        bare = bare.replace(".", "")
    return bare


def _typed(parse: Callable[[str], Decimal], figure: str) -> str:
    """The figure as a person types it, « 9 682,80 »; empty when it is none."""
    try:
        value = parse(figure)
    except ValueError:
        return ""
    return wording.fold_spaces(wording.quantity(value)).replace("\u2212", "-")


def _readable(parse: Callable[[str], object], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
