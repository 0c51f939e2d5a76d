"""acte rejouer, seance rejouer: the passages that the assistant wrote in an act or a procès-verbal, written again."""

from __future__ import annotations

import argparse

from secretaire.cli import session
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import replay, writing
from secretaire.desk.office import Office
from secretaire.desk.replay import Replay
from secretaire.errors import Code, WrongUsage

_ONE = "une seule, par son numéro"
_MARKS = {"same": "{}", "added": "[+ {} +]", "removed": "[- {} -]"}


def declare_act(acte: Subparsers) -> None:
    """Declare `acte rejouer`."""
    command = acte.command("rejouer", "refait écrire à l'assistant ce qu'il a écrit dans un acte, et compare", run_act)
    command.add_argument("id", metavar="ID")
    command.add_argument("--proposition", type=int, metavar="N", help=_ONE)


def declare_seance(seance: Subparsers) -> None:
    """Declare `seance rejouer`."""
    help_text = "refait écrire à l'assistant ce qu'il a écrit dans un procès-verbal, et compare"
    command = seance.command("rejouer", help_text, run_minutes)
    command.add_argument("id", type=int, metavar="ID")
    command.add_argument("--proposition", type=int, metavar="N", help=_ONE)


def run_act(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        act = writing.get_act(office, options.id)
        of_act = tuple(p.id for p in office.workspace.proposals.of_act(act.id))
        wanted = _wanted(options.proposition, of_act) or replay.replayable(office, act.id)
        made = _replayed(office, wanted)
    return _result(act.id, made, "cet acte")


def run_minutes(options: argparse.Namespace) -> Result:
    with session.office(options) as office:
        accepted = replay.replayable_in_minutes(office, options.id)
        of_seance = tuple(p.id for p in office.workspace.proposals.of_seance(options.id))
        made = _replayed(office, _wanted(options.proposition, of_seance) or accepted)
    return _result(options.id, made, "ce procès-verbal")


def _wanted(number: int | None, made_for_it: tuple[int, ...]) -> tuple[int, ...]:
    """The one that is asked for; nothing when none is.

    Raises:
        WrongUsage: it was made for another document.
    """
    if number is not None and number not in made_for_it:
        raise WrongUsage(Code.UNKNOWN_PROPOSAL, proposition=number)
    return () if number is None else (number,)


def _replayed(office: Office, wanted: tuple[int, ...]) -> list[Replay]:
    made = []
    for number in wanted:
        progress(f"proposition {number}…")
        made.append(replay.replay(office, number))
    return made


def _result(document: str | int, made: list[Replay], where: str) -> Result:
    lines = [line for each in made for line in _lines(each)]
    lines = lines or [f"L'assistant n'a rien écrit dans {where} : il n'y a rien à rejouer."]
    data = {"id": document, "rejoues": [_json(each) for each in made]}
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
