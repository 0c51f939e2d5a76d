"""What leaves for review, and how it is written in the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from secretaire.acts.act import Act, PieceJointe
from secretaire.exchange.control_sheet import ControlSheet
from secretaire.store.act_json import content_sha256


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history of an act, in words. `when` is in UTC."""

    when: datetime
    who: str
    what: str
    reason: str
    version: int


@dataclass(frozen=True, slots=True)
class SentAct:
    """An act sent to be read.

    Attributes:
        kind: what its type is called.
        number: of its answer; random, good once.
        fingerprint: hash of its content, that the answer must name.
        origins: who wrote its words, in words.
        decidable: it was submitted; else it is only read and remarked on.
    """

    act: Act
    kind: str
    number: str
    fingerprint: str
    sheet: ControlSheet
    history: tuple[Told, ...]
    origins: str
    decidable: bool

    @property
    def title(self) -> str:
        return self.act.objet or self.kind


@dataclass(frozen=True, slots=True)
class Dossier:
    """One sending.

    Attributes:
        id: random.
        space: uuid of the workspace it comes from.
        deciders: the names offered to whoever answers.
        seal: secret of this sending, in hexadecimal; the answer is summed with it.
    """

    id: str
    space: str
    commune: str
    sent_at: datetime
    by: str
    deciders: tuple[str, ...]
    seal: str
    acts: tuple[SentAct, ...]

    def annexes(self, sent: SentAct) -> tuple[tuple[PieceJointe, str], ...]:
        """The files joined to one of the acts, and where each is in the archive."""
        folder = f"annexes/acte {self.acts.index(sent) + 1}"
        return tuple((piece, f"{folder}/{rank} {piece.nom}") for rank, piece in enumerate(sent.act.jointes, start=1))


_ADAPTER = TypeAdapter(Dossier)


def to_json(dossier: Dossier) -> bytes:
    """The dossier as the file holds it."""
    return _ADAPTER.dump_json(dossier)


def from_json(content: bytes) -> Dossier:
    """The dossier that `to_json` wrote.

    Raises:
        ValueError: it is not one, or an act is not the one that its fingerprint names.
    """
    try:
        dossier = _ADAPTER.validate_json(content)
    except ValidationError as error:
        raise ValueError("not a dossier") from error
    if any(content_sha256(sent.act) != sent.fingerprint for sent in dossier.acts):
        raise ValueError("an act is not the one named")
    return dossier
