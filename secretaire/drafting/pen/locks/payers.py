"""Who pays: « à la charge de », « payé par », « le département finance », « à ses frais ». Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots

_REACH = 5  # words between what is paid and who pays
_NAMED = 3  # words that name who « qui » is
_US = frozenset({"commune", "mairie", "conseil"})
_WE = frozenset({"nous", "notre", "nos", "on", "commune", "mairie"})
_THEM = frozenset({"eux", "lui", "elle", "elles"})
_BOUGHT = frozenset({"agence", "notaire", "assurance"})
_REFLEXIVE = frozenset({"s", "se"})
_THEIRS = frozenset({"sa", "leur", "leurs", "ses", "lui", "eux"})


@dataclass(frozen=True, slots=True)
class Payment:
    """A word that says somebody pays, and who, when it is said."""

    cue: Word
    payer: Word


def added(subject: Subject) -> Iterator[Refusal]:
    """Somebody pays who, in the notes, does not, or is not in the notes at all."""
    noted = list(_payments(subject, subject.notes))
    for payment in _payments(subject, subject.text):
        places = {p for w in subject.text.clause(payment.cue.clause) for p in subject.pairing.notes_of(w.place)}
        parts = {p for (part, p), n in subject.pairing.shared.items() if part == payment.cue.part and n > 0}
        rivals = [n for n in noted if n.cue.part in parts]
        same_clause = [n for n in rivals if any(w.place in places for w in subject.notes.clause(n.cue.clause))]
        rivals = same_clause or rivals
        contradicted = rivals and not any(_same(subject, payment.payer, n.payer) for n in rivals)
        if contradicted and _beside(subject, payment):
            continue
        if contradicted or not _known(subject, payment.payer, places):
            yield subject.refusal(Lock.PAYER_CHANGED, payment.payer.text, payment.payer.place)


def _same(subject: Subject, payer: Word, noted: Word) -> bool:
    if payer.folded in _US and noted.folded in _WE:
        return True
    return subject.meaning.says(payer.text, noted.text) or (noted.folded in _THEM and payer.folded not in _US)


def _beside(subject: Subject, payment: Payment) -> bool:
    """« département 40 % ; région 20 % », « casse par locataire »: the notes have the payer in the clause of what is paid."""
    notes, paid = (
        subject.notes.words,
        [
            w
            for w in subject.text.clause(payment.cue.clause)
            if (w.content or w.figure) and w.place not in (payment.cue.place, payment.payer.place)
        ],
    )
    clauses = {notes[p].clause for p in subject.pairing.supported.get(payment.payer.place, ())}
    if payment.payer.folded in _US:
        clauses |= {w.clause for w in notes if w.folded in _WE}
    told = [{notes[p].clause for p in subject.pairing.supported[w.place]} for w in paid]
    told = [found for found in told if found]
    return bool(told) and all(found & clauses for found in told)


def _known(subject: Subject, payer: Word, places: set[int]) -> bool:
    """Is the payer in the notes? The commune is where they say « nous », and wherever they say « à sa charge » of nobody."""
    pairing = subject.pairing
    if pairing.supported.get(payer.place) or payer.place in pairing.titled:
        return True
    if payer.folded not in _US:
        return False
    parts = {subject.notes.words[p].part for p in places}
    spoken = {w.folded for w in subject.notes.words if w.part in parts}
    return bool(spoken & _WE) or not spoken & _THEIRS


def lost(subject: Subject) -> Iterator[Refusal]:
    """Who pays in the notes, or who is named in a note that shares a cost, is not in the text at all."""
    ours = any(w.folded in _US for w in subject.text.words)
    for part in dict.fromkeys(payment.cue.part for payment in _payments(subject, subject.notes)):
        for word in subject.notes.part(part):
            told = subject.pairing.said.get(word.place) or (ours and word.folded in _US)
            if word.folded in subject.tables.actors and not told:
                yield subject.refusal(Lock.PAYER_CHANGED, word.text, note_place=word.place)


def _payments(subject: Subject, reading: Reading) -> Iterator[Payment]:
    tables = subject.tables
    words = reading.words
    for word in words:
        paying = bool(roots(word.text) & tables.paying)
        charge = word.folded in tables.charges
        if (not paying and not charge) or _REFLEXIVE & {w.folded for w in words[max(0, word.place - 2) : word.place]}:
            continue  # « s'en charge » pays nothing
        after = [w for w in words[word.place + 1 : word.place + 1 + _REACH] if w.part == word.part]
        before = [w for w in words[max(0, word.place - _REACH) : word.place] if w.clause == word.clause]
        if before and before[0].folded == "qui":  # « c'est la commune qui rembourse »
            before = [*_named(words, before[0]), *before]
        taken = charge and bool(before) and before[-1].folded == "en"  # « la région prend en charge »
        payer = _after(subject, reading, after, charge=charge) or (
            _actor(subject, reading, reversed(before)) if paying or taken else None
        )
        if payer is not None and word.folded == "frais" and payer.folded in _BOUGHT:
            continue  # « frais d'agence »
        if payer is not None:
            yield Payment(word, payer)


def _named(words: tuple[Word, ...], who: Word) -> list[Word]:
    """The words that name who « qui » is; none in « la commune, et non le département, qui paie »."""
    before = [w for w in words[max(0, who.place - _NAMED) : who.place] if w.part == who.part]
    return [] if any(w.folded in {"non", "pas"} for w in before) else before


def _after(subject: Subject, reading: Reading, after: list[Word], *, charge: bool) -> Word | None:
    """« à la charge de la commune », « pris en charge par le département », « à charge cne », « payé par l'asso »."""
    for index, word in enumerate(after):
        if word.folded == "par":
            return _actor(subject, reading, iter(after[index + 1 : index + 4]))
    if charge and after:
        led = after[0].folded in {"de", "du", "des", "d"}
        return _actor(subject, reading, iter(after[1:4] if led else after[:1]))
    return None


def _actor(subject: Subject, reading: Reading, words: Iterator[Word]) -> Word | None:
    """Who is named, or, in the notes, meant: « on paie », « payé par eux »."""
    actors = subject.tables.actors | (_WE | _THEM if reading is subject.notes else frozenset())
    return next((w for w in words if w.folded in actors and w.text != "état"), None)  # « il est fait état »
