"""What the text of an act says, read where it is certain: dates, amounts, persons, counts, votes.

Everything is read on the folded text (lower case, no accent, same length): positions are those of the text. What is
read in two ways, or twice with two values, is not read at all: a check that is not sure says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, cached_property

from secretaire.acts.wording import number_in_words
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded

MONTHS = (
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
)
DATE = rf"(?<!\d)(?<!\d )(?P<jour>\d{{1,2}})(?:er)?[ \n]+(?P<mois>{'|'.join(MONTHS)})[ \n]+(?P<an>\d{{4}})(?!\d)"
NUMERIC_DATE = r"(?<![\d/.-])(?P<jour>\d{1,2})/(?P<mois>\d{1,2})/(?P<an>\d{4})(?![\d/])"
NUMBER = r"(?:(?<!\w)[\u2212-] ?)?(?<![\d,.])(?<!\d[\n ])(?<!\d[,.] )(?:\d{1,3}(?:[ .]\d{3})+(?![\d])|\d+)(?:,\d{1,2}(?!\d))?"
EUROS = rf"(?P<montant>{NUMBER}) ?(?:€|euros?\b)"
PERCENT = r"(?P<taux>\d{1,3}(?:,\d+)?) ?(?:%|pour cent\b)"

_DATES = re.compile(DATE)
_NUMERIC_DATES = re.compile(NUMERIC_DATE)
_EUROS = re.compile(EUROS)
_OPENING = re.compile(
    r"l'an (?P<an>[a-z0-9 -]{4,40}?)[ ,]+(?:et )?le (?P<jour>[a-z0-9 -]{1,30}?) (?P<mois>" + "|".join(MONTHS) + r")\b"
)
_SEANCE = re.compile(
    r"(?<!verbal de la )(?<!compte rendu de la )(?<!compte-rendu de la )\bseance (?:(?:ordinaire|extraordinaire|publique|"
    r"du conseil municipal)[ \n])*du[ \n](?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[ \n])?$"
)
_DONE_AT = re.compile(
    r"\bfait (?:et delibere )?a [^\n,]{2,40}, ?le (?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi) )?$"
)
_CALLED = re.compile(
    r"(?:date de (?:la )?convocation(?: du conseil municipal)?(?: ?:)? ?(?:le |du )?"
    r"|\b(?:regulierement |dument |legalement )?convoques? (?:en urgence )?(?:le|en date du) )(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?$"
)
_PERSON = re.compile(
    r"(?P<civilite>\b(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame))[ \u00a0]+"
    r"(?P<prenom>(?:[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ'’]+(?:-[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)*[ \u00a0]+){0,2}?)"
    r"(?P<nom>(?:d['’]|(?:de|du|des|le|la)[ \u00a0])?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{2,}(?:[ \u00a0][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{2,}){0,2})"
    r"(?![a-zß-öø-ÿ])"
)
_COUNTS = {
    "exercice": r"en exercice ?[:=] ?(\d{1,2})\b|\b(\d{1,2}) (?:membres|conseillers)[a-z ]{0,12} en exercice\b",
    "presents": r"^\W*(?:nombre de )?(?:(?:membres |conseillers |elus )(?:municipaux )?)?presents? ?[:=] ?(\d{1,2})\b",
    "pouvoirs": r"^\W*(?:nombre de )?(?:pouvoirs?|procurations?|representes?)(?: donnes?)? ?[:=] ?(\d{1,2})\b",
    "votants": r"^\W*(?:nombre de )?votants? ?[:=] ?(\d{1,2})\b",
    "absents": r"^\W*(?:nombre d'|nombre de )?(?:(?:membres |conseillers )(?:municipaux )?)?absents?(?: excuses)? ?[:=] ?(\d{1,2})\b",
}
_MEETING_COUNTS = frozenset({"presents", "pouvoirs", "votants"})
_OBJET = re.compile(r"^\W*objet ?: ?(?P<objet>[^\n]+)$", re.MULTILINE)
_BALLOT = re.compile(
    r"\b(?P<avant>\d{1,2}) (?:voix |votes? )?(?P<nom>pour|contre|abstentions?)\b"
    r"|\b(?:voix |votes? )?(?P<nom2>pour|contre|abstentions?) ?[:=] ?(?P<apres>\d{1,2})\b(?! ?(?:€|%|euros|h\b|/))"
)
_HEADING = 1500  # characters where an act says its meeting; further, it speaks of others
_NEAR = 160  # characters between two figures of one vote: names stand between
_VISAS_AND_ACTS = re.compile(r"^\W{0,3}(?:objet|membres en exercice|date de (?:la )?convocation)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A full date at characters [start, end); `day` is None when no calendar has it."""

    start: int
    end: int
    day: date | None


