"""The title of an act (its *objet*): composed from its type until a person changes it on the page."""

from __future__ import annotations

import re
from dataclasses import replace

from secretaire.acts.act import Act, Role
from secretaire.acts.wording import fold_spaces

_HEAD = re.compile(r"\s*objet\s*:\s*", re.IGNORECASE)


def head_length(text: str) -> int:
    """How many characters of a paragraph say « Objet : »."""
    found = _HEAD.match(text)
    return found.end() if found else 0


def written_title(act: Act) -> str:
    """The title as it stands on the page, without « Objet : »; empty when there is none."""
    text = " ".join(p.text for p in act.section(Role.OBJET).visible)
    return fold_spaces(text[head_length(text) :]).strip()


def retitled(act: Act) -> Act:
    """The act, named everywhere as a person, or a proposal she accepted, named it on the page."""
    title = written_title(act)
    touched = any(p.touched for p in act.section(Role.OBJET).visible)
    return replace(act, objet=title) if touched and title else act
