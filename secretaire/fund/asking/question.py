"""What a question asks for: the kind of answer, its subject, its period. Pure.

Questions come typed in a hurry: « tarif garage mort camping » asks for an amount as much as « Quel est le tarif… ? ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from secretaire.fund.finding.analyzer import stem, terms
from secretaire.fund.finding.query import NO_SYNONYMS
from secretaire.fund.finding.synonyms import Expression, Synonyms
from secretaire.fund.folding import fold
from secretaire.fund.pieces import Kind


class Asked(StrEnum):
    """The kind of answer expected."""

    MONEY = "montant"
    RATE = "taux"
    SHARE = "part"  # a percentage or an amount: « quelle réduction », « à quelle hauteur »
    DATE = "date"
    DAYS = "jours"  # of the week
    DURATION = "duree"
    WHO = "qui"  # a person, or a company
    ORGANISATION = "organisme"
    COUNT = "nombre"
    ACT_NUMBER = "numero"
    DECISION = "decision"  # yes or no: what was decided
    PLACE = "lieu"
    SUBSTANCE = "contenu"


@dataclass(frozen=True, slots=True)
class Period:
    """When, as far as the question says it.

    Attributes:
        years: named years; an answer belongs to one of them.
        since, until: limits on the date of the act, included.
    """

    years: frozenset[int] = frozenset()
    since: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        """True when the question names no period: what is in force is asked for."""
        return self == _ALWAYS


_ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class Subject:
    """A word of the subject.

    Attributes:
        light: the documents may well say it otherwise (« versée », « retenu »).
        others: expressions of the synonyms file that stand for it, or for the words it is among.
    """

    stem: str
    word: str
    light: bool = False
    others: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood.

    Attributes:
        hints: stems of the words that name the answer itself (« montant », « somme », « date »).
        counted: stem of what is counted (« combien d'emplois »), else empty.
        kind: act kind that is named (« l'arrêté »), else None.
    """

    text: str
    asked: Asked
    subjects: tuple[Subject, ...]
    period: Period = _ALWAYS
    hints: frozenset[str] = frozenset()
    counted: str = ""
    kind: Kind | None = None

    @property
    def telling(self) -> tuple[Subject, ...]:
        """The words of the subject that the documents are bound to use, what is counted apart."""
        return tuple(subject for subject in self.subjects if not subject.light and subject.stem != self.counted)

    @property
    def is_bare(self) -> bool:
        """True when a single word says the subject: too little to be sure by itself."""
        return len(self.telling) == 1 and bool(self.hints)


_ORGANISATIONS = (
    "entreprises?|societes?|cabinets?|banques?|organismes?|associations?|prestataires?|notaires?|architectes?"
    "|geometres?|fournisseurs?|titulaires?|attributaires?|bureaux?|syndicats?|etablissements?"
)
_WHO = "adjoint|elue?|conseill|personne|agent|responsable|president|delegue|representant|secretaire|maire|tresori|recev"
_MONEY = (
    "montant|tarif|prix|cout|coute|loyer|subvention|cotisation|indemnite|somme|budget|valeur|redevance|participation"
    "|amende|plafond|don|prime|dotation|salaire|remuneration|caution|taxe|frais|enveloppe|credit|depense|recette|aide"
    "|offre|devis|emprunt|vacation"
)
_MONTHS = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split()  # noqa: SIM905