@dataclass(frozen=True, slots=True)
class WrittenAmount:
    """Euros at characters [start, end)."""

    start: int
    end: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Person:
    """« Mme Claire VAUTRIN » at characters [start, end)."""

    start: int
    end: int
    civilite: str
    prenom: str
    nom: str

    @property
    def key(self) -> str:
        return folded(f"{self.prenom} {self.nom}".strip())


@dataclass(frozen=True, slots=True)
class WrittenVote:
    """« 8 voix pour, 2 voix contre et 1 abstention » at characters [start, end)."""

    start: int
    end: int
    pour: int
    contre: int
    abstentions: int


@dataclass(frozen=True)
class Written:
    """The text of an act, or of minutes that hold several.

    Attributes:
        on: the day it is judged at, when the text does not say its own.
        known_day: the day of the act, when somebody else than the text says it.
        title: characters [start, end) of the title of a matter of minutes, which has no line « Objet : ».
        presence: what the minutes say for the acts they hold, by the names of `counts`; only what stays true for this one.
    """

    text: str
    on: date
    known_day: date | None = None
    title: tuple[int, int] | None = None
    presence: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def plain(self) -> str:
        return folded(self.text)

    @cached_property
    def single(self) -> bool:
        """One act only: what is said of its object, its vote and its meeting is said once."""
        heads = [m.group().strip(" \n\t-–•:") for m in _VISAS_AND_ACTS.finditer(self.plain)]
        verbs = len(re.findall(r"^\W{0,3}(?:decide|arrete)\b ?:?\W*$", self.plain, re.MULTILINE))
        votes = len(re.findall(r"apres en avoir delibere|apres avoir delibere", self.plain))
        agreed = len(re.findall(r"l'unanimite|voix pour", self.plain))
        firsts = len(re.findall(r"^[ \t]*article (?:1er|premier|1)\b", self.plain, re.MULTILINE))
        return len(heads) == len(set(heads)) and max(verbs, votes, firsts) <= 1 and agreed <= 2

    @cached_property
    def dates(self) -> tuple[WrittenDate, ...]:
        found = [_date(m, MONTHS.index(m["mois"]) + 1) for m in _DATES.finditer(self.plain)]
        for m in _NUMERIC_DATES.finditer(self.plain):
            written = _date(m, int(m["mois"]))
            if written.day or re.search(r"(?:\b(?:le|du|au)|:) ?$", self.plain[max(0, m.start() - 4) : m.start()]):
                found.append(written)  # « 65/74/2014 » is a line of the budget
        return tuple(sorted(found, key=lambda d: d.start))

    @cached_property
    def amounts(self) -> tuple[WrittenAmount, ...]:
        return tuple(WrittenAmount(m.start(), m.end(), number(m["montant"])) for m in _EUROS.finditer(self.plain))

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        return tuple(
            Person(m.start(), m.end(), m["civilite"], m["prenom"].strip(), m["nom"])
            for m in _PERSON.finditer(self.text)
        )

    @cached_property
    def opening(self) -> WrittenDate | None:
        """« L'an deux mille vingt-six, le dix-huit décembre »: the day of the meeting, in words; said once."""
        found = [w for m in _OPENING.finditer(self.plain) if (w := _in_words(m))]
        return found[0] if len({w.day for w in found}) == 1 else None

    @cached_property
    def seance(self) -> date | None:
        """The day of the meeting as the heading says it, when it says only one."""
        days = {
            d.day
            for d in self.dates
            if d.day
            and d.end < _HEADING
            and _SEANCE.search(self.plain[max(0, d.start - 90) : d.start])
            and "quorum" not in self.plain[d.end : d.end + 60]  # the first meeting, that could not be held
        }
        return days.pop() if len(days) == 1 else None

    @cached_property
    def done_at(self) -> WrittenDate | None:
        """« Fait à Aubigny, le 18 décembre 2026 », when it is said once."""
        found = [d for d in self.dates if d.day and _DONE_AT.search(self.plain[max(0, d.start - 80) : d.start])]
        return found[0] if len(found) == 1 else None

    @cached_property
    def day(self) -> date | None:
        """The day of the act: known, or read."""
        if self.known_day:
            return self.known_day
        said = {d for d in (self.seance, self.opening.day if self.opening else None) if d}
        if len(said) == 1:
            return said.pop()
        return self.done_at.day if not said and self.done_at else None

    @cached_property
    def convocation(self) -> WrittenDate | None:
        found = [d for d in self.dates if d.day and _CALLED.search(self.plain[max(0, d.start - 70) : d.start])]
        return found[0] if len({d.day for d in found}) == 1 else None

    @cached_property
    def counts(self) -> dict[str, tuple[int, re.Match[str]]]:
        """Members in office, present, pouvoirs, voters, absent: those the text says once, or always the same."""
        counts: dict[str, tuple[int, re.Match[str]]] = {}
        for name, pattern in _COUNTS.items():
            found = list(re.finditer(pattern, self.plain, re.MULTILINE))
            values = {int(next(g for g in m.groups() if g)) for m in found}
            if len(values) == 1:
                counts[name] = (values.pop(), found[0])
        return counts

    def count(self, name: str) -> int | None:
        """A count of `counts`, else of the minutes; an act that counts its own meeting takes nothing from them."""
        own = self.counts.get(name)
        if own:
            return own[0]
        return None if _MEETING_COUNTS & self.counts.keys() and name in _MEETING_COUNTS else self.presence.get(name)

    @cached_property
    def objet(self) -> tuple[int, int] | None:
        """Characters [start, end) of what the act says it is about: its line « Objet : », else its title in minutes."""
        m = _OBJET.search(self.plain)
        return m.span("objet") if m else self.title

    @cached_property
    def about(self) -> str:
        """The words of `objet`, folded, on one line; empty when the act does not say."""
        return " ".join(self.plain[slice(*self.objet)].split()) if self.objet else ""

    @cached_property
    def votes(self) -> tuple[WrittenVote, ...]:
        return tuple(_votes(self.plain))

    def finding(
        self,
        start: int,
        end: int,
        code: str,
        gravite: Gravite,
        message: str,
        reference: str = "",
        proposition: str = "",
    ) -> Finding:
        """A remark on characters [start, end)."""
        return Finding(code, gravite, message, self.text[start:end], start, end, None, reference, proposition)


