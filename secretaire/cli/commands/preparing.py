"""seance preparer: the agenda in the evening, a draft for each of its points in the morning."""

from __future__ import annotations

import argparse
import time

from secretaire.cli import session
from secretaire.cli.commands.acts import finding_json
from secretaire.cli.output import Result, progress
from secretaire.cli.parser import Subparsers
from secretaire.desk import assistant, overnight
from secretaire.desk.office import Office
from secretaire.desk.overnight import Etat, Step, Task
from secretaire.errors import SecretaireError

_MINUTE = 60
_STATES = {
    Etat.EN_ATTENTE: "en attente",
    Etat.EN_COURS: "en cours",
    Etat.PRET: "projet prêt",
    Etat.A_CHOISIR: "type d'acte à choisir",
    Etat.ECHEC: "échec",
}


def declare_preparing(seance: Subparsers) -> None:
    """Declare `seance preparer`."""
    parser = seance.command("preparer", "prépare un projet pour chaque point de l'ordre du jour", prepare)
    parser.add_argument("id", type=int, metavar="ID")
    parser.add_argument("--sans-modele", action="store_true", help="sans proposition de l'assistant")
    parser.add_argument("--par", metavar="NOM")


def prepare(options: argparse.Namespace) -> Result:
    started = time.perf_counter()
    failures: list[SecretaireError] = []

    def tell(step: Step) -> None:
        if step.failure is not None:
            failures.append(step.failure)
        progress(_progress(step))

    with session.office(options) as office:
        tasks = overnight.prepare(
            office, options.id, session.author(options), with_pen=not options.sans_modele, tell=tell
        )
        rows = [_task_json(office, task) for task in tasks]
        state = assistant.assistant_state()
    data = {
        "seance": options.id,
        "points": rows,
        "modele": state.model_name if state.ready and not options.sans_modele else None,
        "duree_s": round(time.perf_counter() - started, 2),
    }
    lines = [_line(task, row) for task, row in zip(tasks, rows, strict=True)] or ["Aucun point n'attend de projet."]
    return Result(data, lines, max((failure.exit_code for failure in failures), default=0))


def _task_json(office: Office, task: Task) -> dict[str, object]:
    row: dict[str, object] = {
        "point": task.rank,
        "objet": task.objet,
        "etat": task.etat.value,
        "acte": task.act_id,
        "types": [{"id": kind.id, "libelle": kind.libelle} for kind in task.types],
        "raison": task.raison or None,
        "cause": task.cause or None,
        "duree_s": round(task.seconds, 2) if task.seconds is not None else None,
    }
    if task.act_id is not None:
        found = overnight.prepared(office, task.act_id)
        row |= {
            "precedent": found.precedent or None,
            "valeurs_a_confirmer": found.offered,
            "a_completer": list(found.blanks),
            "controles": [finding_json(f) for f in found.findings],
            "propositions": list(found.proposals),
        }
    return row


def _progress(step: Step) -> str:
    if step.left is None:
        left = "on ne sait pas encore"
    elif step.left < _MINUTE:
        left = "moins d'une minute"
    else:
        left = f"environ {round(step.left / _MINUTE)} min"
    return f"{step.done}/{step.total}  {step.task.objet} : {_STATES[step.task.etat]} (reste : {left})"


def _line(task: Task, row: dict[str, object]) -> str:
    said = _STATES[task.etat]
    if task.etat is Etat.A_CHOISIR:
        said += f" : {', '.join(kind.libelle for kind in task.types) or 'aucun ne répond à cet objet'}"
    elif task.act_id is not None:
        blanks = row["a_completer"]
        to_fill = f", {len(blanks)} blanc(s)" if isinstance(blanks, list) and blanks else ""
        former = f", d'après {row['precedent']}" if row["precedent"] else ""
        said += f", {task.act_id}{former}{to_fill}"
    return f"{task.rank:>3}. {task.objet} : {said}{f' ({task.cause})' if task.cause else ''}"
