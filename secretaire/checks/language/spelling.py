"""Words that are not French, when what was meant is near: a name, an acronym, a figure or a trade word is no mistake."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from secretaire.checks.finding import Finding, Gravite


class Lexicon(Protocol):
    """Which words exist."""

    def knows(self, word: str) -> bool:
        """Is this form, with its capitals and its apostrophe, French or a word of the trade?"""

    def near(self, word: str) -> tuple[str, ...]:
        """The known words one slip of the hand away, those that differ by an accent alone first."""


class _Everything:
    """Knows every word: nothing is said."""

    def knows(self, _word: str) -> bool:
        return True

    def near(self, _word: str) -> tuple[str, ...]:
        return ()


NO_LEXICON: Lexicon = _Everything()

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_ELIDED = re.compile(r"(?i)^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]")
_STUCK = re.compile(r"[\w@/\\.&+°_'’\-]")  # beside a word: part of an address, a code, a word cut by the page
_SHORTEST = 4
_SHORTEST_CAPITALISED = 6
_USUAL = 3  # written as often, a word is one of the commune's own


def spelling(text: str, lexicon: Lexicon) -> Iterator[Finding]:
    """Unknown words with a known one beside them; the first place of each."""
    seen: set[str] = set()
    words = [found for found in _WORD.finditer(text) if _judged(text, found)]
    times = Counter(_bare(found.group()) for found in words)
    for found in words:
        word = found.group()
        bare = _bare(word)
        if bare in seen or lexicon.knows(word.replace("’", "'")) or lexicon.knows(bare):
            continue
        seen.add(bare)
        capitalised = bare[0].isupper()
        if _cut_by_the_page(text, found, lexicon):
            continue
        near = lexicon.near(bare.lower() if capitalised else bare)
        same_letters = [other for other in near if _plain(other) == _plain(bare)]
        if capitalised or times[bare] >= _USUAL:
            near = tuple(same_letters)  # a name, a place, a word of the commune: only an accent can be missing
        if not near or (capitalised and same_letters[0][1:] == bare[1:]):  # « Etat »: a capital may go without accent
            continue
        certain = same_letters or near
        meant = certain[0].capitalize() if capitalised else certain[0]
        choices = " ou ".join(f"« {other} »" for other in ([meant] if same_letters else near[:3]))
        start = found.end() - len(bare)
        yield Finding(
            "ORTHOGRAPHE",
            Gravite.ALERTE,
            f"Orthographe à vérifier : « {bare} ». Peut-être {choices}.",
            bare,
            start,
            found.end(),
            proposition=meant if len(certain) == 1 else "",
        )


def _judged(text: str, found: re.Match[str]) -> bool:
    """Leave out capitals, names, and what touches something else."""
    word = found.group()
    bare = _bare(word)
    if len(bare) < _SHORTEST or not bare[1:].islower():
        return False
    before, after = text[max(0, found.start() - 40) : found.start()], text[found.end() : found.end() + 2]
    if before and _STUCK.match(before[-1]):
        return False
    if after and (after[0] in "@/\\&_°-" or (after[0] in ".'’" and after[1:].isalnum())):
        return False
    if bare[0].islower():
        return not re.search(r"-\s*$", before[-3:])
    # a capital begins a name, unless it begins a line of text that goes on in small letters
    starts = bare == word and re.search(r"(?:^|\n)[ \t\-–•*]*$", before) is not None
    goes_on = re.match(r"[ \u00a0][a-zà-ÿ]{2,}[ '’]", text[found.end() : found.end() + 30]) is not None
    return len(bare) >= _SHORTEST_CAPITALISED and starts and goes_on


def _cut_by_the_page(text: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """A file may put a space inside a word: « débroussai llage »."""
    after = re.match(r"[ \u00a0]([a-zà-ÿœ]+)", text[found.end() : found.end() + 20])
    before = re.search(r"([a-zà-ÿœ]+)[ \u00a0]$", text[max(0, found.start() - 20) : found.start()])
    word = found.group()
    joined = [*([word + after[1]] if after else ()), *([before[1] + word] if before else ())]
    return any(len(made) > _SHORTEST and lexicon.knows(_bare(made)) for made in joined) or (
        text[found.end() : found.end() + 1] == "." and len(word) < _SHORTEST_CAPITALISED + 1
    )


def _bare(word: str) -> str:
    return _ELIDED.sub("", word)


def _plain(word: str) -> str:
    return word.lower().translate(_ACCENTS).replace("œ", "oe").replace("æ", "ae")


_ACCENTS = str.maketrans("àâäéèêëîïôöùûüÿç", "aaaeeeeiioouuuyc")
