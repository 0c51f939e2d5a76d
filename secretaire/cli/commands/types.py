"""types, numeros: the act types of the commune, and how its acts are numbered."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.acts.act_type import ActType, Famille
from secretaire.cli import session
from secretaire.cli.commands.reusing import habits
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import act_types, numbering, type_files
from secretaire.desk.act_types import Source
from secretaire.desk.type_files import Verified
from secretaire.errors import Code, WrongUsage

_DATA_ERROR = 3
_EXAMPLE_RANK = 14


def declare(commands: Subparsers) -> None:
    """Declare `types` and `numeros`."""
    types = commands.command(
        "types", "les types d'actes ; types exporter, verifier ou importer FICHIER ; types habitudes TYPE", show_types
    )
    types.add_argument("type", nargs="?", metavar="TYPE")
    types.add_argument("fichier", nargs="?", metavar="FICHIER")
    types.add_argument("--type", dest="choisi", metavar="TYPE", help="avec exporter : ce type seulement")
    types.add_argument("--pour", metavar="MOTS", default="", help="les types qui répondent à ces mots")
    types.add_argument("--adopter", type=int, metavar="N", help="avec habitudes : fait vôtre cette rédaction")
    types.add_argument("--retirer", action="store_true", help="rend au type sa rédaction livrée")
    numeros = commands.group("numeros", "la numérotation des actes")
    etat = numeros.command("etat", "modèles de numéro, numéros suivants et numéros sautés", show_numbers)
    etat.add_argument("--annee", type=int, metavar="AAAA")
    modele = numeros.command("modele", "change le modèle de numéro", choose_scheme)
    modele.add_argument("famille", choices=[f.value for f in Famille])
    modele.add_argument("modele", metavar="MODELE", help="par exemple {annee}-{rang:3} ou {annee}/{mois}/{rang:2}")
    justifier = numeros.command("justifier", "dit pourquoi aucun acte ne porte un numéro", explain)
    justifier.add_argument("numero", metavar="NUMERO")
    justifier.add_argument("--motif", required=True, metavar="TEXTE")
    justifier.add_argument("--par", metavar="NOM")


def show_types(options: argparse.Namespace) -> Result:
    if options.type == "habitudes":
        if not options.fichier:
            raise WrongUsage(Code.WRONG_OPTION, cause="types habitudes : indiquez le type")
        return habits(options.fichier, options)
    if (command := _ON_FILES.get(options.type or "")) is not None:
        if not options.fichier:
            raise WrongUsage(Code.WRONG_OPTION, cause=f"types {options.type} : indiquez le fichier ou le dossier")
        return command(options)
    if options.fichier:
        raise WrongUsage(Code.WRONG_OPTION, cause=f"types {options.type} {options.fichier} : commande inconnue")
    if options.type and options.retirer:
        with session.office(options) as office:
            act_types.remove_type(office, options.type)
        return Result({"type": options.type, "source": Source.LIVRE.value}, [f"{options.type} : rédaction livrée."])
    with session.types_catalogue(options) as catalogue:
        kinds = (catalogue.get(options.type),) if options.type else catalogue.suggest(options.pour)
        refused = catalogue.refused
    rows = [_type_json(kind) for kind in kinds]
    lines = [f"{f.name} n'est pas utilisé : ligne {f.faults[0].line}, {f.faults[0].cause}" for f in refused]
    for kind in kinds:
        lines.append(f"{kind.id:32} {kind.libelle}")
        if options.type:
            for champ in kind.champs:
                needed = "" if champ.obligatoire else " (facultatif)"
                lines.append(f"    {champ.nom:28} {champ.libelle}, {champ.type.value}{needed}")
            for title, advice in (
                ("Délais", kind.delais),
                ("Erreurs fréquentes", kind.erreurs_frequentes),
                ("À vérifier", kind.a_verifier),
            ):
                lines += [f"{title} :", *(f"  – {line}" for line in advice)] if advice else []
    return Result({"types": rows}, lines)


def _type_json(kind: ActType) -> dict[str, object]:
    return {
        "id": kind.id,
        "famille": kind.famille.value,
        "libelle": kind.libelle,
        "matiere": kind.matiere,
        "transmissible": kind.transmissible,
        "droit_au": kind.droit_au,
        "delais": list(kind.delais),
        "erreurs_frequentes": list(kind.erreurs_frequentes),
        "a_verifier": list(kind.a_verifier),
        "champs": [
            {
                "nom": c.nom,
                "libelle": c.libelle,
                "type": c.type.value,
                "obligatoire": c.obligatoire,
                "aide": c.aide,
                "options": list(c.options),
                "colonnes": [{"nom": k.nom, "libelle": k.libelle, "type": k.type.value} for k in c.colonnes],
            }
            for c in kind.champs
        ],
    }


def export_types(options: argparse.Namespace) -> Result:
    target = Path(options.fichier)
    with session.office(options) as office:
        if options.choisi:
            written = type_files.export_type(office, options.choisi, target)
        elif target.suffix in {".yaml", ".yml"}:
            raise WrongUsage(Code.WRONG_OPTION, cause="un seul fichier ne tient qu'un type : ajoutez --type TYPE")
        else:
            written = type_files.export_types(office, target)
    return Result({"fichiers": [str(p) for p in written]}, [f"{len(written)} fichier(s) écrit(s)", *map(str, written)])


def verify_types(options: argparse.Namespace) -> Result:
    verified = type_files.verify_types(Path(options.fichier))
    wrong = any(each.faults for each in verified)
    return Result(_verified_json(verified), _verified_lines(verified), _DATA_ERROR if wrong else 0)


def import_types(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        verified = type_files.import_types(office, Path(options.fichier))
    return Result(_verified_json(verified), [f"{each.type_id:32} {each.libelle} : importé" for each in verified])


def show_numbers(options: argparse.Namespace) -> Result:
    families: list[dict[str, object]] = []
    lines: list[str] = []
    with session.office(options) as office:
        today = office.today()
        year = options.annee or today.year
        for famille in Famille:
            scheme = numbering.scheme(office, famille)
            following = numbering.next_for(office, famille, today)
            gaps = numbering.gaps(office, famille, year)
            families.append(
                {
                    "famille": famille.value,
                    "modele": scheme.pattern,
                    "suivant": following,
                    "sautes": [{"numero": g.numero, "motif": g.reason, "par": g.who} for g in gaps],
                }
            )
            lines.append(f"{famille.value:14} {scheme.pattern:24} suivant : {following}")
            lines += [f"    {g.numero} sans acte : {g.reason or 'motif à écrire'}" for g in gaps]
    return Result({"annee": year, "familles": families}, lines)


def choose_scheme(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        famille = Famille(options.famille)
        scheme = numbering.choose_scheme(office, famille, options.modele)
        example = scheme.write(office.today(), _EXAMPLE_RANK)
    return Result(
        {"famille": famille.value, "modele": scheme.pattern, "exemple": example},
        [f"{famille.value} : {scheme.pattern}, par exemple {example}"],
    )


def explain(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        numbering.explain_gap(office, options.numero, options.motif, session.author(options))
    return Result({"numero": options.numero, "motif": options.motif}, [f"{options.numero} : {options.motif}"])


def _verified_json(verified: tuple[Verified, ...]) -> dict[str, object]:
    return {
        "types": [
            {
                "fichier": str(each.path),
                "id": each.type_id,
                "libelle": each.libelle,
                "erreurs": [{"ligne": f.line, "cause": f.cause} for f in each.faults],
            }
            for each in verified
        ]
    }


def _verified_lines(verified: tuple[Verified, ...]) -> list[str]:
    lines: list[str] = []
    for each in verified:
        if each.faults:
            lines += [f"{each.path.name}, ligne {f.line} : {f.cause}" for f in each.faults]
        else:
            lines.append(f"{each.path.name} : correct ({each.libelle})")
    return lines


_ON_FILES = {"exporter": export_types, "verifier": verify_types, "importer": import_types}
