"""Lines that may head a matter: a register number, « 3. », « Point 3 », « b) », « IV – » before a title. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from secretaire.fund.cutting.body import Body


class Family(StrEnum):
    """Ways of numbering: the matters of one level of a document share one."""

    REGISTER = "numéro de registre"
    SIMPLE = "numéro"
    ROMAN = "chiffre romain"
    DOTTED = "sous-numéro"
    LETTER = "lettre"
    OBJET = "objet"


FREE = frozenset({Family.REGISTER, Family.OBJET})
"""Families whose numbers may leave others out: acts of a register were decided in other meetings."""


@dataclass(frozen=True, slots=True)
class Label:
    """A line that begins as the heading of a matter does.

    Attributes:
        start: where the line begins; `title`: where its title begins, after the label.
        order: place in its family; matters follow each other in this order.
        number: the label as a person cites it, « 2019-06-01 », « 7 », « 4-1 », « b ».
        look: how much it looks like a heading; below 0 it rather is an item of a list.
    """

    family: Family
    start: int
    title: int
    order: tuple[int, ...]
    number: str
    look: float


_PREFIX = r"\n[ \t]*(?:[•✓➢▪*·-] ?)?"
_WORD = r"(?:(?:point|question|affaire|rapport|dossier|sujet|deliberation)[ ]{0,2})?(?:n ?° ?)?"
_AFTER = r"(?P<after>[ .)\]:/°–—-]{0,6})"
_REGISTER = (
    r"(?:19|20)\d{2} ?[-./_ ] ?\d{1,2} ?[-./_ ] ?\d ?\d?(?: ?[-./_ ] ?\d ?\d?)?(?: ?(?:bis|ter|quater)|[a-h])?(?![a-z0-9])"
    r"|(?:19|20)\d{6}[ -]{0,3}\d{1,3}(?![a-z0-9])"
    r"|(?:d|del|delib|dcm|cm)?[ ._-]?(?:19|20)\d{2} ?[-/_] ?\d{1,4}(?![\d/])"
    r"|(?:d|del|delib|dcm|cm)?[ ._-]?(?!(?:19|20)\d\d)\d{1,4} ?[-/] ?(?:19|20)\d{2}(?![\d/-])"
)
_LINES = (
    (Family.REGISTER, re.compile(rf"{_PREFIX}{_WORD}(?P<number>{_REGISTER}){_AFTER}(?P<title>[^\n]*)")),
    (
        Family.DOTTED,
        re.compile(rf"{_PREFIX}(?P<parent>\d{{1,2}}) ?[-.] ?(?P<number>\d{{1,2}})(?![\d/%€]){_AFTER}(?P<title>[^\n]*)"),
    ),
    (
        Family.LETTER,
        re.compile(rf"{_PREFIX}(?:(?P<parent>\d{{1,2}}) ?[-.]? ?)?(?P<number>[a-z]) ?[.)/–-](?P<title>[^\n]*)"),
    ),
    (
        Family.ROMAN,
        re.compile(rf"{_PREFIX}(?P<number>x{{0,2}}(?:ix|iv|v?i{{0,3}})) ?[.)/:–-]{_AFTER}(?P<title>[^\n]*)"),
    ),
    (Family.OBJET, re.compile(rf"{_PREFIX}(?P<number>objet) ?: ?(?P<title>[^\n]*)")),
    (
        Family.SIMPLE,
        re.compile(
            rf"{_PREFIX}{_WORD}(?P<number>\d{{1,3}})(?!\d|[,.]\d|er\b|e\b|eme\b| ?[-.]\d{{1,2}}\b| ?[.-]? ?[a-z]\)){_AFTER}(?P<title>[^\n]*)"
        ),
    ),
)
_ROMAN_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv"
_ROMANS = {numeral: value for value, numeral in enumerate(_ROMAN_NUMERALS.split(), start=1)}

_MIN_LETTERS = 4
_MEASURED = 100
_MAX_LABELS = 20_000
_KEY_LETTERS = 18
_LIST_CHARS = 160
_PERSON = re.compile(r"\s*(?:mm?|mr|mme|mlle|mmes|monsieur|madame)\b\.?")
_FIGURE_END = re.compile(r"(?:\d[\d .]*(?:,\d+)?|€|%)[ .]*$")
_YEAR_END = re.compile(r"\b(?:19|20)\d\d[ .]*$|n ?°[^ ]{0,3} ?\d[\d/]*[ .]*$")
_SENTENCE = re.compile(r"(?:le|la|les|l.|un|une|de|des|du|d.|que|et|en|au|aux|pour|sur|par|dans|article)\b")


def labels(body: Body) -> list[Label]:
    """Every line of the document that begins as a heading, in order; a line may have one label of each family."""
    found = [label for family, pattern in _LINES for label in _apart(body, list(_of_family(body, family, pattern)))]
    # a title met twice is in the agenda or in the list of the acts as well: it is a title
    keys = Counter(_key(body, label) for label in found)
    told_twice = [
        _with_look(label, 1.2) if keys[_key(body, label)] > 1 and len(_key(body, label)) > _MIN_LETTERS else label
        for label in found
    ]
    return sorted(told_twice, key=lambda label: label.start)


def _apart(body: Body, family: list[Label]) -> Iterator[Label]:
    """The labels of a family; those that follow each other line after line are a list, an agenda, not headings."""
    listed = {
        place
        for after, (one, other) in enumerate(pairwise(family), start=1)
        if one.family not in FREE and one.order[-1] + 1 == other.order[-1] and _without_sentence(body, one, other)
        for place in (after - 1, after)
    }
    return (_with_look(label, -0.6) if place in listed else label for place, label in enumerate(family))


def _without_sentence(body: Body, one: Label, other: Label) -> bool:
    between = body.text[one.title : other.start] if other.start - one.title < _LIST_CHARS else "."
    return not between.rstrip().endswith((".", ";"))


def label_at(body: Body, start: int) -> Label | None:
    """The label of the line that begins at `start`, if it has one; the family whose numbers are the most precise."""
    line = "\n" + body.folded[start : body.line_end(start)]
    for family, pattern in _LINES:
        match = pattern.match(line)
        if match and _order(family, match) and any(map(str.isalpha, match["title"])):
            first, last = (start + place - 1 for place in match.span("number"))
            number = _number(family, body.text[first:last], match)
            return Label(family, start, start + match.start("title") - 1, _order(family, match), number, 0.0)
    return None


def _of_family(body: Body, family: Family, pattern: re.Pattern[str]) -> Iterator[Label]:
    count = 0
    for match in pattern.finditer(body.folded):
        if count == _MAX_LABELS:
            return
        order = _order(family, match)
        title = body.text[match.start("title") : match.end("title")]
        if order and sum(map(str.isalpha, title)) >= _MIN_LETTERS:
            start = match.start() + len(match[0]) - len(match[0].lstrip())  # the line break and spaces left out
            number = _number(family, body.text[slice(*match.span("number"))], match)
            yield Label(family, start, match.start("title"), order, number, _look(body, match))
            count += 1


def _order(family: Family, match: re.Match[str]) -> tuple[int, ...]:
    written = match["number"]
    match family:
        case Family.REGISTER:
            suffix = re.search(r"[a-z]+$", written)
            written = re.sub(r"^((?:19|20)\d{6})(?=\d)", r"\1 ", written)  # « 2021091307 » is « 20210913 07 »
            figures = [int(group) for group in re.findall(r"\d+", written)]
            if len(figures) == 2 and figures[1] > 1900 >= figures[0]:
                figures.reverse()  # « 12/2023 »
            return (*figures, *(ord(letter) for letter in (suffix[0] if suffix else "")))
        case Family.LETTER:
            return (ord(written) - ord("a") + 1,)
        case Family.ROMAN:
            return (_ROMANS[written],) if written in _ROMANS else ()
        case Family.OBJET:
            return (match.start(),)
        case _:
            return (int(written),)


def _number(family: Family, written: str, match: re.Match[str]) -> str:
    written = written.strip()
    if family is Family.OBJET:
        return ""
    if family is Family.REGISTER:
        return re.sub(r"\s*([-/._])\s*", r"\1", written).upper()
    parent = match.groupdict().get("parent")
    if not parent:
        return written
    return f"{parent}-{written}" if family is Family.DOTTED else f"{parent}{written}"


def _look(body: Body, match: re.Match[str]) -> float:
    """How much the line looks like a heading: capitals, white around, no sum of money at its end, no person."""
    title = body.text[match.start("title") : match.end("title")].strip()
    folded = match["title"].strip()
    look = 0.0
    if capitals(title) > 0.7:
        look += 1.0
    first = next(filter(str.isalpha, title))
    if first.islower():
        look -= 0.6 if not _SENTENCE.match(folded) else 1.2
    look += 0.4 if body.after_blank(match.start() + 1) else -0.3
    if not body.text[match.end() : match.end() + 200].partition("\n")[2].partition("\n")[0].strip():
        look += 0.2
    if _PERSON.match(folded):
        look -= 1.5
    if _FIGURE_END.search(folded) and not _YEAR_END.search(folded):
        look -= 0.8
    if match.groupdict().get("after", ".").isspace():
        look -= 0.2
    return look


def capitals(text: str) -> float:
    """The share of capitals among the first letters of a text."""
    letters = [character for character in text[:_MEASURED] if character.isalpha()]
    return sum(map(str.isupper, letters)) / len(letters) if letters else 0.0


def _key(body: Body, label: Label) -> str:
    line = body.folded[label.title : body.line_end(label.title)]
    return "".join(filter(str.isalpha, line))[:_KEY_LETTERS]


def _with_look(label: Label, bonus: float) -> Label:
    return Label(label.family, label.start, label.title, label.order, label.number, label.look + bonus)
