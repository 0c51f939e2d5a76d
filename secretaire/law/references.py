"""Find the legal references of a text: « article L. 2121-29 du CGCT », « loi n° 2015-991 du 7 août 2015 »…"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from secretaire.acts import wording
from secretaire.law.codes import ABBREVIATIONS, ALIASES, CODES, DATED_LAWS, NAMED_LAWS, code_name

_SPACE = r"[ \t\u00a0\u202f\u2009]"
_SUFFIX = r"bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies"
# a letter may follow (« 1639 A bis »), but I, V and X are Roman numbers of a paragraph
_TAIL = rf"(?:-[A-Z](?![a-zéè]))?(?:{_SPACE}(?:{_SUFFIX})\b)?(?:{_SPACE}[A-HJ-UWYZ]\b(?![.'’]|{_SPACE}*\d))?(?:{_SPACE}(?:{_SUFFIX})\b)?"
# a space beside a hyphen comes from the end of a line, or from the reading of a PDF
_CODIFIED = rf"(?P<part>L\.?{_SPACE}?O\.?|[LRDA]\.?|[lrd]\.?(?={_SPACE}?\d{{3}}))\*?\.?{_SPACE}*\*?(?P<number>(?:\d{{3,4}}{_SPACE}[-‑–]{_SPACE}(?=\d))?\d+(?:(?:{_SPACE}-|-{_SPACE}|[-‑–.])\d+)*{_TAIL})"
_BARE = rf"(?P<bare>\d+(?:er(?![a-z])|(?:-\d+)*{_TAIL}))"
_ITEM = re.compile(rf"(?:{_CODIFIED}|{_BARE})")
# what qualifies the number just read: « (4°) », « , 1° », « , I, », « premier alinéa »
_DETAIL = rf"(?>{_SPACE}?,?{_SPACE}?(?:\([^()\n]{{1,40}}\)|[IVX]{{1,5}}\b(?!-)|(?:[-–]{_SPACE})?\d{{1,2}}°(?:{_SPACE}?al(?:inéas?|\.))?|alinéas?{_SPACE}\d+|(?:\d{{1,2}}(?:er|e|ème)|premier|deuxième|dernier){_SPACE}alinéa))"
# between two numbers of one list: « , », « et », « à », « ou »
_GLUE = re.compile(
    rf"{_DETAIL}{{0,4}}+{_SPACE}{{0,2}}(?:,{_SPACE}{{0,2}}(?:et{_SPACE})?|;{_SPACE}{{0,2}}|(?:et|à|ou){_SPACE}+|/{_SPACE}{{0,2}})"
    rf"(?:(?:de{_SPACE})?l['’]articles?{_SPACE}+|(?:[Aa]rt(?:icle)?s?\.?{_SPACE}+))?"
)
_TO = re.compile(r"\bà\b")
_AND_FOLLOWING = re.compile(
    rf"{_DETAIL}{{0,4}}+{_SPACE}{{0,2}},?{_SPACE}?(?:et{_SPACE}+(?:les{_SPACE}+)?s(?:uivante?s?\b|s?\.)|à{_SPACE}+\d)"
)
# a list begins with the word « article », or with a codified number; alone, that number needs its hyphen:
# « L. 2121-29 », never « D 12 » nor « A 4 »
_OPENING = re.compile(
    rf"(?P<cue>\b(?:[Aa]rt(?:icle)?s?|ART(?:ICLE)?S?)\b\.?{_SPACE}*(?=[LRDA\d]|[lrd]\.?{_SPACE}?\d{{3}}))"
    # « L. 181-1 du code des communes et 88 de la loi »
    rf"|(?P<after>\bet{_SPACE}+(?=\d{{1,3}}(?:-\d+)*{_SPACE}+(?:de{_SPACE}+la{_SPACE}+loi|du{_SPACE}+d[ée]cret)\b))"
    rf"|(?<![\w.])(?:L\.?{_SPACE}?O\.?|[LRD]\.?)\*?{_SPACE}*\*?\d+-\d+"
)
_MONTHS = "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
_DATED = rf"du{_SPACE}+(?P<{{0}}>\d{{{{1,2}}}}(?:er)?{_SPACE}+(?:{_MONTHS}){_SPACE}+\d{{{{4}}}})"
_HYPHEN = rf"{_SPACE}?[-‑–.]{_SPACE}?"
_TEXT = re.compile(
    rf"\b(?P<nature>lois?|d[ée]crets?|ordonnances?)\b(?:{_SPACE}+(?:organique|constitutionnelle|modifiée?|en{_SPACE}+conseil{_SPACE}+d['’][ée]tat))*"
    rf"(?:{_SPACE}*(?:du{_SPACE}+)?(?:n[°ºo]s?\.?|N°)?{_SPACE}*(?P<number>\d{{2,4}}{_HYPHEN}\d{{1,5}})\b"
    rf"(?:{_SPACE}*,?{_SPACE}*(?:modifiée?{_SPACE}+)?{_DATED.format('day')})?"
    # without a number: « la loi du 5 avril 1884 », « la loi d'orientation des mobilités du 24 décembre 2019 »
    rf"|{_SPACE}+(?:modifiée?{_SPACE}+)?(?:(?:d['’]|de{_SPACE}|relative{_SPACE}|pour{_SPACE})(?:(?!\b(?:lois?|d[ée]crets?|articles?|code)\b)[^.,;:\n0-9]){{0,60}})?{_DATED.format('only_day')})",
    re.IGNORECASE,
)
_SAME_CODE = re.compile(
    rf"\b(?:du|le|ce|au){_SPACE}+(?:même{_SPACE}+|dit{_SPACE}+)?code(?:{_SPACE}+précité)?\b|\bdudit{_SPACE}+code\b",
    re.IGNORECASE,
)
_SAME_TEXT = re.compile(
    rf"\bde{_SPACE}+(?:la{_SPACE}+même{_SPACE}+loi|ladite{_SPACE}+loi|cette{_SPACE}+loi)\b|\bdu{_SPACE}+même{_SPACE}+(?:décret|texte)\b",
    re.IGNORECASE,
)
# from a list of articles to the text that holds them: a few words at most
_TO_CODE = re.compile(
    rf"{_DETAIL}{{0,4}}+(?>{_SPACE}?(?:,|et|ou|à){_SPACE}?\d{{1,3}}(?![\d-])){{0,6}}+"  # « L. 2213-1, 2 et 6 »: not said of what
    rf"(?>{_SPACE}?,?{_SPACE}?(?:et{_SPACE}(?:les{_SPACE})?s(?:uivante?s?\b|s?\.)|modifiés?|susvisés?|précités?|,)){{0,3}}+{_SPACE}?,?{_SPACE}?"
    rf"(?:(?:du|de{_SPACE}la|de{_SPACE}l['’]|de|issus?{_SPACE}du|dudit|-|–){_SPACE}{{0,2}})?"
)
_TO_CODE_LENGTH = 100
_OF_ANOTHER = re.compile(rf"{_SPACE}?(?:de|du|des)\b|{_SPACE}?d['’]")


_NEW_PARAGRAPH = re.compile(r"[-–•*✓]|(?:vu|consid[ée]rant|article|apr[èe]s|sur|objet)\b", re.IGNORECASE)


class Extent(StrEnum):
    """What an article of a list stands for."""

    ALONE = "seul"
    RANGE = "plage"  # one end of « L. 2212-1 à L. 2212-5-1 »: it speaks for those between
    FOLLOWING = "suivants"  # « L. 2122-18 et suivants »


@dataclass(frozen=True, slots=True)
class Reference:
    """A legal reference found at characters [start, end): an article, or a whole law, decree or ordinance.

    Attributes:
        code: key of the code (« CGCT »), or « loi n° 84-53 »; empty when the text does not say which code.
        article: « L. 2121-29 », « 432-12 » (codes), « art. 3-1 » (laws); empty for a whole text.
        whole: the characters of « article … du code … » when this article is the only one cited there.
        extent: whether it stands for itself alone, or for those after it too.
    """

    start: int
    end: int
    code: str
    article: str
    whole: tuple[int, int] | None = None
    extent: Extent = Extent.ALONE


@dataclass(frozen=True, slots=True)
class _Source:
    """A code or a text named at characters [start, end)."""

    start: int
    end: int
    key: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """One list of articles: its first character (the word « article ») and its items."""

    start: int
    cued: bool
    items: tuple[re.Match[str], ...]

    @property
    def end(self) -> int:
        return self.items[-1].end()


def normal_article(text: str) -> str:
    """The normal form of an article number: « L2121-29 » → « L. 2121-29 », « R*421-1 » → « R. 421-1 ».

    A number without its part of the code stays bare (« 1650 », « 1er » becomes « 1 »).
    """
    found = _ITEM.fullmatch(text.strip())
    return _normal(found) if found else " ".join(text.split())


def named(reference: Reference) -> str:
    """A reference as the beginning of a sentence names it, « L'article L. 2121-29 du code général… »."""
    if not reference.article:
        return wording.upper_first(reference.code)
    number = reference.article.removeprefix("art. ")
    if not reference.code:
        return f"L'article {number}"
    name = code_name(reference.code)
    link = "de la " if name.startswith("loi") else "de l'" if name.startswith("ordonnance") else "du "
    return f"L'article {number} {link}{name}"


