"""donnees, transparence: what is kept of persons and what may be erased; the register of the assistant, a charter."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import held_data, personal_data, statements, transparency
from secretaire.desk.office import Office
from secretaire.desk.personal_data import Erasable
from secretaire.exchange.statement import Statement

_TARGET = "document à écrire (.docx, .odt ou .pdf)"


def declare(commands: Subparsers) -> None:
    """Declare `donnees` and `transparence`."""
    donnees = commands.group("donnees", "les données personnelles de l'espace")
    etat = donnees.command("etat", "ce qui est gardé, où, combien de temps", state)
    etat.add_argument("--sortie", metavar="F.pdf", help=_TARGET)
    exporter = donnees.command("exporter", "ce que l'espace détient sur une personne (droit d'accès)", export)
    exporter.add_argument("--personne", required=True, metavar="NOM")
    exporter.add_argument("--sortie", required=True, metavar="F.pdf", help=_TARGET)
    effacer = donnees.command("effacer", "efface ce que la loi n'oblige pas à garder", erase)
    effacer.add_argument("quoi", choices=[kind.value for kind in Erasable])
    effacer.add_argument("--par", required=True, metavar="NOM")
    transparence = commands.group("transparence", "ce que l'assistant a proposé ; une charte pour le conseil")
    registre = transparence.command("registre", "le registre de l'assistance", register)
    registre.add_argument("--sortie", metavar="F.pdf", help=_TARGET)
    charte = transparence.command("charte", "un modèle de charte d'usage de l'assistant", charter)
    charte.add_argument("--sortie", required=True, metavar="F.docx", help=_TARGET)


def state(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        lines = personal_data.kept(office)
        data: dict[str, object] = {
            "donnees": [
                {
                    "quoi": line.what,
                    "ou": line.where,
                    "nombre": line.count,
                    "duree": line.how_long,
                    "pourquoi": line.why,
                    "effacables": line.erasable,
                    "effacer": line.gesture.value if line.gesture else None,
                }
                for line in lines
            ]
        }
        if options.sortie:
            _write(office, personal_data.statement(office, office.today()), options, data)
    said = [f"{line.count:>6}  {line.what} — {line.how_long}" for line in lines]
    return Result(data, said)


def export(options: argparse.Namespace) -> Result:
    data: dict[str, object] = {"personne": options.personne}
    with session.office(options) as office:
        written = held_data.write(office, options.personne, Path(options.sortie), printer=options.printer)
        data |= {"fichier": options.sortie, "donnees": str(written)}
    return Result(data, [f"écrit : {options.sortie}", f"les mêmes données, pour un autre logiciel : {written}"])


def erase(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        what = Erasable(options.quoi)
        done = personal_data.erase(office, what, options.par)
        left = personal_data.left_behind(office, what)
    said = [f"{done} effacé(s) ; le journal le dit.", *(f"  gardé : {each}" for each in left)]
    return Result({"quoi": options.quoi, "effaces": done, "gardes": list(left)}, said)


def register(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        held = transparency.register(office)
        data: dict[str, object] = {
            "documents": [
                {
                    "document": line.document,
                    "propositions": line.proposals,
                    "passages": {fate.value: line.fates[fate] for fate in transparency.Fate},
                    "effacees": line.erased,
                    "duree_s": round(line.seconds, 1),
                }
                for line in held.lines
            ],
            "energie_wh": {"bas": round(held.energy.low_wh, 2), "haut": round(held.energy.high_wh, 2)},
        }
        if options.sortie:
            _write(office, transparency.register_statement(held, office.today()), options, data)
    total = held.total
    return Result(
        data,
        [
            f"{total.passages} passages proposés, {total.accepted} acceptés, "
            f"{total.fates[transparency.Fate.RETOUCHEE]} retouchés depuis, {total.fates[transparency.Fate.REFUSEE]} refusés, "
            f"{total.fates[transparency.Fate.ECARTEE]} écartés par les contrôles"
        ],
    )


def charter(options: argparse.Namespace) -> Result:
    data: dict[str, object] = {}
    with session.office(options) as office:
        _write(office, transparency.charter(office), options, data)
    return Result(data, [f"écrit : {options.sortie}"])


def _write(office: Office, made: Statement, options: argparse.Namespace, data: dict[str, object]) -> None:
    statements.write(office, made, Path(options.sortie), printer=options.printer)
    data["fichier"] = options.sortie
