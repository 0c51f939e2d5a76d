"""What identifies a person or an account: birth, social security and bank numbers, number plate."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category, Datum
from secretaire.checks.personal_data.persons import names_someone, sentence_bounds

_S = r"[ .]?"
_DAY = r"\d{1,2}(?:er)?[ /.-]\s?\w+[ /.-]\s?\d{2,4}"
_TOWN = r"(?:la |le |l'|les )?[a-z][a-z'-]+(?: ?\([^)\n]{1,30}\))?"
_BIRTH = re.compile(
    rf"\bnee?s? le ?:? ?(?P<quand>{_DAY}(?: a {_TOWN})?)|\bnee?s? a (?P<ou>{_TOWN},? le {_DAY})|"
    rf"\b(?:date (?:et lieu )?|jour )de naissance ?:? ?(?:le )?(?P<jour>{_DAY}(?: a {_TOWN})?)|"
    rf"\blieu de naissance ?: ?(?P<lieu>{_TOWN}(?: {_TOWN})?)"
)
_AGE = re.compile(r"\b(?:agee?s? de|nee?s?(?= en)) (?P<age>\d{1,3} ans|en (?:19|20)\d\d)\b")
_ANIMAL = re.compile(r"\b(?:chien\w*|chatt?e?|animal|race|puce|femelle|cheval|rottweiler)\b")
_SECURITY = re.compile(rf"\b[12]{_S}\d\d{_S}(?:0[1-9]|1[0-2]){_S}(?:\d\d|2[ab]){_S}\d{{3}}{_S}\d{{3}}(?:{_S}\d\d)?\b")
_BANK = re.compile(r"\bfr\d\d(?: ?[\da-z]{4}){5} ?[\da-z]{3}\b")
_BANK_FORMER = re.compile(r"\b\d{5} ?\d{5} ?[\da-z]{11} ?\d\d\b")
_ACCOUNT = re.compile(r"\b(?:rib|comptes?|bancaires?|banque)\b")
_PUBLIC_ACCOUNT = re.compile(r"\b(?:tresor public|tresorerie|banque de france|comptable|regie|commune)\b")
_PLATE = re.compile(r"\b[A-HJ-NP-TV-Z]{2}(?P<lien>[- ])\d{3}(?P=lien)[A-HJ-NP-TV-Z]{2}\b")
_FORMER_PLATE = re.compile(r"\b\d{2,4} ?[A-Z]{2,3} ?(?:\d\d|2[AB])\b")
_VEHICLE = re.compile(
    r"\b(?:immatricul\w*|plaque|vehicule|voiture|caravane|remorque|camion|camionnette|scooter|moto|epave)\b"
)
# the vehicles of the commune are no secret
_FLEET = re.compile(
    r"\b(?:vehicules?|camion|tracteur|fourgon\w*|voiture|utilitaire|tondeuse|balayeuse) (?:communa\w+|municipa\w+|de service|"
    r"de la commune|du service|des services)|\b(?:vente|cession|acquisition|achat|reprise|reforme|mise a disposition|assurance) "
    r"(?:d'un |d'une |du |de la |de |des )?(?:ancienn?e? )?(?:vehicule|tracteur|camion|fourgon|voiture|utilitaire|remorque|minibus)"
)


def identifiers(text: str) -> Iterator[Datum]:
    """Births, numbers of social security and of bank accounts, plates; not those of the commune, nor of a dog."""
    plain = folded(text)

    def datum(category: Category, start: int, end: int) -> Datum:
        return Datum(category, text[start:end], start, end)

    for found in _BIRTH.finditer(plain):
        if not _ANIMAL.search(plain, sentence_bounds(plain, found.start())[0], found.start()):
            yield datum(Category.NAISSANCE, *found.span(found.lastgroup or 0))
    for found in _AGE.finditer(plain):
        if names_someone(plain, found.start()):
            yield datum(Category.NAISSANCE, *found.span("age"))
    for found in _SECURITY.finditer(plain):
        yield datum(Category.SECURITE_SOCIALE, *found.span())
    for found in (*_BANK.finditer(plain), *_former_accounts(plain)):
        if not _PUBLIC_ACCOUNT.search(plain, max(0, found.start() - 80), found.start()):
            yield datum(Category.BANQUE, *found.span())
    for found in _plates(text, plain):
        yield datum(Category.IMMATRICULATION, *found.span())


def _former_accounts(plain: str) -> Iterator[re.Match[str]]:
    for found in _BANK_FORMER.finditer(plain):
        if _ACCOUNT.search(plain, max(0, found.start() - 60), found.start()):
            yield found


def _plates(text: str, plain: str) -> Iterator[re.Match[str]]:
    if _FLEET.search(plain):
        return
    for found in _PLATE.finditer(text):
        if found["lien"] == "-" or _VEHICLE.search(plain, max(0, found.start() - 60), found.start()):
            yield found
    for found in _FORMER_PLATE.finditer(text):
        if "immatricul" in plain[max(0, found.start() - 30) : found.start()]:
            yield found
