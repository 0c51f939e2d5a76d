"""The words of each are said by each; a question is asked, what is stated is not. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from secretaire.drafting.folding import WORD, fold
from secretaire.drafting.pen.locks.reading import Reading, Word
from secretaire.drafting.pen.locks.subject import Subject
from secretaire.drafting.pen.locks.verdict import Lock, Refusal
from secretaire.drafting.pen.meaning import roots

_SPEAKER = re.compile(
    r"(?:(?<=^)|(?<=[;:/,.?!)] ))(?P<who>(?:Monsieur|Madame|M\.|Mme|le |la |l'|1er |2e |\d[èe]me )?[^;:?!,()\d]{2,40}?(?: \([^)]*\))?) ?:(?= |$)"
)
_SEGMENT_END = re.compile(r"[?!]\s*|\s;\s|\s//?\s")
_WONDERING = frozenset({"pourquoi", "combien", "comment"})
_OPENING_QUESTION = frozenset({"qui", "quand", "quel", "quelle", "quels", "quelles"})
_ENOUGH = 1.0
_QUESTION = 4  # words between the verb and the word that asks
_SURELY = frozenset({"si", "s", "pourquoi", "combien", "comment"})  # that ask even further from the verb
_FUTURE = re.compile(r"(?:ra|ront)$")
_REACH = 8  # words between who speaks and the verb


@dataclass(frozen=True, slots=True)
class Segment:
    """What one person says in the notes, at characters [start, end); `asked` and `stated` when it may be either, `shared`
    when somebody else may answer there."""

    who: frozenset[str]
    start: int
    end: int
    asked: bool
    stated: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb of speech of the text, who is its subject, and the places of what is said."""

    verb: Word
    who: frozenset[str]
    places: tuple[int, ...]


def added(subject: Subject) -> Iterator[Refusal]:
    """Words given to another, a question answered instead of asked, a statement asked."""
    segments = list(_segments(subject))
    if not segments:
        return
    speakers = {w for s in segments for w in s.who}
    speeches = list(_speeches(subject, speakers))
    asker: frozenset[str] = frozenset()
    for speech in speeches:
        scores = [_score(subject, speech.places, s) for s in segments]
        best = max(scores)
        if best < _ENOUGH:
            continue
        own = [s for s, score in zip(segments, scores, strict=True) if score >= best]
        theirs = [s for s in segments if _same_person(subject, s.who, speech.who)]
        could = max((_could(subject, speech.places, s) for s in theirs), default=0.0)
        if speech.who and all(s.who and not s.shared for s in own) and could <= best - _ENOUGH:
            yield subject.refusal(Lock.SPEAKER_CHANGED, speech.verb.text, speech.verb.place)
        asks = _asks(subject, speech)
        answers = bool(roots(speech.verb.text) & (subject.tables.answering | subject.tables.stating))
        if asks:
            asker = speech.who
        # « il lui est répondu » what the one who asked says next
        if (
            answers
            and asker
            and not speech.who
            and all(_same_person(subject, s.who, asker) and not s.asked for s in own)
        ):
            yield subject.refusal(Lock.SPEAKER_CHANGED, speech.verb.text, speech.verb.place)
        questions = max((n for n, s in zip(scores, segments, strict=True) if s.asked), default=0.0)
        statements = max((n for n, s in zip(scores, segments, strict=True) if s.stated), default=0.0)
        asked = any(s.asked and not s.stated and _could(subject, speech.places, s) for s in theirs)
        told = False  # what was only asked is said, and the text asks it nowhere
        if answers and questions and (not statements or questions - statements >= _ENOUGH):
            question = max((s for s in segments if s.asked), key=lambda s: _score(subject, speech.places, s))
            told = not any(_raises(subject, other, question) for other in speeches)
        if (asks and not questions and not asked and statements) or told:
            yield subject.refusal(Lock.SPEAKER_CHANGED, speech.verb.text, speech.verb.place)


def lost(subject: Subject) -> Iterator[Refusal]:  # noqa: ARG001 - a family has both
    """Nothing is lost here."""
    return iter(())


