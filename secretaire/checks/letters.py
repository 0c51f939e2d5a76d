"""Numbers written twice, in letters and in digits (C09)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.acts.wording import number_in_words
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded
from secretaire.checks.written import Written

_DIGITS = r"(?P<entier>\d{1,3}(?:[ .]\d{3})+|\d+)(?:,(?P<cents>\d{2}))?"
_WORDS = r"[a-z][a-z' -]{0,140}?"
# the words are looked for where they end, before or inside the bracket
_BRACKET = re.compile(rf" ?\( ?{_DIGITS} ?(?P<dedans>€|euros?)? ?\)(?P<apres> ?(?:€|euros?)\b| (?=[a-z]{{3}}))?")
_BEFORE = re.compile(r"(?P<mots>[a-z' -]{2,140}?)(?P<unite> euros?(?: et (?P<mots_cents>[a-z -]{2,30}?) centimes?)?)?$")
_REVERSED = re.compile(
    rf"(?<![\d,.]){_DIGITS} ?(?:€|euros?) ?\( ?(?P<mots>{_WORDS}) euros?(?: et (?P<mots_cents>[a-z -]{{2,30}}?) centimes?)? ?\)"
)
_NUMBER_WORDS = frozenset(
    [
        "un",
        "une",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "vingt",
        "vingts",
        "trente",
        "quarante",
        "cinquante",
        "soixante",
        "cent",
        "cents",
        "mille",
        "million",
        "millions",
    ]
)


def numbers_in_letters(written: Written) -> Iterator[Finding]:
    """« deux mille euros (2 500 €) », « 2 500 € (deux mille euros) », « trois (4) ans »."""
    for m in _BRACKET.finditer(written.plain):
        line = written.plain.rfind("\n", 0, m.start()) + 1
        before = _BEFORE.search(written.plain, max(line, m.start() - 140), m.start())
        if before is None or not (m["dedans"] or m["apres"]):
            continue
        spoken = _spoken(before["mots"])
        if spoken and not _says(spoken, before["mots_cents"], m):
            start = before.end("mots") - len(_tail(before["mots"], len(spoken)))
            yield _wrong(
                written, start, m.end() if m["apres"] and m["apres"].strip() else m.end() - len(m["apres"] or ""), m
            )
    for m in _REVERSED.finditer(written.plain):
        spoken = _spoken(m["mots"])
        if spoken and not _says(spoken, m["mots_cents"], m):
            yield _wrong(written, m.start(), m.end(), m)


def _says(spoken: list[str], cents: str | None, digits: re.Match[str]) -> bool:
    return _same(spoken, _value(digits)) and _same_cents(cents, digits["cents"])


def _value(digits: re.Match[str]) -> int:
    return int(re.sub(r"[ .]", "", digits["entier"]))


def _wrong(written: Written, start: int, end: int, digits: re.Match[str]) -> Finding:
    said = digits["entier"] + (f",{digits['cents']}" if digits["cents"] else "")
    words = _in_words(_value(digits), digits["cents"])
    message = f"Le nombre en lettres ne dit pas {said} : ce nombre s'écrit « {words} »."
    return written.finding(start, end, "LETTRES_CHIFFRES", Gravite.ALERTE, message, "pratique")


def _in_words(value: int, cents: str | None) -> str:
    words = number_in_words(value)
    return f"{words} et {number_in_words(int(cents))} centimes" if cents and int(cents) else words


def _tail(words: str, count: int) -> str:
    """The last words of a text, as they are written."""
    pieces = list(re.finditer(r"[a-z]+", words))
    return words[pieces[-count].start() :]


def _spoken(words: str) -> list[str]:
    """The number words that end a text; « et » only between two of them."""
    pieces = re.findall(r"[a-z]+", words)
    spoken: list[str] = []
    while pieces and (pieces[-1] in _NUMBER_WORDS or (pieces[-1] == "et" and spoken)):
        spoken.insert(0, pieces.pop())
    while spoken and spoken[0] == "et":
        spoken.pop(0)
    return spoken


def _same(spoken: list[str], value: int) -> bool:
    expected = re.findall(r"[a-z]+", folded(number_in_words(value)))
    return [_bare(w) for w in spoken] == [_bare(w) for w in expected]


def _same_cents(words: str | None, digits: str | None) -> bool:
    """Cents left out of the words are not a contradiction."""
    if words is None or digits is None:
        return words is None or digits is not None
    return _same(_spoken(words), int(digits))


def _bare(word: str) -> str:
    """Agreement is not arithmetic: « cents », « vingts », « millions », « une »."""
    return {"cents": "cent", "vingts": "vingt", "millions": "million", "une": "un"}.get(word, word)
