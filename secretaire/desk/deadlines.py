"""The échéances of a commune: what is due, what is done and how it is known, what is late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from secretaire.acts.act import State
from secretaire.acts.wording import day, weekday
from secretaire.council.calendar import (
    Echeance,
    Source,
    after_installation,
    after_meeting,
    after_minutes,
    of_year,
    safe_day,
)
from secretaire.council.clear_days import Delai
from secretaire.council.roster import Roster
from secretaire.council.seance import Seance
from secretaire.desk import convocations, meeting, writing
from secretaire.desk.exporting import FINAL_STATES
from secretaire.desk.office import Office
from secretaire.exchange.icalendar_file import Happening, write_icalendar
from secretaire.fund.history.words import Lexicon, stems
from secretaire.store.echeances import Noted, Sort
from secretaire.store.journal import Event

SOON = timedelta(days=60)
_OPTIONAL_SOON = timedelta(days=30)
_SOURCES = {Source.LOI: "", Source.A_VERIFIER: " (règle à vérifier)", Source.USAGE: " (usage, sans date dans la loi)"}
_LATE_PROOF = timedelta(days=90)  # an act taken late fulfils it all the same
_LEAST_INSTALLED = 3  # members whose mandate begins together: a council was installed


class Etat(StrEnum):
    """Where an échéance stands."""

    EN_RETARD = "en_retard"
    A_FAIRE = "a_faire"
    FAIT = "fait"
    SANS_OBJET = "sans_objet"
    INCONNU = "inconnu"  # past before this space was opened, and nothing tells


@dataclass(frozen=True, slots=True)
class Line:
    """An échéance of the board.

    Attributes:
        avant: the last day in time on which the town hall works.
        pourquoi: how the state is known, or what is under way; empty when there is nothing to say.
        act_type: the act type to draft it with; empty when there is none, or it is done.
    """

    echeance: Echeance
    avant: date
    etat: Etat
    pourquoi: str = ""
    act_type: str = ""


def board(office: Office, year: int, on: date) -> tuple[Line, ...]:
    """Every échéance of a calendar year, in the order of their days; `on`: the day it is read."""
    return _lines(office, (year,), on)


def pressing(office: Office, on: date, ahead: timedelta = SOON) -> tuple[Line, ...]:
    """What is late, then what is to be done in the coming days, the nearest first."""
    lines = _lines(office, (on.year - 1, on.year, on.year + 1), on)
    late = [line for line in lines if line.etat is Etat.EN_RETARD]
    due = [
        line
        for line in lines
        if line.etat is Etat.A_FAIRE and line.echeance.depuis <= line.avant <= on + _shown(line, ahead)
    ]
    return (*late, *sorted(due, key=lambda line: line.avant))


def _lines(office: Office, years: Collection[int], on: date) -> tuple[Line, ...]:
    known = _Known(office, on)
    return tuple(known.line(e) for e in sorted(_of(office, years, on), key=lambda e: e.jour))


def _shown(line: Line, ahead: timedelta) -> timedelta:
    """What the commune may leave aside is recalled later."""
    return min(ahead, _OPTIONAL_SOON) if line.echeance.facultative else ahead


def note(office: Office, key: str, sort: Sort | None, author: str) -> None:
    """The person says that an échéance is done, or is none of the commune's; None takes it back."""
    office.workspace.echeances.note(key, sort, author, now=datetime.now(UTC))


def write_calendar(office: Office, lines: Sequence[Line], target: Path) -> None:
    """Write the échéances that are still to be done as an .ics file, on the last day the town hall works.

    Raises:
        EnvironmentFault: the target cannot be written.
    """
    commune = office.commune
    happenings = [
        Happening(
            uid=f"{line.echeance.key}@{commune.code_insee}",
            day=line.avant,
            title=line.echeance.objet,
            text=rule_of(line.echeance),
        )
        for line in lines
        if line.etat in {Etat.A_FAIRE, Etat.EN_RETARD}
    ]
    write_icalendar(happenings, f"Échéances – {commune.nom}", target, now=datetime.now(UTC))


def base_of(echeance: Echeance) -> str:
    """« CGCT, L. 1612-2 », with what is not certain."""
    return f"{echeance.base}{_SOURCES[echeance.source]}"


def rule_of(echeance: Echeance) -> str:
    """« CGCT, L. 1612-2 ; échéance : jeudi 15 avril 2027. Avant le 15/04. »"""
    return f"{base_of(echeance)} ; échéance : {weekday(echeance.jour)}. {echeance.detail}".strip()


def _of(office: Office, years: Collection[int], on: date) -> Iterator[Echeance]:
    commune = office.commune
    for year in years:
        yield from of_year(year, commune.population)
    installed = installation(office.workspace.roster.get(), on)
    if installed:
        yield from (e for e in after_installation(installed, commune.population) if e.jour.year in years)
    meetings = sorted(office.workspace.seances.list(), key=lambda s: (s.date, s.id))
    for number, seance in enumerate(meetings):
        found = [_convocation(office, seance)]
        if seance.date <= on:
            found = [*after_meeting(seance.id, seance.date), *_minutes(office, seance, meetings[number + 1 :])]
        yield from (e for e in found if e.jour.year in years)


