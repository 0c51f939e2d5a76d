"""seance pv, liste, transmission, publication: what follows a meeting of the council."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import assistant, minutes, minutes_pen
from secretaire.desk import exporting_papers as papers
from secretaire.desk.files import read_input
from secretaire.desk.meeting_papers import examined, publications, publish_adopted, sendings
from secretaire.desk.messages import MINUTES_STATES, NOTICES
from secretaire.desk.minutes import MinutesView
from secretaire.desk.minutes_pen import PointProposal
from secretaire.desk.office import Office
from secretaire.errors import Code, WrongUsage

_PRESENT = {True: "oui", False: "NON", None: "sans objet"}


def declare_minutes(seance: Subparsers) -> None:
    """Declare `seance pv`, `seance transmission` and `seance publication`."""
    pv = seance.command("pv", "le procès-verbal : texte, mentions, relecture, arrêt, publication", run)
    pv.add_argument("id", type=int, metavar="ID")
    pv.add_argument("--sortie", metavar="F.docx", help="écrit le document (.docx, .odt ou .pdf)")
    pv.add_argument("--sans-modele", action="store_true", help="sans proposition de l'assistant")
    pv.add_argument("--par", metavar="NOM")
    gesture = pv.add_mutually_exclusive_group()
    gesture.add_argument("--accepter", type=int, metavar="N", help="prend une proposition de l'assistant dans le texte")
    gesture.add_argument("--refuser", type=int, metavar="N", help="écarte une proposition de l'assistant")
    gesture.add_argument("--partie", metavar="CLE", help="partie à réécrire, avec --texte")
    gesture.add_argument("--chiffre", metavar="CHIFFRE", help="chiffre dont on dit la source, avec --source")
    gesture.add_argument("--relire", action="store_true", help="le texte est relu : il ne suit plus la séance")
    gesture.add_argument("--reprendre", action="store_true", help="le texte revient en préparation")
    gesture.add_argument(
        "--arreter", type=int, metavar="ID_SEANCE", help="la séance suivante a arrêté le procès-verbal"
    )
    gesture.add_argument("--publier", metavar="DATE", help="le procès-verbal arrêté a été publié, avec --mode")
    pv.add_argument("--texte", metavar="F.txt", help="nouveau texte de la partie, un paragraphe par ligne")
    pv.add_argument("--source", metavar="TEXTE", help="d'où vient le chiffre")
    pv.add_argument("--remarques", metavar="TEXTE", help="rectifications demandées à l'arrêt")
    pv.add_argument("--mode", default="", metavar="TEXTE", help="« mise en ligne et exemplaire papier »")
    envoi = seance.command("transmission", "les actes à transmettre : règle, délai, pièces", show_sendings)
    envoi.add_argument("id", type=int, metavar="ID")
    envoi.add_argument("--sortie", metavar="F.docx", help="écrit la liste (.docx, .odt ou .pdf)")
    publication = seance.command("publication", "comment et quand chaque acte est publié", show_publications)
    publication.add_argument("id", type=int, metavar="ID")
    publication.add_argument(
        "--le", metavar="DATE", help="note que les actes adoptés et approuvés ont été publiés ce jour-là"
    )
    publication.add_argument("--mode", metavar="TEXTE", help="comment ; celui de la commune sans cette option")
    publication.add_argument("--par", metavar="NOM")
    publication.add_argument("--sortie", metavar="F.docx", help="écrit la fiche (.docx, .odt ou .pdf)")


def add_list_options(liste: argparse.ArgumentParser) -> None:
    """What `seance liste ID` takes to write the list of the deliberations examined."""
    liste.add_argument("--sortie", metavar="F.docx", help="écrit la liste des délibérations (.docx, .odt ou .pdf)")
    liste.add_argument("--affichee", metavar="DATE", help="jour où la liste est affichée")


def run(options: argparse.Namespace) -> Result:
    started = time.perf_counter()
    with session.office(options) as office:
        made_gesture = _gesture(office, options)
        model = None if made_gesture else _propose(office, options)
        view = minutes.minutes_of(office, options.id)
        waiting = minutes_pen.proposals(office, options.id)
        made = (
            papers.export_minutes(office, options.id, Path(options.sortie), printer=options.printer)
            if options.sortie
            else None
        )
    data = minutes_json(view, waiting) | {"modele": model, "duree_s": round(time.perf_counter() - started, 2)}
    lines = [*_lines(view, waiting)]
    if made:
        data |= {"fichier": str(made.path), "remarque": NOTICES[made.notice] if made.notice else None}
        lines.append(f"{'procès-verbal PROJET' if made.draft else 'procès-verbal'} écrit : {made.path}")
    return Result(data, lines)


def show_examined(options: argparse.Namespace, head: dict[str, object]) -> Result:
    """The deliberations examined at a meeting, after what is known of it."""
    with session.office(options) as office:
        found = examined(office, options.id)
        displayed = session.day(options.affichee) if options.affichee else None
        made = (
            papers.export_examined(office, options.id, Path(options.sortie), displayed, printer=options.printer)
            if options.sortie
            else None
        )
    rows = [
        {"point": x.rank, "numero": x.numero, "objet": x.objet, "resultat": x.resultat.value, "acte": x.act_id}
        for x in found.lines
    ]
    lines = [
        f"{x.rank:>3}. {x.objet} : {x.resultat.value}{f' (n° {x.numero})' if x.numero else ''}" for x in found.lines
    ]
    lines.append(f"À afficher au plus tard le {found.before:%d/%m/%Y}.")
    data = {**head, "deliberations": rows, "afficher_avant": found.before.isoformat()}
    return Result(*_with_file(data, lines, made))


def show_sendings(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        found = sendings(office, options.id)
        made = (
            papers.export_sendings(office, options.id, Path(options.sortie), printer=options.printer)
            if options.sortie
            else None
        )
    rows = [
        {
            "acte": x.act_id,
            "numero": x.numero,
            "objet": x.objet,
            "nature": x.nature,
            "matiere": x.matiere,
            "transmis": x.transmission.sent,
            "regle": x.transmission.reference,
            "pourquoi": x.transmission.why,
            "avant": x.transmission.dernier.isoformat() if x.transmission.dernier else None,
            "pieces": list(x.pieces),
            "pieces_attendues": list(x.expected),
            "approuve": x.approved,
        }
        for x in found
    ]
    lines = [
        f"{x.numero} {x.objet} : {'à transmettre' if x.transmission.sent else 'non transmis'}"
        f"{f' avant le {x.transmission.dernier:%d/%m/%Y}' if x.transmission.dernier else ''} ({x.transmission.reference})"
        for x in found
    ] or ["Aucun acte adopté."]
    return Result(*_with_file({"actes": rows}, lines, made))


def show_publications(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        mode, rule = papers.publication_mode(office)
        if options.le:
            day, how = session.day(options.le), options.mode or mode
            publish_adopted(office, options.id, day, how, session.author(options))
        found = publications(office, options.id)
        made = (
            papers.export_publications(office, options.id, Path(options.sortie), printer=options.printer)
            if options.sortie
            else None
        )
    rows = [
        {
            "numero": x.numero,
            "objet": x.objet,
            "publicite": x.done.mode if x.done else "notification" if x.individual else mode,
            "publie_le": x.done.date.isoformat() if x.done else None,
            "recours_jusqu_au": x.end_of_recourse.isoformat() if x.end_of_recourse else None,
        }
        for x in found
    ]
    lines = [
        f"{row['numero']} {row['objet']} : {row['publicite']}{f', le {x.done.date:%d/%m/%Y}' if x.done else ''}"
        for row, x in zip(rows, found, strict=True)
    ] or ["Aucun acte adopté."]
    return Result(*_with_file({"actes": rows, "mode": mode, "regle": rule}, lines, made))


def minutes_json(view: MinutesView, waiting: tuple[PointProposal, ...] = ()) -> dict[str, object]:
    """The procès-verbal in the keys of the contract."""
    record = view.record
    return {
        "seance": view.seance.id,
        "etat": record.etat.value,
        "parties": [
            {
                "cle": part.key,
                "point": part.point,
                "texte": part.section.text,
                "origines": [
                    {"debut": r.start, "fin": r.end, "origine": r.origin.kind.value, "source": r.origin.source}
                    for r in part.section.origins()
                ],
            }
            for part in view.minutes.parts
        ],
        "mentions": [
            {
                "mention": state.mention.value,
                "libelle": minutes.MENTIONS[state.mention],
                "presente": state.present,
                "ou": list(state.parts),
                "manque": minutes.missing(view, state),
            }
            for state in view.mentions
        ],
        "chiffres_sans_origine": [{"partie": d.part, "debut": d.start, "fin": d.end, "texte": d.text} for d in view.doubts],
        "a_completer": list(view.blanks),
        "notes_a_relire": list(view.to_reread),
        "a_revoir": [list(place) for place in view.moved],
        "propositions": [
            {
                "proposition": p.id,
                "point": p.point,
                "partie": p.part,
                "notes": list(p.notes),
                "texte": p.text,
                "acceptable": p.acceptable,
                "motifs": list(p.reasons),
                "notes_changees": p.outdated,
            }
            for p in waiting
        ],
        "arret": {"seance": record.arret.seance_id, "le": record.arret.date.isoformat(), "remarques": record.arret.remarques}
        if record.arret
        else None,
        "publier_avant": view.publish_before.isoformat() if view.publish_before else None,
        "publication": {"le": record.publication.date.isoformat(), "mode": record.publication.mode}
        if record.publication
        else None,
    }  # fmt: skip


def _gesture(office: Office, options: argparse.Namespace) -> bool:
    """What the person decides on the minutes; False when she only reads them."""
    who = session.author(options)
    if options.accepter is not None:
        minutes_pen.accept_proposal(office, options.id, options.accepter, who)
    elif options.refuser is not None:
        minutes_pen.refuse_proposal(office, options.id, options.refuser, who)
    elif options.partie:
        if not options.texte:
            raise WrongUsage(Code.WRONG_OPTION, cause="Donnez le nouveau texte de la partie avec --texte")
        text = read_input(Path(options.texte)).decode("utf-8", "replace")
        minutes.edit_part(office, options.id, options.partie, text, who)
    elif options.chiffre:
        minutes.attest_literal(office, options.id, options.chiffre, options.source or "", who)
    elif options.relire:
        minutes.mark_read(office, options.id, who)
    elif options.reprendre:
        minutes.take_back(office, options.id, who)
    elif options.arreter is not None:
        minutes.settle(office, options.id, options.arreter, who, options.remarques)
    elif options.publier:
        minutes.publish(office, options.id, session.day(options.publier), options.mode, who)
    else:
        return False
    return True


def _propose(office: Office, options: argparse.Namespace) -> str | None:
    """Ask the pen for the points that wait for it; the name of the model, None when it was not asked."""
    if options.sans_modele:
        return None
    state = assistant.assistant_state()
    if not state.ready or not minutes.minutes_of(office, options.id).editable:
        return None
    waiting = {p.point for p in minutes_pen.proposals(office, options.id) if not p.outdated}
    for point in minutes_pen.points_to_write(office, options.id):
        if point not in waiting:
            progress(f"proposition de l'assistant pour le point {point}…")
            minutes_pen.propose(office, options.id, point)
    return state.model_name


def _lines(view: MinutesView, waiting: tuple[PointProposal, ...]) -> list[str]:
    lines = [view.minutes.text, "", f"État : {MINUTES_STATES[view.record.etat]}"]
    lines += [
        f"  {minutes.MENTIONS[s.mention]} : {_PRESENT[s.present]}"
        f"{f' ({minutes.missing(view, s)})' if s.present is False else ''}"
        for s in view.mentions
    ]
    if view.doubts:
        lines.append("Chiffres sans origine : " + ", ".join(f"« {d.text} » ({d.part})" for d in view.doubts))
    if view.blanks:
        lines.append("À compléter : " + ", ".join(view.blanks))
    if view.to_reread:
        lines.append("Notes mises en phrases sans l'assistant, à relire : " + ", ".join(view.to_reread))
    lines += [f"Proposition {p.id} pour {p.part} : {p.text}" for p in waiting]
    if view.publish_before and not view.record.publication:
        lines.append(f"À publier au plus tard le {view.publish_before:%d/%m/%Y}.")
    return lines


def _with_file(
    data: dict[str, object], lines: list[str], made: papers.ExportedPaper | None
) -> tuple[dict[str, object], list[str]]:
    if made is None:
        return data, lines
    notice = NOTICES[made.notice] if made.notice else None
    return {**data, "fichier": str(made.path), "remarque": notice}, [*lines, f"document écrit : {made.path}"]
