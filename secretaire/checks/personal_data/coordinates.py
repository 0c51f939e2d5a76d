"""Where a person is reached or identified: address, birth, telephone, e-mail, social security and bank numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category, Datum

_S = r"[ .]?"
_STREET = (
    r"(?:rue|avenue|boulevard|bd|av\.|chemin|route|impasse|allee|place|square|cours|quai|ruelle|venelle|sente|residence|"
    r"lotissement|hameau|cite|clos|lieu[- ]dit|passage|faubourg|villa)"
)
_NUMBERED = rf"\d{{1,4}}(?: ?(?:bis|ter|quater|[a-d]))?,? {_STREET} [^,;.\n()]{{2,60}}?"
_PLACE = rf"(?:{_NUMBERED}|{_STREET} [^,;.\n()]{{2,60}}?)(?:,? ?(?:a )?\d{{5}} [a-z][a-z' -]{{1,40}}?)?"
_ADDRESS = re.compile(
    rf"\b(?:demeurant|domicilie(?:e|s|es)?|residant|habitant|son domicile(?: situe| sis)?|adresse personnelle)"
    rf"(?: ensemble| actuellement| tous deux)?(?: (?:au|a|:)(?! \D{{0,2}}mairie))?,? ?(?P<lieu>{_PLACE})"
    r"(?=[,;.\n()]| (?:a|est|et|qui|pour|ne|nee|en|dans|d'une|representee?)\b|$)"
)
_BODY = re.compile(
    r"\b(?:societe|sarl|sas|sci|eurl|sa|association|entreprise|gaec|earl|cabinet|etude|notaire|maitre|siege|mairie|"
    r"syndicat|communaute|etablissement|etablissements|federation|comite|club|agence)\b"
)
_BIRTH = re.compile(
    r"\bnee?s? le (?P<quand>\d{1,2}(?:er)?[ /.-]\s?\w+[ /.-]\s?\d{2,4}(?: a (?:la |le |l'|les )?[a-z][a-z'-]+(?:[ -]\([^)\n]{1,30}\))?)?)"
)
_MOBILE = re.compile(r"(?<![\d.])(?:\+33 ?|0)[67](?:[ .-]?\d\d){4}(?!\d)")
_FIXED = re.compile(r"(?<![\d.])0[1-59](?:[ .-]?\d\d){4}(?!\d)")
_AT_HOME = re.compile(r"\b(?:domicile|personnel|particulier)\b")
_MAIL = re.compile(
    r"[\w.+-]+@(?:gmail|orange|wanadoo|free|sfr|laposte|hotmail|outlook|yahoo|live|icloud|neuf|bbox|numericable|aol|msn|"
    r"club-internet|aliceadsl|protonmail|proton)\.[a-z]{2,4}\b"
)
_OFFICIAL_MAIL = re.compile(
    r"(?:mairie|commune|contact|accueil|secretariat|asso|comite|ecole|syndicat|bibliotheque|salle)"
)
_SECURITY = re.compile(rf"\b[12]{_S}\d\d{_S}(?:0[1-9]|1[0-2]){_S}(?:\d\d|2[ab]){_S}\d{{3}}{_S}\d{{3}}(?:{_S}\d\d)?\b")
_BANK = re.compile(r"\bfr\d\d(?: ?[\da-z]{4}){5} ?[\da-z]{3}\b")
_PUBLIC_ACCOUNT = re.compile(r"\b(?:tresor public|tresorerie|banque de france|comptable|regie|commune)\b")


def coordinates(text: str) -> Iterator[Datum]:
    """What reaches or identifies a person, not a body, a notary or the town hall."""
    plain = folded(text)

    def datum(category: Category, start: int, end: int) -> Datum:
        return Datum(category, text[start:end], start, end)

    for found in _ADDRESS.finditer(plain):
        if not _BODY.search(_sentence_before(plain, found.start())):
            yield datum(Category.ADRESSE, found.start("lieu"), found.end("lieu"))
    for found in _BIRTH.finditer(plain):
        yield datum(Category.NAISSANCE, found.start("quand"), found.end("quand"))
    for found in _MOBILE.finditer(plain):
        yield datum(Category.TELEPHONE, *found.span())
    for found in _FIXED.finditer(plain):
        if _AT_HOME.search(plain, max(0, found.start() - 40), found.start()):
            yield datum(Category.TELEPHONE, *found.span())
    for found in _MAIL.finditer(plain):
        if not _OFFICIAL_MAIL.search(found.group().partition("@")[0]):
            yield datum(Category.COURRIEL, *found.span())
    for found in _SECURITY.finditer(plain):
        yield datum(Category.SECURITE_SOCIALE, *found.span())
    for found in _BANK.finditer(plain):
        if not _PUBLIC_ACCOUNT.search(plain, max(0, found.start() - 80), found.start()):
            yield datum(Category.BANQUE, *found.span())


def _sentence_before(plain: str, at: int) -> str:
    """What is said just before on the same line, back to the last « ; »."""
    before = plain[max(0, at - 120) : at]
    return re.split(r"[;\n]", before)[-1]
