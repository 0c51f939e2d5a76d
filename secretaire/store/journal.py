"""The journal of decisions: lines chained by hash and signed with a key that only the session's keyring holds.

What it proves, on a machine that holds the key: no line was changed, removed, moved or added by whoever lacks the key.
The keyring also keeps the head of the journal as the PC last left it: a folder put back to an older copy shows, until
a person says that they did it, which is a line of the journal. What it does not prove: nothing against the session's
own user or the machine's administrator, who can read the keyring. The head printed on the control sheets and inside
the approved documents contradicts whatever does not hold it, whoever wrote it.

Without a keyring, the key may be in a file sealed by a passphrase (`sealed_key`): the journal is then read, and takes
no line before the passphrase is given. With neither, lines are chained but not signed: they cannot be told from those
of another tool, and `verify` says so.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from secretaire.acts.act import ActId, State
from secretaire.acts.life import Step
from secretaire.errors import Code, EnvironmentFault, WrongUsage
from secretaire.store.canonical import canonical_json, utc_text
from secretaire.store.connections import Connections
from secretaire.store.custody import Custody, Mark, Protection
from secretaire.store.journal_chain import GENESIS, Breach, first_breach, head_matches, head_text, line_hash
from secretaire.store.sealed_key import FILE_NAME

APPLICATION = "Secrétaire"
"""Who writes the lines that no person asked for."""

_NO_ACT = ActId("")


class Event(StrEnum):
    """What a line tells, beside the steps of life (`acts.life.Step`)."""

    CLE_CREEE = "cle_creee"
    ESPACE_CREE = "espace_cree"
    ESPACE_RESTAURE = "espace_restaure"  # from a copy: what was written since it was made is elsewhere, or lost
    COFFRE_CREE = "coffre_cree"  # the workspace is encrypted at rest from here on
    COFFRE_SECOURS = "coffre_secours"  # opened by the recovery sheet: the session has another key
    COFFRE_ENLEVE = "coffre_enleve"  # given back to clear
    COPIE_EN_CLAIR_ENLEVEE = "copie_en_clair_enlevee"  # the folder of before the vault
    CREATION = "creation"
    RETOUR_BROUILLON = "retour_brouillon"  # the text changed: no approval outlives its words
    PROPOSITION_ACCEPTEE = "proposition_acceptee"
    REFERENCE_REMPLACEE = "reference_remplacee"  # by the one that succeeds it
    PV_RELU = "pv_relu"
    PV_REPRIS = "pv_repris"
    PV_ARRETE = "pv_arrete"
    PV_PUBLIE = "pv_publie"
    RETOUR_ADMIS = "retour_admis"  # a person says that they put the workspace back to an older copy
    DONNEES_EFFACEES = "donnees_effacees"  # personal data that the commune had no duty to keep
    PARAPHEUR_ENVOYE = "parapheur_envoye"  # acts left on a stick to be reviewed
    REPONSE_REFUSEE = "reponse_refusee"  # of a parapheur: it was changed on its way
    ENVOI_PREPARE = "envoi_prepare"  # an act, for the prefecture
    ENVOI_RECU = "envoi_recu"  # the day the prefecture acknowledged it
    NUMERO_INUTILISE = "numero_inutilise"  # why no act bears a number
    ENREGISTREMENT_IMPORTE = "enregistrement_importe"
    ENREGISTREMENT_GARDE = "enregistrement_garde"  # the commune decided to keep it
    ENREGISTREMENT_EFFACE = "enregistrement_efface"  # and what was transcribed of it
    PERSONNE_INSCRITE = "personne_inscrite"
    PERSONNE_CHANGEE = "personne_changee"
    PERSONNE_RETIREE = "personne_retiree"
    CODE_CHOISI = "code_choisi"
    CODE_RETIRE = "code_retire"
    CODE_OUBLIE = "code_oublie"  # removed by somebody who did not know it, with the reason
    CODE_REFUSE = "code_refuse"  # wrong codes in a row: a wait began
    REMARQUE = "remarque"
    REMARQUE_LEVEE = "remarque_levee"


_STEPS = frozenset(step.value for step in Step)


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
        known: how many lines this PC saw it have; 0 when it never did, or has no keyring.
        acts: those whose state or text is not what the journal says.
    """

    intact: bool
    entries: int
    first_break: int | None
    reason: Breach | None
    protection: Protection
    unsigned: int
    head: str
    known: int = 0
    acts: tuple[ActId, ...] = ()


