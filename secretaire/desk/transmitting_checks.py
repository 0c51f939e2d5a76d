"""What is looked at before an act is sent: its number, its subject, its matière, its files, its day, and what already left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from secretaire.acts.act import Act
from secretaire.acts.act_type import ActType
from secretaire.acts.wording import day as in_words
from secretaire.acts.wording import lower_first
from secretaire.council.transmission import Transmission
from secretaire.desk.advice import expected_files
from secretaire.desk.exporting import leaf_of
from secretaire.desk.finding import matieres
from secretaire.desk.office import Office
from secretaire.exchange.actes.classification import Classification
from secretaire.exchange.actes.message import LONGEST_SUBJECT, NATURES, Message
from secretaire.exchange.copies import Copy
from secretaire.fund.causes import french
from secretaire.fund.reading.reading import Status
from secretaire.fund.reading.reading_process import ReadingProcess
from secretaire.store.act_json import content_sha256
from secretaire.store.transmissions import Sending

ACCEPTED = (".pdf", ".jpg", ".jpeg", ".png")
"""The formats of a file joined."""

LARGEST = 150_000_000
"""Bytes of an act and its annexes together; the act itself is given a fiftieth of it."""

_ROOM_OF_THE_ACT = LARGEST // 50
_MEGABYTE = 1_000_000
_BUDGETS = frozenset({"vote_budget_primitif", "decision_modificative", "cfu_compte_administratif"})


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at. `annexes`: the copies of the files joined, in order."""

    act: Act
    kind: ActType
    rule: Transmission
    message: Message
    annexes: tuple[Path, ...]
    sending: Sending | None


@dataclass(frozen=True, slots=True)
class Found:
    """What keeps the act here, what is only to be known, and whether that very text already left."""

    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    again: bool


def look_at(office: Office, look: Look, accepted: Classification | None, process: ReadingProcess) -> Found:
    """Every check on an act that is approved; `process` opens its annexes."""
    faults = (*_of_the_act(office, look, accepted), *_of_the_annexes(office, look, process))
    remarks = tuple(_remarks(office, look, accepted))
    return Found(faults, remarks, look.sending is not None and _same(look.act, look.sending))


def _same(act: Act, sending: Sending) -> bool:
    return sending.content_sha256 == content_sha256(act) or (sending.received is not None and sending.prepared is None)


def _of_the_act(office: Office, look: Look, accepted: Classification | None) -> Iterator[str]:
    act, kind, sending = look.act, look.kind, look.sending
    if act.act_date is None:
        yield "L'acte n'a pas de date."
    elif act.act_date > office.today():
        yield f"L'acte est daté du {in_words(act.act_date)}, qui n'est pas encore venu."
    if not act.objet.strip():
        yield "L'acte n'a pas d'objet."
    if kind.matiere not in dict(matieres()):
        yield f"La matière {kind.matiere} n'est pas dans la nomenclature : corrigez-la dans le type d'acte."
    elif accepted and accepted.matieres and kind.matiere not in accepted.matieres:
        yield f"La matière {kind.matiere} n'est pas dans la classification de votre préfecture."
    if accepted and not accepted.types.get(NATURES[kind.nature_actes]):
        yield f"La nature {kind.nature_actes} n'est pas dans la classification de votre préfecture."
    if left := leaf_of(office, act, Copy.DEFINITIF).by_hand:
        yield f"Il reste à noter dans la séance : {', '.join(left)}."
    if sending and sending.received and sending.content_sha256 not in {"", content_sha256(act)}:
        yield (
            f"Un autre texte de cet acte a été reçu par la préfecture le {in_words(sending.received)} : "
            "corrigez par un acte bis, qui sera transmis à son tour."
        )


def _of_the_annexes(office: Office, look: Look, process: ReadingProcess) -> Iterator[str]:
    kept, weight = office.workspace.joined, 0
    for piece, path in zip(look.act.jointes, look.annexes, strict=True):
        named, suffix = f"Le fichier joint « {piece.nom} »", Path(piece.nom).suffix.lower()
        if suffix not in ACCEPTED:
            yield f"{named} n'est ni un PDF, ni une image JPG ou PNG : enregistrez-le en PDF et joignez-le à nouveau."
        if not kept.holds(piece):
            yield f"{named} a disparu ou a changé : joignez-le à nouveau."
            continue
        weight += path.stat().st_size
        if suffix == ".pdf":
            reading = process.read(path)
            if reading.status is Status.ERROR and reading.cause is not None:
                yield f"{named} ne peut pas être lu ({french(reading.cause, reading.detail)}) : refaites-le."
    if weight > LARGEST - _ROOM_OF_THE_ACT:
        most = (LARGEST - _ROOM_OF_THE_ACT) // _MEGABYTE
        yield f"Les fichiers joints pèsent {weight // _MEGABYTE} Mo ; la transmission en accepte {most} : allégez-les."


def _remarks(office: Office, look: Look, accepted: Classification | None) -> Iterator[str]:
    act, sending, rule = look.act, look.sending, look.rule
    if sending and sending.received:
        yield f"Reçu par la préfecture le {in_words(sending.received)}."
    elif sending and sending.prepared:
        yield f"Déjà préparé le {in_words(sending.prepared.astimezone().date())}, sous le numéro {sending.numero_interne}."
    elif rule.dernier and rule.dernier < office.today():
        yield f"Le dernier jour pour le transmettre était le {in_words(rule.dernier)}."
    if len(" ".join(act.objet.split())) > LONGEST_SUBJECT:
        yield f"L'objet est raccourci à {LONGEST_SUBJECT} caractères ; l'acte le porte en entier."
    if accepted is None:
        yield "Type des pièces à choisir : la classification de la préfecture n'est pas importée."
    if expected := expected_files(look.kind, act):
        yield f"À joindre selon son type : {' ; '.join(map(lower_first, expected))}."
    if look.kind.id in _BUDGETS:
        yield "Le document budgétaire lui-même part par un flux à part : demandez à votre opérateur."
