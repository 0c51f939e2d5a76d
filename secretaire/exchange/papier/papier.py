"""What an act is written on: a model of the house or the letterhead of the commune, and the details of the town hall."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secretaire.exchange.papier.look import PLAIN, Look


class SignaturePlace(StrEnum):
    """Where the signature of the maire stands when nobody signs beside."""

    DROITE = "droite"
    CENTRE = "centre"
    GAUCHE = "gauche"


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture (PNG or JPEG, already checked), its size in pixels, and what is said of it to who cannot see it."""

    data: bytes
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class Details:
    """How to reach the town hall. An empty one is not printed."""

    service: str = ""
    adresse: tuple[str, ...] = ()
    telephone: str = ""
    courriel: str = ""
    site: str = ""
    horaires: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """For the foot of the page, from edge to edge: who and where, then how and when."""
        return tuple(filter(None, (_joined(self.service, *self.adresse), _joined(*self._reach(), *self.horaires))))

    def block(self) -> tuple[str, ...]:
        """The same in short lines, for under the name of the commune."""
        lines = (self.service, _joined(*self.adresse), _joined(*self._reach()), _joined(*self.horaires))
        return tuple(filter(None, lines))

    def _reach(self) -> tuple[str, ...]:
        return (self.telephone and f"Tél. {self.telephone}", self.courriel, self.site)


def _joined(*parts: str) -> str:
    return " – ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """The block of the signatures. Nothing in it stands for a signature.

    Attributes:
        room_cm: left free for the hand and the stamp, between the quality and the name.
        extract: words above the signature of a deliberation (« Pour extrait conforme »); empty for none.
        stamp: what is written small where the stamp goes (« Cachet de la mairie »); empty for none.
    """

    place: SignaturePlace = SignaturePlace.DROITE
    room_cm: float = 2.4
    extract: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Papier:
    """Attributes: letterhead: the DOCX made by `importing.read_letterhead`; it takes the place of the heading of `look`."""

    look: Look = PLAIN
    letterhead: bytes | None = None
    logo: Logo | None = None
    details: Details = Details()
    signature: SignatureBlock = SignatureBlock()


PLAIN_PAPIER = Papier()
"""Nothing chosen: the act alone, as the law wants it."""
