"""Where a person is reached: postal address, telephone, e-mail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category, Datum
from secretaire.checks.personal_data.persons import CIVILITY, NAME, PERSON, sentence_bounds

_CARD = 60  # characters: the name, on the line above
_STREET = (
    r"(?:rue|avenue|boulevard|bd|av\.|chemin|route|impasse|allee|place|square|cours|quai|ruelle|venelle|sente|residence|"
    r"lotissement|hameau|cite|clos|lieu[- ]dit|passage|faubourg|villa)"
)
_NUMBERED = rf"\d{{1,4}}(?: ?(?:bis|ter|quater|[a-d]))?,? {_STREET} [^,;.\n()]{{2,60}}?"
_TOWN = r"(?:,? ?(?:a )?\d{5} [a-z][a-z' -]{1,40}?)?"
_STOP = r"(?=[,;.\n()]| \d[\d ,.]*€| [–-] | (?:a|est|et|qui|pour|ne|nee|en|dans|d'une|representee?)\b|$)"
_PLACE = rf"(?:{_NUMBERED}|{_STREET} [^,;.\n()]{{2,60}}?){_TOWN}"
_ADDRESS = re.compile(
    rf"\b(?:demeurant|domicilie(?:e|s|es)?|residant|habitant|qui (?:habite|reside|demeure)(?:nt)?|son domicile(?: situe| sis)?|adresse personnelle|"
    rf"adresse du (?:demandeur|petitionnaire|proprietaire|locataire)|adresse de (?=m\.|mme|mlle|monsieur|madame)[^:\n]{{2,50}}(?=:)|(?<=[–,(-] )adresse(?= ?:))"
    rf"(?: ensemble| actuellement| tous deux)?(?: a l'adresse suivante)? ?(?:(?:au|a|:)(?! \D{{0,2}}mairie))?,? ?(?P<lieu>{_PLACE}|« ?[^»\n]{{3,40}}»){_STOP}"
)
# « M. Martin (12 rue …) », « Mme Morel – 14, résidence … »: right after the name, and with its number
_BESIDE_NAME = re.compile(rf"(?<!\w){CIVILITY}[ \u00a0]{NAME}(?: ?(?:\(|,|[–-]) ?|\t(?:[^\t\n]{{2,30}}\t)?)")
_BESIDE = re.compile(rf"(?P<lieu>{_NUMBERED}{_TOWN}){_STOP}")
_POSTAL = re.compile(r"\badresse postale ?: ?(?P<lieu>[^\n:]{4,60}?)(?= adresse|[\n]|$)")
_BODY = re.compile(
    r"\b(?:societe|sarl|sas|sci|eurl|sa|association|entreprise|gaec|earl|cabinet|etude|notaire|maitre|siege|mairie|"
    r"syndicat|communaute|etablissement|etablissements|federation|comite|club|agence)\b"
)
_MOBILE = re.compile(r"(?<![\d.])(?:\+33 ?|0)[67](?:[ .-]?\d\d){4}(?!\d)")
_FIXED = re.compile(r"(?<![\d.])(?:\+33 ?|0)[1-59](?:[ .-]?\d\d){4}(?!\d)")
_AT_HOME = re.compile(r"\b(?:domicile|personnel|particulier)\b")
# a number on duty, or at work
_AT_WORK = re.compile(
    r"\b(?:mairie|astreinte|gendarmerie|police|pompiers?|urgences?|services?|accueil|bureau|ecole|agence|entreprise|sarl|sas|"
    r"societe|association|architecte|geometre|notaire|expert|maire|adjointe?|conseillere?|medecin|docteur|presidente?|"
    r"garde champetre|contact presse|directeur|directrice|responsable|chef|charge|technicien\w*)\b"
)
_NAMED = re.compile(PERSON)
_MAIL = re.compile(r"[\w.+-]+@(?P<ou>[\w-]+(?:\.[\w-]+)+)\b")
_PRIVATE_MAIL = re.compile(
    r"(?:gmail|orange|wanadoo|free|sfr|laposte|hotmail|outlook|yahoo|live|icloud|neuf|bbox|numericable|aol|msn|"
    r"club-internet|aliceadsl|protonmail|proton)\.[a-z]{2,4}"
)
_OFFICIAL = re.compile(
    r"(?:mairie|commune|contact|accueil|secretariat|asso|comite|ecole|syndicat|bibliotheque|salle|service|urbanisme|info)"
)
_OFFICIAL_HOST = re.compile(
    r"mairie|ville|commune|gouv|agglo|metropole|departement|region|cdg|asso|\bcc-|notaires?|edf|enedis"
)


def coordinates(text: str) -> Iterator[Datum]:
    """What reaches a person at home, not a body, a notary or the town hall."""
    plain = folded(text)

    def datum(category: Category, start: int, end: int) -> Datum:
        return Datum(category, text[start:end], start, end)

    for found in (*_ADDRESS.finditer(plain), *_beside_names(text, plain)):
        if not _BODY.search(plain, sentence_bounds(plain, found.start())[0], found.start()):
            yield datum(Category.ADRESSE, found.start("lieu"), found.end("lieu"))
    for found in _POSTAL.finditer(plain):
        before = plain[max(0, found.start() - _CARD) : found.start()]
        if _NAMED.search(before) and not _BODY.search(before):
            yield datum(Category.ADRESSE, found.start("lieu"), found.end("lieu"))
    for found in _MOBILE.finditer(plain):
        if _is_private(plain, found):
            yield datum(Category.TELEPHONE, *found.span())
    for found in _FIXED.finditer(plain):
        at_home = _AT_HOME.search(plain, max(0, found.start() - 40), found.start())
        if at_home or (_of_someone(plain, found) and _is_private(plain, found)):
            yield datum(Category.TELEPHONE, *found.span())
    for found in _MAIL.finditer(plain):
        if _is_private_mail(plain, found):
            yield datum(Category.COURRIEL, *found.span())


def _beside_names(text: str, plain: str) -> Iterator[re.Match[str]]:
    for named in _BESIDE_NAME.finditer(text):
        found = _BESIDE.match(plain, named.end())
        if found:
            yield found


def _of_someone(plain: str, found: re.Match[str]) -> bool:
    return _NAMED.search(plain, sentence_bounds(plain, found.start())[0], found.start()) is not None


def _is_private(plain: str, found: re.Match[str]) -> bool:
    return _AT_WORK.search(plain, sentence_bounds(plain, found.start())[0], found.start()) is None


def _is_private_mail(plain: str, found: re.Match[str]) -> bool:
    if _PRIVATE_MAIL.fullmatch(found["ou"]):
        return _OFFICIAL.search(found.group().partition("@")[0]) is None
    return not _OFFICIAL_HOST.search(found["ou"]) and _of_someone(plain, found) and _is_private(plain, found)
