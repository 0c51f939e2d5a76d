"""acte exporter, seance exporter, exporter: the documents that leave."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from secretaire.acts.act_type import Famille
from secretaire.cli import session
from secretaire.cli.commands import transmitting
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import exporting, publications, publishing
from secretaire.desk.exporting import Notice
from secretaire.desk.exporting_joined import Annexes
from secretaire.desk.exporting_papers import publication_mode
from secretaire.desk.exporting_seance import export_seance, export_seance_files
from secretaire.desk.messages import NOTICES
from secretaire.desk.publishing import MaskProposal
from secretaire.desk.registers import export_register
from secretaire.errors import Code, WrongUsage
from secretaire.exchange.copies import Copy

_ALL = "tout"
_KINDS = {
    Copy.PROJET: "exemplaire PROJET",
    Copy.DEFINITIF: "document final",
    Copy.EXTRAIT: "extrait certifié",
}


def declare(commands: Subparsers) -> None:
    """Declare `exporter`."""
    exporter = commands.group("exporter", "registre, transmission au préfet, données ouvertes, copies à publier")
    registre = exporter.command("registre", "écrit le registre d'une année", export_year)
    registre.add_argument("--annee", type=int, required=True, metavar="2026")
    registre.add_argument("--arretes", action="store_true", help="le registre des arrêtés, non des délibérations")
    registre.add_argument("--premier-feuillet", type=int, default=1, metavar="N", help="numéro du premier feuillet")
    registre.add_argument("--sortie", required=True, metavar="F.docx", help=".docx, .odt ou .pdf")
    transmitting.declare(exporter)


def declare_act(acte: Subparsers) -> None:
    """Declare `acte exporter`, `acte publier`, `acte recu` and `acte masques`."""
    exporter = acte.command("exporter", "écrit le document d'un acte", export)
    exporter.add_argument("id", metavar="ID")
    exporter.add_argument("--sortie", required=True, metavar="F.docx", help=".docx, .odt ou .pdf")
    copies = _add_copies(exporter)
    copies.add_argument(
        "--publiable", action="store_true", help="copie à mettre en ligne, données personnelles masquées : si approuvé"
    )
    exporter.add_argument(
        "--masquer",
        default=_ALL,
        metavar="1,3",
        help="avec --publiable : rangs donnés par « acte masques » (toutes les propositions sans cette option) ; 0 : rien",
    )
    publier = acte.command(
        "publier", "note le jour où l'acte approuvé a été publié, affiché ou notifié", note_publication
    )
    publier.add_argument("id", metavar="ID")
    publier.add_argument("--le", required=True, metavar="DATE")
    publier.add_argument("--mode", metavar="TEXTE", help="comment ; celui de la commune sans cette option")
    publier.add_argument("--par", metavar="NOM")
    transmitting.declare_act(acte)
    masques = acte.command("masques", "ce qu'il faudrait masquer avant publication", list_masks)
    masques.add_argument("id", metavar="ID")


def declare_seance(seance: Subparsers) -> None:
    """Declare `seance exporter`."""
    exporter = seance.command("exporter", "écrit les actes d'une séance", export_meeting)
    exporter.add_argument("id", type=int, metavar="ID")
    exporter.add_argument(
        "--sortie", required=True, metavar="F.docx", help="un fichier (.docx, .odt, .pdf), ou un dossier"
    )
    exporter.add_argument(
        "--format", choices=["docx", "odt", "pdf"], default="docx", help="des fichiers, quand la sortie est un dossier"
    )
    _add_copies(exporter)


def _add_copies(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--definitif", action="store_true", help="document final : seulement si l'acte est approuvé")
    which.add_argument(
        "--extrait", action="store_true", help="extrait du registre, certifié par le maire : seulement si approuvé"
    )
    return which


def _copy(options: argparse.Namespace) -> Copy:
    return Copy.EXTRAIT if options.extrait else Copy.DEFINITIF if options.definitif else Copy.PROJET


def export(options: argparse.Namespace) -> Result:
    if options.publiable:
        return _publish(options)
    copy = _copy(options)
    with session.office(options) as office:
        exported = exporting.export_act(office, options.id, Path(options.sortie), copy, printer=options.printer)
    data = {
        "fichier": str(exported.path),
        "etat": exported.state.value,
        "a_remplir_a_la_main": list(exported.by_hand),
        "exemplaire": copy.value,
        "remarque": _remark(exported.notice),
        **_annexes_json(exported.annexes),
    }
    lines = [f"{_KINDS[copy]} écrit : {exported.path}"]
    if exported.by_hand:
        lines.append("À remplir à la main après la séance : " + ", ".join(exported.by_hand))
    return Result(data, [*lines, *_annexes_lines(exported.annexes), *_remark_lines(exported.notice)])


def note_publication(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        mode = options.mode or publication_mode(office)[0]
        day = session.day(options.le)
        act = publications.publish(office, options.id, day, mode, session.author(options))
    data = {"id": act.id, "etat": act.state.value, "version": act.version, "publie_le": day.isoformat(), "mode": mode}
    return Result(data, [f"{act.id} : publié le {day:%d/%m/%Y} ({mode})."])


def list_masks(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        found = publishing.proposals(office, options.id)
    return Result({"propositions": _masks_json(found)}, _mask_lines(found) or ["Rien à masquer n'a été trouvé."])


def _publish(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        found = publishing.proposals(office, options.id)
        chosen = found if options.masquer == _ALL else [found[rank - 1] for rank in _ranks(options.masquer, len(found))]
        target = Path(options.sortie)
        made = publishing.export_publishable(office, options.id, target, chosen, printer=options.printer)
    data = {
        "fichier": str(made.path),
        "exemplaire": "publiable",
        "masques": _masks_json(made.masked),
        "laisses": _masks_json(made.left),
        "jointes_non_lues": list(made.not_read),
        "remarque": _remark(made.notice),
    }
    lines = [f"copie publiable écrite : {made.path}", "Masqué :", *(_mask_lines(made.masked) or ["  rien"])]
    if made.left:
        lines += ["Laissé :", *_mask_lines(made.left)]
    if made.not_read:
        lines.append(f"Fichiers joints non copiés, à relire avant de les publier : {', '.join(made.not_read)}")
    return Result(data, [*lines, *_remark_lines(made.notice)])


def _ranks(given: str, count: int) -> list[int]:
    ranks = [int(part) if part.strip().isdigit() else -1 for part in given.split(",")]
    if any(not 0 <= rank <= count for rank in ranks):
        raise WrongUsage(
            Code.WRONG_OPTION, cause=f"« {given} » : donnez des rangs de 1 à {count}, ou 0 pour ne rien masquer"
        )
    return [rank for rank in ranks if rank]


def _masks_json(masks: Sequence[MaskProposal]) -> list[dict[str, object]]:
    return [
        {
            "rang": rank,
            "categorie": mask.category.value,
            "texte": mask.words,
            "endroits": [{"partie": role.value, "debut": start, "fin": end} for role, start, end in mask.places],
            "motif": mask.why,
            "reference": mask.category.reference,
        }
        for rank, mask in enumerate(masks, start=1)
    ]


def _mask_lines(masks: Sequence[MaskProposal]) -> list[str]:
    return [
        f"  {rank}. {mask.words} : {mask.category.value} ({mask.why} ; {mask.category.reference})"
        for rank, mask in enumerate(masks, start=1)
    ]


def export_meeting(options: argparse.Namespace) -> Result:
    copy, target = _copy(options), Path(options.sortie)
    with session.office(options) as office:
        if target.suffix and not target.is_dir():
            exported = export_seance(office, options.id, target, copy, printer=options.printer)
        else:
            suffix = f".{options.format}"
            exported = export_seance_files(office, options.id, target, suffix, copy, printer=options.printer)
    data = {
        "fichiers": [str(path) for path in exported.files],
        "actes": exported.acts,
        "exemplaire": copy.value,
        "remarque": _remark(exported.notice),
        **_annexes_json(exported.annexes),
    }
    lines = [f"{_KINDS[copy]} écrit : {path}" for path in exported.files]
    return Result(data, [*lines, *_annexes_lines(exported.annexes), *_remark_lines(exported.notice)])


def export_year(options: argparse.Namespace) -> Result:
    if options.premier_feuillet < 1:
        raise WrongUsage(Code.WRONG_OPTION, cause="Les feuillets se numérotent à partir de 1")
    famille = Famille.ARRETE if options.arretes else Famille.DELIBERATION
    with session.office(options) as office:
        exported = export_register(
            office,
            famille,
            options.annee,
            Path(options.sortie),
            first_page=options.premier_feuillet,
            printer=options.printer,
        )
    data = {
        "fichiers": [str(exported.path)],
        "actes": exported.acts,
        "absents": [{"numero": gap.numero, "objet": gap.objet, "raison": gap.reason} for gap in exported.gaps],
        "remarque": _remark(exported.notice),
    }
    lines = [f"registre écrit : {exported.path} (actes : {exported.acts})"]
    lines += [f"  absent : {gap.numero} {gap.objet}, {gap.reason}" for gap in exported.gaps]
    return Result(data, [*lines, *_remark_lines(exported.notice)])


def _remark(notice: Notice | None) -> str | None:
    return None if notice is None else NOTICES[notice]


def _remark_lines(notice: Notice | None) -> list[str]:
    return [] if notice is None else [NOTICES[notice]]


def _annexes_json(annexes: Annexes) -> dict[str, list[str]]:
    return {"annexes": [str(file) for file in annexes.files], "annexes_absentes": list(annexes.missing)}


def _annexes_lines(annexes: Annexes) -> list[str]:
    return [annexes.words] if annexes.words else []
