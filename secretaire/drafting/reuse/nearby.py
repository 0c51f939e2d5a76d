"""Values told by the words around them: « loyer … 350 € », « à compter du 1er janvier 2019 », « avis favorable ».

For each field, its words are those of its label, of its name and of what the type writes around it; a candidate is worth
the words of the field that stand near it, nearer than any other candidate. Two candidates nearly as good: nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from secretaire.acts.act_type import ActType, Champ, FieldType
from secretaire.drafting import choosing
from secretaire.drafting.reuse.candidates import Candidate, Reading, Sort
from secretaire.drafting.template import Literal, Slot, parse

_LABEL, _AROUND, _HELP = 1.0, 0.5, 0.15  # how loudly a word tells a field: label and name, type's wording, help
_AFTER = 0.4  # of a word that follows the candidate
_FADING = 0.12  # per word of distance
_FARTHEST = 14  # words read on each side
_DECIDED = 0.25  # added when the act decides it
_LEAST = 0.55
_LEAD = 1.2  # times the second best
_FIRST_YEAR = 1990
_CUES = {"effet": "compter", "creation": "compter", "acquisit": "acqu", "loyer": "loyer"}
_GENERIC = frozenset(choosing.stem(w) for w in ("date", "montant", "nombre", "commune", "conseil", "an", "annee", "jour"))
_SORTS = {
    FieldType.DATE: Sort.DATE,
    FieldType.PERIODE: Sort.PERIODE,
    FieldType.MONTANT: Sort.MONTANT,
    FieldType.POURCENTAGE: Sort.POURCENTAGE,
    FieldType.PARCELLE: Sort.PARCELLE,
    FieldType.PERSONNE: Sort.PERSONNE,
}
_NUMBER_OF = r"\s*(?:n[°ºo]|numéro)\s*(\d{1,4})(?![\d.,]|/\d{4}/)"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A value at characters [start, end), as a person would type it, and how surely it is that of the field."""

    champ: str
    value: str
    start: int
    end: int
    confidence: float


def read_nearby(kind: ActType, reading: Reading) -> Iterator[Told]:
    """The values of dates, amounts, numbers, persons, parcels and choices that their neighbours tell."""
    words = _words_of(kind)
    groups: dict[Sort, list[Champ]] = defaultdict(list)
    for champ in kind.champs:
        if sort := _sort_of(champ):
            groups[sort].append(champ)
        elif champ.type is FieldType.CHOIX:
            yield from _choice(champ, reading, words[champ.nom])
        elif champ.type is FieldType.NOMBRE:
            yield from _year(champ, reading) if _is_year(champ) else _numbered(champ, reading)
    for sort, champs in groups.items():
        yield from _assigned(champs, reading, sort, words)


def _sort_of(champ: Champ) -> Sort | None:
    if champ.type is FieldType.NOMBRE:
        if _is_year(champ) or "numero" in champ.nom:
            return None
        return Sort.MONTANT if champ.unite.startswith("€") else Sort.QUANTITE
    return _SORTS.get(champ.type)


def _is_year(champ: Champ) -> bool:
    return champ.minimum is not None and champ.minimum >= _FIRST_YEAR


def _words_of(kind: ActType) -> Mapping[str, Mapping[str, float]]:
    """The words of each field, with their worth: less when other fields of its type have them too."""
    words: dict[str, dict[str, float]] = {champ.nom: {} for champ in kind.champs}
    around = _around(kind)
    for champ in kind.champs:
        for worth, texts in (
            (_HELP, [champ.aide]),
            (_AROUND, around.get(champ.nom, [])),
            (_LABEL, [champ.libelle, champ.nom.replace("_", " ")]),
        ):
            for stem in (s for text in texts for s in _stems(text)):
                words[champ.nom][stem] = worth
                if stem in _CUES:
                    words[champ.nom][_CUES[stem]] = worth
    shared = Counter((champ.type, stem) for champ in kind.champs for stem in words[champ.nom])
    return {
        champ.nom: {
            stem: worth * (0.2 if stem in _GENERIC else 1.0) / shared[champ.type, stem]
            for stem, worth in words[champ.nom].items()
        }
        for champ in kind.champs
    }


def _around(kind: ActType) -> Mapping[str, list[str]]:
    """What the type writes just before and just after each field."""
    found: dict[str, list[str]] = defaultdict(list)
    for clause in (*kind.expose, *kind.considerants, *kind.articles):
        last = ""
        for node in parse(clause.texte):
            parts: Sequence[Literal | Slot] = (node,) if isinstance(node, Literal | Slot) else node.parts
            for part in parts:
                if isinstance(part, Literal):
                    last = part.text
                else:
                    found[part.name].append(" ".join(last.split()[-5:]))
                    last = ""
    return found


def _assigned(champs: Sequence[Champ], reading: Reading, sort: Sort, words: Mapping[str, Mapping[str, float]]) -> Iterator[Told]:
    """For each field its best candidate, when that candidate is not better for another field."""
    candidates = reading.of(sort)
    scores = {
        champ.nom: {place: _score(c, candidates, place, reading, words[champ.nom]) for place, c in enumerate(candidates)
                    if _suits(champ, c)}
        for champ in champs
    }  # fmt: skip
    for champ in champs:
        best = _best(scores[champ.nom], candidates)
        if best is None:
            continue
        place, score, second = best
        rival = max((scores[other.nom].get(place, 0.0) for other in champs if other is not champ), default=0.0)
        if score >= _LEAST and score >= _LEAD * second and score > rival:
            c = candidates[place]
            yield Told(champ.nom, c.value, c.start, c.end, min(0.9, 0.4 + score / 4))


