"""What happened at each meeting, and the gestures that can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from secretaire.council.course import ByName, Course
from secretaire.errors import Code, Refused, WrongUsage
from secretaire.store.canonical import canonical_json, utc_text
from secretaire.store.connections import Connections
from secretaire.store.seances import SeanceStore

KEPT_GESTURES = 200


class CourseStore:
    """Keeps what it is given: the rules of a meeting are those of `council`."""

    def __init__(self, connections: Connections, seances: SeanceStore) -> None:
        self._connections = connections
        self._seances = seances

    def get(self, seance_id: int) -> Course:
        """The course of a meeting; that of one whose opening alone is known has no point.

        Raises:
            WrongUsage: no such meeting.
        """
        with self._connections.reading() as db:
            seance = self._seances.get(seance_id)
            row = db.execute("SELECT content FROM deroules WHERE seance_id = ?", (seance_id,)).fetchone()
        with self._connections.decoding():
            return Course(seance) if row is None else _read(json.loads(row["content"]) | {"seance": seance})

    def save(self, course: Course, author: str, *, now: datetime) -> None:
        """Keep what a gesture made of a course; the gesture can be undone.

        Raises:
            WrongUsage: no such meeting, or it names a person who is not on the roster.
            EnvironmentFault: the file cannot be written; nothing is changed.
        """
        with self._connections.writing() as db:
            before = self.get(course.seance.id)
            last = (
                db.execute("SELECT max(rang) FROM gestes WHERE seance_id = ?", (course.seance.id,)).fetchone()[0] or 0
            )
            db.execute(
                "INSERT INTO gestes (seance_id, rang, author, made_at, avant) VALUES (?, ?, ?, ?, ?)",
                (course.seance.id, last + 1, author, utc_text(now), canonical_json(_written(before))),
            )
            db.execute(
                "DELETE FROM gestes WHERE seance_id = ? AND rang <= ?", (course.seance.id, last + 1 - KEPT_GESTURES)
            )
            self.replace(course)

    def replace(self, course: Course) -> None:
        """Put this course in place of the one of its meeting, the last gesture going on: undoing undoes both.

        Raises:
            WrongUsage, EnvironmentFault: as `save`.
        """
        with self._connections.writing() as db:
            self._seances.update(course.seance)
            content = {name: value for name, value in _written(course).items() if name != "seance"}
            db.execute(
                "INSERT INTO deroules (seance_id, content) VALUES (?, ?)"
                " ON CONFLICT (seance_id) DO UPDATE SET content = excluded.content",
                (course.seance.id, canonical_json(content)),
            )
            _write_elus(db, course)

    def restart(self, course: Course) -> None:
        """Put this course in place of the one of its meeting; the gestures made before can no longer be undone.

        Raises:
            WrongUsage, EnvironmentFault: as `save`.
        """
        with self._connections.writing() as db:
            db.execute("DELETE FROM gestes WHERE seance_id = ?", (course.seance.id,))
            self.replace(course)

    def undo(self, seance_id: int) -> Course:
        """The course as it was before the last gesture, kept again.

        Raises:
            Refused: there is no gesture left to undo.
            WrongUsage: no such meeting.
            EnvironmentFault: the file cannot be written; nothing is changed.
        """
        with self._connections.writing() as db:
            self._seances.get(seance_id)
            row = db.execute(
                "SELECT rang, avant FROM gestes WHERE seance_id = ? ORDER BY rang DESC LIMIT 1", (seance_id,)
            ).fetchone()
            if row is None:
                raise Refused(Code.NOTHING_TO_UNDO)
            with self._connections.decoding():
                course = _read(json.loads(row["avant"]))
            db.execute("DELETE FROM gestes WHERE seance_id = ? AND rang = ?", (seance_id, row["rang"]))
            self.replace(course)
        return course

    def can_undo(self, seance_id: int) -> bool:
        """Is there a gesture left to undo?"""
        with self._connections.reading() as db:
            row = db.execute("SELECT 1 FROM gestes WHERE seance_id = ? LIMIT 1", (seance_id,)).fetchone()
        return row is not None


@lru_cache(maxsize=1)
def _form() -> TypeAdapter[Course]:
    return TypeAdapter(Course)


def _written(course: Course) -> dict[str, Any]:
    written: dict[str, Any] = _form().dump_python(course, mode="json")
    return written


def _read(data: dict[str, Any]) -> Course:
    return _form().validate_python(data)


def _write_elus(db: sqlite3.Connection, course: Course) -> None:
    known = {row["id"] for row in db.execute("SELECT id FROM elus")}
    named = set(_named(course))
    for elu in sorted(named - known):
        raise WrongUsage(Code.UNKNOWN_COUNCILLOR, nom=elu)
    db.execute("DELETE FROM deroule_elus WHERE seance_id = ?", (course.seance.id,))
    db.executemany(
        "INSERT INTO deroule_elus (seance_id, elu_id) VALUES (?, ?)", [(course.seance.id, elu) for elu in sorted(named)]
    )


def _named(course: Course) -> Iterator[int]:
    """The members that a course names beside its opening."""
    yield from (p.rapporteur for p in course.points if p.rapporteur is not None)
    if course.huis_clos is not None:
        yield from course.huis_clos.demandeurs
    for mouvement in course.mouvements:
        yield from (e for e in (mouvement.elu, mouvement.pouvoir_a) if e is not None)
    for passage in course.passages:
        yield from (r.elu for r in passage.retraits)
        yield from passage.demandeurs
        if passage.huis_clos is not None:
            yield from passage.huis_clos.demandeurs
        if passage.president is not None:
            yield passage.president
        if isinstance(passage.ballot, ByName):
            yield from (*passage.ballot.contre, *passage.ballot.abstentions, *passage.ballot.refus)
