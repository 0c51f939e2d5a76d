"""What should be masked before an act is published, found with care; a person chooses.

An elected member, a company, a notary, the town hall and its address are no secret: they are left alone. The name of a
person is proposed only where the act makes it one: an agent in an individual act, a debtor, who is helped, who is given
notice, a child, the owner of a parcel that the act does not buy or sell.

What CRPA L. 311-6 keeps for the person (private life, medical secret) and what CRPA L. 312-1-2 wants left out of a
document put on line. The parties of a contract, the delegations and those who hold an office stay: the act is about them.
"""

from __future__ import annotations

from collections.abc import Iterable

from secretaire.checks.personal_data.categories import Category, Datum
from secretaire.checks.personal_data.coordinates import coordinates
from secretaire.checks.personal_data.identifiers import identifiers
from secretaire.checks.personal_data.matters import Matter, matter_of, matter_of_type, names_its_parties
from secretaire.checks.personal_data.names import people
from secretaire.checks.personal_data.owners import owners
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
    known = frozenset(public)
    found = [*coordinates(text), *identifiers(text), *sensitive(text), *people(text, about, known, frozenset(named))]
    if not names_its_parties(opening or text):
        found += owners(text, known)
    kept: list[Datum] = []
    for datum in sorted(found, key=lambda d: (d.start, -d.end)):
        if not kept or datum.start >= kept[-1].end:
            kept.append(datum)
    return tuple(kept)
