"""maj: a new version carried on a stick."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from secretaire.cli.commands.models import CopyTold
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import before_migration, updates
from secretaire.desk.updates import Standing

_ABOUT = """Une mise à jour est un fichier .maj signé, porté sur une clé USB : rien n'est téléchargé. Elle s'installe à côté de la
version en place, est essayée, puis sert au prochain démarrage ; la version d'avant est gardée pour y revenir."""


def declare(commands: Subparsers) -> None:
    """Declare the group."""
    maj = commands.group("maj", "une nouvelle version, portée sur une clé")
    verifier = maj.command("verifier", "dit qui a signé une mise à jour, et relit chacun de ses fichiers", check)
    verifier.add_argument("fichier", metavar="F.maj")
    installer = maj.command("installer", "installe une mise à jour à côté de la version en place", install)
    installer.description = _ABOUT
    installer.add_argument("fichier", metavar="F.maj")
    revenir = maj.command("revenir", "remet en service la version d'avant", go_back)
    for command in (installer, revenir):
        command.add_argument(
            "--dans", metavar="DOSSIER", help="un autre dossier d'installation que celui de cette application"
        )
    extraire = maj.command("extraire", "vérifie puis écrit les paquets destinés à l'administrateur", extract)
    extraire.add_argument("fichier", metavar="F.maj")
    extraire.add_argument("dossier", metavar="DOSSIER")
    maj.command("etat", "la version en service, et celles qui sont gardées", tell)


def check(options: argparse.Namespace) -> Result:
    bundle = updates.examine(Path(options.fichier), CopyTold("relecture"))
    manifest = bundle.manifest
    data = {
        "version": manifest.version,
        "minimum": manifest.minimum,
        "systeme": manifest.systeme,
        "faite_le": manifest.faite_le.isoformat(),
        "signee_par": bundle.signer,
        "fichiers": len(manifest.fichiers),
        "octets": manifest.octets,
        "paquets": [package.chemin for package in manifest.paquets],
    }
    lines = [
        f"Mise à jour {manifest.version} du {manifest.faite_le:%d/%m/%Y}, entière, signée par {bundle.signer}.",
        f"{len(manifest.fichiers)} fichiers, {manifest.octets / 1e6:.0f} Mo une fois installée ; "
        f"remplace la version {manifest.minimum} et les suivantes.",
    ]
    return Result(data, [*lines, *(f"paquet : {package.chemin}" for package in manifest.paquets)])


def install(options: argparse.Namespace) -> Result:
    found = updates.install(Path(options.fichier), CopyTold("installation"), into=_folder(options))
    after = "Fermez Secrétaire et rouvrez-le : la nouvelle version le remplace."
    back = f"La version {found.former} est gardée : « maj revenir » la remet en service." if found.former else ""
    lines = [f"Version {found.current} installée dans {found.home}. {after}", back]
    return Result(_standing_json(found), filter(None, lines))


def go_back(options: argparse.Namespace) -> Result:
    found = updates.go_back(into=_folder(options))
    copies = before_migration.copies()
    lines = [f"La version {found.current} est de nouveau en service : fermez Secrétaire et rouvrez-le."]
    if copies:
        lines += [
            "Un espace déjà ouvert avec la version retirée ne s'ouvre plus avec celle-ci. Sa sauvegarde d'avant, à restaurer",
            "avec « secretaire restaurer » (ce qui a été écrit depuis n'y est pas) :",
            *(f"  {copy}" for copy in copies),
        ]
    return Result({**_standing_json(found), "sauvegardes_d_avant": [str(copy) for copy in copies]}, lines)


def extract(options: argparse.Namespace) -> Result:
    written = updates.extract_packages(Path(options.fichier), Path(options.dossier))
    lines = [f"paquet vérifié : {path}" for path in written]
    lines += [f"À installer par l'administrateur : sudo dpkg -i '{path}'" for path in written if path.suffix == ".deb"]
    return Result({"fichiers": [str(path) for path in written]}, lines)


def tell(_options: argparse.Namespace) -> Result:
    found = updates.standing()
    kept = ", ".join(found.installed) or "aucune autre"
    lines = [f"Version en service : {found.current}. Sur ce poste : {kept}."]
    if found.home is None:
        lines.append("Cette installation est mise à jour par l'administrateur du poste.")
    return Result(_standing_json(found), lines)


def _folder(options: argparse.Namespace) -> Path | None:
    return Path(options.dans) if options.dans else None


def _standing_json(found: Standing) -> dict[str, Any]:
    return {
        "version": found.current,
        "precedente": found.former or None,
        "installees": list(found.installed),
        "dossier": str(found.home) if found.home else None,
    }
