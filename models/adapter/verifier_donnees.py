"""Check the training data by code: every figure, date and name of the notes in the text, and none that is not there.

    python models/adapter/verifier_donnees.py [FILE ...]

Without FILE, every file of `donnees/`. A fault must be mended; a doubt (a figure written otherwise, a negation, a nuance) is for a person to read.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from secretaire.desk.resources import resources
from secretaire.drafting.pen.locks import Lock, check
from secretaire.drafting.pen.tasks import Task, load_plume

DATA = Path(__file__).parent / "donnees"
TASKS = frozenset(
    [
        "phrase",
        "expose",
        "considerants",
        "debat",
        "questions_diverses",
        "resume",
        "reponse",
        "objet",
        "corriger",
        "plus_court",
        "plus_formel",
        "pluriel",
        "singulier",
        "feminin",
        "masculin",
    ]
)
TRAPS = frozenset(
    [
        "negation",
        "payeur",
        "locuteur",
        "ht_ttc",
        "delai",
        "parcelle",
        "condition",
        "zero",
        "nom_mot",
        "hostile",
        "comparaison",
        "abreviation",
        "ambigu",
        "exclusion",
        "inverse",
        "unite",
        "role_montant",
        "temps",
        "liste",
        "sans_reponse",
    ]
)
_LONGEST = 1_100
_MAY_DROP = frozenset({"resume", "reponse", "objet", "plus_court"})
_DOUBTS = frozenset(
    {Lock.FIGURE_ADDED, Lock.FIGURE_LOST, Lock.FIGURE_REPEATED, Lock.NAME_ADDED, Lock.NAME_LOST}
    | {Lock.NEGATION_ADDED, Lock.NEGATION_LOST, Lock.NUANCE_LOST}
)
_LOSSES = frozenset({Lock.FIGURE_LOST, Lock.NAME_LOST, Lock.NEGATION_LOST, Lock.NUANCE_LOST})


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to mend (`fault`) or to read again, at a line of a file."""

    file: str
    line: int
    fault: bool
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'FAUTE' if self.fault else 'à relire'} {self.what}"


def remarks(file: Path) -> Iterator[Remark]:
    """Every remark about a file, in order of line."""
    plume = load_plume(resources() / "plume")
    seen: dict[str, int] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):

        def remark(fault: bool, what: str, number: int = number) -> Remark:
            return Remark(file.name, number, fault, what)

        try:
            example = json.loads(line)
        except json.JSONDecodeError as error:
            yield remark(True, f"JSON : {error}")
            continue
        wrong = {"tache", "objet", "notes", "sortie", "situation", "pieges"} ^ set(example)
        if wrong:
            yield remark(True, f"champs en trop ou manquants : {', '.join(sorted(wrong))}")
            continue
        task, notes, text = example["tache"], example["notes"], example["sortie"]
        if task not in TASKS:
            yield remark(True, f"tâche inconnue : {task}")
        for trap in set(example["pieges"]) - TRAPS:
            yield remark(True, f"piège inconnu : {trap}")
        if not notes or not text.strip() or len(text) > _LONGEST:
            yield remark(True, f"vide, ou plus de {_LONGEST} caractères")
        key = " | ".join(notes).lower()
        if key in seen:
            yield remark(True, f"mêmes notes que la ligne {seen[key]}")
        seen[key] = number
        form = Task(task) if task in set(Task) else Task.PHRASE
        for refusal in check(plume, form, text, notes, example["objet"]).refusals:
            if task in _MAY_DROP and refusal.lock in _LOSSES:
                continue
            if refusal.lock in _DOUBTS:
                yield remark(False, f"{refusal.lock} {refusal.excerpt}")


def main() -> None:
    """Print the remarks, then a count by task and by trap."""
    files = [Path(a) for a in sys.argv[1:]] or sorted(DATA.glob("*.jsonl"))
    found = [remark for file in files for remark in remarks(file)]
    for remark in found:
        print(remark)
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    print(len(rows), "exemples,", len({r["situation"] for r in rows}), "situations")
    print("tâches :", dict(Counter(r["tache"] for r in rows).most_common()))
    print("pièges :", dict(Counter(t for r in rows for t in r["pieges"]).most_common()))
    print("fautes :", sum(r.fault for r in found), "- à relire :", sum(not r.fault for r in found))
    sys.exit(any(r.fault for r in found))


if __name__ == "__main__":
    main()
