"""Values told by the words around them: « loyer … 350 € », « à compter du 1er janvier 2019 », « avis favorable ».

For each field, its words are those of its label, of its name and of what the type writes around it; a candidate is worth
the words of the field that stand near it, nearer than any other candidate. Two candidates nearly as good: nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from secretaire.acts.act_type import ActType, Champ, FieldType
from secretaire.drafting import choosing
from secretaire.drafting.reuse.candidates import Candidate, Reading, Sort, flat
from secretaire.drafting.template import Literal, Slot, parse

_LABEL, _AROUND, _HELP = 1.0, 0.5, 0.15  # how loudly a word tells a field: label and name, type's wording, help
_AFTER, _AFTER_NAME = 0.4, 0.8  # of a word that follows the candidate; what a person is follows the name
_COMMON = 0.2  # of a word that many fields have
_ALONE = 0.6  # how sure is the only value that may be
_FADING = 0.12  # per word of distance
_FARTHEST = 14  # words read on each side
_DECIDED = 0.25  # added when the act decides it
_LEAST, _LEAST_DATE = 0.55, 0.7
_LEAD = 1.2  # times the second best
_FIRST_YEAR = 1990
_CUES = {
    "effet": ("compter", "partir"),
    "creation": ("compter",),
    "prix": ("moyennant",),
    "contenance": ("superficie", "surface"),
    "emplois": ("poste",),
}
_GENERIC = frozenset(
    choosing.stem(word)
    for word in ("date", "montant", "nombre", "commune", "conseil", "an", "annee", "jour", "taux", "part", "exercice")
)
_TAXES = {"HT": frozenset(map(choosing.stem, ("hors", "taxe")))}
_TELLING = frozenset(
    {FieldType.MONTANT, FieldType.NOMBRE, FieldType.PARCELLE, FieldType.PERIODE}
)  # what is rare in an act
_SORTS = {
    FieldType.DATE: Sort.DATE,
    FieldType.PERIODE: Sort.PERIODE,
    FieldType.MONTANT: Sort.MONTANT,
    FieldType.POURCENTAGE: Sort.POURCENTAGE,
    FieldType.PARCELLE: Sort.PARCELLE,
    FieldType.PERSONNE: Sort.PERSONNE,
}
_TITLE_WORDS = 6
_ACCOUNT_DIGITS, _ACCOUNT = 3, 2.0  # « compte 1068 », « 002 »: nothing else has that number
_LONG_WORD = 4  # letters from which a word of an option tells something
_BESIDE = 80  # characters where a word of the field makes an option sure
_LEAST_BESIDE = 0.4
_NUMBER_OF = r"\s*(?:n[°o]|numero)\s*(\d{1,4})(?![\d.,]|/\d{4}/)"
_WORD = re.compile(r"[^\W_]+")
_APPOSED = re.compile(r"(?:\s+à\s+\d{1,2}\s*h\w*(?:\s*\d{2})?)?\s*,\s+date\s+(?:limite\s+)?d[eu]\b")
_ASIDE = re.compile(r"\(.*?\)")


_Scores = Mapping[str, Mapping[Candidate, float]]
"""By field, what each candidate is worth."""


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


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a field with their worth; `least` of its label must be met, or one of the cues."""

    worth: Mapping[str, float]
    label: frozenset[str]
    least: int
    cues: frozenset[str]


def _words_of(kind: ActType) -> Mapping[str, _Words]:
    """The words of each field: worth less when other fields of its type have them too."""
    loud: dict[str, dict[str, float]] = {champ.nom: {} for champ in kind.champs}
    around = _around(kind)
    for champ in kind.champs:
        for worth, texts in (
            (_HELP, [champ.aide]),
            (_AROUND, around.get(champ.nom, [])),
            (_LABEL, [champ.libelle, champ.nom.replace("_", " ")]),
        ):
            for stem in (s for text in texts for s in _with_cues(text)):
                loud[champ.nom][stem] = max(worth, loud[champ.nom].get(stem, 0.0))
    shared: dict[tuple[FieldType, str], float] = defaultdict(float)
    for champ in kind.champs:
        for stem, worth in loud[champ.nom].items():
            shared[champ.type, stem] += worth
    return {champ.nom: _weighed(champ, loud[champ.nom], shared) for champ in kind.champs}


