"""The words of French and of the trade, for the spelling of an act; hunspell reads the dictionary once, at first need."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from hunspell import Hunspell

from secretaire.desk.resources import resources

FOLDER = "francais"
_LETTERS = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûœ"
_ACCENTED = {"a": "àâ", "e": "éèêë", "i": "îï", "o": "ô", "u": "ùû", "c": "ç"}
_REFORMED = {"i": "î", "u": "û", "è": "é"}
_PLAIN = {accented: plain for plain, several in _ACCENTED.items() for accented in several}


class FrenchLexicon:
    """Knows the dictionary of `folder` and the trade words beside it."""

    def __init__(self, folder: Path) -> None:
        self._french = Hunspell("fr", hunspell_data_dir=str(folder))
        lines = (folder / "metier.txt").read_text(encoding="utf-8").splitlines()
        self._trade = frozenset(w for line in lines if not line.startswith("#") for w in line.split())

    @lru_cache(maxsize=16_384)  # noqa: B019 - one lexicon lives as long as the program
    def knows(self, word: str) -> bool:
        """Is this form French, or a word of the trade?"""
        if self._written(word):
            return True
        if word.startswith(("co-", "non-", "ex-")):
            return self.knows(word.partition("-")[2])
        return any(self._french.spell(made) for made in _before_1990(word))

    @lru_cache(maxsize=4096)  # noqa: B019
    def near(self, word: str) -> tuple[str, ...]:
        """The known words one slip of the hand away, those that differ by an accent alone first."""
        accents = [made for made in _other_accents(word) if self._written(made)]
        if accents:
            return tuple(dict.fromkeys(accents))
        return tuple(dict.fromkeys(made for made in _slips(word) if self._written(made)))

    def _written(self, word: str) -> bool:
        return word in self._trade or bool(self._french.spell(word))


def _other_accents(word: str) -> Iterator[str]:
    """The word with one letter, or two, under another accent."""
    once = list(_one_accent(word))
    yield from once
    for made in once:
        yield from (other for other in _one_accent(made) if other != word)


def _one_accent(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        plain = _PLAIN.get(letter, letter)
        for other in plain + _ACCENTED.get(plain, ""):
            if other != letter:
                yield word[:at] + other + word[at + 1 :]


def _before_1990(word: str) -> Iterator[str]:
    """The older spelling of what the reform of 1990 admits (« reconnait », « règlementaire »), and « oe » unbound."""
    if "oe" in word:
        yield word.replace("oe", "œ", 1)
    for at, letter in enumerate(word):
        if letter in _REFORMED:
            yield word[:at] + _REFORMED[letter] + word[at + 1 :]


def _slips(word: str) -> Iterator[str]:
    """The likeliest slips first: a letter not doubled or doubled in excess, two exchanged, one missing, one too many,
    one mistaken; the first letter is trusted.
    """
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    yield from (head + head[-1] + tail for head, tail in cuts)
    yield from (head + tail[1:] for head, tail in cuts if tail and tail[0] == head[-1])
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1)
    yield from (head + letter + tail for head, tail in cuts for letter in _LETTERS)
    yield from (head + tail[1:] for head, tail in cuts if tail)
    yield from (head + letter + tail[1:] for head, tail in cuts if tail for letter in _LETTERS)


@lru_cache(maxsize=1)
def french_lexicon() -> FrenchLexicon:
    """The lexicon of the application."""
    return FrenchLexicon(resources() / FOLDER)