class Journal:
    """Append and verify. The key is looked for once, at opening: the keyring may ask the person for a password."""

    def __init__(self, connections: Connections, custody: Custody) -> None:
        self._connections = connections
        self._custody = custody

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
        custody = Custody.find(owner, connections.path.with_name(FILE_NAME), signed=signed)
        journal = cls(connections, custody)
        if custody.is_new:
            journal.append(Entry(APPLICATION, Event.CLE_CREEE), now=now)
        return journal

    @property
    def protection(self) -> Protection:
        return self._custody.protection

    def unlock(self, passphrase: str) -> None:
        """Take the key from its sealed file; see `Custody.unlock`."""
        self._custody.unlock(passphrase)

    def protect(self, passphrase: str, *, now: datetime) -> None:
        """Put the key in a file sealed by this passphrase, making the key if there is none; see `Custody.seal`."""
        began = not self._custody.holds_key
        self._custody.seal(passphrase)
        if began:
            self.append(Entry(APPLICATION, Event.CLE_CREEE), now=now)

    def remember(self) -> None:
        """Keep the head in the keyring, unless the journal lacks lines that this PC knew (see `admit_return`)."""
        line = self.head()
        if line is not None and not self._lost():
            self._custody.keep_mark(Mark(line.seq, line.hash))

    def admit_return(self, who: str, reason: str, *, now: datetime) -> JournalEntry:
        """A person says that they put the workspace back to an older copy: the journal tells it for ever.

        Raises:
            WrongUsage: the journal holds every line that this PC knew.
            EnvironmentFault: the file cannot be written.
        """
        lost = self._lost()
        if lost is None:
            raise WrongUsage(Code.NO_RETURN)
        data = {"lignes_connues": lost.entries, "empreinte_connue": lost.hash, "motif": reason}
        line = self.append(Entry(who, Event.RETOUR_ADMIS, data=data), now=now)
        self._custody.keep_mark(Mark(line.seq, line.hash))
        return line

    def key_for(self, purpose: str) -> bytes | None:
        """32 bytes drawn from the key of the journal for another purpose; None without the key."""
        drawn = self._custody.sign(f"{APPLICATION}:{purpose}")
        return None if drawn is None else bytes.fromhex(drawn)

    def line_of(self, digest: str) -> JournalEntry | None:
        """The line whose hash begins by these digits (16 at least), as printed on a sheet; None if there is none.

        Raises:
            WrongUsage: they are not that.
        """
        digits = "".join(digest.split()).lower()
        if not re.fullmatch(r"[0-9a-f]{16,64}", digits):
            raise WrongUsage(Code.WRONG_HEAD, empreinte=digest)
        return self._one("WHERE substr(hash, 1, ?) = ?", len(digits), digits)

    def head(self) -> JournalEntry | None:
        """The last line."""
        return self._one("ORDER BY seq DESC LIMIT 1")

    def _one(self, which: str, *values: object) -> JournalEntry | None:
        with self._connections.reading() as db, self._connections.decoding():
            row = db.execute(f"SELECT * FROM journal {which}", values).fetchone()
            return None if row is None else _entry(row)

    def append(self, entry: Entry, *, now: datetime) -> JournalEntry:
        """Write the line, in the transaction under way if there is one.

        Raises:
            EnvironmentFault: the file cannot be written, or waits for its passphrase.
        """
        if self.protection is Protection.FERME:
            raise EnvironmentFault(Code.JOURNAL_LOCKED)
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
            digest = line_hash(row)
            db.execute(
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, digest, self._custody.sign(digest)),
            )
            # what another tool did must neither stop the work nor be covered by a new signature
            if head and head_matches(head, last, self._custody):
                db.execute(
                    "UPDATE journal_head SET entries = ?, hash = ?, signature = ?",
                    (seq, digest, self._custody.sign(head_text(seq, digest))),
                )
            return _entry(db.execute("SELECT * FROM journal WHERE seq = ?", (seq,)).fetchone())

    def entries(self, act_id: ActId) -> tuple[JournalEntry, ...]:
        """The lines about an act, oldest first."""
        return self._several("act_id", act_id)

    def entries_by(self, who: str) -> tuple[JournalEntry, ...]:
        """The lines that a person is said to have written, oldest first."""
        return self._several("who", who)

    def last_states(self) -> dict[ActId, tuple[str, str]]:
        """Where each act that was not erased stands by its last line of life: its state, the hash of its content."""
        states: dict[ActId, tuple[str, str]] = {}
        with self._connections.reading() as db, self._connections.decoding():
            for row in db.execute(
                "SELECT act_id, what, data, content_sha256 FROM journal WHERE act_id <> '' ORDER BY seq"
            ):
                act_id, what = ActId(row["act_id"]), row["what"]
                if what in _STEPS:
                    states[act_id] = (json.loads(row["data"])["vers"], row["content_sha256"])
                elif what in {Event.CREATION, Event.RETOUR_BROUILLON}:
                    states[act_id] = (State.BROUILLON.value, row["content_sha256"])
                elif what == Event.DONNEES_EFFACEES:
                    states.pop(act_id, None)
        return states

    def of(self, event: Event) -> tuple[JournalEntry, ...]:
        """The lines of one kind, oldest first."""
        return self._several("what", event.value)

    def _several(self, column: str, value: str) -> tuple[JournalEntry, ...]:
        with self._connections.reading() as db, self._connections.decoding():
            rows = db.execute(f"SELECT * FROM journal WHERE {column} = ? ORDER BY seq", (value,))
            return tuple(_entry(row) for row in rows)

    def vouches_for(self, line: JournalEntry) -> bool:
        """Was this line written here? Its hash and its signature are right; unsigned, it came before any signed one."""
        with self._connections.reading() as db:
            row = db.execute("SELECT * FROM journal WHERE seq = ?", (line.seq,)).fetchone()
            before = db.execute("SELECT 1 FROM journal WHERE seq < ? AND signature IS NOT NULL LIMIT 1", (line.seq,))
            if row is None or row["hash"] != line_hash(tuple(row)[:9]):
                return False
            if row["signature"] is None:
                return not self._custody.holds_key or before.fetchone() is None
        return self._custody.vouches(row["signature"], row["hash"])

    def verify(self) -> JournalReport:
        """Read the whole journal again and say whether it is intact, and where it first breaks.

        Raises:
            EnvironmentFault: the file cannot be read.
        """
        with self._connections.reading() as db:
            rows = db.execute("SELECT * FROM journal ORDER BY seq").fetchall()
            head = db.execute("SELECT * FROM journal_head").fetchone()
            lost = self._lost()
        reason, first_break = first_breach(rows, head, self._custody, Event.CLE_CREEE.value)
        if reason is None and lost:
            reason = Breach.COPIE_ANCIENNE
        return JournalReport(
            intact=reason is None,
            entries=len(rows),
            first_break=first_break,
            reason=reason,
            protection=self.protection,
            unsigned=sum(1 for row in rows if row["signature"] is None),
            head=rows[-1]["hash"] if rows else GENESIS,
            known=self._custody.mark.entries if self._custody.mark else 0,
        )

    def _lost(self) -> Mark | None:
        """The head that this PC last saw, if it is no longer one of the lines."""
        if (mark := self._custody.mark) is None:
            return None
        with self._connections.reading() as db:
            row = db.execute("SELECT hash FROM journal WHERE seq = ?", (mark.entries,)).fetchone()
        return None if row is not None and row["hash"] == mark.hash else mark


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
