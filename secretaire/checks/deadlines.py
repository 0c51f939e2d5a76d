"""Deadlines of the year: budget, tax rates, accounts, tax decisions (C19; regles.md, 11)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from secretaire.acts import wording
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.written import Written

_RENEWALS = frozenset({2008, 2014, 2020, 2026, 2032, 2038})


def spring(year: int) -> date:
    """15 April, 30 April in the year of the elections (CGCT L. 1612-2); 31 July in 2020 (ordonnance n° 2020-330)."""
    if year == 2020:
        return date(2020, 7, 31)
    return date(year, 4, 30 if year in _RENEWALS else 15)


def accounts_day(year: int) -> date:
    """30 June (L. 1612-12); 31 July in 2020."""
    return date(2020, 7, 31) if year == 2020 else date(year, 6, 30)


@dataclass(frozen=True, slots=True)
class _Deadline:
    """What must be voted before a day of a year; `lag` is the number of years between the exercise named and that year."""

    pattern: str  # on the folded object, with the year named
    due: str
    last: Callable[[int], date]
    reference: str
    lag: int = 0


_DEADLINES = (
    _Deadline(r"\bvote des taux|\btaux (?:d'imposition|des taxes|de fiscalite|des impots)", "Les taux devaient être votés", spring, "CGCT L. 1612-2 ; CGI art. 1639 A"),
    _Deadline(r"\bbudgets? primitifs?\b", "Le budget primitif devait être voté", spring, "CGCT L. 1612-2"),
    _Deadline(r"\bcompte (?:administratif|financier unique)", "Le compte devait être voté", accounts_day, "CGCT L. 1612-12", 1),
    _Deadline(r"\bdecision modificative\b", "Les derniers ajustements de cet exercice devaient être votés", lambda year: date(year, 1, 21), "CGCT L. 1612-11", 1),
    _Deadline(r"\brapport\b.{0,60}\bqualite\b.{0,60}\b(?:eau|assainissement)\b", "Le rapport devait être présenté", lambda year: date(year, 12, 31), "CGCT D. 2224-1, D. 2224-3", 1),
)  # fmt: skip
_YEAR = re.compile(r"\b(20\d\d)\b")
_TAXES = (
    (re.compile(r"\btaxe d'amenagement\b"), (7, 1), "1er juillet", Gravite.INFO, "CGI art. 1639 A (à vérifier)"),
    (
        re.compile(r"\b(?:exoneration|abattement|degrevement|majoration|institution|assujettissement)s?\b.{0,80}\btaxes? (?:fonciere|d'habitation)"),
        (10, 1), "1er octobre", Gravite.ALERTE, "CGI art. 1639 A bis",
    ),
)  # fmt: skip
_TAXES_SINCE = 2023


def voted_in_time(written: Written) -> Iterator[Finding]:
    """The budget and the rates of a year before 15 or 30 April, the accounts before 30 June of the next year; the last
    changes of an exercise before 21 January, the report on water before the end of the next year.
    """
    day, place = written.day, written.objet
    if day is None or place is None or not written.single:
        return
    years = set(_YEAR.findall(written.about))
    for deadline in _DEADLINES:
        if not re.search(deadline.pattern, written.about) or len(years) != 1 or "annexe" in written.about:
            continue
        last = deadline.last(int(next(iter(years))) + deadline.lag)
        if day > last:
            message = f"{deadline.due} avant le {wording.day(last)} inclus : prévenir la préfecture."
            yield written.finding(*place, "ECHEANCE", Gravite.ALERTE, message, deadline.reference)
        return


def tax_decisions(written: Written) -> Iterator[Finding]:
    """A tax decision meant for next year is taken before a day of this one (CGI 1639 A, 1639 A bis), since 2023.

    Before, the taxe d'aménagement was decided until 30 November (code de l'urbanisme, former art. L. 331-14).
    """
    day = written.day
    if day is None or day.year < _TAXES_SINCE or not written.single:
        return
    for pattern, (month, first), said, gravite, reference in _TAXES:
        meant = re.search(rf"\b(?:1er janvier|des|annee|pour|a partir de|a compter de) {day.year + 1}\b", written.plain)
        if pattern.search(written.about) and meant and day > date(day.year, month, first):
            message = (
                f"Prise après le {said}, cette décision ne s'appliquera pas en {day.year + 1} mais, en principe, l'année "
                "d'après : corriger la date ou demander au service des impôts."
            )
            yield written.finding(meant.start(), meant.end(), "ECHEANCE_FISCALE", gravite, message, reference)
            return


@dataclass(frozen=True, slots=True)
class _Installed:
    """What a new council decides within some months of its installation; said while it is not much later."""

    months: int
    due: str
    reference: str
    from_population: int = 0


_INSTALLED = {
    "liste_ccid": _Installed(2, "La liste de la commission des impôts se propose dans les deux mois", "CGI art. 1650"),
    "indemnites_elus": _Installed(3, "Les indemnités se fixent dans les trois mois", "CGCT L. 2123-20-1"),
    "reglement_interieur": _Installed(6, "Le règlement intérieur s'établit dans les six mois", "CGCT L. 2121-8", 1000),
}
_STILL_SAID = 3  # months: later, it is another decision of the mandate


def after_installation(context: CheckContext) -> Iterator[Finding]:
    """The decisions of a new council, counted from the election of the maire (regles.md, 11)."""
    installed, maire = _INSTALLED.get(context.act_type.id), context.roster.maire(context.day)
    if installed is None or maire is None or maire.debut is None:
        return
    if context.commune.population < installed.from_population:
        return
    months = (context.day.year - maire.debut.year) * 12 + context.day.month - maire.debut.month
    late = (months, context.day.day) > (installed.months, maire.debut.day)
    if late and months < installed.months + _STILL_SAID:
        message = f"{installed.due} de l'installation du conseil."
        yield Finding("ECHEANCE_INSTALLATION", Gravite.INFO, message, reference=installed.reference)
