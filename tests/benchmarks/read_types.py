"""Print act types as acts: `python tests/benchmarks/read_types.py ID…` (all of them without argument: remarks only).

Each is composed from its own examples after the meeting, then from the required fields alone before it.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import act_type_cases as cases  # noqa: E402

from secretaire.acts.act_type import ActType  # noqa: E402
from secretaire.drafting.act_types.reading import read_type  # noqa: E402
from secretaire.drafting.compose.composition import compose  # noqa: E402
from secretaire.errors import SecretaireError  # noqa: E402


def show(kind: ActType, *, whole: bool) -> int:
    """Print one type; the number of remarks."""
    count = 0
    for name, fields, context in (
        ("EXEMPLE", cases.examples(kind), cases.after_meeting(kind, cases.roster(), cases.commune())),
        (
            "MINIMUM",
            cases.least(kind),
            cases.before_meeting(kind, cases.roster(first="M."), cases.commune("Le Mans", 2)),
        ),
        ("VIDE", {}, cases.before_meeting(kind, cases.roster(), cases.commune())),
    ):
        composition = compose(kind, fields, context)
        if whole and name != "VIDE":
            print(f"\n===== {kind.id} — {name} =====")
            print(
                "\n".join(
                    s.text for s in composition.sections if s.role not in {"composition", "signatures", "mentions"}
                )
            )
        for remark in cases.remarks(composition.sections):
            count += 1
            print(f"  !! {kind.id} {name} : {remark}")
    for remark in (*cases.fragile_junctions(kind), *cases.figures_of_the_type(composition.sections)):
        count += 1
        print(f"  !! {kind.id} : {remark}")
    return count


def main() -> None:
    """Read the types named, or all."""
    total = 0
    files = [cases.TYPES / f"{name}.yaml" for name in sys.argv[1:]] or sorted(cases.TYPES.glob("*.yaml"))
    for file in files:
        try:
            total += show(read_type(Path(file)), whole=len(sys.argv) > 1)
        except SecretaireError as error:
            total += 1
            print(f"  !! {file.name} : {error.data.get('cause', error)}")
    print(f"\n{len(files)} types, {total} remarques")


if __name__ == "__main__":
    main()
