"""Measure how readable notes become, on examples of notes and of the text that a secretary wrote from them.

python tests/benchmarks/pen_notes.py [paires|impaires|toutes] FILE.jsonl ...

Rules are written from the even lines and verified on the odd ones. Prints:
1. the words of the readable notes that French does not know, most frequent first;
2. the figures, dates and names of the text that the notes do not hold literally, before and after: a rule to write, or a liberty of the text;
3. the share of the words of the text, tool words apart, that the notes hold literally, before and after;
4. the texts that the rules would change: correct French must stay as it is, so each is a rule that goes too far.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from simplemma import is_known

from secretaire.acts.spans import ValueKind
from secretaire.desk.resources import resources
from secretaire.drafting.pen.literals import literals
from secretaire.drafting.pen.normalise import Abbreviations

TASKS = frozenset({"phrase", "expose", "considerants", "debat", "questions_diverses", "objet"})
HALVES = {"paires": (0,), "impaires": (1,), "toutes": (0, 1)}
WORD = re.compile(r"[^\W\d_]+")
CONTENT = re.compile(r"[^\W\d_]{4,}")
NAME = re.compile(
    r"(?<![.?!:«] )(?<!^)(?<![\w'’-])(?:[ldLD]['’])?(?!(?:Considérant|Monsieur|Madame|M|Mme|MM|Le|La|Les|L|Un|Une)\b)([A-ZÉÈÎÂÔ][\w-]*)"
)
TOOLS = frozenset(
    [
        "dans",
        "pour",
        "avec",
        "sans",
        "sous",
        "dont",
        "cette",
        "leur",
        "leurs",
        "elle",
        "elles",
        "être",
        "sont",
        "soit",
        "ainsi",
        "afin",
        "entre",
        "plus",
        "moins",
        "considérant",
        "que",
        "qu'il",
        "était",
        "seront",
        "sera",
        "serait",
        "a",
        "été",
        "ayant",
        "étant",
        "celui",
        "celle",
        "ceux",
        "celles",
        "aussi",
        "également",
        "conseil",
        "municipal",
        "s'élève",
        "indique",
        "demande",
        "répond",
    ]
)
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Example:
    """Notes, and the text written from them."""

    where: str
    subject: str
    notes: tuple[str, ...]
    text: str


def examples(files: list[Path], halves: tuple[int, ...]) -> Iterator[Example]:
    """The examples of the tasks that write from notes."""
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            item = json.loads(line)
            if item["tache"] in TASKS and number % 2 in halves:
                yield Example(f"{file.stem}{number}", item["objet"], tuple(item["notes"]), item["sortie"])


def facts(text: str) -> set[str]:
    """The figures and dates of a text, canonical."""
    return {fact.canonical for fact in literals(text) if fact.kind is not ValueKind.PERSONNE}


def figures_of(text: str) -> set[str]:
    """The groups of digits of a text, spaces of thousands removed."""
    return {re.sub(r"\D", "", match) for match in re.findall(r"\d{1,3}(?: \d{3})+|\d+", text)}


def missing(held: str, text: str, written: str) -> tuple[list[str], list[str]]:
    """The figures and dates of a readable text, then the names of it as `written`, that are not in what is `held`."""
    given = facts(held) | figures_of(held)
    lost = [f for f in sorted(facts(text)) if f not in given and re.sub(r"\D", "", f) not in given]
    return lost, [name for name in NAME.findall(written) if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", held)]


def share(text: str, held: str) -> tuple[int, int]:
    """How many words of a text are in what is `held`, and how many there are."""
    words = [w for w in CONTENT.findall(text.lower()) if w not in TOOLS]
    known = set(CONTENT.findall(held.lower()))
    return sum(w in known for w in words), len(words)


def main() -> None:
    """Print the figures."""
    half, files = sys.argv[1], [Path(a) for a in sys.argv[2:]]
    abbreviations = Abbreviations.load(resources() / "plume")
    unknown: Counter[str] = Counter()
    where: dict[str, str] = {}
    totals: Counter[str] = Counter()
    misses: list[str] = []
    changed: list[str] = []
    spent = 0.0
    for example in examples(files, HALVES[half]):
        started = time.perf_counter()
        readable = [abbreviations.normalise(note) for note in example.notes]
        spent += time.perf_counter() - started
        subject = abbreviations.normalise(example.subject)
        raw, held = " ; ".join((example.subject, *example.notes)), " ; ".join((subject, example.subject, *readable))
        for note in readable:
            for word in WORD.findall(note):
                if word.islower() and not is_known(word, lang="fr") and len(word) > 1:
                    unknown[word] += 1
                    where.setdefault(word, note)
        totals["examples"] += 1
        totals["notes"] += len(readable)
        written = re.sub(r"\s+", " ", example.text).strip(" ;,")
        text = abbreviations.normalise(written)
        for name, notes in (("before", raw), ("after", held)):
            lost, names = missing(notes, text, written)
            totals[f"facts {name}"] += len(lost)
            totals[f"names {name}"] += len(names)
            met, words = share(example.text, notes)
            totals[f"met {name}"] += met
            totals["words"] += words if name == "after" else 0
            if name == "after" and (lost or names):
                misses.append(
                    f"{example.where}: {', '.join(lost + names)}\n    {' / '.join(readable)}\n    {example.text[:300]!r}"
                )
        totals["facts"] += len(facts(text))
        totals["names"] += len(NAME.findall(written))
        if _titled(text) != _titled(written):
            changed.append(f"{example.where}: {_difference(_titled(written), _titled(text))}")
    print("1. Words unknown to French in the readable notes")
    for word, count in unknown.most_common(SHOWN):
        print(f"  {count:4} {word:20} {where[word][:100]}")
    print("\n2. Not held literally by the readable notes")
    print("\n".join(misses))
    print("\n4. Correct texts that the rules change")
    print("\n".join(changed))
    print(
        f"\n{totals['examples']} examples, {totals['notes']} notes, {spent / max(totals['notes'], 1) * 1000:.2f} ms a note"
    )
    print(f"1. unknown words: {sum(unknown.values())} ({len(unknown)} different)")
    for kind in ("facts", "names"):
        print(
            f"2. {kind} of the texts: {totals[kind]}, not held: {totals[f'{kind} before']} before, {totals[f'{kind} after']} after"
        )
    for name in ("before", "after"):
        print(f"3. words of the texts met literally {name}: {totals[f'met {name}'] / max(totals['words'], 1):.1%}")
    print(f"4. texts changed: {len(changed)}")


def _titled(text: str) -> str:
    """Titles written one way: texts have « M. » as well as « Monsieur »."""
    return re.sub(r"\bMme\b", "Madame", re.sub(r"\bM\.", "Monsieur", text))


def _difference(text: str, changed: str) -> str:
    before, after = text.split(), changed.split()
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return (
        f"« {' '.join(before[max(0, start - 2) : start + 5])} » → « {' '.join(after[max(0, start - 2) : start + 6])} »"
    )


if __name__ == "__main__":
    main()
