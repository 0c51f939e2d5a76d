"""Wordings that the law or the trade has left behind, and what to write instead (C16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.folding import folded


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A wording to avoid.

    Attributes:
        pattern: on the folded text (lower case, no accent).
        write: what to write instead.
        exact: `write` can take the place of the words as it is.
        since: the wording was right before that day.
    """

    pattern: str
    write: str
    why: str
    exact: bool = False
    since: date | None = None
    reference: str = ""


_REFORM_2022 = date(2022, 7, 1)

_PHRASES = (
    _Phrase(
        r"compte[- ]rendu (?:\w+ ){0,4}sous huitaine|affich\w+ sous huitaine",
        "liste des délibérations affichée sous une semaine",
        "Le compte rendu sous huitaine est supprimé",
        since=_REFORM_2022,
        reference="CGCT L. 2121-25",
    ),
    _Phrase(
        r"compte[- ]rendu(?: sommaire)?(?= (?:de la |de cette |des |du )(?:(?:derniere|precedente)s? )?(?:seances?|conseil municipal)\b)",
        "procès-verbal",
        "La séance donne lieu à un procès-verbal et à une liste des délibérations, plus à un compte rendu",
        exact=True,
        since=_REFORM_2022,
        reference="CGCT L. 2121-15",
    ),
    _Phrase(
        r"suivent les signatures|ont signe (?:au registre )?(?:tous )?les membres presents"
        r"|signe(?:nt)? au registre (?:tous )?les membres presents",
        "signatures du maire et du secrétaire de séance",
        "Seuls le maire et le secrétaire de séance signent",
        since=_REFORM_2022,
        reference="CGCT L. 2121-23",
    ),
    _Phrase(
        r"recueil des actes administratifs",
        "",
        "Le recueil des actes administratifs des communes est supprimé",
        since=_REFORM_2022,
        reference="CGCT L. 2131-1",
    ),
    _Phrase(
        r"certifie(?:e)? executoire(?![\s\S]{0,160}(?:\d|…|\.\.\.|_))",
        "dates de transmission et de publication",
        "Le caractère exécutoire se certifie avec les dates de transmission et de publication",
        reference="CGCT L. 2131-1",
    ),
    _Phrase(
        r"oui l'expose|oui cet expose|oui le rapport",
        "après avoir entendu l'exposé",
        "Formule vieillie",
    ),
    _Phrase(
        r"arretes? de peril",
        "arrêté de mise en sécurité",
        "La police du péril est devenue celle de la mise en sécurité",
        since=date(2021, 1, 1),
        reference="CCH L. 511-11",
    ),
    _Phrase(
        r"comites? techniques?(?: paritaires?)?\b",
        "comité social territorial",
        "Le comité technique est remplacé par le comité social territorial",
        since=date(2023, 1, 1),
        reference="CGFP L. 251-5",
    ),
    _Phrase(
        r"compte administratif(?= (?:de l'exercice |de l'annee |pour |de )?(?:202[6-9]|20[3-9]\d))",
        "compte financier unique",
        "Le compte financier unique est obligatoire à partir de l'exercice 2026",
        exact=True,
        reference="CGCT L. 2121-31",
    ),
    _Phrase(
        r"\bm\.? ?14\b",
        "M57",
        "La nomenclature M14 est remplacée par la M57",
        exact=True,
        since=date(2024, 1, 1),
    ),
    _Phrase(
        r"receveur municipal|tresorier[- ]payeur(?: general)?|tresorier municipal|percepteur",
        "comptable public (responsable du service de gestion comptable)",
        "Dénomination ancienne du comptable",
        since=date(2022, 1, 1),
    ),
    _Phrase(
        r"huissiers?(?: de justice)?\b",
        "commissaire de justice",
        "Les huissiers sont devenus commissaires de justice",
        since=_REFORM_2022,
    ),
    _Phrase(
        r"fonds d'investissement pour les territoires",
        "DETR ou DSIL",
        "Ce fonds annoncé pour 2026 n'a pas été créé : la DETR et la DSIL sont maintenues",
        since=date(2026, 1, 1),
    ),
)

_UNANIMITY = re.compile(r"a l'unanimite(?! des suffrages)(?!.{0,30}scrutin)")
_DISSENT = re.compile(r"\b(?:[1-9]\d*|une?|deux|trois|quatre|cinq|six) (?:abstentions?|voix contre|contre)\b")


def phrasing(text: str, on: date) -> Iterator[Finding]:
    """Each wording to avoid, exactly where it stands."""
    plain = folded(text)
    for phrase in _PHRASES:
        if phrase.since and on < phrase.since:
            continue
        for found in re.finditer(phrase.pattern, plain):
            advice = f" : écrire « {phrase.write} »." if phrase.write else "."
            yield Finding(
                "FORMULE",
                Gravite.ALERTE,
                phrase.why + advice,
                text[found.start() : found.end()],
                found.start(),
                found.end(),
                reference=phrase.reference,
                proposition=phrase.write if phrase.exact else "",
            )


def unanimity(text: str) -> Iterator[Finding]:
    """« À l'unanimité » on the same line as abstentions or votes against."""
    position = 0
    for line in text.split("\n"):
        plain = folded(line)
        found = _UNANIMITY.search(plain)
        if found and _DISSENT.search(plain):
            yield Finding(
                "VOTE_UNANIMITE",
                Gravite.ALERTE,
                "« À l'unanimité » est inexact s'il y a des abstentions : écrire « à l'unanimité des suffrages exprimés ».",
                line[found.start() : found.end()],
                position + found.start(),
                position + found.end(),
                reference="CGCT L. 2121-20",
            )
        position += len(line) + 1
