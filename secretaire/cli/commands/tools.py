"""reformuler, verifier, diagnostic, demo."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from secretaire.checks.finding import Finding
from secretaire.cli import session
from secretaire.cli.commands import models
from secretaire.cli.commands.acts import finding_json
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import assistant, control_sheets, diagnostics, writing
from secretaire.desk import demo as demonstration
from secretaire.desk.checking import check_act
from secretaire.desk.document_checks import check_file
from secretaire.desk.files import parse_notes
from secretaire.desk.history_words import STATES
from secretaire.desk.precedent_checks import against_precedent
from secretaire.errors import SecretaireError

_REPHRASE = """Sur l'entrée standard :
- des notes, une par ligne, pour phrase, expose, considerants, debat, questions_diverses et objet (un titre) ;
- un paragraphe à reprendre, pour corriger, plus_court, plus_formel, pluriel, singulier, feminin et masculin ;
- un texte à résumer, pour resume ;
- des passages, un par ligne, pour reponse : la question est donnée par --objet."""


def declare(commands: Subparsers) -> None:
    """Declare the tools."""
    reformuler = commands.command(
        "reformuler", "met des notes en phrases, reprend un texte, répond d'après des passages", rephrase
    )
    reformuler.description = _REPHRASE
    reformuler.add_argument("--tache", required=True, choices=assistant.TASKS, help="ce qui est demandé")
    reformuler.add_argument(
        "--objet", default="", metavar="TEXTE", help="objet de l'acte ; pour la tâche « reponse », la question"
    )
    reformuler.add_argument("--graine", type=int, default=1, metavar="N", help="même graine, même texte")
    verifier = commands.command("verifier", "contrôle un acte (fichier, ou identifiant d'un acte de l'espace)", check)
    verifier.add_argument("cible", metavar="FICHIER_OU_ID")
    verifier.add_argument(
        "--date", metavar="DATE", help="date à laquelle juger les références (sinon, celle de chaque acte)"
    )
    verifier.add_argument("--fiche", metavar="F.pdf", help="écrit aussi la fiche de contrôle (.docx, .odt ou .pdf)")
    modele = commands.group("modele", "l'assistant de rédaction")
    models.declare(modele)
    diagnostic = commands.command("diagnostic", "état du poste sur une page, sans donnée personnelle", diagnose)
    diagnostic.add_argument("--sortie", metavar="F.txt", help="écrit aussi la page, à joindre à un courriel")
    demo = commands.command("demo", "crée une commune fictive pour essayer", make_demo)
    demo.add_argument("dossier", nargs="?", metavar="DOSSIER")


def rephrase(options: argparse.Namespace) -> Result:
    notes = parse_notes(sys.stdin.buffer.read())
    outcome = assistant.rephrase(options.tache, options.objet, notes, seed=options.graine)
    made = outcome.proposal
    data = {
        "texte": made.text,
        "refus": list(outcome.reasons) or None,
        "jetons": made.run.tokens,
        "duree_s": round(made.run.duration_s, 2),
        "premier_jeton_s": round(made.run.first_token_s, 2),
        "energie_wh": models.energy_json(outcome.energy),
        "phrases": [
            {
                "note": s.note,
                "texte": s.text,
                "acceptee": s.accepted,
                "ecarte": s.rejected,
                "a_relire": s.doubtful,
            }
            for s in made.sentences
        ],
        "modele": outcome.model_name,
    }
    lines = [made.text]
    if outcome.reasons:
        lines += ["", "Écarté, vos mots sont gardés : " + " ; ".join(outcome.reasons)]
    return Result(data, lines)


def check(options: argparse.Namespace) -> Result:
    judged_on = session.day(options.date) if options.date else None
    path = Path(options.cible)
    if path.exists() or path.suffix:
        checked = check_file(path, session.today(), judged_on=judged_on)
        findings = tuple(placed.finding for placed in checked.findings)
        sheet = control_sheets.file_sheet(checked) if options.fiche else None
    else:
        with session.office(options) as office:
            act = writing.get_act(office, options.cible)
            findings = (*check_act(office, act), *against_precedent(office, act))
            sheet = control_sheets.act_sheet(office, options.cible) if options.fiche else None
    lines = [_line(f) for f in findings]
    lines = lines or ["Aucune remarque."]
    data: dict[str, object] = {"controles": [finding_json(f) for f in findings]}
    if sheet is not None:
        control_sheets.write_sheet(sheet, Path(options.fiche), printer=options.printer)
        data["fiche"] = options.fiche
        lines.append(f"fiche de contrôle écrite : {options.fiche}")
    return Result(data, lines)


def _line(finding: Finding) -> str:
    where = f"[{finding.acte}] " if finding.acte else ""
    passage = f" (« {' '.join(finding.extrait.split())} »)" if finding.extrait else ""
    return f"{finding.gravite.value:9} {where}{finding.message}{passage}"


def diagnose(options: argparse.Namespace) -> Result:
    data = diagnostics.machine_report()
    try:
        with session.office(options) as office:
            data["espace"] = diagnostics.space_report(office)
    except SecretaireError as error:
        data["espace"] = {"ouvert": False, "raison": error.code.value}
    if options.sortie:
        diagnostics.write_readable(data, Path(options.sortie))
    return Result(data, diagnostics.readable(data).splitlines())


def make_demo(options: argparse.Namespace) -> Result:
    folder = Path(options.dossier) if options.dossier else Path.cwd() / "secretaire-demo"
    office = demonstration.create_demo(folder, progress)
    try:
        acts = writing.list_acts(office)
        data = {
            "espace": str(office.folder),
            "commune": office.commune.nom,
            "fonds": str(demonstration.fund_folder(office.folder)),
            "actes": [{"id": a.id, "etat": a.state.value, "objet": a.objet} for a in acts],
        }
    finally:
        office.close()
    lines = [f"Commune de démonstration prête : {data['commune']} ({data['espace']})"]
    lines += [f"  {STATES[a.state]:15} {a.objet}" for a in acts]
    return Result(data, lines)
