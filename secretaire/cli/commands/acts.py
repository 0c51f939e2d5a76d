"""rediger, acte: write an act and follow its life."""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable
from pathlib import Path

from secretaire.acts.act import Act, Role
from secretaire.acts.life import Step
from secretaire.checks.finding import Finding
from secretaire.cli import session
from secretaire.cli.codes import add_codes_option
from secretaire.cli.commands import exporting as exporting_acts
from secretaire.cli.commands import joining as joining_files
from secretaire.cli.commands import remarks, replaying
from secretaire.cli.commands import reusing as reusing_acts
from secretaire.cli.commands.persons import code_for
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import assistant, exporting, replacing, reusing, review, writing
from secretaire.desk.checking import check_act
from secretaire.desk.files import read_fields, read_notes, read_text_input
from secretaire.desk.history_words import STATES
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage

_STEPS = {
    Step.RELIRE: "marque l'acte comme relu",
    Step.SOUMETTRE: "soumet l'acte au maire",
    Step.APPROUVER: "approuve l'acte (maire ou adjoint)",
    Step.REPRENDRE: "renvoie l'acte à reprendre, avec un motif",
    Step.REFUSER: "refuse l'acte, avec un motif",
}


def declare(commands: Subparsers) -> None:
    """Declare `rediger` and `acte`."""
    rediger = commands.command("rediger", "prépare un acte", draft)
    rediger.add_argument("type", metavar="TYPE")
    rediger.add_argument("--champs", metavar="F.yaml", help="les valeurs des champs")
    rediger.add_argument("--notes", metavar="F.txt", help="vos notes, une par ligne")
    rediger.add_argument("--seance", type=int, metavar="ID")
    rediger.add_argument("--date", metavar="DATE", help="date de l'arrêté")
    rediger.add_argument("--sans-modele", action="store_true", help="sans proposition de l'assistant")
    rediger.add_argument("--sortie", metavar="F.docx", help="écrit aussi un exemplaire PROJET (.docx, .odt ou .pdf)")
    rediger.add_argument("--par", metavar="NOM")
    acte = commands.group("acte", "les actes de l'espace")
    acte.command("lister", "liste les actes", list_acts)
    acte.command("montrer", "montre un acte", show).add_argument("id", metavar="ID")
    modifier = acte.command("modifier", "modifie un acte", edit)
    modifier.add_argument("id", metavar="ID")
    modifier.add_argument("--champs", metavar="F.yaml")
    modifier.add_argument("--notes", metavar="F.txt")
    modifier.add_argument("--numero", metavar="N")
    modifier.add_argument("--seance", type=int, metavar="ID")
    modifier.add_argument("--section", metavar="PARTIE", choices=[r.value for r in Role], help="partie à réécrire")
    modifier.add_argument("--texte", metavar="F.txt", help="nouveau texte de la partie")
    modifier.add_argument("--attester", metavar="CHIFFRE", help="chiffre tapé à la main dont vous donnez la source")
    modifier.add_argument("--source", metavar="TEXTE", help="source du chiffre (« devis Martin du 3 mars »)")
    modifier.add_argument("--accepter", type=int, metavar="N", help="accepte une proposition de l'assistant")
    modifier.add_argument(
        "--reprendre",
        metavar="DOC:PAGE:DEBUT-FIN",
        help="reprend dans l'exposé un passage du fonds (voir « chercher --json »)",
    )
    modifier.add_argument("--confirmer", metavar="CHAMP", help="reprend la valeur de l'ancien acte")
    modifier.add_argument("--ecarter", metavar="CHAMP", help="écarte la valeur de l'ancien acte")
    modifier.add_argument(
        "--remplacer",
        metavar="REFERENCE",
        help="remplace partout une référence par celle qui lui succède avec certitude",
    )
    modifier.add_argument("--par", metavar="NOM")
    for step, text in _STEPS.items():
        command = acte.command(step.value, text, _stepper(step))
        command.add_argument("id", metavar="ID")
        command.add_argument("--par", metavar="NOM")
        command.add_argument("--motif", metavar="TEXTE", default="")
        add_codes_option(command)
    exporting_acts.declare_act(acte)
    joining_files.declare_act(acte)
    reusing_acts.declare_act(acte)
    remarks.declare_act(acte)
    replaying.declare_act(acte)


