"""The one file that leaves: a ZIP archive that any PC opens, each part of it named in a signed manifest."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from secretaire.errors import Code, EnvironmentFault, UnreadableInput
from secretaire.exchange.parapheur.dossier import Dossier, from_json, to_json

SUFFIX = ".zip"
PAGE = "Lire et décider.html"
FORMAT = "secretaire-parapheur"
VERSION = 1
LARGEST_TEXT = 100_000_000
LARGEST = 2_000_000_000
"""Bytes of the dossier, and of all the parts, once unpacked: what is larger was not made by us."""

_DOSSIER = "dossier.json"
_MANIFEST = "manifeste.json"
_SIGNATURE = "signature.txt"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A parapheur read and verified.

    Attributes:
        read: hash of the dossier, that the answer names.
        key: public key that signed it, in hexadecimal; empty when it left unsigned.
    """

    path: Path
    dossier: Dossier
    read: str
    key: str

    def extract(self, name: str, folder: Path) -> Path:
        """Put a joined file in a folder, under its name there; its content was verified at opening, and is again.

        Raises:
            UnreadableInput: the file of the parapheur changed or left.
            EnvironmentFault: it cannot be written.
        """
        target = folder / Path(name).name
        try:
            with ZipFile(self.path) as archive:
                content = archive.read(name)
                if _sha256(content) != json.loads(archive.read(_MANIFEST))["fichiers"][name]:
                    raise _refused(self.path, "une pièce jointe a changé depuis l'ouverture")
        except (OSError, KeyError, ValueError, BadZipFile, zlib.error) as error:
            raise _refused(self.path, "une pièce jointe ne peut plus être lue") from error
        try:
            target.write_bytes(content)
        except OSError as error:
            raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(target), cause=str(error)) from error
        return target


def read_hash(dossier: Dossier) -> str:
    """What an answer to that dossier must say was read."""
    return _sha256(to_json(dossier))


def public_key(key: bytes) -> str:
    """What verifies the signatures of a private key, in hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()


def pack(dossier: Dossier, page: bytes, annexes: Mapping[str, Path], key: bytes | None, target: Path) -> None:
    """Write the file, whole or not at all.

    Args:
        annexes: where each joined file is, by its name in the archive.
        key: Ed25519 private key (32 bytes); None: it leaves unsigned.

    Raises:
        EnvironmentFault: it cannot be written, or a joined file is gone.
    """
    signing = Ed25519PrivateKey.from_private_bytes(key) if key else None
    parts = {PAGE: page, _DOSSIER: to_json(dossier)}
    try:
        named = {name: _sha256(content) for name, content in parts.items()}
        for name, path in annexes.items():
            with path.open("rb") as file:
                named[name] = hashlib.file_digest(file, "sha256").hexdigest()
        manifest = _manifest(dossier, named, public_key(key) if key else "")
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            made = Path(folder) / "parapheur"
            with ZipFile(made, "w", ZIP_DEFLATED) as archive:
                for name, content in parts.items():
                    archive.writestr(name, content)
                for name, path in annexes.items():
                    archive.write(path, name)
                archive.writestr(_MANIFEST, manifest)
                if signing:
                    archive.writestr(_SIGNATURE, signing.sign(manifest).hex())
            move_into(made, target)
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(target), cause=cause) from error


def move_into(made: Path, target: Path) -> None:
    """Copy a finished file to its place: a stick pulled out leaves nothing that looks finished.

    Raises:
        OSError: it cannot be written.
    """
    partial = target.with_name(f".{target.name}.partiel")
    try:
        with made.open("rb") as source, partial.open("wb") as file:
            while block := source.read(_BLOCK):
                file.write(block)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def unpack(path: Path) -> Opened:
    """Read a parapheur: every part is named in the manifest and is what it names, and the signature is that of the key.

    Whose key it is, is for the caller to judge.

    Raises:
        UnreadableInput: it is missing, is no parapheur, or was changed.
    """
    try:
        with ZipFile(path) as archive:
            return _verified(path, archive)
    except FileNotFoundError as error:
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path)) from error
    except OSError as error:
        raise UnreadableInput(Code.FILE_UNREADABLE, fichier=str(path), cause=error.strerror or str(error)) from error
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused(path, "ce n'est pas un parapheur, ou la copie sur la clé est incomplète") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused(path, "son contenu n'est pas celui d'un parapheur") from error


def _verified(path: Path, archive: ZipFile) -> Opened:
    infos = archive.infolist()
    sizes = {info.filename: info.file_size for info in infos}
    texts = max(sizes.get(name, 0) for name in (_DOSSIER, _MANIFEST, _SIGNATURE))
    if len(sizes) != len(infos) or sum(sizes.values()) > LARGEST or texts > LARGEST_TEXT:
        raise _refused(path, "il contient ce qu'un parapheur ne contient pas")
    written = archive.read(_MANIFEST)
    manifest = json.loads(written)
    if manifest["format"] != FORMAT or manifest["version"] != VERSION:
        raise _refused(path, "il vient d'une version plus récente de l'application : mettez celle-ci à jour")
    named, key = manifest["fichiers"], str(manifest["cle"])
    if key and not _signed(key, written, archive.read(_SIGNATURE) if _SIGNATURE in sizes else b""):
        raise _refused(path, "la signature de la mairie est fausse : il a été modifié en route")
    if set(sizes) - {_MANIFEST, _SIGNATURE} != set(named):
        raise _refused(path, "un fichier y a été ajouté ou retiré")
    for name, digest in named.items():
        with archive.open(name) as part:
            read = hashlib.sha256()
            while block := part.read(_BLOCK):
                read.update(block)
            if read.hexdigest() != digest:
                raise _refused(path, f"« {name} » a été modifié en route")
    dossier = from_json(archive.read(_DOSSIER))
    if (dossier.id, dossier.space) != (manifest["parapheur"], manifest["espace"]):
        raise _refused(path, "ses parties ne vont pas ensemble")
    return Opened(path, dossier, named[_DOSSIER], key)


def _signed(key: str, written: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature.decode("ascii")), written)
    except (InvalidSignature, ValueError):
        return False
    return True


def _manifest(dossier: Dossier, named: Mapping[str, str], key: str) -> bytes:
    said = {
        "format": FORMAT,
        "version": VERSION,
        "parapheur": dossier.id,
        "espace": dossier.space,
        "commune": dossier.commune,
        "le": dossier.sent_at.isoformat(),
        "cle": key,
        "actes": [
            {"acte": s.act.id, "objet": s.title, "version": s.act.version, "empreinte": s.fingerprint}
            for s in dossier.acts
        ],
        "fichiers": dict(named),
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _refused(path: Path, cause: str) -> UnreadableInput:
    return UnreadableInput(Code.PARAPHEUR_REFUSED, fichier=path.name, cause=cause)
