"""Acts sent to whoever decides, in one file for a stick; and that file opened on another PC, with or without a workspace."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum, auto
from pathlib import Path
from uuid import uuid4

from secretaire.acts.act import Act, PieceJointe, State
from secretaire.acts.wording import de_commune, upper_first
from secretaire.desk import control_sheets, persons, review, writing
from secretaire.desk.for_decision import origins_told, waiting
from secretaire.desk.history_words import in_words
from secretaire.desk.office import Office
from secretaire.desk.resources import resources
from secretaire.errors import Code, EnvironmentFault, WrongUsage
from secretaire.exchange.parapheur.answer import ActAnswer, Answer, write_answer
from secretaire.exchange.parapheur.dossier import Dossier, SentAct, Told
from secretaire.exchange.parapheur.packing import Opened, pack, public_key, read_hash, unpack
from secretaire.exchange.parapheur.page import page
from secretaire.store.act_json import content_sha256
from secretaire.store.journal import Entry, Event
from secretaire.store.known_keys import known_key, remember_key
from secretaire.store.parapheur import Sending, SentNumber

_PURPOSE = "signature des parapheurs, Ed25519"
_RANDOM_BYTES = 16


class Trust(Enum):
    """What this PC knows of the key that signed a parapheur."""

    KNOWN = auto()  # the same as last time
    FIRST = auto()  # never seen here: remembered from now on
    CHANGED = auto()  # another key than last time, or none any more
    UNSIGNED = auto()  # the town hall has no key


@dataclass(frozen=True, slots=True)
class Sent:
    """The file written; `key` is the fingerprint to compare, empty when it left unsigned."""

    path: Path
    dossier: Dossier
    key: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A parapheur opened to be read; `key` is the fingerprint to compare, empty when it is unsigned."""

    opened: Opened
    trust: Trust
    key: str

    @property
    def dossier(self) -> Dossier:
        return self.opened.dossier


def send(office: Office, act_ids: Sequence[str], target: Path, by: str) -> Sent:
    """Write the file to carry: these acts, or all those that wait for a decision.

    Raises:
        WrongUsage: no such act, or none waits.
        EnvironmentFault: the file cannot be written, or the copy of a joined file is gone or changed.
    """
    chosen = tuple(dict.fromkeys(act_ids)) or tuple(line.id for line in waiting(office))
    if not chosen:
        raise WrongUsage(Code.NOTHING_TO_SEND)
    acts = [writing.get_act(office, act_id) for act_id in chosen]
    key = office.workspace.journal.key_for(_PURPOSE)
    dossier = Dossier(
        id=secrets.token_hex(_RANDOM_BYTES),
        space=office.workspace.uuid,
        commune=f"Commune {de_commune(office.commune.nom, office.commune.liaison)}",
        sent_at=datetime.now(UTC),
        by=by.strip(),
        deciders=tuple(dict.fromkeys(w.nom for act in acts for w in persons.deciders(office, act))),
        seal=secrets.token_hex(32),
        acts=tuple(_sent(office, act) for act in acts),
    )
    shown = fingerprint(public_key(key)) if key else ""
    annexes = {name: _copy(office, piece) for sent in dossier.acts for piece, name in dossier.annexes(sent)}
    with office.workspace.writing():
        office.workspace.parapheurs.add(_kept(dossier))
        for sent in dossier.acts:
            act, data = sent.act, {"envoi": dossier.id, "numero": sent.number}
            entry = Entry(dossier.by, Event.PARAPHEUR_ENVOYE, act.id, act.version, sent.fingerprint, data)
            office.workspace.journal.append(entry, now=dossier.sent_at)
        pack(dossier, page(dossier, resources() / "parapheur", shown), annexes, key, target)
    return Sent(target, dossier, shown)


def read(path: Path) -> Reading:
    """Open a parapheur on any PC; the first key seen for a town hall is remembered.

    Raises:
        UnreadableInput: it is no parapheur, or was changed on its way.
    """
    opened = unpack(path)
    space, known = opened.dossier.space, known_key(opened.dossier.space)
    if known is None and opened.key:
        remember_key(space, opened.key)
    trust = _trust(opened.key, known)
    return Reading(opened, trust, fingerprint(opened.key) if opened.key else "")


def accept_key(reading: Reading) -> Reading:
    """The person compared the fingerprint with the town hall: it is the key from now on."""
    remember_key(reading.dossier.space, reading.opened.key)
    return read(reading.opened.path)


def answer(reading: Reading, by: str, on: date, acts: Sequence[ActAnswer], target: Path) -> Answer:
    """Write the answer to bring back to the town hall.

    Raises:
        WrongUsage: nobody is named, nothing is answered, or a reason is missing.
        EnvironmentFault: it cannot be written.
    """
    if not by.strip():
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut dire qui répond")
    if all(a.empty for a in acts):
        raise WrongUsage(Code.WRONG_OPTION, cause="Rien n'est encore décidé ni remarqué")
    made = Answer(
        secrets.token_hex(_RANDOM_BYTES), reading.dossier.id, reading.opened.read, by.strip(), on, tuple(acts)
    )
    write_answer(made, reading.dossier.seal, target)
    return made


def fingerprint(key: str) -> str:
    """« 3F2A 91C0 77DE 0B15 »: what two people compare on the phone."""
    digest = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:16].upper()
    return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))


def _sent(office: Office, act: Act) -> SentAct:
    told = ", ".join(origins_told(office, act))
    return SentAct(
        act=act,
        kind=writing.act_type(office, act.type_id).libelle,
        number=uuid4().hex,
        fingerprint=content_sha256(act),
        sheet=control_sheets.act_sheet(office, act.id),
        history=tuple(
            Told(line.when, line.who, in_words(line.what, line.door, line.detail), line.reason, line.version)
            for line in review.history(office, act.id)
        ),
        origins=f"{upper_first(told)}." if told else "",
        decidable=act.state is State.SOUMIS,
    )


def _kept(dossier: Dossier) -> Sending:
    numbers = tuple(SentNumber(s.number, s.act.id, s.act.version, s.fingerprint, s.decidable) for s in dossier.acts)
    return Sending(dossier.id, dossier.sent_at, dossier.by, read_hash(dossier), dossier.seal, numbers)


def _copy(office: Office, piece: PieceJointe) -> Path:
    if not office.workspace.joined.holds(piece):
        cause = "sa copie a disparu ou a changé ; joignez-le de nouveau à l'acte"
        raise EnvironmentFault(Code.FILE_UNREADABLE, fichier=piece.nom, cause=cause)
    return office.workspace.joined.path(piece)


def _trust(key: str, known: str | None) -> Trust:
    if known is None:
        return Trust.FIRST if key else Trust.UNSIGNED
    return Trust.KNOWN if key == known else Trust.CHANGED
