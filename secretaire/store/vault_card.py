"""The card of a vault, beside its encrypted file: whose it is, when it was closed, who can open it.

Anybody can read it, and change it: what counts in it is sealed by the session that closed it.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from secretaire.errors import Code, Refused, WrongUsage
from secretaire.store.canonical import utc_text

VAULT_NAME, CARD_NAME = "coffre.age", "coffre.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Card:
    """What the vault says of itself to whoever looks; only its seal proves it. `closed` is in UTC.

    Attributes:
        recipients: who can open it, by what they are known by: the session, then the sheet.
        seal: of the recipients, by the session.
    """

    commune: str
    uuid: str
    closed: datetime
    recipients: tuple[str, ...]
    seal: str


def is_vault(folder: Path) -> bool:
    """Does the folder hold a vault?"""
    return (folder / VAULT_NAME).is_file() and (folder / CARD_NAME).is_file()


def read_card(vault: Path) -> Card:
    """What the vault says of itself.

    Raises:
        WrongUsage: there is no vault there.
        Refused: its card is not one of ours.
    """
    if not is_vault(vault):
        raise WrongUsage(Code.VAULT_MISSING, dossier=str(vault))
    card = vault / CARD_NAME
    try:
        return parse_card(card.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refused(Code.VAULT_UNREADABLE, fichier=str(card)) from error


def parse_card(text: str) -> Card:
    """A card as it was written.

    Raises:
        ValueError, KeyError, TypeError: it is not one of ours.
    """
    read = json.loads(text)
    commune, uuid, seal = (str(read[name]) for name in ("commune", "uuid", "sceau"))
    closed, recipients = datetime.fromisoformat(read["ferme"]), tuple(map(str, read["destinataires"]))
    if not uuid.replace("-", "").isalnum() or not recipients or closed.tzinfo is None:
        raise ValueError("not one of ours")
    return Card(commune, uuid, closed, recipients, seal)


def sealed_recipients(vault: Path, identity: str) -> tuple[str, ...]:
    """Whom to encrypt for: sealed by the session, lest somebody who had the stick an hour add a key of their own.

    Raises:
        Refused: the card was altered, or the identity is not the session's.
    """
    card = read_card(vault)
    if not sealed_by(card, identity):
        raise Refused(Code.VAULT_UNREADABLE, fichier=str(vault / CARD_NAME))
    return card.recipients


def card_text(card: Card) -> str:
    """A card as it is written."""
    written = {
        "format": _FORMAT,
        "commune": card.commune,
        "uuid": card.uuid,
        "ferme": utc_text(card.closed),
        "destinataires": card.recipients,
        "sceau": card.seal,
    }
    return json.dumps(written, ensure_ascii=False, indent=1)


def write_card(vault: Path, commune: str, uuid: str, recipients: Sequence[str], identity: str, now: datetime) -> None:
    seal = _card_seal(recipients, identity)
    fresh = vault / f"{CARD_NAME}.nouveau"
    with fresh.open("w", encoding="utf-8") as file:
        file.write(card_text(Card(commune, uuid, now, tuple(recipients), seal)))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(vault / CARD_NAME)


def sealed_by(card: Card, identity: str) -> bool:
    """Is it as this session left it?"""
    return hmac.compare_digest(card.seal.encode(), _card_seal(card.recipients, identity).encode())


def _card_seal(recipients: Sequence[str], identity: str) -> str:
    return hmac.new(identity.encode(), "\n".join(recipients).encode(), "sha256").hexdigest()
