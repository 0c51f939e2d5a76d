"""No word without support, no notion lost. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from secretaire.acts.wording import MONTHS
from secretaire.drafting.folding import fold
from secretaire.drafting.pen.locks.numbers import months
from secretaire.drafting.pen.locks.reading import Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verbs import is_infinitive, is_verb
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots

_NUMBERED = 3  # words between « contre » and the figure it compares with
_HALF = 2
_REASON = 4  # words between « en raison de » and what it says
_REASONS = frozenset({"raison", "tenu", "cause", "souci"})
_SHORT = 4  # letters of a word too short to be owed by itself
_ACTION = re.compile(r"(?:tion|ment|age|ance|ure|ise)s?$")
_SET_PHRASES = frozenset({"savoir", "compter", "partir", "prendre"})  # « à compter du »
_MONTHS = frozenset(map(fold, MONTHS))
_NE = frozenset({"ne", "n"})
_OF = frozenset({"de", "des", "du", "d"})
_ALTOGETHER = frozenset({"tout", "tous", "toute", "toutes"})
_IDIOM_BEFORE = frozenset(
    {"malgre", "apres", "avant", "sans", "contre", "refuse", "refusent"}
)  # « malgré tout », « avant toute … »
_IDIOM_AFTER = frozenset({"meme", "fait", "moins"})  # « tout de même »
_IF = frozenset({"si", "s"})
_NOTHING = frozenset({"rien"})  # « n'a rien à signaler »
_SIGNED = frozenset({"hausse", "baisse"})
_SENTENCE = 2  # content words of a sentence that says something
_LEAST_TOLD = 0.34  # share of them that the notes support, at least


def added(subject: Subject) -> Iterator[Refusal]:
    """Words that neither come from the notes nor from the trade, and do not reword one of the notes either."""
    free = _free(subject)
    reworded = {text for text, _ in _reworded(subject, free)}
    left = [word for word in free if word.place not in reworded]
    predicates = _predicates(subject, left)
    for word in left:
        if word.place not in predicates:
            yield subject.refusal(Lock.WORD_ADDED, word.text, word.place)
    yield from _sentences_added(subject)


def _sentences_added(subject: Subject) -> Iterator[Refusal]:
    """Sentences whose words are all of the trade and none, or nearly, of the notes."""
    tables = subject.tables
    framing = tables.asking | tables.answering | tables.saying | tables.framing | subject.signed()
    sentences: dict[int, list[Word]] = {}
    for word in subject.text.words:
        sentences.setdefault(word.part, []).append(word)
    for words in sentences.values():
        content = [w for w in words if w.content and not roots(w.text) & framing]
        told = sum(bool(subject.pairing.supported[w.place]) for w in words if w.content or w.figure)
        titled = sum(w.place in subject.pairing.titled and not subject.pairing.supported[w.place] for w in content)
        if len(content) >= _SENTENCE and told + bool(told) * titled < len(content) * _LEAST_TOLD:
            start, end = words[0].start, words[-1].end
            yield Refusal(Lock.WORD_ADDED, subject.text.text[start:end], start, end)


def lost(subject: Subject) -> Iterator[Refusal]:
    """Clauses of the notes of which nothing is said."""
    reworded = {note for _, note in _reworded(subject, _free(subject))}
    clauses: dict[int, list[Word]] = {}
    for word in subject.notes.content():
        if not _dispensable(subject, word):
            clauses.setdefault(word.clause, []).append(word)
    for owed in clauses.values():
        missing = [w for w in owed if not subject.pairing.said[w.place] and w.place not in reworded]
        if missing and _frames(subject, owed, missing):
            continue
        if len(missing) * _HALF > len(owed) and (len(owed) > 1 or len(missing[0].text) > _SHORT):
            yield subject.refusal(Lock.CONTENT_LOST, " ".join(w.text for w in missing), note_place=missing[0].place)


def _frames(subject: Subject, owed: list[Word], missing: list[Word]) -> bool:
    """« délai : », « tarif proposé 7 € »: words of the trade that only name what follows, or the figure of their clause."""
    if not all(roots(w.text) & subject.meaning.administrative for w in missing):
        return False
    clause = list(subject.notes.clause(owed[0].clause))
    label = subject.notes.text[clause[-1].end :].lstrip().startswith(":")
    figures = [w for w in clause if w.figure]
    return (label and len(owed) == 1) or (bool(figures) and all(subject.pairing.said.get(w.place) for w in figures))


def _predicates(subject: Subject, free: list[Word]) -> set[int]:
    """The verb that hurried notes leave out, and that takes no side: one to a clause that says something of the notes
    (« les matchs *se jouent* à l'extérieur »), or the noun of an action on a word of theirs (« *l'arrosage* des pelouses »)."""
    found: dict[int, int] = {}
    sides = frozenset().union(*(one | other for one, other in subject.tables.opposites))
    claiming = subject.meaning.judging | subject.tables.negative_roots | (sides - subject.tables.opening)
    for word in free:
        if word.clause in found or word.text[:1].isupper() or _to_be_done(subject, word):
            continue
        if {word.folded, *roots(word.text)} & claiming:
            continue
        clause = [w for w in subject.text.clause(word.clause) if w.place != word.place]
        told = any(subject.pairing.supported.get(w.place) for w in clause)
        following = next((w.folded for w in clause if w.place == word.place + 1), "")
        opens = bool(roots(word.text) & subject.tables.opening)
        if told and (opens or is_verb(word.text) or (_ACTION.search(word.folded) and following in _OF)):
            found[word.clause] = word.place
    return set(found.values())


def _free(subject: Subject) -> list[Word]:
    """Content words of the text without support."""
    meaning, tables = subject.meaning, subject.tables
    allowed = meaning.administrative | tables.asking | tables.answering | tables.saying | subject.signed()
    denying = allowed | tables.negative_roots
    denied = {part for part in {w.part for w in subject.text.words} if subject.denied_in(part)}
    bounded = frozenset().union(*(n.words for n in tables.nuances.values())) | tables.negations | {"plus", "moins"}
    return [
        word
        for word in subject.text.content()
        if not subject.pairing.supported[word.place]
        and word.place not in subject.pairing.titled
        and word.folded not in bounded
        and (
            _gives_reason(subject, word)
            or _to_be_done(subject, word)
            or not roots(word.text) & (denying if word.part in denied else allowed)
        )
        and not _compares(subject, word)
        and not _dated(subject, word)
        and not _idiom(subject, word)
        and not _unasserted(subject, word)
    ]


def _dated(subject: Subject, word: Word) -> bool:
    """« le 2 octobre » for « 2/10 »: months are judged with the figures."""
    return word.folded in _MONTHS and any(month == word.folded for month, _, _ in months(subject.source))


def _idiom(subject: Subject, word: Word) -> bool:
    """« malgré tout », « avant toute décision », « tout de même »: nothing is said of all."""
    if word.folded not in _ALTOGETHER:
        return False
    words = subject.text.words
    before = words[word.place - 1].folded if word.place else ""
    after = [w.folded for w in words[word.place + 1 : word.place + 3]]
    return before in _IDIOM_BEFORE or (len(after) > 1 and after[0] in {"de", "du"} and after[1] in _IDIOM_AFTER)


def _unasserted(subject: Subject, word: Word) -> bool:
    """« n'est accordée », « si elle est acceptée », « la nécessité en reste à confirmer »: a consent or a need that the
    clause denies, supposes or asks, where the notes deny, suppose or ask."""
    tables, own = subject.tables, roots(word.text)
    if not own & (tables.consenting | tables.needing):
        return False
    clause = list(subject.text.clause(word.clause))
    denying = any(w.folded in tables.negations or w.folded in _NE for w in clause)
    if own & tables.consenting and denying and subject.denied_in(word.part):
        return True
    noted = [w for w in subject.notes.words if subject.pairing.shared.get((word.part, w.part))]
    supposed = any(w.folded in _IF for w in noted) or subject.asked_in(word.part)
    if supposed and clause[0].folded in _IF:
        return True
    doubted = subject.asked_in(word.part) or any(roots(w.text) & tables.confirming for w in noted)
    return doubted and any(
        roots(w.text) & tables.confirming for w in subject.text.part(word.part) if w.place > word.place
    )


def _gives_reason(subject: Subject, word: Word) -> bool:
    """« en raison de l'augmentation des coûts »: the words of a reason are those of the notes, not of the trade."""
    before = subject.text.words[max(0, word.place - _REASON) : word.place]
    words = subject.text.words
    return any(
        w.folded in _REASONS and w.part == word.part and not (w.folded == "raison" and words[w.place - 1].text == "à")
        for w in before
    )


