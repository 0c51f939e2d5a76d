"""Write `resources/plume/mots.txt`: the common words of the texts to train on, which the pen may write when they have support."""

from __future__ import annotations

from collections import Counter

from preparer import load_examples, split

from secretaire.desk.resources import resources
from secretaire.drafting.pen.vocabulary import WORD

WORDS = resources() / "plume" / "mots.txt"


def main() -> None:
    """Words written in lower case at least once, and in more than one text or known to French."""
    train, _ = split(load_examples())
    counts = Counter(word for e in train for word in set(WORD.findall(e.output)) if word == word.lower())
    WORDS.write_text("\n".join(sorted(counts)) + "\n", encoding="utf-8")
    print(len(counts), "mots")


if __name__ == "__main__":
    main()
