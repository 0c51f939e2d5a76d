"""Health, family, means, convictions: said of a person, they are masked; said of a subject, they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretaire.checks.folding import folded
from secretaire.checks.personal_data.categories import Category, Datum
from secretaire.checks.personal_data.persons import names_someone, sentence_bounds

_HEALTH = re.compile(
    r"\bconges? (?:de |pour )?(?:(?:longue |grave )?(?:maladie|duree)|maternite|paternite|adoption|invalidite temporaire)\b(?: ordinaire\b)?"
    r"|\barrets? (?:de travail|maladie)\b|\betat de sante\b|\bpathologies?\b|\b(?:son|le) handicap\b(?= de\b| d'|,|\.)"
    r"|\btravailleur handicape\b|\breconnue? handicapee?\b|\bcarte d'invalidite\b|\binvalidite\b|\binaptitude\b|\binapte\b"
    r"|\baccidents? de (?:travail|service|trajet)\b|\bmaladie professionnelle\b|\bhospitalise(?:e|s|es)?\b|\bhospitalisation\b"
    r"|\braisons? (?:de sante|medicales?)\b|\ben (?:longue|grave) maladie\b|\bsoins psychiatriques\b|\b(?:mi-temps|temps partiel) therapeutique\b|\bdepression\b|\bgrossesse\b|\bcancer\b|\balzheimer\b"
    r"|(?<=souffre )d'une? [a-z]+(?: [a-z]+)?"
)
# a contract covers illnesses, a building is made accessible: nobody is ill there
_SUBJECT = re.compile(
    r"\b(?:assur\w+|garanti\w*|contrats?|statutaire|couvr\w+|risques?|accessib\w*|personnes? (?:handicapees?|en situation)|"
    r"lutte|recherche|association|ligue|journee|prevention)\b"
)
_FAMILY = re.compile(
    r"\bdivorcee?s?\b|\b(?:en instance|en cours|procedure) de divorce\b|\bveu(?:f|ve)\b|\b(?:mere|pere|parent)s? celibataires?\b|\bcelibataire\b"
    r"|\bpacsee?s?\b|\bsepare(?:e|s|es)?(?= de (?:son|sa)\b)(?: de (?:son|sa) [a-z]+)?|\bconcubine?\b|\b(?:vit|vivant) seule?\b(?: avec [a-z]+ enfants?)?"
    r"|\beleve seule? (?:ses|son|sa|leurs?)(?: [a-z]+)?(?: enfants?)?|\bgarde alternee\b|\bmariee?s?(?= (?:sous|avec|a m|en secondes))(?: sous le regime [a-z' ]+?(?=,|\.|$))?"
    r"|\bconjointe? (?:survivante?|du defunt|de la defunte)\b"
)
_DECLARED = re.compile(
    r"\b(?:situation (?:de famille|familiale|matrimoniale)|lien avec (?:le|la) defunte?) ?: ?(?P<quoi>[a-z][^),;.\n]{2,30})"
)
_MEANS = re.compile(
    r"\bressources (?:mensuelles|annuelles)(?: de)? ?(?:\d[\d ,.]*(?:€|euros?))?|\bquotient familial\b|\brevenus? fisca(?:l|ux)(?: de reference)?\b"
    r"|\b(?:allocataires?|beneficiaires?|titulaires?) (?:du rsa|de l'aah|de l'apa|des? minima sociaux|du minimum vieillesse|"
    r"du revenu de solidarite active|de l'allocation [a-z]+(?: [a-z]+)?)|\b(?:percoit|percevant|touche|percoivent) (?:le rsa|l'aah|l'apa|une pension [a-z]+)|\b(?:est|sont|,) (?:au|en) chomage\b"
    r"|\bdemandeu(?:r|se)s? d'emploi\b"
)
_TROUBLE = re.compile(
    r"\bsurendettement\b|\bcasier judiciaire\b|\bcondamnation penale\b|\bliquidation judiciaire personnelle\b"
)
_OF_SOMEONE = re.compile(
    r"\bcondamnee?s?\b(?= (?:par|pour|a (?:une|la) peine|a [a-z0-9]+ (?:mois|ans?|jours)))|(?<=sous )(?:tutelle|curatelle)(?: renforcee| simple)?(?! de l'etat| du prefet| du departement)"
    r"|\b(?:adherente?|militante?|deleguee?) (?:de la|de|du syndicat|a la|au syndicat) (?:cgt|cfdt|fo|cftc|unsa|fsu|sud|cfe-cgc)\b|\bmise? en examen\b"
    r"|\bgarde a vue\b|\bincarceree?\b|\bdetenue?(?= (?:a|au|depuis)\b)|\bde confession [a-z]+"
)


def sensitive(text: str) -> Iterator[Datum]:
    """What is said of someone's health, family, means, debts or convictions."""
    plain = folded(text)

    def datum(category: Category, found: re.Match[str], group: str | int = 0) -> Datum:
        return Datum(category, text[found.start(group) : found.end(group)], *found.span(group))

    for found in _HEALTH.finditer(plain):
        if names_someone(plain, found.start()) and not _SUBJECT.search(plain, *sentence_bounds(plain, found.start())):
            yield datum(Category.SANTE, found)
    for found in _FAMILY.finditer(plain):
        if _is_word(text, found) and names_someone(plain, found.start()):
            yield datum(Category.FAMILLE, found)
    for found in _DECLARED.finditer(plain):
        yield datum(Category.FAMILLE, found, "quoi")
    for found in _MEANS.finditer(plain):
        if names_someone(plain, found.start()):
            yield datum(Category.RESSOURCES, found)
    for found in _TROUBLE.finditer(plain):
        yield datum(Category.SENSIBLE, found)
    for found in _OF_SOMEONE.finditer(plain):
        if names_someone(plain, found.start()):
            yield datum(Category.SENSIBLE, found)


def _is_word(text: str, found: re.Match[str]) -> bool:
    """« marié » is no first name, and « Mme Veuve Martin » is one."""
    word = text[found.start() : found.end()]
    return word[0].islower() and not word.startswith("marie")
