"""What is known of each article at a date. What is not known is said unknown, never guessed."""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import BinaryIO

from secretaire.law.change_dates import change_period, start_period
from secretaire.law.legi import Update, Version
from secretaire.law.numbers import impossible, with_letters
from secretaire.law.rows import (
    LISTED_2015,
    Entry,
    Key,
    Life,
    article_key,
    read_cgct_in_2015,
    read_entries,
    read_lives,
    rows,
)

_OLD_COPY, _OLD_COPY_DAY = "texte ancien du code", date(2020, 12, 31)  # seen in force in a copy of 2020 at most
_NOT_RECHECKED = "connaissance"
_SPEAKS_FOR = timedelta(days=365)
_NUMBERED_SINCE = date(2009, 1, 1)  # the code du travail was the last to be numbered again, on 1 May 2008


class Status(StrEnum):
    """What is known of an article at a date."""

    EN_VIGUEUR = "en_vigueur"
    PAS_ENCORE = "pas_encore"  # it did not exist yet
    REMPLACE = "remplace"  # its content is now elsewhere
    ABROGE = "abroge"
    CONTENU_CHANGE = "contenu_change"  # still the right number, with another rule in it
    NUMERO_IMPOSSIBLE = "numero_impossible"  # no article of that code can bear it: a slip
    INCONNU = "inconnu"