def draft(options: argparse.Namespace) -> Result:
    started = time.perf_counter()
    fields = read_fields(Path(options.champs)) if options.champs else {}
    notes = read_notes(Path(options.notes)) if options.notes else ()
    with session.office(options) as office:
        act = writing.start_draft(
            office,
            options.type,
            fields,
            author=session.author(options),
            seance_id=options.seance,
            act_date=session.day(options.date) if options.date else None,
            notes=notes,
        )
        model, proposals = None, []
        state = assistant.assistant_state()
        if notes and not options.sans_modele and state.ready:
            model = state.model_name
            for zone in assistant.zones(act):
                progress(f"proposition de l'assistant pour la partie « {zone.libelle} »…")
                proposals.append(assistant.propose(office, act.id, zone.role, _silent, _never))
        if options.sortie:
            exporting.export_act(office, act.id, Path(options.sortie), printer=options.printer)
        data = act_json(office, act)
    data |= {"duree_s": round(time.perf_counter() - started, 2), "modele": model}
    data["propositions"] = [
        {
            "proposition": p.id,
            "role": p.role.value,
            "texte": p.text,
            "refus": list(p.reasons) or None,
            "acceptable": p.acceptable,
            "remplace": p.replaces,
        }
        for p in proposals
    ]
    lines = [f"Projet {act.id} ({act.numero}) : {act.objet}", "", *_act_lines(act)]
    for p in proposals:
        verdict = "à accepter avec --accepter" if p.acceptable else "écartée"
        if p.reasons:
            part = "une partie est écartée, vos notes la remplacent : " if p.acceptable else ""
            verdict += f" ({part}{' ; '.join(p.reasons)})"
        lines += ["", f"Proposition {p.id} de l'assistant ({p.role.value}), {verdict}", p.text]
    return Result(data, [*lines, *_summary_lines(data)])


def _silent(_piece: str) -> None:
    """The command line shows the whole text at the end."""


def _never() -> bool:
    return False


def act_json(office: Office, act: Act) -> dict[str, object]:
    """An act with its text, the origin of each piece, its blanks and its findings (keys of the contract)."""
    return {
        "id": act.id,
        "etat": act.state.value,
        "version": act.version,
        "type": act.type_id,
        "numero": act.numero,
        "objet": act.objet,
        "sections": [
            {
                "role": section.role.value,
                "texte": section.text,
                "origines": [
                    {"debut": r.start, "fin": r.end, "origine": r.origin.kind.value, "source": r.origin.source}
                    for r in section.origins()
                ],
            }
            for section in act.sections
        ],
        "a_completer": list(act.field_blanks()),
        "a_completer_en_seance": [b for b in act.blanks() if b not in act.field_blanks()],
        "controles": [finding_json(f) for f in check_act(office, act)],
    }


def finding_json(finding: Finding) -> dict[str, object]:
    """A finding, keys of the contract."""
    return {
        "code": finding.code,
        "gravite": finding.gravite.value,
        "message": finding.message,
        "extrait": finding.extrait,
        "debut": finding.start,
        "fin": finding.end,
        "partie": finding.role.value if finding.role else None,
        "acte": finding.acte or None,
        "reference": finding.reference,
        "proposition": finding.proposition,
    }


def _act_lines(act: Act) -> list[str]:
    lines: list[str] = []
    for section in act.sections:
        if section.text:
            lines += [section.text.replace("\t", "  |  "), ""]
    return lines


