"""espace, elus: the workspace and its council."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.council.commune import Commune
from secretaire.council.roster import Elu
from secretaire.desk.communes import the_commune
from secretaire.desk.elus import import_roster, list_roster
from secretaire.desk.messages import JOURNAL_PROTECTIONS
from secretaire.desk.office import create_space, known_spaces


def declare(commands: Subparsers) -> None:
    """Declare `espace` and `elus`."""
    espace = commands.group("espace", "l'espace de travail d'une commune")
    creer = espace.command("creer", "crée un espace", create)
    creer.add_argument("dossier", metavar="DOSSIER")
    creer.add_argument("--commune", required=True, metavar="NOM_OU_CODE_INSEE")
    espace.command("lister", "les espaces ouverts dans ce compte, le dernier d'abord", list_spaces)
    elus = commands.group("elus", "le conseil municipal")
    importer = elus.command("importer", "importe la liste des élus (CSV)", import_elus)
    importer.add_argument("fichier", metavar="FICHIER.csv")
    elus.command("lister", "montre la liste des élus", list_elus)


def create(options: argparse.Namespace) -> Result:
    office = create_space(Path(options.dossier), the_commune(options.commune))
    try:
        commune = office.commune
        protection = office.workspace.journal.protection
        data = {"espace": str(office.folder), "commune": commune_json(commune), "journal": protection.value}
    finally:
        office.close()
    lines = [
        f"Espace créé : {data['espace']}",
        f"Commune : {commune.nom} ({commune.code_insee}), {commune.departement}, {commune.population} habitants",
        f"Journal des décisions : {JOURNAL_PROTECTIONS[protection]}.",
        "Ensuite : « secretaire elus importer FICHIER.csv », puis « secretaire indexer DOSSIER ».",
    ]
    return Result(data, lines)


def list_spaces(_options: argparse.Namespace) -> Result:
    folders = [str(folder) for folder in known_spaces()]
    return Result({"espaces": folders}, folders or ["Aucun espace n'a encore été ouvert dans ce compte."])


def commune_json(commune: Commune) -> dict[str, object]:
    """The facts of the commune, keys of the contract."""
    return {
        "nom": commune.nom,
        "code_insee": commune.code_insee,
        "siren": commune.siren,
        "departement": commune.departement,
        "arrondissement": commune.arrondissement,
        "population": commune.population,
        "epci": commune.epci,
    }


def import_elus(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        elus = import_roster(office, Path(options.fichier))
    return _elus(elus, f"{len(elus)} élus importés.")


def list_elus(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        elus = list_roster(office)
    return _elus(elus, f"{len(elus)} élus." if elus else "Aucun élu : « secretaire elus importer FICHIER.csv ».")


def _elus(elus: tuple[Elu, ...], title: str) -> Result:
    data = [
        {
            "id": e.id,
            "civilite": e.civilite,
            "nom": e.nom,
            "prenom": e.prenom,
            "fonction": e.fonction,
            "ordre": e.ordre,
            "debut": e.debut.isoformat() if e.debut else None,
            "fin": e.fin.isoformat() if e.fin else None,
        }
        for e in elus
    ]
    lines = [title, *(f"  {e.ordre:>3}  {e.civilite} {e.full_name}, {e.fonction}" for e in elus)]
    return Result({"elus": data}, lines)
