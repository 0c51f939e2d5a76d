"""Which acts are sent to the prefect, under which rule and by when (CGCT L. 2131-1 to L. 2131-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from secretaire.acts.act_type import ActType
from secretaire.council.calendar import of_year

_FORTNIGHT = timedelta(days=15)
_BUDGET_SEASON = 11  # a budget voted from November on is that of the year to come
_BUDGET, _COMPTE = "vote_budget_primitif", "cfu_compte_administratif"


@dataclass(frozen=True, slots=True)
class Transmission:
    """What the law wants of an act.

    Attributes:
        sent: the prefect receives it.
        dernier: last day to send it; None: no day, but it is not enforceable before.
    """

    sent: bool
    reference: str
    dernier: date | None
    why: str


def transmission(kind: ActType, *, sent: bool, held: date, population: int) -> Transmission:
    """What becomes of an act taken on the day `held`; `sent`: its type and its fields make it transmissible."""
    if not sent:
        return Transmission(False, "CGCT, L. 2131-3", None, "Exécutoire dès sa publication ou sa notification")
    if kind.id == _BUDGET:
        year = held.year + (held.month >= _BUDGET_SEASON)
        return _with_day(f"budget-transmis:{year}", year, population, "CGCT, L. 2131-2 et L. 1612-8")
    if kind.id == _COMPTE:
        return _with_day(f"compte-transmis:{held.year - 1}", held.year, population, "CGCT, L. 2131-2 et L. 1612-13")
    if kind.individuel:
        why = "Décision individuelle : quinze jours à compter de sa signature"
        return Transmission(True, "CGCT, L. 2131-1 et L. 2131-2", held + _FORTNIGHT, why)
    return Transmission(
        True, "CGCT, L. 2131-2, I, 1°", None, "Exécutoire seulement une fois transmise et publiée : sans attendre"
    )


def _with_day(key: str, year: int, population: int, reference: str) -> Transmission:
    due = next(e for e in of_year(year, population) if e.key == key)
    return Transmission(True, reference, due.dernier, "Document budgétaire : dernier jour fixé par la loi")
