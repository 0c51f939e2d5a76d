"""A newer state of the law, carried by hand: articles with their days of validity.

The file is a zip. It holds `etat.toml` (`format = 1`, `date`, `source`), and one or both of:

- `articles.jsonl`: one version of one article a line, `{"code": "CGCT", "article": "L2121-29", "debut": "1996-02-24",
  "fin": null, "remplace_par": "CGCT L1612-25"}`; `fin` is the first day it no longer applies, `code` a key of
  `law/codes.py` or the full name of the code; `remplace_par` and `fin` may be absent;
- `legi/…xml`: articles as the base LEGI of the DILA publishes them (`LEGIARTI….xml`), untouched.
"""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO
from xml.etree import ElementTree

from secretaire.law.codes import CODES
from secretaire.law.references import normal_article
from secretaire.law.rows import Key

ETAT, ARTICLES, LEGI = "etat.toml", "articles.jsonl", "legi/"
FORMAT = 1
_FOREVER = date(2999, 1, 1)  # what LEGI writes for a version that nothing ends
_MOST_BYTES = 400_000_000
_TOLD_EVERY = 500  # articles
Tell = Callable[[int, int], None]
"""Bytes read, bytes in all; what it raises stops the reading."""
_KEYS = {name.casefold(): key for key, name in CODES.items()} | {key.casefold(): key for key in CODES}


class NotAnUpdate(Exception):
    """The file is no update of the law; the argument is the cause, in French."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of an article, in force from `start` to the day before `end` (None: nothing ends it yet)."""

    start: date
    end: date | None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class Update:
    """The articles of a file, each with its versions, oldest first."""

    day: date
    source: str
    versions: Mapping[Key, tuple[Version, ...]]


def silent(_done: int, _total: int) -> None:
    """Nobody waits."""


def read_update(stream: IO[bytes], tell: Tell = silent) -> Update:
    """Read the file of an update, telling now and then how far it is.

    Raises:
        NotAnUpdate: it is not one, or a line of it is wrong (the line is named).
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST_BYTES:
                raise NotAnUpdate("il est trop gros")
            day, source = _facts(archive)
            versions: dict[Key, list[Version]] = {}
            for key, version in _all(archive, tell):
                versions.setdefault(key, []).append(version)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise NotAnUpdate("ce n'est pas une archive zip lisible") from error
    if not versions:
        raise NotAnUpdate("il ne contient aucun article")
    ordered = {key: tuple(sorted(found, key=lambda v: v.start)) for key, found in versions.items()}
    return Update(day, source, ordered)


def _facts(archive: zipfile.ZipFile) -> tuple[date, str]:
    try:
        facts = tomllib.loads(archive.read(ETAT).decode("utf-8"))
        day, source, written = facts["date"], facts["source"], facts["format"]
    except KeyError as error:
        raise NotAnUpdate(f"il y manque {ETAT}, ou l'une de ses lignes format, date, source") from error
    except (ValueError, UnicodeDecodeError) as error:
        raise NotAnUpdate(f"{ETAT} est illisible") from error
    if written != FORMAT:
        raise NotAnUpdate(f"il est au format {written}, et cette version ne lit que le format {FORMAT}")
    if type(day) is not date or not isinstance(source, str) or not source.strip():
        raise NotAnUpdate(f"la date ou la source de {ETAT} est incorrecte")
    return day, source.strip()


def _all(archive: zipfile.ZipFile, tell: Tell) -> Iterator[tuple[Key, Version]]:
    members = [m for m in archive.infolist() if m.filename == ARTICLES or _is_legi(m.filename)]
    total = sum(member.file_size for member in members)
    done = read = 0
    for member in members:
        for size, found in _json_lines(archive, member) if member.filename == ARTICLES else _legi(archive, member):
            done += size
            read += 1
            if read % _TOLD_EVERY == 0:
                tell(done, total)
            if found:
                yield found


def _is_legi(name: str) -> bool:
    return name.startswith(LEGI) and name.endswith(".xml")


_Read = tuple[int, tuple[Key, Version] | None]
"""Bytes read, and the article they held."""


def _json_lines(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[_Read]:
    with archive.open(member) as lines:
        for number, line in enumerate(lines, 1):
            yield len(line), _json_line(line, number) if line.strip() else None


def _json_line(line: bytes, number: int) -> tuple[Key, Version]:
    try:
        row = json.loads(line)
        key = _key(row["code"]), normal_article(row["article"])
        end = date.fromisoformat(row["fin"]) if row.get("fin") else None
        return key, Version(date.fromisoformat(row["debut"]), end, _successor(row.get("remplace_par") or ""))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAnUpdate(f"la ligne {number} de {ARTICLES} est incorrecte") from error


def _legi(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[_Read]:
    yield member.file_size, _legi_article(archive.read(member), member.filename)


def _legi_article(content: bytes, name: str) -> tuple[Key, Version] | None:
    """One article of the base LEGI; None for a text that no act of a commune cites."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotAnUpdate(f"{name} n'est pas un article de la base LEGI")
    try:
        article = ElementTree.fromstring(content)  # noqa: S314  # no DTD: refused above
        title = article.findtext("CONTEXTE/TEXTE/TITRE_TXT") or ""
        facts = article.find("META/META_SPEC/META_ARTICLE")
        if facts is None:
            raise ValueError("no META_ARTICLE")
        number, etat = facts.findtext("NUM") or "", facts.findtext("ETAT") or ""
        start = date.fromisoformat(facts.findtext("DATE_DEBUT") or "")
        end = date.fromisoformat(facts.findtext("DATE_FIN") or "")
    except (ElementTree.ParseError, ValueError) as error:
        raise NotAnUpdate(f"{name} n'est pas un article de la base LEGI") from error
    code = _KEYS.get(re.sub(r"\s+", " ", title).strip().rstrip(".").casefold())
    if code and number and etat != "MODIFIE_MORT_NE" and end > start:
        return (code, normal_article(number)), Version(start, None if end >= _FOREVER else end)
    return None


def _key(code: str) -> str:
    key = _KEYS.get(code.strip().casefold())
    if key is None:
        raise ValueError(code)
    return key


def _successor(text: str) -> str:
    """« CGCT L1612-25 » → « CGCT L. 1612-25 »."""
    if not text:
        return ""
    code, _, article = text.partition(" ")
    return f"{_key(code)} {normal_article(article)}"
