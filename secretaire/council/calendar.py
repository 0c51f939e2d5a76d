"""What the law wants done by a day: in a year, around a meeting, after an election (CGCT, CGI; one article an entry).

An échéance is a day that a text names. `dernier` is the last day on which the gesture is in time: the day before when the
text says « avant le ». Neither moves because of a Sunday; the town hall works before (`safe_day`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from secretaire.council.public_holidays import is_ouvre
from secretaire.council.recourse import months_later

WEEK = timedelta(days=7)
_FORTNIGHT = timedelta(days=15)
_REGLEMENT_INTERIEUR = 1_000  # inhabitants
_CCAS = 1_500
_TERM, _A_RENEWAL = 6, 2026  # years between two general renewals; one of them (code électoral, L. 227)


class Source(StrEnum):
    """What an échéance rests on."""

    LOI = "loi"
    A_VERIFIER = "a_verifier"  # a rule that this house has not read again article by article
    USAGE = "usage"  # no day in the law: good practice


@dataclass(frozen=True, slots=True)
class Echeance:
    """Something to do by a day.

    Attributes:
        key: its own, for ever: « budget:2027 », « liste:12 » (a meeting).
        jour: the day that the rule names.
        dernier: the last day in time.
        base: the articles.
        depuis: an act taken from that day on may fulfil it.
        types: ids of the act types that fulfil it.
        mots: expressions of the objet of an old act that fulfils it; « … » stands for a few words.
        facultative: only if the commune wants a change; once past, nothing was owed.
        seance: the meeting it follows or precedes.
    """

    key: str
    objet: str
    jour: date
    dernier: date
    base: str
    depuis: date
    detail: str = ""
    source: Source = Source.LOI
    types: tuple[str, ...] = ()
    mots: tuple[str, ...] = ()
    facultative: bool = False
    seance: int | None = None


def safe_day(echeance: Echeance, departement: str = "") -> date:
    """The last day in time on which the town hall works."""
    day = echeance.dernier
    while not is_ouvre(day, departement):
        day -= timedelta(days=1)
    return day


def is_renewal(year: int) -> bool:
    """Is the whole council elected that year, in March?"""
    return (year - _A_RENEWAL) % _TERM == 0


def of_year(year: int, population: int) -> tuple[Echeance, ...]:
    """The échéances of a calendar year for a commune of that population, in the order of their days."""
    return tuple(sorted((*_finances(year), *_reports(year, population), *quarters(year)), key=lambda e: e.jour))


def quarters(year: int) -> tuple[Echeance, ...]:
    """The council meets at least once a quarter (L. 2121-7)."""
    names = ("premier", "deuxième", "troisième", "quatrième")
    firsts = [date(year, month, 1) for month in (1, 4, 7, 10)]
    lasts = [months_later(first, 3) - timedelta(days=1) for first in firsts]
    return tuple(
        Echeance(
            key=f"trimestre:{year}-{number}",
            objet=f"Réunir le conseil au {name} trimestre",
            jour=last,
            dernier=last,
            base="CGCT, L. 2121-7",
            depuis=first,
            detail="Au moins une réunion par trimestre.",
        )
        for number, (name, first, last) in enumerate(zip(names, firsts, lasts, strict=True), start=1)
    )


def after_installation(day: date, population: int) -> tuple[Echeance, ...]:
    """What a new council owes, from the day it was installed."""
    return tuple(sorted(_of_new_council(day, population), key=lambda e: e.jour))


def after_meeting(seance: int, held: date) -> tuple[Echeance, ...]:
    """What follows a meeting that was held."""
    named = f"de la séance du {held:%d/%m/%Y}"
    return (
        Echeance(
            key=f"liste:{seance}",
            objet=f"Afficher la liste des délibérations {named}",
            jour=held + WEEK,
            dernier=held + WEEK,
            base="CGCT, L. 2121-25",
            depuis=held,
            detail="À la mairie, et sur le site si la commune en a un ; les rejets et les reports y figurent aussi.",
            seance=seance,
        ),
        Echeance(
            key=f"transmission:{seance}",
            objet=f"Transmettre les actes {named}",
            jour=held + _FORTNIGHT,
            dernier=held + _FORTNIGHT,
            base="CGCT, L. 2131-1 et L. 2131-2",
            depuis=held,
            detail="Quinze jours pour les décisions individuelles et les marchés ; les autres délibérations ne sont"
            " exécutoires qu'une fois transmises et publiées.",
            seance=seance,
        ),
    )


def after_minutes(seance: int, held: date, settled: date) -> Echeance:
    """The procès-verbal of a meeting, arrêté at the beginning of the meeting of `settled`, is published within the week."""
    return Echeance(
        key=f"pv:{seance}",
        objet=f"Publier le procès-verbal de la séance du {held:%d/%m/%Y}",
        jour=settled + WEEK,
        dernier=settled + WEEK,
        base="CGCT, L. 2121-15",
        depuis=settled,
        detail="Dans la semaine qui suit la séance où il est arrêté : sur le site s'il existe, et un exemplaire papier à"
        " la disposition du public.",
        seance=seance,
    )


def _finances(year: int) -> Iterator[Echeance]:
    first = date(year, 1, 1)
    renewal = is_renewal(year)
    budget = date(year, 4, 30 if renewal else 15)
    yield Echeance(
        f"ajustements:{year - 1}",
        f"Derniers ajustements du budget {year - 1}",
        date(year, 1, 21),
        date(year, 1, 21),
        "CGCT, L. 1612-11",
        first,
        f"Fonctionnement et opérations d'ordre de l'exercice {year - 1}.",
        facultative=True,
    )
    yield Echeance(
        f"budget:{year}",
        f"Voter le budget {year}",
        budget,
        budget - timedelta(days=1),
        "CGCT, L. 1612-2",
        date(year - 1, 11, 1),
        f"Avant le {budget:%d/%m}{', année de renouvellement du conseil' if renewal else ''}.",
        types=("vote_budget_primitif",),
        mots=("budget primitif", "vote du budget", "budget principal", "vote … budget", "adoption … budget"),
    )
    yield Echeance(
        f"taux:{year}",
        f"Voter les taux des impôts locaux {year}",
        budget,
        budget - timedelta(days=1),
        "CGI, 1639 A",
        date(year - 1, 11, 1),
        f"Avant le {budget:%d/%m}, et les faire connaître aux services fiscaux.",
        types=("taux_imposition",),
        mots=(
            "taux d'imposition",
            "vote des taux",
            "taux des taxes",
            "taux communaux",
            "fixation des taux",
            "taux … fiscalité",
        ),
    )
    yield Echeance(
        f"budget-transmis:{year}",
        f"Transmettre le budget {year}",
        budget + _FORTNIGHT,
        budget + _FORTNIGHT,
        "CGCT, L. 1612-8",
        first,
        "Au plus tard quinze jours après la date limite du vote.",
    )
    yield Echeance(
        f"compte-comptable:{year - 1}",
        f"Recevoir les comptes {year - 1} du comptable",
        date(year, 6, 1),
        date(year, 6, 1),
        "CGCT, L. 1612-12",
        first,
    )
    yield Echeance(
        f"compte:{year - 1}",
        f"Voter le compte {year - 1}",
        date(year, 6, 30),
        date(year, 6, 30),
        "CGCT, L. 1612-12",
        first,
        "Compte financier unique ; le maire se retire au moment du vote.",
        types=("cfu_compte_administratif",),
        mots=("compte administratif", "compte financier unique", "CFU"),
    )
    yield Echeance(
        f"compte-transmis:{year - 1}",
        f"Transmettre le compte {year - 1}",
        date(year, 7, 15),
        date(year, 7, 15),
        "CGCT, L. 1612-13",
        first,
    )
    yield Echeance(
        f"taxe-amenagement:{year}",
        "Décider du taux ou des exonérations de la taxe d'aménagement",
        date(year, 7, 1),
        date(year, 6, 30),
        "CGI (article à contrôler)",
        date(year - 1, 7, 1),
        "Seulement pour les changer.",
        Source.A_VERIFIER,
        types=("taxe_amenagement",),
        mots=("taxe d'aménagement",),
        facultative=True,
    )
    yield Echeance(
        f"fiscal:{year}",
        f"Délibérations fiscales qui s'appliquent en {year + 1}",
        date(year, 10, 1),
        date(year, 9, 30),
        "CGI, 1639 A bis",
        date(year - 1, 10, 1),
        "Exonérations, abattements, taxes nouvelles ; seulement pour les changer.",
        mots=(
            "exonération … taxe",
            "abattement",
            "taxe d'habitation … logements vacants",
            "majoration … résidences secondaires",
        ),
        facultative=True,
    )


def _reports(year: int, population: int) -> Iterator[Echeance]:
    first = date(year, 1, 1)
    autumn, last = date(year, 9, 30), date(year, 12, 31)
    yield Echeance(
        f"rapport-epci:{year}",
        "Présenter le rapport d'activité de l'intercommunalité",
        autumn,
        autumn,
        "CGCT, L. 5211-39",
        first,
        "Son président l'adresse au maire avant cette date ; le conseil en prend acte en séance publique.",
        types=("rapport_activite_epci",),
        mots=("rapport d'activité", "rapport annuel d'activité", "rapport … communauté"),
    )
    yield Echeance(
        f"rapport-eau:{year}",
        "Présenter le rapport sur l'eau et l'assainissement, si la commune a le service",
        autumn,
        autumn,
        "CGCT, D. 2224-1",
        first,
        types=("rpqs_eau_assainissement",),
        mots=("RPQS", "rapport … prix … qualité", "rapport … service public … eau", "rapport … assainissement"),
    )
    yield Echeance(
        f"rapport-eau-epci:{year}",
        "Présenter le rapport sur l'eau reçu de l'intercommunalité ou du syndicat",
        last,
        last,
        "CGCT, D. 2224-3",
        first,
        types=("rpqs_eau_assainissement",),
        mots=("RPQS", "rapport … prix … qualité", "rapport … service public … eau", "rapport … assainissement"),
    )
    yield Echeance(
        f"dimanches:{year + 1}",
        f"Dimanches du maire de {year + 1}",
        last,
        last,
        "Code du travail, L. 3132-26",
        first,
        "Si un commerce le demande ; avis du conseil, puis arrêté.",
        types=("repos_dominical",),
        mots=("dimanches du maire", "repos dominical", "ouverture … dimanche"),
        facultative=True,
    )
    if population < _CCAS:
        yield Echeance(
            f"ccas:{year}",
            f"Dissoudre le CCAS au 31 décembre {year}, si la commune le veut",
            last,
            last,
            "CASF, L. 123-4",
            first,
            "Facultatif sous 1 500 habitants.",
            types=("dissolution_ccas",),
            mots=("dissolution … CCAS", "dissolution … centre communal"),
            facultative=True,
        )


def _of_new_council(day: date, population: int) -> Iterator[Echeance]:
    def due(
        key: str,
        objet: str,
        months: int,
        base: str,
        types: tuple[str, ...],
        mots: tuple[str, ...],
        detail: str = "",
        source: Source = Source.LOI,
    ) -> Echeance:
        end = months_later(day, months)
        return Echeance(f"{key}:{day:%Y-%m-%d}", objet, end, end, base, day, detail, source, types, mots)

    yield due(
        "delegations",
        "Déléguer au maire, pour le mandat",
        1,
        "CGCT, L. 2122-22",
        detail="Sans délai dans la loi : sans elle, chaque petite décision attend le conseil.",
        types=("delegations_maire",),
        mots=("délégation … maire", "délégations … maire", "délégation … L. 2122-22"),
        source=Source.USAGE,
    )
    yield due(
        "delegues",
        "Désigner les délégués dans les syndicats et organismes",
        1,
        "CGCT, L. 2121-33",
        detail="Sans délai dans la loi.",
        types=("designation_delegues",),
        mots=("désignation", "élection des délégués", "élection de délégués"),
        source=Source.USAGE,
    )
    yield due(
        "commissions",
        "Former les commissions, dont celle d'appel d'offres",
        2,
        "CGCT, L. 2121-22 et L. 1411-5",
        detail="Sans délai dans la loi.",
        types=("commissions_municipales", "election_cao"),
        mots=("commissions communales", "commissions municipales", "commission d'appel d'offres"),
        source=Source.USAGE,
    )
    yield due(
        "ccid",
        "Proposer la liste de la commission communale des impôts directs",
        2,
        "CGI, 1650",
        types=("liste_ccid",),
        mots=("CCID", "commission communale des impôts", "commission … impôts directs"),
    )
    yield due(
        "indemnites",
        "Fixer les indemnités des élus",
        3,
        "CGCT, L. 2123-20-1",
        types=("indemnites_elus",),
        mots=("indemnité de fonction", "indemnité … élu", "indemnité … maire", "indemnité … adjoint"),
    )
    yield due(
        "protection-sociale",
        "Débattre de la protection sociale complémentaire des agents",
        6,
        "CGFP, L. 827-12",
        types=("protection_sociale_complementaire",),
        mots=("protection sociale complémentaire",),
    )
    if population >= _REGLEMENT_INTERIEUR:
        yield due(
            "reglement",
            "Adopter le règlement intérieur du conseil",
            6,
            "CGCT, L. 2121-8",
            types=("reglement_interieur",),
            mots=("règlement intérieur … conseil",),
        )
