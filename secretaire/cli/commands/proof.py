"""preuve-hors-ligne: the attestation that nothing leaves the PC."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import offline_proof, statements


def declare(commands: Subparsers) -> None:
    """Declare `preuve-hors-ligne`."""
    command = commands.command("preuve-hors-ligne", "atteste que rien ne sort du poste", prove)
    command.add_argument("--sortie", metavar="F.pdf", help="écrit aussi l'attestation (.docx, .odt ou .pdf)")


def prove(options: argparse.Namespace) -> Result:
    progress("essai sur une commune fictive, surveillé : quelques minutes…")
    proof = offline_proof.prove()
    seen = proof.watched
    data: dict[str, object] = {
        "hors_ligne": proof.holds,
        "date": proof.made.isoformat(timespec="seconds"),
        "version": proof.version,
        "systeme": proof.system,
        "etapes": [{"nom": step.name, "duree_s": step.seconds} for step in proof.steps],
        "processus": seen.processes,
        "prises_reseau": seen.network,
        "noms_demandes": seen.names,
        "appels_reseau": seen.calls,
        "prises_locales": seen.local,
        "modules_absents": list(proof.absent),
        "modules_jamais_charges": list(proof.idle),
        "modules_charges": list(proof.loaded),
        "modules_demandes": None if proof.written is None else list(proof.written),
        "modele": asdict(proof.model) if proof.model else None,
    }
    lines = [
        "Rien n'est sorti du poste pendant l'essai."
        if proof.holds
        else "ATTENTION : une sortie du poste a été ouverte ou demandée pendant l'essai.",
        f"  {seen.processes} processus surveillés, {seen.network} connexion réseau, {seen.names} nom demandé",
        "  trace du système : " + ("non disponible" if seen.calls is None else f"{seen.calls} appel réseau"),
        f"  assistant : {proof.model.name + (', a écrit' if proof.model.wrote else ', n’a pas écrit') if proof.model else 'aucun'}",
    ]
    if options.sortie:
        with session.office(options) as office:
            made = offline_proof.statement(office, proof)
            statements.write(office, made, Path(options.sortie), printer=options.printer)
        data["fichier"] = options.sortie
        lines.append(f"attestation écrite : {options.sortie}")
    return Result(data, lines, exit_code=0 if proof.holds else 1)
