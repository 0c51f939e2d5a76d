"""Start from an old act: its type is recognised, its values are offered one by one, and nothing carries over silently."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from secretaire.acts.act import Act, ActId
from secretaire.acts.act_type import ActType, Champ
from secretaire.acts.adaptation import Changement
from secretaire.acts.reprise import Reprise, Sort, usually_changes
from secretaire.desk import act_types, finding, old_acts, writing
from secretaire.desk.office import Office
from secretaire.desk.old_acts import FAMILLES, ReadAct
from secretaire.drafting.act_types.catalogue import TypesCatalogue
from secretaire.drafting.reuse.comparison import Comparison, compare
from secretaire.drafting.reuse.extraction import extract
from secretaire.drafting.reuse.habits import Habit, habits_of
from secretaire.drafting.reuse.old_act import OldAct
from secretaire.drafting.reuse.recognition import Recognised, Recogniser
from secretaire.drafting.reuse.references import OldReference, references_of
from secretaire.errors import Code, UnreadableInput, WrongUsage
from secretaire.fund.finding.results import Result
from secretaire.fund.pieces import ACT_KINDS
from secretaire.store.reprises import OldActRecord

_CONFIRMED = frozenset({Sort.REPRIS, Sort.REMPLACE})
_SHOWN, _LOOKED_AT = 3, 12


@dataclass(frozen=True, slots=True)
class Offer:
    """A value of the old act beside its field.

    Attributes:
        changes: it is another one each time (date, amount, name): to be typed again rather than taken.
    """

    champ: Champ
    reprise: Reprise
    changes: bool


@dataclass(frozen=True, slots=True)
class Reuse:
    """The old act of a draft and what it offers, in the order of the form."""

    label: str
    source: str
    text: str
    offers: tuple[Offer, ...]

    @property
    def pending(self) -> tuple[Offer, ...]:
        """What the person has not answered yet."""
        return tuple(o for o in self.offers if o.reprise.sort is Sort.A_CONFIRMER)


def answering(office: Office, words: str) -> tuple[Result, ...]:
    """The few acts of the fund that best answer some typed words; none while the fund is not ready."""
    found = finding.search(office, words, limit=_LOOKED_AT).results if words.strip() else ()
    return tuple(result for result in found if result.facts.kind in ACT_KINDS)[:_SHOWN]


def types_of(office: Office, read: ReadAct) -> tuple[Recognised, ...]:
    """The types an old act may be of, best first; none when nothing is near enough."""
    return _recogniser(office).recognise(read.old)


def start_from(office: Office, read: ReadAct, author: str, type_id: str = "") -> Act:
    """A new draft from an old act: empty fields, each with the value of the old act beside it.

    A draft already started from it, and left untouched, is taken up again.

    Args:
        type_id: the type the person chose; empty to take the one that is recognised.

    Raises:
        WrongUsage: the type is unknown.
        UnreadableInput: no type is near enough (OLD_TYPE_UNKNOWN): the person chooses one.
    """
    kind = writing.act_type(office, type_id) if type_id else _recognised(office, read)
    reprises = tuple(
        Reprise(found.champ.nom, found.value, read.place(found.passage), found.sentence)
        for found in extract(kind, read.old)
    )
    return _keep(office, kind, read, reprises, author)


def start_again(office: Office, act_id: str, author: str) -> Act:
    """A new draft from one of our acts: the same type; its values are offered, none is taken."""
    former = writing.get_act(office, act_id)
    kind = writing.act_type(office, former.type_id)
    read = old_acts.of_ours(office, act_id)
    reprises = tuple(
        Reprise(champ.nom, given, read.source, former.objet)
        for champ in kind.champs
        if (given := former.fields.get(champ.nom))
    )
    return _keep(office, kind, read, reprises, author)


def reuse_of(office: Office, act_id: str) -> Reuse | None:
    """What the old act of a draft offers; None for a draft started from nothing."""
    act = writing.get_act(office, act_id)
    record = office.workspace.reprises.old_act(act.id)
    if record is None:
        return None
    kind = writing.act_type(office, act.type_id)
    offers = tuple(
        Offer(champ, reprise, usually_changes(champ))
        for reprise in office.workspace.reprises.of(act.id)
        if (champ := kind.champ(reprise.champ)) is not None
    )
    return Reuse(record.label, record.source, record.text, offers)


def take(office: Office, act_id: str, champ: str, author: str) -> Act:
    """The person takes the old value as it is; it becomes hers, as if she had typed it.

    Raises:
        WrongUsage: the old act offers nothing for that field.
        UnreadableInput: the value no longer suits the field.
    """
    return writing.change_fields(office, act_id, {champ: _offered(office, act_id, champ).ancien}, author)


def set_aside(office: Office, act_id: str, champ: str) -> None:
    """The person wants nothing of the old value; her field stays as it is.

    Raises:
        WrongUsage: the old act offers nothing for that field, or its value is already in the act.
    """
    if _offered(office, act_id, champ).sort is Sort.REPRIS:
        raise WrongUsage(Code.ALREADY_REUSED, champ=champ)
    office.workspace.reprises.settle(ActId(act_id), champ, Sort.ECARTE)


def ask_again(office: Office, act_id: str, champ: str) -> None:
    """What was set aside is to be answered again."""
    office.workspace.reprises.settle(ActId(act_id), champ, Sort.A_CONFIRMER)


def comparison(office: Office, act_id: str) -> Comparison:
    """The old act beside the new one, paragraph by paragraph.

    Raises:
        WrongUsage: the draft was started from nothing.
    """
    act = writing.get_act(office, act_id)
    return compare(_old_of(office, act), act.sections)


def unconfirmed(office: Office, act_id: str) -> tuple[str, ...]:
    """The dates, amounts and names of the old act that stand in the new one without anyone having confirmed them.

    What the type works out from confirmed values is confirmed with them. Empty by construction; measured all the same.
    """
    act = writing.get_act(office, act_id)
    settled = {r.champ for r in office.workspace.reprises.of(act.id) if r.sort in _CONFIRMED}
    return tuple(
        left.text
        for left in comparison(office, act_id).figures_left
        if left.origin.source not in settled and act.fields.get(left.origin.source)
    )


def references_of_old(office: Office, act_id: str) -> tuple[OldReference, ...]:
    """The legal references of the old act, judged at the date of the new one.

    Raises:
        WrongUsage: the draft was started from nothing.
    """
    act = writing.get_act(office, act_id)
    return references_of(_old_of(office, act), office.snapshot, act.act_date or office.today(), act.sections)


def habits(office: Office, type_id: str) -> tuple[Habit, ...]:
    """The clauses that this commune writes its own way in three acts of this type or more.

    Raises:
        WrongUsage: no such type.
    """
    kind = writing.act_type(office, type_id)
    recogniser = _recogniser(office)
    acts: list[tuple[str, OldAct]] = []
    for piece in office.fund.catalogue.pieces.acts():
        if FAMILLES.get(piece.facts.kind) is not kind.famille:
            continue
        read = old_acts.of_stored(office, piece)
        best = recogniser.recognise(read.old)
        if best and best[0].kind.id == kind.id:
            acts.append((f"piece:{piece.id}", read.old))
    return habits_of(kind, acts)


def adopt_habit(office: Office, type_id: str, habit: Habit) -> act_types.TypeSheet:
    """Make a habit of the commune its wording of the type.

    Raises:
        UnreadableInput: the wording cannot be written by the type.
    """
    if habit.replaces:
        change = Changement(partie=habit.part, livre=habit.replaces, texte=habit.text)
        return act_types.change_clause(office, type_id, change)
    return act_types.add_clause(office, type_id, habit.part, habit.text)


def _keep(office: Office, kind: ActType, read: ReadAct, reprises: tuple[Reprise, ...], author: str) -> Act:
    for act in writing.untouched_drafts(office, kind.id):
        former = office.workspace.reprises.old_act(act.id)
        if former is not None and (former.source, former.text) == (read.source, read.old.text):
            return act
    act = writing.start_draft(office, kind.id, {}, author=author)
    office.workspace.reprises.add(act.id, OldActRecord(read.source, read.label, read.old.text), reprises)
    return act


def _offered(office: Office, act_id: str, champ: str) -> Reprise:
    reprise = next((r for r in office.workspace.reprises.of(ActId(act_id)) if r.champ == champ), None)
    if reprise is None:
        raise WrongUsage(Code.NOTHING_TO_REUSE, champ=champ)
    return reprise


def _recognised(office: Office, read: ReadAct) -> ActType:
    found = _recogniser(office).recognise(read.old)
    if not found:
        raise UnreadableInput(Code.OLD_TYPE_UNKNOWN, acte=read.label)
    return found[0].kind


def _recogniser(office: Office) -> Recogniser:
    return _recogniser_of(office.types)


@lru_cache(maxsize=1)
def _recogniser_of(types: TypesCatalogue) -> Recogniser:
    return Recogniser(types.all())


def _old_of(office: Office, act: Act) -> OldAct:
    record = office.workspace.reprises.old_act(act.id)
    if record is None:
        raise WrongUsage(Code.NO_OLD_ACT, acte=act.id)
    return OldAct(record.text, famille=_kind(office, act).famille)


def _kind(office: Office, act: Act) -> ActType:
    return writing.act_type(office, act.type_id)
