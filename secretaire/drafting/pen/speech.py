"""Who says what: notes cut into utterances, each with the words that introduce its speaker. Pure.

The speaker and the nature of what they say (question, answer, statement) are read by code from « X : … »,
so that the model cannot give the words of one to another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secretaire.drafting.pen.normalise import Abbreviations

_NAME = r"[A-ZÉÈÀÂÊÎÔÇ][\w'-]*"
_FUNCTION = r"(?i:maire|adjointe?|présidente?|notaire|trésori(?:er|ère)|secrétaire|direct(?:eur|rice)|architecte|préfet|préfète)"
_SPEAKER = (
    rf"(?:(?:Monsieur|Madame) (?:(?:le |la |l')(?:{_FUNCTION})|{_NAME}(?: {_NAME})*)(?: \([^)]*\))?"
    rf"|(?:le |la |Le |La )?(?:{_FUNCTION}))"
)
_CUE = re.compile(rf"(?P<speaker>\b{_SPEAKER}) ?:\s*")
_ANSWER = re.compile(r"\?\s*[:-]?\s*(?=[^\s?!)])")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A piece of note to be written as one sentence.

    Attributes:
        note: the whole piece, readable.
        opening: beginning of the sentence, imposed; empty when nobody in particular speaks.
        statement: what remains to be said after the opening.
    """

    note: str
    opening: str
    statement: str


def utterances(abbreviations: Abbreviations, task: str, notes: Sequence[str]) -> tuple[Utterance, ...]:
    """The utterances of notes as typed, in order."""
    found: list[Utterance] = []
    for note in notes:
        for piece in _pieces(abbreviations.normalise(note)):
            asked = bool(found) and found[-1].note.endswith("?")
            found.append(_utterance(task, piece, answers=asked))
    return tuple(found)


def _pieces(note: str) -> Iterator[str]:
    """Cut at « ; », before another speaker, and between a question and its answer."""
    for part in re.split(r"\s;\s", note):
        starts = [0, *(m.start() for m in _CUE.finditer(part) if m.start())]
        for start, end in zip(starts, [*starts[1:], len(part)], strict=True):
            said = part[start:end]
            position = 0
            for answer in _ANSWER.finditer(said):
                yield said[position : answer.start() + 1].strip(" ,;-")
                position = answer.end()
            rest = said[position:].strip(" ,;-")
            if rest:
                yield rest


def _utterance(task: str, piece: str, *, answers: bool) -> Utterance:
    cue = _CUE.match(piece)
    question = piece.endswith("?")
    statement = (piece[cue.end() :] if cue else piece).rstrip("?! ")
    if cue is None:
        opening = "Il est demandé" if question else "Il est répondu" if answers and task == "debat" else ""
        return Utterance(piece, "" if task == "considerants" else opening, statement)
    speaker = cue["speaker"]
    if re.match(_FUNCTION, speaker):
        speaker = f"L'{speaker}" if speaker[0] in "aeiou" else f"Le {speaker}"
    if task == "considerants":
        return Utterance(
            piece,
            f"Considérant que, selon {speaker[0].lower() + speaker[1:] if speaker.startswith('L') else speaker},",
            statement,
        )
    verb = "demande" if question else "répond" if answers else "indique"
    return Utterance(piece, f"{speaker[0].upper()}{speaker[1:]} {verb}", statement)