def _weighed(champ: Champ, loud: Mapping[str, float], shared: Mapping[tuple[FieldType, str], float]) -> _Words:
    worth = {
        stem: how * how / shared[champ.type, stem] * (_COMMON if stem in _GENERIC else 1.0)
        for stem, how in loud.items()
    }
    plain = frozenset(_stems(_ASIDE.sub("", champ.libelle)))
    label = plain - _GENERIC or plain
    least = 1 if champ.type is FieldType.PERSONNE and champ.obligatoire else (2 * len(label) + 1) // 3
    accounts = frozenset(s for s in _stems(champ.libelle) if s.isdigit() and len(s) >= _ACCOUNT_DIGITS)
    worth |= dict.fromkeys(accounts, _ACCOUNT)
    return _Words(worth, label, least, frozenset(_with_cues(champ.libelle)) - plain | accounts)


def _with_cues(text: str) -> Iterator[str]:
    for word in choosing.words(text):
        yield _stem(word)
        yield from (_stem(cue) for cue in _CUES.get(word, ()))


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


def _assigned(champs: Sequence[Champ], reading: Reading, sort: Sort, words: Mapping[str, _Words]) -> Iterator[Told]:
    """For each field its best candidate, when that candidate is not better for another field."""
    title = frozenset(_stems(reading.old.objet))
    suited = {champ.nom: [c for c in reading.of(sort) if _suits(champ, c)] for champ in champs}
    scores = {
        champ.nom: {c: _score(c, suited[champ.nom], reading, words[champ.nom], title) for c in suited[champ.nom]}
        for champ in champs
    }
    for champ in champs:
        ours = {c: score for c, score in scores[champ.nom].items() if not _better_for_another(c, champ, score, scores)}
        best = max(ours, key=lambda c: (ours[c], -c.start), default=None)
        second = max((score for c, score in ours.items() if best and c.value != best.value), default=0.0)
        least = _LEAST_DATE if sort is Sort.DATE else _LEAST
        if best and ours[best] >= least and ours[best] >= _LEAD * second:
            yield Told(champ.nom, _typed(champ, best), best.start, best.end, min(0.9, 0.4 + ours[best] / 4))
        elif _alone(champ, champs, suited[champ.nom]):
            only = max(suited[champ.nom], key=lambda c: (c.start >= reading.decision, -c.start))
            yield Told(champ.nom, _typed(champ, only), only.start, only.end, _ALONE)


def _better_for_another(candidate: Candidate, champ: Champ, score: float, scores: _Scores) -> bool:
    """Does another field of that sort say more of it, or as much?"""
    rival = max((told.get(candidate, 0.0) for name, told in scores.items() if name != champ.nom), default=0.0)
    return rival > 0 and rival >= score


def _alone(champ: Champ, champs: Sequence[Champ], suited: Sequence[Candidate]) -> bool:
    """The only field of its sort that must be filled, and the only value of the act that suits it."""
    if not champ.obligatoire or champ.si or champ.calcul or champ.type not in _TELLING:
        return False
    if champ.type is FieldType.NOMBRE and not champ.unite:
        return False
    rivals = [c for c in champs if c is not champ and c.obligatoire and not c.si and c.unite == champ.unite]
    return not rivals and len({c.value for c in suited}) == 1


def _typed(champ: Champ, candidate: Candidate) -> str:
    if champ.type is FieldType.MONTANT:
        return candidate.value.removeprefix("-")
    return candidate.value.removesuffix(" €") if champ.type is FieldType.NOMBRE else candidate.value


def _suits(champ: Champ, candidate: Candidate) -> bool:
    if candidate.sort is Sort.QUANTITE:
        asked = {*_stems(champ.unite)} if champ.unite else {*_with_cues(champ.libelle)} - _GENERIC
        return _stem(choosing.fold(candidate.unit)) in asked or candidate.unit.replace("2", "²") == champ.unite
    if candidate.sort is Sort.MONTANT and candidate.unit:
        tax = "TTC" if "TTC" in champ.unite or "ttc" in champ.nom else "HT" if "HT" in champ.unite else ""
        return not tax or tax == candidate.unit
    return True


