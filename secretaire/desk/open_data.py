"""The deliberations as open data (SCDL): those that were adopted and approved, and why each other one is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from secretaire.acts.act import Act, State
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.form_values import FormValues
from secretaire.acts.spans import Value
from secretaire.acts.wording import de_commune
from secretaire.council.agenda import Point
from secretaire.council.ballots import vote_of
from secretaire.council.course import Course
from secretaire.council.siret import is_siret
from secretaire.council.votes import exprimes
from secretaire.desk import publishing, writing
from secretaire.desk.adoption import NO_SEANCE, WHY_NOT, not_approved
from secretaire.desk.courses import course_of, in_office
from secretaire.desk.finding import matieres
from secretaire.desk.meeting_papers import examined
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused
from secretaire.exchange.scdl import OpenDeliberation, matiere_name, write_scdl

_NO_ACT = "aucun acte n'est rédigé"
_NO_NUMBER = "elle n'a pas de numéro"
_NO_MATIERE = "sa matière n'est pas dans la nomenclature : vérifiez son type d'acte"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A deliberation that the file does not bear, and why."""

    numero: str
    objet: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpenData:
    """What the file bears.

    Attributes:
        masked: numbers of the deliberations whose subject names a person, which the file does not show.
    """

    rows: tuple[OpenDeliberation, ...]
    left_out: tuple[LeftOut, ...]
    masked: tuple[str, ...] = ()


def of_seance(office: Office, seance_id: int) -> OpenData:
    """What a meeting gives.

    Raises:
        WrongUsage: no such meeting.
        Refused: the SIRET of the town hall is not known.
    """
    return _gathered(office, [seance_id])


def of_year(office: Office, year: int) -> OpenData:
    """What the meetings of a year give, in the order of their dates; the deliberations of no meeting are left out.

    Raises:
        Refused: the SIRET of the town hall is not known.
    """
    seances = sorted((s for s in office.workspace.seances.list() if s.date.year == year), key=lambda s: (s.date, s.id))
    found = _gathered(office, [seance.id for seance in seances])
    alone = (writing.get_act(office, line.id) for line in office.workspace.acts.list() if line.seance_id is None)
    lost = (
        LeftOut(act.numero, act.objet, NO_SEANCE)
        for act in alone
        if _is_deliberation(office, act) and (act.act_date.year == year if act.act_date else str(year) in act.numero)
    )
    return replace(found, left_out=(*found.left_out, *lost))


def export_scdl(found: OpenData, target: Path) -> Path:
    """Write the file.

    Raises:
        Refused: it would bear no deliberation.
        EnvironmentFault: the target cannot be written.
    """
    if not found.rows:
        raise Refused(Code.NOTHING_TO_EXPORT, cause="aucune délibération n'est à la fois adoptée et approuvée")
    write_scdl(found.rows, target)
    return target


def _gathered(office: Office, seances: Sequence[int]) -> OpenData:
    if not is_siret(office.commune.siret):
        raise Refused(Code.SIRET_MISSING)
    writer = _Writer(office)
    for seance_id in seances:
        writer.take(seance_id)
    return OpenData(tuple(writer.rows), tuple(writer.left_out), tuple(writer.masked))


def _is_deliberation(office: Office, act: Act) -> bool:
    kind = office.types.find(act.type_id)
    return kind is not None and kind.famille is Famille.DELIBERATION


