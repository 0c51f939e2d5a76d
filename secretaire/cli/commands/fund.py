"""indexer, chercher, demander, chronologie, semblables, fonds: the documents of the commune."""

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
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import asking, correcting, finding, reading
from secretaire.desk.office import Office
from secretaire.desk.reading import ReadingProgress
from secretaire.errors import Code, WrongUsage
from secretaire.fund.asking.answering import Citation
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.finding.results import REASON_TEXTS, Answer, Filters, Sort
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.history.chain import Step
from secretaire.fund.pieces import ActFacts, Kind
from secretaire.fund.recognising import RecognitionReport

_MANY = 500
_LINE = 400
_EVERY = 10  # one line of progress every ten files
_FACTS = {
    "type": "kind",
    "date": "date",
    "numero": "number",
    "objet": "objet",
    "matiere": "matiere",
    "auteur": "author",
}


def declare(commands: Subparsers) -> None:
    """Declare what reads the fund, searches it, asks it and corrects it."""
    indexer = commands.command("indexer", "lit les documents de la commune", index)
    indexer.add_argument(
        "chemins", nargs="*", metavar="CHEMIN", help="fichiers ou dossiers ; rien : relit les dossiers suivis"
    )
    ocr = indexer.add_mutually_exclusive_group()
    ocr.add_argument("--ocr", action="store_true", help="numérise ensuite en texte les pages qui sont des images")
    ocr.add_argument("--sans-ocr", action="store_true", help="signale ces pages sans les lire (par défaut)")
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
    fonds = commands.group("fonds", "ce qui a été lu, et ce qu'il faut y corriger")
    fonds.command("etat", "ce qui a été lu, ce qui ne l'a pas été, par format", state)
    fonds.command("actes", "les actes lus dans un document", pieces).add_argument("id", type=int, metavar="DOCUMENT")
    corriger = fonds.command("corriger", "corrige ce qui a été lu d'un acte ; « » vide une donnée", correct)
    corriger.add_argument("id", type=int, metavar="ID")
    for name in _FACTS:
        corriger.add_argument(f"--{name}", metavar=name.upper())
    corriger.add_argument("--pas-un-acte", action="store_true", help="ce n'est pas un acte")
    debut = fonds.command("debut-acte", "dit qu'un acte commence à un endroit d'un document", starts_here)
    debut.add_argument("document", type=int, metavar="DOCUMENT")
    debut.add_argument("page", type=int, metavar="PAGE")
    debut.add_argument("texte", metavar="TEXTE", help="les premiers mots de l'acte, tels qu'ils sont sur la page")
    oublier = fonds.command("oublier", "ne lit plus un dossier ; ses fichiers restent à leur place", forget)
    oublier.add_argument("dossier", type=Path, metavar="DOSSIER")


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


# read


