"""chercher, demander, chronologie, semblables: find in the documents of the commune."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from textwrap import shorten
from typing import Any

from secretaire.acts.fields import parse_amount
from secretaire.cli import session
from secretaire.cli.commands.pieces import facts_json, title_of
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import asking, finding
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage
from secretaire.fund.asking.answering import Citation
from secretaire.fund.finding.results import REASON_TEXTS, Answer, Filters, Sort
from secretaire.fund.history.chain import Step
from secretaire.fund.pieces import Kind

_MANY = 500
_LINE = 400


def declare(commands: Subparsers) -> None:
    """Declare `chercher`, `demander`, `chronologie` and `semblables`."""
    chercher = commands.command("chercher", "cherche dans les documents lus", search)
    chercher.add_argument("requete", metavar="REQUÊTE", help="des mots ; « entre guillemets », une expression exacte")
    _add_filters(chercher)
    chercher.add_argument("--tri", choices=[s.value for s in Sort], default=Sort.RELEVANCE.value)
    chercher.add_argument("--limite", type=int, default=20, metavar="N")
    demander = commands.command("demander", "répond à une question, avec les passages", ask)
    demander.add_argument("question", metavar="QUESTION")
    demander.add_argument("--le", metavar="DATE", help="en vigueur ce jour-là (par défaut, aujourd'hui)")
    words = demander.add_mutually_exclusive_group()
    words.add_argument("--reformuler", action="store_true", help="fait redire la réponse par l'assistant")
    words.add_argument("--sans-modele", action="store_true", help="répond par le passage, mot pour mot (par défaut)")
    time = commands.command("chronologie", "un sujet dans le temps : les actes qui se succèdent", chronology)
    subject = time.add_mutually_exclusive_group(required=True)
    subject.add_argument("sujet", nargs="?", metavar="SUJET")
    subject.add_argument("--acte", type=int, metavar="ID", help="l'acte du fonds dont on veut la suite")
    time.add_argument("--le", metavar="DATE", help="l'acte en vigueur ce jour-là (par défaut, aujourd'hui)")
    semblables = commands.command("semblables", "les actes du fonds proches d'un de ses actes", similar)
    semblables.add_argument("id", type=int, metavar="ID")


def _add_filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--type", dest="kind", metavar="TYPE", help=", ".join(k.value for k in Kind))
    parser.add_argument("--depuis", metavar="DATE")
    parser.add_argument("--jusqua", metavar="DATE")
    parser.add_argument("--annee", type=int, metavar="ANNÉE")
    parser.add_argument("--seance", metavar="DATE", help="date de la séance")
    parser.add_argument("--matiere", default="", metavar="CODE", help="nomenclature : « 7.5 », ou « 7 » pour toutes")
    parser.add_argument("--auteur", default="", metavar="NOM", help="qui rapporte ou signe")
    parser.add_argument("--montant-min", metavar="EUROS")
    parser.add_argument("--montant-max", metavar="EUROS")
    parser.add_argument("--en-vigueur", action="store_true", help="sans les actes qu'un autre dit abroger ou remplacer")


def search(options: argparse.Namespace) -> Result:
    with _searchable(options) as office:
        answer = finding.search(office, options.requete, _filters(options), Sort(options.tri), options.limite)
    return _answer(answer)


@contextlib.contextmanager
def _searchable(options: argparse.Namespace) -> Iterator[Office]:
    """The workspace, its index brought to what was read."""
    with session.office(options) as office:
        finding.prepare(office, _show_indexing, lambda: False)
        yield office


def _show_indexing(done: int, total: int) -> None:
    if total > _MANY:
        progress(f"classement pour la recherche {done}/{total}")


def similar(options: argparse.Namespace) -> Result:
    with _searchable(options) as office:
        return _answer(finding.similar(office, options.id))


def _filters(options: argparse.Namespace) -> Filters:
    since = session.day(options.depuis) if options.depuis else None
    until = session.day(options.jusqua) if options.jusqua else None
    if options.annee:
        try:
            since, until = date(options.annee, 1, 1), date(options.annee, 12, 31)
        except ValueError as error:
            raise WrongUsage(Code.WRONG_OPTION, cause=f"« {options.annee} » n'est pas une année") from error
    if options.seance:
        since = until = session.day(options.seance)
    return Filters(
        kind=_kind(options.kind) if options.kind else None,
        since=since,
        until=until,
        matiere=options.matiere,
        author=options.auteur,
        at_least=_euros(options.montant_min),
        at_most=_euros(options.montant_max),
        in_force_on=session.today() if options.en_vigueur else None,
    )


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError as error:
        choice = ", ".join(k.value for k in Kind)
        raise WrongUsage(
            Code.WRONG_OPTION, cause=f"« {text} » n'est pas un type de document ; choisissez parmi : {choice}"
        ) from error


def _euros(text: str | None) -> Decimal | None:
    if not text:
        return None
    try:
        return parse_amount(text)
    except ValueError as error:
        raise WrongUsage(Code.WRONG_OPTION, cause=f"« {text} » n'est pas un montant (écrivez 1 250,50)") from error


def _answer(answer: Answer) -> Result:
    rows = [
        {
            **facts_json(hit.facts),
            "id": hit.piece,
            "document": hit.document,
            "fichier": str(hit.path),
            "page": hit.page,
            "extrait": hit.extract.text,
            "score": hit.score,
            "surlignages": [[h.start, h.end] for h in hit.extract.highlights],
            "passage": {"debut": hit.span.start, "fin": hit.span.end},
            "autres_passages": hit.other_count,
            "copies": [str(path) for path in hit.copies],
            "abroge_ou_remplace_par": list(hit.ended_by),
        }
        for hit in answer.results
    ]
    data = {
        "total": answer.total,
        "duree_ms": round(answer.duration_ms, 1),
        "resultats": rows,
        "corrections": answer.corrections,
        "mots_inconnus": list(answer.unknown),
        "approche": answer.relaxed,
        "index_reconstruit": REASON_TEXTS[answer.index_rebuilt] if answer.index_rebuilt else None,
    }
    lines = [f"{answer.total} réponse{'s' if answer.total > 1 else ''} ({answer.duration_ms:.0f} ms)"]
    lines += [f"« {word} » ne figure dans aucun document lu" for word in answer.unknown]
    if answer.relaxed and answer.results and not answer.unknown:
        lines.append("Aucun résultat ne contient tous ces mots : voici les plus proches")
    lines += [f"« {typed} » ne figure nulle part : cherché « {used} »" for typed, used in answer.corrections.items()]
    for hit in answer.results:
        lines += [
            "",
            f"[{hit.piece}] {title_of(hit.facts)}",
            f"  {hit.path.name}, page {hit.page}",
            f"  {' '.join(hit.extract.text.split())}",
        ]
    return Result(data, lines)


def ask(options: argparse.Namespace) -> Result:
    day = session.day(options.le) if options.le else session.today()
    with _searchable(options) as office:
        answer = asking.ask(office, options.question, day)
        if options.reformuler:
            answer = asking.reword(office, answer)
    data = {
        "trouve": answer.trouve,
        "reponse": answer.reponse,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "voisins": [_citation_json(citation) for citation in answer.voisins],
        "en_vigueur": answer.en_vigueur if answer.trouve else None,
        "le": day.isoformat(),
        "modele": answer.with_model or None,
    }
    lines = [answer.reponse]
    if answer.trouve and not answer.en_vigueur:
        lines.append("Attention : un acte plus récent du fonds y met fin.")
    shown = answer.citations or answer.voisins
    if shown:
        lines += ["", "Passages cités :" if answer.trouve else "Passages voisins :"]
    lines += [
        f"  {c.result.path.name}, page {c.page} : « {shorten(c.text, _LINE, placeholder=' […]')} »" for c in shown
    ]
    return Result(data, lines)


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "id": citation.result.piece,
        "document": citation.result.document,
        "fichier": str(citation.result.path),
        "page": citation.page,
        "passage": citation.text,
        "date": citation.result.facts.date.isoformat() if citation.result.facts.date else None,
        "debut": citation.span.start,
        "fin": citation.span.end,
    }


def chronology(options: argparse.Namespace) -> Result:
    day = session.day(options.le) if options.le else session.today()
    with _searchable(options) as office:
        if options.acte is not None:
            history = finding.history_of_piece(office, options.acte)
        else:
            history = finding.history_of(office, options.sujet)
        state = history.state_on(day)
        paths = {step.id: finding.document_path(office, step.piece.document) for step in history.steps}
    in_force = state.piece.id if state.piece else None
    rows = [_step_json(step, paths[step.id], in_force) for step in history.steps]
    data = {
        "actes": rows,
        "le": day.isoformat(),
        "en_vigueur": in_force,
        "certitude": state.certainty.value,
        "raison": state.reason,
        "sujets": list(history.subjects),
    }
    lines = [line for step in history.steps for line in _step_lines(step, paths[step.id], in_force)]
    lines = lines or ["Aucun acte du fonds sur ce sujet."]
    lines.append(f"En vigueur le {day:%d/%m/%Y} : {title_of(state.piece.facts) if state.piece else 'on ne sait pas'}")
    lines.append(f"  {state.reason}")
    return Result(data, lines)


def _step_json(step: Step, path: Path, in_force: int | None) -> dict[str, Any]:
    return {
        **facts_json(step.piece.facts),
        "id": step.id,
        "fichier": str(path),
        "page": step.piece.extent.first_page,
        "depuis": step.since.isoformat() if step.since else None,
        "jusqu_au": step.until.isoformat() if step.until else None,
        "sur_le_sujet": step.main,
        "liens": [
            {"acte": r.target, "comment": r.bond.value, "verbe": r.verb.value if r.verb else None}
            for r in step.relations
        ],
        "en_vigueur": step.id == in_force,
    }


def _step_lines(step: Step, path: Path, in_force: int | None) -> list[str]:
    mark = "→" if step.id == in_force else "·"
    lines = [f"{mark} [{step.id}] {title_of(step.piece.facts)} ({path.name}, page {step.piece.extent.first_page})"]
    for relation in step.relations:
        verb = relation.verb.value if relation.verb else "lié à"
        lines.append(f"    {verb} [{relation.target}] ({relation.bond.value})")
    return lines
