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
_OBJECT = re.compile(r"^\W*objet ?: ?(?P<objet>[^\n]+)$", re.MULTILINE)


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
    what: str
    last: Callable[[int], date]
    reference: str
    lag: int = 0


_DEADLINES = (
    _Deadline(r"\bvote des taux|\btaux (?:d'imposition|des taxes|de fiscalite|des impots)", "Les taux", spring, "CGCT L. 1612-2 ; CGI art. 1639 A"),
    _Deadline(r"\bbudgets? primitifs?\b", "Le budget primitif", spring, "CGCT L. 1612-2"),
    _Deadline(r"\bcompte (?:administratif|financier unique)", "Le compte", accounts_day, "CGCT L. 1612-12", 1),
)  # fmt: skip
_YEAR = re.compile(r"\b(20\d\d)\b")


def voted_in_time(written: Written) -> Iterator[Finding]:
    """The budget and the rates of a year before 15 or 30 April, the accounts before 30 June of the next year."""
    day, m = written.day, _OBJECT.search(written.plain)
    if day is None or m is None or not written.single:
        return
    years = set(_YEAR.findall(m["objet"]))
    for deadline in _DEADLINES:
        if not re.search(deadline.pattern, m["objet"]) or len(years) != 1 or "annexe" in m["objet"]:
            continue
        last = deadline.last(int(next(iter(years))) + deadline.lag)
        if day > last:
            message = f"{deadline.what} devai{'en' if deadline.what.startswith('Les') else ''}t être voté{'s' if deadline.what.startswith('Les') else ''} avant le {wording.day(last)} inclus : prévenir la préfecture."
            yield written.finding(
                m.start("objet"), m.end("objet"), "ECHEANCE", Gravite.ALERTE, message, deadline.reference
            )
        return


def indemnities(context: CheckContext) -> Iterator[Finding]:
    """Allowances of the elected are fixed within three months of the installation (L. 2123-20-1)."""
    maire = context.roster.maire(context.day)
    if context.act_type.id != "indemnites_elus" or maire is None or maire.debut is None:
        return
    months = (context.day.year - maire.debut.year) * 12 + context.day.month - maire.debut.month
    if (months, context.day.day) > (3, maire.debut.day) and months < 6:
        message = "Les indemnités se fixent dans les trois mois de l'installation du conseil."
        yield Finding("ECHEANCE_INDEMNITES", Gravite.INFO, message, reference="CGCT L. 2123-20-1")