class Confidence(StrEnum):
    """How far a verdict was checked."""

    CONTROLEE = "controlee"  # against a text or a source of 2025-2026, or a list of dates
    ANCIENNE = "ancienne"  # the number was checked in a copy of 2020 at most
    NON_RECONTROLEE = "non_recontrolee"  # knowledge of the trade, or a doubt written in the row


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of an article at a date, and on what ground.

    Attributes:
        successor: where its content went, in words (« CGCT L. 1612-25 »); for a changed content, the new rule; for
            an impossible number, the article that it may be.
        replacement: the successor as (code, article) when it is certain: one article, the row checked, and that
            article itself checked to be in force at that date.
        since: first day of the change, when it is exactly known.
        source: column `verification` of the snapshot, or the list the verdict was read in.
        old_rule: for a changed content, the pattern that betrays the old rule in a text without accents or capitals.
        reason: for an impossible number, why.
    """

    status: Status
    successor: str = ""
    replacement: Key | None = None
    since: date | None = None
    source: str = ""
    old_rule: str = ""
    reason: str = ""
    doubtful: bool = False

    @property
    def confidence(self) -> Confidence:
        if self.doubtful or self.source == _NOT_RECHECKED:
            return Confidence.NON_RECONTROLEE
        if self.source.startswith(_OLD_COPY) or self.source == LISTED_2015:
            return Confidence.ANCIENNE
        return Confidence.CONTROLEE


SNAPSHOT_FILES = (
    "etat.toml",
    "references.csv",
    "anciens_contenus.csv",
    "articles_dates.csv.gz",
    "cgct_articles_2015.csv.gz",
)
"""Files of `resources/droit`, in the order of the parameters of `load_snapshot`."""

UNKNOWN = Verdict(Status.INCONNU)


@dataclass(frozen=True, slots=True)
class Etat:
    """Facts about the snapshot, for « droit etat ».

    Attributes:
        imported: it was brought by a person, over the one shipped with the application.
    """

    date: date
    articles: int
    source: str
    imported: bool = False


class Snapshot:
    """The dated legal snapshot, and what was imported over it."""

    def __init__(
        self,
        day: date,
        source: str,
        entries: Mapping[Key, Entry],
        lives: Mapping[Key, Life],
        update: Update | None = None,
    ) -> None:
        self._day = update.day if update else day
        self._shipped_day = day
        self._source = source
        self._entries = entries
        self._lives = lives
        self._update = update
        self._versions: Mapping[Key, tuple[Version, ...]] = update.versions if update else {}

    def etat(self) -> Etat:
        articles = len(self._entries.keys() | self._lives.keys() | self._versions.keys())
        source = f"{self._update.source} ; {self._source}" if self._update else self._source
        return Etat(self._day, articles, source, imported=self._update is not None)

    def updated(self, update: Update) -> Snapshot:
        """This snapshot with a newer state of the law over it."""
        return Snapshot(self._shipped_day, self._source, self._entries, self._lives, update)

    def knows(self, key: Key) -> bool:
        """Is there a row, a life or a version of that article?"""
        return key in self._entries or key in self._lives or key in self._versions

    def speaks_for(self, on: date) -> bool:
        """Is that day near enough for what was true at the day of the snapshot to be said true still?"""
        return on <= self._day + _SPEAKS_FOR

    def verdict(self, code: str, article: str, on: date) -> Verdict:
        """What is known of an article at a date. `article` is empty for a whole law, decree or ordinance."""
        found = self._known(article_key(code, article), on)
        if not self.speaks_for(on) and found.status in {Status.EN_VIGUEUR, Status.CONTENU_CHANGE}:
            return UNKNOWN
        successor = found.replacement
        unsure = found.confidence is Confidence.NON_RECONTROLEE
        if successor and (unsure or not self._sure(successor, on)):
            return replace(found, replacement=None)
        return found

    def _sure(self, key: Key, on: date) -> bool:
        found = self._known(key, on)
        return found.status is Status.EN_VIGUEUR and found.confidence is not Confidence.NON_RECONTROLEE

    def _known(self, key: Key, on: date) -> Verdict:
        entry = self._entries.get(key)
        if versions := self._versions.get(key):
            return self._by_versions(versions, entry, on)
        if entry is None:
            return self._by_life(key, on) if key in self._lives else self._by_number(key, on)
        if entry.trap == "numero":
            return self._trap(entry, on)
        if entry.trap == "contenu":
            return _changed(entry, on)
        start = start_period(entry.statut)
        listed = self._lives.get(key)
        if start and on < start.earliest:
            return Verdict(Status.PAS_ENCORE, since=start.exact, source=entry.verification)
        if (
            on >= self._shipped_day
            or (start and on >= start.latest)
            or (listed and listed.first and listed.first <= on)
            or (entry.verification.startswith(_OLD_COPY) and on >= _OLD_COPY_DAY)
        ):
            return Verdict(Status.EN_VIGUEUR, source=entry.verification, doubtful="à vérifier" in entry.statut)
        return self._by_life(key, on)

    def _by_versions(self, versions: tuple[Version, ...], entry: Entry | None, on: date) -> Verdict:
        """What the imported file says; the shipped rows add the successor, and the words of the old rule."""
        source = self._update.source if self._update else ""
        if on < versions[0].start:
            return Verdict(Status.PAS_ENCORE, since=versions[0].start, source=source)
        begun = [version for version in versions if version.start <= on]
        last = begun[-1]
        if last.end is None or on < last.end:
            if entry and entry.trap == "contenu" and (changed := _changed(entry, on)).status is Status.CONTENU_CHANGE:
                return replace(changed, source=source)
            return Verdict(Status.EN_VIGUEUR, source=source)
        if last.successor:
            replacement = _single_article((last.successor,))
            return Verdict(Status.REMPLACE, last.successor, replacement, since=last.end, source=source)
        if entry and entry.trap == "numero":
            return replace(_gone(entry), since=last.end)
        return Verdict(Status.ABROGE, since=last.end, source=source)

    def _trap(self, entry: Entry, on: date) -> Verdict:
        period = change_period(entry.statut)
        if period is None and on < self._shipped_day:
            return UNKNOWN  # it changed, nobody wrote when
        if period and on < period.earliest:
            return Verdict(Status.EN_VIGUEUR, source=entry.verification)
        if period and on < period.latest:
            return UNKNOWN
        gone = _gone(entry)
        return gone if gone.status is Status.INCONNU else replace(gone, since=period.exact if period else None)

    def _by_life(self, key: Key, on: date) -> Verdict:
        life = self._lives.get(key)
        if life is None:
            return UNKNOWN
        if life.first is None and on < life.sighted:
            return UNKNOWN  # it came some day before a copy
        if life.first and on < life.first:
            return Verdict(Status.PAS_ENCORE, since=life.first, source=life.source)
        if life.gone and on >= life.gone:
            return Verdict(Status.ABROGE, since=life.gone if life.gone_exactly else None, source=life.source)
        if life.gone and not life.gone_exactly and on > life.sighted:
            return UNKNOWN  # it went some day between the two copies
        return Verdict(Status.EN_VIGUEUR, source=life.source) if on <= life.known_until else UNKNOWN

    def _by_number(self, key: Key, on: date) -> Verdict:
        code, article = key
        reason = impossible(code, article) if on >= _NUMBERED_SINCE else ""
        if not reason:
            return UNKNOWN
        near = [a for a in with_letters(article) if self._known((code, a), on).status is Status.EN_VIGUEUR]
        return Verdict(Status.NUMERO_IMPOSSIBLE, successor=near[0] if len(near) == 1 else "", reason=reason)


def load_snapshot(
    etat: BinaryIO,
    references: Iterable[bytes],
    old_rules: Iterable[bytes],
    listed_dates: BinaryIO,
    cgct_2015: BinaryIO,
) -> Snapshot:
    """The snapshot read from the files of `resources/droit` (the last two are compressed)."""
    facts = tomllib.load(etat)
    patterns = {article_key(row["code"], row["article"]): row["motif"] for row in rows(old_rules)}
    lives = dict(read_cgct_in_2015(rows(gzip.GzipFile(fileobj=cgct_2015))))
    lives |= read_lives(rows(gzip.GzipFile(fileobj=listed_dates)), frozenset(facts["jours_de_copie"]))
    return Snapshot(facts["date"], facts["source"], read_entries(rows(references), patterns), lives)


def _gone(entry: Entry) -> Verdict:
    """An article no longer to be cited: replaced, repealed, or nobody is sure."""
    doubtful = "vérifier" in entry.statut
    repealed = not any(not e.startswith("aucune") for e in entry.equivalents)
    return Verdict(
        Status.INCONNU if doubtful else Status.ABROGE if repealed else Status.REMPLACE,
        successor=" ; ".join(entry.equivalents),
        replacement=None if doubtful else _single_article(entry.equivalents),
        source=entry.verification,
        doubtful=doubtful or any("vérifier" in e or "déduit" in e for e in entry.equivalents),
    )


def _changed(entry: Entry, on: date) -> Verdict:
    period = change_period(entry.statut)
    if period and on < period.latest:
        return Verdict(Status.EN_VIGUEUR, source=entry.verification)
    return Verdict(
        Status.CONTENU_CHANGE,
        successor=" ; ".join(entry.equivalents),
        since=period.exact if period else None,
        source=entry.verification,
        old_rule=entry.old_rule,
    )


def _single_article(equivalents: tuple[str, ...]) -> Key | None:
    """(code, article) when the successor is exactly one article: no list, no range, no doubt."""
    if len(equivalents) != 1:
        return None
    found = re.fullmatch(r"([A-Z]+) ((?:[LRD]\. )?\d+(?:-\d+)*)", equivalents[0])
    return (found[1], found[2]) if found else None
