"""Clear days between the convocation and the meeting (CGCT L. 2121-11 and L. 2121-12).

Neither the day of sending nor the day of the meeting counts; Saturdays, Sundays and holidays count as
the others. The delay is counted backwards, so it is never carried to the next working day.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum

from secretaire.council.public_holidays import is_ouvrable, is_ouvre

NOTE_DE_SYNTHESE_POPULATION = 3500


class Delai(IntEnum):
    """Clear days the law asks for."""

    URGENCE = 1  # shortened by the maire, who accounts for it at the opening
    ORDINAIRE = 3
    NOTE_DE_SYNTHESE = 5  # 3,500 inhabitants and more


def delai_ordinaire(population: int) -> Delai:
    """The delay of an ordinary convocation in a commune of that population."""
    return Delai.NOTE_DE_SYNTHESE if population >= NOTE_DE_SYNTHESE_POPULATION else Delai.ORDINAIRE


def jours_francs(envoi: date, seance: date) -> int:
    """Clear days between sending and meeting (negative when sent after the meeting)."""
    return (seance - envoi).days - 1


def limite_envoi(seance: date, delai: Delai) -> date:
    """The last day on which the convocation can be sent."""
    return seance - timedelta(days=int(delai) + 1)


def proposed_sending(seance: date, delai: Delai, departement: str = "") -> date:
    """The limit, or the last working day before it when nobody works on the limit.

    In urgency a Saturday is a day to send: every day counts.
    """
    working = is_ouvrable if delai is Delai.URGENCE else is_ouvre
    day = limite_envoi(seance, delai)
    while not working(day, departement):
        day -= timedelta(days=1)
    return day
