"""What may leave for the prefecture: the acts that the law wants there, approved, each looked at before it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from secretaire.acts.act import Act, ActId
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.form_values import FormValues
from secretaire.acts.numbering import own_transmission_number
from secretaire.council.transmission import Transmission, transmission
from secretaire.desk import classification, writing
from secretaire.desk.adoption import NO_SEANCE, not_adopted, not_approved
from secretaire.desk.exporting import approval_of, in_order
from secretaire.desk.office import Office
from secretaire.desk.transmitting_checks import Look, look_at
from secretaire.errors import Code, Refused, UnreadableInput
from secretaire.exchange.actes.classification import Classification, PieceType
from secretaire.exchange.actes.message import NATURES, Message, Piece, one_line
from secretaire.fund.reading.reading_process import ReadingProcess
from secretaire.store.journal import Entry, Event
from secretaire.store.transmissions import Sending

Chosen = Mapping[tuple[str, int], str]
"""The type that a person gives to a file: id of the act, rank of the file (1: the act itself)."""

_OTHER = "exécutoire dès sa publication ou sa notification, sans transmission (CGCT, L. 2131-3)"


@dataclass(frozen=True, slots=True)
class FilePiece:
    """A file of an act.

    Attributes:
        source: the copy of a file joined; None for the act itself, which is written when it leaves.
        type_code: empty while it is to be chosen.
        choices: what it may be, the likeliest first; none without the classification of the prefecture.
    """

    name: str
    source: Path | None
    type_code: str
    choices: tuple[PieceType, ...]


@dataclass(frozen=True, slots=True)
class ToSend:
    """An act that the prefecture receives.

    Attributes:
        faults: what keeps it here, each with what to do.
        remarks: what a person must know; it may leave.
        sending: what was prepared or noted before; None: nothing.
        again: that very text was already prepared or sent.
    """

    act: Act
    kind: ActType
    rule: Transmission
    message: Message
    files: tuple[FilePiece, ...]
    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    sending: Sending | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class NotSent:
    """An act that does not leave, and why."""

    act_id: str
    numero: str
    objet: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What was looked at: what leaves, in the order of the dates and numbers, and what does not."""

    to_send: tuple[ToSend, ...]
    not_sent: tuple[NotSent, ...]
    classified: date | None = None

    @property
    def ready(self) -> tuple[ToSend, ...]:
        """What may leave now for the first time."""
        return tuple(line for line in self.to_send if not line.faults and not line.again)


def of_seance(office: Office, seance_id: int, chosen: Chosen | None = None) -> Outgoing:
    """The acts put to a meeting.

    Raises:
        WrongUsage: no such meeting.
        Refused: the SIREN is not known, or a type chosen is not of the classification.
    """
    office.workspace.seances.get(seance_id)
    return _looked_at(office, (line.id for line in office.workspace.acts.list() if line.seance_id == seance_id), chosen)


def of_year(office: Office, year: int, chosen: Chosen | None = None) -> Outgoing:
    """Every act of a year, arretes included.

    Raises:
        Refused: as `of_seance`.
    """
    dated = (
        writing.get_act(office, line.id) for line in office.workspace.acts.list() if office.types.find(line.type_id)
    )
    return _looked_at(office, (act.id for act in dated if act.act_date and act.act_date.year == year), chosen)


def of_acts(office: Office, acts: Iterable[str], chosen: Chosen | None = None) -> Outgoing:
    """These acts.

    Raises:
        WrongUsage: no such act.
        Refused: as `of_seance`.
    """
    return _looked_at(office, (writing.get_act(office, act_id).id for act_id in acts), chosen)


def is_sent(office: Office, act: Act) -> bool:
    """Does the law want that act at the prefecture, as its fields are filled?"""
    kind = writing.act_type(office, act.type_id)
    try:
        return FormValues(kind, act.fields, act.act_date).transmissible
    except UnreadableInput:  # the form has already said which field
        return kind.transmissible


def note_received(office: Office, act_id: str, day: date, by: str) -> Act:
    """Note the day of the acknowledgement of the prefecture; noted again, the new day takes its place.

    Raises:
        WrongUsage: no such act.
        Refused: it has no approval, is not to be sent, or that day is yet to come or before the act.
    """
    act = writing.get_act(office, act_id)
    if approval_of(office, act) is None:
        raise Refused(Code.NOT_APPROVED, acte=act.id, etat=act.state.value)
    if _kept_here(office, act, {}):
        raise Refused(Code.NOT_TO_SEND, acte=act.numero or act.objet)
    if day > office.today() or (act.act_date is not None and day < act.act_date):
        dated = f"daté du {act.act_date:%d/%m/%Y}" if act.act_date else "sans date"
        raise Refused(Code.SENT_WHEN, le=f"{day:%d/%m/%Y}", acte=act.numero or act.objet, date=dated)
    known = office.workspace.transmissions.all()
    numero, _ = _numero(act, known)
    with office.workspace.writing():
        office.workspace.transmissions.note_received(act.id, numero or act.id, day, by)
        entry = Entry(by, Event.ENVOI_RECU, act.id, act.version, data={"le": day.isoformat()})
        office.workspace.journal.append(entry, now=datetime.now(UTC))
    return act


