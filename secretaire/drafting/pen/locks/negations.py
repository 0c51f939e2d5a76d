"""Each negation of the notes is found on what it denies, and none elsewhere. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots
from secretaire.drafting.pen.tables import Tables

_REACH = 6  # words between « ne » and its « plus »
_TWICE_SAID = frozenset({"ni", "non"})
_AFTER_ANOTHER = frozenset({"aucun", "aucune", "jamais", "rien"})  # « sans aucune », « plus aucun »
_NEXT = 2  # words
_NOBODY = frozenset({"personne", "neant"})
_MORE = frozenset({"davantage", "supplementaire", "supplementaires", "augmente", "augmentation", "hausse"})
_ZEROES = frozenset({"ø"})
_NE = frozenset({"ne", "n"})
_AFTER_NE = frozenset({"plus", "point", "personne"})
_LINKING = frozenset(
    {
        "restee",
        "restees",
        "restes",
        "faute",
        "defaut",
        "sauf",
        "hors",
        "contre",
        "exception",
        "reste",
        "restant",
        "restent",
        "personne",
        "plus",
    }
)
_DETERMINERS = frozenset({"ce", "le", "un", "du", "au", "la", "une", "cette", "de"})


@dataclass(frozen=True, slots=True)
class Denial:
    """A word that denies, at a place; not `sure` when it may say something else, or denies by itself (« gratuit »).

    Attributes:
        weak: « 0 », or « plus » without « ne »: denies what it stands by, if anything.
        linking: « faute de », « sauf », that deny what follows and are not denied themselves.
        denied: places of the content words or figures it bears on, the first one first.
        clause: places of all those of its clause.
    """

    place: int
    sure: bool
    denied: tuple[int, ...]
    clause: frozenset[int]
    weak: bool = False
    linking: bool = False


def denials(reading: Reading, tables: Tables, *, by_sentence: bool) -> list[Denial]:
    """Every word that denies or may deny, in order."""
    clauses: dict[int, list[Word]] = {}
    for word in reading.words:
        clauses.setdefault(word.clause, []).append(word)
    found = []
    for word in reading.words:
        if _limits(reading, word):
            continue
        sure = _is_sure(reading, word, tables)
        if not sure and not _may_deny(reading, word, tables):
            continue
        full = [w for w in clauses[word.clause] if w.content or w.figure]
        others = [w for w in full if w.place != word.place and w.folded not in tables.negations]
        denied = _denied(reading, word, others) if sure else (word.place,)
        near = frozenset(w.place for w in (*full, *_complement(clauses, word))) | {word.place}
        if not denied or (
            not others and word.folded in _NOBODY
        ):  # « non », « mais pas nous »: of what the note or the sentences before speak of
            part = range(word.part - 1, word.part + 1) if by_sentence else (word.part,)
            near = frozenset(w.place for w in reading.words if w.part in part and (w.content or w.figure))
        weak = word.text == "0" or word.folded == "plus"
        linking = word.folded in _LINKING or _in_absence(reading, word)
        found.append(Denial(word.place, sure, denied, near, weak, linking))
    return found


def _in_absence(reading: Reading, word: Word) -> bool:
    """« n'indemnise pas en l'absence de clôture »: a circumstance, that the negation does not bear on."""
    return word.folded == "absence" and [w.folded for w in reading.words[max(0, word.place - 2) : word.place]] == [
        "en",
        "l",
    ]


def _limits(reading: Reading, word: Word) -> bool:
    """« ne dépasse pas 60 cm », « pas plus de 2 jours »: a limit, judged as one."""
    if word.folded != "pas":
        return False
    around = reading.words[max(0, word.place - 1) : word.place + 4]
    if not any(w.figure and w.place > word.place for w in around):
        return False
    before, after = around[0].folded, around[2].folded if len(around) > 2 else ""
    return before.startswith(("depass", "exced")) or after == "plus"


def _complement(clauses: dict[int, list[Word]], word: Word) -> list[Word]:
    """« ne souhaite pas *que le fils soit retenu* »."""
    after = clauses.get(word.clause + 1, [])
    if not after or after[0].folded not in {"que", "qu"} or after[0].part != word.part:
        return []
    return [w for w in after if w.content or w.figure]


def _denied(reading: Reading, word: Word, others: list[Word]) -> tuple[int, ...]:
    """The verb between « ne » and the negation, the two words after it, the one before it."""
    after = [w.place for w in others if w.place > word.place]
    before = [w.place for w in others if w.place < word.place]
    ne = next((w.place for w in reading.words[max(0, word.place - 4) : word.place] if w.folded in _NE), -1)
    verb = [p for p in before if p > ne] if ne >= 0 else []
    return tuple(dict.fromkeys((*verb, *after[:2], *before[-1:])))


def _is_sure(reading: Reading, word: Word, tables: Tables) -> bool:
    """« plus » denies after « ne », or alone before a noun; « pas », « sans », « aucun » always do."""
    if word.folded in _ZEROES:  # « Ø 110 » is a diameter
        return not any(w.figure and w.part == word.part for w in reading.words[word.place + 1 : word.place + 2])
    if word.folded in tables.negations:
        return reading.text[word.end : word.end + 1] != "-"  # « non-valeur »
    if word.folded not in _AFTER_NE:
        return False
    if word.folded != "plus" and reading.words[word.place - 1].folded in _DETERMINERS:
        return False  # « ce point », « la personne »
    before = [w for w in reading.words[max(0, word.place - _REACH) : word.place] if w.part == word.part]
    ne = [w for w in before if w.folded in _NE and reading.text[w.end : w.end + 1] != "°"]  # « n° 4 »
    if not ne or tables.negations & {w.folded for w in before}:
        return False
    # « n'est plus maintenu, plus une formation » : the first one denies
    return not any(w.folded == "plus" and w.place > ne[-1].place for w in before)


def _may_deny(reading: Reading, word: Word, tables: Tables) -> bool:
    if word.folded == "plus":  # « plus de crédit », but neither « 20 € en plus » nor « plus 20 € »
        around = reading.words[max(0, word.place - 1) : word.place + 2]
        return around[0].folded not in {"en", "de", "au", "le", "et"} and not any(
            w.figure for w in around if w.place > word.place
        )
    return (
        word.folded == "personne"
        or word.text == "0"
        or (word.content and bool((roots(word.text) | {word.folded}) & tables.negative_roots))
    )


def added(subject: Subject) -> Iterator[Refusal]:
    """A negation of the text that the notes do not have there: each of theirs answers for one."""
    noted = denials(subject.notes, subject.tables, by_sentence=False)
    written = denials(subject.text, subject.tables, by_sentence=True)
    meet = partial(_meet, subject)
    free = [n for n in noted if not any(meet(n, t) for t in written)]
    sure = [t for t in written if t.sure and not _abbreviated(subject, t) and not _again(subject.text, t, written)]
    answers = [
        [
            k
            for k, n in enumerate(noted)
            if meet(n, t) or (n in free and _reworded(subject, n, t, _first(t, subject.pairing.notes_of)))
        ]
        for t in sure
    ]
    alone = _unanswered(answers)
    for index, denial in enumerate(sure):
        if index in alone or _reversed(subject.pairing.notes_of, denial, written, noted):
            yield subject.refusal(Lock.NEGATION_ADDED, subject.text.words[denial.place].text, denial.place)


def lost(subject: Subject) -> Iterator[Refusal]:
    """A negation of the notes that the text does not have there: each of its own answers for one."""
    noted = denials(subject.notes, subject.tables, by_sentence=False)
    written = denials(subject.text, subject.tables, by_sentence=True)
    meet = partial(_meet, subject)
    free = [t for t in written if not any(meet(n, t) for n in noted)]
    sure = [n for n in noted if (n.sure or _ended(subject, n)) and not _again(subject.notes, n, noted)]
    answers = [
        [
            k
            for k, t in enumerate(written)
            if meet(n, t) or (t in free and _reworded(subject, n, t, _first(n, subject.pairing.texts_of)))
        ]
        for n in sure
    ]
    alone = _unanswered(answers)
    for index, denial in enumerate(sure):
        if index in alone or _reversed(subject.pairing.texts_of, denial, noted, written):
            yield subject.refusal(Lock.NEGATION_LOST, _around(subject.notes, denial), note_place=denial.place)


def _ended(subject: Subject, denial: Denial) -> bool:
    """« plus de papier », opening a clause, « plus réparable »: it is no more, unless the text says there is more."""
    words, word = subject.notes.words, subject.notes.words[denial.place]
    after = [w for w in words[denial.place + 1 : denial.place + 3] if w.part == word.part]
    if word.folded != "plus" or not after:
        return False
    if after[0].content:
        return True  # a comparison is « plus » in the text too
    if len(after) < _NEXT or after[0].folded not in {"de", "d"} or not after[1].content:
        return False
    before = words[denial.place - 1] if denial.place else None
    opens = before is None or before.clause != word.clause
    return opens and not any(w.folded in _MORE for w in subject.text.words)


def _again(reading: Reading, denial: Denial, everyone: list[Denial]) -> bool:
    """« ni l'un ni l'autre », « sans aucune », « non, ce n'est pas »: one negation said in two words."""
    word = reading.words[denial.place]
    earlier = [
        reading.words[d.place]
        for d in everyone
        if d.sure and d.place < denial.place and reading.words[d.place].part == word.part
    ]
    if not earlier:
        return False
    if word.folded in _TWICE_SAID or (word.folded in _AFTER_ANOTHER and word.place - earlier[-1].place <= _NEXT):
        return True
    return earlier[-1].folded == "non" and word.clause - earlier[-1].clause <= 1


