"""journal: is it intact, does it hold the head printed on a sheet, its passphrase, a return to an older copy."""

from __future__ import annotations

import argparse

from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import journal
from secretaire.desk.integrity import restoration_sentences
from secretaire.desk.messages import journal_sentence
from secretaire.desk.safekeeping import restorations
from secretaire.store.journal_chain import Breach


def declare(commands: Subparsers) -> None:
    """Declare `journal`."""
    group = commands.group("journal", "le journal des décisions")
    verifier = group.command("verifier", "le journal est-il intact ?", verify)
    verifier.add_argument(
        "--empreinte", metavar="EMPREINTE", help="celle d'une fiche de contrôle : ce journal la contient-il ?"
    )
    group.command("phrase", "met la clé du journal sous une phrase secrète (session sans trousseau, clé USB)", protect)
    noter = group.command("noter-retour", "écrit au journal qu'une sauvegarde a été remise", admit_return)
    noter.add_argument("--par", required=True, metavar="NOM")
    noter.add_argument("--motif", required=True, metavar="TEXTE")


def verify(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        report = journal.journal_report(office)
        line = journal.line_of(office, options.empreinte) if options.empreinte else None
        restored = restoration_sentences(restorations(office.workspace))
    data: dict[str, object] = {
        "intact": report.intact,
        "entrees": report.entries,
        "premiere_rupture": report.first_break,
        "raison": report.reason.value if report.reason else None,
        "protection": report.protection.value,
        "lignes_sans_cle": report.unsigned,
        "lignes_connues": report.known,
        "actes_contredits": list(report.acts),
        "tete": report.head,
        "restaurations": list(restored),
    }
    lines = [journal_sentence(report), *restored]
    if report.reason is Breach.COPIE_ANCIENNE:
        lines.append('Pour le noter : « secretaire journal noter-retour --par NOM --motif "…" ».')
    proven = report.intact
    if options.empreinte:
        data["ligne_de_l_empreinte"] = line.seq if line else None
        proven = proven and line is not None
        lines.append(
            f"L'empreinte donnée est celle de la ligne {line.seq}."
            if line
            else "L'empreinte donnée n'est pas dans ce journal : la fiche n'a pas été imprimée depuis cet espace,"
            " ou il a été remplacé depuis."
        )
    return Result(data, lines, exit_code=0 if proven else 1)


def protect(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        journal.protect(office, session.new_passphrase())
        protection = office.workspace.journal.protection
    lines = [
        "La clé du journal est sous votre phrase secrète, dans le dossier de l'espace.",
        "Notez la phrase sur papier, au coffre de la mairie : personne ne peut la retrouver.",
    ]
    return Result({"protection": protection.value}, lines)


def admit_return(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        line = journal.admit_return(office, options.par, options.motif)
    return Result({"ligne": line.seq}, [f"Noté à la ligne {line.seq} du journal."])
