"""Earlier acts that a text says it repeals, replaces, withdraws, amends, completes or extends. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from secretaire.fund.cutting import dates
from secretaire.fund.pieces import Verb

_NOUN = r"(?P<noun>deliberations?|arretes?|decisions?)"
_NUMBER = r"(?:19|20)\d\d \d\d \d\d|(?:[a-z]{1,5}[ -]?)?\d[\da-z]*(?: ?[/._-] ?\d[\da-z]*){0,4}(?: ?- ?[a-z]\b)?"
_REFERENCE = re.compile(
    rf"(?:n ?° ?|numero |no )(?P<number>{_NUMBER})(?: (?:en date )?(?:du|de la seance du|seance du|,? ?(?:prise|adoptee) le) (?P<date>{dates.PLAIN}))?"
    rf"|(?P<bare>\(?(?:19|20)\d\d[-/ ]\d{{1,4}}(?:[-/ ]\d{{1,4}})?[a-z]?)\)?(?: (?:en date )?(?:du|seance du|de la seance du|prise le) (?P<bare_date>{dates.PLAIN}))?"
    rf"|(?:en date )?(?:du|prise le|adoptee le|votee le) (?P<only_date>{dates.PLAIN})"
)
_BETWEEN = re.compile(
    r"(?:(?:,| et| ainsi que)+ ?(?:(?:la |les |l.)?(?:deliberations? |arretes? )?(?:de |du conseil )?)?)"
)
_FILLER = (
    r"(?: (?:municipale?s?|precedentes?|susvisees?|prise?s?|du conseil municipal|du conseil|de la commune|initiale|referencee"
    r"|du maire|temporaire|permanent|portant)){0,3}[ ,]{1,2}"
)
_OBJECT = rf"(?:la|les|l.|notre|sa|cette|de la|des|de l.|ladite)[ ]?(?:precedente |presente )?{_NOUN}"
_STATEMENT = re.compile(
    r"\b(?P<verb>(?:annul(?:e|er|ent|ant) et (?:de )?(?:la |le |les )?remplac(?:e|er|ent|ant)|remplac(?:e|er|ent|ement)"
    r"|abrog(?:e|er|ent|ation)|annul(?:e|er|ent|ation)|retir(?:e|er|ent)|retrait|rapport(?:e|er)"
    r"|modifi(?:e|er|ent)(?: et complete(?:nt)?)?|modifications? (?:a|de|apportees? a)|modification|complet(?:e|er|ent)|prorog(?:e|er|ent|ation)|prolong(?:e|er)))"
    rf"[ ]?(?:a |partiellement |comme suit |ainsi )?{_OBJECT}"
)
_PASSIVE = re.compile(
    rf"(?:la|les|l.)[ ]?(?:precedentes? )?{_NOUN}(?:{_FILLER})?(?P<reference>[^.;]{{3,60}}?) (?:est|sont) (?:donc |ainsi )?"
    r"(?P<verb>annulee?s? et remplacee?s?|remplacee?s?|abrogee?s?|annulee?s?|retiree?s?|rapportee?s?|modifiee?s?|completee?s?|prorogee?s?)\b"
)
_VERBS = (
    ("annul", "remplac", Verb.REPLACES),
    ("remplac", "", Verb.REPLACES),
    ("abrog", "", Verb.REPEALS),
    ("annul", "", Verb.REPEALS),
    ("retr", "", Verb.WITHDRAWS),
    ("retir", "", Verb.WITHDRAWS),
    ("rapport", "", Verb.WITHDRAWS),
    ("modifi", "", Verb.AMENDS),
    ("complet", "", Verb.COMPLETES),
    ("pro", "", Verb.EXTENDS),
)
_NOT_OURS = re.compile(
    r"(?:vu |considerant )[^.;\n]{0,300}$|\b(?:qui|ayant|loi|decret|ordonnance|ne|n.|pas) [^.;]{0,30}$"
)
_STATE = re.compile(r" ?(?:inter)?(?:ministeriel|prefectoral|royal|departemental)")
_REPLACED_AFTER = re.compile(r"[^.\n]{0,60}\b(?:et (?:de )?(?:la |le |les )?remplac|par la presente)")
_MOST = 20


@dataclass(frozen=True, slots=True)
class Statement:
    """An earlier act named at characters [start, end) of a text."""

    verb: Verb
    number: str
    date: date | None
    start: int
    end: int


def statements(text: str, folded: str) -> Iterator[Statement]:
    """What a text says it does to earlier acts that it names by number or date; visas and other people's acts left out."""
    flat = folded.replace("\n", " ")
    for match in islice((*_STATEMENT.finditer(flat), *_PASSIVE.finditer(flat)), _MOST):
        line = folded[max(0, match.start() - 300) : match.start()]
        if _NOT_OURS.search(line) or _STATE.match(flat, match.end("noun")):
            continue
        verb = _verb(match["verb"], flat[match.end() : match.end() + 160])
        yield from _references(text, flat, match, verb)


def _references(text: str, flat: str, match: re.Match[str], verb: Verb) -> Iterator[Statement]:
    """The acts named after the noun « délibération »; several when it is in the plural."""
    filler = re.compile(_FILLER).match(flat, match.end("noun"))
    position = filler.end() if filler else match.end("noun")
    start = match.start()
    while reference := _REFERENCE.match(flat, position):
        written = reference["number"] or reference["bare"] or ""
        number = _number(text[slice(*reference.span("number" if reference["number"] else "bare"))]) if written else ""
        day = dates.day_in_figures(reference["date"] or reference["bare_date"] or reference["only_date"] or "")
        yield Statement(verb, number, day, start, reference.end())
        between = _BETWEEN.match(flat, reference.end())
        if not between or not match["noun"].endswith("s"):
            return
        start = position = between.end()


def _verb(written: str, after: str) -> Verb:
    if written.startswith("annul") and _REPLACED_AFTER.match(after):
        return Verb.REPLACES
    return next(verb for first, second, verb in _VERBS if written.startswith(first) and second in written)


def _number(written: str) -> str:
    return re.sub(r"\s*([-/._])\s*", r"\1", " ".join(written.strip("() ").split())).upper()
