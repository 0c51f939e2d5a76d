"""Propose words for `resources/plume/sens.yaml`, learnt from the examples to train on. A person reviews them.

    python models/adapter/apprendre_vocabulaire.py [mots|equivalents] [SITUATIONS]

`mots`: the words that true texts hold without support in their notes, met in SITUATIONS situations at least (1 if not
said). `equivalents`: for each word of the notes that is not found again, the words of the text that most likely say it
(IBM model 1 on what the tables leave unexplained). What the tables know already is not proposed.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from preparer import Example, load_examples, split
from secretaire.desk.resources import resources
from secretaire.drafting.pen.locks import support
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.meaning import roots
from secretaire.drafting.pen.tasks import Plume, Task, load_plume

_ROUNDS = 8
_LIKELY = 0.2
_NOTED = frozenset("phrase expose considerants debat questions_diverses".split())  # noqa: SIM905
_NOWHERE = "(nulle part)"


def residue(plume: Plume, example: Example) -> tuple[list[str], list[str]]:
    """Words of the notes that are not said, words of the text without support: folded."""
    subject = Subject.of(plume, Task(example.task), example.output, example.notes, example.objet)
    meaning = subject.meaning
    lost = {
        w.folded
        for w in subject.notes.content()
        if not subject.pairing.said[w.place] and not roots(w.text) & meaning.droppable
    }
    free = {r.excerpt.lower() for r in support.added(subject) if " " not in r.excerpt}
    return sorted(lost), sorted(free)


def aligned(pairs: list[tuple[list[str], list[str]]]) -> Iterator[tuple[str, str, float, int]]:
    """Word of the notes, word of the text, probability and number of examples: IBM model 1."""
    likely: dict[tuple[str, str], float] = defaultdict(lambda: 1.0)
    together: Counter[tuple[str, str]] = Counter()
    for _ in range(_ROUNDS):
        counts: Counter[tuple[str, str]] = Counter()
        totals: Counter[str] = Counter()
        for notes, text in pairs:
            for word in text:
                weights = {n: likely[n, word] for n in (*notes, _NOWHERE)}
                whole = sum(weights.values())
                for n, weight in weights.items():
                    counts[n, word] += weight / whole
                    totals[n] += weight / whole
        likely = defaultdict(float, {(n, w): c / totals[n] for (n, w), c in counts.items()})
    for notes, text in pairs:
        together.update((n, w) for n in notes for w in text)
    for (noted, word), count in together.most_common():
        if likely[noted, word] >= _LIKELY:
            yield noted, word, likely[noted, word], count


def main() -> None:
    """Print the proposals, the surest first."""
    plume = load_plume(resources() / "plume")
    train = [e for e in split(load_examples())[0] if e.task in _NOTED]
    least = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    residues = [(e, residue(plume, e)) for e in train]
    if sys.argv[1:2] == ["equivalents"]:
        for noted, word, probability, count in aligned([r for _, r in residues]):
            if count >= least:
                print(f"{noted} : {word} ({probability:.2f}, {count})")
        return
    seen: dict[str, set[str]] = defaultdict(set)
    for example, (_, free) in residues:
        for word in free:
            seen[word].add(example.situation)
    ranked = sorted(seen.items(), key=lambda item: (-len(item[1]), item[0]))
    for (word, situations), (_, following) in pairwise([*ranked, ("", set())]):
        if len(situations) >= least:
            end = "\n" if len(following) != len(situations) else " "
            print(word, end=end)


if __name__ == "__main__":
    main()