_RULES: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (Asked.ACT_NUMBER, re.compile(r"\bquels? (?:est |sont )?(?:le |les )?numeros?\b|^numero ")),
    (
        Asked.DURATION,
        re.compile(
            r"\bquelle (?:est |sera )?(?:la )?duree|^duree|\bcombien de temps|\bcombien (?:de |d.)(?:mois|annees)\b"
        ),
    ),
    (Asked.DAYS, re.compile(r"\bquels (?:sont )?(?:les )?jours\b|^jours? ")),
    (
        Asked.DATE,
        re.compile(
            r"\bquand\b|\bquelles? (?:est |sont )?(?:la |les )?(?:dates?|annees?)\b|\bquel jour\b|^dates? |\bquel mois\b"
        ),
    ),
    (
        Asked.COUNT,
        re.compile(r"\bcombien (?:de |d.)(?!euros)|\bquel (?:age|nombre|effectif)|^(?:age|nombre|effectif) "),
    ),
    (Asked.MONEY, re.compile(r"\bcombien\b")),
    (Asked.ORGANISATION, re.compile(rf"\bquel(?:le)?s? (?:est |sont )?(?:l.|la |le |les )?(?:{_ORGANISATIONS})\b")),
    (Asked.WHO, re.compile(r"\b(?:a|par|avec|chez|pour) qui\b|^qui\b")),
    (Asked.WHO, re.compile(rf"\bquel(?:le)?s? (?:est |sont )?(?:l.|la |le |les )?(?:{_WHO})|^(?:noms?|titulaire)\b")),
    (Asked.RATE, re.compile(r"\b(?:quels? (?:est |sont )?(?:le |les )?|^)(?:taux|pourcentages?)\b|^taux\b")),
    (
        Asked.SHARE,
        re.compile(
            r"\bquel(?:le)?s? (?:est |sont )?(?:la |le |les )?(?:hauteur|reduction|remise|part|poids|majoration|rabais)\b"
            r"|^(?:reduction|remise|majoration|rabais)\b"
        ),
    ),
    (
        Asked.PLACE,
        re.compile(
            r"^ou\b|\bquel (?:endroit|lieu|site|batiment)\b|\bquelle (?:rue|adresse|salle|place)\b|\bou (?:est|se|sera|ont|a)\b"
        ),
    ),
    (
        Asked.MONEY,
        re.compile(rf"\bquel(?:le)?s? (?:est |sont |etait |etaient |sera )?(?:l.|la |le |les )?(?:\w+ )?(?:{_MONEY})"),
    ),
    (
        Asked.DECISION,
        re.compile(
            r"^(?!.*\b(?:quel|quoi|comment|pourquoi)).*(?:\b(?:est|a|ont|sont|peut|faut|doit)[ -](?:t[ -])?(?:il|elle|on|ce|ils|elles)\b)"
        ),
    ),
    (Asked.MONEY, re.compile(rf"^(?!.*\b(?:quel|quoi|comment|pourquoi)).*\b(?:{_MONEY})s?\b")),
)

_ASKING = frozenset(
    map(
        stem,
        """combien quel quelle quels quelles qui quoi quand comment pourquoi montant prix cout coute couter coutait somme date
        dates duree temps age nombre effectif numero nom noms hauteur poids part actuel actuelle actuellement aujourd hui
        vigueur dernier derniere derniers dernieres annee annees jour jours est ce endroit lieu pourcentage existe connaitre
        savoir dire donner donne t quelqu""".split(),  # noqa: SIM905
    )
)
_HINTS = frozenset(map(stem, "montant prix cout somme total tarif taux date duree nombre effectif valeur part".split()))  # noqa: SIM905
_LIGHT = frozenset(
    map(
        stem,
        """commune communal communale communaux ville conseil prochain prochaine futur future municipal municipale municipaux deliberation arrete
        decision acte entreprise societe cabinet banque organisme association prestataire tarif taux valeur global globale
        total totale annuel annuelle euros euro fixe fixer retenu retenue retenir remporte remporter obtenu obtenir attribue
        attribuee attribuer verse versee verser place placee placer achete achetee acheter acquis choisi choisie choisir
        decide decider accorde accordee accorder cotisation contribution adhesion fait faite faire demander demande gere gerer applique appliquer vote votee
        voter paye payer percu percevoir nomme nommee nommer designe designee designer installe installee installer
        participe participer signe signer prevu prevue prevus prevoir concerne concernes concerner realise realisee realiser
        contient contenir situe situee deroule derouler lance lancee lancer approuve approuvee approuver adopte adoptee
        adopter accepte acceptee accepter renouvele renouvelee renouveler achat vendu vendue vendre coute peut pouvoir doit
        devoir partir compter nouveau nouvelle nouveaux nouvelles pendant mis mise mettre place ouvert ouverte organise
        organisee beneficie beneficier principaux principal principales mentionne mentionnes president""".split(),  # noqa: SIM905
    )
)
_SECOND = re.compile(r"\bet (?=(?:quel|combien|quand|qui\b|ou\b|comment|a quel))")
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d.,]\d|\d|\s?(?:€|euros|m²|m2))")
_BEFORE = re.compile(r"\bavant (?:le |l.annee )?((?:19|20)\d\d)\b")
_AFTER = re.compile(r"\b(?:apres|depuis) (?:le |l.annee )?((?:19|20)\d\d)\b")
_KINDS = ((Kind.ARRETE, re.compile(r"\barretes?\b")), (Kind.DECISION, re.compile(r"\bdecisions? (?:du|de la) maire\b")))


