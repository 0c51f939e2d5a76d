"""The procès-verbal we write: the mentions the law asks for, each present or missing (L. 2121-15), and its figures.

What other town halls or other programs wrote is judged by `checks/minutes`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from secretaire.acts.act import Paragraph
from secretaire.acts.spans import OriginKind, ValueKind
from secretaire.checks.figures import Figure, find_figures, same_figure
from secretaire.checks.folding import folded
from secretaire.checks.origins import figures_said_by
from secretaire.council.agenda import Nature, Point
from secretaire.council.course import DECIDED, Course, Sort, room_at
from secretaire.council.minutes import Minutes, MinutesPart
from secretaire.council.roster import Roster
from secretaire.council.votes import Scrutin

OPENING = "ouverture"
_UNSOURCED = frozenset({OriginKind.MAIN, OriginKind.PLUME})
_SAID = ("note.", "plume.", "ajout.")  # what was said, in the part of a point
_EXAMINED = DECIDED | {Sort.SANS_VOTE, Sort.REPORTE}
_Judge = Callable[[Point], bool]


class Mention(StrEnum):
    """What the minutes must say (L. 2121-15)."""

    DATE = "date"
    HEURE = "heure"
    PRESIDENT = "president"
    PRESENTS = "presents"
    REPRESENTES = "representes"
    SECRETAIRE = "secretaire"
    QUORUM = "quorum"
    ORDRE_DU_JOUR = "ordre_du_jour"
    RAPPORTS = "rapports"
    DELIBERATIONS = "deliberations"
    DEMANDES = "demandes_de_scrutin"
    RESULTATS = "resultats"
    NOMS = "noms_du_scrutin_public"
    DISCUSSIONS = "discussions"
    SIGNATURES = "signatures"


@dataclass(frozen=True, slots=True)
class MentionState:
    """Is a mention there, and where.

    Attributes:
        present: None: this meeting gives no occasion for it.
        parts: keys of the parts that bear it.
        missing: what is not there: names, or ids of points written « point.3 ».
    """

    mention: Mention
    present: bool | None
    parts: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure of which nobody knows where it comes from: characters [start, end) of the text of a part."""

    part: str
    start: int
    end: int
    text: str


def mentions(minutes: Minutes, course: Course, roster: Roster) -> tuple[MentionState, ...]:
    """Every mention, in the order of the law."""
    return tuple(_Reading(minutes, course, roster).states())


def figures_without_origin(minutes: Minutes, notes: Sequence[str]) -> tuple[Doubt, ...]:
    """Every figure typed, or written by the pen, that neither the meeting, its acts nor the notes say."""
    known = [
        figure for part in minutes.parts for p in part.section.visible for s in p.spans for figure in figures_said_by(s)
    ]
    known += [figure for note in notes for figure in find_figures(note)]
    return tuple(doubt for part in minutes.parts for doubt in _doubts(part, known))


