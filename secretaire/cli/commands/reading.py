"""indexer, fonds: read the documents of the commune, tell what was read, correct it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from secretaire.cli import session
from secretaire.cli.commands.pieces import facts_json, title_of
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import correcting, finding, reading
from secretaire.desk.reading import ReadingProgress
from secretaire.errors import Code, WrongUsage
from secretaire.fund.catalogue.piece_table import StoredPiece
from secretaire.fund.finding.results import REASON_TEXTS
from secretaire.fund.gathering import ReadingReport
from secretaire.fund.recognising import RecognitionReport

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
    """Declare `indexer` and `fonds`: what reads the fund, tells what was read and corrects it."""
    indexer = commands.command("indexer", "lit les documents de la commune", index)
    indexer.add_argument(
        "chemins", nargs="*", metavar="CHEMIN", help="fichiers ou dossiers ; rien : relit les dossiers suivis"
    )
    ocr = indexer.add_mutually_exclusive_group()
    ocr.add_argument("--ocr", action="store_true", help="numérise ensuite en texte les pages qui sont des images")
    ocr.add_argument("--sans-ocr", action="store_true", help="signale ces pages sans les lire (par défaut)")
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


def index(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        report = reading.read_documents(office, [Path(p) for p in options.chemins], _show_progress, _never)
        recognised = None
        if options.ocr:
            reading.retry_scans(office)  # a person asks again
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
        how = scans.advice or "« secretaire indexer --ocr » les numérise en texte."
        lines.append(f"Pages qui sont des images de texte : {scans.pages}. {how}")
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
        f"Documents lus : {report.lus}, en {report.duree_s:.1f} s ; {report.ajoutes} ajoutés, {report.modifies} modifiés, "
        f"{report.inchanges} inchangés, {report.supprimes} disparus, {report.ignores} ignorés.",
    ]
    if report.index_rebuilt:
        lines.append(f"Le classement pour la recherche a été refait ({REASON_TEXTS[report.index_rebuilt]}).")
    if report.erreurs:
        lines.append(f"Documents qui n'ont pas pu être lus : {len(report.erreurs)}")
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
        f"Pages numérisées en texte : {report.pages}, en {report.duree_s:.0f} s ; documents : {report.documents} "
        f"(confiance moyenne {report.confidence:.0%})."
    ]
    if report.failed:
        lines.append(f"Pages qui n'ont pas pu l'être : {report.failed}.")
    return lines


def _show_progress(now: ReadingProgress) -> None:
    if now.done % _EVERY == 0 or now.done == now.total:
        progress(f"lecture des documents {now.done}/{now.total}, encore {now.seconds_left:.0f} s")


def _show_pages(now: ReadingProgress) -> None:
    progress(f"numérisation en texte {now.done}/{now.total} pages, encore {now.seconds_left:.0f} s")


def _never() -> bool:
    return False


def pieces(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        path = finding.document_path(office, options.id)
        found = finding.pieces(office, options.id)
    rows = [_piece_json(piece) for piece in found]
    lines = [str(path)]
    lines += [
        f"[{p.id}] pages {p.extent.first_page}-{p.extent.last_page} {title_of(p.facts)} ({p.piece.reason})"
        for p in found
    ]
    return Result({"fichier": str(path), "actes": rows}, lines)


def _piece_json(piece: StoredPiece) -> dict[str, Any]:
    return {
        **facts_json(piece.facts),
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
    lines.append(f"Pages à numériser en texte : {scans.pages}. {scans.advice}")
    return Result(data, lines)


def forget(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        removed = reading.forget_folder(office, options.dossier.expanduser().absolute())
    return Result(
        {"retires": removed}, [f"Documents qui ne sont plus cherchés : {removed} ; leurs fichiers sont intacts."]
    )


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
