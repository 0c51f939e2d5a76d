"""Abbreviated words, acronyms, missing accents and apostrophes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from secretaire.drafting.folding import fold
from secretaire.drafting.pen.normalise.french import known
from secretaire.drafting.pen.normalise.tables import Tables

_ACCENTS = {"a": "àâ", "c": "ç", "e": "éèêë", "i": "îï", "o": "ô", "u": "ùûü"}
_LONG_ENOUGH = 4
_WORD = re.compile(r"(?<![\w.-])(?P<word>[^\W\d_]+)(?P<dot>\.?)(?![\w'-])")
_NAME_BEFORE = re.compile(
    r"\b(?:Monsieur|Madame|Messieurs|Mesdames|Mademoiselle|famille|veuve|[Rr]ue|garage|consorts) (?:[A-ZÉ][\w'-]+ )?$"
)
_PLURAL_BEFORE = re.compile(
    r"(?:\b(?:les|des|ces|ses|nos|vos|leurs|aux|plusieurs|quelques|autres|deux|trois|quatre|cinq|tous|toutes|entre) "
    r"|(?<![\w°,.])(?<!n° )(?P<number>\d{1,3}(?: \d{3})*) )$",
    re.IGNORECASE,
)
_CUT_ENDINGS = ("ement", "ment", "lement", "iement")
_ELIDED = re.compile(  # « l abf », « s il », « jusqu au »: an apostrophe that was not typed
    r"(?<![\w'’°.,/])(?<!\d )(?:(l|d|qu|jusqu|lorsqu|puisqu|quelqu) (?=[aeiouyhéèêàâîô][^\W\d_])(?!et\b|ou\b|ha\b|en\b)"
    r"|(n) (?=(?:est|a|ont|était|avait|y|en|avons|ayant)\b)|(c) (?=(?:est|était)\b)|(s) (?=(?:il|ils|est|y|en)\b))"
)


_PARCEL = re.compile(r"\b([Pp]arc(?:elles?)?\.?|[Cc]adastrée?s?|[Ss]ection) (?!n\b)([a-z]{1,2}) ?(?:n ?° ?)?(?=\d)")
_CUT_ION = re.compile(r"\b([^\W\d_]{2,}[ts])°(?!\w)")  # « cotisat° »


@dataclass(frozen=True, slots=True)
class Words:
    """The rules about words of the tables."""

    tables: Tables
    months: re.Pattern[str]

    @staticmethod
    def of(tables: Tables) -> Words:
        """The rules of these tables."""
        typed = "|".join(key.replace("e", "[eé]") for key in sorted(tables.months, key=len, reverse=True))
        return Words(tables, re.compile(rf"(?<![\w.])({typed})\b\.?(?!\w)", re.IGNORECASE))

    def phrases(self, text: str) -> str:
        """What is read by its neighbours: « à dispo », « salle poly », « ss 3 sem »."""
        text = _ELIDED.sub(lambda m: f"{m[1] or m[2] or m[3] or m[4]}'", text)
        text = _PARCEL.sub(lambda m: f"{m[1]} {m[2].upper()} ", text)
        text = _CUT_ION.sub(r"\1ion", text)
        lower = text.lower()
        for context in self.tables.contexts:
            if not context.pieces or any(piece in lower for piece in context.pieces):
                changed = context.pattern.sub(context.written, text)
                if changed != text:
                    text, lower = changed, changed.lower()
        return text

    def words(self, text: str) -> str:
        """Word by word."""
        text = self.months.sub(lambda m: self.tables.months[fold(m[1])], text)
        return _WORD.sub(lambda match: self._word(match, text[max(0, match.start() - 40) : match.start()]), text)

    def _word(self, match: re.Match[str], before: str) -> str:
        word, tables = match["word"], self.tables
        if word in tables.exact:
            return tables.exact[word]
        if word.isupper() and len(word) > 1:
            return match.group()
        if word.islower() and word in tables.acronyms:
            return tables.acronyms[word.lower()] + match["dot"]
        folded = fold(word) if word.lower() in tables.as_typed or not known(word.lower()) else ""
        if word[0].isupper() and before and _named_so(folded, match):
            return match.group()
        if folded in tables.nouns:
            expansion = _agreed(tables.nouns[folded], before)
        elif folded in tables.adjectives:
            expansion = tables.adjectives[folded] + ("s" if _plural_noun(before) else "")
        elif folded == "mm" and re.search(r"\d ?$", before):
            return match.group()  # millimetres
        elif folded in tables.words:
            expansion = tables.words[folded]
        else:
            if _NAME_BEFORE.search(before):
                return match.group()
            return spelled(word) + match["dot"]
        if fold(expansion) == folded or (match["dot"] and _ends_sentence(match)):
            expansion += match["dot"]
        return expansion[:1].upper() + expansion[1:] if word[0].isupper() else expansion


def _named_so(folded: str, match: re.Match[str]) -> bool:
    """« lot 3 Élec Roumieu »: part of a name; « Cne de Rocmaure », « Ets Garnot » are none."""
    return folded not in {"ets", "cne", "asso"} and bool(re.match(r" [A-ZÉ][a-zé]", match.string[match.end() :]))


def _plural_noun(before: str) -> bool:
    noun = re.search(r"([^\W\d_]{3,})s $", before)
    return noun is not None and known(noun[1])


def _ends_sentence(match: re.Match[str]) -> bool:
    """The point of an abbreviation before a capital ends the sentence too."""
    return bool(
        re.match(r" (?:Le|La|Les|L'|Il|Elle|Ils|Elles|Un|Une|Cette|Ce|En|Pour|Au|À|Par)\b", match.string[match.end() :])
    )


def _agreed(noun: str, before: str) -> str:
    plural = _PLURAL_BEFORE.search(before)
    if plural is None or (plural["number"] and int(plural["number"].replace(" ", "")) <= 1):
        return noun
    if plural["number"] and re.fullmatch(r"(?:19|20)\d\d", plural["number"]):
        return noun
    return plural_of(noun)


def plural_of(noun: str) -> str:
    """The plural of the first word of a noun and of the adjective that ends it: « permis de construire » stays."""
    head, _, rest = noun.partition(" ")
    if head.endswith(("s", "x", "z")):
        return noun
    head = head + "x" if head.endswith(("au", "eu")) else head[:-2] + "aux" if head.endswith("al") else head + "s"
    return f"{head} {rest}" if rest else head


@lru_cache(maxsize=20_000)
def spelled(word: str) -> str:
    """A word with the accents or the ending left out, when only one word of French can be meant."""
    if len(word) < _LONG_ENOUGH or not word.islower() or known(word):
        return word
    return _ended(word) or _accents_given(word)


def _ended(word: str) -> str | None:
    """« renouvelt », « financemt », « branchts »: the only word in -ment that it can be."""
    singular = word.removesuffix("s")
    for cut in ("emt", "mt", "t"):
        if singular.endswith(cut):
            stem = singular.removesuffix(cut)
            found = {form for end in _CUT_ENDINGS if len(stem) > 1 and known(form := stem + end)}
            if len(found) == 1:
                return found.pop() + word[len(singular) :]
    return None


def _accents_given(word: str) -> str:
    found = {form for number in (1, 2, 3) for form in _accented(word, number) if known(form)}
    # « redépose » is no « redéposé », « arrete » may be two words; « unanimite » is one
    return found.pop() if len(found) == 1 and not any(re.search(r"(?<!it)és?$", form) for form in found) else word


def _accented(word: str, number: int) -> Iterator[str]:
    places = [i for i, letter in enumerate(word) if letter in _ACCENTS]
    for chosen in combinations(places, number):
        for accents in product(*(_ACCENTS[word[i]] for i in chosen)):
            letters = list(word)
            for i, accent in zip(chosen, accents, strict=True):
                letters[i] = accent
            form = "".join(letters)
            if not form.endswith("ât"):  # « broyât » is no word of a note
                yield form
