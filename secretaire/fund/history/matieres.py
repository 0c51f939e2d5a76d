"""The matière of an act in the nomenclature @ctes, from the words of its objet, when it does not say it. Pure.

Words in an editable file decide; when two matières answer equally well, or none, it stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal

from secretaire.fund.history.rules_file import Rules, read_rules
from secretaire.fund.history.words import Lexicon, stems
from secretaire.fund.pieces import Kind


class _Rule(Rules):
    code: str
    mots: tuple[str, ...]
    actes: Literal["deliberation", "arrete"] | None = None


class _Form(Rules):
    regles: tuple[_Rule, ...]


@dataclass(frozen=True, slots=True)
class Matiere:
    """A code of the nomenclature, « 7.5 », and the words of the rule that gave it."""

    code: str
    words: str


class MatiereRules:
    """Gives acts their matière."""

    def __init__(self, form: _Form) -> None:
        # a décision of the maire is taken in the stead of the council
        self._of_council = _lexicon(rule for rule in form.regles if rule.actes != "arrete")
        self._of_maire = _lexicon(rule for rule in form.regles if rule.actes != "deliberation")

    @classmethod
    def load(cls, file: Traversable) -> MatiereRules:
        """Read the rules.

        Raises:
            UnreadableInput: the file is missing or wrong.
        """
        return cls(read_rules(file, _Form))

    def matiere_of(self, objet: str, kind: Kind) -> Matiere | None:
        """The matière that the most precise words of an objet give; None when they disagree, or say nothing."""
        lexicon = self._of_maire if kind is Kind.ARRETE else self._of_council
        found = list(lexicon.find_all(stems(objet)))
        longest = max((len(one.places) for one in found), default=0)
        best = {one.meaning: Matiere(one.meaning, one.written) for one in found if len(one.places) == longest}
        return next(iter(best.values())) if len(best) == 1 else None


def _lexicon(rules: Iterable[_Rule]) -> Lexicon[str]:
    return Lexicon((words, rule.code) for rule in rules for words in rule.mots)
