"""The guides: written once in Markdown (`resources/aide`), read as they are, and found by the words people ask with."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from secretaire.desk.resources import resources
from secretaire.fund.finding.analyzer import terms

PAGES = (
    "premiers-pas",
    "accueil",
    "rediger",
    "actes",
    "seances",
    "fonds",
    "reglages",
    "que-faire",
    "raccourcis",
    "guide-maire",
    "faq",
    "guide-installateur",
)
"""The pages in the order of the contents."""

_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_ASKED = re.compile(r"<!-- on demande : (.*?) -->", re.DOTALL)
"""Words people ask with and a page does not use: looked for, never shown."""
_ASKING = frozenset({"faire", "fais", "fait", "faut", "dois", "puis"})
"""Words of every question."""
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_HEADING, _ASKED_WORDS, _TITLE, _TEXT = 4.0, 3.0, 1.5, 1.0
_BEGINNING, _SLIP = 0.7, 0.5
_NEAR = 0.75  # share of the letters in place from which a word is a slip of the finger
_FAR_BEHIND = 0.35  # of the best answer: under it, an answer is a distraction
_MOST = 12


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: what stands under a heading; `anchor` is empty for what comes before the first."""

    page: str
    page_title: str
    heading: str
    anchor: str
    text: str
    asked: str

    @property
    def target(self) -> str:
        """Where it is: « seances#avant »."""
        return f"{self.page}#{self.anchor}" if self.anchor else self.page


@dataclass(frozen=True, slots=True)
class Page:
    """A guide or a page of one."""

    name: str
    title: str
    under: str
    sections: tuple[Section, ...]


def folder() -> Path:
    """Where the pages and their pictures are."""
    return resources() / "aide"


def markdown(name: str) -> str:
    """The text of a page, as it is shown."""
    return _COMMENT.sub("", _written(name))


def anchor(heading: str) -> str:
    """The name of a heading in a link: « Avant la séance » → « avant-la-séance »."""
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", heading.strip().lower()))


@lru_cache(maxsize=1)
def pages() -> tuple[Page, ...]:
    """Every page, read once."""
    return tuple(_page(name) for name in PAGES)


def search(words: str) -> tuple[Section, ...]:
    """The sections that answer these words, best first; accents, plurals and a slip of the finger do not count."""
    asked = [term.stem for term in terms(words) if term.word not in _ASKING]
    if not asked:
        return ()
    index = _index()
    scores: Counter[int] = Counter()
    for stem in dict.fromkeys(asked):
        for place, strength in index.found(stem).items():
            scores[place] += strength  # type: ignore[assignment]
    if not scores:
        return ()
    best = max(scores.values())
    ranked = sorted(scores, key=lambda place: (-scores[place], place))
    return tuple(index.sections[place] for place in ranked if scores[place] >= _FAR_BEHIND * best)[:_MOST]


class _Index:
    """For each stem, the sections that say it, and how strongly."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self.sections = sections
        self._said: dict[str, dict[int, float]] = {}
        for place, section in enumerate(sections):
            self._take(place, section.heading, _HEADING)
            self._take(place, section.asked, _ASKED_WORDS)
            self._take(place, section.page_title, _TITLE)
            self._take(place, section.text, _TEXT)

    def found(self, stem: str) -> dict[int, float]:
        """The sections that say it, or what begins so, or what is nearest to it."""
        if stem in self._said:
            return self._weighed(stem, 1)
        beginning = [said for said in self._said if said.startswith(stem)] if len(stem) > 2 else []
        if beginning:
            strongest: dict[int, float] = {}
            for said in beginning:
                for place, strength in self._weighed(said, _BEGINNING).items():
                    strongest[place] = max(strength, strongest.get(place, 0))
            return strongest
        near = process.extractOne(stem, self._said.keys(), scorer=OSA.normalized_similarity, score_cutoff=_NEAR)
        return self._weighed(near[0], _SLIP) if near else {}

    def _take(self, place: int, text: str, strength: float) -> None:
        for stem, number in Counter(term.stem for term in terms(text)).items():
            told = self._said.setdefault(stem, {})
            told[place] = told.get(place, 0) + strength * number / (number + 1)

    def _weighed(self, stem: str, share: float) -> dict[int, float]:
        told = self._said[stem]
        rarity = math.log(1 + len(self.sections) / len(told))
        return {place: strength * rarity * share for place, strength in told.items()}


@lru_cache(maxsize=1)
def _index() -> _Index:
    return _Index(tuple(section for page in pages() for section in page.sections))


def _written(name: str) -> str:
    return (folder() / f"{name}.md").read_text(encoding="utf-8")


def _page(name: str) -> Page:
    text = _written(name)
    head, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    title, _, introduction = head.partition("\n")
    title = title.removeprefix("# ").strip()
    under = next(iter(_plain(introduction).splitlines()), "").strip("*")
    return Page(name, title, under, tuple(_sections(name, title, introduction, parts)))


def _sections(name: str, title: str, introduction: str, parts: list[str]) -> Iterator[Section]:
    yield Section(name, title, title, "", _plain(introduction), _asked(introduction))
    for part in parts:
        heading, _, text = part.partition("\n")
        yield Section(name, title, heading.strip(), anchor(heading), _plain(text), _asked(text))


def _asked(text: str) -> str:
    return " ".join(_ASKED.findall(text))


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", _COMMENT.sub("", text)).replace("**", "").replace("`", "").strip()
