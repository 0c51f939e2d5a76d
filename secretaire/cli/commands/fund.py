"""indexer, chercher: the documents of the commune."""

from __future__ import annotations

import argparse
from pathlib import Path

from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import finding, reading
from secretaire.desk.reading import ReadingProgress
from secretaire.errors import Code, WrongUsage
from secretaire.fund.act_facts import Kind
from secretaire.fund.index import REASON_TEXTS
from secretaire.fund.search import Filters

_EVERY = 10  # one line of progress every ten files


def declare(commands: Subparsers) -> None:
    """Declare `indexer`, `chercher` and `demander`."""
    indexer = commands.command("indexer", "lit les documents de la commune", index)
    indexer.add_argument(
        "chemins", nargs="*", metavar="CHEMIN", help="fichiers ou dossiers ; rien : relit les dossiers suivis"
    )
    ocr = indexer.add_mutually_exclusive_group()
    ocr.add_argument("--ocr", action="store_true", help="lit aussi les documents numérisés (pas encore disponible)")
    ocr.add_argument(
        "--sans-ocr", action="store_true", help="signale les documents numérisés sans les lire (par défaut)"
    )
    chercher = commands.command("chercher", "cherche dans les documents lus", search)
    chercher.add_argument("requete", metavar="REQUÊTE")
    chercher.add_argument(
        "--type", dest="kind", metavar="TYPE", help="deliberation, arrete, proces_verbal, compte_rendu, autre"
    )
    chercher.add_argument("--depuis", metavar="DATE")
    chercher.add_argument("--jusqua", metavar="DATE")
    chercher.add_argument("--matiere", metavar="MATIERE", help="pas encore disponible")
    chercher.add_argument("--en-vigueur", action="store_true", help="pas encore disponible")
    chercher.add_argument("--limite", type=int, default=20, metavar="N")
    demander = commands.command("demander", "répond à une question avec les passages (pas encore disponible)", ask)
    demander.add_argument("question", metavar="QUESTION")


def index(options: argparse.Namespace) -> Result:
    if options.ocr:
        raise session.not_available("indexer --ocr")
    with session.office(options) as office:
        report = reading.read_documents(office, [Path(p) for p in options.chemins], _show_progress, lambda: False)
    data = {
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
    lines = [
        f"{report.lus} documents lus en {report.duree_s:.1f} s : {report.ajoutes} ajoutés, {report.modifies} modifiés, "
        f"{report.inchanges} inchangés, {report.supprimes} disparus, {report.ignores} ignorés.",
    ]
    if report.index_rebuilt:
        lines.append(f"Le classement pour la recherche a été refait ({REASON_TEXTS[report.index_rebuilt]}).")
    if report.erreurs:
        lines.append(f"{len(report.erreurs)} documents n'ont pas pu être lus :")
        lines += [f"  {e.path} : {e.text}" for e in report.erreurs]
    return Result(data, lines)


def _show_progress(now: ReadingProgress) -> None:
    if now.done % _EVERY == 0 or now.done == now.total:
        progress(f"lecture des documents {now.done}/{now.total}, encore {now.seconds_left:.0f} s")


def search(options: argparse.Namespace) -> Result:
    if options.matiere:
        raise session.not_available("chercher --matiere")
    if options.en_vigueur:
        raise session.not_available("chercher --en-vigueur")
    filters = Filters(
        kind=_kind(options.kind) if options.kind else None,
        since=session.day(options.depuis) if options.depuis else None,
        until=session.day(options.jusqua) if options.jusqua else None,
    )
    with session.office(options) as office:
        answer = finding.search(office, options.requete, filters, options.limite)
    rows = [
        {
            "id": hit.document,
            "fichier": str(hit.path),
            "page": hit.page,
            "type": hit.kind.value,
            "numero": hit.number,
            "date": hit.date.isoformat() if hit.date else None,
            "objet": hit.objet,
            "extrait": hit.extract.text,
            "score": hit.score,
            "surlignages": [[h.start, h.end] for h in hit.extract.highlights],
            "passage": {"debut": hit.span.start, "fin": hit.span.end},
            "autres_passages": hit.other_count,
        }
        for hit in answer.results
    ]
    data = {
        "total": answer.total,
        "duree_ms": round(answer.duration_ms, 1),
        "resultats": rows,
        "corrections": answer.corrections,
        "index_reconstruit": REASON_TEXTS[answer.index_rebuilt] if answer.index_rebuilt else None,
    }
    lines = [f"{answer.total} documents ({answer.duration_ms:.0f} ms)"]
    lines += [f"« {typed} » ne figure nulle part : cherché « {used} »" for typed, used in answer.corrections.items()]
    for hit in answer.results:
        when = hit.date.strftime("%d/%m/%Y") if hit.date else "sans date"
        lines += [
            "",
            f"{hit.path.name}, page {hit.page} ({hit.kind.value}, {when})",
            f"  {' '.join(hit.extract.text.split())}",
        ]
    return Result(data, lines)


def _kind(text: str) -> Kind:
    try:
        return Kind(text)
    except ValueError as error:
        choice = ", ".join(k.value for k in Kind)
        raise WrongUsage(
            Code.WRONG_OPTION, cause=f"« {text} » n'est pas un type de document ; choisissez parmi : {choice}"
        ) from error


def ask(_options: argparse.Namespace) -> Result:
    raise session.not_available("demander")
