"""A new version in one signed file: what it holds is listed with its imprints, and the list is signed (Ed25519).

manifeste.json      version, oldest version it replaces, system, every file with its size and SHA-256
manifeste.sig       the signature of `manifeste.json`, by a key whose public half is shipped in resources/signature
application/…       the packaged application, as it will be installed
paquets/…           packages for an administrator (.deb, .run)
"""

from __future__ import annotations

import base64
import hashlib
import os
import platform
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from secretaire.desk.resources import resources
from secretaire.errors import Code, EnvironmentFault, UnreadableInput
from secretaire.versions import numbered

MANIFEST = "manifeste.json"
SIGNATURE = "manifeste.sig"
APPLICATION = "application"
PACKAGES = "paquets"
SIGNED_AS = b"secretaire-maj-1\n"
"""Before the signed bytes: a signature made for another use is worth nothing here."""

Tell = Callable[[int, int], None]
"""Bytes done, bytes in all. It may raise `Cancelled`."""

_LARGEST_MANIFEST = 20_000_000
_BLOCK = 1 << 20


def _inside(path: str) -> str:
    pure = PurePosixPath(path)
    if pure.is_absolute() or not pure.parts or ".." in pure.parts or any(sign in path for sign in '\\:\0"<>|?*'):
        raise ValueError(f"chemin interdit : {path!r}")
    return path


def _version(text: str) -> str:
    numbered(text)
    return text


