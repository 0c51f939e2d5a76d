"""Starting from real old acts: does a date, an amount or a name pass into the new act without a person's word?

    python tests/benchmarks/reuse_unconfirmed.py [--acts 60] [--fund FOLDER]

Acts are drawn over all the minutes of a village, at even distance, among those whose type is recognised. A draft is
started from each: nothing of the old act may stand in it but what the type, the commune or the séance says (`bar: 0`).
Then every value offered is taken: the draft must hold these values, no other, and write them as they were taken.
The workspace is made for the occasion; `--fund` keeps the one where the minutes are read, for the next time.
The real documents are read in SECRETAIRE_CORPUS, or in `../shared/corpus` beside the repository.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from secretaire.acts.act import Act  # noqa: E402
from secretaire.acts.act_type import FieldType  # noqa: E402
from secretaire.acts.fields import Table, read_field  # noqa: E402
from secretaire.acts.spans import OriginKind, Span  # noqa: E402
from secretaire.desk import old_acts, reading, reusing, writing  # noqa: E402
from secretaire.desk.communes import the_commune  # noqa: E402
from secretaire.desk.office import Office, create_space, open_space  # noqa: E402
from secretaire.errors import UnreadableInput  # noqa: E402

AUTHOR = "mesure"
ITS_OWN = frozenset({OriginKind.MODELE_TYPE, OriginKind.COMMUNE})  # what a new act says whatever the old one said


def say(text: str) -> None:
    """One line of the report."""
    sys.stdout.write(text + "\n")


def read_minutes(space: Path, minutes: Path) -> None:
    """A workspace where the minutes are read."""
    office = create_space(space, the_commune("61339"))
    reading.read_documents(office, [minutes], lambda _now: None, lambda: False)
    office.close()


def drafts(office: Office, wanted: int) -> Iterator[Act]:
    """New drafts, each from another old act; those of no type are passed over."""
    pieces = [piece.id for piece in office.fund.catalogue.pieces.acts()]
    started = 0
    for piece in [p for first in range(7) for p in pieces[first::7]]:  # all the years, before any of them again
        if started == wanted:
            return
        try:
            act = reusing.start_from(office, old_acts.of_piece(office, piece), AUTHOR)
        except UnreadableInput:
            continue  # « je ne sais pas » : a person would choose the type
        started += 1
        yield act


def spans(act: Act) -> Iterator[Span]:
    """What an act writes, piece by piece."""
    for section in act.sections:
        for paragraph in section.visible:
            yield from paragraph.spans


def of_fields(act: Act) -> list[Span]:
    """What fields write; the marks of those still to complete are left out."""
    return [span for span in spans(act) if span.origin.kind not in ITS_OWN and not span.blank]


def left_by_themselves(office: Office, act: Act, count: Counter[str]) -> None:
    """What of the old act stands in a draft that nobody has touched."""
    count["drafts"] += 1
    count["unconfirmed"] += len(reusing.unconfirmed(office, act.id))
    count["fields filled"] += sum(bool(given) for given in act.fields.values())
    # what a type says by default stands in any draft: one started from nothing is the yardstick
    blank = writing.start_draft(office, act.type_id, {}, author=AUTHOR)
    ours, theirs = ([s for s in spans(each) if s.text != each.numero] for each in (act, blank))
    count["unlike a blank draft"] += ours != theirs
    usual = Counter(span.text for span in of_fields(blank))
    count["written by a field"] += (Counter(span.text for span in of_fields(act)) - usual).total()
    for figure in reusing.comparison(office, act.id).figures_left:
        count["figures of both, said by the type or the commune"] += figure.origin.kind in ITS_OWN
        count["figures of both, of another origin"] += figure.origin.kind not in ITS_OWN


def taken(office: Office, act: Act, count: Counter[str]) -> None:
    """Take every value offered, then look at what stands."""
    reuse = reusing.reuse_of(office, act.id)
    kind = writing.act_type(office, act.type_id)
    given = {offer.champ.nom: offer.reprise.ancien for offer in (reuse.offers if reuse else ())}
    for name in given:
        act = reusing.take(office, act.id, name, AUTHOR)
    count["values taken"] += len(given)
    count["fields that differ from what was taken"] += sum(
        act.fields.get(name) != given.get(name) for name in act.fields.keys() | given.keys() if act.fields.get(name)
    ) + sum(not act.fields.get(name) for name in given)
    # a rate, a total of the plan: the type works them out from what was taken, nobody types them
    worked_out = {c.nom for c in kind.champs if (c.calcul or c.type is FieldType.TABLEAU) and not given.get(c.nom)}
    left = [f for f in reusing.comparison(office, act.id).figures_left if f.origin.kind not in ITS_OWN]
    count["unconfirmed after"] += sum(f.origin.source not in given.keys() | worked_out for f in left)
    count["figures of both, worked out"] += sum(f.origin.source in worked_out for f in left)
    for span in of_fields(act):
        champ = kind.champ(span.origin.source)
        if champ is None or span.value is None:
            continue
        if champ.nom in worked_out:
            count["values worked out"] += 1
            continue
        count["values written"] += 1
        value = read_field(champ, given.get(champ.nom) or champ.defaut)
        expected = {cell.raw for row in value.rows for cell in row.values()} if isinstance(value, Table) else set()
        expected |= {value.raw} if value and not isinstance(value, Table) else set()
        count["written otherwise than taken"] += bool(span.value.raw not in expected)


def main() -> int:
    """Print the figures; 1 when a bar is not met."""
    options = argparse.ArgumentParser()
    options.add_argument("--acts", type=int, default=60)
    options.add_argument("--fund", type=Path, help="a workspace where the minutes are read, made when missing")
    arguments = options.parse_args()
    minutes = Path(os.environ.get("SECRETAIRE_CORPUS", REPOSITORY.parent / "shared" / "corpus")) / "putanges"
    if not minutes.is_dir():
        say(f"no minutes in {minutes}")
        return 0
    count: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SECRETAIRE_DONNEES"] = str(Path(folder) / "donnees")
        space = Path(folder) / "espace"
        if arguments.fund is None or not arguments.fund.is_dir():
            read_minutes(space, minutes)
            if arguments.fund is not None:
                shutil.copytree(space, arguments.fund)
        else:
            shutil.copytree(arguments.fund, space)
        office = open_space(space)
        types: Counter[str] = Counter()
        for act in drafts(office, arguments.acts):
            types[act.type_id] += 1
            left_by_themselves(office, act, count)
            taken(office, act, count)
        office.close()
    say(f"{count['drafts']} drafts started from real acts, of {len(types)} types")
    say(f"  dates, amounts and names that nobody confirmed: {count['unconfirmed']} (bar: 0)")
    say(
        f"  fields filled: {count['fields filled']}; pieces of text written by a field: {count['written by a field']};"
        f" drafts unlike one started from nothing: {count['unlike a blank draft']}"
    )
    say(
        f"  dates, amounts and names in both acts: {count['figures of both, of another origin']} of another origin,"
        f" {count['figures of both, said by the type or the commune']} said by the type, the commune or the séance"
    )
    say(f"every value offered taken: {count['values taken']}")
    say(f"  fields that hold another value: {count['fields that differ from what was taken']}")
    say(
        f"  values written by fields: {count['values written']}, otherwise than taken: {count['written otherwise than taken']}"
    )
    say(
        f"  values worked out from them by the type: {count['values worked out']},"
        f" of which as in the old act: {count['figures of both, worked out']}"
    )
    say(f"  that nobody confirmed, afterwards: {count['unconfirmed after']}")
    barred = (
        "unconfirmed",
        "fields filled",
        "unlike a blank draft",
        "written by a field",
        "figures of both, of another origin",
    )
    after = ("fields that differ from what was taken", "written otherwise than taken", "unconfirmed after")
    return int(any(count[name] for name in (*barred, *after)))


if __name__ == "__main__":
    sys.exit(main())
