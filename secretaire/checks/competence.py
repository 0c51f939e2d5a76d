"""Who may decide: the council, the maire, the maire by delegation (L. 2121-29, L. 2122-22, L. 2212-1, L. 2213-1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from secretaire.checks.finding import Finding, Gravite
from secretaire.checks.written import Written

_ARRETE = re.compile(r"^\W{0,3}arrete ?:?\W*$", re.MULTILINE)
_DELIBERATION = re.compile(
    r"extrait du registre des deliberations|^\W{0,3}(?:le conseil municipal[^\n]{0,90})?\bdecide\b ?:?\W*$",
    re.MULTILINE,
)
_BY_DELEGATION = re.compile(r"^\W{0,3}decide ?:?\W*$", re.MULTILINE)
_COUNCIL_DECIDES = re.compile(r"\ble conseil municipal (?:decide|approuve|autorise|vote|fixe)\b")
# never the maire, even by delegation (regles.md, 8)
_COUNCIL_ONLY = (
    (
        r"\bvote (?:du budget|des taux|du compte)|budget primitif|decision modificative",
        "le budget, les comptes et les taux",
    ),
    (r"\bcreation (?:d'un |de l'|du )?(?:poste|emploi)|\bcreation d'emplois?", "la création d'emplois"),
    (r"\bsubventions? (?:aux|a l'|a une|accordee|versee)", "les subventions versées"),
    (
        r"\bvente (?:de la|d'une|du|d'un) (?:parcelle|terrain|maison|immeuble|batiment|bien immobilier)",
        "la vente d'immeubles",
    ),
    (r"\badhesion (?:au syndicat|a la communaute)", "l'adhésion à un groupement"),
)
# the police of the maire: the council cannot decide in his place
_MAIRE_ONLY = (
    (
        r"\b(?:interdiction|limitation|reglementation|restriction) (?:temporaire )?(?:de la circulation|du stationnement|de la vitesse)",
        "L. 2213-1",
    ),
    (
        r"\bdivagation des (?:chiens|animaux)|\bfermeture (?:administrative|d'un debit)|\bmise en securite d",
        "L. 2212-2",
    ),
)
_OVER = (
    (
        re.compile(
            r"\b(?:alienation|vente|cession)[^.\n]{0,60}?(?:biens? mobiliers?|vehicule|tracteur|materiel|tondeuse)"
        ),
        Decimal(4600),
        "10°",
        "4 600 €",
    ),
    (re.compile(r"\btransaction\b"), Decimal(1000), "16°", "1 000 € (communes de moins de 50 000 habitants)"),
)
_LEASE = re.compile(r"\b(?:bail|louage|location)\b[^.\n]{0,120}?\b(?:duree de |pour )(?P<n>\d{1,2}) ans\b")


def decider(written: Written) -> Iterator[Finding]:
    """What the object announces is decided by who may."""
    place = written.objet
    if place is None or not written.single:
        return
    arrete = _ARRETE.search(written.plain) is not None and not _DELIBERATION.search(written.plain)
    told = written.title is not None or _DELIBERATION.search(written.plain) is not None  # minutes: a title, no heading
    ours = told and not _ARRETE.search(written.plain)
    if arrete:
        for pattern, what in _COUNCIL_ONLY:
            if re.search(pattern, written.about):
                message = f"Un arrêté du maire ne peut pas décider cela : {what} relèvent du seul conseil municipal."
                yield written.finding(*place, "COMPETENCE", Gravite.ALERTE, message, "CGCT L. 2121-29, L. 2122-22")
                return
        wrong = _COUNCIL_DECIDES.search(written.plain, place[1])
        if wrong:
            message = "Un arrêté est pris par le maire : ce n'est pas le conseil municipal qui décide."
            yield written.finding(wrong.start(), wrong.end(), "COMPETENCE", Gravite.ALERTE, message, "CGCT L. 2122-18")
    elif ours:
        for pattern, article in _MAIRE_ONLY:
            if re.search(pattern, written.about):
                message = "La police relève du maire seul : le conseil municipal peut donner un avis ou former un vœu, pas réglementer."
                yield written.finding(*place, "COMPETENCE", Gravite.ALERTE, message, f"CGCT {article}")
                return


def by_delegation(written: Written) -> Iterator[Finding]:
    """A decision taken by delegation stays within the limits of the law (L. 2122-22)."""
    plain = written.plain
    by_maire = re.search(r"^\W{0,3}le maire\b", plain, re.MULTILINE)
    if not written.single or "l. 2122-22" not in plain or not by_maire or not _BY_DELEGATION.search(plain):
        return
    if "extrait du registre des deliberations" in plain or "conseil municipal, apres en avoir delibere" in plain:
        return
    body = plain.index("decide", by_maire.start()) if "decide" in plain[by_maire.start() :] else 0
    for pattern, most, item, limit in _OVER:
        if pattern.search(plain, body):
            over = [a for a in written.amounts if a.start >= body and a.value > most]
            if over:
                message = f"Le maire ne peut décider seul que jusqu'à {limit} ({item}) : au-delà, une délibération est nécessaire."
                yield written.finding(
                    over[0].start, over[0].end, "DELEGATION_LIMITE", Gravite.ALERTE, message, f"CGCT L. 2122-22, {item}"
                )
    for m in _LEASE.finditer(plain, body):
        if int(m["n"]) > 12:
            message = "Par délégation, le maire ne loue pas pour plus de douze ans (5°)."
            yield written.finding(
                m.start("n"), m.end(), "DELEGATION_LIMITE", Gravite.ALERTE, message, "CGCT L. 2122-22, 5°"
            )