def index(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        report = reading.read_documents(office, [Path(p) for p in options.chemins], _show_progress, _never)
        recognised = None
        if options.ocr:
            recognised = reading.recognise_scans(office, _show_pages, _never)
            report.erreurs = [e for e in report.erreurs if _still_unread(e.path, office.fund.documents())]
        scans = reading.scans_state(office)
    data = _report_json(report)
    data["pages_a_numeriser"] = scans.pages
    lines = _report_lines(report)
    if recognised is not None:
        data["numerisation"] = _recognition_json(recognised)
        lines += _recognition_lines(recognised)
    elif scans.pages:
        lines.append(f"{scans.pages} pages sont des images de texte. {scans.advice}")
    return Result(data, lines)


def _still_unread(path: Path, documents: list[Any]) -> bool:
    return not any(document.path == path and document.cause is None for document in documents)


def _report_json(report: ReadingReport) -> dict[str, Any]:
    return {
        "lus": report.lus,
        "ajoutes": report.ajoutes,
        "modifies": report.modifies,
        "inchanges": report.inchanges,
        "supprimes": report.supprimes,
        "ignores": report.ignores,
        "deplaces": report.deplaces,
        "erreurs": [{"fichier": str(e.path), "cause": e.text} for e in report.erreurs],
        "partiels": [{"fichier": str(path), "pages_sans_texte": pages} for path, pages in report.partiels],
        "duree_s": round(report.duree_s, 2),
        "index_reconstruit": REASON_TEXTS[report.index_rebuilt] if report.index_rebuilt else None,
    }


def _report_lines(report: ReadingReport) -> list[str]:
    lines = [
        f"{report.lus} documents lus en {report.duree_s:.1f} s : {report.ajoutes} ajoutés, {report.modifies} modifiés, "
        f"{report.inchanges} inchangés, {report.supprimes} disparus, {report.ignores} ignorés.",
    ]
    if report.index_rebuilt:
        lines.append(f"Le classement pour la recherche a été refait ({REASON_TEXTS[report.index_rebuilt]}).")
    if report.erreurs:
        lines.append(f"{len(report.erreurs)} documents n'ont pas pu être lus :")
        lines += [f"  {e.path} : {e.text}" for e in report.erreurs]
    return lines


def _recognition_json(report: RecognitionReport) -> dict[str, Any]:
    return {
        "pages": report.pages,
        "pages_vides": report.empty,
        "pages_refusees": report.failed,
        "documents": report.documents,
        "pages_restantes": report.remaining,
        "confiance": round(report.confidence, 3),
        "duree_s": round(report.duree_s, 2),
    }


def _recognition_lines(report: RecognitionReport) -> list[str]:
    lines = [
        f"{report.pages} pages numérisées en texte en {report.duree_s:.0f} s, {report.documents} documents "
        f"(confiance moyenne {report.confidence:.0%})."
    ]
    if report.failed:
        lines.append(f"{report.failed} pages n'ont pas pu l'être.")
    return lines


def _show_progress(now: ReadingProgress) -> None:
    if now.done % _EVERY == 0 or now.done == now.total:
        progress(f"lecture des documents {now.done}/{now.total}, encore {now.seconds_left:.0f} s")


def _show_pages(now: ReadingProgress) -> None:
    progress(f"numérisation en texte {now.done}/{now.total} pages, encore {now.seconds_left:.0f} s")


def _never() -> bool:
    return False


# find


def search(options: argparse.Namespace) -> Result:
    with _searchable(options) as office:
        answer = finding.search(office, options.requete, _filters(options), Sort(options.tri), options.limite)
    return _answer(answer)


@contextlib.contextmanager
def _searchable(options: argparse.Namespace) -> Iterator[Office]:
    """The workspace, its index brought to what was read."""
    with session.office(options) as office:
        finding.prepare(office, _show_indexing, _never)
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
            **_facts_json(hit.facts),
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
            f"[{hit.piece}] {_title(hit.facts)}",
            f"  {hit.path.name}, page {hit.page}",
            f"  {' '.join(hit.extract.text.split())}",
        ]
    return Result(data, lines)


def _facts_json(facts: ActFacts) -> dict[str, Any]:
    vote = facts.vote
    return {
        "type": facts.kind.value,
        "numero": facts.number,
        "date": facts.date.isoformat() if facts.date else None,
        "objet": facts.objet,
        "matiere": facts.matiere,
        "auteur": facts.author,
        "presents": facts.presents,
        "vote": None
        if vote is None
        else {
            "pour": vote.pour,
            "contre": vote.contre,
            "abstentions": vote.abstentions,
            "unanimite": vote.unanime,
        },
        "decision": facts.outcome.value if facts.outcome else None,
        "montants": [f"{amount:.2f}" for amount in facts.amounts],
    }


def _title(facts: ActFacts) -> str:
    when = facts.date.strftime("%d/%m/%Y") if facts.date else "sans date"
    number = f" n° {facts.number}" if facts.number else ""
    return f"{facts.kind.value}{number}, {when} : {facts.objet or 'sans objet lu'}"


