"""One subject through time: gather every act of the fund that may bear on it, then make the chain (`fund/history`)."""

from __future__ import annotations

from collections.abc import Iterable

from secretaire.fund.catalogue.catalogue import Catalogue
from secretaire.fund.catalogue.piece_table import Link, StoredPiece
from secretaire.fund.finding.search import Search
from secretaire.fund.history.chain import History
from secretaire.fund.history.chronology import chronology, chronology_of
from secretaire.fund.history.links import resolve
from secretaire.fund.history.subjects import Subject, SubjectRules, holds

_NEAREST = 60
_MOST = 300


class Histories:
    """The chains of acts of a fund. Any thread may use it."""

    def __init__(self, catalogue: Catalogue, search: Search, rules: SubjectRules) -> None:
        self._catalogue = catalogue
        self._search = search
        self._rules = rules

    def of_subject(self, words: str) -> History:
        """The acts on a subject, one after the other."""
        found = self._candidates(words, self._rules.subject(words))
        return chronology(words, found, self._links_of(found), self._text, self._rules)

    def of_piece(self, act: StoredPiece) -> History:
        """The acts before and after one of them, on its subject."""
        objet = act.facts.objet
        found = self._candidates(objet or self._text(act), self._rules.subject(objet))
        return chronology_of(act, found, self._links_of(found), self._text, self._rules)

    def link(self) -> None:
        """Find again which act changes which."""
        pieces = self._catalogue.pieces
        pieces.set_links(resolve(pieces.acts(), self._rules))

    def _candidates(self, words: str, subject: Subject) -> list[StoredPiece]:
        """The nearest acts, every act whose objet holds the subject, and those they change or that change them.

        A later act left out would make an older one look in force: the search alone, which ranks, is not enough.
        """
        pieces = self._catalogue.pieces
        nearest = [result.piece for result in self._search.similar_to(words, limit=_NEAREST).results]
        if subject.words:
            nearest += [piece for piece, objet in pieces.objets() if holds(self._rules.subject(objet), subject)]
        found = pieces.get_all(list(dict.fromkeys(nearest))[:_MOST])
        known = {piece.id for piece in found}
        others = {end for link in self._links_of(found) for end in (link.piece, link.target)} - known
        return found + pieces.get_all(sorted(others))

    def _links_of(self, found: Iterable[StoredPiece]) -> list[Link]:
        return list(dict.fromkeys(link for piece in found for link in self._catalogue.pieces.links_of(piece.id)))

    def _text(self, piece: StoredPiece) -> str:
        return self._catalogue.piece_text(piece)
