"""The clauses that a commune writes its own way, learnt from its old acts of one type.

A clause is learnt when nearly the same paragraph stands in three acts or more. What changed from one act to the other must
be a field of the type, put back as `{champ}`; a paragraph that holds another figure or a name is never proposed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from secretaire.acts import wording
from secretaire.acts.act_type import ActType, FieldType
from secretaire.acts.adaptation import Partie, wording_of
from secretaire.drafting.choosing import fold
from secretaire.drafting.reuse.candidates import Reading, Sort
from secretaire.drafting.reuse.extraction import Extracted, extract
from secretaire.drafting.reuse.old_act import OldAct

_LEAST_ACTS = 3
_SAME = 90  # likeness of two writings of one clause
_KNOWN = 85  # likeness with a clause of the type, from which it is that clause
_VARIANT = 60  # and from which it says the same thing otherwise
_LEAST_LETTERS, _MOST_LETTERS = 40, 900
_MOST_ACTS = 200
_PUT_BACK = frozenset(
    {
        FieldType.DATE,
        FieldType.PERIODE,
        FieldType.MONTANT,
        FieldType.POURCENTAGE,
        FieldType.NOMBRE,
        FieldType.PARCELLE,
        FieldType.PERSONNE,
    }
)
_SLOT = re.compile(r"\{[^{}]*\}")
_LABEL = re.compile(r"^\s*(?:Article\s+\w+\s*[.:–-]*|\d{1,2}\s?[.)°]|[-•*✓➢▪])\s*", re.IGNORECASE)
# what opens, votes and closes any act: the house writes it, not the type
_HOUSE = re.compile(
    r"(?i)délibéré|bien vouloir|donne la parole|cède la parole|invite l['’]assemblée|présidence|unanimité|voix pour|quorum"
    r"|secrétaire de séance|pour extrait|fait (?:et|à)|tribunal|certifi|exécutoire|séance du|présents|convo[qc]"
)
_MAIRE = re.compile(r"\b(?:[Mm]onsieur|[Mm]adame|M\.|Mr|Mme)\s+(?:le|la)\s+[Mm]aire\b(?!\s+délégué)")


@dataclass(frozen=True, slots=True)
class Habit:
    """A clause of the commune's own.

    Attributes:
        text: a template of the type: values of fields are put back as `{champ}`.
        replaces: the wording of the type it is a variant of; empty when the type says nothing of the kind.
        acts: in how many old acts it stands.
        sources: which, as they were given.
    """

    part: Partie
    text: str
    replaces: str
    acts: int
    sources: tuple[str, ...]


@dataclass(slots=True)
class _Cluster:
    """Paragraphs that are one clause."""

    part: Partie
    like: str
    texts: Counter[str] = field(default_factory=Counter)
    sources: dict[str, None] = field(default_factory=dict)


def habits_of(kind: ActType, acts: Sequence[tuple[str, OldAct]]) -> tuple[Habit, ...]:
    """The clauses that stand in three acts or more, most frequent first; each act comes with its source."""
    clusters: list[_Cluster] = []
    for source, old in acts[:_MOST_ACTS]:
        for part, text in _clauses(kind, old):
            cluster = _nearest(clusters, part, text)
            if cluster is None:
                cluster = _Cluster(part, fold(text))
                clusters.append(cluster)
            cluster.texts[text] += 1
            cluster.sources.setdefault(source)
    habits = (_habit(kind, cluster) for cluster in clusters if len(cluster.sources) >= _LEAST_ACTS)
    return tuple(sorted((habit for habit in habits if habit), key=lambda habit: -habit.acts))


def _nearest(clusters: Sequence[_Cluster], part: Partie, text: str) -> _Cluster | None:
    same = [cluster for cluster in clusters if cluster.part is part]
    found = process.extractOne(fold(text), [c.like for c in same], scorer=fuzz.ratio, score_cutoff=_SAME)
    return same[found[2]] if found else None


def _habit(kind: ActType, cluster: _Cluster) -> Habit | None:
    """The clause as it was most often written; None when the type says it already."""
    text = cluster.texts.most_common(1)[0][0]
    known = [wording_of(clause) for clause in getattr(kind, cluster.part.value)]
    near = process.extractOne(
        _bare(text), [_bare(clause) for clause in known], scorer=fuzz.ratio, score_cutoff=_VARIANT
    )
    if near and near[1] >= _KNOWN:
        return None
    sources = tuple(cluster.sources)
    return Habit(cluster.part, text, known[near[2]] if near else "", len(sources), sources)


def _bare(template: str) -> str:
    """A template for comparisons: any field for any other."""
    return fold(wording.fold_spaces(_SLOT.sub("{}", template.replace("[[", "").replace("]]", ""))))


def _clauses(kind: ActType, old: OldAct) -> Iterator[tuple[Partie, str]]:
    """The clauses of an act, values put back as fields; those that hold anything else of their day left out."""
    reading = Reading(old)
    values = [e for e in extract(kind, old) if e.champ.type in _PUT_BACK and isinstance(e.value, str)]
    persons = [(c.start, c.end) for c in reading.of(Sort.PERSONNE)]
    for start, end in _paragraphs(reading):
        inside = [e for e in values if start <= e.passage.start and e.passage.end <= end]
        written = reading.text[start:end]
        if any(bracket in written for bracket in "{}[]") or _HOUSE.search(written):
            continue
        if any(start <= first < end and not _covered(first, inside) for first, _ in persons):
            continue
        text = _LABEL.sub("", _put_back(reading.text, start, end, inside)).rstrip(" .,;:\n")
        text = _MAIRE.sub("{maire:titre}", " ".join(text.split()))
        if fold(text) == fold(" ".join(old.objet.split())):
            continue
        if _LEAST_LETTERS <= len(text) <= _MOST_LETTERS and not re.search(r"\d", _without_law(_SLOT.sub("", text))):
            yield _part(text, start >= reading.decision)


def _paragraphs(reading: Reading) -> Iterator[tuple[int, int]]:
    """The sentences of the act, less those of its form."""
    start = 0
    while start < len(reading.text):
        first, last = reading.sentence(start)
        if last <= start:
            return
        if not reading.formal(first):
            yield first, last
        start = last


def _covered(place: int, values: Sequence[Extracted]) -> bool:
    return any(e.passage.start <= place < e.passage.end for e in values)


def _put_back(text: str, start: int, end: int, values: Sequence[Extracted]) -> str:
    """The paragraph with `{champ}` where a value of that field is written."""
    parts: list[str] = []
    for each in sorted(values, key=lambda e: e.passage.start):
        if each.passage.start >= start:
            parts += [text[start : each.passage.start], f"{{{each.champ.nom}}}"]
            start = each.passage.end
    return "".join([*parts, text[start:end]])


def _without_law(text: str) -> str:
    """Without the figures that are no fact of the day: articles and texts of law."""
    return re.sub(
        r"(?i)(?:articles?\s+)?\b[LRD]\.?\s?\*?\d[\d-]*(?:\s?(?:,|et|à)\s?(?:[LRD]\.?\s?)?\d[\d-]*)*|"
        r"\b(?:loi|décret|ordonnance)\s+n[°º]\s?[\d-]+(?:\s+(?:modifiée?\s+)?du\s+\d+(?:er)?\s+\w+\s+\d{4})?|\bM\s?(?:14|57)\b",
        "",
        text,
    )


def _part(text: str, decided: bool) -> tuple[Partie, str]:
    if re.match(r"(?i)vu\s", text):
        return Partie.VISAS, text[2:].strip()
    if re.match(r"(?i)considérant\b", text):
        return Partie.CONSIDERANTS, wording.upper_first(text.lower() if text[:11].isupper() else text)
    opened = re.sub(r"^\{maire:titre\}", "{maire:Titre}", text)
    return (Partie.ARTICLES if decided else Partie.EXPOSE), wording.upper_first(opened)
