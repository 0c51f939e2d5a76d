"""What makes a piece come before another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from secretaire.fund.finding.analyzer import count
from secretaire.fund.finding.engine import Ranking
from secretaire.fund.finding.query import parse
from secretaire.fund.finding.ranking import Entries, needed, rank
from secretaire.fund.finding.synonyms import Synonyms, parse_synonyms
from secretaire.fund.finding.vocabulary import Vocabulary


class MemoryField:
    """A field of texts held in memory."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counted = [count(text) for text in texts]
        lengths = np.array([counted.length for counted in self._counted], np.float32)
        self.relative_lengths = lengths / max(1.0, float(lengths.mean()))

    def postings(self, term: str) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        found = [(entry, counted.terms[term]) for entry, counted in enumerate(self._counted) if term in counted.terms]
        return np.array([x for x, _ in found], np.uint32), np.array([x for _, x in found], np.uint32)


def entries(texts: Sequence[str], titles: Sequence[str] = (), pieces: Sequence[int] = ()) -> Entries:
    words: dict[str, int] = {}
    for text in (*texts, *titles):
        for word in count(text).words:
            words[word] = words.get(word, 0) + 1
    known = sorted(words)
    size = len(texts)
    return Entries(
        text=MemoryField(texts),
        title=MemoryField(titles or [""] * size),
        piece=np.array(pieces or range(1, size + 1), np.uint32),
        start=np.zeros(size, np.uint32),
        end=np.array([len(text) for text in texts], np.uint32),
        alive=np.ones(size, bool),
        may_hold=lambda _: np.ones(size, bool),
        vocabulary=Vocabulary([(known, np.array([words[word] for word in known], np.uint32))]),
    )


def ranked(kept: Entries, typed: str, limit: int = 10, synonyms: str = "", **scope: object) -> Ranking:
    groups, _ = parse_synonyms(synonyms)
    return rank(kept, parse(typed, Synonyms(groups)), limit, **scope)  # type: ignore[arg-type]


def order(ranking: Ranking) -> list[int]:
    return [hit.piece for hit in ranking.hits]


def test_how_many_words_are_needed() -> None:
    assert [needed(words) for words in range(8)] == [0, 1, 2, 2, 3, 4, 4, 5]


def test_the_word_in_the_title_wins() -> None:
    kept = entries(["travaux de voirie", "travaux de voirie"], ["divers", "travaux de voirie"])
    assert order(ranked(kept, "voirie ")) == [2, 1]


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    kept = entries(["conseil cantine", "conseil voirie", "conseil voirie", "conseil voirie"])
    assert order(ranked(kept, "cantine voirie assainissement "))[0] == 1


def test_a_piece_of_many_entries_counts_once_and_holds_the_words_of_all() -> None:
    kept = entries(["cantine scolaire", "garderie du soir", "cantine"], pieces=[7, 7, 8])
    ranking = ranked(kept, "cantine garderie ")
    assert (order(ranking), list(ranking.answering)) == ([7], [7])
    assert len(ranking.hits[0].stretches) == 2


def test_a_synonym_counts_less_than_the_word() -> None:
    kept = entries(["la salle polyvalente est louée", "la salle des fêtes est louée", "le foyer est rural", "rien"])
    ranking = ranked(kept, "salle des fêtes ", synonyms="salle des fêtes = salle polyvalente = foyer rural")
    assert (order(ranking)[0], set(order(ranking))) == (2, {1, 2, 3})
    assert order(ranked(kept, "salle des fêtes ")) == [2]


def test_the_end_of_a_word_and_a_mistyped_word_are_found() -> None:
    kept = entries(["délibération sur la circulation", "rien du tout"])
    assert order(ranked(kept, "circ")) == [1]
    mistyped = ranked(kept, "cirulcation ")
    assert order(mistyped) == [1]
    assert mistyped.corrections == {"cirulcation": "circulation"}


def test_only_what_is_allowed_and_not_excluded_answers() -> None:
    kept = entries(["voirie", "voirie", "voirie"])
    assert order(ranked(kept, "voirie ", allowed={2, 3})) == [2, 3]
    assert order(ranked(kept, "voirie ", allowed=set())) == []
    assert order(ranked(kept, "voirie ", excluded={1})) == [2, 3]


def test_the_limit_bounds_the_hits_not_the_answers_and_equals_keep_their_order() -> None:
    kept = entries(["voirie"] * 9)
    ranking = ranked(kept, "voirie ", limit=3)
    assert (order(ranking), len(ranking.answering)) == ([1, 2, 3], 9)


def test_what_was_deleted_does_not_answer() -> None:
    kept = entries(["voirie", "voirie"])
    kept.alive[0] = False
    assert order(ranked(kept, "voirie ")) == [2]
    assert order(ranked(kept, "« voirie »")) == [2]
