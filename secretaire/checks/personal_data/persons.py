"""How a text names a person, and whether one is named in a sentence."""

from __future__ import annotations

import re
from typing import Final

CAPITALISED: Final = r"[A-ZÀ-ÖØ-Ý][\w'’]*(?:-[A-ZÀ-ÖØ-Ý]?[\w'’]+)*"
_PARTICLE: Final = r"(?:de La |de la |de |du |des |d['’]|le |la )?"
NAME: Final = rf"(?:{_PARTICLE}{CAPITALISED})(?:[ \u00a0](?:{_PARTICLE}{CAPITALISED})){{0,3}}"
CIVILITY: Final = r"(?:M\.|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle)"

# in a text without accents or capitals; « M. le maire », « Monsieur le préfet » are offices
PERSON: Final = r"(?<!\w)(?:m\.|mr\.?|mme|mlle|monsieur|madame|mademoiselle) (?!(?:le|la|l'|les) ?(?:maire|pref|presid|sous-pref|tresor|direct|secret|comptable|procur))(?!\d)[\w']"
_PERSON = re.compile(PERSON)
_END = re.compile(r"\n|[;!?](?=\s|$)|(?<!\bm)(?<!\bmr)(?<!\bart)(?<!\btel)(?<! [a-z])\.(?=\s|$)")


def sentence_bounds(plain: str, at: int) -> tuple[int, int]:
    """The sentence that holds the character `at` of a folded text, never more than its line."""
    first = plain.rfind("\n", 0, at) + 1
    for found in _END.finditer(plain, first, at):
        first = found.end()
    end = _END.search(plain, at)
    return first, end.start() if end else len(plain)


def names_someone(plain: str, at: int) -> bool:
    """Is a person named in the sentence that holds `at`?"""
    return _PERSON.search(plain, *sentence_bounds(plain, at)) is not None