def _minutes(office: Office, seance: Seance, following: Sequence[Seance]) -> Iterator[Echeance]:
    """Its procès-verbal, from the meeting that settled it, else from the next one, which should."""
    arret = office.workspace.minutes.get(seance.id).arret
    settled = arret.date if arret else next((s.date for s in following if s.date > seance.date), None)
    if settled:
        yield after_minutes(seance.id, seance.date, settled)


def installation(roster: Roster, on: date) -> date | None:
    """The day the council in office was installed: when the mandates of most of its members began."""
    begun = Counter(elu.debut for elu in roster.on(on) if elu.debut)
    if not begun:
        return None
    first, together = begun.most_common(1)[0]
    return first if together >= _LEAST_INSTALLED else None


def _convocation(office: Office, seance: Seance) -> Echeance:
    jours = convocations.days_of(office, meeting.course_of(office, seance.id))
    return Echeance(
        key=f"convocation:{seance.id}",
        objet=f"Convoquer le conseil pour la séance du {seance.date:%d/%m/%Y}",
        jour=jours.limite,
        dernier=jours.limite,
        base="CGCT, L. 2121-12" if jours.delai is Delai.NOTE_DE_SYNTHESE else "CGCT, L. 2121-11",
        depuis=date.min,
        detail=f"Dernier jour sûr : {jours.raison}.",
        seance=seance.id,
    )


class _Known:
    """What the workspace and the fund tell, read once."""

    def __init__(self, office: Office, on: date) -> None:
        self._office = office
        self._departement = office.commune.code_departement
        self._on = on
        self._noted = office.workspace.echeances.all()
        opened = office.workspace.journal.of(Event.ESPACE_CREE)
        self._opened = opened[0].when.astimezone().date() if opened else date.min
        self._meetings = {s.id: s for s in office.workspace.seances.list()}
        self._acts = [
            (writing.get_act(office, line.id), line.state)
            for line in office.workspace.acts.list()
            if line.state is not State.REFUSE
        ]
        self._old = [
            (stored.facts.date, stored.facts.number, stems(stored.facts.objet))
            for stored in office.fund.catalogue.pieces.acts_of_years([on.year - 1, on.year, on.year + 1])
            if stored.facts.date and stored.facts.objet
        ]

    def line(self, echeance: Echeance) -> Line:
        avant = safe_day(echeance, self._departement)
        said = self._noted.get(echeance.key)
        if said:
            return Line(echeance, avant, Etat(said.sort.value), _said(said))
        if proof := self._proof(echeance):
            return Line(echeance, avant, Etat.FAIT, proof)
        etat = self._open_state(echeance)
        act_type = echeance.types[0] if echeance.types and etat in {Etat.A_FAIRE, Etat.EN_RETARD} else ""
        return Line(echeance, avant, etat, self._under_way(echeance), act_type)

    def _open_state(self, echeance: Echeance) -> Etat:
        if echeance.jour >= self._on:
            return Etat.A_FAIRE
        if echeance.facultative:
            return Etat.SANS_OBJET
        return Etat.INCONNU if echeance.jour < self._opened else Etat.EN_RETARD

    def _proof(self, echeance: Echeance) -> str:
        """The act or the meeting that fulfils it, in words."""
        family, _, _ = echeance.key.partition(":")
        if family == "convocation":
            sent = convocations.convocation_of(self._office, echeance.seance or 0).last_sent
            return f"convocation du {day(sent)}" if sent else ""
        if family == "pv":
            publication = self._office.workspace.minutes.get(echeance.seance or 0).publication
            return f"publié le {day(publication.date)}" if publication else ""
        if family == "trimestre":
            return self._met(echeance)
        until = min(self._on, echeance.jour + _LATE_PROOF)
        for act, state in self._acts:
            taken = act.act_date if act.type_id in echeance.types and state in FINAL_STATES else None
            if taken and echeance.depuis <= taken <= until:
                return _act(act.numero, taken)
        lexicon = Lexicon((expression, echeance.key) for expression in echeance.mots)
        for taken, number, objet in self._old:
            if echeance.depuis <= taken <= until and next(lexicon.find(objet), None):
                return _act(number, taken)
        return ""

    def _met(self, quarter: Echeance) -> str:
        days = [s.date for s in self._meetings.values()] + [taken for taken, _, _ in self._old]
        held = [d for d in days if quarter.depuis <= d <= min(quarter.jour, self._on)]
        return f"séance du {day(max(held))}" if held else ""

    def _under_way(self, echeance: Echeance) -> str:
        if echeance.key.startswith("trimestre"):
            after = max(self._on, echeance.depuis - timedelta(days=1))
            planned = [s.date for s in self._meetings.values() if after < s.date <= echeance.jour]
            return f"séance prévue le {day(min(planned))}" if planned else ""
        started = next(
            (act for act, _ in self._acts if act.type_id in echeance.types and self._recent(act.act_date)), None
        )
        return f"projet commencé : {started.objet or started.type_id}" if started else ""

    def _recent(self, taken: date | None) -> bool:
        return taken is None or taken >= self._on - timedelta(days=120)


def _said(noted: Noted) -> str:
    return f"noté par {noted.by} le {day(noted.at.astimezone().date())}"


def _act(number: str, taken: date) -> str:
    return f"n°\u00a0{number} du {day(taken)}" if number else f"acte du {day(taken)}"
