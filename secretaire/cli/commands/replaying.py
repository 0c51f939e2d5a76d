"""acte rejouer: the passages that the assistant wrote in an act, written again."""

from __future__ import annotations

import argparse

from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import replay, writing
from secretaire.desk.replay import Replay

_MARKS = {"same": "{}", "added": "[+ {} +]", "removed": "[- {} -]"}


def declare_act(acte: Subparsers) -> None:
    """Declare `acte rejouer`."""
    command = acte.command("rejouer", "refait écrire à l'assistant ce qu'il a écrit dans un acte, et compare", run)
    command.add_argument("id", metavar="ID")
    command.add_argument("--proposition", type=int, metavar="N", help="une seule, par son numéro")


def run(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        act = writing.get_act(office, options.id)
        wanted = (options.proposition,) if options.proposition is not None else replay.replayable(office, act.id)
        made = []
        for number in wanted:
            progress(f"proposition {number}…")
            made.append(replay.replay(office, number))
    lines = [line for each in made for line in _lines(each)]
    lines = lines or ["L'assistant n'a rien écrit dans cet acte : il n'y a rien à rejouer."]
    data = {"id": act.id, "rejoues": [_json(each) for each in made]}
    return Result(data, lines, exit_code=0 if all(each.proven for each in made) else 1)


def _lines(made: Replay) -> list[str]:
    if made.proven:
        return [f"Proposition {made.proposal} : le même texte, mot pour mot."]
    said = "le même texte" if made.same else "un autre texte"
    lines = [f"Proposition {made.proposal} : {said}.", *(f"  - {d.value}" for d in made.differences)]
    if not made.same:
        lines.append("  " + " ".join(_MARKS[p.kind].format(p.text.strip()) for p in made.pieces))
    return lines


def _json(made: Replay) -> dict[str, object]:
    return {
        "proposition": made.proposal,
        "tache": made.task.value,
        "notes": list(made.notes),
        "graine": made.seed,
        "modele_sha256": made.model_sha256,
        "adaptation_sha256": made.adapter_sha256,
        "plume": made.pen_version,
        "identique": made.same,
        "differences": [d.name.lower() for d in made.differences],
        "mots": [{"sorte": p.kind, "texte": p.text} for p in made.pieces],
    }
