"""sauvegarder, restaurer, verifier-espace."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass
from pathlib import Path

from secretaire.acts import wording
from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import integrity, safekeeping
from secretaire.desk.safekeeping import Restored
from secretaire.desk.vault_keeping import RestoredVault, restore_sealed_copy, save_sealed_copy
from secretaire.errors import Code, SecretaireError, WrongUsage
from secretaire.store.locations import remember_space
from secretaire.store.sealed_copies import is_sealed_copy
from secretaire.store.vault_card import is_vault

_MARKS = {integrity.State.SAIN: "sain", integrity.State.REPARE: "réparé", integrity.State.DEFAUT: "défaut"}


def declare(commands: Subparsers) -> None:
    """Declare the commands of safekeeping."""
    sauvegarder = commands.command("sauvegarder", "copie tout l'espace dans un fichier, et vérifie cette copie", save)
    sauvegarder.add_argument("fichier", metavar="FICHIER.zip")
    sauvegarder.add_argument(
        "--en-clair", action="store_true", help="d'un coffre : une copie lisible par tous, au lieu d'une copie chiffrée"
    )
    restaurer = commands.command(
        "restaurer", "remet une sauvegarde dans un dossier, nouveau ou non ; l'état actuel est gardé à côté", restore
    )
    restaurer.add_argument("fichier", metavar="FICHIER.zip")
    restaurer.add_argument("--par", metavar="NOM", help="qui restaure, écrit au journal")
    commands.command("verifier-espace", "relit tout l'espace, et refait ce qui peut l'être", check)


def save(options: argparse.Namespace) -> Result:
    target = Path(options.fichier).absolute()
    if is_vault(session.named_folder(options)) and not options.en_clair:
        return _save_sealed(options, target)
    with session.clear_folder(options) as folder:
        made = safekeeping.save_copy(folder, target)
    data = {
        "fichier": str(made.path),
        "octets": made.size,
        "fichiers": len(made.contents.files),
        "actes": made.contents.acts,
        "lignes_journal": made.contents.entries,
        "verifiee": True,
        "chiffree": False,
    }
    lines = [
        f"Sauvegarde faite et vérifiée : {made.path} ({made.size / 1e6:.1f} Mo).",
        f"Elle contient {made.contents.acts} actes et le journal jusqu'à la ligne {made.contents.entries}.",
        "Gardez-en une hors de la mairie : qui a ce fichier peut lire vos projets.",
    ]
    return Result(data, lines)


def _save_sealed(options: argparse.Namespace, target: Path) -> Result:
    with session.office(options) as office:
        made = save_sealed_copy(office, target)
    lines = [
        f"Sauvegarde du coffre faite et vérifiée, chiffrée : {made.path} ({made.size / 1e6:.1f} Mo).",
        "Elle s'ouvre par la clé du coffre ou par la feuille de secours. Pour une copie lisible par tous : --en-clair.",
    ]
    return Result({"fichier": str(made.path), "octets": made.size, "verifiee": True, "chiffree": True}, lines)


def restore(options: argparse.Namespace) -> Result:
    archive, folder, by = Path(options.fichier).absolute(), session.named_folder(options), session.author(options)
    if is_sealed_copy(archive):
        return _restored_vault(restore_sealed_copy(archive, folder, by))
    if is_vault(folder):
        raise WrongUsage(Code.VAULT_EXISTS, dossier=str(folder))
    try:
        put = safekeeping.restore(archive, folder, by)
    except SecretaireError as error:
        if error.code is not Code.JOURNAL_LOCKED or not sys.stdin.isatty():
            raise
        progress("Le journal de cette sauvegarde est fermé par une phrase secrète.")
        put = safekeeping.restore(archive, folder, by, passphrase=getpass("Phrase secrète : "))
    remember_space(put.folder)
    return _restored(put, archive)


def _restored_vault(put: RestoredVault) -> Result:
    made = put.card.closed.astimezone()
    data = {
        "espace": str(put.folder),
        "chiffree": True,
        "sauvegarde_du": made.isoformat(timespec="seconds"),
        "journal": put.told_in_journal,
    }
    lines = [f"Coffre du {wording.day(made.date())} à {made:%Hh%M} restauré dans {put.folder}, toujours chiffré."]
    lines.append(
        "Le journal garde la trace de cette restauration."
        if put.told_in_journal
        else "Sa clé n'est pas ici : ouvrez-le (« secretaire coffre ouvrir-de-secours »), puis notez-le (« secretaire journal noter-retour »)."
    )
    return Result(data, lines)


def _restored(put: Restored, archive: Path) -> Result:
    made = put.contents.made.astimezone()
    data = {
        "espace": str(put.folder),
        "fichier": str(archive),
        "octets": archive.stat().st_size,
        "sauvegarde_du": made.isoformat(timespec="seconds"),
        "actes": put.contents.acts,
        "ancien_dossier": str(put.former) if put.former else None,
    }
    lines = [
        f"Sauvegarde du {wording.day(made.date())} à {made:%Hh%M} restaurée dans {put.folder} : {put.contents.acts} actes.",
        "Le journal garde la trace de cette restauration.",
    ]
    if put.former:
        lines.append(f"L'espace d'avant est gardé dans {put.former}.")
    return Result(data, lines)


def check(options: argparse.Namespace) -> Result:
    with session.clear_folder(options) as folder:
        points = integrity.check_space(folder)
    whole = all(point.state is not integrity.State.DEFAUT for point in points)
    data = {
        "intact": whole,
        "points": [{"quoi": p.name, "etat": p.state.value, "message": p.words} for p in points],
    }
    return Result(data, [f"{_MARKS[p.state]:7} {p.words}" for p in points], exit_code=0 if whole else 1)