def find_references(text: str) -> tuple[Reference, ...]:
    """Every reference of a text, in reading order.

    The code of an article is the one named right after its list (« … du CGCT »), else the last one named
    before it on the same line (« Vu le code …, notamment son article … »), else « le même code », else unknown.
    """
    references: list[Reference] = []
    known_code = ""
    position = 0
    for line in _unwrapped(text).split("\n"):
        found, known_code = _line_references(line, known_code)
        references.extend(_shifted(reference, position) for reference in found)
        position += len(line) + 1
    return tuple(references)


def _unwrapped(text: str) -> str:
    """The text with the line breaks of a page made spaces, those between paragraphs kept; same length."""
    lines = text.split("\n")
    pieces = [lines[0]]
    for before, after in pairwise(lines):
        pieces += [" " if _goes_on(before.rstrip(), after.lstrip()) else "\n", after]
    return "".join(pieces)


def _goes_on(before: str, after: str) -> bool:
    """Is it one sentence cut by the edge of the page? After a comma, a capital begins another visa."""
    if not before or not after or before[-1] in ".;:!?" or _NEW_PARAGRAPH.match(after):
        return False
    return before[-1] != "," or not after[0].isupper()


def _shifted(reference: Reference, by: int) -> Reference:
    whole = (reference.whole[0] + by, reference.whole[1] + by) if reference.whole else None
    return replace(reference, start=reference.start + by, end=reference.end + by, whole=whole)


