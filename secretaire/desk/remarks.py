"""Remarks on an act: made at a passage, brought back from another PC, answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import uuid4

from secretaire.acts.act import Act
from secretaire.acts.remarks import Answer, Passage, Remark, located, passages_saying
from secretaire.desk import persons, writing
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage


@dataclass(frozen=True, slots=True)
class PlacedRemark:
    """A remark and where its passage is now: characters of its section; None for the whole act or once the words changed."""

    remark: Remark
    place: tuple[int, int] | None

    @property
    def passage_changed(self) -> bool:
        return self.remark.passage is not None and self.place is None


def of_act(office: Office, act_id: str) -> tuple[PlacedRemark, ...]:
    """The remarks on an act, those that wait first, each at its place in the text as it stands."""
    act = writing.get_act(office, act_id)
    kept = sorted(office.workspace.remarks.of(act.id), key=lambda r: r.answer is not None)
    return tuple(PlacedRemark(r, located(act, r.passage) if r.passage else None) for r in kept)


def make(office: Office, act_id: str, by: str, text: str, passage: Passage | None = None) -> Remark:
    """Keep what a person remarks on the act as it stands.

    Raises:
        WrongUsage: no such act, nobody is named, nothing is remarked, or the act does not say that passage.
    """
    act = writing.get_act(office, act_id)
    if passage is not None and located(act, passage) is None:
        raise _not_said(passage.words)
    remark = Remark(0, uuid4().hex, act.id, act.version, passage, text, by, datetime.now(UTC))
    return bring(office, remark)


def bring(office: Office, remark: Remark) -> Remark:
    """Keep a remark made elsewhere, on a version that was read there; brought twice, it is kept once.

    Raises:
        WrongUsage: no such act, nobody is named, or nothing is remarked.
    """
    writing.get_act(office, remark.act_id)
    text, author = remark.text.strip(), remark.author.strip()
    if not text:
        raise WrongUsage(Code.WRONG_OPTION, cause="La remarque est vide")
    if not author:
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut dire qui remarque : ajoutez --par NOM")
    known = persons.find(office, author)
    return office.workspace.remarks.add(replace(remark, text=text, author=known.nom if known else author))


def answer(office: Office, act_id: str, number: int, by: str, text: str = "") -> Remark:
    """Say that a remark was dealt with, and how if need be.

    Raises:
        WrongUsage: no such act or remark.
    """
    act = writing.get_act(office, act_id)
    return office.workspace.remarks.answer(act.id, number, Answer(by.strip(), datetime.now(UTC), text.strip()))


def passage_saying(act: Act, words: str) -> Passage:
    """The only passage of an act that says these words.

    Raises:
        WrongUsage: it does not say them, or says them several times.
    """
    found = passages_saying(act, words)
    if not found:
        raise _not_said(words)
    if len(found) > 1:
        cause = f"L'acte dit {len(found)} fois « {words} » : citez quelques mots de plus"
        raise WrongUsage(Code.WRONG_OPTION, cause=cause)
    return found[0]


def _not_said(words: str) -> WrongUsage:
    return WrongUsage(
        Code.WRONG_OPTION, cause=f"L'acte ne dit pas « {words} » : citez les mots tels qu'ils sont écrits"
    )
