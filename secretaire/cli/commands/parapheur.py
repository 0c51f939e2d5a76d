"""parapheur: acts sent by stick to whoever decides, answers brought back, decisions taken on paper."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.acts.life import DECISIONS, Step
from secretaire.cli import session
from secretaire.cli.codes import Codes, add_codes_option
from secretaire.cli.commands.persons import code_for
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import paper_decisions, parapheur, parapheur_answers
from secretaire.desk.history_words import STATES
from secretaire.desk.messages import sentence
from secretaire.desk.parapheur import Trust
from secretaire.desk.parapheur_answers import Line, Received

TRUST = {
    Trust.KNOWN: "signé par la même mairie que la dernière fois",
    Trust.FIRST: "signé ; première fois sur ce poste : comparez l'empreinte avec la mairie",
    Trust.CHANGED: "ATTENTION : la clé n'est plus celle de la dernière fois ; appelez la mairie avant de répondre",
    Trust.UNSIGNED: "non signé : la mairie n'avait pas de clé",
}


def declare(commands: Subparsers) -> None:
    """Declare `parapheur`."""
    group = commands.group("parapheur", "fait relire et décider par clé USB ou sur papier")
    exporter = group.command("exporter", "écrit le fichier à porter sur la clé", send)
    exporter.add_argument("fichier", metavar="F.zip")
    exporter.add_argument("actes", metavar="ID", nargs="*", help="par défaut, tous les actes soumis au maire")
    exporter.add_argument("--par", metavar="NOM")
    importer = group.command("importer", "reprend une réponse rapportée", bring_back)
    importer.add_argument("fichier", metavar="REPONSE.json")
    importer.add_argument("--essai", action="store_true", help="montre ce qui serait repris, sans rien changer")
    importer.add_argument("--par", metavar="NOM")
    add_codes_option(importer)
    group.command("ouvrir", "vérifie et montre un parapheur, sur n'importe quel poste", look).add_argument(
        "fichier", metavar="F.zip"
    )
    feuille = group.command("feuille", "imprime la feuille de relecture d'un acte", print_sheet)
    feuille.add_argument("id", metavar="ID")
    feuille.add_argument("fichier", metavar="F.pdf")
    papier = group.command("papier", "enregistre une décision prise sur papier", record)
    papier.add_argument("id", metavar="ID")
    papier.add_argument("decision", choices=sorted(DECISIONS))
    papier.add_argument("--decideur", metavar="NOM", required=True, help="qui a signé la feuille")
    papier.add_argument("--date", metavar="DATE", required=True, help="date écrite sur la feuille")
    papier.add_argument("--empreinte", metavar="XXXXXXXX", required=True, help="au bas de la feuille")
    papier.add_argument("--motif", metavar="TEXTE", default="")
    papier.add_argument("--scan", metavar="FICHIER", help="la feuille numérisée")
    papier.add_argument("--par", metavar="NOM")
    add_codes_option(papier)


def send(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        sent = parapheur.send(office, options.actes, Path(options.fichier), session.author(options))
    acts = [{"acte": s.act.id, "objet": s.title, "version": s.act.version} for s in sent.dossier.acts]
    data = {"fichier": str(sent.path), "envoi": sent.dossier.id, "actes": acts, "cle": sent.key or None}
    lines = [f"Parapheur écrit : {sent.path}", *(f"  {s.title}" for s in sent.dossier.acts)]
    signed = f"signé, clé de la mairie {sent.key}" if sent.key else "NON SIGNÉ : pas de trousseau sur ce poste"
    return Result(data, [*lines, signed])


def look(options: argparse.Namespace) -> Result:
    reading = parapheur.read(Path(options.fichier))
    dossier = reading.dossier
    acts = [
        {"acte": s.act.id, "objet": s.title, "version": s.act.version, "a_decider": s.decidable} for s in dossier.acts
    ]
    data = {
        "commune": dossier.commune,
        "envoi": dossier.id,
        "le": dossier.sent_at.isoformat(),
        "par": dossier.by,
        "confiance": reading.trust.name.lower(),
        "cle": reading.key or None,
        "actes": acts,
    }
    key = f" ({reading.key})" if reading.key else ""
    lines = [f"{dossier.commune}, par {dossier.by}", f"{TRUST[reading.trust]}{key}"]
    return Result(data, [*lines, *(f"  {s.title}" for s in dossier.acts)])


def bring_back(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        received = parapheur_answers.read(office, Path(options.fichier))
        if not options.essai:
            code = ""
            if parapheur_answers.needs_code(office, received):
                code = Codes(options).ask(f"Code de {received.file.answer.by}")
            received = parapheur_answers.merge(office, received, session.author(options), code)
    refused = any(line.fault for line in received.lines)
    return Result(_received_json(received), [_line(line) for line in received.lines], exit_code=1 if refused else 0)


def print_sheet(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        mark = paper_decisions.print_sheet(office, options.id, Path(options.fichier), printer=options.printer)
    return Result(
        {"fichier": options.fichier, "empreinte": mark}, [f"Feuille écrite : {options.fichier} (empreinte {mark})"]
    )


def record(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        act = paper_decisions.record(
            office,
            options.id,
            Step(options.decision),
            options.decideur,
            options.motif,
            on=session.day(options.date),
            read=options.empreinte,
            by=session.author(options),
            scan=Path(options.scan) if options.scan else None,
            code=code_for(office, options.decideur, options),
        )
    return Result(
        {"id": act.id, "etat": act.state.value}, [f"Décision enregistrée : {act.objet} ({STATES[act.state]})"]
    )


def _received_json(received: Received) -> dict[str, object]:
    return {
        "envoi": received.sending.id,
        "nom": received.file.answer.by,
        "date": received.file.answer.day.isoformat(),
        "actes": [
            {
                "acte": line.sent.act_id,
                "decision": line.answered.decision,
                "remarques": len(line.answered.notes),
                "reprise": line.fault is None,
                "refus": {"code": line.fault.code.value, "message": sentence(line.fault)} if line.fault else None,
            }
            for line in received.lines
        ],
    }


def _line(line: Line) -> str:
    said = line.answered.decision.value if line.answered.decision else "remarques seules"
    return f"{line.title} : {said}" + (f". {sentence(line.fault)}" if line.fault else "")