@lru_cache(maxsize=4096)  # the same lines are read by several checks, and again while a person types
def _line_references(line: str, known_code: str) -> tuple[tuple[Reference, ...], str]:
    """References of one line; `known_code` is the last code named in the lines before, for « le même code »."""
    sources = sorted(_sources(line, known_code), key=lambda s: s.start)
    starts = [source.start for source in sources]
    references: list[Reference] = []
    for group in _groups(line, sources):
        at = bisect_left(starts, group.end)
        after = sources[at] if at < len(sources) else None
        source: _Source | None = None
        whole: tuple[int, int] | None = None
        if after and after.start - group.end <= _TO_CODE_LENGTH and _TO_CODE.fullmatch(line, group.end, after.start):
            source = after
            if len(group.items) == 1 and group.cued:
                whole = (group.start, after.end)
        else:
            source = next((s for s in reversed(sources) if s.end <= group.start), None)
        bare = all(item["bare"] for item in group.items)
        if source is None and bare:
            continue  # « article 2 » of the act itself
        if bare and source is not after and _OF_ANOTHER.match(line, group.end):
            continue  # « article 5 de l'arrêté préfectoral »
        for item, extent in zip(group.items, _extents(line, group), strict=True):
            article = _normal(item)
            holder = source
            if item["part"] and source is not None and not source.is_code:  # « L. 1612-25 » is of no law
                holder = next((s for s in reversed(sources) if s.is_code and s.end <= group.start), None)
            if holder is not None and not holder.is_code:
                article = f"art. {article}"
            key = holder.key if holder else ""
            references.append(Reference(item.start(), item.end(), key, article, whole, extent))
    references.extend(Reference(s.start, s.end, s.key, "") for s in sources if not s.is_code)
    references.sort(key=lambda r: r.start)
    codes = [s.key for s in sources if s.is_code and s.key]
    return tuple(references), codes[-1] if codes else known_code