def _to_be_done(subject: Subject, word: Word) -> bool:
    """« sont à observer »: what is to be done is what the notes say is to be done (« à faire », « avant le 20 »)."""
    before = subject.text.words[max(0, word.place - 2) : word.place]
    if not before or before[-1].text != "à" or before[-1].part != word.part or not is_infinitive(word.text):
        return False
    if roots(before[0].text) & subject.tables.governing:
        return False  # « consiste à porter »
    if word.folded in _SET_PHRASES or roots(word.text) & subject.signed() or before[0].folded in _NOTHING:
        return False
    return not any(subject.pairing.shared.get((word.part, part)) for part in _due(subject))


def _due(subject: Subject) -> set[int]:
    """The notes that set a term or a duty, or say that something is to be done."""
    words = subject.notes.words
    found = {w.part for w in words if w.folded in subject.tables.due}
    for before, word in pairwise(words):
        if before.folded == "a" and before.part == word.part and is_infinitive(word.text):
            found.add(word.part)
    return found


def _compares(subject: Subject, word: Word) -> bool:
    """« 6 730 € contre 6 200 € », « 7 voix contre 4 »: not an opinion."""
    following = subject.text.words[word.place + 1 : word.place + 1 + _NUMBERED]
    return word.folded == "contre" and any(w.figure for w in following)


def _reworded(subject: Subject, free: list[Word]) -> list[tuple[int, int]]:
    """Words of the text without support, each with the word of the notes it may stand for: one that is not said, in a
    note its sentence speaks of. A word that judges is never taken for a rewording."""
    pairs: list[tuple[int, int]] = []
    unsaid = [w for w in subject.notes.content() if not subject.pairing.said[w.place] and not _dispensable(subject, w)]
    used: set[int] = set()
    for word in free:
        counted = subject.text.words[word.place - 1].figure and word.folded in subject.tables.units
        if roots(word.text) & subject.meaning.judging or counted:
            continue
        for noted in unsaid:
            if noted.place not in used and subject.pairing.shared.get((word.part, noted.part), 0.0) > 0:
                used.add(noted.place)
                pairs.append((word.place, noted.place))
                break
    return pairs


def _dispensable(subject: Subject, word: Word) -> bool:
    tables = subject.tables
    if word.folded in tables.negations or word.folded in {"plus", "moins"}:
        return True
    after = subject.notes.words[word.place + 1 : word.place + 3]
    if word.folded in _SIGNED and len(after) > 1 and after[0].folded == "de" and after[1].figure:
        return True  # « hausse de 6 500 € » is how « + 6 500 € » was read
    if any(word.folded in n.words for n in tables.nuances.values()):
        return True
    return bool(roots(word.text) & (subject.meaning.droppable | tables.negative_roots))
