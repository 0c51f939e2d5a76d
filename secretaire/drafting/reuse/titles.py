"""What the title of an old act gives: « Affectation du résultat 2021 – assainissement » names the budget.

The words that say the type are left out; what stays goes to the text that the title of the type holds at that place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from secretaire.acts.act_type import ActType, FieldType
from secretaire.drafting import choosing
from secretaire.drafting.reuse.candidates import Reading
from secretaire.drafting.reuse.nearby import Told
from secretaire.drafting.template import Literal, Slot, parse

_SURE = 0.65
_LEAST_WORDS, _MOST_WORDS = 2, 22  # one word alone is the name of a place
_LEAST_LETTERS = 5  # of the word that introduces a text
_MORE_WORDS = 4  # than twice those of the example: it is another thing
_SUBJECT = frozenset({"", "minuscule", "majuscule"})  # other forms follow the words of the type
_PARTS = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+|\s*[:;.]\s+")
# what says nothing of the matter, in any title
_FORMAL = frozenset(
    choosing.stem(choosing.fold(word))
    for word in (
        "approbation", "vote", "exercice", "année", "adoption", "projet", "délibération", "relative", "portant", "arrêté",
        "budget", "commune", "communal", "autorisation", "décision", "choix", "compte", "attribution", "objet", "titre", "gratuit",
    )
)  # fmt: skip
_PLACE = re.compile(
    r"(?i)\W*(?:(?:sur|dans|à|de) )?(?:la |les )?communes? (?:historiques?|d[ée]l[ée]gu[ée]es?|nouvelle)\b.*$"
)
_WORD = re.compile(r"[^\s]+")
_LINK = re.compile(r"(?i)^(?:de|du|des|d['’]|la|le|les|l['’]|au|aux|à|a|en|et|pour|sur|n[°º]|avec|par|dans|une?)$")
_ELIDED = re.compile(r"(?i)^(?:[dl]|qu)['’]")


@dataclass(frozen=True, slots=True)
class _Left:
    """What a part of the title says once the words of the type are gone; opened: some were, before it."""

    text: str
    opened: bool


def read_title(kind: ActType, reading: Reading) -> Iterator[Told]:
    """The texts of the title; nothing when it is not clear which is which."""
    slots = [node for node in parse(kind.objet) if isinstance(node, Slot)]
    texts = [slot for slot in slots if (c := kind.champ(slot.name)) and c.type is FieldType.TEXTE]
    if not texts:
        return
    if introduced := list(_introduced(kind, reading)):
        yield from introduced
        return
    left = [part for part in _left(kind, reading.old.objet) if part.text]
    if len(left) == len(texts):
        pairs = list(zip(texts, left, strict=True))
    elif len(left) == 1:
        pairs = [(texts[0 if left[0].opened else -1], left[0])]
    else:
        return
    for slot, part in pairs:
        champ = kind.champ(slot.name)
        place = _written(part.text, reading.text)
        if champ is None or len(part.text.split()) > 2 * len(champ.exemple.split()) + _MORE_WORDS:
            continue
        if place and (part.opened or slot.form in _SUBJECT):
            start, end = place
            yield Told(slot.name, " ".join(reading.text[start:end].split()), start, end, _SURE)


def _introduced(kind: ActType, reading: Reading) -> Iterator[Told]:
    """« … BUDGET COMMUNE », for a type whose title says « budget {budget} »."""
    for before, slot in pairwise(parse(kind.objet)):
        if not isinstance(before, Literal) or not isinstance(slot, Slot) or slot.form:
            continue
        champ, word = kind.champ(slot.name), before.text.rstrip().rpartition(" ")[2]
        if champ is None or champ.type is not FieldType.TEXTE or len(word) < _LEAST_LETTERS:
            continue
        for part in _PARTS.split(reading.old.objet):
            found = re.search(
                rf"(?i)\b{re.escape(word)}\s+(?:de\s+(?:la\s+)?|du\s+|d['’])?(\D+)$", _PLACE.sub("", part)
            )
            place = _written(found[1].strip(" .,;"), reading.text) if found else None
            if place and len(reading.text[slice(*place)].split()) <= 2 * len(champ.exemple.split()) + _MORE_WORDS:
                yield Told(champ.nom, " ".join(reading.text[slice(*place)].split()), *place, _SURE)
                break


def _left(kind: ActType, objet: str) -> Iterator[_Left]:
    """The parts of a title without the words of the type; nothing for a part where they stand in the middle."""
    own = _own(kind)
    for part in _PARTS.split(objet):
        words = _WORD.findall(_PLACE.sub("", part))
        said = [_says_type(word, own) for word in words]
        first = next((i for i, known in enumerate(said) if not known), len(words))
        opened = any(not _LINK.match(word) for word in words[:first])
        rest = words[first:]
        to_do = first > 0 and words[first - 1].lower() in {"à", "a"}  # « dépenses à engager »
        if (
            to_do
            or not _LEAST_WORDS <= len(rest) <= _MOST_WORDS
            or any(_stem(word) in own - _FORMAL for word in rest if not _LINK.match(word))
        ):
            continue
        yield _Left(_ELIDED.sub("", " ".join(rest).strip(" .,;:«»\"'")), opened)


def _own(kind: ActType) -> frozenset[str]:
    """The words that say the type."""
    literals = [node.text for node in parse(kind.objet) if isinstance(node, Literal)]
    choices = [option for champ in kind.champs if champ.type is FieldType.CHOIX for option in champ.options]
    texts = (kind.libelle, *literals, *choices)
    return _FORMAL | {choosing.stem(word) for text in texts for word in choosing.words(text)}


def _says_type(word: str, own: frozenset[str]) -> bool:
    bare = _ELIDED.sub("", word.strip(' ,.()«»"')) or word
    return bool(_LINK.match(bare)) or any(c.isdigit() for c in bare) or _stem(bare) in own or not bare[0].isalnum()


def _stem(word: str) -> str:
    words: Sequence[str] = choosing.words(_ELIDED.sub("", word))
    return choosing.stem(words[0]) if words else ""


def _written(part: str, text: str) -> tuple[int, int] | None:
    """Where the act writes it, in small letters rather than in capitals."""
    pattern = r"\s+".join(re.escape(word) for word in part.split())
    places = [m.span() for m in re.finditer(pattern, text, re.IGNORECASE)]
    return next((p for p in places if not text[p[0] : p[1]].isupper()), places[0]) if places else None
