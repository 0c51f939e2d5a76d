"""Write the conversations the adapter is trained and tested on, as the product would put them to the model.

    python models/adapter/exporter.py FOLDER [FILE_STEM ...]

FOLDER receives `entrainement.jsonl` and `test.jsonl`; with names of files of `donnees/`, only their examples.
The training itself (`entrainer.py`) then needs nothing of the product.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from preparer import Example, Wording, load_examples, split


def write(file: Path, examples: Sequence[Example], wording: Wording) -> None:
    """One conversation a line."""
    with file.open("w", encoding="utf-8") as out:
        for example in examples:
            messages = [{"role": m.role, "content": m.content} for m in wording.messages(example)]
            out.write(json.dumps({"id": example.place, "messages": messages}, ensure_ascii=False) + "\n")


def main() -> None:
    """Export both sides."""
    folder, stems = Path(sys.argv[1]), set(sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    examples = [e for e in load_examples() if not stems or e.place.split(":")[0] in stems]
    train, test = split(examples)
    wording = Wording.load()
    write(folder / "entrainement.jsonl", train, wording)
    write(folder / "test.jsonl", test, wording)
    print(len(train), "+", len(test))


if __name__ == "__main__":
    main()