def _best(scores: Mapping[int, float], candidates: Sequence[Candidate]) -> tuple[int, float, float] | None:
    """The best candidate, its score, and that of the best one with another value."""
    if not scores:
        return None
    place = max(scores, key=lambda p: (scores[p], -p))
    others = (score for p, score in scores.items() if candidates[p].value != candidates[place].value)
    return place, scores[place], max(others, default=0.0)


def _suits(champ: Champ, candidate: Candidate) -> bool:
    if candidate.sort is Sort.QUANTITE:
        asked = {*_stems(champ.unite)} if champ.unite else {*_stems(champ.libelle)} - _GENERIC
        return _stem(choosing.fold(candidate.unit)) in asked or candidate.unit.replace("2", "²") == champ.unite
    if candidate.sort is Sort.MONTANT and candidate.unit:
        tax = "TTC" if "TTC" in champ.unite or "ttc" in champ.nom else "HT" if "HT" in champ.unite else ""
        return not tax or tax == candidate.unit
    return True


def _score(candidate: Candidate, all_: Sequence[Candidate], place: int, reading: Reading, words: Mapping[str, float]) -> float:
    """The words of the field around the candidate, up to the candidates beside it."""
    first, last = reading.sentence(candidate.start)
    before = max([first, *(c.end for c in all_[:place] if c.end <= candidate.start)])
    after = min([last, *(c.start for c in all_[place + 1 :] if c.start >= candidate.end)])
    seen: dict[str, float] = {}
    for side, text in (
        (1.0, list(reversed(_stems(reading.text[before : candidate.start])))),
        (_AFTER, _stems(reading.text[candidate.end : after])),
    ):
        for distance, stem in enumerate(text[:_FARTHEST]):
            if stem in words:
                seen[stem] = max(seen.get(stem, 0.0), side * words[stem] / (1 + _FADING * distance))
    score = sum(seen.values())
    return score + _DECIDED if score and candidate.start >= reading.decision else score


def _year(champ: Champ, reading: Reading) -> Iterator[Told]:
    """The year of the title, or the one that follows « exercice »; nothing when they differ."""
    said = [c for c in reading.of(Sort.ANNEE) if re.search(r"(?i)(?:exercices?|budgets?(?:\s+primitifs?)?|bp)\s+$", reading.text[max(0, c.start - 18) : c.start])]
    title = re.findall(r"(?<!\d)(20\d{2})(?!\d)", reading.old.objet)
    years = Counter([*(c.value for c in said), *title, *title])
    if not years:
        return
    (year, times), *others = years.most_common(2)
    if others and others[0][1] * 2 > times:
        return
    place = next((c for c in (*said, *reading.of(Sort.ANNEE)) if c.value == year), None)
    if place is None:
        return
    sure = 0.9 if champ.obligatoire else 0.75
    yield Told(champ.nom, year, place.start, place.end, sure)


def _numbered(champ: Champ, reading: Reading) -> Iterator[Told]:
    """« décision modificative n° 6/2020 », « avenant n° 1 »."""
    if "numero" not in champ.nom:
        return
    label = [word for word in choosing.words(champ.libelle) if _stem(word) not in {_stem("numero")}]
    if not label:
        return
    written = r"\W+(?:\w+\W+)?".join(rf"{re.escape(word[:5])}\w*" for word in label)
    folded = choosing.fold(reading.text)
    if len(folded) != len(reading.text):
        return  # letters that fold into two: places would no longer be those of the text
    found = {m[1]: m for m in re.finditer(written + choosing.fold(_NUMBER_OF), folded)}
    if len(found) == 1:
        value, m = next(iter(found.items()))
        yield Told(champ.nom, value, m.start(1), m.end(1), 0.85)


def _choice(champ: Champ, reading: Reading, words: Mapping[str, float]) -> Iterator[Told]:
    """The only option that the act names, in what it decides when it names one there."""
    found: list[tuple[str, int, int]] = []
    for option in champ.options:
        for text in {option, champ.redaction.get(option, option)}:
            found += ((option, *span) for span in _named(text, champ, reading, words))
    decided = [each for each in found if each[1] >= reading.decision]
    chosen = {option for option, _, _ in decided or found}
    if len(chosen) == 1:
        option, start, end = (decided or found)[0]
        yield Told(champ.nom, option, start, end, 0.75)


def _named(text: str, champ: Champ, reading: Reading, words: Mapping[str, float]) -> Iterator[tuple[int, int]]:
    """Where an option is written; one short word must have a word of the field beside it."""
    bare = re.sub(r"\(.*?\)", " ", text)
    meant = _WORD.findall(bare)
    acronym = len(meant) == 1 and bare.strip().isupper() and len(bare.strip()) > 2  # noqa: PLR2004
    if not meant or (len("".join(meant)) < 4 and not acronym):  # noqa: PLR2004
        return
    pattern = r"\W+".join(re.escape(word) for word in meant)
    for m in re.finditer(rf"\b{pattern}s?\b", reading.text, 0 if acronym else re.IGNORECASE):
        if acronym or len(meant) > 2:  # noqa: PLR2004
            yield m.span()
            continue
        first, last = reading.sentence(m.start())
        beside = set(_stems(reading.text[max(first, m.start() - 90) : m.start()] + " " + reading.text[m.end() : min(last, m.end() + 60)]))
        own = set(_stems(text))
        if sum(words[stem] for stem in beside if stem in words and stem not in own) >= _LEAST:
            yield m.span()


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return choosing.stem(word)


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in choosing.words(text)]