def number(written: str) -> Decimal:
    """« 12 400,50 », « −1.200 » of a folded text."""
    plain = written.replace(" ", "").replace(".", "").replace("\u2212", "-").replace(",", ".")
    return Decimal(plain)


def _date(m: re.Match[str], month: int) -> WrittenDate:
    try:
        return WrittenDate(m.start(), m.end(), date(int(m["an"]), month, int(m["jour"])))
    except ValueError:
        return WrittenDate(m.start(), m.end(), None)


@cache
def _words() -> dict[str, int]:
    """Numbers in words, folded and without hyphens: days and years."""
    known = {folded(number_in_words(n)).replace("-", " "): n for n in (*range(1, 32), *range(1990, 2100))}
    return known | {"premier": 1}


def _spoken(written: str) -> int | None:
    words = re.sub(r"[ -]+", " ", written).strip().replace("deux mil ", "deux mille ")
    digits = re.fullmatch(r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:(\d+)(?:er)?|(.+))", words)
    if digits is None:
        return None
    return int(digits[1]) if digits[1] else _words().get(digits[2])


def _in_words(m: re.Match[str]) -> WrittenDate | None:
    year, day = _spoken(m["an"]), _spoken(m["jour"])
    if year is None or day is None:
        return None
    try:
        return WrittenDate(m.start(), m.end(), date(year, MONTHS.index(m["mois"]) + 1, day))
    except ValueError:
        return WrittenDate(m.start(), m.end(), None)


def _votes(plain: str) -> Iterator[WrittenVote]:
    """Figures « pour », « contre », « abstention » that follow each other; « pour » and one of the others at least."""
    group: list[tuple[str, int, re.Match[str]]] = []
    for m in _BALLOT.finditer(plain):
        name = (m["nom"] or m["nom2"]).rstrip("s")
        far = bool(group) and m.start() - group[-1][2].end() > _NEAR
        if group and (far or name in {n for n, _, _ in group}):
            yield from _vote(group)
            group = []
        group.append((name, int(m["avant"] or m["apres"]), m))
    yield from _vote(group)


def _vote(group: list[tuple[str, int, re.Match[str]]]) -> Iterator[WrittenVote]:
    said = {name: count for name, count, _ in group}
    if "pour" in said and len(said) > 1:
        start, end = group[0][2].start(), group[-1][2].end()
        yield WrittenVote(start, end, said["pour"], said.get("contre", 0), said.get("abstention", 0))