def _looked_at(office: Office, acts: Iterable[ActId], chosen: Chosen | None) -> Outgoing:
    if not office.commune.siren:
        raise Refused(Code.SIREN_MISSING)
    examiner = _Examiner(office, chosen or {})
    found = sorted((writing.get_act(office, act_id) for act_id in acts), key=_place)
    with ReadingProcess() as process:
        lines = [examiner.line(act, process) for act in found]
    return Outgoing(
        tuple(line for line in lines if isinstance(line, ToSend)),
        tuple(line for line in lines if isinstance(line, NotSent)),
        examiner.accepted.version if examiner.accepted else None,
    )


def _place(act: Act) -> tuple[object, ...]:
    return act.act_date or date.max, act.seance_id or 0, in_order(act.numero)


def _kept_here(office: Office, act: Act, refused: Mapping[str, str]) -> str:
    """Why an act does not leave; empty when it does. `refused`: the acts that their meeting did not adopt."""
    kind = writing.act_type(office, act.type_id)
    if not is_sent(office, act):
        return _OTHER
    if act.id in refused:
        return refused[act.id]
    if kind.famille is Famille.DELIBERATION and act.seance_id is None:
        return NO_SEANCE
    return not_approved(office, act)


def _numero(act: Act, known: Mapping[ActId, Sending]) -> tuple[str, str]:
    """The « numéro interne » of an act, kept from one sending to the next, else why it has none."""
    if act.id in known:
        return known[act.id].numero_interne, ""
    try:
        return own_transmission_number(act.numero, {sending.numero_interne for sending in known.values()}), ""
    except ValueError as error:
        return "", f"Numéro de l'acte : {error}. Changez-le dans Rédiger."


@dataclass(slots=True)
class _Examiner:
    """Reads once what all the lines share; two acts of one batch never get the same number."""

    office: Office
    chosen: Chosen
    accepted: Classification | None = field(init=False)
    known: dict[ActId, Sending] = field(init=False)
    refused: dict[int, Mapping[str, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.accepted = classification.current(self.office)
        self.known = dict(self.office.workspace.transmissions.all())

    def line(self, act: Act, process: ReadingProcess) -> ToSend | NotSent:
        office, kind = self.office, writing.act_type(self.office, act.type_id)
        if act.seance_id is not None and act.seance_id not in self.refused:
            self.refused[act.seance_id] = not_adopted(office, act.seance_id)
        reason = _kept_here(office, act, self.refused.get(act.seance_id or 0, {}))
        if reason:
            return NotSent(act.id, act.numero, act.objet, reason)
        sending = self.known.get(act.id)
        numero, fault = _numero(act, self.known)
        if sending is None and numero:
            self.known[act.id] = Sending(numero)
        day, files = act.act_date or office.today(), tuple(self._files(act, kind))
        message = Message(
            office.commune.code_departement,
            office.commune.siren,
            day,
            numero,
            kind.nature_actes,
            kind.matiere,
            one_line(act.objet or kind.libelle),
            tuple(Piece(file.type_code, Path(file.name).suffix.lower()) for file in files),
            self.accepted.version if self.accepted else None,
        )
        rule = transmission(kind, sent=True, held=day, population=office.commune.population)
        look = Look(act, kind, rule, message, tuple(file.source for file in files[1:] if file.source), sending)
        found = look_at(office, look, self.accepted, process)
        faults = (*filter(None, [fault]), *found.faults)
        return ToSend(act, kind, rule, message, files, faults, found.remarks, sending, found.again)

    def _files(self, act: Act, kind: ActType) -> Iterator[FilePiece]:
        """The act, then what is joined to it; only the type of the act itself is proposed."""
        accepted, kept = self.accepted, self.office.workspace.joined
        nature = NATURES[kind.nature_actes]
        choices = accepted.choices(nature, kind.matiere) if accepted else ()
        usual = accepted.usual(nature) if accepted else None
        yield self._file(act, 1, "acte.pdf", None, choices, usual.code if usual else "")
        for rank, piece in enumerate(act.jointes, start=2):
            yield self._file(act, rank, piece.nom, kept.path(piece), choices, "")

    def _file(
        self, act: Act, rank: int, name: str, source: Path | None, choices: Sequence[PieceType], proposed: str
    ) -> FilePiece:
        code = self.chosen.get((act.id, rank), proposed)
        if code and code not in {one.code for one in choices}:
            known = (
                ", ".join(f"{one.code} ({one.label})" for one in choices)
                or "aucun : importez d'abord la classification"
            )
            raise Refused(Code.PIECE_TYPE_WRONG, piece=code, choix=known)
        return FilePiece(name, source, code, tuple(choices))
