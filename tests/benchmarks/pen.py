"""The pen on the examples kept apart: what is shown, what is refused, how fast; every text is written out to be read.

    python tests/benchmarks/pen.py MODEL.gguf [--adaptateur A.gguf] [--sans-verrous] [--par-tache 10] [--apres 0]
        [--tache expose] [--sortie OUT.jsonl] [--fils 2]

« sans verrous »: the model alone, one request a text; what the checks would have refused is counted all the same.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

from secretaire.desk.resources import resources
from secretaire.drafting.engine.client import Engine, GenerationRequest
from secretaire.drafting.pen.examples import bare, with_examples
from secretaire.drafting.pen.locks import check, excerpts
from secretaire.drafting.pen.pen import propose
from secretaire.drafting.pen.prompts import Material
from secretaire.drafting.pen.tasks import Plume, Task, load_plume

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "models" / "adapter"))
from preparer import Example, load_examples, split

SEED = 2026


def chosen(count: int, tasks: list[str], after: int = 0) -> list[Example]:
    """The same examples for every model: `count` a task, at most, after the first ones: those may have been read."""
    _, apart = split(load_examples())
    apart = [e for e in apart if not tasks or e.task in tasks]
    random.Random(SEED).shuffle(apart)
    seen: Counter[str] = Counter()
    kept = []
    for example in apart:
        seen[example.task] += 1
        if after < seen[example.task] <= after + count:
            kept.append(example)
    return sorted(kept, key=lambda e: list(Task).index(Task(e.task)))


def unlocked(plume: Plume, engine: Engine, example: Example) -> dict[str, object]:
    """One text of the model alone."""
    task = Task(example.task)
    lines = example.notes
    if plume.forms[task].matiere is Material.NOTES:
        lines = tuple(map(plume.abbreviations.normalise, lines))
    if engine.adapter_sha256:
        shown = bare(plume, task, example.objet, lines)
    else:
        shown = with_examples(plume, task, example.objet, lines, plume.examples)
    begun = time.monotonic()
    made = engine.generate(GenerationRequest(messages=shown.messages, fixed=shown.fixed, max_tokens=400))
    text = made.text.strip()
    refusals = check(plume, task, text, example.notes, example.objet).refusals
    return {
        "texte": text,
        "entier": not refusals,
        "montre": True,
        "refus": excerpts(refusals),
        "jetons": made.tokens,
        "duree_s": time.monotonic() - begun,
        "premier_s": made.first_token_s,
        "demandes": 1,
    }


def locked(plume: Plume, engine: Engine, example: Example) -> dict[str, object]:
    """One text as the product would propose it."""
    begun = time.monotonic()
    attempts: list[dict[str, object]] = []
    generate = engine.generate

    def watched(request: GenerationRequest, *others: object) -> object:
        made = generate(request, *others)  # type: ignore[arg-type]
        attempts.append(
            {
                "demande": request.messages[-1].content,
                "tirage": request.temperature > 0,
                "texte": made.text,
                "forces": made.strains,
                "vraisemblances": made.odds,
                "duree_s": made.duration_s,
            }
        )
        return made

    engine.generate = watched  # type: ignore[method-assign, assignment]
    made = propose(plume, Task(example.task), example.objet, example.notes, engine)
    engine.generate = generate  # type: ignore[method-assign]
    return {
        "texte": made.text,
        "entier": made.accepted,
        "montre": any(s.accepted for s in made.sentences),
        "refus": excerpts(made.refusals),
        "essais": attempts,
        "ecartes": [s.rejected for s in made.sentences if s.rejected],
        "morceaux": [(s.accepted, s.text, s.sureness) for s in made.sentences],
        "jetons": made.run.tokens,
        "duree_s": time.monotonic() - begun,
        "premier_s": made.run.first_token_s,
        "demandes": made.run.retries + 1,
    }


def main() -> None:
    """Run and print a line a text, then a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("modele", type=Path)
    parser.add_argument("--adaptateur", type=Path)
    parser.add_argument("--sans-verrous", action="store_true")
    parser.add_argument("--par-tache", type=int, default=10)
    parser.add_argument("--apres", type=int, default=0)
    parser.add_argument("--tache", action="append", default=[])
    parser.add_argument("--sortie", type=Path)
    parser.add_argument("--fils", type=int, default=0)
    options = parser.parse_args()
    plume = load_plume(resources() / "plume")
    adapter = options.adaptateur
    rows = []
    out = options.sortie.open("w", encoding="utf-8") if options.sortie else None
    with Engine(
        options.modele,
        adapter=adapter,
        adapter_sha256=adapter.name if adapter else "",
        threads=options.fils,
    ) as engine:
        engine.warm_up()
        for example in chosen(options.par_tache, options.tache, options.apres):
            made = (unlocked if options.sans_verrous else locked)(plume, engine, example)
            row = {
                "place": example.place,
                "tache": example.task,
                "objet": example.objet,
                "pieges": example.traps,
                "notes": example.notes,
                "reference": example.output,
                **made,
            }
            rows.append(row)
            if out:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()
            verdict = "entier" if made["entier"] else "partie" if made["montre"] else "refusé"
            print(f"{example.place:24} {example.task:12} {verdict} {made['duree_s']:.1f} s {made['refus']}", flush=True)
    print(
        f"{'tâche':20} {'textes':>6} {'entiers':>8} {'partie':>7} {'refusés':>8} {'s/texte':>8} {'1er':>5} {'demandes':>8}"
    )
    for task in [*Task, None]:
        part = [r for r in rows if task is None or r["tache"] == task]
        if not part:
            continue
        whole = sum(bool(r["entier"]) for r in part)
        shown = sum(bool(r["montre"]) for r in part)
        print(
            f"{task or 'en tout':20} {len(part):6} {whole / len(part):8.1%} {(shown - whole) / len(part):7.1%}"
            f" {1 - shown / len(part):8.1%} {statistics.mean(r['duree_s'] for r in part):8.1f}"
            f" {statistics.median(r['premier_s'] for r in part):5.2f} {statistics.mean(r['demandes'] for r in part):8.1f}"
        )
    seconds = sum(r["duree_s"] for r in rows)
    print(f"{sum(r['jetons'] for r in rows) / seconds:.1f} jetons/s, tout compris")


if __name__ == "__main__":
    main()
