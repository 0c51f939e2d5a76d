"""Figures, dates, references: each of the notes, once, of the same nature. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from secretaire.acts.spans import ValueKind
from secretaire.drafting.folding import WORD, fold
from secretaire.drafting.pen.literals import Literal, literals
from secretaire.drafting.pen.locks.numbers import months, numbers
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal

_DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche".split())  # noqa: SIM905
_FRACTIONS = {
    "2": "moitie demi demie double",
    "3": "tiers triple",
    "4": "quart",
    "50": "moitie",
    "1": "un une premier premiere unique seul seule",
    "0": "aucun aucune pas sans nul nulle zero rien ni",
}
_RATES = re.compile(r"%|\btaux\b")
# what makes a small bare figure of the notes an amount: « 20 si on l'abat » counts trees or places, never euros
_MONEY = re.compile(
    r"€|\b(?:ht|ttc|balles?|mini|maxi|euros?|prix|tarifs?|couts?|montants?|devis|offres?|loyers?|cautions?|arrhes|frais|taxes?"
    r"|dons?|aides?|soldes?|cher|charges?|amendes?|honoraires?|salaires?|primes?|coute\w*|credit\w*|budget\w*|subvention\w*"
    r"|cotisation\w*|participation\w*|factur\w*|indemnit\w*|redevance\w*|remise\w*|paie\w*|pay\w*|verse\w*|vend\w*|vente\w*"
    r"|achat\w*|achet\w*|loue\w*|location\w*|rembours\w*|financ\w*|econom\w*)\b"
)
_SMALL = 100  # larger ones are seldom anything else than euros when a text says so
_NUMBERS_OF_PEOPLE = frozenset({"2", "3"})


def added(subject: Subject) -> Iterator[Refusal]:
    """Figures that are not in the notes, said too often, or of another nature."""
    noted = Counter(n.value for n in numbers(subject.source))
    titled = Counter(n.value for n in numbers(subject.title))
    written = numbers(subject.written)
    counts = Counter(n.value for n in written if n.sure)
    told: Counter[str] = Counter()
    for number in written:
        told[number.value] += 1
        known = max(noted[number.value], titled[number.value])
        if not known and (number.sure or not _spelt_otherwise(subject, number.value)):
            yield Refusal(Lock.FIGURE_ADDED, number.value, number.start, number.end)
        elif known and number.sure and counts[number.value] > max(known, 1) and told[number.value] > known:
            yield Refusal(Lock.FIGURE_REPEATED, number.value, number.start, number.end)
    yield from _nature(subject)
    yield from _calendar_added(subject)


def lost(subject: Subject) -> Iterator[Refusal]:
    """Figures, months and days of the notes that the text does not have."""
    written = Counter(n.value for n in numbers(subject.written))
    words = {fold(w) for w in WORD.findall(subject.written)}
    for number in dict.fromkeys(n.value for n in numbers(subject.source) if n.sure):
        note = _note(subject, number)
        if not written[number] and not _spelt_in(subject, note) & set(_FRACTIONS.get(number, "").split()):
            yield Refusal(Lock.FIGURE_LOST, number, note=note)
    said = {month for month, _, _ in months(subject.written)}
    for month in dict.fromkeys(m for m, _, _ in months(subject.source)):
        if month not in said:
            yield Refusal(Lock.FACT_CHANGED, month)
    for day in dict.fromkeys(fold(w) for w in WORD.findall(subject.source) if fold(w).rstrip("s") in _DAYS):
        if day.rstrip("s") not in {w.rstrip("s") for w in words}:
            yield Refusal(Lock.FACT_CHANGED, day)


def _note(subject: Subject, figure: str) -> int:
    for word in subject.notes.words:
        if word.figure and figure in {n.value for n in numbers(word.text)}:
            return word.part
    return -1


def _spelt_in(subject: Subject, note: int) -> set[str]:
    """The words that may spell a figure of a note: those of the sentences that speak of it, of all of them if none does."""
    speaking = {part for part, noted in subject.pairing.shared if noted == note}
    return {w.folded for w in subject.text.words if not speaking or w.part in speaking}


def _spelt_otherwise(subject: Subject, value: str) -> bool:
    """« M. et Mme X … les deux », « les 2 » counted from a list: small numbers said in letters."""
    return value in _NUMBERS_OF_PEOPLE or bool(
        set(_FRACTIONS.get(value, "").split()) & {w.folded for w in subject.notes.words}
    )


def _nature(subject: Subject) -> Iterator[Refusal]:
    """A figure keeps its nature: an amount stays an amount, « le 3 février » stays that day."""
    noted = {(f.kind, f.canonical) for f in (*literals(subject.source), *literals(subject.title))}
    bare = {n.value for n in (*numbers(subject.source), *numbers(subject.title))}
    kinds: dict[str, set[ValueKind]] = {}
    for kind, canonical in noted:
        kinds.setdefault(canonical, set()).add(kind)
    for fact in literals(subject.written):
        if (fact.kind, fact.canonical) in noted:
            continue
        clash = None
        if fact.kind in (ValueKind.MONTANT, ValueKind.POURCENTAGE):
            other = kinds.get(fact.canonical, set()) - {ValueKind.NOMBRE}
            clash = bool(other & {ValueKind.MONTANT, ValueKind.POURCENTAGE}) or not _may_be(fact, subject)
        elif fact.kind is ValueKind.NOMBRE:
            clash = kinds.get(fact.canonical) == {ValueKind.MONTANT} and _counts(subject, fact)
        elif fact.kind is ValueKind.DATE:
            clash = not _same_day(fact, subject)
        elif fact.kind is ValueKind.HEURE:
            clash = not {n.value for n in numbers(fact.text)} <= bare
        elif fact.kind is ValueKind.REFERENCE:
            clash = fact.canonical not in re.sub(r"[ .°]", "", subject.source + subject.title) and not _elsewhere(
                fact, subject
            )
        if clash:
            yield Refusal(Lock.FACT_CHANGED, fact.text, fact.start, fact.end)


def _may_be(fact: Literal, subject: Subject) -> bool:
    """Can a bare figure of the notes be this rate, or this amount? « 5,20 » is read as an amount, « 20 » is not."""
    if fact.kind is ValueKind.POURCENTAGE:
        return _RATES.search(fold(subject.source)) is not None
    small = all(n.value.isdigit() and 0 < int(n.value) < _SMALL for n in numbers(fact.text))
    return not small or any(_MONEY.search(fold(text)) for text in (subject.source, subject.title))


def _counts(subject: Subject, fact: Literal) -> bool:
    """« 2 150 ordinateurs »: things are counted (« 40 ou 48 € » counts nothing)."""
    following = next((w for w in subject.text.words if w.start >= fact.end), None)
    return following is not None and following.content and not subject.text.text[fact.end : following.start].strip()


def _elsewhere(fact: Literal, subject: Subject) -> bool:
    """« l'article 3 », « A 77 » where the notes say « art. 3 », « parcelles A 76, 77 »."""
    letters = {fold(w) for w in WORD.findall(fact.text)}
    known = {w.folded for w in subject.notes.words} | {fold(w) for w in WORD.findall(subject.title)}
    digits = {n.value for n in numbers(fact.text)}
    return digits <= {n.value for n in (*numbers(subject.source), *numbers(subject.title))} and all(
        w in known or len(w) > 2 for w in letters
    )


def _same_day(fact: Literal, subject: Subject) -> bool:
    """The day and the month of a date go together in the notes (« du 2 au 16 juin » gives « 2 juin » too)."""
    day, month = (n.value for n in numbers(fact.text.split(" ")[0])), fold(fact.text.split(" ")[1])
    wanted = next(day, "")
    for source in (subject.source, subject.title):
        quantities = numbers(source)
        for name, start, _ in months(source):
            if name != month:
                continue
            before = [q.value for q in quantities if start - 40 <= q.start < start]
            if wanted in before[-4:]:
                return True
    return False


def _calendar_added(subject: Subject) -> Iterator[Refusal]:
    noted = {m for source in (subject.source, subject.title) for m, _, _ in months(source)}
    for month, start, end in months(subject.written):
        if month not in noted:
            yield Refusal(Lock.FACT_CHANGED, month, start, end)
    known = {fold(w).rstrip("s") for w in WORD.findall(f"{subject.source} {subject.title}")}
    for match in WORD.finditer(subject.written):
        day = fold(match.group()).rstrip("s")
        if day in _DAYS and day not in known:
            yield Refusal(Lock.FACT_CHANGED, match.group(), match.start(), match.end())
