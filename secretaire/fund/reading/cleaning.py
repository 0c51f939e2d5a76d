"""Clean text for French: ligatures, spaces, bullets, words cut at the end of a line. Pure."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_REMOVED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"  # soft hyphen, zero-width characters, byte order mark
_HYPHENS = "\u2010\u2011"
_TABLE = str.maketrans(
    {**_LIGATURES, **dict.fromkeys(_SPACES, " "), **dict.fromkeys(_REMOVED, None), **dict.fromkeys(_HYPHENS, "-")}
)

# Symbol fonts (Wingdings) put their bullets in the private use area
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LETTERS = r"[^\W\d_]+"
_WORD = re.compile(_LETTERS)
_HYPHENATED = re.compile(rf"({_LETTERS})-(?=({_LETTERS}))")
_MARK = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED_MARKS = re.compile(f"({_MARK}{{8}}){_MARK}+")
"""No letter has nine accents; a million of them would take minutes to put in order."""
_CUT_WORD = re.compile(r"(?P<head>[^\W\d_]+)-[ ]?\n(?P<tail>[^\W\d_]+)")
_COMPOUND_HEADS = """
après arrière au avant basse bas bien celle celles celui ceux ci compte contre demi en est ex grand grande haut
haute là le la les lui mi mini nord non ouest outre par petit petite peut plus procès quasi quatre rendez rez
saint sainte semi sous sud sur sus tiers vice vis vingt trente quarante cinquante soixante
"""
_KEPT_HYPHEN = frozenset(_COMPOUND_HEADS.split())
"""First halves of compound words: at the end of a line their hyphen is a real one."""


def clean(text: str) -> str:
    """The text as a person reads it: one space between words, one blank line between paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").translate(_TABLE)
    text = _CONTROLS.sub("", _PRIVATE_USE.sub("•", text))
    text = unicodedata.normalize("NFC", _STACKED_MARKS.sub(r"\1", text))
    text = "\n".join(re.sub(" {2,}", " ", line).strip() for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text).strip("\n")
    return _rejoin_cut_words(text)


def _rejoin_cut_words(text: str) -> str:
    """« délibé-⏎ration » becomes « délibération »; « vice-⏎président » and names keep their hyphen."""
    if _CUT_WORD.search(text) is None:
        return text
    # as written elsewhere in the text, in one piece
    words = set(_WORD.findall(text))
    hyphenated = set(_HYPHENATED.findall(text))

    def rejoin(match: re.Match[str]) -> str:
        head, tail = match["head"], match["tail"]
        compound = (
            not tail[0].islower()
            or head.lower() in _KEPT_HYPHEN
            or head.isupper()
            or ((head, tail) in hyphenated and head + tail not in words)
        )
        return f"{head}-{tail}" if compound else head + tail

    return _CUT_WORD.sub(rejoin, text)
