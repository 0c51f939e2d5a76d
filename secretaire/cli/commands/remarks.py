"""acte remarquer, acte remarques: what the readers of an act say of it."""

from __future__ import annotations

import argparse

from secretaire.cli import session
from secretaire.cli.output import Result
from secretaire.cli.parser import Subparsers
from secretaire.desk import remarks, writing
from secretaire.desk.remarks import PlacedRemark


def declare_act(acte: Subparsers) -> None:
    """Declare the two."""
    remarquer = acte.command("remarquer", "laisse une remarque sur un acte", make)
    remarquer.add_argument("id", metavar="ID")
    remarquer.add_argument("texte", metavar="TEXTE")
    remarquer.add_argument(
        "--passage", metavar="MOTS", help="les mots de l'acte dont il s'agit, tels qu'ils sont écrits"
    )
    remarquer.add_argument("--par", metavar="NOM")
    listed = acte.command("remarques", "les remarques sur un acte ; en lever une", show)
    listed.add_argument("id", metavar="ID")
    listed.add_argument("--lever", type=int, metavar="N", help="dit qu'il a été tenu compte de cette remarque")
    listed.add_argument("--reponse", metavar="TEXTE", default="")
    listed.add_argument("--par", metavar="NOM")


def make(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        act = writing.get_act(office, options.id)
        passage = remarks.passage_saying(act, options.passage) if options.passage else None
        made = remarks.make(office, act.id, session.author(options), options.texte, passage)
    return Result({"remarque": made.id, "id": act.id}, [f"Remarque {made.id} gardée."])


def show(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        if options.lever is not None:
            remarks.answer(office, options.id, options.lever, session.author(options), options.reponse)
        placed = remarks.of_act(office, options.id)
    return Result({"remarques": [_json(one) for one in placed]}, [_line(one) for one in placed] or ["Aucune remarque."])


def _json(placed: PlacedRemark) -> dict[str, object]:
    remark, passage, answer = placed.remark, placed.remark.passage, placed.remark.answer
    return {
        "remarque": remark.id,
        "texte": remark.text,
        "par": remark.author,
        "quand": remark.when.isoformat(timespec="seconds"),
        "version": remark.version,
        "partie": passage.role.value if passage else None,
        "passage": passage.words if passage else None,
        "debut": placed.place[0] if placed.place else None,
        "fin": placed.place[1] if placed.place else None,
        "passage_modifie": placed.passage_changed,
        "levee_par": answer.by if answer else None,
        "reponse": answer.text if answer else None,
    }


def _line(placed: PlacedRemark) -> str:
    remark, answer = placed.remark, placed.remark.answer
    about = f" sur « {remark.passage.words} »" if remark.passage else ""
    changed = " (passage modifié depuis)" if placed.passage_changed else ""
    dealt = f" [levée par {answer.by}{f' : {answer.text}' if answer.text else ''}]" if answer else ""
    return f"  {remark.id}. {remark.author}{about}{changed} : {remark.text}{dealt}"