def _doubts(part: MinutesPart, known: Sequence[Figure]) -> Iterator[Doubt]:
    doubtful = [r for r in part.section.origins() if r.origin.kind in _UNSOURCED and r.span.value is None]
    if not doubtful:
        return
    text = part.section.text
    for figure in find_figures(text):
        written_here = any(r.start < figure.end and figure.start < r.end for r in doubtful)
        if written_here and not any(same_figure(figure, fact) for fact in known):
            yield Doubt(part.key, figure.start, figure.end, text[figure.start : figure.end])


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the text says of a meeting."""

    minutes: Minutes
    course: Course
    roster: Roster

    def states(self) -> Iterator[MentionState]:
        seance = self.course.seance
        opening = [OPENING, "entete"]
        figures = [f for key in opening for f in find_figures(self._text(key))]
        dated = any(f.kind is ValueKind.DATE and f.raw == seance.date.isoformat() for f in figures)
        timed = any(f.kind is ValueKind.HEURE for f in figures)
        yield self._state(Mention.DATE, opening, () if dated else ("",))
        yield self._state(Mention.HEURE, opening[:1], () if timed else ("",))
        maire = self.roster.maire(seance.date)
        president = seance.president if seance.president is not None else maire.id if maire else None
        yield self._named(Mention.PRESIDENT, [president])
        yield self._named(Mention.PRESENTS, seance.presents or [None])
        givers = [person for p in seance.pouvoirs for person in (p.mandant, p.mandataire)]
        yield self._named(Mention.REPRESENTES, givers) if givers else MentionState(Mention.REPRESENTES, None)
        yield self._named(Mention.SECRETAIRE, [seance.secretaire])
        yield self._state(Mention.QUORUM, opening[:1], () if "quorum" in self._folded(OPENING) else ("",))
        untold = [_key(p) for p in self.course.points if folded(p.objet) not in self._folded(OPENING)]
        yield self._state(Mention.ORDRE_DU_JOUR, opening[:1], untold if self.course.points else [""])
        yield from self._of_points()
        signers = [president, seance.secretaire]
        unsigned = self._unnamed(signers, "signatures")
        yield self._state(Mention.SIGNATURES, ["signatures"], unsigned)

    def _of_points(self) -> Iterator[MentionState]:
        sorts = {p.id: self.course.passage(p.id).sort for p in self.course.points}
        decided = [p for p in self.course.points if p.nature is Nature.DELIBERATION and sorts[p.id] in DECIDED]
        yield self._points(Mention.RAPPORTS, decided, lambda p: self._has(p, "rapport.", *_SAID))
        yield self._points(Mention.DELIBERATIONS, decided, lambda p: self._has(p, "vote.", "article."))
        passages = {p.id: self.course.passage(p.id) for p in self.course.points}
        asked = [p for p in self.course.points if passages[p.id].demandeurs]
        yield self._points(Mention.DEMANDES, asked, lambda p: not self._unnamed(passages[p.id].demandeurs, _key(p)))
        voted = [p for p in self.course.points if sorts[p.id] is Sort.VOTE]
        yield self._points(Mention.RESULTATS, voted, lambda p: self._has(p, "vote."))
        public = [p for p in voted if passages[p.id].scrutin is Scrutin.PUBLIC]
        office = [e.id for e in self.roster.on(self.course.seance.date)]
        yield self._points(
            Mention.NOMS, public, lambda p: not self._unnamed(room_at(self.course, p.id, office).voix, _key(p))
        )
        told = [p for p in self.course.points if p.nature is not Nature.PROCES_VERBAL and sorts[p.id] in _EXAMINED]
        yield self._points(Mention.DISCUSSIONS, told, lambda p: self._has(p, *_SAID))

    def _points(self, mention: Mention, points: Sequence[Point], said: _Judge) -> MentionState:
        if not points:
            return MentionState(mention, None)
        missing = [_key(p) for p in points if not said(p)]
        return MentionState(
            mention, not missing, tuple(_key(p) for p in points if _key(p) not in missing), tuple(missing)
        )

    def _has(self, point: Point, *starts: str) -> bool:
        """Is there a paragraph of that kind, with no blank left in it?"""
        paragraphs = [p for p in self._part(_key(point)) if p.key.startswith(starts)]
        return bool(paragraphs) and not any(s.blank for p in paragraphs for s in p.spans)

    def _named(self, mention: Mention, elus: Collection[int | None]) -> MentionState:
        return self._state(mention, [OPENING], self._unnamed(elus, OPENING))

    def _unnamed(self, elus: Collection[int | None], part: str) -> list[str]:
        """Full names that a part does not write; an empty one for nobody."""
        known = {e.id: e for e in self.roster.elus}
        text = self._folded(part)
        found = [known[e] if e is not None and e in known else None for e in elus]
        return [e.full_name if e else "" for e in found if e is None or folded(e.nom) not in text]

    def _state(self, mention: Mention, parts: Sequence[str], missing: Sequence[str]) -> MentionState:
        return MentionState(mention, not missing, tuple(parts) if not missing else (), tuple(missing))

    def _part(self, key: str) -> tuple[Paragraph, ...]:
        found = next((p for p in self.minutes.parts if p.key == key), None)
        return found.section.visible if found else ()

    def _text(self, key: str) -> str:
        return "\n".join(p.text for p in self._part(key))

    def _folded(self, key: str) -> str:
        return folded(self._text(key))


def _key(point: Point) -> str:
    return f"point.{point.id}"