def _unanswered(answers: list[list[int]]) -> set[int]:
    """Those left when each answers for one at most (largest matching, by augmenting paths)."""
    taken: dict[int, int] = {}

    def place(index: int, tried: set[int]) -> bool:
        for answer in answers[index]:
            if answer not in tried:
                tried.add(answer)
                if answer not in taken or place(taken[answer], tried):
                    taken[answer] = index
                    return True
        return False

    return {index for index in range(len(answers)) if not place(index, set())}


def _abbreviated(subject: Subject, denial: Denial) -> bool:
    """« propriétés non bâties » for « TFNB »."""
    own = roots(subject.text.words[denial.place].text)
    return any(own & subject.meaning.supports.get(w.folded, frozenset()) for w in subject.notes.words if w.content)


def _around(reading: Reading, denial: Denial) -> str:
    places = [denial.place, *denial.denied[:1]]
    return reading.text[min(reading.words[p].start for p in places) : max(reading.words[p].end for p in places)]


def _meet(subject: Subject, noted: Denial, written: Denial) -> bool:
    """Does what one denies stand in the clause of the other?"""
    said = {p for place in noted.denied or noted.clause for p in subject.pairing.texts_of(place)}
    if said & {*written.denied, *written.clause}:
        return True
    supported = {p for place in written.denied or written.clause for p in subject.pairing.notes_of(place)}
    return bool(supported & {*noted.denied, *noted.clause})


def _first(denial: Denial, across: Callable[[int], tuple[int, ...]]) -> tuple[int, ...]:
    """Where the other side says the first word denied."""
    return across(denial.denied[0]) if denial.denied else ()


def _reworded(subject: Subject, noted: Denial, written: Denial, denied: tuple[int, ...]) -> bool:
    """When what is denied is said nowhere on the other side (it was worded otherwise), may a negation that answers
    nothing else stand for it? It does in a sentence that speaks of the same things."""
    parts = subject.text.words[written.place].part, subject.notes.words[noted.place].part
    return not denied and subject.pairing.shared.get(parts, 0.0) > 0


def _reversed(
    across: Callable[[int], tuple[int, ...]], denial: Denial, ours: list[Denial], theirs: list[Denial]
) -> bool:
    """« n'est pas interdit » here, « interdit » there: a word that denies by itself is denied on one side only."""
    negative = {d.place for d in ours if not d.sure and not d.linking}
    for place in denial.denied:
        there = set(across(place)) if place in negative else set()
        if there and not any((other.sure or other.weak) and there & other.clause for other in theirs):
            return True
    return False
