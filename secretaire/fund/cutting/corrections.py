"""What the secretary corrected wins over what was cut and read, at every new reading. Pure.

A correction knows its piece by its page and its first bare letters and figures: it finds it again when the text was
read a little differently, or when a page was added before it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from rapidfuzz import fuzz

from secretaire.acts.fields import parse_date
from secretaire.errors import Code, WrongUsage
from secretaire.fund.cutting.body import Body
from secretaire.fund.cutting.facts import Context, Heading, facts_of
from secretaire.fund.cutting.labels import label_at
from secretaire.fund.folding import fold
from secretaire.fund.pieces import ActFacts, Extent, Kind, Outcome, Piece, Vote
from secretaire.fund.reading.reading import Page
from secretaire.store.corrections import Change, Correction

_WORDS_LETTERS = 60
_SAME = 80.0
_MIN_LETTERS = 4
_MIN_FUZZY_LETTERS = 12
_MAX_TEXT = 400
_REASON = "indiqué par le secrétariat"

_NAMES = {
    "kind": "nature",
    "date": "date",
    "number": "numéro",
    "objet": "objet",
    "matiere": "matière",
    "author": "auteur",
    "presents": "présents",
    "outcome": "issue",
    "vote.pour": "voix pour",
    "vote.contre": "voix contre",
    "vote.abstentions": "abstentions",
    "vote.unanime": "unanimité",
}
_TEXTS = frozenset({"number", "objet", "author"})
_COUNTS = frozenset({"presents", "vote.pour", "vote.contre", "vote.abstentions"})
_MATIERE = re.compile(r"[1-9](?:\.\d{1,2}){0,2}")
_YES, _NO = frozenset({"oui", "1", "vrai"}), frozenset({"", "non", "0", "faux"})
_MOST_MEMBERS = 500

Fact = object
"""The value of a fact: its type is that of the attribute of `ActFacts`, or of `Vote`."""


def first_words(pages: Sequence[Page], extent: Extent) -> str:
    """The first bare letters and figures of a piece: the key of its corrections."""
    words: list[str] = []
    for page in pages:
        if not extent.first_page <= page.number <= extent.last_page:
            continue
        start = extent.start if page.number == extent.first_page else 0
        end = extent.end if page.number == extent.last_page else len(page.text)
        letters = (page.text[place] for place in range(start, end) if page.text[place].isalnum())
        words.extend(fold(character) for character in islice(letters, _WORDS_LETTERS - len(words)))
        if len(words) == _WORDS_LETTERS:
            break
    return "".join(words)


def fact_from_text(name: str, text: str) -> Fact:
    """A fact as it is written by hand or kept: `date` « 4 avril 2023 », `vote.pour` « 12 »; an empty text empties it.

    Raises:
        WrongUsage: there is no such fact (FACT_UNKNOWN), or it is not written as it must be (FIELD_INVALID).
    """
    if name not in _NAMES:
        raise WrongUsage(Code.FACT_UNKNOWN, fait=name, choix=", ".join(_NAMES))
    text = " ".join(text.split())
    try:
        return _value(name, text)
    except ValueError as error:
        raise WrongUsage(Code.FIELD_INVALID, champ=_NAMES[name], valeur=text[:60], cause=str(error)) from error


def corrected(pieces: Sequence[Piece], pages: Sequence[Page], corrections: Sequence[Correction]) -> list[Piece]:
    """The pieces of a document as the secretary corrected them; a correction that finds nothing changes nothing."""
    found = list(pieces)
    if not corrections or not pages:
        return found
    body = Body(pages)
    for correction in corrections:
        if correction.change is Change.STARTS_HERE:
            found = _split(found, body, pages, correction)
    for correction in corrections:
        place = _find(found, pages, correction)
        if place is None:
            continue
        if correction.change is Change.NOT_AN_ACT and found[place].is_act:
            found = _joined(found, place, body)
        elif correction.change is Change.FACTS:
            found[place] = _with_facts(found[place], correction.facts)
    return found


def _value(name: str, text: str) -> Fact:
    folded = fold(text)
    if name in _TEXTS:
        if len(text) > _MAX_TEXT:
            raise ValueError(f"pas plus de {_MAX_TEXT} caractères")
        return text
    if name in _COUNTS:
        if text and not (text.isdecimal() and int(text) <= _MOST_MEMBERS):
            raise ValueError("écrivez un nombre de personnes, en chiffres")
        return int(text) if text else None
    match name:
        case "kind":
            return _member(Kind, folded) if folded else Kind.AUTRE
        case "outcome":
            return _member(Outcome, folded) if folded else None
        case "date":
            return parse_date(text) if text else None
        case "vote.unanime":
            if folded not in _YES | _NO:
                raise ValueError("écrivez oui ou non")
            return folded in _YES
        case _:
            if text and not _MATIERE.fullmatch(text):
                raise ValueError("écrivez un code de la nomenclature, comme 7.5 ou 7.5.1")
            return text


def _member(kinds: type[Kind] | type[Outcome], folded: str) -> Kind | Outcome:
    """The member that a word names, « Procès-verbal » or « proces_verbal »."""
    try:
        return kinds(re.sub(r"[\W_]+", "_", folded))
    except ValueError as error:
        raise ValueError("choisissez parmi : " + ", ".join(member.value for member in kinds)) from error


def _with_facts(piece: Piece, written: dict[str, str]) -> Piece:
    facts, names = piece.facts, set(piece.corrected)
    for name, text in written.items():
        try:
            value = fact_from_text(name, text)
        except WrongUsage:  # kept by another version: what was read stays
            continue
        facts = _with_fact(facts, name, value)
        names.add(name)
    return replace(piece, facts=facts, corrected=frozenset(names))


def _with_fact(facts: ActFacts, name: str, value: Fact) -> ActFacts:
    vote_name = name.removeprefix("vote.")
    if vote_name == name:
        return replace(facts, **{name: value})  # type: ignore[arg-type]  # `_value` gives the type of each fact
    vote = replace(facts.vote or Vote(), **{vote_name: value})  # type: ignore[arg-type]
    return replace(facts, vote=None if vote == Vote() else vote)


def _find(pieces: Sequence[Piece], pages: Sequence[Page], correction: Correction) -> int | None:
    """The piece of a correction: on its page or next to it, beginning with the closest words."""
    scores = [
        (fuzz.ratio(first_words(pages, piece.extent), correction.first_words), -place)
        for place, piece in enumerate(pieces)
        if abs(piece.extent.first_page - correction.page) <= 1
    ]
    score, place = max(scores, default=(0.0, 0))
    return -place if score >= _SAME else None


def _split(pieces: list[Piece], body: Body, pages: Sequence[Page], correction: Correction) -> list[Piece]:
    """The pieces, one of them cut where the secretary says that an act begins."""
    start = _offset_of(body, pages, correction)
    if start is None:
        return pieces
    for place, piece in enumerate(pieces):
        begin, end = _span(body, piece)
        if begin <= start < end:
            label = label_at(body, start)
            heading = Heading(Kind.DELIBERATION, label.number if label else "", label.title if label else start)
            context = Context(piece.facts.date, piece.facts.presents)
            act = Piece(body.extent(start, end), facts_of(body, start, end, heading, context), 1.0, _REASON)
            above = [_again(piece, body, begin, start)] if body.text[begin:start].strip() else []
            if not above:
                act = replace(act, extent=body.extent(begin, end))
            return [*pieces[:place], *above, act, *pieces[place + 1 :]]
    return pieces


def _joined(pieces: list[Piece], place: int, body: Body) -> list[Piece]:
    """The pieces, one that is no act joined to what is around the acts beside it, else to the act above."""
    begin, end = _span(body, pieces[place])
    before = pieces[place - 1] if place else None
    after = pieces[place + 1] if place + 1 < len(pieces) else None
    if after and not after.is_act and not (before and not before.is_act):
        return [*pieces[:place], _again(after, body, begin, _span(body, after)[1]), *pieces[place + 2 :]]
    if before:
        joined = _again(before, body, _span(body, before)[0], end)
        rest = pieces[place + 1 :]
        if after and not after.is_act and not before.is_act:
            joined, rest = _again(joined, body, _span(body, joined)[0], _span(body, after)[1]), pieces[place + 2 :]
        return [*pieces[: place - 1], joined, *rest]
    alone = replace(pieces[place], facts=ActFacts(), confidence=1.0, reason=_REASON)
    return [alone, *pieces[1:]]


def _again(piece: Piece, body: Body, start: int, end: int) -> Piece:
    """The same piece with another extent; an act is read again, what its heading says stays."""
    if not piece.is_act:
        return replace(piece, extent=body.extent(start, end))
    known = piece.facts
    heading = Heading(known.kind, known.number, None)
    facts = facts_of(body, start, end, heading, Context(known.date, known.presents))
    facts = replace(facts, objet=known.objet, matiere=known.matiere, author=known.author)
    return replace(piece, extent=body.extent(start, end), facts=facts)


def _span(body: Body, piece: Piece) -> tuple[int, int]:
    extent = piece.extent
    return body.offset(extent.first_page, extent.start), body.offset(extent.last_page, extent.end)


def _offset_of(body: Body, pages: Sequence[Page], correction: Correction) -> int | None:
    """Where the words of a correction are, on its page, else next to it; at the beginning of their line."""
    near = [page for page in pages if abs(page.number - correction.page) <= 1]
    for page in sorted(near, key=lambda page: abs(page.number - correction.page)):
        places = array("L", (place for place, character in enumerate(page.text) if character.isalnum()))
        letters = "".join(fold(page.text[place]) for place in places)
        found = _place_in(letters, correction.first_words)
        if found is not None and found < len(places):
            offset = body.offset(page.number, places[found])
            line = body.line_start(offset)
            return offset if any(map(str.isalnum, body.text[line:offset])) else line
    return None


def _place_in(letters: str, words: str) -> int | None:
    """Where the words begin, exactly or nearly; they may run over the end of the page."""
    for size in (len(words), len(words) // 2):
        if size >= _MIN_LETTERS and (place := letters.find(words[:size])) >= 0:
            return place
    if len(words) < _MIN_FUZZY_LETTERS:
        return None
    alignment = fuzz.partial_ratio_alignment(words, letters, score_cutoff=_SAME)
    return alignment.dest_start if alignment else None