class _Writer:
    """Reads once what all the rows share."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._commune = office.commune
        self._sent = office.workspace.transmissions.all()
        self._names = dict(_names())
        self.rows: list[OpenDeliberation] = []
        self.left_out: list[LeftOut] = []
        self.masked: list[str] = []

    def take(self, seance_id: int) -> None:
        """The deliberations examined at a meeting."""
        office, course = self._office, course_of(self._office, seance_id)
        points = {point.act_id: point for point in course.points if point.act_id}
        for line in examined(office, seance_id).lines:
            act = writing.get_act(office, line.act_id) if line.act_id else None
            if act is None:
                self.left_out.append(LeftOut("", line.objet, WHY_NOT.get(line.resultat, _NO_ACT)))
                continue
            reason = WHY_NOT.get(line.resultat) or self._reason(act)
            if reason:
                self.left_out.append(LeftOut(act.numero, act.objet, reason))
            elif _is_deliberation(office, act):
                self.rows.append(self._row(act, course, points[act.id]))

    def _reason(self, act: Act) -> str:
        if reason := not_approved(self._office, act):
            return reason
        if not act.numero:
            return _NO_NUMBER
        return "" if writing.act_type(self._office, act.type_id).matiere in self._names else _NO_MATIERE

    def _row(self, act: Act, course: Course, point: Point) -> OpenDeliberation:
        kind, commune = writing.act_type(self._office, act.type_id), self._commune
        year, budget = _budget(kind, act)
        sent = self._sent.get(act.id)
        row = OpenDeliberation(
            coll_nom=f"Commune {de_commune(commune.nom, commune.liaison)}",
            coll_siret=commune.siret,
            delib_id=act.numero,
            delib_date=course.seance.date,
            delib_matiere_code=kind.matiere,
            delib_matiere_nom=self._names[kind.matiere],
            delib_objet=self._subject(act),
            budget_annee=year,
            budget_nom=budget,
            pref_id=commune.prefecture or None,
            pref_date=sent.received if sent else None,
            delib_url=self._address(act),
        )
        return self._voted(row, course, point)

    def _subject(self, act: Act) -> str:
        """On one line; a datum that should not be published is masked (CRPA L. 312-1-2)."""
        shown = publishing.public_subject(self._office, act)
        if shown != act.objet:
            self.masked.append(act.numero)
        return " ".join(shown.split())

    def _address(self, act: Act) -> str | None:
        """Only of what is noted as published."""
        pattern = self._commune.adresse_deliberations
        if not pattern or act.state is not State.PUBLIE:
            return None
        return pattern.replace("{numero}", quote(act.numero.replace("/", "-").replace(" ", "-")))

    def _voted(self, row: OpenDeliberation, course: Course, point: Point) -> OpenDeliberation:
        """The count; an election has no « pour » nor « contre », what the council only hears has no vote."""
        members = in_office(self._office, course)
        passage = course.passage(point.id)
        could = len(members - {aside.elu for aside in passage.retraits})
        if passage.tours:
            return _coherent(replace(row, vote_effectif=could, vote_reel=passage.tours[-1].bulletins))
        vote = vote_of(course, point.id, members, self._office.workspace.roster.get())
        if vote is None:
            return row
        return _coherent(
            replace(
                row,
                vote_effectif=could,
                vote_reel=exprimes(vote) + vote.abstentions + vote.blancs_nuls,
                vote_pour=vote.pour,
                vote_contre=vote.contre,
                vote_abstention=vote.abstentions,
            )
        )


def _coherent(row: OpenDeliberation) -> OpenDeliberation:
    """More voices than members: the roster of that day is not known, and its number is not said."""
    counted = row.vote_reel is None or row.vote_effectif is None or row.vote_reel <= row.vote_effectif
    return row if counted else replace(row, vote_effectif=None)


def _names() -> Iterator[tuple[str, str]]:
    """What SCDL calls each matière of two levels."""
    words = dict(matieres())
    for code, subject in words.items():
        theme, dot, _ = code.partition(".")
        if dot:
            yield code, matiere_name(words[theme], subject)


def _budget(kind: ActType, act: Act) -> tuple[str | None, str | None]:
    """The year of the budget that the form tells, and its name; nothing is worked out from the date."""
    values = FormValues(kind, act.fields, act.act_date)
    year, budget = values.value("exercice"), values.value("budget")
    if not isinstance(year, Value) or not (year.raw.isdigit() and len(year.raw) == 4):
        return None, None
    return year.raw, budget.raw if isinstance(budget, Value) else None
