"""What should be masked before an act is published, found with care; a person chooses.

An elected member, a company, a notary, the town hall and its address are no secret: they are left alone. The name of a
person is proposed only where the act makes it one: an agent in an individual act, a debtor, who is helped, a child.
"""

from __future__ import annotations

from collections.abc import Iterable

from secretaire.checks.personal_data.categories import Category, Datum
from secretaire.checks.personal_data.coordinates import coordinates
from secretaire.checks.personal_data.matters import Matter, matter_of, matter_of_type
from secretaire.checks.personal_data.names import people
from secretaire.checks.personal_data.sensitive import sensitive

__all__ = ["Category", "Datum", "Matter", "matter_of", "matter_of_type", "personal_data"]


def personal_data(
    text: str,
    matter: Matter | None = None,
    public: Iterable[str] = (),
    opening: str = "",
    named: Iterable[str] = (),
) -> tuple[Datum, ...]:
    """Every datum to mask, in reading order, none inside another.

    Attributes:
        matter: what the act is about, when its type says it; else the text does (`opening`, when `text` is a part).
        public: names that are never masked (the members of the council).
        named: persons the act is known to name, without a civility too.
    """
    about = matter or matter_of(opening or text)
    found = [*coordinates(text), *sensitive(text), *people(text, about, frozenset(public), frozenset(named))]
    kept: list[Datum] = []
    for datum in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or datum.start >= kept[-1].end:
            kept.append(datum)
    return tuple(kept)
