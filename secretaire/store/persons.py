"""The named persons of the workspace, and their codes: kept as Argon2id hashes, slowed after failures."""

from __future__ import annotations

import json
import sqlite3
from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from secretaire.council.persons import Absence, Delegation, Failures, Person, Role, plain_code
from secretaire.errors import Code, EnvironmentFault, Refused, WrongUsage
from secretaire.store.canonical import canonical_json, sha256_hex, utc_text
from secretaire.store.connections import Connections

_HASHER = PasswordHasher()  # the costs recommended by RFC 9106 for little memory; each hash says its own


class PersonStore:
    """Whoever is withdrawn stays in the file, unlisted: the journal names them."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def list(self) -> tuple[Person, ...]:
        """The persons who are not withdrawn, in the order they came."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM personnes WHERE retiree = 0 ORDER BY id").fetchall()
        with self._connections.decoding():
            return tuple(_read(row) for row in rows)

    def get(self, person_id: int) -> Person:
        """The person as they stand.

        Raises:
            WrongUsage: no such person, or withdrawn.
        """
        with self._connections.reading() as db:
            row = _row(db, person_id)
        with self._connections.decoding():
            return _read(row)

    def add(self, nom: str, role: Role, delegation: Delegation) -> Person:
        """Keep a new person, without a code.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            cursor = db.execute(
                "INSERT INTO personnes (nom, role, delegation) VALUES (?, ?, ?)",
                (nom, role.value, _delegation_json(delegation)),
            )
            return _read(_row(db, cursor.lastrowid or 0))

    def change(self, person: Person) -> Person:
        """Keep what a person has become: name, role, delegation, absence. The code is not touched.

        Raises:
            WrongUsage: no such person.
        """
        away = person.absence
        with self._connections.writing() as db:
            _row(db, person.id)
            db.execute(
                "UPDATE personnes SET nom = ?, role = ?, delegation = ?, absent_du = ?, absent_au = ? WHERE id = ?",
                (
                    person.nom,
                    person.role.value,
                    _delegation_json(person.delegation),
                    away.debut.isoformat() if away else None,
                    away.fin.isoformat() if away and away.fin else None,
                    person.id,
                ),
            )
            return _read(_row(db, person.id))

    def withdraw(self, person_id: int) -> None:
        """The person acts no more; their code is forgotten.

        Raises:
            WrongUsage: no such person.
        """
        with self._connections.writing() as db:
            _row(db, person_id)
            db.execute("UPDATE personnes SET retiree = 1, code_hash = NULL, echecs = 0 WHERE id = ?", (person_id,))

    def set_code(self, person_id: int, code: str) -> None:
        """Keep the trace of a code in place of the former one; an empty code removes it.

        Raises:
            WrongUsage: no such person.
        """
        digest = _HASHER.hash(plain_code(code)) if code else None
        with self._connections.writing() as db:
            _row(db, person_id)
            db.execute(
                "UPDATE personnes SET code_hash = ?, echecs = 0, dernier_echec = NULL WHERE id = ?",
                (digest, person_id),
            )

    def code_trace(self, person_id: int) -> str:
        """What tells one kept code from another without saying anything of it; empty without a code.

        Raises:
            WrongUsage: no such person.
        """
        with self._connections.reading() as db:
            kept = _row(db, person_id)["code_hash"]
        return sha256_hex(kept) if kept else ""

    def failures(self, person_id: int) -> Failures:
        """The wrong codes typed in a row for that person.

        Raises:
            WrongUsage: no such person.
        """
        with self._connections.reading() as db:
            return _failures(_row(db, person_id))

    def verify_code(self, person_id: int, code: str, *, now: datetime) -> bool:
        """Is it the code of that person? Counted as a failure before it is read: a power cut gives no free try.

        Raises:
            Refused: too many wrong codes; `secondes` says how long to wait.
            WrongUsage: no such person.
            EnvironmentFault: the trace of the code was damaged.
        """
        waiting = self._count_a_try(person_id, now)
        if waiting:
            raise Refused(Code.CODE_WAITS, nom=self.get(person_id).nom, secondes=int(waiting.total_seconds()) + 1)
        with self._connections.reading() as db:
            digest = _row(db, person_id)["code_hash"] or ""
        try:
            _HASHER.verify(digest, plain_code(code))
        except InvalidHashError as error:
            cause = "code_hash"
            raise EnvironmentFault(Code.WORKSPACE_DAMAGED, fichier=str(self._connections.path), cause=cause) from error
        except VerificationError:
            return False
        with self._connections.writing() as db:
            db.execute("UPDATE personnes SET echecs = 0, dernier_echec = NULL WHERE id = ?", (person_id,))
        return True

    def _count_a_try(self, person_id: int, now: datetime) -> timedelta:
        """The wait still due; none: the try is counted. With the clock put back, the wait starts again from now."""
        with self._connections.writing() as db:
            failures = _failures(_row(db, person_id))
            waiting = failures.remaining(now)
            clock_put_back = failures.last is not None and now < failures.last
            if not waiting:
                db.execute("UPDATE personnes SET echecs = echecs + 1 WHERE id = ?", (person_id,))
            if not waiting or clock_put_back:
                db.execute("UPDATE personnes SET dernier_echec = ? WHERE id = ?", (utc_text(now), person_id))
        return waiting


def _row(db: sqlite3.Connection, person_id: int) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM personnes WHERE id = ? AND retiree = 0", (person_id,)
    ).fetchone()
    if row is None:
        raise WrongUsage(Code.UNKNOWN_PERSON, nom=person_id)
    return row


def _read(row: sqlite3.Row) -> Person:
    given = json.loads(row["delegation"])
    fin = row["absent_au"]
    return Person(
        id=row["id"],
        nom=row["nom"],
        role=Role(row["role"]),
        delegation=Delegation(tuple(given["matieres"]), tuple(given["types"]), given["arrete"]),
        absence=Absence(date.fromisoformat(row["absent_du"]), date.fromisoformat(fin) if fin else None)
        if row["absent_du"]
        else None,
        has_code=row["code_hash"] is not None,
    )


def _failures(row: sqlite3.Row) -> Failures:
    last = row["dernier_echec"]
    return Failures(row["echecs"], datetime.fromisoformat(last) if last else None)


def _delegation_json(delegation: Delegation) -> str:
    return canonical_json(
        {"matieres": list(delegation.matieres), "types": list(delegation.types), "arrete": delegation.arrete}
    )