def _summary_lines(data: dict[str, object]) -> list[str]:
    lines = [f"État : {data['etat']}, version {data['version']}"]
    blanks = data["a_completer"]
    if isinstance(blanks, list) and blanks:
        lines.append("À compléter : " + ", ".join(blanks))
    findings = data["controles"]
    if isinstance(findings, list):
        lines += [f"  {f['gravite']} : {f['message']}" for f in findings]
    return lines


def list_acts(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        acts = writing.list_acts(office)
    rows = [
        {
            "id": a.id,
            "type": a.type_id,
            "numero": a.numero,
            "objet": a.objet,
            "etat": a.state.value,
            "version": a.version,
            "modifie": a.updated.isoformat(timespec="seconds"),
        }
        for a in acts
    ]
    lines = [f"{a.id:40} {STATES[a.state]:15} {a.numero:10} {a.objet}" for a in acts] or ["Aucun acte."]
    return Result({"actes": rows}, lines)


def show(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        act = writing.get_act(office, options.id)
        data = act_json(office, act)
        data["notes"] = list(act.notes)
        data["champs"] = dict(act.fields)
        data["historique"] = [
            {
                "quand": h.when.isoformat(timespec="seconds"),
                "qui": h.who,
                "quoi": h.what,
                "motif": h.reason,
                "version": h.version,
                "porte": h.door,
                "detail": h.detail,
            }
            for h in review.history(office, act.id)
        ]
    return Result(data, [f"{act.id} ({act.numero}) : {act.objet}", "", *_act_lines(act), *_summary_lines(data)])


def edit(options: argparse.Namespace) -> Result:
    who = session.author(options)
    if bool(options.section) != bool(options.texte):
        raise WrongUsage(Code.WRONG_OPTION, cause="--section et --texte vont ensemble")
    if bool(options.attester) != bool(options.source):
        raise WrongUsage(Code.WRONG_OPTION, cause="--attester et --source vont ensemble")
    with session.office(options) as office:
        act = writing.get_act(office, options.id)
        if options.champs:
            act = writing.change_fields(office, act.id, read_fields(Path(options.champs)), who)
        if options.confirmer:
            act = reusing.take(office, act.id, options.confirmer, who)
        if options.ecarter:
            reusing.set_aside(office, act.id, options.ecarter)
        if options.notes or options.numero or options.seance is not None:
            notes = read_notes(Path(options.notes)) if options.notes else None
            act = writing.change_facts(
                office, act.id, who, numero=options.numero, seance_id=options.seance, notes=notes
            )
        if options.section:
            text = read_text_input(Path(options.texte))
            act = writing.edit_section(office, act.id, Role(options.section), text, who)
        if options.reprendre:
            act = writing.reuse_passage(office, act.id, *_passage(options.reprendre), who)
        if options.accepter is not None:
            act = assistant.accept_proposal(office, options.accepter, who)
        if options.attester:
            act = writing.attest_literal(office, act.id, options.attester, options.source, who)
        if options.remplacer:
            act = replacing.replace_everywhere(office, act.id, options.remplacer, who)
        data = act_json(office, act)
    return Result(data, [f"{act.id} : modifié.", *_summary_lines(data)])


def _passage(text: str) -> tuple[int, int, int, int]:
    found = re.fullmatch(r"(\d+):(\d+):(\d+)-(\d+)", text.strip())
    if found is None:
        raise WrongUsage(Code.WRONG_OPTION, cause=f"« {text} » ne désigne pas un passage (écrivez 12:3:120-340)")
    document, page, start, end = (int(g) for g in found.groups())
    return document, page, start, end


def _stepper(step: Step) -> Callable[[argparse.Namespace], Result]:
    def run(options: argparse.Namespace) -> Result:
        by = session.author(options) if step in {Step.RELIRE, Step.SOUMETTRE} else (options.par or "")
        with session.office(options) as office:
            code = code_for(office, by, options)
            act = review.take(office, options.id, step, by, options.motif, pin=code)
        data = {"id": act.id, "etat": act.state.value, "version": act.version, "numero": act.numero}
        return Result(data, [f"{act.id} : {STATES[act.state]} (version {act.version})."])

    return run