# what was read


def pieces(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        path = finding.document_path(office, options.id)
        found = finding.pieces(office, options.id)
    rows = [_piece_json(piece) for piece in found]
    lines = [str(path)]
    lines += [
        f"[{p.id}] pages {p.extent.first_page}-{p.extent.last_page} {_title(p.facts)} ({p.piece.reason})" for p in found
    ]
    return Result({"fichier": str(path), "actes": rows}, lines)


def _piece_json(piece: StoredPiece) -> dict[str, Any]:
    return {
        **_facts_json(piece.facts),
        "id": piece.id,
        "pages": [piece.extent.first_page, piece.extent.last_page],
        "confiance": piece.piece.confidence,
        "raison": piece.piece.reason,
        "corrige": sorted(piece.piece.corrected),
        "visas": list(piece.facts.visas),
    }


def state(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        formats = reading.formats(office)
        scans = reading.scans_state(office)
        folders = reading.watched_folders(office)
    rows = [
        {"format": f.name, "lus": f.read, "a_numeriser": f.scans, "non_lus": f.left_out, "causes": f.causes}
        for f in formats
    ]
    data = {
        "dossiers": [str(folder) for folder in folders],
        "formats": rows,
        "pages_a_numeriser": scans.pages,
        "numerisation_possible": scans.available,
        "numerisation": scans.advice,
    }
    lines = [f"{'format':<8} {'lus':>6} {'à numériser':>12} {'non lus':>8}"]
    for f in formats:
        lines.append(f"{f.name:<8} {f.read:>6} {f.scans:>12} {f.left_out:>8}")
        lines += [f"         {number} : {cause}" for cause, number in f.causes.items()]
    lines.append(f"{scans.pages} pages à numériser en texte. {scans.advice}")
    return Result(data, lines)


def forget(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        removed = reading.forget_folder(office, options.dossier.expanduser().absolute())
    return Result({"retires": removed}, [f"{removed} documents ne sont plus cherchés ; leurs fichiers sont intacts."])


def correct(options: argparse.Namespace) -> Result:
    facts = {fact: value for name, fact in _FACTS.items() if (value := getattr(options, name)) is not None}
    if options.pas_un_acte == bool(facts):
        raise WrongUsage(Code.WRONG_OPTION, cause="indiquez ce qu'il faut corriger, ou --pas-un-acte")
    with session.office(options) as office:
        document = finding.piece(office, options.id).document
        if options.pas_un_acte:
            correcting.not_an_act(office, options.id)
        else:
            correcting.correct_facts(office, options.id, facts)
        found = finding.pieces(office, document)
    return Result({"document": document, "actes": [_piece_json(p) for p in found]}, ["Correction gardée."])


def starts_here(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        text = finding.page_text(office, options.document, options.page)
        start = text.find(options.texte)
        if start < 0:
            raise WrongUsage(Code.WRONG_OPTION, cause=f"« {options.texte} » n'est pas sur la page {options.page}")
        correcting.act_starts_here(office, options.document, options.page, start)
        found = finding.pieces(office, options.document)
    return Result({"document": options.document, "actes": [_piece_json(p) for p in found]}, ["Correction gardée."])


# ask


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
    lines.append(f"En vigueur le {day:%d/%m/%Y} : {_title(state.piece.facts) if state.piece else 'on ne sait pas'}")
    lines.append(f"  {state.reason}")
    return Result(data, lines)


def _step_json(step: Step, path: Path, in_force: int | None) -> dict[str, Any]:
    return {
        **_facts_json(step.piece.facts),
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
    lines = [f"{mark} [{step.id}] {_title(step.piece.facts)} ({path.name}, page {step.piece.extent.first_page})"]
    for relation in step.relations:
        verb = relation.verb.value if relation.verb else "lié à"
        lines.append(f"    {verb} [{relation.target}] ({relation.bond.value})")
    return lines
