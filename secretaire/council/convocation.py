"""When the convocation of a meeting leaves, and whether it left in time (CGCT L. 2121-7, L. 2121-11, L. 2121-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from secretaire.acts.wording import day, weekday
from secretaire.council.clear_days import Delai, delai_ordinaire, jours_francs, limite_envoi, proposed_sending
from secretaire.council.public_holidays import is_holiday


class Mode(StrEnum):
    """How a convocation reached a councillor."""

    COURRIEL = "courriel"  # sent with the town hall's own mail program
    PAPIER = "papier"  # posted, or left at the address he gave
    MAIN = "main"  # handed over


@dataclass(frozen=True, slots=True)
class Envoi:
    """One sending to one councillor (roster id); `note`: the address, the receipt, who carried it."""

    elu: int
    le: date
    mode: Mode
    note: str = ""


class Regularite(StrEnum):
    """Whether a sending is in time."""

    REGULIERE = "reguliere"
    URGENCE = "urgence"  # only if the maire gives a reason, of which the council judges
    TARDIVE = "tardive"  # not even a clear day


@dataclass(frozen=True, slots=True)
class Calendrier:
    """The days of the convocation of a meeting.

    Attributes:
        limite: the last day of the law, whatever day it is.
        conseille: the last day in time on which someone works.
        raison: why it is not the limit, or what the days are, in words.
        urgence: the last day when the maire shortens the delay, working day or Saturday.
    """

    seance: date
    delai: Delai
    limite: date
    conseille: date
    urgence: date
    raison: str

    def judged(self, envoi: date) -> Regularite:
        """Whether a convocation sent that day is in time."""
        if envoi <= self.limite:
            return Regularite.REGULIERE
        return Regularite.URGENCE if envoi <= limite_envoi(self.seance, Delai.URGENCE) else Regularite.TARDIVE

    def proposed(self, today: date) -> date:
        """The day to send it: today as long as it is in time, for a day in hand is worth having."""
        return min(today, self.conseille)


def delai_of(population: int, *, installation: bool) -> Delai:
    """The clear days of a convocation: three everywhere for the installation of a council (L. 2121-7)."""
    return Delai.ORDINAIRE if installation else delai_ordinaire(population)


def calendrier(seance: date, delai: Delai, departement: str = "") -> Calendrier:
    """The days of the convocation of a meeting held that day."""
    limite = limite_envoi(seance, delai)
    conseille = proposed_sending(seance, delai, departement)
    return Calendrier(
        seance,
        delai,
        limite,
        conseille,
        proposed_sending(seance, Delai.URGENCE, departement),
        _raison(limite, conseille, delai, departement),
    )


def francs(envoi: date, seance: date) -> int:
    """Clear days really left, never below zero."""
    return max(0, jours_francs(envoi, seance))


def _raison(limite: date, conseille: date, delai: Delai, departement: str) -> str:
    """« vendredi 2 avril 2027 : le dimanche 4 avril 2027 est la limite, personne ne travaille »."""
    if conseille == limite:
        return f"{weekday(limite)} : {int(delai)} jours francs avant la séance"
    off = "jour férié" if is_holiday(limite, departement) else "personne ne travaille"
    return f"{weekday(conseille)} : le {weekday(limite).removesuffix(f' {day(limite)}')} {day(limite)} est la limite, {off}"
