"""Make a signed update out of a packaged application: one file to carry on a USB stick.

    python packaging/signature/signer.py DOSSIER --cle CLE.pem --sortie secretaire-X.Y.Z-linux-x86_64.maj
        [--minimum 0.1.0] [--joindre secretaire_X.Y.Z_amd64.deb]…

DOSSIER is what PyInstaller made (secretaire, secretaire-console, _internal). The same folder, key and day always give
the same bytes.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import os
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from secretaire import __version__  # noqa: E402 - the project may not be installed yet
from secretaire.desk.update_bundle import (  # noqa: E402
    APPLICATION,
    MANIFEST,
    PACKAGES,
    SIGNATURE,
    SIGNED_AS,
    BundledFile,
    BundledLink,
    Manifest,
    this_system,
)

_BLOCK = 1 << 20
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def sign(
    folder: Path,
    key: Ed25519PrivateKey,
    target: Path,
    *,
    version: str,
    minimum: str,
    day: date,
    packages: Sequence[Path] = (),
) -> Manifest:
    """List every file of a packaged application, sign the list, and write the whole to one file."""
    manifest = Manifest(
        version=version,
        minimum=minimum,
        systeme=this_system(),
        faite_le=day,
        fichiers=tuple(_file(folder, path) for path in _files(folder)),
        liens=tuple(_link(folder, path) for path in _links(folder)),
        paquets=tuple(_file(path.parent, path) for path in packages),
    )
    signed = manifest.model_dump_json(indent=1).encode()
    partial = target.with_name(f".{target.name}.partiel")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST, _NO_DATE), signed)
        archive.writestr(zipfile.ZipInfo(SIGNATURE, _NO_DATE), key.sign(SIGNED_AS + signed))
        for file in manifest.fichiers:
            _add(archive, f"{APPLICATION}/{file.chemin}", folder / file.chemin)
        for package, file in zip(packages, manifest.paquets, strict=True):
            _add(archive, f"{PACKAGES}/{file.chemin}", package)
    partial.replace(target)
    return manifest


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _links(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_symlink())


def _file(folder: Path, path: Path) -> BundledFile:
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    state = path.stat()
    name = path.relative_to(folder).as_posix()
    return BundledFile(chemin=name, octets=state.st_size, sha256=digest, executable=bool(state.st_mode & 0o100))


def _link(folder: Path, path: Path) -> BundledLink:
    to = path.resolve(strict=True).relative_to(folder.resolve())
    return BundledLink(chemin=path.relative_to(folder).as_posix(), vers=to.as_posix())


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> None:
    entry = zipfile.ZipInfo(name, _NO_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as taken:
        while block := source.read(_BLOCK):
            taken.write(block)


def _day() -> date:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


def main() -> int:
    """Ask for the phrase of the key, and sign."""
    parser = argparse.ArgumentParser(description="Fait une mise à jour signée, à porter sur une clé USB.")
    parser.add_argument("dossier", type=Path, help="l'application empaquetée")
    parser.add_argument("--cle", type=Path, required=True, help="clé privée faite par cles.py")
    parser.add_argument("--sortie", type=Path, required=True, help="fichier .maj à écrire")
    parser.add_argument("--minimum", default="0.1.0", help="plus ancienne version qu'elle peut remplacer")
    parser.add_argument("--joindre", type=Path, action="append", default=[], help="paquet pour un administrateur")
    options = parser.parse_args()
    phrase = os.environ.get("PHRASE_DE_SIGNATURE") or getpass.getpass("Phrase secrète de la clé : ")
    key = load_pem_private_key(options.cle.read_bytes(), phrase.encode())
    if not isinstance(key, Ed25519PrivateKey):
        raise SystemExit("Ce n'est pas une clé Ed25519.")
    manifest = sign(
        options.dossier,
        key,
        options.sortie,
        version=__version__,
        minimum=options.minimum,
        day=_day(),
        packages=options.joindre,
    )
    size = options.sortie.stat().st_size / 1e6
    print(f"{options.sortie} : version {manifest.version}, {len(manifest.fichiers)} fichiers, {size:.0f} Mo")
    return 0


if __name__ == "__main__":
    sys.exit(main())