InsidePath = Annotated[str, AfterValidator(_inside)]
Version = Annotated[str, AfterValidator(_version)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BundledFile(_Strict):
    """A file: its path, its bytes, its imprint."""

    chemin: InsidePath
    octets: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    executable: bool = False


class BundledLink(_Strict):
    """A link to another file of the application, as libraries have; both paths from its folder."""

    chemin: InsidePath
    vers: InsidePath


class Manifest(_Strict):
    """What a bundle says of itself. `minimum`: the oldest version that it may replace."""

    format: Literal[1] = 1
    produit: Literal["secretaire"] = "secretaire"
    version: Version
    minimum: Version
    systeme: str
    faite_le: date
    fichiers: tuple[BundledFile, ...]
    liens: tuple[BundledLink, ...] = ()
    paquets: tuple[BundledFile, ...] = ()

    @property
    def octets(self) -> int:
        """Bytes of the application, once installed."""
        return sum(file.octets for file in self.fichiers)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file whose list is signed by one of our keys; each file is judged by its imprint when it is read."""

    path: Path
    manifest: Manifest
    signed: bytes
    signature: bytes
    signer: str


def this_system() -> str:
    """The system that a bundle must be made for: « linux-x86_64 », « win32-amd64 »."""
    return f"{sys.platform}-{platform.machine().lower()}"


def public_keys() -> dict[str, Ed25519PublicKey]:
    """The keys whose signature counts, by their name: a line « KEY  name » each (base64)."""
    found = {}
    for line in (resources() / "signature" / "cles.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            key, _, name = line.partition("  ")
            found[name.strip()] = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
    return found


def open_bundle(path: Path) -> Bundle:
    """Read the list of a bundle and judge its signature; the files themselves are not read yet.

    Raises:
        UnreadableInput: no such file, no bundle, not signed by a key of ours, altered, or holding what it does not list.
    """
    with _reading(path) as archive:
        signed, signature = _small(archive, path, MANIFEST), _small(archive, path, SIGNATURE)
        signer = _signer(signed, signature)
        if signer is None:
            raise refused(path, "sa signature n'est pas celle de Secrétaire : elle a été modifiée, ou vient d'ailleurs")
        try:
            manifest = Manifest.model_validate_json(signed)
        except ValidationError as error:
            raise refused(path, "elle est faite pour une version plus récente de Secrétaire") from error
        listed = {name: file.octets for name, file in _entries(manifest)}
        held = [(info.filename, info.file_size) for info in archive.infolist()]
        if sorted(held) != sorted([*listed.items(), (MANIFEST, len(signed)), (SIGNATURE, len(signature))]):
            raise refused(path, "elle ne contient pas exactement ce que sa liste annonce")
    return Bundle(path, manifest, signed, signature, signer)


def check_bundle(bundle: Bundle, tell: Tell) -> None:
    """Read every file of a bundle and compare its imprint.

    Raises:
        UnreadableInput: one is altered, or the key stopped answering.
        Cancelled: `tell` said so.
    """
    total = sum(file.octets for _, file in _entries(bundle.manifest))
    done = 0
    with _reading(bundle.path) as archive:
        for name, file in _entries(bundle.manifest):
            for block in _blocks(archive, bundle.path, name, file):
                done += len(block)
                tell(done, total)


def unpack_application(bundle: Bundle, folder: Path, tell: Tell) -> None:
    """Write the application of a bundle in a new folder, each file down to the disk and judged.

    Raises:
        UnreadableInput: a file is altered, or the key stopped answering.
        EnvironmentFault: the disk refuses.
        Cancelled: `tell` said so.
    """
    manifest, done = bundle.manifest, 0
    with _reading(bundle.path) as archive:
        for file in manifest.fichiers:
            _write(archive, bundle.path, f"{APPLICATION}/{file.chemin}", file, folder / file.chemin)
            done += file.octets
            tell(done, manifest.octets)
    for link in manifest.liens:
        _link(folder / link.chemin, folder / link.vers)


def unpack_packages(bundle: Bundle, folder: Path) -> tuple[Path, ...]:
    """Write the packages of a bundle, judged, for the administrator.

    Raises:
        UnreadableInput: a file is altered, or the key stopped answering.
        EnvironmentFault: the disk refuses.
    """
    with _reading(bundle.path) as archive:
        for file in bundle.manifest.paquets:
            _write(archive, bundle.path, f"{PACKAGES}/{file.chemin}", file, folder / file.chemin)
    return tuple(folder / file.chemin for file in bundle.manifest.paquets)


def refused(path: Path, cause: str) -> UnreadableInput:
    """A bundle that is not taken, and why."""
    return UnreadableInput(Code.UPDATE_REFUSED, fichier=path.name, cause=cause)


def _signer(signed: bytes, signature: bytes) -> str | None:
    for name, key in public_keys().items():
        try:
            key.verify(signature, SIGNED_AS + signed)
        except InvalidSignature:
            continue
        return name
    return None


def _entries(manifest: Manifest) -> Iterator[tuple[str, BundledFile]]:
    for file in manifest.fichiers:
        yield f"{APPLICATION}/{file.chemin}", file
    for file in manifest.paquets:
        yield f"{PACKAGES}/{file.chemin}", file


@contextmanager
def _reading(path: Path) -> Iterator[zipfile.ZipFile]:
    if not path.is_file():
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(path))
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        raise refused(path, "ce n'est pas une mise à jour de Secrétaire, ou la copie est incomplète") from error
    with archive:
        yield archive


def _small(archive: zipfile.ZipFile, path: Path, name: str) -> bytes:
    try:
        if archive.getinfo(name).file_size > _LARGEST_MANIFEST:
            raise refused(path, "sa liste est trop longue")
        return archive.read(name)
    except (KeyError, OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise refused(path, "ce n'est pas une mise à jour de Secrétaire, ou la copie est incomplète") from error


def _blocks(archive: zipfile.ZipFile, path: Path, name: str, file: BundledFile) -> Iterator[bytes]:
    """The bytes of a file; what came counts for nothing until the end was reached.

    Raises:
        UnreadableInput: it is altered, or cannot be read; the first at its end.
    """
    digest, left = hashlib.sha256(), file.octets
    try:
        with archive.open(name) as source:
            while block := source.read(min(_BLOCK, left)) if left else b"":
                left -= len(block)
                digest.update(block)
                yield block
    except (KeyError, OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise refused(path, f"« {file.chemin} » ne se lit pas : la copie est abîmée, ou la clé retirée") from error
    if left or digest.hexdigest() != file.sha256:
        raise refused(path, f"« {file.chemin} » a été modifié ou mal copié")


def _write(archive: zipfile.ZipFile, path: Path, name: str, file: BundledFile, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as written:
            for block in _blocks(archive, path, name, file):
                written.write(block)
            written.flush()
            os.fsync(written.fileno())
        target.chmod(0o755 if file.executable else 0o644)
    except OSError as error:
        raise _not_writable(target, error) from error


def _link(place: Path, target: Path) -> None:
    """A relative link, which still holds once the folder has its name."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(os.path.relpath(target, place.parent))
    except OSError as error:
        raise _not_writable(place, error) from error


def _not_writable(path: Path, error: OSError) -> EnvironmentFault:
    return EnvironmentFault(Code.FILE_NOT_WRITABLE, fichier=str(path), cause=error.strerror or str(error))
