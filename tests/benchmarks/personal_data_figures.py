"""Print what the proposals of masks find and wrongly find. Not a test; run with PYTHONPATH=.:tests:tests/benchmarks.

- planted data: recall by kind; a datum counts when all its letters and digits are proposed;
- the examples of the shipped types: the persons those examples make private, and what else is proposed;
- the documents of a folder (SECRETAIRE_CORPUS, or the one beside the repository): proposals by category, counts only.

With `-v`, what is missed, and the proposals on the examples, are printed.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import act_type_cases as cases
from personal_data_planted import planted

from secretaire.acts.act import Role
from secretaire.acts.act_type import ActType, Famille
from secretaire.checks.personal_data import matter_of_type, personal_data
from secretaire.drafting.compose.composition import compose
from secretaire.fund.reading.readers import read_file

CORPUS = Path(os.environ.get("SECRETAIRE_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
UNMASKED = frozenset({Role.ENTETE, Role.COMPOSITION, Role.SIGNATURES})
PUBLIC = [elu.full_name for elu in cases.roster().elus]
VERBOSE = "-v" in sys.argv


def composed() -> Iterator[tuple[ActType, str]]:
    """Each shipped type filled with its examples, without what the law makes public."""
    for file in sorted(cases.TYPES.glob("*.yaml")):
        kind = cases.kind(file.stem)
        context = cases.after_meeting(kind, cases.roster(), cases.commune())
        sections = compose(kind, cases.examples(kind), context).sections
        text = "\n".join(section.text for section in sections if section.role not in UNMASKED)
        yield kind, text.replace("\u00a0", " ")


def covered(text: str, place: tuple[int, int], masks: set[int]) -> bool:
    return all(at in masks for at in range(*place) if text[at].isalnum())


def show_planted(clean: list[str]) -> None:
    found, asked = Counter[str](), Counter[str]()
    for kind, text, places in planted(clean):
        masks = {at for d in personal_data(text, public=PUBLIC) for at in range(d.start, d.end)}
        right = all(covered(text, place, masks) for place in places)
        asked[kind] += 1
        found[kind] += right
        if VERBOSE and not right:
            print(f"   manqué ({kind}) :", text[max(0, places[0][0] - 70) : places[-1][1] + 30].replace("\n", " / "))
    for kind, number in asked.items():
        print(f"{kind:18} {found[kind]:3}/{number}")
    print(f"{'ensemble':18} {found.total():3}/{asked.total()}  rappel {found.total() / asked.total():.3f}")


def show_examples(acts: list[tuple[ActType, str]]) -> None:
    about, stray = Counter[str](), 0
    for kind, text in acts:
        matter = matter_of_type(kind.id)
        for datum in personal_data(text, matter, PUBLIC):
            private = matter is not None and datum.category is matter.category
            about["nom que l'acte rend privé" if private else datum.category.value] += 1
            stray += not private
            if VERBOSE and not private:
                print("  ", kind.id, "|", datum.category.value, "|", text[max(0, datum.start - 50) : datum.end + 20])
    print(f"{len(acts)} actes types : {dict(about)} ; hors noms : {stray} ({stray / len(acts):.3f} par acte)")


def show_corpus() -> None:
    counts, read = Counter[str](), 0
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix.lower() in {".pdf", ".docx"}:
            read += 1
            text = "\n".join(page.text for page in read_file(path).pages)
            counts.update(datum.category.value for datum in personal_data(text))
    print(f"{read} documents : {counts.total() / max(read, 1):.2f} propositions par document")
    for category, number in counts.most_common():
        print(f"  {category:45} {number}")


def main() -> None:
    acts = list(composed())
    show_planted([text for kind, text in acts if kind.famille is Famille.DELIBERATION])
    show_examples(acts)
    if CORPUS.is_dir() and "--corpus" in sys.argv:
        show_corpus()


if __name__ == "__main__":
    main()
