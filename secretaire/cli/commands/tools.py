"""reformuler, verifier, droit, modele, journal, diagnostic, demo, and what later versions bring."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from secretaire.cli import session
from secretaire.cli.commands.acts import finding_json
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import assistant, diagnostics, review, writing
from secretaire.desk import demo as demonstration
from secretaire.desk.checking import check_act, check_file
from secretaire.desk.files import parse_notes
from secretaire.desk.messages import journal_sentence
from secretaire.errors import SecretaireError

_LATER = {
    "verifier-espace": "contrôle l'espace de travail",
    "preuve-hors-ligne": "atteste que rien ne sort du poste",
    "parapheur": "échange les actes à relire par clé USB",
    "sauvegarder": "sauvegarde l'espace",
    "restaurer": "restaure une sauvegarde",
}


def declare(commands: Subparsers) -> None:
    """Declare the tools."""
    reformuler = commands.command("reformuler", "met des notes en phrases (notes sur l'entrée standard)", rephrase)
    reformuler.add_argument("--tache", required=True, choices=assistant.TASKS)
    reformuler.add_argument("--objet", default="", metavar="TEXTE")
    reformuler.add_argument("--graine", type=int, default=1, metavar="N", help="même graine, même texte")
    verifier = commands.command("verifier", "contrôle un acte (fichier, ou identifiant d'un acte de l'espace)", check)
    verifier.add_argument("cible", metavar="FICHIER_OU_ID")
    verifier.add_argument("--date", metavar="DATE", help="date à laquelle juger les références")
    droit = commands.group("droit", "les textes de référence")
    droit.command("etat", "date et contenu des références embarquées", law_state)
    droit.command("importer", "pas encore disponible", _later("droit importer")).add_argument("fichier", nargs="?")
    modele = commands.group("modele", "l'assistant de rédaction")
    modele.command("lister", "les assistants connus et installés", list_models)
    modele.command("importer", "installe un assistant depuis un fichier", import_model).add_argument("fichier")
    modele.command("verifier", "contrôle le fichier installé", verify_model)
    modele.command("installer", "pas encore disponible", _later("modele installer")).add_argument("nom", nargs="?")
    modele.command("banc", "pas encore disponible", _later("modele banc"))
    journal = commands.group("journal", "le journal des décisions")
    journal.command("verifier", "le journal est-il intact ?", verify_journal)
    commands.command("diagnostic", "état du poste, sans donnée personnelle", diagnose)
    demo = commands.command("demo", "crée une commune fictive pour essayer", make_demo)
    demo.add_argument("dossier", nargs="?", metavar="DOSSIER")
    for name, text in _LATER.items():
        later = commands.command(name, f"{text} (pas encore disponible)", _later(name))
        later.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)


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
        "phrases": [
            {"note": s.note, "texte": s.text, "acceptee": s.accepted, "ecarte": s.rejected} for s in made.sentences
        ],
        "modele": outcome.model_name,
    }
    lines = [made.text]
    if outcome.reasons:
        lines += ["", "Phrases de l'assistant écartées, vos notes sont gardées : " + " ; ".join(outcome.reasons)]
    return Result(data, lines)


def check(options: argparse.Namespace) -> Result:
    on = session.day(options.date) if options.date else session.today()
    path = Path(options.cible)
    if path.exists() or path.suffix:
        findings = check_file(path, on)
    else:
        with session.office(options) as office:
            findings = check_act(office, writing.get_act(office, options.cible))
    lines = [f"{f.gravite.value:9} {f.message}" + (f" (« {f.extrait} »)" if f.extrait else "") for f in findings]
    return Result({"controles": [finding_json(f) for f in findings]}, lines or ["Aucune remarque."])


def law_state(_options: argparse.Namespace) -> Result:
    state = diagnostics.law_state()
    data = {"date": state.date.isoformat(), "articles": state.articles, "source": state.source}
    return Result(
        data, [f"Références arrêtées au {state.date:%d/%m/%Y} : {state.articles} articles. Source : {state.source}."]
    )


def list_models(_options: argparse.Namespace) -> Result:
    rows = assistant.list_models()
    data = [
        {
            "nom": m.name,
            "licence": m.licence,
            "octets": m.size,
            "memoire_mo": m.ram_mb,
            "sha256": m.sha256,
            "installe": m.path is not None,
            "fichier": str(m.path) if m.path else None,
        }
        for m in rows
    ]
    lines = [f"{'installé' if m.path else 'absent':9} {m.name} ({m.size / 1e9:.2f} Go, {m.licence})" for m in rows]
    return Result({"modeles": data}, lines)


def import_model(options: argparse.Namespace) -> Result:
    model = assistant.import_model(Path(options.fichier), _copy_progress)
    data = {"nom": model.name, "fichier": str(model.path), "sha256": model.sha256, "connu": model.known}
    known = "" if model.known else " (fichier inconnu du catalogue : sa qualité n'a pas été mesurée)"
    return Result(data, [f"Assistant installé : {model.name}{known}."])


def _copy_progress(done: int, total: int) -> None:
    if total and done >= total:
        progress("copie terminée")


def verify_model(_options: argparse.Namespace) -> Result:
    model = assistant.verify_model()
    return Result(
        {"nom": model.name, "fichier": str(model.path), "sha256": model.sha256, "intact": True},
        [f"Le fichier de l'assistant est intact : {model.name}."],
    )


def verify_journal(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        report = review.journal_report(office)
    data = {
        "intact": report.intact,
        "entrees": report.entries,
        "premiere_rupture": report.first_break,
        "raison": report.reason.value if report.reason else None,
        "protection": report.protection.value,
        "lignes_sans_cle": report.unsigned,
    }
    return Result(data, [journal_sentence(report)], exit_code=0 if report.intact else 1)


def diagnose(options: argparse.Namespace) -> Result:
    data = diagnostics.machine_report()
    try:
        with session.office(options) as office:
            data["espace"] = diagnostics.space_report(office)
    except SecretaireError as error:
        data["espace"] = {"ouvert": False, "raison": error.code.value}
    lines = [f"{key} : {value}" for key, value in data.items()]
    return Result(data, lines)


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
    lines += [f"  {a.state.value:12} {a.objet}" for a in acts]
    return Result(data, lines)


def _later(name: str) -> Callable[[argparse.Namespace], Result]:
    def run(_options: argparse.Namespace) -> Result:
        raise session.not_available(name)

    return run