def _segments(subject: Subject) -> Iterator[Segment]:
    """The notes cut where somebody else speaks, and after each question."""
    text = subject.notes.text
    parts: dict[int, list[Word]] = {}
    for word in subject.notes.words:
        parts.setdefault(word.part, []).append(word)
    for words_of_part in parts.values():
        start, end = words_of_part[0].start, words_of_part[-1].end
        while end < len(text) and text[end] in " ?!.)":
            end += 1
        who: frozenset[str] = frozenset()
        shared = False
        position = start
        cuts = sorted({m.end() for m in _SEGMENT_END.finditer(text, start, end)} | {end})
        cues = list(_SPEAKER.finditer(text[:end], start))
        cuts = sorted({*cuts, *(c.start() for c in cues)} - {start})
        for cut in cuts:
            cue = next((c for c in cues if c.start() == position), None)
            if cue and not _WONDERING & {fold(w) for w in WORD.findall(cue["who"])}:
                # « Monsieur Roux demande la durée : 17 ans » does not tell who answers
                shared = any(roots(w) & _all_speech(subject) for w in WORD.findall(cue["who"]))
                who = _names(subject, cue["who"])
            piece = text[position:cut]
            if piece.strip():
                words = [w for w in words_of_part if position <= w.start < cut]
                wonders = any(roots(w.text) & subject.tables.asking or w.folded in _WONDERING for w in words)
                first = text[cue.end() if cue else position : cut].split()[:1]
                wonders = wonders or any(fold(w) in _OPENING_QUESTION for w in first)
                supposes = wonders and any(w.folded in _SURELY for w in words)  # « demande si la fête est maintenue »
                # « bruit par vent d'est, bridage ? » states, then asks
                stated = ("?" not in piece or "," in piece) and not supposes
                yield Segment(who, position, cut, "?" in piece or wonders, stated, shared)
            if "?" in piece or piece.endswith(("//", "// ")):
                who, shared = frozenset(), False
            position = cut


def _all_speech(subject: Subject) -> frozenset[str]:
    return subject.tables.asking | subject.tables.answering | subject.tables.saying


def _names(subject: Subject, who: str) -> frozenset[str]:
    reading = Reading.of(subject.meaning, who)
    return frozenset(w.folded for w in reading.words if w.content)


def _same_person(subject: Subject, noted: frozenset[str], written: frozenset[str]) -> bool:
    return any(subject.meaning.says(w, n) for w in written for n in noted)


def _score(subject: Subject, places: Sequence[int], segment: Segment) -> float:
    total = 0.0
    for place in places:
        found = subject.pairing.notes_of(place)
        inside = [p for p in found if segment.start <= subject.notes.words[p].start < segment.end]
        if inside:
            total += len(inside) / len(found)
    return total


def _could(subject: Subject, places: Sequence[int], segment: Segment) -> float:
    """As `_score`, when every word of the notes that may be meant counts."""
    return sum(
        any(
            segment.start <= subject.notes.words[p].start < segment.end
            for p in subject.pairing.supported.get(place, ())
        )
        for place in places
    )


def _asks(subject: Subject, speech: Speech) -> bool:
    """« demande si », « demande qui », « interroge »; not « demande une subvention »."""
    if not roots(speech.verb.text) & subject.tables.asking:
        return False
    following = subject.text.words[speech.verb.place + 1 : speech.verb.place + 1 + _QUESTION]
    if following and following[0].folded in {"que", "qu"}:
        return False  # « demande que ce soit fait »
    for word in following:
        if word.part != speech.verb.part:
            return False
        if word.folded in _SURELY or (word.folded in subject.tables.questioning and word.text.lower() != "ou"):
            return True
        if word.content and word.folded not in {"a"} and not word.text[:1].isupper():
            return any(w.folded in _SURELY for w in following if w.part == word.part and w.clause <= word.clause + 1)
    return False


def _raises(subject: Subject, speech: Speech, question: Segment) -> bool:
    """Does some sentence of the text ask what a segment of the notes asks?"""
    asking = roots(speech.verb.text) & (subject.tables.asking | subject.tables.framing)
    return bool(asking) and _could(subject, speech.places, question) > 0


def _speeches(subject: Subject, speakers: set[str]) -> Iterator[Speech]:
    tables = subject.tables
    verbs = [
        w
        for w in subject.text.words
        if roots(w.text) & (tables.asking | tables.answering | tables.saying) and _conjugated(subject, w)
    ]
    for verb, following in zip(verbs, [*verbs[1:], None], strict=False):
        end = following.place if following is not None and following.part == verb.part else len(subject.text.words)
        places = tuple(
            w.place
            for w in subject.text.words[verb.place + 1 : end]
            if w.part == verb.part and w.folded not in speakers and (w.content or w.figure)
        )
        before = [w for w in subject.text.words[max(0, verb.place - _REACH) : verb.place] if w.part == verb.part]
        who = frozenset(w.folded for w in before if w.folded in speakers)
        yield Speech(verb, who, places)


def _conjugated(subject: Subject, word: Word) -> bool:
    """« Monsieur Roux demande », « il est répondu »; not « la demande »."""
    before = subject.text.words[word.place - 1].folded if word.place else ""
    if _FUTURE.search(word.folded):  # « demande qui répondra »
        return False
    return before not in {"pas", "la", "une", "sa", "cette", "de", "leur", "l", "les", "des", "ces"}