def _score(
    candidate: Candidate, others: Sequence[Candidate], reading: Reading, words: _Words, title: Set[str]
) -> float:
    """The words of the field around the candidate, up to the candidates beside it; nothing when too few are its label's."""
    first, last = reading.sentence(candidate.start)
    before = max([first, *(c.end for c in others if c.end <= candidate.start)])
    after = min([last, *(c.start for c in others if c.start >= candidate.end)])
    behind = _AFTER_NAME if candidate.sort is Sort.PERSONNE else _AFTER
    seen: dict[str, float] = dict.fromkeys(_TAXES.get(candidate.unit, ()), 0.0)
    for side, text in (
        (1.0, list(reversed(_stems(reading.text[before : candidate.start])))),
        (behind, _stems(reading.text[candidate.end : after])),
    ):
        if side != 1.0 and candidate.sort is Sort.DATE and not _APPOSED.match(reading.text, candidate.end):
            break  # a date is named before it is written, but « le 26 mai à 12 heures, date de remise des offres »
        for distance, stem in enumerate(text[:_FARTHEST]):
            if stem in words.worth:
                near = side * words.worth[stem] / (1 + _FADING * distance)
                seen[stem] = max(seen.get(stem, 0.0), near)
    if candidate.sort is Sort.QUANTITE and (unit := _stem(choosing.fold(candidate.unit))) in words.worth:
        seen[unit] = words.worth[unit]
    met = words.label & seen.keys()
    if not words.cues & seen.keys() and (not met or len(met | words.label & title) < words.least):
        return 0.0
    score = sum(seen.values())
    return score + _DECIDED if score and candidate.start >= reading.decision else score


def _year(champ: Champ, reading: Reading) -> Iterator[Told]:
    """The year of the title, or the one that follows « exercice »; nothing when they differ."""
    said = [
        c
        for c in reading.of(Sort.ANNEE)
        if re.search(
            r"(?i)(?:exercices?|budgets?(?:\s+primitifs?)?|bp)\s+$", reading.text[max(0, c.start - 18) : c.start]
        )
    ]
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
    found = {m[1]: m for m in re.finditer(written + _NUMBER_OF, flat(reading.text))}
    if len(found) == 1:
        value, m = next(iter(found.items()))
        yield Told(champ.nom, value, m.start(1), m.end(1), 0.85)


def _choice(champ: Champ, reading: Reading, words: _Words) -> Iterator[Told]:
    """The only option that the title names, or the act in what it decides, or the whole act."""
    found = [
        named
        for option in champ.options
        for text in _as_a_town({option, champ.redaction.get(option, option)})
        for named in _named(option, text, reading, words)
    ]
    first, last = _title(reading)
    titled = [each for each in found if first <= each.start < last]
    decided = [each for each in found if each.start >= reading.decision]
    telling = [each for each in decided if each.telling]
    for said, sure in ((titled, 0.85), (telling, 0.8), (found, 0.7)):
        if said:
            if len({each.option for each in said}) == 1:
                yield Told(champ.nom, said[0].option, said[0].start, said[0].end, sure)
            return


def _as_a_town(texts: Set[str]) -> Set[str]:
    """These wordings, and those of a town: « aux frais de la Ville »."""
    return texts | {re.sub(r"\bcommune\b", "ville", text) for text in texts}


@dataclass(frozen=True, slots=True)
class _Named:
    """An option at characters [start, end); telling when its words could hardly say another thing."""

    option: str
    start: int
    end: int
    telling: bool


def _title(reading: Reading) -> tuple[int, int]:
    """The characters of the title."""
    words = reading.old.objet.split()[:_TITLE_WORDS]
    found = re.search(r"\s+".join(map(re.escape, words)), reading.text) if words else None
    return (found.start(), found.start() + len(reading.old.objet) + _TITLE_WORDS) if found else (0, 0)


def _named(option: str, text: str, reading: Reading, words: _Words) -> Iterator[_Named]:
    """Where a wording of an option stands; what is short must have a word of the field beside it, but in the title."""
    bare = re.sub(r"\(.*?\)", " ", text).strip()
    meant = _WORD.findall(bare)
    acronym = len(meant) == 1 and bare.isupper() and len(bare) > 2
    if not meant or (max(map(len, meant)) < _LONG_WORD and not acronym):
        return
    telling = acronym or sum(len(word) >= _LONG_WORD for word in meant) >= 2
    title = _title(reading)
    pattern = r"\W+".join(re.escape(word) for word in meant)
    for m in re.finditer(rf"\b{pattern}s?\b", reading.text, 0 if acronym else re.IGNORECASE):
        if telling or (title[0] <= m.start() < title[1] and min(map(len, meant)) >= _LONG_WORD):
            yield _Named(option, *m.span(), telling)
            continue
        first, last = reading.sentence(m.start())
        before = reading.text[max(first, m.start() - _BESIDE) : m.start()]
        beside = set(_stems(f"{before} {reading.text[m.end() : min(last, m.end() + _BESIDE)]}")) - set(_stems(text))
        if sum(words.worth[stem] for stem in beside if stem in words.worth) >= _LEAST_BESIDE:
            yield _Named(option, *m.span(), telling)


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return choosing.stem(word)


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in choosing.words(text)]
