"""Who owns a parcel or a house, when the act only has to name the parcel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.personal_data.categories import Category, Datum
from secretaire.checks.personal_data.matters import is_about_land
from secretaire.checks.personal_data.names import everywhere, private_names
from secretaire.checks.personal_data.persons import CIVILITY, NAME

_AROUND = 250  # characters: a report of a meeting holds several acts, and its opening says none of them
_SPACE = r"[ \u00a0]"
_OWNER = re.compile(
    rf"(?:(?i:appartenant à|appartient à|propriété de|propriétaires?(?:{_SPACE}riverain\w*)?{_SPACE}?:?)){_SPACE}?{CIVILITY}{_SPACE}(?P<apres>{NAME})"
    rf"|(?<!\w){CIVILITY}{_SPACE}(?P<avant>{NAME}),?{_SPACE}(?:(?:en{_SPACE})?est{_SPACE}|sont{_SPACE})?(?:co-?)?(?:propriétaires?|usufruitière?|indivisaires?|riveraine?)(?!\w)"
)


def owners(text: str, public: frozenset[str]) -> Iterator[Datum]:
    """The names of owners, wherever they are written."""
    named = [
        (found["apres"] or found["avant"], found)
        for found in _OWNER.finditer(text)
        if not is_about_land(text[max(0, found.start() - _AROUND) : found.end() + _AROUND])
    ]
    yield from everywhere(text, private_names(text, named, public), Category.PROPRIETAIRE)
