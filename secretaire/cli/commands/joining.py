"""acte joindre, acte pieces, acte retirer: the files joined to an act."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.acts.act import Act
from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import joining, writing
from secretaire.desk.office import Office


def declare_act(acte: Subparsers) -> None:
    """Declare the three."""
    joindre = acte.command("joindre", "joint un fichier à un acte ; une copie est gardée dans l'espace", join)
    joindre.add_argument("id", metavar="ID")
    joindre.add_argument("fichier", metavar="FICHIER")
    joindre.add_argument("--par", metavar="NOM")
    acte.command("pieces", "les fichiers joints à un acte, et les pièces attendues", show).add_argument(
        "id", metavar="ID"
    )
    retirer = acte.command("retirer", "retire un fichier joint", take_away)
    retirer.add_argument("id", metavar="ID")
    retirer.add_argument("rang", type=int, metavar="RANG", help="rang donné par « acte pieces »")
    retirer.add_argument("--par", metavar="NOM")


def join(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return _told(office, joining.join(office, options.id, Path(options.fichier), session.author(options)))


def take_away(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return _told(office, joining.take_away(office, options.id, options.rang, session.author(options)))


def show(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        return _told(office, writing.get_act(office, options.id))


def _told(office: Office, act: Act) -> Result:
    files = joining.files_of(office, act)
    data = {
        "id": act.id,
        "etat": act.state.value,
        "version": act.version,
        "jointes": [
            {
                "rang": rank,
                "nom": file.piece.nom,
                "sha256": file.piece.sha256,
                "copie": str(file.path),
                "intacte": file.intact,
            }
            for rank, file in enumerate(files.joined, start=1)
        ],
        "attendues": list(files.expected),
    }
    lines = [
        f"  {rank}. {file.piece.nom}{'' if file.intact else ' : la copie manque ou a changé, joignez-la de nouveau'}"
        for rank, file in enumerate(files.joined, start=1)
    ]
    expected = ["Pièces attendues pour ce type d'acte :", *(f"  - {text}" for text in files.expected)]
    return Result(data, ["Fichiers joints :", *(lines or ["  aucun"]), *(expected if files.expected else [])])
