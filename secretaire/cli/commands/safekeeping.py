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
from secretaire.desk.office import last_space
from secretaire.desk.safekeeping import Restored
from secretaire.errors import Code, SecretaireError, WrongUsage
from secretaire.store.locations import remember_space

_MARKS = {integrity.State.SAIN: "sain", integrity.State.REPARE: "réparé", integrity.State.DEFAUT: "défaut"}


def declare(commands: Subparsers) -> None:
    """Declare the commands of safekeeping."""
    sauvegarder = commands.command("sauvegarder", "copie tout l'espace dans un fichier, et vérifie cette copie", save)
    sauvegarder.add_argument("fichier", metavar="FICHIER.zip")
    restaurer = commands.command(
        "restaurer", "remet une sauvegarde dans un dossier, nouveau ou non ; l'état actuel est gardé à côté", restore
    )
    restaurer.add_argument("fichier", metavar="FICHIER.zip")
    restaurer.add_argument("--par", metavar="NOM", help="qui restaure, écrit au journal")
    commands.command("verifier-espace", "relit tout l'espace, et refait ce qui peut l'être", check)


def save(options: argparse.Namespace) -> Result:
    made = safekeeping.save_copy(_folder(options), Path(options.fichier).absolute())
    data = {
        "fichier": str(made.path),
        "octets": made.size,
        "fichiers": len(made.contents.files),
        "actes": made.contents.acts,
        "lignes_journal": made.contents.entries,
        "verifiee": True,
    }
    lines = [
        f"Sauvegarde faite et vérifiée : {made.path} ({made.size / 1e6:.1f} Mo).",
        f"Elle contient {made.contents.acts} actes et le journal jusqu'à la ligne {made.contents.entries}.",
        "Gardez-en une hors de la mairie : qui a ce fichier peut lire vos projets.",
    ]
    return Result(data, lines)


def restore(options: argparse.Namespace) -> Result:
    archive, folder, by = Path(options.fichier).absolute(), _folder(options), session.author(options)
    try:
        put = safekeeping.restore(archive, folder, by)
    except SecretaireError as error:
        if error.code is not Code.JOURNAL_LOCKED or not sys.stdin.isatty():
            raise
        progress("Le journal de cette sauvegarde est fermé par une phrase secrète.")
        put = safekeeping.restore(archive, folder, by, passphrase=getpass("Phrase secrète : "))
    remember_space(put.folder)
    return _restored(put, archive)


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
    points = integrity.check_space(_folder(options))
    whole = all(point.state is not integrity.State.DEFAUT for point in points)
    data = {
        "intact": whole,
        "points": [{"quoi": p.name, "etat": p.state.value, "message": p.words} for p in points],
    }
    return Result(data, [f"{_MARKS[p.state]:7} {p.words}" for p in points], exit_code=0 if whole else 1)


def _folder(options: argparse.Namespace) -> Path:
    """The workspace meant, opened or not, sound or not."""
    folder = Path(options.espace) if options.espace else last_space()
    if folder is None:
        raise WrongUsage(Code.NO_WORKSPACE)
    return folder.absolute()
