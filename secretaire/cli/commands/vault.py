"""coffre: put the workspace in a vault, see it, open it by its sheet, take it away."""

from __future__ import annotations

import argparse
import sys
from getpass import getpass
from pathlib import Path

from secretaire.acts import wording
from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import recovery_sheet, vault_keeping
from secretaire.desk.vault import KeyPlace, VaultState, forget_vault, state
from secretaire.errors import Code, WrongUsage
from secretaire.store.age_file import Keys
from secretaire.store.locations import remember_space
from secretaire.store.vault_card import is_vault

_KEYS = {
    KeyPlace.TROUSSEAU: "dans le trousseau de cette session",
    KeyPlace.PHRASE: "sous une phrase secrète, dans le dossier du coffre",
    KeyPlace.ABSENTE: "pas sur ce poste : il s'ouvre par la feuille de secours",
}
_YES = "oui"


def declare(commands: Subparsers) -> None:
    """Declare `coffre`."""
    group = commands.group("coffre", "l'espace chiffré au repos (facultatif)")
    creer = group.command(
        "creer", "met l'espace dans un coffre ; l'ancien dossier reste, en clair, jusqu'à ce qu'on l'enlève", create
    )
    creer.add_argument("dossier", metavar="DOSSIER", help="le coffre à faire : un nouveau dossier")
    creer.add_argument(
        "--feuille", required=True, metavar="F.pdf|docx", help="la feuille de secours à imprimer, effacée ensuite"
    )
    creer.add_argument(
        "--phrase", action="store_true", help="garde la clé sous une phrase secrète plutôt qu'au trousseau"
    )
    _by(creer)
    group.command("etat", "ce qu'on sait du coffre sans l'ouvrir", show)
    secours = group.command(
        "ouvrir-de-secours", "ouvre par la feuille de secours et donne une nouvelle clé à cette session", rescue
    )
    secours.add_argument("dossier", metavar="DOSSIER", help="le coffre")
    secours.add_argument("--phrase", action="store_true", help="garde la nouvelle clé sous une phrase secrète")
    _by(secours)
    apart = group.command(
        "mettre-a-part", "sort dans un dossier en clair le travail qui n'est plus celui du coffre", set_aside
    )
    apart.add_argument("dossier", metavar="DOSSIER", help="un nouveau dossier")
    enlever = group.command("enlever", "enlève l'ancien dossier en clair, ou rend le coffre en clair", remove)
    which = enlever.add_mutually_exclusive_group(required=True)
    which.add_argument("--copie-en-clair", action="store_true", help="efface le dossier dont le coffre a été fait")
    which.add_argument(
        "--vers", metavar="DOSSIER", help="rend l'espace en clair dans ce nouveau dossier, et efface le coffre"
    )
    enlever.add_argument("--oui", action="store_true", help="répond oui à la question posée")
    _by(enlever)


def create(options: argparse.Namespace) -> Result:
    vault, sheet, by, keys = (
        Path(options.dossier).absolute(),
        Path(options.feuille).absolute(),
        session.author(options),
        Keys.draw(),
    )
    passphrase = session.new_passphrase() if options.phrase else ""
    with session.office(options) as office:
        recovery_sheet.write_sheet(office, keys.recovery, sheet, printer=options.printer)
        try:
            progress(f"Feuille de secours écrite : {sheet}. Imprimez-la, puis recopiez de la feuille imprimée :")
            asked = recovery_sheet.asked_groups(keys.recovery)
            recovery_sheet.prove(keys.recovery, {number: _ask(f"groupe {number} : ") for number in asked})
        finally:
            recovery_sheet.forget_sheet(sheet)
        progress("Mise en coffre et vérification…")
        vault_keeping.put_in_vault(office, vault, keys, by, passphrase=passphrase)
        former = office.folder
    data = {
        "coffre": str(vault),
        "ancien_dossier": str(former),
        "cle": KeyPlace.PHRASE.value if passphrase else KeyPlace.TROUSSEAU.value,
    }
    lines = [
        f"Coffre fait, ouvert une fois et refermé : {vault}. C'est lui qui s'ouvrira désormais.",
        f"L'ancien dossier est encore là, EN CLAIR : {former}.",
        "Quand vous aurez travaillé dans le coffre : « secretaire coffre enlever --copie-en-clair ».",
        "Le fichier de la feuille de secours est effacé : seul le papier reste, au coffre de la mairie.",
    ]
    return Result(data, lines)


