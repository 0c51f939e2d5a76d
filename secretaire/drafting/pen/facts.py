"""The lock of a request: which facts its text may hold, each from the notes. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from secretaire.acts.wording import MONTHS
from secretaire.drafting.engine.fact_lock import Fact, FactLock
from secretaire.drafting.folding import WORD, fold
from secretaire.drafting.pen.literals import FIGURE, literals, plain_spaces
from secretaire.drafting.pen.tasks import Facts, Form

_TAX = re.compile(r" ?(HT|TTC)\b")
_OFTEN = 3  # a chosen fact may come back: the same price in two sentences of an answer
_ALWAYS = ("Monsieur", "Madame", "Messieurs", "Mesdames", "Considérant", "État", "Région", "Département", "Conseil")
_FACT_WORDS = frozenset(
    fold(word)
    for word in (
        *MONTHS,
        *"""lundi mardi mercredi jeudi vendredi samedi dimanche
        deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante
        soixante cent cents mille million millions milliard demi moitié tiers quart dizaine douzaine quinzaine vingtaine
        trentaine cinquantaine centaine millier double triple""".split(),  # noqa: SIM905 - words read better as words
    )
)


def lock_of(form: Form, objet: str, lines: Sequence[str], words: Iterable[str] = ()) -> FactLock:
    """What a text written from these readable lines may hold; the subject of the act gives facts that are not owed.

    Args:
        words: the common words it may be written with; any, when there are none.
    """
    owed = Counter(fact for line in lines for fact in _facts(line))
    known = Counter(fact for fact in _facts(objet) if fact not in owed)
    source = " ".join([*lines, objet])
    most = 1 if form.faits is Facts.ALL else _OFTEN
    return FactLock(
        facts=(
            *(
                Fact(figure=f, before=b, after=a, owed=n if form.faits is Facts.ALL else 0, most=n * most)
                for (b, f, a), n in owed.items()
            ),
            *(Fact(figure=f, before=b, after=a, owed=0, most=1) for b, f, a in known),
        ),
        names=tuple(sorted({*_names(source), *_ALWAYS})),
        words=tuple(sorted(words)),
        guarded=tuple(sorted(_FACT_WORDS - {fold(word) for word in WORD.findall(source)})),
        signs="".join(
            sorted({c for c in source if not c.isalnum() and not c.isspace()} | {c for c in source if c in "²³"})
        ),
        ending=form.derniere_fin,
    )


def _facts(line: str) -> Iterator[tuple[str, str, str]]:
    """What stands before each figure, the figure, what follows it and cannot be left out."""
    plain = plain_spaces(line)
    position = 0
    for fact in literals(plain):
        for figure in FIGURE.finditer(plain[position : fact.start]):
            yield _attached(plain, position + figure.start()), figure.group(), ""
        position = fact.end
        first = re.search(r"\d", fact.text)
        if first is None:
            continue
        digits = next(FIGURE.finditer(fact.text))
        after = fact.text[digits.end() :]
        tax = _TAX.match(plain, fact.end) if "€" in after else None
        before = fact.text[: digits.start()].split()[-1:] or [_attached(plain, fact.start)]
        yield before[0], digits.group(), after + (f" {tax[1]}" if tax else "")
    for figure in FIGURE.finditer(plain[position:]):
        yield _attached(plain, position + figure.start()), figure.group(), ""


def _attached(text: str, start: int) -> str:
    """The letters a figure is stuck to: « CM2 », « R+1 »."""
    match = re.search(r"[^\W\d_]+\+?$", text[:start])
    return match.group() if match else ""


def _names(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        if word[0].isupper():
            yield word
