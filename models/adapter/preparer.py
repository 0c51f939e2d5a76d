"""The examples of the pen: read, shared between training and test by situation, put in the words of the product.

    python models/adapter/preparer.py            counts
    python models/adapter/preparer.py choisir    decide for the situations that are new, and write `situations.txt`

A situation (a subject: « cantine-tarif ») is wholly on one side, decided in `situations.txt` whatever is added later:
« entrainement », « test » (kept apart), or « lu »: kept apart until what the model made of it was read to write other
examples; from then on it neither trains nor measures.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from secretaire.desk.resources import resources
from secretaire.drafting.engine.protocol import ChatMessage
from secretaire.drafting.pen.meaning import stem
from secretaire.drafting.pen.normalise import Abbreviations
from secretaire.drafting.pen.prompts import Material, answer, instruction, request

DATA = Path(__file__).parent / "donnees"
DECIDED = Path(__file__).parent / "situations.txt"
_ONE_IN = 5
_ALIKE = 0.6
_EMPTY_WORDS = frozenset(
    "de du des la le les l d un une et en au aux a sur pour par dans avec commune communal".split()
)  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Example:
    """Notes as typed, and the text they must give. `place` is its file and line."""

    place: str
    task: str
    objet: str
    situation: str
    traps: tuple[str, ...]
    notes: tuple[str, ...]
    output: str


def load_examples(folder: Path = DATA) -> list[Example]:
    """Every example, file after file."""
    found = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            found.append(
                Example(
                    place=f"{file.stem}:{number}",
                    task=row["tache"],
                    objet=row["objet"],
                    situation=row["situation"],
                    traps=tuple(row["pieges"]),
                    notes=tuple(row["notes"]),
                    output=row["sortie"],
                )
            )
    return found


def split(examples: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """Those to train on, those kept apart; a situation that was read, or not decided yet, is in neither."""
    sides = _decided()
    return (
        [e for e in examples if sides.get(e.situation) == "entrainement"],
        [e for e in examples if sides.get(e.situation) == "test"],
    )


def _decided() -> dict[str, str]:
    if not DECIDED.exists():
        return {}
    lines = (line.split(" ", 1) for line in DECIDED.read_text(encoding="utf-8").splitlines() if line)
    return {situation: side for side, situation in lines}


def decide(examples: Sequence[Example]) -> dict[str, str]:
    """The side of every situation: that of its kin if it was decided, else one cluster in five is kept apart."""
    sides = _decided()
    for cluster in _clusters(sorted({e.situation for e in examples})):
        known = {sides[s] for s in cluster if s in sides}
        digest = int(hashlib.sha256(min(cluster).encode()).hexdigest(), 16)
        fresh = "test" if digest % _ONE_IN == 0 else "entrainement"
        # beside something already trained on, or read to write examples, it cannot test any more
        side = next((s for s in ("entrainement", "lu", "test") if s in known), fresh)
        for situation in cluster:
            sides.setdefault(situation, side)
    return sides


def _clusters(situations: Sequence[str]) -> list[list[str]]:
    """Situations that share most of their words are one."""
    words = {s: frozenset(stem(w) for w in re.findall(r"[a-z]{3,}", s) if w not in _EMPTY_WORDS) for s in situations}
    parent = {s: s for s in situations}

    def root(s: str) -> str:
        while parent[s] != s:
            s = parent[s]
        return s

    by_word: dict[str, list[str]] = defaultdict(list)
    for situation in situations:
        for word in words[situation]:
            for other in by_word[word]:
                shared = len(words[situation] & words[other]) / len(words[situation] | words[other])
                if shared >= _ALIKE:
                    parent[root(situation)] = root(other)
            by_word[word].append(situation)
    clusters: dict[str, list[str]] = defaultdict(list)
    for situation in situations:
        clusters[root(situation)].append(situation)
    return list(clusters.values())


@dataclass(frozen=True, slots=True)
class Wording:
    """How the product words a request, read from its own resources."""

    abbreviations: Abbreviations
    tasks: dict[str, tuple[str, Material]]

    @staticmethod
    def load() -> Wording:
        """Read `resources/plume/`."""
        folder = resources() / "plume"
        tasks = {}
        for file in (folder / "taches").glob("*.yaml"):
            form = yaml.safe_load(file.read_text(encoding="utf-8"))
            tasks[file.stem] = (form["consigne"], Material(form["matiere"]))
        return Wording(Abbreviations.load(folder), tasks)

    def messages(self, example: Example) -> tuple[ChatMessage, ...]:
        """The conversation of an example, the answer last."""
        consigne, material = self.tasks[example.task]
        lines: Iterable[str] = example.notes
        if material is Material.NOTES:
            lines = [self.abbreviations.normalise(note) for note in example.notes]
        return (instruction(consigne), request(material, example.objet, tuple(lines)), answer(example.output))


def main() -> None:
    """Decide if asked, then count."""
    examples = load_examples()
    if sys.argv[1:] == ["choisir"]:
        sides = decide(examples)
        DECIDED.write_text("".join(f"{sides[s]} {s}\n" for s in sorted(sides)), encoding="utf-8")
    train, test = split(examples)
    print(len(examples), "exemples :", len(train), "pour l'entraînement,", len(test), "mis à part")
    for name, part in (("entraînement", train), ("mis à part", test)):
        print(name, dict(Counter(e.task for e in part).most_common()))


if __name__ == "__main__":
    main()
