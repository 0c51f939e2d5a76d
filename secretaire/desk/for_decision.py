"""What a person who decides is told before reading an act: where its words come from, what changed since last time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from secretaire.acts.act import Act, State
from secretaire.acts.act_type import ActType, Famille
from secretaire.acts.life import DECISIONS
from secretaire.acts.provenance import provenance
from secretaire.acts.reprise import Sort
from secretaire.checks.finding import Finding, Gravite
from secretaire.desk import persons, remarks, reusing, review, viewing, writing
from secretaire.desk.asking import named_facts
from secretaire.desk.office import Office
from secretaire.desk.persons import Signatory
from secretaire.desk.remarks import PlacedRemark
from secretaire.desk.review import HistoryLine
from secretaire.errors import WrongUsage

_PASSAGE = re.compile(r"doc:(?P<document>\d+)#p(?P<page>\d+):(?P<start>\d+)-\d+")


@dataclass(frozen=True, slots=True)
class Since:
    """The last decision about an act, and how many passages changed since; `decision.version` is what was read then."""

    decision: HistoryLine
    changes: int


@dataclass(frozen=True, slots=True)
class ForDecision:
    """What is told of an act beside its text.

    Attributes:
        origins: in words, « 3 phrases proposées par l'assistant ».
        since: None when nobody has decided on it yet.
        remarks: those that wait first.
        deciders: who may decide today, the maire first.
    """

    origins: tuple[str, ...]
    since: Since | None
    remarks: tuple[PlacedRemark, ...]
    deciders: tuple[Signatory, ...]


def for_decision(office: Office, act_id: str) -> ForDecision:
    """What is told of an act to whoever decides on it.

    Raises:
        WrongUsage: no such act.
    """
    act = writing.get_act(office, act_id)
    return ForDecision(
        origins_told(office, act), since(office, act), remarks.of_act(office, act.id), persons.deciders(office, act)
    )


def waiting(office: Office) -> tuple[writing.ActLine, ...]:
    """The acts that wait for a decision, the first submitted first."""
    submitted = (line for line in writing.list_acts(office) if line.state is State.SOUMIS)
    return tuple(sorted(submitted, key=lambda line: line.updated))


def origins_told(office: Office, act: Act) -> tuple[str, ...]:
    """Where the words come from that are neither of the act type nor of a field, in words."""
    found = provenance(act)
    told = []
    if found.pen:
        told.append(_count(found.pen, "phrase proposée par l'assistant", "phrases proposées par l'assistant"))
    reused = Counter[str]()
    for source, number in found.precedents.items():
        reused[_passage_named(office, source)] += number
    told += [f"{_count(number, 'phrase reprise', 'phrases reprises')} {_of(name)}" for name, number in reused.items()]
    reuse = reusing.reuse_of(office, act.id)
    if reuse is not None:
        taken = sum(offer.reprise.sort is Sort.REPRIS for offer in reuse.offers)
        told += [f"{_count(taken, 'valeur reprise', 'valeurs reprises')} {_of(reuse.label)}"] if taken else []
    for name, number in found.by_hand.items():
        by = f" par {name}" if name else ""
        told.append(
            f"{_count(number, 'phrase écrite', 'phrases écrites')} ou changée{'s' * (number > 1)} à la main{by}"
        )
    told += [f"un chiffre justifié ainsi : {source}" for source in found.attested]
    return tuple(told) or ("Tout vient du type d'acte et des champs remplis",)


def since(office: Office, act: Act) -> Since | None:
    """The last decision taken on an act, and what changed in its text since."""
    taken = [line for line in review.history(office, act.id) if line.what in DECISIONS]
    if not taken:
        return None
    before = office.workspace.acts.version(act.id, taken[-1].version)
    words = (piece.kind != "same" for piece in review.changes(before, act) if piece.text.strip())
    return Since(taken[-1], sum(changed for changed, _ in groupby(words)))  # a word put for another is one change


def checks_told(findings: tuple[Finding, ...]) -> str:
    """The verdict of the checks, short enough for a button."""
    blocking = sum(f.gravite is Gravite.BLOQUANT for f in findings)
    doubtful = sum(f.gravite is Gravite.ALERTE for f in findings)
    if not findings:
        return "Contrôles : rien à redire"
    parts = [_count(blocking, "bloquant", "bloquants")] if blocking else []
    parts += [f"{doubtful} à vérifier"] if doubtful else []
    return f"Contrôles : {', '.join(parts) or f'{len(findings)} pour information'}"


def signature_told(kind: ActType) -> str:
    """Who will sign the act once it is approved: approving is not signing."""
    if kind.famille is Famille.DELIBERATION:
        return "Sera signée par le maire et le secrétaire de séance (CGCT, art. L. 2121-23)."
    return "Sera signé par le maire, ou par l'adjoint qui en a délégation (CGCT, art. L. 2122-18)."


def _passage_named(office: Office, source: str) -> str:
    """« la délibération n° 2024-031 du 5 mars 2024 »; the document may have left the fund since."""
    found = _PASSAGE.fullmatch(source)
    if found is None:
        return "un ancien acte"
    try:
        document = viewing.view_document(office, int(found["document"]))
    except WrongUsage:
        return "un document qui n'est plus dans le fonds"
    piece = document.piece_at(int(found["page"]), int(found["start"]))
    return f"le document « {document.path.stem} »" if piece is None else named_facts(piece.facts, document.path)


def _of(name: str) -> str:
    if name.startswith("un "):
        return f"d'{name}"
    return f"du {name[3:]}" if name.startswith("le ") else f"de {name}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
