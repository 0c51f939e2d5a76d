"""A copy of a vault: one zip file that holds its encrypted file, its card and, if it has one, its key under passphrase.

Nothing of it is in clear, and nothing is needed to put it back: opening it asks for the key, as any vault does.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from secretaire.errors import Code, EnvironmentFault, Refused, UnreadableInput
from secretaire.store.age_file import HEADER, hash_file
from secretaire.store.copies import BLOCK, copy_fault
from secretaire.store.vault_card import CARD_NAME, VAULT_NAME, Card, card_text, parse_card, read_card

KEY_NAME = "coffre-cle.json"
"""The session's identity, sealed by a passphrase."""

_PARTS = (VAULT_NAME, CARD_NAME)
_LARGEST_SMALL = 1_000_000  # the card and the key


@dataclass(frozen=True, slots=True)
class SealedCopy:
    """A copy of a vault, read back. `size`: bytes."""

    path: Path
    size: int
    card: Card


def is_sealed_copy(archive: Path) -> bool:
    """Is it the copy of a vault?"""
    try:
        with zipfile.ZipFile(archive) as opened:
            return set(_PARTS) <= set(opened.namelist())
    except (OSError, zipfile.BadZipFile, ValueError):
        return False


def card_of_copy(archive: Path) -> Card:
    """What the copy of a vault says of itself, before anybody puts it back.

    Raises:
        UnreadableInput: it is no copy of a vault.
    """
    try:
        with zipfile.ZipFile(archive) as opened, opened.open(CARD_NAME) as card:
            return parse_card(card.read(_LARGEST_SMALL).decode("utf-8"))
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError) as error:
        raise _refused(archive, "le fichier est incomplet ou abîmé") from error


def write_sealed_copy(encrypted: Path, vault: Path, target: Path, *, now: datetime) -> SealedCopy:
    """Put an encrypted file with the card of its vault; it takes its name once it was read back the same.

    Raises:
        EnvironmentFault: the copy cannot be written, or does not read back; a former file is untouched.
    """
    partial = target.with_name(f".{target.name}.partiel")
    card = replace(read_card(vault), closed=now)
    small = {CARD_NAME: card_text(card).encode()}
    try:
        if (vault / KEY_NAME).is_file():
            small[KEY_NAME] = (vault / KEY_NAME).read_bytes()
        with partial.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                archive.write(encrypted, VAULT_NAME)
                for name, content in small.items():
                    archive.writestr(name, content)
            file.flush()
            os.fsync(file.fileno())
        expected = {name: hashlib.sha256(content).hexdigest() for name, content in small.items()}
        if _hashes(partial) != expected | {VAULT_NAME: hash_file(encrypted)}:
            raise EnvironmentFault(Code.COPY_UNSOUND, fichier=str(target), cause="elle relit autre chose")
        partial.replace(target)
        return SealedCopy(target, target.stat().st_size, card)
    except zipfile.BadZipFile as error:
        raise EnvironmentFault(Code.COPY_UNSOUND, fichier=str(target), cause="elle ne se relit pas") from error
    except OSError as error:
        raise copy_fault(target, error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def unpack_sealed_copy(archive: Path, folder: Path) -> Card:
    """Put the copy of a vault in a new folder.

    Raises:
        UnreadableInput: it is no copy of a vault, or not whole; nothing is left.
        Refused: the folder exists and is not empty.
        EnvironmentFault: the disk refuses.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(Code.RESTORE_TAKEN, dossier=str(folder))
    staged = folder.with_name(f".{folder.name}.partiel")
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True, mode=0o700)
        _take(archive, staged)
        card = read_card(staged)
        if folder.exists():
            folder.rmdir()
        staged.rename(folder)
    except Refused as error:
        raise _refused(archive, "elle est incomplète ou abîmée") from error
    except OSError as error:
        cause = error.strerror or str(error)
        raise EnvironmentFault(Code.WORKSPACE_READONLY, fichier=str(folder), cause=cause) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return card


def _take(archive: Path, staged: Path) -> None:
    try:
        with zipfile.ZipFile(archive) as opened:
            names = opened.namelist()
            if sorted(names) not in (sorted(_PARTS), sorted((*_PARTS, KEY_NAME))):
                raise _refused(archive, "elle ne contient pas exactement un coffre")
            if shutil.disk_usage(staged).free < sum(entry.file_size for entry in opened.infolist()):
                raise EnvironmentFault(Code.DISK_FULL, fichier=str(staged), cause="no room for the copy")
            for entry in opened.infolist():
                if entry.filename != VAULT_NAME and entry.file_size > _LARGEST_SMALL:
                    raise _refused(archive, f"« {entry.filename} » n'y a pas sa place")
                if entry.compress_type != zipfile.ZIP_STORED:  # as we write them: nothing grows when it is unpacked
                    raise _refused(archive, "elle ne vient pas de Secrétaire")
                with opened.open(entry) as given, (staged / entry.filename).open("wb") as taken:
                    shutil.copyfileobj(given, taken, BLOCK)
                    taken.flush()
                    os.fsync(taken.fileno())
        with (staged / VAULT_NAME).open("rb") as file:
            if file.read(len(HEADER)) != HEADER:
                raise _refused(archive, "le coffre n'est pas dans le format age")
    except FileNotFoundError as error:
        raise UnreadableInput(Code.FILE_MISSING, fichier=str(archive)) from error
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _refused(archive, "le fichier est incomplet ou abîmé") from error


def _hashes(archive: Path) -> dict[str, str]:
    found = {}
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            digest = hashlib.sha256()
            with opened.open(name) as given:
                while block := given.read(BLOCK):
                    digest.update(block)
            found[name] = digest.hexdigest()
    return found


def _refused(archive: Path, cause: str) -> UnreadableInput:
    return UnreadableInput(Code.COPY_REFUSED, fichier=str(archive), cause=cause)
