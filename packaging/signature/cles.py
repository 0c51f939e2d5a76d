"""Make a pair of keys to sign updates: the private one stays with whoever signs, the public one is shipped.

    python packaging/signature/cles.py DOSSIER --nom "mairie-logiciels 2026"

Writes DOSSIER/secretaire-signature.pem (closed by a passphrase that is asked) and adds the public key to
resources/signature/cles.txt. Keys may be added before the former ones are removed: both then count.
"""

from __future__ import annotations

import argparse
import base64
import getpass
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
)

ROOT = Path(__file__).resolve().parents[2]
PUBLIC_KEYS = ROOT / "resources" / "signature" / "cles.txt"
FILE = "secretaire-signature.pem"
_SHORTEST = 12


def make_key(folder: Path, name: str, phrase: str, public_keys: Path = PUBLIC_KEYS) -> Path:
    """Write the private key, closed by its phrase, and add the public one to those shipped.

    Raises:
        SystemExit: the folder is in the repository, already holds a key, or the phrase is too short.
    """
    if folder.resolve().is_relative_to(ROOT):
        raise SystemExit("La clé privée ne se range jamais dans le dépôt : donnez un dossier d'ailleurs.")
    if len(phrase) < _SHORTEST:
        raise SystemExit(f"La phrase secrète doit avoir au moins {_SHORTEST} signes.")
    folder.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    closed = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(phrase.encode()))
    try:
        descriptor = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise SystemExit(f"{folder / FILE} existe déjà : il n'est pas remplacé.") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(closed)
    public = base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
    with public_keys.open("a", encoding="utf-8") as shipped:
        shipped.write(f"{public}  {name}\n")
    return folder / FILE


def main() -> int:
    """Ask for the phrase twice, and make the pair."""
    parser = argparse.ArgumentParser(description="Fait une paire de clés pour signer les mises à jour.")
    parser.add_argument("dossier", type=Path, help="où ranger la clé privée (hors du dépôt)")
    parser.add_argument("--nom", required=True, help="à qui est cette clé, et de quand")
    options = parser.parse_args()
    phrase = getpass.getpass("Phrase secrète de la clé : ")
    if phrase != getpass.getpass("La même, encore une fois : "):
        raise SystemExit("Les deux phrases diffèrent : rien n'a été fait.")
    made = make_key(options.dossier, options.nom, phrase)
    print(f"Clé privée : {made}\nClé publique ajoutée à {PUBLIC_KEYS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
