"""An answer brought back: every claim of it is judged against what left, shown, then merged act by act.

Nothing is resolved in silence: what is not merged keeps its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from secretaire.acts.act import State
from secretaire.acts.life import DECISIONS, NEEDS_REASON
from secretaire.acts.remarks import Remark
from secretaire.acts.wording import day
from secretaire.desk import persons, remarks, review, writing
from secretaire.desk.office import Office
from secretaire.errors import Code, Refused, SecretaireError
from secretaire.exchange.parapheur.answer import ActAnswer, AnswerFile, read_answer
from secretaire.store.act_json import content_sha256
from secretaire.store.journal import APPLICATION, Entry, Event
from secretaire.store.parapheur import Reply, Sending, SentNumber


@dataclass(frozen=True, slots=True)
class Line:
    """What is answered on an act, judged.

    Attributes:
        fault: why its decision is not merged.
        notes_kept: its remarks are merged all the same.
    """

    sent: SentNumber
    title: str
    answered: ActAnswer
    fault: SecretaireError | None

    @property
    def notes_kept(self) -> bool:
        return self.fault is None or self.fault.code is Code.ANSWER_OLD


@dataclass(frozen=True, slots=True)
class Received:
    """An answer that is whole and ours, not merged yet."""

    file: AnswerFile
    sending: Sending
    lines: tuple[Line, ...]

    @property
    def useful(self) -> bool:
        """Is there anything to merge?"""
        return any(line.notes_kept for line in self.lines)


def read(office: Office, path: Path) -> Received:
    """Read an answer and judge it, without merging anything.

    Raises:
        UnreadableInput: it is no answer.
        Refused: it answers a sending that is not ours, or was changed; the journal notes the latter.
    """
    file = read_answer(path)
    sending = office.workspace.parapheurs.get(file.answer.dossier)
    if sending is None:
        raise Refused(Code.ANSWER_FOREIGN, fichier=path.name)
    changed = _changed(file, sending)
    if changed:
        data = {"envoi": sending.id, "reponse": file.sha256, "raison": changed}
        office.workspace.journal.append(Entry(APPLICATION, Event.REPONSE_REFUSEE, data=data), now=datetime.now(UTC))
        raise Refused(Code.ANSWER_TAMPERED, fichier=path.name, cause=changed)
    return _judged(office, file, sending)


def needs_code(office: Office, received: Received) -> bool:
    """Must the person who answered give their code for it to be merged?"""
    person = persons.find(office, received.file.answer.by)
    decided = any(line.fault is None and line.answered.decision for line in received.lines)
    return decided and person is not None and person.has_code


def merge(office: Office, received: Received, by: str, code: str = "") -> Received:
    """Merge what can be: each act whole, or not at all; returns what became of each line.

    Args:
        by: who brings the answer back.
        code: of the person who answered, when they have one.

    Raises:
        Refused: the code is missing or wrong; nothing is merged.
    """
    file = received.file
    if needs_code(office, received):
        # before any transaction: a wrong code must be counted
        persons.check_code(office, persons.get(office, file.answer.by), code)
    merged = []
    for line in _judged(office, file, received.sending).lines:
        try:
            if line.notes_kept:
                _merge(office, received, line, by.strip(), code)
            merged.append(line)
        except SecretaireError as error:
            merged.append(Line(line.sent, line.title, line.answered, error))
    return Received(file, received.sending, tuple(merged))


def _judged(office: Office, file: AnswerFile, sending: Sending) -> Received:
    numbers = {sent.number: sent for sent in sending.acts}
    lines = tuple(_judge(office, file, numbers[a.number], a) for a in file.answer.acts if not a.empty)
    return Received(file, sending, lines)


def _judge(office: Office, file: AnswerFile, sent: SentNumber, answered: ActAnswer) -> Line:
    act = writing.get_act(office, sent.act_id)
    decision = answered.decision.value if answered.decision else "sans décision"
    reply = office.workspace.parapheurs.reply_to(sent.number)
    fault: SecretaireError | None = None
    if reply is not None:
        on = day(reply.at.astimezone().date())
        if reply.sha256 == file.sha256:
            fault = Refused(Code.ANSWER_USED, le=on)
        else:
            fault = Refused(Code.ANSWER_CONFLICT, nom=reply.by, decision=reply.decision or "sans décision", le=on)
    elif answered.decision and content_sha256(act) != sent.fingerprint:
        fault = Refused(Code.ANSWER_OLD, lue=sent.version, actuelle=act.version)
    elif answered.decision and act.state is not State.SOUMIS:
        fault = Refused(Code.ANSWER_DECIDED, etat=act.state.value.replace("_", " "), decision=decision)
    return Line(sent, act.objet or writing.act_type(office, act.type_id).libelle, answered, fault)


def _merge(office: Office, received: Received, line: Line, by: str, code: str) -> None:
    file, answered, now = received.file, line.answered, datetime.now(UTC)
    decision = answered.decision if line.fault is None else None
    act = writing.get_act(office, line.sent.act_id)
    with office.workspace.writing():
        said = decision.value if decision else ""
        office.workspace.parapheurs.use(Reply(line.sent.number, file.sha256, said, file.answer.by, now))
        for remark in _remarks(file, line, now):
            remarks.bring(office, remark)
        if decision:
            how = {
                "porte": "parapheur",
                "envoi": received.sending.id,
                "reponse": file.sha256,
                "date_lue": file.answer.day.isoformat(),
                "rapporte_par": by,
            }
            review.take(
                office, act.id, decision, file.answer.by, answered.reason, pin=code, version=act.version, how=how
            )


def _remarks(file: AnswerFile, line: Line, now: datetime) -> Iterator[Remark]:
    sent = line.sent
    for rank, note in enumerate(line.answered.notes, start=1):
        uid = f"{sent.number}-{rank}"
        yield Remark(0, uid, sent.act_id, sent.version, note.passage, note.text, file.answer.by, now)


def _changed(file: AnswerFile, sending: Sending) -> str:
    """What shows that an answer is not what was recorded; empty when nothing does."""
    answer = file.answer
    if not file.whole(sending.seal):
        return "la somme de contrôle est fausse"
    if answer.read != sending.read:
        return "il ne répond pas à ce qui a été envoyé"
    numbers = {sent.number: sent for sent in sending.acts}
    if len({a.number for a in answer.acts}) != len(answer.acts):
        return "un acte y est deux fois"
    for answered in answer.acts:
        sent = numbers.get(answered.number)
        if sent is None or sent.act_id != answered.act:
            return "il répond à un acte qui n'a pas été envoyé"
        if sent.fingerprint != answered.fingerprint:
            return "il ne désigne pas le texte envoyé"
        if answered.decision is None:
            continue
        if answered.decision not in DECISIONS or not sent.decidable:
            return "il décide ce qui n'était pas à décider"
        if answered.decision in NEEDS_REASON and not answered.reason.strip():
            return "il manque un motif"
    return ""
