"""The commune's own acts that an act cites, against those of its fund: the number, and the date that goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from secretaire.acts import wording
from secretaire.checks.context import CheckContext
from secretaire.checks.finding import Finding, Gravite
from secretaire.law.cited_acts import CitedAct, KnownAct, Nature, find_cited_acts

_NAMES = {Nature.DELIBERATION: "La délibération", Nature.ARRETE: "L'arrêté", Nature.DECISION: "La décision"}
_SOURCE = "fonds de la commune"


def cited_acts(context: CheckContext) -> Iterator[Finding]:
    """An act cited under another date than in the fund, or that the fund does not hold.

    The fund may lack an act: it is only said, and only when it holds others of the same kind and year.
    """
    for section in context.act.sections:
        for cited in find_cited_acts(section.text):
            if cited.of_another or cited.nature not in _NAMES or not (year := cited_year(cited)):
                continue
            of_the_year = [k for k in context.known_acts if k.nature is cited.nature and k.date.year == year]
            if not of_the_year or context.act.numero == cited.number:
                continue
            if found := _remark(cited, of_the_year):
                code, gravite, message = found
                extract = section.text[cited.start : cited.end]
                yield Finding(code, gravite, message, extract, cited.start, cited.end, section.role, _SOURCE)


def _remark(cited: CitedAct, of_the_year: Sequence[KnownAct]) -> tuple[str, Gravite, str] | None:
    name = _NAMES[cited.nature]
    if not cited.number:
        if cited.date is None or any(k.date == cited.date for k in of_the_year):
            return None
        return "ACTE_CITE_ABSENT", Gravite.INFO, f"{name} du {wording.day(cited.date)} n'est pas dans le fonds."
    same = [k for k in of_the_year if _figures(k.number) == _figures(cited.number)]
    named = f"{name} n° {cited.number}"
    if not same:
        return "ACTE_CITE_ABSENT", Gravite.INFO, f"{named} n'est pas dans le fonds."
    if cited.date is None or any(k.date == cited.date for k in same):
        return None
    if len(same) > 1:
        return None
    known = same[0]
    about = f" ({known.objet})" if known.objet else ""
    message = f"{named} est du {wording.day(known.date)} dans le fonds{about}, et l'acte dit {wording.day(cited.date)}."
    return "ACTE_CITE_DATE", Gravite.ALERTE, message


def cited_year(cited: CitedAct) -> int | None:
    """The year of a cited act: that of its date, else the one in its number."""
    if cited.date:
        return cited.date.year
    found = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", cited.number)
    return int(found.group()) if found else None


def _figures(number: str) -> tuple[str, ...]:
    """« D2024/012 bis » → (« 2024 », « 12 », « bis »): what two spellings of one number share."""
    return tuple(part.lstrip("0") for part in re.findall(r"\d+|bis|ter", number.casefold()))
