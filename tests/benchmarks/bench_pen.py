"""Measure the pen on the gold set: accepted sentences and texts, speed. Prints every text to be read by eye.

SECRETAIRE_MODELE=model.gguf SECRETAIRE_OR=folder python tests/benchmarks/bench_pen.py [texts per task]
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

from secretaire.desk.resources import resources
from secretaire.drafting.engine.client import Engine
from secretaire.drafting.pen.locks import excerpts
from secretaire.drafting.pen.pen import propose
from secretaire.drafting.pen.tasks import Task, load_plume


def gold() -> list[dict[str, object]]:
    """Gold examples that no prompt contains."""
    listing = (Path(__file__).parent / "gold_examples.txt").read_text(encoding="utf-8")
    used = {word for line in listing.splitlines() if not line.startswith("#") for word in line.split()}
    items = []
    for file in sorted(Path(os.environ["SECRETAIRE_OR"]).glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            item = json.loads(line)
            if item["tache"] in set(Task) and file.stem + str(number) not in used:
                items.append({**item, "id": file.stem + str(number)})
    return items


def main() -> None:
    """Run and print."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    plume = load_plume(resources() / "plume")
    items = gold()
    random.Random(2026).shuffle(items)
    cache = os.environ.get("SECRETAIRE_CACHE")
    threads = int(os.environ.get("SECRETAIRE_FILS", "0"))
    with Engine(Path(os.environ["SECRETAIRE_MODELE"]), cache=Path(cache) if cache else None, threads=threads) as engine:
        engine.warm_up()
        for task in Task:
            texts = sentences = 0
            kept_texts = kept_sentences = tokens = retries = 0
            duration, first = 0.0, []
            for item in [i for i in items if i["tache"] == task][:wanted]:
                proposal = propose(plume, task, item["objet"], item["notes"], engine)
                texts += 1
                kept_texts += proposal.accepted
                sentences += len(proposal.sentences)
                kept_sentences += sum(s.accepted for s in proposal.sentences)
                tokens += proposal.run.tokens
                retries += proposal.run.retries
                duration += proposal.run.duration_s
                first.append(proposal.run.first_token_s)
                print(f"--- {item['id']} {item['objet']}")
                for s in proposal.sentences:
                    print(f"  {s.note}\n    {'OK' if s.accepted else 'NON'} {s.text}")
                    if not s.accepted:
                        print(f"       refusé : {s.rejected} [{excerpts(s.refusals)}]")
            print(
                f"=== {task}: texts {kept_texts}/{texts}, sentences {kept_sentences}/{sentences}, retries {retries}, "
                f"{tokens / duration:.1f} tokens/s all in, first token first/next {first[0]:.2f}/{max(first[1:] or [0]):.2f} s, "
                f"{duration / texts:.1f} s per text"
            )


if __name__ == "__main__":
    main()
