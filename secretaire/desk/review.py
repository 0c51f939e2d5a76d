"""The life of an act: reread, submit, approve, send back, refuse; its history and versions."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Literal

from secretaire.acts.act import Act, State
from secretaire.acts.act_type import ActType
from secretaire.acts.life import Step, take_step
from secretaire.checks.finding import Finding, Gravite
from secretaire.council.persons import Capacity
from secretaire.desk import persons, writing
from secretaire.desk.checking import check_act
from secretaire.desk.office import Office
from secretaire.desk.persons import Signatory
from secretaire.errors import Code, Refused, WrongUsage

_SHOWN_FINDINGS = 5
_NOTHING_ELSE: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the journal about an act."""

    when: datetime
    who: str
    what: str
    reason: str
    version: int
    door: str = ""  # `porte` of the journal: by which way the decision came; empty for the application itself
    detail: str = ""  # when and how it was published


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A kept version of an act."""

    version: int
    when: datetime
    who: str
    state: str


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """A run of words that is the same, added or removed between two versions."""

    kind: Literal["same", "added", "removed"]
    text: str


def take(
    office: Office,
    act_id: str,
    step: Step,
    by: str,
    reason: str = "",
    *,
    pin: str = "",
    version: int | None = None,
    how: Mapping[str, object] = _NOTHING_ELSE,
) -> Act:
    """A named person takes a step; the state and its journal entry are written together.

    Args:
        pin: the code of the person, when they have one.
        version: the one that was read; None when it was read just now.
        how: what the journal must say of the way it was taken (a paper, a file brought back).

    Raises:
        Refused: the step does not follow, a reason is missing, blocking findings remain (submit and approve), the act is
            no longer the version that was read, the person may not take it (see `persons.signatory`), or their code is
            missing or wrong.
        WrongUsage: nobody is named.
    """
    if not by.strip():
        raise WrongUsage(Code.WRONG_OPTION, cause="Il faut dire qui agit : ajoutez --par NOM")
    act = writing.get_act(office, act_id)
    if version is not None and act.version != version:
        raise Refused(Code.ACT_CHANGED_ELSEWHERE, acte=act.id, numero=act.numero)
    take_step(act, step, reason)
    who = persons.signatory(office, act, step, by)
    if step in {Step.SOUMETTRE, Step.APPROUVER}:
        _refuse_if_blocked(act, writing.act_type(office, act.type_id), check_act(office, act))
    if who.person is not None:
        persons.check_code(office, who.person, pin)
    facts = {**how, **_told(who)}
    return office.workspace.acts.record_step(act, step, who.nom, reason.strip(), now=datetime.now(UTC), how=facts)


def history(office: Office, act_id: str) -> tuple[HistoryLine, ...]:
    """What happened to an act, oldest first; of a publication noted again, only the day that is right, and the one it corrects.

    The journal keeps both.
    """
    act = writing.get_act(office, act_id)
    lines: list[HistoryLine] = []
    for e in office.workspace.journal.entries(act.id):
        detail = ""
        if e.what == Step.PUBLIER and "le" in e.data:
            detail = f"le {date.fromisoformat(str(e.data['le'])):%d/%m/%Y}, {e.data.get('mode', '')}"
            if e.data.get("de") == State.PUBLIE and lines and lines[-1].what == Step.PUBLIER:
                detail += f" (noté d'abord {lines.pop().detail.partition(' (')[0]})"
        door = str(e.data.get("porte", ""))
        lines.append(HistoryLine(e.when, e.who, e.what, str(e.data.get("motif", "")), e.version, door, detail))
    return tuple(lines)


def versions(office: Office, act_id: str) -> tuple[VersionLine, ...]:
    """The kept versions of an act, oldest first."""
    act = writing.get_act(office, act_id)
    return tuple(VersionLine(v.version, v.when, v.who, v.state.value) for v in office.workspace.acts.versions(act.id))


def compare(office: Office, act_id: str, old: int, new: int) -> tuple[DiffPiece, ...]:
    """What changed between two versions, word by word.

    Raises:
        WrongUsage: one of the versions was not kept.
    """
    act = writing.get_act(office, act_id)
    kept = office.workspace.acts
    return changes(kept.version(act.id, old), kept.version(act.id, new))


def changes(old: Act, new: Act) -> tuple[DiffPiece, ...]:
    """What changed between two states of an act, word by word."""
    before, after = _words(old), _words(new)
    pieces: list[DiffPiece] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(DiffPiece("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(DiffPiece("removed", "".join(before[i1:i2])))
        if j2 > j1:
            pieces.append(DiffPiece("added", "".join(after[j1:j2])))
    return tuple(pieces)


def _words(act: Act) -> list[str]:
    text = "\n\n".join(section.text for section in act.sections if section.text)
    return re.findall(r"\s+|[^\s]+", text)


def _told(who: Signatory) -> dict[str, object]:
    """What the journal says of a listed person who takes a step."""
    if who.person is None:
        return {}
    facts: dict[str, object] = {"code": who.person.has_code}
    if who.capacity is not None:
        facts["qualite"] = who.capacity.value
    if who.capacity is Capacity.DELEGATION and who.person.delegation.arrete:
        facts["delegation"] = who.person.delegation.arrete
    return facts


def _refuse_if_blocked(act: Act, kind: ActType, findings: Iterable[Finding]) -> None:
    blanks = act.field_blanks()
    if blanks:
        labels = (champ.libelle if (champ := kind.champ(name)) else name for name in blanks)
        raise Refused(Code.BLANKS_REMAIN, acte=act.id, champs=", ".join(f"« {label} »" for label in labels))
    blocking = [f for f in findings if f.gravite is Gravite.BLOQUANT]
    unsourced = [f for f in blocking if f.code == "CHIFFRE_SANS_ORIGINE"]
    if unsourced:
        extracts = ", ".join(f"« {f.extrait} »" for f in unsourced[:_SHOWN_FINDINGS])
        raise Refused(Code.FIGURE_WITHOUT_ORIGIN, acte=act.id, extrait=extracts)
    if blocking:
        raise Refused(
            Code.CHECKS_BLOCK, acte=act.id, controles=" ; ".join(f.message for f in blocking[:_SHOWN_FINDINGS])
        )
