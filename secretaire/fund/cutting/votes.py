"""The vote as a text counts it. Pure."""

from __future__ import annotations

import re

from num2words import num2words

from secretaire.fund.folding import fold
from secretaire.fund.pieces import Vote

_MEMBERS = 121
_WORDS = {fold(num2words(value, lang="fr")): value for value in range(_MEMBERS)} | {"une": 1, "aucun": 0, "aucune": 0}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?: ?\(\d{{1,3}}\))?"
_SIDES = {
    "pour": r"pour",
    "contre": r"contre",
    "abstentions": r"abstentions?",
}
_LABELLED = {  # « Pour : 10 », « Abstentions 1 »
    side: re.compile(
        rf"\b{word}(?:\(s\))?(?: ?: ?| )(?P<count>\d{{1,3}})(?![\d.,/]\d|\d| ?(?:€|euros?|%|ans\b|mois\b|jours?\b|habitants?\b))"
    )
    for side, word in _SIDES.items()
}
_COUNTED = {  # « 19 voix pour », « une abstention », « 3 pour »
    "pour": re.compile(rf"(?<![\d,.a-z-]){_COUNT} (?:voix |votes? |membres )?(?:« ?)?pour\b"),
    "contre": re.compile(rf"(?<![\d,.a-z-]){_COUNT} (?:voix |votes? |membres )?(?:« ?)?contre\b"),
    "abstentions": re.compile(rf"(?<![\d,.a-z-]){_COUNT} (?:voix |votes? )?(?:« ?)?abstentions?\b"),
}
_NAMES_FIRST = re.compile(
    r"\b(?:contre|abstentions?)(?:\(s\))? ?: ?\d|\bpour ?: ?\d{1,3}\b[^.]{0,20}\b(?:contre|abstention)"
    r"|\bpour \d{1,3}[ ,;–-]{1,4}contre \d"
)
_VOICES = re.compile(r"(?:voix|votes?) (?:« ?)?(?:pour|contre)$")
_BALLOT = re.compile(r"(?:contre|abstentions?|voix)\b")
_NEAR = 60
# words that a PDF cut in two; « à l'unanimité ou non », words of a model that nobody filled
_UNANIMOUS = re.compile(r"\b(?:a l.unanimit ?e|unanimement)\b(?! ?/ ?ou\b| (?:ou )?non\b)")
_OTHERS = re.compile(
    r"\b(?:commission|bureau syndical|comite|conseil communautaire|conseil d.administration)\b[^.;\n]{0,40}$"
)


def vote(folded: str) -> Vote | None:
    """The vote that a folded text counts; None when it counts none. A count said twice differently is left out."""
    folded = re.sub(r"\s+", " ", folded)
    counted = _BALLOT.search(folded) is not None
    counts = {side: _count(folded, side) if counted else None for side in _SIDES}
    unanime = any(
        not _OTHERS.search(folded, max(0, match.start() - 80), match.start()) for match in _UNANIMOUS.finditer(folded)
    )
    unanime = unanime and not (counts["pour"] and counts["contre"])  # said of something else
    if not unanime and all(count is None for count in counts.values()):
        return None
    return Vote(counts["pour"], counts["contre"], counts["abstentions"], unanime)


def _count(folded: str, side: str) -> int | None:
    """The count of one side, when the text has only one: after its name in « Pour : 10 », before it in « 10 pour »."""
    if _NAMES_FIRST.search(folded):
        found = {int(match["count"]) for match in _LABELLED[side].finditer(folded)}
    else:
        found = {_value(match) for match in _COUNTED[side].finditer(folded) if _is_ballot(folded, match, side)}
    return found.pop() if len(found) == 1 else None


def _value(match: re.Match[str]) -> int:
    written = match["count"]
    return int(written) if written.isdigit() else _WORDS[written]


def _is_ballot(folded: str, match: re.Match[str], side: str) -> bool:
    """« 500 pour l'achat » is no vote: another side of the ballot is told close by."""
    if side == "abstentions" or _VOICES.search(match[0]):
        return True
    around = folded[max(0, match.start() - _NEAR) : match.start()] + folded[match.end() : match.end() + _NEAR]
    return bool(_BALLOT.search(around))
