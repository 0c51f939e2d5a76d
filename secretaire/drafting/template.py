"""The small language of act types: text with `{champ}`, `{champ:forme}` and `[[segment]]`.

Why not Jinja2: a template must give spans, each with its origin and typed value, not a string; and a town
hall that writes its own type needs neither loops nor filters, but a mistake named at its line. So:

- `{champ}` writes the field, or a visible blank when it is required and empty;
- `{champ:forme}` writes it in another form (`minuscule`, `de`, `jour`, `lettres`…), see `compose/facts.py`;
- `{champ:accord|singulier|pluriel}` picks a wording: number for figures and tables, gender for persons;
- `[[ … ]]` disappears when one of the fields it names is empty. Segments do not nest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from secretaire.acts.spans import Origin, Span, joined
from secretaire.acts.wording import typography

_TOKEN = re.compile(r"(\[\[|\]\]|\{[^{}]*\})")
_ORPHAN = re.compile(r"^ +| +(?=[ .,)]|$)|,(?=[.,])|(?<=[.;:!?])\.")
_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)(?::([A-Za-z_]+(?:\.[a-z0-9_]+)?)((?:\|[^|{}]*)*))?\}")


class TemplateError(ValueError):
    """A template that cannot be read; the message is French and quotes the place."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Wording of the act type."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where a fact is written."""

    name: str
    form: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Segment:
    """A run dropped when one of its facts is empty."""

    parts: tuple[Literal | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(p for p in self.parts if isinstance(p, Slot))


Node = Literal | Slot | Segment


class Scope(Protocol):
    """Where the facts come from."""

    def filled(self, name: str) -> bool:
        """Does the fact have a value?"""

    def write(self, slot: Slot) -> Sequence[Span]:
        """The spans of a slot: its value, a visible blank, or nothing."""


@lru_cache(maxsize=2048)
def parse(template: str) -> tuple[Node, ...]:
    """The nodes of a template.

    Raises:
        TemplateError: brackets or braces that do not match.
    """
    nodes: list[Node] = []
    inside: list[Literal | Slot] | None = None
    for piece in _TOKEN.split(template.strip()):
        if piece == "[[":
            if inside is not None:
                raise TemplateError(f"« [[ » dans un autre « [[ » : {template}")
            inside = []
        elif piece == "]]":
            if inside is None:
                raise TemplateError(f"« ]] » sans « [[ » : {template}")
            nodes.append(Segment(tuple(inside)))
            inside = None
        elif piece:
            (nodes if inside is None else inside).append(_leaf(piece, template))
    if inside is not None:
        raise TemplateError(f"« [[ » sans « ]] » : {template}")
    return tuple(nodes)


def slots(template: str) -> Iterator[tuple[Slot, bool]]:
    """Every slot of a template, and whether it stands in a droppable segment."""
    for node in parse(template):
        if isinstance(node, Slot):
            yield node, False
        elif isinstance(node, Segment):
            for slot in node.slots:
                yield slot, True


def render(template: str, scope: Scope, wording: Origin) -> tuple[Span, ...]:
    """The spans of a template; empty when nothing is left to say."""
    spans: list[Span] = []
    for node in parse(template):
        if isinstance(node, Segment):
            if all(scope.filled(slot.name) for slot in node.slots):
                for part in node.parts:
                    spans.extend(_written(part, scope, wording))
        else:
            spans.extend(_written(node, scope, wording))
    return tidy(spans)


def tidy(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Mend the junctions: no double space, no space before a comma or a full stop, no doubled punctuation.

    Only wording is trimmed, never a fact.
    """
    mended = joined(spans)
    while True:
        text = "".join(span.text for span in mended)
        orphans = {place for found in _ORPHAN.finditer(text) for place in range(*found.span())}
        trimmed: list[Span] = []
        position = 0
        for span in mended:
            end = position + len(span.text)
            if not span.is_fact:
                kept = "".join(text[place] for place in range(position, end) if place not in orphans)
                span = replace(span, text=kept)
            trimmed.append(span)
            position = end
        after = joined(trimmed)
        if after == mended:
            return mended
        mended = after


def _leaf(piece: str, template: str) -> Literal | Slot:
    if not piece.startswith("{"):
        if "{" in piece or "}" in piece:
            raise TemplateError(f"accolade isolée : {template}")
        return Literal(typography(" ".join(piece.split("\n"))))
    found = _FIELD.fullmatch(piece)
    if found is None:
        raise TemplateError(f"« {piece} » n'est pas un champ : {template}")
    name, form, choices = found.groups()
    return Slot(name, form or "", tuple((choices or "").split("|")[1:]))


def _written(part: Literal | Slot, scope: Scope, wording: Origin) -> Sequence[Span]:
    if isinstance(part, Literal):
        return (Span(part.text, wording),)
    return scope.write(part)
