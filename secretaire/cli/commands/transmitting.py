"""exporter scdl, exporter actes, exporter publiables, exporter classification, acte recu: what leaves the town hall."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import classification, communes, open_data, transmitting
from secretaire.desk.exporting_actes import export_actes
from secretaire.desk.messages import NOTICES
from secretaire.desk.open_data import OpenData
from secretaire.desk.publishing_batch import Batch, batch_of_seance, batch_of_year, export_batch
from secretaire.desk.transmitting import Chosen, Outgoing, ToSend
from secretaire.errors import Code, WrongUsage


def declare(exporter: Subparsers) -> None:
    """Declare what leaves, under `exporter`."""
    scdl = exporter.command("scdl", "données ouvertes des délibérations (SCDL 2.1.4)", export_open_data)
    _add_period(scdl)
    scdl.add_argument("--sortie", required=True, metavar="F.csv")
    actes = exporter.command("actes", "dossier pour l'opérateur de transmission au préfet", export_sendings)
    _add_period(actes).add_argument("--acte", action="append", metavar="ID", help="un acte ; peut être répété")
    actes.add_argument("--sortie", metavar="DOSSIER", help="sans elle, dit seulement ce qui partirait")
    actes.add_argument("--refaire", action="store_true", help="ceux déjà préparés ou transmis aussi")
    actes.add_argument(
        "--piece",
        action="append",
        default=[],
        metavar="ID:RANG=TYPE",
        help="type d'un fichier (rang 1 : l'acte) ; peut être répété",
    )
    actes.add_argument("--par", metavar="NOM")
    publiables = exporter.command(
        "publiables", "copies à mettre en ligne, données masquées, et leur liste", export_public
    )
    _add_period(publiables)
    publiables.add_argument("--sortie", metavar="DOSSIER", help="sans elle, dit seulement ce qui serait masqué")
    kept = exporter.group("classification", "classification de la préfecture (types de pièces)")
    kept.command("etat", "celle en service", show_classification)
    kept.command("importer", "lit un fichier RetourClassification", import_classification).add_argument("fichier")
    facts = exporter.command("renseignements", "SIRET de la mairie, préfecture, adresse des actes en ligne", set_facts)
    facts.add_argument("--siret", metavar="14 CHIFFRES")
    facts.add_argument("--prefecture", metavar="PREF061")
    facts.add_argument("--adresse", metavar="https://…{numero}…", help="où chaque délibération est en ligne")


def declare_act(acte: Subparsers) -> None:
    """Declare `acte recu`."""
    recu = acte.command("recu", "note le jour où la préfecture a reçu l'acte", note_received)
    recu.add_argument("id", metavar="ID")
    recu.add_argument("--le", required=True, metavar="DATE")
    recu.add_argument("--par", metavar="NOM")


def _add_period(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--annee", type=int, metavar="2026")
    which.add_argument("--seance", type=int, metavar="ID")
    return which


def export_open_data(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        if options.seance is not None:
            found = open_data.of_seance(office, options.seance)
        else:
            found = open_data.of_year(office, options.annee)
        path = open_data.export_scdl(found, Path(options.sortie))
    data = {
        "fichiers": [str(path)],
        "deliberations": len(found.rows),
        "absentes": [{"numero": x.numero, "objet": x.objet, "raison": x.reason} for x in found.left_out],
        "objets_masques": list(found.masked),
    }
    return Result(data, [f"données ouvertes écrites : {path} (délibérations : {len(found.rows)})", *_told(found)])


def _told(found: OpenData) -> list[str]:
    lines = [f"  absente : {x.numero or x.objet}, {x.reason}" for x in found.left_out]
    return [*lines, *(f"  objet masqué en partie, à relire : {numero}" for numero in found.masked)]


def export_sendings(options: argparse.Namespace) -> Result:
    chosen = _chosen(options.piece)
    with session.office(options) as office:
        if options.acte:
            found = transmitting.of_acts(office, options.acte, chosen)
        elif options.seance is not None:
            found = transmitting.of_seance(office, options.seance, chosen)
        else:
            found = transmitting.of_year(office, options.annee, chosen)
        wanted = tuple(x for x in found.to_send if not x.faults) if options.refaire else found.ready
        if not options.sortie:
            return Result({"fichiers": [], **_sendings_json(found, wanted)}, _sending_lines(found, wanted))
        made = export_actes(
            office,
            found,
            wanted,
            Path(options.sortie),
            session.author(options),
            printer=options.printer,
            progress=lambda done, total: progress(f"Actes écrits : {done} sur {total}"),
        )
    data = {
        "fichiers": [str(path) for path in made.files],
        "dossier": str(made.folder),
        **_sendings_json(found, wanted),
    }
    data["remarque"] = NOTICES[made.notice] if made.notice else None
    return Result(data, [f"dossier de transmission écrit : {made.folder}", *_sending_lines(found, wanted)])


def _chosen(given: Sequence[str]) -> Chosen:
    """« ID:RANG=TYPE »."""
    found = {}
    for text in given:
        file, equal, code = text.partition("=")
        act_id, colon, rank = file.rpartition(":")
        if not (equal and colon and rank.isdigit()):
            raise WrongUsage(
                Code.WRONG_OPTION, cause=f"« {text} » : écrivez l'identifiant de l'acte, le rang et le type (ID:1=CODE)"
            )
        found[act_id, int(rank)] = code.strip()
    return found


def _sendings_json(found: Outgoing, wanted: Sequence[ToSend]) -> dict[str, object]:
    leaving = {line.act.id for line in wanted}
    return {
        "actes": [
            {
                "id": line.act.id,
                "numero": line.act.numero,
                "numero_interne": line.message.numero,
                "objet": line.message.subject,
                "part": line.act.id in leaving,
                "avant": line.rule.dernier.isoformat() if line.rule.dernier else None,
                "regle": line.rule.reference,
                "pieces": [
                    {
                        "rang": rank,
                        "fichier": x.name,
                        "type": x.type_code,
                        "types_possibles": [c.code for c in x.choices],
                    }
                    for rank, x in enumerate(line.files, start=1)
                ],
                "empechements": list(line.faults),
                "remarques": list(line.remarks),
            }
            for line in found.to_send
        ],
        "non_transmis": [
            {"id": x.act_id, "numero": x.numero, "objet": x.objet, "raison": x.reason} for x in found.not_sent
        ],
        "classification": found.classified.isoformat() if found.classified else None,
    }


def _sending_lines(found: Outgoing, wanted: Sequence[ToSend]) -> list[str]:
    leaving = {line.act.id for line in wanted}
    lines = []
    for line in found.to_send:
        last = f" avant le {line.rule.dernier:%d/%m/%Y}" if line.rule.dernier else ""
        lines.append(
            f"{'part' if line.act.id in leaving else 'reste'} : {line.act.numero} {line.message.subject}{last}"
        )
        lines += [f"    {words}" for words in (*line.faults, *line.remarks)]
    return [*lines, *(f"non transmis : {x.numero} {x.objet}, {x.reason}" for x in found.not_sent)]


def export_public(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        if options.seance is not None:
            batch = batch_of_seance(office, options.seance)
        else:
            batch = batch_of_year(office, options.annee)
        if not options.sortie:
            return Result({"fichiers": [], **_batch_json(batch)}, _batch_lines(batch))
        made = export_batch(
            office,
            batch,
            Path(options.sortie),
            printer=options.printer,
            progress=lambda done, total: progress(f"Copies écrites : {done} sur {total}"),
        )
    data = {"fichiers": [str(path) for path in made.files], "dossier": str(made.folder), **_batch_json(batch)}
    return Result(data, [f"copies publiables écrites : {made.folder}", *_batch_lines(batch)])


def _batch_json(batch: Batch) -> dict[str, object]:
    return {
        "copies": [
            {
                "id": copy.act.id,
                "numero": copy.act.numero,
                "masques": [{"texte": m.words, "categorie": m.category.value, "motif": m.why} for m in copy.masks],
                "jointes_non_lues": [piece.nom for piece in copy.act.jointes],
            }
            for copy in batch.copies
        ],
        "absents": [{"numero": x.numero, "objet": x.objet, "raison": x.reason} for x in batch.left_out],
    }


def _batch_lines(batch: Batch) -> list[str]:
    lines = []
    for copy in batch.copies:
        lines.append(f"{copy.act.numero} {copy.act.objet}")
        lines += [f"    masqué : {m.words} ({m.category.value}, {m.category.reference})" for m in copy.masks]
    return [*lines, *(f"absent : {x.numero} {x.objet}, {x.reason}" for x in batch.left_out)]


def import_classification(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        classification.import_file(office, Path(options.fichier))
    return show_classification(options)


def show_classification(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        found = classification.current(office)
    if found is None:
        said = (
            "Aucune classification : « secretaire exporter classification importer F.xml ». Votre opérateur la donne."
        )
        return Result({"date": None, "types": {}}, [said])
    types = {nature: [{"code": x.code, "libelle": x.label} for x in kinds] for nature, kinds in found.types.items()}
    number = sum(map(len, found.types.values()))
    return Result(
        {"date": found.version.isoformat(), "types": types, "matieres": len(found.matieres)},
        [f"Classification du {found.version:%d/%m/%Y}, {number} types de pièces."],
    )


def set_facts(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        facts = communes.facts(office)
        communes.set_facts(
            office,
            replace(
                facts,
                siret=facts.siret if options.siret is None else options.siret,
                prefecture=facts.prefecture if options.prefecture is None else options.prefecture,
                adresse_deliberations=facts.adresse_deliberations if options.adresse is None else options.adresse,
            ),
        )
        kept = communes.facts(office)
    data = {"siret": kept.siret, "prefecture": kept.prefecture, "adresse": kept.adresse_deliberations}
    return Result(data, [f"{name} : {value or 'à renseigner'}" for name, value in data.items()])


def note_received(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        day = session.day(options.le)
        act = transmitting.note_received(office, options.id, day, session.author(options))
    return Result({"id": act.id, "recu_le": day.isoformat()}, [f"{act.id} : reçu par la préfecture le {day:%d/%m/%Y}."])
