"""What is dealt with was on the agenda, when the minutes write the agenda at their head (C02; L. 2121-10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from secretaire.checks.attendance import ADDED
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.minutes.meeting import Meeting

_TITLE = re.compile(r"^\W*(?:rappel de |lecture de )?(?:l')?ordre du jour(?: de la seance)? ?:?[ \t]*$", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*(?:(?P<n>\d{1,2})(?:[ \t]?[.)/–-]+| ?°)|[-–•▪✓➢*])[ \t]*(?P<objet>\S.*)")
_SUNDRY = re.compile(r"(?:questions?|affaires?|informations?|points?)? ?divers")
_FEWEST = 3  # items, and acts, under which an agenda is not read with certainty
_READ = 2 / 3  # share of the acts that must be found in it
_SAME = 70  # likeness of two titles, 0 to 100
_EMPTY = frozenset("approbation adoption vote autorisation signature fixation demande objet commune communal communale conseil municipal".split())  # fmt: skip # noqa: SIM905


def agenda(meeting: Meeting) -> tuple[str, ...]:
    """The items of the agenda at the head, folded; none unless they are marked alike, one under the other."""
    title = list(_TITLE.finditer(meeting.head.plain))
    if len(title) != 1:
        return ()
    items: list[str] = []
    numbers: list[int] = []
    for line in meeting.head.plain[title[0].end() :].split("\n")[1:]:
        m = _ITEM.fullmatch(line.rstrip())
        if m:
            items.append(m["objet"])
            numbers += [int(m["n"])] if m["n"] else []
        elif not line.strip() and items:
            break
        elif items:
            items[-1] += " " + line.strip()
        elif line.strip():
            return ()
    in_order = numbers == list(range(1, len(items) + 1)) if numbers else True
    return tuple(items) if len(items) >= _FEWEST and in_order else ()


def not_on_the_agenda(meeting: Meeting) -> Iterator[tuple[int, Finding]]:
    """Acts that the agenda does not announce, each with where its text starts; silent when a point was added openly."""
    items = [item for item in agenda(meeting) if not _SUNDRY.match(item)]
    titled = [(s, w, w.title) for s, w in meeting.acts if w.title]
    if not items or len(titled) < _FEWEST or ADDED.search(meeting.whole.plain):
        return
    absent = [(s, w, t) for s, w, t in titled if not any(_alike(w.plain[slice(*t)], item) for item in items)]
    if len(absent) > (1 - _READ) * len(titled):
        return
    for stretch, written, (start, end) in absent:
        message = (
            "Ce point n'est pas dans l'ordre du jour écrit en tête : on ne délibère que sur ce que la convocation annonçait ; "
            "les questions diverses ne servent qu'à informer."
        )
        yield (
            stretch.start,
            written.finding(start, end, "ORDRE_DU_JOUR_POINT", Gravite.ALERTE, message, "CGCT L. 2121-10"),
        )


def _alike(title: str, item: str) -> bool:
    """Most words of the shorter one, or nearly the same letters."""
    one, other = _words(title), _words(item)
    shared = len({w[:6] for w in one} & {w[:6] for w in other})
    few = min(len(one), len(other))
    return (few > 0 and 2 * shared >= few) or fuzz.token_set_ratio(title, item) >= _SAME


def _words(title: str) -> set[str]:
    return {w for w in re.findall(r"[a-z]{4,}", folded(title)) if w not in _EMPTY}