def understand(text: str, synonyms: Synonyms = NO_SYNONYMS) -> Question:
    """The question in a text as typed: accents, capitals and punctuation do not matter."""
    plain = " ".join(re.sub(r"[?!«»\"]", " ", fold(text)).replace("’", "'").replace("œ", "oe").split())
    first = _SECOND.split(plain, maxsplit=1)[0]  # of two questions in one, the kind of the first
    asked = next((asked for asked, pattern in _RULES if pattern.search(first)), Asked.SUBSTANCE)
    period, bare = _period(plain)
    counted = _counted(first) if asked is Asked.COUNT else ""
    kind = next((kind for kind, pattern in _KINDS if pattern.search(plain)), None)
    hints = frozenset(term.stem for term in terms(plain)) & _HINTS
    return Question(text, asked, tuple(_subjects(bare, synonyms)), period, hints, counted, kind)


def _period(plain: str) -> tuple[Period, str]:
    """The period, and the question without it."""
    before, after = _BEFORE.search(plain), _AFTER.search(plain)
    if before or after:
        period = Period(
            since=date(int(after[1]) + (after[0].startswith("apres")), 1, 1) if after else None,
            until=date(int(before[1]) - 1, 12, 31) if before else None,
        )
        return period, _AFTER.sub(" ", _BEFORE.sub(" ", plain))
    years = frozenset(int(year) for year in _YEAR.findall(plain))
    return Period(years), _YEAR.sub(" ", plain)


def _counted(plain: str) -> str:
    if re.search(r"\bage\b", plain):
        return stem("ans")
    match = re.search(r"(?:combien|nombre|effectif) (?:de |d'|d )?(?:nouveaux |nouvelles )?(\w{3,})", plain)
    return stem(match[1]) if match else ""


def _subjects(plain: str, synonyms: Synonyms) -> list[Subject]:
    found: dict[str, Subject] = {}
    spelt_out = _spelt_out(plain)
    for term in terms(plain):
        if term.stem not in _ASKING and (len(term.word) > 1 or term.word.isdigit()):
            found.setdefault(term.stem, Subject(term.stem, term.word, term.stem in _LIGHT or term.word in spelt_out))
    subjects = list(found.values())
    for start, end, others in synonyms.of([subject.stem for subject in subjects]):
        for place in range(start, end):
            subjects[place] = replace(subjects[place], others=(*subjects[place].others, *others))
    return subjects


def _spelt_out(plain: str) -> set[str]:
    """Words that an acronym in brackets after them stands for: either may be in the documents."""
    words: set[str] = set()
    for match in re.finditer(r"\((\w{2,8})\)", plain):
        before = re.findall(r"\w+", plain[: match.start()])[-len(match[1]) :]
        words.update(word for word in before if len(word) > 2 and word[0] in match[1])
    return words
