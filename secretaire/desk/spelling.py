"""The French of an act, judged with the lexicon of the application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from secretaire.acts.act import Act
from secretaire.acts.spans import OriginKind
from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.language import language
from secretaire.checks.language.leftovers import LEFT_BLANK
from secretaire.desk.lexicon import french_lexicon

_ORDER = {Gravite.BLOQUANT: 0, Gravite.ALERTE: 1, Gravite.INFO: 2}


def language_of_text(text: str) -> Iterator[Finding]:
    """The remarks on the French of any text."""
    return language(text, french_lexicon())


def language_of_act(act: Act) -> Iterator[Finding]:
    """The remarks on the French of an act, in its sections; a field left blank is said once, by its own check, and the
    dotted lines of a type are meant to be filled by hand.
    """
    for section in act.sections:
        origins = section.origins()
        blanks = [(r.start, r.end) for r in origins if r.span.blank]
        wording = [(r.start, r.end) for r in origins if r.origin.kind is OriginKind.MODELE_TYPE]
        for finding in language_of_text(section.text):
            known = [*blanks, *wording] if finding.code == LEFT_BLANK else blanks
            if not any(start < finding.end and finding.start < end for start, end in known):
                yield replace(finding, role=section.role)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The most serious first; else the order they come in."""
    return tuple(sorted(findings, key=lambda f: _ORDER[f.gravite]))