def _groups(line: str, sources: list[_Source]) -> Iterator[_Group]:
    """The lists of articles of a line, outside the names of laws and codes."""
    position = 0
    while position < len(line):
        opening = _OPENING.search(line, position)
        if opening is None:
            return
        start, cued = opening.start(), opening["cue"] is not None
        at = opening.end() if cued or opening["after"] else start
        items = tuple(_items(line, at))
        if not items or any(s.start <= items[0].start() < s.end for s in sources):
            position = max(at, start + 1)
            continue
        yield _Group(start, cued, items)
        position = items[-1].end()


def _extents(line: str, group: _Group) -> Iterator[Extent]:
    """What each item of a list stands for, by the words around it."""
    to_next = [_TO.search(line, one.end(), other.start()) is not None for one, other in pairwise(group.items)]
    for from_last, to_following, item in zip([False, *to_next], [*to_next, False], group.items, strict=True):
        if from_last or to_following:
            yield Extent.RANGE
        else:
            yield Extent.FOLLOWING if _AND_FOLLOWING.match(line, item.end()) else Extent.ALONE


def _items(line: str, position: int) -> Iterator[re.Match[str]]:
    item = _ITEM.match(line, position)
    while item:
        yield item
        glue = _GLUE.match(line, item.end())
        if not glue:
            return
        following = _ITEM.match(line, glue.end())
        # after « L. 2121-29 et », a bare number is another thing: « 15 jours »
        if (
            following is None
            or (item["part"] and following["bare"])
            or (following["bare"] and _is_quantity(line, following))
        ):
            return
        item = following


def _is_quantity(line: str, item: re.Match[str]) -> bool:
    return (
        re.match(rf"{_SPACE}*(?:€|%|°|euros?|jours?|mois|ans?|heures?|h\b|{_MONTHS})", line[item.end() :]) is not None
    )


def _sources(line: str, known_code: str) -> Iterator[_Source]:
    codes = [_Source(m.start(), m.end(), _key_of(m.group()), True) for m in _code_pattern().finditer(line)]
    yield from codes
    texts = [_Source(m.start(), m.end(), _text_key(m, line), False) for m in _TEXT.finditer(line)]
    yield from texts
    for m in _named_laws().finditer(line):
        yield _Source(m.start(), m.end(), _named_law(m["name"]), False)
    for same in _SAME_CODE.finditer(line):
        if any(c.start < same.end() and same.start() < c.end for c in codes):
            continue  # « du code » is the beginning of « du code de l'urbanisme »
        before = [c.key for c in codes if c.end <= same.start()]
        start = same.start()
        yield _Source(start, same.end(), before[-1] if before else known_code, True)
    for same in _SAME_TEXT.finditer(line):
        before = [t.key for t in texts if t.end <= same.start()]
        if before:
            yield _Source(same.start(), same.end(), before[-1], False)


