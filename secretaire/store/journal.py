"""The journal of decisions: lines chained by hash and signed with a key that only the session's keyring holds.

What it proves, on a machine that holds the key: no line was changed, removed, moved or added by whoever lacks the key.
What it does not prove: nothing against the session's own user or the machine's administrator, who can read the
keyring; nor that the whole folder was not put back to an older copy (restoring a backup does just that): the hash
printed on each approved document contradicts such a return. A line written while the keyring was absent is chained
but not signed: it cannot be told from a line added by another tool, and `verify` says so.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from secretaire.acts.act import ActId
from secretaire.acts.life import Step
from secretaire.errors import EnvironmentFault
from secretaire.store.canonical import canonical_json, sha256_hex, utc_text
from secretaire.store.connections import Connections
from secretaire.store.secrets import create_key, read_key

APPLICATION = "Secrétaire"
"""Who writes the lines that no person asked for."""

_NO_ACT = ActId("")

GENESIS = "0" * 64
"""What the first line gives as the hash of the line before it."""


class Protection(StrEnum):
    """What keeps the journal from being written again by someone else."""

    SIGNE = "signe"
    SANS_TROUSSEAU = "sans_trousseau"  # chained without key: the keyring of the session is absent
    CLE_ABSENTE = "cle_absente"  # signed elsewhere or before: the key is not in this session's keyring


class Event(StrEnum):
    """What a line tells, beside the steps of life (`acts.life.Step`)."""

    CLE_CREEE = "cle_creee"
    ESPACE_CREE = "espace_cree"
    CREATION = "creation"
    RETOUR_BROUILLON = "retour_brouillon"  # the text changed: no approval outlives its words
    PROPOSITION_ACCEPTEE = "proposition_acceptee"
    REFERENCE_REMPLACEE = "reference_remplacee"  # by the one that succeeds it
    PV_RELU = "pv_relu"
    PV_REPRIS = "pv_repris"
    PV_ARRETE = "pv_arrete"
    PV_PUBLIE = "pv_publie"
    NUMERO_INUTILISE = "numero_inutilise"  # why no act bears a number
    PERSONNE_INSCRITE = "personne_inscrite"
    PERSONNE_CHANGEE = "personne_changee"
    PERSONNE_RETIREE = "personne_retiree"
    CODE_CHOISI = "code_choisi"
    CODE_RETIRE = "code_retire"
    CODE_OUBLIE = "code_oublie"  # removed by somebody who did not know it, with the reason
    CODE_REFUSE = "code_refuse"  # wrong codes in a row: a wait began
    REMARQUE = "remarque"
    REMARQUE_LEVEE = "remarque_levee"


class Breach(StrEnum):
    """Why the journal cannot be called intact."""

    LIGNE_MODIFIEE = "ligne_modifiee"  # changed or moved
    LIGNE_RETIREE = "ligne_retiree"
    LIGNE_AJOUTEE = "ligne_ajoutee"
    SIGNATURE_FAUSSE = "signature_fausse"
    LIGNE_SANS_CLE = "ligne_sans_cle"  # unsigned line after signed ones
    REECRIT = "reecrit"  # the first lines are unsigned, and no line tells when the key came
    TETE_MODIFIEE = "tete_modifiee"  # the count of lines or its signature
    CLE_ABSENTE = "cle_absente"  # signed lines, but no key here to verify them


@dataclass(frozen=True, slots=True)
class Entry:
    """What to write down. Lines that are not about an act leave the last fields empty."""

    who: str
    what: Event | Step
    act_id: ActId = _NO_ACT
    version: int = 0
    content_sha256: str = ""
    data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A line of the journal. `what` is an `Event` or a `Step` of life."""

    seq: int
    when: datetime
    who: str
    what: str
    act_id: ActId
    version: int
    content_sha256: str
    data: Mapping[str, object]
    hash: str
    sans_cle: bool


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What `verify` found.

    Attributes:
        intact: every line is proven by the means the journal has (see `protection`).
        entries: lines present.
        first_break: number of the first line that is wrong or missing; None if no single line is to blame.
        reason: why it is not intact.
        unsigned: lines chained without key.
        head: hash of the last line.
    """

    intact: bool
    entries: int
    first_break: int | None
    reason: Breach | None
    protection: Protection
    unsigned: int
    head: str


class Journal:
    """Append and verify. The key is read once, at opening: the keyring may ask the person for a password."""

    def __init__(self, connections: Connections, key: bytes | None, protection: Protection) -> None:
        self._connections = connections
        self._key = key
        self.protection = protection

    @classmethod
    def open(cls, connections: Connections, owner: str, *, now: datetime) -> Journal:
        """The journal with the key of the workspace `owner`; makes one if the keyring is there and nothing is signed.

        A journal begun without a keyring is signed from the day there is one: the first signed line vouches for
        the lines before it, which it chains.

        Raises:
            EnvironmentFault: the file cannot be read or written. An absent keyring raises nothing.
        """
        with connections.reading() as db:
            signed = db.execute("SELECT 1 FROM journal WHERE signature IS NOT NULL LIMIT 1").fetchone() is not None
        try:
            key = read_key(owner)
            created = key is None and not signed
            if created:
                key = create_key(owner)
        except EnvironmentFault:
            return cls(connections, None, Protection.CLE_ABSENTE if signed else Protection.SANS_TROUSSEAU)
        journal = cls(connections, key, Protection.SIGNE if key else Protection.CLE_ABSENTE)
        if created:
            journal.append(Entry(APPLICATION, Event.CLE_CREEE), now=now)
        return journal

    def append(self, entry: Entry, *, now: datetime) -> JournalEntry:
        """Write the line, in the transaction under way if there is one.

        Raises:
            EnvironmentFault: the file cannot be written.
        """
        with self._connections.writing() as db:
            head = db.execute("SELECT * FROM journal_head").fetchone()
            last = db.execute("SELECT * FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
            seq = max(head["entries"] if head else 0, last["seq"] if last else 0) + 1
            row = (
                seq,
                utc_text(now),
                entry.who,
                entry.what.value,
                entry.act_id,
                entry.version,
                entry.content_sha256,
                canonical_json(dict(entry.data)),
                last["hash"] if last else GENESIS,
            )
            digest = _line_hash(row)
            db.execute(
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, digest, self._sign(digest)),
            )
            # what another tool did must neither stop the work nor be covered by a new signature
            if head and self._head_matches(head, last):
                db.execute(
                    "UPDATE journal_head SET entries = ?, hash = ?, signature = ?",
                    (seq, digest, self._sign(_head_text(seq, digest))),
                )
            return _entry(db.execute("SELECT * FROM journal WHERE seq = ?", (seq,)).fetchone())

    def entries(self, act_id: ActId) -> tuple[JournalEntry, ...]:
        """The lines about an act, oldest first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM journal WHERE act_id = ? ORDER BY seq", (act_id,)).fetchall()
        with self._connections.decoding():
            return tuple(_entry(row) for row in rows)

    def of(self, event: Event) -> tuple[JournalEntry, ...]:
        """The lines of one kind, oldest first."""
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM journal WHERE what = ? ORDER BY seq", (event.value,)).fetchall()
        return tuple(_entry(row) for row in rows)

    def last_approval(self, act_id: ActId) -> JournalEntry | None:
        """The line of the last approval of an act, whatever happened since."""
        with self._connections.reading() as db:
            row = db.execute(
                "SELECT * FROM journal WHERE act_id = ? AND what = ? ORDER BY seq DESC LIMIT 1",
                (act_id, Step.APPROUVER.value),
            ).fetchone()
        with self._connections.decoding():
            return None if row is None else _entry(row)

    def verify(self) -> JournalReport:
        """Read the whole journal again and say whether it is intact, and where it first breaks.

        Raises:
            EnvironmentFault: the file cannot be read.
        """
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM journal ORDER BY seq").fetchall()
            head = db.execute("SELECT * FROM journal_head").fetchone()
        reason, first_break = self._first_breach(rows, head)
        return JournalReport(
            intact=reason is None,
            entries=len(rows),
            first_break=first_break,
            reason=reason,
            protection=self.protection,
            unsigned=sum(1 for row in rows if row["signature"] is None),
            head=rows[-1]["hash"] if rows else GENESIS,
        )

    def _first_breach(self, rows: list[sqlite3.Row], head: sqlite3.Row | None) -> tuple[Breach | None, int | None]:
        previous, signed = GENESIS, False
        for expected, row in enumerate(rows, start=1):
            if row["seq"] != expected:
                return Breach.LIGNE_RETIREE, expected
            if row["prev_hash"] != previous or row["hash"] != _line_hash(tuple(row)[:9]):
                return Breach.LIGNE_MODIFIEE, expected
            if row["signature"] is None:
                if signed and self._key:
                    return Breach.LIGNE_SANS_CLE, expected
            elif not self._vouches(row["signature"], row["hash"]):
                return Breach.SIGNATURE_FAUSSE, expected
            elif not signed and row["what"] != Event.CLE_CREEE:
                return Breach.REECRIT, 1
            else:
                signed = True
            previous = row["hash"]
        if self._key and rows and not signed:
            return Breach.REECRIT, 1
        if head is None or not self._head_is_ours(head, rows[-1] if rows else None):
            return Breach.TETE_MODIFIEE, None
        if len(rows) < head["entries"]:
            return Breach.LIGNE_RETIREE, len(rows) + 1
        if len(rows) > head["entries"]:
            return Breach.LIGNE_AJOUTEE, head["entries"] + 1
        if head["hash"] != previous:
            return Breach.TETE_MODIFIEE, None
        if signed and not self._key:
            return Breach.CLE_ABSENTE, None
        return None, None

    def _head_matches(self, head: sqlite3.Row, last: sqlite3.Row | None) -> bool:
        counted = (last["seq"], last["hash"]) if last else (0, GENESIS)
        return (head["entries"], head["hash"]) == counted and self._head_is_ours(head, last)

    def _head_is_ours(self, head: sqlite3.Row, last: sqlite3.Row | None) -> bool:
        """True if the head is signed, or unsigned like the last line: the keyring was absent that day."""
        if head["signature"] is None and (last is None or last["signature"] is None):
            return True
        return self._vouches(head["signature"], _head_text(head["entries"], head["hash"]))

    def _sign(self, text: str) -> str | None:
        return hmac.new(self._key, text.encode("utf-8"), hashlib.sha256).hexdigest() if self._key else None

    def _vouches(self, signature: str | None, text: str) -> bool:
        """True if the signature is right, or if there is no key here to tell."""
        expected = self._sign(text)
        return expected is None or (signature is not None and hmac.compare_digest(signature, expected))


def _line_hash(row: tuple[object, ...]) -> str:
    """Hash of the columns of a line up to `prev_hash`, the number and the hash of the line before included."""
    return sha256_hex(canonical_json(list(row)))


def _head_text(entries: int, line_hash: str) -> str:
    return f"{entries}:{line_hash}"


def _entry(row: sqlite3.Row) -> JournalEntry:
    return JournalEntry(
        seq=row["seq"],
        when=datetime.fromisoformat(row["at"]),
        who=row["who"],
        what=row["what"],
        act_id=ActId(row["act_id"]),
        version=row["version"],
        content_sha256=row["content_sha256"],
        data=json.loads(row["data"]),
        hash=row["hash"],
        sans_cle=row["signature"] is None,
    )
