"""How the lines of the journal hold together, and the first thing that shows they were touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from enum import StrEnum

from secretaire.store.canonical import canonical_json, sha256_hex
from secretaire.store.custody import Custody, Protection

GENESIS = "0" * 64
"""What the first line gives as the hash of the line before it."""


class Breach(StrEnum):
    """Why the journal cannot be called intact."""

    LIGNE_MODIFIEE = "ligne_modifiee"  # changed or moved
    LIGNE_RETIREE = "ligne_retiree"
    LIGNE_AJOUTEE = "ligne_ajoutee"
    SIGNATURE_FAUSSE = "signature_fausse"
    LIGNE_SANS_CLE = "ligne_sans_cle"  # unsigned line after signed ones
    REECRIT = "reecrit"  # the first lines are unsigned, and no line tells when the key came
    TETE_MODIFIEE = "tete_modifiee"  # the count of lines or its signature
    CLE_ABSENTE = "cle_absente"  # signed lines, but no key here to verify them
    FERME = "ferme"  # the same, and a passphrase would give it
    COPIE_ANCIENNE = "copie_ancienne"  # whole, but without lines that this PC knew
    ACTE_CONTREDIT = "acte_contredit"  # the journal is whole, and acts are not what it says


def line_hash(row: tuple[object, ...]) -> str:
    """Hash of the columns of a line up to `prev_hash`, the number and the hash of the line before included."""
    return sha256_hex(canonical_json(list(row)))


def head_text(entries: int, last_hash: str) -> str:
    """What the head signs."""
    return f"{entries}:{last_hash}"


def head_matches(head: sqlite3.Row, last: sqlite3.Row | None, custody: Custody) -> bool:
    """Does the head count the lines as they are, and is it ours?"""
    counted = (last["seq"], last["hash"]) if last else (0, GENESIS)
    return (head["entries"], head["hash"]) == counted and _head_is_ours(head, last, custody)


def first_breach(
    rows: Sequence[sqlite3.Row], head: sqlite3.Row | None, custody: Custody, key_made: str
) -> tuple[Breach | None, int | None]:
    """Why the journal is not intact, and the number of the line to blame; None and None when it is.

    Args:
        rows: every line, in order.
        key_made: what the line says that came with the key: the first signed one.
    """
    previous, signed = GENESIS, False
    for expected, row in enumerate(rows, start=1):
        if row["seq"] != expected:
            return Breach.LIGNE_RETIREE, expected
        if row["prev_hash"] != previous or row["hash"] != line_hash(tuple(row)[:9]):
            return Breach.LIGNE_MODIFIEE, expected
        if row["signature"] is None:
            if signed and custody.holds_key:
                return Breach.LIGNE_SANS_CLE, expected
        elif not custody.vouches(row["signature"], row["hash"]):
            return Breach.SIGNATURE_FAUSSE, expected
        elif not signed and row["what"] != key_made:
            return Breach.REECRIT, 1
        else:
            signed = True
        previous = row["hash"]
    if custody.holds_key and rows and not signed:
        return Breach.REECRIT, 1
    if head is None or not _head_is_ours(head, rows[-1] if rows else None, custody):
        return Breach.TETE_MODIFIEE, None
    if len(rows) < head["entries"]:
        return Breach.LIGNE_RETIREE, len(rows) + 1
    if len(rows) > head["entries"]:
        return Breach.LIGNE_AJOUTEE, head["entries"] + 1
    if head["hash"] != previous:
        return Breach.TETE_MODIFIEE, None
    if signed and not custody.holds_key:
        return Breach.FERME if custody.protection is Protection.FERME else Breach.CLE_ABSENTE, None
    return None, None


def _head_is_ours(head: sqlite3.Row, last: sqlite3.Row | None, custody: Custody) -> bool:
    """True if the head is signed, or unsigned like the last line: the keyring was absent that day."""
    if head["signature"] is None and (last is None or last["signature"] is None):
        return True
    return custody.vouches(head["signature"], head_text(head["entries"], head["hash"]))