def _normal(item: re.Match[str]) -> str:
    if item["bare"]:
        return re.sub(r"er$", "", _spaced(item["bare"]))
    part = re.sub(r"[^A-Z]", "", item["part"].upper())
    number = re.sub(rf"{_SPACE}?[-‑–.]{_SPACE}?", "-", item["number"])
    return f"{part}. {_spaced(number)}"


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _text_key(found: re.Match[str], line: str) -> str:
    nature = found["nature"].lower().rstrip("s").replace("decret", "décret")
    if found["number"]:
        return f"{nature} n° {re.sub(_HYPHEN, '-', found['number'])}"
    day = _spaced(found["only_day"]).lower().replace("fevrier", "février").replace("aout", "août")
    day = day.replace("decembre", "décembre")
    known = next((law for law in DATED_LAWS if law.day == day), None)
    if nature == "loi" and known and re.search(known.title, line[found.end() :], re.IGNORECASE):
        return known.key
    return f"{nature} du {day}"


@lru_cache(maxsize=1)
def _named_laws() -> re.Pattern[str]:
    """« loi NOTRe », « loi dite « ALUR » », « loi 3DS »."""
    names = "|".join(_written(name) for name in NAMED_LAWS)
    return re.compile(rf"\bloi{_SPACE}+(?:dite?{_SPACE}+)?[«\"“]?{_SPACE}?(?P<name>{names})\b", re.IGNORECASE)


def _named_law(written: str) -> str:
    return next(key for name, key in NAMED_LAWS.items() if re.fullmatch(_written(name), written, re.IGNORECASE))


_UNKNOWN_CODE = r"code{s}+(?:g[ée]n[ée]ral{s}+)?(?:des?{s}+(?:la{s}+|l['’])?|du{s}+|d['’])[a-zéèêàôîç]{{4,}}"


# the CGCT is the code that acts cite most, and misspell most: « code général des collectivtés territoriales »
_MISSPELT = rf"code{_SPACE}+g[ée]n[ée]rale?{_SPACE}+des?{_SPACE}+collec[a-zéè]{{2,10}}{_SPACE}?[a-zéè]{{0,7}}{_SPACE}+(?:territorial|local)[a-z]*"


@lru_cache(maxsize=1)
def _code_pattern() -> re.Pattern[str]:
    """Every known name of a code, the longest first; then any « code de … », whose key is empty."""
    names = sorted([*CODES.values(), *ALIASES], key=len, reverse=True)
    written = [_written(name) for name in names]
    abbreviations = "|".join(r"\.?".join(key) + r"\.?" for key in ABBREVIATIONS)
    unknown = _UNKNOWN_CODE.format(s=_SPACE)
    return re.compile(rf"\b(?:(?i:{'|'.join(written)})(?!\w)|(?:{abbreviations})(?!\w)|(?i:{_MISSPELT}|{unknown}))")


def _written(name: str) -> str:
    """A pattern for a name: any space, any apostrophe, accents and plurals optional."""
    folded = {"é": "[ée]", "è": "[èe]", "ê": "[êe]", "'": "['’]", " ": rf"{_SPACE}+", "É": "[ÉEée]"}
    pattern = "".join(folded.get(c, re.escape(c)) for c in name)
    return re.sub(r"(?<=[a-zé\]]{2})s(?=\[ |$)", "s?", pattern)


@lru_cache(maxsize=256)
def _key_of(written: str) -> str:
    if (letters := written.replace(".", "")) in ABBREVIATIONS:
        return ALIASES.get(letters, letters)
    for key, name in CODES.items():
        if re.fullmatch(_written(name), written, re.IGNORECASE):
            return key
    for name, key in ALIASES.items():
        if re.fullmatch(_written(name), written, re.IGNORECASE):
            return key
    return "CGCT" if re.fullmatch(_MISSPELT, written, re.IGNORECASE) else ""