def show(options: argparse.Namespace) -> Result:
    folder = session.named_folder(options)
    if not is_vault(folder):
        return Result(
            {"coffre": None, "espace": str(folder)}, [f"{folder} n'est pas dans un coffre : il est en clair."]
        )
    seen = state(folder)
    return Result(_json(seen), _lines(seen))


def rescue(options: argparse.Namespace) -> Result:
    vault = Path(options.dossier).absolute()
    if not is_vault(vault):
        raise WrongUsage(Code.VAULT_MISSING, dossier=str(vault))
    progress("Recopiez la clé de la feuille de secours, groupe après groupe, sur une ligne.")
    typed = _ask("clé : ")
    passphrase = session.new_passphrase() if options.phrase else ""
    vault_keeping.open_by_sheet(vault, typed, session.author(options), passphrase=passphrase)
    seen = state(vault)
    lines = [
        "Le coffre s'ouvre de nouveau, par une nouvelle clé ; l'ancienne n'ouvre plus ce qui sera écrit.",
        *_lines(seen),
    ]
    return Result(_json(seen), lines)


def set_aside(options: argparse.Namespace) -> Result:
    vault, folder = session.named_folder(options), Path(options.dossier).absolute()
    vault_keeping.set_work_aside(vault, folder)
    lines = [
        f"Le travail resté sur ce poste est dans {folder}, EN CLAIR : c'est un espace ordinaire.",
        f"Le coffre {vault} s'ouvre de nouveau, tel qu'il est : comparez les deux avant d'effacer ce dossier.",
    ]
    return Result({"espace": str(folder), "coffre": str(vault)}, lines)


def remove(options: argparse.Namespace) -> Result:
    by = session.author(options)
    if options.copie_en_clair:
        with session.office(options) as office:
            kept = vault_keeping.clear_copy(office)
            if kept is not None:
                _confirm(options, f"Effacer l'ancien dossier en clair {kept.folder} ?")
            left = vault_keeping.remove_clear_copy(office, by)
        removed = str(kept.folder) if kept else ""
        more = [f"Restent dans ce dossier, qui ne sont pas de l'espace : {', '.join(left)}."] if left else []
        return Result(
            {"enleve": removed, "restent": list(left)}, [f"Ancien dossier en clair effacé : {removed}.", *more]
        )
    folder = Path(options.vers).absolute()
    with session.office(options) as office:
        vault = office.place
        _confirm(options, f"Rendre l'espace en clair dans {folder} et effacer le coffre {vault} ?")
        vault_keeping.give_back(office, folder, by)
    forget_vault(vault)
    remember_space(folder)
    return Result(
        {"espace": str(folder), "coffre_efface": str(vault)},
        [f"L'espace est en clair dans {folder}. Le coffre est effacé."],
    )


def _json(seen: VaultState) -> dict[str, object]:
    return {
        "coffre": str(seen.folder),
        "commune": seen.commune,
        "ferme_le": seen.closed.astimezone().isoformat(timespec="seconds"),
        "octets": seen.size,
        "cle": seen.key.value,
        "ouvert": seen.at_work,
        "reste_en_clair": seen.left_in_clear,
    }


def _lines(seen: VaultState) -> list[str]:
    closed = seen.closed.astimezone()
    lines = [
        f"Coffre de la commune {wording.de(seen.commune)} : {seen.folder} ({seen.size / 1e6:.1f} Mo)",
        f"Fermé la dernière fois le {wording.day(closed.date())} à {closed:%Hh%M}. Sa clé est {_KEYS[seen.key]}.",
    ]
    if seen.at_work:
        lines.append("Il est ouvert : son contenu est en clair sur ce poste jusqu'à sa fermeture.")
    if seen.left_in_clear:
        lines.append("Il n'a pas été fermé : son contenu est resté EN CLAIR sur ce poste. Ouvrez-le puis fermez-le.")
    return lines


def _by(command: argparse.ArgumentParser) -> None:
    command.add_argument("--par", metavar="NOM", help="qui le fait, écrit au journal")


def _confirm(options: argparse.Namespace, question: str) -> None:
    if not options.oui and _ask(f"{question} (oui/non) ").strip().lower() != _YES:
        raise WrongUsage(Code.WRONG_OPTION, cause="Rien n'a été fait : répondez oui, ou ajoutez --oui")


def _ask(question: str) -> str:
    """In a terminal, without showing what is typed; elsewhere a line of standard input."""
    if sys.stdin.isatty():
        return getpass(question)
    progress(question.rstrip())
    return sys.stdin.readline().rstrip("\n")
