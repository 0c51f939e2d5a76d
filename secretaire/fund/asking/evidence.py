"""The words of a unit that could be the answer itself: an amount for « combien coûte », a name for « quelle entreprise ». Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.fund.asking.question import Asked, Question
from secretaire.fund.finding.analyzer import terms
from secretaire.fund.finding.passages import Span
from secretaire.fund.folding import fold

_SPACE = r"[ \u00a0\u202f]?"
_FIGURE = r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?:[.,] ?\d+)?|\d+(?:[.,] ?\d+)?"
_MONTH = "janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre"
_DAYS = "lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?"
_WORDS = (
    "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante"
    "|cinquante|soixante|cent"
)
_CIVILITY = r"(?:Monsieur|Madame|Mademoiselle|Messieurs|Mesdames|M\.|MM\.?|Mr|Mme|Mlle|Me|Ma[iî]tre)"
_CAPITAL = r"[A-ZÀÂÇÉÈÊËÎÏÔÛÙŒ]"
_PROPER = rf"{_CAPITAL}[\w&'’.-]*(?:\s+(?:(?:de|du|des|la|le|les|et|&|d’|d')\s+)?{_CAPITAL}[\w&'’.-]*)*"
_TRADES = (
    r"(?i:entreprises?|soci[ée]t[ée]s?|cabinet|banque|caisse|cr[ée]dit|sarl|sas|earl|scp|scop|eurl|sa|association|compagnie|agence"
    r"|[ée]tude|syndicat|groupement|fondation|bureau|atelier|office|f[ée]d[ée]ration)"
)

MONEY = re.compile(
    rf"(?<![\d.,])(?:{_FIGURE}){_SPACE}(?:€uros?|€|euros?\b|EUR\b)|(?<![\d.,])\d[\d .]*,\d\d(?![\d%])", re.IGNORECASE
)
RATE = re.compile(rf"(?<![\d.,])(?:{_FIGURE}){_SPACE}(?:%|pour cent\b)")
DATE = re.compile(
    rf"\b\d{{1,2}}(?:er)?\s+(?:{_MONTH})(?:\s+\d{{4}})?\b|\b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b|\b(?:{_MONTH})\s+\d{{4}}\b",
    re.IGNORECASE,
)
DAYS = re.compile(rf"\b(?:{_DAYS})\b", re.IGNORECASE)
DURATION = re.compile(rf"\b(?:\d+|{_WORDS})\s+(?:ann[ée]es?|ans?|mois|semaines?|jours?|heures?)\b", re.IGNORECASE)
_ATTRIBUTED = re.compile(
    r"\b(?:reten|attribu|confi[ée]|d[ée]sign|nomm|titulaire|adjudicataire|prestataire)", re.IGNORECASE
)
_PERSON = re.compile(rf"{_CIVILITY}\s+{_PROPER}")
_FIRM = re.compile(rf"{_TRADES}\s+(?:[a-zé]+\s+)?(?:(?:de|du|des|d’|d')\s*)?(?:«\s*)?{_PROPER}")
_BARE = re.compile(r"(?<!Monsieur )(?<!Madame )(?<!M\. )(?<!Mme )(?<!Mr )\b[A-Z][A-ZÉÈ&-]{2,}(?:\s+[A-Z][\w&-]+)*")
_NO_NAME = frozenset(
    fold(word)
    for word in """maire conseil municipal conseiller commune ville adjoint assemblee membres monsieur madame le la les l un une
    ht ttc tva article vu considerant decide accepte approuve autorise delibere dit charge president presidente commission special delegue deleguee sports appel offres marches
    apres il elle ce cette code general collectivites territoriales prefecture""".split()  # noqa: SIM905
)
_PLACES = re.compile(
    rf"(?i:\b(?:rue|place|avenue|boulevard|chemin|route|impasse|all[ée]e|salle|parking|quai|parvis|cour|square|lieu-dit|b[âa]timent"
    rf"|mairie|[ée]cole|[ée]glise|gymnase|stade|parcelle|site|jardin|halle|centre|maison|foyer|parc)\b)"
    rf"|\b(?:à|au|aux|sur|dans|chez)\s+(?:la\s+|le\s+|l['’])?{_CAPITAL}[a-zéèêîôç]{{2,}}"
)
_NUMBERS = re.compile(r"\bn\s?°\s?\d[\w/.-]*|\b\d{2,4}[/-]\d{1,4}(?:-\d{1,4})?\b|\b20\d{6}[ -]\d{1,2}\b")
DECIDED = re.compile(
    r"\b(?:d[ée]cid|accept|approuv|autoris|adopt|valid|refus|rejet|ent[ée]rin|confirm|vot[ea]|fix[ea]|donn\w+ (?:un|son|une)|[ée]met"
    r"|s['’]oppos|retir|renonc|ajourn|retient|attribu|accord|reconduit|maintient|prend acte|instaur|suite favorable|unanimit)",
    re.IGNORECASE,
)
NOT_DECIDED = re.compile(r"\bpropos|\brappel|précédemment|jusqu[’']alors", re.IGNORECASE)
NEGATIVE = re.compile(r"\bn(?:e\b|['’])(?:\s?\S+){1,4}\s(?:pas|plus|aucun\w*|jamais)\b", re.IGNORECASE)
FORMULA = re.compile(
    r"\b(?:autoris|charg|donne\w* pouvoir|habilit).{0,120}\bsign|\bimput|\binscri\w+ (?:la|cette|les)\b", re.IGNORECASE
)
PLACED = re.compile(r"\bemplac|\bsitu|\bplac[ée]|\binstall|\bimplant|\blieu\b", re.IGNORECASE)
_COUNT = re.compile(rf"\b(?:{_FIGURE}|(?:{_WORDS})(?:[ -](?:et[ -])?(?:{_WORDS}))*)\b", re.IGNORECASE)
# « quatre postes d'adjoint » counts adjoints; « un emploi d'adjoint » counts an emploi
_OTHER_COUNTED = re.compile(
    r"[.;:]|(?<!nombre )(?<!poste )(?<!postes )(?<!sièges )(?<!places )\b(?:d['’]|d(?:e|es|u)\b)"
)
_COUNT_REACH = 3  # words between a figure and what it counts


def evidence(question: Question, text: str, before: str = "") -> list[Span]:
    """What could answer in a text, in order; for a decision, the words that decide; for a content, nothing precise.

    `before` is what introduces the text: the header of a table, the words before a list.
    """
    match question.asked:
        case Asked.MONEY:
            return _spans(MONEY, text)
        case Asked.RATE:
            return _spans(RATE, text)
        case Asked.SHARE:
            return _spans(RATE, text) or _spans(MONEY, text)
        case Asked.DATE:
            return _spans(DATE, text)
        case Asked.DAYS:
            return _spans(DAYS, text)
        case Asked.DURATION:
            return _spans(DURATION, text)
        case Asked.WHO:
            firms = list(_names(question, text, _PERSON)) or list(_names(question, text, _FIRM))
            return firms or (list(_names(question, text, _BARE)) if _ATTRIBUTED.search(f"{before} {text}") else [])
        case Asked.ORGANISATION:
            firms = list(_names(question, text, _FIRM))
            return firms or (list(_names(question, text, _BARE)) if _ATTRIBUTED.search(f"{before} {text}") else [])
        case Asked.COUNT:
            return list(_counts(question.counted, text))
        case Asked.ACT_NUMBER:
            return _spans(_NUMBERS, text)
        case Asked.DECISION:
            return _spans(DECIDED, text)
        case Asked.PLACE:
            return _spans(_PLACES, text)
        case Asked.SUBSTANCE:
            return []


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in pattern.finditer(text)]


def _names(question: Question, text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    """Names that the question does not give itself, and that are no title or institution present everywhere."""
    given = {subject.stem for subject in question.subjects}
    for match in pattern.finditer(text):
        words = [fold(word) for word in re.findall(r"\w{2,}", match[0])]
        own = [t for t in terms(match[0]) if t.stem not in given]
        if own and any(word not in _NO_NAME for word in words):
            yield Span(match.start(), match.end())


def _counts(counted: str, text: str) -> Iterator[Span]:
    """Figures followed closely by what is counted: « huit emplois », « 15 nouvelles caméras », « 16 à 29 ans »."""
    words = list(re.finditer(r"[^\W\d_]{2,}", text))
    for match in _COUNT.finditer(text):
        after = [word for word in words if word.start() >= match.end()][:_COUNT_REACH]
        for word in after:
            between = text[match.end() : word.start()]
            if any(term.stem == counted for term in terms(word[0])) and not _OTHER_COUNTED.search(between):
                yield Span(match.start(), word.end())
                break
